//! The ledger: what was decided, and what it was decided from.
//!
//! A record holds the whole question and where in the journal it was asked, so that [`super::rank`] on the state of
//! that place gives the same ranking for ever: who was preferred to whom, and why, is evidence and not memory.

use base::Moment;
use base::id::{BedId, PersonId};
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Count, Proposal};
use super::question::Question;
use super::rule::{Rule, Rules};
use super::waiver::Waiver;

/// How many proposals a record keeps.
pub const KEPT: usize = 5;

/// A decision and what it was taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementRecord {
    /// What was asked.
    pub question: Question,
    /// The moment of the question.
    pub asked_at: Moment,
    /// The last event that the answer knew.
    pub seq: u64,
    /// The place in the journal of the placement settings it was made with; 0 for those shipped.
    pub settings_revision: u64,
    /// How many beds were looked at.
    pub considered: u32,
    /// How many of them nothing refused.
    pub candidates: u32,
    /// How many beds each rule refused; rules that refused none are not listed.
    pub refused: Vec<(Rule, Count)>,
    /// The best proposals, at most [`KEPT`].
    pub top: Vec<Proposal>,
    /// What was decided.
    pub choice: Choice,
    /// Who decided; none for the command line.
    pub by: Option<PersonId>,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// That bed, which nothing refuses; its place in the ranking, from 1.
    Bed {
        /// Which bed.
        bed: BedId,
        /// Its place.
        place: u32,
    },
    /// That bed, although these rules refuse it.
    Forced {
        /// Which bed.
        bed: BedId,
        /// The rules set aside, each with the reason.
        waived: Vec<Waived>,
    },
    /// No bed for now.
    None,
}

/// A rule set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Waived {
    /// Which rule.
    pub rule: Rule,
    /// Why.
    pub reason: Waiver,
}

impl Choice {
    /// The bed decided on.
    #[must_use]
    pub const fn bed(&self) -> Option<BedId> {
        match self {
            Self::Bed { bed, .. } | Self::Forced { bed, .. } => Some(*bed),
            Self::None => None,
        }
    }

    /// The rules set aside.
    #[must_use]
    pub fn waived(&self) -> Rules {
        match self {
            Self::Forced { waived, .. } => waived.iter().map(|it| it.rule).collect(),
            Self::Bed { .. } | Self::None => Rules::NONE,
        }
    }
}

impl PlacementRecord {
    /// The record of a decision taken from that answer.
    #[must_use]
    pub fn of(answer: &Answer<'_>, question: &Question, choice: Choice, by: Option<PersonId>) -> Self {
        Self {
            question: question.clone(),
            asked_at: answer.now,
            seq: answer.beds.seq,
            settings_revision: answer.beds.settings_revision,
            considered: u32::try_from(answer.considered()).unwrap_or(u32::MAX),
            candidates: answer.candidates,
            refused: answer.discarded().collect(),
            top: answer.top.iter().take(KEPT).cloned().collect(),
            choice,
            by,
        }
    }

    /// Whether that answer is the one the decision was taken from: the same counts and the same proposals.
    #[must_use]
    pub fn agrees_with(&self, answer: &Answer<'_>) -> bool {
        let again = Self::of(answer, &self.question, self.choice.clone(), self.by);
        *self == again
    }
}

impl Answer<'_> {
    /// The choice of a bed that nothing refuses, with its place in the ranking; none when something does.
    #[must_use]
    pub fn choose(&self, bed: BedId) -> Option<Choice> {
        let row = self.beds.row(bed)?;
        let chosen = self.verdicts.get(row).filter(|it| it.refused.is_empty())?;
        let before = self
            .verdicts
            .iter()
            .enumerate()
            .filter(|(at, it)| it.refused.is_empty() && (it.points, *at) < (chosen.points, row));
        let place = u32::try_from(before.count() + 1).ok()?;
        Some(Choice::Bed { bed, place })
    }
}
