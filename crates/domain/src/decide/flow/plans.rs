//! What a movement of a stay means for its requests: they come and go with the plans of the feed, and end with the
//! arrival.
//!
//! What stands is a function of the course of the stay alone, never of the order in which messages came: a plan that
//! stands has one open request, one that does not has none. So a message that is repeated, late or replayed changes
//! nothing that its course does not change.

use base::id::BedId;
use base::{Code, Moment};

use super::super::draft::Draft;
use super::end::leave_queue;
use super::postponed::follow_hour;
use super::time::place;
use super::{FEED, joining, tell, tell_hold};
use crate::event::Event;
use crate::flow::{
    Asker, Born, By, HoldChange, HoldEnd, Made, Named, Needs, Origin, Outcome, Promised, Request,
    RequestChange, RequestChanged, Rule, SingleRoom, Stage, Subject, Withdrawal, arrival, is_awaited,
};
use crate::movement::{Class, Spot};
use crate::state::State;
use crate::stay::Stay;
use crate::timeline::Plan;

/// A movement was reported of that stay, which the state does not know yet.
pub(in crate::decide) fn after_movement(draft: &mut Draft<'_>, before: &Stay, after: &Stay) {
    let joined = joining::join(draft, before, after);
    broken_promises(draft, after, joined.as_ref());
    let mut open: Vec<&Request> = draft
        .state
        .requests_of(after.id)
        .filter(|it| it.stage.is_open())
        .chain(&joined)
        .collect();
    open.retain(|request| !ends(draft, request, after));
    if open.is_empty() && joined.is_none() {
        open.extend(stands_again(draft, before, after));
    }
    if draft.state.settings.flow.from_feed {
        follow_plans(draft, before, after, &open);
    }
    keep_promises(draft, after);
}

/// Ends a request whose patient arrived, or left for good.
fn ends(draft: &mut Draft<'_>, request: &Request, after: &Stay) -> bool {
    if after.timeline.over_by(draft.now) {
        let why = match (after.timeline.cancelled, request.born) {
            (true, Born::Admission | Born::Transfer) => Withdrawal::PlanGone,
            _ => Withdrawal::Left,
        };
        leave_queue(draft, request, FEED, RequestChange::Withdrawn(why));
        return true;
    }
    // A plan that still stands was not carried out, wherever the patient lies meanwhile.
    if plan_of(after, request.born).is_some() {
        return false;
    }
    match arrival(draft.state, request, after, draft.now) {
        Some((bed, at)) => {
            place(draft, request, bed, at);
            true
        }
        None => false,
    }
}

/// A request that a movement ended and that the loss of this movement brings back.
fn stands_again<'a>(draft: &mut Draft<'a>, before: &Stay, after: &Stay) -> Option<&'a Request> {
    let last = draft.state.requests_of(after.id).last()?;
    let again = match &last.stage {
        Stage::Withdrawn(Withdrawal::Left) => {
            before.timeline.over_by(draft.now) && !after.timeline.over_by(draft.now)
        }
        Stage::Placed { bed: Some(bed) } if last.born == Born::Asked => {
            // The move is taken back: the patient is where they were when the bed was asked for.
            let was = lies_in(draft.state, before, draft.now);
            let is = lies_in(draft.state, after, draft.now);
            was == Some(*bed) && is == last.from && draft.state.is_present(after, draft.now)
        }
        _ => false,
    };
    if !again {
        return None;
    }
    tell(draft, last, FEED, RequestChange::Reopened);
    Some(last)
}

pub(super) fn lies_in(state: &State, stay: &Stay, now: Moment) -> Option<BedId> {
    match state.period_at(stay, now)?.spot {
        Spot::Bed(bed) => Some(bed),
        Spot::Room(_) | Spot::Nowhere => None,
    }
}

/// The plan of a stay that such a request stands for.
fn plan_of(stay: &Stay, born: Born) -> Option<&Plan> {
    match born {
        Born::Asked => None,
        Born::Admission => stay.timeline.planned.as_deref(),
        Born::Transfer => stay.timeline.pending_transfer.as_deref(),
    }
}

