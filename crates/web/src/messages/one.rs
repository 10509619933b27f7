//! One message: its segments and fields, what became of it, and what can be done.

use hl7v2::{Charset, Decoded, Message, Segment};
use maud::{Markup, html};
use store::{Outcome, Record, StoredMessage, codec};

use super::list::outcome;
use super::told::{self, Told};
use super::{field_names, trace};
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::visit::Visit;
use crate::words::Words;

/// What the page shows.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The message.
    pub kept: &'a StoredMessage,
    /// What it wrote in the journal.
    pub records: &'a [Record],
    /// Whether messages can be read again.
    pub can_replay: bool,
    /// What is said after a form.
    pub told: Told,
}

/// How bytes of a French sender are read when it does not say; the same for every page.
pub fn decoded(raw: &[u8]) -> Decoded<'_> {
    hl7v2::decode(raw, Charset::Latin9)
}

/// The page.
pub fn page(visit: &Visit, scene: &Scene<'_>) -> Page {
    let (words, text) = (visit.words, &visit.words.messages);
    let head = &scene.kept.head;
    // A number, never a name: this is in the history of the browser.
    let title = format!("{} {}", words.pick("Message n°", "Message no."), head.id);
    let decoded = scene.kept.raw.as_deref().map(decoded);
    let message = decoded
        .as_ref()
        .and_then(|decoded| Message::parse_as(&decoded.text, decoded.charset).ok());
    let body = html! {
        div.page.struct.inbox {
            main.list #main tabindex="-1" {
                div.wardhead {
                    h1 { (told::what(words, head)) " " (outcome(words, head.outcome)) }
                    (facts(visit, scene, decoded.as_ref()))
                }
                (told::notice(words, &scene.told))
                @if head.reason.is_some() {
                    div class={ "told " (tone(head.outcome)) } {
                        (icon("info")) p { (told::reason(visit, head)) }
                    }
                }
                section.segs {
                    h2 { (text.content) }
                    @match (&decoded, &message) {
                        (None, _) => p.void { (text.blanked) },
                        (Some(decoded), None) => { p.q { (text.unreadable) } pre { (printable(&decoded.text)) } }
                        (Some(_), Some(message)) => {
                            p.q { (text.content_why) }
                            @if !message.leading().trim().is_empty() { pre { (printable(message.leading())) } }
                            @for segment in message.segments() { (self::segment(words, &segment)) }
                        }
                    }
                }
            }
            aside.rail aria-label=(text.actions) {
                (actions(words, scene))
                (records(visit, scene.records))
                @if let Some(message) = &message { (related(words, message)) }
            }
        }
    };
    let place = Some(Place {
        name: &title,
        above: text.title,
        href: "/messages",
    });
    whole(
        visit,
        &Frame {
            title: &title,
            nav: Nav::Messages,
            place,
            topics: String::new(),
            body,
        },
    )
}

fn facts(visit: &Visit, scene: &Scene<'_>, decoded: Option<&Decoded<'_>>) -> Markup {
    let (words, text) = (visit.words, &visit.words.messages);
    let head = &scene.kept.head;
    let when = |at| {
        format!(
            "{} {}",
            words.day(&visit.zone, visit.now, at),
            words.clock_with_seconds(&visit.zone, at)
        )
    };
    html! {
        dl.mfacts {
            div { dt { (text.sender) } dd { (Words::sender(&head.sender)) } }
            div { dt { (text.received) } dd { (when(head.received_at)) } }
            @if let Some(sent) = head.sent_at { div { dt { (text.sent) } dd { (when(sent)) } } }
            @if let Some(control) = &head.control_id { div { dt { (text.control) } dd { (control) } } }
            @if let (Some(decoded), Some(raw)) = (decoded, &scene.kept.raw) {
                div {
                    dt { (text.charset) }
                    dd { (decoded.charset.label()) @if let Some(warning) = &decoded.warning { small lang="fr" { " " (warning) } } }
                }
                div { dt { (text.size) } dd { (raw.len()) " " (text.octets) " · " a href={ "/message/" (head.id) "/brut" } { (text.raw) } } }
            }
        }
    }
}

