//! What was heard of each ward lately: gathered in one pass over the stays.

use std::collections::BTreeMap;

use base::Moment;
use base::id::{StayId, WardId};
use base::time::DAY;

use super::super::clocks::{Clocks, Way, clocks_of};
use super::Period;
use crate::movement::{Class, Report};
use crate::state::State;
use crate::stay::Stay;

/// How far back silence is compared: the days of [`super::Usual`] and one more week, in milliseconds.
pub(super) const MEMORY: i64 = 35 * DAY;

/// What was heard of a ward.
#[derive(Clone, Debug, Default)]
pub(super) struct Heard {
    /// When feeds spoke of it, by their clocks, in order.
    pub feed: Vec<Moment>,
    /// When somebody last did something on its board.
    pub action: Option<Moment>,
    /// Its comings and goings in the period asked for.
    pub clocks: Vec<Clocks>,
    /// Departures seen and never stated, whenever they were, and whose.
    pub unstated: Vec<(StayId, Moment)>,
}

/// What was heard of each ward, or of one alone.
pub(super) fn of_wards(
    state: &State,
    only: Option<WardId>,
    period: Period,
    now: Moment,
) -> BTreeMap<WardId, Heard> {
    let mut wards = Wards {
        only,
        heard: BTreeMap::new(),
    };
    for stay in &state.stays {
        let segments = &stay.timeline.segments;
        let over = segments.last().map(|it| it.to).or(stay.timeline.left_at);
        if over.is_some_and(|over| now.since(over) > MEMORY) {
            continue;
        }
        wards.note(state, stay, period, now);
    }
    for ward in wards.heard.values_mut() {
        ward.feed.sort_unstable();
        ward.feed.dedup();
    }
    wards.heard
}

/// The wards asked for.
struct Wards {
    only: Option<WardId>,
    heard: BTreeMap<WardId, Heard>,
}

impl Wards {
    fn at(&mut self, ward: WardId) -> Option<&mut Heard> {
        let asked = self.only.is_none_or(|only| only == ward);
        asked.then(|| self.heard.entry(ward).or_default())
    }

    /// Notes what was heard of a stay at the wards it concerns.
    fn note(&mut self, state: &State, stay: &Stay, period: Period, now: Moment) {
        let recent = |moment: Moment| moment <= now && now.since(moment) <= MEMORY;
        for report in &stay.reports.unpack() {
            let said = report.stamp.sent_at;
            let by_hand = report.movement.authority == State::OURSELVES;
            let Some(heard) = ward_of_report(state, stay, report).and_then(|it| self.at(it)) else {
                continue;
            };
            if by_hand {
                heard.action = heard.action.max(Some(said.min(now)));
            } else if recent(said) {
                heard.feed.push(said);
            }
        }
        let seen = stay
            .seen
            .iter()
            .flat_map(|it| it.arrivals.iter().chain(&it.exits));
        for seen in seen {
            if let Some(heard) = seen
                .ward
                .and_then(|it| state.surviving(it))
                .and_then(|it| self.at(it))
            {
                heard.action = heard.action.max(Some(seen.told_at));
            }
        }
        if let Some(said) = last_statement(state, stay)
            && let Some(heard) = last_ward(state, stay).and_then(|it| self.at(it))
        {
            heard.action = heard.action.max(Some(said));
        }
        let visit = matches!(stay.timeline.class, Some(Class::Outpatient | Class::Recurring));
        for clocks in clocks_of(state, stay) {
            let Some(heard) = clocks.ward.and_then(|it| self.at(it)) else {
                continue;
            };
            let stated = clocks.stated.as_ref();
            if clocks.way == Way::Exit
                && let Some(stated) = stated.filter(|it| recent(it.said_at))
            {
                heard.feed.push(stated.said_at);
            }
            if let (Way::Exit, None, Some(seen)) = (clocks.way, stated, clocks.seen) {
                heard.unstated.push((stay.id, seen.at));
            }
            let happened = stated.map(|it| it.at).or(clocks.seen.map(|it| it.at));
            let counts = happened.is_some_and(|at| at <= now && now.since(at) < period.length());
            // Consultations and sessions come and go without a bed, and administrations rarely say when they end.
            if counts && (clocks.in_bed || !visit) {
                heard.clocks.push(clocks);
            }
        }
    }
}

/// The ward that a report speaks of: where it put the patient, else where they were before or are expected.
fn ward_of_report(state: &State, stay: &Stay, report: &Report) -> Option<WardId> {
    let segments = &stay.timeline.segments;
    let then = segments.iter().rfind(|it| it.from <= report.at);
    then.and_then(|it| state.ward_of_segment(it))
        .or_else(|| state.ward_of(report.spot, report.unit.or(report.care).or(report.medical)))
}

/// The ward a stay is in, or was in last.
pub(super) fn last_ward(state: &State, stay: &Stay) -> Option<WardId> {
    let last = stay.timeline.segments.last();
    last.and_then(|it| state.ward_of_segment(it))
        .or_else(|| state.ward_concerned(stay, state.now))
}

/// When a ward last said something of a stay, notes included.
fn last_statement(state: &State, stay: &Stay) -> Option<Moment> {
    let stated = stay.care().statements().map(|it| it.at).max();
    let noted = stay.care().notes.iter().filter_map(|id| state.note(*id));
    stated.max(noted.map(|it| it.at).max())
}

/// The last word about a stay, whoever spoke: a feed, a person who saw, a person who stated.
pub(in crate::view) fn last_word(state: &State, stay: &Stay, now: Moment) -> Option<Moment> {
    let told = stay.reports.iter().map(|it| it.stamp.sent_at.min(now)).max();
    let seen = stay
        .seen
        .iter()
        .flat_map(|it| it.arrivals.iter().chain(&it.exits));
    told.max(seen.map(|it| it.told_at).max())
        .max(last_statement(state, stay))
}
