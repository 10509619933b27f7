//! What is the same for every bed: sites and their distances, lists as positions, what each precaution asks.

use std::collections::BTreeMap;

use base::Code;
use base::id::{SiteId, WardId};

use super::super::settings::{PlacementSettings, RoomNeed, Sector, SitePlace, WardPlace, WardProfile};
use crate::bed::Attributes;
use crate::state::State;

/// What is the same for every bed.
#[derive(Clone, Debug, PartialEq, Default)]
pub(in crate::flow::placement) struct Territory {
    pub sites: Vec<SiteId>,
    /// Minutes between sites, by their positions; none when nobody said.
    pub minutes: BTreeMap<(u16, u16), u16>,
    /// Precautions of the territory, by position, each with what it asks.
    pub precautions: Vec<(Code, Asks)>,
    /// Whether each germ asks for negative pressure, by position.
    pub germs: Vec<(Code, bool)>,
    pub specialties: Vec<Code>,
    /// Equipment that at least one bed of the territory records: what no bed records is not missed in one.
    pub records: Attributes,
}

/// What a set of precautions asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow::placement) struct Asks {
    pub room: RoomNeed,
    pub sector: Option<Sector>,
}

impl Asks {
    pub const NOTHING: Self = Self {
        room: RoomNeed::Shared,
        sector: None,
    };
}

impl Territory {
    pub fn of(state: &State, settings: &PlacementSettings) -> Self {
        let precautions = state.settings.precautions.iter().map(|it| {
            let meaning = settings.meaning(&it.code);
            // A precaution nobody gave a meaning keeps its bearer with those who have the same.
            let asks = meaning.map_or(
                Asks {
                    room: RoomNeed::Cohort,
                    sector: None,
                },
                |it| Asks {
                    room: it.room,
                    sector: it.sector,
                },
            );
            (it.code.clone(), asks)
        });
        let lists = &state.settings.flow;
        let sites: Vec<SiteId> = state.sites.iter().map(|it| it.id).collect();
        let records = state.rooms.iter().map(|it| it.attributes);
        let records = records.chain(state.beds.iter().map(|it| it.attributes));
        Self {
            minutes: minutes(state, settings, &sites),
            sites,
            precautions: precautions.collect(),
            germs: lists
                .germs
                .iter()
                .map(|it| (it.code.clone(), settings.negative_pressure.contains(&it.code)))
                .collect(),
            specialties: lists.specialties.iter().map(|it| it.code.clone()).collect(),
            records: records.fold(Attributes::NONE, Attributes::union),
        }
    }

    /// The positions of those precautions; one that is not in the list is left out.
    pub fn precautions(&self, codes: &[Code]) -> u64 {
        codes
            .iter()
            .filter_map(|code| self.precautions.iter().position(|(it, _)| it == code))
            .filter(|position| *position < 64)
            .fold(0, |set, position| set | 1 << position)
    }

    /// The position of that germ, from 1; 0 for none and for one that is not in the list.
    pub fn germ(&self, code: Option<&Code>) -> u8 {
        let position = code.and_then(|code| self.germs.iter().position(|(it, _)| it == code));
        position.and_then(|it| u8::try_from(it + 1).ok()).unwrap_or(0)
    }

    /// The specialties, as a set of positions.
    pub fn specialties(&self, codes: &[Code]) -> u128 {
        codes
            .iter()
            .filter_map(|code| self.specialties.iter().position(|it| it == code))
            .filter(|position| *position < 128)
            .fold(0, |set, position| set | 1 << position)
    }

    /// What a set of precautions and a germ ask, all together: the most of each.
    pub fn asks(&self, precautions: u64, germ: u8) -> Asks {
        let mut all = Asks::NOTHING;
        let mut rest = precautions;
        while rest != 0 {
            let position = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            if let Some((_, asks)) = self.precautions.get(position) {
                all.room = all.room.max(asks.room);
                // A carrier who is also somebody's contact is a carrier.
                all.sector = match (all.sector, asks.sector) {
                    (Some(one), Some(other)) => Some(one.min(other)),
                    (one, other) => one.or(other),
                };
            }
        }
        let negative = usize::from(germ).checked_sub(1).and_then(|it| self.germs.get(it));
        if negative.is_some_and(|(_, negative)| *negative) {
            all.room = all.room.max(RoomNeed::Negative);
        }
        all
    }

    /// The precautions of a set that keep their bearer apart.
    pub fn keeping_apart(&self, precautions: u64) -> u64 {
        let mut kept = 0;
        let mut rest = precautions;
        while rest != 0 {
            let position = rest.trailing_zeros();
            rest &= rest - 1;
            let shared = self
                .precautions
                .get(position as usize)
                .is_some_and(|(_, asks)| asks.room == RoomNeed::Shared);
            if !shared {
                kept |= 1 << position;
            }
        }
        kept
    }

    /// Minutes between two sites: none within one, and unknown when nobody said.
    pub fn minutes(&self, from: u16, to: u16) -> Option<u16> {
        if from == to {
            return Some(0);
        }
        self.minutes.get(&(from.min(to), from.max(to))).copied()
    }
}

fn minutes(state: &State, settings: &PlacementSettings, sites: &[SiteId]) -> BTreeMap<(u16, u16), u16> {
    let position = |place: &SitePlace| {
        let site = state.site_at_place(place)?;
        let position = sites.iter().position(|it| *it == site)?;
        u16::try_from(position).ok()
    };
    settings
        .distances
        .iter()
        .filter_map(|it| {
            let (from, to) = (position(&it.from)?, position(&it.to)?);
            Some(((from.min(to), from.max(to)), it.minutes))
        })
        .collect()
}

impl State {
    /// The ward of those codes, once merges are followed.
    #[must_use]
    pub fn ward_at_place(&self, place: &WardPlace) -> Option<WardId> {
        let establishment = self.index.establishment(&place.establishment)?;
        self.surviving(self.index.ward(establishment, &place.ward)?)
    }

    /// The site of those codes.
    #[must_use]
    pub fn site_at_place(&self, place: &SitePlace) -> Option<SiteId> {
        let establishment = self.index.establishment(&place.establishment)?;
        self.index.site(establishment, &place.site)
    }
}

/// What each ward takes, by id. Of two profiles that a merge brought together, the one of the ward that stays counts.
pub(super) fn profiles<'a>(
    state: &State,
    settings: &'a PlacementSettings,
) -> BTreeMap<WardId, &'a WardProfile> {
    let mut found: BTreeMap<WardId, &WardProfile> = BTreeMap::new();
    for profile in &settings.wards {
        let Some(ward) = state.ward_at_place(&profile.place) else {
            continue;
        };
        let is_its_own = state.ward(ward).is_some_and(|it| it.code == profile.place.ward);
        if is_its_own || !found.contains_key(&ward) {
            found.insert(ward, profile);
        }
    }
    found
}
