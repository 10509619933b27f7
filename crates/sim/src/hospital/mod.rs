//! The hospital that lives: events in time order, and the messages they cause.

mod beds;
mod births;
mod booked;
mod census;
mod daily;
mod emergency;
mod event;
mod feed;
mod identity;
mod inside;
mod mistakes;
mod passage;
mod repair;
mod state;
mod steps;

use std::collections::VecDeque;

use base::Moment;

use crate::calendar::Clock;
use crate::config::Config;
use crate::dice::Dice;
use crate::index::{EstablishmentIx, PersonIx, StayIx};
use crate::people::Person;
use crate::territory::Territory;

pub use census::{Census, WardCensus};
pub(crate) use state::{Exit, Stay};

use event::{Agenda, Event};
use state::{BedState, WardState};

/// One of the programs that send messages: connect each one separately, as in life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SenderId {
    /// The establishment it works for.
    pub establishment: EstablishmentIx,
    /// Which of its programs.
    pub program: Program,
}

/// The programs of an establishment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Program {
    /// Administrative management of patients: PAM.
    Administration,
    /// Cleaning of beds: `ADT^A20`.
    Cleaning,
}

/// A message to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// When it is sent.
    pub at: Moment,
    /// Who sends it.
    pub sender: SenderId,
    /// ER7, segments ended by CR, in the character set that MSH-18 names; no MLLP frame.
    pub bytes: Vec<u8>,
}

/// Independent sources of chance, so that one knob does not reshuffle everything else.
#[derive(Clone, Debug)]
struct Sources {
    arrivals: Dice,
    people: Dice,
    course: Dice,
    beds: Dice,
    noise: Dice,
}

/// Numbers given out so far by one establishment.
#[derive(Clone, Copy, Debug)]
struct Counters {
    ipp: u32,
    account: u32,
    visit: u32,
    movement: u32,
    administration_message: u32,
    cleaning_message: u32,
}

/// A hospital group living in fictional time.
#[derive(Clone, Debug)]
pub struct Hospital {
    territory: Territory,
    clock: Clock,
    config: Config,
    now: Moment,
    agenda: Agenda,
    outbox: VecDeque<Outgoing>,
    /// Fast-forwarding: messages are numbered but not written.
    mute: bool,
    dice: Sources,
    people: Vec<Person>,
    stays: Vec<Stay>,
    beds: Vec<BedState>,
    wards: Vec<WardState>,
    counters: Vec<Counters>,
    /// Who comes for sessions, with the account that all their sessions share.
    sessions: Vec<(PersonIx, u32)>,
}

impl Hospital {
    /// A hospital that opens its feed at `start`, already full: the first messages are the admissions, in the
    /// past, of those who are there.
    ///
    /// The same arguments give the same messages for ever.
    #[must_use]
    pub fn new(seed: u64, start: Moment, config: Config) -> Self {
        let mut hospital = Self::empty(seed, start, config);
        hospital.open_doors();
        hospital
    }

    /// The hospital of that seed, start and configuration as it is at `at`: all messages sent before are skipped,
    /// the next one is the first sent at `at` or later.
    #[must_use]
    pub fn resume(seed: u64, start: Moment, config: Config, at: Moment) -> Self {
        let mut hospital = Self::empty(seed, start, config);
        hospital.mute = true;
        hospital.open_doors();
        while hospital.step(at) {}
        hospital.mute = false;
        // At or before `start` nothing is in the past: give back the opening messages.
        if at <= start {
            Self::new(seed, start, hospital.config)
        } else {
            hospital
        }
    }

    /// The next message sent strictly before `until`, in time order; none when all of them were given.
    pub fn next_before(&mut self, until: Moment) -> Option<Outgoing> {
        while self.outbox.is_empty() && self.step(until) {}
        match self.outbox.front() {
            Some(message) if message.at < until => self.outbox.pop_front(),
            _ => None,
        }
    }

    /// The structure of the hospital.
    #[must_use]
    pub fn territory(&self) -> &Territory {
        &self.territory
    }

    /// Every program that may send a message.
    #[must_use]
    pub fn senders(&self) -> Vec<SenderId> {
        (0..self.territory.establishments.len())
            .map(EstablishmentIx::of)
            .flat_map(|establishment| {
                [Program::Administration, Program::Cleaning].map(|program| SenderId {
                    establishment,
                    program,
                })
            })
            .collect()
    }

    fn empty(seed: u64, start: Moment, config: Config) -> Self {
        let territory = Territory::fictional();
        let establishments = territory.establishments.len() as u32;
        Self {
            clock: Clock::new(config.zone.clone()),
            config,
            now: start,
            agenda: Agenda::default(),
            outbox: VecDeque::new(),
            mute: false,
            dice: Sources {
                arrivals: Dice::new(seed, 1),
                people: Dice::new(seed, 2),
                course: Dice::new(seed, 3),
                beds: Dice::new(seed, 4),
                noise: Dice::new(seed, 5),
            },
            people: Vec::new(),
            stays: Vec::new(),
            beds: vec![BedState::new(start); territory.beds.len()],
            wards: vec![WardState::default(); territory.wards.len()],
            counters: (0..establishments)
                .map(|number| Counters {
                    ipp: 8_000_000 + number * 500_000,
                    account: 26_000_000 + number * 3_000_000,
                    visit: 4_100_000 + number * 700_000,
                    movement: 12_500_000 + number * 1_000_000,
                    administration_message: 0,
                    cleaning_message: 0,
                })
                .collect(),
            sessions: Vec::new(),
            territory,
        }
    }

    /// Lives one event; false when none is due before `until`.
    fn step(&mut self, until: Moment) -> bool {
        let Some((at, event)) = self.agenda.next_before(until) else {
            return false;
        };
        self.now = at;
        match event {
            Event::Day => self.day_begins(),
            Event::EmergencyArrival(ward) => self.emergency_arrival(ward),
            Event::Booking { ward, at } => self.book(ward, at),
            Event::DirectAdmission(ward) => self.admit_directly(ward),
            Event::TransferIn {
                person,
                bed,
                wanted,
                origin,
            } => self.transfer_in(person, bed, wanted, origin),
            Event::Bed { bed, step } => self.bed_step(bed, step),
            Event::Identity {
                person,
                establishment,
                step,
            } => self.identity_step(person, establishment, step),
            Event::Stay { stay, plan, step } => self.stay_step(stay, plan, step),
            Event::Resend(message) => self.resend(*message),
        }
        true
    }

    fn stay(&self, stay: StayIx) -> &Stay {
        &self.stays[stay.at()]
    }

    fn stay_mut(&mut self, stay: StayIx) -> &mut Stay {
        &mut self.stays[stay.at()]
    }
}
