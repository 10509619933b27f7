//! A hold: a bed promised to somebody, by somebody, for a while.
//!
//! A bed has one hold that lasts at most. Who lies in it may stay until the hold begins, and longer when they leave
//! late; anybody else in the bed ends the hold, visibly. A hold that is over stays as it ended.

use base::id::{BedId, HoldId, PersonId, RequestId, StayId};
use base::{Code, Moment};
use serde::{Deserialize, Serialize};

use super::{By, LedgerRef};

/// A bed promised to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// Which bed.
    pub bed: BedId,
    /// To whom.
    pub promised: Promised,
    /// Who answers for it.
    pub owner: PersonId,
    /// How firm it is.
    pub kind: HoldKind,
    /// When it was given.
    pub made_at: Moment,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// Who lies there and is to leave first.
    pub after: Option<StayId>,
    /// Whether it lasts.
    pub state: HoldState,
}

impl Hold {
    /// Whether it was not ended.
    #[must_use]
    pub const fn lasts(&self) -> bool {
        matches!(self.state, HoldState::Active)
    }

    /// The request it is for.
    #[must_use]
    pub const fn request(&self) -> Option<RequestId> {
        match self.promised {
            Promised::Request(request) => Some(request),
            Promised::Stay(_) => None,
        }
    }
}

/// To whom a bed is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Promised {
    /// To whoever that request is for.
    Request(RequestId),
    /// To a patient, without any request: a ward that knows whom it awaits.
    Stay(StayId),
}

/// How firm a promise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HoldKind {
    /// Kept while somebody makes up their mind.
    Kept,
    /// Kept while the ward is asked.
    Asked,
    /// Given: the patient comes.
    Assigned,
}

/// Whether a hold lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HoldState {
    /// It does.
    Active,
    /// It ended.
    Ended {
        /// When.
        at: Moment,
        /// How.
        why: HoldEnd,
    },
}

/// How a hold ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HoldEnd {
    /// The patient is in the bed.
    Kept,
    /// Let go, by its owner or for a reason of the hospital's list.
    Released(Option<Code>),
    /// Its time was over.
    Expired,
    /// Somebody else lies in the bed.
    Broken(StayId),
    /// What it was for goes another way: another bed, another ward, no bed at all.
    Moot,
    /// The patient comes so much later, at that hour, that the bed is not kept until then.
    Postponed(Moment),
}

/// What happened to a hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldChanged {
    /// Which.
    pub hold: HoldId,
    /// Of which bed.
    pub bed: BedId,
    /// To whom it is promised.
    pub promised: Promised,
    /// Who did it.
    pub by: By,
    /// What.
    pub change: HoldChange,
}

/// What may happen to a hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HoldChange {
    /// It was given.
    Opened(Box<Opened>),
    /// It lasts longer, or is firmer.
    Extended {
        /// How firm.
        kind: HoldKind,
        /// Until when.
        until: Moment,
    },
    /// The patient comes later: it is for then.
    Postponed {
        /// From when.
        from: Moment,
        /// Until when.
        until: Moment,
    },
    /// Somebody else answers for it.
    TakenOver {
        /// Who.
        owner: PersonId,
        /// Why, by its code in the settings.
        reason: Code,
    },
    /// It is over.
    Ended {
        /// Since when.
        at: Moment,
        /// How.
        why: HoldEnd,
    },
}

/// A hold as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Who answers for it.
    pub owner: PersonId,
    /// How firm it is.
    pub kind: HoldKind,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// Who lies there and is to leave first.
    pub after: Option<StayId>,
    /// Why it was given against the ward's word, or without it, by its code in the settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forced: Option<Code>,
    /// The ranking it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger: Option<LedgerRef>,
}
