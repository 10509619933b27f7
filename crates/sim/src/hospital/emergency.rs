//! Emergency departments: arrivals by the hour and the day, decisions, the wait for a bed, the way up.

use base::time::{HOUR, MINUTE};

use super::Hospital;
use super::event::{Event, Step};
use super::feed::EVERYTHING;
use super::state::{Exit, Phase, Stay};
use crate::index::{BedIx, EstablishmentIx, PersonIx, StayIx, WardIx};
use crate::message::{Class, Place, Situation, Trigger};
use crate::territory::Kind;

/// Arrivals by hour of the day, relative to the mean hour: a quiet night, a long late morning and evening.
const HOURS: [f64; 24] = [
    0.62, 0.48, 0.40, 0.35, 0.33, 0.36, 0.45, 0.66, 0.98, 1.32, 1.47, 1.45, 1.32, 1.34, 1.42, 1.40, 1.38,
    1.40, 1.42, 1.38, 1.30, 1.15, 0.92, 0.76,
];

/// Arrivals by day of the week, Monday first.
const DAYS: [f64; 7] = [1.10, 1.0, 0.98, 0.97, 1.0, 0.98, 0.97];

/// Not below the largest product of the two tables.
const PEAK: f64 = 1.65;

/// After that many looks for a bed, wards of other specialties are asked too.
const LOOKS_BEFORE_OUTLIER: u32 = 5;

impl Hospital {
    /// Plans the next candidate arrival; the hour decides whether it is one.
    pub(super) fn plan_emergency_arrival(&mut self, ward: WardIx) {
        let boxes = self.territory.ward(ward).beds.len() as f64;
        let all: usize = (self.territory.wards.iter())
            .filter(|ward| ward.kind.is_emergency())
            .map(|ward| ward.beds.len())
            .sum();
        let per_day = self.config.ed_arrivals_per_day.clamp(0.001, 20_000.0) * boxes / all as f64;
        let wait = self
            .dice
            .arrivals
            .exponential(24.0 * HOUR as f64 / (per_day * PEAK));
        self.agenda
            .plan(self.now.plus(wait as i64 + 1), Event::EmergencyArrival(ward));
    }

    pub(super) fn emergency_arrival(&mut self, ward: WardIx) {
        self.plan_emergency_arrival(ward);
        let civil = self.clock.civil(self.now);
        if self.dice.arrivals.unit() * PEAK < HOURS[civil.hour()] * DAYS[civil.weekday()] {
            self.arrive_at_emergency(ward, 0.0);
        }
    }

    /// Somebody arrives at an emergency department, or arrived that many hours ago when the doors open.
    pub(super) fn arrive_at_emergency(&mut self, ward: WardIx, hours_ago: f64) {
        let (kind, establishment) = (
            self.territory.ward(ward).kind,
            self.territory.ward(ward).establishment,
        );
        let mut person = self.somebody(kind, establishment);
        let known = self.people[person.at()].file(establishment).is_some();
        if known && self.dice.noise.chance(self.config.noise.second_file / 0.15) {
            person = self.register_twice(person, establishment);
        }
        self.register(person, establishment, true);
        let stay = self.new_stay(person, establishment, ward, Phase::Present);
        self.stay_mut(stay).through_emergency = true;
        self.stay_mut(stay).entry = ("8", "");
        let needs = self.needs(stay);
        let bed = self.find_bed(ward, needs);
        let at = if hours_ago > 0.0 {
            super::feed::whole_minute(self.now.plus(-(hours_ago * HOUR as f64) as i64))
        } else {
            self.first_effect_time(stay, bed)
        };
        self.stay_mut(stay).admitted = at;
        self.enter(stay, ward, bed);
        let doctor = self.any_doctor(ward);
        let situation = Situation {
            class: Class::Emergency,
            place: Place { ward, bed },
            medical: ward,
            care: ward,
            doctor,
        };
        self.insert(stay, Trigger::A04, EVERYTHING, at, situation);
        if self.dice.noise.chance(self.config.noise.wrong_admission) {
            let minutes = self.dice.noise.between(5, 40);
            self.plan_step(stay, minutes as f64 / 60.0, Step::UndoAdmission(person));
        } else {
            let hours = self.dice.course.lognormal(2.9, 0.6).clamp(0.4, 14.0);
            self.plan_step(stay, (hours - hours_ago).max(0.1), Step::Decide);
        }
    }

