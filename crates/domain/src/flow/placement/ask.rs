//! A question made ready for the scan: everything that does not depend on the bed, worked out once.

use base::id::StayId;
use base::time::{DAY, MINUTE};
use base::{Moment, Zone};
use smallvec::SmallVec;

use super::beds::{Asks, Beds, Person, Promised};
use super::question::{Age, From, Question};
use super::rule::{FirmRule, SoftRule, Strength};
use super::settings::PlacementSettings;
use crate::bed::{Attribute, Attributes};
use crate::flow::{Level, SingleRoom};

/// When a move counts as one by night, on the clock of the site: from 21:00 to 07:00.
const NIGHT: (i8, i8) = (21, 7);

/// A question made ready.
pub(super) struct Ask<'a> {
    pub question: &'a Question,
    /// The moment of the question, in milliseconds.
    pub now: i64,
    /// Milliseconds: from when the bed is wanted, and until when it may become ready.
    pub at: i64,
    pub by: i64,
    /// The end of the stay as far as it can be told; promises from then on are nobody's business.
    pub leaves: i64,
    pub nights: u32,
    pub level: Level,
    pub single: SingleRoom,
    /// What is needed of the bed and the room, single room not counted.
    pub equipment: Attributes,
    /// Precautions by position; those of them that keep the patient apart; the germ; what they ask.
    pub apart: u64,
    pub germ: u8,
    pub asks: Asks,
    pub specialty: Specialty,
    /// The youngest and oldest the patient can be, in years.
    pub years: Option<(u16, u16)>,
    /// The year of birth, when it is known.
    pub born: u16,
    /// The position of the site where the patient is.
    pub site: Option<u16>,
    /// Getting a bed is a move of somebody who has a place already.
    pub moving: bool,
    nights_between: SmallVec<[(i64, i64); 6]>,
    pub strengths: Strengths,
    pub age_gap: u16,
}

/// The specialty that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Specialty {
    /// None, or one that the hospital's list does not have.
    Unknown,
    /// One of the list, as a set of one position.
    Of(u128),
}

/// How strong each rule is, in arrays.
pub(super) struct Strengths {
    firm: [Strength; FirmRule::ALL.len()],
    soft: [u16; SoftRule::ALL.len()],
}

impl Strengths {
    fn of(settings: &PlacementSettings) -> Self {
        Self {
            firm: FirmRule::ALL.map(|(rule, _)| settings.strength(rule)),
            soft: SoftRule::ALL.map(|(rule, _)| settings.points(rule)),
        }
    }

    #[inline]
    pub fn firm(&self, rule: FirmRule) -> Strength {
        self.firm[rule as usize]
    }

    #[inline]
    pub fn soft(&self, rule: SoftRule) -> u16 {
        self.soft[rule as usize]
    }
}

