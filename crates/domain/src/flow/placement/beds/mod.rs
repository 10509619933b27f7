//! A picture of every bed of the territory, laid out for being scanned: one column per fact, wards, rooms and beds in
//! reading order, so that a question about a bed walks through memory from one end to the other.
//!
//! The picture is derived from a [`State`] and never the truth: [`Beds::of`] makes it, [`Beds::catch_up`] brings it
//! forward for the wards that events touched. It holds nothing that changes with the clock alone: what will be ready
//! when is kept as moments, and compared with the moment of the question.

mod catch_up;
mod fill;
mod territory;

use std::collections::BTreeMap;
use std::sync::Arc;

use base::id::{BedId, EstablishmentId, RoomId, SiteId, StayId, WardId};
use base::{Moment, Zone};
use smallvec::SmallVec;

use super::settings::{Ages, PlacementSettings, Sector, SexPolicy};
use crate::bed::{Attributes, ClosureReason};
use crate::flow::Level;
use crate::identity::Sex;

pub(super) use territory::{Asks, Territory};

/// The picture.
#[derive(Clone, Debug)]
pub struct Beds {
    /// The last event it knows.
    pub seq: u64,
    /// When the picture was brought forward.
    pub now: Moment,
    /// The place in the journal of the placement settings it was made with.
    pub settings_revision: u64,
    /// The placement settings it was made with.
    pub settings: Arc<PlacementSettings>,
    /// The zone of the sites.
    pub(super) zone: Zone,
    /// What is the same for every bed.
    pub(super) territory: Arc<Territory>,
    /// Wards, in the order of their establishments and ids.
    pub(super) wards: Vec<WardRow>,
    /// Rooms, ward after ward.
    pub(super) rooms: Vec<RoomRow>,
    /// The columns of beds, room after room.
    pub(super) columns: Columns,
    /// Row of each ward, by id.
    ward_rows: Vec<Option<u32>>,
    /// Row of each bed, by id.
    bed_rows: Vec<Option<u32>>,
}

/// What is known of a ward, for every question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WardRow {
    pub id: WardId,
    pub establishment: EstablishmentId,
    /// The position of its site in [`Territory::sites`].
    pub site: Option<u16>,
    /// Its rooms, and its beds.
    pub rooms: (u32, u32),
    pub beds: (u32, u32),
    pub level: Level,
    pub sexes: SexPolicy,
    pub ages: Ages,
    pub sector: Option<Sector>,
    /// Specialties as sets of positions in the settings' list.
    pub own: u128,
    pub agreed: u128,
    pub refused: u128,
    /// Equipment that is rare in the ward: fewer than half of its beds have it.
    pub rare: Attributes,
    /// It has at least one room that is not single.
    pub shares: bool,
}

/// What is known of a room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RoomRow {
    pub id: RoomId,
    pub ward: u32,
    pub beds: (u32, u32),
    /// One bed, or called a single room.
    pub single: bool,
}

/// One column per fact, one row per bed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Columns {
    pub bed: Vec<BedId>,
    pub room: Vec<u32>,
    pub gate: Vec<Gate>,
    /// Closed until then: 0 when open, [`i64::MAX`] when nobody knows until when.
    pub closed_until: Vec<i64>,
    /// The earliest moment at which the bed is free, cleaning not counted: 0 for now, [`i64::MAX`] when nobody knows.
    pub free_from: Vec<i64>,
    /// Minutes that cleaning takes from then.
    pub cleaning: Vec<u16>,
    pub offers: Vec<Attributes>,
    /// Who lies there, or keeps the bed while on leave.
    pub lies: Vec<Person>,
    /// What few beds have: several claimants, people expected, the reason of a closure.
    pub rarities: BTreeMap<BedId, Rarity>,
}

/// Bits about a bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Gate(pub u16);

