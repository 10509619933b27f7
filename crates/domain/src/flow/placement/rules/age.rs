//! The age is one the ward takes. An age that may be on either side of the bound is taken.

use super::super::case::WardCase;
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &WardCase<'_>) -> Finding {
    let ages = case.ward.ages;
    if ages.from.is_none() && ages.to.is_none() {
        return Finding::Silent;
    }
    let Some((youngest, oldest)) = case.ask.years else {
        return Finding::Unchecked(Reason::AgeUnknown { ages });
    };
    let too_young = ages.from.is_some_and(|from| oldest < u16::from(from));
    let too_old = ages.to.is_some_and(|to| youngest > u16::from(to));
    if too_young || too_old {
        return Finding::Against(1, Reason::AgeOutside { ages });
    }
    Finding::Met(Reason::AgeFits)
}
