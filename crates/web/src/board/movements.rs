//! What moves next on a board, put in order of time.

use base::{Moment, Zone};
use domain::view::board::{Face, StayView, WardBoard};

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Leaves the ward.
    Out,
    /// Comes into a bed kept for them.
    In,
    /// Comes back from leave.
    Back,
    /// Is transferred.
    Moved,
}

/// One expected movement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Movement<'a> {
    /// When.
    pub at: Moment,
    /// Only the day is known.
    pub day_only: bool,
    /// Which way.
    pub way: Way,
    /// Which bed.
    pub bed: &'a str,
    /// Who.
    pub stay: &'a StayView,
}

/// The movements expected today, soonest first; those of which only the day is known come last.
pub fn today<'a>(board: &'a WardBoard, zone: &Zone) -> Vec<Movement<'a>> {
    let is_today = |at: Moment| zone.days_between(board.now, at) == 0;
    let mut found = Vec::new();
    for tile in board.rooms.iter().flat_map(|room| &room.beds) {
        let bed = tile.name.as_str();
        match &tile.face {
            Face::Occupied(stay) => {
                if let Some(moving) = stay.moving.as_ref().filter(|it| is_today(it.at)) {
                    found.push(Movement {
                        at: moving.at,
                        day_only: false,
                        way: Way::Moved,
                        bed,
                        stay,
                    });
                }
                let leaving = stay
                    .leaving
                    .filter(|leaving| leaving.today && !leaving.late && stay.seen_leaving.is_none());
                if let Some(leaving) = leaving {
                    found.push(Movement {
                        at: leaving.at,
                        day_only: leaving.day_only,
                        way: Way::Out,
                        bed,
                        stay,
                    });
                }
            }
            // A bed that the cell promised stands among the promised arrivals.
            Face::Reserved(stay) if tile.hold.is_none() && is_today(stay.since) => {
                found.push(Movement {
                    at: stay.since,
                    day_only: false,
                    way: Way::In,
                    bed,
                    stay,
                });
            }
            Face::OnLeave {
                stay,
                back_at: Some(at),
            } if is_today(*at) => {
                found.push(Movement {
                    at: *at,
                    day_only: false,
                    way: Way::Back,
                    bed,
                    stay,
                });
            }
            Face::Reserved(_)
            | Face::Promised
            | Face::OnLeave { .. }
            | Face::Free { .. }
            | Face::Disputed(_)
            | Face::ToClean { .. }
            | Face::Cleaning { .. }
            | Face::Closed { .. } => {}
        }
    }
    found.sort_by_key(|movement| (movement.day_only, movement.at));
    found
}