impl Gate {
    /// Nobody to look after a patient in it.
    pub const UNSTAFFED: Self = Self(1);
    /// Somebody lies in it.
    pub const OCCUPIED: Self = Self(1 << 1);
    /// It is kept for somebody on leave.
    pub const ON_LEAVE: Self = Self(1 << 2);
    /// Several patients are claimed in it.
    pub const DISPUTED: Self = Self(1 << 3);
    /// It is to be cleaned, is being cleaned, or is to be disinfected.
    pub const TO_CLEAN: Self = Self(1 << 4);
    pub const CLEANING: Self = Self(1 << 5);
    pub const CONTAMINATED: Self = Self(1 << 6);
    /// Whoever lies in it is announced to leave.
    pub const LEAVING: Self = Self(1 << 7);
    /// It has an entry among the rarities.
    pub const RARITY: Self = Self(1 << 8);
    /// Refused to everybody, whatever is asked: somebody has it who is not announced to leave, and nothing else could
    /// speak for it or against it. Nine beds in ten are like that, and a scan does not look at them twice.
    pub const SHUT: Self = Self(1 << 9);
    /// Somebody has it, whoever and wherever they are.
    pub const TAKEN: Self = Self(Self::OCCUPIED.0 | Self::ON_LEAVE.0 | Self::DISPUTED.0);

    pub const fn has(self, bit: Self) -> bool {
        self.0 & bit.0 != 0
    }

    pub const fn with(self, bit: Self) -> Self {
        Self(self.0 | bit.0)
    }
}

/// What room-mates are asked about.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(super) struct Person {
    pub stay: Option<StayId>,
    /// When they are announced to leave; 0 while nobody knows.
    pub leaves: i64,
    /// Precautions, as positions in the settings of the territory.
    pub precautions: u64,
    /// Year of birth; 0 when not known.
    pub born: u16,
    /// The position of the germ in the settings' list, from 1; 0 for none.
    pub germ: u8,
    pub sex: Sex,
    /// Whether there is anybody.
    pub is_there: bool,
}

/// What few beds have.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Rarity {
    /// Claimants beside the one in the column.
    pub others: SmallVec<[Person; 1]>,
    /// Those the bed is promised to.
    pub promised: SmallVec<[Promised; 1]>,
    /// Why the bed is closed.
    pub closure: Option<ClosureReason>,
}

/// Somebody a bed is promised to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Promised {
    pub who: Person,
    pub from: i64,
    /// From then on the promise refuses nothing.
    pub until: i64,
    /// The flow cell keeps the bed: it has one promise at a time, however much later that one begins.
    pub by_the_cell: bool,
}

impl Beds {
    /// How many beds there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.bed.len()
    }

    /// Whether there is no bed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.bed.is_empty()
    }

    /// Whether the bed is in the picture: a bed that was taken away or set aside is not.
    #[must_use]
    pub fn has(&self, bed: BedId) -> bool {
        self.row(bed).is_some()
    }

    /// The ward of a bed in the picture.
    #[must_use]
    pub fn ward_of(&self, bed: BedId) -> Option<WardId> {
        let room = self.columns.room.get(self.row(bed)?)?;
        let ward = self.rooms.get(*room as usize)?.ward;
        self.wards.get(ward as usize).map(|it| it.id)
    }

    pub(super) fn row(&self, bed: BedId) -> Option<usize> {
        self.bed_rows
            .get(bed.index())
            .copied()
            .flatten()
            .map(|row| row as usize)
    }

    pub(super) fn site(&self, site: SiteId) -> Option<u16> {
        let position = self.territory.sites.iter().position(|it| *it == site)?;
        u16::try_from(position).ok()
    }

    pub(super) fn ward_row(&self, ward: WardId) -> Option<&WardRow> {
        let row = self.ward_rows.get(ward.index()).copied().flatten()?;
        self.wards.get(row as usize)
    }
}

/// Two pictures are equal when every question has the same answer from both.
impl PartialEq for Beds {
    fn eq(&self, other: &Self) -> bool {
        self.settings == other.settings
            && self.zone == other.zone
            && self.territory == other.territory
            && self.wards == other.wards
            && self.rooms == other.rooms
            && self.columns == other.columns
    }
}
