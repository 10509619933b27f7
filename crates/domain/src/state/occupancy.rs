//! Who lies where at a moment, and how clean what is free: questions every rule and every view asks.

use base::Moment;
use base::id::{BedId, UnitId, WardId};

use super::State;
use crate::bed::{Hygiene, HygieneMark};
use crate::board_config::FreedBy;
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
    /// Which word frees a bed of that ward.
    #[must_use]
    pub fn frees(&self, ward: Option<WardId>) -> FreedBy {
        self.boards.config(ward).frees
    }

    /// When somebody saw the patient leave the period in which the course ends. A patient who moved on since, to
    /// another ward or later, left nothing but that ward.
    fn seen_ending(&self, stay: &Stay) -> Option<(Moment, Option<WardId>)> {
        let seen = stay.seen_leaving()?;
        let last = stay.timeline.segments.last()?;
        let ward = self.ward_of_segment(last);
        let same = seen.ward.is_none_or(|it| self.surviving(it) == ward);
        (same && last.from <= seen.at).then_some((seen.at, ward))
    }

    /// When the patient was seen leaving, while the administration still has them here and they have not moved since.
    /// Whether that frees the bed is the ward's policy.
    #[must_use]
    pub fn seen_leaving(&self, stay: &Stay, now: Moment) -> Option<Moment> {
        let (seen, _) = self.seen_ending(stay)?;
        let last = stay.timeline.segments.last()?;
        (seen <= now && now < last.to).then_some(seen)
    }

    /// When the period really ends: a person who saw the patient leave ends the last one early, in a ward where that
    /// frees the bed.
    #[must_use]
    pub fn end_of(&self, stay: &Stay, position: usize) -> Moment {
        let segments = &stay.timeline.segments;
        let Some(segment) = segments.get(position) else {
            return Moment::NEVER;
        };
        if position + 1 < segments.len() {
            return segment.to;
        }
        match self.seen_ending(stay) {
            Some((seen, ward)) if self.frees(ward) == FreedBy::Observed => seen.min(segment.to),
            _ => segment.to,
        }
    }

    /// Whether the patient counts as being in the hospital at that moment: for the administration and, where that
    /// frees a bed, for whoever saw them leave.
    #[must_use]
    pub fn is_present(&self, stay: &Stay, now: Moment) -> bool {
        self.period_at(stay, now).is_some()
    }

    /// The ward a stay is in, else the one that expects it soonest told.
    #[must_use]
    pub fn ward_concerned(&self, stay: &Stay, now: Moment) -> Option<WardId> {
        self.ward_at(stay, now).or_else(|| {
            self.expectations(stay, now)
                .find_map(|it| self.ward_of(it.spot, it.lodging))
        })
    }

    /// The period a stay is in at that moment, once those who saw the patient leave are believed where they are.
    #[must_use]
    pub fn period_at<'a>(&self, stay: &'a Stay, now: Moment) -> Option<&'a Segment> {
        let segments = &stay.timeline.segments;
        (0..segments.len())
            .rev()
            .find(|position| segments[*position].from <= now && now < self.end_of(stay, *position))
            .map(|position| &segments[position])
    }

    /// The stays that lie in that bed, or keep it while on leave, at that moment.
    pub fn occupants(&self, bed: BedId, now: Moment) -> impl Iterator<Item = &Stay> {
        self.lying_in(bed, now).map(|(stay, _)| stay)
    }

    /// The same, each with its period in that bed.
    pub fn lying_in(&self, bed: BedId, now: Moment) -> impl Iterator<Item = (&Stay, &Segment)> {
        self.index
            .stays_of_bed(bed)
            .iter()
            .filter_map(|id| self.stay(*id))
            .filter_map(move |stay| {
                let period = self.period_at(stay, now)?;
                (period.spot == Spot::Bed(bed)).then_some((stay, period))
            })
    }

    /// Where and when a stay is expected, beside where it is: planned admission, pending transfer, moves dated ahead.
    ///
    /// A patient seen leaving is not expected anywhere any more, whatever was planned before.
    pub fn expectations<'a>(
        &self,
        stay: &'a Stay,
        now: Moment,
    ) -> impl Iterator<Item = Expectation> + use<'a> {
        let over = stay.timeline.over_by(now);
        let seen = stay.seen_leaving().is_some_and(|seen| seen.at <= now);
        let gone = seen && (!self.is_present(stay, now) || self.seen_leaving(stay, now).is_some());
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
            .filter(move |stay| {
                self.period_at(stay, now)
                    .is_none_or(|period| period.spot != Spot::Bed(bed))
            })
            .filter_map(move |stay| {
                self.expectations(stay, now)
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
        self.period_at(stay, now)
            .and_then(|period| self.ward_of_segment(period))
    }
}
