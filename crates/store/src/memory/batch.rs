//! A batch in memory: staged beside the committed state, applied whole at commit.

use std::collections::BTreeMap;
use std::sync::MutexGuard;

use base::Moment;
use base::id::{BedId, HoldId, StayId};
use foldhash::HashMap;

use super::state::{Kept, State};
use super::{MemoryStore, misuse};
use crate::record::names_in;
use crate::trace::{chain, seal};
use crate::{
    AppendError, Appended, Claim, Conflict, Document, DocumentError, Entry, Fault, FaultKind, Head,
    MessageHead, MessageId, MessageWrite, NewDocument, NewMessage, NewTrace, OpenClaim, OpenHold, Outcome,
    Reason, Record, Seen, Seq, StoredMessage, TraceClass, TraceHead, TraceKey, TraceRow, TraceSeq, VaultRow,
    checksum,
};

/// A batch on a [`MemoryStore`].
#[derive(Debug)]
pub struct MemoryBatch<'a> {
    store: &'a MemoryStore,
    head: Head,
    kept: u64,
    records: Vec<(Record, u64)>,
    messages: Vec<Kept>,
    settled: Vec<(MessageId, Outcome, Option<Reason>)>,
    vault: Vec<VaultRow>,
    claims: Changes,
    documents: Vec<Document>,
    /// What is kept without history from now on, or forgotten.
    things: BTreeMap<(String, String), Option<Vec<u8>>>,
    trace: Vec<TraceRow>,
    trace_head: TraceHead,
    is_key_told: bool,
    leases: HashMap<String, (String, Moment)>,
    is_broken: bool,
    _turn: MutexGuard<'a, ()>,
}

/// Changes to the claims in force: what each bed and each stay holds now, where that differs.
#[derive(Debug, Default, Clone)]
struct Changes {
    beds: HashMap<BedId, Option<OpenClaim>>,
    stays: HashMap<StayId, Option<BedId>>,
    /// Who promises each bed now, where that differs.
    holds: BTreeMap<BedId, Option<OpenHold>>,
}

impl<'a> MemoryBatch<'a> {
    pub(super) fn new(store: &'a MemoryStore, turn: MutexGuard<'a, ()>) -> Self {
        let state = store.state();
        Self {
            store,
            head: state.head(),
            kept: state.messages.len() as u64,
            records: Vec::new(),
            messages: Vec::new(),
            settled: Vec::new(),
            vault: Vec::new(),
            claims: Changes::default(),
            documents: Vec::new(),
            things: BTreeMap::new(),
            trace: Vec::new(),
            trace_head: state.trace_head(),
            is_key_told: state.is_key_told(),
            leases: HashMap::default(),
            is_broken: false,
            _turn: turn,
        }
    }

    pub(crate) const fn next_seq(&self) -> Seq {
        self.head.seq.next()
    }

    pub(crate) const fn next_message_id(&self) -> MessageId {
        MessageId::new(self.kept + self.messages.len() as u64 + 1)
    }

    pub(crate) fn find_message(
        &self,
        sender: &str,
        control_id: &str,
        body_hash: u64,
    ) -> Result<Option<Seen>, Fault> {
        let state = self.store.state();
        let earlier = state.by_control.get(control_id).map_or(&[][..], Vec::as_slice);
        let committed = earlier.iter().filter_map(|id| state.message(*id));
        let staged = self.messages.iter();
        let mut best: Option<Seen> = None;
        for message in committed.chain(staged) {
            let head = &message.stored.head;
            let outcome = self.outcome_of(head);
            let is_same_exchange = head.sender == sender && head.control_id.as_deref() == Some(control_id);
            if !is_same_exchange || outcome == Outcome::Duplicate {
                continue;
            }
            let same_body = head.body_hash == body_hash;
            if same_body || best.is_none_or(|best| !best.same_body) {
                best = Some(Seen {
                    id: head.id,
                    outcome,
                    same_body,
                });
            }
        }
        Ok(best)
    }

