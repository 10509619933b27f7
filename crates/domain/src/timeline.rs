//! The course of a stay as a pure fold of the set of its reports: any order, any repetition, same course.
//!
//! Three steps, each a function: reports are gathered into movements (one per ZBE-1, the later word winning field by
//! field, a CANCEL being a tombstone); live movements are put in the order in which they took effect; walking
//! them gives segments of constant place and responsibility. Places are not resolved here: which ward a unit or a
//! bed belongs to is the structure's business, and may be corrected later without touching any stay.

use base::Moment;
use base::id::{PractitionerId, UnitId};
use smallvec::SmallVec;

use crate::movement::{Class, Destination, Kind, Report, Spot};
use crate::stay::Doubt;

mod facts;
mod gather;
mod walk;

pub use gather::{Movement, Movements, Word, gather};

/// What the reports of a stay amount to.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Timeline {
    /// Periods of constant place and responsibility, oldest first, without overlap.
    pub segments: SmallVec<[Segment; 2]>,
    /// When the patient came; none while only expected.
    pub arrived_at: Option<Moment>,
    /// When the stay ended or is said to end (A03).
    pub left_at: Option<Moment>,
    /// Somebody saw the patient arrive where they were expected; the administration has not admitted them yet.
    pub awaits_admission: bool,
    /// The stay was called off: something was reported, nothing stands.
    pub cancelled: bool,
    /// Where and when the patient is expected (A05, A14), while that stands.
    pub planned: Option<Box<Plan>>,
    /// Where and when the patient is to be transferred (A15).
    pub pending_transfer: Option<Box<Plan>>,
    /// Patient class, last known.
    pub class: Option<Class>,
    /// Attending doctor, last known.
    pub doctor: Option<PractitionerId>,
    /// What does not add up.
    pub doubts: SmallVec<[Doubt; 2]>,
    /// What else was said, last word on each.
    pub facts: Facts,
}

/// A period of constant place and responsibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// From when.
    pub from: Moment,
    /// Until when; [`Moment::NEVER`] while it lasts.
    pub to: Moment,
    /// Functional unit of housing.
    pub unit: Option<UnitId>,
    /// Room or bed.
    pub spot: Spot,
    /// Functional unit of medical responsibility.
    pub medical: Option<UnitId>,
    /// Functional unit of nursing responsibility.
    pub care: Option<UnitId>,
    /// On leave: the place is kept, the patient is away.
    pub away: bool,
}

impl Segment {
    /// The unit that says in which ward the patient is: housing, else nursing, else medical responsibility.
    ///
    /// Some French systems leave PV1-3 empty and give units in ZBE-7 and ZBE-8 only.
    #[must_use]
    pub fn lodging(&self) -> Option<UnitId> {
        self.unit.or(self.care).or(self.medical)
    }

    /// Whether the segment covers that moment.
    #[must_use]
    pub fn covers(&self, moment: Moment) -> bool {
        self.from <= moment && moment < self.to
    }
}

/// An expected place and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// When.
    pub at: Moment,
    /// Functional unit.
    pub unit: Option<UnitId>,
    /// Room or bed.
    pub spot: Spot,
    /// Medical responsibility.
    pub medical: Option<UnitId>,
    /// Nursing responsibility.
    pub care: Option<UnitId>,
}

impl Plan {
    /// The unit that says which ward expects the patient.
    #[must_use]
    pub fn lodging(&self) -> Option<UnitId> {
        self.unit.or(self.care).or(self.medical)
    }
}

/// Facts about a stay that are not tied to a period: for each, the last word of the live movements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Facts {
    /// Expected discharge.
    pub expected_discharge: Option<Moment>,
    /// A discharge was announced (A16), not merely estimated.
    pub discharge_announced: bool,
    /// Expected return from leave.
    pub expected_return: Option<Moment>,
    /// Where the patient goes afterwards.
    pub destination: Option<Destination>,
    /// A single room is wished.
    pub private_room: bool,
    /// The presence is to be kept secret.
    pub confidential: bool,
}

impl Timeline {
    /// The course that those reports amount to. The reports must be sorted by stamp, without repetition.
    #[must_use]
    pub fn of(reports: &[Report]) -> Self {
        let mut movements = gather(reports);
        leave_appointments(&mut movements);
        let mut timeline = walk::walk(&movements);
        facts::note_doubts(&mut timeline, &movements);
        timeline.facts = facts::facts(&movements);
        let stands =
            timeline.arrived_at.is_some() || timeline.planned.is_some() || timeline.left_at.is_some();
        timeline.cancelled = !movements.is_empty() && !stands;
        timeline
    }

    /// Lets the patient be where they were expected from the moment somebody saw them arrive, as long as the
    /// administration does not say when they came: the bed is taken, whatever the office knows.
    pub(crate) fn arrive_as_seen(&mut self, at: Moment) {
        if self.arrived_at.is_some() || self.left_at.is_some() {
            return;
        }
        let Some(plan) = self.planned.take() else { return };
        self.awaits_admission = true;
        self.arrived_at = Some(at);
        self.segments.push(Segment {
            from: at,
            to: Moment::NEVER,
            unit: plan.unit,
            spot: plan.spot,
            medical: plan.medical,
            care: plan.care,
            away: false,
        });
    }

    /// The segment at that moment.
    #[must_use]
    pub fn at(&self, moment: Moment) -> Option<&Segment> {
        self.segments.iter().rev().find(|segment| segment.covers(moment))
    }

    /// Whether the patient is in the hospital (or on leave with a bed kept) at that moment.
    #[must_use]
    pub fn present_at(&self, moment: Moment) -> bool {
        self.arrived_at.is_some_and(|arrived| arrived <= moment)
            && self.left_at.is_none_or(|left| moment < left)
    }

    /// Whether that unit says, at some time, in which ward the patient is or is expected.
    #[must_use]
    pub fn lodges_in(&self, unit: UnitId) -> bool {
        let plans = self.planned.iter().chain(&self.pending_transfer);
        let mut plans = plans.map(|plan| plan.lodging());
        let mut segments = self.segments.iter().map(Segment::lodging);
        segments.any(|it| it == Some(unit)) || plans.any(|it| it == Some(unit))
    }

    /// Whether nothing of this stay lies at or after that moment.
    #[must_use]
    pub fn over_by(&self, moment: Moment) -> bool {
        self.cancelled || (self.left_at.is_some_and(|left| left <= moment) && self.planned.is_none())
    }
}

/// Appointments only count as long as nothing else is told of the patient's coming: an admission, or whatever follows
/// it, says better who came, to whom and until when.
fn leave_appointments(movements: &mut Movements<'_>) {
    let plans = |kind| matches!(kind, Kind::PreAdmission | Kind::PendingAdmission);
    if movements.iter().any(|it| it.live && !plans(it.kind)) {
        movements.retain(|it| !it.booked);
    }
}
