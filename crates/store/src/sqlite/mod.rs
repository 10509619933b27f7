//! The store in a SQLite file: WAL, `synchronous=FULL`, one writer, readers beside it.

mod backup;
mod batch;
mod checkpoint;
mod fault;
mod kept;
mod messages;
mod open;
mod pool;
mod purge;
mod read;
mod schema;
mod snapshots;
mod trace;
mod verify;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use base::Moment;
use rusqlite::Connection;
use rusqlite::config::DbConfig;

pub use self::backup::{check_backup, restore};
pub use self::batch::SqliteBatch;
use self::checkpoint::Checkpointer;
use self::pool::Pool;
use crate::{
    Document, Fault, FaultKind, Head, Manifest, MessageHead, MessageId, MessageKey, MessageQuery, OpenClaim,
    OpenError, OpenHold, Record, RecordRef, Seq, Snapshot, Stats, StoredMessage, Subject, TraceClass,
    TraceHead, TraceKey, TraceQuery, TraceRow, TraceVerification, VaultRef, VaultRow, Verification,
};

/// When a commit counts as done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Durability {
    /// When the disk says it is written: what is acknowledged survives a power cut.
    #[default]
    Full,
    /// When the system has it: a power cut loses acknowledged work. Only for the negative control of the crash
    /// tests; a server that acknowledges never uses it.
    Normal,
}

/// Settings of a SQLite store.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// When a commit counts as done.
    pub durability: Durability,
    /// Page cache of the writer, in KiB.
    pub cache_kib: u32,
    /// Read-only connections at most; further readers wait.
    pub readers: usize,
    /// Pages of 4 KiB the write-ahead log may grow by before they are copied to the main file in the background;
    /// at eight times that many the writer waits for the copy.
    pub log_pages: u32,
    /// How long to wait for a lock held by a foreign program, in milliseconds.
    pub busy_timeout_ms: u32,
    /// What links the rows of the trace; without it a key that everybody knows, for tests.
    pub trace_key: Option<TraceKey>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            durability: Durability::Full,
            cache_kib: 32 * 1024,
            readers: 4,
            log_pages: 2_048,
            busy_timeout_ms: 5_000,
            trace_key: None,
        }
    }
}

/// A store in a SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    readers: Pool,
    /// None when the store was opened for reading only.
    writer: Option<Mutex<Writer>>,
    checkpointer: Checkpointer,
    key: TraceKey,
    /// Held as long as this process may write.
    _lock: Option<File>,
}

/// The one connection that writes, and where it stands.
#[derive(Debug)]
struct Writer {
    db: Connection,
    head: Head,
    /// How many messages are kept, which is also the id of the last.
    messages: u64,
    /// Where the trace ends.
    trace: TraceHead,
    key: TraceKey,
    /// Whether the trace says that its rows are now linked with this key.
    is_key_told: bool,
}

impl SqliteStore {
    pub(crate) fn open(path: &Path, now: Moment, options: Options) -> Result<Self, OpenError> {
        // A link to the file is the file: both must meet the same lock. A file not yet there has no link.
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let path = real.as_path();
        let lock = open::take(path, now)?;
        let mut db = open::connect_for_writing(path, &options)?;
        let fault = |source| OpenError::Fault {
            path: path.to_owned(),
            source,
        };
        let head = read::head(&db).map_err(fault)?;
        let messages = messages::last_id(&db).map_err(fault)?;
        let key = options.trace_key.unwrap_or_default();
        let trace = trace::head(&db).map_err(fault)?;
        let linked = trace::is_linked_with(&db, &key).map_err(fault)?;
        let checkpointer = Checkpointer::start(path, &mut db, &options).map_err(fault)?;
        tracing::info!(
            sqlite = rusqlite::version(),
            head = head.seq.number(),
            messages,
            trace = trace.seq.number(),
            "store opened for writing"
        );
        if linked == Some(false) {
            tracing::error!(
                key = key.id(),
                "the trace was linked with another key: the rows up to here can no longer be proven, those from here \
                 on can (trace.key lost or replaced?)"
            );
        }
        let store = Self {
            path: path.to_owned(),
            readers: Pool::new(path, options.readers, options.busy_timeout_ms),
            writer: Some(Mutex::new(Writer {
                db,
                head,
                messages,
                trace,
                key,
                is_key_told: linked == Some(true),
            })),
            checkpointer,
            key,
            _lock: Some(lock),
        };
        if linked != Some(true)
            && let Err(fault) = store.tell_key(now)
        {
            // A full disk must not keep anybody from reading; the first batch that can be written says it.
            tracing::warn!(%fault, "the trace cannot be told its key yet");
        }
        Ok(store)
    }

