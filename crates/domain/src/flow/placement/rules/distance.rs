//! Minutes of transport between the site where the patient is and the one of the bed.

use super::super::case::WardCase;
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &WardCase<'_>) -> Finding {
    let (Some(from), Some(to)) = (case.ask.site, case.ward.site) else {
        return Finding::Silent;
    };
    match case.beds.territory.minutes(from, to) {
        Some(0) => Finding::Met(Reason::SameSite),
        Some(minutes) => Finding::Against(u32::from(minutes), Reason::Away { minutes }),
        None => Finding::Unchecked(Reason::AwayUnknown),
    }
}
