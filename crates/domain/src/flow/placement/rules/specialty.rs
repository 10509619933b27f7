//! The ward takes that specialty at all: pairs that the hospital forbids.

use super::super::ask::Specialty;
use super::super::case::WardCase;
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &WardCase<'_>) -> Finding {
    match case.ask.specialty {
        Specialty::Of(set) if case.ward.refused & set != 0 => Finding::Against(1, Reason::SpecialtyRefused),
        Specialty::Of(_) | Specialty::Unknown => Finding::Silent,
    }
}
