//! The patients who answer, in the order in which somebody who looks for one wants them.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use base::id::{PatientId, StayId};
use base::text::{folded, initial};
use base::{Label, Moment};

use super::super::board::{ShownName, age, identity_of, is_forgotten_visit, shown_bed, shown_name};
use super::super::day::Day;
use super::places::place_of;
use super::{PEOPLE, PersonFound, Place, Whereabouts};
use crate::identity::{Identity, Sex};
use crate::movement::Spot;
use crate::search::{Found, Index, Match, Wanted};
use crate::state::State;
use crate::stay::Stay;
use crate::vault::Vault;

/// The first of those who answer, and how many more there are.
pub(super) fn people(
    state: &State,
    vault: &Vault,
    index: &Index,
    wanted: &Wanted,
    day: &Day,
) -> (Vec<PersonFound>, usize) {
    let mut found = index.by_number(wanted, state);
    found.extend(index.by_name(wanted, PEOPLE));
    let past = Past::of(state, day.now);
    // A letter alone is borne by tens of thousands, nearly all of them gone: those are counted, and only the ones who
    // may be among the first are looked into.
    let (mut gone, rest): (Vec<_>, Vec<_>) = surviving(state, found)
        .into_iter()
        .partition(|it| it.by_number.is_none() && past.holds(state, it.who));
    let known_of = |found: Vec<Found<PatientId>>| -> Vec<Known<'_>> {
        let found = found.into_iter();
        found
            .filter_map(|it| Known::of(state, vault, it, day.now))
            .collect()
    };
    let mut known = known_of(rest);
    // A guess is of no use beside somebody whose number it is.
    if known.iter().any(|it| it.found.by_number == Some(Match::Whole)) {
        known.retain(|it| !it.found.worst.is_guess());
        gone.retain(|it| !it.worst.is_guess());
    }
    let more = (known.len() + gone.len()).saturating_sub(PEOPLE);
    if more > 0 {
        let near = known.iter().map(|it| it.standing());
        let mut places: Vec<Standing> = near.chain(gone.iter().map(|it| standing(it, GONE))).collect();
        let (_, last, _) = places.select_nth_unstable(PEOPLE - 1);
        gone.retain(|it| standing(it, GONE) <= *last);
    }
    known.extend(known_of(gone));
    if known.len() > PEOPLE {
        known.select_nth_unstable_by(PEOPLE, Known::order);
        known.truncate(PEOPLE);
    }
    known.sort_by(Known::order);
    let mut namesakes = Namesakes {
        state,
        vault,
        index,
        now: day.now,
        past: &past,
        counted: BTreeMap::new(),
    };
    let shown = known
        .iter()
        .map(|it| it.shown(state, day, &mut namesakes))
        .collect();
    (shown, more)
}

/// Each survivor of a merge once, by the best of their answers.
fn surviving(state: &State, found: Vec<Found<PatientId>>) -> Vec<Found<PatientId>> {
    let mut found: Vec<Found<PatientId>> = found
        .into_iter()
        .map(|it| Found {
            who: state.patient_of(it.who),
            ..it
        })
        .collect();
    found.sort_by_key(|it| {
        (
            it.who,
            it.worst.is_guess(),
            Reverse(it.by_number),
            Reverse(it.score),
        )
    });
    found.dedup_by_key(|it| it.who);
    found
}

/// What puts people in order before anything else: guesses last, then how near they are, then how well they answer.
type Standing = (bool, u8, Reverse<u16>);

/// How near somebody is who left.
const GONE: u8 = 2;

fn standing(found: &Found<PatientId>, rank: u8) -> Standing {
    (found.worst.is_guess(), rank, Reverse(found.score))
}

/// Who has nothing but a past, told without looking into a single stay.
struct Past {
    /// By stay: it has to be looked into.
    open: Vec<bool>,
}

impl Past {
    fn of(state: &State, now: Moment) -> Self {
        // The index knows what is over by its own clock, and not what was at a moment before.
        let mut open = vec![now < state.now; state.stays.len()];
        for stay in state.index.open_stays() {
            if let Some(stay) = open.get_mut(stay.index()) {
                *stay = true;
            }
        }
        Self { open }
    }

