//! What a ward does, as far as its team's habits differ by it.

use super::Need;

/// A sort of ward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Sort {
    Emergency,
    Critical,
    Cardiology,
    Pneumology,
    Neurology,
    Oncology,
    Geriatrics,
    Rehabilitation,
    Surgery,
    Maternity,
    Paediatrics,
    Psychiatry,
    Day,
    Medicine,
}

impl Sort {
    /// Every sort.
    pub const ALL: [Self; 14] = [
        Self::Emergency,
        Self::Critical,
        Self::Cardiology,
        Self::Pneumology,
        Self::Neurology,
        Self::Oncology,
        Self::Geriatrics,
        Self::Rehabilitation,
        Self::Surgery,
        Self::Maternity,
        Self::Paediatrics,
        Self::Psychiatry,
        Self::Day,
        Self::Medicine,
    ];

    /// The sort of a ward by what people call it, in lower case and without accents.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let sorts: [(&[&str], Self); 13] = [
            (&["urgence"], Self::Emergency),
            (&["ambulatoire", "hopital de jour", "hdj"], Self::Day),
            (
                &[
                    "reanimation",
                    "soins critiques",
                    "soins continus",
                    "soins intensifs",
                ],
                Self::Critical,
            ),
            (
                &["readaptation", "ssr", "smr", "longue duree"],
                Self::Rehabilitation,
            ),
            (&["pediatr", "neonat"], Self::Paediatrics),
            (&["cardio"], Self::Cardiology),
            (&["pneumo", "infectieu"], Self::Pneumology),
            (&["neuro"], Self::Neurology),
            (&["onco", "hemato", "palliati"], Self::Oncology),
            (&["geriatr"], Self::Geriatrics),
            (&["maternite", "obstet", "gyneco"], Self::Maternity),
            (&["psychiatr"], Self::Psychiatry),
            (&["chirurg", "ortho", "uro", "orl", "vasculaire"], Self::Surgery),
        ];
        let found = sorts
            .iter()
            .find(|(words, _)| words.iter().any(|word| name.contains(word)));
        found.map_or(Self::Medicine, |(_, sort)| *sort)
    }

    /// The precautions seen there, and how often.
    pub(super) const fn precautions(self) -> [(&'static str, f64); 5] {
        let (contact, droplets, air, protective) = match self {
            Self::Pneumology => (0.08, 0.14, 0.05, 0.01),
            Self::Oncology => (0.05, 0.02, 0.0, 0.22),
            Self::Critical => (0.14, 0.05, 0.01, 0.02),
            Self::Geriatrics | Self::Rehabilitation => (0.09, 0.05, 0.0, 0.0),
            Self::Paediatrics => (0.04, 0.14, 0.0, 0.0),
            Self::Medicine => (0.06, 0.05, 0.01, 0.0),
            Self::Maternity | Self::Day | Self::Psychiatry => (0.01, 0.0, 0.0, 0.0),
            Self::Emergency | Self::Cardiology | Self::Neurology | Self::Surgery => (0.05, 0.02, 0.0, 0.0),
        };
        [
            ("C", contact),
            ("G", droplets),
            ("A", air),
            ("P", protective),
            ("BMR", contact / 3.0),
        ]
    }

    /// How often a telemetry unit is worn.
    pub(super) const fn telemetry(self) -> f64 {
        match self {
            Self::Cardiology => 0.45,
            Self::Neurology => 0.15,
            _ => 0.0,
        }
    }

    /// How patients move: alone, helped, in a wheelchair, on a stretcher.
    pub(super) const fn mobility(self, age: u16) -> [f64; 4] {
        match (self, age) {
            (Self::Critical, _) => [0.02, 0.1, 0.1, 0.78],
            (Self::Surgery, _) => [0.4, 0.32, 0.2, 0.08],
            (_, 85..) => [0.15, 0.45, 0.3, 0.1],
            (_, 70..) => [0.45, 0.38, 0.13, 0.04],
            _ => [0.86, 0.08, 0.04, 0.02],
        }
    }

    /// What is not to be overlooked, and how often.
    pub(super) const fn needs(self, age: u16) -> [(Need, f64); 5] {
        let fall = if age >= 80 {
            0.5
        } else if age >= 70 {
            0.25
        } else {
            0.03
        };
        let oxygen = match self {
            Self::Pneumology => 0.45,
            Self::Cardiology => 0.22,
            Self::Critical => 0.6,
            Self::Maternity | Self::Day | Self::Psychiatry => 0.0,
            _ => 0.07,
        };
        let social = match self {
            Self::Geriatrics | Self::Rehabilitation | Self::Psychiatry => 0.2,
            _ => 0.06,
        };
        let companion = match self {
            Self::Paediatrics => 0.65,
            Self::Maternity => 0.25,
            Self::Oncology => 0.1,
            _ => 0.02,
        };
        [
            (Need::Fall, fall),
            (Need::Oxygen, oxygen),
            (Need::Social, social),
            (Need::Companion, companion),
            (Need::Confidential, 0.008),
        ]
    }

    /// How often a discharge is planned on the board.
    pub(super) const fn planned(self) -> f64 {
        match self {
            Self::Emergency | Self::Day => 0.0,
            Self::Critical => 0.1,
            Self::Psychiatry => 0.4,
            Self::Rehabilitation => 0.6,
            _ => 0.75,
        }
    }

    /// Days of a usual stay.
    pub(super) const fn days(self) -> f64 {
        match self {
            Self::Rehabilitation => 26.0,
            Self::Psychiatry => 18.0,
            Self::Geriatrics => 11.0,
            Self::Maternity => 4.0,
            Self::Paediatrics => 3.0,
            Self::Surgery | Self::Cardiology => 5.0,
            _ => 7.0,
        }
    }

    /// Where patients go: home, rehabilitation, nursing home, hospital at home.
    pub(super) const fn destinations(self, age: u16) -> [f64; 4] {
        match (self, age) {
            (Self::Maternity | Self::Paediatrics | Self::Psychiatry, _) => [1.0, 0.0, 0.0, 0.0],
            (Self::Rehabilitation, _) => [0.7, 0.0, 0.22, 0.08],
            (_, 80..) => [0.5, 0.28, 0.17, 0.05],
            _ => [0.86, 0.09, 0.01, 0.04],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wards_are_known_by_what_people_call_them() {
        for (name, sort) in [
            ("urgences adultes", Sort::Emergency),
            ("hopital de jour oncologie", Sort::Day),
            ("soins intensifs de cardiologie", Sort::Critical),
            ("ssr geriatrique", Sort::Rehabilitation),
            ("chirurgie pediatrique", Sort::Paediatrics),
            ("neurochirurgie", Sort::Neurology),
            ("orthopedie", Sort::Surgery),
            ("medecine polyvalente", Sort::Medicine),
        ] {
            assert_eq!(Sort::of(name), sort, "{name}");
        }
    }
}
