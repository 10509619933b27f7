//! The steps of a stay, one at a time, and the ways out of a ward.

use base::Moment;
use base::time::{DAY, MINUTE};

use super::Hospital;
use super::event::{Event, Step};
use super::state::{Exit, Next, Phase};
use crate::index::{BedIx, PersonIx, StayIx, WardIx};
use crate::message::Trigger;
use crate::territory::Kind;

impl Hospital {
    pub(super) fn stay_step(&mut self, position: StayIx, plan: u32, step: Step) {
        let stay = self.stay(position);
        let booked = matches!(step, Step::Arrive(_) | Step::CallOff);
        let alive = stay.phase == if booked { Phase::Planned } else { Phase::Present };
        if stay.plan != plan || !alive {
            return;
        }
        if stay.frozen && !step.puts_right() {
            // The feed is about to be put right; life is told after that.
            self.plan_step(position, 1.5, step);
            return;
        }
        match step {
            Step::Decide => self.decide_at_emergency(position),
            Step::SeekBed(look) => self.seek_bed_from_emergency(position, look),
            Step::Arrive(look) => self.booked_patient_comes(position, look),
            Step::CallOff => self.call_off(position),
            Step::End(look) => self.passage_ends(position, look),
            Step::TypeDischarge(exit, at) => {
                self.stay_mut(position).frozen = false;
                self.discharge(position, exit, Some(at));
            }
            Step::FillBed(movement) => self.fill_bed(position, movement),
            Step::ChangeBed => self.change_bed(position),
            Step::Worsen => self.worsen(position),
            Step::ComeHome(look) => self.come_home(position, look),
            Step::LeaveOut => self.leave_out(position),
            Step::LeaveBack => self.leave_back(position),
            Step::NewDoctor => self.new_doctor(position),
            Step::Refine => self.refine(position),
            Step::Announce => self.announce(position),
            Step::Birth => self.birth(position),
            Step::MistakeDischarge => self.mistake_discharge(position),
            Step::UndoDischarge => self.undo_discharge(position),
            Step::UndoTransfer(bed) => self.undo_transfer(position, bed),
            Step::UndoClass => self.undo_class(position),
            Step::UndoLeave => self.undo_leave(position),
            Step::UndoReturn => self.undo_return(position),
            Step::UndoAdmission(person) => self.undo_admission(position, person),
            Step::FixBed(movement) => self.fix_bed(position, movement),
            Step::Forgotten => self.tell_forgotten(position),
            Step::DropForgotten(movement) => self.drop_forgotten(position, movement),
            Step::Correct => self.correct(position),
        }
    }

    /// Ends a stay: tells it, and frees the place.
    pub(super) fn discharge(&mut self, stay: StayIx, exit: Exit, left: Option<Moment>) {
        if let Some(child) = self.stay(stay).child
            && self.stay(child).phase == Phase::Present
        {
            self.discharge(child, Exit::Home, None);
        }
        let Some(&belief) = self.stay(stay).belief() else {
            return;
        };
        let earliest = self.stay(stay).last_at().plus(MINUTE);
        let at = match left {
            Some(at) => super::feed::whole_minute(at).max(earliest),
            None => self.effect_time(stay, None),
        };
        let person = self.stay(stay).person;
        self.people[person.at()].busy = exit.keeps_busy();
        if exit == Exit::Death {
            self.people[person.at()].died = Some(at);
        }
        self.stay_mut(stay).exit = Some((exit, at));
        self.insert(stay, Trigger::A03, "MH", at, belief);
        self.quit(stay, at);
        let stay = self.stay_mut(stay);
        stay.phase = Phase::Left;
        stay.told = Vec::new();
        stay.plan += 1;
    }

    /// A patient of another establishment arrives in the bed that was kept.
    pub(super) fn transfer_in(&mut self, person: PersonIx, bed: BedIx, wanted: WardIx, origin: &'static str) {
        let establishment = self.territory.ward(wanted).establishment;
        self.register(person, establishment, true);
        let stay = self.new_stay(person, establishment, wanted, Phase::Present);
        self.stay_mut(stay).entry = ("7", origin);
        self.admit(stay, wanted, wanted, bed);
    }

