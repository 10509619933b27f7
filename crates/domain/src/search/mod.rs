//! Who is called so: an index from what people type to patients and doctors.
//!
//! The index is derived from the vault and from nothing else: where somebody is, and whether they may be found by
//! name at that moment, is asked of the state when the question comes ([`crate::view::search`]). So a movement costs
//! the index nothing, and only an identity that was written makes it change ([`Index::catch_up`]).
//!
//! It lives in memory like the vault, is never stored, and leaves out every name that its status masks.

mod letters;
mod lexicon;
mod numbers;
mod sound;
mod typo;
mod wanted;

use std::sync::Arc;

use base::id::{PatientId, PractitionerId, StayId};

use crate::identity::{Identity, Practitioner};
use crate::vault::{StayNumbers, Vault};

pub use letters::squeezed;
pub(crate) use letters::words_of;
pub use lexicon::Match;
pub use wanted::{Found, Wanted};

use lexicon::Lexicon;
use numbers::{Holder, Numbers};

/// Everybody by name and by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    families: Lexicon<PatientId>,
    givens: Lexicon<PatientId>,
    doctors: Lexicon<PractitionerId>,
    numbers: Numbers,
    /// What the index was made from, to know what changed and what to take out.
    patients: Vec<Option<Arc<Identity>>>,
    stays: Vec<Option<Arc<StayNumbers>>>,
    practitioners: Vec<Option<Arc<Practitioner>>>,
}

impl Index {
    /// The index of that vault, made from nothing.
    #[must_use]
    pub fn of(vault: &Vault) -> Self {
        let mut index = Self::default();
        index.catch_up(vault);
        index
    }

    /// Takes in what was written to the vault since the last time, and gives how many identities, numbers and
    /// professionals that was.
    ///
    /// Whoever wrote them need not say what they wrote: an identity is never changed in place, so the one known last
    /// is told from a newer one by where it lies in memory. Comparing a hundred thousand of them takes a fraction of
    /// a millisecond, and nothing can be missed.
    pub fn catch_up(&mut self, vault: &Vault) -> usize {
        let mut changed = 0;
        let patients = vault.patients().map(|(id, it)| (id.index(), it));
        for (at, identity) in differences(&self.patients, patients) {
            changed += 1;
            let patient = PatientId::from(at);
            if let Some(old) = replace(&mut self.patients, at, identity.clone()) {
                self.forget_patient(patient, &old);
            }
            if let Some(new) = identity {
                self.note_patient(patient, &new);
            }
        }
        let stays = vault.stays().map(|(id, it)| (id.index(), it));
        for (at, numbers) in differences(&self.stays, stays) {
            changed += 1;
            let holder = Holder::Stay(StayId::from(at));
            if let Some(old) = replace(&mut self.stays, at, numbers.clone()) {
                for number in numbers_of(&old) {
                    self.numbers.forget(number, holder);
                }
            }
            for number in numbers.iter().flat_map(|it| numbers_of(it)) {
                self.numbers.note(number, holder);
            }
        }
        let practitioners = vault.practitioners().map(|(id, it)| (id.index(), it));
        for (at, record) in differences(&self.practitioners, practitioners) {
            changed += 1;
            let doctor = PractitionerId::from(at);
            if let Some(old) = replace(&mut self.practitioners, at, record.clone()) {
                for word in words_of_doctor(&old) {
                    self.doctors.forget(&word, doctor);
                }
            }
            for word in record.iter().flat_map(|it| words_of_doctor(it)) {
                self.doctors.note(&word, doctor);
            }
        }
        changed
    }

    /// How many people it knows by a name or a number.
    #[must_use]
    pub fn people(&self) -> usize {
        self.patients.iter().flatten().count()
    }

    /// How many different words their names are made of.
    #[must_use]
    pub fn words(&self) -> usize {
        self.families.len() + self.givens.len()
    }

    fn note_patient(&mut self, patient: PatientId, identity: &Identity) {
        if !identity.status.masked {
            for word in families_of(identity) {
                self.families.note(&word, patient);
            }
            for word in givens_of(identity) {
                self.givens.note(&word, patient);
            }
        }
        for number in &identity.identifiers {
            self.numbers.note(number, Holder::Patient(patient));
        }
    }

    fn forget_patient(&mut self, patient: PatientId, identity: &Identity) {
        if !identity.status.masked {
            for word in families_of(identity) {
                self.families.forget(&word, patient);
            }
            for word in givens_of(identity) {
                self.givens.forget(&word, patient);
            }
        }
        for number in &identity.identifiers {
            self.numbers.forget(number, Holder::Patient(patient));
        }
    }
}

/// Every word of the used name and of the birth name.
fn families_of(identity: &Identity) -> Vec<String> {
    letters::words_of_all(identity.family.iter().chain(&identity.birth_family))
}

fn givens_of(identity: &Identity) -> Vec<String> {
    letters::words_of_all(identity.given.iter())
}

fn words_of_doctor(record: &Practitioner) -> Vec<String> {
    letters::words_of_all(std::iter::once(&record.family).chain(&record.given))
}

fn numbers_of(numbers: &StayNumbers) -> impl Iterator<Item = &crate::identity::Identifier> {
    numbers.visits.iter().chain(&numbers.account)
}

/// Where what is known and what is there differ, and what is there now.
fn differences<'a, T: 'a>(
    known: &[Option<Arc<T>>],
    there: impl Iterator<Item = (usize, &'a Arc<T>)>,
) -> Vec<(u32, Option<Arc<T>>)> {
    let mut found = Vec::new();
    let mut next = 0;
    let mut differs = |at: usize, now: Option<Arc<T>>| {
        if let Ok(at) = u32::try_from(at) {
            found.push((at, now));
        }
    };
    for (at, now) in there {
        // Between two that are there lie those that were purged.
        for gone in next..at {
            if known.get(gone).is_some_and(Option::is_some) {
                differs(gone, None);
            }
        }
        let same = known
            .get(at)
            .and_then(Option::as_ref)
            .is_some_and(|old| Arc::ptr_eq(old, now));
        if !same {
            differs(at, Some(Arc::clone(now)));
        }
        next = at + 1;
    }
    for gone in next..known.len() {
        if known.get(gone).is_some_and(Option::is_some) {
            differs(gone, None);
        }
    }
    found
}

/// Puts what is there now in its place, and gives what was there before. Nothing is kept of purged ones at the end.
fn replace<T>(known: &mut Vec<Option<Arc<T>>>, at: u32, now: Option<Arc<T>>) -> Option<Arc<T>> {
    let at = at as usize;
    if known.len() <= at {
        known.resize_with(at + 1, || None);
    }
    let old = known.get_mut(at).and_then(|slot| std::mem::replace(slot, now));
    while known.last().is_some_and(Option::is_none) {
        known.pop();
    }
    old
}
