//! The board of one ward: its rooms, its beds, who lies there and who is around.

mod alike;
mod care;
mod count;
mod doctors;
mod draw;
mod figures;
mod incoming;
mod look;
mod named;
mod outgoing;
mod person;
mod promise;
mod specialties;
mod tones;

use std::sync::Arc;

use base::id::{BedId, NoteId, PatientId, PersonId, PractitionerId, RoomId, StayId, WardId};
use base::{Code, Label, Moment};

use super::ward_flow::WardFlow;
use crate::bed::{Attributes, ClosureReason};
use crate::board_config::BoardConfig;
use crate::care::{Confidence, DischargeStep, Mobility, Need, Progress};
use crate::identity::Sex;
use crate::movement::{Class, Destination};
use crate::note::NoteText;
use crate::precaution::Precaution;
use crate::stay::Doubt;

pub use alike::{homonyms_of, may_be_taken_for};
pub use count::ward_summary;
pub use draw::{bed_name, ward_board, ward_board_with};
pub use incoming::{Arrival, Incoming, PlannedBed, incoming};
pub use outgoing::{Departure, Due, Outgoing, outgoing};

pub(in crate::view) use care::notes_of;
pub(in crate::view) use count::summary_of;
pub(in crate::view) use look::{is_forgotten_visit, shown_bed};
pub use named::Whom;
pub use person::local_number;
pub(in crate::view) use person::{Cast, Shown, age, identity_of, shown_name};
pub use promise::HoldView;
pub(in crate::view) use promise::hold_view;

/// The board of a ward at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct WardBoard {
    /// The ward.
    pub ward: WardId,
    /// Its name.
    pub name: Label,
    /// Its site, when known.
    pub site: Option<Label>,
    /// Its establishment.
    pub establishment: Label,
    /// Its specialty, when known.
    pub specialty: Option<Label>,
    /// A feed named this ward and nobody has confirmed it yet.
    pub discovered: bool,
    /// What the team set about its board.
    pub config: Arc<BoardConfig>,
    /// The journal position this board shows.
    pub seq: u64,
    /// The moment this board shows.
    pub now: Moment,
    /// The counts of the top strip.
    pub summary: Summary,
    /// What the team counts on for the day.
    pub figures: DayFigures,
    /// The rooms, in reading order (natural order of their codes).
    pub rooms: Vec<RoomView>,
    /// Present in the ward without a bed: corridor, or a bed not yet known.
    pub unplaced: Vec<StayView>,
    /// Expected in this ward until the end of tomorrow, soonest first, unless their planned bed shows them already.
    pub expected: Vec<StayView>,
    /// The doctors of the patients of this ward, with their head colour, in alphabetical order.
    pub doctors: Vec<DoctorCount>,
    /// The specialties of the patients of this ward, with their head colour, in alphabetical order.
    pub specialties: Vec<SpecialtyCount>,
    /// The beds planned for those of [`WardBoard::expected`] who have one, in the order of stays.
    pub planned_beds: Vec<(StayId, BedId)>,
    /// What the flow cell asks of the ward, and who was promised a bed in it.
    pub flow: WardFlow,
}

impl WardBoard {
    /// Everybody the board shows: in beds, without a bed, expected. A stay may be shown twice, once in the bed it is
    /// promised.
    pub fn stays(&self) -> impl Iterator<Item = &StayView> {
        self.tiles()
            .flat_map(|tile| tile.face.stays())
            .chain(&self.unplaced)
            .chain(&self.expected)
    }

    /// Every bed, in reading order.
    pub fn tiles(&self) -> impl Iterator<Item = &TileView> {
        self.rooms.iter().flat_map(|room| &room.beds)
    }
}

impl Face {
    /// Who alone lies there, or keeps the bed while away.
    #[must_use]
    pub fn lying(&self) -> Option<&StayView> {
        match self {
            Self::Occupied(stay) | Self::OnLeave { stay, .. } => Some(stay),
            Self::Free { .. }
            | Self::Reserved(_)
            | Self::Promised
            | Self::Disputed(_)
            | Self::ToClean { .. }
            | Self::Cleaning { .. }
            | Self::Closed { .. } => None,
        }
    }

