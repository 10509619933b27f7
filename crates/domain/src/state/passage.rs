//! The passages of a stay through wards, as the administration tells them: what both clocks are compared on.

use base::Moment;
use base::id::WardId;
use smallvec::SmallVec;

use super::State;
use crate::seen::Sighting;
use crate::stay::Stay;

/// An unbroken time in one ward, whatever the bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The ward; none when it is not known.
    pub ward: Option<WardId>,
    /// Since when.
    pub from: Moment,
    /// Until when; [`Moment::NEVER`] while it lasts.
    pub to: Moment,
    /// A bed was given at some time of it.
    pub in_bed: bool,
}

impl Passage {
    /// Whether the passage covers that moment.
    #[must_use]
    pub fn covers(&self, moment: Moment) -> bool {
        self.from <= moment && moment < self.to
    }
}

impl State {
    /// The passages of a stay, oldest first. Who saw the patient leave ends none: that is the other clock.
    #[must_use]
    pub fn passages(&self, stay: &Stay) -> SmallVec<[Passage; 2]> {
        let mut passages: SmallVec<[Passage; 2]> = SmallVec::new();
        for segment in &stay.timeline.segments {
            let ward = self.ward_of_segment(segment);
            let in_bed = matches!(segment.spot, crate::movement::Spot::Bed(_));
            match passages.last_mut() {
                Some(last) if last.ward == ward && last.to == segment.from => {
                    last.to = segment.to;
                    last.in_bed |= in_bed;
                }
                _ => passages.push(Passage {
                    ward,
                    from: segment.from,
                    to: segment.to,
                    in_bed,
                }),
            }
        }
        passages
    }

    /// The arrival that was noted in the ward where the patient is, or is expected: the one of this passage.
    #[must_use]
    pub fn arrival_noted<'a>(&self, stay: &'a Stay, now: Moment) -> Option<&'a Sighting> {
        let since = self.passage_before(stay, now);
        let ward = self.ward_concerned(stay, now);
        stay.seen_arriving().filter(|seen| {
            let same = seen.ward.and_then(|it| self.surviving(it)) == ward;
            same && since.is_none_or(|since| since <= seen.at)
        })
    }

    /// When the passage before the one at that moment began: nobody arrives in a ward before they arrived in the one
    /// before. Of a patient who is nowhere at that moment, the last passage there was.
    #[must_use]
    pub fn passage_before(&self, stay: &Stay, now: Moment) -> Option<Moment> {
        let passages = self.passages(stay);
        let here = passages.iter().rposition(|it| it.covers(now));
        let before = passages.get(..here.unwrap_or(passages.len()))?;
        before.last().map(|it| it.from)
    }
}
