//! The structure page: what is known of places, what a feed discovered.

use base::id::{BedId, DivisionId, EstablishmentId, RoomId, SiteId, UnitId, WardId};

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::board::bed_name;
use super::order::natural;
use crate::bed::Lifecycle;
use crate::state::State;
use crate::structure::{Standing, Unit, UnitKinds, Ward};

/// Everything known of places, except wards that were merged into another one and beds that were taken away.
///
/// Discovered wards come first, then confirmed ones, then those set aside; each in the natural order of names.
#[must_use]
pub fn structure(state: &State) -> StructureView {
    let mut units: BTreeMap<Option<WardId>, Vec<UnitLine>> = BTreeMap::new();
    for unit in &state.units {
        units
            .entry(state.ward_of_unit(unit.id))
            .or_default()
            .push(unit_line(unit));
    }
    for lines in units.values_mut() {
        lines.sort_by(|a, b| natural(&a.code, &b.code));
    }
    let mut view = StructureView {
        establishments: state
            .establishments
            .iter()
            .map(|it| EstablishmentLine {
                establishment: it.id,
                code: it.code.to_string(),
                name: it.name.to_string(),
                standing: it.standing,
            })
            .collect(),
        sites: state
            .sites
            .iter()
            .map(|it| (it.id, it.name.to_string()))
            .collect(),
        divisions: state
            .divisions
            .iter()
            .map(|it| (it.id, it.name.to_string()))
            .collect(),
        wards: state
            .wards
            .iter()
            .filter(|it| it.merged_into.is_none())
            .map(|ward| ward_structure(state, ward, units.remove(&Some(ward.id)).unwrap_or_default()))
            .collect(),
        units: units.remove(&None).unwrap_or_default(),
    };
    view.establishments.sort_by(|a, b| natural(&a.name, &b.name));
    view.sites.sort_by(|a, b| natural(&a.1, &b.1));
    view.divisions.sort_by(|a, b| natural(&a.1, &b.1));
    view.wards.sort_by(in_order_of_need);
    view
}

fn in_order_of_need(a: &WardStructure, b: &WardStructure) -> Ordering {
    let rank = |standing| match standing {
        Standing::Discovered => 0,
        Standing::Confirmed => 1,
        Standing::Ignored => 2,
    };
    rank(a.standing)
        .cmp(&rank(b.standing))
        .then_with(|| natural(&a.name, &b.name))
        .then(a.ward.cmp(&b.ward))
}

fn ward_structure(state: &State, ward: &Ward, units: Vec<UnitLine>) -> WardStructure {
    let establishment = state.establishment(ward.establishment);
    let present = state
        .index
        .stays_of_ward(ward.id)
        .filter_map(|id| state.stay(id))
        .filter(|stay| state.ward_at(stay, state.now) == Some(ward.id))
        .count();
    WardStructure {
        ward: ward.id,
        establishment: establishment.map_or_else(String::new, |it| it.name.to_string()),
        site: ward.site,
        division: ward.division,
        code: ward.code.to_string(),
        name: ward.name.to_string(),
        specialty: ward
            .specialty
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        standing: ward.standing,
        units,
        rooms: rooms_of(state, ward),
        present: u32::try_from(present).unwrap_or(u32::MAX),
    }
}

fn rooms_of(state: &State, ward: &Ward) -> Vec<RoomLine> {
    let mut rooms: Vec<RoomLine> = ward
        .rooms
        .iter()
        .filter_map(|id| state.room(*id))
        .map(|room| {
            let mut beds: Vec<(BedId, String, Standing)> = room
                .beds
                .iter()
                .filter_map(|id| state.bed(*id))
                .filter(|bed| bed.lifecycle == Lifecycle::Installed)
                .filter_map(|bed| Some((bed.id, bed_name(state, bed.id)?, bed.standing)))
                .collect();
            beds.sort_by(|a, b| natural(&a.1, &b.1));
            (room.id, room.code.to_string(), beds)
        })
        .collect();
    rooms.sort_by(|a, b| natural(&a.1, &b.1).then(a.0.cmp(&b.0)));
    rooms
}

fn unit_line(unit: &Unit) -> UnitLine {
    UnitLine {
        unit: unit.id,
        code: unit.code.to_string(),
        name: unit.name.as_ref().map_or_else(String::new, ToString::to_string),
        kinds: unit.kinds,
    }
}

/// Everything the structure page lists.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct StructureView {
    /// Establishments.
    pub establishments: Vec<EstablishmentLine>,
    /// Sites that a ward can be given.
    pub sites: Vec<(SiteId, String)>,
    /// Divisions that a ward can be given.
    pub divisions: Vec<(DivisionId, String)>,
    /// Wards, discovered ones first.
    pub wards: Vec<WardStructure>,
    /// Functional units without a ward (medical units of other departments, for instance).
    pub units: Vec<UnitLine>,
}

/// An establishment.
#[derive(Clone, Debug, PartialEq)]
pub struct EstablishmentLine {
    /// Which.
    pub establishment: EstablishmentId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How it is known.
    pub standing: Standing,
}

/// A ward with its places.
#[derive(Clone, Debug, PartialEq)]
pub struct WardStructure {
    /// Which.
    pub ward: WardId,
    /// Its establishment's name.
    pub establishment: String,
    /// Its site.
    pub site: Option<SiteId>,
    /// Its division.
    pub division: Option<DivisionId>,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its specialty.
    pub specialty: String,
    /// How it is known.
    pub standing: Standing,
    /// Its units.
    pub units: Vec<UnitLine>,
    /// Its rooms and beds.
    pub rooms: Vec<RoomLine>,
    /// Patients present.
    pub present: u32,
}

/// A room with its beds: (room, code, beds as (bed, name, standing)).
pub type RoomLine = (RoomId, String, Vec<(BedId, String, Standing)>);

/// A functional unit.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitLine {
    /// Which.
    pub unit: UnitId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it has been seen responsible for.
    pub kinds: UnitKinds,
}
