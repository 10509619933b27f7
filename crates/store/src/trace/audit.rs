//! Reading the whole trace again: the first row that is not what was written, and what no chain can show alone.
//!
//! Shared by every implementation, which only has to show the rows in order. It stops at the first flaw: what comes
//! after a broken link proves nothing.

use std::fmt;

use base::Moment;

use super::chain::{self, digest_of};
use super::seal::{self, Blanking, KeyTurn, Sealed};
use super::{TraceClass, TraceHead, TraceKey, TraceRow, TraceSeq, hex};
use crate::{Fault, Seq};

/// What a verification of the trace found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TraceVerification {
    /// The end of the trace.
    pub head: TraceHead,
    /// Rows read, up to the first flaw.
    pub rows: u64,
    /// Rows that retention blanked.
    pub blanked: u64,
    /// The last record of the journal that a seal covers.
    pub sealed: Seq,
    /// Records older than the first seal: a base from before there were any.
    pub before_seals: Seq,
    /// Rows linked with another key than the one given: they cannot be proven.
    pub unproven: u64,
    /// The first flaw.
    pub problem: Option<TraceProblem>,
}

impl TraceVerification {
    /// Whether everything is proven to be as it was written.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.problem.is_none() && self.unproven == 0
    }

    /// What is wrong, in French; nothing when all is well.
    #[must_use]
    pub fn said(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(problem) = &self.problem {
            said.push(problem.to_string());
        }
        if self.unproven > 0 {
            said.push(format!(
                "{} lignes ont été chaînées avec une autre clé que celle de trace.key : elles ne peuvent pas être \
                 prouvées (clé perdue ou remplacée ?)",
                self.unproven
            ));
        }
        said
    }
}

/// The first flaw of a trace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TraceProblem {
    /// The row where it shows.
    pub at: TraceSeq,
    /// What it is.
    pub flaw: TraceFlaw,
}

/// What can be wrong with a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TraceFlaw {
    /// It is not there, and later ones are.
    Missing,
    /// It does not say what it said.
    Edited,
    /// It was not written after the row before it: inserted, moved, or its time, class or action was changed.
    Displaced,
    /// It was blanked, and no retention did it.
    Erased,
    /// The records its seal covers are not those that were written.
    JournalEdited {
        /// The first record of that transaction.
        first: Seq,
        /// The last one.
        last: Seq,
    },
    /// Records of the journal are covered by no seal.
    Unsealed {
        /// The first of them.
        first: Seq,
        /// The last of them.
        last: Seq,
    },
    /// It is not the row that the anchor tells of: history was written again, or an old file put back and gone on with.
    NotTheAnchor,
    /// The trace ends before its anchor: its end was cut off, or an old file put back.
    Cut {
        /// Where the anchor says that it went.
        anchor: TraceSeq,
    },
}

impl fmt::Display for TraceProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at;
        match &self.flaw {
            TraceFlaw::Missing => write!(out, "il manque la ligne {at} de la trace"),
            TraceFlaw::Edited => write!(out, "la ligne {at} de la trace a été modifiée"),
            TraceFlaw::Displaced => write!(
                out,
                "la ligne {at} de la trace n'a pas été écrite après la précédente : ajoutée, déplacée, ou sa date changée"
            ),
            TraceFlaw::Erased => write!(
                out,
                "la ligne {at} de la trace a été vidée hors de toute règle de conservation"
            ),
            TraceFlaw::JournalEdited { first, last } if first == last => write!(
                out,
                "l'enregistrement {first} du journal n'est pas celui que scelle la ligne {at} de la trace"
            ),
            TraceFlaw::JournalEdited { first, last } => write!(
                out,
                "les enregistrements {first} à {last} du journal ne sont pas ceux que scelle la ligne {at} de la trace"
            ),
            TraceFlaw::Unsealed { first, last } => write!(
                out,
                "les enregistrements {first} à {last} du journal ne sont couverts par aucun sceau (trace lue jusqu'à la ligne {at})"
            ),
            TraceFlaw::NotTheAnchor => write!(
                out,
                "la ligne {at} de la trace n'est pas celle de l'ancre : la trace a été réécrite, ou une ancienne base remise en place"
            ),
            TraceFlaw::Cut { anchor } => write!(
                out,
                "la trace s'arrête à la ligne {at} alors que l'ancre va jusqu'à {anchor} : sa fin a été coupée, ou une ancienne base remise en place"
            ),
        }
    }
}

/// A verification under way.
pub(crate) struct Audit {
    key: TraceKey,
    key_id: String,
    anchor: Option<TraceHead>,
    blankings: Vec<Blanking>,
    /// Whether the rows from here are linked with our key.
    is_ours: bool,
    is_begun: bool,
    found: TraceVerification,
}

impl Audit {
    /// `blankings` are all those the trace tells of, forged or not: each is checked itself when its row comes.
    pub fn new(key: TraceKey, anchor: Option<TraceHead>, blankings: Vec<Blanking>) -> Self {
        Self {
            key,
            key_id: key.id(),
            anchor,
            blankings,
            is_ours: true,
            is_begun: false,
            found: TraceVerification::default(),
        }
    }

