//! From a parsed message to the product's words: IHE PAM France, its predecessors, and what other countries send.
//!
//! Everything here is a function of (message, profile, moment of reception). It knows no socket, no store and no
//! state: whether a patient or a bed exists is [`domain`]'s business. It never refuses a message for the
//! way it is written as long as what it means is clear.

mod appointment;
mod bed;
mod desk;
mod destination;
mod header;
mod keys;
mod movement;
mod numbers;
mod parts;
mod patient;
mod place;
mod structure;
pub mod time;
pub mod trigger;
mod visit;

#[cfg(test)]
mod tests;

use base::{Code, Moment, Zone};
use domain::command::Command;
use domain::movement::Action;
use domain::observation::{Fact, Observation};
use hl7v2::{Charset, Message};
use store::MessageKey;

use crate::reason::Reason;
use desk::Desk;
use header::Header;
use numbers::PatientNumbers;
use parts::Parts;
use trigger::Meaning;

pub(crate) use header::sender;

/// What has to be known of a sender before its messages can be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The zone of its clocks; French feeds write no offset.
    pub zone: Zone,
    /// What it writes in when it does not say.
    pub charset: Charset,
    /// What a sender is called that names neither application nor establishment.
    pub nameless: Code,
}

impl Profile {
    /// A French sender whose clocks are in that zone.
    #[must_use]
    #[expect(clippy::expect_used, reason = "only called with a text written in this file")]
    pub fn french(zone: Zone) -> Self {
        Self {
            zone,
            charset: desk::FRENCH_DEFAULT,
            nameless: Code::new("INCONNU").expect("a code written here"),
        }
    }
}

/// What was made of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The sender (`MSH-3|MSH-4`).
    pub sender: String,
    /// MSH-10, empty when it was not sent.
    pub control_id: String,
    /// The trigger (`A01`), or the message code when there is none (`ACK`).
    pub trigger: String,
    /// MSH-7, when it can be believed.
    pub sent_at: Option<Moment>,
    /// What the message can be found by.
    pub keys: Vec<MessageKey>,
    /// What a person should look at although the message was understood.
    pub warnings: Vec<Reason>,
    /// Habits of the sender that were put up with: for its log, not for people.
    pub notes: Vec<Reason>,
    /// What it asks.
    pub understanding: Understanding,
}

/// What a message asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Understanding {
    /// These, in order, together or not at all. Never empty.
    Commands(Vec<Command>),
    /// Something that matters and that cannot be carried out as it stands: kept for a person.
    Quarantine(Reason),
    /// Nothing for a bed manager.
    Ignore(Reason),
    /// Not a message that can be read.
    Reject(Reason),
}

/// Reads a message.
#[must_use]
pub fn read(message: &Message<'_>, profile: &Profile, received_at: Moment) -> Reading {
    let mut desk = Desk::new(message, profile, received_at);
    let about = message.message_type();
    let (parts, several) = Parts::of(message);
    let header = Header::read(&mut desk, parts.evn);
    note_repairs(
        &mut desk,
        about.repaired,
        several && !about.trigger.starts_with("A17"),
    );
    let understanding = match about.code.as_ref() {
        "ADT" => adt(&mut desk, &header, &about.trigger, &parts),
        "SIU" => appointment::read(&mut desk, &header, &about.trigger, &parts),
        "MFN" => mfn(&mut desk, &header, &about.trigger),
        "" => Err(Refused::Reject(no_type())),
        other => Err(Refused::Ignore(not_for_beds(other))),
    };
    let msh = message.msh();
    Reading {
        sender: sender(&msh),
        control_id: msh.control_id().as_str().trim().to_owned(),
        trigger: if about.trigger.is_empty() {
            about.code.into_owned()
        } else {
            about.trigger.into_owned()
        },
        sent_at: header.sent_at,
        keys: keys::of(&parts),
        warnings: desk.warnings,
        notes: desk.notes,
        understanding: understanding.map_or_else(Refused::into, Understanding::Commands),
    }
}

