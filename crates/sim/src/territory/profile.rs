//! How the stays of each kind of ward behave.
//!
//! The figures are plausible, not measured: they make a hospital that looks and moves like one.

use super::Kind;

/// Who comes to a kind of ward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ages {
    /// 18 to 95, most after 50.
    Adult,
    /// 18 to 90, spread evenly: emergencies, trauma, psychiatry.
    AnyAdult,
    /// 50 to 95.
    Senior,
    /// 75 to 103.
    Old,
    /// 0 to 15.
    Child,
    /// The first weeks of life.
    Newborn,
    /// Women of 17 to 44.
    Mother,
}

/// How rooms are shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// A double room holds one sex at a time.
    SameSex,
    /// Sex does not matter: cubicles, day places, intensive care, small children.
    Any,
}

/// How the stays of one kind of ward behave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Profile {
    /// The specialty as people say it.
    pub specialty: &'static str,
    /// Mean length of the passage in the ward, in days.
    pub days: f64,
    /// Spread of that length (sigma of its logarithm).
    pub spread: f64,
    /// Occupancy aimed at, relative to the general target.
    pub target: f64,
    /// Share of admissions that are booked ahead.
    pub elective: f64,
    pub ages: Ages,
    /// Share of men.
    pub men: f64,
    /// Probability that the passage ends by death.
    pub death: f64,
    /// Probability that the passage ends by a request for rehabilitation.
    pub rehab: f64,
    /// Probability that the patient needs a room alone.
    pub isolation: f64,
    /// Probability of a leave (act outside, weekend at home) during the passage.
    pub leave: f64,
    /// Probability of a passage in intensive care.
    pub critical: f64,
    /// Probability of a bed change inside the ward.
    pub bed_change: f64,
    pub sharing: Sharing,
    /// Treatment mode in PV1-21: 03 full, 04 day, 10 emergency, 19 sessions, 20 week, 23 ambulatory surgery.
    pub mode: &'static str,
    /// Kinds of ward that may house the patient when this one is full (*hébergement*).
    pub beyond: &'static [Kind],
}

const MEDICINE: Profile = Profile {
    specialty: "Médecine polyvalente",
    days: 6.5,
    spread: 0.8,
    target: 1.0,
    elective: 0.15,
    ages: Ages::Adult,
    men: 0.52,
    death: 0.03,
    rehab: 0.08,
    isolation: 0.08,
    leave: 0.05,
    critical: 0.02,
    bed_change: 0.08,
    sharing: Sharing::SameSex,
    mode: "03",
    beyond: &[
        Kind::GeneralMedicine,
        Kind::Rheumatology,
        Kind::Endocrinology,
        Kind::Gastroenterology,
        Kind::Pneumology,
        Kind::Nephrology,
        Kind::EarNoseThroat,
        Kind::VisceralSurgery,
        Kind::Orthopaedics,
    ],
};

const SURGERY: Profile = Profile {
    specialty: "Chirurgie viscérale",
    days: 4.8,
    elective: 0.55,
    death: 0.01,
    rehab: 0.06,
    isolation: 0.05,
    critical: 0.035,
    beyond: &[
        Kind::VisceralSurgery,
        Kind::Orthopaedics,
        Kind::Urology,
        Kind::EarNoseThroat,
        Kind::VascularSurgery,
        Kind::Gynaecology,
    ],
    ..MEDICINE
};

const CRITICAL: Profile = Profile {
    specialty: "Réanimation",
    days: 5.0,
    spread: 0.9,
    target: 0.94,
    elective: 0.05,
    death: 0.12,
    rehab: 0.0,
    isolation: 0.2,
    leave: 0.04,
    critical: 0.0,
    bed_change: 0.03,
    sharing: Sharing::Any,
    beyond: &[],
    ..MEDICINE
};

const DAY: Profile = Profile {
    specialty: "Hôpital de jour",
    days: 0.3,
    spread: 0.25,
    target: 0.85,
    elective: 1.0,
    death: 0.0,
    rehab: 0.0,
    isolation: 0.01,
    leave: 0.0,
    critical: 0.0,
    bed_change: 0.0,
    sharing: Sharing::Any,
    mode: "04",
    beyond: &[],
    ..MEDICINE
};

const CHILD: Profile = Profile {
    specialty: "Pédiatrie",
    days: 3.2,
    target: 0.9,
    elective: 0.1,
    ages: Ages::Child,
    men: 0.54,
    death: 0.002,
    rehab: 0.0,
    isolation: 0.2,
    critical: 0.003,
    sharing: Sharing::Any,
    beyond: &[Kind::PaediatricSurgery, Kind::Paediatrics],
    ..MEDICINE
};

