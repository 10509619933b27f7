//! Copying the write-ahead log into the main file, away from the writer and with its errors heard.
//!
//! SQLite's own automatic checkpoint runs inside a commit (whoever waits for an answer pays) and swallows its
//! errors. A failed sync must never be tried again as if nothing had happened: the system may have dropped
//! the pages, and the second sync would lie. So the copying is done here, on its own connection and thread,
//! and a failure poisons the store.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::wal::CheckpointMode;
use rusqlite::{Connection, OpenFlags};

use super::Options;
use super::fault::OrFault;
use crate::{Fault, FaultKind};

/// Past this many steps the writer waits for the copy, so that the log starts over: under a load without a pause
/// the background alone would never find an instant when all is copied.
const MOST_STEPS: i32 = 8;

/// How long an emptying of the log waits for the readers in its way: the writer waits behind it.
const EMPTYING_WAIT: Duration = Duration::from_millis(50);

/// How long after a reader was in the way the emptying is tried again.
const EMPTYING_AGAIN: Duration = Duration::from_secs(1);

const COPYING: &str = "recopiant le journal d'écriture";

/// The first fault that forbids writing until a restart.
#[derive(Debug, Default)]
pub(super) struct Poison(OnceLock<String>);

impl Poison {
    pub fn first(&self) -> Option<&str> {
        self.0.get().map(String::as_str)
    }

    /// Takes note of a fault met by a writer, if it leaves the disk in doubt.
    pub fn consider(&self, fault: &Fault) {
        if matches!(fault.kind(), FaultKind::Io | FaultKind::Corrupt) {
            let chain = match std::error::Error::source(fault) {
                Some(source) => format!("{fault} ({source})"),
                None => fault.to_string(),
            };
            tracing::error!(fault = %chain, "writing stops until a restart");
            // Only the first matters.
            let _ = self.0.set(chain);
        }
    }
}

#[derive(Debug)]
struct Shared {
    /// Pages in the log after the last commit, told by SQLite.
    log_pages: AtomicI32,
    /// Whether the log holds what was to be forgotten.
    must_empty: AtomicBool,
    poison: Poison,
    /// The connection that copies; one copy at a time.
    copier: Mutex<Option<Connection>>,
}

/// Runs checkpoints beside the writer.
#[derive(Debug)]
pub(super) struct Checkpointer {
    shared: Arc<Shared>,
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    /// Pages in the log when the last background copy was asked for.
    asked_at: AtomicI32,
    /// Copy each time the log grew by this many pages.
    step_pages: i32,
}

impl Checkpointer {
    /// For a store that never writes.
    pub fn idle() -> Self {
        Self {
            shared: Arc::new(Shared {
                log_pages: AtomicI32::new(0),
                must_empty: AtomicBool::new(false),
                poison: Poison::default(),
                copier: Mutex::new(None),
            }),
            wake: None,
            thread: None,
            asked_at: AtomicI32::new(0),
            step_pages: i32::MAX,
        }
    }

