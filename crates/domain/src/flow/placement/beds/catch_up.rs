//! Making the picture, and bringing it forward.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::id::{BedId, WardId};
use base::text::folded;
use base::{Code, Zone};

use super::super::promise::Promises;
use super::super::settings::{PlacementSettings, WardProfile};
use super::fill::{BedRow, Reader};
use super::territory::{Territory, profiles};
use super::{Beds, Columns, RoomRow, WardRow};
use crate::bed::{Attribute, Attributes, Lifecycle};
use crate::state::{State, Touched};
use crate::structure::{Bed, Room, Standing, Ward};

impl Beds {
    /// The picture of a state, at the moment of the state.
    #[must_use]
    pub fn of(state: &State, promises: &dyn Promises) -> Self {
        Self::of_wards(state, promises, |_| true)
    }

    /// The picture of a few wards: enough to judge one of their beds, not to compare it with others.
    #[must_use]
    pub fn of_wards(state: &State, promises: &dyn Promises, wanted: impl Fn(WardId) -> bool) -> Self {
        let mut beds = Self::empty(state);
        let territory = beds.territory.clone();
        let profiles = profiles(state, &state.placement);
        let reader = Reader {
            state,
            settings: &state.placement,
            territory: &territory,
            zone: &Zone::named(&state.settings.zone)
                .unwrap_or_else(|_| Zone::paris())
                .near(state.now),
            promises,
        };
        let shown = |ward: &&Arc<Ward>| ward.merged_into.is_none() && ward.standing != Standing::Ignored;
        let mut wards: Vec<&Arc<Ward>> = state.wards.iter().filter(shown).collect();
        wards.sort_by_key(|it| (it.establishment, it.id));
        for ward in wards.into_iter().filter(|it| wanted(it.id)) {
            beds.add_ward(&reader, ward, profiles.get(&ward.id).copied());
        }
        beds
    }

    /// Brings the picture forward to that state. `touched` is what every event since the last time touched, the passing
    /// of time included; a ward too many costs microseconds, a ward too few makes the picture wrong.
    pub fn catch_up(&mut self, state: &State, touched: &Touched, promises: &dyn Promises) {
        if touched.structure || self.settings_revision != state.placement_revision {
            *self = Self::of(state, promises);
            return;
        }
        (self.seq, self.now) = (state.seq, state.now);
        let territory = self.territory.clone();
        let reader = Reader {
            state,
            settings: &state.placement,
            territory: &territory,
            zone: &self.zone.clone().near(state.now),
            promises,
        };
        for ward in &touched.wards {
            let row = self.ward_rows.get(ward.index()).copied().flatten();
            let rows = row.and_then(|row| self.wards.get(row as usize)).map(|it| it.beds);
            for row in rows.map_or(0..0, |(from, to)| from..to) {
                self.refill(&reader, row as usize);
            }
        }
        // Whoever a bed is promised to may have changed without their ward knowing of that bed.
        for row in promises
            .beds()
            .into_iter()
            .filter_map(|bed| self.row(bed))
            .collect::<Vec<_>>()
        {
            self.refill(&reader, row);
        }
    }

    fn empty(state: &State) -> Self {
        let zone = Zone::named(&state.settings.zone).unwrap_or_else(|_| Zone::paris());
        Self {
            seq: state.seq,
            now: state.now,
            settings_revision: state.placement_revision,
            settings: state.placement.clone(),
            zone,
            territory: Arc::new(Territory::of(state, &state.placement)),
            wards: Vec::new(),
            rooms: Vec::new(),
            columns: Columns::with_capacity(state.beds.len()),
            ward_rows: vec![None; state.wards.len()],
            bed_rows: vec![None; state.beds.len()],
        }
    }

    fn add_ward(&mut self, reader: &Reader<'_>, ward: &Ward, profile: Option<&WardProfile>) {
        let state = reader.state;
        let (first_room, first_bed) = (count(self.rooms.len()), count(self.columns.bed.len()));
        let number = count(self.wards.len());
        let mut offers = Vec::new();
        for room in ward.rooms.iter().filter_map(|id| state.room(*id)) {
            let beds: Vec<&Bed> = room
                .beds
                .iter()
                .filter_map(|id| state.bed(*id))
                .filter(|it| is_real(it))
                .collect();
            if !beds.is_empty() {
                self.add_room(reader, number, room, &beds, &mut offers);
            }
        }
        if let Some(slot) = self.ward_rows.get_mut(ward.id.index()) {
            *slot = Some(number);
        }
        let own = |own: &WardProfile| reader.territory.specialties(&own.own);
        self.wards.push(WardRow {
            id: ward.id,
            establishment: ward.establishment,
            site: ward.site.and_then(|it| self.site(it)),
            rooms: (first_room, count(self.rooms.len())),
            beds: (first_bed, count(self.columns.bed.len())),
            level: profile.map(|it| it.level).unwrap_or_default(),
            sexes: profile.map(|it| it.sexes).unwrap_or_default(),
            ages: profile.map(|it| it.ages).unwrap_or_default(),
            sector: profile.and_then(|it| it.sector),
            own: profile.map_or_else(|| called(state, reader.territory, ward), own),
            agreed: profile.map_or(0, |it| reader.territory.specialties(&it.agreed)),
            refused: profile.map_or(0, |it| reader.territory.specialties(&it.refused)),
            rare: rare(reader.settings, &offers),
            shares: self.rooms[first_room as usize..].iter().any(|it| !it.single),
        });
    }

