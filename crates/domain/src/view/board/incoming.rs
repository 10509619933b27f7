//! Who comes into a ward, and whether a bed waits for them.

use base::id::BedId;
use base::{Moment, Zone};

use super::{Face, StayView, TileView, WardBoard};

/// The bed of somebody expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PlannedBed<'a> {
    /// None is planned.
    None,
    /// It is kept and ready.
    Ready(&'a TileView),
    /// It is empty and to be made ready.
    BeingMade(&'a TileView),
    /// Somebody lies there, who should leave in time.
    Leaving(&'a TileView, Moment),
    /// It will not do: somebody stays in it, it is closed, or it is promised to somebody who comes before.
    Conflict(&'a TileView),
}

/// Somebody expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrival<'a> {
    /// Who.
    pub stay: &'a StayView,
    /// Where to.
    pub bed: PlannedBed<'a>,
}

/// Who comes, by day.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Incoming<'a> {
    /// Expected by now and not there yet.
    pub late: Vec<Arrival<'a>>,
    /// For today.
    pub today: Vec<Arrival<'a>>,
    /// For tomorrow.
    pub tomorrow: Vec<Arrival<'a>>,
}

impl Incoming<'_> {
    /// How many in all.
    #[must_use]
    pub fn count(&self) -> usize {
        self.late.len() + self.today.len() + self.tomorrow.len()
    }
}

/// Who comes into that ward until the end of tomorrow, soonest first.
#[must_use]
pub fn incoming<'a>(board: &'a WardBoard, zone: &Zone) -> Incoming<'a> {
    let promised = board.tiles().filter_map(|tile| {
        Some(Arrival {
            stay: tile.face.promised()?,
            bed: PlannedBed::Ready(tile),
        })
    });
    let others = board.expected.iter().map(|stay| Arrival {
        stay,
        bed: bed_of(board, stay),
    });
    let mut all: Vec<Arrival<'a>> = promised.chain(others).collect();
    all.sort_by_key(|it| (it.stay.since, it.stay.stay));
    let mut incoming = Incoming::default();
    for arrival in all {
        if arrival.stay.since <= board.now {
            incoming.late.push(arrival);
        } else if zone.days_between(board.now, arrival.stay.since) == 0 {
            incoming.today.push(arrival);
        } else {
            incoming.tomorrow.push(arrival);
        }
    }
    incoming
}

fn bed_of<'a>(board: &'a WardBoard, stay: &StayView) -> PlannedBed<'a> {
    let planned = board
        .planned_beds
        .binary_search_by_key(&stay.stay, |(of, _)| *of)
        .ok()
        .and_then(|place| board.planned_beds.get(place));
    let Some(tile) = planned.and_then(|(_, bed)| board.tiles().find(|tile| tile.bed == *bed)) else {
        return PlannedBed::None;
    };
    if promised_before(board, tile.bed, stay) {
        return PlannedBed::Conflict(tile);
    }
    match &tile.face {
        Face::Free { .. } => PlannedBed::Ready(tile),
        Face::ToClean { .. } | Face::Cleaning { .. } => PlannedBed::BeingMade(tile),
        Face::Occupied(lying) | Face::OnLeave { stay: lying, .. } => {
            match (lying.seen_leaving, lying.leaving) {
                (Some(at), _) => PlannedBed::Leaving(tile, at),
                // A late departure is still counted on: the board cries for it elsewhere.
                (None, Some(leaving)) if leaving.at <= stay.since => PlannedBed::Leaving(tile, leaving.at),
                _ => PlannedBed::Conflict(tile),
            }
        }
        // The promise of a reserved bed is another one's.
        Face::Reserved(_) | Face::Promised | Face::Disputed(_) | Face::Closed { .. } => {
            PlannedBed::Conflict(tile)
        }
    }
}

/// Whether the bed is promised to somebody else who comes first.
fn promised_before(board: &WardBoard, bed: BedId, stay: &StayView) -> bool {
    let rivals = board
        .planned_beds
        .iter()
        .filter(|(of, it)| *it == bed && *of != stay.stay);
    rivals
        .filter_map(|(of, _)| board.expected.iter().find(|it| it.stay == *of))
        .any(|other| (other.since, other.stay) < (stay.since, stay.stay))
}
