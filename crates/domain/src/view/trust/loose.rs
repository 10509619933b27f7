//! What nobody confirmed for long: beds to look at, stays that look forgotten.

use base::Moment;
use base::id::{BedId, StayId};
use base::time::DAY;

use super::super::board::{Face, ShownName, StayView, WardBoard, identity_of, shown_name};
use super::heard::{Heard, last_word};
use crate::state::State;
use crate::vault::Vault;

/// From when on a patient without any word is taken to be forgotten, in milliseconds.
const SILENT: i64 = 3 * DAY;

/// How long after its time something foreseen is taken to be forgotten, in milliseconds.
const OVERDUE: i64 = DAY;

/// A bed whose state nobody confirmed for long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unconfirmed {
    /// Which.
    pub bed: BedId,
    /// Its name.
    pub name: String,
    /// The last word about it.
    pub since: Moment,
}

/// A stay that looks forgotten.
#[derive(Clone, Debug, PartialEq)]
pub struct LooseEnd {
    /// Which.
    pub stay: StayId,
    /// The name to show.
    pub name: ShownName,
    /// Why.
    pub why: Why,
    /// Since when.
    pub since: Moment,
}

/// Why a stay looks forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Present, and nobody said anything for three days.
    Silent,
    /// Still there a day after the expected discharge.
    Overstayed,
    /// Expected more than a day ago, and never came.
    NeverCame,
    /// Seen leaving more than a day ago; the administration has not said so.
    ExitNotStated,
    /// Seen arriving more than a day ago; the administration has not admitted the patient.
    NotAdmitted,
}

/// The beds of which nothing was said for that long: of the patient in it, or of its cleanliness while it is not clean.
/// A bed that is free or closed is as it was left.
pub(super) fn to_check(state: &State, board: &WardBoard, silence: i64, now: Moment) -> Vec<Unconfirmed> {
    let word = |stay: &StayView| state.stay(stay.stay).and_then(|it| last_word(state, it, now));
    let mut found: Vec<Unconfirmed> = board
        .tiles()
        .filter_map(|tile| {
            let since = match &tile.face {
                Face::Occupied(stay) | Face::OnLeave { stay, .. } => word(stay)?,
                Face::ToClean { since, .. } | Face::Cleaning { since } => *since,
                Face::Disputed(_)
                | Face::Reserved(_)
                | Face::Promised
                | Face::Free { .. }
                | Face::Closed { .. } => {
                    return None;
                }
            };
            (now.since(since) >= silence).then(|| Unconfirmed {
                bed: tile.bed,
                name: tile.name.clone(),
                since,
            })
        })
        .collect();
    found.sort_by_key(|it| (it.since, it.bed));
    found
}

/// Stays that look forgotten, by reason, the longest first.
pub(super) fn loose_ends(
    state: &State,
    vault: &Vault,
    board: &WardBoard,
    heard: &Heard,
    now: Moment,
) -> Vec<LooseEnd> {
    let mut found = present(state, board, now);
    let of = |stay: StayId, why, since| {
        let known = state.stay(stay)?;
        let identity = identity_of(vault, state.patient_of(known.patient), known);
        Some(LooseEnd {
            stay,
            name: shown_name(identity),
            why,
            since,
        })
    };
    let long = |at: Moment| now.since(at) > OVERDUE;
    let unstated = heard.unstated.iter().filter(|(_, at)| long(*at));
    found.extend(unstated.filter_map(|(stay, at)| of(*stay, Why::ExitNotStated, *at)));
    let around = state
        .index
        .stays_of_ward(board.ward)
        .filter_map(|id| state.stay(id));
    let awaited = around
        .filter(|stay| !state.is_present(stay, now))
        .filter_map(|stay| {
            let soonest = state
                .expectations(stay, now)
                .filter(|it| state.ward_of(it.spot, it.lodging) == Some(board.ward))
                .map(|it| it.at)
                .min()?;
            of(stay.id, Why::NeverCame, soonest).filter(|_| long(soonest))
        });
    found.extend(awaited);
    found.sort_by_key(|it| (it.why, it.since, it.stay));
    found
}

/// Of those present, the ones that look forgotten.
fn present(state: &State, board: &WardBoard, now: Moment) -> Vec<LooseEnd> {
    let in_beds = board
        .tiles()
        .filter(|tile| !matches!(tile.face, Face::Reserved(_)))
        .flat_map(|tile| tile.face.stays());
    let mut found = Vec::new();
    for stay in in_beds.chain(&board.unplaced) {
        let mut end = |why, since| {
            found.push(LooseEnd {
                stay: stay.stay,
                name: stay.name.clone(),
                why,
                since,
            });
        };
        let word = state.stay(stay.stay).and_then(|it| last_word(state, it, now));
        if let Some(since) = word.filter(|it| now.since(*it) >= SILENT) {
            end(Why::Silent, since);
        }
        if let Some(leaving) = stay.leaving.filter(|it| now.since(it.at) > OVERDUE)
            && stay.seen_leaving.is_none()
        {
            end(Why::Overstayed, leaving.at);
        }
        if let Some(seen) = stay.seen_arriving.filter(|it| now.since(*it) > OVERDUE) {
            end(Why::NotAdmitted, seen);
        }
    }
    found
}
