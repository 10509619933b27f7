//! Things without history: written over, and forgotten for good.

use rusqlite::{Connection, Row, params};

use super::fault::OrFault;
use crate::{Fault, FaultKind, checksum};

const READING: &str = "lisant ce qui est gardé sans historique";
const FORGETTING: &str = "oubliant ce qui était gardé";

pub(super) fn keep(db: &Connection, kind: &str, id: &str, body: &[u8]) -> Result<(), Fault> {
    db.prepare_cached(
        "INSERT INTO kept VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body, checksum = excluded.checksum",
    )
    .and_then(|mut write| write.execute(params![kind, id, body, check(kind, id, body).cast_signed()]))
    .or_fault("gardant une chose sans historique")?;
    Ok(())
}

/// Whether there was anything to forget.
pub(super) fn forget(db: &Connection, kind: &str, id: &str) -> Result<bool, Fault> {
    let gone = db
        .prepare_cached("DELETE FROM kept WHERE kind = ?1 AND id = ?2")
        .and_then(|mut delete| delete.execute([kind, id]))
        .or_fault(FORGETTING)?;
    Ok(gone > 0)
}

pub(super) fn of_kind<E: From<Fault>>(
    db: &Connection,
    kind: &str,
    mut visit: impl FnMut(&str, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut ask = db
        .prepare_cached("SELECT kind, id, body, checksum FROM kept WHERE kind = ?1 ORDER BY id")
        .or_fault(READING)?;
    let mut rows = ask.query([kind]).or_fault(READING)?;
    while let Some(row) = rows.next().or_fault(READING)? {
        let (id, body) = checked(row)?;
        visit(id, body)?;
    }
    Ok(())
}

/// Reads everything again; the first damaged one ends the check.
pub(super) fn verify(db: &Connection) -> Result<(), Fault> {
    let mut ask = db
        .prepare("SELECT kind, id, body, checksum FROM kept")
        .or_fault(READING)?;
    let mut rows = ask.query([]).or_fault(READING)?;
    while let Some(row) = rows.next().or_fault(READING)? {
        checked(row)?;
    }
    Ok(())
}

fn checked<'a>(row: &'a Row<'_>) -> Result<(&'a str, &'a [u8]), Fault> {
    let read = || -> rusqlite::Result<(&'a str, &'a str, &'a [u8], u64)> {
        Ok((
            row.get_ref(0)?.as_str()?,
            row.get_ref(1)?.as_str()?,
            row.get_ref(2)?.as_blob()?,
            row.get::<_, i64>(3)?.cast_unsigned(),
        ))
    };
    let (kind, id, body, sum) = read().or_fault(READING)?;
    if check(kind, id, body) != sum {
        // The id may be a secret (a session): it is not repeated.
        return Err(Fault::new(FaultKind::Corrupt, READING).because(format!("un « {kind} » est endommagé")));
    }
    Ok((id, body))
}

fn check(kind: &str, id: &str, body: &[u8]) -> u64 {
    checksum::of_row(&[], &[kind.as_bytes(), id.as_bytes(), body])
}
