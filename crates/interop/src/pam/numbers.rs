//! The numbers of patients and stays: which kind each is, who gave it, and which of them may be used.
//!
//! Two numbers are the same only when their authority is the same: an OID when the message has one, else a
//! namespace, else the sender itself.

use base::Code;
use domain::identity::{Identifier, IdentifierKind};
use hl7v2::segments::Mrg;
use hl7v2::types::{Cx, IdKind};

use super::desk::Desk;
use super::header::Header;
use crate::reason::Reason;

/// The OID of the INS built on the social security number.
const INS_NIR: &str = "1.2.250.1.213.1.4.8";
/// The OID of the INS of people waiting for a social security number.
const INS_NIA: &str = "1.2.250.1.213.1.4.9";
/// The OIDs of invented INS, for tests and demonstrations.
const INS_INVENTED: [&str; 2] = ["1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.11"];

/// The numbers of a patient.
#[derive(Default)]
pub(super) struct PatientNumbers {
    /// Those the patient may be found by, the hospital's own first, then the INS.
    pub finding: Vec<Identifier>,
    /// All that are worth keeping.
    pub all: Vec<Identifier>,
    /// An INS was sent as `""`: every INS of the patient is to be forgotten.
    pub ins_withdrawn: bool,
}

/// Reads PID-3 (or MRG-1). The INS counts only when the identity is validated (PID-32 = VALI).
pub(super) fn of_patient<'a>(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    place: (&'static str, u8),
    numbers: impl Iterator<Item = Cx<'a>>,
    validated: bool,
) -> PatientNumbers {
    let mut found = PatientNumbers::default();
    let mut untyped: Option<(u8, Identifier)> = None;
    for number in numbers {
        if number.id().is_null() {
            found.ins_withdrawn |= ins_authority(&number).is_some();
            continue;
        }
        let Some(value) = desk.code(number.id().as_str(), place.0, place.1) else {
            continue;
        };
        match sort(&number) {
            Sort::Local => found
                .all
                .push(identifier(desk, header, IdentifierKind::Local, &number, value)),
            Sort::Ins(authority) => {
                let plausible = is_ins(&value);
                if validated && plausible {
                    note_invented(desk, &authority, place);
                    found.all.push(Identifier {
                        kind: IdentifierKind::Ins,
                        authority,
                        value,
                    });
                } else {
                    note_unusable(desk, plausible, place);
                }
            }
            Sort::Candidate(rank) => {
                let kept = identifier(desk, header, IdentifierKind::Other, &number, value);
                if untyped.as_ref().is_none_or(|(best, _)| rank < *best) {
                    untyped = Some((rank, kept.clone()));
                }
                found.all.push(kept);
            }
            Sort::Personal => {}
        }
    }
    found.choose(untyped.map(|(_, number)| number));
    found
}

impl PatientNumbers {
    /// Senders that type no number still mean one of them; the others are kept but find nobody.
    fn choose(&mut self, untyped: Option<Identifier>) {
        let has_local = self.all.iter().any(|number| number.kind == IdentifierKind::Local);
        if let (false, Some(chosen)) = (has_local, untyped)
            && let Some(slot) = self.all.iter_mut().find(|number| **number == chosen)
        {
            slot.kind = IdentifierKind::Local;
        }
        for kind in [IdentifierKind::Local, IdentifierKind::Ins] {
            self.finding
                .extend(self.all.iter().filter(|number| number.kind == kind).cloned());
        }
    }
}

/// The numbers that give way (MRG-1).
pub(super) fn giving_way(desk: &mut Desk<'_, '_>, header: &Header, mrg: Option<Mrg<'_>>) -> PatientNumbers {
    match mrg {
        // Whether the former identity was validated does not matter for a number that goes.
        Some(mrg) => of_patient(desk, header, ("MRG", 1), mrg.prior_ids(), true),
        None => PatientNumbers::default(),
    }
}

