//! Reading everything but the inbox.

use std::path::Path;

use base::Moment;
use base::id::{BedId, HoldId, PersonId, StayId};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::fault::OrFault;
use super::open::beside;
use crate::{
    Document, Fault, FaultKind, Head, OpenClaim, OpenHold, Outcome, Record, RecordRef, Seq, Stats, Subject,
    VaultRef, VaultRow, checksum,
};

const READING: &str = "lisant le journal";

pub(super) fn head(db: &Connection) -> Result<Head, Fault> {
    db.prepare_cached("SELECT seq, chain FROM journal ORDER BY seq DESC LIMIT 1")
        .and_then(|mut ask| {
            ask.query_row([], |row| {
                Ok(Head {
                    seq: seq(row.get(0)?),
                    check: row.get::<_, i64>(1)?.cast_unsigned(),
                })
            })
            .optional()
        })
        .or_fault(READING)
        .map(Option::unwrap_or_default)
}

/// The checksum of the journal up to a place, if it reaches that far.
pub(super) fn check_at(db: &Connection, at: Seq) -> Result<Option<u64>, Fault> {
    if at == Seq::START {
        return Ok(Some(0));
    }
    let chain: Option<i64> = db
        .prepare_cached("SELECT chain FROM journal WHERE seq = ?1")
        .and_then(|mut ask| {
            ask.query_row([at.number().cast_signed()], |row| row.get(0))
                .optional()
        })
        .or_fault(READING)?;
    Ok(chain.map(i64::cast_unsigned))
}