    fn add_room(
        &mut self,
        reader: &Reader<'_>,
        ward: u32,
        room: &Room,
        beds: &[&Bed],
        offers: &mut Vec<Attributes>,
    ) {
        let from = count(self.columns.bed.len());
        let number = count(self.rooms.len());
        let mut single = beds.len() == 1 || room.attributes.has(Attribute::Single);
        for bed in beds {
            let offered = room.attributes.union(bed.attributes);
            single |= offered.has(Attribute::Single);
            offers.push(offered);
            if let Some(slot) = self.bed_rows.get_mut(bed.id.index()) {
                *slot = Some(count(self.columns.bed.len()));
            }
            self.columns.push(bed.id, number, reader.row(bed, offered));
        }
        self.rooms.push(RoomRow {
            id: room.id,
            ward,
            beds: (from, count(self.columns.bed.len())),
            single,
        });
    }

    fn refill(&mut self, reader: &Reader<'_>, row: usize) {
        let (Some(bed), Some(offers)) = (self.columns.bed.get(row), self.columns.offers.get(row)) else {
            return;
        };
        if let Some(bed) = reader.state.bed(*bed) {
            let read = reader.row(bed, *offers);
            self.columns.set(row, read);
        }
    }
}

impl Columns {
    fn with_capacity(beds: usize) -> Self {
        Self {
            bed: Vec::with_capacity(beds),
            room: Vec::with_capacity(beds),
            gate: Vec::with_capacity(beds),
            closed_until: Vec::with_capacity(beds),
            free_from: Vec::with_capacity(beds),
            cleaning: Vec::with_capacity(beds),
            offers: Vec::with_capacity(beds),
            lies: Vec::with_capacity(beds),
            rarities: BTreeMap::new(),
        }
    }

    fn push(&mut self, bed: BedId, room: u32, row: BedRow) {
        self.bed.push(bed);
        self.room.push(room);
        self.gate.push(row.gate);
        self.closed_until.push(row.closed_until);
        self.free_from.push(row.free_from);
        self.cleaning.push(row.cleaning);
        self.offers.push(row.offers);
        self.lies.push(row.lies);
        self.note(bed, row);
    }

    fn set(&mut self, at: usize, row: BedRow) {
        let Some(bed) = self.bed.get(at).copied() else {
            return;
        };
        put(&mut self.gate, at, row.gate);
        put(&mut self.closed_until, at, row.closed_until);
        put(&mut self.free_from, at, row.free_from);
        put(&mut self.cleaning, at, row.cleaning);
        put(&mut self.offers, at, row.offers);
        put(&mut self.lies, at, row.lies);
        self.note(bed, row);
    }

    fn note(&mut self, bed: BedId, row: BedRow) {
        if row.gate.has(super::Gate::RARITY) {
            self.rarities.insert(bed, row.rarity);
        } else {
            self.rarities.remove(&bed);
        }
    }
}

fn put<T>(column: &mut [T], at: usize, value: T) {
    if let Some(slot) = column.get_mut(at) {
        *slot = value;
    }
}

/// A territory of four thousand million beds has other worries.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn is_real(bed: &Bed) -> bool {
    bed.lifecycle == Lifecycle::Installed && bed.standing != Standing::Ignored
}

/// The specialty of a ward nobody described, by what people call it: a territory that was never set up has outliers
/// all the same.
fn called(state: &State, territory: &Territory, ward: &Ward) -> u128 {
    let Some(said) = ward.specialty.as_deref().map(folded) else {
        return 0;
    };
    let known = state.settings.flow.specialties.iter();
    let codes: Vec<Code> = known
        .filter(|it| folded(&it.name) == said || folded(&it.code) == said)
        .map(|it| it.code.clone())
        .collect();
    territory.specialties(&codes)
}

/// What fewer than half of the beds of a ward offer, of what the hospital calls rare.
fn rare(settings: &PlacementSettings, offers: &[Attributes]) -> Attributes {
    let few = |attribute: &Attribute| {
        let count = offers.iter().filter(|it| it.has(*attribute)).count();
        count > 0 && count * 2 < offers.len()
    };
    settings.rare.iter().filter(few).collect()
}
