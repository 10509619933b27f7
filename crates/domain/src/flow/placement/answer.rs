//! What is answered: every bed of the territory, ranked or discarded, each with its reasons.

use base::Moment;
use base::id::BedId;
use serde::{Deserialize, Serialize};

use super::beds::Beds;
use super::reason::Reason;
use super::rule::{Rule, Rules};

/// The answer to a question: about every bed of a picture, in its order.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    pub(super) beds: &'a Beds,
    /// The moment of the question.
    pub now: Moment,
    /// The best beds, best first, each with all its reasons.
    pub top: Vec<Proposal>,
    /// How many beds nothing refuses.
    pub candidates: u32,
    /// How many beds each rule refuses, in the order of rules.
    pub(super) refused: Vec<Count>,
    pub(super) verdicts: Vec<Verdict>,
}

/// What is found about a bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Verdict {
    /// The rules that refuse it. When one of them is a rule that nobody may set aside, no other was asked.
    pub refused: Rules,
    /// What it costs, were nothing to refuse it; less is better.
    pub points: u32,
}

/// How many beds a rule refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Count {
    /// In all.
    pub beds: u32,
    /// Those that nothing else refuses.
    pub alone: u32,
}

/// A bed that is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Which bed.
    pub bed: BedId,
    /// What it costs; less is better.
    pub points: u32,
    /// When it is ready; not before the question.
    pub ready: Moment,
    /// Why, in the order of rules.
    pub remarks: Vec<Remark>,
}

/// What a rule says of a bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The rule.
    pub rule: Rule,
    /// In which way.
    pub mark: Mark,
    /// Why.
    pub why: Reason,
}

/// In which way a rule speaks of a bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mark {
    /// Satisfied (✓).
    Met,
    /// A fact is missing: to be looked at (–).
    Unchecked,
    /// Costs that many points (–).
    Costs(u32),
    /// Refuses (✕).
    Refuses,
}

/// All that is known of one bed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Which bed.
    pub bed: BedId,
    /// What is found about it.
    pub verdict: Verdict,
    /// When it is ready, when that is known.
    pub ready: Option<Moment>,
    /// Why, in the order of rules; every rule was asked.
    pub remarks: Vec<Remark>,
}

impl Answer<'_> {
    /// How many beds were looked at.
    #[must_use]
    pub fn considered(&self) -> usize {
        self.verdicts.len()
    }

    /// How many beds a rule refuses.
    #[must_use]
    pub fn refused_by(&self, rule: Rule) -> Count {
        self.refused.get(rule.index()).copied().unwrap_or_default()
    }

    /// The rules that refuse any bed, with how many, in the order of rules.
    pub fn discarded(&self) -> impl Iterator<Item = (Rule, Count)> {
        let counts = Rule::all().map(|rule| (rule, self.refused_by(rule)));
        counts.filter(|(_, count)| count.beds > 0)
    }

    /// The beds that a rule refuses, in reading order.
    pub fn discarded_by(&self, rule: Rule) -> impl Iterator<Item = (BedId, Verdict)> {
        self.all().filter(move |(_, verdict)| verdict.refused.has(rule))
    }

    /// What is found about every bed, in reading order.
    pub fn all(&self) -> impl Iterator<Item = (BedId, Verdict)> {
        let beds = self.beds.columns.bed.iter().copied();
        beds.zip(self.verdicts.iter().copied())
    }

    /// What is found about a bed.
    #[must_use]
    pub fn of(&self, bed: BedId) -> Option<Verdict> {
        self.verdicts.get(self.beds.row(bed)?).copied()
    }

    /// Every bed that nothing refuses, best first, with its points. Sorts them all: a list of proposals is
    /// [`Answer::top`].
    #[must_use]
    pub fn ranking(&self) -> Vec<(BedId, u32)> {
        let free = self.all().filter(|(_, verdict)| verdict.refused.is_empty());
        let mut ranking: Vec<(BedId, u32)> = free.map(|(bed, verdict)| (bed, verdict.points)).collect();
        ranking.sort_by_key(|(_, points)| *points);
        ranking
    }
}