    /// Who the free bed is promised to.
    #[must_use]
    pub fn promised(&self) -> Option<&StayView> {
        match self {
            Self::Reserved(stay) => Some(stay),
            Self::Free { .. }
            | Self::Promised
            | Self::Occupied(_)
            | Self::OnLeave { .. }
            | Self::Disputed(_)
            | Self::ToClean { .. }
            | Self::Cleaning { .. }
            | Self::Closed { .. } => None,
        }
    }

    /// Whether somebody is there, or several are claimed to be.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        self.lying().is_some() || matches!(self, Self::Disputed(_))
    }

    /// Who the bed shows: lying there, away, claimed there or expected.
    #[must_use]
    pub fn stays(&self) -> &[StayView] {
        match self {
            Self::Reserved(stay) | Self::Occupied(stay) | Self::OnLeave { stay, .. } => {
                std::slice::from_ref(stay)
            }
            Self::Disputed(stays) => stays,
            Self::Free { .. }
            | Self::Promised
            | Self::ToClean { .. }
            | Self::Cleaning { .. }
            | Self::Closed { .. } => &[],
        }
    }
}

/// Counts over the beds of a ward, a site or a territory. Every installed bed is in exactly one of the first eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Summary {
    /// One undisputed occupant, present.
    pub occupied: u32,
    /// Kept for a patient on leave.
    pub on_leave: u32,
    /// Two patients claimed in one bed.
    pub disputed: u32,
    /// Free, but promised to an expected patient.
    pub reserved: u32,
    /// Free and clean.
    pub free: u32,
    /// Free and to be cleaned (or contaminated).
    pub to_clean: u32,
    /// Being cleaned.
    pub cleaning: u32,
    /// Closed and empty.
    pub closed: u32,
    /// Present without a bed.
    pub unplaced: u32,
    /// Of the beds that are not free, those promised to nobody that are announced to be left, open and clean before the
    /// end of the civil day.
    pub soon: u32,
    /// Arrivals expected before the end of the civil day (planned here, whether a bed is planned or not).
    pub arrivals_today: u32,
    /// Those of them for whom no bed is kept.
    pub arrivals_without_bed: u32,
    /// Departures expected before the end of the civil day, late ones included.
    pub departures_today: u32,
    /// Patients housed here who belong to another department (*hébergés*).
    pub outliers: u32,
}

impl Summary {
    /// Installed beds.
    #[must_use]
    pub const fn beds(&self) -> u32 {
        self.occupied
            + self.on_leave
            + self.disputed
            + self.reserved
            + self.free
            + self.to_clean
            + self.cleaning
            + self.closed
    }

    /// Beds with somebody in them or kept for somebody on leave.
    #[must_use]
    pub const fn taken(&self) -> u32 {
        self.occupied + self.on_leave + self.disputed
    }

    /// Adds the counts of another place to these.
    pub fn add(&mut self, other: &Self) {
        self.occupied += other.occupied;
        self.on_leave += other.on_leave;
        self.disputed += other.disputed;
        self.reserved += other.reserved;
        self.free += other.free;
        self.to_clean += other.to_clean;
        self.cleaning += other.cleaning;
        self.closed += other.closed;
        self.unplaced += other.unplaced;
        self.soon += other.soon;
        self.arrivals_today += other.arrivals_today;
        self.arrivals_without_bed += other.arrivals_without_bed;
        self.departures_today += other.departures_today;
        self.outliers += other.outliers;
    }
}

/// A room of the board.
#[derive(Clone, Debug, PartialEq)]
pub struct RoomView {
    /// The room.
    pub room: RoomId,
    /// What people call it.
    pub code: String,
    /// What it offers.
    pub attributes: Attributes,
    /// Its beds, in reading order.
    pub beds: Vec<TileView>,
}

