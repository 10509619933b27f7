//! Requests on their way: set aside, taken up, withdrawn, and the patient who goes.

use base::id::{PersonId, RequestId};
use base::{Code, Moment};

use super::super::draft::Draft;
use super::checks::{at_stage, known, not_ahead, reason, seen};
use super::hold::end_hold;
use super::make::not_asked_yet;
use super::{refuse, tell};
use crate::flow::{By, FlowRefusal, HoldEnd, Outcome, Request, RequestChange, Stage, StageName, Withdrawal};
use crate::refusal::Refusal;

/// Whoever waits and is not on the way.
const WAITING: &[StageName] = &[
    StageName::Draft,
    StageName::Open,
    StageName::Deferred,
    StageName::Proposed,
    StageName::Accepted,
    StageName::Held,
    StageName::Ready,
];

pub(super) fn defer(
    draft: &mut Draft<'_>,
    by: PersonId,
    id: RequestId,
    why: &Code,
    until: Option<Moment>,
    saw: u64,
) -> Result<(), Refusal> {
    let request = seen(draft, id, saw, WAITING)?;
    at_stage(request, &WAITING[1..])?;
    reason(&draft.state.settings.flow.deferrals, why)?;
    if until.is_some_and(|until| until <= draft.now) {
        return Err(Refusal::BeforeNow);
    }
    let (reason, until) = (why.clone(), until);
    leave_queue(
        draft,
        request,
        By::Person(by),
        RequestChange::Deferred { reason, until },
    );
    Ok(())
}

/// A request leaves the queue: a question to a ward is taken back, a promised bed is let go.
pub(super) fn leave_queue(draft: &mut Draft<'_>, request: &Request, by: By, change: RequestChange) {
    if matches!(request.stage, Stage::Proposed(_)) {
        tell(draft, request, by, RequestChange::Answered(Outcome::TakenBack));
    }
    tell(draft, request, by, change);
    end_hold(draft, request, by, HoldEnd::Moot);
}

pub(super) fn resume(draft: &mut Draft<'_>, by: PersonId, id: RequestId, saw: u64) -> Result<(), Refusal> {
    let request = seen(draft, id, saw, &[StageName::Deferred])?;
    tell(draft, request, By::Person(by), RequestChange::Resumed);
    Ok(())
}

pub(super) fn withdraw(
    draft: &mut Draft<'_>,
    by: PersonId,
    id: RequestId,
    why: &Code,
    saw: u64,
) -> Result<(), Refusal> {
    let request = known(draft, id)?;
    let moving = matches!(request.stage, Stage::Moving { .. });
    let request = seen(
        draft,
        id,
        saw,
        if moving { &[StageName::Moving] } else { WAITING },
    )?;
    reason(&draft.state.settings.flow.withdrawals, why)?;
    let withdrawn = RequestChange::Withdrawn(Withdrawal::Said(why.clone()));
    leave_queue(draft, request, By::Person(by), withdrawn);
    Ok(())
}

pub(super) fn reopen(draft: &mut Draft<'_>, by: PersonId, id: RequestId, saw: u64) -> Result<(), Refusal> {
    let request = seen(draft, id, saw, &[StageName::Withdrawn])?;
    if let Some(stay) = request.subject.stay() {
        let known = draft.state.stay(stay).ok_or(Refusal::UnknownStay(stay))?;
        if known.timeline.over_by(draft.now) {
            return Err(Refusal::StayOver(stay));
        }
    }
    not_asked_yet(draft, &request.subject, Some(id))?;
    tell(draft, request, By::Person(by), RequestChange::Reopened);
    Ok(())
}

pub(super) fn ready(draft: &mut Draft<'_>, by: PersonId, id: RequestId, at: Moment) -> Result<(), Refusal> {
    let request = known(draft, id)?;
    at_stage(request, &[StageName::Held])?;
    let at = not_ahead(draft, at)?;
    tell(draft, request, By::Person(by), RequestChange::PatientReady { at });
    Ok(())
}

pub(super) fn depart(draft: &mut Draft<'_>, by: PersonId, id: RequestId, at: Moment) -> Result<(), Refusal> {
    let request = known(draft, id)?;
    at_stage(request, &[StageName::Held, StageName::Ready])?;
    let at = not_ahead(draft, at)?;
    tell(draft, request, By::Person(by), RequestChange::Departed { at });
    Ok(())
}

pub(super) fn arrive(draft: &mut Draft<'_>, by: PersonId, id: RequestId, at: Moment) -> Result<(), Refusal> {
    let request = known(draft, id)?;
    at_stage(request, &[StageName::Held, StageName::Ready, StageName::Moving])?;
    let at = not_ahead(draft, at)?;
    if request.clocks.departed.is_some_and(|departed| at < departed) {
        return Err(refuse(FlowRefusal::EmptyWindow));
    }
    let held = request.stage.hold().and_then(|it| draft.state.hold(it));
    let bed = held.map(|it| it.bed);
    tell(draft, request, By::Person(by), RequestChange::Placed { bed, at });
    end_hold(draft, request, By::Person(by), HoldEnd::Kept);
    Ok(())
}