pub(super) fn read_after<E: From<Fault>>(
    db: &Connection,
    after: Seq,
    limit: u64,
    mut visit: impl FnMut(RecordRef<'_>) -> Result<(), E>,
) -> Result<Seq, E> {
    let Some(mut check) = check_at(db, after)? else {
        return Ok(after);
    };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut ask = db
        .prepare_cached(
            "SELECT seq, kind, version, occurred_at, recorded_at, actor, cause, streams, body, chain
             FROM journal WHERE seq > ?1 ORDER BY seq LIMIT ?2",
        )
        .or_fault(READING)?;
    let mut rows = ask
        .query([after.number().cast_signed(), limit])
        .or_fault(READING)?;
    let mut last = after;
    while let Some(row) = rows.next().or_fault(READING)? {
        let (record, kept) = record(row).or_fault(READING)?;
        check = checksum::of_record(check, &record);
        if record.seq != last.next() {
            return Err(damaged(format!("il manque l'enregistrement {}", last.next())).into());
        }
        if check != kept {
            return Err(damaged(format!("l'enregistrement {} est endommagé", record.seq)).into());
        }
        visit(record)?;
        last = record.seq;
    }
    Ok(last)
}

/// Shows the records of a range as they are, damaged or not.
pub(super) fn range(
    db: &Connection,
    first: Seq,
    last: Seq,
    mut visit: impl FnMut(RecordRef<'_>),
) -> Result<(), Fault> {
    let mut ask = db
        .prepare_cached(
            "SELECT seq, kind, version, occurred_at, recorded_at, actor, cause, streams, body, chain
             FROM journal WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq",
        )
        .or_fault(READING)?;
    let mut rows = ask
        .query([first.number().cast_signed(), last.number().cast_signed()])
        .or_fault(READING)?;
    while let Some(row) = rows.next().or_fault(READING)? {
        visit(record(row).or_fault(READING)?.0);
    }
    Ok(())
}

pub(super) fn records_of(
    db: &Connection,
    stream: &str,
    before: Option<Seq>,
    limit: u32,
) -> Result<Vec<Record>, Fault> {
    let before = before.map_or(i64::MAX, |before| before.number().cast_signed());
    db.prepare_cached(
        "SELECT j.seq, kind, version, occurred_at, recorded_at, actor, cause, streams, body, chain
         FROM journal_stream s CROSS JOIN journal j ON j.seq = s.seq
         WHERE s.stream = ?1 AND s.seq < ?2 ORDER BY s.seq DESC LIMIT ?3",
    )
    .and_then(|mut ask| {
        ask.query_map(params![stream, before, limit], |row| {
            Ok(record(row)?.0.to_record())
        })?
        .collect()
    })
    .or_fault(READING)
}

pub(super) fn identities<E: From<Fault>>(
    db: &Connection,
    mut visit: impl FnMut(VaultRef<'_>) -> Result<(), E>,
) -> Result<(), E> {
    const DOING: &str = "lisant les identités";
    let mut ask = db
        .prepare_cached(
            "SELECT letter, number, revision, body, checksum FROM vault v
             WHERE revision = (SELECT max(revision) FROM vault w WHERE w.letter = v.letter AND w.number = v.number)
             ORDER BY letter, number",
        )
        .or_fault(DOING)?;
    let mut rows = ask.query([]).or_fault(DOING)?;
    while let Some(row) = rows.next().or_fault(DOING)? {
        visit(identity_in(row)?)?;
    }
    Ok(())
}

pub(super) fn identity(db: &Connection, subject: Subject) -> Result<Vec<VaultRow>, Fault> {
    const DOING: &str = "lisant une identité";
    let mut ask = db
        .prepare_cached(
            "SELECT letter, number, revision, body, checksum FROM vault WHERE letter = ?1 AND number = ?2
             ORDER BY revision",
        )
        .or_fault(DOING)?;
    let mut rows = ask
        .query(params![subject.letter().to_string(), subject.number()])
        .or_fault(DOING)?;
    let mut revisions = Vec::new();
    while let Some(row) = rows.next().or_fault(DOING)? {
        let seen = identity_in(row)?;
        revisions.push(VaultRow {
            subject: seen.subject,
            revision: seen.revision,
            body: seen.body.to_owned(),
        });
    }
    Ok(revisions)
}

pub(super) fn claims(db: &Connection) -> Result<Vec<OpenClaim>, Fault> {
    db.prepare_cached("SELECT bed, stay, opened_at FROM claim ORDER BY bed")
        .and_then(|mut ask| {
            ask.query_map([], |row| {
                Ok(OpenClaim {
                    bed: BedId::new(row.get(0)?),
                    stay: StayId::new(row.get(1)?),
                    since: Moment::from_millis(row.get(2)?),
                })
            })?
            .collect()
        })
        .or_fault("lisant les lits tenus")
}

pub(super) fn holds(db: &Connection) -> Result<Vec<OpenHold>, Fault> {
    db.prepare_cached("SELECT bed, hold, owner, opened_at FROM hold ORDER BY bed")
        .and_then(|mut ask| ask.query_map([], hold)?.collect())
        .or_fault("lisant les lits promis")
}

/// A row of the table of promises.
pub(super) fn hold(row: &Row<'_>) -> rusqlite::Result<OpenHold> {
    Ok(OpenHold {
        bed: BedId::new(row.get(0)?),
        hold: HoldId::new(row.get(1)?),
        owner: PersonId::new(row.get(2)?),
        since: Moment::from_millis(row.get(3)?),
    })
}

pub(super) const DOCUMENT: &str =
    "SELECT kind, id, version, body, written_at, written_by, checksum FROM document d";

pub(super) fn document(db: &Connection, kind: &str, id: &str) -> Result<Option<Document>, Fault> {
    let sql = format!("{DOCUMENT} WHERE kind = ?1 AND id = ?2 ORDER BY version DESC LIMIT 1");
    Ok(documents_by(db, &sql, &[kind, id])?.pop())
}

pub(super) fn documents(db: &Connection, kind: &str) -> Result<Vec<Document>, Fault> {
    let latest = "(SELECT max(version) FROM document e WHERE e.kind = d.kind AND e.id = d.id)";
    let sql = format!("{DOCUMENT} WHERE kind = ?1 AND version = {latest} ORDER BY id");
    documents_by(db, &sql, &[kind])
}

pub(super) fn document_history(db: &Connection, kind: &str, id: &str) -> Result<Vec<Document>, Fault> {
    let sql = format!("{DOCUMENT} WHERE kind = ?1 AND id = ?2 ORDER BY version DESC");
    documents_by(db, &sql, &[kind, id])
}

pub(super) fn documents_by(db: &Connection, sql: &str, names: &[&str]) -> Result<Vec<Document>, Fault> {
    const DOING: &str = "lisant un document";
    let read = |row: &Row<'_>| {
        let document = Document {
            kind: row.get(0)?,
            id: row.get(1)?,
            version: row.get(2)?,
            body: row.get(3)?,
            written_at: Moment::from_millis(row.get(4)?),
            written_by: row.get(5)?,
        };
        Ok((document, row.get::<_, i64>(6)?.cast_unsigned()))
    };
    let mut ask = db.prepare_cached(sql).or_fault(DOING)?;
    let rows = ask
        .query_map(rusqlite::params_from_iter(names), read)
        .or_fault(DOING)?;
    let mut documents = Vec::new();
    for row in rows {
        let (document, kept) = row.or_fault(DOING)?;
        if check_of_document(&document) != kept {
            let what = format!(
                "la version {} de {} {} est endommagée",
                document.version, document.kind, document.id
            );
            return Err(Fault::new(FaultKind::Corrupt, DOING).because(what));
        }
        documents.push(document);
    }
    Ok(documents)
}

pub(super) fn stats(db: &Connection, path: &Path) -> Result<Stats, Fault> {
    const DOING: &str = "comptant";
    let count = |sql: &str| -> Result<u64, Fault> {
        let counted: i64 = db
            .prepare_cached(sql)
            .and_then(|mut ask| ask.query_row([], |row| row.get(0)))
            .or_fault(DOING)?;
        Ok(counted.cast_unsigned())
    };
    let mut stats = Stats {
        head: head(db)?.seq,
        open_claims: count("SELECT count(*) FROM claim")?,
        vault_rows: count("SELECT count(*) FROM vault")?,
        // A file that is not there has no bytes.
        file_bytes: std::fs::metadata(path).map_or(0, |meta| meta.len()),
        log_bytes: std::fs::metadata(beside(path, "-wal")).map_or(0, |meta| meta.len()),
        ..Stats::default()
    };
    let mut ask = db
        .prepare_cached("SELECT outcome, count(*) FROM message WHERE outcome <> 0 GROUP BY outcome")
        .or_fault(DOING)?;
    let unusual = ask
        .query_map([], |row| {
            Ok((row.get::<_, u8>(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
        })
        .and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>)
        .or_fault(DOING)?;
    // Ids have no gap: the last one is how many there are.
    let mut applied = super::messages::last_id(db)?;
    for (code, number) in unusual {
        if let Some(outcome) = Outcome::from_code(code) {
            stats.messages[usize::from(outcome.code())] = number;
            applied = applied.saturating_sub(number);
        }
    }
    stats.messages[usize::from(Outcome::Applied.code())] = applied;
    Ok(stats)
}

/// A record in place, and its stored checksum.
fn record<'a>(row: &'a Row<'_>) -> rusqlite::Result<(RecordRef<'a>, u64)> {
    let record = RecordRef {
        seq: seq(row.get(0)?),
        kind: row.get_ref(1)?.as_str()?,
        version: row.get(2)?,
        occurred_at: Moment::from_millis(row.get(3)?),
        recorded_at: Moment::from_millis(row.get(4)?),
        actor: row.get_ref(5)?.as_str()?,
        cause: row.get_ref(6)?.as_str()?,
        streams: row.get_ref(7)?.as_str()?,
        body: row.get_ref(8)?.as_str()?,
    };
    Ok((record, row.get::<_, i64>(9)?.cast_unsigned()))
}

/// An identity in place: letter, number, revision, body, checksum.
pub(super) fn identity_in<'a>(row: &'a Row<'_>) -> Result<VaultRef<'a>, Fault> {
    const DOING: &str = "lisant une identité";
    let read = || -> rusqlite::Result<(char, u32, u32, &'a str, u64)> {
        let letter = row.get_ref(0)?.as_str()?.chars().next().unwrap_or(' ');
        let (number, revision, body) = (row.get(1)?, row.get(2)?, row.get_ref(3)?.as_str()?);
        Ok((
            letter,
            number,
            revision,
            body,
            row.get::<_, i64>(4)?.cast_unsigned(),
        ))
    };
    let (letter, number, revision, body, kept) = read().or_fault(DOING)?;
    match Subject::new(letter, number) {
        Ok(subject) if check_of_identity(subject, revision, body) == kept => Ok(VaultRef {
            subject,
            revision,
            body,
        }),
        _ => Err(Fault::new(FaultKind::Corrupt, DOING).because(format!(
            "la révision {revision} de {letter}{number} est endommagée"
        ))),
    }
}

/// The checksum of a row of the vault.
pub(super) fn check_of_identity(subject: Subject, revision: u32, body: &str) -> u64 {
    let numbers = [
        i64::from(subject.letter() as u32),
        i64::from(subject.number()),
        i64::from(revision),
    ];
    checksum::of_row(&numbers, &[body.as_bytes()])
}

/// The checksum of a version of a document.
pub(super) fn check_of_document(document: &Document) -> u64 {
    checksum::of_row(
        &[i64::from(document.version), document.written_at.millis()],
        &[&document.kind, &document.id, &document.body, &document.written_by].map(|text| text.as_bytes()),
    )
}

const fn seq(stored: i64) -> Seq {
    Seq::new(stored.cast_unsigned())
}

fn damaged(what: String) -> Fault {
    Fault::new(FaultKind::Corrupt, READING).because(what)
}
