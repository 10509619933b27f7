//! Reading everything again, to find rot before it is needed.

use rusqlite::Connection;

use super::fault::OrFault;
use super::read;
use crate::record::names_in;
use crate::{Fault, FaultKind, Seq, Verification, checksum};

const VERIFYING: &str = "vérifiant la base";

pub(super) fn everything(db: &Connection) -> Result<Verification, Fault> {
    let mut found = Verification::default();
    let outcome = structure(db, &mut found)
        .and_then(|()| journal(db, &mut found))
        .and_then(|()| messages(db, &mut found));
    match outcome {
        Ok(()) => Ok(found),
        // What cannot be read because it is damaged is a finding; anything else is a fault of the check itself.
        Err(fault) if fault.kind() == FaultKind::Corrupt => {
            found.problems.push(match std::error::Error::source(&fault) {
                Some(source) => source.to_string(),
                None => fault.to_string(),
            });
            Ok(found)
        }
        Err(fault) => Err(fault),
    }
}

/// SQLite's own check of pages, indexes and constraints; it lists at most a hundred problems.
pub(super) fn structure(db: &Connection, found: &mut Verification) -> Result<(), Fault> {
    let mut ask = db.prepare("PRAGMA integrity_check").or_fault(VERIFYING)?;
    let mut rows = ask.query([]).or_fault(VERIFYING)?;
    while let Some(row) = rows.next().or_fault(VERIFYING)? {
        let line: String = row.get(0).or_fault(VERIFYING)?;
        if line != "ok" {
            found.problems.push(format!("structure du fichier : {line}"));
        }
    }
    Ok(())
}

/// Order and checksums of the journal, and that each record is found from its streams.
fn journal(db: &Connection, found: &mut Verification) -> Result<(), Fault> {
    let mut in_streams: u64 = 0;
    read::read_after(db, Seq::START, u64::MAX, |record| {
        in_streams += names_in(record.streams).count() as u64;
        Ok::<(), Fault>(())
    })?;
    found.head = read::head(db)?;
    let indexed: i64 = db
        .query_row("SELECT count(*) FROM journal_stream", [], |row| row.get(0))
        .or_fault(VERIFYING)?;
    if indexed.cast_unsigned() != in_streams {
        found.problems.push(format!(
            "journal par séjour et par lit : {indexed} lignes au lieu de {in_streams}"
        ));
    }
    Ok(())
}

/// The bytes of every message, and that none is missing.
fn messages(db: &Connection, found: &mut Verification) -> Result<(), Fault> {
    let mut ask = db
        .prepare("SELECT id, raw_check, raw FROM message ORDER BY id")
        .or_fault(VERIFYING)?;
    let mut rows = ask.query([]).or_fault(VERIFYING)?;
    while let Some(row) = rows.next().or_fault(VERIFYING)? {
        found.messages += 1;
        let id: i64 = row.get(0).or_fault(VERIFYING)?;
        if id.cast_unsigned() != found.messages {
            found
                .problems
                .push(format!("il manque le message {}", found.messages));
            break;
        }
        let kept: i64 = row.get(1).or_fault(VERIFYING)?;
        let raw = row
            .get_ref(2)
            .and_then(|raw| Ok(raw.as_blob_or_null()?))
            .or_fault(VERIFYING)?;
        if raw.is_some_and(|raw| checksum::fingerprint(raw) != kept.cast_unsigned()) {
            found.problems.push(format!("le message {id} est endommagé"));
        }
    }
    Ok(())
}
