//! What a team counts on for the day: who has left, who is still to come, what will be free tonight.

use base::id::BedId;

use super::super::day::Day;
use super::{DayFigures, Evening, Face, StayView, TileView};
use crate::bed::Attribute;
use crate::movement::Class;
use crate::state::State;

/// The hour at which the beds of the night are counted.
const EVENING: i8 = 20;

/// The figures of the day of a ward, from what its board shows.
pub(super) fn figures_of<'a>(
    state: &State,
    day: &Day,
    tiles: impl Iterator<Item = &'a TileView> + Clone,
    unplaced: &[StayView],
    expected: &[StayView],
) -> DayFigures {
    let worn = tiles
        .clone()
        .flat_map(|tile| tile.face.stays())
        .chain(unplaced)
        .filter(|stay| stay.care.telemetry.is_some());
    let reserved = tiles.clone().filter_map(|tile| tile.face.promised());
    let urgent = reserved
        .chain(expected)
        .filter(|stay| stay.since < day.end_of_today && stay.class == Some(Class::Emergency));
    DayFigures {
        left_today: left_today(state, tiles.clone().map(|tile| tile.bed), day),
        urgent_arrivals: number(urgent.count()),
        telemetry_worn: number(worn.count()),
        telemetry_places: number(
            tiles
                .clone()
                .filter(|tile| tile.attributes.has(Attribute::Telemetry))
                .count(),
        ),
        evening: evening(day, tiles, expected),
    }
}

/// Who left one of those beds today and is not in the hospital any more.
///
/// Only beds that were left today are looked into: the past of all the others is long, and says nothing of today.
fn left_today(state: &State, beds: impl Iterator<Item = BedId>, day: &Day) -> u32 {
    let mut left = 0;
    for bed in beds {
        let vacated = state.index.vacated(bed);
        if vacated.is_none_or(|at| at < day.start_of_today) {
            continue;
        }
        let gone = state
            .index
            .history_of_bed(bed)
            .into_iter()
            .filter_map(|id| state.stay(id))
            .filter(|stay| {
                let Some(position) = stay.timeline.segments.len().checked_sub(1) else {
                    return false;
                };
                let end = state.end_of(stay, position);
                let was_here = stay.timeline.segments[position].spot == crate::movement::Spot::Bed(bed);
                was_here && end >= day.start_of_today && end <= day.now
            });
        left += number(gone.count());
    }
    left
}

/// The beds that should be free at the next 20:00, when all goes as planned: those free or being made ready, and those
/// of who should have left by then, less one for each arrival by then that has no bed kept ready.
///
/// A bed that is promised is nobody else's tonight, whoever lies in it now, and who is awaited in one takes no other.
/// A bed that closes under who leaves it is not counted. A departure of which only the day is known is counted with that day. Nobody knows how long a late patient stays:
/// they are counted as leaving.
fn evening<'a>(day: &Day, tiles: impl Iterator<Item = &'a TileView>, expected: &[StayView]) -> Evening {
    let at = day.next(EVENING);
    let mut free = 0_i32;
    let mut awaited = Vec::new();
    for tile in tiles {
        if let Some(hold) = &tile.hold {
            awaited.extend(hold.stay);
            continue;
        }
        free += match &tile.face {
            Face::Free { .. } | Face::ToClean { .. } | Face::Cleaning { .. } => 1,
            Face::Occupied(stay) | Face::OnLeave { stay, .. } => {
                let leaves = stay
                    .leaving
                    .is_some_and(|leaving| leaving.late || leaving.at < at);
                let stays_open = tile
                    .closed_after
                    .is_none_or(|it| it.until.is_some_and(|until| until <= at));
                i32::from(stays_open && (leaves || stay.seen_leaving.is_some()))
            }
            Face::Reserved(_) | Face::Promised | Face::Disputed(_) | Face::Closed { .. } => 0,
        };
    }
    let arrivals = expected
        .iter()
        .filter(|it| it.since <= at && !awaited.contains(&it.stay));
    let arrivals = arrivals.count();
    Evening {
        at,
        free: free - i32::try_from(arrivals).unwrap_or(i32::MAX),
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
