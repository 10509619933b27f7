//! Documents: settings, thesauri, column layouts; written as a whole, every version kept.

use base::Moment;

use crate::Fault;

/// One version of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// What sort: `settings`, `thesaurus`.
    pub kind: String,
    /// Which one of that sort.
    pub id: String,
    /// Version, from 1.
    pub version: u32,
    /// The content, as JSON.
    pub body: String,
    /// When it was written.
    pub written_at: Moment,
    /// By whom, as text.
    pub written_by: String,
}

/// A version about to be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewDocument {
    /// What sort.
    pub kind: String,
    /// Which one of that sort.
    pub id: String,
    /// The version it was made from, 0 for a new document: two people editing at once do not erase each other.
    pub replaces: u32,
    /// The content, as JSON.
    pub body: String,
    /// When it is written.
    pub written_at: Moment,
    /// By whom, as text.
    pub written_by: String,
}

/// Why a document was not written.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// Somebody wrote another version in between.
    #[error("le document a changé entre-temps (version {current}) : relisez-le avant d'enregistrer")]
    Stale {
        /// The version now in force.
        current: u32,
    },
    /// The store failed.
    #[error(transparent)]
    Failed(#[from] Fault),
}
