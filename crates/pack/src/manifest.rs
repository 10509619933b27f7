//! What a generation holds: the list that tells a whole folder from a torn one, and this hospital from another.

use base::Moment;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::{Head, TraceHead};

use crate::{About, File};

/// The list of a generation, in its `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Of the list itself; a later program may write another one.
    pub format: u32,
    /// Which program wrote it.
    pub product: String,
    /// The territory.
    pub territory: String,
    /// When, in milliseconds of UTC.
    pub made_at: Moment,
    /// The same, for people.
    pub made_at_utc: String,
    /// What it shows.
    pub journal: Journal,
    /// The end of the trace then, as `SEQ:HEX`: an anchor that the server cannot reach any more. None in what an
    /// earlier program wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<String>,
    /// Every other file of the generation.
    pub files: Vec<Listed>,
}

/// A place in a journal, and the checksum of that journal up to there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    /// The place of the last record.
    pub seq: u64,
    /// The checksum, in hexadecimal.
    pub check: String,
}

/// A file of a generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its name.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// What points at the generation in force, in `current.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pointer {
    /// The folder of the generation.
    pub generation: String,
    /// SHA-256 of its manifest, in hexadecimal.
    pub manifest_sha256: String,
}

impl Manifest {
    /// The format this program writes and reads.
    pub const FORMAT: u32 = 1;
    /// The name of its file.
    pub const NAME: &str = "manifest.json";

    /// The list of those files.
    pub(crate) fn of(files: &[File], about: &About<'_>) -> Self {
        Self {
            format: Self::FORMAT,
            product: about.product.to_owned(),
            territory: about.territory.to_owned(),
            made_at: about.made_at,
            made_at_utc: about.made_at.to_string(),
            journal: Journal::of(about.head),
            trace: about.trace.as_ref().map(TraceHead::to_string),
            files: files
                .iter()
                .map(|file| Listed {
                    path: file.name().to_owned(),
                    bytes: file.bytes().len() as u64,
                    sha256: sum(file.bytes()),
                })
                .collect(),
        }
    }
}

impl Journal {
    /// That end of a journal.
    #[must_use]
    pub fn of(head: Head) -> Self {
        Self {
            seq: head.seq.number(),
            check: format!("{:016x}", head.check),
        }
    }

    /// The checksum as a number; none when it is no hexadecimal number.
    #[must_use]
    pub fn check(&self) -> Option<u64> {
        u64::from_str_radix(&self.check, 16).ok()
    }
}

/// SHA-256 in hexadecimal.
pub(crate) fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
