//! What a feed says: tied to people and places, then believed.

mod appointment;
mod identity;
mod movement;

use std::sync::Arc;

use base::id::{PatientId, StayId};

use super::Remark;
use super::draft::Draft;
use super::place;
use crate::bed::{ClosureReason, HygieneMark, Operation};
use crate::event::Event;
use crate::identity::{Identifier, IdentifierKind};
use crate::movement::{Action, Said, Spot};
use crate::observation::{Fact, Observation, ObservedBed, ObservedBedStatus, ObservedMovement, VisitNumbers};
use crate::refusal::Refusal;
use crate::vault::{StayNumbers, StayReason, VaultWrite};

/// Believes a message about a patient.
pub(super) fn observe(draft: &mut Draft<'_>, seen: &Observation) -> Result<(), Refusal> {
    if let Fact::Appointment(said) = &seen.fact {
        let admission = appointment::admission(draft, seen, said)?;
        return observe(draft, &admission);
    }
    let withdrawn: &[Identifier] = match &seen.fact {
        Fact::IdentifiersChanged { withdrawn, .. } => withdrawn,
        _ => &[],
    };
    let patient = patient(draft, seen, withdrawn)?;
    draft.concerns(patient, None);
    if identity::speaks_of(draft, seen, patient) {
        identity::revise_identity(draft, patient, seen, withdrawn);
    }
    match &seen.fact {
        // What an appointment says was made a movement above.
        Fact::Identity | Fact::IdentifiersChanged { .. } | Fact::Appointment(_) => {}
        Fact::PatientsMerged { gone } => identity::merge(draft, patient, gone, seen),
        Fact::AccountMoved { account, from } => move_account(draft, patient, account.as_ref(), from, seen),
        Fact::Movement(movement) => {
            let former = appointment::planned_elsewhere(draft, &seen.visit);
            let stay = stay(draft, patient, &seen.visit)?;
            learn(draft, stay, seen, movement);
            draft.concerns(patient, Some(stay));
            movement::report(draft, stay, seen, movement);
            if let Some(former) = former {
                appointment::leave(draft, former, seen, movement);
            }
        }
    }
    Ok(())
}

/// Believes what a bed's own system says of it.
pub(super) fn observe_bed(draft: &mut Draft<'_>, seen: &ObservedBed) -> Result<(), Refusal> {
    let (_, Spot::Bed(bed)) = place::resolve(draft, &seen.source, &seen.place) else {
        return Err(Refusal::NoBed);
    };
    let known = draft.state.bed(bed);
    match seen.status {
        ObservedBedStatus::Closed => {
            let closed = known.is_some_and(|it| it.operation.closure(draft.now).is_some());
            if !closed {
                let reason = ClosureReason::Unspecified;
                draft.emit(Event::BedOperated {
                    bed,
                    operation: Operation::Closed { reason, until: None },
                });
            }
        }
        ObservedBedStatus::Hygiene(state) => {
            // A bed that its own system says is usable is open again, if it was that system which closed it.
            let reopens = known.is_some_and(|it| {
                matches!(
                    it.operation,
                    Operation::Closed {
                        reason: ClosureReason::Unspecified,
                        ..
                    }
                )
            });
            if reopens {
                draft.emit(Event::BedOperated {
                    bed,
                    operation: Operation::Open,
                });
            }
            let mark = HygieneMark {
                state,
                at: seen.at.min(draft.now),
            };
            if known.is_none_or(|it| it.hygiene != mark) {
                draft.emit(Event::BedMarked { bed, mark });
            }
        }
        ObservedBedStatus::Occupied => {}
    }
    Ok(())
}

/// The patient the message speaks of: found by number (by a withdrawn one when those that replace it are new), or
/// registered.
fn patient(
    draft: &mut Draft<'_>,
    seen: &Observation,
    withdrawn: &[Identifier],
) -> Result<PatientId, Refusal> {
    let found = seen
        .patient
        .iter()
        .chain(withdrawn)
        .find_map(|number| draft.vault.patient_by(number));
    if let Some(found) = found {
        return Ok(draft.state.patient_of(found));
    }
    // A movement whose patient number is missing still says which stay it is about.
    let by_visit = [&seen.visit.visit, &seen.visit.appointment]
        .into_iter()
        .flatten()
        .find_map(|number| draft.vault.stay_by_visit(number));
    if let (true, Some(stay)) = (
        seen.patient.is_empty(),
        by_visit.and_then(|stay| draft.state.stay(stay)),
    ) {
        return Ok(draft.state.patient_of(stay.patient));
    }
    if seen.patient.is_empty() {
        return Err(Refusal::NoPatient);
    }
    Ok(draft.new_patient())
}

