//! Births: the newborn has its own file, its own stay and a cradle beside its mother.

use base::time::MINUTE;

use super::Hospital;
use super::feed::{EVERYTHING, whole_minute};
use super::state::{Exit, Next, Phase};
use crate::index::{BedIx, PersonIx, StayIx};
use crate::message::{Class, Place, Situation, Trigger};
use crate::people::{self, Certainty, File};
use crate::territory::{Ages, Kind};

impl Hospital {
    pub(super) fn birth(&mut self, mother: StayIx) {
        let place = self.stay(mother).place;
        let establishment = self.stay(mother).establishment;
        let Some(bed) = place.bed else {
            return;
        };
        let premature = self.dice.course.chance(0.06);
        let cradle = if premature {
            self.incubator(mother)
        } else {
            self.cradle_beside(bed)
        };
        let Some(cradle) = cradle else {
            return;
        };
        let person = self.newborn(mother);
        // The name is that of the declaration, checked at once against the mother's papers.
        self.people[person.at()].busy = true;
        self.counters[establishment.at()].ipp += 1;
        let ipp = self.counters[establishment.at()].ipp;
        self.people[person.at()].files[establishment.at()] = Some(File {
            ipp,
            certainty: Certainty::Provisional,
        });
        self.tell_identity(establishment, crate::message::IdentityNote::Created(person));

        let ward = self.territory.bed(cradle).ward;
        let baby = self.new_stay(person, establishment, ward, Phase::Present);
        let late = self.dice.course.between(5, 50);
        let at = whole_minute(self.now.plus(-late * MINUTE))
            .max(whole_minute(self.beds[cradle.at()].free_since.plus(MINUTE)))
            .max(self.stay(mother).admitted.plus(MINUTE));
        self.stay_mut(baby).admitted = at;
        self.stay_mut(baby).mother = Some(mother);
        self.stay_mut(baby).entry = ("N", "");
        self.enter(baby, ward, Some(cradle));
        let doctor = self.any_doctor(ward);
        let class = Class::Inpatient;
        let situation = Situation {
            class,
            place: Place {
                ward,
                bed: Some(cradle),
            },
            medical: ward,
            care: ward,
            doctor,
        };
        if premature {
            self.begin_passage(baby, ward);
        } else {
            // Leaves with its mother.
            self.stay_mut(mother).child = Some(baby);
            self.stay_mut(baby).due = self.stay(mother).due;
            self.stay_mut(baby).next = Next::Exit(Exit::Home);
        }
        self.insert(baby, Trigger::A01, EVERYTHING, at, situation);
    }

    fn newborn(&mut self, mother: StayIx) -> PersonIx {
        let today = self.clock.civil(self.now).day;
        let mut baby = people::draw(&mut self.dice.people, Ages::Newborn, 0.512, today);
        let mother_ix = self.stay(mother).person;
        let mother = &self.people[mother_ix.at()];
        baby.mother = Some(mother_ix);
        baby.family = mother.used.clone().unwrap_or_else(|| mother.family.clone());
        baby.used = None;
        baby.born = today;
        baby.street.clone_from(&mother.street);
        baby.town = mother.town;
        baby.phone.clone_from(&mother.phone);
        self.people.push(baby);
        PersonIx::of(self.people.len() - 1)
    }

    fn cradle_beside(&self, bed: BedIx) -> Option<BedIx> {
        (self.territory.room_of(bed).beds.clone())
            .map(BedIx)
            .find(|other| self.territory.bed(*other).cradle && self.beds[other.at()].is_ready())
    }

    fn incubator(&mut self, mother: StayIx) -> Option<BedIx> {
        let ward = self
            .wards_of(Kind::Neonatology, self.stay(mother).establishment)
            .next()?;
        let needs = self.needs(mother);
        self.find_bed(ward, needs)
    }
}
