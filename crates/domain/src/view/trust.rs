//! How far a ward's board can be trusted: how fresh it is, how the two clocks differ, what nobody confirmed.
//!
//! Figures are of a ward, never of a person. Each has one exact definition, written at its field and printed on the page;
//! everything is computed from the state in memory.

mod fresh;
mod gaps;
mod heard;
mod loose;

use base::id::{BedId, StayId, WardId};
use base::time::{DAY, HOUR};
use base::{Label, Moment};

use super::board::{ShownName, ward_board};
use super::day::Day;
use crate::state::State;
use crate::stay::Doubt;
use crate::structure::Standing;
use crate::vault::Vault;

pub use fresh::{Freshness, Silence, Usual};
pub use gaps::{Figures, Spread};
pub use loose::{LooseEnd, Unconfirmed, Why};

use heard::Heard;
pub(super) use heard::last_word;

/// Over how long comings and goings are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Period {
    /// The last 24 hours.
    Day,
    /// The last 7 times 24 hours.
    #[default]
    Week,
    /// The last 28 times 24 hours.
    Month,
}

impl Period {
    /// Every period, in the order of a choice.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// How long it is, in milliseconds.
    #[must_use]
    pub const fn length(self) -> i64 {
        match self {
            Self::Day => DAY,
            Self::Week => 7 * DAY,
            Self::Month => 28 * DAY,
        }
    }
}

/// What is asked of a ward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Over how long comings and goings are counted.
    pub period: Period,
    /// After how many hours without a word a bed is to be looked at.
    pub hours: u32,
}

impl Asked {
    /// The hours that may be asked for.
    pub const HOURS: [u32; 4] = [12, 24, 48, 72];

    /// That choice, in milliseconds.
    const fn silence(self) -> i64 {
        self.hours as i64 * HOUR
    }
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            period: Period::default(),
            hours: 24,
        }
    }
}

/// How far the board of a ward can be trusted.
#[derive(Clone, Debug, PartialEq)]
pub struct WardTrust {
    /// The ward.
    pub ward: WardId,
    /// Its name.
    pub name: Label,
    /// Its site, else its establishment.
    pub site: Label,
    /// What was asked.
    pub asked: Asked,
    /// How fresh the board is.
    pub freshness: Freshness,
    /// Comings into the ward, by both clocks.
    pub arrivals: Figures,
    /// Goings out of the ward, by both clocks.
    pub exits: Figures,
    /// Occupied and dirty beds of which nobody said anything for that long, longest first.
    pub to_check: Vec<Unconfirmed>,
    /// Stays that look forgotten.
    pub loose: Vec<LooseEnd>,
    /// Beds in which several patients are claimed.
    pub disputes: Vec<(BedId, String)>,
    /// Stays that do not add up.
    pub doubts: Vec<Doubtful>,
}

/// A stay that does not add up.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubtful {
    /// Which.
    pub stay: StayId,
    /// The name to show.
    pub name: ShownName,
    /// What does not add up.
    pub doubts: Vec<Doubt>,
}

/// How far the board of that ward can be trusted; none for a ward that is unknown or was merged into another one.
#[must_use]
pub fn ward_trust(
    state: &State,
    vault: &Vault,
    ward: WardId,
    asked: Asked,
    now: Moment,
) -> Option<WardTrust> {
    let heard = heard::of_wards(state, Some(ward), asked.period, now);
    of_ward(state, vault, ward, heard.get(&ward), asked, now)
}

/// The same of every ward that boards show, in the order of their numbers: a table is no ranking.
#[must_use]
pub fn territory_trust(state: &State, vault: &Vault, asked: Asked, now: Moment) -> Vec<WardTrust> {
    let heard = heard::of_wards(state, None, asked.period, now);
    state
        .wards
        .iter()
        .filter(|ward| ward.merged_into.is_none() && ward.standing != Standing::Ignored)
        .filter_map(|ward| of_ward(state, vault, ward.id, heard.get(&ward.id), asked, now))
        .collect()
}

fn of_ward(
    state: &State,
    vault: &Vault,
    ward: WardId,
    heard: Option<&Heard>,
    asked: Asked,
    now: Moment,
) -> Option<WardTrust> {
    let board = ward_board(state, vault, ward, now)?;
    let nothing = Heard::default();
    let heard = heard.unwrap_or(&nothing);
    let day = Day::of(state, now);
    let disputes = board
        .tiles()
        .filter(|tile| matches!(tile.face, super::board::Face::Disputed(_)))
        .map(|tile| (tile.bed, tile.name.clone()))
        .collect();
    let mut doubts: Vec<Doubtful> = board
        .stays()
        .filter(|stay| !stay.doubts.is_empty())
        .map(|stay| Doubtful {
            stay: stay.stay,
            name: stay.name.clone(),
            doubts: stay.doubts.clone(),
        })
        .collect();
    doubts.dedup_by_key(|it| it.stay);
    Some(WardTrust {
        ward,
        name: board.name.clone(),
        site: board.site.clone().unwrap_or_else(|| board.establishment.clone()),
        asked,
        freshness: fresh::freshness(heard, &day),
        arrivals: gaps::figures(heard, super::clocks::Way::Arrival),
        exits: gaps::figures(heard, super::clocks::Way::Exit),
        to_check: loose::to_check(state, &board, asked.silence(), now),
        loose: loose::loose_ends(state, vault, &board, heard, now),
        disputes,
        doubts,
    })
}
