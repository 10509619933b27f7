//! The first census, and what the hospital looks like at any time.

use base::time::{DAY, HOUR, MINUTE};

use super::Hospital;
use super::event::{BedStep, Event};
use super::state::{Hygiene, Phase};
use crate::index::{BedIx, StayIx, WardIx};
use crate::message::{BedStatus, Class, Trigger};
use crate::territory::Kind;

/// How full the hospital really is, whatever its feed says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Census {
    /// One line per ward, in the order of the territory.
    pub wards: Vec<WardCensus>,
}

/// How full one ward really is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WardCensus {
    /// The ward.
    pub ward: WardIx,
    /// Beds, cradles apart.
    pub beds: usize,
    /// Beds closed.
    pub closed: usize,
    /// Beds with a patient, leaves included.
    pub occupied: usize,
    /// Patients in the ward without a bed.
    pub unplaced: usize,
    /// Patients whose physicians belong to another ward.
    pub outliers: usize,
}

impl Census {
    /// Occupied beds over open beds in wards where people sleep.
    #[must_use]
    pub fn occupancy(&self, territory: &crate::Territory) -> f64 {
        let sleeping = || {
            self.wards
                .iter()
                .filter(|line| territory.ward(line.ward).kind.is_full_stay())
        };
        let open: usize = sleeping().map(|line| line.beds - line.closed).sum();
        let occupied: usize = sleeping().map(|line| line.occupied).sum();
        occupied as f64 / open.max(1) as f64
    }
}

impl Hospital {
    /// How full the hospital is now.
    #[must_use]
    pub fn census(&self) -> Census {
        let line = |ward: WardIx| {
            let beds = || {
                self.territory
                    .beds_of(ward)
                    .filter(|bed| !self.territory.bed(*bed).cradle)
            };
            let stays = &self.wards[ward.at()].stays;
            WardCensus {
                ward,
                beds: beds().count(),
                closed: beds().filter(|bed| self.beds[bed.at()].closed).count(),
                occupied: beds()
                    .filter(|bed| self.beds[bed.at()].occupant.is_some())
                    .count(),
                unplaced: stays
                    .iter()
                    .filter(|stay| self.stay(**stay).place.bed.is_none())
                    .count(),
                outliers: stays
                    .iter()
                    .filter(|stay| self.stay(**stay).medical() != ward)
                    .count(),
            }
        };
        Census {
            wards: self.territory.ward_positions().map(line).collect(),
        }
    }

    /// What is wrong in the hospital's own books; empty when nothing is.
    ///
    /// For tests: a patient in two beds, a bed with somebody who is not there, a closed bed in use.
    #[must_use]
    pub fn inconsistencies(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (index, bed) in self.beds.iter().enumerate() {
            let label = &self.territory.beds[index].label;
            let Some(stay) = bed.occupant else {
                continue;
            };
            if self.stay(stay).phase != Phase::Present || self.stay(stay).place.bed != Some(BedIx::of(index))
            {
                found.push(format!("{label}: its occupant is elsewhere"));
            }
            if bed.closed {
                found.push(format!("{label}: closed and occupied"));
            }
        }
        for (index, stay) in self.stays.iter().enumerate() {
            let listed = (self.wards[stay.place.ward.at()].stays.iter())
                .filter(|other| **other == StayIx::of(index))
                .count();
            let wanted = usize::from(stay.phase == Phase::Present);
            if listed != wanted {
                found.push(format!("stay {index}: listed {listed} times in its ward"));
            }
            let lies = stay
                .place
                .bed
                .is_some_and(|bed| self.beds[bed.at()].occupant == Some(StayIx::of(index)));
            if stay.place.bed.is_some() != lies {
                found.push(format!("stay {index}: not in the bed it has"));
            }
        }
        found
    }

    /// Fills the hospital as on any day, then plans the first day.
    pub(super) fn open_doors(&mut self) {
        self.close_first_beds();
        for ward in self.territory.ward_positions() {
            let kind = self.territory.ward(ward).kind;
            if kind.is_emergency() {
                for _ in 0..self.territory.ward(ward).beds.len() * 6 / 10 {
                    let hours = self.dice.arrivals.within(0.1, 4.0);
                    self.arrive_at_emergency(ward, hours);
                }
            } else if kind.is_full_stay() || kind == Kind::WeekUnit && self.is_midweek() {
                self.fill_ward(ward);
            }
        }
        self.tell_first_statuses();
        self.plan_first_day();
    }

