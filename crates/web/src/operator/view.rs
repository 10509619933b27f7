//! The question "who are you?", as a page and over the current screen.

use maud::{Markup, html};

use super::NAME_FIELD;
use crate::fields::Fields;
use crate::layout::{Frame, Nav, Page, page as whole};
use crate::visit::Visit;

/// The page on which the name is given or changed.
pub fn page(visit: &Visit, back: &str, refused: bool) -> Page {
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
    whole(
        visit,
        &Frame {
            title: words.operator.title,
            nav: Nav::Elsewhere,
            place: None,
            topics: String::new(),
            body,
        },
    )
}

/// The same question in the way of a write: the form that was sent is kept and sent again with the name.
pub fn ask(visit: &Visit, fields: &Fields, refused: bool) -> Page {
    let words = visit.words;
    let form = html! {
        form method="post" action=(visit.path) data-live {
            @for (name, value) in fields.0.iter().filter(|(name, _)| name != NAME_FIELD) {
                input type="hidden" name=(name) value=(value);
            }
            h1 #ask-title { (words.operator.title) }
            p { (words.operator.why) }
            (name_field(visit, refused))
            p.acts {
                button.btn.pri { (words.operator.confirm) }
                @if visit.part {
                    button.btn type="button" data-close { (words.common.cancel) }
                } @else {
                    a.btn href="/" { (words.common.cancel) }
                }
            }
        }
    };
    if visit.part {
        return Page(html! { dialog.ask #ask aria-labelledby="ask-title" { (form) } });
    }
    let body = html! { main.plain #main { section.notice { (form) } } };
    // What was sent cannot be asked for: the rest of this page leads home.
    let visit = &Visit {
        path: "/".to_owned(),
        ..visit.clone()
    };
    whole(
        visit,
        &Frame {
            title: words.operator.title,
            nav: Nav::Elsewhere,
            place: None,
            topics: String::new(),
            body,
        },
    )
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
