//! One command's worth of writing: all of it is kept, or nothing of it.

use base::Moment;

use crate::{Claim, Conflict, Fault, MessageId, NewMessage, NewRecord, Outcome, Reason, Seq, VaultRow};

/// Everything one command writes, under one actor and one cause.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Entry {
    /// When Chevet writes it down.
    pub recorded_at: Moment,
    /// Who did it, as text.
    pub actor: String,
    /// What it answers (a command, a message), as text. For a message of this same entry,
    /// [`crate::Batch::next_message_id`] tells its number beforehand.
    pub cause: String,
    /// The message it comes from, if any.
    pub message: Option<MessageWrite>,
    /// The events, in order.
    pub records: Vec<NewRecord>,
    /// The identities they refer to.
    pub vault: Vec<VaultRow>,
    /// Who takes or leaves which bed.
    pub claims: Vec<Claim>,
}

/// What an entry does to the inbox.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MessageWrite {
    /// Keeps a message just received.
    New(NewMessage),
    /// Changes what became of a message kept earlier: it was replayed, or set aside by a person.
    Settle {
        /// Which message.
        id: MessageId,
        /// What became of it.
        outcome: Outcome,
        /// Why, unless it was simply applied.
        reason: Option<Reason>,
    },
}

/// Where an entry was written. True only once the batch is committed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Appended {
    /// Place of the first record; the others follow without a gap. Without records, the place the next one
    /// will have.
    pub first_seq: Seq,
    /// The message kept or changed, if any.
    pub message_id: Option<MessageId>,
}

/// Why an entry was not written.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// A claim it carries is against one in force. It left no trace and the batch goes on.
    #[error(transparent)]
    Refused(#[from] Conflict),
    /// The store failed. The batch is lost as a whole: nothing of it may be acknowledged.
    #[error(transparent)]
    Failed(#[from] Fault),
}
