//! The inbox in SQLite.

use base::Moment;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Row, params, params_from_iter};

use super::fault::OrFault;
use crate::{
    Fault, FaultKind, KeyKind, MessageHead, MessageId, MessageKey, MessageQuery, NewMessage, Outcome, Reason,
    Seen, StoredMessage, Verification, checksum,
};

const KEEPING: &str = "gardant un message";
const READING: &str = "lisant les messages reçus";

const HEAD: &str = "m.id, m.received_at, m.sent_at, m.sender, m.control_id, m.event, m.body_hash, m.outcome,
                    m.reason_code, m.reason_text";

/// The id of the last message kept, 0 when there is none.
pub(super) fn last_id(db: &Connection) -> Result<u64, Fault> {
    let last: i64 = db
        .query_row("SELECT coalesce(max(id), 0) FROM message", [], |row| row.get(0))
        .or_fault(READING)?;
    Ok(last.cast_unsigned())
}

pub(super) fn insert(db: &Connection, id: MessageId, message: &NewMessage) -> Result<(), Fault> {
    let id = id.number().cast_signed();
    let (code, text) = columns(message.reason.as_ref());
    db.prepare_cached("INSERT INTO message VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")
        .and_then(|mut insert| {
            insert.execute(params![
                id,
                message.received_at.millis(),
                message.sent_at.map(Moment::millis),
                message.sender,
                message.control_id,
                message.trigger,
                message.body_hash.cast_signed(),
                message.outcome.code(),
                code,
                text,
                check(id, message).cast_signed(),
                message.raw
            ])
        })
        .or_fault(KEEPING)?;
    // A message may name one identifier twice.
    let mut insert = db
        .prepare_cached("INSERT OR IGNORE INTO message_key VALUES (?1, ?2, ?3)")
        .or_fault(KEEPING)?;
    if let Some(control_id) = &message.control_id {
        insert
            .execute(params![KeyKind::Control.code(), control_id, id])
            .or_fault(KEEPING)?;
    }
    for MessageKey { kind, value } in &message.keys {
        insert
            .execute(params![kind.code(), value, id])
            .or_fault(KEEPING)?;
    }
    Ok(())
}

pub(super) fn settle(
    db: &Connection,
    id: MessageId,
    outcome: Outcome,
    reason: Option<&Reason>,
) -> Result<(), Fault> {
    const DOING: &str = "réglant un message";
    let (code, text) = columns(reason);
    let changed = db
        .prepare_cached("UPDATE message SET outcome = ?2, reason_code = ?3, reason_text = ?4 WHERE id = ?1")
        .and_then(|mut update| update.execute(params![id.number().cast_signed(), outcome.code(), code, text]))
        .or_fault(DOING)?;
    if changed == 0 {
        return Err(Fault::new(FaultKind::Misuse, DOING).because(format!("message {id} inconnu")));
    }
    Ok(())
}

pub(super) fn find(
    db: &Connection,
    sender: &str,
    control_id: &str,
    body_hash: u64,
) -> Result<Option<Seen>, Fault> {
    const DOING: &str = "cherchant un doublon";
    // Two plain questions, the second seldom asked. In one, SQLite would plan it anew each time because of the
    // partial index on the outcome.
    let mut by_key = db
        .prepare_cached("SELECT message FROM message_key WHERE kind = 0 AND value = ?1 ORDER BY message DESC")
        .or_fault(DOING)?;
    let mut ids = by_key.query([control_id]).or_fault(DOING)?;
    let mut latest = None;
    while let Some(row) = ids.next().or_fault(DOING)? {
        let id: i64 = row.get(0).or_fault(DOING)?;
        let seen = db
            .prepare_cached("SELECT outcome, body_hash FROM message WHERE id = ?1 AND sender = ?2")
            .and_then(|mut ask| {
                ask.query_row(params![id, sender], |row| {
                    Ok(Seen {
                        id: MessageId::new(id.cast_unsigned()),
                        outcome: outcome(row, 0)?,
                        same_body: row.get::<_, i64>(1)?.cast_unsigned() == body_hash,
                    })
                })
                .optional()
            })
            .or_fault(DOING)?;
        match seen {
            Some(seen) if seen.outcome == Outcome::Duplicate => {}
            Some(seen) if seen.same_body => return Ok(Some(seen)),
            Some(seen) => latest = latest.or(Some(seen)),
            None => {}
        }
    }
    Ok(latest)
}

pub(super) fn one(db: &Connection, id: MessageId) -> Result<Option<StoredMessage>, Fault> {
    db.prepare_cached(&format!("SELECT {HEAD}, m.raw FROM message m WHERE m.id = ?1"))
        .and_then(|mut ask| {
            ask.query_row([id.number().cast_signed()], |row| {
                Ok(StoredMessage {
                    head: head(row)?,
                    raw: row.get(10)?,
                })
            })
            .optional()
        })
        .or_fault(READING)
}

