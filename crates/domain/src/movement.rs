//! Movements as their senders report them (IHE PAM, segment ZBE).
//!
//! A stay keeps every report it ever received, as a set: reports may come in any order and any number of times,
//! and the [`crate::timeline`] is a pure function of that set. Nothing is patched in place.

use base::Moment;
use base::id::{AuthorityId, BedId, PractitionerId, RoomId, UnitId};
use serde::{Deserialize, Serialize};

/// What a movement does to a stay (IHE PAM trigger families).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A05: the patient is expected.
    PreAdmission,
    /// A14: an admission is being prepared.
    PendingAdmission,
    /// A01: in-patient admission.
    Admission,
    /// A04: out-patient or emergency arrival.
    Arrival,
    /// A06: becomes an in-patient.
    ToInpatient,
    /// A07: becomes an out-patient.
    ToOutpatient,
    /// A02, Z80, Z84: another bed, room or functional unit.
    Transfer,
    /// A15: a transfer is being prepared (a bed is reserved).
    PendingTransfer,
    /// A54: another attending doctor.
    DoctorChange,
    /// A09, A10: away from the bed and back within the hospital.
    Passage,
    /// A21: leave of absence; the bed is kept.
    Leave,
    /// A22: back from leave.
    LeaveEnd,
    /// A16: a discharge is being prepared.
    PendingDischarge,
    /// A03: the stay ends.
    Discharge,
}

/// What a report does to its movement (ZBE-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Action {
    /// The movement happened.
    Insert,
    /// The movement, already reported, happened otherwise (Z99).
    Update,
    /// The movement never happened.
    Cancel,
}

/// Patient class (PV1-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// `I`.
    Inpatient,
    /// `E`.
    Emergency,
    /// `O`.
    Outpatient,
    /// `R`: sessions.
    Recurring,
    /// `N` and anything else: not applicable.
    Other,
}

/// When and in which order a sender said something; the greater stamp is the later word.
///
/// Made of the sender's own clock (EVN-2, else MSH-7), its sequence number (MSH-13) when it has one, the action
/// (an UPDATE beats the INSERT of the same second, a CANCEL beats both) and, for ties, a hash of MSH-10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// The sender's clock.
    pub sent_at: Moment,
    /// MSH-13, or 0.
    pub sequence: u32,
    /// Rank of the action.
    pub action: Action,
    /// Hash of the control id.
    pub tie: u64,
}

/// The local part of an identifier: most senders count, some write letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LocalId {
    /// A plain number without leading zeros.
    Number(u64),
    /// Anything else.
    Text(Box<str>),
}

impl Serialize for LocalId {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => out.serialize_u64(*number),
            Self::Text(text) => out.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for LocalId {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Either;
        impl serde::de::Visitor<'_> for Either {
            type Value = LocalId;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a number or a text")
            }
            fn visit_u64<E>(self, number: u64) -> Result<LocalId, E> {
                Ok(LocalId::Number(number))
            }
            fn visit_str<E>(self, text: &str) -> Result<LocalId, E> {
                Ok(LocalId::Text(text.into()))
            }
        }
        input.deserialize_any(Either)
    }
}

impl LocalId {
    /// Reads the local part; keeps the text when writing the number back would not give it again.
    #[must_use]
    pub fn new(text: &str) -> Self {
        match text.parse::<u64>() {
            Ok(number) if !text.starts_with('+') && (text == "0" || !text.starts_with('0')) => {
                Self::Number(number)
            }
            _ => Self::Text(text.into()),
        }
    }
}

impl std::fmt::Display for LocalId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(out, "{number}"),
            Self::Text(text) => out.write_str(text),
        }
    }
}

/// The name of a movement for its whole life (ZBE-1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MovementKey {
    /// Who numbers it.
    pub authority: AuthorityId,
    /// Its number there.
    pub local: LocalId,
}

/// Where in a ward a report puts the patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Spot {
    /// The report names no room.
    #[default]
    Nowhere,
    /// A room, but no bed.
    Room(RoomId),
    /// A bed.
    Bed(BedId),
}

/// A value a report states, leaves alone, or wipes out (`""` in HL7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Said<T> {
    /// Not mentioned.
    #[default]
    Nothing,
    /// Explicitly emptied.
    Cleared,
    /// Stated.
    Value(T),
}

impl<T> Said<T> {
    /// Whether nothing was said.
    pub const fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// Applies this word to what was believed before.
    pub fn update(self, belief: &mut Option<T>) {
        match self {
            Self::Nothing => {}
            Self::Cleared => *belief = None,
            Self::Value(value) => *belief = Some(value),
        }
    }
}

impl<T> From<Option<T>> for Said<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Self::Value)
    }
}

