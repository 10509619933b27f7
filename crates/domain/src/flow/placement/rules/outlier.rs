//! The ward is of the specialty, else each night in another one counts (*hébergement*).

use super::super::case::{Fit, WardCase};
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &WardCase<'_>) -> Finding {
    match case.fit {
        Fit::Own => Finding::Met(Reason::OwnWard),
        Fit::Outlier => {
            let nights = case.ask.nights;
            let told = u16::try_from(nights).unwrap_or(u16::MAX);
            Finding::Against(nights, Reason::OutlierWard { nights: told })
        }
        Fit::Agreed | Fit::Unknown => Finding::Silent,
    }
}
