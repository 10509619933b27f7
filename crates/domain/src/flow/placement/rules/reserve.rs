//! Beds that a ward keeps for emergencies stay free for them (*besoin journalier minimal en lits*, circulaire
//! DGOS/R2/2019/235).

use super::super::case::WardCase;
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &WardCase<'_>) -> Finding {
    let question = case.ask.question;
    if question.unscheduled {
        return Finding::Silent;
    }
    let kept = question
        .kept
        .iter()
        .find(|it| it.ward == case.ward.id)
        .map_or(0, |it| it.beds);
    let free = case.tally.free();
    if kept == 0 || free > u32::from(kept) {
        return Finding::Silent;
    }
    let free = u16::try_from(free).unwrap_or(u16::MAX);
    Finding::Against(1, Reason::LastBeds { free, kept })
}
