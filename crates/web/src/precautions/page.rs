//! The page: every precaution with its glyph and its form, and one more to add.

use std::fmt::Debug;

use domain::precaution::{Precaution, Shape, Tint};
use domain::state::State;
use maud::{Markup, html};

use crate::fields::Fields;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::precaution;
use crate::visit::Visit;
use crate::words::{Explained, Words};

/// What is on the page.
struct Sheet<'a> {
    words: &'static Words,
    revision: u64,
    typed: Option<&'a Fields>,
}

/// The page.
pub fn page(visit: &Visit, state: &State, done: bool, refused: Option<(&Explained, &Fields)>) -> Page {
    let words = visit.words;
    let (text, set) = (&words.precautions, &state.settings.precautions);
    let sheet = Sheet {
        words,
        revision: state.settings_revision,
        typed: refused.map(|(_, typed)| typed),
    };
    let last = set.len().saturating_sub(1);
    let body = html! {
        main.plain #main tabindex="-1" {
            h1 { (text.title) }
            p.intro { (text.why) }
            @if let Some((explained, _)) = refused {
                div.told.no role="alert" { (icon("triangle-alert")) p { b { (explained.why) } " " (explained.next) } }
            } @else if done {
                p.told.ok role="status" { (icon("check")) (text.saved) }
            }
            ol.precs {
                @for (place, it) in set.iter().enumerate() { li.off[it.retired] { (row(&sheet, it, place == 0, place == last)) } }
            }
            section.card {
                h2 { (text.add) }
                (form(&sheet, "add", None, &html! { p.acts { button.btn.pri name="do" value="add" { (icon("plus")) (text.add) } } }))
            }
        }
    };
    whole(
        visit,
        &Frame {
            title: text.title,
            nav: Nav::Structure,
            place: Some(Place {
                name: text.title,
                above: words.studio.everybody,
                href: "/studio",
            }),
            topics: String::new(),
            body,
        },
    )
}

fn row(sheet: &Sheet<'_>, it: &Precaution, first: bool, last: bool) -> Markup {
    let (words, text) = (sheet.words, &sheet.words.precautions);
    let save = format!("save={}", it.code);
    let (act, symbol, said) = if it.retired {
        ("restore", "rotate-ccw", text.restore)
    } else {
        ("retire", "eye-off", text.retire)
    };
    let step = |way: &str, class: &str, said: &str, off: bool| {
        html! {
            button.stp.(class) name="do" value={ (way) "=" (it.code) } disabled[off] aria-label={ (said) ", " (it.name.as_str()) } title=(said) { (icon("chevron-down")) }
        }
    };
    html! {
        span.gl { (precaution::drawn(it.shape, it.tint, &it.letter)) }
        (form(sheet, &save, Some(it), &html! {
            p.acts {
                button.btn.sm.pri name="do" value=(save) { (words.common.save) }
                (step("up", "up", words.studio.up, first))
                (step("down", "", words.studio.down, last))
                button.btn.sm name="do" value={ (act) "=" (it.code) } aria-label={ (said) ", " (it.name.as_str()) } { (icon(symbol)) (said) }
                @if it.retired { span.tag { (text.retired) } }
            }
        }))
    }
}

/// The fields of a precaution; what was typed when it was just refused, else what it is.
fn form(sheet: &Sheet<'_>, name: &str, it: Option<&Precaution>, acts: &Markup) -> Markup {
    let (words, text) = (sheet.words, &sheet.words.precautions);
    let typed = sheet.typed.filter(|it| it.get("do") == Some(name));
    let value = |field: &str, now: Option<&str>| -> String {
        let typed = typed.and_then(|it| it.get(field));
        typed.or(now).unwrap_or_default().to_owned()
    };
    let (shape, tint) = (
        value("shape", it.map(|it| format!("{:?}", it.shape)).as_deref()),
        value("tint", it.map(|it| format!("{:?}", it.tint)).as_deref()),
    );
    html! {
        form.prec method="post" action="/precautions" {
            input type="hidden" name="saw" value=(sheet.revision);
            label.field { span { (text.name) } input type="text" name="name" value=(value("name", it.map(|it| it.name.as_str()))) maxlength="40" autocomplete="off" required; }
            label.field.let { span { (text.letter) } input type="text" name="letter" value=(value("letter", it.map(|it| it.letter.as_str()))) maxlength="2" autocomplete="off" required; }
            (choice(text.shape, "shape", &Shape::ALL, &shape, |it| words.shape(it)))
            (choice(text.tint, "tint", &Tint::ALL, &tint, |it| words.tint(it)))
            (acts)
        }
    }
}

fn choice<T: Copy + Debug>(
    label: &str,
    name: &str,
    all: &[T],
    current: &str,
    said: impl Fn(T) -> &'static str,
) -> Markup {
    html! {
        label.field {
            span { (label) }
            select name=(name) {
                @for it in all { @let word = format!("{it:?}"); option value=(word) selected[word == current] { (said(*it)) } }
            }
        }
    }
}
