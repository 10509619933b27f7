//! The passage in a ward: which bed, how long, what happens meanwhile, what comes next.

use base::Moment;
use base::time::{DAY, HOUR};

use super::Hospital;
use super::event::Step;
use super::feed::EVERYTHING;
use super::state::{Exit, Next, Phase};
use crate::index::{BedIx, DoctorIx, EstablishmentIx, StayIx, WardIx};
use crate::message::{Class, Place, Situation, Trigger};
use crate::territory::Kind;

/// Discharges by hour, from 8 h to 19 h: late morning, then after lunch.
const EXIT_HOURS: [f64; 12] = [
    0.01, 0.04, 0.12, 0.20, 0.09, 0.09, 0.17, 0.13, 0.08, 0.04, 0.02, 0.01,
];

impl Hospital {
    /// Wards of a kind in an establishment, in the order of the plan.
    pub(super) fn wards_of(
        &self,
        kind: Kind,
        establishment: EstablishmentIx,
    ) -> impl Iterator<Item = WardIx> + use<'_> {
        self.territory.ward_positions().filter(move |ward| {
            let ward = self.territory.ward(*ward);
            ward.kind == kind && ward.establishment == establishment
        })
    }

    /// A ready bed for a stay in a ward of that kind: same site first, then the establishment, then, for
    /// outliers, wards of other kinds that may house them.
    pub(super) fn find_bed_for(
        &mut self,
        stay: StayIx,
        kind: Kind,
        outlier: bool,
    ) -> Option<(WardIx, BedIx)> {
        let establishment = self.stay(stay).establishment;
        let site = self.territory.ward(self.stay(stay).place.ward).site;
        let mut wards: Vec<WardIx> = self.wards_of(kind, establishment).collect();
        wards.sort_by_key(|ward| self.territory.ward(*ward).site != site);
        if outlier {
            let own = wards.len();
            let beyond = kind.profile().beyond.iter().filter(|other| **other != kind);
            for other in beyond {
                wards.extend(self.wards_of(*other, establishment));
            }
            wards[own..].sort_by_key(|ward| self.territory.ward(*ward).site != site);
        }
        let needs = self.needs(stay);
        // Two wards of one kind on one site share the load: the emptier first.
        let first = wards.iter().take_while(|ward| {
            let ward = self.territory.ward(**ward);
            ward.kind == kind && ward.site == site
        });
        let own_site = first.count();
        wards[..own_site].sort_by_key(|ward| {
            self.wards[ward.at()].stays.len() * 1_000 / self.territory.ward(*ward).beds.len().max(1)
        });
        wards
            .into_iter()
            .find_map(|ward| self.find_bed(ward, needs).map(|bed| (ward, bed)))
    }

    /// The ward whose physicians look after a patient of that kind housed there.
    pub(super) fn referring_ward(
        &self,
        kind: Kind,
        establishment: EstablishmentIx,
        housing: WardIx,
    ) -> WardIx {
        if self.territory.ward(housing).kind == kind {
            return housing;
        }
        let site = self.territory.ward(housing).site;
        self.wards_of(kind, establishment)
            .min_by_key(|ward| self.territory.ward(*ward).site != site)
            .unwrap_or(housing)
    }

    /// Tells the entry in a ward: with the bed, without it, or with the bed of somebody else.
    pub(super) fn tell_entry(
        &mut self,
        stay: StayIx,
        trigger: Trigger,
        at: Moment,
        class: Class,
        medical: WardIx,
        doctor: DoctorIx,
    ) {
        let mut place = self.stay(stay).place;
        let ward = self.territory.ward(place.ward);
        let sleeping = ward.kind.is_full_stay();
        let mut later = None;
        if sleeping && place.bed.is_some() && self.stay(stay).mother.is_none() {
            if self.dice.noise.chance(self.config.noise.bed_later) {
                place.bed = None;
                later = Some(self.dice.noise.within(0.15, 1.6));
            } else if self.dice.noise.chance(self.config.noise.bed_conflict)
                && let Some(wrong) = self.occupied_bed(place.ward)
            {
                place.bed = Some(wrong);
                later = Some(self.dice.noise.within(1.0, 9.0));
            }
        }
        let situation = Situation {
            class,
            place,
            medical,
            care: place.ward,
            doctor,
        };
        let nature = match self.stay(stay).belief() {
            Some(before) if trigger == Trigger::A02 => letters(before, &situation),
            _ => EVERYTHING,
        };
        self.insert(stay, trigger, nature, at, situation);
        let Some(hours) = later else {
            return;
        };
        let movement = self.stay(stay).told.last().map_or(0, |movement| movement.id);
        let step = if place.bed.is_some() {
            Step::FixBed(movement)
        } else {
            Step::FillBed(movement)
        };
        self.plan_step(stay, hours, step);
    }

    /// Begins the passage of a stay that has just entered its ward: length, events, exit.
    pub(super) fn begin_passage(&mut self, stay: StayIx, medical: WardIx) {
        let kind = self.passage_kind(stay, medical);
        let profile = kind.profile();
        let mut days = self.dice.course.lognormal(profile.days, profile.spread);
        let ward = self.stay(stay).place.ward;
        if self.territory.ward(ward).kind.is_full_stay() {
            // A crowded ward sends people home earlier, a quiet one keeps them a little longer.
            days *= (1.0 - 3.0 * self.pressure(ward)).clamp(0.6, 1.15);
        }
        self.lay_out_passage(stay, kind, self.now, days);
    }

    /// The kind of ward that rules a passage: the specialty, except where everybody only passes.
    pub(super) fn passage_kind(&self, stay: StayIx, medical: WardIx) -> Kind {
        let housing = self.territory.ward(self.stay(stay).place.ward).kind;
        if housing.is_critical() || housing == Kind::ShortStay {
            housing
        } else {
            self.territory.ward(medical).kind
        }
    }

    /// Plans a passage that began at `since` and lasts that many days.
    pub(super) fn lay_out_passage(&mut self, stay: StayIx, kind: Kind, since: Moment, days: f64) {
        self.stay_mut(stay).plan += 1;
        let profile = kind.profile();
        let next = self.draw_next(stay, kind);
        let mut due = since
            .plus((days * DAY as f64) as i64)
            .max(self.now.plus(2 * HOUR));
        if kind.is_full_stay() && kind != Kind::ShortStay && next != Next::Exit(Exit::Death) {
            due = self.at_exit_hour(due, kind, matches!(next, Next::Ward(_)));
        }
        if kind == Kind::WeekUnit {
            due = self.before_the_weekend(due);
        }
        self.stay_mut(stay).due = due;
        self.stay_mut(stay).next = next;
        self.plan_step_at(stay, due, Step::End(0));

        let left = due.since(self.now) as f64 / DAY as f64;
        let within = |hospital: &mut Self, from: f64, to: f64| {
            let share = hospital.dice.course.within(from, to);
            hospital.now.plus((share * left * DAY as f64) as i64)
        };
        // The whole passage may have begun long ago: what remains of its events is in proportion.
        let share = (left / days.max(0.05)).clamp(0.0, 1.0);
        if left > 1.0 && self.dice.course.chance(profile.critical * share) {
            let at = within(self, 0.1, 0.8);
            self.plan_step_at(stay, at, Step::Worsen);
        }
        if left > 1.0 && self.dice.course.chance(profile.bed_change * share) {
            let at = within(self, 0.1, 0.8);
            let at = self.in_the_day(at);
            self.plan_step_at(stay, at, Step::ChangeBed);
        }
        if left > 2.0 && self.dice.course.chance(profile.leave * share) {
            let at = within(self, 0.2, 0.7);
            let at = self.in_the_day(at);
            self.plan_step_at(stay, at, Step::LeaveOut);
        }
        if left > 1.5 && self.dice.course.chance(0.035) {
            let at = within(self, 0.1, 0.9);
            let at = self.in_the_day(at);
            self.plan_step_at(stay, at, Step::NewDoctor);
        }
        if kind.is_full_stay() {
            self.plan_mistakes(stay, left);
        }
        if kind.is_full_stay() && !kind.is_critical() && kind != Kind::ShortStay {
            self.lay_out_expectation(stay, left);
            let outlier = self.territory.ward(self.stay(stay).place.ward).kind != kind;
            if outlier && left > 0.8 {
                let hours = self.dice.course.within(10.0, 26.0);
                self.plan_step(stay, hours, Step::ComeHome(0));
            }
        }
    }

    /// The expected discharge, as the ward guesses it, and when the guess gets better.
    fn lay_out_expectation(&mut self, stay: StayIx, left: f64) {
        let due = self.stay(stay).due;
        self.stay_mut(stay).expected = None;
        if self.stay(stay).next == Next::Exit(Exit::Death) || left > 120.0 {
            return;
        }
        if self.dice.course.chance(0.72) {
            let error = self.dice.course.normal() * (0.25 * left).min(6.0);
            let guess = self.clock.civil(due.plus((error * DAY as f64) as i64)).day;
            let day = guess.max(self.clock.civil(self.now).day + 1);
            self.stay_mut(stay).expected = Some(self.clock.moment(day, 14 * 60));
        }
        if left > 1.2 {
            let before = self.clock.civil(due).day;
            if self.dice.course.chance(0.6) {
                let days = self.dice.course.between(1, 3);
                let at = self
                    .clock
                    .moment(before - days, self.dice.course.between(9 * 60, 12 * 60 + 30));
                if at > self.now {
                    self.plan_step_at(stay, at, Step::Refine);
                }
            }
            if self.dice.course.chance(0.6) {
                let at = self
                    .clock
                    .moment(before - 1, self.dice.course.between(14 * 60, 18 * 60));
                if at > self.now {
                    self.plan_step_at(stay, at, Step::Announce);
                }
            }
        }
    }

    fn draw_next(&mut self, stay: StayIx, kind: Kind) -> Next {
        let profile = kind.profile();
        if self.dice.course.chance(profile.death) {
            return Next::Exit(Exit::Death);
        }
        if kind.is_critical() || kind == Kind::ShortStay {
            let wanted = self.stay(stay).wanted;
            let after = if wanted.is_critical() || wanted == Kind::ShortStay {
                self.ward_after(kind)
            } else {
                wanted
            };
            self.stay_mut(stay).wanted = after;
            let straight_home = match kind {
                Kind::ShortStay => 0.55,
                Kind::CoronaryCare => 0.3,
                Kind::StrokeUnit => 0.35,
                _ => 0.04,
            };
            return if self.dice.course.chance(straight_home) {
                Next::Exit(Exit::Home)
            } else {
                Next::Ward(after)
            };
        }
        if self.dice.course.chance(profile.rehab) {
            return Next::Rehabilitation;
        }
        match self.dice.course.weighted(&[0.955, 0.015, 0.02, 0.01]) {
            0 => Next::Exit(Exit::Home),
            1 => Next::Exit(Exit::OwnWill),
            2 => Next::Exit(Exit::Outside { destination: "7" }),
            _ => Next::Exit(Exit::Outside { destination: "1" }),
        }
    }

    /// Where patients go after a critical-care unit when nothing else is known.
    fn ward_after(&mut self, kind: Kind) -> Kind {
        match kind {
            Kind::CoronaryCare => Kind::Cardiology,
            Kind::StrokeUnit => Kind::Neurology,
            Kind::IntensiveCare if self.dice.course.chance(0.35) => Kind::StepDown,
            _ => *self.dice.course.pick(&[
                Kind::GeneralMedicine,
                Kind::Pneumology,
                Kind::VisceralSurgery,
                Kind::Gastroenterology,
                Kind::Nephrology,
            ]),
        }
    }

    /// The same day or a near one, at an hour when people leave: seldom on Sundays.
    fn at_exit_hour(&mut self, due: Moment, kind: Kind, inside: bool) -> Moment {
        let mut day = self.clock.civil(due).day;
        match crate::calendar::weekday(day) {
            6 if self.dice.course.chance(0.6) => day += if self.dice.course.chance(0.6) { 1 } else { -2 },
            5 if self.dice.course.chance(0.3) => day += if self.dice.course.chance(0.5) { 2 } else { -1 },
            _ => {}
        }
        let rehabilitation = matches!(kind, Kind::Rehabilitation | Kind::GeriatricRehabilitation);
        if rehabilitation && crate::calendar::weekday(day) == 6 {
            day += 1;
        }
        let hour = if inside && self.dice.course.chance(0.35) {
            self.dice.course.between(8, 22)
        } else {
            8 + self.dice.course.weighted(&EXIT_HOURS) as i64
        };
        let minute = hour * 60 + self.dice.course.between(0, 59);
        let mut at = self.clock.moment(day, minute);
        while at < self.now.plus(2 * HOUR) {
            day += 1;
            at = self.clock.moment(day, minute);
        }
        at
    }

    fn before_the_weekend(&mut self, due: Moment) -> Moment {
        let today = self.clock.civil(self.now).day;
        let friday = today + (4 - crate::calendar::weekday(today) as i64).rem_euclid(7);
        let at = self
            .clock
            .moment(friday, self.dice.course.between(14 * 60, 17 * 60 + 30));
        due.min(at).max(self.now.plus(2 * HOUR))
    }

    /// The same moment, or the next morning when it falls in the night.
    pub(super) fn in_the_day(&mut self, at: Moment) -> Moment {
        let civil = self.clock.civil(at);
        match civil.hour() {
            8..20 => at,
            hour => {
                let day = civil.day + i64::from(hour >= 20);
                self.clock
                    .moment(day, self.dice.course.between(8 * 60 + 30, 18 * 60))
            }
        }
    }

    /// A bed of the ward where somebody lies whom the feed also puts there.
    fn occupied_bed(&mut self, ward: WardIx) -> Option<BedIx> {
        let taken: Vec<BedIx> = (self.wards[ward.at()].stays.iter())
            .filter_map(|other| self.stay(*other).belief())
            .filter(|belief| belief.place.ward == ward)
            .filter_map(|belief| belief.place.bed)
            .filter(|bed| !self.territory.bed(*bed).cradle)
            .collect();
        (!taken.is_empty()).then(|| *self.dice.noise.pick(&taken))
    }

    /// Puts a stay in its first ward, and tells its admission.
    pub(super) fn admit(&mut self, stay: StayIx, housing: WardIx, medical: WardIx, bed: BedIx) {
        let at = self.first_effect_time(stay, Some(bed));
        self.stay_mut(stay).phase = Phase::Present;
        self.enter(stay, housing, Some(bed));
        self.begin_passage(stay, medical);
        let doctor = self.any_doctor(medical);
        let class = if self.territory.ward(medical).kind == Kind::OncologyDay {
            Class::Recurrent
        } else {
            Class::Inpatient
        };
        self.tell_entry(stay, Trigger::A01, at, class, medical, doctor);
        match self.territory.ward(housing).kind {
            Kind::Maternity if self.dice.course.chance(0.8) => {
                let hours = self.dice.course.within(2.0, 18.0);
                self.plan_step(stay, hours, Step::Birth);
            }
            Kind::ClosedPsychiatry => self.tell_legal_mode(stay),
            _ => {}
        }
    }

    /// The real place of a stay as a situation of the feed.
    pub(super) fn situation(&self, stay: StayIx, medical: WardIx, doctor: DoctorIx) -> Situation {
        let place: Place = self.stay(stay).place;
        let class = self
            .stay(stay)
            .belief()
            .map_or(Class::Inpatient, |belief| belief.class);
        Situation {
            class,
            place,
            medical,
            care: place.ward,
            doctor,
        }
    }
}

/// What changes between two situations, as ZBE-9 spells it.
pub(super) fn letters(before: &Situation, after: &Situation) -> &'static str {
    let housing = before.place.ward != after.place.ward;
    let medical = before.medical != after.medical || before.doctor != after.doctor && !housing;
    let care = before.care != after.care;
    match (housing, medical, care) {
        (true, true, true) => EVERYTHING,
        (true, true, false) => "MH",
        (true, false, true) => "SH",
        (true, false, false) => "H",
        (false, true, true) => "SM",
        (false, true, false) => "M",
        (false, false, true) => "S",
        (false, false, false) => "L",
    }
}
