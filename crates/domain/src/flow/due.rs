//! What time alone changes: promises that end, questions that lapse, patients who turn out to have come.
//!
//! Nothing here changes anything. A clock asks [`due()`] what has come, and asks for each like anybody asks for anything
//! ([`super::FlowCommand::Due`]); the rules look again and refuse with `NotDue` what no longer holds, so that asking
//! twice, or late after a restart, is harmless.

use base::Moment;
use base::id::{BedId, HoldId, RequestId};
use base::time::HOUR;

use super::{Born, Hold, Promised, Request, Stage, is_emergency};
use crate::movement::Spot;
use crate::state::State;
use crate::stay::Stay;

/// Something whose time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// The time of a hold is over, or its bed went to somebody else, or to the patient it awaited.
    Hold(HoldId),
    /// A ward did not answer in time.
    Lapse(RequestId),
    /// A request was set aside until now.
    Wake(RequestId),
    /// The patient is in the bed.
    Arrived(RequestId),
    /// The patient left the hospital.
    Left(RequestId),
    /// The plan it stands for is long past.
    Forget(RequestId),
}

/// Everything whose time has come, requests first. Looks at open requests and lasting holds only.
#[must_use]
pub fn due(state: &State, now: Moment) -> Vec<Due> {
    let requests = state.open_requests().filter_map(|it| due_of(state, it, now));
    let holds = state.lasting_holds().filter(|it| is_due(state, it, now));
    requests.chain(holds.map(|it| Due::Hold(it.id))).collect()
}

fn due_of(state: &State, request: &Request, now: Moment) -> Option<Due> {
    let id = request.id;
    if let Some(stay) = request.subject.stay().and_then(|it| state.stay(it)) {
        if arrival(state, request, stay, now).is_some() {
            return Some(Due::Arrived(id));
        }
        if stay.timeline.over_by(now) {
            return Some(Due::Left(id));
        }
        if is_forgotten(state, request, stay, now) {
            return Some(Due::Forget(id));
        }
    }
    match &request.stage {
        Stage::Proposed(proposal) => (proposal.lapses_at <= now).then_some(Due::Lapse(id)),
        Stage::Deferred { until, .. } => until.is_some_and(|it| it <= now).then_some(Due::Wake(id)),
        _ => None,
    }
}

/// Whether the plan that a request stands for is so long past that nobody awaits the patient any more.
pub(crate) fn is_forgotten(state: &State, request: &Request, stay: &Stay, now: Moment) -> bool {
    let plan = match request.born {
        Born::Asked => None,
        Born::Admission => stay.timeline.planned.as_deref(),
        Born::Transfer => stay.timeline.pending_transfer.as_deref(),
    };
    let after = i64::from(state.settings.flow.forget_after_hours) * HOUR;
    request.stage.hold().is_none() && plan.is_some_and(|plan| plan.at.plus(after) <= now)
}

/// Whether something of a hold is to be done: it ends, or was kept.
pub(crate) fn is_due(state: &State, hold: &Hold, now: Moment) -> bool {
    hold.lasts()
        && (is_over(state, hold, now) || intruder(state, hold, now).is_some() || is_kept(state, hold, now))
}

/// Whether its time is over. Nobody takes the bed away from a patient who is on the way.
pub(crate) fn is_over(state: &State, hold: &Hold, now: Moment) -> bool {
    let request = hold.request().and_then(|it| state.request(it));
    let moving = request.is_some_and(|it| matches!(it.stage, Stage::Moving { .. }));
    // A bed that a ward was asked about is kept as long as the question lasts.
    let asked =
        request.is_some_and(|it| matches!(&it.stage, Stage::Proposed(asked) if now < asked.lapses_at));
    hold.until <= now && !moving && !asked
}

/// Whether the patient of a hold without a request lies in the bed.
pub(crate) fn is_kept(state: &State, hold: &Hold, now: Moment) -> bool {
    match hold.promised {
        Promised::Request(_) => false,
        Promised::Stay(_) => state
            .occupants(hold.bed, now)
            .any(|it| is_awaited(state, hold.promised, it)),
    }
}

/// Who lies in a promised bed although it is promised to somebody else; whoever lay there before, and is to leave first,
/// does not count.
pub(crate) fn intruder(state: &State, hold: &Hold, now: Moment) -> Option<base::id::StayId> {
    let others = state
        .occupants(hold.bed, now)
        .filter(|it| !is_awaited(state, hold.promised, it));
    others.map(|it| it.id).filter(|id| Some(*id) != hold.after).min()
}

/// Whether a bed is promised to that patient, under the number of that stay or under another one.
pub(crate) fn is_awaited(state: &State, promised: Promised, stay: &Stay) -> bool {
    let patient = match promised {
        Promised::Stay(awaited) => state.stay(awaited).map(|it| it.patient),
        Promised::Request(request) => state.request(request).and_then(|it| it.subject.patient()),
    };
    patient.map(|it| state.patient_of(it)) == Some(state.patient_of(stay.patient))
}

/// The bed in which the patient of a request arrived, and since when they lie there; none while they have not.
///
/// Arrived is who lies in the promised bed; else whoever lies in a bed that they did not lie in when it was asked for,
/// outside the ward that asks and outside every emergency department, where one waits.
#[must_use]
pub fn arrival(state: &State, request: &Request, stay: &Stay, now: Moment) -> Option<(BedId, Moment)> {
    if request.stage == Stage::Draft || !request.stage.is_open() {
        return None;
    }
    let period = state.period_at(stay, now)?;
    let Spot::Bed(bed) = period.spot else {
        return None;
    };
    let promised = request
        .stage
        .hold()
        .and_then(|it| state.hold(it))
        .map(|it| it.bed);
    if promised == Some(bed) {
        return Some((bed, period.from));
    }
    if request.from == Some(bed) {
        return None;
    }
    let ward = state.ward_of_bed(bed);
    let inside = request.asker.ward.is_some() && ward == request.asker.ward;
    let waits = || {
        let ward = ward.and_then(|it| state.ward(it));
        ward.is_some_and(|it| is_emergency(state, it))
    };
    let elsewhere = match request.born {
        Born::Asked => !inside && !waits(),
        Born::Admission => true,
        // The plan itself says when it was carried out.
        Born::Transfer => !inside || stay.timeline.pending_transfer.is_none(),
    };
    elsewhere.then_some((bed, period.from))
}
