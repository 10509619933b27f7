//! What can be done, cut as a hospital would forbid it.

use serde::{Deserialize, Serialize};

/// Something that one role may do and another may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The map of the territory and its figures.
    SeeMap,
    /// A ward's board, without names.
    SeeBoard,
    /// Names, birth dates and numbers of patients.
    SeeIdentity,
    /// What is known of a stay or bed, without its names.
    SeeStay,
    /// Looking for somebody anywhere.
    Search,
    /// The past of a ward, the journal of a bed, stay or patient.
    SeePast,
    /// How fresh and how whole the feeds are.
    SeeTrust,
    /// The downtime sheet of a ward.
    PrintSheet,
    /// Departures and arrivals that were seen.
    Witness,
    /// What the team knows of a stay: departure, precautions, mobility, notes.
    Care,
    /// Placing, moving, swapping.
    Move,
    /// Whether a bed is clean.
    Clean,
    /// Closing and opening a bed.
    CloseBed,
    /// Settling two claims on one bed.
    Settle,
    /// The queue of requests for beds, and the beds promised.
    SeeQueue,
    /// Asking for a bed.
    AskBed,
    /// Asking wards, giving and keeping beds.
    PromiseBed,
    /// Answering for a ward that is asked.
    AnswerAsked,
    /// Giving a bed against a ward's word, with a reason.
    ForceBed,
    /// Writing the thesaurus and the settings of the flow.
    SetFlow,
    /// Composing a ward's board.
    SetBoard,
    /// Composing what all wards have in common.
    SetCommon,
    /// Wall displays.
    SetWalls,
    /// Wards, rooms and beds: reading.
    SeeStructure,
    /// Wards, rooms and beds: changing.
    SetStructure,
    /// Messages of the feeds and their work-list: reading.
    SeeMessages,
    /// Messages of the feeds: replaying, settling.
    SettleMessages,
    /// Approving, renaming and ending shared posts.
    EnrolPosts,
    /// People, their roles and places.
    ManagePeople,
    /// Identity providers and the policy of identity.
    ManageProviders,
    /// Lending one's own roles for some time.
    Delegate,
    /// Opening the names of a ward in an emergency, with a reason.
    BreakGlass,
    /// Reading who opened what in an emergency, and saying it was right.
    ReviewBreaks,
    /// The traces of everybody.
    ReadTrace,
}

impl Action {
    /// Every action, in the order of the table.
    pub const ALL: [Self; 34] = [
        Self::SeeMap,
        Self::SeeBoard,
        Self::SeeIdentity,
        Self::SeeStay,
        Self::Search,
        Self::SeePast,
        Self::SeeTrust,
        Self::PrintSheet,
        Self::Witness,
        Self::Care,
        Self::Move,
        Self::Clean,
        Self::CloseBed,
        Self::Settle,
        Self::SeeQueue,
        Self::AskBed,
        Self::PromiseBed,
        Self::AnswerAsked,
        Self::ForceBed,
        Self::SetFlow,
        Self::SetBoard,
        Self::SetCommon,
        Self::SetWalls,
        Self::SeeStructure,
        Self::SetStructure,
        Self::SeeMessages,
        Self::SettleMessages,
        Self::EnrolPosts,
        Self::ManagePeople,
        Self::ManageProviders,
        Self::Delegate,
        Self::BreakGlass,
        Self::ReviewBreaks,
        Self::ReadTrace,
    ];

    /// Its name in files and traces; stable for ever.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SeeMap => "see_map",
            Self::SeeBoard => "see_board",
            Self::SeeIdentity => "see_identity",
            Self::SeeStay => "see_stay",
            Self::Search => "search",
            Self::SeePast => "see_past",
            Self::SeeTrust => "see_trust",
            Self::PrintSheet => "print_sheet",
            Self::Witness => "witness",
            Self::Care => "care",
            Self::Move => "move",
            Self::Clean => "clean",
            Self::CloseBed => "close_bed",
            Self::Settle => "settle",
            Self::SeeQueue => "see_queue",
            Self::AskBed => "ask_bed",
            Self::PromiseBed => "promise_bed",
            Self::AnswerAsked => "answer_asked",
            Self::ForceBed => "force_bed",
            Self::SetFlow => "set_flow",
            Self::SetBoard => "set_board",
            Self::SetCommon => "set_common",
            Self::SetWalls => "set_walls",
            Self::SeeStructure => "see_structure",
            Self::SetStructure => "set_structure",
            Self::SeeMessages => "see_messages",
            Self::SettleMessages => "settle_messages",
            Self::EnrolPosts => "enrol_posts",
            Self::ManagePeople => "manage_people",
            Self::ManageProviders => "manage_providers",
            Self::Delegate => "delegate",
            Self::BreakGlass => "break_glass",
            Self::ReviewBreaks => "review_breaks",
            Self::ReadTrace => "read_trace",
        }
    }
}
