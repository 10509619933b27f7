//! Precautions of the patient and of the room-mates agree (SF2H 2013, HCSP: single room, or cohort of the same germ).
//!
//! What asks for a single room (air, protective isolation) gets nothing else, and the pressure where one is asked for.
//! Everything else may share with who has the very same precautions and the same germ; a germ that is known of one and
//! not of the other is not the same. Measures that are held at the bed keep nobody apart.

use base::id::StayId;

use super::super::case::RoomCase;
use super::super::reason::{Finding, Reason};
use super::super::settings::RoomNeed;
use crate::bed::Attribute;

#[inline]
pub(in crate::flow::placement) fn judge(case: &RoomCase<'_>) -> Finding {
    let ask = case.ask;
    let asks = ask.asks.room;
    if asks >= RoomNeed::Single && !case.room.single {
        return Finding::Against(1, Reason::NotSingle { asks });
    }
    let pressure = match asks {
        RoomNeed::Negative => Some(Attribute::NegativePressure),
        RoomNeed::Positive => Some(Attribute::PositivePressure),
        RoomNeed::Shared | RoomNeed::Cohort | RoomNeed::Single => None,
    };
    let recorded = pressure.is_none_or(|it| case.beds.territory.records.has(it));
    if let Some(pressure) = pressure
        && recorded
        && !case.offers().has(pressure)
    {
        return Finding::Against(1, Reason::NoPressure { asks });
    }
    let (mut mates, mut unprotected, mut isolated): (_, Option<Option<StayId>>, Option<Option<StayId>>) =
        (false, None, None);
    let apart = asks > RoomNeed::Shared;
    for mate in &case.mates {
        mates = true;
        let theirs = case.beds.territory.asks(mate.precautions, mate.germ).room > RoomNeed::Shared;
        let same =
            || case.beds.territory.keeping_apart(mate.precautions) == ask.apart && mate.germ == ask.germ;
        if apart && !(theirs && asks == RoomNeed::Cohort && same()) {
            unprotected = unprotected.or(Some(mate.stay));
        } else if theirs && !apart {
            isolated = isolated.or(Some(mate.stay));
        }
    }
    if let Some(mate) = isolated {
        return Finding::Against(1, Reason::MateIsolated { mate });
    }
    if let Some(mate) = unprotected {
        return Finding::Against(1, Reason::MateUnprotected { mate });
    }
    match (apart, mates) {
        _ if !recorded => Finding::Unchecked(Reason::PressureNotRecorded { asks }),
        (true, true) => Finding::Met(Reason::Cohort),
        (true, false) => Finding::Met(Reason::Alone),
        (false, _) => Finding::Silent,
    }
}
