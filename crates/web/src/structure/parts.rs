//! What the structure pages share: tags, selections, and what is said after a form.

use domain::structure::{Standing, UnitKinds};
use maud::{Markup, html};

use crate::icon::icon;
use crate::words::{Explained, Words};

/// What is said on top of a page after a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// Nothing was sent.
    #[default]
    Nothing,
    /// It was done.
    Saved,
    /// It was refused, perhaps after a part of it was done.
    Refused {
        /// Why, and what to do next.
        explained: Explained,
        /// Whether something was done before.
        partly: bool,
    },
}

/// What is said after a form.
pub fn said(words: &Words, said: &Said) -> Markup {
    let text = &words.structure;
    html! {
        @match said {
            Said::Nothing => {}
            Said::Saved => { p.told.ok role="status" { (icon("check")) (text.saved) } }
            Said::Refused { explained, partly } => {
                div.told.no role="alert" tabindex="-1" autofocus {
                    (icon("triangle-alert"))
                    p {
                        b { (explained.why) } " " (explained.next) " "
                        span.q { @if *partly { (text.partly) } @else { (text.refused) } }
                    }
                }
            }
        }
    }
}

/// How a place is known.
pub fn standing(words: &Words, standing: Standing) -> Markup {
    let text = &words.structure;
    let (class, symbol, said) = match standing {
        Standing::Discovered => ("tag neuf", "circle-question-mark", text.discovered),
        Standing::Confirmed => ("tag libre", "check", text.confirmed),
        Standing::Ignored => ("tag", "eye-off", text.ignored),
    };
    html! { span class=(class) { (icon(symbol)) (said) } }
}

/// What a unit has been seen responsible for.
pub fn kinds(words: &Words, kinds: UnitKinds) -> String {
    let text = &words.structure;
    let all = [
        (kinds.housing, text.housing),
        (kinds.care, text.care),
        (kinds.medical, text.medical),
    ];
    all.iter()
        .filter(|(is, _)| *is)
        .map(|(_, said)| *said)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// A field to choose one of those.
pub fn choice<'a>(
    label: &str,
    name: &str,
    empty: Option<&str>,
    options: impl Iterator<Item = (String, &'a str)>,
    current: Option<&str>,
) -> Markup {
    html! {
        label.field {
            span { (label) }
            select name=(name) required[empty.is_none()] {
                @if let Some(empty) = empty { option value="" { (empty) } }
                @for (value, text) in options {
                    option value=(value) selected[Some(value.as_str()) == current] { (text) }
                }
            }
        }
    }
}

/// A field to write in.
pub fn line(label: &str, name: &str, value: &str, longest: u16) -> Markup {
    html! {
        label.field {
            span { (label) }
            input type="text" name=(name) value=(value) maxlength=(longest) autocomplete="off";
        }
    }
}

/// A button that sends what it says to do.
pub fn act(what: &str, class: &str, said: &str) -> Markup {
    html! { button class={ "btn " (class) } name="do" value=(what) { (said) } }
}
