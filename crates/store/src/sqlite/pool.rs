//! Read-only connections, a few of them, lent one question at a time.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};

use rusqlite::Connection;

use super::open::connect_for_reading;
use crate::Fault;

/// A few read-only connections on one file, opened when first needed.
#[derive(Debug)]
pub(super) struct Pool {
    path: PathBuf,
    most: usize,
    busy_timeout_ms: u32,
    lent: Mutex<Lent>,
    returned: Condvar,
}

#[derive(Debug, Default)]
struct Lent {
    idle: Vec<Connection>,
    out: usize,
}

/// A connection lent; given back when dropped.
struct Loan<'a> {
    pool: &'a Pool,
    db: Option<Connection>,
}

impl Pool {
    pub fn new(path: &Path, most: usize, busy_timeout_ms: u32) -> Self {
        Self {
            path: path.to_owned(),
            most: most.max(1),
            busy_timeout_ms,
            lent: Mutex::default(),
            returned: Condvar::new(),
        }
    }

    /// Runs a question on one of the connections; waits while all are lent.
    pub fn with<T, E: From<Fault>>(&self, ask: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        let mut loan = self.borrow();
        let db = match loan.db.take() {
            Some(db) => db,
            None => connect_for_reading(&self.path, self.busy_timeout_ms)?,
        };
        ask(loan.db.insert(db))
    }

    fn borrow(&self) -> Loan<'_> {
        let mut lent = self.lent.lock().unwrap_or_else(PoisonError::into_inner);
        while lent.idle.is_empty() && lent.out >= self.most {
            lent = self.returned.wait(lent).unwrap_or_else(PoisonError::into_inner);
        }
        lent.out += 1;
        Loan {
            pool: self,
            db: lent.idle.pop(),
        }
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let mut lent = self.pool.lent.lock().unwrap_or_else(PoisonError::into_inner);
        lent.out -= 1;
        lent.idle.extend(self.db.take());
        drop(lent);
        self.pool.returned.notify_one();
    }
}
