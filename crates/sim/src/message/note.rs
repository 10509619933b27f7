//! What the hospital tells: one movement or identity fact, before it is written as a message.

use base::Moment;

use crate::index::{BedIx, DoctorIx, EstablishmentIx, PersonIx, StayIx, WardIx};

/// The trigger event of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[rustfmt::skip]
pub(crate) enum Trigger {
    A01, A02, A03, A04, A05, A06, A07, A11, A12, A13, A16, A21, A22, A25, A28, A31, A38, A40, A52, A53, A54, Z99,
}

impl Trigger {
    /// The code of the trigger.
    pub fn code(self) -> &'static str {
        match self {
            Self::A01 => "A01",
            Self::A02 => "A02",
            Self::A03 => "A03",
            Self::A04 => "A04",
            Self::A05 => "A05",
            Self::A06 => "A06",
            Self::A07 => "A07",
            Self::A11 => "A11",
            Self::A12 => "A12",
            Self::A13 => "A13",
            Self::A16 => "A16",
            Self::A21 => "A21",
            Self::A22 => "A22",
            Self::A25 => "A25",
            Self::A28 => "A28",
            Self::A31 => "A31",
            Self::A38 => "A38",
            Self::A40 => "A40",
            Self::A52 => "A52",
            Self::A53 => "A53",
            Self::A54 => "A54",
            Self::Z99 => "Z99",
        }
    }

    /// The message structure written in MSH-9.3.
    pub fn structure(self) -> &'static str {
        match self {
            Self::A01 | Self::A04 | Self::A13 | Self::Z99 => "ADT_A01",
            Self::A02 => "ADT_A02",
            Self::A03 => "ADT_A03",
            Self::A05 | Self::A28 | Self::A31 => "ADT_A05",
            Self::A06 | Self::A07 => "ADT_A06",
            Self::A11 => "ADT_A09",
            Self::A12 => "ADT_A12",
            Self::A16 => "ADT_A16",
            Self::A21 | Self::A22 | Self::A25 => "ADT_A21",
            Self::A38 => "ADT_A38",
            Self::A40 => "ADT_A39",
            Self::A52 | Self::A53 => "ADT_A52",
            Self::A54 => "ADT_A54",
        }
    }
}

/// Patient class (PV1-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// E: in an emergency department.
    Emergency,
    /// I: hospitalised.
    Inpatient,
    /// R: comes for sessions.
    Recurrent,
}

impl Class {
    pub fn code(self) -> &'static str {
        match self {
            Self::Emergency => "E",
            Self::Inpatient => "I",
            Self::Recurrent => "R",
        }
    }
}

/// Where a patient is housed: a ward, and a bed when one is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub ward: WardIx,
    pub bed: Option<BedIx>,
}

/// All that a movement fixes until the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Situation {
    pub class: Class,
    pub place: Place,
    /// Ward of medical responsibility.
    pub medical: WardIx,
    /// Ward of nursing responsibility.
    pub care: WardIx,
    pub doctor: DoctorIx,
}

/// A movement as the feed knows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Movement {
    /// Number behind ZBE-1.
    pub id: u32,
    /// The trigger that inserted it.
    pub trigger: Trigger,
    /// When it took effect (ZBE-2).
    pub at: Moment,
    /// ZBE-9.
    pub nature: &'static str,
    pub situation: Situation,
}

/// ZBE-4, with the original trigger that ZBE-6 must then repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Insert,
    Update(Trigger),
    Cancel(Trigger),
}

/// A movement to be told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MovementNote {
    pub trigger: Trigger,
    pub action: Action,
    /// ZBE-5: not the last movement of the stay.
    pub historic: bool,
    pub stay: StayIx,
    /// For a cancellation: the identity and time of what is cancelled, and the situation that comes back.
    pub movement: Movement,
    /// PV1-6.
    pub prior: Option<Place>,
    /// EVN-3, for what is only planned.
    pub planned: Option<Moment>,
    /// PV2-47, for a leave.
    pub back: Option<Moment>,
}

/// Something about an identity to be told.
#[derive(Clone, Copy, Debug)]
pub(crate) enum IdentityNote {
    /// A28.
    Created(PersonIx),
    /// A31.
    Changed(PersonIx),
    /// A31 with the legal mode of a stay in psychiatry (ZFS).
    LegalMode { person: PersonIx, since: Moment },
    /// A40: the second file disappears into the first.
    Merged { kept: PersonIx, gone_ipp: u32 },
}

/// The status of a bed as the cleaning software tells it (table 0116).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BedStatus {
    Housekeeping,
    Contaminated,
    Unoccupied,
    Closed,
}

impl BedStatus {
    pub fn code(self) -> &'static str {
        match self {
            Self::Housekeeping => "H",
            Self::Contaminated => "K",
            Self::Unoccupied => "U",
            Self::Closed => "C",
        }
    }
}

/// Anything the hospital tells.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Note {
    Movement(MovementNote),
    Identity {
        establishment: EstablishmentIx,
        note: IdentityNote,
    },
    Bed {
        bed: BedIx,
        status: BedStatus,
        since: Moment,
    },
}
