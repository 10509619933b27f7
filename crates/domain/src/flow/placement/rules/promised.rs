//! The bed is promised to nobody else: neither by the flow cell nor by the feed (pre-admission, prepared transfer).
//!
//! What the feed plans for after the patient is expected to have left stands in nobody's way. A promise of the cell
//! does, whenever it begins: a bed has one at a time.

use base::Moment;

use super::super::beds::Gate;
use super::super::case::BedCase;
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    if !case.gate.has(Gate::RARITY) {
        return Finding::Silent;
    }
    let columns = &case.beds.columns;
    let Some(bed) = columns.bed.get(case.row) else {
        return Finding::Silent;
    };
    if case.ask.question.promised == Some(*bed) {
        return Finding::Met(Reason::PromisedToThem);
    }
    let promised = columns.rarities.get(bed).map_or(&[][..], |it| &it.promised);
    if let Some(other) = promised.iter().find(|it| case.ask.is_refused_by(it)) {
        let reason = Reason::Promised {
            to: other.who.stay,
            from: Moment::from_millis(other.from),
        };
        return Finding::Against(1, reason);
    }
    if promised.iter().any(|it| case.ask.is_them(it.who.stay)) {
        return Finding::Met(Reason::PromisedToThem);
    }
    Finding::Silent
}