    pub(crate) fn append(&mut self, entry: &Entry) -> Result<Appended, AppendError> {
        self.refuse_broken()?;
        let claims = self.claimed(entry)?;
        if let Err(fault) = self.check(entry) {
            self.is_broken = true;
            return Err(fault.into());
        }
        if let Some(claims) = claims {
            self.claims = claims;
        }
        let first_seq = self.next_seq();
        let message_id = match &entry.message {
            None => None,
            Some(MessageWrite::New(message)) => Some(self.receive(message)),
            Some(MessageWrite::Settle { id, outcome, reason }) => {
                self.settled.push((*id, *outcome, reason.clone()));
                Some(*id)
            }
        };
        for new in &entry.records {
            let record = Record {
                seq: self.head.seq.next(),
                kind: new.kind.to_owned(),
                version: new.version,
                occurred_at: new.occurred_at,
                recorded_at: entry.recorded_at,
                actor: entry.actor.clone(),
                cause: entry.cause.clone(),
                streams: new.streams.clone(),
                body: new.body.clone(),
            };
            let check = checksum::of_record(self.head.check, &record.borrowed());
            self.head = Head {
                seq: record.seq,
                check,
            };
            self.records.push((record, check));
        }
        self.vault.extend(entry.vault.iter().cloned());
        Ok(Appended {
            first_seq,
            message_id,
        })
    }

    pub(crate) fn put_document(&mut self, new: &NewDocument) -> Result<u32, DocumentError> {
        let staged = self
            .documents
            .iter()
            .rev()
            .find(|document| document.kind == new.kind && document.id == new.id);
        let current = match staged {
            Some(document) => document.version,
            None => self
                .store
                .document(&new.kind, &new.id)?
                .map_or(0, |document| document.version),
        };
        if current != new.replaces {
            return Err(DocumentError::Stale { current });
        }
        self.documents.push(Document {
            kind: new.kind.clone(),
            id: new.id.clone(),
            version: current + 1,
            body: new.body.clone(),
            written_at: new.written_at,
            written_by: new.written_by.clone(),
        });
        Ok(current + 1)
    }

    pub(crate) fn lease(
        &mut self,
        name: &str,
        holder: &str,
        ttl_ms: i64,
        now: Moment,
    ) -> Result<bool, Fault> {
        let state = self.store.state();
        let current = self.leases.get(name).or_else(|| state.leases.get(name));
        if current.is_some_and(|(by, until)| by != holder && *until > now) {
            return Ok(false);
        }
        self.leases
            .insert(name.to_owned(), (holder.to_owned(), now.plus(ttl_ms)));
        Ok(true)
    }

    pub(crate) fn keep(&mut self, kind: &str, id: &str, body: &[u8]) -> Result<(), Fault> {
        self.refuse_broken()?;
        self.things
            .insert((kind.to_owned(), id.to_owned()), Some(body.to_vec()));
        Ok(())
    }

    pub(crate) fn forget(&mut self, kind: &str, id: &str) -> Result<bool, Fault> {
        self.refuse_broken()?;
        let place = (kind.to_owned(), id.to_owned());
        let is_there = match self.things.get(&place) {
            Some(staged) => staged.is_some(),
            None => self.store.state().things.contains_key(&place),
        };
        self.things.insert(place, None);
        Ok(is_there)
    }

    fn refuse_broken(&self) -> Result<(), Fault> {
        if self.is_broken {
            return Err(misuse(
                "écrivant dans un lot déjà perdu",
                "une erreur l'a précédé".to_owned(),
            ));
        }
        Ok(())
    }

    pub(crate) fn trace(&mut self, new: &NewTrace) -> Result<TraceSeq, Fault> {
        self.refuse_broken()?;
        if new.class == TraceClass::Seal {
            self.is_broken = true;
            return Err(Fault::new(FaultKind::Misuse, "écrivant un sceau dans la trace"));
        }
        Ok(self.chain(new))
    }

