//! The pages on the way to an identity provider and back.

use base::id::EstablishmentId;
use maud::{Markup, html};

use crate::access::{Need, rule};
use crate::identity::Kept;
use crate::layout::{Page, apart, bare_page};
use crate::operator::carried;
use crate::upload::TICKET;
use crate::visit::Visit;

/// The page that leaves for a provider by itself, and the link for whoever's browser does not.
pub fn leaving(visit: &Visit, name: &str, url: &str) -> Page {
    let it = &visit.words.idp;
    let body = html! {
        section.notice {
            h1 { (visit.words.sign_in_with(name)) }
            p { (it.leaving_why) }
            p.acts { a.btn.pri href=(url) { (it.go_on) } }
        }
    };
    Page(bare_page(visit.words, it.leaving, &body))
}

/// The name by which providers know this server is another than the one this browser came by.
pub fn elsewhere(visit: &Visit, public: &str) -> Page {
    let it = &visit.words.idp;
    let body = html! {
        section.notice {
            h1 { (it.elsewhere) }
            p { (it.elsewhere_why) }
            p.acts { a.btn.pri href={ (public) "/connexion" } { (public) } a.btn href="/connexion" { (it.other_means) } }
        }
    };
    Page(bare_page(visit.words, it.elsewhere, &body))
}

/// Somebody whom the provider knows and nobody here does.
pub fn nobody(visit: &Visit, why: &str, issuer: &str, subject: &str) -> Page {
    let it = &visit.words.idp;
    let body = html! {
        main.plain #main {
            section.notice {
                h1 { (it.no_access) }
                p.bad role="alert" { (why) }
                p { (it.no_access_why) }
                dl {
                    dt { (it.issuer) } dd { code { (issuer) } }
                    dt { (it.subject) } dd { code { (subject) } }
                }
                p.acts { a.btn.pri href="/connexion" { (it.other_means) } }
            }
        }
    };
    framed(visit, it.no_access, body)
}

/// For which establishment somebody comes who exercises in several.
pub fn choose(visit: &Visit, choices: &[EstablishmentId], missing: bool) -> Page {
    let it = &visit.words.idp;
    let state = &visit.snapshot.state;
    let body = html! {
        main.plain #main {
            section.notice {
                h1 { (it.choose) }
                p { (it.choose_why) }
                @if missing { p.bad role="alert" { (it.choose_missing) } }
                form method="post" action="/connexion/situation" {
                    fieldset.pair {
                        legend { (it.choose_legend) }
                        @for (place, id) in choices.iter().enumerate() {
                            @if let Some(establishment) = state.establishment(*id) {
                                label.tick {
                                    input type="radio" name="etablissement" value=(id) required autofocus[place == 0];
                                    " " (establishment.name.as_str())
                                }
                            }
                        }
                    }
                    p.acts { button.btn.pri { (visit.words.identity.enter) } }
                }
            }
        }
    };
    framed(visit, it.choose, body)
}

/// The forms that waited, ready to be sent by whoever just said who they are.
pub fn resume(visit: &Visit, kept: &[(Kept, String)]) -> Page {
    let it = &visit.words.idp;
    let body = html! {
        main.plain #main {
            @if kept.is_empty() {
                section.notice {
                    h1 { (it.nothing_kept) }
                    p { (it.nothing_kept_why) }
                    p.acts { a.btn.pri href="/" { (visit.words.errors.home) } }
                }
            }
            @for (place, (form, back)) in kept.iter().enumerate() {
                section.notice {
                    @if place == 0 { h1 { (it.resume) } } @else { h2 { (it.resume_earlier) } }
                    p { (visit.words.resume_what(action_of(visit, &form.path))) }
                    (typed(form))
                    form method="post" action=(form.path) {
                        (carried(&form.fields))
                        p.acts {
                            button.btn.pri autofocus[place == 0] { (it.send) }
                            a.btn href=(back) { (visit.words.common.cancel) }
                        }
                    }
                }
            }
        }
    };
    framed(visit, it.resume, body)
}

/// What sending the form does, in the words of the table of rights.
fn action_of(visit: &Visit, path: &str) -> Option<&'static str> {
    let path = path.split('?').next().unwrap_or_default();
    let fits = |template: &str| {
        let (ours, theirs): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
        ours.len() == theirs.len()
            && ours
                .iter()
                .zip(&theirs)
                .all(|(a, b)| a == b || a.starts_with('{'))
    };
    let found = crate::access::RULES.iter().find(|it| fits(it.path))?;
    match rule(found.path)?.write? {
        Need::Right(action) | Need::Ask(action) => Some(visit.words.action(action)),
        Need::Nothing | Need::Token | Need::Somebody => None,
    }
}

/// What somebody wrote in their own words, so that they know their form again; numbers and marks would not tell.
fn typed(kept: &Kept) -> Markup {
    let is_told = |text: &str| text.chars().filter(|it| it.is_alphabetic()).count() > 3;
    let told: Vec<&str> = kept
        .fields
        .0
        .iter()
        .filter(|(name, _)| name != TICKET)
        .map(|(_, text)| text.trim())
        .filter(|it| is_told(it))
        .collect();
    html! { @if !told.is_empty() { ul { @for text in told { li { (text) } } } } }
}

fn framed(visit: &Visit, title: &str, body: Markup) -> Page {
    apart(visit, title, body)
}
