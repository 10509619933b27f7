//! The rules of placement by name: how strong each is, and who may set it aside.
//!
//! Three types of rules, because not every strength makes sense for every rule: a [`FixedRule`] always refuses, a
//! [`FirmRule`] refuses unless the hospital makes it cost points or switches it off, a [`SoftRule`] costs points and
//! can never refuse. A rule that must stay hard therefore cannot be written otherwise in any settings.
//!
//! Points: one night as an outlier is 120 (the scale of French bed managers' own trade-offs, and of the literature on
//! patient admission scheduling, where a night in the wrong department is the unit of everything else).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::waiver::Waiver;

/// A rule that always refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FixedRule {
    /// The bed is open and staffed.
    Usable,
    /// Nobody lies in it, or whoever does has left it and it is clean in time.
    Free,
    /// It is promised to nobody else.
    Promised,
    /// Precautions of the patient and of the room-mates agree (SF2H 2013, HCSP).
    Precautions,
    /// The level of care is not below what is needed.
    Level,
    /// What is needed at the bed is there.
    Equipment,
    /// A single room when care needs one.
    SingleNeeded,
}

/// A rule that refuses unless the hospital says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FirmRule {
    /// Carriers of highly resistant bacteria, their contacts and everybody else are kept apart (BHRe, instruction
    /// DGOS/PF2/DGS/RI1/2014/08).
    Sector,
    /// Women and men do not share a room.
    Sex,
    /// The age is one the ward takes.
    Age,
    /// The ward takes that specialty at all.
    Specialty,
    /// The level of care is not above what is needed.
    LevelAbove,
    /// Beds kept for emergencies stay free (BJML, circulaire DGOS/R2/2019/235).
    Reserve,
}

/// A rule that costs points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SoftRule {
    /// A ward that agreed to the specialty without being its own: once.
    Agreed,
    /// A ward that is not of the specialty (*hébergement*): each night.
    Outlier,
    /// Each place down the list of preferred wards.
    Choice,
    /// Each minute between the sites.
    Distance,
    /// Each hour until the bed is ready.
    Wait,
    /// Each move already suffered, where the patient will have to be moved again.
    Moves,
    /// A move between 21:00 and 07:00.
    Night,
    /// A single room for somebody who does not need one.
    SingleKept,
    /// Each neighbour bed that nobody can lie in, each night (*lit neutralisé*).
    Neutralised,
    /// Each rare equipment that the patient does not need.
    Rare,
    /// A shared room for somebody who wished for a single one (*chambre particulière*).
    Wish,
    /// Room-mates of very different ages.
    AgeGap,
    /// A ward that is full: this many points at 100 %.
    Balance,
    /// A shared room for somebody whose companion stays.
    Companion,
}

/// How strong a firm rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Strength {
    /// Refuses.
    Hard,
    /// Costs that many points.
    Points(u16),
    /// Says nothing.
    Off,
}

/// Any rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Always refuses.
    Fixed(FixedRule),
    /// Refuses, costs or is off.
    Firm(FirmRule),
    /// Costs or is off.
    Soft(SoftRule),
}

impl FixedRule {
    /// Every one, in the order in which reasons are shown.
    pub const ALL: [Self; 7] = [
        Self::Usable,
        Self::Free,
        Self::Promised,
        Self::Precautions,
        Self::Level,
        Self::Equipment,
        Self::SingleNeeded,
    ];
}

impl FirmRule {
    /// Every one with its strength while the hospital has said nothing.
    pub const ALL: [(Self, Strength); 6] = [
        (Self::Sector, Strength::Hard),
        (Self::Sex, Strength::Hard),
        (Self::Age, Strength::Hard),
        (Self::Specialty, Strength::Hard),
        (Self::LevelAbove, Strength::Points(90)),
        (Self::Reserve, Strength::Points(80)),
    ];
}

impl SoftRule {
    /// Every one with its points while the hospital has said nothing; 0 switches it off.
    pub const ALL: [(Self, u16); 14] = [
        (Self::Agreed, 30),
        (Self::Outlier, 120),
        (Self::Choice, 5),
        (Self::Distance, 1),
        (Self::Wait, 20),
        (Self::Moves, 100),
        (Self::Night, 60),
        (Self::SingleKept, 40),
        (Self::Neutralised, 35),
        (Self::Rare, 15),
        (Self::Wish, 40),
        (Self::AgeGap, 10),
        (Self::Balance, 20),
        (Self::Companion, 30),
    ];

    /// What [`SoftRule::ALL`] counts the points for, in the units the rule measures in: an hour is sixty minutes, a
    /// full ward a hundred per cent.
    pub(super) const fn units(self) -> u32 {
        match self {
            Self::Wait => 60,
            Self::Balance => 100,
            Self::Agreed
            | Self::Outlier
            | Self::Choice
            | Self::Distance
            | Self::Moves
            | Self::Night
            | Self::SingleKept
            | Self::Neutralised
            | Self::Rare
            | Self::Wish
            | Self::AgeGap
            | Self::Companion => 1,
        }
    }
}

impl Rule {
    /// How many rules there are.
    pub const COUNT: usize = FixedRule::ALL.len() + FirmRule::ALL.len() + SoftRule::ALL.len();

    /// Every rule, in the order in which reasons are shown.
    pub fn all() -> impl Iterator<Item = Self> {
        let firm = FirmRule::ALL.into_iter().map(|(rule, _)| Self::Firm(rule));
        let soft = SoftRule::ALL.into_iter().map(|(rule, _)| Self::Soft(rule));
        FixedRule::ALL
            .into_iter()
            .map(Self::Fixed)
            .chain(firm)
            .chain(soft)
    }

