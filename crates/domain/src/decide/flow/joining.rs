//! Whom a stay that comes was awaited as: a request that was made before the feed spoke of the stay is for it from then
//! on.
//!
//! A bed is promised to a person, under whatever number they come: the one that was announced, another one, or none
//! that anybody knew. Whoever lies in the very bed that was promised to them is whom it was promised to.

use base::id::{BedId, PatientId};
use base::text::folded;
use base::time::DAY;
use base::{Label, Moment};

use super::super::draft::Draft;
use super::FEED;
use super::make::erase_name;
use super::plans::lies_in;
use crate::event::Event;
use crate::flow::{AnnouncedName, Born, Hold, Request, RequestChange, RequestChanged, Subject, is_emergency};
use crate::identity::{Identity, Sex};
use crate::stay::Stay;
use crate::timeline::Timeline;

/// How long before its hour a promised bed is awaited: whoever is admitted earlier comes for something else.
const AHEAD: i64 = DAY;

/// The request that turns out to be for that stay, as it is once that is written.
pub(super) fn join(draft: &mut Draft<'_>, before: &Stay, after: &Stay) -> Option<Request> {
    let state = draft.state;
    if after.timeline.over_by(draft.now) || state.requests_of(after.id).any(|it| it.stage.is_open()) {
        return None;
    }
    let found = in_the_promised_bed(draft, after)
        .or_else(|| without_a_stay(draft, before, after))
        .or_else(|| under_another_number(draft, before, after))?;
    let patient = state.patient_of(after.patient);
    let from = waits_in(draft, found, after);
    draft.emit(Event::RequestChanged(Box::new(RequestChanged {
        request: found.id,
        stay: Some(after.id),
        by: FEED,
        change: RequestChange::Joined {
            patient,
            with: Some(after.id),
            from,
        },
    })));
    erase_name(draft, found.id);
    Some(Request {
        subject: Subject::Known {
            patient,
            stay: Some(after.id),
        },
        from,
        ..found.clone()
    })
}

/// The request for which the bed in which they lie is kept, when it may be for them.
fn in_the_promised_bed<'a>(draft: &Draft<'a>, after: &Stay) -> Option<&'a Request> {
    let state = draft.state;
    let hold: &Hold = state.hold_on(lies_in(state, after, draft.now)?)?;
    let request = state.request(hold.request()?)?;
    let patient = state.patient_of(after.patient);
    let theirs = match request.subject {
        Subject::Announced { sex, birth_year } => draft
            .vault
            .announced(request.id)
            .is_some_and(|name| is_called(draft, patient, name, sex, birth_year)),
        Subject::Known {
            patient: awaited,
            stay,
        } => state.patient_of(awaited) == patient && has_not_come(draft, stay.and_then(|it| state.stay(it))),
    };
    theirs.then_some(request)
}

/// A request for a patient without a stay is for the stay that comes.
fn without_a_stay<'a>(draft: &Draft<'a>, before: &Stay, after: &Stay) -> Option<&'a Request> {
    // A stay of which something was known when the bed was asked for is not the one that was to come.
    if before.timeline != Timeline::default() {
        return None;
    }
    let state = draft.state;
    let patient = state.patient_of(after.patient);
    let theirs = |it: &&Request| it.subject.patient().map(|it| state.patient_of(it)) == Some(patient);
    state.stayless_requests().find(theirs)
}

/// A planned admission for which a bed is kept about now, of a patient who is admitted under another number, to another
/// bed.
fn under_another_number<'a>(draft: &Draft<'a>, before: &Stay, after: &Stay) -> Option<&'a Request> {
    let (state, now) = (draft.state, draft.now);
    let bed = lies_in(state, after, now)?;
    if lies_in(state, before, now).is_some() || is_waiting_place(draft, bed) {
        return None;
    }
    let stays = state.stays_of(state.patient_of(after.patient));
    let others = stays.iter().filter(|it| **it != after.id);
    let requests = others
        .filter(|it| has_not_come(draft, state.stay(**it)))
        .flat_map(|it| state.requests_of(*it));
    requests
        .filter(|it| it.born == Born::Admission && it.stage.is_open())
        .find(|it| {
            let held = it.stage.hold().and_then(|hold| state.hold(hold));
            held.is_some_and(|hold| hold.lasts() && is_about_now(hold, now))
        })
}

fn is_about_now(hold: &Hold, now: Moment) -> bool {
    hold.from <= now.plus(AHEAD)
}

/// Whether nobody came yet under that number.
fn has_not_come(draft: &Draft<'_>, stay: Option<&Stay>) -> bool {
    stay.is_none_or(|it| it.timeline.arrived_at.is_none() && !draft.state.is_present(it, draft.now))
}

/// The bed in which somebody waits for the one that is asked for: in the ward that asks, or in an emergency department.
/// Whoever lies elsewhere has come.
fn waits_in(draft: &Draft<'_>, request: &Request, after: &Stay) -> Option<BedId> {
    let bed = lies_in(draft.state, after, draft.now)?;
    let asks = request.asker.ward.is_some() && draft.state.ward_of_bed(bed) == request.asker.ward;
    (asks || is_waiting_place(draft, bed)).then_some(bed)
}

fn is_waiting_place(draft: &Draft<'_>, bed: BedId) -> bool {
    let ward = draft.state.ward_of_bed(bed).and_then(|it| draft.state.ward(it));
    ward.is_some_and(|it| is_emergency(draft.state, it))
}

/// Whether a patient may be whoever was announced by that name: the names are the same, and nothing speaks against it.
fn is_called(
    draft: &Draft<'_>,
    patient: PatientId,
    name: &AnnouncedName,
    sex: Sex,
    birth_year: Option<u16>,
) -> bool {
    let Some(known) = draft.identity(patient) else {
        return false;
    };
    let same = |said: &Label, known: &Option<Label>| {
        known.as_ref().is_some_and(|known| folded(known) == folded(said))
    };
    let family = same(&name.family, &known.family) || same(&name.family, &known.birth_family);
    let given = match (&name.given, &known.given) {
        (Some(said), Some(known)) => folded(said) == folded(known),
        _ => true,
    };
    let sexes = sex == Sex::Unknown || known.sex == Sex::Unknown || sex == known.sex;
    family && given && sexes && year_agrees(known, birth_year)
}

fn year_agrees(known: &Identity, said: Option<u16>) -> bool {
    let year = known.birth.map(|it| it / 10_000).filter(|it| *it > 0);
    match (said, year) {
        (Some(said), Some(known)) => u32::from(said) == known,
        _ => true,
    }
}
