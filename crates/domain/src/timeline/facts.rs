//! What is told beside the movements, and what does not add up in them.

use smallvec::SmallVec;

use super::gather::Movement;
use super::{Facts, Timeline};
use crate::movement::{Extras, Kind, Stamp};
use crate::stay::Doubt;

/// How long before its effect a movement may be announced without raising a doubt: a year, in milliseconds.
const FAR_FUTURE: i64 = 366 * base::time::DAY;

/// Notes what does not add up in the movements themselves.
pub(super) fn note_doubts(timeline: &mut Timeline, movements: &[Movement<'_>]) {
    let mut doubt = |doubt| {
        if !timeline.doubts.contains(&doubt) {
            timeline.doubts.push(doubt);
        }
    };
    for movement in movements {
        if !movement.inserted && movement.live {
            doubt(Doubt::UnknownUpdated);
        }
        if !movement.inserted && !movement.live {
            doubt(Doubt::UnknownCancelled);
        }
        if movement.live && movement.at.since(movement.told.sent_at) > FAR_FUTURE {
            doubt(Doubt::FarFuture);
        }
    }
    if timeline.doubts.contains(&Doubt::NoAdmission)
        && movements
            .iter()
            .any(|it| it.cancelled && matches!(it.kind, Kind::Admission | Kind::Arrival))
    {
        timeline.doubts.retain(|doubt| *doubt != Doubt::NoAdmission);
        timeline.doubts.push(Doubt::AdmissionCancelled);
    }
    timeline.doubts.sort_unstable();
}

/// The last word on each fact, over the live movements, by stamp.
pub(super) fn facts(movements: &[Movement<'_>]) -> Facts {
    let mut words: SmallVec<[(&Stamp, &Extras); 8]> = movements
        .iter()
        .filter(|movement| movement.live)
        .flat_map(|movement| movement.extras.iter().copied())
        .collect();
    // The admission office has the last word over an appointment book.
    words.sort_by_key(|(stamp, extras)| (!extras.booked, **stamp));
    let (mut private_room, mut confidential) = (None, None);
    let mut facts = Facts::default();
    for (_, extras) in words {
        extras.expected_discharge.update(&mut facts.expected_discharge);
        extras.expected_return.update(&mut facts.expected_return);
        extras.destination.update(&mut facts.destination);
        extras.private_room.update(&mut private_room);
        extras.confidential.update(&mut confidential);
    }
    facts.private_room = private_room.unwrap_or(false);
    facts.confidential = confidential.unwrap_or(false);
    let announced = movements
        .iter()
        .filter(|it| it.live && it.kind == Kind::PendingDischarge)
        .max_by_key(|it| it.told);
    if let Some(pending) = announced {
        facts.discharge_announced = true;
        if facts.expected_discharge.is_none() {
            facts.expected_discharge = Some(pending.at);
        }
    }
    facts
}
