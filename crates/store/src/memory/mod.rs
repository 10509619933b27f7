//! The store in memory: the same promises but durability. For tests, and to measure what the disk costs.

mod batch;
mod state;
mod trace;

use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use base::Moment;

pub use self::batch::MemoryBatch;
use self::state::State;
use crate::{
    Document, Fault, FaultKind, Head, MessageHead, MessageId, MessageKey, MessageQuery, OpenClaim, OpenHold,
    Record, RecordRef, Seq, Snapshot, Stats, StoredMessage, Subject, VaultRef, VaultRow, Verification,
    checksum, snapshot,
};

/// A store in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    committed: RwLock<State>,
    /// Held by the batch in progress, so that there is one at a time.
    writing: Mutex<()>,
}

impl MemoryStore {
    pub(crate) fn begin(&self) -> MemoryBatch<'_> {
        let turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        MemoryBatch::new(self, turn)
    }

    /// What is committed; a panic elsewhere cannot have left it half-changed, batches apply whole.
    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.committed.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn state_mut(&self) -> RwLockWriteGuard<'_, State> {
        self.committed.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn head(&self) -> Result<Head, Fault> {
        Ok(self.state().head())
    }

    pub(crate) fn check_at(&self, seq: Seq) -> Result<Option<u64>, Fault> {
        Ok(self.state().check_at(seq))
    }

    pub(crate) fn read_after<E: From<Fault>>(
        &self,
        after: Seq,
        limit: u64,
        mut visit: impl FnMut(RecordRef<'_>) -> Result<(), E>,
    ) -> Result<Seq, E> {
        let state = self.state();
        let first = usize::try_from(after.number()).unwrap_or(usize::MAX);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut last = after;
        for (record, _) in state.records.iter().skip(first).take(limit) {
            visit(record.borrowed())?;
            last = record.seq;
        }
        Ok(last)
    }

    pub(crate) fn records_of(
        &self,
        stream: &str,
        before: Option<Seq>,
        limit: u32,
    ) -> Result<Vec<Record>, Fault> {
        let state = self.state();
        let places = state.streams.get(stream).map_or(&[][..], Vec::as_slice);
        Ok(places
            .iter()
            .rev()
            .filter(|place| before.is_none_or(|before| **place < before.number()))
            .take(limit as usize)
            .filter_map(|place| state.record(Seq::new(*place)).cloned())
            .collect())
    }

    pub(crate) fn message(&self, id: MessageId) -> Result<Option<StoredMessage>, Fault> {
        Ok(self.state().message(id).map(|message| message.stored.clone()))
    }

    pub(crate) fn messages(&self, query: &MessageQuery) -> Result<Vec<MessageHead>, Fault> {
        let state = self.state();
        Ok(state
            .messages
            .iter()
            .rev()
            .filter(|message| message.answers(query))
            .take(query.page_size() as usize)
            .map(|message| message.stored.head.clone())
            .collect())
    }

    pub(crate) fn identities<E: From<Fault>>(
        &self,
        mut visit: impl FnMut(VaultRef<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        for (subject, revisions) in &self.state().vault {
            if let Some((revision, body)) = revisions.last_key_value() {
                visit(VaultRef {
                    subject: *subject,
                    revision: *revision,
                    body,
                })?;
            }
        }
        Ok(())
    }

    pub(crate) fn identity(&self, subject: Subject) -> Result<Vec<VaultRow>, Fault> {
        let state = self.state();
        Ok(state
            .vault
            .get(&subject)
            .into_iter()
            .flatten()
            .map(|(revision, body)| VaultRow {
                subject,
                revision: *revision,
                body: body.clone(),
            })
            .collect())
    }

    pub(crate) fn claims(&self) -> Result<Vec<OpenClaim>, Fault> {
        let mut claims: Vec<_> = self.state().by_bed.values().copied().collect();
        claims.sort_unstable();
        Ok(claims)
    }

    pub(crate) fn holds(&self) -> Result<Vec<OpenHold>, Fault> {
        Ok(self.state().holds.values().copied().collect())
    }

    pub(crate) fn document(&self, kind: &str, id: &str) -> Result<Option<Document>, Fault> {
        Ok(self.document_history(kind, id)?.into_iter().next())
    }

    pub(crate) fn documents(&self, kind: &str) -> Result<Vec<Document>, Fault> {
        let state = self.state();
        Ok(state
            .documents
            .iter()
            .filter(|((of_kind, _), _)| of_kind == kind)
            .filter_map(|(_, versions)| versions.last().cloned())
            .collect())
    }

    pub(crate) fn document_history(&self, kind: &str, id: &str) -> Result<Vec<Document>, Fault> {
        let state = self.state();
        let versions = state.documents.get(&(kind.to_owned(), id.to_owned()));
        Ok(versions.into_iter().flatten().rev().cloned().collect())
    }

    pub(crate) fn kept<E: From<Fault>>(
        &self,
        kind: &str,
        mut visit: impl FnMut(&str, &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let state = self.state();
        let of_kind = state.things.iter().filter(|((of, _), _)| of == kind);
        for ((_, id), body) in of_kind {
            visit(id, body)?;
        }
        Ok(())
    }

    pub(crate) fn put_snapshot(&self, snapshot: &Snapshot) -> Result<(), Fault> {
        let mut state = self.state_mut();
        state.snapshots.push(snapshot.clone());
        state.snapshots.sort_by_key(|kept| kept.head.seq);
        let extra = state.snapshots.len().saturating_sub(snapshot::KEPT);
        state.snapshots.drain(..extra);
        Ok(())
    }

    pub(crate) fn snapshot(&self, format: &str) -> Result<Option<Snapshot>, Fault> {
        let state = self.state();
        let is_of_this_journal = |head: Head| state.check_at(head.seq) == Some(head.check);
        Ok(state
            .snapshots
            .iter()
            .rev()
            .find(|kept| kept.format == format && is_of_this_journal(kept.head))
            .cloned())
    }

    pub(crate) fn verify(&self) -> Result<Verification, Fault> {
        let state = self.state();
        let mut check = 0;
        let mut problems = Vec::new();
        for (record, kept) in &state.records {
            check = checksum::of_record(check, &record.borrowed());
            if check != *kept {
                problems.push(format!(
                    "l'enregistrement {} du journal est endommagé",
                    record.seq
                ));
                break;
            }
        }
        Ok(Verification {
            head: state.head(),
            messages: state.messages.len() as u64,
            problems,
        })
    }

    pub(crate) fn stats(&self) -> Result<Stats, Fault> {
        let state = self.state();
        let mut stats = Stats {
            head: state.head().seq,
            open_claims: state.by_bed.len() as u64,
            vault_rows: state.vault.values().map(|revisions| revisions.len() as u64).sum(),
            ..Stats::default()
        };
        for message in &state.messages {
            stats.messages[usize::from(message.stored.head.outcome.code())] += 1;
        }
        stats.file_bytes = state
            .records
            .iter()
            .map(|(record, _)| record.body.len() as u64)
            .sum();
        Ok(stats)
    }

    pub(crate) fn purge(&self, subject: Subject, keys: &[MessageKey]) -> Result<u64, Fault> {
        let _turn = self.turn();
        let mut state = self.state_mut();
        let mut blanked = 0;
        for body in state
            .vault
            .get_mut(&subject)
            .into_iter()
            .flat_map(|revisions| revisions.values_mut())
        {
            if !body.is_empty() {
                *body = String::new();
                blanked += 1;
            }
        }
        for message in &mut state.messages {
            if keys.iter().any(|key| message.has(key)) && message.stored.raw.take().is_some() {
                blanked += 1;
            }
        }
        Ok(blanked)
    }

    pub(crate) fn blank_messages(&self, before: Moment, limit: u32) -> Result<u64, Fault> {
        let _turn = self.turn();
        let mut state = self.state_mut();
        let mut blanked = 0;
        for message in &mut state.messages {
            if blanked == u64::from(limit) {
                break;
            }
            if message.stored.head.received_at < before && message.stored.raw.take().is_some() {
                blanked += 1;
            }
        }
        Ok(blanked)
    }
}

fn misuse(doing: &'static str, what: String) -> Fault {
    Fault::new(FaultKind::Misuse, doing).because(what)
}
