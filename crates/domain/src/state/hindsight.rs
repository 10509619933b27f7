//! A past state with what was told since about the time before it: what we know today of that instant.
//!
//! Only movements have two times, the one at which they took effect and the one at which they were told; so only they
//! can be put right afterwards. What people stated of a bed or a ward is left as it was stated by then.

use std::sync::Arc;

use base::Moment;
use base::id::StayId;

use super::{State, Touched};
use crate::movement::Report;
use crate::seen::{Seen, Sighting};
use crate::stay::{Reports, Stay};
use crate::timeline::Timeline;

impl State {
    /// This state, as of `at`, with the movements that `today` knows to have taken effect by then. What was known then
    /// of later times stays known; what is known today of later times is not added.
    #[must_use]
    pub fn in_hindsight(&self, today: &Self, at: Moment) -> Self {
        let mut state = self.clone();
        let mut touched = Touched::default();
        state.pass_time(at, &mut touched);
        for patient in today.patients.iter().skip(self.patients.len()) {
            let unstayed = super::Patient {
                stays: smallvec::SmallVec::new(),
                ..patient.clone()
            };
            state.patients.push_back(unstayed);
        }
        for known in &today.stays {
            let Some(stay) = self.corrected(known, at) else {
                continue;
            };
            // Stays registered since have ids beyond the table: those in between are there, and empty.
            while state.stays.len() <= known.id.index() {
                let id = StayId::new(u32::try_from(state.stays.len()).unwrap_or(u32::MAX));
                let patient = today.stay(id).map_or(known.patient, |it| it.patient);
                state.stays.push_back(Arc::new(Stay::new(id, patient)));
            }
            state.change_stay(known.id, &mut touched, |it| *it = stay);
        }
        state
    }

    /// That stay as it has to be told at that moment; none when nothing came since that changes it.
    fn corrected(&self, known: &Stay, at: Moment) -> Option<Stay> {
        let then = self.stay(known.id);
        let nothing = Reports::default();
        let heard = then.map_or(&nothing, |then| &then.reports);
        let seen = self.seen_by(known, at);
        let was_seen = then.and_then(|then| then.seen.clone());
        if *heard == known.reports && seen == was_seen {
            return None;
        }
        let is_later = |stay: &Stay| {
            let plan = stay.timeline.planned.as_ref().map(|plan| plan.at);
            stay.timeline.arrived_at.or(plan).is_some_and(|came| came > at)
        };
        if then.is_none() && is_later(known) {
            return None;
        }
        let before = heard.unpack();
        let reports: Vec<Report> = known
            .reports
            .iter()
            .filter(|report| report.at <= at || before.contains(report))
            .collect();
        if reports.as_slice() == before.as_slice() && seen == was_seen {
            return None;
        }
        Some(Stay {
            id: known.id,
            patient: known.patient,
            timeline: Timeline::of(&reports),
            reports: reports.into_iter().collect(),
            seen,
            ..then
                .cloned()
                .unwrap_or_else(|| Stay::new(known.id, known.patient))
        })
    }

    /// What people saw of the stay up to that moment, whenever they said so, and what they had said by then.
    fn seen_by(&self, known: &Stay, at: Moment) -> Option<Box<Seen>> {
        let then = self.stay(known.id).and_then(|then| then.seen.as_deref());
        let nothing = Seen::default();
        let (then, today) = (
            then.unwrap_or(&nothing),
            known.seen.as_deref().unwrap_or(&nothing),
        );
        let kept = |today: &[Sighting], then: &[Sighting]| {
            let said = today.iter().filter(|it| it.at <= at || then.contains(it));
            said.copied().collect()
        };
        let seen = Seen {
            arrivals: kept(&today.arrivals, &then.arrivals),
            exits: kept(&today.exits, &then.exits),
        };
        (!seen.is_empty()).then(|| Box::new(seen))
    }
}
