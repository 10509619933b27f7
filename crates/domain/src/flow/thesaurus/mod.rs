//! The thesaurus: what the hospital writes of each reason to need a bed, by specialty: how urgent it is, by when, what
//! it implies, which wards do it best.
//!
//! It is written whole and kept whole, as versions that are never lost, each in force from a moment on. Nothing of it is
//! computed: the hospital's people write the classes and the delays, and the product only counts from them.

mod check;
mod diff;
mod draft;

use std::sync::Arc;

use base::id::PersonId;
use base::text::folded;
use base::{Code, Label, Moment};
use serde::{Deserialize, Serialize};

pub use check::{EntryFlaw, ThesaurusFlaw};
pub use diff::{EntryDiff, EntryField, ThesaurusDiff};
pub use draft::{DraftChange, DraftStep, ThesaurusDesk, ThesaurusDraft, ThesaurusDrafted, Way};

use super::{EntryRef, Needs};

/// What is written: classes and entries.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thesaurus {
    /// The classes of priority, most urgent first.
    pub classes: Vec<PriorityClass>,
    /// The entries, in the order of the page.
    pub entries: Vec<Arc<Entry>>,
}

/// A class of priority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityClass {
    /// Its code (`P1`).
    pub code: Code,
    /// What people read.
    pub name: Label,
    /// The points it starts with.
    pub points: u16,
    /// Minutes from the request within which a bed should be found, unless an entry says otherwise.
    pub target_minutes: u32,
}

/// A reason to need a bed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its code.
    pub code: Code,
    /// The specialty, by its code in the settings.
    pub specialty: Code,
    /// What people read.
    pub label: Label,
    /// What else people call it.
    #[serde(default)]
    pub synonyms: Vec<Label>,
    /// Codes of classifications (ICD-10, CCAM).
    #[serde(default)]
    pub codes: Vec<Code>,
    /// The class, by its code.
    pub class: Code,
    /// Minutes within which a bed should be found; those of the class when none are given.
    #[serde(default)]
    pub target_minutes: Option<u32>,
    /// What it implies: a form begins with it.
    #[serde(default)]
    pub needs: Needs,
    /// The wards that do it best, by their codes, best first.
    #[serde(default)]
    pub preferred: Vec<Code>,
    /// The wards that do it too.
    #[serde(default)]
    pub acceptable: Vec<Code>,
}

/// A thesaurus as it was put in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThesaurusVersion {
    /// From 1 on.
    pub version: u32,
    /// From when it counts.
    pub from: Moment,
    /// Who wrote it; none for the command line.
    pub by: Option<PersonId>,
    /// What it says.
    pub thesaurus: Arc<Thesaurus>,
}

impl Thesaurus {
    /// Most entries.
    pub const ENTRIES: usize = 2_000;
    /// Most classes.
    pub const CLASSES: usize = 9;
    /// Longest label, in characters: a line of a list.
    pub const LABEL: usize = 80;
    /// The longest delay: a year, in minutes.
    pub const TARGET: u32 = 525_600;

    /// The entry of that code.
    #[must_use]
    pub fn entry(&self, code: &Code) -> Option<&Arc<Entry>> {
        self.entries.iter().find(|it| it.code == *code)
    }

    /// The class of that code.
    #[must_use]
    pub fn class(&self, code: &Code) -> Option<&PriorityClass> {
        self.classes.iter().find(|it| it.code == *code)
    }

    /// Entries whose code, label, synonym or code of a classification begins a word with that text, as people compare
    /// texts; in the order of the page.
    pub fn find<'a>(&'a self, text: &str) -> impl Iterator<Item = &'a Arc<Entry>> {
        let wanted = folded(text);
        self.entries.iter().filter(move |entry| {
            let labels = std::iter::once(&entry.label).chain(&entry.synonyms);
            let mut texts = labels
                .map(|it| folded(it))
                .chain(entry.codes.iter().map(|it| folded(it)));
            let begins = |text: String| {
                text.starts_with(&wanted)
                    || text.match_indices(&wanted).any(|(at, _)| {
                        text[..at]
                            .chars()
                            .next_back()
                            .is_some_and(|it| !it.is_alphanumeric())
                    })
            };
            !wanted.is_empty() && (folded(&entry.code).starts_with(&wanted) || texts.any(begins))
        })
    }
}

/// The version in force at a moment: of those whose time had come, the one written last.
#[must_use]
pub fn in_force<'a>(
    versions: impl DoubleEndedIterator<Item = &'a Arc<ThesaurusVersion>>,
    at: Moment,
) -> Option<&'a Arc<ThesaurusVersion>> {
    versions.rev().find(|it| it.from <= at)
}

impl ThesaurusVersion {
    /// A reference to that entry, if it has one of that code.
    #[must_use]
    pub fn refer_to(&self, code: &Code) -> Option<EntryRef> {
        self.thesaurus.entry(code).map(|entry| EntryRef {
            code: entry.code.clone(),
            version: self.version,
        })
    }
}
