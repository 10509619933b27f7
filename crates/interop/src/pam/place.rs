//! PL: where, as codes. Which places they are, only the structure knows.

use base::Code;
use domain::observation::{PlaceCodes, UnitCode};
use hl7v2::Value;
use hl7v2::segments::Unit;
use hl7v2::types::Pl;

use super::desk::{Desk, label};

/// Longest code of a room or a bed: twice what HL7 grants it (PL.2 and PL.3 are of 20 characters). Something longer is a
/// sentence or a name that strayed there, and the name of a bed is shown where no name of anybody may stand.
const LONGEST: usize = 40;

/// The codes of a location.
pub(super) fn codes(desk: &mut Desk<'_, '_>, place: (&'static str, u8), location: &Pl<'_>) -> PlaceCodes {
    if location.is_empty() || location.is_null() {
        return PlaceCodes::default();
    }
    let (segment, field) = place;
    let mut code = |text: &str| desk.code(text, segment, field);
    let facility = location.facility();
    let of_facility = code(facility.key().as_str());
    // FINESS numbers of a legal entity are marked M. Those of a site are marked N, and senders with several
    // sites leave the mark out.
    let (site, establishment) = match facility.id_type().as_str().trim() {
        "M" => (None, of_facility),
        _ => (of_facility, None),
    };
    let unit = code(location.unit().as_str());
    let mut short = |text: &str| desk.short_code(text, LONGEST, segment, field);
    PlaceCodes {
        unit,
        room: short(location.room().as_str()),
        bed: short(location.bed().as_str()),
        site,
        establishment,
    }
}

/// The unit of a responsibility (ZBE-7, ZBE-8).
pub(super) fn unit(desk: &mut Desk<'_, '_>, field: u8, unit: Value<Unit<'_>>) -> Option<UnitCode> {
    let unit = unit.given()?;
    let code: Code = desk.code(&unit.code, "ZBE", field)?;
    Some(UnitCode {
        code,
        label: label(&unit.label),
    })
}