/// A bed of the board.
#[derive(Clone, Debug, PartialEq)]
pub struct TileView {
    /// The bed.
    pub bed: BedId,
    /// Its full name: room and bed (`401 P`).
    pub name: String,
    /// The room part of the name.
    pub room_code: String,
    /// The bed part of the name; empty when the room part already says which bed it is.
    pub bed_code: String,
    /// What bed and room offer together.
    pub attributes: Attributes,
    /// An additional bed.
    pub surge: bool,
    /// A feed named this bed and nobody has confirmed it yet.
    pub discovered: bool,
    /// Closed under whoever lies there: nobody comes after them.
    pub closed_after: Option<Closure>,
    /// The promise on it, whatever it shows.
    pub hold: Option<Box<HoldView>>,
    /// It is not free, promised to nobody, and announced to be left, open and clean before the end of the civil day.
    pub soon: bool,
    /// What the bed shows.
    pub face: Face,
}

/// Why a bed takes nobody, and until when if it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closure {
    /// Why.
    pub reason: ClosureReason,
    /// Until when.
    pub until: Option<Moment>,
}

/// What a bed shows: exactly one of these.
#[derive(Clone, Debug, PartialEq)]
pub enum Face {
    /// Free and clean.
    Free {
        /// Since when, if it is known.
        since: Option<Moment>,
    },
    /// Free, and promised to somebody expected.
    Reserved(Box<StayView>),
    /// Free, and promised to somebody whom the feed does not know yet: [`TileView::hold`] says to whom.
    Promised,
    /// Somebody lies there.
    Occupied(Box<StayView>),
    /// Kept for somebody on leave.
    OnLeave {
        /// Who.
        stay: Box<StayView>,
        /// When they are expected back.
        back_at: Option<Moment>,
    },
    /// Two or more are claimed to lie there.
    Disputed(Vec<StayView>),
    /// To be cleaned.
    ToClean {
        /// When the last patient left, or the bed was said to be dirty.
        since: Moment,
        /// To be disinfected.
        contaminated: bool,
    },
    /// Being cleaned.
    Cleaning {
        /// Since when.
        since: Moment,
    },
    /// Closed and empty.
    Closed {
        /// Why.
        reason: ClosureReason,
        /// Until when, if it is known.
        until: Option<Moment>,
    },
}

/// A stay as a tile shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct StayView {
    /// The stay.
    pub stay: StayId,
    /// Its patient.
    pub patient: PatientId,
    /// The name to show.
    pub name: ShownName,
    /// Administrative sex.
    pub sex: Sex,
    /// Age.
    pub age: Option<Age>,
    /// Why they are here: by the hospital's thesaurus while a bed is asked for, else as the feed says, else as the last
    /// request said. Nothing is asked twice: a stay of which nobody said it has none. Hidden with the name.
    pub reason: Option<Label>,
    /// Attending doctor.
    pub doctor: Option<Arc<DoctorView>>,
    /// Patient class.
    pub class: Option<Class>,
    /// When the patient arrived or is expected.
    pub since: Moment,
    /// Civil days since arrival: the number after J.
    pub day: i32,
    /// Expected discharge.
    pub leaving: Option<Leaving>,
    /// The name of the department in charge, when it is not the ward's (*hébergé*).
    pub outlier: Option<Label>,
    /// Somebody else on the board has the same name.
    pub homonym: bool,
    /// The presence is to be kept secret.
    pub confidential: bool,
    /// A single room is wished.
    pub private_room: bool,
    /// The patient was seen leaving and the administration does not know yet.
    pub seen_leaving: Option<Moment>,
    /// The patient was seen arriving and the administration does not know yet.
    pub seen_arriving: Option<Moment>,
    /// What does not add up in the feed about this stay.
    pub doubts: Vec<Doubt>,
    /// The identity is not validated (PID-32 is not VALI) or is doubtful.
    pub identity_doubtful: bool,
    /// Newborn lodged with its mother, or mother of one: the other's stay.
    pub with: Option<StayId>,
    /// The specialty in charge: that of the ward of the medical unit.
    pub specialty: Option<Label>,
    /// A transfer that was announced (A15), until it is forgotten.
    pub moving: Option<Moving>,
    /// What the ward says of the stay.
    pub care: CareView,
}

/// An announced transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moving {
    /// When.
    pub at: Moment,
    /// To which ward, when the feed names one; the patient's own for a transfer within it.
    pub ward: Option<Label>,
    /// To which bed, when the feed names one.
    pub bed: Option<String>,
}

