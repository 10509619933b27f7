//! What happens during a passage: other beds, critical care, leaves, physicians, the expected discharge.

use base::Moment;
use base::time::{DAY, HOUR, MINUTE};

use super::Hospital;
use super::event::Step;
use super::passage::letters;
use crate::index::StayIx;
use crate::message::{Action, Movement, MovementNote, Place, Situation, Trigger};
use crate::territory::Kind;

impl Hospital {
    /// Another bed of the same ward: a neighbour, a window, precautions.
    pub(super) fn change_bed(&mut self, stay: StayIx) {
        if self.stay(stay).on_leave || self.stay(stay).child.is_some() || self.stay(stay).mother.is_some() {
            return;
        }
        if self.dice.course.chance(0.3) {
            self.stay_mut(stay).isolation = !self.stay(stay).isolation;
        }
        let (ward, needs) = (self.stay(stay).place.ward, self.needs(stay));
        let Some(bed) = self.find_bed(ward, needs) else {
            return;
        };
        let Some(&before) = self.stay(stay).belief() else {
            return;
        };
        let at = self.effect_time(stay, Some(bed));
        let after = super::state::moved(before, Place { ward, bed: Some(bed) });
        if self.dice.noise.chance(self.config.noise.wrong_transfer) {
            self.beds[bed.at()].held = true;
            self.stay_mut(stay).frozen = true;
            self.insert(stay, Trigger::A02, letters(&before, &after), at, after);
            let hours = self.dice.noise.within(0.15, 1.5);
            self.plan_step(stay, hours, Step::UndoTransfer(bed));
            return;
        }
        self.quit(stay, at);
        self.enter(stay, ward, Some(bed));
        self.insert(stay, Trigger::A02, letters(&before, &after), at, after);
    }

    pub(super) fn worsen(&mut self, stay: StayIx) {
        let medical = self.stay(stay).medical();
        self.stay_mut(stay).wanted = self.territory.ward(medical).kind;
        let found = [Kind::IntensiveCare, Kind::StepDown]
            .into_iter()
            .find_map(|kind| self.find_bed_for(stay, kind, false));
        if let Some((ward, bed)) = found
            && !self.stay(stay).on_leave
        {
            self.transfer(stay, ward, ward, bed);
        }
    }

    /// An outlier is brought to the ward of its own physicians.
    pub(super) fn come_home(&mut self, stay: StayIx, look: u32) {
        let (medical, needs) = (self.stay(stay).medical(), self.needs(stay));
        if medical == self.stay(stay).place.ward || self.stay(stay).on_leave {
            return;
        }
        let Some(bed) = self.find_bed(medical, needs) else {
            if look < 6 {
                let hours = self.dice.course.within(8.0, 26.0);
                self.plan_step(stay, hours, Step::ComeHome(look + 1));
            }
            return;
        };
        let Some(&before) = self.stay(stay).belief() else {
            return;
        };
        // Only the roof changes: the length of the stay was already settled.
        let at = self.effect_time(stay, Some(bed));
        self.quit(stay, at);
        self.enter(stay, medical, Some(bed));
        let after = super::state::moved(
            before,
            Place {
                ward: medical,
                bed: Some(bed),
            },
        );
        self.insert(stay, Trigger::A02, letters(&before, &after), at, after);
    }

