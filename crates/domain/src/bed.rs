//! The five axes of a bed. None of them is derived from another, and occupancy is derived from the stays only.

use base::Moment;
use serde::{Deserialize, Serialize};

/// Whether the bed exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Lifecycle {
    /// It stands in its room.
    #[default]
    Installed,
    /// It was taken away; kept for history.
    Removed,
}

/// Whether patients may be put in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Operation {
    /// In use.
    #[default]
    Open,
    /// An additional bed, open for a while.
    Surge,
    /// Closed for a reason, perhaps until a known time.
    Closed {
        /// Why.
        reason: ClosureReason,
        /// Until when, if known.
        until: Option<Moment>,
    },
}

impl Operation {
    /// Why the bed is closed at that moment, and until when; a closure ends by itself when its time has come.
    #[must_use]
    pub fn closure(self, now: Moment) -> Option<(ClosureReason, Option<Moment>)> {
        match self {
            Self::Closed { reason, until } if until.is_none_or(|until| now < until) => Some((reason, until)),
            Self::Open | Self::Surge | Self::Closed { .. } => None,
        }
    }
}

/// Why a bed is closed. A list rather than free text, so that no name ends up in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ClosureReason {
    /// Not enough staff.
    Staffing,
    /// Building works.
    Works,
    /// Something broken in the room (oxygen, call bell, water).
    Breakdown,
    /// The bed itself or its equipment is out of order.
    Equipment,
    /// The neighbour is isolated.
    Isolation,
    /// Disinfection.
    Disinfection,
    /// Seasonal or planned closure.
    Planned,
    /// Said closed by another system, without a reason.
    Unspecified,
}

impl ClosureReason {
    /// Every reason, in the order in which a form lists them.
    pub const ALL: [Self; 8] = [
        Self::Staffing,
        Self::Breakdown,
        Self::Equipment,
        Self::Isolation,
        Self::Disinfection,
        Self::Works,
        Self::Planned,
        Self::Unspecified,
    ];
}

/// How clean a free bed is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Hygiene {
    /// Ready for a patient.
    #[default]
    Clean,
    /// To be cleaned.
    ToClean,
    /// Being cleaned.
    Cleaning,
    /// To be disinfected before anything else.
    Contaminated,
}

/// The last word about a bed's hygiene, and when it was true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct HygieneMark {
    /// The state.
    pub state: Hygiene,
    /// Since when.
    pub at: Moment,
}

/// What a bed or a room offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Attribute {
    /// Single room.
    Single,
    /// A room in which precautions can be held.
    IsolationCapable,
    /// Negative pressure.
    NegativePressure,
    /// Positive pressure.
    PositivePressure,
    /// Telemetry.
    Telemetry,
    /// Wall oxygen.
    Oxygen,
    /// Suction.
    Suction,
    /// Bariatric bed.
    Bariatric,
    /// Accessible to wheelchairs.
    Accessible,
    /// Padded or closed room of psychiatry.
    Secure,
    /// At the window.
    Window,
    /// At the door.
    Door,
    /// A day place, not a bed for the night.
    DayPlace,
}

impl Attribute {
    /// Every attribute with the word that names it in files and exports.
    pub const ALL: [(Self, &'static str); 13] = [
        (Self::Single, "single"),
        (Self::IsolationCapable, "isolation"),
        (Self::NegativePressure, "negative_pressure"),
        (Self::PositivePressure, "positive_pressure"),
        (Self::Telemetry, "telemetry"),
        (Self::Oxygen, "oxygen"),
        (Self::Suction, "suction"),
        (Self::Bariatric, "bariatric"),
        (Self::Accessible, "accessible"),
        (Self::Secure, "secure"),
        (Self::Window, "window"),
        (Self::Door, "door"),
        (Self::DayPlace, "day_place"),
    ];

    /// The attribute of that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, name)| *name == word)
            .map(|(attribute, _)| *attribute)
    }

    /// The word of the attribute.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(attribute, _)| *attribute == self)
            .map_or("", |(_, name)| name)
    }
}

/// A small set of attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Attributes(u32);

impl Attributes {
    /// No attribute.
    pub const NONE: Self = Self(0);

    /// Whether the set holds that attribute.
    #[must_use]
    pub const fn has(self, attribute: Attribute) -> bool {
        self.0 & (1 << attribute as u32) != 0
    }

    /// The set with that attribute.
    #[must_use]
    pub const fn with(self, attribute: Attribute) -> Self {
        Self(self.0 | (1 << attribute as u32))
    }

    /// What either set holds.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both sets hold.
    #[must_use]
    pub const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What this set holds and the other does not.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the set holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many attributes the set holds.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The attributes, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Attribute> {
        Attribute::ALL
            .into_iter()
            .map(|(attribute, _)| attribute)
            .filter(move |it| self.has(*it))
    }
}

impl FromIterator<Attribute> for Attributes {
    fn from_iter<I: IntoIterator<Item = Attribute>>(items: I) -> Self {
        items.into_iter().fold(Self::NONE, Self::with)
    }
}
