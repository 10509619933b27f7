//! Why a person may set a rule aside: a list rather than free text, so that no name ends up in the journal, and so that
//! a hospital can count what its rules cost it.

use serde::{Deserialize, Serialize};

/// Why a person set a rule aside for one bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Waiver {
    /// The patients concerned agree (a couple, relatives).
    PatientAgrees,
    /// The hygiene team (*équipe opérationnelle d'hygiène*) agrees.
    HygieneTeam,
    /// The doctor in charge decides so.
    DoctorDecides,
    /// The ward that receives agrees.
    WardAgrees,
    /// There is no other bed, and waiting would harm.
    NoOtherBed,
    /// A crisis is declared (*plan blanc*, *hôpital en tension*).
    Crisis,
    /// What is recorded of the bed, the room or the patient is wrong.
    WrongFacts,
}

impl Waiver {
    /// Every reason, in the order of a form.
    pub const ALL: [Self; 7] = [
        Self::PatientAgrees,
        Self::HygieneTeam,
        Self::DoctorDecides,
        Self::WardAgrees,
        Self::NoOtherBed,
        Self::Crisis,
        Self::WrongFacts,
    ];
}
