//! A message at the door of the engine: its bytes, what was understood of it, and what became of it.

use base::Moment;
use bytes::Bytes;
use domain::command::Command;
use store::{MessageId, MessageKey, Outcome, Reason};

/// A message received.
#[derive(Clone, Debug)]
pub struct Inbound {
    /// When its last byte came in.
    pub received_at: Moment,
    /// Who sent it (MSH-3|MSH-4).
    pub sender: String,
    /// Its control id (MSH-10), when it has one.
    pub control_id: Option<String>,
    /// What happened, as the sender calls it (`A01`).
    pub trigger: Option<String>,
    /// When its sender says it was sent (MSH-7).
    pub sent_at: Option<Moment>,
    /// The bytes as received.
    pub raw: Bytes,
    /// What tells whether two messages with one control id are the same ([`store::fingerprint`]).
    pub body_hash: u64,
    /// What it can be found by.
    pub keys: Vec<MessageKey>,
    /// What a person should look at although it was understood.
    pub warnings: Vec<Reason>,
    /// What was understood.
    pub understanding: Understanding,
    /// The kept message this is a replay of.
    pub replays: Option<MessageId>,
}

/// What was understood of a message.
#[derive(Clone, Debug)]
pub enum Understanding {
    /// It says this.
    Command(Box<Command>),
    /// It cannot be used before something is fixed: kept aside, replayable.
    Quarantine(Reason),
    /// It is of no interest here.
    Ignore(Reason),
    /// It is not a message of this kind at all.
    Reject(Reason),
}

/// What became of a message, once durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ingested {
    /// What became of it.
    pub outcome: Outcome,
    /// Why, unless it was simply applied.
    pub reason: Option<Reason>,
    /// Under which number it is kept.
    pub message: MessageId,
}
