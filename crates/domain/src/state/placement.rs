//! The fold of what the hospital sets about placement.

use std::sync::Arc;

use super::State;
use crate::flow::placement::PlacementChanged;

impl State {
    /// Decisions stay in the journal, where their stay's and their bed's history is read: nothing is derived from them.
    pub(super) fn change_placement(&mut self, changed: &PlacementChanged, seq: u64) {
        match changed {
            PlacementChanged::Set { settings, .. } => {
                self.placement = Arc::new((**settings).clone());
                self.placement_revision = seq;
            }
            PlacementChanged::Decided(_) => {}
        }
    }
}
