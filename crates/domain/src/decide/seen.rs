//! Arrivals and departures that people saw.

use base::Moment;
use base::id::StayId;

use super::board::{CLOCK_SLACK, close_claim, present};
use super::draft::Draft;
use crate::event::Event;
use crate::refusal::Refusal;

/// How long ago an arrival may have been: whoever types an older date means another one. A week, in milliseconds.
const LONG_AGO: i64 = 7 * base::time::DAY;

/// The patient was seen leaving.
pub(super) fn mark_left(draft: &mut Draft<'_>, id: StayId, at: Moment) -> Result<(), Refusal> {
    let stay = present(draft, id)?;
    let at = not_ahead(draft, at)?;
    if stay
        .timeline
        .segments
        .last()
        .is_none_or(|segment| at < segment.from)
    {
        return Err(Refusal::BeforeArrival(id));
    }
    draft.concerns(stay.patient, Some(id));
    close_claim(draft, id);
    draft.emit(Event::ExitObserved { stay: id, at });
    Ok(())
}

/// The patient is still there.
pub(super) fn unmark_left(draft: &mut Draft<'_>, id: StayId) -> Result<(), Refusal> {
    let stay = draft.state.stay(id).ok_or(Refusal::UnknownStay(id))?;
    if stay.seen_leaving().is_none() {
        return Err(Refusal::NotMarkedLeft(id));
    }
    draft.concerns(stay.patient, Some(id));
    draft.emit(Event::ExitWithdrawn { stay: id });
    Ok(())
}

/// The patient was seen arriving.
pub(super) fn mark_arrived(draft: &mut Draft<'_>, id: StayId, at: Moment) -> Result<(), Refusal> {
    let (state, now) = (draft.state, draft.now);
    let stay = state.stay(id).ok_or(Refusal::UnknownStay(id))?;
    if stay.timeline.over_by(now) {
        return Err(Refusal::StayOver(id));
    }
    let here = state.is_present(stay, now);
    let expected = state.expectations(stay, now).next().is_some();
    if state.seen_leaving(stay, now).is_some() || !(here || expected) {
        return Err(Refusal::NotPresent(id));
    }
    let at = not_ahead(draft, at)?;
    if now.since(at) > LONG_AGO {
        return Err(Refusal::TooLongAgo);
    }
    if state.arrival_noted(stay, now).is_some() {
        return Err(Refusal::AlreadySeenArriving(id));
    }
    // Nobody arrives in a ward before they arrived in the one before.
    let before = state.passage_before(stay, now);
    if before.is_some_and(|from| at < from) {
        return Err(Refusal::BeforeArrival(id));
    }
    draft.concerns(stay.patient, Some(id));
    draft.emit(Event::ArrivalObserved { stay: id, at });
    Ok(())
}

/// The patient has not come after all.
pub(super) fn unmark_arrived(draft: &mut Draft<'_>, id: StayId) -> Result<(), Refusal> {
    let stay = draft.state.stay(id).ok_or(Refusal::UnknownStay(id))?;
    if stay.seen_arriving().is_none() {
        return Err(Refusal::NotMarkedArrived(id));
    }
    draft.concerns(stay.patient, Some(id));
    draft.emit(Event::ArrivalWithdrawn { stay: id });
    Ok(())
}

/// What a person says of the past may be ahead by what a browser's clock is, and no more.
fn not_ahead(draft: &Draft<'_>, at: Moment) -> Result<Moment, Refusal> {
    if at > draft.now.plus(CLOCK_SLACK) {
        return Err(Refusal::InTheFuture);
    }
    Ok(at.min(draft.now))
}
