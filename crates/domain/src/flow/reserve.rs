//! The emergency reserve (*besoin journalier minimal en lits*, circular DGOS/R2/2019/235): how many beds a ward should
//! keep for admissions that nobody planned, on a given day.
//!
//! It is a minimum to keep, not a forecast: a low percentile of what came on the same week of the years before, so that
//! on most days more come. Window and percentile are the hospital's; definitions differ from region to region.

use std::collections::{BTreeMap, BTreeSet};

use base::id::WardId;
use base::zone::{Date, IsoWeek, Span, Weekday};
use base::{Code, Moment, Zone};
use serde::{Deserialize, Serialize};

use super::{FlowFlaw, emergency_wards};
use crate::state::State;

/// How the reserve is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReserveRules {
    /// How many years back.
    pub years: u8,
    /// How many weeks before and after the same week count too.
    pub weeks_around: u8,
    /// The percentile, from 1 to 99.
    pub percentile: u8,
    /// Only the same day of the week counts.
    pub same_weekday: bool,
    /// The emergency departments, from which unscheduled admissions come, by their codes; while none is listed, those
    /// that are called so.
    pub emergency_wards: Vec<Code>,
    /// Beds that the hospital keeps in a ward whatever came before, by the code of the ward.
    pub by_hand: BTreeMap<Code, u16>,
}

impl Default for ReserveRules {
    fn default() -> Self {
        Self {
            years: 3,
            weeks_around: 0,
            percentile: 25,
            same_weekday: false,
            emergency_wards: Vec::new(),
            by_hand: BTreeMap::new(),
        }
    }
}

impl ReserveRules {
    /// The most beds a ward may keep.
    pub const MOST: u16 = 200;

    pub(super) fn check(&self, flaws: &mut Vec<FlowFlaw>) {
        if !(1..=10).contains(&self.years) || self.weeks_around > 8 {
            flaws.push(FlowFlaw::ReserveWindow);
        }
        if !(1..=99).contains(&self.percentile) {
            flaws.push(FlowFlaw::Percentile);
        }
        if self.by_hand.values().any(|it| *it > Self::MOST) {
            flaws.push(FlowFlaw::ReserveByHand);
        }
    }
}

/// Admissions counted day by day, without a gap: a day without any is a day with none, one outside is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DailyCounts {
    /// The first day.
    pub first: Date,
    /// One count a day from then on.
    pub counts: Vec<u16>,
}

impl DailyCounts {
    /// The count of a day; none when it is not known.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<u16> {
        let place = usize::try_from((day - self.first).get_days()).ok()?;
        self.counts.get(place).copied()
    }
}

/// The reserve of a day, and what it was counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserve {
    /// Beds to keep.
    pub beds: u16,
    /// How many days of the past were looked at; none when the hospital set it by hand.
    pub days: usize,
    /// The least that came on one of them.
    pub least: u16,
    /// The most.
    pub most: u16,
}

/// The reserve of each ward that keeps one.
pub type Reserves = BTreeMap<WardId, Reserve>;

/// The reserve of a ward for a day, from what came before; none when nothing is known of those weeks.
#[must_use]
pub fn reserve(history: &DailyCounts, day: Date, rules: &ReserveRules) -> Option<Reserve> {
    let mut found: Vec<u16> = days_like(day, rules)
        .into_iter()
        .filter_map(|it| history.on(it))
        .collect();
    found.sort_unstable();
    let (least, most) = (*found.first()?, *found.last()?);
    // Nearest rank: the smallest count that at least that share of the days did not exceed.
    let rank = (found.len() * usize::from(rules.percentile)).div_ceil(100).max(1);
    let beds = found.get(rank - 1).copied().unwrap_or(most);
    Some(Reserve {
        beds,
        days: found.len(),
        least,
        most,
    })
}

/// The reserve of every ward for a day: what the hospital set by hand, else what came before. A ward of which nothing is
/// known has none. Looks at every stay there ever was: once a day, not for each screen.
#[must_use]
pub fn reserves(state: &State, zone: &Zone, day: Date) -> Reserves {
    with_those_set_by_hand(state, &from_what_came(state, zone, day))
}

/// The reserve of every ward for a day, from what came before alone. Looks at every stay there ever was.
#[must_use]
pub fn from_what_came(state: &State, zone: &Zone, day: Date) -> Reserves {
    let rules = &state.settings.flow.reserve;
    let days = i32::from(rules.years) * 366 + i32::from(rules.weeks_around) * 7 + 7;
    let (Ok(from), Ok(to)) = (day.checked_sub(a_span_of(days)), day.checked_sub(a_span_of(1))) else {
        return Reserves::new();
    };
    let mut counted = unscheduled(state, zone, from, to);
    since_first_known(&mut counted);
    let of_ward = |(ward, history)| Some((ward, reserve(&history, day, rules)?));
    let mut found: Reserves = counted.into_iter().filter_map(of_ward).collect();
    found.retain(|_, it| it.beds > 0);
    found
}

