//! The trace in SQLite.

use base::Moment;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Row, params, params_from_iter};

use super::fault::OrFault;
use super::read;
use crate::trace::audit::{Audit, Sweep, blanking_of, swept, turns_to};
use crate::trace::chain::RecordSum;
use crate::trace::seal::Blanking;
use crate::{
    Fault, FaultKind, RecordRef, Seq, TraceClass, TraceHead, TraceKey, TraceQuery, TraceRow, TraceSeq,
    TraceVerification,
};

const WRITING: &str = "écrivant dans la trace";
const READING: &str = "lisant la trace";
const BLANKING: &str = "vidant de vieilles lignes de la trace";

const COLUMNS: &str = "seq, at, class, action, actor, post, patient, place, body, digest, link";

pub(super) fn insert(db: &Connection, row: &TraceRow) -> Result<(), Fault> {
    db.prepare_cached("INSERT INTO trace VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
        .and_then(|mut insert| {
            insert.execute(params![
                row.seq.number().cast_signed(),
                row.at.millis(),
                row.class.code(),
                row.action,
                row.actor,
                row.post,
                row.patient,
                row.place,
                row.body,
                row.digest,
                row.link
            ])
        })
        .or_fault(WRITING)?;
    Ok(())
}

pub(super) fn head(db: &Connection) -> Result<TraceHead, Fault> {
    db.prepare_cached("SELECT seq, link FROM trace ORDER BY seq DESC LIMIT 1")
        .and_then(|mut ask| {
            ask.query_row([], |row| {
                Ok(TraceHead {
                    seq: seq(row.get(0)?),
                    link: row.get(1)?,
                })
            })
            .optional()
        })
        .or_fault(READING)
        .map(Option::unwrap_or_default)
}

/// Whether the rows now at the end are linked with this key; nothing when no row says so.
pub(super) fn is_linked_with(db: &Connection, key: &TraceKey) -> Result<Option<bool>, Fault> {
    Ok(turns(db)?.iter().rev().find_map(|row| turns_to(row, key)))
}

pub(super) fn answering(db: &Connection, query: &TraceQuery) -> Result<Vec<TraceRow>, Fault> {
    let Some((sql, values)) = asked(db, query)? else {
        return Ok(Vec::new());
    };
    let mut ask = db.prepare_cached(&sql).or_fault(READING)?;
    let mut rows = ask.query(params_from_iter(values)).or_fault(READING)?;
    let mut answer = Vec::new();
    while let Some(row) = rows.next().or_fault(READING)? {
        answer.push(row_in(row)?);
    }
    Ok(answer)
}

/// The question in SQL, with its values; none when nothing can answer it. The index is named: each answers one sort
/// of question in order, and SQLite, which knows no figures about them, would choose blindly.
fn asked(db: &Connection, query: &TraceQuery) -> Result<Option<(String, Vec<Value>)>, Fault> {
    let mut terms = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    let mut term = |sql: &str, value: Value| {
        values.push(value);
        terms.push(format!("{sql} ?{}", values.len()));
    };
    for (column, wanted) in [
        ("patient =", &query.patient),
        ("place =", &query.place),
        ("actor =", &query.actor),
        ("post =", &query.post),
        ("action =", &query.action),
    ] {
        if let Some(wanted) = wanted {
            term(column, Value::from(wanted.clone()));
        }
    }
    if let Some(from) = query.from {
        term("at >=", from.millis().into());
    }
    if let Some(until) = query.until {
        term("at <", until.millis().into());
    }
    let is_of_seals = query.class == Some(TraceClass::Seal);
    if let Some(before) = query.before {
        let number = before.number().cast_signed();
        if is_of_seals {
            term("seq <", number.into());
        } else {
            match time_of(db, before)? {
                Some(at) => {
                    term("at <=", at.into());
                    let (at, seq) = (values.len(), values.len() + 1);
                    values.push(number.into());
                    terms.push(format!("(at < ?{at} OR seq < ?{seq})"));
                }
                None if before == TraceSeq::START => return Ok(None),
                // Beyond the end: everything comes before it.
                None => {}
            }
        }
    }
    // As literals, in the words of the partial indexes.
    match query.class {
        Some(class) => terms.push(format!("class = '{}'", class.code())),
        None => terms.push("class <> 'seal'".to_owned()),
    }
    let (index, order) = match query.class {
        Some(TraceClass::Seal) => ("NOT INDEXED", "seq DESC"),
        _ if query.patient.is_some() => ("INDEXED BY trace_patient", "at DESC, seq DESC"),
        _ if query.place.is_some() => ("INDEXED BY trace_place", "at DESC, seq DESC"),
        _ if query.actor.is_some() => ("INDEXED BY trace_actor", "at DESC, seq DESC"),
        Some(TraceClass::Security | TraceClass::Administration) => {
            ("INDEXED BY trace_rare", "at DESC, seq DESC")
        }
        Some(TraceClass::Access) | None => {
            terms.push("class <> 'seal'".to_owned());
            ("INDEXED BY trace_time", "at DESC, seq DESC")
        }
    };
    values.push(query.page_size().into());
    let (terms, limit) = (terms.join(" AND "), values.len());
    let sql = format!("SELECT {COLUMNS} FROM trace {index} WHERE {terms} ORDER BY {order} LIMIT ?{limit}");
    Ok(Some((sql, values)))
}

fn time_of(db: &Connection, at: TraceSeq) -> Result<Option<i64>, Fault> {
    db.prepare_cached("SELECT at FROM trace WHERE seq = ?1")
        .and_then(|mut ask| {
            ask.query_row([at.number().cast_signed()], |row| row.get(0))
                .optional()
        })
        .or_fault(READING)
}

/// Reads everything again, in one instant of the file.
pub(super) fn verify(
    db: &Connection,
    key: TraceKey,
    anchor: Option<TraceHead>,
) -> Result<TraceVerification, Fault> {
    const DOING: &str = "vérifiant la trace";
    let instant = db.unchecked_transaction().or_fault(DOING)?;
    let mut audit = Audit::new(key, anchor, blankings(&instant)?);
    let mut ask = instant
        .prepare(&format!("SELECT {COLUMNS} FROM trace ORDER BY seq"))
        .or_fault(DOING)?;
    let mut rows = ask.query([]).or_fault(DOING)?;
    while let Some(row) = rows.next().or_fault(DOING)? {
        if !audit.row(&row_in(row)?, |first, last| sum(&instant, first, last))? {
            break;
        }
    }
    Ok(audit.finish(read::head(&instant)?.seq))
}

/// That each row says what its digest says and that none is missing: rot, for whoever has no key.
pub(super) fn is_whole(db: &Connection) -> Result<(), Fault> {
    let mut ask = db
        .prepare(&format!("SELECT {COLUMNS} FROM trace ORDER BY seq"))
        .or_fault(READING)?;
    let mut rows = ask.query([]).or_fault(READING)?;
    let mut last = TraceSeq::START;
    while let Some(row) = rows.next().or_fault(READING)? {
        let row = row_in(row)?;
        if row.seq != last.next() {
            return Err(damaged(format!("il manque la ligne {} de la trace", last.next())));
        }
        if crate::trace::chain::digest_of(&row).is_some_and(|digest| digest != row.digest) {
            return Err(damaged(format!(
                "la ligne {} de la trace est endommagée",
                row.seq
            )));
        }
        last = row.seq;
    }
    Ok(())
}

/// The rows that a blanking takes, blanked; what is to be written down of it.
pub(super) fn blank(
    db: &Connection,
    class: TraceClass,
    before: Moment,
    limit: u32,
) -> Result<Option<Blanking>, Fault> {
    let from = swept(blankings(db)?.iter().rev(), class);
    let Some(last) = last_older(db, before)? else {
        return Ok(None);
    };
    let mut sweep = Sweep::new(class, before, limit, from);
    let mut ask = db
        .prepare_cached(
            "SELECT seq, at, body IS NULL FROM trace NOT INDEXED
             WHERE seq > ?1 AND seq <= ?2 AND class = ?3 ORDER BY seq",
        )
        .or_fault(BLANKING)?;
    let mut rows = ask
        .query(params![from.number().cast_signed(), last, class.code()])
        .or_fault(BLANKING)?;
    while let Some(row) = rows.next().or_fault(BLANKING)? {
        let read = || -> rusqlite::Result<_> { Ok((row.get(0)?, row.get(1)?, row.get(2)?)) };
        let (number, at, is_blanked) = read().or_fault(BLANKING)?;
        if !sweep.look(seq(number), Moment::from_millis(at), is_blanked) {
            break;
        }
    }
    let mut blank = db
        .prepare_cached(
            "UPDATE trace SET actor = NULL, post = NULL, patient = NULL, place = NULL, body = NULL WHERE seq = ?1",
        )
        .or_fault(BLANKING)?;
    for taken in &sweep.taken {
        blank.execute([taken.number().cast_signed()]).or_fault(BLANKING)?;
    }
    Ok(sweep.blanking())
}

/// Up to where rows may be older than a moment. Rows come nearly in the order of their times: one that was written more
/// than a day late is found by a later blanking, which goes on from where this one stopped.
fn last_older(db: &Connection, before: Moment) -> Result<Option<i64>, Fault> {
    let newest: Option<i64> = db
        .prepare_cached(
            "SELECT at FROM trace INDEXED BY trace_time WHERE class <> 'seal' AND at < ?1 ORDER BY at DESC LIMIT 1",
        )
        .and_then(|mut ask| ask.query_row([before.millis()], |row| row.get(0)).optional())
        .or_fault(BLANKING)?;
    let Some(newest) = newest else { return Ok(None) };
    db.prepare_cached(
        "SELECT max(seq) FROM trace INDEXED BY trace_time WHERE class <> 'seal' AND at >= ?1 AND at < ?2",
    )
    .and_then(|mut ask| {
        let since = newest.saturating_sub(base::time::DAY);
        ask.query_row([since, before.millis()], |row| row.get(0))
    })
    .or_fault(BLANKING)
}

/// When the last row was written.
pub(super) fn last_time(db: &Connection) -> Result<Moment, Fault> {
    let at: Option<i64> = db
        .prepare_cached("SELECT at FROM trace ORDER BY seq DESC LIMIT 1")
        .and_then(|mut ask| ask.query_row([], |row| row.get(0)).optional())
        .or_fault(READING)?;
    Ok(Moment::from_millis(at.unwrap_or_default()))
}

/// The blankings, oldest first.
fn blankings(db: &Connection) -> Result<Vec<Blanking>, Fault> {
    Ok(turns(db)?.iter().filter_map(blanking_of).collect())
}

/// The seals that are not of the journal, in order.
fn turns(db: &Connection) -> Result<Vec<TraceRow>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM trace INDEXED BY trace_turn WHERE class = 'seal' AND action <> 'journal' ORDER BY seq"
    );
    let mut ask = db.prepare_cached(&sql).or_fault(READING)?;
    let mut rows = ask.query([]).or_fault(READING)?;
    let mut turns = Vec::new();
    while let Some(row) = rows.next().or_fault(READING)? {
        turns.push(row_in(row)?);
    }
    Ok(turns)
}

