//! Opening a file: who may, what it must be, and the settings that make an acknowledgement true.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use base::Moment;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::fault::OrFault;
use super::schema::{self, Identity};
use super::{Durability, Options};
use crate::fault::holder_note;
use crate::{Fault, FaultKind, OpenError};

/// Below this, SQLite can damage a file in WAL mode (reset bug of 3.7.0 to 3.51.2).
const SAFE_SQLITE: i32 = 3_051_003;

const OPENING: &str = "ouvrant la base";

/// Path of a file that goes with the base: `chevet.db` and `.lock` give `chevet.db.lock`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// Takes the file for this process alone. The system gives the lock back when the process ends, however it ends.
pub(super) fn take(path: &Path, now: Moment) -> Result<File, OpenError> {
    let fault = |error| OpenError::Fault {
        path: path.to_owned(),
        source: Fault::from_io("réservant la base", error),
    };
    let mut lock = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(beside(path, ".lock"))
        .map_err(fault)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // The note only helps people; without it the refusal stands.
            let _ = lock.read_to_string(&mut holder);
            let holder = if holder.is_empty() {
                "pid inconnu".to_owned()
            } else {
                holder
            };
            return Err(OpenError::InUse {
                path: path.to_owned(),
                holder,
            });
        }
        Err(TryLockError::Error(error)) => return Err(fault(error)),
    }
    // On a full disk the note is lost, never the lock: reading must go on.
    let _ = lock
        .set_len(0)
        .and_then(|()| lock.rewind())
        .and_then(|()| lock.write_all(holder_note(now).as_bytes()));
    Ok(lock)
}

/// Opens, checks and migrates the file, and returns the connection that writes.
pub(super) fn connect_for_writing(path: &Path, options: &Options) -> Result<Connection, OpenError> {
    let fault = |source| OpenError::Fault {
        path: path.to_owned(),
        source,
    };
    refuse_unsafe_sqlite()?;
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(path, flags)
        .or_fault(OPENING)
        .map_err(fault)?;
    db.busy_timeout(Duration::from_millis(u64::from(options.busy_timeout_ms)))
        .or_fault(OPENING)
        .map_err(fault)?;
    let schema = match schema::identity(&db).or_fault(OPENING) {
        Ok(Identity::Empty) => 0,
        Ok(Identity::Ours(found)) if found > schema::CURRENT => {
            return Err(OpenError::Newer {
                path: path.to_owned(),
                found,
                known: schema::CURRENT,
            });
        }
        Ok(Identity::Ours(found)) => found,
        Ok(Identity::Foreign) => {
            return Err(OpenError::NotOurs {
                path: path.to_owned(),
            });
        }
        Err(fault) if fault.kind() == FaultKind::Corrupt && is_not_a_database(&fault) => {
            return Err(OpenError::NotOurs {
                path: path.to_owned(),
            });
        }
        Err(source) => return Err(fault(source)),
    };
    settle(&db, options).map_err(fault)?;
    schema::migrate(&mut db, schema, schema::STEPS).map_err(fault)?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}

/// Opens a connection that can only read.
pub(super) fn connect_for_reading(path: &Path, busy_timeout_ms: u32) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).or_fault(OPENING)?;
    db.busy_timeout(Duration::from_millis(u64::from(busy_timeout_ms)))
        .or_fault(OPENING)?;
    db.pragma_update(None, "query_only", true).or_fault(OPENING)?;
    db.pragma_update(None, "cache_size", -4096).or_fault(OPENING)?;
    db.set_prepared_statement_cache_capacity(32);
    Ok(db)
}

/// Checks that a file opened for reading is one this program understands.
pub(super) fn check_readable(path: &Path, db: &Connection) -> Result<(), OpenError> {
    match schema::identity(db).or_fault(OPENING) {
        Ok(Identity::Ours(found)) if found == schema::CURRENT => Ok(()),
        Ok(Identity::Ours(found)) if found > schema::CURRENT => Err(OpenError::Newer {
            path: path.to_owned(),
            found,
            known: schema::CURRENT,
        }),
        Ok(Identity::Ours(_)) => Err(OpenError::Fault {
            path: path.to_owned(),
            source: Fault::new(FaultKind::ReadOnly, "lisant une base d'un format plus ancien"),
        }),
        Ok(Identity::Empty | Identity::Foreign) => Err(OpenError::NotOurs {
            path: path.to_owned(),
        }),
        Err(fault) if is_not_a_database(&fault) => Err(OpenError::NotOurs {
            path: path.to_owned(),
        }),
        Err(source) => Err(OpenError::Fault {
            path: path.to_owned(),
            source,
        }),
    }
}

/// The settings of the connection that writes.
fn settle(db: &Connection, options: &Options) -> Result<(), Fault> {
    let mode: String = db
        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
        .or_fault(OPENING)?;
    if mode != "wal" {
        return Err(
            Fault::new(FaultKind::Other, OPENING).because(format!("journal_mode {mode} au lieu de wal"))
        );
    }
    let synchronous = match options.durability {
        Durability::Full => "FULL",
        Durability::Normal => "NORMAL",
    };
    db.pragma_update(None, "synchronous", synchronous)
        .or_fault(OPENING)?;
    db.pragma_update(None, "foreign_keys", true).or_fault(OPENING)?;
    db.pragma_update(None, "cache_size", -i64::from(options.cache_kib))
        .or_fault(OPENING)?;
    db.pragma_update(None, "journal_size_limit", 64 << 20)
        .or_fault(OPENING)?;
    // Plans must not depend on bound values: SQLite would make a new plan each time one is bound.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .or_fault(OPENING)?;
    // What is deleted or moved is overwritten: a purge must leave nothing in the file.
    db.pragma_update(None, "secure_delete", true).or_fault(OPENING)?;
    // Sorting stays in memory: no temporary file next to identities.
    db.pragma_update(None, "temp_store", "MEMORY").or_fault(OPENING)
}

fn refuse_unsafe_sqlite() -> Result<(), OpenError> {
    if rusqlite::version_number() < SAFE_SQLITE {
        return Err(OpenError::UnsafeSqlite {
            found: rusqlite::version().to_owned(),
        });
    }
    Ok(())
}

fn is_not_a_database(fault: &Fault) -> bool {
    std::error::Error::source(fault)
        .and_then(|source| source.downcast_ref::<rusqlite::Error>())
        .and_then(rusqlite::Error::sqlite_error_code)
        == Some(rusqlite::ErrorCode::NotADatabase)
}
