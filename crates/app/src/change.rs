//! What a commit changed, told to whoever redraws screens.

use base::id::WardId;

/// What changed up to a place of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Change {
    /// The place of the last record.
    pub seq: u64,
    /// Wards whose board may differ.
    pub wards: Vec<WardId>,
    /// Places were added or changed.
    pub structure: bool,
    /// Requests or holds changed.
    pub flow: bool,
    /// Messages were kept (for the pages that list them).
    pub messages: bool,
}