/// The plan that asks for a bed: an admission to come, else a transfer. Visits without a night ask for none.
fn wanted(stay: &Stay, now: Moment) -> Option<(Born, &Plan)> {
    if stay.timeline.over_by(now) {
        return None;
    }
    let no_bed = matches!(
        stay.timeline.class,
        Some(Class::Emergency | Class::Outpatient | Class::Recurring)
    );
    let admission = plan_of(stay, Born::Admission).filter(|_| !no_bed);
    let transfer = plan_of(stay, Born::Transfer);
    admission
        .map(|plan| (Born::Admission, plan))
        .or(transfer.map(|plan| (Born::Transfer, plan)))
}

/// Makes, revises and withdraws the request that stands for the plan of a stay.
fn follow_plans(draft: &mut Draft<'_>, before: &Stay, after: &Stay, open: &[&Request]) {
    let plan = wanted(after, draft.now);
    for request in open.iter().filter(|it| it.born != Born::Asked) {
        let stands = plan.is_some_and(|(born, _)| born == request.born);
        // A bed that was promised is awaited until the patient lies in it.
        let arrived = request.born == Born::Admission && after.timeline.arrived_at.is_some();
        match plan {
            Some((_, plan)) if stands => follow(draft, request, before, after, plan),
            _ if request.stage.hold().is_some() && !after.timeline.over_by(draft.now) && arrived => {}
            _ if arrived => {
                // Come to the ward, in no bed: the ward shows who has none.
                let at = after.timeline.arrived_at.unwrap_or(draft.now).min(draft.now);
                tell(draft, request, FEED, RequestChange::Placed { bed: None, at });
            }
            _ => leave_queue(
                draft,
                request,
                FEED,
                RequestChange::Withdrawn(Withdrawal::PlanGone),
            ),
        }
    }
    let Some((born, plan)) = plan else { return };
    let stands_already = open.iter().any(|it| it.born == born || it.born == Born::Asked);
    // A person who withdrew it knows better than a message that says the same again.
    let news = wanted(before, draft.now)
        .is_none_or(|(former, it)| (former, it.at, it.spot) != (born, plan.at, plan.spot));
    if stands_already || !news {
        return;
    }
    let needs = needs_of(draft.state, after, plan);
    let former = draft
        .state
        .requests_of(after.id)
        .filter(|it| it.born == born)
        .last();
    let plan_gone = former.filter(|it| it.stage == Stage::Withdrawn(Withdrawal::PlanGone));
    match plan_gone {
        Some(request) => {
            tell(draft, request, FEED, RequestChange::Reopened);
            if request.needs != needs && request.needs_by == FEED {
                let entry = request.entry.clone();
                tell(draft, request, FEED, RequestChange::Revised { needs, entry });
            }
        }
        None => make(draft, after, born, needs),
    }
}

fn make(draft: &mut Draft<'_>, after: &Stay, born: Born, needs: Needs) {
    let state = draft.state;
    let here = state.ward_at(after, draft.now);
    let asker = match born {
        Born::Transfer => Asker {
            origin: Origin::Ward,
            ward: here,
        },
        Born::Asked | Born::Admission => Asker {
            origin: Origin::Admissions,
            ward: None,
        },
    };
    let subject = Subject::Known {
        patient: state.patient_of(after.patient),
        stay: Some(after.id),
    };
    let made = Made {
        asker,
        subject,
        born,
        from: lies_in(state, after, draft.now),
        needs,
        entry: None,
        decided: None,
        draft: false,
    };
    let request = draft.next_request();
    draft.emit(Event::RequestChanged(Box::new(RequestChanged {
        request,
        stay: Some(after.id),
        by: FEED,
        change: RequestChange::Made(Box::new(made)),
    })));
}

