//! Who a message says a patient is: revisions of the identity, and two files that are one person.

use std::sync::Arc;

use base::id::PatientId;

use super::super::Remark;
use super::super::draft::Draft;
use crate::event::Event;
use crate::identity::{Identifier, IdentifierKind, Identity};
use crate::observation::{Fact, Observation};
use crate::vault::VaultWrite;

/// Whether the message's identity is that patient's own, and not the one of a file that was merged into theirs.
///
/// A late message of a merged file still reaches the survivor's stays, and must not give the survivor its name.
pub(super) fn speaks_of(draft: &Draft<'_>, seen: &Observation, patient: PatientId) -> bool {
    let mut owners = seen
        .patient
        .iter()
        .filter_map(|number| draft.vault.patient_by(number))
        .peekable();
    owners.peek().is_none() || owners.any(|owner| owner == patient)
}

/// Writes a new revision of the identity when the message says something new.
pub(super) fn revise_identity(
    draft: &mut Draft<'_>,
    patient: PatientId,
    seen: &Observation,
    withdrawn: &[Identifier],
) {
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
    next.identifiers.shrink_to_fit();
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

/// Believes that two files are one person, unless one of them is known to mix two.
pub(super) fn merge(draft: &mut Draft<'_>, kept: PatientId, gone: &[Identifier], seen: &Observation) {
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
