//! The level of care is not below what is needed. A day place is one wherever it stands.

use super::super::case::BedCase;
use super::super::reason::{Finding, Reason};
use crate::bed::Attribute;
use crate::flow::Level;

#[inline]
pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    let offered = offered(case);
    if offered < case.ask.level {
        return Finding::Against(1, Reason::LevelBelow { offered });
    }
    if offered > case.ask.level || offered == Level::default() {
        return Finding::Silent;
    }
    Finding::Met(Reason::LevelMatches { level: offered })
}

/// The level of care of a bed: that of its ward, unless it is a day place.
#[inline]
pub(super) fn offered(case: &BedCase<'_>) -> Level {
    if case.offers().has(Attribute::DayPlace) {
        Level::Day
    } else {
        case.ward.level
    }
}
