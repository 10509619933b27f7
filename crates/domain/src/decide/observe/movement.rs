//! What a message says of a movement: tied to known places and people, then believed.

use std::sync::Arc;

use base::Code;
use base::id::{PatientId, PractitionerId, StayId};

use super::super::draft::Draft;
use super::super::flow;
use super::super::place::{self, Role};
use super::super::{ClaimChange, Remark};
use crate::event::Event;
use crate::identity::Practitioner;
use crate::movement::{Action, Extras, Kind, LocalId, MovementKey, Report, Spot};
use crate::observation::{Observation, ObservedMovement, Source};
use crate::stay::Stay;
use crate::vault::VaultWrite;

/// Believes a movement.
pub(super) fn report(draft: &mut Draft<'_>, stay: StayId, seen: &Observation, movement: &ObservedMovement) {
    let report = tie(draft, stay, seen, movement);
    // A stay that this very message makes known is not in the state yet.
    let nobody = Stay::new(stay, draft.patient().unwrap_or(PatientId::new(0)));
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
    let lapsed = claim.is_some_and(|bed| !draft.state.lies_open_ended(&after, bed));
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
    flow::after_movement(draft, before, &after);
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
        booked: movement.booked,
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
