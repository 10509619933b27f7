//! What is needed at the bed is there. What no bed of the territory records is not missed in one: it is to be looked at.

use super::super::case::BedCase;
use super::super::reason::{Finding, Reason};

#[inline]
pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    let needed = case.ask.equipment;
    if needed.is_empty() {
        return Finding::Silent;
    }
    let records = case.beds.territory.records;
    let missing = needed.both(records).without(case.offers());
    if !missing.is_empty() {
        return Finding::Against(missing.len(), Reason::Lacks { what: missing });
    }
    let unrecorded = needed.without(records);
    if !unrecorded.is_empty() {
        return Finding::Unchecked(Reason::EquipmentNotRecorded { what: unrecorded });
    }
    Finding::Met(Reason::Equipped { with: needed })
}
