//! What may lie where a base is expected: another program's file, a later version, an older one, damage, a
//! backup; and who may be in the way.
#![cfg(unix)]

mod backup;
mod damage;
mod opening;
mod tamper;

use std::path::{Path, PathBuf};

use base::Moment;
use base::id::{BedId, StayId};
use store::{
    Claim, Entry, Fault, KeyKind, MessageId, MessageKey, MessageWrite, NewDocument, NewMessage, NewRecord,
    Options, Outcome, Record, Seq, Store, Streams, Subject, VaultRow, fingerprint,
};
use tempfile::TempDir;

fn world() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("folder");
    let base = folder.path().join("chevet.db");
    (folder, base)
}

fn open(base: &Path) -> Store {
    Store::open(base, at(0), Options::default()).expect("opened")
}

const fn at(minute: i64) -> Moment {
    Moment::from_millis(1_790_000_000_000 + minute * base::time::MINUTE)
}

/// Writes commands of every sort, in batches of three.
fn live(store: &Store, commands: u32) {
    let mut left = commands;
    while left > 0 {
        let mut batch = store.begin().expect("begun");
        for _ in 0..left.min(3) {
            let number = u32::try_from(batch.next_seq().number()).expect("few");
            batch.append(&command(number)).expect("appended");
            let secret = format!("SECRET{number}");
            batch
                .keep("account", &format!("a{number}"), secret.as_bytes())
                .expect("kept");
        }
        left = left.saturating_sub(3);
        batch.commit().expect("committed");
    }
}

fn command(number: u32) -> Entry {
    let raw = format!("MSH|^~\\&|GAM|||{number}\rPID|||{number}||NOM{number}").into_bytes();
    let subject: Subject = format!("p{number}").parse().expect("subject");
    Entry {
        recorded_at: at(number.into()),
        actor: "i:GAM".to_owned(),
        cause: format!("m{number}"),
        message: Some(MessageWrite::New(NewMessage {
            received_at: at(number.into()),
            sent_at: Some(at(-1)),
            sender: "GAM".to_owned(),
            control_id: Some(number.to_string()),
            trigger: Some("A01".to_owned()),
            body_hash: fingerprint(&raw),
            raw,
            outcome: Outcome::Applied,
            reason: None,
            keys: vec![MessageKey::new(KeyKind::Patient, number.to_string())],
        })),
        records: vec![NewRecord {
            kind: "stay_began",
            version: 1,
            occurred_at: at(0),
            streams: Streams::of([StayId::new(number)]),
            body: format!("{{\"n\":{number}}}"),
        }],
        vault: vec![VaultRow {
            subject,
            revision: 1,
            body: format!("{{\"name\":\"NOM{number}\"}}"),
        }],
        claims: vec![Claim::Open {
            bed: BedId::new(number),
            stay: StayId::new(number),
        }],
    }
}

fn settings(replaces: u32) -> NewDocument {
    NewDocument {
        kind: "settings".to_owned(),
        id: "w1".to_owned(),
        replaces,
        body: "{\"colour\":\"#0a7\"}".to_owned(),
        written_at: at(0),
        written_by: "p:Claire".to_owned(),
    }
}

/// Everything a base says, so that two of them can be compared.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    records: Vec<Record>,
    messages: Vec<store::StoredMessage>,
    identities: Vec<VaultRow>,
    documents: Vec<store::Document>,
    kept: Vec<(String, Vec<u8>)>,
}

fn told(store: &Store) -> Result<Told, Fault> {
    let mut records = Vec::new();
    store.read_after(Seq::START, u64::MAX, |record| {
        records.push(record.to_record());
        Ok::<(), Fault>(())
    })?;
    let mut messages = Vec::new();
    for id in 1.. {
        match store.message(MessageId::new(id))? {
            Some(message) => messages.push(message),
            None => break,
        }
    }
    let mut identities = Vec::new();
    store.identities(|row| {
        identities.push(VaultRow {
            subject: row.subject,
            revision: row.revision,
            body: row.body.to_owned(),
        });
        Ok::<(), Fault>(())
    })?;
    let documents = store.documents("settings")?;
    let mut kept = Vec::new();
    store.kept("account", |id, body| {
        kept.push((id.to_owned(), body.to_vec()));
        Ok::<(), Fault>(())
    })?;
    Ok(Told {
        records,
        messages,
        identities,
        documents,
        kept,
    })
}

fn with_suffix(base: &Path, suffix: &str) -> PathBuf {
    let mut name = base.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
