//! A patient who must be alone in a shared room takes its other beds from everybody (*lit neutralisé*), each night.

use super::super::beds::Gate;
use super::super::case::RoomCase;
use super::super::reason::{Finding, Reason};
use super::super::settings::RoomNeed;

#[inline]
pub(in crate::flow::placement) fn judge(case: &RoomCase<'_>) -> Finding {
    if case.ask.asks.room == RoomNeed::Shared || case.room.single {
        return Finding::Silent;
    }
    // With others who have the same, the room is a cohort: nothing is lost.
    if !case.mates.is_empty() {
        return Finding::Silent;
    }
    let columns = &case.beds.columns;
    let usable = |row: &usize| {
        let closed = columns.closed_until.get(*row).is_some_and(|it| *it > case.ask.at);
        let unstaffed = columns.gate.get(*row).is_some_and(|it| it.has(Gate::UNSTAFFED));
        !closed && !unstaffed
    };
    let lost = case.siblings().filter(usable).count();
    let Ok(beds) = u16::try_from(lost) else {
        return Finding::Silent;
    };
    if beds == 0 {
        return Finding::Silent;
    }
    let nights = u16::try_from(case.ask.nights).unwrap_or(u16::MAX);
    let units = u32::from(beds).saturating_mul(case.ask.nights);
    Finding::Against(units, Reason::Neutralised { beds, nights })
}
