//! What a clock asks. The rules look again: what does not hold any more is not done.

use base::id::{HoldId, RequestId};

use super::super::draft::Draft;
use super::checks::known;
use super::end::leave_queue;
use super::hold::end_hold;
use super::{ask, refuse, tell, tell_hold};
use crate::flow::{
    By, Due, FlowRefusal, HoldChange, HoldEnd, Outcome, Promised, Request, RequestChange, Rule, Stage,
    Withdrawal, arrival, intruder, is_due, is_forgotten, is_kept,
};
use crate::refusal::Refusal;
use crate::stay::Stay;

const EXPIRY: By = By::Rule(Rule::Expiry);
const ARRIVAL: By = By::Rule(Rule::Arrival);

pub(super) fn come(draft: &mut Draft<'_>, due: Due) -> Result<(), Refusal> {
    match due {
        Due::Hold(hold) => hold_is_due(draft, hold),
        Due::Lapse(id) => {
            let request = known(draft, id)?;
            match &request.stage {
                Stage::Proposed(proposal) if proposal.lapses_at <= draft.now => {
                    ask::no(draft, request, EXPIRY, Outcome::Lapsed);
                    Ok(())
                }
                _ => not_due(),
            }
        }
        Due::Wake(id) => {
            let request = known(draft, id)?;
            match &request.stage {
                Stage::Deferred {
                    until: Some(until), ..
                } if *until <= draft.now => {
                    tell(draft, request, EXPIRY, RequestChange::Resumed);
                    Ok(())
                }
                _ => not_due(),
            }
        }
        Due::Arrived(id) => {
            let (request, stay) = with_stay(draft, id)?;
            match arrival(draft.state, request, stay, draft.now) {
                Some((bed, at)) => {
                    place(draft, request, bed, at);
                    Ok(())
                }
                None => not_due(),
            }
        }
        Due::Left(id) => {
            let (request, stay) = with_stay(draft, id)?;
            if !request.stage.is_open() || !stay.timeline.over_by(draft.now) {
                return not_due();
            }
            leave_queue(
                draft,
                request,
                ARRIVAL,
                RequestChange::Withdrawn(Withdrawal::Left),
            );
            Ok(())
        }
        Due::Forget(id) => {
            let (request, stay) = with_stay(draft, id)?;
            if !request.stage.is_open() || !is_forgotten(draft.state, request, stay, draft.now) {
                return not_due();
            }
            leave_queue(
                draft,
                request,
                EXPIRY,
                RequestChange::Withdrawn(Withdrawal::Forgotten),
            );
            Ok(())
        }
    }
}

fn not_due() -> Result<(), Refusal> {
    Err(refuse(FlowRefusal::NotDue))
}

fn with_stay<'a>(draft: &Draft<'a>, id: RequestId) -> Result<(&'a Request, &'a Stay), Refusal> {
    let request = known(draft, id)?;
    let stay = request.subject.stay().and_then(|it| draft.state.stay(it));
    let stay = stay.ok_or_else(|| refuse(FlowRefusal::NotDue))?;
    Ok((request, stay))
}

/// The patient of a request is in that bed.
pub(super) fn place(draft: &mut Draft<'_>, request: &Request, bed: base::id::BedId, at: base::Moment) {
    let held = request.stage.hold().and_then(|it| draft.state.hold(it));
    let why = match held {
        Some(held) if held.bed == bed => HoldEnd::Kept,
        _ => HoldEnd::Moot,
    };
    let at = at.min(draft.now);
    if matches!(request.stage, Stage::Proposed(_)) && why == HoldEnd::Moot {
        tell(
            draft,
            request,
            ARRIVAL,
            RequestChange::Answered(Outcome::TakenBack),
        );
    }
    let bed = Some(bed);
    tell(draft, request, ARRIVAL, RequestChange::Placed { bed, at });
    end_hold(draft, request, ARRIVAL, why);
}

/// The hold was kept, its bed went to somebody else, or its time is over.
fn hold_is_due(draft: &mut Draft<'_>, id: HoldId) -> Result<(), Refusal> {
    let hold = draft
        .state
        .hold(id)
        .ok_or_else(|| refuse(FlowRefusal::UnknownHold(id)))?;
    if !is_due(draft.state, hold, draft.now) {
        return not_due();
    }
    let (by, why) = if is_kept(draft.state, hold, draft.now) {
        (ARRIVAL, HoldEnd::Kept)
    } else if let Some(stay) = intruder(draft.state, hold, draft.now) {
        (ARRIVAL, HoldEnd::Broken(stay))
    } else {
        (EXPIRY, HoldEnd::Expired)
    };
    if let Promised::Request(request) = hold.promised {
        let request = known(draft, request)?;
        if matches!(request.stage, Stage::Proposed(_)) {
            tell(draft, request, by, RequestChange::Answered(Outcome::TakenBack));
        }
    }
    // An expiry is dated from when the time was over, however late a restart makes it.
    let at = if why == HoldEnd::Expired {
        hold.until
    } else {
        draft.now
    };
    tell_hold(draft, hold, by, HoldChange::Ended { at, why });
    Ok(())
}
