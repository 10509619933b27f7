//! Requests as people write them: made, submitted, revised, joined to whom the feed knows.

use std::sync::Arc;

use base::Code;
use base::id::{PatientId, PersonId, RequestId, StayId};

use super::super::draft::Draft;
use super::checks::{at_stage, bed_of, entry, known, needs, not_ahead, seen};
use super::postponed::follow_hour;
use super::{refuse, tell};
use crate::event::Event;
use crate::flow::{
    AnnouncedName, Born, By, FlowRefusal, Made, Needs, NewRequest, Request, RequestChange, RequestChanged,
    StageName, Subject, Who,
};
use crate::refusal::Refusal;
use crate::vault::VaultWrite;

/// Nobody who asks for a bed was born before: older years are slips of the keyboard.
const OLDEST: u16 = 1890;

/// Whoever still waits.
const WAITING: &[StageName] = &[
    StageName::Draft,
    StageName::Open,
    StageName::Deferred,
    StageName::Proposed,
    StageName::Accepted,
    StageName::Held,
    StageName::Ready,
    StageName::Moving,
];

pub(super) fn make(draft: &mut Draft<'_>, by: PersonId, new: &NewRequest) -> Result<(), Refusal> {
    let state = draft.state;
    if let Some(ward) = new.asker.ward {
        let known = state.ward(ward).filter(|it| it.merged_into.is_none());
        known.ok_or(Refusal::UnknownWard(ward))?;
    }
    let subject = match &new.who {
        Who::Stay(id) => {
            let stay = state.stay(*id).ok_or(Refusal::UnknownStay(*id))?;
            if stay.timeline.over_by(draft.now) {
                return Err(Refusal::StayOver(*id));
            }
            Subject::Known {
                patient: state.patient_of(stay.patient),
                stay: Some(*id),
            }
        }
        Who::Patient(id) => {
            let unknown = || refuse(FlowRefusal::UnknownPatient);
            state.patient(*id).ok_or_else(unknown)?;
            Subject::Known {
                patient: state.patient_of(*id),
                stay: None,
            }
        }
        Who::Announced { sex, birth_year, .. } => {
            if let Some(year) = birth_year.filter(|year| !is_a_year(*year, draft.now)) {
                return Err(refuse(FlowRefusal::BadBirthYear(year)));
            }
            Subject::Announced {
                sex: *sex,
                birth_year: *birth_year,
            }
        }
    };
    not_asked_yet(draft, &subject, None)?;
    let needs = needs(state, &new.needs, None)?;
    let entry = entry(state, new.entry.as_ref(), draft.now)?;
    let decided = not_ahead(draft, new.decided.unwrap_or(draft.now))?;
    let request = draft.next_request();
    let made = Made {
        asker: new.asker,
        subject,
        born: Born::Asked,
        from: subject.stay().and_then(|stay| bed_of(draft, stay)),
        needs,
        entry,
        decided: Some(decided),
        draft: new.draft,
    };
    if let Some(patient) = subject.patient() {
        draft.concerns(patient, subject.stay());
    }
    draft.emit(Event::RequestChanged(Box::new(RequestChanged {
        request,
        stay: subject.stay(),
        by: By::Person(by),
        change: RequestChange::Made(Box::new(made)),
    })));
    if let Who::Announced { name, .. } = &new.who {
        draft.write(VaultWrite::Announced {
            request,
            revision: 1,
            name: Some(Arc::new(name.clone())),
        });
    }
    Ok(())
}

/// Whether somebody alive may be born then; next year counts, for a clock that is an hour behind at new year.
fn is_a_year(year: u16, now: base::Moment) -> bool {
    let this = base::Zone::utc().civil(now).year();
    year >= OLDEST && i32::from(year) <= i32::from(this) + 1
}

/// Nobody is asked for twice: not for the same stay, nor for a patient whose stay is not known yet.
pub(super) fn not_asked_yet(
    draft: &Draft<'_>,
    subject: &Subject,
    but: Option<RequestId>,
) -> Result<(), Refusal> {
    let state = draft.state;
    let Subject::Known { patient, stay } = subject else {
        return Ok(());
    };
    let patient = state.patient_of(*patient);
    // Without a stay, whichever of the patient's is asked for may be the one that is meant.
    let stays = match stay {
        Some(stay) => smallvec::smallvec![*stay],
        None => state.stays_of(patient),
    };
    let of_stays = stays.iter().flat_map(|stay| state.requests_of(*stay));
    let of_patient = state
        .stayless_requests()
        .filter(|it| it.subject.patient().map(|it| state.patient_of(it)) == Some(patient));
    let mut others = of_stays
        .chain(of_patient)
        .filter(|it| it.stage.is_open() && Some(it.id) != but);
    match others.next() {
        Some(other) => Err(refuse(FlowRefusal::AlreadyAsked(other.id))),
        None => Ok(()),
    }
}

