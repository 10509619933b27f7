//! Beds: choosing one, taking it, leaving it, cleaning it, closing it.

use base::Moment;
use base::time::{DAY, MINUTE};

use super::Hospital;
use super::event::{BedStep, Event};
use super::state::{BedState, Hygiene};
use crate::index::{BedIx, StayIx, WardIx};
use crate::message::BedStatus;
use crate::people::Sex;
use crate::territory::{Kind, Sharing};

/// Mean time a bed stays closed.
const CLOSED_DAYS: f64 = 18.0;

impl BedState {
    pub(super) fn new(start: Moment) -> Self {
        Self {
            occupant: None,
            hygiene: Hygiene::Clean,
            closed: false,
            held: false,
            free_since: start.plus(-400 * DAY),
        }
    }

    /// Nobody is in it or promised to it, and it may be used now.
    pub(super) fn is_ready(&self) -> bool {
        self.is_empty() && self.hygiene == Hygiene::Clean && !self.closed
    }

    pub(super) fn is_empty(&self) -> bool {
        self.occupant.is_none() && !self.held
    }
}

/// What somebody needs from a bed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needs {
    pub sex: Sex,
    pub isolation: bool,
    pub single: bool,
}

impl Hospital {
    /// The needs of the patient of a stay.
    pub(super) fn needs(&self, stay: StayIx) -> Needs {
        let stay = self.stay(stay);
        Needs {
            sex: self.people[stay.person.at()].sex,
            isolation: stay.isolation,
            single: stay.wants_single,
        }
    }

    /// The best ready bed of a ward for those needs.
    pub(super) fn find_bed(&mut self, ward: WardIx, needs: Needs) -> Option<BedIx> {
        let sharing = self.territory.ward(ward).kind.profile().sharing;
        let mut best = None;
        for bed in self.territory.beds_of(ward) {
            if self.territory.bed(bed).cradle || !self.beds[bed.at()].is_ready() {
                continue;
            }
            let Some(score) = self.fitness(bed, needs, sharing) else {
                continue;
            };
            // A little chance, so that wards do not fill from the first door to the last.
            let score = score + self.dice.beds.unit() * 2.0;
            if best.is_none_or(|(_, found)| score > found) {
                best = Some((bed, score));
            }
        }
        best.map(|(bed, _)| bed)
    }

    /// How well a ready bed suits, higher is better; none when the room does not allow it.
    fn fitness(&self, bed: BedIx, needs: Needs, sharing: Sharing) -> Option<f64> {
        let room = self.territory.room_of(bed);
        if room.single {
            let lock = if room.isolation && needs.isolation {
                2.0
            } else {
                0.0
            };
            return Some(if needs.isolation || needs.single {
                4.0 + lock
            } else {
                0.5
            });
        }
        let neighbours = (room.beds.clone())
            .map(BedIx)
            .filter(|other| *other != bed && !self.territory.bed(*other).cradle)
            .filter_map(|other| self.beds[other.at()].occupant);
        let mut score: f64 = if needs.isolation { -3.0 } else { 1.0 };
        for neighbour in neighbours {
            let neighbour = self.stay(neighbour);
            let other_sex = self.people[neighbour.person.at()].sex != needs.sex;
            if other_sex && sharing == Sharing::SameSex {
                return None;
            }
            // Filling a room that is already of the right sex keeps empty rooms open to both.
            score += if neighbour.isolation { -2.0 } else { 1.5 };
        }
        Some(score)
    }

    /// Puts the patient of a stay in a ward and, when there is one, in a bed.
    pub(super) fn enter(&mut self, stay: StayIx, ward: WardIx, bed: Option<BedIx>) {
        if let Some(bed) = bed {
            debug_assert!(
                self.beds[bed.at()].occupant.is_none(),
                "one patient in a bed at a time"
            );
            self.beds[bed.at()].occupant = Some(stay);
            self.beds[bed.at()].held = false;
        }
        let place = &mut self.stays[stay.at()].place;
        place.ward = ward;
        place.bed = bed;
        self.wards[ward.at()].stays.push(stay);
    }

    /// Takes the patient out of the place where they are; the bed is free since `at`, and has to be cleaned.
    pub(super) fn quit(&mut self, stay: StayIx, at: Moment) {
        let place = self.stay(stay).place;
        self.wards[place.ward.at()].stays.retain(|other| *other != stay);
        let Some(bed) = place.bed else {
            return;
        };
        self.stays[stay.at()].place.bed = None;
        let state = &mut self.beds[bed.at()];
        state.occupant = None;
        state.free_since = at;
        state.hygiene = Hygiene::ToClean;
        self.plan_cleaning(bed, self.stay(stay).isolation);
    }

