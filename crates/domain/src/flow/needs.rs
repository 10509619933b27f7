//! What a patient needs of a bed: the one word that requests, thesauri, proposals and transfers speak to each other.
//!
//! Needs say nothing of who the patient is: sex and age are facts of the identity, and those of a patient not yet
//! known to the feed are said in the request beside the needs. Nothing here is free text, so that no name ends up in
//! the journal.

use base::{Code, Moment};
use serde::{Deserialize, Serialize};

use crate::bed::Attributes;

/// What is asked of a bed.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Needs {
    /// The specialty, by its code in the settings of the flow; none while nobody can say.
    pub specialty: Option<Code>,
    /// The level of care; a bed of another level is not proposed.
    pub level: Level,
    /// A room without a neighbour.
    pub single: SingleRoom,
    /// The precautions, by their codes in the settings.
    pub precautions: Vec<Code>,
    /// The germ, by its code in the settings of the flow: those who carry the same one may share a room.
    pub germ: Option<Code>,
    /// What the bed or its room must offer (telemetry, oxygen, bariatric bed, negative pressure).
    pub equipment: Attributes,
    /// Somebody stays with the patient.
    pub companion: bool,
    /// Not before.
    pub earliest: Option<Moment>,
    /// Not after: what the delay of a planned admission is counted to.
    pub latest: Option<Moment>,
    /// How many nights the patient is expected to stay; 0 for the day.
    pub nights: Option<u16>,
}

/// How far a single room is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum SingleRoom {
    /// Not asked for.
    #[default]
    Indifferent,
    /// The patient's wish (*chambre particulière*): a matter of comfort.
    Wished,
    /// Needed for care: nothing else will do.
    Required,
}

impl SingleRoom {
    /// Every answer, in the order of a form.
    pub const ALL: [Self; 3] = [Self::Indifferent, Self::Wished, Self::Required];
}

/// Level of care of a ward, and what a patient needs of it (*soins critiques*, decree 2022-690).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Level {
    /// A day place.
    Day,
    /// *Hospitalisation conventionnelle*.
    #[default]
    Conventional,
    /// *Surveillance continue* (USC, now USIP *polyvalents*).
    StepDown,
    /// *Soins intensifs* of a specialty (USIC, USINV).
    Intensive,
    /// *Réanimation*.
    Critical,
}

impl Level {
    /// Every level, lowest first.
    pub const ALL: [Self; 5] = [
        Self::Day,
        Self::Conventional,
        Self::StepDown,
        Self::Intensive,
        Self::Critical,
    ];
}
