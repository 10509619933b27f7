//! The inbox: every message received, byte for byte, with what became of it.

use std::fmt;

use base::Moment;
use serde::{Deserialize, Serialize};

/// The number of a received message: 1 for the first, then without a gap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(u64);

impl MessageId {
    /// The id with this number.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The number of the message.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The id of the message received right after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

/// What became of a message.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Understood and applied.
    Applied,
    /// Applied as far as possible; a line of the work-list says what a person should settle.
    WorkList,
    /// Kept aside until a mapping is fixed, then replayed.
    Quarantined,
    /// Not applied: it cannot be read or makes no sense.
    Rejected,
    /// Already received: answered as the first time.
    Duplicate,
    /// Understood, and of no interest here.
    Ignored,
}

impl Outcome {
    /// Every outcome, in the order of their codes.
    pub const ALL: [Self; 6] = [
        Self::Applied,
        Self::WorkList,
        Self::Quarantined,
        Self::Rejected,
        Self::Duplicate,
        Self::Ignored,
    ];

    /// The stored number.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The outcome with this stored number.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }
}

/// Why a message was not simply applied.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reason {
    /// For machines and for grouping: `unknown_ward`, `no_visit_number`.
    pub code: String,
    /// For people, in French.
    pub text: String,
}

/// What a message can be found by, besides its sender, its time and its outcome.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// Control id (MSH-10). The store adds this key by itself.
    Control,
    /// A patient identifier (PID-3), in any of its domains.
    Patient,
    /// A visit or account number (PV1-19, PID-18).
    Visit,
    /// A movement id (ZBE-1).
    Movement,
}

impl KeyKind {
    /// The stored number.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }
}

/// One thing a message can be found by.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct MessageKey {
    /// What sort of identifier.
    pub kind: KeyKind,
    /// The identifier, as the sender wrote it.
    pub value: String,
}

impl MessageKey {
    /// A key.
    #[must_use]
    pub fn new(kind: KeyKind, value: impl Into<String>) -> Self {
        Self {
            kind,
            value: value.into(),
        }
    }
}

/// A message about to be kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewMessage {
    /// When its last byte came in.
    pub received_at: Moment,
    /// When its sender says it was sent (MSH-7).
    pub sent_at: Option<Moment>,
    /// Who sent it (MSH-3, MSH-4), as one text.
    pub sender: String,
    /// Its control id (MSH-10), when it has one.
    pub control_id: Option<String>,
    /// What happened, as the sender calls it (`A01`), when it could be read.
    pub trigger: Option<String>,
    /// What tells whether two messages with one control id are the same ([`crate::fingerprint`]).
    pub body_hash: u64,
    /// The bytes as received.
    pub raw: Vec<u8>,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, unless it was simply applied.
    pub reason: Option<Reason>,
    /// What it can be found by.
    pub keys: Vec<MessageKey>,
}

/// An earlier message with the same sender and control id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen {
    /// The earlier message; a [`Outcome::Duplicate`] is never given, but what it repeated.
    pub id: MessageId,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether it is the same message. If not, the sender used its control id twice: accept, and say so.
    pub same_body: bool,
}

/// A kept message, without its bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageHead {
    /// Its number.
    pub id: MessageId,
    /// When its last byte came in.
    pub received_at: Moment,
    /// When its sender says it was sent.
    pub sent_at: Option<Moment>,
    /// Who sent it.
    pub sender: String,
    /// Its control id, when it has one.
    pub control_id: Option<String>,
    /// What happened, as the sender calls it.
    pub trigger: Option<String>,
    /// Fingerprint of its body.
    pub body_hash: u64,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, unless it was simply applied.
    pub reason: Option<Reason>,
}

/// A kept message with its bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredMessage {
    /// What is known of it.
    pub head: MessageHead,
    /// The bytes as received; none when they were blanked by a purge.
    pub raw: Option<Vec<u8>>,
}

/// A question to the inbox. Answers come newest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MessageQuery {
    /// Only those found by this key.
    pub key: Option<MessageKey>,
    /// Only those with this outcome.
    pub outcome: Option<Outcome>,
    /// Only those received at or after.
    pub from: Option<Moment>,
    /// Only those received before.
    pub until: Option<Moment>,
    /// Only those with a smaller number: the last id of the page before.
    pub before: Option<MessageId>,
    /// How many at most; 0 stands for 50.
    pub limit: u32,
}

impl MessageQuery {
    /// How many messages one page holds.
    #[must_use]
    pub const fn page_size(&self) -> u32 {
        if self.limit == 0 { 50 } else { self.limit }
    }
}
