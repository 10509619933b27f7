//! The events of the simulation and the queue that keeps them in time order.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use base::Moment;

use super::Outgoing;
use crate::index::{BedIx, EstablishmentIx, PersonIx, StayIx, WardIx};

/// Something that will happen.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// Just after midnight: what the day will bring.
    Day,
    /// Somebody may come to that emergency department (thinned by the hour).
    EmergencyArrival(WardIx),
    /// A stay is booked in that ward for that moment.
    Booking { ward: WardIx, at: Moment },
    /// Somebody is admitted without booking.
    DirectAdmission(WardIx),
    /// A patient arrives from another establishment, in the bed that was kept.
    TransferIn {
        person: PersonIx,
        bed: BedIx,
        wanted: WardIx,
        origin: &'static str,
    },
    /// The cleaning of a bed begins or ends, a closed bed opens.
    Bed { bed: BedIx, step: BedStep },
    /// Something about an identity.
    Identity {
        person: PersonIx,
        establishment: EstablishmentIx,
        step: IdentityStep,
    },
    /// Something in a stay.
    Stay { stay: StayIx, plan: u32, step: Step },
    /// A message goes out a second time.
    Resend(Box<Outgoing>),
}

/// What can happen to a bed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum BedStep {
    SayDirty { contaminated: bool },
    Clean { say: bool },
    Reopen,
}

/// What can happen to an identity.
#[derive(Clone, Copy, Debug)]
pub(crate) enum IdentityStep {
    /// A document was shown.
    Validate,
    /// Address or telephone changed.
    Correct,
    /// The second file is found out.
    Merge,
}

/// What can happen in a stay.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// The emergency physician decides.
    Decide,
    /// A bed is looked for, for the n-th time.
    SeekBed(u32),
    /// The booked patient comes.
    Arrive(u32),
    /// The booked stay is called off.
    CallOff,
    /// The passage in the ward ends.
    End(u32),
    /// The discharge that happened at that moment is typed.
    TypeDischarge(Exit, Moment),
    /// The bed of the admission is filled in.
    FillBed(u32),
    /// Another bed in the same ward.
    ChangeBed,
    /// To critical care.
    Worsen,
    /// To a bed of one's own specialty.
    ComeHome(u32),
    LeaveOut,
    LeaveBack,
    NewDoctor,
    Refine,
    Announce,
    Birth,
    /// Mistakes, and their putting right.
    MistakeDischarge,
    UndoDischarge,
    UndoTransfer(BedIx),
    UndoClass,
    UndoLeave,
    UndoReturn,
    UndoAdmission(PersonIx),
    FixBed(u32),
    Forgotten,
    DropForgotten(u32),
    Correct,
}

use super::state::Exit;

/// An event with its time; the number keeps ties in the order in which they were planned.
#[derive(Clone, Debug)]
struct Due {
    at: Moment,
    number: u64,
    event: Event,
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Due {}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Due {
    /// The earliest is the greatest, because the heap gives the greatest first.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.number).cmp(&(self.at, self.number))
    }
}

/// What will happen, in time order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Agenda {
    heap: BinaryHeap<Due>,
    next_number: u64,
}

impl Agenda {
    /// Plans an event.
    pub fn plan(&mut self, at: Moment, event: Event) {
        self.heap.push(Due {
            at,
            number: self.next_number,
            event,
        });
        self.next_number += 1;
    }

    /// Takes the next event when it happens strictly before `until`.
    pub fn next_before(&mut self, until: Moment) -> Option<(Moment, Event)> {
        if self.heap.peek()?.at >= until {
            return None;
        }
        self.heap.pop().map(|due| (due.at, due.event))
    }
}

impl Step {
    /// Steps that end a lie of the feed: they are not held back by it.
    pub fn puts_right(self) -> bool {
        matches!(
            self,
            Self::TypeDischarge(..)
                | Self::UndoDischarge
                | Self::UndoTransfer(_)
                | Self::UndoClass
                | Self::UndoLeave
                | Self::UndoReturn
                | Self::UndoAdmission(_)
        )
    }
}
