//! Nobody lies in the bed, or it will be free and clean in time: the hour is told.
//!
//! A departure counts once it is announced (the ward confirmed it, the feed says so, a transfer is prepared); an
//! estimate does not, however likely.

use base::Moment;

use super::super::beds::Gate;
use super::super::case::BedCase;
use super::super::reason::{Finding, Reason, Until};

pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    // The common cases first: a territory has ten taken beds for each free one.
    if case.ready == i64::MAX || case.gate.has(Gate::TAKEN) {
        let lies = case.lies();
        if case.ask.is_them(lies.stay) {
            return Finding::Against(1, Reason::Here);
        }
        if case.gate.has(Gate::DISPUTED) {
            return Finding::Against(1, Reason::Disputed);
        }
        if let (Some(by), false) = (lies.stay, case.gate.has(Gate::LEAVING)) {
            let away = case.gate.has(Gate::ON_LEAVE);
            let reason = if away {
                Reason::OnLeave { of: by }
            } else {
                Reason::Taken { by }
            };
            return Finding::Against(1, reason);
        }
    }
    let (at, after) = (Moment::from_millis(case.ready), case.until());
    if case.ready > case.ask.by {
        // A closure is another rule's business.
        return match after {
            Until::Closure => Finding::Silent,
            _ => Finding::Against(1, Reason::TooLate { at, after }),
        };
    }
    if case.ready <= case.ask.now {
        return Finding::Met(Reason::Ready);
    }
    Finding::Met(Reason::ReadyAt { at, after })
}