    /// Writes the next row of the trace.
    pub(super) fn chain(&mut self, new: &NewTrace) -> TraceSeq {
        let key = TraceKey::default();
        if !self.is_key_told {
            self.is_key_told = true;
            let before = self.store.state().head();
            self.chain(&seal::of_key(new.at, &key, before));
        }
        let row = chain::row_after(&key, &self.trace_head, new);
        let (seq, link) = (row.seq, row.link);
        self.trace_head = TraceHead { seq, link };
        self.trace.push(row);
        seq
    }

    /// Seals the records of this batch.
    fn seal(&mut self) {
        let (Some((first, _)), Some((last, _))) = (self.records.first(), self.records.last()) else {
            return;
        };
        let mut sum = chain::RecordSum::default();
        for (record, _) in &self.records {
            sum.add(&record.borrowed());
        }
        let seal = seal::of_records(last.recorded_at, first.seq, last.seq, &sum.finish());
        self.chain(&seal);
    }

    pub(crate) fn commit(mut self) -> Result<Head, Fault> {
        if self.is_broken {
            return Err(Fault::new(FaultKind::Misuse, "validant un lot déjà perdu"));
        }
        self.seal();
        let head = self.head;
        let mut state = self.store.state_mut();
        for (record, check) in self.records {
            for name in names_in(record.streams.as_str()) {
                state
                    .streams
                    .entry(name.to_owned())
                    .or_default()
                    .push(record.seq.number());
            }
            state.records.push((record, check));
        }
        for message in self.messages {
            if let Some(control_id) = message.stored.head.control_id.clone() {
                state
                    .by_control
                    .entry(control_id)
                    .or_default()
                    .push(message.stored.head.id);
            }
            state.messages.push(message);
        }
        for (id, outcome, reason) in self.settled {
            if let Some(message) = state.message_mut(id) {
                message.stored.head.outcome = outcome;
                message.stored.head.reason = reason;
            }
        }
        for row in self.vault {
            state
                .vault
                .entry(row.subject)
                .or_default()
                .insert(row.revision, row.body);
        }
        self.claims.apply(&mut state);
        for document in self.documents {
            let place = (document.kind.clone(), document.id.clone());
            state.documents.entry(place).or_default().push(document);
        }
        state.trace.extend(self.trace);
        for (place, body) in self.things {
            match body {
                Some(body) => state.things.insert(place, body),
                None => state.things.remove(&place),
            };
        }
        state.leases.extend(self.leases);
        Ok(head)
    }

    /// The claims once this entry's are made, or nothing when it makes none.
    fn claimed(&self, entry: &Entry) -> Result<Option<Changes>, Conflict> {
        if entry.claims.is_empty() {
            return Ok(None);
        }
        let state = self.store.state();
        let mut changes = self.claims.clone();
        for claim in &entry.claims {
            if let Claim::Close { stay } = claim
                && let Some(bed) = changes.bed_of(&state, *stay)
            {
                changes.beds.insert(bed, None);
                changes.stays.insert(*stay, None);
            }
            if let Claim::Release { hold } = claim
                && let Some(bed) = changes.promised_by(&state, *hold)
            {
                changes.holds.insert(bed, None);
            }
        }
        for claim in &entry.claims {
            if let Claim::Hold { bed, hold, owner } = *claim {
                if let Some(held) = changes.promise_on(&state, bed) {
                    return Err(Conflict::BedHeld { hold, held });
                }
                if let Some(holds) = changes.promised_by(&state, hold) {
                    return Err(Conflict::HoldPlaced { bed, hold, holds });
                }
                let since = entry.recorded_at;
                let promise = OpenHold {
                    bed,
                    hold,
                    owner,
                    since,
                };
                changes.holds.insert(bed, Some(promise));
            }
            let Claim::Open { bed, stay } = *claim else {
                continue;
            };
            if let Some(holder) = changes.holder_of(&state, bed) {
                return Err(Conflict::BedTaken { bed, stay, holder });
            }
            if let Some(holds) = changes.bed_of(&state, stay) {
                return Err(Conflict::StayPlaced { bed, stay, holds });
            }
            let claim = OpenClaim {
                bed,
                stay,
                since: entry.recorded_at,
            };
            changes.beds.insert(bed, Some(claim));
            changes.stays.insert(stay, Some(bed));
        }
        Ok(Some(changes))
    }

