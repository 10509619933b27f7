//! Stays and beds as they really are, beside what the feed was told of them.

use base::Moment;

use crate::index::{EstablishmentIx, PersonIx, StayIx, WardIx};
use crate::message::{Movement, Place, Situation};
use crate::territory::Kind;

/// Where a stay stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Booked, not yet there.
    Planned,
    /// There, or on a leave that keeps the bed.
    Present,
    /// Gone.
    Left,
    /// Never was, or was called off.
    Cancelled,
}

/// How a stay ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Back home.
    Home,
    /// Left without waiting or against advice.
    OwnWill,
    /// To a rehabilitation or another ward of another establishment of the territory, or of the same one.
    Transfer {
        to: EstablishmentIx,
        destination: &'static str,
    },
    /// To an establishment outside the territory.
    Outside { destination: &'static str },
    /// By death.
    Death,
}

/// What comes after the present ward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The end of the stay.
    Exit(Exit),
    /// The end of the stay, once rehabilitation has a bed.
    Rehabilitation,
    /// Another ward.
    Ward(Kind),
}

/// One stay of one person in one establishment.
#[derive(Clone, Debug)]
pub(crate) struct Stay {
    pub person: PersonIx,
    pub establishment: EstablishmentIx,
    /// Number behind the NDA (PID-18).
    pub account: u32,
    /// Number behind the visit (PV1-19).
    pub visit: u32,
    pub phase: Phase,
    /// Where the patient really is.
    pub place: Place,
    /// What the feed was told, oldest first; the last one holds.
    pub told: Vec<Movement>,
    pub admitted: Moment,
    /// Expected admission of a booked stay (PV2-8).
    pub booked: Option<Moment>,
    /// Expected discharge (PV2-9).
    pub expected: Option<Moment>,
    /// The movement number and time of an announced discharge (A16) that was not cancelled.
    pub announced: Option<(u32, Moment)>,
    /// When the passage in the present ward really ends, and what comes then.
    pub due: Moment,
    pub next: Next,
    /// Changes with every new passage; what was planned for an older one is void.
    pub plan: u32,
    /// The specialty the patient belongs to, after critical care or the short-stay unit.
    pub wanted: Kind,
    pub isolation: bool,
    pub wants_single: bool,
    pub vip: bool,
    pub on_leave: bool,
    /// The feed says something the ward does not live; nothing else may be told meanwhile.
    pub frozen: bool,
    pub through_emergency: bool,
    /// ZFM-1 and ZFM-3: how and from where the patient came.
    pub entry: (&'static str, &'static str),
    pub exit: Option<(Exit, Moment)>,
    /// For a newborn, the stay of the mother; for a mother, the stay of the newborn.
    pub mother: Option<StayIx>,
    pub child: Option<StayIx>,
}

impl Stay {
    /// What the feed believes now.
    pub fn belief(&self) -> Option<&Situation> {
        self.told.last().map(|movement| &movement.situation)
    }

    /// The ward of medical responsibility, as told.
    pub fn medical(&self) -> WardIx {
        self.belief()
            .map_or(self.place.ward, |situation| situation.medical)
    }

    /// The time of the last movement told.
    pub fn last_at(&self) -> Moment {
        self.told.last().map_or(self.admitted, |movement| movement.at)
    }
}

/// How clean a bed is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hygiene {
    Clean,
    ToClean,
}

/// One bed as it really is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BedState {
    pub occupant: Option<StayIx>,
    pub hygiene: Hygiene,
    pub closed: bool,
    /// Kept for somebody who is on the way, or for a mistake that will be cancelled.
    pub held: bool,
    /// When the last occupant left, as told.
    pub free_since: Moment,
}

/// One ward as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct WardState {
    /// Who is there, with or without a bed.
    pub stays: Vec<StayIx>,
    /// Entries of the day that the ward did not ask for (emergency, transfers, booked).
    pub entries_today: u32,
    /// The same, smoothed over days.
    pub usual_entries: f64,
}

/// The same situation in another place; nursing follows the roof.
pub(crate) fn moved(situation: Situation, place: Place) -> Situation {
    Situation {
        place,
        care: place.ward,
        ..situation
    }
}

impl Exit {
    /// The person goes on to another stay at once and must not be drawn for something else.
    pub(crate) fn keeps_busy(self) -> bool {
        matches!(self, Self::Transfer { .. } | Self::Death)
    }
}
