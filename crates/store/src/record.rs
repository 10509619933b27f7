//! What the journal keeps: one record per event, in a gapless order.
//!
//! The store never looks inside a body; which events exist and how they are written is the codec's business.

use std::fmt;

use base::Moment;
use serde::{Deserialize, Serialize};

/// A place in the journal: 1 for the first record, then without a gap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seq(u64);

impl Seq {
    /// The place before the first record: reading after it reads everything.
    pub const START: Self = Self(0);

    /// The place with this number.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The number of the place.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The place right after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The place this many records further.
    #[must_use]
    pub const fn plus(self, records: u64) -> Self {
        Self(self.0.saturating_add(records))
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

/// The journals a record belongs to, as printed ids: `s12 b4 b7` is read in the journal of the stay and of both
/// beds. The first one is the main one.
#[derive(Clone, PartialEq, Eq, Hash, Default, Debug)]
pub struct Streams(String);

impl Streams {
    /// No journal but the whole.
    #[must_use]
    pub const fn none() -> Self {
        Self(String::new())
    }

    /// The journals with these names. A name is a printed id: a blank in it would make two of it.
    #[must_use]
    pub fn of<I: IntoIterator<Item = T>, T: fmt::Display>(names: I) -> Self {
        use fmt::Write as _;
        let mut out = String::new();
        for name in names {
            if !out.is_empty() {
                out.push(' ');
            }
            // Writing into a String cannot fail.
            let _ = write!(out, "{name}");
        }
        Self(out)
    }

    /// The names, separated by one blank: the stored form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Streams {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// The distinct names in a stored list of journals.
pub(crate) fn names_in(streams: &str) -> impl Iterator<Item = &str> {
    streams
        .split_ascii_whitespace()
        .enumerate()
        .filter_map(|(place, name)| {
            let is_first = !streams
                .split_ascii_whitespace()
                .take(place)
                .any(|earlier| earlier == name);
            is_first.then_some(name)
        })
}

/// A record about to be written; its place, actor, cause and recording time come from its [`crate::Entry`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewRecord {
    /// Which event it is.
    pub kind: &'static str,
    /// Version of the written form of that kind.
    pub version: u16,
    /// When it happened in the world.
    pub occurred_at: Moment,
    /// The journals it belongs to.
    pub streams: Streams,
    /// The event, as JSON. Never a name: identities live in the vault.
    pub body: String,
}

/// A record of the journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// Its place.
    pub seq: Seq,
    /// Which event it is.
    pub kind: String,
    /// Version of the written form of that kind.
    pub version: u16,
    /// When it happened in the world.
    pub occurred_at: Moment,
    /// When Chevet wrote it down.
    pub recorded_at: Moment,
    /// Who did it, as text.
    pub actor: String,
    /// What it answers (a command, a message), as text.
    pub cause: String,
    /// The journals it belongs to.
    pub streams: Streams,
    /// The event, as JSON.
    pub body: String,
}

/// A record seen in place while reading, without copying its texts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RecordRef<'a> {
    /// Its place.
    pub seq: Seq,
    /// Which event it is.
    pub kind: &'a str,
    /// Version of the written form of that kind.
    pub version: u16,
    /// When it happened in the world.
    pub occurred_at: Moment,
    /// When Chevet wrote it down.
    pub recorded_at: Moment,
    /// Who did it, as text.
    pub actor: &'a str,
    /// What it answers (a command, a message), as text.
    pub cause: &'a str,
    /// The journals it belongs to, separated by one blank.
    pub streams: &'a str,
    /// The event, as JSON.
    pub body: &'a str,
}

impl RecordRef<'_> {
    /// The record with its own texts.
    #[must_use]
    pub fn to_record(&self) -> Record {
        Record {
            seq: self.seq,
            kind: self.kind.to_owned(),
            version: self.version,
            occurred_at: self.occurred_at,
            recorded_at: self.recorded_at,
            actor: self.actor.to_owned(),
            cause: self.cause.to_owned(),
            streams: Streams::from(self.streams),
            body: self.body.to_owned(),
        }
    }
}

impl Record {
    /// The record without its texts.
    #[must_use]
    pub fn borrowed(&self) -> RecordRef<'_> {
        RecordRef {
            seq: self.seq,
            kind: &self.kind,
            version: self.version,
            occurred_at: self.occurred_at,
            recorded_at: self.recorded_at,
            actor: &self.actor,
            cause: &self.cause,
            streams: self.streams.as_str(),
            body: &self.body,
        }
    }
}

/// The end of the journal.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Head {
    /// Place of the last record, [`Seq::START`] when there is none.
    pub seq: Seq,
    /// Checksum of the whole journal up to there (see [`crate::checksum`]): two journals that agree on it hold
    /// the same records.
    pub check: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_printed_ids_and_each_counts_once() {
        let streams = Streams::of(["s12", "b4", "b7", "b4"]);
        assert_eq!(streams.as_str(), "s12 b4 b7 b4");
        assert_eq!(
            names_in(streams.as_str()).collect::<Vec<_>>(),
            ["s12", "b4", "b7"]
        );
        assert_eq!(names_in(Streams::none().as_str()).count(), 0);
    }
}
