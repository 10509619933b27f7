//! A single room when care needs one.

use super::super::case::BedCase;
use super::super::reason::{Finding, Reason};
use crate::flow::SingleRoom;

#[inline]
pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    match (case.ask.single, case.room.single) {
        (SingleRoom::Required, true) => Finding::Met(Reason::Single),
        (SingleRoom::Required, false) => Finding::Against(1, Reason::Shared),
        (SingleRoom::Indifferent | SingleRoom::Wished, _) => Finding::Silent,
    }
}
