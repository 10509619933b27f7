//! The question "who are you?", as a page and over the current screen.

use base::Label;
use base::id::PersonId;
use maud::{Markup, html};

use super::Asking;
use super::NAME_FIELD;
use super::given::{BADGE, CLIENT_SECRET, LOGIN, PASSWORD, PATH, PERSON, PIN, is_about_who};
use crate::Web;
use crate::access::password_is_enough;
use crate::fields::Fields;
use crate::identity::Refused;
use crate::layout::{Page, apart};
use crate::passkeys;
use crate::upload::TICKET;
use crate::visit::{Visit, initials};

/// The page on which somebody says who they are.
pub fn door(web: &Web, visit: &Visit, back: &str, why: Option<&Refused>) -> Page {
    let it = &visit.words.identity;
    let at_post = visit.visitor.post.is_some();
    let title = if at_post { it.who } else { it.sign_in };
    let body = html! {
        main.plain #main {
            section.notice {
                h1 { (title) }
                p { @if at_post { (it.who_why) } @else { (it.sign_in_why) } }
                @if let Some(operator) = &visit.operator {
                    form method="post" action="/deconnexion" {
                        input type="hidden" name="back" value=(back);
                        p.acts { b { (operator.name.as_str()) } button.btn { (it.leave) } a.btn href="/moi" { (it.me) } }
                    }
                }
                form method="post" action=(if at_post { "/operateur" } else { "/connexion" }) {
                    input type="hidden" name="back" value=(back);
                    (ways(web, visit, why))
                    p.acts {
                        button.btn.pri { (it.enter) }
                        @if at_post { a.btn href=(back) { (visit.words.common.cancel) } }
                    }
                }
                (providers(web, visit, &html! { input type="hidden" name="back" value=(back); }))
                @if !at_post {
                    p { a href="/poste" { (it.become_post) } " : " (it.become_post_why) }
                }
            }
        }
    };
    framed(visit, title, body)
}

/// The same question in the way of a write: the form that was sent is kept and sent again with the answer.
pub fn ask(web: &Web, visit: &Visit, fields: &Fields, asking: Asking, why: Option<&Refused>) -> Page {
    let it = &visit.words.identity;
    let (title, said) = match asking {
        Asking::Who => (it.who, it.who_why),
        Asking::More(missing) => visit.words.missing(missing),
    };
    let form = html! {
        // A file is answered by a page of its own, whoever was asked on the way.
        form method="post" action=(visit.path) data-live[fields.get(TICKET).is_none()] {
            (carried(fields))
            h1 #ask-title { (title) }
            p { (said) }
            @if fields.get(TICKET).is_some() { p { (it.file_waits) } }
            @match asking {
                Asking::Who => { (ways(web, visit, why)) }
                Asking::More(_) => { (more_ways(web, visit, why)) }
            }
            (retyped(visit, fields))
            (ask_acts(visit, (asking == Asking::Who || password_is_enough(web, &visit.visitor)).then_some(it.enter)))
        }
        (providers(web, visit, &html! { input type="hidden" name=(PATH) value=(visit.path); (carried(fields)) }))
    };
    over(visit, title, form)
}

/// The ways that are enough for whoever administrates: no card, no PIN, and no password alone where two factors are
/// asked for.
fn more_ways(web: &Web, visit: &Visit, why: Option<&Refused>) -> Markup {
    let said = why.map(|why| visit.words.refused(why));
    html! {
        @if let Some(said) = said { p.bad role="alert" { (said) } }
        (strong_ways(web, visit))
    }
}

/// A passkey and, where it is enough, a password, with the login of whoever is there.
pub fn strong_ways(web: &Web, visit: &Visit) -> Markup {
    let is_enough = password_is_enough(web, &visit.visitor);
    let person = visit.visitor.person.as_ref().map(|it| it.person);
    let directory = web.identity().read();
    let login = person
        .and_then(|it| directory.account(it))
        .map(|it| it.login.as_str());
    html! {
        (passkeys::sign_in(visit))
        @if is_enough { (password(visit, true, login)) }
        @else { p { a href="/moi#cles" { (visit.words.passkeys.title) } } }
    }
}

/// A secret that was typed into the form under way is in no page that we send: it is typed again.
fn retyped(visit: &Visit, fields: &Fields) -> Markup {
    let was_typed = fields.get(CLIENT_SECRET).is_some();
    html! {
        @if was_typed {
            label.field {
                span { (visit.words.providers.secret) }
                input type="password" name=(CLIENT_SECRET) required maxlength="500" autocomplete="off";
                small { (visit.words.passkeys.type_again) }
            }
        }
    }
}

/// The identity providers, each a button of a form of its own: it leaves this page, so no script sends it in place.
pub fn providers(web: &Web, visit: &Visit, carried: &Markup) -> Markup {
    let words = visit.words;
    let offered = web.identity().offered(visit.now);
    html! {
        @for provider in &offered {
            form.provider method="post" action={ "/connexion/" (provider.id) } {
                (carried)
                button.btn { (words.sign_in_with(&provider.name)) }
                @if provider.trouble.is_some() { p { (words.idp.did_not_answer) } }
            }
        }
    }
}