/// Where a patient goes after the stay (ZFM-4, PV1-36, PV1-37), as far as a bed manager needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Destination {
    /// Home (PMSI exit mode 8).
    Home,
    /// Another acute hospital or unit (modes 6, 7 with destination 1).
    Acute,
    /// Rehabilitation, SMR (destination 2).
    Rehab,
    /// Long-term care, USLD (destination 3).
    LongTerm,
    /// Psychiatry (destination 4).
    Psychiatry,
    /// Hospital at home, HAD (destination 6).
    HospitalAtHome,
    /// Nursing home or other social care (destination 7).
    SocialCare,
    /// The patient died (exit mode 9).
    Deceased,
}

/// What a report says beside the movement itself. Kept apart because most reports say none of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Extras {
    /// Other names of the same movement (ZBE-1 repeats when several systems number it).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<MovementKey>,
    /// Expected admission (PV2-8, EVN-3 of a pending admission).
    #[serde(skip_serializing_if = "Said::is_nothing")]
    pub expected_admission: Said<Moment>,
    /// Expected discharge (PV2-9, EVN-3 of a pending discharge).
    #[serde(skip_serializing_if = "Said::is_nothing")]
    pub expected_discharge: Said<Moment>,
    /// Expected return from leave (PV2-47).
    #[serde(skip_serializing_if = "Said::is_nothing")]
    pub expected_return: Said<Moment>,
    /// Where the patient goes afterwards.
    #[serde(skip_serializing_if = "Said::is_nothing")]
    pub destination: Said<Destination>,
    /// A single room is wished for comfort (PV1-22); not an isolation.
    #[serde(skip_serializing_if = "Said::is_nothing")]
    pub private_room: Said<bool>,
    /// The presence is to be kept from visitors and callers (PV1-16, PV2-22).
    #[serde(skip_serializing_if = "Said::is_nothing")]
    pub confidential: Said<bool>,
    /// Told by an appointment book (SIU): what the admission office says counts more.
    #[serde(skip_serializing_if = "is_false")]
    pub booked: bool,
    /// Planned place of a pending transfer (PV1-42).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_unit: Option<UnitId>,
    /// Planned bed of a pending transfer (PV1-42).
    #[serde(skip_serializing_if = "is_nowhere")]
    pub pending_spot: Spot,
}

fn is_nowhere(spot: &Spot) -> bool {
    *spot == Spot::Nowhere
}

/// What one message said of one movement.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Report {
    /// Which movement.
    pub movement: MovementKey,
    /// When it was said, and with what authority over earlier words.
    pub stamp: Stamp,
    /// Inserted, updated or cancelled (the rank is also in the stamp).
    pub kind: Kind,
    /// ZBE-5 = Y: not the last movement of the stay.
    #[serde(default, skip_serializing_if = "is_false")]
    pub historic: bool,
    /// The movement id was made up by Chevet because the sender has no ZBE.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inferred: bool,
    /// Without ZBE, a cancel that names no movement takes back the last live one of its kind.
    #[serde(default, skip_serializing_if = "is_false")]
    pub takes_back_last: bool,
    /// When the movement took or takes effect (ZBE-2).
    pub at: Moment,
    /// Functional unit of housing (PV1-3.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// Room or bed (PV1-3.2, .3).
    #[serde(default, skip_serializing_if = "is_nowhere")]
    pub spot: Spot,
    /// Functional unit of medical responsibility (ZBE-7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medical: Option<UnitId>,
    /// Functional unit of nursing responsibility (ZBE-8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub care: Option<UnitId>,
    /// Whether the nature of the movement (ZBE-9) says that the place changed (letters H or L); true when unknown.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub moves: bool,
    /// Patient class (PV1-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// Attending doctor (PV1-7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doctor: Option<PractitionerId>,
    /// The rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extras: Option<Box<Extras>>,
}

impl Report {
    /// Inserted, updated or cancelled.
    #[must_use]
    pub const fn action(&self) -> Action {
        self.stamp.action
    }

    /// Told by an appointment book.
    #[must_use]
    pub fn is_booked(&self) -> bool {
        self.extras.as_ref().is_some_and(|extras| extras.booked)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_true(flag: &bool) -> bool {
    *flag
}

const fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_id_always_prints_as_it_came() {
        for text in ["0", "7", "012", "+7", "12565081", "A-12", "18446744073709551616"] {
            assert_eq!(LocalId::new(text).to_string(), text);
        }
    }

    #[test]
    fn within_one_second_a_cancel_has_the_last_word() {
        let stamp = |action| Stamp {
            sent_at: Moment::from_millis(5),
            sequence: 0,
            action,
            tie: 9,
        };
        assert!(stamp(Action::Insert) < stamp(Action::Update));
        assert!(stamp(Action::Update) < stamp(Action::Cancel));
    }
}
