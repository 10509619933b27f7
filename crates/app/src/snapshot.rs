//! The picture readers work on: state and vault of one place of the journal.

use domain::state::State;
use domain::vault::Vault;
use store::Head;

/// State and vault after a commit. Never changes; the next commit publishes another one.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The fold of the journal.
    pub state: State,
    /// Who the ids stand for.
    pub vault: Vault,
    /// The end of the journal this is the fold of.
    pub head: Head,
}

impl Snapshot {
    /// The place of the last record taken into account.
    #[must_use]
    pub const fn seq(&self) -> u64 {
        self.state.seq
    }
}
