//! The knobs of the simulated hospital.

use base::Zone;

/// How much happens, and how badly it is written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The zone of the wall clocks: messages carry local time without an offset.
    pub zone: Zone,
    /// Arrivals in all emergency departments together, on an average day.
    pub ed_arrivals_per_day: f64,
    /// Booked admissions relative to the ordinary programme (1.0); 0.0 cancels the programme.
    pub elective_factor: f64,
    /// Share of open beds in use that the hospital tends to, on average over its full-stay wards.
    pub occupancy_target: f64,
    /// Share of beds closed at any time.
    pub closed_beds: f64,
    /// Mistakes and oddities of the feed.
    pub noise: Noise,
}

/// How often each mistake or oddity happens, as a share of the movements it can strike.
#[derive(Clone, Debug, PartialEq)]
pub struct Noise {
    /// Admissions recorded for the wrong patient, then cancelled (A11).
    pub wrong_admission: f64,
    /// Bed changes recorded and then cancelled (A12).
    pub wrong_transfer: f64,
    /// Discharges recorded too early, then cancelled (A13).
    pub wrong_discharge: f64,
    /// Admissions from the emergency department taken back (A07, cancelling an A06).
    pub wrong_class: f64,
    /// Leaves and returns recorded and then cancelled (A52, A53).
    pub wrong_leave: f64,
    /// Booked stays that are called off (A38).
    pub called_off: f64,
    /// Discharges recorded hours after the patient left.
    pub late_discharge: f64,
    /// Admissions without a bed, filled in later (Z99 UPDATE).
    pub bed_later: f64,
    /// Passages forgotten and inserted in the middle of the stay (A02, ZBE-5 = Y).
    pub forgotten_passage: f64,
    /// Movements corrected afterwards (Z99 UPDATE of the doctor or of the hour).
    pub corrected: f64,
    /// Messages sent twice.
    pub duplicate: f64,
    /// Arrivals registered under a second file, merged later (A40).
    pub second_file: f64,
    /// Patients recorded in a bed that another patient occupies, put right hours later.
    pub bed_conflict: f64,
    /// Patients placed outside their ward although it has room.
    pub outlier: f64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            zone: Zone::paris(),
            ed_arrivals_per_day: 320.0,
            elective_factor: 1.0,
            occupancy_target: 0.90,
            closed_beds: 0.035,
            noise: Noise::default(),
        }
    }
}

impl Default for Noise {
    fn default() -> Self {
        Self {
            wrong_admission: 0.006,
            wrong_transfer: 0.05,
            wrong_discharge: 0.008,
            wrong_class: 0.01,
            wrong_leave: 0.03,
            called_off: 0.07,
            late_discharge: 0.06,
            bed_later: 0.3,
            forgotten_passage: 0.008,
            corrected: 0.04,
            duplicate: 0.004,
            second_file: 0.006,
            bed_conflict: 0.02,
            outlier: 0.015,
        }
    }
}

impl Noise {
    /// A feed without any mistake.
    #[must_use]
    pub fn none() -> Self {
        Self {
            wrong_admission: 0.0,
            wrong_transfer: 0.0,
            wrong_discharge: 0.0,
            wrong_class: 0.0,
            wrong_leave: 0.0,
            called_off: 0.0,
            late_discharge: 0.0,
            bed_later: 0.0,
            forgotten_passage: 0.0,
            corrected: 0.0,
            duplicate: 0.0,
            second_file: 0.0,
            bed_conflict: 0.0,
            outlier: 0.0,
        }
    }
}