    pub(super) fn bed_step(&mut self, bed: BedIx, step: BedStep) {
        match step {
            BedStep::SayDirty { contaminated } => {
                let status = if contaminated {
                    BedStatus::Contaminated
                } else {
                    BedStatus::Housekeeping
                };
                self.tell_bed(bed, status, self.now);
            }
            BedStep::Clean { say } => {
                self.beds[bed.at()].hygiene = Hygiene::Clean;
                if say && !self.beds[bed.at()].closed {
                    self.tell_bed(bed, BedStatus::Unoccupied, self.now);
                }
            }
            BedStep::Reopen => {
                self.beds[bed.at()].closed = false;
                self.tell_bed(bed, BedStatus::Unoccupied, self.now);
            }
        }
    }

    /// Closes a free bed and plans its opening.
    pub(super) fn close_bed(&mut self, bed: BedIx) {
        self.beds[bed.at()].closed = true;
        self.tell_bed(bed, BedStatus::Closed, self.now);
        let days = self.dice.beds.exponential(CLOSED_DAYS).clamp(2.0, 60.0);
        let minute = self.dice.beds.between(8 * 60, 17 * 60);
        let day = self.clock.civil(self.now).day + days as i64;
        let at = self.clock.moment(day, minute);
        self.agenda.plan(
            at.max(self.now.plus(DAY)),
            Event::Bed {
                bed,
                step: BedStep::Reopen,
            },
        );
    }

    /// Beds to be closed at midnight so that the share asked for stays about right.
    pub(super) fn closures_of_the_day(&mut self) -> usize {
        let wanted = self.config.closed_beds.clamp(0.0, 0.5) * self.territory.beds.len() as f64;
        let closed = self.beds.iter().filter(|bed| bed.closed).count() as f64;
        self.dice
            .beds
            .poisson((wanted - closed).max(0.0) * 0.3 + wanted / CLOSED_DAYS * 0.7)
    }

    /// A random bed that may be closed: ready, in a ward where people sleep.
    pub(super) fn any_closable_bed(&mut self) -> Option<BedIx> {
        for _ in 0..60 {
            let bed = BedIx::of(self.dice.beds.below(self.beds.len()));
            let kind = self.territory.ward(self.territory.bed(bed).ward).kind;
            let fits = kind.is_full_stay() && !kind.is_critical() && !self.territory.bed(bed).cradle;
            if fits && self.beds[bed.at()].is_ready() {
                return Some(bed);
            }
        }
        None
    }

    fn plan_cleaning(&mut self, bed: BedIx, isolated: bool) {
        let kind = self.territory.ward(self.territory.bed(bed).ward).kind;
        let plan = |hospital: &mut Self, at: Moment, step: BedStep| {
            hospital.agenda.plan(at, Event::Bed { bed, step });
        };
        // Cubicles and cradles are wiped by the team, without any program knowing.
        if kind.is_emergency() || self.territory.bed(bed).cradle {
            let minutes = self.dice.beds.between(6, 25);
            plan(
                self,
                self.now.plus(minutes * MINUTE),
                BedStep::Clean { say: false },
            );
            return;
        }
        let contaminated = isolated && self.dice.beds.chance(0.6);
        let noticed = self.now.plus(self.dice.beds.between(6, 45) * MINUTE);
        plan(self, noticed, BedStep::SayDirty { contaminated });
        let around_the_clock =
            kind.is_critical() || matches!(kind, Kind::ShortStay | Kind::Maternity | Kind::Neonatology);
        let civil = self.clock.civil(noticed);
        let begins = match civil.minute {
            _ if around_the_clock => noticed,
            // The evening team is small, the night has none.
            minute if minute >= 20 * 60 + 15 => self.morning_after(civil.day + 1),
            minute if minute < 6 * 60 + 30 => self.morning_after(civil.day),
            _ => noticed,
        };
        let work = if contaminated {
            self.dice.beds.between(80, 190)
        } else {
            self.dice.beds.between(22, 95)
        };
        plan(self, begins.plus(work * MINUTE), BedStep::Clean { say: true });
    }

    fn morning_after(&mut self, day: i64) -> Moment {
        let minute = self.dice.beds.between(6 * 60 + 30, 8 * 60);
        self.clock.moment(day, minute)
    }
}
