//! The order of the preferred wards of the thesaurus entry.

use super::super::case::WardCase;
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &WardCase<'_>) -> Finding {
    let preferred = &case.ask.question.preferred;
    match preferred.iter().position(|it| *it == case.ward.id) {
        None => Finding::Silent,
        Some(0) => Finding::Met(Reason::FirstChoice),
        Some(down) => {
            let down = u16::try_from(down).unwrap_or(u16::MAX);
            let place = down.saturating_add(1);
            Finding::Against(u32::from(down), Reason::LaterChoice { place })
        }
    }
}
