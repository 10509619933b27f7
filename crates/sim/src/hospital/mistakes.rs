//! Mistakes of the feed: what is told and is not so, and how it is taken back.

use super::Hospital;
use super::event::Step;
use super::state::{Exit, Phase};
use crate::index::{BedIx, PersonIx, StayIx, WardIx};
use crate::message::Trigger;

impl Hospital {
    /// Draws the mistakes that will strike a passage of which that many days are left.
    pub(super) fn plan_mistakes(&mut self, stay: StayIx, left: f64) {
        let hours = left * 24.0;
        let noise = &self.config.noise;
        let (wrong, corrected) = (noise.wrong_discharge, noise.corrected);
        if left > 0.6 && self.dice.noise.chance(wrong) {
            let at = self.dice.noise.within(1.0, hours * 0.6);
            self.plan_step(stay, at, Step::MistakeDischarge);
        }
        if left > 0.4 && self.dice.noise.chance(corrected) {
            let at = self.dice.noise.within(0.3, (hours * 0.8).min(30.0));
            self.plan_step(stay, at, Step::Correct);
        }
    }

    /// The wrong line of a list was clicked: somebody who stays is told as gone.
    pub(super) fn mistake_discharge(&mut self, position: StayIx) {
        let stay = self.stay(position);
        let soon = self.now.plus(6 * base::time::HOUR);
        if stay.on_leave || stay.child.is_some() || stay.mother.is_some() || stay.due < soon {
            return;
        }
        let Some(&belief) = stay.belief() else {
            return;
        };
        let at = self.effect_time(position, None);
        self.stay_mut(position).exit = Some((Exit::Home, at));
        self.stay_mut(position).frozen = true;
        self.insert(position, Trigger::A03, "MH", at, belief);
        let hours = self.dice.noise.within(0.3, 3.0);
        self.plan_step(position, hours, Step::UndoDischarge);
    }

    pub(super) fn undo_discharge(&mut self, stay: StayIx) {
        self.stay_mut(stay).exit = None;
        self.stay_mut(stay).frozen = false;
        self.cancel_last(stay, Trigger::A13);
    }

    pub(super) fn undo_transfer(&mut self, stay: StayIx, bed: BedIx) {
        self.beds[bed.at()].held = false;
        self.stay_mut(stay).frozen = false;
        self.cancel_last(stay, Trigger::A12);
    }

    /// The way back of A06 is A07 with the same movement; the search for a bed begins again.
    pub(super) fn undo_class(&mut self, stay: StayIx) {
        self.stay_mut(stay).frozen = false;
        self.cancel_last(stay, Trigger::A07);
        let minutes = self.dice.noise.between(5, 30);
        self.plan_step(stay, minutes as f64 / 60.0, Step::SeekBed(1));
    }

    pub(super) fn undo_leave(&mut self, stay: StayIx) {
        self.stay_mut(stay).frozen = false;
        self.stay_mut(stay).on_leave = false;
        self.cancel_last(stay, Trigger::A52);
    }

    pub(super) fn undo_return(&mut self, stay: StayIx) {
        self.stay_mut(stay).frozen = false;
        self.cancel_last(stay, Trigger::A53);
        let hours = self.dice.noise.within(1.0, 6.0);
        self.plan_step(stay, hours, Step::LeaveBack);
    }

    /// Admits the wrong person; the right one will take the same bed once the mistake is seen.
    pub(super) fn admit_wrong_person(&mut self, right: PersonIx, ward: WardIx, bed: BedIx) -> bool {
        let establishment = self.territory.ward(ward).establishment;
        let profile = self.territory.ward(ward).kind.profile();
        let today = self.clock.civil(self.now).day;
        let Some(wrong) = self.somebody_known(establishment, profile.ages, profile.men, today) else {
            return false;
        };
        self.people[right.at()].busy = true;
        self.people[wrong.at()].busy = true;
        let stay = self.new_stay(wrong, establishment, ward, Phase::Present);
        self.admit(stay, ward, ward, bed);
        self.stay_mut(stay).frozen = true;
        let hours = self.dice.noise.within(0.25, 1.3);
        self.plan_step(stay, hours, Step::UndoAdmission(right));
        true
    }

    /// The admission never was (A11). When it was that of another person, that person now gets the bed.
    pub(super) fn undo_admission(&mut self, stay: StayIx, right: PersonIx) {
        let place = self.stay(stay).place;
        let wrong = self.stay(stay).person;
        self.cancel_last(stay, Trigger::A11);
        self.wards[place.ward.at()].stays.retain(|other| *other != stay);
        if let Some(bed) = place.bed {
            // Nobody was in it: nothing to clean.
            self.beds[bed.at()].occupant = None;
        }
        self.people[wrong.at()].busy = false;
        let cancelled = self.stay_mut(stay);
        cancelled.phase = Phase::Cancelled;
        cancelled.place.bed = None;
        cancelled.plan += 1;
        if right != wrong
            && let Some(bed) = place.bed
        {
            let establishment = self.territory.ward(place.ward).establishment;
            self.register(right, establishment, true);
            let stay = self.new_stay(right, establishment, place.ward, Phase::Present);
            self.admit(stay, place.ward, place.ward, bed);
        }
    }
}
