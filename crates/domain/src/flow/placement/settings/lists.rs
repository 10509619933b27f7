//! What each precaution asks of a room.

use base::Code;
use serde::{Deserialize, Serialize};

/// What a precaution asks of a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meaning {
    /// The precaution, by its code in the settings of the territory.
    pub code: Code,
    /// What it asks.
    pub room: RoomNeed,
    /// The sector of who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
}

/// How far a precaution keeps its bearer apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RoomNeed {
    /// Not at all: the measures are at the bed (*isolement technique*).
    Shared,
    /// Alone, or with who has the same precautions and germ (*chambre seule ou à défaut cohortage*, HCSP).
    Cohort,
    /// Alone in a single room (air, SF2H 2013).
    Single,
    /// Alone in a single room under negative pressure.
    Negative,
    /// Alone in a single room under positive pressure (*isolement protecteur*: aplasia, transplants).
    Positive,
}

impl RoomNeed {
    /// Every one, in the order of a form.
    pub const ALL: [Self; 5] = [
        Self::Shared,
        Self::Cohort,
        Self::Single,
        Self::Negative,
        Self::Positive,
    ];
}

/// The sector of somebody exposed to highly resistant bacteria (BHRe); whoever has none is clear (*indemne*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sector {
    /// *Porteur*.
    Carrier,
    /// *Contact*: has been near a carrier, is being tested.
    Contact,
}

impl Sector {
    /// Both, in the order of a form.
    pub const ALL: [Self; 2] = [Self::Carrier, Self::Contact];
}

/// What the precautions shipped with Chevet ask ([`crate::precaution::preset`]): air and protective isolation a single
/// room; contact, droplets and resistant bacteria to be alone or with the same.
#[must_use]
pub fn meanings_shipped() -> Vec<Meaning> {
    [
        ("C", RoomNeed::Cohort, None),
        ("G", RoomNeed::Cohort, None),
        ("A", RoomNeed::Single, None),
        ("P", RoomNeed::Single, None),
        ("BMR", RoomNeed::Cohort, None),
        ("BHRE", RoomNeed::Cohort, Some(Sector::Carrier)),
    ]
    .into_iter()
    .filter_map(|(code, room, sector)| {
        let code = Code::new(code).ok()?;
        Some(Meaning { code, room, sector })
    })
    .collect()
}
