//! The structure page: what is known of places, what a feed discovered.

use base::id::{BedId, DivisionId, EstablishmentId, RoomId, SiteId, UnitId, WardId};

use crate::structure::{Standing, UnitKinds};

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
