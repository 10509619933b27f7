//! The contract itself: one handle to read and write, one batch to write through.
//!
//! An enum rather than a trait object: the visitors stay generic, nothing is boxed, and a new implementation
//! that forgets a method does not compile.

use std::path::Path;
use std::sync::Arc;

use base::Moment;

use crate::memory::{MemoryBatch, MemoryStore};
use crate::sqlite::{Options, SqliteBatch, SqliteStore};
use crate::{
    AppendError, Appended, Document, DocumentError, Entry, Fault, Head, Manifest, MessageHead, MessageId,
    MessageKey, MessageQuery, NewDocument, NewTrace, OpenClaim, OpenError, OpenHold, Record, RecordRef, Seen,
    Seq, Snapshot, Stats, StoredMessage, Subject, TraceClass, TraceHead, TraceQuery, TraceRow, TraceSeq,
    TraceVerification, VaultRef, VaultRow, Verification,
};

/// A handle on one territory's storage. Cheap to clone, safe to share: reads run beside each other and beside
/// the one batch that is being written.
#[derive(Clone, Debug)]
pub enum Store {
    /// A SQLite file.
    Sqlite(Arc<SqliteStore>),
    /// Memory only: gone with the process.
    Memory(Arc<MemoryStore>),
}

/// A batch of commands being written: one transaction, one sync. Dropped without [`Batch::commit`], nothing of
/// it remains. There is one at a time: [`Store::begin`] waits for the one before, so a thread that holds a
/// batch must write through it, never through the store.
#[derive(Debug)]
pub enum Batch<'a> {
    /// On a SQLite file.
    Sqlite(Box<SqliteBatch<'a>>),
    /// In memory.
    Memory(Box<MemoryBatch<'a>>),
}

macro_rules! each {
    ($self:expr, $inner:ident => $call:expr) => {
        match $self {
            Self::Sqlite($inner) => $call,
            Self::Memory($inner) => $call,
        }
    };
}

impl Store {
    /// Opens or creates the file for writing; migrates an older one.
    ///
    /// # Errors
    /// When another process writes to it, when it is not ours or too recent, or when the disk fails.
    pub fn open(path: &Path, now: Moment, options: Options) -> Result<Self, OpenError> {
        SqliteStore::open(path, now, options)
            .map(Arc::new)
            .map(Self::Sqlite)
    }

    /// Opens an existing file for reading only, beside the process that writes to it.
    ///
    /// # Errors
    /// When it does not exist, is not ours, is of another schema, or the disk fails.
    pub fn open_for_reading(path: &Path, options: Options) -> Result<Self, OpenError> {
        SqliteStore::open_for_reading(path, options)
            .map(Arc::new)
            .map(Self::Sqlite)
    }

    /// An empty store in memory.
    #[must_use]
    pub fn memory() -> Self {
        Self::Memory(Arc::new(MemoryStore::default()))
    }

    /// Starts a batch; waits for the one in progress.
    ///
    /// # Errors
    /// When the store is read-only, poisoned, or locked by a foreign program.
    pub fn begin(&self) -> Result<Batch<'_>, Fault> {
        match self {
            Self::Sqlite(store) => store.begin().map(|batch| Batch::Sqlite(Box::new(batch))),
            Self::Memory(store) => Ok(Batch::Memory(Box::new(store.begin()))),
        }
    }

    /// Whether an earlier fault forbids all writing until a restart, and which.
    #[must_use]
    pub fn poison(&self) -> Option<&str> {
        match self {
            Self::Sqlite(store) => store.poison(),
            Self::Memory(_) => None,
        }
    }

    /// The end of the journal.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn head(&self) -> Result<Head, Fault> {
        each!(self, store => store.head())
    }

    /// The checksum of the journal up to a place; none when the journal does not reach that far. Two journals that
    /// agree on it hold the same records up to there.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn check_at(&self, seq: Seq) -> Result<Option<u64>, Fault> {
        each!(self, store => store.check_at(seq))
    }

    /// Shows the records after a place, in order, at most `limit`, each checked against the one before.
    /// Returns the place of the last one shown (`after` when there was none). The visitor must not ask the store
    /// anything: it holds one of its few readers.
    ///
    /// # Errors
    /// When the visitor stops with an error, when the disk fails, when the journal has a gap or is damaged.
    pub fn read_after<E: From<Fault>>(
        &self,
        after: Seq,
        limit: u64,
        visit: impl FnMut(RecordRef<'_>) -> Result<(), E>,
    ) -> Result<Seq, E> {
        each!(self, store => store.read_after(after, limit, visit))
    }

    /// The journal of one bed, stay, …: newest first, at most `limit`, before that place if one is given.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn records_of(&self, stream: &str, before: Option<Seq>, limit: u32) -> Result<Vec<Record>, Fault> {
        each!(self, store => store.records_of(stream, before, limit))
    }

    /// A message with its bytes.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn message(&self, id: MessageId) -> Result<Option<StoredMessage>, Fault> {
        each!(self, store => store.message(id))
    }

    /// The messages that answer a question, newest first.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn messages(&self, query: &MessageQuery) -> Result<Vec<MessageHead>, Fault> {
        each!(self, store => store.messages(query))
    }

    /// Shows the latest revision of every identity, by subject.
    ///
    /// # Errors
    /// When the visitor stops with an error or the disk fails.
    pub fn identities<E: From<Fault>>(
        &self,
        visit: impl FnMut(VaultRef<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        each!(self, store => store.identities(visit))
    }

    /// Every revision of one identity, oldest first.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn identity(&self, subject: Subject) -> Result<Vec<VaultRow>, Fault> {
        each!(self, store => store.identity(subject))
    }

    /// The claims in force, by bed.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn claims(&self) -> Result<Vec<OpenClaim>, Fault> {
        each!(self, store => store.claims())
    }

    /// The promises in force, by bed.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn holds(&self) -> Result<Vec<OpenHold>, Fault> {
        each!(self, store => store.holds())
    }

    /// The version of a document in force.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn document(&self, kind: &str, id: &str) -> Result<Option<Document>, Fault> {
        each!(self, store => store.document(kind, id))
    }

    /// The documents of a kind, each in the version in force, by id.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn documents(&self, kind: &str) -> Result<Vec<Document>, Fault> {
        each!(self, store => store.documents(kind))
    }

    /// Every version of a document, newest first.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn document_history(&self, kind: &str, id: &str) -> Result<Vec<Document>, Fault> {
        each!(self, store => store.document_history(kind, id))
    }

    /// Shows the things of a kind that are kept without history, by id. The visitor must not ask the store anything.
    ///
    /// # Errors
    /// When the visitor stops with an error, when the disk fails or what was kept is damaged.
    pub fn kept<E: From<Fault>>(
        &self,
        kind: &str,
        visit: impl FnMut(&str, &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        each!(self, store => store.kept(kind, visit))
    }

    /// The rows of the trace that answer a question, newest first.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn traces(&self, query: &TraceQuery) -> Result<Vec<TraceRow>, Fault> {
        each!(self, store => store.traces(query))
    }

    /// The end of the trace: the anchor to write down elsewhere.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn trace_head(&self) -> Result<TraceHead, Fault> {
        each!(self, store => store.trace_head())
    }

    /// Whether the rows at the end of the trace are linked with this store's key; true as well when there are none.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn is_trace_key_known(&self) -> Result<bool, Fault> {
        each!(self, store => store.is_trace_key_known())
    }

    /// Reads the whole trace and the records it seals again, and names the first row that is not what was written.
    /// A cut end and an old file put back are seen only with an anchor: a head of this trace written down elsewhere.
    ///
    /// # Errors
    /// When it cannot even be read; what is found wrong is in the answer.
    pub fn verify_trace(&self, anchor: Option<TraceHead>) -> Result<TraceVerification, Fault> {
        each!(self, store => store.verify_trace(anchor))
    }

    /// Blanks for good what rows of a class older than a moment say (retention): actor, post, patient, place and
    /// details, of at most `limit` rows, oldest first. That each row was there, when and of which class remains and
    /// the chain still verifies; a seal tells of the blanking. Returns how many were blanked; of seals, none ever.
    ///
    /// # Errors
    /// When the disk fails. Busy when a long reader kept the write-ahead log from being emptied: the blanking is
    /// done.
    pub fn blank_traces(&self, class: TraceClass, before: Moment, limit: u32) -> Result<u64, Fault> {
        match class {
            TraceClass::Seal => Ok(0),
            _ => each!(self, store => store.blank_traces(class, before, limit)),
        }
    }

    /// Keeps a snapshot; the oldest ones go.
    ///
    /// # Errors
    /// When the disk fails. A snapshot that could not be kept costs only time at the next start.
    pub fn put_snapshot(&self, snapshot: &Snapshot) -> Result<(), Fault> {
        each!(self, store => store.put_snapshot(snapshot))
    }

    /// The latest snapshot of this journal in this format, if there is a sound one.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn snapshot(&self, format: &str) -> Result<Option<Snapshot>, Fault> {
        each!(self, store => store.snapshot(format))
    }

    /// Copies everything into a new file while writing goes on, verifies the copy, writes its manifest beside.
    ///
    /// # Errors
    /// When a file is already there, the copy is not sound, or the disk fails.
    pub fn backup(&self, to: &Path, now: Moment) -> Result<Manifest, Fault> {
        match self {
            Self::Sqlite(store) => store.backup(to, now),
            Self::Memory(_) => Err(Fault::new(
                crate::FaultKind::Misuse,
                "sauvegardant une base qui n'est qu'en mémoire",
            )),
        }
    }

    /// Reads everything again: structure of the file, order and checksums of the journal, bytes of the messages.
    ///
    /// # Errors
    /// When it cannot even be read; what is found wrong is in the answer.
    pub fn verify(&self) -> Result<Verification, Fault> {
        each!(self, store => store.verify())
    }

    /// Figures for operators.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn stats(&self) -> Result<Stats, Fault> {
        each!(self, store => store.stats())
    }

    /// Writes one document in a batch of its own; see [`Batch::put_document`].
    ///
    /// # Errors
    /// When the version it replaces is not the one in force, or the disk fails.
    pub fn put_document(&self, document: &NewDocument) -> Result<u32, DocumentError> {
        let mut batch = self.begin()?;
        let version = batch.put_document(document)?;
        batch.commit()?;
        Ok(version)
    }

    /// Takes or renews the lease of a job until `now + ttl_ms`; false when another holder has it.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn lease(&self, name: &str, holder: &str, ttl_ms: i64, now: Moment) -> Result<bool, Fault> {
        let mut batch = self.begin()?;
        let is_ours = batch.lease(name, holder, ttl_ms, now)?;
        batch.commit()?;
        Ok(is_ours)
    }

    /// Blanks for good every revision of an identity and the bytes of the messages found by these keys.
    /// The journal stays as it is: it holds no name. Returns how many rows were blanked.
    ///
    /// # Errors
    /// When the disk fails. Busy when a long reader kept the write-ahead log from being emptied: the blanking is
    /// done, ask again to empty the log.
    pub fn purge(&self, subject: Subject, keys: &[MessageKey]) -> Result<u64, Fault> {
        each!(self, store => store.purge(subject, keys))
    }

    /// Blanks for good the bytes of messages received before a moment (retention), at most `limit` of them.
    /// Their heads and keys stay, so that a late duplicate is still recognised. Returns how many were blanked.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn blank_messages(&self, before: Moment, limit: u32) -> Result<u64, Fault> {
        each!(self, store => store.blank_messages(before, limit))
    }
}

