//! Whether an appointment is for a bed, and where.

use domain::observation::{Lodging, PlaceCodes};
use hl7v2::segments::Ail;
use hl7v2::types::Pl;

use super::super::desk::Desk;
use super::super::parts::Parts;
use super::super::place;

/// A nursing unit, in table 0305.
const NURSING_UNIT: &str = "N";

/// The places of an appointment.
#[derive(Default)]
pub(super) struct Places {
    /// Where the message itself says that the patient is to lie; empty when it does not say.
    pub lodging: PlaceCodes,
    /// The others in which patients might lie, best first.
    pub others: Vec<PlaceCodes>,
    /// One of them is called a nursing unit.
    nursing: bool,
    /// One of them names a bed.
    bed: bool,
}

impl Places {
    /// PV1-3, then each AIL-3.
    pub fn read(desk: &mut Desk<'_, '_>, parts: &Parts<'_>) -> Self {
        let message = desk.message;
        let mut places = Self::default();
        let inpatient = stay_of(parts) == Some(true);
        if let Some(pv1) = parts.pv1 {
            let location = pv1.location();
            // Where an in-patient is assigned is where they lie, whatever the sender calls it.
            let kind = location.kind();
            let kind = kind.trimmed().filter(|_| !inpatient).unwrap_or_default();
            places.add(desk, ("PV1", 3), &location, kind, inpatient);
        }
        for ail in Ail::all(message) {
            let location = ail.location();
            let kind = ail.kind();
            let kind = kind.trimmed().unwrap_or_default();
            let own = location.kind();
            let kind = own.trimmed().unwrap_or(kind);
            // A bed that is booked for an in-patient is theirs; a room alone may be a theatre.
            let lodges = inpatient && location.bed().trimmed().is_some();
            places.add(desk, ("AIL", 3), &location, kind, lodges);
        }
        places
    }

    fn add(
        &mut self,
        desk: &mut Desk<'_, '_>,
        field: (&'static str, u8),
        location: &Pl<'_>,
        kind: &str,
        lodges: bool,
    ) {
        if !location.has_place() || !matches!(kind, "" | NURSING_UNIT) {
            return;
        }
        let nursing = kind == NURSING_UNIT;
        let codes = place::codes(desk, field, location);
        self.nursing |= nursing;
        self.bed |= codes.bed.is_some();
        if (nursing || lodges) && self.lodging == PlaceCodes::default() {
            self.lodging = codes;
        } else {
            self.others.push(codes);
        }
    }
}

/// What class and places together say of a bed.
pub(super) fn said(parts: &Parts<'_>, places: &Places) -> Lodging {
    match stay_of(parts) {
        Some(true) => Lodging::Booked,
        _ if places.nursing => Lodging::Booked,
        Some(false) if places.bed => Lodging::Unsaid,
        None if !places.others.is_empty() => Lodging::Unsaid,
        Some(false) | None => Lodging::Visit,
    }
}

/// Whether PV1-2 says that the patient is to stay; none when it does not say.
fn stay_of(parts: &Parts<'_>) -> Option<bool> {
    match parts.pv1?.class().as_str().trim() {
        "I" | "B" | "P" => Some(true),
        "E" | "O" | "R" | "C" | "V" => Some(false),
        _ => None,
    }
}
