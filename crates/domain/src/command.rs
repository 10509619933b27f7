//! What somebody or something asks. Commands are imperative; the answer is events or a refusal.

use base::id::{
    BedId, DivisionId, EstablishmentId, NoteId, PersonId, RoomId, SiteId, StayId, UnitId, WardId,
};
use base::{Code, Label, Moment};

use crate::bed::{ClosureReason, Hygiene};
use crate::care::CareChange;
use crate::display::DisplayCommand;
use crate::flow::FlowCommand;
use crate::flow::placement::PlacementCommand;
use crate::import::StructureDocument;
use crate::note::NoteText;
use crate::observation::{Observation, ObservedBed};
use crate::settings::Settings;
use crate::studio::StudioCommand;

/// A wish, from any door.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A feed says something of a patient. Never refused, except when it cannot be tied to anybody.
    Observe(Box<Observation>),
    /// A feed says something of a bed.
    ObserveBed(Box<ObservedBed>),
    /// Somebody does something on a board.
    Board(BoardCommand),
    /// Somebody changes the structure.
    Structure(StructureCommand),
    /// A structure file or message brings places.
    ImportStructure(Box<StructureDocument>),
    /// An operator gives their name for the first time.
    IntroducePerson {
        /// The name as typed.
        name: Label,
    },
    /// The hospital changes a setting.
    Configure(Box<Settings>),
    /// A team sets its own board, or the territory everybody's.
    Studio(Box<StudioCommand>),
    /// A wall display is enrolled, changed or ended.
    Display(Box<DisplayCommand>),
    /// Somebody asks for a bed, proposes one, promises one.
    Flow(Box<FlowCommand>),
    /// The hospital sets its rules of placement, or somebody decides on a proposal.
    Placement(Box<PlacementCommand>),
}

/// Actions of a ward board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoardCommand {
    /// The patient was seen leaving.
    MarkLeft {
        /// Whose stay.
        stay: StayId,
        /// When; not later than now.
        at: Moment,
    },
    /// The patient marked as left is in fact still there.
    UnmarkLeft {
        /// Whose stay.
        stay: StayId,
    },
    /// The patient was seen arriving, expected or admitted already.
    MarkArrived {
        /// Whose stay.
        stay: StayId,
        /// When; not later than now.
        at: Moment,
    },
    /// The patient marked as arrived has in fact not come.
    UnmarkArrived {
        /// Whose stay.
        stay: StayId,
    },
    /// The bed is dirty, being cleaned, or ready.
    MarkBed {
        /// Which bed.
        bed: BedId,
        /// In which state it is.
        hygiene: Hygiene,
    },
    /// The bed may not be used.
    CloseBed {
        /// Which bed.
        bed: BedId,
        /// Why.
        reason: ClosureReason,
        /// Until when, if known.
        until: Option<Moment>,
    },
    /// The bed may be used again.
    OpenBed {
        /// Which bed.
        bed: BedId,
    },
    /// A patient lies in that bed: exclusive, refused when it is taken.
    PlaceStay {
        /// Whose stay.
        stay: StayId,
        /// Which bed.
        bed: BedId,
    },
    /// Two patients take each other's bed: both move or neither does.
    SwapStays {
        /// One of them.
        one: StayId,
        /// The other one.
        other: StayId,
    },
    /// The patient is in the ward but not in the bed they were thought to be in.
    UnplaceStay {
        /// Whose stay.
        stay: StayId,
    },
    /// Of the patients claimed in that bed, this one lies there; the others are in the ward without a bed.
    SettleDispute {
        /// Which bed.
        bed: BedId,
        /// Who lies there.
        keeps: StayId,
    },
    /// The ward says something of a stay.
    StateCare {
        /// Of which stay.
        stay: StayId,
        /// What.
        change: CareChange,
        /// The revision of the topic that was on the screen (0: nobody had spoken of it); refused when somebody else
        /// spoke meanwhile.
        saw: u64,
    },
    /// Somebody writes a note for the next team.
    WriteNote {
        /// Of which stay.
        stay: StayId,
        /// The text, for the vault.
        text: NoteText,
        /// Who writes.
        author: PersonId,
        /// The note it takes the place of.
        replaces: Option<NoteId>,
    },
    /// A note is taken off the board; its history stays.
    WithdrawNote {
        /// Which.
        note: NoteId,
        /// The note it had taken the place of, which comes back with the same stroke; none to leave it off.
        restores: Option<NoteId>,
    },
    /// A note taken off by mistake comes back.
    RestoreNote {
        /// Which.
        note: NoteId,
    },
}

/// Changes of the structure page.
#[derive(Clone, Debug, PartialEq)]
pub enum StructureCommand {
    /// A discovered ward exists.
    ConfirmWard {
        /// Which ward.
        ward: WardId,
    },
    /// The ward gets another name.
    RenameWard {
        /// Which ward.
        ward: WardId,
        /// Its new name.
        name: Label,
        /// Its specialty, as people say it.
        specialty: Option<Label>,
    },
    /// The ward is on that site.
    AttachWard {
        /// Which ward.
        ward: WardId,
        /// Its site.
        site: Option<SiteId>,
        /// Its division.
        division: Option<DivisionId>,
    },
    /// The ward is the same place as another one, which takes its units, rooms and beds.
    MergeWard {
        /// The ward that disappears.
        gone: WardId,
        /// The ward that stays.
        kept: WardId,
    },
    /// The ward is not a real place, or is one after all.
    IgnoreWard {
        /// Which ward.
        ward: WardId,
        /// Hidden or shown.
        ignored: bool,
    },
    /// The room is not a real place (a placeholder of the administrative system): its beds are removed.
    RemoveBed {
        /// Which bed.
        bed: BedId,
    },
    /// The bed gets another name.
    RenameBed {
        /// Which bed.
        bed: BedId,
        /// What people call it; none to fall back on its code.
        label: Option<Label>,
    },
    /// The room belongs to another ward.
    MoveRoom {
        /// Which room.
        room: RoomId,
        /// Its ward.
        ward: WardId,
    },
    /// The functional unit belongs to that ward.
    AttachUnit {
        /// Which unit.
        unit: UnitId,
        /// Its ward.
        ward: Option<WardId>,
    },
    /// The establishment gets another name.
    RenameEstablishment {
        /// Which establishment.
        establishment: EstablishmentId,
        /// Its new name.
        name: Label,
    },
    /// A new site of an establishment.
    AddSite {
        /// Its establishment.
        establishment: EstablishmentId,
        /// Its code.
        code: Code,
        /// Its name.
        name: Label,
    },
}
