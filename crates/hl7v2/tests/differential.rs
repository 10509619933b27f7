//! What we read, field by field, is what two readers written by others read.

mod common;

use common::{files, folder};
use hl7_2::er7;
use hl7v2::{Charset, Message, batch, decode};

/// The messages of a source, one line end per segment so that no reader stumbles on it.
fn texts(source: &str) -> Vec<(String, String)> {
    let Some(folder) = folder(source) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (path, bytes) in files(&folder) {
        for message in batch::split(&bytes).messages {
            let text = decode(message, Charset::Latin9)
                .text
                .replace("\r\n", "\r")
                .replace('\n', "\r");
            all.push((path.display().to_string(), text));
        }
    }
    all
}

const SOURCES: [&str; 4] = [
    "fr-cpage-pam",
    "fr-cpage-pam-other",
    "fr-ans",
    "fr-meddatabridge-tests",
];

/// Every piece of a message with its address, raw and unescaped, empty pieces left out.
type Pieces = Vec<(String, String, String)>;

fn ours(message: &Message<'_>) -> Pieces {
    let mut all = Pieces::new();
    for (line, segment) in message.segments().enumerate() {
        // MSH-1 and MSH-2 are numbered alike by everybody but cut differently.
        let skipped = if line == 0 { 2 } else { 0 };
        for (number, field) in segment.fields().enumerate().skip(skipped) {
            for (at, repetition) in field.repetitions().enumerate() {
                for (component_at, component) in repetition.components().enumerate() {
                    for (sub_at, sub) in component.subcomponents().enumerate() {
                        let address =
                            format!("{line} {} {number} {at} {component_at} {sub_at}", segment.name());
                        let text = if sub.is_null() { "\"\"".into() } else { sub.text() };
                        all.push((address, sub.raw().to_owned(), text.into_owned()));
                    }
                }
            }
        }
    }
    all.retain(|(_, raw, _)| !raw.is_empty());
    all
}

fn by_er7(message: &er7::Message) -> Pieces {
    let mut all = Pieces::new();
    for (line, segment) in message.segments.iter().enumerate() {
        let skipped = if line == 0 { 2 } else { 0 };
        for (number, field) in segment.fields.iter().enumerate().skip(skipped) {
            for (at, repetition) in field.repetitions.iter().enumerate() {
                for (component_at, component) in repetition.components.iter().enumerate() {
                    for (sub_at, sub) in component.subcomponents.iter().enumerate() {
                        let address =
                            format!("{line} {} {number} {at} {component_at} {sub_at}", segment.name);
                        let text = sub.value(&message.separators).into_owned();
                        all.push((address, sub.raw.clone(), text));
                    }
                }
            }
        }
    }
    all.retain(|(_, raw, _)| !raw.is_empty());
    all
}

fn by_hl7_parser(message: &hl7_parser::Message<'_>) -> Pieces {
    let mut all = Pieces::new();
    for (line, segment) in message.segments().enumerate() {
        let skipped = if line == 0 { 2 } else { 0 };
        for (number, field) in segment.fields().enumerate().skip(skipped) {
            for (at, repetition) in field.repeats().enumerate() {
                for (component_at, component) in repetition.components().enumerate() {
                    for (sub_at, sub) in component.subcomponents().enumerate() {
                        let address =
                            format!("{line} {} {number} {at} {component_at} {sub_at}", segment.name);
                        let text = message.separators.decode(sub.raw_value()).to_string();
                        all.push((address, sub.raw_value().to_owned(), text));
                    }
                }
            }
        }
    }
    all.retain(|(_, raw, _)| !raw.is_empty());
    all
}

/// Lines no reader agrees about: not blank, and no segment.
fn is_regular(message: &Message<'_>) -> bool {
    message.segments().all(|segment| segment.is_well_formed()) && message.separators().is_complete()
}

fn assert_alike(path: &str, ours: &Pieces, theirs: &Pieces) {
    for (one, other) in ours.iter().zip(theirs) {
        assert_eq!(one, other, "{path}");
    }
    assert_eq!(ours.len(), theirs.len(), "{path}");
}

#[test]
fn er7_of_hl7_2_reads_the_same() {
    let mut compared = 0;
    for (path, text) in SOURCES.into_iter().flat_map(texts) {
        let Ok(message) = Message::parse(&text) else {
            continue;
        };
        if !is_regular(&message) {
            continue;
        }
        let other = er7::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_alike(&path, &ours(&message), &by_er7(&other));
        compared += 1;
    }
    eprintln!("{compared} messages read alike by er7");
}

#[test]
fn hl7_parser_reads_the_same() {
    let mut compared = 0;
    for (path, text) in SOURCES.into_iter().flat_map(texts) {
        let Ok(message) = Message::parse(&text) else {
            continue;
        };
        let Ok(other) = hl7_parser::Message::parse(&text) else {
            continue;
        };
        if !is_regular(&message) {
            continue;
        }
        assert_alike(&path, &ours(&message), &by_hl7_parser(&other));
        compared += 1;
    }
    eprintln!("{compared} messages read alike by hl7-parser");
}
