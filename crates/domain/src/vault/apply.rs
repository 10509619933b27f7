//! The fold of what is written: each subject at its latest revision, and the numbers that lead to it.

use base::id::{PatientId, StayId};
use imbl::Vector;

use super::{Slot, StayNumbers, Vault, VaultWrite, trace};
use crate::identity::{Identifier, IdentifierKind};

impl Vault {
    /// Takes a write into account.
    pub fn apply(&mut self, write: &VaultWrite) {
        match write {
            VaultWrite::Patient {
                patient,
                revision,
                identity,
            } => {
                if let Some(old) = self.patient(*patient).cloned() {
                    for number in &old.identifiers {
                        self.forget_patient_number(number, *patient);
                    }
                }
                if let Some(identity) = identity {
                    for number in identity
                        .identifiers
                        .iter()
                        .filter(|number| finds_a_patient(number.kind))
                    {
                        self.patient_by_number.insert(trace(number), *patient);
                    }
                }
                put(&mut self.patients, patient.index(), *revision, identity.clone());
            }
            VaultWrite::Stay {
                stay,
                revision,
                numbers,
            } => {
                if let Some(old) = self.stay(*stay).cloned() {
                    self.forget_stay_numbers(&old, *stay);
                }
                if let Some(numbers) = numbers {
                    for visit in &numbers.visits {
                        self.stay_by_visit.insert(trace(visit), *stay);
                    }
                    if let Some(account) = &numbers.account {
                        let stays = self.stays_by_account.entry(trace(account)).or_default();
                        if let Err(slot) = stays.binary_search(stay) {
                            stays.insert(slot, *stay);
                        }
                    }
                }
                put(&mut self.stays, stay.index(), *revision, numbers.clone());
            }
            VaultWrite::Practitioner {
                practitioner,
                revision,
                record,
            } => {
                if let Some(record) = record {
                    self.practitioner_by_number
                        .insert(trace(&record.identifier), *practitioner);
                }
                put(
                    &mut self.practitioners,
                    practitioner.index(),
                    *revision,
                    record.clone(),
                );
            }
            VaultWrite::Person {
                person,
                revision,
                name,
            } => {
                let former = self.person(*person).map(|it| base::text::folded(it));
                put(&mut self.persons, person.index(), *revision, name.clone());
                if let Some(former) = former.filter(|it| self.person_by_name.get(it) == Some(person)) {
                    self.person_by_name.remove(&former);
                }
                // The first one of a name keeps it.
                if let Some(name) = self.person(*person).map(|it| base::text::folded(it)) {
                    self.person_by_name.entry(name).or_insert(*person);
                }
            }
            VaultWrite::Note { note, revision, text } => {
                put(&mut self.notes, note.index(), *revision, text.clone())
            }
            VaultWrite::Announced {
                request,
                revision,
                name,
            } => {
                let slot = self.announced.entry(*request).or_default();
                if slot.revision <= *revision {
                    *slot = Slot {
                        revision: *revision,
                        held: name.clone(),
                    };
                }
            }
        }
    }

    fn forget_patient_number(&mut self, number: &Identifier, patient: PatientId) {
        let key = trace(number);
        if self.patient_by_number.get(&key) == Some(&patient) {
            self.patient_by_number.remove(&key);
        }
    }

    fn forget_stay_numbers(&mut self, numbers: &StayNumbers, stay: StayId) {
        for visit in &numbers.visits {
            let key = trace(visit);
            if self.stay_by_visit.get(&key) == Some(&stay) {
                self.stay_by_visit.remove(&key);
            }
        }
        let Some(key) = numbers.account.as_ref().map(trace) else {
            return;
        };
        if let Some(stays) = self.stays_by_account.get_mut(&key) {
            stays.retain(|it| *it != stay);
            if stays.is_empty() {
                self.stays_by_account.remove(&key);
            }
        }
    }
}

/// Whether a number of that kind may be used to find a patient.
const fn finds_a_patient(kind: IdentifierKind) -> bool {
    matches!(kind, IdentifierKind::Local | IdentifierKind::Ins)
}

fn put<T: Clone>(slots: &mut Vector<Slot<T>>, index: usize, revision: u32, held: Option<T>) {
    while slots.len() <= index {
        slots.push_back(Slot::default());
    }
    if let Some(slot) = slots.get_mut(index)
        && slot.revision <= revision
    {
        *slot = Slot { revision, held };
    }
}
