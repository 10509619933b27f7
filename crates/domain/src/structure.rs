//! The places of a territory: establishments, sites, divisions, wards, rooms, beds, and functional units.
//!
//! A place is *discovered* when a feed names it first, *confirmed* when somebody in charge says it exists, or
//! *ignored*. A discovered place is usable at once.

use base::id::{BedId, DivisionId, EstablishmentId, RoomId, SiteId, UnitId, WardId};
use base::{Code, Label};
use serde::{Deserialize, Serialize};

use crate::bed::{Attributes, HygieneMark, Lifecycle, Operation};

/// How a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Standing {
    /// A feed named it; nobody has confirmed it yet.
    #[default]
    Discovered,
    /// Somebody in charge said it exists, or a structure file did.
    Confirmed,
    /// Not a real place (a test unit, a billing code): hidden from boards and counts.
    Ignored,
}

/// A legal institution of the territory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Establishment {
    /// Its id.
    pub id: EstablishmentId,
    /// FINESS of the legal entity, or what its feed calls itself (MSH-4).
    pub code: Code,
    /// Its name.
    pub name: Label,
    /// How it is known.
    pub standing: Standing,
}

/// A campus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// Its establishment.
    pub establishment: EstablishmentId,
    /// Geographic FINESS, or another code.
    pub code: Code,
    /// Its name.
    pub name: Label,
    /// How it is known.
    pub standing: Standing,
}

/// A *pôle*.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Division {
    /// Its id.
    pub id: DivisionId,
    /// Its establishment.
    pub establishment: EstablishmentId,
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: Label,
}

/// The kinds of responsibility a functional unit has been seen with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct UnitKinds {
    /// Housing (*hébergement*).
    pub housing: bool,
    /// Nursing (*soins*).
    pub care: bool,
    /// Medical.
    pub medical: bool,
}

/// A functional unit (UF): the unit of the administrative feed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// The establishment whose codes it belongs to.
    pub establishment: EstablishmentId,
    /// Its code, unique within the establishment.
    pub code: Code,
    /// Its name, when a feed or a file gave one.
    pub name: Option<Label>,
    /// What it has been seen responsible for.
    pub kinds: UnitKinds,
    /// The ward people know it by.
    pub ward: Option<WardId>,
}

/// A *service*: the place people call by that name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ward {
    /// Its id.
    pub id: WardId,
    /// Its establishment.
    pub establishment: EstablishmentId,
    /// Its site, when known.
    pub site: Option<SiteId>,
    /// Its division, when known.
    pub division: Option<DivisionId>,
    /// Its code, unique within the establishment.
    pub code: Code,
    /// Its name.
    pub name: Label,
    /// Its specialty, as people say it.
    pub specialty: Option<Label>,
    /// How it is known.
    pub standing: Standing,
    /// The ward it was merged into; it then holds nothing any more.
    pub merged_into: Option<WardId>,
    /// Its rooms, in the order in which they became known.
    pub rooms: Vec<RoomId>,
}

/// A room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Room {
    /// Its id.
    pub id: RoomId,
    /// Its ward.
    pub ward: WardId,
    /// Its code, unique within the ward. Empty codes do not exist: a bed without a room has a room of its own.
    pub code: Code,
    /// What it offers.
    pub attributes: Attributes,
    /// Its beds, in the order in which they became known.
    pub beds: Vec<BedId>,
}

/// A bed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bed {
    /// Its id.
    pub id: BedId,
    /// Its room.
    pub room: RoomId,
    /// Its code, unique within the room.
    pub code: Code,
    /// What people call it when that is not its code (`P`, `F`).
    pub label: Option<Label>,
    /// How it is known.
    pub standing: Standing,
    /// First axis: whether it exists.
    pub lifecycle: Lifecycle,
    /// Second axis: whether it may be used.
    pub operation: Operation,
    /// Third axis: whether there is staff for it.
    pub staffed: bool,
    /// Fifth axis: the last word about its hygiene (the fourth, occupancy, is derived from the stays).
    pub hygiene: HygieneMark,
    /// What it offers, beside what its room offers.
    pub attributes: Attributes,
}