impl<'a> Ask<'a> {
    pub fn of(beds: &Beds, question: &'a Question, now: Moment) -> Self {
        let (settings, needs, territory) = (&*beds.settings, &question.needs, &*beds.territory);
        let at = question.at.max(now).max(needs.earliest.unwrap_or(now));
        let horizon = at.plus(i64::from(settings.horizon_minutes) * MINUTE);
        // An hour that has come, or at which the patient comes, is no limit: a bed that is ready soon is better than
        // none.
        let limit = needs.latest.filter(|latest| *latest > at);
        let by = limit.map_or(horizon, |latest| latest.min(horizon)).max(at);
        let nights = needs.nights.map_or(settings.usual_nights, |it| it.max(1));
        let stay = needs.nights.map(|nights| at.plus(i64::from(nights) * DAY));
        let precautions = territory.precautions(&needs.precautions);
        let germ = territory.germ(needs.germ.as_ref());
        let specialty = needs
            .specialty
            .as_ref()
            .map_or(0, |code| territory.specialties(std::slice::from_ref(code)));
        let asked_single = needs.equipment.has(Attribute::Single);
        let single = Attributes::NONE.with(Attribute::Single);
        Self {
            question,
            now: now.millis(),
            at: at.millis(),
            by: by.millis(),
            leaves: stay.unwrap_or(Moment::NEVER).millis(),
            nights: u32::from(nights.clamp(1, super::settings::Bounds::NIGHTS)),
            level: needs.level,
            single: if asked_single {
                SingleRoom::Required
            } else {
                needs.single
            },
            equipment: needs.equipment.without(single),
            apart: territory.keeping_apart(precautions),
            germ,
            asks: territory.asks(precautions, germ),
            specialty: if specialty == 0 {
                Specialty::Unknown
            } else {
                Specialty::Of(specialty)
            },
            years: years(question.age, at, &beds.zone),
            born: match question.age {
                Age::Born(year) => year,
                Age::Unknown | Age::Group(_) => 0,
            },
            site: match question.from {
                From::Outside => None,
                From::Emergency(site) => site.and_then(|it| beds.site(it)),
                From::Ward(ward) => beds.ward_row(ward).and_then(|it| it.site),
            },
            moving: matches!(question.from, From::Ward(_)),
            nights_between: nights_between(at, by, &beds.zone),
            strengths: Strengths::of(settings),
            age_gap: settings.age_gap_years,
        }
    }

    /// Whether that is the patient the question is about.
    #[inline]
    pub fn is_them(&self, stay: Option<StayId>) -> bool {
        stay.is_some() && stay == self.question.stay
    }

    /// Whether a promise stands in the way: to somebody else, not yet over, and from before the patient leaves. One
    /// that ends before the patient comes does, too: it ends because somebody lies there.
    #[inline]
    pub fn is_in_the_way(&self, promised: &Promised) -> bool {
        !self.is_them(promised.who.stay) && promised.until > self.now && promised.from < self.leaves
    }

    /// Whether a promise refuses the bed to the patient: it stands in the way, or it is the one that a bed may have.
    #[inline]
    pub fn is_refused_by(&self, promised: &Promised) -> bool {
        let other = promised.by_the_cell && !self.is_them(promised.who.stay) && promised.until > self.now;
        other || self.is_in_the_way(promised)
    }

    /// Whether somebody in the room will still be there.
    #[inline]
    pub fn stays_on(&self, person: &Person) -> bool {
        person.is_there && !self.is_them(person.stay) && (person.leaves == 0 || person.leaves > self.at)
    }

    /// Whether that room-mate may be of any sex and age: a mother, a newborn, the other one of a couple.
    #[inline]
    pub fn together_with(&self, stay: Option<StayId>) -> bool {
        stay.is_some_and(|stay| self.question.together.contains(&stay))
    }

    #[inline]
    pub fn is_night(&self, at: i64) -> bool {
        self.nights_between
            .iter()
            .any(|(from, to)| (*from..*to).contains(&at))
    }
}

fn years(age: Age, at: Moment, zone: &Zone) -> Option<(u16, u16)> {
    match age {
        Age::Unknown => None,
        Age::Group(group) => Some(group.years()),
        Age::Born(born) => {
            let year = u16::try_from(zone.civil(at).year()).unwrap_or(born);
            let oldest = year.saturating_sub(born);
            Some((oldest.saturating_sub(1), oldest))
        }
    }
}

/// The nights that touch that time, each by the clock of the site: one with a change of the clocks is longer or shorter.
fn nights_between(at: Moment, by: Moment, zone: &Zone) -> SmallVec<[(i64, i64); 6]> {
    let mut nights = SmallVec::new();
    let (mut day, last) = (zone.civil(at.plus(-DAY)).date(), zone.civil(by).date());
    while day <= last && nights.len() < 16 {
        let Ok(next) = day.tomorrow() else { break };
        let from = zone.moment(day.at(NIGHT.0, 0, 0, 0)).0;
        let to = zone.moment(next.at(NIGHT.1, 0, 0, 0)).0;
        nights.push((from.millis(), to.millis()));
        day = next;
    }
    nights
}