/// What came before, but for the wards for which the hospital set a reserve by hand. Looks at wards only.
#[must_use]
pub fn with_those_set_by_hand(state: &State, came: &Reserves) -> Reserves {
    let rules = &state.settings.flow.reserve;
    let mut found = came.clone();
    for ward in state.wards.iter().filter(|it| it.merged_into.is_none()) {
        if let Some(beds) = rules.by_hand.get(&ward.code).copied() {
            let by_hand = Reserve {
                beds,
                days: 0,
                least: beds,
                most: beds,
            };
            found.insert(ward.id, by_hand);
        }
    }
    found.retain(|_, it| it.beds > 0);
    found
}

/// All that [`from_what_came`] depends on beside the stays of the past: when it differs, it is counted again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReserveBasis {
    day: Date,
    zone: String,
    rules: ReserveRules,
    departments: Vec<WardId>,
    merged: Vec<(WardId, WardId)>,
}

impl ReserveBasis {
    /// That of a day.
    #[must_use]
    pub fn of(state: &State, day: Date) -> Self {
        let merged = state.wards.iter().filter_map(|it| Some((it.id, it.merged_into?)));
        Self {
            day,
            zone: state.settings.zone.clone(),
            rules: ReserveRules {
                by_hand: BTreeMap::new(),
                ..state.settings.flow.reserve.clone()
            },
            departments: emergency_wards(state).map(|it| it.id).collect(),
            merged: merged.collect(),
        }
    }
}

/// Before the first admission from an emergency ward that was ever seen, nothing was seen: these days are not known, and
/// none of them is a day without any.
fn since_first_known(counted: &mut BTreeMap<WardId, DailyCounts>) {
    let begins = |it: &DailyCounts| it.counts.iter().position(|count| *count > 0);
    let Some(known) = counted.values().filter_map(begins).min() else {
        counted.clear();
        return;
    };
    for history in counted.values_mut() {
        history.counts.drain(..known);
        if let Ok(first) = history
            .first
            .checked_add(a_span_of(i32::try_from(known).unwrap_or(0)))
        {
            history.first = first;
        }
    }
}

/// The days of the years before that a day is compared with: those of the same ISO week, and of the weeks around.
fn days_like(day: Date, rules: &ReserveRules) -> BTreeSet<Date> {
    let week = day.iso_week_date();
    let mut days = BTreeSet::new();
    for back in 1..=i16::from(rules.years) {
        let Some(monday) = monday_of(week.year() - back, week.week()) else {
            continue;
        };
        let around = i32::from(rules.weeks_around);
        for step in -around * 7..(around + 1) * 7 {
            let Ok(it) = monday.checked_add(a_span_of(step)) else {
                continue;
            };
            if it < day && (!rules.same_weekday || it.weekday() == day.weekday()) {
                days.insert(it);
            }
        }
    }
    days
}

fn a_span_of(days: i32) -> Span {
    Span::new().days(days)
}

/// The Monday of an ISO week; of a year that has no 53rd, that of its 52nd.
fn monday_of(year: i16, week: i8) -> Option<Date> {
    let monday = |week| IsoWeek::new(year, week, Weekday::Monday).ok().map(IsoWeek::date);
    monday(week).or_else(|| monday(52))
}

/// How many patients came to each ward from an emergency ward, each day from one to another (both included). Looks at
/// every stay there ever was: a question for the night, not for a screen.
#[must_use]
pub fn unscheduled(state: &State, zone: &Zone, from: Date, to: Date) -> BTreeMap<WardId, DailyCounts> {
    let departments: BTreeSet<WardId> = emergency_wards(state).map(|it| it.id).collect();
    let is_emergency = |ward: WardId| departments.contains(&ward);
    let days = usize::try_from((to - from).get_days() + 1).unwrap_or(0);
    let mut wards: BTreeMap<WardId, DailyCounts> = BTreeMap::new();
    for stay in &state.stays {
        let segments = stay.timeline.segments.iter();
        let places: Vec<(Moment, Option<WardId>)> =
            segments.map(|it| (it.from, state.ward_of_segment(it))).collect();
        for pair in places.windows(2) {
            let [(_, Some(before)), (at, Some(after))] = pair else {
                continue;
            };
            if !is_emergency(*before) || is_emergency(*after) {
                continue;
            }
            let place = usize::try_from((zone.civil(*at).date() - from).get_days()).unwrap_or(usize::MAX);
            let counts = wards.entry(*after).or_insert_with(|| DailyCounts {
                first: from,
                counts: vec![0; days],
            });
            if let Some(count) = counts.counts.get_mut(place) {
                *count = count.saturating_add(1);
            }
        }
    }
    wards
}
