//! A stay: everything ever reported of one visit, and what that set of reports amounts to.

mod reports;

use std::sync::LazyLock;

use base::id::{PatientId, StayId};
use serde::{Deserialize, Serialize};

use crate::care::{Care, Need};
use crate::movement::{Report, Stamp};
use crate::seen::{Seen, Sighting};
use crate::timeline::Timeline;

pub use reports::{Reports, Unpacked};

/// One visit of a patient.
#[derive(Clone, Debug, PartialEq)]
pub struct Stay {
    /// Its id.
    pub id: StayId,
    /// The patient it was registered for, or moved to; follow merges with `State::patient_of`.
    pub patient: PatientId,
    /// The stamp of the last move to another patient, if any.
    pub reassigned: Option<Stamp>,
    /// Every report ever received, by stamp then movement, without repetition.
    pub reports: Reports,
    /// What people saw of its comings and goings; nothing for most stays.
    pub seen: Option<Box<Seen>>,
    /// What the ward says of it; nothing for most stays of a feed.
    pub care: Option<Box<Care>>,
    /// What the reports amount to: derived, never stored.
    pub timeline: Timeline,
}

impl Stay {
    /// A stay of which nothing was reported yet.
    #[must_use]
    pub fn new(id: StayId, patient: PatientId) -> Self {
        Self {
            id,
            patient,
            reassigned: None,
            reports: Reports::default(),
            seen: None,
            care: None,
            timeline: Timeline::default(),
        }
    }

    /// What the ward says of it.
    #[must_use]
    pub fn care(&self) -> &Care {
        static NOTHING: LazyLock<Care> = LazyLock::new(Care::default);
        self.care.as_deref().unwrap_or(&NOTHING)
    }

    /// The presence is to be kept secret, by the feed's word or by the ward's.
    #[must_use]
    pub fn is_confidential(&self) -> bool {
        self.timeline.facts.confidential || self.care().needs(Need::Confidential)
    }

    /// Takes a report into account; false when the very same word was heard before.
    pub fn hear(&mut self, report: &Report) -> bool {
        let known = |it: &Report| (&it.stamp, &it.movement).cmp(&(&report.stamp, &report.movement));
        let mut reports = self.reports.unpack();
        let Err(slot) = reports.binary_search_by(known) else {
            return false;
        };
        self.reports.insert(slot, reports.len(), report);
        reports.insert(slot, report.clone());
        self.timeline = self.course_of(&reports);
        true
    }

    /// The departure somebody saw and nobody took back, be the patient gone for good or moved on since.
    #[must_use]
    pub fn seen_leaving(&self) -> Option<&Sighting> {
        self.seen.as_ref()?.exits.last()
    }

    /// The last arrival somebody saw and nobody took back.
    #[must_use]
    pub fn seen_arriving(&self) -> Option<&Sighting> {
        self.seen.as_ref()?.arrivals.last()
    }

    /// Changes what was seen, and folds the course again.
    pub fn see(&mut self, change: impl FnOnce(&mut Seen)) {
        change(self.seen.get_or_insert_default());
        if self.seen.as_ref().is_some_and(|seen| seen.is_empty()) {
            self.seen = None;
        }
        let reports = self.reports.unpack();
        self.timeline = self.course_of(&reports);
    }

    /// What those reports amount to, with the arrival that the administration does not know of yet.
    pub(crate) fn course_of(&self, reports: &[Report]) -> Timeline {
        let mut timeline = Timeline::of(reports);
        if let Some(seen) = self.seen_arriving() {
            timeline.arrive_as_seen(seen.at);
        }
        timeline
    }
}

/// What does not add up in what was reported of a stay. Each is shown, with words, until the feed explains itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Doubt {
    /// A transfer or discharge came, an admission never did (or not yet).
    NoAdmission,
    /// The admission was cancelled although later movements stand.
    AdmissionCancelled,
    /// A movement that was never reported was corrected (Z99).
    UnknownUpdated,
    /// A movement that was never reported was cancelled.
    UnknownCancelled,
    /// A movement is dated after the discharge.
    AfterDischarge,
    /// A movement was dated far in the future when it was sent.
    FarFuture,
    /// A return from leave came without its leave.
    NoLeave,
    /// The patient is said to lie in two beds at once, by two stays. Only views know: no stay shows it alone.
    TwoPlaces,
}
