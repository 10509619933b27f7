//! When a bed is free: the one answer that proposals, promises, boards, the map and every count share.
//!
//! A departure counts once it is announced: the ward confirmed it, the feed says so and the ward does not say that the
//! patient waits for something, a transfer is prepared, somebody saw the patient leave. An estimate frees no bed, however
//! likely.

use base::time::{DAY, MINUTE};
use base::{Moment, Zone};
use smallvec::SmallVec;

use crate::bed::{Hygiene, Operation};
use crate::board_config::FreedBy;
use crate::care::Confidence;
use crate::state::State;
use crate::stay::Stay;
use crate::structure::Bed;
use crate::timeline::Segment;

/// How long a place announced by a feed is kept for somebody who has not come.
const FORGOTTEN: i64 = DAY;

/// What is known of when a bed is free, said so that the clock alone changes nothing.
#[derive(Clone, Debug)]
pub(crate) struct Freeing<'a> {
    /// Who has it.
    pub has: Has<'a>,
    /// From when nobody has it and no cleaning that is dated is under way: the beginning of time for a bed that is free,
    /// never when nobody knows.
    pub from: Moment,
    /// Minutes that cleaning takes from then.
    pub cleaning: u16,
    /// Closed until then; the beginning of time for one that is open, never when nobody knows.
    pub opens: Moment,
    /// How clean it is, while nobody has it.
    pub hygiene: Hygiene,
}

/// Who has a bed.
#[derive(Clone, Debug)]
pub(crate) enum Has<'a> {
    /// Nobody.
    Nobody,
    /// Somebody who lies there.
    Lying(&'a Stay),
    /// Somebody on leave, who comes back.
    Away(&'a Stay),
    /// Several are claimed to lie there.
    Several(SmallVec<[&'a Stay; 2]>),
}

const SINCE_EVER: Moment = Moment::from_millis(0);

impl<'a> Freeing<'a> {
    /// What is known of that bed at that moment.
    pub fn of(state: &'a State, zone: &Zone, bed: &Bed, now: Moment) -> Self {
        let opens = match bed.operation {
            Operation::Closed { until, .. } => until.unwrap_or(Moment::NEVER),
            Operation::Open | Operation::Surge => SINCE_EVER,
        };
        let lying: SmallVec<[(&Stay, &Segment); 2]> = state.lying_in(bed.id, now).collect();
        let taken = |has, from| Self {
            has,
            from,
            cleaning: state.placement.cleaning_minutes,
            opens,
            hygiene: Hygiene::ToClean,
        };
        match lying.as_slice() {
            [] => Self::empty(state, bed, now, opens),
            [(stay, period)] if period.away => taken(Has::Away(stay), Moment::NEVER),
            [(stay, _)] => {
                let leaves = leaves(state, zone, stay, now);
                taken(Has::Lying(stay), leaves.unwrap_or(Moment::NEVER))
            }
            several => {
                let stays = several.iter().map(|(stay, _)| *stay).collect();
                taken(Has::Several(stays), Moment::NEVER)
            }
        }
    }

    /// A bed in which nobody lies. One that is taken to be clean after a while is free from that moment, now or later.
    fn empty(state: &State, bed: &Bed, now: Moment, opens: Moment) -> Self {
        let settings = &*state.placement;
        let left = state.index.vacated(bed.id);
        let left = left.filter(|left| *left <= now && *left > bed.hygiene.at);
        let (hygiene, since) = left.map_or((bed.hygiene.state, bed.hygiene.at), |left| {
            (Hygiene::ToClean, left)
        });
        let later = |minutes: u16| since.plus(i64::from(minutes) * MINUTE);
        let by_itself = state.settings.clean_after_minutes.filter(|_| left.is_some());
        let (from, cleaning) = match hygiene {
            Hygiene::Clean => (SINCE_EVER, 0),
            Hygiene::ToClean => match by_itself {
                Some(after) => (since.plus(i64::from(after) * MINUTE), 0),
                None => (SINCE_EVER, settings.cleaning_minutes),
            },
            Hygiene::Cleaning => (later(settings.cleaning_minutes), 0),
            Hygiene::Contaminated => (SINCE_EVER, settings.disinfection_minutes),
        };
        Self {
            has: Has::Nobody,
            from,
            cleaning,
            opens,
            hygiene,
        }
    }

    /// When it is left, open and clean; none when nobody knows.
    pub fn ready(&self, now: Moment) -> Option<Moment> {
        if self.from == Moment::NEVER || self.opens == Moment::NEVER {
            return None;
        }
        let clean = self.from.max(now).plus(i64::from(self.cleaning) * MINUTE);
        Some(clean.max(self.opens))
    }

    /// From when it can be promised: left and open, to be cleaned or not; none when nobody knows.
    pub fn left(&self, now: Moment) -> Option<Moment> {
        let left = match self.has {
            Has::Nobody => now,
            Has::Lying(_) | Has::Away(_) | Has::Several(_) => self.from,
        };
        let free = left.max(now).max(self.opens);
        (free < Moment::NEVER).then_some(free)
    }
}

/// When somebody is announced to leave their bed; none while nobody knows.
pub(crate) fn leaves(state: &State, zone: &Zone, stay: &Stay, now: Moment) -> Option<Moment> {
    let segments = &stay.timeline.segments;
    let period = (0..segments.len())
        .rev()
        .find(|at| segments.get(*at).is_some_and(|it| it.from <= now) && now < state.end_of(stay, *at));
    let ends = period
        .map(|at| state.end_of(stay, at))
        .filter(|it| *it < Moment::NEVER);
    let stated = stay.care().discharge();
    let confirmed = stated
        .filter(|(plan, _)| plan.confidence == Confidence::Confirmed)
        .and_then(|(plan, _)| plan.at);
    let facts = &stay.timeline.facts;
    // The ward is nearer to the bed than the office: what it says somebody still waits for keeps them there. A mere
    // estimate of its does not, as on the board.
    let waits = stated.is_some_and(|(plan, _)| plan.confidence == Confidence::Waiting);
    let announced = facts
        .expected_discharge
        .filter(|_| facts.discharge_announced && !waits);
    let transfer = stay.timeline.pending_transfer.as_ref().map(|it| it.at);
    let seen = state.seen_leaving(stay, now).filter(|_| {
        // Seen leaving, and still in the bed for the administration, where that is what frees it.
        state.frees(state.ward_at(stay, now)) == FreedBy::Administrative
    });
    let planned = confirmed.or(announced);
    let planned = planned.map(|at| state.placement.at_leaving_hour(zone, at));
    let soonest = [ends, planned, transfer, seen];
    soonest.into_iter().flatten().min()
}

/// Those whom the feed expects in a bed: who, from when, and until when the bed is kept for them if they do not come.
pub(crate) fn awaited<'a>(
    state: &'a State,
    bed: &Bed,
    now: Moment,
) -> impl Iterator<Item = (&'a Stay, Moment, Moment)> {
    let expected = state.expected_in(bed.id, now);
    expected.map(|(stay, at)| (stay, at, at.plus(FORGOTTEN)))
}
