//! Who lies where at a moment, and how clean what is free: questions every rule and every view asks.

use base::Moment;
use base::id::{BedId, UnitId, WardId};

use super::State;
use crate::bed::{Hygiene, HygieneMark};
use crate::movement::Spot;
use crate::stay::Stay;
use crate::structure::Bed;
use crate::timeline::Segment;

/// Where and when somebody is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// When.
    pub at: Moment,
    /// Room or bed.
    pub spot: Spot,
    /// The unit that says which ward.
    pub lodging: Option<UnitId>,
}

impl State {
    /// The period a stay is in at that moment, once those who saw the patient leave are believed.
    #[must_use]
    pub fn period_at(stay: &Stay, now: Moment) -> Option<&Segment> {
        let segments = &stay.timeline.segments;
        (0..segments.len())
            .rev()
            .find(|position| segments[*position].from <= now && now < Self::end_of(stay, *position))
            .map(|position| &segments[position])
    }

    /// The stays that lie in that bed, or keep it while on leave, at that moment.
    pub fn occupants(&self, bed: BedId, now: Moment) -> impl Iterator<Item = &Stay> {
        self.index
            .stays_of_bed(bed)
            .iter()
            .filter_map(|id| self.stay(*id))
            .filter(move |stay| {
                Self::period_at(stay, now).is_some_and(|period| period.spot == Spot::Bed(bed))
            })
    }

    /// Where and when a stay is expected, beside where it is: planned admission, pending transfer, moves dated ahead.
    ///
    /// A patient seen leaving is not expected anywhere any more, whatever was planned before.
    pub fn expectations(stay: &Stay, now: Moment) -> impl Iterator<Item = Expectation> {
        let over = stay.timeline.over_by(now);
        let gone = stay.exit_seen.is_some_and(|seen| seen <= now) && !Self::is_present(stay, now);
        let planned = stay.timeline.planned.iter().filter(move |_| !over);
        let pending = stay
            .timeline
            .pending_transfer
            .iter()
            .filter(move |_| !over && !gone);
        let coming = stay
            .timeline
            .segments
            .iter()
            .filter(move |segment| segment.from > now && !gone);
        planned
            .chain(pending)
            .map(|plan| Expectation {
                at: plan.at,
                spot: plan.spot,
                lodging: plan.lodging(),
            })
            .chain(coming.map(|segment| Expectation {
                at: segment.from,
                spot: segment.spot,
                lodging: segment.lodging(),
            }))
    }

    /// The stays expected in that bed, and when; one that already lies in it is not expected there.
    pub fn expected_in(&self, bed: BedId, now: Moment) -> impl Iterator<Item = (&Stay, Moment)> {
        self.index
            .stays_of_bed(bed)
            .iter()
            .filter_map(|id| self.stay(*id))
            .filter(move |stay| Self::period_at(stay, now).is_none_or(|period| period.spot != Spot::Bed(bed)))
            .filter_map(move |stay| {
                Self::expectations(stay, now)
                    .find(|it| it.spot == Spot::Bed(bed))
                    .map(|it| (stay, it.at))
            })
    }

    /// How clean a bed is at that moment: a patient who leaves makes it dirty, a later word makes it what it says.
    #[must_use]
    pub fn hygiene_of(&self, bed: &Bed, now: Moment) -> HygieneMark {
        match self.index.vacated(bed.id) {
            Some(left) if left <= now && left > bed.hygiene.at => self.after_departure(left, now),
            _ => bed.hygiene,
        }
    }

    /// A bed that was left is dirty; where cleaning is not followed, it is taken to be clean after a while.
    fn after_departure(&self, left: Moment, now: Moment) -> HygieneMark {
        let minutes = self.settings.clean_after_minutes;
        let ready = minutes.map(|minutes| left.plus(i64::from(minutes) * base::time::MINUTE));
        match ready.filter(|ready| *ready <= now) {
            Some(at) => HygieneMark {
                state: Hygiene::Clean,
                at,
            },
            None => HygieneMark {
                state: Hygiene::ToClean,
                at: left,
            },
        }
    }

    /// The ward a stay is in at that moment, if it is in one.
    #[must_use]
    pub fn ward_at(&self, stay: &Stay, now: Moment) -> Option<WardId> {
        Self::period_at(stay, now).and_then(|period| self.ward_of_segment(period))
    }
}
