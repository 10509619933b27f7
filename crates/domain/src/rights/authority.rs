//! What one person, or one post, may do: their roles, asked against the table.

use base::Moment;
use base::id::{PersonId, PractitionerId, StayId, WardId};
use serde::{Deserialize, Serialize};

use super::{Action, Place, Reach, Role, SharedCare, reach};
use crate::flow::Request;
use crate::state::State;

/// A role at a place, for some time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// What.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// Not before.
    pub from: Option<Moment>,
    /// Not from then on: a replacement, a night, a contract.
    pub until: Option<Moment>,
    /// Who lends it, when it is lent for some time.
    pub lent_by: Option<PersonId>,
}

impl Assignment {
    /// That role at that place, from now on.
    #[must_use]
    pub const fn lasting(role: Role, place: Place) -> Self {
        Self {
            role,
            place,
            from: None,
            until: None,
            lent_by: None,
        }
    }

    /// Whether it holds then.
    #[must_use]
    pub fn holds_at(&self, now: Moment) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }

    /// Whether that role may be given so wide a place. Care is given in an establishment; only those who steer,
    /// help, run or audit a territory have it whole, so that no establishment sees another's names by mistake.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        match self.role {
            Role::Cell | Role::Director | Role::Ambassador | Role::ItAdministrator | Role::Auditor => true,
            Role::Post => false,
            Role::WardTeam
            | Role::HeadNurse
            | Role::Emergency
            | Role::Cleaner
            | Role::Porter
            | Role::Secretary
            | Role::Doctor
            | Role::DivisionHead
            | Role::InfectionControl
            | Role::Partner => !matches!(self.place, Place::Territory),
        }
    }
}

/// The names of a ward, opened in an emergency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokenGlass {
    /// Whose names.
    pub ward: WardId,
    /// Not from then on.
    pub until: Moment,
}

/// What an action is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nothing in particular: the action may be done somewhere.
    Anywhere,
    /// A ward.
    Ward(WardId),
    /// A stay.
    Stay(StayId),
    /// A whole part of the territory.
    Place(Place),
}

impl Target {
    /// What a request is about: the ward where its patient is or is expected, else the one that asks.
    #[must_use]
    pub fn of_request(state: &State, request: &Request, now: Moment) -> Self {
        let stay = request.subject.stay().and_then(|it| state.stay(it));
        let ward = stay.and_then(|it| state.ward_concerned(it, now));
        let ward = ward.or(request.asker.ward);
        ward.map_or(Self::Place(Place::Territory), Self::Ward)
    }
}

/// The wards in which an action may be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wards {
    /// All of them.
    All,
    /// These, in the order of their ids.
    Only(Vec<WardId>),
}

impl Wards {
    /// Whether a ward is one of them.
    #[must_use]
    pub fn contains(&self, ward: WardId) -> bool {
        match self {
            Self::All => true,
            Self::Only(wards) => wards.binary_search(&ward).is_ok(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Only(wards) if wards.is_empty())
    }
}

/// Somebody as the table sees them. Made anew for each request, so that what was taken away is gone at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authority {
    /// The roles in force.
    pub assignments: Vec<Assignment>,
    /// The doctor of the feeds that this person is.
    pub practitioner: Option<PractitionerId>,
    /// Names opened in an emergency.
    pub broken: Vec<BrokenGlass>,
    /// Which wards show their names to which places of other establishments.
    pub shared: Vec<SharedCare>,
}

impl Authority {
    /// Whether that may be done there, now.
    #[must_use]
    pub fn may(&self, state: &State, action: Action, target: Target, now: Moment) -> bool {
        self.reaches(action, now).any(|(place, reach)| match target {
            Target::Anywhere => true,
            Target::Ward(ward) => self.reaches_ward(state, action, place, reach, ward),
            Target::Stay(stay) => self.reaches_stay(state, action, place, reach, stay, now),
            Target::Place(part) => place
                .widened(state, reach)
                .is_some_and(|wide| !is_personal(reach) && wide.covers(state, part)),
        }) || self.opens(state, action, target, now)
    }

