//! Whether a bed can be promised, and from when: what placement says of it, as a refusal for whoever asks.

use base::Moment;
use base::id::{BedId, StayId};

use super::super::draft::Draft;
use super::hold::held_by;
use super::refuse;
use crate::flow::placement::{Question, Reason, Shut, window};
use crate::flow::{FlowRefusal, Needs, Promised};
use crate::refusal::Refusal;

/// From when that bed is promised: from the moment that is named, else from when it is left and the patient is wanted
/// there.
pub(super) fn from_when(
    draft: &Draft<'_>,
    bed: BedId,
    to: Promised,
    named: Option<Moment>,
) -> Result<Moment, Refusal> {
    let mut question = question(draft, to)?;
    question.at = named.unwrap_or(question.at).max(draft.now);
    let (state, now) = (draft.state, draft.now);
    state.bed(bed).ok_or(Refusal::UnknownBed(bed))?;
    let from = window(state, &question, bed, now).map_err(|why| shut(draft, bed, why))?;
    match named.map(|it| it.max(now)) {
        Some(named) if named < from => Err(taken(draft, bed)),
        Some(named) => Ok(named),
        None => Ok(from),
    }
}

/// A bed that is promised already is still there, open and staffed from then on.
pub(super) fn still_usable(draft: &Draft<'_>, bed: BedId, from: Moment) -> Result<(), Refusal> {
    let known = draft.state.bed(bed).ok_or(Refusal::UnknownBed(bed))?;
    if known.lifecycle == crate::bed::Lifecycle::Removed {
        return Err(Refusal::BedRemoved(bed));
    }
    if known.operation.closure(from).is_some() {
        return Err(Refusal::BedClosed(bed));
    }
    if !known.staffed {
        return Err(refuse(FlowRefusal::BedUnstaffed(bed)));
    }
    Ok(())
}

fn question(draft: &Draft<'_>, to: Promised) -> Result<Question, Refusal> {
    let state = draft.state;
    match to {
        Promised::Request(id) => {
            let request = state.request(id);
            let request = request.ok_or_else(|| refuse(FlowRefusal::UnknownRequest(id)))?;
            Ok(Question::of_request(state, request, draft.now))
        }
        Promised::Stay(stay) => Ok(Question::about(state, stay, Needs::default(), draft.now)),
    }
}

fn shut(draft: &Draft<'_>, bed: BedId, why: Shut) -> Refusal {
    let Shut::Refused(why) = why else {
        return Refusal::BedRemoved(bed);
    };
    match why {
        Reason::Unstaffed => refuse(FlowRefusal::BedUnstaffed(bed)),
        Reason::Closed { .. } => Refusal::BedClosed(bed),
        Reason::Here => refuse(FlowRefusal::LiesThere(bed)),
        Reason::Promised { to, from } => promised(draft, bed, to, from),
        _ => taken(draft, bed),
    }
}

/// Whoever is slower learns from whom, and since when.
fn promised(draft: &Draft<'_>, bed: BedId, to: Option<StayId>, from: Moment) -> Refusal {
    let held = draft.state.hold_on(bed);
    if let Some(held) = held.filter(|it| it.from == from && draft.state.stay_promised(it.promised) == to) {
        return held_by(held);
    }
    // Placed by hand a moment ahead of our clock: there in less than a minute.
    match to.filter(|it| draft.state.index.claim_on(bed) == Some(*it)) {
        Some(by) => Refusal::BedTaken { bed, by },
        None => refuse(FlowRefusal::BedAwaits { bed, from }),
    }
}

fn taken(draft: &Draft<'_>, bed: BedId) -> Refusal {
    match draft.state.occupants(bed, draft.now).next() {
        Some(by) => Refusal::BedTaken { bed, by: by.id },
        None => Refusal::BedClosed(bed),
    }
}
