//! The table itself. To change who may do what, change a letter here; the golden file shows what it means.

use serde::{Deserialize, Serialize};

use super::{Action, Role};

/// How far from the place of a role an action goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reach {
    /// The place the role was given for: a ward, a division, a site, ….
    Place,
    /// The whole division around that place.
    Division,
    /// The whole site around that place.
    Site,
    /// The whole establishment around that place.
    Establishment,
    /// The whole territory.
    Territory,
    /// Patients whose doctor is this person, wherever they are.
    OwnPatients,
    /// Patients that were oriented to the partner this person speaks for.
    Oriented,
}

use Reach::{Division, Establishment, OwnPatients, Place, Site, Territory};

const N: Option<Reach> = None;
const W: Option<Reach> = Some(Place);
const D: Option<Reach> = Some(Division);
const S: Option<Reach> = Some(Site);
const E: Option<Reach> = Some(Establishment);
const T: Option<Reach> = Some(Territory);
const P: Option<Reach> = Some(OwnPatients);
const O: Option<Reach> = Some(Reach::Oriented);

/// One row of letters for each action, one letter for each role.
///
/// `N` nowhere, `W` its own place, `D` division, `S` site, `E` establishment, `T` territory, `P` own patients,
/// `O` patients oriented to it.
#[rustfmt::skip]
const fn row(action: Action) -> [Option<Reach>; 16] {
    match action {
        //                       post team head cell emer clea port secr doct divh dire amba infe it   audi part
        Action::SeeMap          => [E, T,   T,   T,   T,   S,   E,   T,   T,   T,   T,   T,   T,   T,   N,   N],
        Action::SeeBoard        => [E, E,   E,   T,   E,   S,   E,   E,   E,   E,   E,   T,   E,   T,   N,   N],
        Action::SeeIdentity     => [W, D,   D,   T,   S,   N,   E,   E,   E,   W,   N,   N,   E,   N,   N,   O],
        Action::SeeStay         => [W, D,   D,   T,   S,   W,   E,   E,   E,   W,   N,   W,   E,   N,   N,   O],
        Action::Search          => [W, D,   D,   T,   S,   N,   E,   E,   E,   W,   N,   N,   E,   N,   N,   O],
        Action::SeePast         => [W, D,   D,   T,   W,   N,   N,   E,   E,   W,   N,   N,   E,   N,   N,   N],
        Action::SeeTrust        => [N, W,   D,   T,   W,   N,   N,   E,   E,   W,   W,   T,   E,   T,   N,   N],
        Action::PrintSheet      => [W, W,   D,   T,   W,   N,   N,   W,   W,   W,   N,   N,   N,   N,   N,   N],
        Action::Witness         => [N, W,   D,   T,   W,   N,   W,   W,   W,   N,   N,   N,   N,   N,   N,   N],
        Action::Care            => [N, W,   D,   T,   W,   N,   N,   W,   P,   N,   N,   N,   E,   N,   N,   N],
        Action::Move            => [N, W,   D,   T,   W,   N,   N,   N,   W,   N,   N,   N,   N,   N,   N,   N],
        Action::Clean           => [N, W,   D,   T,   W,   W,   N,   N,   N,   N,   N,   N,   E,   N,   N,   N],
        Action::CloseBed        => [N, N,   D,   T,   W,   N,   N,   N,   N,   W,   N,   N,   E,   N,   N,   N],
        Action::Settle          => [N, W,   D,   T,   W,   N,   N,   W,   W,   N,   N,   N,   N,   N,   N,   N],
        Action::SeeQueue        => [W, W,   D,   T,   S,   N,   E,   E,   E,   W,   T,   N,   E,   N,   N,   N],
        Action::AskBed          => [N, W,   D,   T,   W,   N,   N,   W,   E,   N,   N,   N,   N,   N,   N,   N],
        Action::PromiseBed      => [N, N,   W,   T,   N,   N,   N,   N,   N,   N,   N,   N,   N,   N,   N,   N],
        Action::AnswerAsked     => [N, W,   D,   T,   W,   N,   N,   N,   W,   N,   N,   N,   N,   N,   N,   N],
        Action::ForceBed        => [N, N,   N,   T,   N,   N,   N,   N,   N,   N,   T,   N,   N,   N,   N,   N],
        Action::SetFlow         => [N, N,   N,   T,   N,   N,   N,   N,   N,   N,   N,   T,   N,   N,   N,   N],
        Action::SetBoard        => [N, N,   W,   N,   N,   N,   N,   N,   N,   W,   N,   W,   N,   N,   N,   N],
        Action::SetCommon       => [N, N,   N,   N,   N,   N,   N,   N,   N,   N,   N,   T,   T,   N,   N,   N],
        Action::SetWalls        => [N, N,   W,   N,   N,   N,   N,   N,   N,   N,   N,   W,   N,   T,   N,   N],
        Action::SeeStructure    => [N, N,   E,   T,   N,   N,   N,   N,   N,   E,   E,   T,   N,   T,   N,   N],
        Action::SetStructure    => [N, N,   N,   N,   N,   N,   N,   N,   N,   N,   N,   T,   N,   T,   N,   N],
        Action::SeeMessages     => [N, N,   N,   T,   N,   N,   N,   N,   N,   N,   N,   N,   N,   T,   N,   N],
        Action::SettleMessages  => [N, N,   N,   T,   N,   N,   N,   N,   N,   N,   N,   N,   N,   T,   N,   N],
        Action::EnrolPosts      => [N, N,   W,   N,   N,   N,   N,   N,   N,   N,   N,   W,   N,   T,   N,   N],
        Action::ManagePeople    => [N, N,   W,   N,   N,   N,   N,   N,   N,   W,   N,   N,   N,   W,   N,   N],
        Action::ManageProviders => [N, N,   N,   N,   N,   N,   N,   N,   N,   N,   N,   N,   N,   T,   N,   N],
        Action::Delegate        => [N, N,   W,   W,   N,   N,   N,   N,   W,   W,   W,   N,   N,   N,   N,   N],
        Action::BreakGlass      => [N, E,   E,   N,   E,   N,   N,   N,   T,   E,   N,   N,   T,   N,   N,   N],
        Action::ReviewBreaks    => [N, N,   W,   N,   N,   N,   N,   N,   N,   W,   E,   N,   N,   N,   T,   N],
        Action::ReadTrace       => [N, N,   N,   N,   N,   N,   N,   N,   N,   N,   N,   N,   N,   N,   T,   N],
    }
}

/// How far somebody of that role may do that; none when not at all.
#[must_use]
pub fn reach(role: Role, action: Action) -> Option<Reach> {
    let column = Role::ALL.iter().position(|it| *it == role)?;
    row(action).get(column).copied().flatten()
}

/// The table as a page for people who decide and do not read code.
#[must_use]
pub fn written() -> String {
    let mut page = String::from("action");
    for role in Role::ALL {
        page.push_str(&format!("\t{}", role.code()));
    }
    page.push('\n');
    for action in Action::ALL {
        page.push_str(action.code());
        for role in Role::ALL {
            page.push('\t');
            page.push_str(reach(role, action).map_or("-", Reach::code));
        }
        page.push('\n');
    }
    page
}

impl Reach {
    /// One word for the page of rights.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Place => "own place",
            Self::Division => "division",
            Self::Site => "site",
            Self::Establishment => "establishment",
            Self::Territory => "territory",
            Self::OwnPatients => "own patients",
            Self::Oriented => "oriented to me",
        }
    }
}
