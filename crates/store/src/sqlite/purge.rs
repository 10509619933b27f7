//! Forgetting for good. The journal is not touched: it holds no name.

use base::Moment;
use rusqlite::{Connection, params};

use super::fault::OrFault;
use super::read;
use crate::{Fault, MessageKey, Subject};

const PURGING: &str = "effaçant une identité";

/// Blanks every revision of an identity, and the bytes of the messages found by these keys.
pub(super) fn subject(db: &Connection, subject: Subject, keys: &[MessageKey]) -> Result<u64, Fault> {
    let mut blanked = 0;
    for row in read::identity(db, subject)? {
        if !row.body.is_empty() {
            let check = read::check_of_identity(subject, row.revision, "").cast_signed();
            blanked += db
                .execute(
                    "UPDATE vault SET body = '', checksum = ?4 WHERE letter = ?1 AND number = ?2 AND revision = ?3",
                    params![subject.letter().to_string(), subject.number(), row.revision, check],
                )
                .or_fault(PURGING)?;
        }
    }
    let mut blank = db
        .prepare_cached(
            "UPDATE message SET raw = NULL WHERE raw IS NOT NULL AND id IN
             (SELECT message FROM message_key WHERE kind = ?1 AND value = ?2)",
        )
        .or_fault(PURGING)?;
    for key in keys {
        blanked += blank
            .execute(params![key.kind.code(), key.value])
            .or_fault(PURGING)?;
    }
    Ok(blanked as u64)
}

/// Blanks the bytes of messages received before a moment, oldest first.
pub(super) fn messages(db: &Connection, before: Moment, limit: u32) -> Result<u64, Fault> {
    let blanked = db
        .execute(
            "UPDATE message SET raw = NULL WHERE id IN
             (SELECT id FROM message WHERE received_at < ?1 AND raw IS NOT NULL ORDER BY id LIMIT ?2)",
            params![before.millis(), limit],
        )
        .or_fault("effaçant de vieux messages")?;
    Ok(blanked as u64)
}
