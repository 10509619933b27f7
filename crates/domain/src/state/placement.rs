//! The fold of what the hospital sets about placement and about its flow.

use std::sync::Arc;

use base::Moment;
use base::id::PersonId;

use super::State;
use crate::flow::SettingsVersion;
use crate::flow::placement::PlacementChanged;

impl State {
    /// Decisions stay in the journal, where their stay's and their bed's history is read: nothing is derived from them.
    pub(super) fn change_placement(&mut self, changed: &PlacementChanged, seq: u64, at: Moment) {
        match changed {
            PlacementChanged::Set { settings, by } => {
                self.placement = Arc::new((**settings).clone());
                self.placement_revision = seq;
                self.placement_versions.push_back(Arc::new(SettingsVersion {
                    revision: seq,
                    at,
                    by: *by,
                    settings: self.placement.clone(),
                }));
            }
            PlacementChanged::Decided(_) => {}
        }
    }

    /// Keeps the settings of the flow as they are now among those that were once in force.
    pub(super) fn remember_flow(&mut self, by: Option<PersonId>, seq: u64, at: Moment) {
        self.flow_versions.push_back(Arc::new(SettingsVersion {
            revision: seq,
            at,
            by,
            settings: self.settings.flow.clone(),
        }));
    }
}
