//! Who lies where at a moment, and how clean what is free: questions every rule and every view asks.

use base::Moment;
use base::id::{BedId, WardId};

use super::State;
use crate::bed::{Hygiene, HygieneMark};
use crate::movement::Spot;
use crate::stay::Stay;
use crate::structure::Bed;
use crate::timeline::Segment;

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

    /// The stays expected in that bed: planned admissions and pending transfers that name it.
    pub fn expected_in(&self, bed: BedId, now: Moment) -> impl Iterator<Item = (&Stay, Moment)> {
        self.index
            .stays_of_bed(bed)
            .iter()
            .filter_map(|id| self.stay(*id))
            .filter_map(move |stay| {
                let here = Self::period_at(stay, now).is_some_and(|period| period.spot == Spot::Bed(bed));
                if here || stay.timeline.over_by(now) {
                    return None;
                }
                let planned = stay
                    .timeline
                    .planned
                    .iter()
                    .chain(&stay.timeline.pending_transfer);
                let planned = planned
                    .filter(|plan| plan.spot == Spot::Bed(bed))
                    .map(|plan| plan.at)
                    .next();
                let coming = || {
                    stay.timeline
                        .segments
                        .iter()
                        .find(|segment| segment.from > now && segment.spot == Spot::Bed(bed))
                        .map(|segment| segment.from)
                };
                planned.or_else(coming).map(|at| (stay, at))
            })
    }

    /// How clean a bed is at that moment: a patient who leaves makes it dirty, a later word makes it what it says.
    #[must_use]
    pub fn hygiene_of(&self, bed: &Bed, now: Moment) -> HygieneMark {
        match self.index.vacated(bed.id) {
            Some(left) if left <= now && left > bed.hygiene.at => HygieneMark {
                state: Hygiene::ToClean,
                at: left,
            },
            _ => bed.hygiene,
        }
    }

    /// The ward a stay is in at that moment, if it is in one.
    #[must_use]
    pub fn ward_at(&self, stay: &Stay, now: Moment) -> Option<WardId> {
        Self::period_at(stay, now).and_then(|period| self.ward_of_segment(period))
    }
}