/// A segment: its line as sent, and below it every field that holds something.
fn segment(words: &Words, segment: &Segment<'_>) -> Markup {
    let name = segment.name();
    if !segment.is_well_formed() {
        return html! { div.seg.odd { code { (printable(segment.raw())) } } };
    }
    html! {
        // The ones that say who, where and what are read first.
        details.seg open[matches!(name, "PID" | "PV1" | "ZBE")] {
            summary {
                b { (name) } span.sgn { (field_names::segment(words, name).unwrap_or_default()) }
                code { (printable(segment.raw().get(name.len()..).unwrap_or_default())) }
            }
            dl {
                @for (place, field) in segment.fields().enumerate().filter(|(_, field)| !field.is_empty()) {
                    div {
                        dt { (name) "-" (place + 1) span { (field_names::field(words, name, place + 1).unwrap_or(words.messages.field)) } }
                        dd { @for repetition in field.repetitions() { p { (repetition_line(&repetition)) } } }
                    }
                }
            }
        }
    }
}

/// The components that hold something, each with its number on hover.
fn repetition_line(repetition: &hl7v2::Repetition<'_>) -> Markup {
    let components: Vec<_> = repetition
        .components()
        .enumerate()
        .filter(|(_, part)| !part.is_empty())
        .collect();
    html! {
        @for (place, component) in &components {
            span.cp title={ "." (place + 1) } { (printable(&component.text())) }
        }
    }
}

/// Control characters would be lost on a screen: they are shown as what they are.
fn printable(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\n' => letter,
            '\r' => '\n',
            _ if letter.is_control() => '␣',
            _ => letter,
        })
        .collect()
}

fn actions(words: &Words, scene: &Scene<'_>) -> Markup {
    let text = &words.messages;
    let head = &scene.kept.head;
    let waits = waits(head.outcome);
    let readable = waits && scene.kept.raw.is_some();
    html! {
        @if waits {
            section {
                h2 { (icon("wrench")) (text.actions) }
                @if readable && scene.can_replay {
                    form.card method="post" action={ "/message/" (head.id) "/rejouer" } {
                        button.btn.pri { (icon("rotate-ccw")) (text.replay) }
                        p.q { (text.replay_why) }
                    }
                } @else if readable {
                    p.none { (text.replay_none) }
                }
                form.card method="post" action={ "/message/" (head.id) "/traiter" } {
                    button.btn { (icon("check")) (text.settle) }
                    p.q { (text.settle_why) }
                }
            }
        }
    }
}

const fn tone(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Quarantined | Outcome::Rejected => "no",
        Outcome::Applied | Outcome::WorkList | Outcome::Duplicate | Outcome::Ignored => "mid",
    }
}

/// Whether the message waits for somebody.
pub const fn waits(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::WorkList | Outcome::Quarantined | Outcome::Rejected
    )
}

fn records(visit: &Visit, records: &[Record]) -> Markup {
    let text = &visit.words.messages;
    html! {
        section {
            h2 { (icon("history")) (text.records) @if !records.is_empty() { " " span.cnt { (records.len()) } } }
            @if records.is_empty() { p.none { (text.no_records) } }
            ul.recs {
                @for record in records {
                    li {
                        span { (said(visit, record)) }
                        small { "n° " (record.seq) @for (id, href) in links(record) { " · " a href=(href) { (id) } } }
                    }
                }
            }
        }
    }
}

fn said(visit: &Visit, record: &Record) -> String {
    // Written by a later version: its kind is better than nothing.
    codec::decode(&record.borrowed()).map_or_else(
        |_| record.kind.clone(),
        |event| {
            visit
                .words
                .event(&event, &visit.snapshot.state, record.recorded_at)
        },
    )
}

/// The pages of the stays, beds and wards a record is about.
fn links(record: &Record) -> Vec<(String, String)> {
    let page = |id: &str| {
        let folder = match id.as_bytes().first()? {
            b's' => "/sejour/",
            b'b' => "/lit/",
            b'w' => "/service/",
            _ => return None,
        };
        Some((id.to_owned(), format!("{folder}{id}")))
    };
    record
        .streams
        .as_str()
        .split_whitespace()
        .filter_map(page)
        .take(4)
        .collect()
}

fn related(words: &Words, message: &Message<'_>) -> Markup {
    let text = &words.messages;
    let searches = [
        (
            trace::patient_numbers(message).into_iter().next(),
            text.same_patient,
            "user-round-search",
        ),
        (
            trace::visit_numbers(message).into_iter().next(),
            text.same_visit,
            "id-card",
        ),
    ];
    html! {
        @if searches.iter().any(|(number, ..)| number.is_some()) {
            section {
                h2 { (icon("link")) (text.same) }
                @for (number, said, symbol) in &searches {
                    @if let Some(number) = number {
                        form.same method="post" action="/messages" {
                            input type="hidden" name="number" value=(number);
                            button.btn { (icon(symbol)) (said) }
                        }
                    }
                }
            }
        }
    }
}
