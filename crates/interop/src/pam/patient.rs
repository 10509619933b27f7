//! PID: who the patient is.

use base::Label;
use domain::identity::{Identity, IdentityStatus, Sex};
use hl7v2::segments::Pid;
use hl7v2::types::Xpn;

use super::desk::{Desk, label};
use super::header::Header;
use super::numbers::{self, PatientNumbers};
use crate::reason::Reason;

/// What a message says of a patient.
#[derive(Default)]
pub(super) struct Person {
    pub numbers: PatientNumbers,
    pub identity: Option<Identity>,
    pub mother: Option<domain::identity::Identifier>,
}

/// Reads PID; empty when there is none.
pub(super) fn read(desk: &mut Desk<'_, '_>, header: &Header, pid: Option<Pid<'_>>) -> Person {
    let Some(pid) = pid else { return Person::default() };
    let status = status(&pid);
    let mut numbers = numbers::of_patient(desk, header, ("PID", 3), pid.ids(), status.validated);
    if numbers.all.is_empty() && !numbers.ins_withdrawn {
        numbers = outdated_numbers(desk, header, &pid);
    }
    let identity = identity(desk, &pid, status, &numbers);
    let mother = numbers::of_patient(desk, header, ("PID", 21), pid.mother_ids(), false);
    Person {
        numbers,
        identity,
        mother: mother.finding.into_iter().next(),
    }
}

/// PID-2 and PID-4, where HL7 2.3 had the numbers of patients.
fn outdated_numbers(desk: &mut Desk<'_, '_>, header: &Header, pid: &Pid<'_>) -> PatientNumbers {
    for field in [2, 4] {
        let repetitions = pid.segment().field(field).repetitions();
        let place = ("PID", field as u8);
        let numbers = numbers::of_patient(desk, header, place, repetitions.map(Into::into), false);
        if !numbers.all.is_empty() {
            let text = "Le numéro du patient est à son ancienne place (PID-2 ou PID-4) au lieu de PID-3.";
            desk.note(Reason::new("outdated_number", text).at("PID", 3));
            return numbers;
        }
    }
    PatientNumbers::default()
}

/// None when the message carries no name: numbers alone are no identity.
fn identity(
    desk: &mut Desk<'_, '_>,
    pid: &Pid<'_>,
    status: IdentityStatus,
    numbers: &PatientNumbers,
) -> Option<Identity> {
    let names = Names::of(pid);
    if names.is_empty() {
        return None;
    }
    let (family, given, birth_family) = names.shown();
    Some(Identity {
        family,
        birth_family,
        given,
        birth: birth(desk, pid),
        sex: sex(desk, pid),
        identifiers: numbers.all.clone(),
        status,
        deceased: pid.died() == Some(true) || matches!(pid.died_at(), Ok(hl7v2::Value::Given(_))),
    })
}

/// The names of PID-5, by what they are.
#[derive(Default)]
struct Names<'a> {
    /// `D`: in daily life.
    used: Option<Xpn<'a>>,
    /// `L`: at birth.
    birth: Option<Xpn<'a>>,
    /// Of another type or of none.
    other: Option<Xpn<'a>>,
}

impl<'a> Names<'a> {
    fn of(pid: &Pid<'a>) -> Self {
        let mut names = Self::default();
        for name in pid.names().filter(|name| !name.is_empty()) {
            let place = match name.type_code().as_str().trim() {
                "D" => &mut names.used,
                // `M` is the maiden name of HL7, `S` the pseudonym under which an anonymous stay is kept:
                // it takes the place of the birth name, which is then not sent.
                "L" | "M" | "S" => &mut names.birth,
                _ => &mut names.other,
            };
            place.get_or_insert(name);
        }
        names
    }

    const fn is_empty(&self) -> bool {
        self.used.is_none() && self.birth.is_none() && self.other.is_none()
    }

    /// Family name, given name, and birth name when it is another one. A part sent as `""` was deleted: the
    /// next name stands in.
    fn shown(&self) -> (Option<Label>, Option<Label>, Option<Label>) {
        let names = || [&self.used, &self.other, &self.birth].into_iter().flatten();
        let family = names().find_map(|name| label(name.family().as_str()));
        let given = names().find_map(|name| label(name.given().as_str()));
        let birth = self.birth.as_ref().and_then(|name| label(name.family().as_str()));
        let birth = birth.filter(|birth| Some(birth) != family.as_ref());
        (family, given, birth)
    }
}

/// PID-7 as `YYYYMMDD`; what is not known is 00, as civil registers write it.
fn birth(desk: &mut Desk<'_, '_>, pid: &Pid<'_>) -> Option<u32> {
    let field = pid.segment().field(7);
    let text = field.component(1).raw().trim();
    if text.is_empty() || text == "\"\"" {
        return None;
    }
    let digits: String = text.chars().take_while(char::is_ascii_digit).take(8).collect();
    let padded = format!("{digits:0<8}")
        .parse::<u32>()
        .ok()
        .filter(|date| is_birth_date(*date));
    let date = padded.filter(|_| matches!(digits.len(), 4 | 6 | 8));
    if date.is_none() {
        let text = "La date de naissance (PID-7) est illisible : elle n'est pas reprise.";
        desk.warn(Reason::new("bad_birth_date", text).at("PID", 7));
    }
    date
}

fn is_birth_date(date: u32) -> bool {
    let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
    (1850..=2200).contains(&year) && month <= 12 && day <= 31
}

fn sex(desk: &mut Desk<'_, '_>, pid: &Pid<'_>) -> Sex {
    match pid.sex().as_str().trim() {
        "F" | "f" => Sex::Female,
        "M" | "m" => Sex::Male,
        "" | "U" | "I" | "O" | "A" | "N" => Sex::Unknown,
        _ => {
            let text = "Le sexe (PID-8) n'est ni F, ni M, ni U : il est noté inconnu.";
            desk.note(Reason::new("unknown_sex", text).at("PID", 8));
            Sex::Unknown
        }
    }
}

/// PID-32: the status, and its attributes.
fn status(pid: &Pid<'_>) -> IdentityStatus {
    let mut status = IdentityStatus::default();
    for code in pid.identity_status() {
        match code.as_str().trim() {
            "VALI" => status.validated = true,
            "CACH" | "ANOM" => status.masked = true,
            "DOUB" | "DOUA" | "DPOT" => status.doubtful = true,
            "COLP" | "COLV" => status.collision = true,
            "FICT" => status.fictional = true,
            _ => {}
        }
    }
    status
}
