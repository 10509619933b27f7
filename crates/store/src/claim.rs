//! Claims: who is given which bed, and which hold promises it, guarded by the database in the last resort.
//!
//! The rules refuse first, with their reasons; this guard only makes sure that no defect of theirs, and no
//! second program on the same database, ever gives one bed to two stays.

use base::Moment;
use base::id::{BedId, HoldId, PersonId, StayId};

/// A change to who holds which bed. Inside one entry all closes come before all opens, so that a swap works.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Claim {
    /// The stay takes the bed; refused when either already has another.
    Open {
        /// The bed taken.
        bed: BedId,
        /// The stay that takes it.
        stay: StayId,
    },
    /// The stay lets its bed go; nothing happens when it has none.
    Close {
        /// The stay that lets go.
        stay: StayId,
    },
    /// The bed is promised; refused when it already is.
    Hold {
        /// The bed promised.
        bed: BedId,
        /// By which hold.
        hold: HoldId,
        /// Who answers for it.
        owner: PersonId,
    },
    /// The hold is over; nothing happens when it was.
    Release {
        /// Which.
        hold: HoldId,
    },
}

impl Claim {
    /// Whether it lets something go: that comes first inside one entry.
    #[must_use]
    pub const fn lets_go(&self) -> bool {
        matches!(self, Self::Close { .. } | Self::Release { .. })
    }
}

/// A promise that is in force.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct OpenHold {
    /// The bed promised.
    pub bed: BedId,
    /// By which hold.
    pub hold: HoldId,
    /// Who answers for it.
    pub owner: PersonId,
    /// Since when, on the recorder's clock.
    pub since: Moment,
}

/// A claim that is in force.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct OpenClaim {
    /// The bed held.
    pub bed: BedId,
    /// The stay that holds it.
    pub stay: StayId,
    /// Since when, on the recorder's clock.
    pub since: Moment,
}

/// Why an entry was refused by the database: the claim it carried is against one in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Conflict {
    /// Another stay has the bed.
    #[error("le lit {bed} est déjà tenu par le séjour {holder}")]
    BedTaken {
        /// The bed asked for.
        bed: BedId,
        /// The stay that asked.
        stay: StayId,
        /// The stay that has it.
        holder: StayId,
    },
    /// The stay has another bed.
    #[error("le séjour {stay} tient déjà le lit {holds}")]
    StayPlaced {
        /// The bed asked for.
        bed: BedId,
        /// The stay that asked.
        stay: StayId,
        /// The bed it already has.
        holds: BedId,
    },
    /// Another hold promises the bed.
    #[error("le lit {bed} est déjà promis par {by} depuis {since}", bed = held.bed, by = held.owner, since = held.since)]
    BedHeld {
        /// The hold that asked.
        hold: HoldId,
        /// The promise in force.
        held: OpenHold,
    },
    /// The hold promises another bed.
    #[error("la réservation {hold} porte déjà sur le lit {holds}")]
    HoldPlaced {
        /// The bed asked for.
        bed: BedId,
        /// The hold that asked.
        hold: HoldId,
        /// The bed it already promises.
        holds: BedId,
    },
}
