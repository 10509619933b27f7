//! A ward that agreed to the specialty, or that the thesaurus calls acceptable: it will do, and costs once.

use super::super::case::{Fit, WardCase};
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &WardCase<'_>) -> Finding {
    match case.fit {
        Fit::Agreed => Finding::Against(1, Reason::AgreedWard),
        Fit::Own | Fit::Outlier | Fit::Unknown => Finding::Silent,
    }
}
