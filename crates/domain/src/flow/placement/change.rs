//! What is asked of placement, what happens, and why it does not.

use base::id::{BedId, PersonId};
use serde::{Deserialize, Serialize};

use super::record::{PlacementRecord, Waived};
use super::rule::Rule;
use super::settings::{PlacementSettings, SettingsFlaw};

/// What is asked of placement.
#[derive(Clone, Debug, PartialEq)]
pub enum PlacementCommand {
    /// The hospital sets its rules. `saw` is [`crate::state::State::placement_revision`] as it was on the screen.
    Set {
        /// The whole document.
        settings: Box<PlacementSettings>,
        /// Who asks; none for the command line.
        by: Option<PersonId>,
        /// The revision on the screen.
        saw: u64,
    },
    /// Somebody decides on a proposal. The bed is judged again as things are now; what is kept of the other beds is
    /// what the person saw.
    Decide(Box<PlacementRecord>),
}

/// What happens to placement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PlacementChanged {
    /// Other rules are in force.
    Set {
        /// The whole document.
        settings: Box<PlacementSettings>,
        /// Who set it.
        by: Option<PersonId>,
    },
    /// Somebody decided on a proposal.
    Decided(Box<PlacementRecord>),
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlacementRefusal {
    /// Somebody else changed the rules since the screen was drawn.
    ChangedMeanwhile,
    /// The settings cannot be used as they are.
    Unfit(SettingsFlaw),
    /// The record speaks of a moment that the journal has not reached.
    Ahead,
    /// Something refuses the bed as things are now, and was not set aside.
    Refused {
        /// Which bed.
        bed: BedId,
        /// What refuses it.
        by: Rule,
    },
    /// That rule may never be set aside.
    NeverWaived(Rule),
    /// That reason is none for setting that rule aside.
    BadWaiver(Waived),
    /// That rule is set aside although it refuses nothing.
    NothingToWaive(Rule),
}
