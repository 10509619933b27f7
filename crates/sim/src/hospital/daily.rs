//! What each day brings: the programme, unplanned admissions that keep the wards busy, beds that close.

use base::time::DAY;

use super::Hospital;
use super::event::Event;
use super::state::Phase;
use crate::calendar::weekday;
use crate::index::WardIx;
use crate::territory::Kind;

/// Unplanned admissions by the hour, from 8 h to 21 h.
const HOURS: [f64; 14] = [
    0.4, 0.8, 1.2, 1.3, 0.9, 0.8, 1.2, 1.4, 1.3, 1.1, 0.8, 0.6, 0.4, 0.3,
];

impl Hospital {
    pub(super) fn day_begins(&mut self) {
        let day = self.clock.civil(self.now).day;
        self.agenda.plan(self.clock.moment(day + 1, 5), Event::Day);
        self.draw_programme(day + super::booked::HORIZON);
        for ward in self.territory.ward_positions() {
            let state = &mut self.wards[ward.at()];
            state.usual_entries += 0.25 * (f64::from(state.entries_today) - state.usual_entries);
            state.entries_today = 0;
            self.draw_direct_admissions(ward, day, 1.0);
        }
        for _ in 0..self.closures_of_the_day() {
            if let Some(bed) = self.any_closable_bed() {
                self.close_bed(bed);
            }
        }
    }

    /// Draws the admissions of the day that come neither from a booking, nor from the emergency department, nor from
    /// another ward: as many as the ward lacks to be as full as it tends to be.
    pub(super) fn draw_direct_admissions(&mut self, ward: WardIx, day: i64, part_of_day: f64) {
        let kind = self.territory.ward(ward).kind;
        if !kind.is_full_stay() || kind == Kind::ShortStay {
            return;
        }
        let profile = kind.profile();
        let lack = self.lacking(ward, day);
        let weekend = weekday(day) > 4;
        let share = match kind {
            Kind::Maternity | Kind::Neonatology => 1.0,
            _ if kind.is_critical() => 0.9,
            Kind::Rehabilitation | Kind::GeriatricRehabilitation | Kind::LongTerm if weekend => 0.0,
            _ if weekend => 0.45,
            _ => 0.8,
        };
        let most = 0.2 * self.territory.ward(ward).beds.len() as f64;
        let mean = (lack * share).clamp(0.0, most) * part_of_day;
        let around_the_clock = kind.is_critical()
            || kind == Kind::Maternity
            || profile.sharing == crate::territory::Sharing::Any;
        for _ in 0..self.dice.arrivals.poisson(mean) {
            let minute = if around_the_clock {
                self.dice.arrivals.between(10, 23 * 60 + 50)
            } else {
                (8 + self.dice.arrivals.weighted(&HOURS) as i64) * 60 + self.dice.arrivals.between(0, 59)
            };
            let at = self.clock.moment(day, minute);
            if at > self.now {
                self.agenda.plan(at, Event::DirectAdmission(ward));
            }
        }
    }

    /// Somebody is sent by a physician, a consultation or another hospital.
    pub(super) fn admit_directly(&mut self, ward: WardIx) {
        let (kind, establishment) = (
            self.territory.ward(ward).kind,
            self.territory.ward(ward).establishment,
        );
        let person = self.somebody(kind, establishment);
        let needs = super::beds::Needs {
            sex: self.people[person.at()].sex,
            isolation: false,
            single: self.dice.course.chance(0.2),
        };
        // No bed: sent elsewhere before anybody typed anything.
        let Some(bed) = self.find_bed(ward, needs) else {
            return;
        };
        if kind.is_full_stay()
            && kind != Kind::Maternity
            && self.dice.noise.chance(self.config.noise.wrong_admission)
            && self.admit_wrong_person(person, ward, bed)
        {
            return;
        }
        self.register(person, establishment, true);
        let stay = self.new_stay(person, establishment, ward, Phase::Present);
        let from_hospital = matches!(
            kind,
            Kind::Rehabilitation | Kind::GeriatricRehabilitation | Kind::LongTerm
        ) || kind.is_critical();
        if self.dice.course.chance(if from_hospital { 0.75 } else { 0.12 }) {
            self.stay_mut(stay).entry = ("7", "1");
        }
        self.admit(stay, ward, ward, bed);
    }

    /// How much fuller a ward is than it tends to be, as a share of its open beds.
    pub(super) fn pressure(&self, ward: WardIx) -> f64 {
        let occupied = (self.territory.beds_of(ward))
            .filter(|bed| !self.territory.bed(*bed).cradle && self.beds[bed.at()].occupant.is_some())
            .count();
        occupied as f64 / self.open_beds(ward).max(1) as f64 - self.target(ward)
    }

    /// Share of its open beds that a ward tends to have in use.
    pub(super) fn target(&self, ward: WardIx) -> f64 {
        let profile = self.territory.ward(ward).kind.profile();
        (self.config.occupancy_target * profile.target).clamp(0.0, 0.98)
    }

    /// How many more patients the ward would need today to be as full as it tends to be.
    fn lacking(&self, ward: WardIx, day: i64) -> f64 {
        let state = &self.wards[ward.at()];
        let kind = self.territory.ward(ward).kind;
        // Emergencies and postponed exits push above the aim more often than below it.
        let target = self.target(ward) - 0.012;
        let open = self.open_beds(ward) as f64;
        let tonight = self.clock.moment(day + 1, 0);
        let there = (state.stays.iter())
            .filter(|stay| self.stay(**stay).mother.is_none() || kind == Kind::Neonatology);
        let (mut present, mut leaving) = (0, 0);
        for stay in there {
            present += 1;
            leaving += u32::from(self.stay(*stay).due < tonight);
        }
        let booked = self.booked_on(ward, day) * 0.9;
        let others = (state.usual_entries - self.booked_on(ward, day - 1).min(state.usual_entries)).max(0.0);
        target * open - f64::from(present) + f64::from(leaving) - booked - others.min(open * 0.2)
    }

    /// Beds of a ward that are not closed, without cradles.
    pub(super) fn open_beds(&self, ward: WardIx) -> usize {
        self.territory
            .beds_of(ward)
            .filter(|bed| !self.territory.bed(*bed).cradle && !self.beds[bed.at()].closed)
            .count()
    }

    /// Plans the first day: the programme of the coming weeks, what is left of today, the midnight that follows.
    pub(super) fn plan_first_day(&mut self) {
        let civil = self.clock.civil(self.now);
        for day in civil.day..=civil.day + super::booked::HORIZON {
            self.draw_programme(day);
        }
        let left = self.clock.moment(civil.day + 1, 0).since(self.now) as f64 / DAY as f64;
        for ward in self.territory.ward_positions() {
            self.draw_direct_admissions(ward, civil.day, left.clamp(0.0, 1.0));
            if self.territory.ward(ward).kind.is_emergency() {
                self.plan_emergency_arrival(ward);
            }
        }
        self.agenda.plan(self.clock.moment(civil.day + 1, 5), Event::Day);
    }
}