impl Batch<'_> {
    /// The place the next record will have, if its entry is not refused.
    #[must_use]
    pub fn next_seq(&self) -> Seq {
        each!(self, batch => batch.next_seq())
    }

    /// The number the next message kept will have, if its entry is not refused.
    #[must_use]
    pub fn next_message_id(&self) -> MessageId {
        each!(self, batch => batch.next_message_id())
    }

    /// Announces the (sender, control id) pairs this batch is going to ask for. A remote database fetches them
    /// in one question; the others have nothing to gain.
    pub fn expect_messages(&mut self, _pairs: &[(&str, &str)]) {}

    /// An earlier message of that sender with that control id, this batch included; the same body is preferred,
    /// else the latest.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn find_message(
        &self,
        sender: &str,
        control_id: &str,
        body_hash: u64,
    ) -> Result<Option<Seen>, Fault> {
        each!(self, batch => batch.find_message(sender, control_id, body_hash))
    }

    /// Writes one command. A refusal concerns this command alone: it leaves no trace and no hole, and may be
    /// tried again. Nothing may be acknowledged before [`Batch::commit`] returned.
    ///
    /// # Errors
    /// Refused when a claim is against one in force. Failed when the disk fails: the batch is then lost.
    pub fn append(&mut self, entry: &Entry) -> Result<Appended, AppendError> {
        each!(self, batch => batch.append(entry))
    }

    /// Writes the next version of a document and returns its number. A stale one leaves no trace.
    ///
    /// # Errors
    /// When the version it replaces is not the one in force, or the disk fails.
    pub fn put_document(&mut self, document: &NewDocument) -> Result<u32, DocumentError> {
        each!(self, batch => batch.put_document(document))
    }

    /// Takes or renews the lease of a job until `now + ttl_ms`; false when another holder has it.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn lease(&mut self, name: &str, holder: &str, ttl_ms: i64, now: Moment) -> Result<bool, Fault> {
        each!(self, batch => batch.lease(name, holder, ttl_ms, now))
    }

    /// Keeps a thing without history (an account, a session), in the place of what had that kind and id.
    ///
    /// # Errors
    /// When the disk fails: the batch is then lost.
    pub fn keep(&mut self, kind: &str, id: &str, body: &[u8]) -> Result<(), Fault> {
        each!(self, batch => batch.keep(kind, id, body))
    }

    /// Forgets for good a thing kept without history; false when there was none. Once committed, its bytes are
    /// overwritten in the file at the next copy of the log, and leave the log within moments, or when the long reader
    /// that is in the way (a backup) ends.
    ///
    /// # Errors
    /// When the disk fails: the batch is then lost.
    pub fn forget(&mut self, kind: &str, id: &str) -> Result<bool, Fault> {
        each!(self, batch => batch.forget(kind, id))
    }

    /// Writes a row of the trace, in the same transaction as all the rest. The records of a batch need none: the
    /// commit seals them.
    ///
    /// # Errors
    /// When the disk fails, or when the row is a seal, which only the store writes: the batch is then lost.
    pub fn trace(&mut self, row: &NewTrace) -> Result<TraceSeq, Fault> {
        each!(self, batch => batch.trace(row))
    }

    /// Makes the batch durable, with one sync of the disk. Returns the new end of the journal.
    ///
    /// # Errors
    /// Nothing of the batch may then be acknowledged. [`Fault::may_pass`] says whether to try again;
    /// [`Store::poison`] whether the process must restart first (its senders will send again, and what did
    /// reach the disk will be recognised as duplicate).
    pub fn commit(self) -> Result<Head, Fault> {
        each!(self, batch => batch.commit())
    }
}
