//! What a bed shows and who is around it: decided once, for tiles and for counts alike.

use base::Moment;
use base::id::{BedId, WardId};
use smallvec::SmallVec;

use super::super::day::{Day, RESERVED_AHEAD};
use super::promise::promise_on;
use crate::bed::{ClosureReason, Hygiene, Lifecycle};
use crate::flow::free::Freeing;
use crate::movement::{Class, Spot};
use crate::state::State;
use crate::stay::Stay;
use crate::structure::{Bed, Standing, Ward};
use crate::timeline::Segment;

/// What a bed shows: the first of these that holds.
pub(in crate::view) enum Look<'a> {
    Disputed(SmallVec<[&'a Stay; 2]>),
    Occupied(&'a Stay),
    OnLeave(&'a Stay),
    Closed {
        reason: ClosureReason,
        until: Option<Moment>,
    },
    ToClean {
        since: Moment,
        contaminated: bool,
    },
    Cleaning {
        since: Moment,
    },
    Reserved {
        stay: &'a Stay,
        at: Moment,
    },
    /// Promised to somebody whom the feed does not know yet.
    Promised,
    Free {
        since: Option<Moment>,
    },
}

/// What that bed shows.
pub(in crate::view) fn look<'a>(state: &'a State, bed: &Bed, day: &Day) -> Look<'a> {
    let lying: SmallVec<[(&Stay, &Segment); 2]> = state.lying_in(bed.id, day.now).collect();
    match lying.as_slice() {
        [] => {}
        [(alone, period)] if period.away => return Look::OnLeave(alone),
        [(alone, _)] => return Look::Occupied(alone),
        several => return Look::Disputed(several.iter().map(|(stay, _)| *stay).collect()),
    }
    if let Some((reason, until)) = bed.operation.closure(day.now) {
        return Look::Closed { reason, until };
    }
    let mark = state.hygiene_of(bed, day.now);
    match mark.state {
        Hygiene::ToClean | Hygiene::Contaminated => Look::ToClean {
            since: mark.at,
            contaminated: mark.state == Hygiene::Contaminated,
        },
        Hygiene::Cleaning => Look::Cleaning { since: mark.at },
        Hygiene::Clean if promised_soon(state, bed, day) => match promised_to(state, bed, day.now) {
            Some((stay, at)) => Look::Reserved { stay, at },
            None => Look::Promised,
        },
        Hygiene::Clean => match reserved_for(state, bed.id, day) {
            Some((stay, at)) => Look::Reserved { stay, at },
            // A bed nobody ever spoke of carries the mark of its discovery: the beginning of time.
            None => Look::Free {
                since: (mark.at > Moment::from_millis(0)).then_some(mark.at),
            },
        },
    }
}

/// Whether a bed that is not free will be before the end of the day, for whoever has none: what placement would say of
/// it, and not what the ward hopes.
pub(in crate::view) fn is_soon_free(state: &State, bed: &Bed, look: &Look<'_>, day: &Day) -> bool {
    match look {
        Look::Free { .. } | Look::Reserved { .. } | Look::Promised | Look::Disputed(_) | Look::OnLeave(_) => {
            return false;
        }
        Look::Occupied(_) | Look::Closed { .. } | Look::ToClean { .. } | Look::Cleaning { .. } => {}
    }
    let ready = Freeing::of(state, &day.zone, bed, day.now).ready(day.now);
    let today = ready.is_some_and(|it| it < day.end_of_today);
    today
        && bed.staffed
        && promise_on(state, bed, day.now).is_none()
        && reserved_for(state, bed.id, day).is_none()
}

/// Whether a bed is promised from within a day on.
fn promised_soon(state: &State, bed: &Bed, day: &Day) -> bool {
    promise_on(state, bed, day.now).is_some_and(|it| it.from.since(day.now) <= RESERVED_AHEAD)
}

/// To whom a bed is promised, and by when they come: when the promise begins, else when it ends.
fn promised_to<'a>(state: &'a State, bed: &Bed, now: Moment) -> Option<(&'a Stay, Moment)> {
    let hold = promise_on(state, bed, now)?;
    let stay = state.stay(state.stay_promised(hold.promised)?)?;
    let at = if hold.from > now { hold.from } else { hold.until };
    Some((stay, at))
}

/// Who is next expected in a bed, within a day.
fn reserved_for<'a>(state: &'a State, bed: BedId, day: &Day) -> Option<(&'a Stay, Moment)> {
    state
        .expected_in(bed, day.now)
        .filter(|(_, at)| day.still_awaits(*at) && at.since(day.now) <= RESERVED_AHEAD)
        .min_by_key(|(stay, at)| (*at, stay.id))
}

/// What a stay is to a ward at a moment.
pub(in crate::view) enum Around<'a> {
    /// In the ward, in a bed that the board shows.
    InBed(&'a Segment),
    /// In the ward, in no bed that the board shows.
    WithoutBed(&'a Segment),
    /// Expected in the ward at that moment, in that bed if one is planned.
    Expected { at: Moment, bed: Option<BedId> },
    /// Neither here nor expected.
    Elsewhere,
}

/// What that stay is to that ward.
pub(in crate::view) fn around<'a>(state: &State, stay: &'a Stay, ward: WardId, day: &Day) -> Around<'a> {
    let period = state.period_at(stay, day.now);
    if let Some(period) = period.filter(|period| state.ward_of_segment(period) == Some(ward)) {
        return match shown_bed(state, period.spot) {
            Some(_) => Around::InBed(period),
            None if is_forgotten_visit(stay, day.now) => Around::Elsewhere,
            None => Around::WithoutBed(period),
        };
    }
    state
        .expectations(stay, day.now)
        .find(|it| state.ward_of(it.spot, it.lodging) == Some(ward))
        .filter(|it| day.still_awaits(it.at))
        .map_or(Around::Elsewhere, |it| Around::Expected {
            at: it.at,
            bed: shown_bed(state, it.spot),
        })
}

/// The bed of a spot, when boards show it: a bed that was taken away holds nobody any more, whatever a feed says.
pub(in crate::view) fn shown_bed(state: &State, spot: Spot) -> Option<BedId> {
    match spot {
        Spot::Bed(bed) => state
            .bed(bed)
            .filter(|it| it.lifecycle == Lifecycle::Installed)
            .map(|it| it.id),
        Spot::Room(_) | Spot::Nowhere => None,
    }
}

/// Whether a visit without a bed has in truth ended long ago.
///
/// Administrative systems rarely close consultations and sessions (one message in, none out): after a day, an
/// out-patient without a bed is not in the corridor any more.
pub(in crate::view) fn is_forgotten_visit(stay: &Stay, now: Moment) -> bool {
    matches!(stay.timeline.class, Some(Class::Outpatient | Class::Recurring))
        && stay
            .timeline
            .arrived_at
            .is_some_and(|arrived| now.since(arrived) > base::time::DAY)
}

/// Of the ward that lodges and the one in charge, the latter when they differ (*hébergé*). Both must be known, and be
/// real places.
pub(in crate::view) fn other_department(
    state: &State,
    lodges: Option<WardId>,
    in_charge: Option<WardId>,
) -> Option<&Ward> {
    let (lodges, in_charge) = (lodges?, in_charge?);
    if in_charge == lodges {
        return None;
    }
    state
        .ward(in_charge)
        .filter(|ward| ward.standing != Standing::Ignored)
}

/// The ward whose unit has the medical responsibility for that period, when the feed names one.
pub(in crate::view) fn in_charge(state: &State, period: &Segment) -> Option<WardId> {
    state.ward_of_unit(period.medical?)
}