    /// Out for an act elsewhere or for a weekend at home; the bed waits.
    pub(super) fn leave_out(&mut self, stay: StayIx) {
        let Some(&belief) = self.stay(stay).belief() else {
            return;
        };
        let kind = self.territory.ward(self.stay(stay).place.ward).kind;
        let home = matches!(
            kind,
            Kind::Psychiatry | Kind::Rehabilitation | Kind::GeriatricRehabilitation
        );
        let hours = if home {
            self.dice.course.within(20.0, 46.0)
        } else {
            self.dice.course.within(3.0, 30.0)
        };
        let back = self.now.plus((hours * 60.0) as i64 * MINUTE);
        let back = self.in_the_day(back);
        let back = self.clock.civil(back);
        let back = self.clock.moment(back.day, back.minute / 15 * 15);
        if self.stay(stay).on_leave || self.stay(stay).due < back.plus(DAY / 4) {
            return;
        }
        let at = self.effect_time(stay, None);
        let id = self.next_movement(stay);
        let movement = Movement {
            id,
            trigger: Trigger::A21,
            at,
            nature: "MH",
            situation: belief,
        };
        self.stay_mut(stay).told.push(movement);
        self.stay_mut(stay).on_leave = true;
        self.tell(MovementNote {
            prior: Some(belief.place),
            back: Some(back),
            ..MovementNote::inserted(stay, movement)
        });
        if self.dice.noise.chance(self.config.noise.wrong_leave) {
            self.stay_mut(stay).frozen = true;
            let hours = self.dice.noise.within(0.2, 2.0);
            self.plan_step(stay, hours, Step::UndoLeave);
        } else {
            let late = self.dice.course.between(-40, 60);
            let returns = back.plus(late * MINUTE).max(self.now.plus(HOUR));
            self.plan_step_at(stay, returns, Step::LeaveBack);
        }
    }

    pub(super) fn leave_back(&mut self, stay: StayIx) {
        let Some(&belief) = self.stay(stay).belief() else {
            return;
        };
        if !self.stay(stay).on_leave {
            return;
        }
        let at = self.effect_time(stay, None);
        self.insert(stay, Trigger::A22, "MH", at, belief);
        if self.dice.noise.chance(self.config.noise.wrong_leave) {
            // Another patient came back: this one is still away.
            self.stay_mut(stay).frozen = true;
            let hours = self.dice.noise.within(0.2, 2.0);
            self.plan_step(stay, hours, Step::UndoReturn);
        } else {
            self.stay_mut(stay).on_leave = false;
        }
    }

    pub(super) fn new_doctor(&mut self, stay: StayIx) {
        let Some(&belief) = self.stay(stay).belief() else {
            return;
        };
        let doctor = self.any_doctor(belief.medical);
        if doctor != belief.doctor && !self.stay(stay).on_leave {
            let at = self.effect_time(stay, None);
            self.insert(stay, Trigger::A54, "M", at, Situation { doctor, ..belief });
        }
    }

    /// The expected discharge becomes surer as it comes nearer.
    pub(super) fn refine(&mut self, stay: StayIx) {
        let due = self.clock.civil(self.stay(stay).due);
        let day = due.day + i64::from(self.dice.course.chance(0.15));
        let expected = self.clock.moment(day, due.minute / 30 * 30);
        if self.stay(stay).expected != Some(expected) && !self.stay(stay).on_leave {
            self.stay_mut(stay).expected = Some(expected);
            self.tell_again(stay);
        }
    }

    /// The discharge of tomorrow is announced (A16).
    pub(super) fn announce(&mut self, stay: StayIx) {
        if self.stay(stay).on_leave || self.stay(stay).announced.is_some() {
            return;
        }
        let due = self.clock.civil(self.stay(stay).due);
        let planned = self.clock.moment(due.day, due.minute / 15 * 15);
        let id = self.next_movement(stay);
        self.stay_mut(stay).expected = Some(planned);
        self.stay_mut(stay).announced = Some((id, planned));
        self.tell_announcement(stay, id, planned, Trigger::A16);
    }

    /// Tells an announced discharge, or that it is off (A25).
    pub(super) fn tell_announcement(&mut self, stay: StayIx, id: u32, planned: Moment, trigger: Trigger) {
        let Some(&situation) = self.stay(stay).belief() else {
            return;
        };
        let movement = Movement {
            id,
            trigger: Trigger::A16,
            at: planned,
            nature: "MH",
            situation,
        };
        let action = match trigger {
            Trigger::A25 => Action::Cancel(Trigger::A16),
            _ => Action::Insert,
        };
        self.tell(MovementNote {
            trigger,
            action,
            prior: Some(situation.place),
            planned: Some(planned),
            ..MovementNote::inserted(stay, movement)
        });
    }

    /// Tells the last movement again, because something beside it changed (Z99).
    pub(super) fn tell_again(&mut self, stay: StayIx) {
        if let Some(last) = self.stay(stay).told.last() {
            let nature = last.nature;
            self.update(stay, self.stay(stay).told.len() - 1, nature);
        }
    }
}