/// The fields by which somebody can say who they are here: a card or a face at a post, a password anywhere.
fn ways(web: &Web, visit: &Visit, why: Option<&Refused>) -> Markup {
    let it = &visit.words.identity;
    let said = why.map(|why| visit.words.refused(why));
    let faces = faces(web, visit);
    let shut = visit.visitor.post.is_some() && !wants_password(why);
    html! {
        @if let Some(said) = said { p.bad role="alert" { (said) } }
        (passkeys::sign_in(visit))
        @if matches!(why, Some(Refused::Denied(auth::Denied::MustChoose))) {
            p.acts { a.btn.pri href=(super::choose::PAGE) { (it.choose_password) } }
        }
        @if visit.visitor.post.is_some() {
            label.field {
                span { (it.badge) }
                input type="password" name=(BADGE) autocomplete="off" autofocus[shut] maxlength="64";
                small { (it.badge_hint) }
            }
            @if !faces.is_empty() {
                fieldset.faces {
                    legend { (it.recent) }
                    @for (person, name) in &faces {
                        label {
                            input type="radio" name=(PERSON) value=(person);
                            span.av aria-hidden="true" { (initials(name)) }
                            span { (name.as_str()) }
                        }
                    }
                }
                label.field {
                    span { (it.pin) }
                    input type="password" name=(PIN) inputmode="numeric" autocomplete="off" maxlength="6";
                }
            }
        }
        @if visit.visitor.post.is_some() {
            details open[!shut] { summary { (it.other_way) } (password(visit, !shut, None)) }
        } @else { (password(visit, true, None)) }
    }
}

/// Whether what was refused can only be mended by a password.
fn wants_password(why: Option<&Refused>) -> bool {
    matches!(why, Some(Refused::Denied(auth::Denied::TooLight)))
}

fn password(visit: &Visit, focus: bool, login: Option<&str>) -> Markup {
    let it = &visit.words.identity;
    html! {
        div.pair {
            label.field {
                span { (it.login) }
                input type="text" name=(LOGIN) value=[login] autocomplete="username" maxlength="64" autofocus[focus && login.is_none()]
                    autocapitalize="none" spellcheck="false";
            }
            label.field {
                span { (it.password) }
                input type="password" name=(PASSWORD) autocomplete="current-password" maxlength="256" autofocus[focus && login.is_some()];
            }
        }
    }
}

/// The people who signed in at this post and have a PIN, the last ones first.
fn faces(web: &Web, visit: &Visit) -> Vec<(PersonId, Label)> {
    let Some(post) = &visit.visitor.post else {
        return Vec::new();
    };
    let directory = web.identity().read();
    let snapshot = web.app().snapshot();
    let accounts = post.recent.iter().filter_map(|id| directory.account(*id));
    accounts
        .filter(|it| it.pin.is_some() && it.standing(visit.now) == auth::Standing::Open)
        .filter_map(|it| Some((it.person, snapshot.vault.person(it.person)?.clone())))
        .collect()
}

/// What was typed, without what says who typed it.
pub fn carried(fields: &Fields) -> Markup {
    html! {
        @for (name, value) in fields.0.iter().filter(|(name, _)| !is_about_who(name)) {
            input type="hidden" name=(name) value=(value);
        }
    }
}

fn ask_acts(visit: &Visit, confirm: Option<&str>) -> Markup {
    let cancel = visit.words.common.cancel;
    html! {
        p.acts {
            @if let Some(confirm) = confirm { button.btn.pri { (confirm) } }
            @if visit.part { button.btn type="button" data-close { (cancel) } }
            @else { a.btn href="/" { (cancel) } }
        }
    }
}

/// A question over the current screen, or as a page where there is no script.
fn over(visit: &Visit, title: &str, form: Markup) -> Page {
    if visit.part {
        return Page(html! { dialog.ask #ask aria-labelledby="ask-title" { (form) } });
    }
    // What was sent cannot be asked for: the rest of this page leads home.
    let visit = &Visit {
        path: "/".to_owned(),
        ..visit.clone()
    };
    framed(
        visit,
        title,
        html! { main.plain #main { section.notice { (form) } } },
    )
}

pub fn framed(visit: &Visit, title: &str, body: Markup) -> Page {
    apart(visit, title, body)
}

/// Before the installation: the page on which a name is given or changed.
pub fn name_page(visit: &Visit, back: &str, refused: bool) -> Page {
    let words = visit.words;
    let body = html! {
        main.plain #main {
            section.notice {
                h1 { (words.operator.title) }
                p { (words.operator.why) }
                form method="post" action="/operateur" {
                    input type="hidden" name="back" value=(back);
                    (name_field(visit, refused))
                    p.acts {
                        button.btn.pri { (words.operator.confirm) }
                        a.btn href=(back) { (words.common.cancel) }
                    }
                }
            }
        }
    };
    framed(visit, words.operator.title, body)
}

/// Before the installation: the name, in the way of a write.
pub fn ask_name(visit: &Visit, fields: &Fields, refused: bool) -> Page {
    let words = visit.words;
    let form = html! {
        form method="post" action=(visit.path) data-live {
            (carried(fields))
            h1 #ask-title { (words.operator.title) }
            p { (words.operator.why) }
            (name_field(visit, refused))
            (ask_acts(visit, Some(words.operator.confirm)))
        }
    };
    over(visit, words.operator.title, form)
}

fn name_field(visit: &Visit, refused: bool) -> Markup {
    let words = visit.words;
    let known = visit.operator.as_ref().map(|operator| operator.name.as_str());
    html! {
        label.field {
            span { (words.operator.name) }
            input type="text" name=(NAME_FIELD) value=[known] required maxlength="80" autocomplete="name" autofocus
                aria-invalid=[refused.then_some("true")];
        }
        @if refused { p.bad role="alert" { (words.operator.bad_name) } }
    }
}
