//! Why a bed suits, costs or cannot be had: values with their facts, worded elsewhere in the reader's language.

use base::Moment;
use base::id::StayId;
use serde::{Deserialize, Serialize};

use super::settings::{Ages, RoomNeed, Sector};
use crate::bed::{Attributes, ClosureReason};
use crate::flow::Level;

/// Why a rule says what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// The bed is open and staffed.
    Open,
    /// The bed is closed.
    Closed {
        /// Why.
        why: Option<ClosureReason>,
        /// Until when, if known.
        until: Option<Moment>,
    },
    /// Nobody is there to look after a patient in it.
    Unstaffed,

    /// Free and clean.
    Ready,
    /// Free and clean at that moment.
    ReadyAt {
        /// When.
        at: Moment,
        /// After what.
        after: Until,
    },
    /// Free and clean too late.
    TooLate {
        /// When.
        at: Moment,
        /// After what.
        after: Until,
    },
    /// The patient is in that bed.
    Here,
    /// Somebody lies in it, and nobody said when they leave.
    Taken {
        /// Who.
        by: StayId,
    },
    /// It is kept for somebody on leave.
    OnLeave {
        /// Who.
        of: StayId,
    },
    /// Several patients are claimed in it: that is settled first.
    Disputed,

    /// It is promised to this very request.
    PromisedToThem,
    /// It is promised to somebody else.
    Promised {
        /// To whom, when they have a stay.
        to: Option<StayId>,
        /// From when.
        from: Moment,
    },

    /// Alone in the room, as the precautions ask.
    Alone,
    /// With those who have the same precautions and germ.
    Cohort,
    /// The precautions ask for a single room.
    NotSingle {
        /// What they ask.
        asks: RoomNeed,
    },
    /// The precautions or the germ ask for a pressure that the room has not.
    NoPressure {
        /// What they ask.
        asks: RoomNeed,
    },
    /// The precautions ask for a pressure that no bed of the territory records.
    PressureNotRecorded {
        /// What they ask.
        asks: RoomNeed,
    },
    /// A room-mate does not have the patient's precautions or germ.
    MateUnprotected {
        /// Who; none for somebody the bed beside is promised to and who has no stay yet.
        mate: Option<StayId>,
    },
    /// A room-mate has precautions that the patient does not have.
    MateIsolated {
        /// Who.
        mate: Option<StayId>,
    },

    /// The ward is that sector.
    SectorMatches {
        /// Which.
        sector: Sector,
    },
    /// The ward is a sector, and takes nobody else.
    SectorOfOthers {
        /// Which.
        sector: Sector,
    },
    /// A room-mate is of another sector.
    MateOfOtherSector {
        /// Who.
        mate: Option<StayId>,
        /// Their sector; none for somebody clear.
        sector: Option<Sector>,
    },

    /// The level of care needed.
    LevelMatches {
        /// Which.
        level: Level,
    },
    /// The level of care is below what is needed.
    LevelBelow {
        /// What the bed offers.
        offered: Level,
    },
    /// The level of care is above what is needed.
    LevelAbove {
        /// What the bed offers.
        offered: Level,
    },

    /// All that is needed is there.
    Equipped {
        /// What.
        with: Attributes,
    },
    /// Something needed is missing.
    Lacks {
        /// What.
        what: Attributes,
    },
    /// Something needed is recorded at no bed of the territory: look before sending somebody.
    EquipmentNotRecorded {
        /// What.
        what: Attributes,
    },

    /// A single room.
    Single,
    /// A shared room.
    Shared,
    /// A single room that the patient does not need.
    SingleUnneeded,
    /// Neighbour beds in which nobody could lie.
    Neutralised {
        /// How many beds.
        beds: u16,
        /// For how many nights.
        nights: u16,
    },

    /// Room-mates of the same sex.
    SameSex,
    /// A room-mate of the other sex.
    OtherSex {
        /// Who.
        mate: Option<StayId>,
    },
    /// The sex of the patient or of a room-mate is not known.
    SexUnknown,

    /// An age that the ward takes.
    AgeFits,
    /// An age that the ward does not take.
    AgeOutside {
        /// What it takes.
        ages: Ages,
    },
    /// The age is not known, and the ward does not take every age.
    AgeUnknown {
        /// What it takes.
        ages: Ages,
    },
    /// A room-mate of a very different age.
    AgeGap {
        /// Who.
        mate: Option<StayId>,
        /// Years between them.
        years: u16,
    },
    /// A child and an adult.
    ChildWithAdult {
        /// The room-mate.
        mate: Option<StayId>,
    },

    /// The ward must not be given that specialty.
    SpecialtyRefused,
    /// The ward of the specialty or of the department in charge, or one of the preferred wards.
    OwnWard,
    /// A ward that agreed to take the specialty, or an acceptable ward.
    AgreedWard,
    /// A ward of other specialties (*hébergement*).
    OutlierWard {
        /// For how many nights.
        nights: u16,
    },
    /// The first of the preferred wards.
    FirstChoice,
    /// Further down the list of preferred wards.
    LaterChoice {
        /// Which place, from 2.
        place: u16,
    },

    /// The same site.
    SameSite,
    /// Another site.
    Away {
        /// Minutes of transport.
        minutes: u16,
    },
    /// Another site, at a distance nobody told.
    AwayUnknown,

    /// Moved that often already, and not for the last time here.
    MovedAgain {
        /// How often so far.
        moves: u16,
    },
    /// A move by night.
    ByNight {
        /// When.
        at: Moment,
    },

    /// One of the last beds, which the ward keeps for emergencies.
    LastBeds {
        /// Beds that are free.
        free: u16,
        /// Beds that are kept.
        kept: u16,
    },
    /// Rare equipment that the patient does not need.
    RareUnneeded {
        /// What.
        what: Attributes,
    },
    /// The ward is nearly full.
    Crowded {
        /// Occupied beds with this patient, in a hundred open ones.
        percent: u16,
    },
}

/// What has to be over before a bed is ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Until {
    /// The departure of whoever lies there, and the cleaning.
    Departure,
    /// The cleaning that nobody has begun.
    ToClean,
    /// The cleaning under way.
    Cleaning,
    /// The disinfection.
    Disinfection,
    /// The closure of the bed.
    Closure,
}

/// What a rule finds about a bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// Nothing to say.
    Silent,
    /// The rule is satisfied.
    Met(Reason),
    /// A fact is missing: neither satisfied nor broken.
    Unchecked(Reason),
    /// The rule is broken, by that much, in the unit of the rule.
    Against(u32, Reason),
}
