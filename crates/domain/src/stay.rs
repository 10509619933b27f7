//! A stay: everything ever reported of one visit, and what that set of reports amounts to.

mod reports;

use std::sync::LazyLock;

use base::Moment;
use base::id::{PatientId, StayId};
use serde::{Deserialize, Serialize};

use crate::care::Care;
use crate::movement::{Report, Stamp};
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
    /// When somebody saw the patient leave.
    pub exit_seen: Option<Moment>,
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
            exit_seen: None,
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

    /// Takes a report into account; false when the very same word was heard before.
    pub fn hear(&mut self, report: &Report) -> bool {
        let known = |it: &Report| (&it.stamp, &it.movement).cmp(&(&report.stamp, &report.movement));
        let mut reports = self.reports.unpack();
        let Err(slot) = reports.binary_search_by(known) else {
            return false;
        };
        self.reports.insert(slot, reports.len(), report);
        reports.insert(slot, report.clone());
        self.timeline = Timeline::of(&reports);
        true
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
