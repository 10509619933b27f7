//! The question "who are you?", as a page and over the current screen.

use base::Label;
use base::id::PersonId;
use maud::{Markup, html};

use super::NAME_FIELD;
use super::given::{BADGE, LOGIN, PASSWORD, PATH, PERSON, PIN, is_about_who};
use crate::Web;
use crate::fields::Fields;
use crate::identity::Refused;
use crate::layout::{Page, apart};
use crate::passkeys;
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
pub fn ask(web: &Web, visit: &Visit, fields: &Fields, why: Option<&Refused>) -> Page {
    let it = &visit.words.identity;
    let form = html! {
        form method="post" action=(visit.path) data-live {
            (carried(fields))
            h1 #ask-title { (it.who) }
            p { (it.who_why) }
            (ways(web, visit, why))
            (ask_acts(visit, it.enter))
        }
        (providers(web, visit, &html! { input type="hidden" name=(PATH) value=(visit.path); (carried(fields)) }))
    };
    over(visit, it.who, form)
}

/// The identity providers, each a button of a form of its own: it leaves this page, so no script sends it in place.
fn providers(web: &Web, visit: &Visit, carried: &Markup) -> Markup {
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
            details open[!shut] { summary { (it.other_way) } (password(visit, !shut)) }
        } @else { (password(visit, true)) }
    }
}

/// Whether what was refused can only be mended by a password.
fn wants_password(why: Option<&Refused>) -> bool {
    matches!(why, Some(Refused::Denied(auth::Denied::TooLight)))
}

fn password(visit: &Visit, focus: bool) -> Markup {
    let it = &visit.words.identity;
    html! {
        div.pair {
            label.field {
                span { (it.login) }
                input type="text" name=(LOGIN) autocomplete="username" maxlength="64" autofocus[focus]
                    autocapitalize="none" spellcheck="false";
            }
            label.field {
                span { (it.password) }
                input type="password" name=(PASSWORD) autocomplete="current-password" maxlength="256";
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

fn ask_acts(visit: &Visit, confirm: &str) -> Markup {
    let cancel = visit.words.common.cancel;
    html! {
        p.acts {
            button.btn.pri { (confirm) }
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
            (ask_acts(visit, words.operator.confirm))
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