    /// Whether that patient, whom no other file was merged into, has stays and all of them are over, stand, and hide
    /// nothing: then they left, and may be found.
    fn holds(&self, state: &State, who: PatientId) -> bool {
        let stays = state.patient(who).map_or(&[][..], |it| it.stays.as_slice());
        let is_over = |stay: &StayId| self.open.get(stay.index()) == Some(&false);
        !stays.is_empty() && stays.iter().all(is_over) && state.index.absorbed(who).next().is_none()
    }
}

/// How near somebody is; the nearer comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    Present,
    Expected(Moment),
    /// The last one to leave first.
    Left(Reverse<Option<Moment>>),
}

/// Somebody who answers, and what is known of them.
struct Known<'a> {
    found: Found<PatientId>,
    near: Near,
    stay: &'a Stay,
    identity: Option<&'a Identity>,
    quiet: bool,
}

impl<'a> Known<'a> {
    /// Nothing for somebody who may not be found in this way.
    fn of(state: &'a State, vault: &'a Vault, found: Found<PatientId>, now: Moment) -> Option<Self> {
        let (near, stay) = nearest(state, found.who, now)?;
        let identity = identity_of(vault, found.who, stay);
        let quiet = is_quiet(identity, stay);
        let may_be_found = !quiet || found.by_number == Some(Match::Whole);
        may_be_found.then_some(Self {
            found,
            near,
            stay,
            identity,
            quiet,
        })
    }

    fn standing(&self) -> Standing {
        let rank = match self.near {
            Near::Present => 0,
            Near::Expected(_) => 1,
            Near::Left(_) => GONE,
        };
        standing(&self.found, rank)
    }

    /// By where they stand; then the last one to leave first, or by name.
    fn order(&self, other: &Self) -> Ordering {
        let name = |it: &Self| -> Option<(&'a Label, Option<&'a Label>)> {
            let identity = it.identity.filter(|_| !it.quiet)?;
            Some((identity.family.as_ref()?, identity.given.as_ref()))
        };
        self.standing()
            .cmp(&other.standing())
            .then_with(|| match (self.near, other.near) {
                (Near::Left(_), Near::Left(_)) => self.near.cmp(&other.near),
                _ => name(self).cmp(&name(other)),
            })
            .then_with(|| self.near.cmp(&other.near))
            .then_with(|| self.found.who.cmp(&other.found.who))
    }

    fn shown(&self, state: &State, day: &Day, namesakes: &mut Namesakes<'_>) -> PersonFound {
        let open = self.identity.filter(|_| !self.quiet);
        PersonFound {
            patient: self.found.who,
            stay: self.stay.id,
            name: if self.quiet {
                ShownName::Masked
            } else {
                shown_name(open)
            },
            birth_family: open.and_then(|it| {
                it.birth_family
                    .clone()
                    .filter(|birth| Some(birth) != it.family.as_ref())
            }),
            sex: open.map_or(Sex::Unknown, |it| it.sex),
            age: open.and_then(|it| it.birth).and_then(|birth| age(birth, day)),
            birth: open.and_then(|it| it.birth),
            homonym: open.is_some_and(|it| namesakes.has_another(self.found.who, it)),
            guess: self.found.worst.is_guess(),
            whereabouts: self.whereabouts(state, day.now),
        }
    }

    fn whereabouts(&self, state: &State, now: Moment) -> Whereabouts {
        let stay = self.stay;
        match self.near {
            Near::Present => {
                let period = state.period_at(stay, now);
                let bed = period.and_then(|it| shown_bed(state, it.spot));
                Whereabouts::Present {
                    place: place_of(state, period.and_then(|it| state.ward_of_segment(it)), bed),
                    on_leave: period.is_some_and(|it| it.away),
                }
            }
            Near::Expected(at) => {
                let plan = state.expectations(stay, now).min_by_key(|it| it.at);
                let place = plan.map_or_else(Place::default, |plan| {
                    let bed = match plan.spot {
                        Spot::Bed(bed) => Some(bed),
                        Spot::Room(_) | Spot::Nowhere => None,
                    };
                    place_of(state, state.ward_of(plan.spot, plan.lodging), bed)
                });
                Whereabouts::Expected { at, place }
            }
            Near::Left(Reverse(at)) => {
                let last = stay.timeline.segments.last();
                // The bed belongs to somebody else by now: saying it would mislead.
                let place = place_of(state, last.and_then(|it| state.ward_of_segment(it)), None);
                Whereabouts::Left { at, place }
            }
        }
    }
}

