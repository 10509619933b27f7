//! Single rooms are kept for who needs one, in wards that have others.

use super::super::case::BedCase;
use super::super::reason::{Finding, Reason};
use super::super::settings::RoomNeed;
use crate::flow::SingleRoom;

#[inline]
pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    let ask = case.ask;
    let wants = ask.single != SingleRoom::Indifferent
        || ask.asks.room > RoomNeed::Shared
        || ask.question.needs.companion;
    if wants || !case.room.single || !case.ward.shares {
        return Finding::Silent;
    }
    Finding::Against(1, Reason::SingleUnneeded)
}
