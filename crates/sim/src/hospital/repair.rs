//! Late and corrected entries: beds filled in afterwards, forgotten passages, corrected hours and names.

use base::time::{HOUR, MINUTE};

use super::Hospital;
use super::event::Step;
use super::feed::{EVERYTHING, whole_minute};
use crate::index::StayIx;
use crate::message::{Action, Movement, MovementNote, Place, Situation, Trigger};
use crate::territory::Kind;

impl Hospital {
    /// The bed of the admission is typed: by correcting the movement while it is the last one (Z99), else by a new
    /// movement (A02).
    pub(super) fn fill_bed(&mut self, stay: StayIx, movement: u32) {
        let without_bed = self
            .stay(stay)
            .belief()
            .is_some_and(|belief| belief.place.bed.is_none());
        if without_bed {
            self.tell_true_bed(stay, movement, true);
        }
    }

    /// The patient who was told to lie in somebody else's bed is told where they really are.
    pub(super) fn fix_bed(&mut self, stay: StayIx, movement: u32) {
        let right = self.stay(stay).place.bed;
        if self
            .stay(stay)
            .belief()
            .is_some_and(|belief| belief.place.bed != right)
        {
            let correct = self.dice.noise.chance(0.7);
            self.tell_true_bed(stay, movement, correct);
        }
    }

    fn tell_true_bed(&mut self, stay: StayIx, movement: u32, correct: bool) {
        let place = self.stay(stay).place;
        let Some(last) = self.stay_mut(stay).told.last_mut() else {
            return;
        };
        if correct && last.id == movement {
            last.situation.place = place;
            self.update(stay, self.stay(stay).told.len() - 1, "L");
            return;
        }
        let situation = Situation {
            place,
            ..last.situation
        };
        let at = self.effect_time(stay, None);
        self.insert(stay, Trigger::A02, "L", at, situation);
    }

    /// After a move between wards, sometimes a passage in between was forgotten.
    pub(super) fn maybe_forget_a_passage(&mut self, stay: StayIx) {
        if self.dice.noise.chance(self.config.noise.forgotten_passage) {
            let hours = self.dice.noise.within(2.0, 20.0);
            self.plan_step(stay, hours, Step::Forgotten);
        }
    }

    /// Inserts the forgotten passage before the last movement (ZBE-5 = Y): in critical care, without a bed.
    pub(super) fn tell_forgotten(&mut self, stay: StayIx) {
        let told = &self.stay(stay).told;
        let [.., before, last] = told.as_slice() else {
            return;
        };
        let (before, last) = (*before, *last);
        let gap = last.at.since(before.at);
        if last.trigger != Trigger::A02 || before.trigger == Trigger::A05 || gap < 3 * HOUR {
            return;
        }
        let establishment = self.stay(stay).establishment;
        let Some(ward) = (self.wards_of(Kind::StepDown, establishment))
            .chain(self.wards_of(Kind::ShortStay, establishment))
            .find(|ward| *ward != before.situation.place.ward && *ward != last.situation.place.ward)
        else {
            return;
        };
        let at = whole_minute(before.at.plus(gap / 2));
        let doctor = self.any_doctor(ward);
        let situation = Situation {
            place: Place::ward_only(ward),
            medical: ward,
            care: ward,
            doctor,
            ..before.situation
        };
        let movement = Movement {
            id: self.next_movement(stay),
            trigger: Trigger::A02,
            at,
            nature: EVERYTHING,
            situation,
        };
        let index = self.stay(stay).told.len() - 1;
        self.stay_mut(stay).told.insert(index, movement);
        self.tell(MovementNote {
            historic: true,
            prior: Some(before.situation.place),
            ..MovementNote::inserted(stay, movement)
        });
        if self.dice.noise.chance(0.35) {
            let hours = self.dice.noise.within(3.0, 30.0);
            self.plan_step(stay, hours, Step::DropForgotten(movement.id));
        }
    }

    /// The passage was not forgotten, it never was: cancelled in the middle of the stay.
    pub(super) fn drop_forgotten(&mut self, stay: StayIx, id: u32) {
        let told = &self.stay(stay).told;
        let Some(index) = told.iter().position(|movement| movement.id == id) else {
            return;
        };
        if index == 0 || index + 1 == told.len() {
            return;
        }
        let gone = self.stay_mut(stay).told.remove(index);
        let back = self.stay(stay).told[index - 1].situation;
        self.tell(MovementNote {
            trigger: Trigger::A12,
            action: Action::Cancel(gone.trigger),
            historic: true,
            prior: Some(gone.situation.place),
            ..MovementNote::inserted(
                stay,
                Movement {
                    situation: back,
                    ..gone
                },
            )
        });
    }

    /// A corrected hour of admission, or a corrected physician on an earlier movement.
    pub(super) fn correct(&mut self, stay: StayIx) {
        let told = &self.stay(stay).told;
        let Some(last) = told.last().copied() else {
            return;
        };
        let last_index = told.len() - 1;
        if last.trigger == Trigger::A01 && self.dice.noise.chance(0.5) {
            // Later, never earlier: the bed may have had somebody else before.
            let room = (self.now.since(last.at) / 2).min(25 * MINUTE);
            let at = whole_minute(last.at.plus(room));
            if at > last.at {
                self.stay_mut(stay).told[last_index].at = at;
                self.stay_mut(stay).admitted = at;
                self.update(stay, last_index, last.nature);
            }
            return;
        }
        let index = self.dice.noise.below(last_index + 1);
        let movement = self.stay(stay).told[index];
        if movement.trigger == Trigger::A05 {
            return;
        }
        let doctor = self.any_doctor(movement.situation.medical);
        self.stay_mut(stay).told[index].situation.doctor = doctor;
        self.update(stay, index, movement.nature);
    }
}
