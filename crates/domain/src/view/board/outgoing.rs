//! Who leaves a ward, by day, and what still holds them up.

use base::Zone;

use super::{StayView, TileView, WardBoard};
use crate::care::Progress;

/// When somebody is due to leave, as a huddle goes through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// The hour or day has passed.
    Late,
    /// Could leave, and waits for something.
    Waiting,
    /// Today.
    Today,
    /// Tomorrow.
    Tomorrow,
    /// Later.
    Later,
    /// No date yet.
    Undated,
}

impl Due {
    /// Every one, in the order of the view.
    pub const ALL: [Self; 6] = [
        Self::Late,
        Self::Waiting,
        Self::Today,
        Self::Tomorrow,
        Self::Later,
        Self::Undated,
    ];
}

/// Somebody who will leave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Departure<'a> {
    /// Their bed; none for who has no bed.
    pub tile: Option<&'a TileView>,
    /// Who.
    pub stay: &'a StayView,
}

impl Departure<'_> {
    /// Steps done, and steps there are.
    #[must_use]
    pub fn steps_done(&self) -> (usize, usize) {
        let steps = &self.stay.care.steps;
        let done = steps.iter().filter(|(_, progress)| *progress == Progress::Done);
        (done.count(), steps.len())
    }
}

/// Who leaves when: the groups in order, without the empty ones.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Outgoing<'a> {
    /// Each group, soonest first; those of whom only the day is known come last in theirs.
    pub groups: Vec<(Due, Vec<Departure<'a>>)>,
}

/// Who leaves that ward when.
///
/// Whoever was seen leaving is not there any more, and is not repeated: the board asks to confirm it.
#[must_use]
pub fn outgoing<'a>(board: &'a WardBoard, zone: &Zone) -> Outgoing<'a> {
    let lying = board.tiles().filter_map(|tile| {
        Some(Departure {
            tile: Some(tile),
            stay: tile.face.lying()?,
        })
    });
    let around = board.unplaced.iter().map(|stay| Departure { tile: None, stay });
    let mut all: Vec<(Due, Departure<'a>)> = lying
        .chain(around)
        .filter(|it| it.stay.seen_leaving.is_none())
        .map(|it| (due(it.stay, board, zone), it))
        .collect();
    all.sort_by_key(|(due, it)| {
        (
            *due,
            it.stay.leaving.map(|leaving| (leaving.day_only, leaving.at)),
        )
    });
    let groups = Due::ALL
        .into_iter()
        .map(|due| {
            let of_due = all.iter().filter(|(it, _)| *it == due);
            (due, of_due.map(|(_, it)| *it).collect::<Vec<_>>())
        })
        .filter(|(_, people)| !people.is_empty())
        .collect();
    Outgoing { groups }
}

fn due(stay: &StayView, board: &WardBoard, zone: &Zone) -> Due {
    if stay.care.waiting.is_some() {
        return Due::Waiting;
    }
    match stay.leaving {
        None => Due::Undated,
        Some(leaving) if leaving.late => Due::Late,
        Some(leaving) if leaving.today => Due::Today,
        Some(leaving) if zone.days_between(board.now, leaving.at) == 1 => Due::Tomorrow,
        Some(_) => Due::Later,
    }
}