    /// The physician decides: home, or a bed somewhere.
    pub(super) fn decide_at_emergency(&mut self, stay: StayIx) {
        let today = self.clock.civil(self.now).day;
        let age = self.people[self.stay(stay).person.at()].age(today);
        let admitted = match age {
            ..16 => 0.08,
            16..45 => 0.09,
            45..75 => 0.20,
            _ => 0.40,
        };
        if !self.dice.course.chance(admitted) {
            let exit = match self.dice.course.weighted(&[0.95, 0.045, 0.005]) {
                0 => Exit::Home,
                1 => Exit::OwnWill,
                _ => Exit::Death,
            };
            self.discharge(stay, exit, None);
            return;
        }
        let wanted = self.specialty_for(age);
        let exists = self
            .wards_of(wanted, self.stay(stay).establishment)
            .next()
            .is_some();
        let wanted = if exists { wanted } else { self.substitute(wanted) };
        self.stay_mut(stay).wanted = wanted;
        self.stay_mut(stay).isolation = self.dice.course.chance(wanted.profile().isolation);
        let minutes = self.dice.course.between(10, 70);
        self.plan_step(stay, minutes as f64 / 60.0, Step::SeekBed(0));
    }

    /// Looks for a bed in the right wards, then in wider and wider circles.
    pub(super) fn seek_bed_from_emergency(&mut self, stay: StayIx, look: u32) {
        let (wanted, site) = (
            self.stay(stay).wanted,
            self.territory.ward(self.stay(stay).place.ward).site,
        );
        let establishment = self.stay(stay).establishment;
        let adult_medicine = !wanted.is_critical()
            && !matches!(
                wanted,
                Kind::Paediatrics | Kind::PaediatricSurgery | Kind::Maternity
            );
        // Many go through the short-stay unit first; the others when night comes and no ward has a bed.
        if adult_medicine && (look == 0 && self.dice.course.chance(0.42) || look > 6) {
            let short_stay = self
                .wards_of(Kind::ShortStay, establishment)
                .find(|ward| self.territory.ward(*ward).site == site && look < 40);
            if let Some(ward) = short_stay {
                let needs = self.needs(stay);
                if let Some(bed) = self.find_bed(ward, needs) {
                    self.admit_from_emergency(stay, ward, ward, bed);
                    return;
                }
            }
        }
        let outlier = look >= LOOKS_BEFORE_OUTLIER || self.dice.noise.chance(self.config.noise.outlier);
        if let Some((housing, bed)) = self.find_bed_for(stay, wanted, outlier) {
            let medical = self.referring_ward(wanted, establishment, housing);
            self.admit_from_emergency(stay, housing, medical, bed);
            return;
        }
        if look == 30 && wanted.is_critical() {
            // No critical-care bed in the territory for half a day: elsewhere.
            self.discharge(stay, Exit::Outside { destination: "1" }, None);
            return;
        }
        let minutes = self.dice.course.between(18, 45);
        self.plan_step(stay, minutes as f64 / 60.0, Step::SeekBed(look + 1));
    }

    /// The class changes to inpatient (A06): a new ward, often a bed, sometimes filled in later.
    fn admit_from_emergency(&mut self, stay: StayIx, housing: WardIx, medical: WardIx, bed: BedIx) {
        let doctor = self.any_doctor(medical);
        if self.dice.noise.chance(self.config.noise.wrong_class) {
            // Typed and taken back: the patient has not moved, and will be looked for a bed again.
            let at = self.effect_time(stay, None);
            let situation = Situation {
                class: Class::Inpatient,
                place: Place::ward_only(housing),
                medical,
                care: housing,
                doctor,
            };
            self.insert(stay, Trigger::A06, EVERYTHING, at, situation);
            self.stay_mut(stay).frozen = true;
            let minutes = self.dice.noise.between(10, 40);
            self.plan_step(stay, minutes as f64 / 60.0, Step::UndoClass);
            return;
        }
        let at = self.effect_time(stay, Some(bed));
        self.quit(stay, at);
        self.enter(stay, housing, Some(bed));
        self.wards[housing.at()].entries_today += 1;
        self.begin_passage(stay, medical);
        self.tell_entry(stay, Trigger::A06, at, Class::Inpatient, medical, doctor);
    }