/// The sum of a range of the journal; none when it is not all there.
fn sum(db: &Connection, first: Seq, last: Seq) -> Result<Option<[u8; 32]>, Fault> {
    let mut sum = RecordSum::default();
    let mut next = first;
    read::range(db, first, last, |record: RecordRef<'_>| {
        if record.seq == next {
            next = next.next();
        }
        sum.add(&record);
    })?;
    Ok((next == last.next()).then(|| sum.finish()))
}

fn row_in(row: &Row<'_>) -> Result<TraceRow, Fault> {
    let read = || -> rusqlite::Result<TraceRow> {
        let code = row.get_ref(2)?.as_str()?;
        Ok(TraceRow {
            seq: seq(row.get(0)?),
            at: Moment::from_millis(row.get(1)?),
            class: TraceClass::from_code(code).ok_or_else(|| {
                rusqlite::Error::InvalidColumnType(2, "class".to_owned(), rusqlite::types::Type::Text)
            })?,
            action: row.get(3)?,
            actor: row.get(4)?,
            post: row.get(5)?,
            patient: row.get(6)?,
            place: row.get(7)?,
            body: row.get(8)?,
            digest: row.get(9)?,
            link: row.get(10)?,
        })
    };
    read().or_fault(READING)
}

const fn seq(stored: i64) -> TraceSeq {
    TraceSeq::new(stored.cast_unsigned())
}

