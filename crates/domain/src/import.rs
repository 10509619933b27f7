//! A prepared structure: what a file or an MFN^M05 message says the territory is made of.
//!
//! The document is a plain list of beds and wards by code; [`crate::decide`] compares it with what is known and
//! emits only the differences, so that importing the same document twice changes nothing.

use base::{Code, Label};

use crate::bed::Attributes;
use crate::structure::UnitKinds;

/// A prepared structure.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct StructureDocument {
    /// Whether beds and wards of the same establishments that are not listed are to be taken away (MFI-3 `REP`).
    pub replaces: bool,
    /// The establishments.
    pub establishments: Vec<EstablishmentEntry>,
}

/// An establishment and what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct EstablishmentEntry {
    /// FINESS or the code its feed uses (MSH-4).
    pub code: Code,
    /// Its name; none leaves the known one.
    pub name: Option<Label>,
    /// Its sites.
    pub sites: Vec<SiteEntry>,
    /// Its divisions.
    pub divisions: Vec<DivisionEntry>,
    /// Its functional units.
    pub units: Vec<UnitEntry>,
    /// Its wards.
    pub wards: Vec<WardEntry>,
}

/// A site.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteEntry {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: Option<Label>,
}

/// A division.
#[derive(Clone, Debug, PartialEq)]
pub struct DivisionEntry {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: Option<Label>,
}

/// A functional unit.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitEntry {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: Option<Label>,
    /// Its responsibilities.
    pub kinds: UnitKinds,
    /// The code of its ward.
    pub ward: Option<Code>,
}

/// A ward.
#[derive(Clone, Debug, PartialEq)]
pub struct WardEntry {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: Option<Label>,
    /// The code of its site.
    pub site: Option<Code>,
    /// The code of its division.
    pub division: Option<Code>,
    /// Its specialty.
    pub specialty: Option<Label>,
    /// Its rooms.
    pub rooms: Vec<RoomEntry>,
}

/// A room.
#[derive(Clone, Debug, PartialEq)]
pub struct RoomEntry {
    /// Its code.
    pub code: Code,
    /// What it offers.
    pub attributes: Attributes,
    /// Its beds.
    pub beds: Vec<BedEntry>,
}

/// A bed.
#[derive(Clone, Debug, PartialEq)]
pub struct BedEntry {
    /// Its code.
    pub code: Code,
    /// What people call it.
    pub label: Option<Label>,
    /// What it offers.
    pub attributes: Attributes,
}
