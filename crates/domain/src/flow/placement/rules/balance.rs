//! Wards are filled evenly: from 80 % on, the fuller one costs more.

use super::super::case::WardCase;
use super::super::reason::{Finding, Reason};

/// Below that many taken beds in a hundred, one ward is as good as another.
const CROWDED: u32 = 80;

#[inline]
pub(in crate::flow::placement) fn judge(case: &WardCase<'_>) -> Finding {
    let tally = case.tally;
    if tally.open == 0 {
        return Finding::Silent;
    }
    let taken = (tally.taken + tally.promised + 1).min(tally.open);
    let percent = taken * 100 / tally.open;
    if percent <= CROWDED {
        return Finding::Silent;
    }
    let told = u16::try_from(percent).unwrap_or(100);
    let over = (percent - CROWDED) * 100 / (100 - CROWDED);
    Finding::Against(over, Reason::Crowded { percent: told })
}
