//! What the sheets of stays and beds have in common: the frame, forms with their refusal in place, history lists.

use domain::care::CareChange;
use maud::{Markup, html};
use store::Outcome;

use super::Subject;
use super::history::History;
use crate::fields::Fields;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page};
use crate::scene::Scene;
use crate::visit::Visit;
use crate::words::{Explained, Words};

/// A stay or a bed in detail.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Whose sheet.
    pub subject: Subject,
    /// Title of the window.
    pub title: String,
    /// The ward it belongs to: name and address of its board.
    pub ward: Option<(String, String)>,
    /// The element of the board that shows the same: when it changes, so does the sheet.
    pub about: String,
    /// The content.
    pub body: Markup,
}

impl Sheet {
    /// The sheet with the refusal on top when the refused form is no longer there: what it was about has changed.
    #[must_use]
    pub(super) fn telling(mut self, refused: Option<&Refused>) -> Self {
        if let Some(refused) = refused.filter(|_| !self.body.0.contains("class=\"refusal\"")) {
            self.body = html! { div.sheet { (refusal(Some(refused), &refused.form)) } (self.body) };
        }
        self
    }
}

/// A form that was refused: shown again where it stands, with what was typed.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The name of the form on the sheet.
    pub form: String,
    /// Why, and what to do next.
    pub explained: Explained,
    /// What was typed.
    pub fields: Fields,
    /// What was stated, when somebody else stated something else of the same topic meanwhile.
    pub conflict: Option<CareChange>,
}

impl Visit {
    /// In which language, zone and moment this visit is drawn.
    #[must_use]
    pub fn scene(&self) -> Scene<'_> {
        Scene {
            words: self.words,
            zone: &self.zone,
            now: self.now,
            still: false,
        }
    }
}

/// The content of the drawer, for our script. It names its own address, so that it can be asked for again.
#[must_use]
pub fn part(sheet: &Sheet) -> Page {
    Page(
        html! { div #drawer-body data-href=(sheet.subject.href()) data-about=(sheet.about) { (sheet.body) } },
    )
}

/// The page.
#[must_use]
pub fn whole(visit: &Visit, sheet: &Sheet) -> Page {
    let place = sheet.ward.as_ref().map(|(name, href)| Place {
        name,
        above: visit.words.drawer.see_board,
        href,
    });
    let body = html! { main.plain #main { (sheet.body) } };
    page(
        visit,
        &Frame {
            title: &sheet.title,
            nav: Nav::Territory,
            place,
            topics: String::new(),
            body,
        },
    )
}

/// Why the form of that name was refused, if it was.
pub fn refusal(refused: Option<&Refused>, form: &str) -> Markup {
    html! {
        @if let Some(refused) = refused.filter(|refused| refused.form == form) {
            p.refusal role="alert" { b { (refused.explained.why) } span { (refused.explained.next) } }
        }
    }
}

/// What was typed in a field of the refused form, else what the field shows at first.
pub fn typed(refused: Option<&Refused>, form: &str, field: &str, otherwise: &str) -> String {
    let typed = refused
        .filter(|refused| refused.form == form)
        .and_then(|refused| refused.fields.get(field));
    typed.unwrap_or(otherwise).to_owned()
}

/// A titled section.
pub fn section(symbol: &str, title: &str, body: &Markup) -> Markup {
    html! { section { h2 { (icon(symbol)) (title) } (body) } }
}

/// The source messages and the journal.
pub fn history(scene: &Scene<'_>, subject: Subject, history: &History, with_messages: bool) -> Markup {
    let words = &scene.words.drawer;
    let Some(known) = history.known.as_ref() else {
        return html! { p.warn { (words.history_unavailable) } };
    };
    let messages = html! {
        @if known.messages.is_empty() { p.none { (words.no_message) } }
        ul.lines {
            @for message in &known.messages {
                li {
                    time { (scene.words.day_and_hour(scene.zone, scene.now, message.received_at)) }
                    div {
                        a href={ "/message/" (message.id) } {
                            b { (message.trigger.as_deref().unwrap_or("?")) } " " (message.sender)
                        }
                        @if let Some(reason) = &message.reason { small.bad[asks(message.outcome)] { " " (reason.text) } }
                    }
                }
            }
        }
    };
    let journal = html! {
        @if known.journal.is_empty() { p.none { (words.no_journal) } }
        ol.lines {
            @for line in &known.journal {
                li {
                    time title=(scene.words.day_and_hour(scene.zone, scene.now, line.recorded_at)) {
                        (scene.words.day_and_hour(scene.zone, scene.now, line.occurred_at))
                    }
                    div {
                        b { (line.what) }
                        small {
                            " " (line.who)
                            @if let Some(message) = line.message { " · " a href={ "/message/" (message) } { "n° " (message) } }
                        }
                    }
                }
            }
        }
        p { a.btn.sm href={ "/journal" (subject.href()) } { (icon("history")) (scene.words.journal.whole) } }
    };
    html! {
        @if with_messages { (section("inbox", words.messages, &messages)) }
        (section("history", words.journal, &journal))
    }
}

/// Whether what became of a message asks somebody to look.
fn asks(outcome: Outcome) -> bool {
    match outcome {
        Outcome::WorkList | Outcome::Quarantined | Outcome::Rejected => true,
        Outcome::Applied | Outcome::Duplicate | Outcome::Ignored => false,
    }
}

/// A fact of a list.
pub fn fact(label: &str, value: &Markup) -> Markup {
    html! { dt { (label) } dd { (value) } }
}

/// A hidden field that says which bed.
pub fn bed_field(bed: base::id::BedId) -> Markup {
    html! { input type="hidden" name="lit" value=(bed); }
}

/// A field of date and hour.
pub fn time_field(words: &Words, name: &str, label: &str, value: &str, required: bool) -> Markup {
    html! {
        label.field {
            span { (label) @if !required { " " small { "(" (words.drawer.optional) ")" } } }
            input type="datetime-local" name=(name) value=(value) required[required];
        }
    }
}
