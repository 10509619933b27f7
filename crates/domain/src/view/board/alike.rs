//! Who could be taken for whom, by the names that a board shows.

use base::id::StayId;
use base::text::{folded, initial};

use super::{ShownName, StayView, WardBoard};

/// Whether two people could be taken for one another: same surname, same first letter.
///
/// A given name that is not known could be any. Masked names are left out: nothing is shown that could be confused.
#[must_use]
pub fn may_be_taken_for(one: &ShownName, other: &ShownName) -> bool {
    let (
        ShownName::Full { family, given },
        ShownName::Full {
            family: their_family,
            given: their_given,
        },
    ) = (one, other)
    else {
        return false;
    };
    let (mine, theirs) = (initial(given), initial(their_given));
    folded(family) == folded(their_family) && (mine == theirs || mine.is_none() || theirs.is_none())
}

/// Everybody on the board who could be taken for that patient, in the order of the board, each patient once.
#[must_use]
pub fn homonyms_of(board: &WardBoard, stay: StayId) -> Vec<&StayView> {
    let Some(one) = board.stays().find(|it| it.stay == stay) else {
        return Vec::new();
    };
    let mut found: Vec<&StayView> = Vec::new();
    for other in board.stays() {
        let known = found.iter().any(|it| it.patient == other.patient);
        if !known && other.patient != one.patient && may_be_taken_for(&one.name, &other.name) {
            found.push(other);
        }
    }
    found
}
