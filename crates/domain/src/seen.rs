//! What people saw of a patient's comings and goings: the second clock beside the administration's.
//!
//! A sighting never replaces what the feed says, nor the other way round. Both are kept, and the gap between them is
//! what [`crate::view::trust`] measures.

use base::Moment;
use base::id::WardId;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// A patient seen arriving or leaving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// When it happened, as whoever saw it says.
    pub at: Moment,
    /// When it was said.
    pub told_at: Moment,
    /// The ward it was said of; none when nobody knew in which ward the patient was.
    pub ward: Option<WardId>,
}

/// Everything seen of a stay, oldest word first; the last one is the one in force.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// Arrivals, one a ward at most.
    pub arrivals: SmallVec<[Sighting; 1]>,
    /// Departures: a patient who moved on after one may be seen leaving again.
    pub exits: SmallVec<[Sighting; 1]>,
}

impl Seen {
    /// Whether nothing was seen, or all of it was taken back.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.arrivals.is_empty() && self.exits.is_empty()
    }
}
