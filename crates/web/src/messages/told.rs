//! What is said of a message: what it is, why it became what it became, and what is said after a form.

use base::Moment;
use base::id::PersonId;
use maud::{Markup, html};
use store::MessageHead;

use crate::icon::icon;
use crate::visit::Visit;
use crate::words::Words;

/// What is said after a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// Nothing was sent.
    #[default]
    Nothing,
    /// One message was read again.
    Replayed,
    /// Several messages were read again.
    ReplayedMany {
        /// How many.
        replayed: u32,
        /// How many of them are still kept aside.
        still: u32,
    },
    /// A message was dealt with by hand.
    Settled,
    /// It was already.
    NothingToSettle,
}

/// The notice on top of the page.
pub fn notice(words: &Words, told: &Told) -> Markup {
    let text = &words.messages;
    let ok = |said: &str| html! { p.told.ok role="status" { (icon("check")) (said) } };
    match told {
        Told::Nothing => html! {},
        Told::Replayed => ok(text.replayed),
        Told::Settled => ok(text.settled),
        Told::ReplayedMany { replayed, still } => ok(&format!(
            "{replayed} {}, {still} {}.",
            text.replayed_many, text.still
        )),
        Told::NothingToSettle => {
            html! { div.told.no role="alert" { (icon("triangle-alert")) p { (text.nothing_to_settle) } } }
        }
    }
}

/// What the message is: its event, in words when there are some.
pub fn what(words: &Words, head: &MessageHead) -> Markup {
    let trigger = head.trigger.as_deref().unwrap_or("?");
    html! { b { (trigger) } @if let Some(said) = words.trigger(trigger) { " " (said) } }
}

/// Why it became what it became. The store keeps reasons in French.
pub fn reason(visit: &Visit, head: &MessageHead) -> Markup {
    let Some(reason) = &head.reason else {
        return html! {};
    };
    let settled = (reason.code == "settled")
        .then(|| settled(&reason.text))
        .flatten();
    html! {
        @match settled {
            Some((person, at, former)) => {
                (visit.words.messages.settled_by) " " (who(visit, person)) ", "
                (visit.words.day_and_hour(&visit.zone, visit.now, at)) "."
                @if let Some(former) = former { " " span lang="fr" { (former) } }
            }
            None => span lang="fr" { (reason.text) },
        }
    }
}

fn who(visit: &Visit, person: PersonId) -> String {
    let name = visit.snapshot.vault.person(person);
    name.map_or_else(|| visit.words.messages.somebody.to_owned(), ToString::to_string)
}

/// Reads what the engine wrote: `Traité par o3 le 2026-11-20T13:05:32Z : …`.
fn settled(text: &str) -> Option<(PersonId, Moment, Option<&str>)> {
    let (head, former) = match text.split_once(" : ") {
        Some((head, former)) => (head, Some(former)),
        None => (text, None),
    };
    let (person, at) = head.strip_prefix("Traité par ")?.split_once(" le ")?;
    let at: jiff::Timestamp = at.parse().ok()?;
    Some((
        person.parse().ok()?,
        Moment::from_millis(at.as_millisecond()),
        former,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_engine_wrote_of_a_settled_message_reads_back() {
        let text = "Traité par o3 le 2026-11-20T13:05:32Z : L'heure : illisible.";
        let (person, at, former) = settled(text).expect("read");
        assert_eq!((person, former), (PersonId::new(3), Some("L'heure : illisible.")));
        assert_eq!(at.to_string(), "2026-11-20T13:05:32Z");
        assert_eq!(settled("Autre chose"), None);
    }
}
