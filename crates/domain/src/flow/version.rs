//! Settings as they were once: who set them and when, so that they can be compared and taken up again.

use std::sync::Arc;

use base::Moment;
use base::id::PersonId;
use serde::{Deserialize, Serialize};

use super::FlowSettings;

/// A document of settings as it was put in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsVersion<T> {
    /// The place in the journal: what editors compare.
    pub revision: u64,
    /// When.
    pub at: Moment,
    /// Who set it; none for the command line.
    pub by: Option<PersonId>,
    /// What it says.
    pub settings: Arc<T>,
}

/// The settings of the flow were set, as a whole, apart from the other settings of the territory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowSet {
    /// All of them.
    pub settings: FlowSettings,
    /// Who set them; none for the command line.
    pub by: Option<PersonId>,
}
