//! The written form of events and identities, by kind and version.
//!
//! A record that was ever written can always be read. When the shape of an event changes, its version goes up, the
//! former shape is kept in a module of its own (`v1`, `v2`, …) with its golden files, and [`decode`] turns it into
//! today's event. Nothing else knows what a body looks like.

mod identity;
mod v1;

use base::Moment;
use domain::event::Event;

use crate::{NewRecord, RecordRef};

pub use identity::{read as read_identity, write as write_identity};

/// A record that cannot be read: damaged, or written by a later version of Chevet.
#[derive(Debug, thiserror::Error)]
#[error("enregistrement {kind} version {version} illisible")]
pub struct Unreadable {
    /// Which event it claims to be.
    pub kind: String,
    /// In which version.
    pub version: u16,
    /// Why, when its version is known.
    #[source]
    pub source: Option<serde_json::Error>,
}

/// Writes an event; `recorded_at` stands for events that say nothing of their own time.
///
/// # Errors
/// Never for an event that decoding could give back; kept as an error so that no shape can bring the process down.
pub fn encode(event: &Event, recorded_at: Moment) -> Result<NewRecord, Unreadable> {
    v1::encode(event, recorded_at)
}

/// Reads an event.
///
/// # Errors
/// When the kind or the version is not known, or the body is damaged.
pub fn decode(record: &RecordRef<'_>) -> Result<Event, Unreadable> {
    match record.version {
        v1::VERSION => v1::decode(record.kind, record.body),
        version => Err(Unreadable {
            kind: record.kind.to_owned(),
            version,
            source: None,
        }),
    }
}
