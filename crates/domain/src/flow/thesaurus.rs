//! The thesaurus: what the hospital writes of each reason to need a bed, by specialty: how urgent it is, by when, what
//! it implies, which wards do it best.
//!
//! It is written whole and kept whole, as versions that are never lost, each in force from a moment on. Nothing of it is
//! computed: the hospital's people write the classes and the delays, and the product only counts from them.

use std::collections::BTreeSet;
use std::sync::Arc;

use base::id::PersonId;
use base::text::folded;
use base::{Code, Label, Moment};
use serde::{Deserialize, Serialize};

use super::{EntryRef, FlowSettings, Needs, lists};
use crate::settings::Settings;

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

    /// Whether people can work with it.
    ///
    /// # Errors
    /// Everything that is wrong with it, in French, in the order of the page; 50 lines at most.
    pub fn check(&self, settings: &Settings) -> Result<(), Vec<String>> {
        let mut flaws = Flaws::default();
        self.check_classes(&mut flaws);
        if self.entries.is_empty() {
            flaws.say("Le thésaurus n’a aucune entrée.".to_owned());
        }
        if self.entries.len() > Self::ENTRIES {
            flaws.say(format!("Le thésaurus dépasse {} entrées.", Self::ENTRIES));
        }
        let (mut codes, mut labels) = (BTreeSet::new(), BTreeSet::new());
        for entry in &self.entries {
            let at = |what: String| format!("{} : {what}", entry.code);
            if !codes.insert(&entry.code) {
                flaws.say(at("ce code est déjà pris par une autre entrée.".to_owned()));
            }
            if !labels.insert((&entry.specialty, folded(&entry.label))) {
                flaws.say(at(format!(
                    "« {} » existe déjà dans cette spécialité.",
                    entry.label
                )));
            }
            if entry.label.chars().count() > Self::LABEL {
                flaws.say(at(format!("le libellé dépasse {} caractères.", Self::LABEL)));
            }
            if self.class(&entry.class).is_none() {
                flaws.say(at(format!("la classe {} n’existe pas.", entry.class)));
            }
            if entry
                .target_minutes
                .is_some_and(|it| it == 0 || it > Self::TARGET)
            {
                flaws.say(at("le délai cible va d’une minute à un an.".to_owned()));
            }
            check_needs(entry, settings, &mut flaws);
            if let Some(twice) = entry.acceptable.iter().find(|it| entry.preferred.contains(it)) {
                flaws.say(at(format!(
                    "le service {twice} est à la fois préféré et acceptable."
                )));
            }
        }
        flaws.end()
    }

    fn check_classes(&self, flaws: &mut Flaws) {
        if self.classes.is_empty() || self.classes.len() > Self::CLASSES {
            flaws.say(format!("Il faut de 1 à {} classes de priorité.", Self::CLASSES));
        }
        for (place, class) in self.classes.iter().enumerate() {
            let before = &self.classes[..place];
            if before.iter().any(|it| it.code == class.code) {
                flaws.say(format!("La classe {} est écrite deux fois.", class.code));
            }
            if before.last().is_some_and(|it| it.points < class.points) {
                flaws.say(format!("La classe {} pèse plus que celle d’avant.", class.code));
            }
            if class.target_minutes == 0 || class.target_minutes > Self::TARGET {
                flaws.say(format!(
                    "Classe {} : le délai cible va d’une minute à un an.",
                    class.code
                ));
            }
        }
    }
}

fn check_needs(entry: &Entry, settings: &Settings, flaws: &mut Flaws) {
    let flow: &FlowSettings = &settings.flow;
    let at = |what: String| format!("{} : {what}", entry.code);
    if !lists(&flow.specialties, &entry.specialty) {
        flaws.say(at(format!(
            "la spécialité {} n’est pas dans la liste.",
            entry.specialty
        )));
    }
    let needs = &entry.needs;
    if let Some(code) = needs.specialty.as_ref().filter(|it| **it != entry.specialty) {
        flaws.say(at(format!("les besoins disent une autre spécialité, {code}.")));
    }
    if let Some(code) = needs.germ.as_ref().filter(|it| !lists(&flow.germs, it)) {
        flaws.say(at(format!("le germe {code} n’est pas dans la liste.")));
    }
    let unknown = |code: &&Code| settings.precaution(code).is_none_or(|it| it.retired);
    if let Some(code) = needs.precautions.iter().find(unknown) {
        flaws.say(at(format!("la précaution {code} n’est pas en usage.")));
    }
    if needs.earliest.is_some() || needs.latest.is_some() {
        flaws.say(at("une entrée ne dit pas de date.".to_owned()));
    }
}

/// What is wrong, as lines for people: enough to work with, not thousands.
#[derive(Default)]
struct Flaws(Vec<String>);

impl Flaws {
    const MOST: usize = 50;

    fn say(&mut self, line: String) {
        if self.0.len() < Self::MOST {
            self.0.push(line);
        }
    }

    fn end(self) -> Result<(), Vec<String>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
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
