//! Booked stays: announced days before (A05), called off (A38) or begun (A01).

use base::Moment;
use base::time::DAY;

use super::Hospital;
use super::event::{Event, Step};
use super::feed::EVERYTHING;
use super::state::Phase;
use crate::calendar::weekday;
use crate::index::{PersonIx, StayIx, WardIx};
use crate::message::{Class, Movement, MovementNote, Place, Situation, Trigger};
use crate::territory::Kind;

/// Days ahead of which the programme is drawn.
pub(super) const HORIZON: i64 = 21;

/// Booked admissions by day of the week in wards open every day, Monday first.
const WEEK: [f64; 7] = [1.45, 1.4, 1.25, 1.2, 0.85, 0.1, 0.75];

impl Hospital {
    /// Draws the booked admissions of one day in every ward.
    pub(super) fn draw_programme(&mut self, day: i64) {
        for ward in self.territory.ward_positions() {
            let mean = self.booked_on(ward, day);
            for _ in 0..self.dice.arrivals.poisson(mean) {
                let minute = self.booked_minute(ward, day);
                let at = self.clock.moment(day, minute);
                let lead = 1 + (self.dice.arrivals.unit().powf(1.4) * (HORIZON - 1) as f64) as i64;
                let booking_day = self.office_day(day - lead);
                let booked = self
                    .clock
                    .moment(booking_day, self.dice.arrivals.between(8 * 60 + 15, 17 * 60 + 40));
                if at > self.now {
                    self.agenda
                        .plan(booked.max(self.now), Event::Booking { ward, at });
                }
            }
        }
    }

    /// That day, or when offices are closed then, one of the days before; never a day that is over.
    fn office_day(&mut self, day: i64) -> i64 {
        let today = self.clock.civil(self.now).day;
        match weekday(day) {
            0..5 => day,
            late => {
                let before = day - late as i64 + self.dice.arrivals.between(0, 4);
                if day > today && before <= today {
                    day + 7 - late as i64
                } else {
                    before
                }
            }
        }
    }

    /// Mean number of booked admissions in a ward on that day.
    pub(super) fn booked_on(&self, ward: WardIx, day: i64) -> f64 {
        let ward = self.territory.ward(ward);
        let profile = ward.kind.profile();
        let beds = ward.beds.len() as f64;
        let factor = self.config.elective_factor.clamp(0.0, 10.0);
        if ward.kind.is_day() {
            return if weekday(day) < 5 {
                1.15 * profile.target * beds * factor
            } else {
                0.0
            };
        }
        if ward.kind == Kind::WeekUnit {
            let share = [0.55, 0.3, 0.15, 0.0, 0.0, 0.0, 0.0][weekday(day)];
            return share * 1.45 * beds * profile.target * factor;
        }
        let flow = beds * profile.target * self.config.occupancy_target.clamp(0.0, 1.0) / profile.days;
        flow * profile.elective * WEEK[weekday(day)] * factor
    }

    fn booked_minute(&mut self, ward: WardIx, day: i64) -> i64 {
        let dice = &mut self.dice.arrivals;
        let kind = self.territory.ward(ward).kind;
        if kind.is_day() {
            return if dice.chance(0.7) {
                dice.between(7 * 60, 9 * 60 + 30)
            } else {
                dice.between(11 * 60 + 45, 13 * 60 + 30)
            };
        }
        match weekday(day) {
            // On Sundays people come in the afternoon for Monday's list.
            6 => dice.between(14 * 60 + 30, 18 * 60),
            _ if dice.chance(0.45) => dice.between(7 * 60, 10 * 60),
            _ => dice.between(13 * 60 + 30, 17 * 60 + 30),
        }
    }