    /// What a database would refuse by its constraints.
    fn check(&self, entry: &Entry) -> Result<(), Fault> {
        let state = self.store.state();
        if let Some(MessageWrite::Settle { id, .. }) = &entry.message
            && id.number() >= self.next_message_id().number()
        {
            return Err(misuse("réglant un message", format!("message {id} inconnu")));
        }
        for (place, row) in entry.vault.iter().enumerate() {
            let is_same = |other: &VaultRow| other.subject == row.subject && other.revision == row.revision;
            let is_known = state
                .vault
                .get(&row.subject)
                .is_some_and(|known| known.contains_key(&row.revision));
            if is_known || self.vault.iter().any(is_same) || entry.vault[..place].iter().any(is_same) {
                return Err(misuse(
                    "écrivant une identité",
                    format!("révision {} de {} déjà écrite", row.revision, row.subject),
                ));
            }
        }
        Ok(())
    }

    fn receive(&mut self, message: &NewMessage) -> MessageId {
        let id = self.next_message_id();
        self.messages.push(Kept {
            stored: StoredMessage {
                head: MessageHead {
                    id,
                    received_at: message.received_at,
                    sent_at: message.sent_at,
                    sender: message.sender.clone(),
                    control_id: message.control_id.clone(),
                    trigger: message.trigger.clone(),
                    body_hash: message.body_hash,
                    outcome: message.outcome,
                    reason: message.reason.clone(),
                },
                raw: Some(message.raw.clone()),
            },
            keys: message.keys.clone(),
        });
        id
    }

    /// The outcome of a message, this batch's own changes included.
    fn outcome_of(&self, head: &MessageHead) -> Outcome {
        let settled = self.settled.iter().rev().find(|(id, ..)| *id == head.id);
        settled.map_or(head.outcome, |(_, outcome, _)| *outcome)
    }
}

impl Changes {
    fn holder_of(&self, state: &State, bed: BedId) -> Option<StayId> {
        match self.beds.get(&bed) {
            Some(changed) => changed.map(|claim| claim.stay),
            None => state.by_bed.get(&bed).map(|claim| claim.stay),
        }
    }

    fn bed_of(&self, state: &State, stay: StayId) -> Option<BedId> {
        match self.stays.get(&stay) {
            Some(changed) => *changed,
            None => state.by_stay.get(&stay).copied(),
        }
    }

    fn promise_on(&self, state: &State, bed: BedId) -> Option<OpenHold> {
        let known = || state.holds.get(&bed).copied();
        self.holds.get(&bed).copied().unwrap_or_else(known)
    }

    fn promised_by(&self, state: &State, hold: HoldId) -> Option<BedId> {
        let is_it = |it: &&OpenHold| it.hold == hold;
        let mine = self.holds.values().flatten().find(is_it);
        let known = || {
            let mut unchanged = state
                .holds
                .values()
                .filter(|it| !self.holds.contains_key(&it.bed));
            unchanged.find(is_it)
        };
        mine.or_else(known).map(|it| it.bed)
    }

    fn apply(self, state: &mut State) {
        for (bed, promise) in self.holds {
            match promise {
                Some(promise) => state.holds.insert(bed, promise),
                None => state.holds.remove(&bed),
            };
        }
        for (bed, claim) in self.beds {
            match claim {
                Some(claim) => state.by_bed.insert(bed, claim),
                None => state.by_bed.remove(&bed),
            };
        }
        for (stay, bed) in self.stays {
            match bed {
                Some(bed) => state.by_stay.insert(stay, bed),
                None => state.by_stay.remove(&stay),
            };
        }
    }
}
