//! The storage contract and its implementations: SQLite for real, memory for tests and measures.
//!
//! One journal of records in a gapless order, the inbox of raw messages, the vault of identities, claims on
//! beds guarded by the database, versioned documents, things kept without history, the trace of who did and read
//! what, leases, snapshots, backups. Everything a command writes
//! goes through a [`Batch`]: many commands, one transaction, one sync of the disk, and only then may anybody
//! be told that it is done.
//!
//! The store never looks inside a record, never reads the clock, and never repairs silently: what it cannot
//! keep or cannot read is a typed [`Fault`] with a French advice.
//!
//! How another database joins (PostgreSQL): the head row is locked at [`Store::begin`], ids and claims are
//! given from memory while the lock is held, look-ups named by [`Batch::expect_messages`] are fetched in one
//! question, and everything appended is sent in one statement at [`Batch::commit`]. The conformance suite is
//! the specification.

pub mod checksum;
mod claim;
pub mod codec;
#[cfg(any(test, feature = "testing"))]
pub mod conformance;
mod document;
mod entry;
mod fault;
mod memory;
mod message;
mod record;
mod report;
mod snapshot;
mod sqlite;
mod store;
mod trace;
mod vault;

pub use checksum::fingerprint;
pub use claim::{Claim, Conflict, OpenClaim, OpenHold};
pub use document::{Document, DocumentError, NewDocument};
pub use entry::{AppendError, Appended, Entry, MessageWrite};
pub use fault::{Fault, FaultKind, OpenError};
pub use message::{
    KeyKind, MessageHead, MessageId, MessageKey, MessageQuery, NewMessage, Outcome, Reason, Seen,
    StoredMessage,
};
pub use record::{Head, NewRecord, Record, RecordRef, Seq, Streams};
pub use report::{Manifest, Stats, Verification};
pub use snapshot::Snapshot;
pub use sqlite::{Durability, Options, check_backup, restore};
pub use store::{Batch, Store};
pub use trace::{
    NewTrace, NotAnAnchor, TraceClass, TraceFlaw, TraceHead, TraceKey, TraceProblem, TraceQuery, TraceRow,
    TraceSeq, TraceVerification,
};
pub use vault::{Subject, VaultRef, VaultRow};
