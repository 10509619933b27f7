//! An emergency department: everybody who is there, how long, in a bed or on a trolley, and how far their bed is.
//!
//! Hours are counted from the arrival in the department, as patients live them; the wait for a bed is counted as the
//! queue counts it, from the decision. Nights on a trolley are those that the rank counts
//! ([`crate::flow::nights_on_trolley`]). Nothing here says how ill anybody is.

use std::collections::BTreeMap;

use base::id::{PatientId, RequestId, StayId, WardId};
use base::time::{HOUR, MINUTE};
use base::{Label, Moment};

use super::board::{Age, ShownName, age, bed_name, identity_of, is_forgotten_visit, shown_bed, shown_name};
use super::day::Day;
use super::queue::{RequestView, view, waits};
use super::trust::last_word;
use crate::flow::{Ranking, Request, is_emergency, is_trolley, nights_on_trolley};
use crate::identity::Sex;
use crate::movement::Spot;
use crate::state::State;
use crate::stay::Stay;
use crate::timeline::Segment;
use crate::vault::Vault;

/// The hours at which one class of wait ends and the next begins.
pub const BOUNDS: [i64; 3] = [4, 8, 12];

/// An emergency department at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct EmergencyView {
    /// Which ward.
    pub ward: WardId,
    /// Its name.
    pub name: Label,
    /// The name of its site, else of its establishment.
    pub site: Label,
    /// The moment it shows.
    pub now: Moment,
    /// When anything was last heard of anybody who is there or expected, from a feed or a person: the age of the data.
    pub heard: Option<Moment>,
    /// Who is there, longest first; then those announced by name, as they were asked for.
    pub rows: Vec<EmergencyRow>,
    /// What is counted of them.
    pub figures: Figures,
}

/// Somebody in an emergency department, or announced to it.
#[derive(Clone, Debug, PartialEq)]
pub struct EmergencyRow {
    /// The stay; none for somebody whom the feed does not know.
    pub stay: Option<StayId>,
    /// The patient, once the feed knows them.
    pub patient: Option<PatientId>,
    /// The name to show.
    pub name: ShownName,
    /// Administrative sex.
    pub sex: Sex,
    /// Age.
    pub age: Option<Age>,
    /// Since when they are there; none for somebody who is announced.
    pub arrived: Option<Moment>,
    /// Where.
    pub place: Place,
    /// Nights spent on a trolley without a break, until now.
    pub nights: u16,
    /// The bed that is asked for them, and how far that is.
    pub request: Option<Box<RequestView>>,
}

/// Where somebody is in an emergency department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a place that is a bed or a cubicle.
    Bed(String),
    /// On a trolley: in no bed, or in a place that is called a trolley or a corridor.
    Trolley(Option<String>),
    /// Not there, as far as the feed knows.
    Announced,
}

/// What is counted in an emergency department. Waits are in minutes.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Figures {
    /// Who is there.
    pub present: usize,
    /// Who waits for a bed, announced ones included.
    pub waiting: usize,
    /// Those of them to whom a bed is promised.
    pub promised: usize,
    /// The longest wait for a bed.
    pub longest: Option<i64>,
    /// The median wait for a bed; of an even number, the longer of the two in the middle.
    pub median: Option<i64>,
    /// Who waits for a bed beyond the target.
    pub overdue: usize,
    /// Who is on a trolley.
    pub trolleys: usize,
    /// Nights that those who are there spent on a trolley.
    pub nights: u32,
    /// How many of those there spent one at least.
    pub spent_a_night: usize,
    /// Those there by the hours since they came: below each of [`BOUNDS`], then beyond; and how many of them wait for a
    /// bed.
    pub by_hours: [(usize, usize); BOUNDS.len() + 1],
}

impl EmergencyRow {
    /// Minutes since they came.
    #[must_use]
    pub fn minutes(&self, now: Moment) -> Option<i64> {
        Some(now.since(self.arrived?).max(0) / MINUTE)
    }

    /// In which class of hours they are.
    #[must_use]
    pub fn class(&self, now: Moment) -> Option<usize> {
        let hours = now.since(self.arrived?).max(0) / HOUR;
        Some(BOUNDS.iter().filter(|bound| hours >= **bound).count())
    }

    /// Whether a bed was asked for them and they are not in it.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.request.is_some()
    }
}

/// An emergency department at a moment; none for a ward that is unknown, was merged into another one, or is no such
/// department.
#[must_use]
pub fn emergency(state: &State, vault: &Vault, ward: WardId, now: Moment) -> Option<EmergencyView> {
    let known = state.ward(ward).filter(|it| it.merged_into.is_none())?;
    is_emergency(state, known).then_some(())?;
    let seen = Seen::of(state, vault, ward, now);
    let mut rows: Vec<EmergencyRow> = state
        .index
        .stays_of_ward(ward)
        .filter_map(|id| seen.present(state.stay(id)?))
        .collect();
    rows.sort_by_key(|it| (it.arrived, it.stay));
    rows.extend(seen.announced(&rows));
    let site = known.site.and_then(|it| state.site(it)).map(|it| it.name.clone());
    let establishment = || state.establishment(known.establishment).map(|it| it.name.clone());
    Some(EmergencyView {
        ward,
        name: known.name.clone(),
        site: site.or_else(establishment).unwrap_or_else(|| known.name.clone()),
        now,
        heard: heard(state, ward, now),
        figures: figures(&rows, now),
        rows,
    })
}

/// When a word was last heard of a stay of the department.
fn heard(state: &State, ward: WardId, now: Moment) -> Option<Moment> {
    let stays = state.index.stays_of_ward(ward).filter_map(|id| state.stay(id));
    stays.filter_map(|it| last_word(state, it, now)).max()
}

