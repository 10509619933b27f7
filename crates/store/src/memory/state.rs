//! What the memory store holds.

use std::collections::BTreeMap;

use base::Moment;
use base::id::{BedId, StayId};
use foldhash::HashMap;

use crate::trace::audit::turns_to;
use crate::{
    Document, Head, KeyKind, MessageId, MessageKey, MessageQuery, OpenClaim, OpenHold, Record, Seq, Snapshot,
    StoredMessage, Subject, TraceClass, TraceHead, TraceKey, TraceQuery, TraceRow,
};

#[derive(Debug, Default)]
pub(super) struct State {
    /// Each record with the checksum of the journal up to it.
    pub records: Vec<(Record, u64)>,
    pub streams: HashMap<String, Vec<u64>>,
    pub messages: Vec<Kept>,
    pub by_control: HashMap<String, Vec<MessageId>>,
    pub by_bed: HashMap<BedId, OpenClaim>,
    pub by_stay: HashMap<StayId, BedId>,
    pub holds: BTreeMap<BedId, OpenHold>,
    pub vault: BTreeMap<Subject, BTreeMap<u32, String>>,
    pub documents: BTreeMap<(String, String), Vec<Document>>,
    pub things: BTreeMap<(String, String), Vec<u8>>,
    pub trace: Vec<TraceRow>,
    pub leases: HashMap<String, (String, Moment)>,
    pub snapshots: Vec<Snapshot>,
}

/// A message with what it can be found by.
#[derive(Debug)]
pub(super) struct Kept {
    pub stored: StoredMessage,
    pub keys: Vec<MessageKey>,
}

impl State {
    pub fn head(&self) -> Head {
        self.records
            .last()
            .map_or_else(Head::default, |(record, check)| Head {
                seq: record.seq,
                check: *check,
            })
    }

    pub fn trace_head(&self) -> TraceHead {
        self.trace
            .last()
            .map_or_else(TraceHead::default, |row| TraceHead {
                seq: row.seq,
                link: row.link,
            })
    }

    /// Whether the trace says with which key it is linked.
    pub fn is_key_told(&self) -> bool {
        self.trace
            .iter()
            .any(|row| turns_to(row, &TraceKey::default()).is_some())
    }

    pub fn record(&self, seq: Seq) -> Option<&Record> {
        let index = usize::try_from(seq.number().checked_sub(1)?).ok()?;
        self.records.get(index).map(|(record, _)| record)
    }

    /// The checksum of the journal up to a place.
    pub fn check_at(&self, seq: Seq) -> Option<u64> {
        if seq == Seq::START {
            return Some(0);
        }
        let index = usize::try_from(seq.number() - 1).ok()?;
        self.records.get(index).map(|(_, check)| *check)
    }

    pub fn message(&self, id: MessageId) -> Option<&Kept> {
        self.messages.get(index_of(id)?)
    }

    pub fn message_mut(&mut self, id: MessageId) -> Option<&mut Kept> {
        self.messages.get_mut(index_of(id)?)
    }
}

impl Kept {
    pub fn has(&self, key: &MessageKey) -> bool {
        match key.kind {
            KeyKind::Control => self.stored.head.control_id.as_ref() == Some(&key.value),
            _ => self.keys.contains(key),
        }
    }

    pub fn answers(&self, query: &MessageQuery) -> bool {
        let head = &self.stored.head;
        query.key.as_ref().is_none_or(|key| self.has(key))
            && query.outcome.is_none_or(|outcome| head.outcome == outcome)
            && query.from.is_none_or(|from| head.received_at >= from)
            && query.until.is_none_or(|until| head.received_at < until)
            && query.before.is_none_or(|before| head.id < before)
    }
}

fn index_of(id: MessageId) -> Option<usize> {
    usize::try_from(id.number().checked_sub(1)?).ok()
}

/// Whether a row answers a question, but for the page.
pub(super) fn answers(row: &TraceRow, query: &TraceQuery) -> bool {
    let is = |wanted: &Option<String>, said: &Option<String>| wanted.is_none() || wanted == said;
    let class = query.class;
    class.map_or(row.class != TraceClass::Seal, |class| row.class == class)
        && query.action.as_ref().is_none_or(|action| row.action == *action)
        && is(&query.patient, &row.patient)
        && is(&query.actor, &row.actor)
        && is(&query.post, &row.post)
        && is(&query.place, &row.place)
        && query.from.is_none_or(|from| row.at >= from)
        && query.until.is_none_or(|until| row.at < until)
}
