//! Equipment that few beds of the ward have is left to who needs it.

use super::super::case::BedCase;
use super::super::reason::{Finding, Reason};
use super::super::settings::RoomNeed;
use crate::bed::{Attribute, Attributes};

#[inline]
pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    let used = match case.ask.asks.room {
        RoomNeed::Negative => Attributes::NONE.with(Attribute::NegativePressure),
        RoomNeed::Positive => Attributes::NONE.with(Attribute::PositivePressure),
        RoomNeed::Shared | RoomNeed::Cohort | RoomNeed::Single => Attributes::NONE,
    };
    let needed = case.ask.equipment.union(used);
    let what = case.ward.rare.both(case.offers()).without(needed);
    if what.is_empty() {
        return Finding::Silent;
    }
    Finding::Against(what.len(), Reason::RareUnneeded { what })
}
