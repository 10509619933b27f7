//! PV1 and PV2: the stay, its numbers, its class, its doctor, its wishes.

use base::Label;
use domain::identity::{Identifier, IdentifierKind, Practitioner};
use domain::movement::{Class, Said};
use domain::observation::VisitNumbers;
use hl7v2::Text;
use hl7v2::segments::{Pv1, Pv2};
use hl7v2::types::{Cwe, Xcn};

use super::desk::{Desk, label};
use super::header::Header;
use super::numbers;
use super::parts::Parts;
use crate::reason::Reason;

/// The numbers of the stay. Systems with one number for both send it in PID-18, in PV1-19, or in both.
pub(super) fn numbers(desk: &mut Desk<'_, '_>, header: &Header, parts: &Parts<'_>) -> VisitNumbers {
    let account = parts
        .pid
        .and_then(|pid| numbers::of_stay(desk, header, IdentifierKind::Account, ("PID", 18), &pid.account()));
    let Some(pv1) = parts.pv1 else {
        return VisitNumbers {
            account,
            ..VisitNumbers::default()
        };
    };
    let mut visit =
        |field, number| numbers::of_stay(desk, header, IdentifierKind::Visit, ("PV1", field), &number);
    VisitNumbers {
        visit: visit(19, pv1.visit_number()),
        preadmission: visit(5, pv1.preadmit_number()),
        account,
        appointment: None,
    }
}

/// PV1-2; none when empty.
pub(super) fn class(desk: &mut Desk<'_, '_>, pv1: &Pv1<'_>) -> Option<Class> {
    let text = pv1.class();
    Some(match text.trimmed()? {
        "I" | "B" => Class::Inpatient,
        "E" => Class::Emergency,
        "O" => Class::Outpatient,
        "R" => Class::Recurring,
        "N" | "P" | "V" | "C" | "U" => Class::Other,
        _ => {
            let text = "La classe du patient (PV1-2) n'est pas une de celles de la table 0004.";
            desk.note(Reason::new("unknown_class", text).at("PV1", 2));
            Class::Other
        }
    })
}

/// The attending doctor (PV1-7).
pub(super) fn doctor(desk: &mut Desk<'_, '_>, header: &Header, pv1: &Pv1<'_>) -> Option<Practitioner> {
    doctor_among(desk, header, ("PV1", 7), pv1.attending())
}

/// Of those doctors, the one with an RPPS number, else the first with a name.
pub(super) fn doctor_among<'a>(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    place: (&'static str, u8),
    doctors: impl Iterator<Item = Xcn<'a>> + Clone,
) -> Option<Practitioner> {
    let mut named = doctors.filter(|doctor| doctor.family().trimmed().is_some());
    let chosen = named
        .clone()
        .find(|doctor| doctor.id_type() == "RPPS")
        .or_else(|| named.next())?;
    practitioner(desk, header, place, &chosen)
}

fn practitioner(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    (segment, field): (&'static str, u8),
    doctor: &Xcn<'_>,
) -> Option<Practitioner> {
    let family = label(doctor.family().as_str())?;
    let authority = desk.code(doctor.authority().key().as_str(), segment, field);
    // A doctor without a number is known by name, within the sender.
    let value = desk
        .code(doctor.id().as_str(), segment, field)
        .or_else(|| desk.code(&family, segment, field))?;
    Some(Practitioner {
        identifier: Identifier {
            kind: IdentifierKind::Other,
            authority: authority.unwrap_or_else(|| header.authority.clone()),
            value,
        },
        family,
        given: label(doctor.given().as_str()),
    })
}

/// Why the patient comes, in words: PV2-3, or SCH-7 of an appointment.
pub(super) fn reason(field: &Cwe<'_>) -> Said<Label> {
    match field.words() {
        Text::Null => Said::Cleared,
        words => label(words.as_str()).into(),
    }
}

/// A single room is wished for (PV1-22).
pub(super) fn private_room(pv1: &Pv1<'_>) -> Said<bool> {
    if pv1.segment().field(22).is_null() {
        return Said::Cleared;
    }
    pv1.private_room_wanted().into()
}

/// The presence is to be kept secret: PV1-16 or PV2-22.
pub(super) fn confidential(desk: &mut Desk<'_, '_>, pv1: &Pv1<'_>, pv2: Option<Pv2<'_>>) -> Said<bool> {
    let protected = pv2.and_then(|pv2| pv2.protected());
    let discreet = discretion(desk, pv1);
    match (discreet, protected) {
        (Some(true), _) | (_, Some(true)) => Said::Value(true),
        (None, None) if pv2.is_some_and(|pv2| pv2.segment().field(22).is_null()) => Said::Cleared,
        (None, None) => Said::Nothing,
        _ => Said::Value(false),
    }
}

/// PV1-16 has a table of each hospital's own; only what plainly means yes or no is read.
fn discretion(desk: &mut Desk<'_, '_>, pv1: &Pv1<'_>) -> Option<bool> {
    let text = pv1.vip();
    match text.trimmed()? {
        "Y" | "O" | "1" | "I" | "V" | "VIP" | "OUI" => Some(true),
        "N" | "0" | "NON" => Some(false),
        _ => {
            let text = "La demande de discrétion (PV1-16) a une valeur inconnue : elle n'est pas reprise.";
            desk.note(Reason::new("unknown_discretion", text).at("PV1", 16));
            None
        }
    }
}
