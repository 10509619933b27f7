//! What is asked of the flow.
//!
//! `saw` is [`super::Request::revision`] (for needs, [`super::Request::needs_revision`]) as it was on the screen: when
//! somebody else acted meanwhile nothing is done, and the screen has both values, theirs in the state and its own.

use base::id::{BedId, HoldId, PatientId, PersonId, RequestId, StayId, WardId};
use base::{Code, Moment};

use super::{AnnouncedName, Asker, DraftChange, Due, FlowSettings, LedgerRef, Needs, Thesaurus};
use crate::identity::Sex;

/// A wish about requests, holds and their settings.
#[derive(Clone, Debug, PartialEq)]
pub enum FlowCommand {
    /// About a request.
    Request {
        /// Who asks.
        by: PersonId,
        /// For what.
        command: RequestCommand,
    },
    /// About a hold.
    Hold {
        /// Who asks.
        by: PersonId,
        /// For what.
        command: HoldCommand,
    },
    /// Something whose time has come: what a clock asks.
    Due(Due),
    /// The thesaurus is written anew, whole.
    WriteThesaurus {
        /// What it says.
        thesaurus: Box<Thesaurus>,
        /// From when it counts; now when nobody says.
        from: Option<Moment>,
        /// Who writes; none for the command line.
        by: Option<PersonId>,
        /// The version on the screen; 0 when there was none.
        saw: u32,
    },
    /// The draft of the thesaurus is changed, or begun.
    DraftThesaurus {
        /// In which way.
        change: DraftChange,
        /// Who asks; none for the command line.
        by: Option<PersonId>,
        /// [`super::ThesaurusDesk::revision`] as it was on the screen.
        saw: u64,
    },
    /// The draft of the thesaurus becomes a version.
    PublishThesaurus {
        /// From when it counts; now when nobody says.
        from: Option<Moment>,
        /// Who asks; none for the command line.
        by: Option<PersonId>,
        /// [`super::ThesaurusDesk::revision`] as it was on the screen.
        saw: u64,
    },
    /// The hospital sets lists and delays of the flow.
    Configure {
        /// All of them.
        settings: Box<FlowSettings>,
        /// Who asks; none for the command line.
        by: Option<PersonId>,
        /// [`crate::state::State::settings_revision`] as it was on the screen.
        saw: u64,
    },
}

/// For whom a bed is asked, as somebody types it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A stay of the feed.
    Stay(StayId),
    /// A patient of the feed without a stay yet.
    Patient(PatientId),
    /// Somebody the feed does not know yet.
    Announced {
        /// The name, for the vault.
        name: AnnouncedName,
        /// Administrative sex.
        sex: Sex,
        /// Year of birth.
        birth_year: Option<u16>,
    },
}

/// A request in the making.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRequest {
    /// Who asks.
    pub asker: Asker,
    /// For whom.
    pub who: Who,
    /// What is needed.
    pub needs: Needs,
    /// The entry of the thesaurus.
    pub entry: Option<Code>,
    /// When it was decided; now when nobody says.
    pub decided: Option<Moment>,
    /// Only to go on writing later.
    pub draft: bool,
}

/// What a ward answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes; to that bed, else to the one that was named, else to one that is named later.
    Accept {
        /// Which bed.
        bed: Option<BedId>,
    },
    /// Not that one, but this one.
    OtherBed {
        /// Which bed.
        bed: BedId,
    },
    /// No.
    Refuse {
        /// Why, by its code in the settings.
        reason: Code,
    },
}

