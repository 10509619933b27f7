//! The territory as it was: the journal folded up to any record or instant of its past.
//!
//! Folding a year takes most of a second, so a ladder of states is kept in memory, one every few thousand records
//! ([`ladder`]). It is built by a thread of its own when somebody first looks back, and grows with the journal; the
//! writer knows nothing of it. From the nearest rung below, the few records that are missing are folded for each
//! question. States share what they have in common, so a rung costs what changed since the one before.
//!
//! What is folded is what was *recorded* by then: a movement reported late is not on the board of the hour in which
//! it happened, because it was not. The names are those of today's vault: what was purged stays purged in the past.

mod ladder;
#[cfg(test)]
mod tests;
mod walk;

use std::sync::Arc;

use base::Moment;
use domain::event::Event;
use domain::state::{State, Touched};
use domain::vault::Vault;
use store::{RecordRef, Seq};

use crate::handle::{App, Failure};
pub(crate) use ladder::Ladder;
pub use ladder::LadderFigures;

/// The territory at an instant of its past.
#[derive(Clone, Debug)]
pub struct Then {
    /// The fold of everything recorded up to that instant.
    pub state: Arc<State>,
    /// Who the ids stand for, as known today.
    pub vault: Vault,
    /// The instant.
    pub at: Moment,
}

/// One record of the past, with the state on both sides of it.
#[derive(Debug)]
pub struct Passing<'a> {
    /// The record.
    pub record: RecordRef<'a>,
    /// What it says.
    pub event: &'a Event,
    /// The state before it.
    pub before: &'a State,
    /// The state after it.
    pub after: &'a State,
}

/// One record on the way through a stretch of the journal.
#[derive(Debug)]
pub struct Step<'a> {
    /// The record.
    pub record: RecordRef<'a>,
    /// What it says.
    pub event: &'a Event,
    /// Which boards it may have changed.
    pub touched: &'a Touched,
    /// The state after it.
    pub state: &'a State,
}

impl App {
    /// The territory as the boards showed it at that instant.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn past(&self, at: Moment) -> Result<Then, Failure> {
        self.look_back(move |app| app.past_now(at)).await
    }

    /// The same, for whoever may wait: verbs without a server, measures.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn past_now(&self, at: Moment) -> Result<Then, Failure> {
        Ok(Then {
            state: self.0.ladder.state_at(self, at)?,
            vault: self.snapshot().vault.clone(),
            at,
        })
    }

    /// The territory right after that record. Blocks.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn past_of(&self, record: Seq) -> Result<Arc<State>, Failure> {
        self.0.ladder.state_of(self, record)
    }

    /// Asks a question about the past, away from the threads that serve.
    ///
    /// # Errors
    /// What the question meets, or a stop.
    pub async fn look_back<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Self) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let app = self.clone();
        let answer = tokio::task::spawn_blocking(move || question(&app)).await;
        answer.map_err(|_| Failure::Stopping)?
    }

    /// Shows each of those records, oldest first, between the state before and the state after it. Records that are
    /// not there are left out. Blocks.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn passing(&self, wanted: &[Seq], show: impl FnMut(&Passing<'_>)) -> Result<(), Failure> {
        walk::each_of(self, wanted, show)
    }

    /// Shows the records after `from` in order, until `show` answers false or the journal ends. Blocks.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn onwards(&self, from: Seq, show: impl FnMut(&Step<'_>) -> bool) -> Result<(), Failure> {
        let base = self.0.ladder.state_of(self, from)?;
        walk::onwards(self, &base, show)
    }

    /// The records where rungs of the ladder stand at or below that record, highest first: where a search backwards
    /// through the journal can begin its stretches. The first record of all is always one.
    #[must_use]
    pub fn landings(&self, below: Seq) -> Vec<Seq> {
        self.0.ladder.landings(self, below)
    }

    /// How the ladder stands.
    #[must_use]
    pub fn ladder_figures(&self) -> LadderFigures {
        self.0.ladder.figures()
    }
}