pub(super) fn submit(draft: &mut Draft<'_>, by: PersonId, id: RequestId, saw: u64) -> Result<(), Refusal> {
    let request = seen(draft, id, saw, &[StageName::Draft])?;
    tell(draft, request, By::Person(by), RequestChange::Submitted);
    Ok(())
}

pub(super) fn revise(
    draft: &mut Draft<'_>,
    by: PersonId,
    id: RequestId,
    wanted: &Needs,
    code: Option<&Code>,
    saw: u64,
) -> Result<(), Refusal> {
    let request = known(draft, id)?;
    at_stage(request, WAITING)?;
    let needs = needs(draft.state, wanted, Some(&request.needs))?;
    // An entry that was not chosen anew stays as it was when it was chosen.
    let entry = match (code, &request.entry) {
        (Some(code), Some(former)) if former.code == *code => Some(former.clone()),
        _ => entry(draft.state, code, draft.now)?,
    };
    if request.needs == needs && request.entry == entry {
        return Err(Refusal::NothingToDo);
    }
    if request.needs_revision != saw {
        return Err(refuse(FlowRefusal::NeedsChangedMeanwhile(id)));
    }
    let after = Request {
        needs: needs.clone(),
        entry: entry.clone(),
        ..request.clone()
    };
    tell(
        draft,
        request,
        By::Person(by),
        RequestChange::Revised { needs, entry },
    );
    follow_hour(draft, request, &after, By::Person(by));
    Ok(())
}

pub(super) fn join(
    draft: &mut Draft<'_>,
    by: PersonId,
    id: RequestId,
    patient: PatientId,
    stay: Option<StayId>,
) -> Result<(), Refusal> {
    let request = known(draft, id)?;
    at_stage(request, WAITING)?;
    let state = draft.state;
    let unknown = || refuse(FlowRefusal::UnknownPatient);
    state.patient(patient).ok_or_else(unknown)?;
    let patient = state.patient_of(patient);
    if let Some(id) = stay {
        let known = state.stay(id).ok_or(Refusal::UnknownStay(id))?;
        if state.patient_of(known.patient) != patient {
            return Err(unknown());
        }
        if known.timeline.over_by(draft.now) {
            return Err(Refusal::StayOver(id));
        }
    }
    let subject = Subject::Known { patient, stay };
    if request.subject == subject {
        return Err(Refusal::NothingToDo);
    }
    // Whoever the feed knows already is somebody: another person takes another request.
    match request.subject {
        Subject::Announced { .. } => {}
        Subject::Known {
            patient: former,
            stay: None,
        } if state.patient_of(former) == patient => {}
        Subject::Known { .. } => return Err(refuse(FlowRefusal::NotAnnounced(id))),
    }
    not_asked_yet(draft, &subject, Some(id))?;
    let from = stay.and_then(|stay| bed_of(draft, stay));
    draft.concerns(patient, stay);
    draft.emit(Event::RequestChanged(Box::new(RequestChanged {
        request: id,
        stay,
        by: By::Person(by),
        change: RequestChange::Joined {
            patient,
            with: stay,
            from,
        },
    })));
    erase_name(draft, id);
    Ok(())
}

/// The feed knows the patient: the name that was typed is not needed any more.
pub(super) fn erase_name(draft: &mut Draft<'_>, request: RequestId) {
    let revision = draft.vault.announced_revision(request);
    if revision > 0 {
        draft.write(VaultWrite::Announced {
            request,
            revision: revision + 1,
            name: None,
        });
    }
}

pub(super) fn rename(
    draft: &mut Draft<'_>,
    by: PersonId,
    id: RequestId,
    name: &AnnouncedName,
) -> Result<(), Refusal> {
    let request = known(draft, id)?;
    at_stage(request, WAITING)?;
    if !matches!(request.subject, Subject::Announced { .. }) {
        return Err(refuse(FlowRefusal::NotAnnounced(id)));
    }
    if draft.vault.announced(id).is_some_and(|it| **it == *name) {
        return Err(Refusal::NothingToDo);
    }
    let revision = draft.vault.announced_revision(id) + 1;
    draft.write(VaultWrite::Announced {
        request: id,
        revision,
        name: Some(Arc::new(name.clone())),
    });
    tell(draft, request, By::Person(by), RequestChange::Renamed);
    Ok(())
}