    /// The specialty an emergency patient of that age is admitted to.
    fn specialty_for(&mut self, age: i64) -> Kind {
        if age < 16 {
            return if self.dice.course.chance(0.82) {
                Kind::Paediatrics
            } else {
                Kind::PaediatricSurgery
            };
        }
        let old = if age >= 80 {
            26.0
        } else if age >= 72 {
            10.0
        } else {
            0.0
        };
        let table = [
            (Kind::GeneralMedicine, 20.0),
            (Kind::Geriatrics, old),
            (Kind::Cardiology, 8.0),
            (Kind::CoronaryCare, 5.0),
            (Kind::Pneumology, 8.0),
            (Kind::Gastroenterology, 6.0),
            (Kind::Nephrology, 2.5),
            (Kind::Neurology, 3.5),
            (Kind::StrokeUnit, 4.5),
            (Kind::Rheumatology, 2.5),
            (Kind::Endocrinology, 1.5),
            (Kind::Infectious, 3.0),
            (Kind::Oncology, 1.5),
            (Kind::Haematology, 0.5),
            (Kind::VisceralSurgery, 9.0),
            (Kind::Orthopaedics, 11.0),
            (Kind::VascularSurgery, 2.0),
            (Kind::Neurosurgery, 2.0),
            (Kind::Urology, 2.5),
            (Kind::EarNoseThroat, 1.5),
            (Kind::IntensiveCare, 3.0),
            (Kind::StepDown, 2.5),
        ];
        table[self.dice.course.weighted(&table.map(|(_, weight)| weight))].0
    }

    /// What a small hospital has in place of a specialty.
    fn substitute(&self, wanted: Kind) -> Kind {
        match wanted {
            Kind::IntensiveCare | Kind::CoronaryCare | Kind::StrokeUnit => Kind::StepDown,
            Kind::Orthopaedics
            | Kind::VascularSurgery
            | Kind::Neurosurgery
            | Kind::Urology
            | Kind::EarNoseThroat
            | Kind::Gynaecology => Kind::VisceralSurgery,
            _ => Kind::GeneralMedicine,
        }
    }

    /// A new stay of a person; where it is and what happens comes after.
    pub(super) fn new_stay(
        &mut self,
        person: PersonIx,
        establishment: EstablishmentIx,
        ward: WardIx,
        phase: Phase,
    ) -> StayIx {
        let counters = &mut self.counters[establishment.at()];
        counters.account += 1;
        counters.visit += 1;
        let wanted = self.territory.ward(ward).kind;
        let profile = wanted.profile();
        self.stays.push(Stay {
            person,
            establishment,
            account: counters.account,
            visit: counters.visit,
            phase,
            place: Place::ward_only(ward),
            told: Vec::with_capacity(4),
            admitted: self.now,
            booked: None,
            expected: None,
            announced: None,
            due: base::Moment::NEVER,
            next: super::state::Next::Exit(Exit::Home),
            plan: 0,
            wanted,
            isolation: self.dice.course.chance(profile.isolation),
            wants_single: self.dice.course.chance(0.3),
            vip: self.dice.course.chance(0.003),
            on_leave: false,
            frozen: false,
            through_emergency: false,
            entry: ("8", ""),
            exit: None,
            mother: None,
            child: None,
        });
        StayIx::of(self.stays.len() - 1)
    }

    /// When a first movement took effect: a little before it was typed, after the bed became free.
    pub(super) fn first_effect_time(&mut self, stay: StayIx, bed: Option<BedIx>) -> base::Moment {
        self.stay_mut(stay).admitted = base::Moment::from_millis(0);
        let at = self.effect_time(stay, bed);
        self.stay_mut(stay).admitted = at;
        at
    }

    /// Plans a step of a stay in that many hours.
    pub(super) fn plan_step(&mut self, stay: StayIx, hours: f64, step: Step) {
        let at = self
            .now
            .plus((hours * HOUR as f64) as i64)
            .max(self.now.plus(MINUTE));
        self.plan_step_at(stay, at, step);
    }

    /// Plans a step of a stay; void once the stay has moved to another ward.
    pub(super) fn plan_step_at(&mut self, stay: StayIx, at: base::Moment, step: Step) {
        let plan = self.stay(stay).plan;
        self.agenda.plan(at, Event::Stay { stay, plan, step });
    }
}
