//! What the store says of itself: figures, the result of a verification, the paper that goes with a backup.

use base::Moment;
use serde::{Deserialize, Serialize};

use crate::{Head, Outcome, Seq};

/// Figures for operators. Counting is cheap enough for a page, not for every request.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Stats {
    /// Place of the last record.
    pub head: Seq,
    /// Messages kept, by outcome, in the order of [`Outcome::ALL`].
    pub messages: [u64; 6],
    /// Claims in force.
    pub open_claims: u64,
    /// Revisions in the vault.
    pub vault_rows: u64,
    /// Bytes of the main file (memory: of the bodies).
    pub file_bytes: u64,
    /// Bytes of the write-ahead log beside it.
    pub log_bytes: u64,
}

impl Stats {
    /// How many messages had that outcome.
    #[must_use]
    pub const fn messages_with(&self, outcome: Outcome) -> u64 {
        self.messages[outcome.code() as usize]
    }
}

/// What a verification of the whole store found.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Verification {
    /// The end of the journal.
    pub head: Head,
    /// Messages checked.
    pub messages: u64,
    /// What is wrong, in French; nothing when all is well.
    pub problems: Vec<String>,
}

impl Verification {
    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

/// The paper that goes with a backup, written beside it as `<file>.json`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// When the backup was made.
    pub made_at: Moment,
    /// Schema number of the copy.
    pub schema: u32,
    /// Last record it holds.
    pub seq: Seq,
    /// Checksum of the journal up to there, in hexadecimal.
    pub journal_check: String,
    /// Messages it holds.
    pub messages: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}