/// Answers a question by its most selective side; the rest filters.
pub(super) fn answering(db: &Connection, query: &MessageQuery) -> Result<Vec<MessageHead>, Fault> {
    let mut sql = format!("SELECT {HEAD} FROM message m ");
    let mut values: Vec<Value> = Vec::new();
    let mut given = |value: i64| {
        values.push(Value::Integer(value));
        format!("?{}", values.len())
    };
    let mut tests = Vec::new();
    if let Some(key) = &query.key {
        let kind = given(i64::from(key.kind.code()));
        // CROSS JOIN keeps the key first.
        sql = format!("SELECT {HEAD} FROM message_key k CROSS JOIN message m ON m.id = k.message ");
        tests.push(format!("k.kind = {kind}"));
    }
    if let Some(outcome) = query.outcome {
        // Written out, so that the partial index of the unusual ones can be used.
        tests.push(format!("m.outcome = {}", outcome.code()));
    }
    if let Some(before) = query.before {
        let column = if query.key.is_some() { "k.message" } else { "m.id" };
        tests.push(format!("{column} < {}", given(before.number().cast_signed())));
    }
    if query.from.is_some() || query.until.is_some() {
        let from = query.from.map_or(i64::MIN, Moment::millis);
        let until = query.until.map_or(i64::MAX, Moment::millis);
        let (from, until) = (given(from), given(until));
        tests.push(format!("+m.received_at >= {from} AND +m.received_at < {until}"));
        if query.key.is_none() {
            // The clock may have stepped back: the range of ids is asked for, not guessed.
            let range = format!("FROM message WHERE received_at >= {from} AND received_at < {until}");
            tests.push(format!(
                "m.id BETWEEN (SELECT min(id) {range}) AND (SELECT max(id) {range})"
            ));
        }
    }
    let limit = given(i64::from(query.page_size()));
    if let Some(key) = &query.key {
        values.push(Value::Text(key.value.clone()));
        tests.push(format!("k.value = ?{}", values.len()));
    }
    if !tests.is_empty() {
        sql.push_str("WHERE ");
        sql.push_str(&tests.join(" AND "));
    }
    let order = if query.key.is_some() { "k.message" } else { "m.id" };
    sql.push_str(&format!(" ORDER BY {order} DESC LIMIT {limit}"));
    db.prepare_cached(&sql)
        .and_then(|mut ask| ask.query_map(params_from_iter(values), head)?.collect())
        .or_fault(READING)
}

fn head(row: &Row<'_>) -> rusqlite::Result<MessageHead> {
    let reason = match (row.get(8)?, row.get(9)?) {
        (Some(code), Some(text)) => Some(Reason { code, text }),
        _ => None,
    };
    Ok(MessageHead {
        id: MessageId::new(row.get::<_, i64>(0)?.cast_unsigned()),
        received_at: Moment::from_millis(row.get(1)?),
        sent_at: row.get::<_, Option<i64>>(2)?.map(Moment::from_millis),
        sender: row.get(3)?,
        control_id: row.get(4)?,
        trigger: row.get(5)?,
        body_hash: row.get::<_, i64>(6)?.cast_unsigned(),
        outcome: outcome(row, 7)?,
        reason,
    })
}

fn outcome(row: &Row<'_>, column: usize) -> rusqlite::Result<Outcome> {
    let code: u8 = row.get(column)?;
    Outcome::from_code(code).ok_or(rusqlite::Error::IntegralValueOutOfRange(column, i64::from(code)))
}

/// Covers everything but the outcome and its reason, which may change.
fn check(id: i64, message: &NewMessage) -> u64 {
    check_of(&Checked {
        id,
        received_at: message.received_at.millis(),
        sent_at: message.sent_at.map(Moment::millis),
        sender: &message.sender,
        control_id: message.control_id.as_deref(),
        trigger: message.trigger.as_deref(),
        body_hash: message.body_hash.cast_signed(),
        raw: &message.raw,
    })
}

/// What the checksum of a message covers.
struct Checked<'a> {
    id: i64,
    received_at: i64,
    sent_at: Option<i64>,
    sender: &'a str,
    control_id: Option<&'a str>,
    trigger: Option<&'a str>,
    body_hash: i64,
    raw: &'a [u8],
}

fn check_of(message: &Checked<'_>) -> u64 {
    checksum::of_row(
        &[
            message.id,
            message.received_at,
            message.sent_at.unwrap_or(i64::MIN),
            message.body_hash,
        ],
        &[
            message.sender.as_bytes(),
            message.control_id.unwrap_or_default().as_bytes(),
            message.trigger.unwrap_or_default().as_bytes(),
            message.raw,
        ],
    )
}

/// Reads every message again; nothing can be said of one whose bytes were blanked.
pub(super) fn verify(db: &Connection, found: &mut Verification) -> Result<(), Fault> {
    const DOING: &str = "vérifiant les messages reçus";
    let mut ask = db
        .prepare(
            "SELECT id, received_at, sent_at, sender, control_id, event, body_hash, raw, checksum
             FROM message ORDER BY id",
        )
        .or_fault(DOING)?;
    let mut rows = ask.query([]).or_fault(DOING)?;
    while let Some(row) = rows.next().or_fault(DOING)? {
        found.messages += 1;
        let id: i64 = row.get(0).or_fault(DOING)?;
        if id.cast_unsigned() != found.messages {
            found
                .problems
                .push(format!("il manque le message {}", found.messages));
            break;
        }
        let is_sound = is_as_kept(id, row).or_fault(DOING)?;
        if !is_sound {
            found.problems.push(format!("le message {id} est endommagé"));
        }
    }
    Ok(())
}

fn is_as_kept(id: i64, row: &Row<'_>) -> rusqlite::Result<bool> {
    let Some(raw) = row.get_ref(7)?.as_blob_or_null()? else {
        return Ok(true);
    };
    let check = check_of(&Checked {
        id,
        received_at: row.get(1)?,
        sent_at: row.get(2)?,
        sender: row.get_ref(3)?.as_str()?,
        control_id: row.get_ref(4)?.as_str_or_null()?,
        trigger: row.get_ref(5)?.as_str_or_null()?,
        body_hash: row.get(6)?,
        raw,
    });
    Ok(check == row.get::<_, i64>(8)?.cast_unsigned())
}

fn columns(reason: Option<&Reason>) -> (Option<&str>, Option<&str>) {
    match reason {
        Some(reason) => (Some(&reason.code), Some(&reason.text)),
        None => (None, None),
    }
}