    fn passage_ends(&mut self, stay: StayIx, look: u32) {
        if self.stay(stay).on_leave {
            let at = self.now.plus(DAY);
            self.plan_step_at(stay, at, Step::End(look));
            return;
        }
        let (next, kind) = (
            self.stay(stay).next,
            self.territory.ward(self.stay(stay).place.ward).kind,
        );
        if look == 0 && kind.is_full_stay() && next != Next::Exit(Exit::Death) {
            let announced = self.stay(stay).announced.is_some();
            if self.dice.course.chance(if announced { 0.06 } else { 0.02 }) {
                self.postpone(stay, look);
                return;
            }
        }
        match next {
            Next::Exit(exit) => {
                let late = self.dice.noise.chance(self.config.noise.late_discharge);
                if late && exit == Exit::Home && kind.is_full_stay() && self.stay(stay).child.is_none() {
                    self.stay_mut(stay).frozen = true;
                    let (hours, at) = (self.dice.noise.within(2.0, 15.0), self.now);
                    self.plan_step(stay, hours, Step::TypeDischarge(exit, at));
                } else {
                    self.discharge(stay, exit, None);
                }
            }
            Next::Rehabilitation => match self.find_rehabilitation(stay) {
                Some((ward, bed)) => {
                    self.beds[bed.at()].held = true;
                    let person = self.stay(stay).person;
                    let to = self.territory.ward(ward).establishment;
                    self.discharge(stay, Exit::Transfer { to, destination: "2" }, None);
                    let minutes = self.dice.course.between(45, 150);
                    let arrival = Event::TransferIn {
                        person,
                        bed,
                        wanted: ward,
                        origin: "1",
                    };
                    self.agenda.plan(self.now.plus(minutes * MINUTE), arrival);
                }
                None if look >= 14 => self.discharge(stay, Exit::Outside { destination: "2" }, None),
                None => self.postpone(stay, look),
            },
            Next::Ward(wanted) => self.move_on(stay, wanted, look),
        }
    }

    /// The exit is for another day: what was announced is cancelled, the expected date moves.
    fn postpone(&mut self, stay: StayIx, look: u32) {
        if let Some((id, planned)) = self.stay_mut(stay).announced.take() {
            self.tell_announcement(stay, id, planned, Trigger::A25);
        }
        let day = self.clock.civil(self.now).day + 1 + i64::from(self.dice.course.chance(0.3));
        let minute = self.dice.course.between(9 * 60 + 30, 16 * 60 + 30);
        let due = self.clock.moment(day, minute);
        self.stay_mut(stay).due = due;
        self.plan_step_at(stay, due, Step::End(look + 1));
        if self.stay(stay).expected.is_some() && self.dice.course.chance(0.6) {
            self.stay_mut(stay).expected = Some(self.clock.moment(day, 14 * 60));
            self.tell_again(stay);
        }
    }

    /// From a place of passage to the ward where the patient belongs.
    fn move_on(&mut self, stay: StayIx, wanted: Kind, look: u32) {
        let establishment = self.stay(stay).establishment;
        let wanted = if self.wards_of(wanted, establishment).next().is_some() {
            wanted
        } else {
            Kind::GeneralMedicine
        };
        let outlier = look >= 4 || self.dice.noise.chance(self.config.noise.outlier);
        if let Some((housing, bed)) = self.find_bed_for(stay, wanted, outlier) {
            let medical = self.referring_ward(wanted, establishment, housing);
            self.transfer(stay, housing, medical, bed);
            return;
        }
        let here = self.territory.ward(self.stay(stay).place.ward).kind;
        if here == Kind::ShortStay && look > 10 {
            self.discharge(stay, Exit::Home, None);
        } else {
            let hours = self.dice.course.within(2.0, 5.0);
            self.plan_step(stay, hours, Step::End(look + 1));
        }
    }

    /// Moves a patient to a bed of another ward and begins the passage there.
    pub(super) fn transfer(&mut self, stay: StayIx, housing: WardIx, medical: WardIx, bed: BedIx) {
        let at = self.effect_time(stay, Some(bed));
        self.quit(stay, at);
        self.enter(stay, housing, Some(bed));
        self.wards[housing.at()].entries_today += 1;
        self.begin_passage(stay, medical);
        let doctor = self.any_doctor(medical);
        let class = self.situation(stay, medical, doctor).class;
        self.tell_entry(stay, Trigger::A02, at, class, medical, doctor);
        self.maybe_forget_a_passage(stay);
    }

    fn find_rehabilitation(&mut self, stay: StayIx) -> Option<(WardIx, BedIx)> {
        let civil = self.clock.civil(self.now);
        if civil.weekday() > 4 {
            return None;
        }
        let age = self.people[self.stay(stay).person.at()].age(civil.day);
        let kinds: &[Kind] = match age {
            ..70 => &[Kind::Rehabilitation],
            70..80 => &[Kind::Rehabilitation, Kind::GeriatricRehabilitation],
            _ => &[Kind::GeriatricRehabilitation, Kind::Rehabilitation],
        };
        let needs = self.needs(stay);
        let wards: Vec<WardIx> = (kinds.iter())
            .flat_map(|kind| {
                self.territory
                    .ward_positions()
                    .filter(|ward| self.territory.ward(*ward).kind == *kind)
            })
            .collect();
        // They keep a few beds for their own list: a ward that is full enough says no.
        (wards.into_iter())
            .filter(|ward| self.pressure(*ward) < 0.0)
            .collect::<Vec<_>>()
            .into_iter()
            .find_map(|ward| self.find_bed(ward, needs).map(|bed| (ward, bed)))
    }
}