fn damaged(what: String) -> Fault {
    Fault::new(FaultKind::Corrupt, READING).because(what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::schema;

    #[test]
    fn every_question_walks_one_index_and_sorts_nothing() {
        let mut db = Connection::open_in_memory().expect("memory");
        schema::migrate(&mut db, 0, schema::STEPS).expect("migrated");
        let by = || Some("x".to_owned());
        let ask = || TraceQuery {
            from: Some(Moment::from_millis(0)),
            until: Some(Moment::from_millis(9)),
            before: Some(TraceSeq::new(5)),
            ..TraceQuery::default()
        };
        let questions = [
            (
                TraceQuery {
                    patient: by(),
                    actor: by(),
                    place: by(),
                    ..ask()
                },
                "trace_patient",
            ),
            (
                TraceQuery {
                    place: by(),
                    class: Some(TraceClass::Access),
                    ..ask()
                },
                "trace_place",
            ),
            (
                TraceQuery {
                    actor: by(),
                    class: Some(TraceClass::Seal),
                    ..ask()
                },
                "SEARCH trace USING INTEGER PRIMARY KEY",
            ),
            (TraceQuery { actor: by(), ..ask() }, "trace_actor"),
            (
                TraceQuery {
                    class: Some(TraceClass::Security),
                    ..ask()
                },
                "trace_rare",
            ),
            (
                TraceQuery {
                    class: Some(TraceClass::Administration),
                    action: by(),
                    ..ask()
                },
                "trace_rare",
            ),
            (
                TraceQuery {
                    class: Some(TraceClass::Access),
                    ..ask()
                },
                "trace_time",
            ),
            (TraceQuery { post: by(), ..ask() }, "trace_time"),
            (TraceQuery::default(), "trace_time"),
        ];
        for (query, index) in questions {
            let (sql, values) = asked(&db, &query).expect("asked").expect("answerable");
            let plan: Vec<String> = db
                .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
                .and_then(|mut ask| {
                    ask.query_map(params_from_iter(values), |row| row.get(3))?
                        .collect()
                })
                .expect("planned");
            assert!(plan.len() == 1 && plan[0].contains(index), "{query:?}: {plan:?}");
        }
    }
}