impl Moving {
    /// Where to, as people say it: ward and bed; empty when the feed names neither.
    #[must_use]
    pub fn place(&self) -> String {
        let place = [self.ward.as_ref().map(Label::as_str), self.bed.as_deref()];
        place.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// What a ward says of a stay, as a tile shows it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct CareView {
    /// The precautions in force, in the order of the hospital's set.
    pub precautions: Vec<Arc<Precaution>>,
    /// The telemetry unit worn.
    pub telemetry: Option<Code>,
    /// How the patient moves.
    pub mobility: Option<Mobility>,
    /// The needs raised, in the order of [`Need::ALL`].
    pub needs: Vec<Need>,
    /// The steps of the discharge that the ward follows, and how far each is.
    pub steps: Vec<(DischargeStep, Progress)>,
    /// The patient could leave since that moment, and waits.
    pub waiting: Option<Waiting>,
    /// The ward's own slots that are filled: name and choice, in the order of the slots.
    pub slots: Vec<(Label, Label)>,
    /// The notes on the board, newest first.
    pub notes: Vec<NoteView>,
}

/// A patient who could leave and cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Since when it is known.
    pub since: Moment,
    /// Whole days since.
    pub days: i32,
    /// Where to.
    pub destination: Option<Destination>,
    /// What for: the first step that is held up, and its reason.
    pub reason: Option<Label>,
}

/// A note as a board shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteView {
    /// Which.
    pub note: NoteId,
    /// Its text; none once purged.
    pub text: Option<Arc<NoteText>>,
    /// Who wrote it.
    pub author: PersonId,
    /// Their name; none once purged.
    pub author_name: Option<Label>,
    /// When.
    pub at: Moment,
}

/// A name as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownName {
    /// In full.
    Full {
        /// Surname, in capitals.
        family: String,
        /// Given name.
        given: String,
    },
    /// Hidden by the patient's status (CACH, ANOM).
    Masked,
    /// The vault no longer has it, or never had it.
    Unknown,
}

/// An age as wards say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// From two years on.
    Years(u16),
    /// From one month on, under two years.
    Months(u16),
    /// Under one month.
    Days(u16),
}

/// A doctor as a tile head shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoctorView {
    /// Who.
    pub practitioner: PractitionerId,
    /// Surname and given name.
    pub name: String,
    /// Three letters.
    pub monogram: String,
    /// Colour token of the head: 0 to 7, then 8 to 15 for the same colours with a notch, and so on.
    pub tone: u8,
}

/// A doctor and how many of the ward's patients are theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoctorCount {
    /// The doctor.
    pub doctor: Arc<DoctorView>,
    /// Patients in beds of this ward.
    pub patients: u32,
}

/// A specialty and how many of the ward's patients are its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecialtyCount {
    /// Its name.
    pub name: Label,
    /// Three letters.
    pub monogram: String,
    /// Colour token of the head, as for [`DoctorView::tone`].
    pub tone: u8,
    /// Patients in beds of this ward.
    pub patients: u32,
}

/// What a team counts on for the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayFigures {
    /// Who left a bed of the ward today, and the hospital with it.
    pub left_today: u32,
    /// Of the arrivals of today, those from the emergency department, where the feed says so.
    pub urgent_arrivals: u32,
    /// Telemetry units worn.
    pub telemetry_worn: u32,
    /// Beds with telemetry.
    pub telemetry_places: u32,
    /// What should be free tonight.
    pub evening: Evening,
}

/// The beds that should be free at an hour, when all goes as planned; below zero when too many are expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evening {
    /// The hour.
    pub at: Moment,
    /// How many.
    pub free: i32,
}

/// An expected discharge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// When.
    pub at: Moment,
    /// Only the day is known.
    pub day_only: bool,
    /// It is today (civil day of the site).
    pub today: bool,
    /// The hour has passed and the patient is still there.
    pub late: bool,
    /// A pending discharge was announced (A16), or the ward confirmed its plan: not merely estimated.
    pub announced: bool,
    /// How sure the ward is, when the date is the ward's own and not the feed's.
    pub plan: Option<Confidence>,
    /// Where to.
    pub destination: Option<Destination>,
}
