//! The level of care is not above what is needed: such a bed is missing to somebody else.

use super::super::case::BedCase;
use super::super::reason::{Finding, Reason};
use super::level;

#[inline]
pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    let offered = level::offered(case);
    if offered > case.ask.level {
        return Finding::Against(1, Reason::LevelAbove { offered });
    }
    Finding::Silent
}
