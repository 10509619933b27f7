//! A patient who is to come later than was promised: the bed is kept for the new hour, or given back at once.
//!
//! A hold that ended at its old hour would be lost on the very day on which the patient comes, and nobody would know
//! before. One that followed for weeks would keep the bed from everybody meanwhile: a bed has one promise at a time.

use base::Moment;
use base::time::MINUTE;

use super::super::draft::Draft;
use super::tell;
use super::tell_hold;
use crate::flow::placement::{Question, Reason, Shut, window};
use crate::flow::{By, Hold, HoldChange, HoldEnd, Outcome, Request, RequestChange, Stage};

/// The hour of a request moved to what `after` says: its promise, if it has one, follows.
pub(super) fn follow_hour(draft: &mut Draft<'_>, before: &Request, after: &Request, by: By) {
    let held = before.stage.hold().and_then(|it| draft.state.hold(it));
    let Some((held, wanted)) = held.filter(|it| it.lasts()).zip(after.wanted_at()) else {
        return;
    };
    let on_the_way = matches!(after.stage, Stage::Moving { .. });
    if before.wanted_at() == Some(wanted) || wanted <= held.from || on_the_way {
        return;
    }
    let later = wanted.since(held.from);
    if later <= longest(draft) && is_still_free(draft, held, after) {
        let (from, until) = (wanted, held.until.plus(later));
        tell_hold(draft, held, by, HoldChange::Postponed { from, until });
        return;
    }
    if matches!(after.stage, Stage::Proposed(_)) {
        let taken_back = RequestChange::Answered(Outcome::TakenBack);
        tell(draft, after, by, taken_back);
    }
    let (at, why) = (draft.now, HoldEnd::Postponed(wanted));
    tell_hold(draft, held, by, HoldChange::Ended { at, why });
}

/// By how much a promise may be put off: as long as one may last.
fn longest(draft: &Draft<'_>) -> i64 {
    i64::from(draft.state.settings.flow.holds.longest) * MINUTE
}

/// Whether nobody is planned for the bed who would come before the patient leaves it, now that they come later.
fn is_still_free(draft: &Draft<'_>, held: &Hold, after: &Request) -> bool {
    let question = Question::of_request(draft.state, after, draft.now);
    let question = Question {
        // The promise that is put off is no answer to whether another one stands in its way.
        promised: None,
        ..question
    };
    let found = window(draft.state, &question, held.bed, draft.now);
    let own = |from: Moment| from == held.from;
    !matches!(found, Err(Shut::Refused(Reason::Promised { from, .. })) if !own(from))
}
