//! What a hospital sets of the rank beside its thesaurus: how points grow with the wait, and what else counts.

use base::{Code, Label};
use serde::{Deserialize, Serialize};

use super::{FlowFlaw, Origin};

/// How requests are ranked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RankRules {
    /// Points a request has gained when its target delay is over; in proportion before and after.
    pub ageing_points: u16,
    /// The most points that waiting gives.
    pub ageing_most: u16,
    /// Points at once when the target delay is over.
    pub overdue_points: u16,
    /// Points of a request without an entry of the thesaurus.
    pub unclassified_points: u16,
    /// The target delay of a request without an entry, in minutes.
    pub unclassified_minutes: u32,
    /// What else counts, in the order in which it is shown.
    pub adjustments: Vec<Adjustment>,
    /// The wards of critical care, by their codes.
    pub critical_wards: Vec<Code>,
    /// Reasons of withdrawal that mean that a planned admission was called off.
    pub called_off: Vec<Code>,
}

/// Something that counts beside class and wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjustment {
    /// Its code.
    pub code: Code,
    /// What people read.
    pub name: Label,
    /// The points it gives, or takes.
    pub points: i16,
    /// When.
    pub when: Circumstance,
}

/// A circumstance that the product can see by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Circumstance {
    /// Of that age or more, on a trolley.
    OnTrolley {
        /// Years; 0 for everybody.
        from_age: u16,
    },
    /// For each night (three in the morning by the clock of the site) on a trolley, from when the patient came to lie there.
    NightsOnTrolley,
    /// Of that age or more.
    Age {
        /// Years.
        from_age: u16,
    },
    /// In a bed of critical care, and medically ready to leave it.
    CriticalBedToFree,
    /// A planned admission that was called off before.
    CalledOffBefore,
    /// Asked from there.
    From(Origin),
}

impl Default for RankRules {
    fn default() -> Self {
        let adjustment = |code: &str, name: &str, points, when| {
            Some(Adjustment {
                code: Code::new(code).ok()?,
                name: Label::new(name).ok()?,
                points,
                when,
            })
        };
        let adjustments = [
            adjustment(
                "BRANCARD75",
                "75 ans ou plus sur un brancard",
                60,
                Circumstance::OnTrolley { from_age: 75 },
            ),
            adjustment(
                "NUIT",
                "Nuit passée sur un brancard",
                80,
                Circumstance::NightsOnTrolley,
            ),
            adjustment(
                "SORTIEREA",
                "Lit de soins critiques à libérer",
                90,
                Circumstance::CriticalBedToFree,
            ),
            adjustment("REPROG", "Déjà déprogrammé", 70, Circumstance::CalledOffBefore),
        ];
        Self {
            ageing_points: 100,
            ageing_most: 400,
            overdue_points: 50,
            unclassified_points: 200,
            unclassified_minutes: 360,
            adjustments: adjustments.into_iter().flatten().collect(),
            critical_wards: Vec::new(),
            called_off: Code::new("DEPROG").into_iter().collect(),
        }
    }
}

impl RankRules {
    /// Most adjustments.
    pub const ADJUSTMENTS: usize = 20;

    pub(super) fn check(&self, flaws: &mut Vec<FlowFlaw>) {
        if self.unclassified_minutes == 0 {
            flaws.push(FlowFlaw::UnclassifiedTarget);
        }
        if self.adjustments.len() > Self::ADJUSTMENTS {
            flaws.push(FlowFlaw::ManyAdjustments);
        }
        for (place, it) in self.adjustments.iter().enumerate() {
            let before = &self.adjustments[..place];
            if before.iter().any(|other| other.code == it.code) {
                flaws.push(FlowFlaw::AdjustmentTwice(it.code.clone()));
            }
        }
    }
}
