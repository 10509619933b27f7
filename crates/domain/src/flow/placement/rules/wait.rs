//! Each hour until the bed is ready counts.

use base::Moment;
use base::time::MINUTE;

use super::super::case::BedCase;
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    let late = case.ready.saturating_sub(case.ask.at);
    if late <= 0 || case.ready == i64::MAX {
        return Finding::Silent;
    }
    let minutes = u32::try_from((late + MINUTE - 1) / MINUTE).unwrap_or(u32::MAX);
    let at = Moment::from_millis(case.ready);
    Finding::Against(
        minutes,
        Reason::ReadyAt {
            at,
            after: case.until(),
        },
    )
}
