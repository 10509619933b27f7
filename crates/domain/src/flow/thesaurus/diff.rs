//! In what two thesauri differ, entry by entry and field by field.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::Code;
use base::text::folded;

use super::{Entry, PriorityClass, Thesaurus};

/// In what one thesaurus differs from another.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ThesaurusDiff {
    /// Classes that differ, before and after; in the order of the one after, then those that are gone.
    pub classes: Vec<(Option<PriorityClass>, Option<PriorityClass>)>,
    /// Entries that are new, in the order of the one after.
    pub added: Vec<Arc<Entry>>,
    /// Entries that say something else, in the order of the one after.
    pub changed: Vec<EntryDiff>,
    /// Entries that are gone, in the order of the one before.
    pub removed: Vec<Arc<Entry>>,
    /// Those that stay are in another order.
    pub reordered: bool,
}

/// An entry before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryDiff {
    /// Before.
    pub before: Arc<Entry>,
    /// After.
    pub after: Arc<Entry>,
    /// What differs, in the order of the form.
    pub fields: Vec<EntryField>,
}

/// A field of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryField {
    /// The specialty.
    Specialty,
    /// What people read.
    Label,
    /// What else people call it.
    Synonyms,
    /// Codes of classifications.
    Codes,
    /// The class.
    Class,
    /// The target delay.
    Target,
    /// The level of care.
    Level,
    /// A single room.
    Single,
    /// The precautions.
    Precautions,
    /// The germ.
    Germ,
    /// The equipment.
    Equipment,
    /// Somebody stays with the patient.
    Companion,
    /// The usual nights.
    Nights,
    /// The wards that do it best.
    Preferred,
    /// The wards that do it too.
    Acceptable,
}

impl EntryField {
    /// Every field, in the order of the form.
    pub const ALL: [Self; 15] = [
        Self::Specialty,
        Self::Label,
        Self::Synonyms,
        Self::Codes,
        Self::Class,
        Self::Target,
        Self::Level,
        Self::Single,
        Self::Precautions,
        Self::Germ,
        Self::Equipment,
        Self::Companion,
        Self::Nights,
        Self::Preferred,
        Self::Acceptable,
    ];

    fn is_same(self, a: &Entry, b: &Entry) -> bool {
        match self {
            Self::Specialty => a.specialty == b.specialty,
            Self::Label => a.label == b.label,
            Self::Synonyms => a.synonyms == b.synonyms,
            Self::Codes => a.codes == b.codes,
            Self::Class => a.class == b.class,
            Self::Target => a.target_minutes == b.target_minutes,
            Self::Level => a.needs.level == b.needs.level,
            Self::Single => a.needs.single == b.needs.single,
            Self::Precautions => a.needs.precautions == b.needs.precautions,
            Self::Germ => a.needs.germ == b.needs.germ,
            Self::Equipment => a.needs.equipment == b.needs.equipment,
            Self::Companion => a.needs.companion == b.needs.companion,
            Self::Nights => a.needs.nights == b.needs.nights,
            Self::Preferred => a.preferred == b.preferred,
            Self::Acceptable => a.acceptable == b.acceptable,
        }
    }
}

impl Entry {
    /// Whether people could not tell that one from this one by its name.
    #[must_use]
    pub fn is_called_like(&self, other: &Self) -> bool {
        self.specialty == other.specialty && folded(&self.label) == folded(&other.label)
    }

    /// In which fields another one differs.
    #[must_use]
    pub fn fields_unlike(&self, other: &Self) -> Vec<EntryField> {
        let all = EntryField::ALL.into_iter();
        all.filter(|it| !it.is_same(self, other)).collect()
    }
}

impl ThesaurusDiff {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Thesaurus {
    /// In what that one differs from this one.
    #[must_use]
    pub fn diff_to(&self, next: &Self) -> ThesaurusDiff {
        let mut diff = ThesaurusDiff::default();
        let before: BTreeMap<&Code, &Arc<Entry>> = self.entries.iter().map(|it| (&it.code, it)).collect();
        let after: BTreeMap<&Code, &Arc<Entry>> = next.entries.iter().map(|it| (&it.code, it)).collect();
        for class in &next.classes {
            let former = self.class(&class.code);
            if former != Some(class) {
                diff.classes.push((former.cloned(), Some(class.clone())));
            }
        }
        let gone = self.classes.iter().filter(|it| next.class(&it.code).is_none());
        diff.classes.extend(gone.map(|it| (Some(it.clone()), None)));
        for entry in &next.entries {
            let Some(former) = before.get(&entry.code) else {
                diff.added.push(entry.clone());
                continue;
            };
            let fields = former.fields_unlike(entry);
            if !fields.is_empty() {
                diff.changed.push(EntryDiff {
                    before: (*former).clone(),
                    after: entry.clone(),
                    fields,
                });
            }
        }
        let gone = self.entries.iter().filter(|it| !after.contains_key(&it.code));
        diff.removed.extend(gone.cloned());
        let kept = |of: &Self, other: &BTreeMap<&Code, &Arc<Entry>>| -> Vec<Code> {
            let codes = of.entries.iter().map(|it| it.code.clone());
            codes.filter(|it| other.contains_key(it)).collect()
        };
        diff.reordered = kept(self, &after) != kept(next, &before);
        diff
    }
}
