//! The flow cell: who asks for a bed, how urgent that is, which beds would do, and what was promised.
//!
//! A [`Request`] is what somebody asks for a patient; a [`Hold`] is a bed promised to one. Both change by commands like
//! everything else ([`FlowCommand`]); what time alone changes is found by [`due()`] and asked for like the rest. Nothing
//! here ranks beds: a decision may name the ledger in which a ranking was kept ([`LedgerRef`]).

mod agreement;
mod command;
mod department;
mod due;
pub(crate) mod free;
mod hold;
mod needs;
pub mod placement;
mod rank;
mod ranking;
mod refusal;
mod request;
mod reserve;
mod settings;
mod thesaurus;
mod trolley;
mod version;

use base::id::PersonId;
use serde::{Deserialize, Serialize};

pub use agreement::agrees;
pub use command::{Answer, FlowCommand, HoldCommand, NewRequest, RequestCommand, Who};
pub use department::{emergency_wards, is_emergency};
pub use due::{Due, arrival, due};
pub(crate) use due::{intruder, is_awaited, is_due, is_forgotten, is_kept, is_over};
pub use hold::{Hold, HoldChange, HoldChanged, HoldEnd, HoldKind, HoldState, Opened, Promised};
pub use needs::{Level, Needs, SingleRoom};
pub use rank::{Line, Rank, Ranking, Why};
pub use ranking::{Adjustment, Circumstance, RankRules};
pub use refusal::FlowRefusal;
pub use request::{
    AnnouncedName, Asker, Born, Clocks, EntryRef, Made, Origin, Outcome, PastAnswer, Proposal, Request,
    RequestChange, RequestChanged, Stage, StageName, Subject, Withdrawal,
};
pub use reserve::{
    DailyCounts, Reserve, ReserveBasis, ReserveRules, Reserves, from_what_came, reserve, reserves,
    unscheduled, with_those_set_by_hand,
};
pub use settings::{Agreement, AskingRules, FlowFlaw, FlowSettings, HoldRules, ListName, Named};
pub(crate) use settings::{lists, offers};
pub use thesaurus::{
    DraftChange, DraftStep, Entry, EntryDiff, EntryField, EntryFlaw, PriorityClass, Thesaurus, ThesaurusDesk,
    ThesaurusDiff, ThesaurusDraft, ThesaurusDrafted, ThesaurusFlaw, ThesaurusVersion, Way, in_force,
};
pub use trolley::{is_trolley, nights, nights_on_trolley, on_trolley_since};
pub use version::{FlowSet, SettingsVersion};

/// Who changes something: a person, or a rule of the product that nobody has to carry out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum By {
    /// Somebody.
    Person(PersonId),
    /// A rule.
    Rule(Rule),
}

/// A rule that acts by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// What the feed announced or took back.
    Feed,
    /// The patient was seen to be in a bed.
    Arrival,
    /// A time that was set has come.
    Expiry,
    /// A place is one no more.
    Structure,
}

/// The kept ranking that a decision was made from: which beds were considered, and why each was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LedgerRef(pub u64);
