//! Reading the rows of a ward from the state.

use base::{Moment, Zone};
use smallvec::SmallVec;

use super::super::promise::Promises;
use super::super::settings::PlacementSettings;
use super::territory::Territory;
use super::{Gate, Person, Promised, Rarity};
use crate::bed::{Attributes, Hygiene, Operation};
use crate::flow::free::{Freeing, Has, awaited, leaves};
use crate::state::State;
use crate::stay::Stay;
use crate::structure::Bed;

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

impl BedRow {
    /// Whether the rules that nobody may set aside say of it, to every question, that it is taken, and nothing else.
    const fn is_shut(&self) -> bool {
        let other = Gate::UNSTAFFED.with(Gate::LEAVING).with(Gate::RARITY);
        self.gate.has(Gate::TAKEN) && !self.gate.has(other) && self.closed_until == 0
    }
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
        if let Operation::Closed { reason, .. } = bed.operation {
            row.rarity.closure = Some(reason);
        }
        let free = Freeing::of(self.state, self.zone, bed, now);
        row.closed_until = free.opens.millis();
        row.free_from = free.from.millis();
        row.cleaning = free.cleaning;
        match free.has {
            Has::Nobody => row.gate = row.gate.with(unclean(free.hygiene)),
            Has::Lying(stay) => {
                row.gate = row.gate.with(Gate::OCCUPIED);
                if free.from < Moment::NEVER {
                    row.gate = row.gate.with(Gate::LEAVING);
                }
                row.lies = self.person(stay);
            }
            Has::Away(stay) => {
                row.gate = row.gate.with(Gate::ON_LEAVE);
                row.lies = self.person(stay);
            }
            Has::Several(stays) => {
                row.gate = row.gate.with(Gate::DISPUTED);
                let mut people = stays.iter().map(|stay| self.person(stay));
                row.lies = people.next().unwrap_or_default();
                row.rarity.others = people.collect();
            }
        }
        self.promised(bed, &mut row);
        if row.rarity != Rarity::default() {
            row.gate = row.gate.with(Gate::RARITY);
        }
        if row.is_shut() {
            row.gate = row.gate.with(Gate::SHUT);
        }
        row
    }

    fn person(&self, stay: &Stay) -> Person {
        let patient = self.state.patient_of(stay.patient);
        let patient = self.state.patient(patient);
        let germ = self.promises.germ(stay.id);
        Person {
            stay: Some(stay.id),
            leaves: leaves(self.state, self.zone, stay, self.state.now).map_or(0, |at| at.millis().max(1)),
            precautions: self.territory.precautions(stay.care().precautions()),
            born: patient.and_then(|it| it.birth_year).unwrap_or(0),
            germ: self.territory.germ(germ.as_ref()),
            sex: patient.map(|it| it.sex).unwrap_or_default(),
            is_there: true,
        }
    }

    fn promised(&self, bed: &Bed, row: &mut BedRow) {
        let expected = awaited(self.state, bed, self.state.now);
        let mut all: SmallVec<[Promised; 1]> = expected
            .map(|(stay, from, until)| Promised {
                who: self.person(stay),
                from: from.millis(),
                until: until.millis(),
                by_the_cell: false,
            })
            .collect();
        if let Some(promise) = self.promises.on(bed.id) {
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
                by_the_cell: true,
            });
        }
        row.rarity.promised = all;
    }
}

/// What has to be done before somebody may lie in a free bed.
const fn unclean(hygiene: Hygiene) -> Gate {
    match hygiene {
        Hygiene::Clean => Gate(0),
        Hygiene::ToClean => Gate::TO_CLEAN,
        Hygiene::Cleaning => Gate::CLEANING,
        Hygiene::Contaminated => Gate::CONTAMINATED,
    }
}
