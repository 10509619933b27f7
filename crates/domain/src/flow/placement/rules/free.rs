//! Nobody lies in the bed, or it will be free and clean in time: the hour is told.
//!
//! A departure counts once it is announced (the ward confirmed it, the feed says so, a transfer is prepared); an
//! estimate does not, however likely.

use base::Moment;

use super::super::beds::Gate;
use super::super::case::BedCase;
use super::super::reason::{Finding, Reason, Until};

#[inline]
pub(in crate::flow::placement) fn judge(case: &BedCase<'_>) -> Finding {
    // The common case first: a territory has ten taken beds for each free one, and all but their bits stays unread.
    if case.gate.has(Gate::TAKEN) && !case.gate.has(Gate::LEAVING) {
        return Finding::Against(1, taken(case));
    }
    if case.gate.has(Gate::LEAVING) && case.ask.is_them(case.lies().stay) {
        return Finding::Against(1, Reason::Here);
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

/// Whose the bed is.
#[inline]
fn taken(case: &BedCase<'_>) -> Reason {
    let lies = case.lies();
    match lies.stay {
        _ if case.gate.has(Gate::DISPUTED) => Reason::Disputed,
        stay if case.ask.is_them(stay) => Reason::Here,
        Some(of) if case.gate.has(Gate::ON_LEAVE) => Reason::OnLeave { of },
        Some(by) => Reason::Taken { by },
        None => Reason::Disputed,
    }
}
