//! Identities over time: first contact, checked papers, corrections, second files found out.

use base::time::{DAY, HOUR};

use super::Hospital;
use super::event::{Event, IdentityStep};
use crate::index::{EstablishmentIx, PersonIx, StayIx};
use crate::message::IdentityNote;
use crate::people::{self, Certainty, File, names};
use crate::territory::{Ages, Kind};

/// Share of patients who have been there before.
const RETURNING: f64 = 0.15;

impl Hospital {
    /// Somebody of the ages of that kind of ward: often new, sometimes known.
    pub(super) fn somebody(&mut self, kind: Kind, establishment: EstablishmentIx) -> PersonIx {
        let profile = kind.profile();
        let today = self.clock.civil(self.now).day;
        if self.dice.people.chance(RETURNING)
            && let Some(known) = self.somebody_known(establishment, profile.ages, profile.men, today)
        {
            return known;
        }
        let person = people::draw(&mut self.dice.people, profile.ages, profile.men, today);
        self.people.push(person);
        PersonIx::of(self.people.len() - 1)
    }

    /// A person who has a file there and is not in hospital; a few tries, then none.
    pub(super) fn somebody_known(
        &mut self,
        establishment: EstablishmentIx,
        ages: Ages,
        men: f64,
        today: i64,
    ) -> Option<PersonIx> {
        for _ in 0..12 {
            let position = PersonIx::of(self.dice.people.below(self.people.len()));
            let person = self.people.get(position.at())?;
            let fits = match (ages, person.age(today)) {
                (Ages::Child, age) => age < 16,
                (Ages::Old, age) => age >= 72,
                (Ages::Senior, age) => age >= 45,
                (Ages::Mother | Ages::Newborn, _) => false,
                (Ages::Adult | Ages::AnyAdult, age) => age >= 16,
            };
            let free = !person.busy && person.died.is_none() && person.duplicate_of.is_none();
            let sex_fits = men > 0.0 || person.sex == people::Sex::Female;
            if fits && free && sex_fits && person.file(establishment).is_some() {
                return Some(position);
            }
        }
        None
    }

    /// Opens the file of a person in an establishment at the first contact (A28); the papers come later or not.
    pub(super) fn register(&mut self, person: PersonIx, establishment: EstablishmentIx, in_person: bool) {
        self.people[person.at()].busy = true;
        if self.people[person.at()].file(establishment).is_some() {
            return;
        }
        let counters = &mut self.counters[establishment.at()];
        counters.ipp += 1;
        let ipp = counters.ipp;
        // A second file is made because nobody saw a document.
        let seen = self.dice.people.chance(if in_person { 0.35 } else { 0.75 });
        let certainty = if seen && self.people[person.at()].duplicate_of.is_none() {
            Certainty::Validated
        } else {
            Certainty::Provisional
        };
        self.people[person.at()].files[establishment.at()] = Some(File { ipp, certainty });
        self.tell_identity(establishment, IdentityNote::Created(person));
        if certainty == Certainty::Provisional && self.dice.people.chance(0.8) {
            let hours = self.dice.people.exponential(9.0).clamp(0.4, 72.0);
            self.plan_identity(person, establishment, IdentityStep::Validate, hours);
        }
        if self.dice.people.chance(0.06) {
            let hours = self.dice.people.within(1.0, 60.0);
            self.plan_identity(person, establishment, IdentityStep::Correct, hours);
        }
    }

    /// Registers a known person under a second file, which will be found out and merged.
    pub(super) fn register_twice(&mut self, known: PersonIx, establishment: EstablishmentIx) -> PersonIx {
        let mut double = self.people[known.at()].clone();
        double.files = [None; 3];
        double.duplicate_of = Some(known);
        self.people[known.at()].busy = true;
        self.people.push(double);
        let position = PersonIx::of(self.people.len() - 1);
        self.register(position, establishment, true);
        let hours = self.dice.noise.within(2.0, 40.0);
        self.plan_identity(position, establishment, IdentityStep::Merge, hours);
        position
    }

    pub(super) fn identity_step(
        &mut self,
        person: PersonIx,
        establishment: EstablishmentIx,
        step: IdentityStep,
    ) {
        // A file that was merged away is silent; what it was to say is said of the other one.
        let Some(file) = self.people[person.at()].file(establishment) else {
            return;
        };
        match step {
            IdentityStep::Validate => {
                if file.certainty == Certainty::Validated || self.people[person.at()].duplicate_of.is_some() {
                    return;
                }
                let validated = File {
                    certainty: Certainty::Validated,
                    ..file
                };
                self.people[person.at()].files[establishment.at()] = Some(validated);
                self.tell_identity(establishment, IdentityNote::Changed(person));
            }
            IdentityStep::Correct => {
                let dice = &mut self.dice.people;
                let corrected = &mut self.people[person.at()];
                if dice.chance(0.5) {
                    corrected.street = format!("{} {}", dice.between(1, 120), dice.pick(names::STREETS));
                    corrected.town = dice.below(names::TOWNS.len());
                } else {
                    corrected.phone = format!("0199{:06}", dice.below(1_000_000));
                }
                self.tell_identity(establishment, IdentityNote::Changed(person));
            }
            IdentityStep::Merge => self.merge(person, establishment, file),
        }
    }

    /// Care without consent: its legal mode goes with the identity (ZFS).
    pub(super) fn tell_legal_mode(&mut self, stay: StayIx) {
        if self.dice.people.chance(0.6) {
            let (person, since) = (self.stay(stay).person, self.stay(stay).admitted);
            let establishment = self.stay(stay).establishment;
            self.tell_identity(establishment, IdentityNote::LegalMode { person, since });
        }
    }

    pub(super) fn plan_identity(
        &mut self,
        person: PersonIx,
        establishment: EstablishmentIx,
        step: IdentityStep,
        hours: f64,
    ) {
        let at = self.now.plus((hours * HOUR as f64) as i64);
        debug_assert!(at.since(self.now) < 60 * DAY, "identities are settled in weeks");
        self.agenda.plan(
            at,
            Event::Identity {
                person,
                establishment,
                step,
            },
        );
    }

    fn merge(&mut self, double: PersonIx, establishment: EstablishmentIx, file: File) {
        let Some(kept) = self.people[double.at()].duplicate_of else {
            return;
        };
        for stay in &mut self.stays {
            if stay.person == double {
                stay.person = kept;
            }
        }
        let (busy, died) = (self.people[double.at()].busy, self.people[double.at()].died);
        self.people[double.at()].busy = true;
        self.people[double.at()].files[establishment.at()] = None;
        self.people[kept.at()].busy = busy;
        self.people[kept.at()].died = died;
        self.tell_identity(
            establishment,
            IdentityNote::Merged {
                kept,
                gone_ipp: file.ipp,
            },
        );
    }
}