/// Whether the presence of somebody is to be kept quiet: by their status, or for that stay.
fn is_quiet(identity: Option<&Identity>, stay: &Stay) -> bool {
    identity.is_some_and(|it| it.status.masked) || stay.is_confidential()
}

/// The stay that says where somebody is: one in which they are there, else the next, else the last.
fn nearest(state: &State, patient: PatientId, now: Moment) -> Option<(Near, &Stay)> {
    let stays = state
        .stays_of(patient)
        .into_iter()
        .filter_map(|id| state.stay(id));
    stays
        .filter(|stay| !stay.timeline.cancelled)
        .map(|stay| (near(state, stay, now), stay))
        .min_by_key(|(near, stay)| {
            // Of two in which they are there, the one that has a bed says more.
            let in_bed = state
                .period_at(stay, now)
                .is_some_and(|it| matches!(it.spot, Spot::Bed(_)));
            (
                *near,
                !in_bed,
                Reverse(stay.timeline.arrived_at),
                Reverse(stay.id),
            )
        })
}

fn near(state: &State, stay: &Stay, now: Moment) -> Near {
    let timeline = &stay.timeline;
    let left = timeline.left_at.or(stay.seen_leaving().map(|it| it.at));
    if state.is_present(stay, now) {
        if is_forgotten_visit(stay, now) {
            return Near::Left(Reverse(timeline.arrived_at));
        }
        return Near::Present;
    }
    match state.expectations(stay, now).map(|it| it.at).min() {
        Some(at) => Near::Expected(at),
        None => Near::Left(Reverse(left.or(timeline.arrived_at))),
    }
}

/// Who could be taken for whom, each surname looked through once.
struct Namesakes<'a> {
    state: &'a State,
    vault: &'a Vault,
    index: &'a Index,
    now: Moment,
    past: &'a Past,
    /// Everybody who is there or expected, by surname: their initial, and who.
    counted: BTreeMap<String, Vec<(Option<char>, PatientId)>>,
}

impl Namesakes<'_> {
    /// Whether somebody else who is there or expected has that surname and that initial. A given name that is not
    /// known could be any.
    fn has_another(&mut self, patient: PatientId, identity: &Identity) -> bool {
        let Some(family) = &identity.family else {
            return false;
        };
        let family = folded(family).replace(' ', "");
        let initial = initial_of(identity);
        let Self {
            state,
            vault,
            index,
            now,
            past,
            counted,
        } = self;
        let near = counted
            .entry(family.clone())
            .or_insert_with(|| bearers(state, vault, index, past, &family, *now));
        near.iter().any(|(other, who)| {
            *who != patient && (*other == initial || other.is_none() || initial.is_none())
        })
    }
}

/// Everybody of that surname who is there or expected and may be known to be.
fn bearers(
    state: &State,
    vault: &Vault,
    index: &Index,
    past: &Past,
    family: &str,
    now: Moment,
) -> Vec<(Option<char>, PatientId)> {
    let mut found: Vec<(Option<char>, PatientId)> = index
        .bearers_of(family)
        .iter()
        .filter_map(|patient| {
            let patient = state.patient_of(*patient);
            if past.holds(state, patient) {
                return None;
            }
            let (near, stay) = nearest(state, patient, now)?;
            if matches!(near, Near::Left(_)) {
                return None;
            }
            let identity = identity_of(vault, patient, stay)?;
            let same = folded(identity.family.as_ref()?).replace(' ', "") == family;
            (same && !is_quiet(Some(identity), stay)).then(|| (initial_of(identity), patient))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn initial_of(identity: &Identity) -> Option<char> {
    identity.given.as_ref().and_then(|it| initial(it))
}