/// What is the same for everybody in the department.
struct Seen<'a> {
    state: &'a State,
    vault: &'a Vault,
    ward: WardId,
    day: Day,
    ranking: Ranking<'a>,
    places: BTreeMap<RequestId, usize>,
}

impl<'a> Seen<'a> {
    fn of(state: &'a State, vault: &'a Vault, ward: WardId, now: Moment) -> Self {
        let ranking = Ranking::of(state, now);
        let queue = ranking.queue();
        let waiting = queue.iter().filter(|(it, _)| waits(it, now));
        let places = waiting.enumerate().map(|(place, (it, _))| (it.id, place + 1));
        Self {
            state,
            vault,
            ward,
            day: Day::of(state, now),
            places: places.collect(),
            ranking,
        }
    }

    /// Somebody of the ward, when they are there and nobody forgot to say that they left.
    fn present(&self, stay: &Stay) -> Option<EmergencyRow> {
        let (state, now) = (self.state, self.day.now);
        let period = state.period_at(stay, now)?;
        if state.ward_of_segment(period) != Some(self.ward) {
            return None;
        }
        let place = self.place(period.spot);
        let request = state.requests_of(stay.id).filter(|it| it.stage.is_open()).last();
        // Nobody has forgotten whoever a bed is asked for.
        if !matches!(place, Place::Bed(_)) && request.is_none() && is_forgotten_visit(stay, now) {
            return None;
        }
        let patient = state.patient_of(stay.patient);
        let identity = identity_of(self.vault, patient, stay);
        let known = state.patient(patient);
        let birth = identity.and_then(|it| it.birth);
        let year = || {
            known
                .and_then(|it| it.birth_year)
                .map(|it| u32::from(it) * 10_000)
        };
        let nights = nights_on_trolley(state, &self.day.zone, stay, now);
        Some(EmergencyRow {
            stay: Some(stay.id),
            patient: Some(patient),
            name: shown_name(identity),
            sex: known.map(|it| it.sex).unwrap_or_default(),
            age: birth.or_else(year).and_then(|it| age(it, &self.day)),
            arrived: Some(came(state, stay, period, self.ward)),
            place,
            nights,
            request: request.map(|it| Box::new(self.request(it))),
        })
    }

    /// Those for whom the department asks, and who are not among those there.
    fn announced(&self, there: &[EmergencyRow]) -> Vec<EmergencyRow> {
        let asked = self
            .state
            .open_requests()
            .filter(|it| it.asker.ward == Some(self.ward));
        let elsewhere = asked.filter(|it| {
            let stay = it.subject.stay();
            stay.is_none_or(|stay| {
                // Whoever lies elsewhere by now waits there, and is that ward's.
                let elsewhere = self
                    .state
                    .stay(stay)
                    .is_some_and(|it| self.state.is_present(it, self.day.now));
                !elsewhere && !there.iter().any(|row| row.stay == Some(stay))
            })
        });
        elsewhere
            .map(|it| {
                let request = self.request(it);
                EmergencyRow {
                    stay: request.stay,
                    patient: request.patient,
                    name: request.name.clone(),
                    sex: request.sex,
                    age: request.age,
                    arrived: None,
                    place: Place::Announced,
                    nights: 0,
                    request: Some(Box::new(request)),
                }
            })
            .collect()
    }

    fn request(&self, request: &Request) -> RequestView {
        let place = self.places.get(&request.id).copied();
        let rank = self.ranking.rank(request);
        view(self.state, self.vault, &self.day, request, rank, place)
    }

    fn place(&self, spot: Spot) -> Place {
        let state = self.state;
        if let Some(bed) = shown_bed(state, spot) {
            let name = bed_name(state, bed);
            return match name {
                Some(name) if !is_trolley(state, spot) => Place::Bed(name),
                name => Place::Trolley(name),
            };
        }
        Place::Trolley(match spot {
            Spot::Room(room) => state.room(room).map(|it| it.code.to_string()),
            Spot::Bed(_) | Spot::Nowhere => None,
        })
    }
}

/// Since when somebody is in the ward without having left it.
fn came(state: &State, stay: &Stay, period: &Segment, ward: WardId) -> Moment {
    let before = stay
        .timeline
        .segments
        .iter()
        .rev()
        .skip_while(|it| it.from > period.from);
    let here = before.take_while(|it| state.ward_of_segment(it) == Some(ward));
    here.last().map_or(period.from, |it| it.from)
}

fn figures(rows: &[EmergencyRow], now: Moment) -> Figures {
    let mut found = Figures::default();
    let mut waits = Vec::new();
    for row in rows {
        if let Some(class) = row.class(now) {
            found.present += 1;
            if let Some((present, waiting)) = found.by_hours.get_mut(class) {
                *present += 1;
                *waiting += usize::from(row.waits());
            }
        }
        found.trolleys += usize::from(matches!(row.place, Place::Trolley(_)));
        found.nights += u32::from(row.nights);
        found.spent_a_night += usize::from(row.nights > 0);
        if let Some(request) = &row.request {
            found.waiting += 1;
            // A bed that a ward is merely asked about is not promised.
            let promised = request.held.is_some() && request.asked.is_none();
            found.promised += usize::from(promised);
            found.overdue += usize::from(request.rank.is_overdue() && !promised);
            waits.push(request.rank.waited);
        }
    }
    waits.sort_unstable();
    found.longest = waits.last().copied();
    found.median = waits.get(waits.len() / 2).copied();
    found
}
