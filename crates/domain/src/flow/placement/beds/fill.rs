//! Reading the rows of a ward from the state.

use base::id::BedId;
use base::time::{DAY, MINUTE};
use base::{Moment, Zone};
use smallvec::SmallVec;

use super::super::promise::Promises;
use super::super::settings::PlacementSettings;
use super::territory::Territory;
use super::{Gate, Person, Promised, Rarity};
use crate::bed::{Attributes, Hygiene, Operation};
use crate::board_config::FreedBy;
use crate::care::Confidence;
use crate::state::State;
use crate::stay::Stay;
use crate::structure::Bed;
use crate::timeline::Segment;

/// How long a place announced by a feed is kept for somebody who has not come.
const FORGOTTEN: i64 = DAY;

/// One bed, before its facts go to their columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BedRow {
    pub gate: Gate,
    pub closed_until: i64,
    pub free_from: i64,
    pub cleaning: u16,
    pub offers: Attributes,
    pub lies: Person,
    pub rarity: Rarity,
}

/// What reading a bed needs beside the bed.
pub(super) struct Reader<'a> {
    pub state: &'a State,
    pub settings: &'a PlacementSettings,
    pub territory: &'a Territory,
    pub zone: &'a Zone,
    pub promises: &'a dyn Promises,
}