    /// The wards in which that may be done now: what a list is filtered by.
    #[must_use]
    pub fn wards(&self, state: &State, action: Action, now: Moment) -> Wards {
        let everywhere = self.reaches(action, now).any(|(place, reach)| {
            place.widened(state, reach) == Some(Place::Territory) && !is_personal(reach)
        });
        if everywhere {
            return Wards::All;
        }
        let may = |ward: &WardId| self.may(state, action, Target::Ward(*ward), now);
        Wards::Only(state.wards.iter().map(|ward| ward.id).filter(may).collect())
    }

    /// Whether an action may be done for somebody's own patients only, somewhere.
    #[must_use]
    pub fn has_personal_reach(&self, action: Action, now: Moment) -> bool {
        self.reaches(action, now).any(|(_, reach)| is_personal(reach))
    }

    /// The roles in force then.
    pub fn in_force(&self, now: Moment) -> impl Iterator<Item = &Assignment> {
        self.assignments.iter().filter(move |it| it.holds_at(now))
    }

    fn reaches(&self, action: Action, now: Moment) -> impl Iterator<Item = (Place, Reach)> + '_ {
        self.in_force(now)
            .filter_map(move |it| Some((it.place, reach(it.role, action)?)))
    }

    fn reaches_ward(&self, state: &State, action: Action, place: Place, reach: Reach, ward: WardId) -> bool {
        if is_personal(reach) {
            return false;
        }
        let Some(wide) = place.widened(state, reach) else {
            return false;
        };
        wide.holds(state, ward) || (shares(action) && self.is_shared(state, place, ward))
    }

    fn reaches_stay(
        &self,
        state: &State,
        action: Action,
        place: Place,
        reach: Reach,
        stay: StayId,
        now: Moment,
    ) -> bool {
        let Some(found) = state.stay(stay) else {
            return false;
        };
        match reach {
            Reach::OwnPatients => self.practitioner.is_some() && self.practitioner == found.timeline.doctor,
            // Nobody is oriented to anybody before orientation exists: this opens nothing.
            Reach::Oriented => false,
            Reach::Place | Reach::Division | Reach::Site | Reach::Establishment | Reach::Territory => {
                let reaches = |ward| self.reaches_ward(state, action, place, reach, ward);
                let here = match state.ward_concerned(found, now) {
                    Some(ward) => reaches(ward),
                    // Nobody knows where the patient is: the flow cell looks for them.
                    None => place.widened(state, reach) == Some(Place::Territory),
                };
                here || (prepares(action) && state.wards_awaiting(stay).any(reaches))
            }
        }
    }

    fn is_shared(&self, state: &State, place: Place, ward: WardId) -> bool {
        let Some(ward) = state.surviving(ward) else {
            return false;
        };
        self.shared.iter().any(|link| {
            state.surviving(link.ward) == Some(ward)
                && (place.covers(state, link.with) || link.with.covers(state, place))
        })
    }

    /// Whether glass broken in an emergency opens that.
    fn opens(&self, state: &State, action: Action, target: Target, now: Moment) -> bool {
        if !shares(action) && action != Action::SeeBoard {
            return false;
        }
        let ward = match target {
            Target::Anywhere => return self.broken.iter().any(|it| now < it.until),
            Target::Ward(ward) => Some(ward),
            Target::Stay(stay) => state.stay(stay).and_then(|it| state.ward_concerned(it, now)),
            Target::Place(_) => None,
        };
        let Some(ward) = ward.and_then(|it| state.surviving(it)) else {
            return false;
        };
        let opened = |it: &BrokenGlass| now < it.until && state.surviving(it.ward) == Some(ward);
        self.broken.iter().any(opened)
    }
}

/// What may be seen through a shared-care link or broken glass: reading, never writing.
const fn shares(action: Action) -> bool {
    matches!(action, Action::SeeIdentity | Action::SeeStay | Action::Search)
}

/// What a ward does for somebody it awaits from elsewhere: it was asked about them by name, and gets ready for them.
const fn prepares(action: Action) -> bool {
    matches!(
        action,
        Action::SeeIdentity | Action::SeeStay | Action::Search | Action::Care
    )
}

const fn is_personal(reach: Reach) -> bool {
    matches!(reach, Reach::OwnPatients | Reach::Oriented)
}
