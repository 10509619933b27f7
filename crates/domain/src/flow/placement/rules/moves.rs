//! Who was moved often already is not put where they will have to be moved again.
//!
//! A bed in a ward of another specialty is rarely the last one of a stay; each move so far counts against it.

use super::super::case::{Fit, WardCase};
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &WardCase<'_>) -> Finding {
    let moves = case.ask.question.moves;
    if moves == 0 || case.fit != Fit::Outlier {
        return Finding::Silent;
    }
    Finding::Against(u32::from(moves), Reason::MovedAgain { moves })
}