/// Why there is nothing to carry out.
enum Refused {
    Quarantine(Reason),
    Ignore(Reason),
    Reject(Reason),
}

impl From<Refused> for Understanding {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Quarantine(reason) => Self::Quarantine(reason),
            Refused::Ignore(reason) => Self::Ignore(reason),
            Refused::Reject(reason) => Self::Reject(reason),
        }
    }
}

/// A part that is missing is worth a person's look.
impl From<Reason> for Refused {
    fn from(reason: Reason) -> Self {
        Self::Quarantine(reason)
    }
}

fn adt(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    trigger: &str,
    parts: &Parts<'_>,
) -> Result<Vec<Command>, Refused> {
    if trigger.is_empty() {
        let text = "Le message ne dit pas ce qui s'est passé (MSH-9 et EVN-1 sans événement).";
        return Err(Refused::Quarantine(Reason::new("no_trigger", text).at("MSH", 9)));
    }
    let Some(meaning) = trigger::meaning(trigger) else {
        let text = "Ce type d'événement n'est pas connu de la gestion des lits.";
        return Err(Refused::Ignore(Reason::new("unknown_trigger", text).at("MSH", 9)));
    };
    note_other_trigger(desk, trigger, parts);
    match meaning {
        Meaning::Ignored(text) => Err(Refused::Ignore(Reason::new("not_for_beds", text).at("MSH", 9))),
        Meaning::ByHand(text) => Err(Refused::Quarantine(Reason::new("by_hand", text).at("MSH", 9))),
        Meaning::BedStatus => Ok(bed::read(desk, header, parts.evn)?),
        Meaning::Merge | Meaning::AccountMoved | Meaning::Swap => several(desk, header, meaning),
        Meaning::Movement(..) | Meaning::Update | Meaning::Identity | Meaning::Identifiers => {
            Ok(vec![observe(desk, header, meaning, parts)?])
        }
    }
}

/// Events that may speak of several patients: one command each.
fn several(desk: &mut Desk<'_, '_>, header: &Header, meaning: Meaning) -> Result<Vec<Command>, Refused> {
    let patients = Parts::per_patient(desk.message);
    if patients.is_empty() {
        return Err(no_patient().into());
    }
    if meaning == Meaning::Swap && patients.len() != 2 {
        let text = "L'échange de lits (A17) ne nomme pas deux patients.";
        return Err(Reason::new("swap_of_two", text).at("PID", 0).into());
    }
    patients
        .iter()
        .map(|parts| Ok(observe(desk, header, meaning, parts)?))
        .collect()
}

/// One observation about one patient.
fn observe(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    meaning: Meaning,
    parts: &Parts<'_>,
) -> Result<Command, Reason> {
    let person = patient::read(desk, header, parts.pid);
    let visit = visit::numbers(desk, header, parts);
    let giving_way = numbers::giving_way(desk, header, parts.mrg);
    let mut patient = person.numbers.finding;
    let nobody = patient.is_empty() && visit == domain::observation::VisitNumbers::default();
    if nobody || parts.pid.is_none() && !matches!(meaning, Meaning::Movement(..) | Meaning::Update) {
        return Err(no_patient());
    }
    let mut action = Action::Insert;
    let fact = match meaning {
        Meaning::Merge => Fact::PatientsMerged {
            gone: named(giving_way)?.finding,
        },
        Meaning::AccountMoved => account_moved(desk, header, parts, giving_way, &visit)?,
        Meaning::Identifiers => {
            // The new number is not known yet: the patient is found by the one that gives way.
            patient.extend(giving_way.finding);
            Fact::IdentifiersChanged {
                withdrawn: giving_way.all,
                ins_withdrawn: person.numbers.ins_withdrawn,
            }
        }
        Meaning::Movement(..) | Meaning::Update => {
            let (deed, movement) = movement::read(desk, header, meaning, parts)?;
            action = deed.action;
            Fact::Movement(Box::new(movement))
        }
        Meaning::Swap => {
            let swap = Meaning::Movement(domain::movement::Kind::Transfer, Action::Insert);
            Fact::Movement(Box::new(movement::read(desk, header, swap, parts)?.1))
        }
        Meaning::Identity | Meaning::BedStatus | Meaning::Ignored(_) | Meaning::ByHand(_) => Fact::Identity,
    };
    Ok(Command::Observe(Box::new(Observation {
        source: header.source.clone(),
        stamp: header.stamp(action),
        patient,
        identity: person.identity,
        mother: person.mother,
        visit,
        fact,
    })))
}