const LONG: Profile = Profile {
    specialty: "SMR",
    days: 30.0,
    spread: 0.6,
    target: 1.03,
    elective: 0.10,
    ages: Ages::Senior,
    death: 0.01,
    rehab: 0.0,
    isolation: 0.07,
    leave: 0.25,
    critical: 0.0,
    bed_change: 0.12,
    beyond: &[Kind::Rehabilitation, Kind::GeriatricRehabilitation],
    ..MEDICINE
};

const PSYCHIATRY: Profile = Profile {
    specialty: "Psychiatrie",
    days: 22.0,
    spread: 0.8,
    target: 1.04,
    elective: 0.2,
    ages: Ages::AnyAdult,
    death: 0.0,
    rehab: 0.0,
    isolation: 0.05,
    leave: 0.5,
    critical: 0.0,
    beyond: &[Kind::Psychiatry],
    ..MEDICINE
};

const EMERGENCY: Profile = Profile {
    specialty: "Urgences",
    days: 0.2,
    spread: 0.6,
    elective: 0.0,
    ages: Ages::AnyAdult,
    sharing: Sharing::Any,
    mode: "10",
    beyond: &[],
    ..MEDICINE
};

impl Kind {
    /// How its stays behave.
    pub(crate) fn profile(self) -> Profile {
        match self {
            Self::Emergency => EMERGENCY,
            Self::PaediatricEmergency => Profile {
                specialty: "Urgences pédiatriques",
                ages: Ages::Child,
                men: 0.54,
                ..EMERGENCY
            },
            Self::ShortStay => Profile {
                specialty: "Hospitalisation de courte durée",
                days: 0.75,
                spread: 0.5,
                elective: 0.0,
                ages: Ages::AnyAdult,
                death: 0.005,
                rehab: 0.0,
                leave: 0.0,
                critical: 0.01,
                bed_change: 0.0,
                sharing: Sharing::Any,
                ..MEDICINE
            },
            Self::IntensiveCare => CRITICAL,
            Self::StepDown => Profile {
                specialty: "Surveillance continue",
                days: 3.0,
                death: 0.03,
                ..CRITICAL
            },
            Self::CoronaryCare => Profile {
                specialty: "Soins intensifs de cardiologie",
                days: 2.6,
                death: 0.02,
                elective: 0.1,
                isolation: 0.05,
                men: 0.62,
                ..CRITICAL
            },
            Self::StrokeUnit => Profile {
                specialty: "Neurovasculaire",
                days: 5.0,
                death: 0.05,
                isolation: 0.05,
                ..CRITICAL
            },
            Self::Cardiology => Profile {
                specialty: "Cardiologie",
                days: 5.0,
                elective: 0.3,
                critical: 0.03,
                rehab: 0.07,
                ages: Ages::Senior,
                men: 0.58,
                ..MEDICINE
            },
            Self::Pneumology => Profile {
                specialty: "Pneumologie",
                days: 7.5,
                isolation: 0.18,
                men: 0.57,
                ..MEDICINE
            },
            Self::Gastroenterology => Profile {
                specialty: "Hépato-gastro-entérologie",
                days: 5.5,
                elective: 0.25,
                ..MEDICINE
            },
            Self::Nephrology => Profile {
                specialty: "Néphrologie",
                days: 7.0,
                elective: 0.2,
                ..MEDICINE
            },
            Self::Neurology => Profile {
                specialty: "Neurologie",
                days: 7.0,
                elective: 0.25,
                rehab: 0.14,
                ..MEDICINE
            },
            Self::Rheumatology => Profile {
                specialty: "Médecine interne",
                days: 6.0,
                elective: 0.4,
                men: 0.45,
                ..MEDICINE
            },
            Self::Endocrinology => Profile {
                specialty: "Endocrinologie",
                days: 5.5,
                elective: 0.5,
                death: 0.01,
                ..MEDICINE
            },
            Self::Infectious => Profile {
                specialty: "Maladies infectieuses",
                days: 8.0,
                isolation: 0.7,
                ..MEDICINE
            },
            Self::Oncology => Profile {
                specialty: "Oncologie",
                days: 6.0,
                elective: 0.5,
                death: 0.08,
                rehab: 0.03,
                ages: Ages::Senior,
                ..MEDICINE
            },
            Self::Haematology => Profile {
                specialty: "Hématologie",
                days: 11.0,
                elective: 0.5,
                death: 0.05,
                isolation: 0.8,
                rehab: 0.02,
                ..MEDICINE
            },
            Self::GeneralMedicine => MEDICINE,
            Self::Geriatrics => Profile {
                specialty: "Gériatrie",
                days: 11.0,
                target: 1.03,
                elective: 0.08,
                ages: Ages::Old,
                men: 0.36,
                death: 0.07,
                rehab: 0.18,
                isolation: 0.12,
                ..MEDICINE
            },
            Self::Palliative => Profile {
                specialty: "Soins palliatifs",
                days: 13.0,
                elective: 0.1,
                ages: Ages::Senior,
                death: 0.72,
                rehab: 0.0,
                critical: 0.0,
                ..MEDICINE
            },
            Self::VisceralSurgery => SURGERY,
            Self::Orthopaedics => Profile {
                specialty: "Orthopédie",
                days: 6.0,
                rehab: 0.13,
                men: 0.45,
                ages: Ages::Adult,
                ..SURGERY
            },
            Self::VascularSurgery => Profile {
                specialty: "Chirurgie vasculaire",
                days: 6.5,
                men: 0.66,
                ..SURGERY
            },
            Self::Neurosurgery => Profile {
                specialty: "Neurochirurgie",
                days: 6.5,
                rehab: 0.1,
                ..SURGERY
            },
            Self::Urology => Profile {
                specialty: "Urologie",
                days: 3.6,
                men: 0.76,
                elective: 0.65,
                ..SURGERY
            },
            Self::EarNoseThroat => Profile {
                specialty: "ORL et ophtalmologie",
                days: 3.0,
                elective: 0.7,
                rehab: 0.0,
                ..SURGERY
            },
            Self::Gynaecology => Profile {
                specialty: "Gynécologie",
                days: 3.0,
                elective: 0.65,
                men: 0.0,
                rehab: 0.0,
                ages: Ages::AnyAdult,
                beyond: &[Kind::VisceralSurgery],
                ..SURGERY
            },
            Self::Maternity => Profile {
                specialty: "Obstétrique",
                days: 4.0,
                spread: 0.3,
                target: 0.88,
                elective: 0.2,
                ages: Ages::Mother,
                men: 0.0,
                death: 0.0,
                rehab: 0.0,
                isolation: 0.02,
                leave: 0.0,
                critical: 0.003,
                bed_change: 0.04,
                beyond: &[Kind::Gynaecology],
                ..MEDICINE
            },
            Self::Neonatology => Profile {
                specialty: "Néonatologie",
                days: 12.0,
                target: 0.88,
                elective: 0.0,
                ages: Ages::Newborn,
                leave: 0.0,
                critical: 0.0,
                isolation: 0.1,
                ..CHILD
            },
            Self::Paediatrics => CHILD,
            Self::PaediatricSurgery => Profile {
                specialty: "Chirurgie pédiatrique",
                days: 2.5,
                elective: 0.55,
                isolation: 0.03,
                ..CHILD
            },
            Self::MedicalDay => DAY,
            Self::OncologyDay => Profile {
                specialty: "Hôpital de jour d'oncologie",
                mode: "19",
                ages: Ages::Senior,
                ..DAY
            },
            Self::DaySurgery => Profile {
                specialty: "Chirurgie ambulatoire",
                mode: "23",
                ..DAY
            },
            Self::WeekUnit => Profile {
                specialty: "Hôpital de semaine",
                days: 2.6,
                spread: 0.3,
                target: 0.9,
                elective: 1.0,
                rehab: 0.0,
                death: 0.0,
                critical: 0.0,
                mode: "20",
                ..MEDICINE
            },
            Self::Rehabilitation => LONG,
            Self::GeriatricRehabilitation => Profile {
                specialty: "SMR gériatrique",
                days: 34.0,
                ages: Ages::Old,
                men: 0.35,
                death: 0.04,
                leave: 0.1,
                ..LONG
            },
            Self::LongTerm => Profile {
                specialty: "Soins de longue durée",
                days: 480.0,
                spread: 0.9,
                target: 1.07,
                elective: 0.5,
                ages: Ages::Old,
                men: 0.28,
                death: 0.7,
                bed_change: 0.2,
                beyond: &[],
                ..LONG
            },
            Self::Psychiatry => PSYCHIATRY,
            Self::ClosedPsychiatry => Profile {
                specialty: "Psychiatrie fermée",
                days: 18.0,
                elective: 0.0,
                leave: 0.1,
                isolation: 0.2,
                ..PSYCHIATRY
            },
        }
    }
}
