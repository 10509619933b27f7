//! What a feed says, in the product's words: parsed, decoded and typed, but not yet tied to known people and places.
//!
//! `interop` makes these from HL7 v2 (and later FHIR); [`crate::decide`] resolves them against the state.

use base::{Code, Label, Moment};

use crate::bed::Hygiene;
use crate::identity::{Identifier, Identity, Practitioner};
use crate::movement::{Class, Destination, Kind, Said, Stamp};

/// The system that speaks (MSH-3, MSH-4).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// Sending application.
    pub application: Code,
    /// Sending facility; its functional unit codes are unique within it.
    pub facility: Code,
}

/// One message, understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Who says it.
    pub source: Source,
    /// When it was said.
    pub stamp: Stamp,
    /// The numbers of the patient, best first (an INS is only present when it may be used).
    pub patient: Vec<Identifier>,
    /// The patient's identity, when the message carries one.
    pub identity: Option<Identity>,
    /// Mother of a newborn (PID-21).
    pub mother: Option<Identifier>,
    /// The numbers of the stay.
    pub visit: VisitNumbers,
    /// What happened.
    pub fact: Fact,
}

/// The numbers a message gives to a stay.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct VisitNumbers {
    /// Visit (PV1-19).
    pub visit: Option<Identifier>,
    /// Account, NDA (PID-18).
    pub account: Option<Identifier>,
    /// Number of the pre-admission this stay follows (PV1-5).
    pub preadmission: Option<Identifier>,
    /// Number of the appointment that plans it (SCH-2, else SCH-1).
    pub appointment: Option<Identifier>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A28, A31: the identity is created or revised.
    Identity,
    /// A47: numbers of the patient were replaced or withdrawn.
    IdentifiersChanged {
        /// The numbers that no longer hold (MRG-1).
        withdrawn: Vec<Identifier>,
        /// Every INS of the patient is to be forgotten.
        ins_withdrawn: bool,
    },
    /// A40: the patient of MRG-1 is the same person as the patient of PID-3.
    PatientsMerged {
        /// The patient that disappears (MRG-1).
        gone: Vec<Identifier>,
    },
    /// A44: an account belongs to the patient of PID-3, no longer to the one of MRG-1.
    AccountMoved {
        /// The account, when MRG-3 or PID-18 names one; else every stay of the former patient.
        account: Option<Identifier>,
        /// The former patient (MRG-1).
        from: Vec<Identifier>,
    },
    /// A movement of a stay.
    Movement(Box<ObservedMovement>),
    /// SIU: an appointment was made, moved or called off; it may be an admission to come.
    Appointment(Box<ObservedAppointment>),
}

/// What an appointment book says, read as the planned admission that it may be.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservedAppointment {
    /// The planned admission; its place is where the message itself says that patients lie.
    pub movement: ObservedMovement,
    /// What the message says of a bed.
    pub lodging: Lodging,
    /// The other places it takes, best first: a theatre, a ward. Only the structure knows where patients lie.
    pub places: Vec<PlaceCodes>,
}

/// What an appointment says of a bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lodging {
    /// The patient is to lie in one.
    Booked,
    /// The message does not say: where it takes place decides.
    Unsaid,
    /// The patient comes and goes.
    Visit,
}

/// A movement as reported, places still being codes.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservedMovement {
    /// ZBE-1, all its repetitions as (authority, id); empty when the sender has no ZBE.
    pub ids: Vec<(Code, Box<str>)>,
    /// The movement this one inserts, or for an update or a cancel the one that it touches (ZBE-6).
    pub kind: Kind,
    /// When it took effect.
    pub at: Moment,
    /// ZBE-5 = Y.
    pub historic: bool,
    /// Whether ZBE-9 says the place changed; true when it does not say.
    pub moves: bool,
    /// Where (PV1-3).
    pub place: PlaceCodes,
    /// Where from (PV1-6), used only to check.
    pub prior: PlaceCodes,
    /// Medical responsibility (ZBE-7).
    pub medical: Option<UnitCode>,
    /// Nursing responsibility (ZBE-8).
    pub care: Option<UnitCode>,
    /// Patient class (PV1-2).
    pub class: Option<Class>,
    /// Attending doctor (PV1-7).
    pub doctor: Option<Practitioner>,
    /// Expected admission (PV2-8).
    pub expected_admission: Said<Moment>,
    /// Expected discharge (PV2-9).
    pub expected_discharge: Said<Moment>,
    /// Expected return from leave (PV2-47).
    pub expected_return: Said<Moment>,
    /// Where the patient goes afterwards.
    pub destination: Said<Destination>,
    /// Single room wished (PV1-22).
    pub private_room: Said<bool>,
    /// Presence to be kept secret (PV1-16, PV2-22).
    pub confidential: Said<bool>,
    /// Planned place of a pending transfer (PV1-42).
    pub pending: PlaceCodes,
    /// Told by an appointment book (SIU) and not by the admission office.
    pub booked: bool,
    /// Why the patient comes (PV2-3, SCH-7), in words: health data, which goes to the vault and never to the journal.
    pub reason: Said<Label>,
}

/// A functional unit by its code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnitCode {
    /// Its code.
    pub code: Code,
    /// Its label, when the message gives one.
    pub label: Option<Label>,
}

/// A location as codes (HL7 PL).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct PlaceCodes {
    /// Functional unit of housing (PL-1).
    pub unit: Option<Code>,
    /// Room (PL-2).
    pub room: Option<Code>,
    /// Bed (PL-3).
    pub bed: Option<Code>,
    /// Geographic site by FINESS or name (PL-4 of type N).
    pub site: Option<Code>,
    /// Legal establishment by FINESS (PL-4 of type M).
    pub establishment: Option<Code>,
}

/// What a bed's own system says of it (A20, HL7 table 0116).
#[derive(Clone, Debug, PartialEq)]
pub struct ObservedBed {
    /// Who says it.
    pub source: Source,
    /// When it was said.
    pub stamp: Stamp,
    /// Which bed.
    pub place: PlaceCodes,
    /// Since when.
    pub at: Moment,
    /// What it says.
    pub status: ObservedBedStatus,
}

/// HL7 table 0116, as far as it is not already known from the stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObservedBedStatus {
    /// `C`.
    Closed,
    /// `H`, `K`, `U`: to clean, contaminated, ready.
    Hygiene(Hygiene),
    /// `O`, `I`: occupied; stays say that better, so it changes nothing.
    Occupied,
}
