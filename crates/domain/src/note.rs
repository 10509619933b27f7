//! Notes for the next team: who wrote what of which stay, and when. The text lies in the vault.

use std::fmt;

use base::Moment;
use base::id::{PersonId, StayId};
use base::text::BadText;
use serde::{Deserialize, Serialize};

pub use base::id::NoteId;

/// A note, without its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Of which stay.
    pub stay: StayId,
    /// Who wrote it.
    pub author: PersonId,
    /// When.
    pub at: Moment,
    /// The note it takes the place of.
    pub replaces: Option<NoteId>,
    /// Taken off the board: by whoever erased it, or by the note that took its place.
    pub withdrawn: bool,
}

/// The text of a note: several lines, trimmed, without control or direction-changing characters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteText(Box<str>);

impl NoteText {
    /// Longest note, in characters: a handover, not a report.
    pub const MAX: usize = 1_000;

    /// Cleans and checks a text.
    ///
    /// # Errors
    /// When nothing readable is left or it is longer than [`NoteText::MAX`].
    pub fn new(text: &str) -> Result<Self, BadText> {
        let lines: Vec<String> = text.lines().map(base::text::readable).collect();
        let kept = lines.join("\n");
        let kept = kept.trim();
        match kept.chars().count() {
            0 => Err(BadText::Empty),
            length if length > Self::MAX => Err(BadText::TooLong {
                length,
                max: Self::MAX,
            }),
            _ => Ok(Self(kept.into())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A note speaks of somebody: it is never printed by accident.
impl fmt::Debug for NoteText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "NoteText({} characters)", self.0.chars().count())
    }
}
