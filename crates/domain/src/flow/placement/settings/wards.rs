//! What each ward takes, and how far sites are from each other.

use base::Code;
use serde::{Deserialize, Serialize};

use super::lists::Sector;
use crate::flow::Level;

/// A ward, by its codes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WardPlace {
    /// The code of its establishment.
    pub establishment: Code,
    /// Its code there.
    pub ward: Code,
}

/// A site, by its codes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SitePlace {
    /// The code of its establishment.
    pub establishment: Code,
    /// Its code there.
    pub site: Code,
}

/// What a ward takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WardProfile {
    /// Which ward.
    pub place: WardPlace,
    /// Its level of care.
    #[serde(default)]
    pub level: Level,
    /// Its own specialties, by their codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<Code>,
    /// Specialties it agreed to take beside its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<Code>,
    /// Specialties it must not be given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<Code>,
    /// Whether women and men may share its rooms.
    #[serde(default)]
    pub sexes: SexPolicy,
    /// The ages it takes.
    #[serde(default)]
    pub ages: Ages,
    /// The ward is a sector for carriers of highly resistant bacteria, or for their contacts, and takes nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
}

impl WardProfile {
    /// The profile of a ward nobody described: conventional, everybody, no specialty.
    #[must_use]
    pub const fn of(place: WardPlace) -> Self {
        Self {
            place,
            level: Level::Conventional,
            own: Vec::new(),
            agreed: Vec::new(),
            refused: Vec::new(),
            sexes: SexPolicy::Apart,
            ages: Ages { from: None, to: None },
            sector: None,
        }
    }
}

/// Whether women and men may share a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum SexPolicy {
    /// They may not; an empty room takes either.
    #[default]
    Apart,
    /// They may: intensive care, short stay of the emergency department (UHCD), paediatrics.
    Together,
}

/// The ages a ward takes, in years, both ends included; none where there is no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ages {
    /// The youngest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u8>,
    /// The oldest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u8>,
}

/// How far two sites are from each other, in either direction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distance {
    /// One site.
    pub from: SitePlace,
    /// The other one.
    pub to: SitePlace,
    /// Minutes of transport between them.
    pub minutes: u16,
}