impl Reader<'_> {
    /// What is known of a bed at the moment of the state.
    pub fn row(&self, bed: &Bed, offers: Attributes) -> BedRow {
        let now = self.state.now;
        let mut row = BedRow {
            gate: Gate::default(),
            closed_until: 0,
            free_from: 0,
            cleaning: 0,
            offers,
            lies: Person::default(),
            rarity: Rarity::default(),
        };
        if !bed.staffed {
            row.gate = row.gate.with(Gate::UNSTAFFED);
        }
        if let Operation::Closed { reason, until } = bed.operation {
            row.closed_until = until.unwrap_or(Moment::NEVER).millis();
            row.rarity.closure = Some(reason);
        }
        let lying: SmallVec<[(&Stay, &Segment); 2]> = self.state.lying_in(bed.id, now).collect();
        match lying.as_slice() {
            [] => self.hygiene(bed, &mut row),
            [(stay, period)] => self.occupied(stay, period, &mut row),
            [(first, _), others @ ..] => {
                row.gate = row.gate.with(Gate::DISPUTED);
                row.free_from = i64::MAX;
                row.lies = self.person(first);
                row.rarity.others = others.iter().map(|(stay, _)| self.person(stay)).collect();
            }
        }
        self.promised(bed.id, &mut row);
        if row.rarity != Rarity::default() {
            row.gate = row.gate.with(Gate::RARITY);
        }
        row
    }

    fn occupied(&self, stay: &Stay, period: &Segment, row: &mut BedRow) {
        row.lies = self.person(stay);
        row.cleaning = self.settings.cleaning_minutes;
        row.free_from = i64::MAX;
        if period.away {
            row.gate = row.gate.with(Gate::ON_LEAVE);
            return;
        }
        row.gate = row.gate.with(Gate::OCCUPIED);
        if row.lies.leaves > 0 {
            row.gate = row.gate.with(Gate::LEAVING);
            row.free_from = row.lies.leaves;
        }
    }

    /// How clean a free bed is, said so that the clock alone changes nothing: a bed that is taken to be clean after a
    /// while is free from that moment, now or later.
    fn hygiene(&self, bed: &Bed, row: &mut BedRow) {
        let left = self.state.index.vacated(bed.id);
        let left = left.filter(|left| *left <= self.state.now && *left > bed.hygiene.at);
        let (state, at) = left.map_or((bed.hygiene.state, bed.hygiene.at), |left| {
            (Hygiene::ToClean, left)
        });
        match state {
            Hygiene::Clean => {}
            Hygiene::ToClean => {
                row.gate = row.gate.with(Gate::TO_CLEAN);
                match self.state.settings.clean_after_minutes.filter(|_| left.is_some()) {
                    Some(after) => row.free_from = at.plus(i64::from(after) * MINUTE).millis(),
                    None => row.cleaning = self.settings.cleaning_minutes,
                }
            }
            Hygiene::Cleaning => {
                row.gate = row.gate.with(Gate::CLEANING);
                let takes = i64::from(self.settings.cleaning_minutes) * MINUTE;
                row.free_from = at.plus(takes).millis();
            }
            Hygiene::Contaminated => {
                row.gate = row.gate.with(Gate::CONTAMINATED);
                row.cleaning = self.settings.disinfection_minutes;
            }
        }
    }

    fn person(&self, stay: &Stay) -> Person {
        let patient = self.state.patient_of(stay.patient);
        let patient = self.state.patient(patient);
        let germ = self.promises.germ(stay.id);
        Person {
            stay: Some(stay.id),
            leaves: self.leaves(stay),
            precautions: self.territory.precautions(stay.care().precautions()),
            born: patient.and_then(|it| it.birth_year).unwrap_or(0),
            germ: self.territory.germ(germ.as_ref()),
            sex: patient.map(|it| it.sex).unwrap_or_default(),
            is_there: true,
        }
    }

    /// When somebody is announced to leave their bed, 0 while nobody knows: the end of their period, a departure the
    /// ward or the feed confirmed, a transfer being prepared. An estimate frees no bed.
    fn leaves(&self, stay: &Stay) -> i64 {
        let (state, now) = (self.state, self.state.now);
        let segments = &stay.timeline.segments;
        let period = (0..segments.len())
            .rev()
            .find(|at| segments.get(*at).is_some_and(|it| it.from <= now) && now < state.end_of(stay, *at));
        let ends = period
            .map(|at| state.end_of(stay, at))
            .filter(|it| *it < Moment::NEVER);
        let stated = stay.care().discharge();
        let confirmed = stated
            .filter(|(plan, _)| plan.confidence == Confidence::Confirmed)
            .and_then(|(plan, _)| plan.at);
        let facts = &stay.timeline.facts;
        // What the ward says is nearer to the bed than what the office says.
        let announced = facts
            .expected_discharge
            .filter(|_| facts.discharge_announced && stated.is_none());
        let transfer = stay.timeline.pending_transfer.as_ref().map(|it| it.at);
        let seen = state.seen_leaving(stay, now).filter(|_| {
            // Seen leaving, and still in the bed for the administration, where that is what frees it.
            let ward = state.ward_at(stay, now);
            state.frees(ward) == FreedBy::Administrative
        });
        let planned = confirmed.or(announced);
        let planned = planned.map(|at| self.settings.at_leaving_hour(self.zone, at));
        let soonest = [ends, planned, transfer, seen];
        let soonest = soonest.into_iter().flatten().min();
        soonest.map_or(0, |at| at.millis().max(1))
    }

    fn promised(&self, bed: BedId, row: &mut BedRow) {
        let expected = self.state.expected_in(bed, self.state.now);
        let mut all: SmallVec<[Promised; 1]> = expected
            .map(|(stay, at)| Promised {
                who: self.person(stay),
                from: at.millis(),
                until: at.plus(FORGOTTEN).millis(),
            })
            .collect();
        if let Some(promise) = self.promises.on(bed) {
            let mut who = Person {
                stay: promise.stay,
                leaves: 0,
                precautions: self.territory.precautions(&promise.precautions),
                born: promise.birth_year.unwrap_or(0),
                germ: self.territory.germ(promise.germ.as_ref()),
                sex: promise.sex,
                is_there: true,
            };
            if let Some(stay) = promise.stay.and_then(|it| self.state.stay(it)) {
                let known = self.person(stay);
                who.precautions |= known.precautions;
                (who.born, who.sex) = (known.born, known.sex);
                who.germ = if known.germ == 0 { who.germ } else { known.germ };
            }
            all.push(Promised {
                who,
                from: promise.from.millis(),
                until: promise.until.millis(),
            });
        }
        row.rarity.promised = all;
    }
}
