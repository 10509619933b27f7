//! What an appointment book says (SIU), tied to what is known: which appointments are admissions to come.
//!
//! A bed manager has nothing to do with most appointments, and their books tell of all of them. Whoever is not to lie
//! in a bed is not even registered: the message is of no interest, and says why. What is an admission is believed like
//! a pre-admission.

use std::sync::Arc;

use base::id::{PatientId, StayId};
use base::time::DAY;

use super::super::draft::Draft;
use super::super::place;
use super::has_come;
use crate::identity::{Identifier, IdentifierKind};
use crate::movement::{Action, Class, Said};
use crate::observation::{
    Fact, Lodging, Observation, ObservedAppointment, ObservedMovement, PlaceCodes, VisitNumbers,
};
use crate::refusal::Refusal;
use crate::stay::Stay;
use crate::vault::VaultWrite;

/// The planned admission that the message speaks of.
pub(super) fn admission(
    draft: &Draft<'_>,
    seen: &Observation,
    said: &ObservedAppointment,
) -> Result<Observation, Refusal> {
    let known = by_number(draft, &seen.visit.appointment);
    let action = match (known, said.lodging) {
        // Planned as an admission, it is now something else: nobody is awaited any more.
        (Some(_), Lodging::Visit) => Action::Cancel,
        (None, Lodging::Visit) => return Err(Refusal::NoAdmission),
        _ => seen.stamp.action,
    };
    if known.is_none() {
        if let Some(stay) = during(draft, seen, said) {
            return Err(Refusal::DuringStay(stay));
        }
        if action == Action::Cancel && said.lodging == Lodging::Unsaid {
            return Err(Refusal::NoAdmission);
        }
    }
    let place = lodging_place(draft, seen, said);
    if known.is_none() && said.lodging == Lodging::Unsaid && place.is_none() {
        return Err(Refusal::NoAdmission);
    }
    let mut admission = seen.clone();
    admission.stamp.action = action;
    admission.fact = Fact::Movement(Box::new(ObservedMovement {
        // What is called off is nowhere.
        place: place.filter(|_| action != Action::Cancel).unwrap_or_default(),
        ..said.movement.clone()
    }));
    Ok(admission)
}

/// The stay that the appointment planned so far, when the message says that it plans another one.
///
/// A theatre books before the admission office gives a number, and learns the number later.
pub(super) fn planned_elsewhere(draft: &Draft<'_>, numbers: &VisitNumbers) -> Option<StayId> {
    let former = by_number(draft, &numbers.appointment)?;
    let now = by_number(draft, &numbers.visit).or_else(|| by_number(draft, &numbers.preadmission))?;
    (former != now && !has_come(draft, former)).then_some(former)
}

/// Takes the appointment back from a stay that it no longer plans.
pub(super) fn leave(draft: &mut Draft<'_>, former: StayId, seen: &Observation, movement: &ObservedMovement) {
    let mut gone = seen.clone();
    gone.stamp.action = Action::Cancel;
    let movement = ObservedMovement {
        place: PlaceCodes::default(),
        ..movement.clone()
    };
    super::movement::report(draft, former, &gone, &movement);
    let Some(held) = draft.vault.stay(former) else {
        return;
    };
    let mut numbers = (**held).clone();
    numbers
        .visits
        .retain(|it| Some(&*it) != seen.visit.appointment.as_ref());
    draft.write(VaultWrite::Stay {
        stay: former,
        revision: draft.vault.stay_revision(former) + 1,
        numbers: Some(Arc::new(numbers)),
    });
}

/// The number of the pre-admission read as that of an appointment, which admission offices repeat there.
pub(super) fn repeated(numbers: &VisitNumbers) -> Option<Identifier> {
    let number = numbers.preadmission.as_ref()?;
    Some(Identifier {
        kind: IdentifierKind::Appointment,
        ..number.clone()
    })
}

fn by_number(draft: &Draft<'_>, number: &Option<Identifier>) -> Option<StayId> {
    draft.vault.stay_by_visit(number.as_ref()?)
}

/// Where the patient is to lie: where the message says so, else the first place it takes in which patients lie.
fn lodging_place(draft: &Draft<'_>, seen: &Observation, said: &ObservedAppointment) -> Option<PlaceCodes> {
    if said.movement.place != PlaceCodes::default() {
        return Some(said.movement.place.clone());
    }
    let lodges = |it: &&PlaceCodes| place::has_beds(draft, &seen.source, it);
    said.places.iter().find(lodges).cloned()
}

/// The stay during which an appointment takes place that is nobody's admission: an operation or an examination of
/// somebody who lies here already.
fn during(draft: &Draft<'_>, seen: &Observation, said: &ObservedAppointment) -> Option<StayId> {
    let numbers = &seen.visit;
    let named = by_number(draft, &numbers.visit).or_else(|| by_number(draft, &numbers.preadmission));
    if let Some(stay) = named {
        return has_come(draft, stay).then_some(stay);
    }
    let patient = patient(draft, seen)?;
    let stays = draft.state.stays_of(patient);
    let mut stays = stays.iter().filter_map(|it| draft.state.stay(*it));
    stays.find(|it| lasts_until(draft, it, said)).map(|it| it.id)
}

fn patient(draft: &Draft<'_>, seen: &Observation) -> Option<PatientId> {
    let mut numbers = seen.patient.iter();
    let found = numbers.find_map(|number| draft.vault.patient_by(number))?;
    Some(draft.state.patient_of(found))
}

/// Whether somebody who is an in-patient now still is when the appointment comes. When nobody says when they leave,
/// that is believed for a day: whoever is to come back is booked for later, as a rule.
fn lasts_until(draft: &Draft<'_>, stay: &Stay, said: &ObservedAppointment) -> bool {
    let at = match said.movement.expected_admission {
        Said::Value(at) => at,
        Said::Nothing | Said::Cleared => said.movement.at,
    };
    let inpatient = stay.timeline.class == Some(Class::Inpatient) && draft.state.is_present(stay, draft.now);
    let leaves = stay.timeline.facts.expected_discharge;
    inpatient && leaves.map_or(at.since(draft.now) < DAY, |leaves| at < leaves)
}