fn account_moved(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    parts: &Parts<'_>,
    giving_way: PatientNumbers,
    visit: &domain::observation::VisitNumbers,
) -> Result<Fact, Reason> {
    let kind = domain::identity::IdentifierKind::Account;
    let prior = parts
        .mrg
        .and_then(|mrg| numbers::of_stay(desk, header, kind, ("MRG", 3), &mrg.prior_account()));
    let account = prior.or_else(|| visit.account.clone());
    if account.is_none() && giving_way.finding.is_empty() {
        let text = "Le message déplace un dossier sans dire lequel (MRG-3 et PID-18 vides).";
        return Err(Reason::new("no_account", text).at("MRG", 3));
    }
    Ok(Fact::AccountMoved {
        account,
        from: giving_way.finding,
    })
}

fn named(giving_way: PatientNumbers) -> Result<PatientNumbers, Reason> {
    if giving_way.finding.is_empty() {
        let text = "La fusion ne dit pas quel patient disparaît (MRG-1 vide).";
        return Err(Reason::new("no_prior_patient", text).at("MRG", 1));
    }
    Ok(giving_way)
}

fn mfn(desk: &mut Desk<'_, '_>, header: &Header, trigger: &str) -> Result<Vec<Command>, Refused> {
    if !matches!(trigger, "M05" | "") {
        let text = "Ce référentiel n'est pas celui des lieux (M05) : il ne sert pas à la gestion des lits.";
        return Err(Refused::Ignore(Reason::new("not_for_beds", text).at("MSH", 9)));
    }
    let document = structure::read(desk, header)?;
    Ok(vec![Command::ImportStructure(Box::new(document))])
}

fn note_repairs(desk: &mut Desk<'_, '_>, repaired: bool, several: bool) {
    if repaired {
        let text = "Le type du message (MSH-9) est mal écrit ; il a été reconnu.";
        desk.note(Reason::new("repaired_type", text).at("MSH", 9));
    }
    if several {
        let text = "Le message répète PID, PV1 ou ZBE : seul le premier compte.";
        desk.note(Reason::new("repeated_segment", text));
    }
}

fn note_other_trigger(desk: &mut Desk<'_, '_>, trigger: &str, parts: &Parts<'_>) {
    match parts.evn {
        None => desk.note(Reason::new("no_event_segment", "Le message n'a pas de segment EVN.").at("EVN", 0)),
        Some(evn) => {
            if evn.trigger().trimmed().is_some_and(|said| said != trigger) {
                let text = "EVN-1 et MSH-9 ne disent pas le même événement : MSH-9 décide.";
                desk.note(Reason::new("other_trigger", text).at("EVN", 1));
            }
        }
    }
}

fn no_patient() -> Reason {
    Reason::new("no_patient", "Le message ne nomme aucun patient (PID-3 vide).").at("PID", 3)
}

fn no_type() -> Reason {
    Reason::new(
        "no_message_type",
        "Le message ne dit pas ce qu'il est (MSH-9 vide).",
    )
    .at("MSH", 9)
}

fn not_for_beds(code: &str) -> Reason {
    let what = match code {
        "ACK" => "C'est un accusé de réception",
        "ORU" | "OUL" => "C'est un résultat d'examen",
        "MDM" => "C'est un document médical",
        "ORM" | "OML" | "OMG" | "OMP" | "RDE" => "C'est une prescription",
        "DFT" | "BAR" => "C'est un message de facturation",
        _ => "Ce type de message n'est pas un mouvement de patient",
    };
    Reason::new(
        "not_for_beds",
        format!("{what} : il ne sert pas à la gestion des lits."),
    )
    .at("MSH", 9)
}
