//! A single room for who wished for one (*chambre particulière*): comfort, after whoever needs it for care.

use super::super::case::BedCase;
use super::super::reason::{Finding, Reason};
use crate::flow::SingleRoom;

#[inline]
pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    match (case.ask.single, case.room.single) {
        (SingleRoom::Wished, true) => Finding::Met(Reason::Single),
        (SingleRoom::Wished, false) => Finding::Against(1, Reason::Shared),
        (SingleRoom::Indifferent | SingleRoom::Required, _) => Finding::Silent,
    }
}