/// The number of a stay or of an account, if the field holds one.
pub(super) fn of_stay(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    kind: IdentifierKind,
    place: (&'static str, u8),
    number: &Cx<'_>,
) -> Option<Identifier> {
    let value = desk.code(number.id().as_str(), place.0, place.1)?;
    Some(identifier(desk, header, kind, number, value))
}

fn identifier(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    kind: IdentifierKind,
    number: &Cx<'_>,
    value: Code,
) -> Identifier {
    let authority = number.authority().key();
    let authority = desk
        .code(authority.as_str(), "PID", 3)
        .unwrap_or_else(|| header.authority.clone());
    Identifier {
        kind,
        authority,
        value,
    }
}

/// What is done with a number of PID-3.
enum Sort {
    /// The hospital's own.
    Local,
    /// The national health identity, and its OID.
    Ins(Code),
    /// Perhaps the hospital's own, if no other is; the smaller rank is the better guess.
    Candidate(u8),
    /// A number of the person's life that a bed manager has no business with: not kept.
    Personal,
}

fn sort(number: &Cx<'_>) -> Sort {
    match number.kind() {
        IdKind::Ipp => Sort::Local,
        IdKind::InsNir | IdKind::InsNia | IdKind::InsOther => {
            ins_authority(number).map_or(Sort::Candidate(9), Sort::Ins)
        }
        IdKind::Nir | IdKind::Pharmacy => Sort::Personal,
        IdKind::Archive => Sort::Candidate(1),
        IdKind::InsC | IdKind::Account | IdKind::Visit => Sort::Candidate(9),
        IdKind::Other => match number.type_code().as_str().trim() {
            "" => Sort::Candidate(0),
            "PT" | "PN" | "HC" | "U" => Sort::Candidate(2),
            // Social security, passport, driving licence, national and foreign numbers.
            "SS" | "NI" | "PPN" | "DL" | "CZ" | "TAX" | "MI" | "MC" | "MA" => Sort::Personal,
            code if code.starts_with("NN") => Sort::Personal,
            _ => Sort::Candidate(3),
        },
    }
}

/// The OID of an INS: as sent, else by the name of its authority.
fn ins_authority(number: &Cx<'_>) -> Option<Code> {
    if !matches!(number.kind(), IdKind::InsNir | IdKind::InsNia | IdKind::InsOther) {
        return None;
    }
    let authority = number.authority();
    if let Some(oid) = authority.universal_id().trimmed() {
        return Code::new(oid).ok();
    }
    let name = authority.name();
    let oid = match name.as_str() {
        name if name.contains("INS-NIR") => INS_NIR,
        name if name.contains("INS-NIA") => INS_NIA,
        _ => return None,
    };
    Code::new(oid).ok()
}

/// Thirteen characters, all digits but the A or B of Corsica, with or without the two of the key.
fn is_ins(value: &str) -> bool {
    matches!(value.len(), 13 | 15)
        && value
            .bytes()
            .enumerate()
            .all(|(at, one)| one.is_ascii_digit() || at == 6 && matches!(one, b'A' | b'B'))
}

fn note_unusable(desk: &mut Desk<'_, '_>, plausible: bool, place: (&'static str, u8)) {
    let reason = if plausible {
        Reason::new(
            "ins_not_validated",
            "L'INS n'est pas repris : l'identité n'est pas validée (PID-32).",
        )
    } else {
        Reason::new(
            "bad_ins",
            "L'INS n'a pas la forme d'un matricule : il n'est pas repris.",
        )
    };
    desk.note(reason.at(place.0, place.1));
}

fn note_invented(desk: &mut Desk<'_, '_>, authority: &Code, place: (&'static str, u8)) {
    if INS_INVENTED.contains(&authority.as_str()) {
        let text = "L'INS est un matricule de test ou de démonstration.";
        desk.note(Reason::new("test_ins", text).at(place.0, place.1));
    }
}
