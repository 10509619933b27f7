//! The tables, as numbered steps; each is one transaction, so that a start killed half-way changes nothing.

use rusqlite::{Connection, TransactionBehavior};

use super::fault::OrFault;
use crate::Fault;

/// Marks a file as ours, in the header of SQLite: "CHVT".
pub(super) const APPLICATION_ID: i32 = 0x4348_5654;

/// The steps, oldest first. A step that was ever released is never edited: add one.
pub(super) const STEPS: &[&str] = &[
    include_str!("schema/0001_journal.sql"),
    include_str!("schema/0002_kept.sql"),
    include_str!("schema/0003_trace.sql"),
    include_str!("schema/0004_hold.sql"),
];

/// The schema number this program writes.
pub(super) const CURRENT: u32 = count(STEPS);

const fn count(steps: &[&str]) -> u32 {
    // A handful of steps.
    #[expect(clippy::cast_possible_truncation, reason = "a handful of steps")]
    let count = steps.len() as u32;
    count
}

/// What a file says it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Identity {
    /// Nothing in it yet.
    Empty,
    /// Ours, with this schema number.
    Ours(u32),
    /// Some other program's.
    Foreign,
}

pub(super) fn identity(db: &Connection) -> rusqlite::Result<Identity> {
    let number: i32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let schema: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: u32 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(match number {
        APPLICATION_ID => Identity::Ours(schema),
        0 if schema == 0 && tables == 0 => Identity::Empty,
        _ => Identity::Foreign,
    })
}

/// Brings a file from a schema number to the last of these steps.
pub(super) fn migrate(db: &mut Connection, from: u32, steps: &[&str]) -> Result<(), Fault> {
    const DOING: &str = "mettant la base à jour";
    for (done, step) in steps.iter().enumerate().skip(from as usize) {
        let change = db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .or_fault(DOING)?;
        change.execute_batch(step).or_fault(DOING)?;
        change
            .pragma_update(None, "application_id", APPLICATION_ID)
            .or_fault(DOING)?;
        change
            .pragma_update(None, "user_version", count(&steps[..=done]))
            .or_fault(DOING)?;
        change.commit().or_fault(DOING)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s23_a_step_that_fails_half_way_leaves_the_step_before() {
        let mut db = Connection::open_in_memory().expect("memory");
        let broken = "CREATE TABLE extra (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1);";
        migrate(&mut db, 0, &[STEPS[0], broken]).expect_err("the second step fails");
        assert_eq!(identity(&db).expect("identity"), Identity::Ours(1));
        let extra: u32 = db
            .query_row(
                "SELECT count(*) FROM sqlite_schema WHERE name = 'extra'",
                [],
                |row| row.get(0),
            )
            .expect("count");
        assert_eq!(extra, 0);
        migrate(&mut db, 1, &[STEPS[0], "CREATE TABLE extra (id INTEGER) STRICT;"]).expect("resumes");
        assert_eq!(identity(&db).expect("identity"), Identity::Ours(2));
    }

    #[test]
    fn the_journal_cannot_be_rewritten() {
        let mut db = Connection::open_in_memory().expect("memory");
        migrate(&mut db, 0, STEPS).expect("migrated");
        db.execute_batch("INSERT INTO journal VALUES (1, 'k', 1, 0, 0, 'a', 'c', '', '{}', 0)")
            .expect("appended");
        db.execute_batch("UPDATE journal SET body = 'x'")
            .expect_err("refused");
        db.execute_batch("DELETE FROM journal").expect_err("refused");
    }
}
