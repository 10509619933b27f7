//! What wards are for.

/// What a ward is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "each name is the specialty; its French label is in `profile`"
)]
pub enum Kind {
    Emergency,
    PaediatricEmergency,
    ShortStay,
    IntensiveCare,
    StepDown,
    CoronaryCare,
    StrokeUnit,
    Cardiology,
    Pneumology,
    Gastroenterology,
    Nephrology,
    Neurology,
    Rheumatology,
    Endocrinology,
    Infectious,
    Oncology,
    Haematology,
    GeneralMedicine,
    Geriatrics,
    Palliative,
    VisceralSurgery,
    Orthopaedics,
    VascularSurgery,
    Neurosurgery,
    Urology,
    EarNoseThroat,
    Gynaecology,
    Maternity,
    Neonatology,
    Paediatrics,
    PaediatricSurgery,
    MedicalDay,
    OncologyDay,
    DaySurgery,
    WeekUnit,
    Rehabilitation,
    GeriatricRehabilitation,
    LongTerm,
    Psychiatry,
    ClosedPsychiatry,
}

impl Kind {
    /// The specialty as people say it, in French.
    #[must_use]
    pub fn specialty(self) -> &'static str {
        self.profile().specialty
    }

    /// Patients wait there for a decision; they are not hospitalised (PV1-2 = E).
    #[must_use]
    pub fn is_emergency(self) -> bool {
        matches!(self, Self::Emergency | Self::PaediatricEmergency)
    }

    /// Nobody sleeps there.
    #[must_use]
    pub fn is_day(self) -> bool {
        matches!(self, Self::MedicalDay | Self::OncologyDay | Self::DaySurgery)
    }

    /// A ward where people stay nights, whose occupancy at midnight means something.
    #[must_use]
    pub fn is_full_stay(self) -> bool {
        !self.is_emergency() && !self.is_day() && self != Self::WeekUnit
    }

    /// A patient is brought there by their state and leaves it for another ward.
    pub(crate) fn is_critical(self) -> bool {
        matches!(
            self,
            Self::IntensiveCare | Self::StepDown | Self::CoronaryCare | Self::StrokeUnit
        )
    }
}
