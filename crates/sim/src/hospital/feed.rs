//! What the feed is told: movements inserted, updated and cancelled, in the order and at the times a real
//! administrative program would write them.

use base::Moment;
use base::time::{MINUTE, SECOND};

use super::event::Event;
use super::state::Phase;
use super::{Hospital, Outgoing, Program, SenderId};
use crate::index::{BedIx, DoctorIx, EstablishmentIx, StayIx, WardIx};
use crate::message::{
    self, Action, BedStatus, IdentityNote, Movement, MovementNote, Note, Place, Situation, Trigger,
};

/// ZBE-9 of a movement that changes everything: accommodation, medical and nursing responsibility.
pub(super) const EVERYTHING: &str = "HMS";

impl Hospital {
    /// When the present movement took effect: some minutes ago, for somebody had to type it, but after the last
    /// movement of the stay and after the bed became free.
    pub(super) fn effect_time(&mut self, stay: StayIx, bed: Option<BedIx>) -> Moment {
        let night = !(7..21).contains(&self.clock.civil(self.now).hour());
        let delay = self
            .dice
            .course
            .exponential(if night { 16.0 } else { 8.0 })
            .min(120.0);
        let written = self.now.plus(-(delay * MINUTE as f64) as i64);
        let mut earliest = Moment::from_millis(i64::MIN);
        if self.stay(stay).phase == Phase::Present {
            earliest = self.stay(stay).last_at().plus(MINUTE);
        }
        if let Some(bed) = bed {
            earliest = earliest.max(self.beds[bed.at()].free_since.plus(MINUTE));
        }
        whole_minute(written).max(whole_minute(
            earliest.max(Moment::from_millis(0)).plus(MINUTE - 1),
        ))
    }

    /// Inserts a movement as the last one of its stay and tells it.
    pub(super) fn insert(
        &mut self,
        stay: StayIx,
        trigger: Trigger,
        nature: &'static str,
        at: Moment,
        situation: Situation,
    ) {
        let movement = Movement {
            id: self.next_movement(stay),
            trigger,
            at,
            nature,
            situation,
        };
        let prior = match trigger {
            Trigger::A01 | Trigger::A04 | Trigger::A05 => None,
            _ => self.stay(stay).belief().map(|belief| belief.place),
        };
        self.stay_mut(stay).told.push(movement);
        self.tell(MovementNote {
            prior,
            ..MovementNote::inserted(stay, movement)
        });
    }

    /// Cancels the last movement of a stay with that trigger: what is told is the situation that comes back.
    pub(super) fn cancel_last(&mut self, stay: StayIx, trigger: Trigger) {
        let Some(gone) = self.stay_mut(stay).told.pop() else {
            return;
        };
        // The first movement has nothing before it: its own situation is repeated.
        let back = self.stay(stay).belief().copied().unwrap_or(gone.situation);
        let movement = Movement {
            situation: back,
            ..gone
        };
        self.tell(MovementNote {
            trigger,
            action: Action::Cancel(gone.trigger),
            prior: Some(gone.situation.place),
            ..MovementNote::inserted(stay, movement)
        });
    }

    /// Tells again a movement that was corrected in `told` (Z99).
    pub(super) fn update(&mut self, stay: StayIx, index: usize, nature: &'static str) {
        let told = &self.stay(stay).told;
        let Some(&movement) = told.get(index) else {
            return;
        };
        let prior = index.checked_sub(1).and_then(|before| told.get(before));
        let note = MovementNote {
            trigger: Trigger::Z99,
            action: Action::Update(movement.trigger),
            historic: index + 1 != told.len(),
            prior: prior.map(|movement| movement.situation.place),
            ..MovementNote::inserted(stay, Movement { nature, ..movement })
        };
        self.tell(note);
    }

    /// Tells a movement as it is given.
    pub(super) fn tell(&mut self, note: MovementNote) {
        let sender = SenderId {
            establishment: self.stay(note.stay).establishment,
            program: Program::Administration,
        };
        self.send(sender, &Note::Movement(note));
    }

    /// Tells something about an identity.
    pub(super) fn tell_identity(&mut self, establishment: EstablishmentIx, note: IdentityNote) {
        let sender = SenderId {
            establishment,
            program: Program::Administration,
        };
        self.send(sender, &Note::Identity { establishment, note });
    }

    /// Tells the status of a bed.
    pub(super) fn tell_bed(&mut self, bed: BedIx, status: BedStatus, since: Moment) {
        let ward = self.territory.bed(bed).ward;
        let establishment = self.territory.ward(ward).establishment;
        let sender = SenderId {
            establishment,
            program: Program::Cleaning,
        };
        self.send(sender, &Note::Bed { bed, status, since });
    }

    /// Sends a message a second time, byte for byte.
    pub(super) fn resend(&mut self, mut message: Outgoing) {
        message.at = self.now;
        if !self.mute {
            self.outbox.push_back(message);
        }
    }

    /// The number of a new movement of that stay's establishment.
    pub(super) fn next_movement(&mut self, stay: StayIx) -> u32 {
        let counters = &mut self.counters[self.stays[stay.at()].establishment.at()];
        counters.movement += 1;
        counters.movement
    }

    /// One of the doctors of a ward.
    pub(super) fn any_doctor(&mut self, ward: WardIx) -> DoctorIx {
        let doctors = self.territory.ward(ward).doctors.clone();
        DoctorIx(doctors.start + self.dice.course.below(doctors.len()) as u32)
    }

    fn send(&mut self, sender: SenderId, note: &Note) {
        let counters = &mut self.counters[sender.establishment.at()];
        let (letter, counter) = match sender.program {
            Program::Administration => ('G', &mut counters.administration_message),
            Program::Cleaning => ('N', &mut counters.cleaning_message),
        };
        *counter += 1;
        let control = format!("{letter}{}{:09}", sender.establishment.at() + 1, *counter);
        let again =
            sender.program == Program::Administration && self.dice.noise.chance(self.config.noise.duplicate);
        if self.mute && !again {
            return;
        }
        let world = message::World {
            territory: &self.territory,
            clock: &self.clock,
            people: &self.people,
            stays: &self.stays,
        };
        let bytes = message::write(&world, sender, &control, self.now, note);
        let message = Outgoing {
            at: self.now,
            sender,
            bytes,
        };
        if again {
            let delay = self.dice.noise.between(5, 240) * SECOND;
            self.agenda
                .plan(self.now.plus(delay), Event::Resend(Box::new(message.clone())));
        }
        if !self.mute {
            self.outbox.push_back(message);
        }
    }
}

impl MovementNote {
    /// The plain insertion of a movement.
    pub(super) fn inserted(stay: StayIx, movement: Movement) -> Self {
        Self {
            trigger: movement.trigger,
            action: Action::Insert,
            historic: false,
            stay,
            movement,
            prior: None,
            planned: None,
            back: None,
        }
    }
}

impl Place {
    /// A place without a bed.
    pub(super) fn ward_only(ward: WardIx) -> Self {
        Self { ward, bed: None }
    }
}

/// The moment cut to the minute: administrative programs of this territory know no seconds.
pub(super) fn whole_minute(moment: Moment) -> Moment {
    Moment::from_millis(moment.millis().div_euclid(MINUTE) * MINUTE)
}
