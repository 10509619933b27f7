//! SIU: what an appointment book says (HL7 chapter 10), as the planned admission that it may be.
//!
//! **What is an admission.** Appointment books tell of consultations and examinations far more than of beds, and only
//! a bed matters here. Class and place decide together:
//!
//! | PV1-2 | places (PV1-3, AIL-3) | |
//! |---|---|---|
//! | `I`, `B`, `P` | any | an admission |
//! | any | one is a nursing unit (PL-6 or AIL-4 = `N`) | an admission |
//! | `E`, `O`, `R`, `C`, `V` | one names a bed (PL-3) | the structure decides |
//! | `E`, `O`, `R`, `C`, `V` | no bed | a visit: ignored |
//! | empty, or says nothing (`N`, `U`) | one at least | the structure decides |
//! | empty, or says nothing | none | ignored |
//!
//! Whether patients lie in a unit is not known here: [`Lodging::Unsaid`] leaves it to the rules. Places that say to be
//! no lodging (`C` clinic, `D` department, `O` office...) are left out. A place that the message itself calls a
//! lodging is discovered when it is unknown, like that of an A05; a theatre is not.
//!
//! **Which appointment.** SCH-2 (where it is kept), else SCH-1 (where it was asked for), beside the numbers of PV1 and
//! PID: whichever comes first finds the stay, and all are learnt. It names the movement too, as ZBE-1 does.
//!
//! **When.** PV2-8, unless it is after the appointment; else TQ1-7, else SCH-11.4, else AIL-6, else AIS-4. TQ1 exists
//! since HL7 2.5, where SCH-11 was only kept for older receivers (and is stale in real messages of 2.8): where there
//! is a TQ1, it counts. The stay is expected to end at PV2-9; else at the end of the appointment (TQ1-8, SCH-11.5, or
//! its length SCH-9), if that is half a day or more: shorter, it is the length of an act.
//!
//! **Why.** PV2-3, else SCH-7. SCH-6 says why the message was sent (*put off at the patient's wish*), and is not read.
//!
//! **Who.** PV1-7, as for a movement; else AIP-3; else PV1-9; else SCH-16, who may be a secretary.

mod hour;
mod lodging;

use base::Label;
use domain::command::Command;
use domain::identity::{Identifier, IdentifierKind, Practitioner};
use domain::movement::{Action, Kind, Said};
use domain::observation::{
    Fact, Lodging, Observation, ObservedAppointment, ObservedMovement, PlaceCodes, VisitNumbers,
};
use hl7v2::segments::{Aip, Sch};

use super::desk::Desk;
use super::header::Header;
use super::parts::Parts;
use super::trigger::{self, Booking};
use super::{Refused, no_patient, patient, visit};
use crate::reason::Reason;
use lodging::Places;

/// Reads an appointment.
///
/// # Errors
/// When it is nothing for a bed manager, or lacks what makes it an appointment.
pub(super) fn read(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    trigger: &str,
    parts: &Parts<'_>,
) -> Result<Vec<Command>, Refused> {
    let action = match trigger::booking(trigger) {
        Some(Booking::Appointment(action)) => action,
        Some(Booking::Ignored(text)) => return Err(ignored("not_for_beds", text)),
        None => {
            let text = "Ce type d'événement n'est pas connu de la gestion des lits.";
            return Err(ignored("unknown_trigger", text));
        }
    };
    let Some(sch) = parts.sch else {
        let text = "Le message annonce un rendez-vous mais ne le décrit pas (SCH absent).";
        return Err(Reason::new("no_appointment_segment", text).at("SCH", 0).into());
    };
    let places = Places::read(desk, parts);
    let lodging = lodging::said(parts, &places);
    if lodging == Lodging::Visit && action == Action::Insert {
        let text = "C'est une consultation ou un examen : ce rendez-vous ne demande pas de lit.";
        return Err(ignored("not_for_beds", text));
    }
    let person = patient::read(desk, header, parts.pid);
    let visit = VisitNumbers {
        appointment: number(desk, header, &sch),
        ..visit::numbers(desk, header, parts)
    };
    if person.numbers.finding.is_empty() && action != Action::Cancel {
        return Err(for_nobody(parts, lodging));
    }
    let movement = movement(desk, header, action, parts, &sch, &visit, places.lodging.clone());
    let appointment = ObservedAppointment {
        movement,
        lodging,
        places: places.others,
    };
    Ok(vec![Command::Observe(Box::new(Observation {
        source: header.source.clone(),
        stamp: header.stamp(action),
        patient: person.numbers.finding,
        identity: person.identity,
        mother: person.mother,
        visit,
        fact: Fact::Appointment(Box::new(appointment)),
    }))])
}

