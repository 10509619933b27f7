//! The bed is open and staffed.
//!
//! A closure that ends in time is a matter of waiting, not a refusal.

use base::Moment;

use super::super::beds::Gate;
use super::super::case::BedCase;
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    if case.gate.has(Gate::UNSTAFFED) {
        return Finding::Against(1, Reason::Unstaffed);
    }
    let columns = &case.beds.columns;
    let closed = columns.closed_until.get(case.row).copied().unwrap_or(0);
    if closed <= case.ask.by {
        return Finding::Met(Reason::Open);
    }
    let until = Moment::from_millis(closed);
    let rarity = columns.bed.get(case.row).and_then(|it| columns.rarities.get(it));
    let reason = Reason::Closed {
        why: rarity.and_then(|it| it.closure),
        until: (until < Moment::NEVER).then_some(until),
    };
    Finding::Against(1, reason)
}