/// The request says what the plan says; what a person said otherwise stays as they said it.
fn follow(draft: &mut Draft<'_>, request: &Request, before: &Stay, after: &Stay, plan: &Plan) {
    let said = needs_of(draft.state, after, plan);
    let needs = if request.needs_by == FEED {
        said
    } else {
        let former = plan_of(before, request.born).map(|it| needs_of(draft.state, before, it));
        former.map_or_else(|| request.needs.clone(), |it| merged(&request.needs, &it, said))
    };
    if request.needs == needs {
        return;
    }
    let entry = request.entry.clone();
    let revised = Request {
        needs: needs.clone(),
        ..request.clone()
    };
    // Whoever completed the needs of a plan is still who said them, when the feed moves the hour.
    let change = if request.needs_by == FEED {
        RequestChange::Revised { needs, entry }
    } else {
        RequestChange::Followed(needs)
    };
    tell(draft, request, FEED, change);
    follow_hour(draft, request, &revised, FEED);
}

/// What is needed when the feed says something else than before, of all that it says: what it does not say, and what a
/// person changed, stays.
fn merged(known: &Needs, former: &Needs, said: Needs) -> Needs {
    let mut needs = known.clone();
    if known.specialty == former.specialty {
        needs.specialty = said.specialty;
    }
    if known.single == former.single {
        needs.single = said.single;
    }
    if known.latest == former.latest {
        needs.latest = said.latest;
    }
    needs
}

/// What a feed says of the bed it will need: little, and a person completes it.
fn needs_of(state: &State, stay: &Stay, plan: &Plan) -> Needs {
    let facts = &stay.timeline.facts;
    let ward = state
        .ward_of(plan.spot, plan.lodging())
        .and_then(|it| state.ward(it));
    let specialty = ward.and_then(|it| it.specialty.as_ref());
    let single = if facts.private_room {
        SingleRoom::Wished
    } else {
        SingleRoom::Indifferent
    };
    Needs {
        specialty: specialty.and_then(|it| specialty_named(&state.settings.flow.specialties, it)),
        single,
        latest: Some(plan.at),
        ..Needs::default()
    }
}

fn specialty_named(list: &[Named], name: &str) -> Option<Code> {
    let name = base::text::folded(name);
    let found = list.iter().find(|it| base::text::folded(&it.name) == name);
    found.map(|it| it.code.clone())
}

/// Whoever lies in a bed that is promised to somebody else ends that promise: what is seen is never refused.
fn broken_promises(draft: &mut Draft<'_>, after: &Stay, joined: Option<&Request>) {
    let Some(bed) = lies_in(draft.state, after, draft.now) else {
        return;
    };
    let Some(hold) = draft.state.hold_on(bed) else {
        return;
    };
    let named = joined.is_some_and(|it| hold.request() == Some(it.id));
    if named || is_awaited(draft.state, hold.promised, after) || hold.after == Some(after.id) {
        return;
    }
    let request = hold.request().and_then(|it| draft.state.request(it));
    if let Some(request) = request.filter(|it| matches!(it.stage, Stage::Proposed(_))) {
        tell(draft, request, FEED, RequestChange::Answered(Outcome::TakenBack));
    }
    let (at, why) = (draft.now, HoldEnd::Broken(after.id));
    tell_hold(draft, hold, FEED, HoldChange::Ended { at, why });
}

/// A promise without a request is kept when the patient lies in the bed.
fn keep_promises(draft: &mut Draft<'_>, after: &Stay) {
    let Some(bed) = lies_in(draft.state, after, draft.now) else {
        return;
    };
    let Some(hold) = draft.state.hold_on(bed) else {
        return;
    };
    let theirs = matches!(hold.promised, Promised::Stay(_));
    if theirs && is_awaited(draft.state, hold.promised, after) {
        let (at, why) = (draft.now, HoldEnd::Kept);
        tell_hold(
            draft,
            hold,
            By::Rule(Rule::Arrival),
            HoldChange::Ended { at, why },
        );
    }
}