/// What is asked of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum RequestCommand {
    /// It is made.
    Make(Box<NewRequest>),
    /// A draft enters the queue.
    Submit {
        /// Which.
        request: RequestId,
        /// The revision on the screen.
        saw: u64,
    },
    /// Needs and entry are said anew.
    Revise {
        /// Which.
        request: RequestId,
        /// What is needed.
        needs: Box<Needs>,
        /// The entry of the thesaurus.
        entry: Option<Code>,
        /// The revision of the needs on the screen.
        saw: u64,
    },
    /// The announced person is that patient of the feed.
    Join {
        /// Which.
        request: RequestId,
        /// Who.
        patient: PatientId,
        /// Which stay, once there is one.
        stay: Option<StayId>,
    },
    /// The name of the announced person is said anew.
    Rename {
        /// Which.
        request: RequestId,
        /// The name, for the vault.
        name: AnnouncedName,
    },
    /// It is set aside.
    Defer {
        /// Which.
        request: RequestId,
        /// Why, by its code in the settings.
        reason: Code,
        /// Until when; none until somebody takes it up.
        until: Option<Moment>,
        /// The revision on the screen.
        saw: u64,
    },
    /// It is taken up again.
    Resume {
        /// Which.
        request: RequestId,
        /// The revision on the screen.
        saw: u64,
    },
    /// It is not to be met any more.
    Withdraw {
        /// Which.
        request: RequestId,
        /// Why, by its code in the settings.
        reason: Code,
        /// The revision on the screen.
        saw: u64,
    },
    /// It was withdrawn by mistake.
    Reopen {
        /// Which.
        request: RequestId,
        /// The revision on the screen.
        saw: u64,
    },
    /// A ward is asked. A bed that is named is kept until it answers.
    Propose {
        /// Which.
        request: RequestId,
        /// Which ward.
        ward: WardId,
        /// Which bed.
        bed: Option<BedId>,
        /// The ranking it came from.
        ledger: Option<LedgerRef>,
        /// The revision on the screen.
        saw: u64,
    },
    /// The ward is asked no more.
    TakeBack {
        /// Which.
        request: RequestId,
        /// The revision on the screen.
        saw: u64,
    },
    /// A ward answers.
    Answer {
        /// Which.
        request: RequestId,
        /// What.
        answer: Answer,
        /// The revision on the screen.
        saw: u64,
    },
    /// The patient is ready to go.
    PatientReady {
        /// Which.
        request: RequestId,
        /// Since when.
        at: Moment,
    },
    /// The patient is on the way.
    Depart {
        /// Which.
        request: RequestId,
        /// Since when.
        at: Moment,
    },
    /// The patient is in the bed.
    Arrive {
        /// Which.
        request: RequestId,
        /// Since when.
        at: Moment,
    },
}

impl RequestCommand {
    /// The request it is about; none for one that is being made.
    #[must_use]
    pub const fn request(&self) -> Option<RequestId> {
        match self {
            Self::Make(_) => None,
            Self::Submit { request, .. }
            | Self::Revise { request, .. }
            | Self::Join { request, .. }
            | Self::Rename { request, .. }
            | Self::Defer { request, .. }
            | Self::Resume { request, .. }
            | Self::Withdraw { request, .. }
            | Self::Reopen { request, .. }
            | Self::Propose { request, .. }
            | Self::TakeBack { request, .. }
            | Self::Answer { request, .. }
            | Self::PatientReady { request, .. }
            | Self::Depart { request, .. }
            | Self::Arrive { request, .. } => Some(*request),
        }
    }
}

/// What is asked of a hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldCommand {
    /// The bed is given: the patient comes.
    Assign {
        /// To which request.
        request: RequestId,
        /// Which bed.
        bed: BedId,
        /// From when; as soon as patient and bed may, when nobody says.
        from: Option<Moment>,
        /// Why against the ward's word or without it, by its code in the settings.
        forced: Option<Code>,
        /// The ranking it came from.
        ledger: Option<LedgerRef>,
        /// The revision of the request on the screen.
        saw: u64,
    },
    /// The bed is kept for some minutes.
    Keep {
        /// For which request.
        request: RequestId,
        /// Which bed.
        bed: BedId,
        /// From when; as soon as patient and bed may, when nobody says.
        from: Option<Moment>,
        /// How many.
        minutes: u16,
        /// The ranking it came from.
        ledger: Option<LedgerRef>,
        /// The revision of the request on the screen.
        saw: u64,
    },
    /// A ward keeps a bed for somebody it awaits, without a request.
    Reserve {
        /// For whom.
        stay: StayId,
        /// Which bed.
        bed: BedId,
        /// From when; now when nobody says.
        from: Option<Moment>,
        /// How many minutes.
        minutes: u16,
    },
    /// It lasts that many minutes from now.
    Extend {
        /// Which.
        hold: HoldId,
        /// How many minutes.
        minutes: u16,
    },
    /// It is let go. Whoever does not answer for it says why.
    Release {
        /// Which.
        hold: HoldId,
        /// Why, by its code in the settings.
        reason: Option<Code>,
    },
    /// Whoever asks answers for it from now on.
    TakeOver {
        /// Which.
        hold: HoldId,
        /// Why, by its code in the settings.
        reason: Code,
    },
}
