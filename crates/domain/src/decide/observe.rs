//! What a feed says: tied to people and places, then believed.

use std::sync::Arc;

use base::Code;
use base::id::{PatientId, PractitionerId, StayId};

use super::draft::Draft;
use super::place::{self, Role};
use super::{ClaimChange, Remark};
use crate::bed::{ClosureReason, HygieneMark, Operation};
use crate::event::Event;
use crate::identity::{Identifier, IdentifierKind, Identity, Practitioner};
use crate::movement::{Action, Extras, Kind, LocalId, MovementKey, Report, Spot};
use crate::observation::{
    Fact, Observation, ObservedBed, ObservedBedStatus, ObservedMovement, Source, VisitNumbers,
};
use crate::refusal::Refusal;
use crate::state::State;
use crate::stay::Stay;
use crate::vault::{StayNumbers, VaultWrite};

/// Believes a message about a patient.
pub(super) fn observe(draft: &mut Draft<'_>, seen: &Observation) -> Result<(), Refusal> {
    let withdrawn: &[Identifier] = match &seen.fact {
        Fact::IdentifiersChanged { withdrawn, .. } => withdrawn,
        _ => &[],
    };
    let patient = patient(draft, seen, withdrawn)?;
    draft.concerns(patient, None);
    if speaks_of(draft, seen, patient) {
        revise_identity(draft, patient, seen, withdrawn);
    }
    match &seen.fact {
        Fact::Identity | Fact::IdentifiersChanged { .. } => {}
        Fact::PatientsMerged { gone } => merge(draft, patient, gone, seen),
        Fact::AccountMoved { account, from } => move_account(draft, patient, account.as_ref(), from, seen),
        Fact::Movement(movement) => {
            let stay = stay(draft, patient, &seen.visit)?;
            draft.concerns(patient, Some(stay));
            report(draft, stay, seen, movement);
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
    let by_visit = seen
        .visit
        .visit
        .as_ref()
        .and_then(|visit| draft.vault.stay_by_visit(visit));
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

/// Whether the message's identity is that patient's own, and not the one of a file that was merged into theirs.
///
/// A late message of a merged file still reaches the survivor's stays, and must not give the survivor its name.
fn speaks_of(draft: &Draft<'_>, seen: &Observation, patient: PatientId) -> bool {
    let mut owners = seen
        .patient
        .iter()
        .filter_map(|number| draft.vault.patient_by(number))
        .peekable();
    owners.peek().is_none() || owners.any(|owner| owner == patient)
}

/// Writes a new revision of the identity when the message says something new.
fn revise_identity(draft: &mut Draft<'_>, patient: PatientId, seen: &Observation, withdrawn: &[Identifier]) {
    let held = draft.vault.patient(patient);
    let last = draft.state.patient(patient).and_then(|it| it.identity_stamp);
    let older = last.is_some_and(|last| last > seen.stamp);
    let mut next = match (&seen.identity, held) {
        (Some(said), Some(held)) if !older => {
            let mut next = said.clone();
            next.keep_numbers_of(held, withdrawn);
            next
        }
        // An earlier word than the last adds numbers and changes nothing else.
        (Some(said), Some(held)) => {
            let mut next = (**held).clone();
            next.keep_numbers_of(said, withdrawn);
            next
        }
        (None, Some(held)) => {
            let mut next = (**held).clone();
            next.keep_numbers_of(&Identity::default(), withdrawn);
            next
        }
        (said, None) => {
            let mut next = said.clone().unwrap_or_default();
            next.keep_numbers_of(&Identity::default(), withdrawn);
            next
        }
    };
    add_numbers(&mut next, &seen.patient, withdrawn);
    if let Fact::IdentifiersChanged {
        ins_withdrawn: true, ..
    } = &seen.fact
    {
        next.identifiers
            .retain(|number| number.kind != IdentifierKind::Ins);
    }
    let mother = seen
        .mother
        .as_ref()
        .and_then(|number| draft.vault.patient_by(number));
    let mother_known = draft.state.patient(patient).and_then(|it| it.mother);
    let unchanged = held.is_some_and(|held| **held == next) && (mother.is_none() || mother == mother_known);
    if unchanged {
        return;
    }
    let revision = draft.vault.patient_revision(patient) + 1;
    let (sex, birth_year) = (
        next.sex,
        next.birth.and_then(|date| u16::try_from(date / 10_000).ok()),
    );
    // An identity nobody stated is not a word on it: the first real one must win whatever its stamp.
    let stamp = match (&seen.identity, last) {
        (Some(_), _) | (None, None) => seen.stamp,
        (None, Some(last)) => last,
    };
    draft.emit(Event::IdentityRevised {
        patient,
        revision,
        stamp,
        sex,
        birth_year,
        mother,
    });
    draft.write(VaultWrite::Patient {
        patient,
        revision,
        identity: Some(Arc::new(next)),
    });
}

fn add_numbers(identity: &mut Identity, numbers: &[Identifier], withdrawn: &[Identifier]) {
    for number in numbers {
        if !identity.identifiers.contains(number) && !withdrawn.contains(number) {
            identity.identifiers.push(number.clone());
        }
    }
    identity.identifiers.sort();
}

fn merge(draft: &mut Draft<'_>, kept: PatientId, gone: &[Identifier], seen: &Observation) {
    let collision = |patient| draft.vault.patient(patient).is_some_and(|it| it.status.collision);
    let found = gone.iter().find_map(|number| draft.vault.patient_by(number));
    let kept_collides = collision(kept) || seen.identity.as_ref().is_some_and(|it| it.status.collision);
    if kept_collides || found.is_some_and(collision) {
        return draft.remark(Remark::MergeCollision);
    }
    let gone = match found {
        Some(known) => draft.state.patient_of(known),
        // A patient nobody had heard of: known from now on, so that a late message still reaches the survivor.
        None => {
            let patient = draft.new_patient();
            let identity = Identity {
                identifiers: gone.to_vec(),
                ..Identity::default()
            };
            let stamp = seen.stamp;
            draft.emit(Event::IdentityRevised {
                patient,
                revision: 1,
                stamp,
                sex: identity.sex,
                birth_year: None,
                mother: None,
            });
            draft.write(VaultWrite::Patient {
                patient,
                revision: 1,
                identity: Some(Arc::new(identity)),
            });
            patient
        }
    };
    if gone == kept {
        // Either the merge is already done, or it would lead back to where it started.
        let done = found.is_some_and(|known| known != kept);
        if !done {
            draft.remark(Remark::MergeCircle);
        }
        return;
    }
    draft.emit(Event::PatientsMerged {
        gone,
        kept,
        stamp: seen.stamp,
    });
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
        match (&numbers.visit, stays) {
            // With a visit number that is new, only a stay that has none yet can be meant.
            (Some(_), stays) => stays
                .iter()
                .find(|id| draft.vault.stay(**id).is_none_or(|known| known.visits.is_empty()))
                .copied(),
            (None, stays) => stays.last().copied(),
        }
    };
    let found = by_visit(&numbers.visit)
        .or_else(|| by_visit(&numbers.preadmission))
        .or_else(by_account);
    if let Some(stay) = found {
        let owner = draft
            .state
            .stay(stay)
            .map(|it| draft.state.patient_of(it.patient));
        if owner.is_some_and(|owner| owner != patient) {
            draft.remark(Remark::OtherPatient(stay));
        }
        learn_numbers(draft, stay, numbers);
        return Ok(stay);
    }
    if numbers.visit.is_none() && numbers.account.is_none() && numbers.preadmission.is_none() {
        return Err(Refusal::NoVisit);
    }
    let stay = draft.new_stay(patient);
    learn_numbers(draft, stay, numbers);
    Ok(stay)
}

fn learn_numbers(draft: &mut Draft<'_>, stay: StayId, numbers: &VisitNumbers) {
    let held = draft.vault.stay(stay);
    let mut next = held.map(|held| (**held).clone()).unwrap_or_default();
    for number in numbers.visit.iter().chain(&numbers.preadmission) {
        if !next.visits.contains(number) {
            next.visits.push(number.clone());
        }
    }
    next.account = numbers.account.clone().or(next.account);
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

/// Believes a movement.
fn report(draft: &mut Draft<'_>, stay: StayId, seen: &Observation, movement: &ObservedMovement) {
    let report = tie(draft, stay, seen, movement);
    let nobody = Stay::new(stay, PatientId::new(0));
    let before = draft.state.stay(stay).unwrap_or(&nobody);
    let mut after = before.clone();
    if !after.hear(&report) {
        return;
    }
    let claim = draft.state.index.claim_of(stay);
    let mut remarks: Vec<Remark> = after
        .timeline
        .doubts
        .iter()
        .filter(|doubt| !before.timeline.doubts.contains(doubt))
        .map(|doubt| Remark::Doubt(*doubt))
        .collect();
    // A cancel states the situation that holds once the movement is gone: what was recomputed should be the same.
    if report.action() == Action::Cancel && !report.historic {
        let recomputed = after
            .timeline
            .at(report.at)
            .map_or(Spot::Nowhere, |segment| segment.spot);
        if after.timeline.at(report.at).is_some() && !place::same_spot(draft, &movement.place, recomputed) {
            remarks.push(Remark::SituationDiffers);
        }
    }
    let lapsed = claim.is_some_and(|bed| !State::lies_open_ended(&after, bed));
    for remark in remarks {
        draft.remark(remark);
    }
    if lapsed {
        draft.claim(ClaimChange::Close { stay });
    }
    draft.emit(Event::MovementReported {
        stay,
        report: Box::new(report),
    });
}

/// Ties a movement to known places and people.
fn tie(draft: &mut Draft<'_>, stay: StayId, seen: &Observation, movement: &ObservedMovement) -> Report {
    let source = &seen.source;
    let (unit, spot) = place::resolve(draft, source, &movement.place);
    let establishment = place::establishment(draft, source, &movement.place);
    let medical = movement
        .medical
        .as_ref()
        .map(|it| place::unit(draft, establishment, it, Role::Medical));
    let care = movement
        .care
        .as_ref()
        .map(|it| place::unit(draft, establishment, it, Role::Care));
    if unit.is_none() && spot == Spot::Nowhere && !is_housed(draft, stay) {
        // PV1-3 is empty, and always was: the unit of nursing or of medical responsibility lodges, so it needs a ward.
        if let Some(lodging) = movement.care.as_ref().or(movement.medical.as_ref()) {
            place::ward_of(draft, establishment, &lodging.code, movement.place.site.as_ref());
        }
    }
    let (pending_unit, pending_spot) = place::resolve(draft, source, &movement.pending);
    let doctor = movement.doctor.as_ref().map(|doctor| practitioner(draft, doctor));
    let (key, aliases, inferred) = key(draft, seen, movement);
    let extras = Extras {
        aliases,
        expected_admission: movement.expected_admission,
        expected_discharge: movement.expected_discharge,
        expected_return: movement.expected_return,
        destination: movement.destination,
        private_room: movement.private_room,
        confidential: movement.confidential,
        pending_unit,
        pending_spot,
    };
    let action = seen.stamp.action;
    Report {
        movement: key,
        stamp: seen.stamp,
        kind: movement.kind,
        historic: movement.historic,
        inferred,
        takes_back_last: inferred && action == Action::Cancel && !names_itself(action, movement.kind),
        at: movement.at,
        unit,
        spot,
        medical,
        care,
        moves: movement.moves,
        class: movement.class,
        doctor,
        extras: (extras != Extras::default()).then(|| Box::new(extras)),
    }
}

/// Whether some message already said where the patient of that stay is housed.
fn is_housed(draft: &Draft<'_>, stay: StayId) -> bool {
    draft.state.stay(stay).is_some_and(|it| {
        it.timeline
            .segments
            .iter()
            .any(|segment| segment.unit.is_some() || segment.spot != Spot::Nowhere)
    })
}

/// The name of the movement. A sender without ZBE gets names made from what it does say.
fn key(
    draft: &mut Draft<'_>,
    seen: &Observation,
    movement: &ObservedMovement,
) -> (MovementKey, Vec<MovementKey>, bool) {
    let mut keys: Vec<MovementKey> = movement
        .ids
        .iter()
        .map(|(authority, id)| MovementKey {
            authority: draft.authority(authority),
            local: LocalId::new(id),
        })
        .collect();
    if keys.is_empty() {
        let authority = draft.authority(&inferred_authority(&seen.source));
        let name = match (seen.stamp.action, movement.kind) {
            (action, kind) if names_itself(action, kind) => format!("{kind:?}"),
            // Each cancel is a word of its own; which movement it takes back is found when the stay is folded.
            (Action::Cancel, kind) => format!("{kind:?}-annulation-{:x}", seen.stamp.tie),
            (_, kind) => format!("{kind:?}-{}", movement.at.millis()),
        };
        return (
            MovementKey {
                authority,
                local: LocalId::Text(name.into()),
            },
            Vec::new(),
            true,
        );
    }
    let first = keys.remove(0);
    (first, keys, false)
}

/// Kinds of movement of which a stay has one at a time, so that no number is needed to say which.
///
/// The cancel of an arrival (A11) is apart: it does not say whether it means an admission or an out-patient's arrival.
const fn names_itself(action: Action, kind: Kind) -> bool {
    match kind {
        Kind::Admission | Kind::Arrival => !matches!(action, Action::Cancel),
        Kind::PreAdmission
        | Kind::PendingAdmission
        | Kind::PendingTransfer
        | Kind::PendingDischarge
        | Kind::Discharge => true,
        Kind::ToInpatient
        | Kind::ToOutpatient
        | Kind::Transfer
        | Kind::DoctorChange
        | Kind::Passage
        | Kind::Leave
        | Kind::LeaveEnd => false,
    }
}

fn inferred_authority(source: &Source) -> Code {
    Code::new(&format!("{}?", source.facility)).unwrap_or_else(|_| source.facility.clone())
}

fn practitioner(draft: &mut Draft<'_>, said: &Practitioner) -> PractitionerId {
    let Some(known) = draft.vault.practitioner_by(&said.identifier) else {
        let practitioner = draft.new_practitioner();
        let record = Some(Arc::new(said.clone()));
        draft.write(VaultWrite::Practitioner {
            practitioner,
            revision: 1,
            record,
        });
        return practitioner;
    };
    let same = draft
        .vault
        .practitioner(known)
        .is_some_and(|held| **held == *said);
    if !same {
        let revision = draft.vault.practitioner_revision(known) + 1;
        let record = Some(Arc::new(said.clone()));
        draft.write(VaultWrite::Practitioner {
            practitioner: known,
            revision,
            record,
        });
    }
    known
}