    fn fill_ward(&mut self, ward: WardIx) {
        let kind = self.territory.ward(ward).kind;
        let wanted = (self.target(ward) * self.open_beds(ward) as f64).round() as usize;
        for _ in 0..wanted {
            let establishment = self.territory.ward(ward).establishment;
            let person = self.somebody(kind, establishment);
            let stay = self.new_stay(person, establishment, ward, Phase::Present);
            let needs = self.needs(stay);
            let Some(bed) = self.find_bed(ward, needs) else {
                // The rooms left are of the other sex: nobody came, in the end.
                self.stays.pop();
                continue;
            };
            self.register(person, establishment, true);
            self.admit_in_the_past(stay, ward, bed);
        }
    }

    /// Somebody who is there since some time; the length already spent is that of people met on a random day.
    fn admit_in_the_past(&mut self, stay: StayIx, ward: WardIx, bed: BedIx) {
        let kind = self.territory.ward(ward).kind;
        let profile = kind.profile();
        let whole = self
            .dice
            .course
            .lognormal_met(profile.days, profile.spread)
            .min(2_500.0);
        let spent = whole * self.dice.course.unit();
        let day = self.clock.civil(self.now.plus(-(spent * DAY as f64) as i64)).day;
        let minute = self.dice.course.between(8 * 60, 20 * 60);
        let admitted = self.clock.moment(day, minute).min(self.now.plus(-(20 * MINUTE)));
        let admitted = super::feed::whole_minute(admitted);
        // Some belong to a ward that had no bed for them.
        let stranger = kind == Kind::GeneralMedicine && self.dice.course.chance(0.05);
        let establishment = self.territory.ward(ward).establishment;
        let medical = if stranger {
            let other = *self
                .dice
                .course
                .pick(&[Kind::Pneumology, Kind::Geriatrics, Kind::VisceralSurgery]);
            self.wards_of(other, establishment).next().unwrap_or(ward)
        } else {
            ward
        };
        self.stay_mut(stay).admitted = admitted;
        self.stay_mut(stay).through_emergency = self.dice.course.chance(0.4) && kind != Kind::LongTerm;
        self.enter(stay, ward, Some(bed));
        let kind = self.passage_kind(stay, medical);
        self.lay_out_passage(stay, kind, admitted, whole.max(0.4));
        let doctor = self.any_doctor(medical);
        let situation = self.situation(stay, medical, doctor);
        let situation = crate::message::Situation {
            class: Class::Inpatient,
            ..situation
        };
        self.insert(stay, Trigger::A01, super::feed::EVERYTHING, admitted, situation);
        if kind == Kind::Maternity && self.now.since(admitted) > 12 * HOUR && self.dice.course.chance(0.85) {
            self.birth(stay);
        }
    }

    fn close_first_beds(&mut self) {
        let share = self.config.closed_beds.clamp(0.0, 0.5);
        let wanted = (share * self.territory.beds.len() as f64).round() as usize;
        for _ in 0..wanted {
            if let Some(bed) = self.any_closable_bed() {
                self.close_bed(bed);
            }
        }
    }

    /// The cleaning programs say what they know of beds nobody is in.
    fn tell_first_statuses(&mut self) {
        for index in 0..self.beds.len() {
            let bed = BedIx::of(index);
            let kind = self.territory.ward(self.territory.bed(bed).ward).kind;
            if !self.beds[index].is_ready() || kind.is_emergency() || self.territory.bed(bed).cradle {
                continue;
            }
            if kind.is_full_stay() && self.dice.beds.chance(0.12) {
                self.beds[index].hygiene = Hygiene::ToClean;
                self.tell_bed(bed, BedStatus::Housekeeping, self.now);
                let minutes = self.dice.beds.between(20, 150);
                let clean = Event::Bed {
                    bed,
                    step: BedStep::Clean { say: true },
                };
                self.agenda.plan(self.now.plus(minutes * MINUTE), clean);
            } else {
                self.tell_bed(bed, BedStatus::Unoccupied, self.now);
            }
        }
    }

    fn is_midweek(&self) -> bool {
        self.clock.civil(self.now).weekday() < 4
    }
}
