//! Room for the companion who stays: a single room.

use super::super::case::BedCase;
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    match (case.ask.question.needs.companion, case.room.single) {
        (false, _) => Finding::Silent,
        (true, true) => Finding::Met(Reason::Single),
        (true, false) => Finding::Against(1, Reason::Shared),
    }
}
