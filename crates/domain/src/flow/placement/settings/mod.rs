//! What the hospital sets about placement: strengths of rules, ward profiles, meanings of precautions, distances.
//!
//! One document for the territory, versioned by the journal. Lists of words (specialties, germs) are those of the flow. Places are named by their codes, so that the document can
//! be read by people, kept as a file and carried from one territory to another. An empty document works: every rule
//! has a strength of its own, and a ward nobody described takes everybody at the conventional level.

mod check;
mod lists;
mod wards;

use std::collections::BTreeMap;

use base::{Code, Moment, Zone};
use serde::{Deserialize, Serialize};

use super::rule::{FirmRule, Rule, SoftRule, Strength};
use crate::bed::{Attribute, Attributes};

pub use check::{Bounds, SettingsFlaw};
pub use lists::{Meaning, RoomNeed, Sector, meanings_shipped};
pub use wards::{Ages, Distance, SexPolicy, SitePlace, WardPlace, WardProfile};

/// What the hospital sets about placement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlacementSettings {
    /// Strengths of firm rules that differ from [`FirmRule::ALL`].
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub firm: BTreeMap<FirmRule, Strength>,
    /// Points of soft rules that differ from [`SoftRule::ALL`]; 0 switches a rule off.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub soft: BTreeMap<SoftRule, u16>,
    /// The germs that ask for a room under negative pressure, by their codes in the settings of the flow.
    pub negative_pressure: Vec<Code>,
    /// What each precaution of the territory's set asks of a room. One that is not listed asks for nothing but that
    /// room-mates have the same.
    pub precautions: Vec<Meaning>,
    /// What each ward takes.
    pub wards: Vec<WardProfile>,
    /// How far sites are from each other.
    pub distances: Vec<Distance>,
    /// Equipment that is rare: a bed that has it is better left to who needs it.
    #[serde(with = "words")]
    pub rare: Attributes,
    /// Minutes ahead within which a bed that is not free yet is proposed.
    pub horizon_minutes: u16,
    /// Minutes that the cleaning of a bed takes after a departure (*bionettoyage*).
    pub cleaning_minutes: u16,
    /// Minutes that a disinfection takes.
    pub disinfection_minutes: u16,
    /// The hour, on the clock of the site, at which a patient leaves whose day of departure is known and not the hour.
    pub leaving_hour: u8,
    /// Years between room-mates above which their ages are called very different.
    pub age_gap_years: u16,
    /// Nights that a stay of unknown length counts for.
    pub usual_nights: u16,
}

impl Default for PlacementSettings {
    fn default() -> Self {
        let rare = [
            Attribute::NegativePressure,
            Attribute::PositivePressure,
            Attribute::Telemetry,
            Attribute::Bariatric,
            Attribute::Secure,
        ];
        Self {
            firm: BTreeMap::new(),
            soft: BTreeMap::new(),
            negative_pressure: Code::new("TB").into_iter().collect(),
            precautions: meanings_shipped(),
            wards: Vec::new(),
            distances: Vec::new(),
            rare: rare.into_iter().collect(),
            horizon_minutes: 720,
            cleaning_minutes: 45,
            disinfection_minutes: 120,
            leaving_hour: 14,
            age_gap_years: 40,
            usual_nights: 1,
        }
    }
}

impl PlacementSettings {
    /// How strong a firm rule is.
    #[must_use]
    pub fn strength(&self, rule: FirmRule) -> Strength {
        let shipped = || FirmRule::ALL.iter().find(|(it, _)| *it == rule).map(|it| it.1);
        let set = self.firm.get(&rule).copied();
        set.or_else(shipped).unwrap_or(Strength::Hard)
    }

    /// What a soft rule costs; 0 when it is off.
    #[must_use]
    pub fn points(&self, rule: SoftRule) -> u16 {
        let shipped = || SoftRule::ALL.iter().find(|(it, _)| *it == rule).map(|it| it.1);
        self.soft.get(&rule).copied().or_else(shipped).unwrap_or(0)
    }

    /// Whether the rule says anything.
    #[must_use]
    pub fn is_on(&self, rule: Rule) -> bool {
        match rule {
            Rule::Fixed(_) => true,
            Rule::Firm(rule) => self.strength(rule) != Strength::Off,
            Rule::Soft(rule) => self.points(rule) > 0,
        }
    }

    /// What that precaution asks of a room, when the hospital said so.
    #[must_use]
    pub fn meaning(&self, code: &Code) -> Option<&Meaning> {
        self.precautions.iter().find(|it| it.code == *code)
    }

    /// When somebody leaves who is announced for then. Midnight means a day without an hour: people then leave when
    /// people usually leave.
    pub(crate) fn at_leaving_hour(&self, zone: &Zone, at: Moment) -> Moment {
        let civil = zone.civil(at);
        if civil.hour() != 0 || civil.minute() != 0 || civil.second() != 0 {
            return at;
        }
        let hour = i8::try_from(self.leaving_hour).unwrap_or(0).min(23);
        zone.moment(civil.date().at(hour, 0, 0, 0)).0
    }

    /// Minutes between two sites, in either direction.
    #[must_use]
    pub fn minutes(&self, from: &SitePlace, to: &SitePlace) -> Option<u16> {
        let told = |one: &SitePlace, other: &SitePlace| {
            let mut known = self.distances.iter();
            known
                .find(|it| it.from == *one && it.to == *other)
                .map(|it| it.minutes)
        };
        told(from, to).or_else(|| told(to, from))
    }
}

/// Attributes by their words: a number would mean nothing in a file that people read.
mod words {
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::bed::{Attribute, Attributes};

    pub(super) fn serialize<S: Serializer>(set: &Attributes, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(set.iter().map(Attribute::word))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Attributes, D::Error> {
        let words = Vec::<String>::deserialize(input)?;
        let named = |word: &String| {
            Attribute::named(word).ok_or_else(|| D::Error::custom(format!("no equipment is called {word}")))
        };
        words.iter().map(named).collect()
    }
}