    /// A stay is booked: the file, then the pre-admission.
    pub(super) fn book(&mut self, ward: WardIx, at: Moment) {
        let (kind, establishment) = (
            self.territory.ward(ward).kind,
            self.territory.ward(ward).establishment,
        );
        let session = if kind == Kind::OncologyDay {
            self.somebody_of_the_sessions()
        } else {
            None
        };
        let (person, account) = match session {
            Some((person, account)) => (person, Some(account)),
            None => (self.somebody(kind, establishment), None),
        };
        self.register(person, establishment, false);
        let stay = self.new_stay(person, establishment, ward, Phase::Planned);
        if let Some(account) = account {
            // Sessions share one account; each has its own visit.
            self.stay_mut(stay).account = account;
        } else if kind == Kind::OncologyDay {
            self.sessions.push((person, self.stay(stay).account));
        }
        self.stay_mut(stay).booked = Some(at);
        self.stay_mut(stay).admitted = at;
        if !kind.is_day() {
            let days = kind.profile().days.clamp(1.0, 60.0);
            let day = self.clock.civil(at).day + days.round() as i64;
            self.stay_mut(stay).expected = Some(self.clock.moment(day, 14 * 60));
        }
        let doctor = self.any_doctor(ward);
        let class = if kind == Kind::OncologyDay {
            Class::Recurrent
        } else {
            Class::Inpatient
        };
        let situation = Situation {
            class,
            place: Place::ward_only(ward),
            medical: ward,
            care: ward,
            doctor,
        };
        let id = self.next_movement(stay);
        let movement = Movement {
            id,
            trigger: Trigger::A05,
            at,
            nature: EVERYTHING,
            situation,
        };
        self.stay_mut(stay).told.push(movement);
        self.tell(MovementNote {
            planned: Some(at),
            ..MovementNote::inserted(stay, movement)
        });

        if self.dice.noise.chance(self.config.noise.called_off) {
            let ahead = at.since(self.now).max(2 * DAY / 24);
            let when = self
                .now
                .plus((self.dice.noise.within(0.3, 0.98) * ahead as f64) as i64);
            let when = self.in_the_day(when);
            self.plan_step_at(stay, when.min(at.plus(-1)).max(self.now.plus(1)), Step::CallOff);
        }
        let late = self.dice.arrivals.between(-25, 40) * base::time::MINUTE;
        self.plan_step_at(stay, at.plus(late).max(self.now.plus(2)), Step::Arrive(0));
    }

    /// The booked patient is at the desk; a bed is found, now or later, or the stay is called off.
    pub(super) fn booked_patient_comes(&mut self, stay: StayIx, look: u32) {
        let ward = self.stay(stay).place.ward;
        let kind = self.territory.ward(ward).kind;
        let needs = self.needs(stay);
        let found = match self.find_bed(ward, needs) {
            Some(bed) => Some((ward, bed)),
            None if look >= 4 => self.find_bed_for(stay, kind, true),
            None => None,
        };
        if let Some((housing, bed)) = found {
            self.wards[housing.at()].entries_today += 1;
            self.admit(stay, housing, ward, bed);
        } else if look < 12 {
            let minutes = self.dice.course.between(20, 50);
            self.plan_step(stay, minutes as f64 / 60.0, Step::Arrive(look + 1));
        } else {
            self.call_off(stay);
        }
    }

    /// A booked stay is cancelled (A38).
    pub(super) fn call_off(&mut self, stay: StayIx) {
        let person = self.stay(stay).person;
        self.people[person.at()].busy = false;
        self.cancel_booking(stay);
        let stay = self.stay_mut(stay);
        stay.phase = Phase::Cancelled;
        stay.plan += 1;
    }

    fn cancel_booking(&mut self, stay: StayIx) {
        let planned = self.stay(stay).booked;
        let Some(gone) = self.stay_mut(stay).told.pop() else {
            return;
        };
        self.tell(MovementNote {
            trigger: Trigger::A38,
            action: crate::message::Action::Cancel(Trigger::A05),
            planned,
            ..MovementNote::inserted(stay, gone)
        });
    }

    fn somebody_of_the_sessions(&mut self) -> Option<(PersonIx, u32)> {
        for _ in 0..4 {
            let (person, account) = *self.sessions.get(self.dice.people.below(self.sessions.len()))?;
            let known = &self.people[person.at()];
            if !known.busy && known.died.is_none() && self.dice.people.chance(0.8) {
                return Some((person, account));
            }
        }
        None
    }
}
