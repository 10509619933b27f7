//! Who has a place already is not moved between 21:00 and 07:00. Who waits for a first bed is.

use base::Moment;

use super::super::case::BedCase;
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    let comes = case.comes();
    if !case.ask.moving || !case.ask.is_night(comes) {
        return Finding::Silent;
    }
    let at = Moment::from_millis(comes);
    Finding::Against(1, Reason::ByNight { at })
}
