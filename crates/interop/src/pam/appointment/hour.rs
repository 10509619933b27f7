//! When an appointment is, and when the stay that it begins should end.

use base::Moment;
use base::time::{DAY, HOUR, MINUTE, SECOND};
use domain::movement::Said;
use hl7v2::segments::{Ail, Ais, Sch, Tq1};

use super::super::desk::Desk;
use super::super::movement::{expected, plausible};
use super::super::parts::Parts;
use crate::reason::Reason;

/// From here on, a length is that of a stay and no longer that of an act.
const STAY: i64 = 12 * HOUR;

/// The hours of an appointment.
#[derive(Default)]
pub(super) struct Hours {
    /// When the patient is expected.
    pub starts: Option<Moment>,
    /// When the stay should end.
    pub ends: Said<Moment>,
}

impl Hours {
    pub fn read(desk: &mut Desk<'_, '_>, parts: &Parts<'_>, sch: &Sch<'_>) -> Self {
        let tq1 = Tq1::of(desk.message);
        let booked = start(desk, tq1, sch);
        let ends = match expected(desk, parts, 9) {
            Said::Nothing => end(desk, tq1, sch, booked).into(),
            said => said,
        };
        Self {
            starts: admission(desk, parts, booked),
            ends,
        }
    }
}

/// When the patient is expected in the hospital, which may be before the appointment and never is after.
fn admission(desk: &mut Desk<'_, '_>, parts: &Parts<'_>, booked: Option<Moment>) -> Option<Moment> {
    let Said::Value(admitted) = expected(desk, parts, 8) else {
        return booked;
    };
    match booked {
        Some(booked) if booked < admitted => {
            let text =
                "L'entrée prévue (PV2-8) est après le rendez-vous : l'heure du rendez-vous est retenue.";
            desk.warn(Reason::new("admission_after_appointment", text).at("PV2", 8));
            Some(booked)
        }
        _ => Some(admitted),
    }
}

fn start(desk: &mut Desk<'_, '_>, tq1: Option<Tq1<'_>>, sch: &Sch<'_>) -> Option<Moment> {
    let message = desk.message;
    tq1.and_then(|tq1| plausible(desk, "TQ1", 7, tq1.starts_at()))
        .or_else(|| plausible(desk, "SCH", 11, sch.starts_at()))
        .or_else(|| Ail::all(message).find_map(|ail| plausible(desk, "AIL", 6, ail.starts_at())))
        .or_else(|| Ais::all(message).find_map(|ais| plausible(desk, "AIS", 4, ais.starts_at())))
}

fn end(
    desk: &mut Desk<'_, '_>,
    tq1: Option<Tq1<'_>>,
    sch: &Sch<'_>,
    booked: Option<Moment>,
) -> Option<Moment> {
    let booked = booked?;
    let said = tq1
        .and_then(|tq1| plausible(desk, "TQ1", 8, tq1.ends_at()))
        // The end of another start says nothing.
        .or_else(|| match tq1 {
            Some(_) => None,
            None => plausible(desk, "SCH", 11, sch.ends_at()),
        })
        .or_else(|| length(sch).map(|length| booked.plus(length)));
    said.filter(|end| end.since(booked) >= STAY)
}

/// SCH-9 in the units of SCH-10, in milliseconds. None for a length of years: a unit was mistaken for another.
fn length(sch: &Sch<'_>) -> Option<i64> {
    let count: u16 = sch.duration().trimmed()?.parse().ok()?;
    let units = sch.duration_units().code();
    let unit = match units.as_str().trim().to_ascii_lowercase().as_str() {
        "s" | "sec" => SECOND,
        "h" | "hr" | "hour" | "heure" | "heures" => HOUR,
        "d" | "day" | "j" | "jour" | "jours" => DAY,
        "wk" | "w" => 7 * DAY,
        _ => MINUTE,
    };
    Some(i64::from(count) * unit).filter(|length| *length <= 366 * DAY)
}
