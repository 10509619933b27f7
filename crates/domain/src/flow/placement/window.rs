//! Whether one bed can be promised, and from when: the rules that nobody may set aside, exactly as a ranking asks them.
//!
//! A ranking proposes what is ready in time; a promise may be for later. That apart, what one of them says of a bed the
//! other says too: the functions are the same.

use base::id::BedId;
use base::{Moment, Zone};

use super::ask::Ask;
use super::beds::Beds;
use super::case::BedCase;
use super::promise::StatePromises;
use super::question::Question;
use super::rank::place;
use super::reason::{Finding, Reason};
use super::rules;
use crate::flow::free::Freeing;
use crate::state::State;

/// Why a bed cannot be promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shut {
    /// It is not there: taken away, set aside, or in a ward that is.
    Gone,
    /// A rule that nobody may set aside says so.
    Refused(Reason),
}

/// From when that bed can be promised to whom the question is about: left and open, and not before they are wanted
/// there. It may have to be cleaned by then.
pub(crate) fn window(state: &State, question: &Question, bed: BedId, now: Moment) -> Result<Moment, Shut> {
    let known = state.bed(bed).ok_or(Shut::Gone)?;
    let ward = state.ward_of_bed(bed).and_then(|it| state.surviving(it));
    let ward = ward.ok_or(Shut::Gone)?;
    let beds = Beds::of_wards(state, &StatePromises(state), |it| it == ward);
    let mut ask = Ask::of(&beds, question, now);
    // However late that is.
    ask.by = Moment::NEVER.millis() - 1;
    let row = beds.row(bed).ok_or(Shut::Gone)?;
    let (ward, room) = place(&beds, row).ok_or(Shut::Gone)?;
    let case = BedCase::of(&ask, &beds, ward, room, row).ok_or(Shut::Gone)?;
    let mut refused = None;
    rules::gates(&case, &mut |_, finding| {
        if let Finding::Against(_, why) = finding {
            refused.get_or_insert(why);
        }
    });
    if let Some(why) = refused {
        return Err(Shut::Refused(why));
    }
    let zone = Zone::named(&state.settings.zone).unwrap_or_else(|_| Zone::paris());
    let left = Freeing::of(state, &zone, known, now)
        .left(now)
        .ok_or(Shut::Gone)?;
    Ok(left.max(Moment::from_millis(ask.at)))
}