    /// The place of the rule in [`Rule::all`].
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Fixed(rule) => rule as usize,
            Self::Firm(rule) => FixedRule::ALL.len() + rule as usize,
            Self::Soft(rule) => FixedRule::ALL.len() + FirmRule::ALL.len() + rule as usize,
        }
    }

    /// The word of the rule in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fixed(FixedRule::Usable) => "Usable",
            Self::Fixed(FixedRule::Free) => "Free",
            Self::Fixed(FixedRule::Promised) => "Promised",
            Self::Fixed(FixedRule::Precautions) => "Precautions",
            Self::Fixed(FixedRule::Level) => "Level",
            Self::Fixed(FixedRule::Equipment) => "Equipment",
            Self::Fixed(FixedRule::SingleNeeded) => "SingleNeeded",
            Self::Firm(FirmRule::Sector) => "Sector",
            Self::Firm(FirmRule::Sex) => "Sex",
            Self::Firm(FirmRule::Age) => "Age",
            Self::Firm(FirmRule::Specialty) => "Specialty",
            Self::Firm(FirmRule::LevelAbove) => "LevelAbove",
            Self::Firm(FirmRule::Reserve) => "Reserve",
            Self::Soft(SoftRule::Agreed) => "Agreed",
            Self::Soft(SoftRule::Outlier) => "Outlier",
            Self::Soft(SoftRule::Choice) => "Choice",
            Self::Soft(SoftRule::Distance) => "Distance",
            Self::Soft(SoftRule::Wait) => "Wait",
            Self::Soft(SoftRule::Moves) => "Moves",
            Self::Soft(SoftRule::Night) => "Night",
            Self::Soft(SoftRule::SingleKept) => "SingleKept",
            Self::Soft(SoftRule::Neutralised) => "Neutralised",
            Self::Soft(SoftRule::Rare) => "Rare",
            Self::Soft(SoftRule::Wish) => "Wish",
            Self::Soft(SoftRule::AgeGap) => "AgeGap",
            Self::Soft(SoftRule::Balance) => "Balance",
            Self::Soft(SoftRule::Companion) => "Companion",
        }
    }

    /// The rule of that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::all().find(|it| it.word() == word)
    }

    /// The reasons for which a person may set the rule aside for one bed; none for what may never be: a bed that is
    /// closed, taken or promised stays so whoever insists, and what only costs points needs nobody's leave.
    #[must_use]
    pub const fn waivers(self) -> &'static [Waiver] {
        use Waiver::{Crisis, DoctorDecides, HygieneTeam, NoOtherBed, PatientAgrees, WardAgrees, WrongFacts};
        match self {
            Self::Fixed(FixedRule::Usable | FixedRule::Free | FixedRule::Promised) | Self::Soft(_) => &[],
            Self::Fixed(FixedRule::Precautions) | Self::Firm(FirmRule::Sector) => &[HygieneTeam, WrongFacts],
            Self::Fixed(FixedRule::Level) => &[DoctorDecides, WrongFacts],
            Self::Fixed(FixedRule::Equipment) => &[DoctorDecides, WrongFacts],
            Self::Fixed(FixedRule::SingleNeeded) => &[DoctorDecides, HygieneTeam, WrongFacts],
            Self::Firm(FirmRule::Sex) => &[PatientAgrees, NoOtherBed, Crisis, WrongFacts],
            Self::Firm(FirmRule::Age) => &[DoctorDecides, NoOtherBed, Crisis, WrongFacts],
            Self::Firm(FirmRule::Specialty) => &[WardAgrees, DoctorDecides, Crisis, WrongFacts],
            Self::Firm(FirmRule::LevelAbove) => &[WardAgrees, DoctorDecides, NoOtherBed, Crisis],
            Self::Firm(FirmRule::Reserve) => &[WardAgrees, NoOtherBed, Crisis],
        }
    }
}

/// As its word: the three kinds of rules share one list of names, in the journal and in files.
impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Word;
        impl serde::de::Visitor<'_> for Word {
            type Value = Rule;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("the word of a rule")
            }
            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Rule, E> {
                Rule::named(word).ok_or_else(|| E::custom(format!("no rule is called {word}")))
            }
        }
        input.deserialize_str(Word)
    }
}

/// A set of rules: what refuses a bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Rules(u32);

impl Rules {
    /// No rule.
    pub const NONE: Self = Self(0);

    /// The set with that rule.
    #[must_use]
    pub const fn with(self, rule: Rule) -> Self {
        Self(self.0 | 1 << rule.index())
    }

    /// Whether the set holds that rule.
    #[must_use]
    pub const fn has(self, rule: Rule) -> bool {
        self.0 & (1 << rule.index()) != 0
    }

    /// What either set holds.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both sets hold.
    #[must_use]
    pub const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What this set holds and the other does not.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the set holds no rule.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many rules the set holds.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The places of the rules, as [`Rule::index`] tells them.
    #[inline]
    pub(super) fn indexes(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let index = (rest != 0).then(|| rest.trailing_zeros() as usize);
            rest &= rest.wrapping_sub(1);
            index
        })
    }

    /// The rules, in the order in which reasons are shown.
    pub fn iter(self) -> impl Iterator<Item = Rule> {
        Rule::all().filter(move |rule| self.has(*rule))
    }
}

impl FromIterator<Rule> for Rules {
    fn from_iter<I: IntoIterator<Item = Rule>>(items: I) -> Self {
        items.into_iter().fold(Self::NONE, Self::with)
    }
}