    /// Takes in the next row; false when the first flaw is found. `records` sums a range of the journal, nothing when
    /// it is not all there.
    pub fn row(
        &mut self,
        row: &TraceRow,
        records: impl FnOnce(Seq, Seq) -> Result<Option<[u8; 32]>, Fault>,
    ) -> Result<bool, Fault> {
        let expected = self.found.head.seq.next();
        if row.seq != expected {
            return Ok(self.flaw(expected, TraceFlaw::Missing));
        }
        match digest_of(row) {
            Some(digest) if digest != row.digest => return Ok(self.flaw(row.seq, TraceFlaw::Edited)),
            Some(_) => {}
            None if self.is_explained(row) => self.found.blanked += 1,
            None => return Ok(self.flaw(row.seq, TraceFlaw::Erased)),
        }
        if let Some(turn) = seal_of::<KeyTurn>(row, seal::KEY) {
            self.is_ours = turn.key == self.key_id;
            if !self.is_begun {
                self.found.sealed = turn.journal.seq;
                self.found.before_seals = turn.journal.seq;
            }
        }
        self.is_begun = true;
        if !self.is_ours {
            self.found.unproven += 1;
        } else if self.link_of(row) != row.link {
            return Ok(self.flaw(row.seq, TraceFlaw::Displaced));
        }
        if self
            .anchor
            .is_some_and(|anchor| anchor.seq == row.seq && anchor.link != row.link)
        {
            return Ok(self.flaw(row.seq, TraceFlaw::NotTheAnchor));
        }
        if let Some(sealed) = seal_of::<Sealed>(row, seal::JOURNAL) {
            if let Some(flaw) = self.sealed(&sealed, records)? {
                return Ok(self.flaw(row.seq, flaw));
            }
            self.found.sealed = sealed.last;
        }
        self.found.rows += 1;
        self.found.head = TraceHead {
            seq: row.seq,
            link: row.link,
        };
        Ok(true)
    }

    /// All rows were shown; `journal` is the last record there is.
    pub fn finish(mut self, journal: Seq) -> TraceVerification {
        if self.found.problem.is_some() {
            return self.found;
        }
        let head = self.found.head.seq;
        if let Some(anchor) = self.anchor
            && anchor.seq > head
        {
            self.flaw(head, TraceFlaw::Cut { anchor: anchor.seq });
        } else if journal != self.found.sealed {
            let (first, last) = (self.found.sealed.next(), journal);
            self.flaw(head, TraceFlaw::Unsealed { first, last });
        }
        self.found
    }

    fn flaw(&mut self, at: TraceSeq, flaw: TraceFlaw) -> bool {
        self.found.problem = Some(TraceProblem { at, flaw });
        false
    }

    fn is_explained(&self, row: &TraceRow) -> bool {
        row.class != TraceClass::Seal
            && self
                .blankings
                .iter()
                .any(|blanking| blanking.covers(row.class, row.at, row.seq))
    }

    fn link_of(&self, row: &TraceRow) -> [u8; 32] {
        let before = &self.found.head.link;
        chain::link(
            &self.key,
            before,
            row.seq,
            row.at,
            row.class,
            &row.action,
            &row.digest,
        )
    }

    fn sealed(
        &self,
        sealed: &Sealed,
        records: impl FnOnce(Seq, Seq) -> Result<Option<[u8; 32]>, Fault>,
    ) -> Result<Option<TraceFlaw>, Fault> {
        let (first, last) = (sealed.first, sealed.last);
        let expected = self.found.sealed.next();
        if first != expected {
            let last = Seq::new(first.number().saturating_sub(1));
            return Ok(Some(TraceFlaw::Unsealed {
                first: expected,
                last,
            }));
        }
        let is_same = records(first, last)?.is_some_and(|sum| hex(&sum) == sealed.sha256);
        Ok((!is_same).then_some(TraceFlaw::JournalEdited { first, last }))
    }
}

/// The blanking a row tells of.
pub(crate) fn blanking_of(row: &TraceRow) -> Option<Blanking> {
    seal_of(row, seal::BLANKED)
}

/// Whether a row says that from there rows are linked with this key.
pub(crate) fn turns_to(row: &TraceRow, key: &TraceKey) -> Option<bool> {
    seal_of::<KeyTurn>(row, seal::KEY).map(|turn| turn.key == key.id())
}

/// Where a blanking of a class goes on, and at which time it is written: the store reads no clock.
pub(crate) fn swept<'a>(mut newest_first: impl Iterator<Item = &'a Blanking>, class: TraceClass) -> TraceSeq {
    newest_first
        .find(|blanking| blanking.class == class)
        .map_or(TraceSeq::START, |blanking| blanking.swept)
}

/// What rows of a class a blanking takes, looked at in order.
pub(crate) struct Sweep {
    class: TraceClass,
    before: Moment,
    left: u32,
    swept: TraceSeq,
    is_contiguous: bool,
    /// The rows to blank.
    pub taken: Vec<TraceSeq>,
}

impl Sweep {
    pub const fn new(class: TraceClass, before: Moment, limit: u32, swept: TraceSeq) -> Self {
        Self {
            class,
            before,
            left: limit,
            swept,
            is_contiguous: true,
            taken: Vec::new(),
        }
    }

    /// Looks at the next row of the class; false when enough are taken.
    pub fn look(&mut self, seq: TraceSeq, at: Moment, is_blanked: bool) -> bool {
        if !is_blanked {
            if at >= self.before {
                // Younger than its neighbours say: the next blanking looks at it again.
                self.is_contiguous = false;
            } else if self.left == 0 {
                return false;
            } else {
                self.left -= 1;
                self.taken.push(seq);
            }
        }
        if self.is_contiguous {
            self.swept = seq;
        }
        true
    }

    /// What to write down; nothing when nothing is taken.
    pub fn blanking(&self) -> Option<Blanking> {
        Some(Blanking {
            class: self.class,
            before: self.before,
            last: *self.taken.last()?,
            swept: self.swept,
            rows: self.taken.len() as u64,
        })
    }
}

fn seal_of<T: serde::de::DeserializeOwned>(row: &TraceRow, action: &str) -> Option<T> {
    if row.class != TraceClass::Seal || row.action != action {
        return None;
    }
    serde_json::from_str(row.body.as_deref()?).ok()
}