    fn tell_key(&self, now: Moment) -> Result<(), Fault> {
        let mut batch = self.begin()?;
        batch.tell_key(now)?;
        batch.commit().map(|_| ())
    }

    pub(crate) fn open_for_reading(path: &Path, options: Options) -> Result<Self, OpenError> {
        let fault = |source| OpenError::Fault {
            path: path.to_owned(),
            source,
        };
        let db = open::connect_for_reading(path, options.busy_timeout_ms).map_err(fault)?;
        open::check_readable(path, &db)?;
        Ok(Self {
            path: path.to_owned(),
            readers: Pool::new(path, options.readers, options.busy_timeout_ms),
            writer: None,
            checkpointer: Checkpointer::idle(),
            key: options.trace_key.unwrap_or_default(),
            _lock: None,
        })
    }

    pub(crate) fn begin(&self) -> Result<SqliteBatch<'_>, Fault> {
        if let Some(first) = self.poison() {
            return Err(Fault::new(FaultKind::Poisoned, "ouvrant un lot").because(first));
        }
        let Some(writer) = &self.writer else {
            return Err(Fault::new(FaultKind::ReadOnly, "ouvrant un lot"));
        };
        // A panic elsewhere rolled its batch back when it was dropped: the connection is sound.
        let writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
        SqliteBatch::begin(writer, &self.checkpointer)
    }

    pub(crate) fn poison(&self) -> Option<&str> {
        self.checkpointer.poison().first()
    }

    pub(crate) fn head(&self) -> Result<Head, Fault> {
        self.readers.with(read::head)
    }

    pub(crate) fn check_at(&self, seq: Seq) -> Result<Option<u64>, Fault> {
        self.readers.with(|db| read::check_at(db, seq))
    }

    pub(crate) fn read_after<E: From<Fault>>(
        &self,
        after: Seq,
        limit: u64,
        visit: impl FnMut(RecordRef<'_>) -> Result<(), E>,
    ) -> Result<Seq, E> {
        self.readers.with(|db| read::read_after(db, after, limit, visit))
    }

    pub(crate) fn records_of(
        &self,
        stream: &str,
        before: Option<Seq>,
        limit: u32,
    ) -> Result<Vec<Record>, Fault> {
        self.readers
            .with(|db| read::records_of(db, stream, before, limit))
    }

    pub(crate) fn message(&self, id: MessageId) -> Result<Option<StoredMessage>, Fault> {
        self.readers.with(|db| messages::one(db, id))
    }

    pub(crate) fn messages(&self, query: &MessageQuery) -> Result<Vec<MessageHead>, Fault> {
        self.readers.with(|db| messages::answering(db, query))
    }

    pub(crate) fn identities<E: From<Fault>>(
        &self,
        visit: impl FnMut(VaultRef<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.readers.with(|db| read::identities(db, visit))
    }

    pub(crate) fn identity(&self, subject: Subject) -> Result<Vec<VaultRow>, Fault> {
        self.readers.with(|db| read::identity(db, subject))
    }

    pub(crate) fn claims(&self) -> Result<Vec<OpenClaim>, Fault> {
        self.readers.with(read::claims)
    }

    pub(crate) fn holds(&self) -> Result<Vec<OpenHold>, Fault> {
        self.readers.with(read::holds)
    }

    pub(crate) fn document(&self, kind: &str, id: &str) -> Result<Option<Document>, Fault> {
        self.readers.with(|db| read::document(db, kind, id))
    }

    pub(crate) fn documents(&self, kind: &str) -> Result<Vec<Document>, Fault> {
        self.readers.with(|db| read::documents(db, kind))
    }

    pub(crate) fn document_history(&self, kind: &str, id: &str) -> Result<Vec<Document>, Fault> {
        self.readers.with(|db| read::document_history(db, kind, id))
    }

    pub(crate) fn kept<E: From<Fault>>(
        &self,
        kind: &str,
        visit: impl FnMut(&str, &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.readers.with(|db| kept::of_kind(db, kind, visit))
    }

    pub(crate) fn traces(&self, query: &TraceQuery) -> Result<Vec<TraceRow>, Fault> {
        self.readers.with(|db| trace::answering(db, query))
    }

    pub(crate) fn trace_head(&self) -> Result<TraceHead, Fault> {
        self.readers.with(trace::head)
    }

    pub(crate) fn is_trace_key_known(&self) -> Result<bool, Fault> {
        let linked = self.readers.with(|db| trace::is_linked_with(db, &self.key))?;
        Ok(linked != Some(false))
    }

    pub(crate) fn verify_trace(&self, anchor: Option<TraceHead>) -> Result<TraceVerification, Fault> {
        self.readers.with(|db| trace::verify(db, self.key, anchor))
    }

    pub(crate) fn blank_traces(&self, class: TraceClass, before: Moment, limit: u32) -> Result<u64, Fault> {
        let blanked = {
            let mut batch = self.begin()?;
            let blanked = batch.blank_traces(class, before, limit)?;
            batch.commit()?;
            blanked
        };
        self.checkpointer.empty_log()?;
        Ok(blanked)
    }

    pub(crate) fn put_snapshot(&self, snapshot: &Snapshot) -> Result<(), Fault> {
        snapshots::put(&self.path, snapshot)
    }

    pub(crate) fn snapshot(&self, format: &str) -> Result<Option<Snapshot>, Fault> {
        self.readers.with(|db| snapshots::latest(&self.path, db, format))
    }

    pub(crate) fn backup(&self, to: &Path, now: Moment) -> Result<Manifest, Fault> {
        self.readers.with(|db| backup::make(db, to, now))
    }

    pub(crate) fn verify(&self) -> Result<Verification, Fault> {
        self.readers.with(|db| verify::with_snapshots(db, &self.path))
    }

    pub(crate) fn stats(&self) -> Result<Stats, Fault> {
        self.readers.with(|db| read::stats(db, &self.path))
    }

    pub(crate) fn purge(&self, subject: Subject, keys: &[MessageKey]) -> Result<u64, Fault> {
        let blanked = {
            let batch = self.begin()?;
            let blanked = purge::subject(batch.db(), subject, keys)?;
            batch.commit()?;
            blanked
        };
        // Old pages still lie in the log until it is copied and emptied.
        self.checkpointer.empty_log()?;
        Ok(blanked)
    }

    pub(crate) fn blank_messages(&self, before: Moment, limit: u32) -> Result<u64, Fault> {
        let blanked = {
            let batch = self.begin()?;
            let blanked = purge::messages(batch.db(), before, limit)?;
            batch.commit()?;
            blanked
        };
        self.checkpointer.empty_log()?;
        Ok(blanked)
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        self.checkpointer.stop();
        let is_poisoned = self.poison().is_some();
        if let Some(writer) = &mut self.writer
            && is_poisoned
        {
            // The disk lied once: leave the log for the recovery of the next start.
            let writer = writer.get_mut().unwrap_or_else(PoisonError::into_inner);
            let _ = writer
                .db
                .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        }
    }
}
