//! What a thesaurus must be like for people to work with it.

use std::collections::BTreeSet;

use base::text::folded;
use base::{Code, Label};

use super::{Entry, Thesaurus};
use crate::flow::lists;
use crate::settings::Settings;

/// What is wrong with a thesaurus. `web` words it in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThesaurusFlaw {
    /// No class, or too many.
    Classes,
    /// A class is written twice.
    ClassTwice(Code),
    /// A class weighs more than the one before.
    ClassHeavier(Code),
    /// The delay of a class is none.
    ClassTarget(Code),
    /// There is no entry.
    NoEntry,
    /// There are too many entries.
    ManyEntries,
    /// Something about an entry.
    Entry(Code, EntryFlaw),
}

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryFlaw {
    /// Another entry has that code.
    CodeTwice,
    /// Another entry of the specialty is called that.
    LabelTwice(Label),
    /// The label is longer than a line of a list.
    LongLabel,
    /// There is no such class.
    UnknownClass(Code),
    /// The delay is none, or longer than a year.
    Target,
    /// There is no such specialty.
    UnknownSpecialty(Code),
    /// The needs speak of another specialty.
    OtherSpecialty(Code),
    /// There is no such germ.
    UnknownGerm(Code),
    /// There is no such precaution, or not any more.
    UnknownPrecaution(Code),
    /// The needs say a date.
    Dated,
    /// A ward is both preferred and acceptable.
    BothLists(Code),
}

/// Enough to work with, not thousands.
const MOST: usize = 50;

impl Thesaurus {
    /// Whether people can work with it.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the page; fifty flaws at most.
    pub fn check(&self, settings: &Settings) -> Result<(), Vec<ThesaurusFlaw>> {
        let mut flaws = self.flaws_of_classes();
        if self.entries.is_empty() {
            flaws.push(ThesaurusFlaw::NoEntry);
        }
        if self.entries.len() > Self::ENTRIES {
            flaws.push(ThesaurusFlaw::ManyEntries);
        }
        let (mut codes, mut labels) = (BTreeSet::new(), BTreeSet::new());
        for entry in &self.entries {
            let mut found = Vec::new();
            if !codes.insert(&entry.code) {
                found.push(EntryFlaw::CodeTwice);
            }
            if !labels.insert((&entry.specialty, folded(&entry.label))) {
                found.push(EntryFlaw::LabelTwice(entry.label.clone()));
            }
            found.extend(self.flaws_of(entry, settings));
            let named = found
                .into_iter()
                .map(|it| ThesaurusFlaw::Entry(entry.code.clone(), it));
            flaws.extend(named);
            if flaws.len() >= MOST {
                flaws.truncate(MOST);
                break;
            }
        }
        if flaws.is_empty() { Ok(()) } else { Err(flaws) }
    }

    /// What is wrong with the classes.
    #[must_use]
    pub fn flaws_of_classes(&self) -> Vec<ThesaurusFlaw> {
        let mut flaws = Vec::new();
        if self.classes.is_empty() || self.classes.len() > Self::CLASSES {
            flaws.push(ThesaurusFlaw::Classes);
        }
        for (place, class) in self.classes.iter().enumerate() {
            let before = &self.classes[..place];
            if before.iter().any(|it| it.code == class.code) {
                flaws.push(ThesaurusFlaw::ClassTwice(class.code.clone()));
            }
            if before.last().is_some_and(|it| it.points < class.points) {
                flaws.push(ThesaurusFlaw::ClassHeavier(class.code.clone()));
            }
            if !is_target(class.target_minutes) {
                flaws.push(ThesaurusFlaw::ClassTarget(class.code.clone()));
            }
        }
        flaws
    }

    /// What is wrong with an entry by itself, were it one of these.
    #[must_use]
    pub fn flaws_of(&self, entry: &Entry, settings: &Settings) -> Vec<EntryFlaw> {
        let mut flaws = Vec::new();
        if entry.label.chars().count() > Self::LABEL {
            flaws.push(EntryFlaw::LongLabel);
        }
        if self.class(&entry.class).is_none() {
            flaws.push(EntryFlaw::UnknownClass(entry.class.clone()));
        }
        if entry.target_minutes.is_some_and(|it| !is_target(it)) {
            flaws.push(EntryFlaw::Target);
        }
        flaws_of_needs(entry, settings, &mut flaws);
        if let Some(twice) = entry.acceptable.iter().find(|it| entry.preferred.contains(it)) {
            flaws.push(EntryFlaw::BothLists(twice.clone()));
        }
        flaws
    }
}

const fn is_target(minutes: u32) -> bool {
    minutes > 0 && minutes <= Thesaurus::TARGET
}

fn flaws_of_needs(entry: &Entry, settings: &Settings, flaws: &mut Vec<EntryFlaw>) {
    let (flow, needs) = (&settings.flow, &entry.needs);
    if !lists(&flow.specialties, &entry.specialty) {
        flaws.push(EntryFlaw::UnknownSpecialty(entry.specialty.clone()));
    }
    if let Some(code) = needs.specialty.as_ref().filter(|it| **it != entry.specialty) {
        flaws.push(EntryFlaw::OtherSpecialty(code.clone()));
    }
    if let Some(code) = needs.germ.as_ref().filter(|it| !lists(&flow.germs, it)) {
        flaws.push(EntryFlaw::UnknownGerm(code.clone()));
    }
    let unknown = |code: &&Code| settings.precaution(code).is_none_or(|it| it.retired);
    if let Some(code) = needs.precautions.iter().find(unknown) {
        flaws.push(EntryFlaw::UnknownPrecaution(code.clone()));
    }
    if needs.earliest.is_some() || needs.latest.is_some() {
        flaws.push(EntryFlaw::Dated);
    }
}
