//! Answers that wait for a commit, and the words of what goes wrong.

use std::sync::Arc;

use domain::flow::FlowRefusal;
use domain::refusal::Refusal;
use store::{AppendError, Appended, Batch, Conflict, Entry, Fault};

use crate::engine::Job;
use crate::handle::{Done, Failure, Reply};
use crate::inbound::Ingested;

/// An answer that waits for the commit.
pub(crate) enum Pending {
    Command(Reply<Done>, Result<Done, Failure>),
    Message(Reply<Ingested>, Result<Ingested, Failure>),
    Kept(Reply<()>, Result<(), Failure>),
}

impl Pending {
    /// Tells what was decided, once it is durable.
    pub fn give(self) {
        // Whoever asked may have gone; what was decided stays decided.
        match self {
            Self::Command(answer, result) => drop(answer.send(result)),
            Self::Message(answer, result) => drop(answer.send(result)),
            Self::Kept(answer, result) => drop(answer.send(result)),
        }
    }

    /// Tells that nothing of the batch was kept.
    pub fn give_up(self, fault: &Arc<Fault>) {
        match self {
            // A refusal is true whatever became of the batch.
            Self::Command(answer, Err(Failure::Refused(refusal))) => {
                drop(answer.send(Err(Failure::Refused(refusal))));
            }
            Self::Command(answer, _) => drop(answer.send(Err(Failure::Fault(fault.clone())))),
            Self::Message(answer, _) => drop(answer.send(Err(Failure::Fault(fault.clone())))),
            Self::Kept(answer, _) => drop(answer.send(Err(Failure::Fault(fault.clone())))),
        }
    }
}

/// Writes an entry, a claim refused by the database being the refusal that the rules would have given.
pub(crate) fn append(batch: &mut Batch<'_>, entry: &Entry) -> Result<Appended, Failure> {
    batch.append(entry).map_err(|error| match error {
        AppendError::Refused(Conflict::BedTaken { bed, holder, .. }) => {
            Failure::Refused(Refusal::BedTaken { bed, by: holder })
        }
        AppendError::Refused(Conflict::StayPlaced { bed, stay, .. }) => {
            Failure::Refused(Refusal::BedTaken { bed, by: stay })
        }
        AppendError::Refused(Conflict::BedHeld { held, .. }) => {
            Failure::Refused(Refusal::Flow(FlowRefusal::BedHeld {
                bed: held.bed,
                hold: held.hold,
                by: held.owner,
                since: held.since,
            }))
        }
        AppendError::Refused(Conflict::HoldPlaced { hold, .. }) => {
            Failure::Refused(Refusal::Flow(FlowRefusal::HoldOver(hold)))
        }
        AppendError::Failed(fault) => Failure::Fault(Arc::new(fault)),
    })
}

/// Remembers the first fault of a batch: nothing of it can be kept.
pub(crate) fn note_loss<T>(result: &Result<T, Failure>, lost: &mut Option<Arc<Fault>>) {
    if let Err(Failure::Fault(fault)) = result {
        lost.get_or_insert_with(|| fault.clone());
    }
}

/// Tells everybody of a transaction that could not begin.
pub(crate) fn refuse_all(jobs: impl Iterator<Item = Job>, fault: &Arc<Fault>) {
    tracing::error!(error = %chain(fault), "cannot begin a transaction");
    for job in jobs {
        match job {
            Job::Command { answer, .. } => drop(answer.send(Err(Failure::Fault(fault.clone())))),
            Job::Keep { answer, .. } => drop(answer.send(Err(Failure::Fault(fault.clone())))),
            Job::Message { answer, .. } => drop(answer.send(Err(Failure::Fault(fault.clone())))),
            Job::Settle { answer, .. } => drop(answer.send(Err(Failure::Fault(fault.clone())))),
            Job::Stop { answer } => drop(answer),
        }
    }
}

/// An error with everything below it, on one line.
pub(crate) fn chain(fault: &Fault) -> String {
    let mut text = fault.to_string();
    let mut source = std::error::Error::source(fault);
    while let Some(cause) = source {
        text.push_str(" : ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
