//! The written form of identities in the vault: JSON under a version, by the letter of the subject.

use std::sync::Arc;

use base::Label;
use base::id::{NoteId, PatientId, PersonId, PractitionerId, RequestId, StayId};
use domain::flow::AnnouncedName;
use domain::identity::{Identity, Practitioner};
use domain::note::NoteText;
use domain::vault::{StayNumbers, VaultWrite};
use serde::{Deserialize, Serialize};

use super::Unreadable;
use crate::{Subject, VaultRef, VaultRow};

/// The version this module writes.
const VERSION: u16 = 1;

/// A body with its version beside it.
#[derive(Serialize, Deserialize)]
struct Versioned<T> {
    v: u16,
    is: T,
}

/// Writes an identity; one without content is written as purged.
///
/// # Errors
/// Never for what reading could give back; kept as an error so that no shape can bring the process down.
pub fn write(write: &VaultWrite) -> Result<VaultRow, Unreadable> {
    let (letter, number, revision, body) = match write {
        VaultWrite::Patient {
            patient,
            revision,
            identity,
        } => ('p', patient.number(), *revision, json('p', identity.as_deref())?),
        VaultWrite::Stay {
            stay,
            revision,
            numbers,
        } => ('s', stay.number(), *revision, json('s', numbers.as_deref())?),
        VaultWrite::Practitioner {
            practitioner,
            revision,
            record,
        } => (
            'm',
            practitioner.number(),
            *revision,
            json('m', record.as_deref())?,
        ),
        VaultWrite::Person {
            person,
            revision,
            name,
        } => ('o', person.number(), *revision, json('o', name.as_ref())?),
        VaultWrite::Note { note, revision, text } => {
            ('n', note.number(), *revision, json('n', text.as_deref())?)
        }
        VaultWrite::Announced {
            request,
            revision,
            name,
        } => ('q', request.number(), *revision, json('q', name.as_deref())?),
    };
    let subject = Subject::new(letter, number).map_err(|_| unreadable(letter, None))?;
    Ok(VaultRow {
        subject,
        revision,
        body,
    })
}

/// Reads an identity; an empty body is one that was purged.
///
/// # Errors
/// When the subject is of an unknown sort, or the body is damaged or of a later version.
pub fn read(row: &VaultRef<'_>) -> Result<VaultWrite, Unreadable> {
    let (letter, number, revision) = (row.subject.letter(), row.subject.number(), row.revision);
    Ok(match letter {
        'p' => VaultWrite::Patient {
            patient: PatientId::new(number),
            revision,
            identity: parse::<Identity>(letter, row.body)?.map(Arc::new),
        },
        's' => VaultWrite::Stay {
            stay: StayId::new(number),
            revision,
            numbers: parse::<StayNumbers>(letter, row.body)?.map(Arc::new),
        },
        'm' => VaultWrite::Practitioner {
            practitioner: PractitionerId::new(number),
            revision,
            record: parse::<Practitioner>(letter, row.body)?.map(Arc::new),
        },
        'o' => VaultWrite::Person {
            person: PersonId::new(number),
            revision,
            name: parse::<Label>(letter, row.body)?,
        },
        'n' => VaultWrite::Note {
            note: NoteId::new(number),
            revision,
            text: parse::<NoteText>(letter, row.body)?.map(Arc::new),
        },
        'q' => VaultWrite::Announced {
            request: RequestId::new(number),
            revision,
            name: parse::<AnnouncedName>(letter, row.body)?.map(Arc::new),
        },
        _ => return Err(unreadable(letter, None)),
    })
}

fn json<T: Serialize>(letter: char, held: Option<&T>) -> Result<String, Unreadable> {
    held.map_or(Ok(String::new()), |is| {
        serde_json::to_string(&Versioned { v: VERSION, is })
            .map_err(|source| unreadable(letter, Some(source)))
    })
}

fn parse<T: for<'de> Deserialize<'de>>(letter: char, body: &str) -> Result<Option<T>, Unreadable> {
    if body.is_empty() {
        return Ok(None);
    }
    let versioned: Versioned<T> =
        serde_json::from_str(body).map_err(|source| unreadable(letter, Some(source)))?;
    match versioned.v {
        VERSION => Ok(Some(versioned.is)),
        version => Err(Unreadable {
            kind: format!("identité {letter}"),
            version,
            source: None,
        }),
    }
}

fn unreadable(letter: char, source: Option<serde_json::Error>) -> Unreadable {
    Unreadable {
        kind: format!("identité {letter}"),
        version: VERSION,
        source,
    }
}