    /// Watches the log of this writer.
    pub fn start(path: &Path, writer: &mut Connection, options: &Options) -> Result<Self, Fault> {
        let mut this = Self::idle();
        this.step_pages = i32::try_from(options.log_pages).unwrap_or(i32::MAX).max(1);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let copier = Connection::open_with_flags(path, flags).or_fault(COPYING)?;
        copier
            .busy_timeout(Duration::from_millis(u64::from(options.busy_timeout_ms)))
            .or_fault(COPYING)?;
        copier
            .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
            .or_fault(COPYING)?;
        copier
            .pragma_update(None, "synchronous", "FULL")
            .or_fault(COPYING)?;
        *lock(&this.shared.copier) = Some(copier);

        // This hook takes the place of the automatic checkpoint.
        let shared = Arc::clone(&this.shared);
        writer
            .wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, pages| {
                shared.log_pages.store(pages, Ordering::Relaxed);
                Ok(())
            }))
            .or_fault(COPYING)?;

        let (wake, woken) = sync_channel(1);
        let shared = Arc::clone(&this.shared);
        let patience = Duration::from_millis(u64::from(options.busy_timeout_ms));
        let work = move || shared.work(&woken, patience);
        let thread = std::thread::Builder::new()
            .name("store-checkpoint".to_owned())
            .spawn(work)
            .or_fault(COPYING)?;
        this.wake = Some(wake);
        this.thread = Some(thread);
        Ok(this)
    }

    pub fn poison(&self) -> &Poison {
        &self.shared.poison
    }

    /// To be called after each commit, by the writer, its transaction over.
    pub fn committed(&self) {
        let pages = self.shared.log_pages.load(Ordering::Relaxed);
        let asked_at = self.asked_at.load(Ordering::Relaxed);
        if pages < asked_at {
            // The log started over.
            self.asked_at.store(0, Ordering::Relaxed);
        } else if pages >= self.step_pages.saturating_mul(MOST_STEPS) {
            // Most of it is copied already: this takes the rest, and the next commit starts over.
            let _ = self.shared.copy(CheckpointMode::PASSIVE);
        } else if pages - asked_at >= self.step_pages {
            self.asked_at.store(pages, Ordering::Relaxed);
            self.wake();
        }
    }

    /// To be called after the commit of something forgotten: the log is emptied soon, in the background, so that
    /// many who leave at one hour cost one emptying, and a long reader (a backup) delays it but nobody else.
    pub fn ask_to_empty(&self) {
        self.shared.must_empty.store(true, Ordering::SeqCst);
        self.wake();
    }

    fn wake(&self) {
        if let Some(wake) = &self.wake {
            // Full means that the thread is already called.
            if let Err(TrySendError::Disconnected(())) = wake.try_send(()) {
                tracing::error!("the checkpoint thread is gone");
            }
        }
    }

    /// Copies all of the log and empties it, so that nothing old remains on the disk. Waits for readers.
    pub fn empty_log(&self) -> Result<(), Fault> {
        self.shared.copy(CheckpointMode::TRUNCATE)
    }

    /// Ends the thread; the copy in progress is finished first.
    pub fn stop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the checkpoint thread panicked");
        }
        *lock(&self.shared.copier) = None;
    }
}

impl Shared {
    /// What the thread does until the store is closed.
    fn work(&self, woken: &Receiver<()>, patience: Duration) {
        loop {
            let must_empty = self.must_empty.load(Ordering::SeqCst);
            let call = if must_empty {
                woken.recv_timeout(EMPTYING_AGAIN)
            } else {
                woken.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            if let Err(RecvTimeoutError::Disconnected) = call {
                return;
            }
            // A fault is kept as poison; there is nobody here to tell.
            let _ = self.copy(CheckpointMode::PASSIVE);
            if self.must_empty.load(Ordering::SeqCst) && self.poison.first().is_none() {
                self.empty_without_patience(patience);
            }
        }
    }

    /// Empties the log unless a reader is in the way; it is then tried again later.
    fn empty_without_patience(&self, patience: Duration) {
        let copier = lock(&self.copier);
        let Some(db) = copier.as_ref() else { return };
        // Before the copy: what is forgotten during it asks again.
        self.must_empty.store(false, Ordering::SeqCst);
        let emptied = db
            .busy_timeout(EMPTYING_WAIT)
            .or_fault(COPYING)
            .and_then(|()| self.copy_on(db, CheckpointMode::TRUNCATE));
        if emptied.is_err() {
            self.must_empty.store(true, Ordering::SeqCst);
        }
        if let Err(fault) = db.busy_timeout(patience).or_fault(COPYING) {
            tracing::warn!(%fault, "the wait for readers cannot be set back");
        }
    }

    fn copy(&self, mode: CheckpointMode) -> Result<(), Fault> {
        let copier = lock(&self.copier);
        let Some(db) = copier.as_ref() else { return Ok(()) };
        self.copy_on(db, mode)
    }

    fn copy_on(&self, db: &Connection, mode: CheckpointMode) -> Result<(), Fault> {
        if self.poison.first().is_some() {
            return Err(Fault::new(FaultKind::Poisoned, COPYING));
        }
        match db.wal_checkpoint_v2(None::<&str>, mode).or_fault(COPYING) {
            Ok(_) => Ok(()),
            Err(fault) => {
                self.poison.consider(&fault);
                Err(fault)
            }
        }
    }
}

/// A panic under this lock leaves the connection usable.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
