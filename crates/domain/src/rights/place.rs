//! Where a right holds: a ward, or something that holds wards.

use std::fmt;
use std::str::FromStr;

use base::id::{DivisionId, EstablishmentId, NotAnId, SiteId, WardId};
use serde::{Deserialize, Serialize};

use super::Reach;
use crate::state::State;

/// A part of the territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Place {
    /// One ward.
    Ward(WardId),
    /// A *pôle*.
    Division(DivisionId),
    /// A campus.
    Site(SiteId),
    /// A legal institution.
    Establishment(EstablishmentId),
    /// Everything.
    Territory,
}

impl Place {
    /// Whether a ward lies in it. Wards that were merged count as the ward they became.
    #[must_use]
    pub fn holds(self, state: &State, ward: WardId) -> bool {
        let Some(found) = state.surviving(ward).and_then(|id| state.ward(id)) else {
            return false;
        };
        match self {
            Self::Ward(own) => state.surviving(own) == Some(found.id),
            Self::Division(division) => found.division == Some(division),
            Self::Site(site) => found.site == Some(site),
            Self::Establishment(establishment) => found.establishment == establishment,
            Self::Territory => true,
        }
    }

    /// Whether all of another place lies in it.
    #[must_use]
    pub fn covers(self, state: &State, other: Self) -> bool {
        match (self, other) {
            (Self::Territory, _) => true,
            (_, Self::Territory) => false,
            (_, Self::Ward(ward)) => self.holds(state, ward),
            (Self::Establishment(own), _) => other.establishment(state) == Some(own),
            (Self::Division(_) | Self::Site(_) | Self::Ward(_), _) => self == other,
        }
    }

    /// The establishment it is part of; none for the territory and for places that do not exist.
    #[must_use]
    pub fn establishment(self, state: &State) -> Option<EstablishmentId> {
        match self {
            Self::Ward(ward) => state.ward(state.surviving(ward)?).map(|it| it.establishment),
            Self::Division(division) => state.division(division).map(|it| it.establishment),
            Self::Site(site) => state.site(site).map(|it| it.establishment),
            Self::Establishment(establishment) => state.establishment(establishment).map(|it| it.id),
            Self::Territory => None,
        }
    }

    /// Whether there is such a place.
    #[must_use]
    pub fn exists(self, state: &State) -> bool {
        match self {
            Self::Ward(ward) => state.surviving(ward).is_some(),
            Self::Territory => true,
            Self::Division(_) | Self::Site(_) | Self::Establishment(_) => self.establishment(state).is_some(),
        }
    }

    /// The place around it, as far as an action reaches; a place that is as wide already stays as it is. None when
    /// what is around is not known, so that a ward without a division never opens all wards without one.
    #[must_use]
    pub(super) fn widened(self, state: &State, reach: Reach) -> Option<Self> {
        let ward = |ward| state.ward(state.surviving(ward)?);
        Some(match (reach, self) {
            (Reach::Territory, _) | (_, Self::Territory) => Self::Territory,
            (Reach::Place | Reach::OwnPatients | Reach::Oriented, it) => it,
            (_, Self::Establishment(_))
            | (Reach::Division, Self::Division(_) | Self::Site(_))
            | (Reach::Site, Self::Site(_)) => self,
            (Reach::Division, Self::Ward(id)) => ward(id)?.division.map_or(self, Self::Division),
            (Reach::Site, Self::Ward(id)) => ward(id)?.site.map_or(self, Self::Site),
            // A division may spread over several sites: it is as far as it goes.
            (Reach::Site, Self::Division(_)) => self,
            (Reach::Establishment, it) => Self::Establishment(it.establishment(state)?),
        })
    }
}

/// A ward that shows its names to a place of another establishment, because both care for the same patients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SharedCare {
    /// Whose names.
    pub ward: WardId,
    /// Who may see them, as if the ward were theirs.
    pub with: Place,
}

/// `w12`, `d3`, `x1`, `e0`, `territory`.
impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ward(id) => id.fmt(out),
            Self::Division(id) => id.fmt(out),
            Self::Site(id) => id.fmt(out),
            Self::Establishment(id) => id.fmt(out),
            Self::Territory => out.write_str("territory"),
        }
    }
}

impl FromStr for Place {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        match text.as_bytes().first() {
            Some(b'w') => text.parse().map(Self::Ward),
            Some(b'd') => text.parse().map(Self::Division),
            Some(b'x') => text.parse().map(Self::Site),
            Some(b'e') => text.parse().map(Self::Establishment),
            _ if text == "territory" => Ok(Self::Territory),
            _ => Err(NotAnId),
        }
    }
}

impl TryFrom<String> for Place {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}