fn movement(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    action: Action,
    parts: &Parts<'_>,
    sch: &Sch<'_>,
    visit: &VisitNumbers,
    place: PlaceCodes,
) -> ObservedMovement {
    // What is called off has no hour any more.
    let hours = match action {
        Action::Cancel => hour::Hours::default(),
        Action::Insert | Action::Update => hour::Hours::read(desk, parts, sch),
    };
    if hours.starts.is_none() && action == Action::Insert {
        let text = "Le rendez-vous ne dit pas quand le patient est attendu (TQ1-7, SCH-11 et PV2-8 vides).";
        desk.warn(Reason::new("no_hour", text).at("TQ1", 7));
    }
    ObservedMovement {
        ids: visit.appointment.as_ref().map(name).into_iter().collect(),
        kind: Kind::PreAdmission,
        at: hours.starts.unwrap_or(header.said_at),
        historic: false,
        moves: true,
        place,
        prior: PlaceCodes::default(),
        medical: None,
        care: None,
        class: parts.pv1.and_then(|pv1| visit::class(desk, &pv1)),
        doctor: doctor(desk, header, parts, sch),
        expected_admission: hours.starts.into(),
        expected_discharge: hours.ends,
        expected_return: Said::Nothing,
        destination: Said::Nothing,
        private_room: parts.pv1.map_or(Said::Nothing, |pv1| visit::private_room(&pv1)),
        confidential: parts
            .pv1
            .map_or(Said::Nothing, |pv1| visit::confidential(desk, &pv1, parts.pv2)),
        pending: PlaceCodes::default(),
        booked: true,
        reason: reason(parts, sch),
    }
}

/// The number of the appointment.
fn number(desk: &mut Desk<'_, '_>, header: &Header, sch: &Sch<'_>) -> Option<Identifier> {
    [(2, sch.filler_id()), (1, sch.placer_id())]
        .into_iter()
        .find_map(|(field, id)| {
            let value = desk.code(id.id().as_str(), "SCH", field)?;
            let authority = desk.code(id.authority_key().as_str(), "SCH", field);
            Some(Identifier {
                kind: IdentifierKind::Appointment,
                authority: authority.unwrap_or_else(|| header.authority.clone()),
                value,
            })
        })
}

/// The name of the movement: that of the appointment, which no ZBE-1 of the same sender can be taken for.
fn name(number: &Identifier) -> (base::Code, Box<str>) {
    (number.authority.clone(), format!("SCH-{}", number.value).into())
}

/// PV2-3, as for a movement; else why the appointment.
fn reason(parts: &Parts<'_>, sch: &Sch<'_>) -> Said<Label> {
    let admission = parts.pv2.map(|pv2| visit::reason(&pv2.admit_reason()));
    match admission {
        Some(said @ (Said::Value(_) | Said::Cleared)) => said,
        Some(Said::Nothing) | None => visit::reason(&sch.reason()),
    }
}

fn doctor(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    parts: &Parts<'_>,
    sch: &Sch<'_>,
) -> Option<Practitioner> {
    let message = desk.message;
    let attending = parts.pv1.and_then(|pv1| visit::doctor(desk, header, &pv1));
    attending
        .or_else(|| {
            let booked: Vec<_> = Aip::all(message).flat_map(|aip| aip.people()).collect();
            visit::doctor_among(desk, header, ("AIP", 3), booked.into_iter())
        })
        .or_else(|| visit::doctor_among(desk, header, ("PV1", 9), parts.pv1?.consulting()))
        .or_else(|| visit::doctor_among(desk, header, ("SCH", 16), sch.filler_contacts()))
}

/// An appointment that names nobody: a room or a device is booked, unless it was meant for a bed.
fn for_nobody(parts: &Parts<'_>, lodging: Lodging) -> Refused {
    if lodging == Lodging::Booked && parts.pid.is_some() {
        return no_patient().into();
    }
    ignored(
        "not_for_beds",
        "Le rendez-vous n'est au nom d'aucun patient : il ne sert pas à la gestion des lits.",
    )
}

fn ignored(code: &'static str, text: &'static str) -> Refused {
    Refused::Ignore(Reason::new(code, text).at("MSH", 9))
}
