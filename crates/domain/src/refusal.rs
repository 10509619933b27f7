//! Why a command was not carried out. A refusal is a value, not an error: it is shown to the person who asked.

use base::Code;
use base::id::{BedId, NoteId, StayId, WardId};

use crate::care::CareTopic;

use crate::display::DisplayRefusal;
use crate::flow::FlowRefusal;
use crate::flow::placement::PlacementRefusal;
use crate::studio::StudioRefusal;

/// The reason of a refusal. `web` words it in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No such bed.
    UnknownBed(BedId),
    /// No such stay.
    UnknownStay(StayId),
    /// No such ward, or it was merged into another one.
    UnknownWard(WardId),
    /// No such place in the structure.
    UnknownPlace,
    /// The bed was taken away.
    BedRemoved(BedId),
    /// Somebody lies in the bed.
    BedTaken {
        /// Which bed.
        bed: BedId,
        /// By whom.
        by: StayId,
    },
    /// The bed is closed.
    BedClosed(BedId),
    /// The bed is not clean.
    BedNotReady(BedId),
    /// Somebody lies in the bed, so its hygiene cannot be changed.
    BedInUse {
        /// Which bed.
        bed: BedId,
        /// By whom.
        by: StayId,
    },
    /// The patient is not in the hospital.
    NotPresent(StayId),
    /// The patient lies in no bed now (or is on leave): there is nothing to swap.
    NoBedToSwap(StayId),
    /// The patient was not marked as having left.
    NotMarkedLeft(StayId),
    /// The arrival in that ward was noted already.
    AlreadySeenArriving(StayId),
    /// The patient was not marked as having arrived.
    NotMarkedArrived(StayId),
    /// The time given is in the future.
    InTheFuture,
    /// The time given is already past.
    BeforeNow,
    /// The time given is so long ago that the date must be wrong.
    TooLongAgo,
    /// The time given is before the patient came.
    BeforeArrival(StayId),
    /// There is no dispute about that bed, or that patient has no part in it.
    NoDispute(BedId),
    /// The bed already is in that state.
    NothingToDo,
    /// A ward cannot be merged into itself, nor into a ward of another establishment.
    CannotMerge(WardId),
    /// The bed is of another establishment than the patient's stay.
    OtherEstablishment(BedId),
    /// The ward is of another establishment.
    OtherEstablishmentWard(WardId),
    /// Something about what a team sets on its board.
    Studio(StudioRefusal),
    /// Something about requests and holds.
    Flow(FlowRefusal),
    /// Something about a wall display.
    Display(DisplayRefusal),
    /// Something about rules of placement, or a decision on a proposal.
    Placement(PlacementRefusal),
    /// The message names no patient that could be found or created.
    NoPatient,
    /// The message names no stay although it reports a movement.
    NoVisit,
    /// The message places nothing that can be recognised as a bed.
    NoBed,
    /// The appointment is no admission: nobody is to lie in a bed, or nothing says so.
    NoAdmission,
    /// The appointment takes place during a stay: the patient lies in a bed already.
    DuringStay(StayId),
    /// Somebody else spoke of that topic since the screen was drawn.
    ChangedMeanwhile {
        /// Of which stay.
        stay: StayId,
        /// On what.
        topic: CareTopic,
    },
    /// The stay is over: nothing more is said of it on a board.
    StayOver(StayId),
    /// No precaution of that code is in use.
    UnknownPrecaution(Code),
    /// That telemetry unit is worn by somebody else of the ward.
    TelemetryTaken {
        /// Which unit.
        unit: Code,
        /// By whom.
        by: StayId,
    },
    /// A telemetry unit is a number or a short code: letters and digits.
    BadTelemetry,
    /// The ward has no such slot, or the slot no such choice.
    UnknownSlot(Code),
    /// The ward's list has no such reason to wait.
    UnknownWait(Code),
    /// No such note.
    UnknownNote(NoteId),
    /// The structure document cannot be read as a whole; each line says why.
    BadStructure(Vec<String>),
}

impl Refusal {
    /// Whether what was refused, a message, is simply nothing for a bed manager: nobody has to look at it.
    #[must_use]
    pub const fn is_of_no_interest(&self) -> bool {
        matches!(self, Self::NoAdmission | Self::DuringStay(_))
    }
}
