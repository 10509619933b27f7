//! Reading everything again, to find rot before it is needed.

use std::path::Path;

use rusqlite::Connection;

use super::fault::OrFault;
use super::{kept, messages, read, snapshots, trace};
use crate::record::names_in;
use crate::{Fault, FaultKind, Seq, Verification};

const VERIFYING: &str = "vérifiant la base";

/// Verifies the base on its own.
pub(super) fn everything(db: &Connection) -> Result<Verification, Fault> {
    let mut found = Verification::default();
    let outcome = structure(db, &mut found)
        .and_then(|()| journal(db, &mut found))
        .and_then(|()| messages::verify(db, &mut found))
        .and_then(|()| vault(db))
        .and_then(|()| documents(db))
        .and_then(|()| kept::verify(db))
        .and_then(|()| trace::is_whole(db));
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

/// Verifies the base and that nothing is missing at its end: a snapshot that reaches further than the journal
/// tells of records that were kept once (a log that was deleted or cut, an old copy put back).
pub(super) fn with_snapshots(db: &Connection, base: &Path) -> Result<Verification, Fault> {
    let mut found = everything(db)?;
    if let Some(furthest) = snapshots::furthest(base)?
        && furthest > found.head.seq
    {
        found.problems.push(format!(
            "le journal s'arrête à {} alors qu'un instantané va jusqu'à {furthest} : des écritures manquent",
            found.head.seq
        ));
    }
    Ok(found)
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

/// Every revision of every identity; the first damaged one ends the check.
fn vault(db: &Connection) -> Result<(), Fault> {
    let mut ask = db
        .prepare("SELECT letter, number, revision, body, checksum FROM vault")
        .or_fault(VERIFYING)?;
    let mut rows = ask.query([]).or_fault(VERIFYING)?;
    while let Some(row) = rows.next().or_fault(VERIFYING)? {
        read::identity_in(row)?;
    }
    Ok(())
}

/// Every version of every document; the first damaged one ends the check.
fn documents(db: &Connection) -> Result<(), Fault> {
    read::documents_by(db, read::DOCUMENT, &[]).map(|_| ())
}
