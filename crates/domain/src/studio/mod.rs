//! The studio: how a team sets its own board, and how boards follow one another.
//!
//! A ward's board is a *document*: which ward it follows, and what it sets for itself. What a document does not set is
//! inherited, from the ward that is followed, then from the territory, then from the product. The territory's document
//! sets the defaults of everybody, and locks what has to be the same everywhere. Documents are written as versions that
//! are never lost: a draft is tried, published, and any former version can be taken up again.
//!
//! Documents are lists of settings that were checked one by one, and no setting depends on another: whatever is
//! inherited from whomever, the board that results can be shown.

mod check;
mod document;
mod resolve;
mod setting;
mod shelf;

pub use check::{Bounds, Flaw};
pub use document::{BoardChange, BoardDocument};
pub use resolve::{Origin, Resolved};
pub(crate) use resolve::{common, of_ward};
pub use setting::{BoardOption, Setting};
pub use shelf::{Boards, Draft, FrozenBoards, Shelf, Version};

use std::sync::Arc;

use base::id::{PersonId, WardId};
use serde::{Deserialize, Serialize};

use crate::precaution::Precaution;

/// Whose document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// The territory's: what wards inherit, and what they cannot change.
    Territory,
    /// A ward's own.
    Ward(WardId),
}

/// What is asked of a document. `saw` is the revision of its shelf that was on the screen: when somebody else changed
/// it meanwhile, nothing is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudioCommand {
    /// The draft is changed, or begun.
    Edit {
        /// Whose document.
        scope: Scope,
        /// In which way, in order.
        changes: Vec<BoardChange>,
        /// Who asks; none for the command line.
        by: Option<PersonId>,
        /// The revision on the screen.
        saw: u64,
    },
    /// The draft is thrown away.
    Discard {
        /// Whose document.
        scope: Scope,
        /// Who asks.
        by: Option<PersonId>,
        /// The revision on the screen.
        saw: u64,
    },
    /// The draft is put in force.
    Publish {
        /// Whose document.
        scope: Scope,
        /// Who asks.
        by: Option<PersonId>,
        /// The revision on the screen.
        saw: u64,
    },
    /// A former version is put in force again, as a new version; a draft stays.
    Revert {
        /// Whose document.
        scope: Scope,
        /// Which version; 0 for how the board was before anything was published.
        version: u32,
        /// Who asks.
        by: Option<PersonId>,
        /// The revision on the screen.
        saw: u64,
    },
    /// The territory changes its set of precautions.
    SetPrecautions {
        /// The whole set, in order.
        set: Vec<Arc<Precaution>>,
        /// [`crate::state::State::settings_revision`] as it was on the screen.
        saw: u64,
    },
}

/// What happened to a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudioChanged {
    /// Whose.
    pub scope: Scope,
    /// What happened.
    pub step: StudioStep,
    /// Who did it; none for the command line.
    pub by: Option<PersonId>,
}

/// What may happen to a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StudioStep {
    /// The draft differs from before (or from what is in force, when there was none) in this.
    Drafted(Vec<BoardChange>),
    /// The draft was thrown away.
    Discarded,
    /// The draft is in force; it differs from what was in force in this.
    Published(Vec<BoardChange>),
    /// A former version is in force again; it differs from what was in force in this.
    Reverted {
        /// Which version; 0 for how the board was before anything was published.
        to: u32,
        /// In what it differs.
        changes: Vec<BoardChange>,
    },
}

/// Why a document stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudioRefusal {
    /// Somebody else changed it since the screen was drawn.
    ChangedMeanwhile(Scope),
    /// The territory decides on that option.
    Locked(BoardOption),
    /// Only the territory locks options, and it follows nobody.
    NotOfThisScope,
    /// The ward already follows this one, directly or not.
    Circle(WardId),
    /// Too many wards follow one another.
    TooFar(WardId),
    /// There is no draft.
    NoDraft(Scope),
    /// There is no such version.
    UnknownVersion(u32),
    /// A setting would leave the board in a state that cannot be used.
    Unfit(Flaw),
    /// Somebody else changed the settings of the territory since the screen was drawn.
    SettingsChangedMeanwhile,
    /// The set of precautions cannot be used as it is.
    BadPrecautions(PrecautionFlaw),
}

/// Why a set of precautions cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrecautionFlaw {
    /// A precaution that stays may bear is missing: it can only be retired.
    Missing(base::Code),
    /// Two have the same code, or a code was given a second time.
    CodeTwice(base::Code),
    /// Two that are in use have the same name.
    NameTwice(base::Label),
    /// Two that are in use have the same outline and letter: without colours they could not be told apart.
    LooksAlike(base::Label, base::Label),
    /// The letter is longer than the outline has room for.
    LongLetter(base::Label),
    /// The name is too long for a tile.
    LongName(base::Label),
    /// More than boards have room for.
    TooMany,
}
