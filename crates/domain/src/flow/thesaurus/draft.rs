//! The thesaurus in the making: one draft for the hospital, written by several people entry by entry, and put in force
//! whole.
//!
//! Who writes an entry is compared with whoever wrote the same entry meanwhile, not with everybody: the cardiologists
//! and the surgeons go over theirs on the same afternoon. Who publishes must have seen all of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::id::PersonId;
use base::{Code, Moment};
use serde::{Deserialize, Serialize};

use super::{Entry, PriorityClass, Thesaurus, ThesaurusVersion};

/// What is asked of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftChange {
    /// A new entry.
    Add(Arc<Entry>),
    /// An entry says something else.
    Put(Arc<Entry>),
    /// An entry is taken out.
    Remove(Code),
    /// An entry changes places with its neighbour of the same specialty.
    Move {
        /// Which.
        code: Code,
        /// To which side.
        way: Way,
    },
    /// The classes are said anew.
    Classes(Vec<PriorityClass>),
    /// Everything is said anew: a file was brought.
    Replace(Box<Thesaurus>),
    /// It is thrown away.
    Discard,
}

/// To which side an entry is moved in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Before the one before.
    Up,
    /// Behind the next one.
    Down,
}

/// What happened to the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThesaurusDrafted {
    /// What happened.
    pub step: DraftStep,
    /// Who did it; none for the command line.
    pub by: Option<PersonId>,
}

/// What may happen to the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DraftStep {
    /// An entry is in the place of the one of its code, or behind all others.
    Put(Arc<Entry>),
    /// An entry was taken out.
    Removed(Code),
    /// Two entries changed places.
    Swapped(Code, Code),
    /// The classes were said anew.
    Classes(Vec<PriorityClass>),
    /// Everything was said anew.
    Replaced(Box<Thesaurus>),
    /// It was thrown away, or says what the last version says.
    Discarded,
    /// It became a version.
    Published,
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThesaurusDraft {
    /// What it says.
    pub thesaurus: Arc<Thesaurus>,
    /// The version it was begun from; 0 when there was none.
    pub from: u32,
    /// Who changed it last; none for the command line.
    pub by: Option<PersonId>,
    /// When.
    pub at: Moment,
}

/// The draft, and what its writers compare.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ThesaurusDesk {
    /// The draft.
    pub draft: Option<Arc<ThesaurusDraft>>,
    /// The place in the journal of the last change of the draft, or of the last version: what a screen has seen.
    pub revision: u64,
    /// The place of the last change of everything.
    whole: u64,
    /// The place of the last change of the classes.
    classes: u64,
    /// The place of the last change of an entry since then.
    entries: BTreeMap<Code, u64>,
}

impl ThesaurusDesk {
    /// What is written on: the draft, or the last version.
    #[must_use]
    pub fn worked_on(&self, last: Option<&Arc<ThesaurusVersion>>) -> Arc<Thesaurus> {
        let draft = self.draft.as_ref().map(|it| it.thesaurus.clone());
        draft
            .or_else(|| last.map(|it| it.thesaurus.clone()))
            .unwrap_or_default()
    }

    /// Whether somebody changed that entry since a screen was drawn.
    #[must_use]
    pub fn is_entry_newer(&self, code: &Code, saw: u64) -> bool {
        let entry = self.entries.get(code).copied().unwrap_or(0);
        entry.max(self.whole) > saw
    }

    /// Whether somebody changed the classes since a screen was drawn.
    #[must_use]
    pub fn are_classes_newer(&self, saw: u64) -> bool {
        self.classes.max(self.whole) > saw
    }

    /// Takes a step into account.
    pub(crate) fn take(
        &mut self,
        drafted: &ThesaurusDrafted,
        last: Option<&Arc<ThesaurusVersion>>,
        seq: u64,
        at: Moment,
    ) {
        self.revision = seq;
        let mut thesaurus = self.worked_on(last);
        match &drafted.step {
            DraftStep::Put(entry) => {
                self.entries.insert(entry.code.clone(), seq);
                Arc::make_mut(&mut thesaurus).put(entry.clone());
            }
            DraftStep::Removed(code) => {
                self.entries.insert(code.clone(), seq);
                Arc::make_mut(&mut thesaurus)
                    .entries
                    .retain(|it| it.code != *code);
            }
            DraftStep::Swapped(one, other) => Arc::make_mut(&mut thesaurus).swap(one, other),
            DraftStep::Classes(classes) => {
                self.classes = seq;
                Arc::make_mut(&mut thesaurus).classes.clone_from(classes);
            }
            DraftStep::Replaced(whole) => {
                self.begin_anew(seq);
                thesaurus = Arc::new((**whole).clone());
            }
            DraftStep::Discarded | DraftStep::Published => {
                self.begin_anew(seq);
                self.draft = None;
                return;
            }
        }
        let begun = self.draft.as_ref().map(|it| it.from);
        self.draft = Some(Arc::new(ThesaurusDraft {
            thesaurus,
            from: begun.unwrap_or_else(|| last.map_or(0, |it| it.version)),
            by: drafted.by,
            at,
        }));
    }

    /// A version was written: without a draft, it is what screens show now.
    pub(crate) fn hear_of_version(&mut self, seq: u64) {
        self.revision = seq;
        if self.draft.is_none() {
            self.begin_anew(seq);
        }
    }

    fn begin_anew(&mut self, seq: u64) {
        self.whole = seq;
        self.classes = 0;
        self.entries.clear();
    }
}

impl Thesaurus {
    /// The entry beside one, on that side, among those of its specialty.
    #[must_use]
    pub fn beside(&self, code: &Code, way: Way) -> Option<&Code> {
        let at = self.entries.iter().position(|it| it.code == *code)?;
        let specialty = &self.entries.get(at)?.specialty;
        let same = |it: &&Arc<Entry>| it.specialty == *specialty;
        let found = match way {
            Way::Up => self.entries.get(..at)?.iter().rev().find(same),
            Way::Down => self.entries.get(at + 1..)?.iter().find(same),
        };
        found.map(|it| &it.code)
    }

    /// Two entries change places; an entry that is not there changes nothing.
    pub fn swap(&mut self, one: &Code, other: &Code) {
        let at = |code: &Code| self.entries.iter().position(|it| it.code == *code);
        if let (Some(one), Some(other)) = (at(one), at(other)) {
            self.entries.swap(one, other);
        }
    }

    /// The entry in the place of the one of its code, or behind all others.
    pub fn put(&mut self, entry: Arc<Entry>) {
        match self.entries.iter_mut().find(|it| it.code == entry.code) {
            Some(place) => *place = entry,
            None => self.entries.push(entry),
        }
    }
}