fn move_account(
    draft: &mut Draft<'_>,
    to: PatientId,
    account: Option<&Identifier>,
    from: &[Identifier],
    seen: &Observation,
) {
    let stays: Vec<StayId> = match account {
        Some(account) => draft.vault.stays_by_account(account).to_vec(),
        None => from
            .iter()
            .find_map(|number| draft.vault.patient_by(number))
            .map(|former| draft.state.stays_of(former).to_vec())
            .unwrap_or_default(),
    };
    for stay in stays {
        if draft.state.stay(stay).is_some_and(|it| it.patient != to) {
            draft.emit(Event::StayReassigned {
                stay,
                patient: to,
                stamp: seen.stamp,
            });
            draft.concerns(to, Some(stay));
        }
    }
}

/// The stay the message speaks of: found by visit number, by the pre-admission it follows, by account, or registered.
fn stay(draft: &mut Draft<'_>, patient: PatientId, numbers: &VisitNumbers) -> Result<StayId, Refusal> {
    let by_visit = |number: &Option<Identifier>| number.as_ref().and_then(|it| draft.vault.stay_by_visit(it));
    let by_account = || {
        let stays = draft.vault.stays_by_account(numbers.account.as_ref()?);
        match (&numbers.visit, &numbers.appointment) {
            // With a visit number that is new, only a stay that has none yet can be meant.
            (Some(_), _) => stays.iter().find(|id| has_no_visit(draft, **id)).copied(),
            // An appointment is of a stay to come: the account may be that of a whole course of treatment.
            (None, Some(_)) => stays.iter().rfind(|id| !has_come(draft, **id)).copied(),
            (None, None) => stays.last().copied(),
        }
    };
    let found = by_visit(&numbers.visit)
        .or_else(|| by_visit(&numbers.preadmission))
        .or_else(|| by_visit(&numbers.appointment))
        .or_else(|| by_visit(&appointment::repeated(numbers)))
        .or_else(by_account);
    if let Some(stay) = found {
        let owner = draft
            .state
            .stay(stay)
            .map(|it| draft.state.patient_of(it.patient));
        if owner.is_some_and(|owner| owner != patient) {
            draft.remark(Remark::OtherPatient(stay));
        }
        return Ok(stay);
    }
    if *numbers == VisitNumbers::default() {
        return Err(Refusal::NoVisit);
    }
    Ok(draft.new_stay(patient))
}

/// Whether no visit number of that stay is known: it is planned by an appointment, at most.
fn has_no_visit(draft: &Draft<'_>, stay: StayId) -> bool {
    let planned_only = |number: &Identifier| number.kind == IdentifierKind::Appointment;
    let known = draft.vault.stay(stay);
    known.is_none_or(|known| known.visits.iter().all(planned_only))
}

/// Whether the patient of that stay came, be they gone since.
fn has_come(draft: &Draft<'_>, stay: StayId) -> bool {
    let stay = draft.state.stay(stay);
    stay.is_some_and(|it| it.timeline.arrived_at.is_some() || it.timeline.left_at.is_some())
}

/// What a message says of a stay that belongs in the vault: its numbers, and why it is.
fn learn(draft: &mut Draft<'_>, stay: StayId, seen: &Observation, movement: &ObservedMovement) {
    let numbers = &seen.visit;
    let held = draft.vault.stay(stay);
    let mut next = held.map(|held| (**held).clone()).unwrap_or_default();
    let own = numbers.visit.iter().chain(&numbers.preadmission);
    for number in own.chain(&numbers.appointment) {
        if !next.visits.contains(number) {
            next.visits.push(number.clone());
        }
    }
    next.account = numbers.account.clone().or(next.account);
    next.reason = reason(seen, movement, next.reason);
    if held.is_some_and(|held| **held == next) || (held.is_none() && next == StayNumbers::default()) {
        return;
    }
    let revision = draft.vault.stay_revision(stay) + 1;
    draft.write(VaultWrite::Stay {
        stay,
        revision,
        numbers: Some(Arc::new(next)),
    });
}

/// The last word on why the patient is there. A cancel tells what was before the movement, not of the stay.
fn reason(seen: &Observation, movement: &ObservedMovement, held: Option<StayReason>) -> Option<StayReason> {
    let text = match &movement.reason {
        Said::Nothing => return held,
        Said::Cleared => None,
        Said::Value(text) => Some(text.clone()),
    };
    let later = held.as_ref().is_none_or(|held| held.stamp < seen.stamp);
    if !later || seen.stamp.action == Action::Cancel {
        return held;
    }
    let stamp = seen.stamp;
    Some(StayReason { text, stamp })
}
