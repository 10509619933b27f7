//! Beds, wards and sites that answer. There are a few thousand at most: they are looked through as they are, so no
//! index of them can ever be out of date.

use base::Label;
use base::Moment;
use base::id::{BedId, SiteId, WardId};

use super::super::board::bed_name;
use super::super::drawer::bed_drawer;
use super::super::order::natural;
use super::{BEDS, BedFound, Place, SITES, WARDS, WardFound};
use crate::bed::Lifecycle;
use crate::search::{Wanted, squeezed, words_of};
use crate::state::State;
use crate::structure::{Standing, Ward};
use crate::vault::Vault;

/// A place as it is said of somebody.
pub(super) fn place_of(state: &State, ward: Option<WardId>, bed: Option<BedId>) -> Place {
    let ward = ward.and_then(|id| state.ward(id));
    Place {
        site: ward.and_then(|ward| site_name(state, ward)),
        ward: ward.map(|it| (it.id, it.name.clone())),
        bed: bed.and_then(|id| Some((id, bed_name(state, id)?))),
    }
}

fn site_name(state: &State, ward: &Ward) -> Option<Label> {
    let site = ward.site.and_then(|id| state.site(id)).map(|it| it.name.clone());
    site.or_else(|| state.establishment(ward.establishment).map(|it| it.name.clone()))
}

fn is_shown(ward: &Ward) -> bool {
    ward.merged_into.is_none() && ward.standing != Standing::Ignored
}

/// Whether each word that was typed begins a word of the place.
fn answers(typed: &[String], words: &[String]) -> bool {
    typed
        .iter()
        .all(|word| words.iter().any(|it| it.starts_with(word.as_str())))
}

fn words_of_ward(state: &State, ward: &Ward) -> Vec<String> {
    let parts = [Some(&ward.name), ward.specialty.as_ref()];
    let site = site_name(state, ward);
    let mut words: Vec<String> = parts
        .into_iter()
        .flatten()
        .chain(&site)
        .flat_map(|it| words_of(it))
        .collect();
    words.extend(words_of(&ward.code));
    words
}

/// The wards that answer by their name, specialty, code or site; those whose own name answers first.
pub(super) fn wards(state: &State, wanted: &Wanted) -> Vec<WardFound> {
    let mut found: Vec<(bool, &Ward)> = state
        .wards
        .iter()
        .map(AsRef::as_ref)
        .filter(|ward| is_shown(ward))
        .filter(|ward| answers(&wanted.words, &words_of_ward(state, ward)))
        .map(|ward| (!answers(&wanted.words, &words_of(&ward.name)), ward))
        .collect();
    found.sort_by(|(far, one), (other_far, other)| {
        far.cmp(other_far)
            .then_with(|| natural(&one.name, &other.name))
            .then(one.id.cmp(&other.id))
    });
    found
        .into_iter()
        .take(WARDS)
        .map(|(_, ward)| WardFound {
            ward: ward.id,
            name: ward.name.clone(),
            site: site_name(state, ward),
        })
        .collect()
}

/// The sites that answer by their name and have a ward to be shown.
pub(super) fn sites(state: &State, wanted: &Wanted) -> Vec<(SiteId, Label)> {
    let mut found: Vec<(SiteId, Label)> = state
        .sites
        .iter()
        .filter(|site| site.standing != Standing::Ignored)
        .filter(|site| answers(&wanted.words, &words_of(&site.name)))
        .filter(|site| {
            state
                .wards
                .iter()
                .any(|ward| is_shown(ward) && ward.site == Some(site.id))
        })
        .map(|site| (site.id, site.name.clone()))
        .collect();
    found.sort_by(|one, other| natural(&one.1, &other.1));
    found.truncate(SITES);
    found
}

/// The beds that answer by room and bed (`402 F`, `402f`), narrowed by words of their ward or site (`402 cardio`).
///
/// A bed whose name is what was typed comes before those that only begin so. Gives the first ones, and how many more
/// there are.
pub(super) fn beds(state: &State, vault: &Vault, wanted: &Wanted, now: Moment) -> (Vec<BedFound>, usize) {
    // Everybody types the number of the room; without a digit it is a name, and no bed is meant.
    if !wanted.squeezed.bytes().any(|byte| byte.is_ascii_digit()) {
        return (Vec::new(), 0);
    }
    let readings: Vec<(String, &[String])> = (1..=wanted.words.len())
        .map(|place| {
            let (bed, ward) = wanted.words.split_at(place);
            (squeezed(&bed.concat()), ward)
        })
        .filter(|(bed, _)| !bed.is_empty())
        .collect();
    let mut found: Vec<(bool, BedId)> = Vec::new();
    for ward in state.wards.iter().filter(|ward| is_shown(ward)) {
        let words = words_of_ward(state, ward);
        let meant: Vec<&str> = readings
            .iter()
            .filter(|(_, ward)| answers(ward, &words))
            .map(|(bed, _)| bed.as_str())
            .collect();
        for room in ward.rooms.iter().filter_map(|id| state.room(*id)) {
            for bed in room.beds.iter().filter_map(|id| state.bed(*id)) {
                let label = bed.label.as_ref().map_or(bed.code.as_str(), |it| it.as_str());
                let names = [squeezed(label), squeezed(&format!("{}{label}", room.code))];
                let whole = names.iter().any(|name| meant.contains(&name.as_str()));
                let begun = meant
                    .iter()
                    .any(|it| names.iter().any(|name| name.starts_with(it)));
                if (whole || begun) && bed.lifecycle == Lifecycle::Installed {
                    found.push((!whole, bed.id));
                }
            }
        }
    }
    let place = |bed: BedId| place_of(state, state.ward_of_bed(bed), Some(bed));
    let mut found: Vec<(bool, String, Place, BedId)> = found
        .into_iter()
        .map(|(begun, bed)| {
            let room = state.bed(bed).and_then(|it| state.room(it.room));
            let room = room.map_or_else(String::new, |it| it.code.to_string());
            (begun, room, place(bed), bed)
        })
        .collect();
    // Beds of one room stay in the order of the room.
    found.sort_by(|one, other| {
        let ward = |it: &Place| {
            it.ward
                .as_ref()
                .map_or_else(String::new, |(_, name)| name.to_string())
        };
        (one.0.cmp(&other.0))
            .then_with(|| natural(&one.1, &other.1))
            .then_with(|| natural(&ward(&one.2), &ward(&other.2)))
    });
    let more = found.len().saturating_sub(BEDS);
    found.truncate(BEDS);
    let shown = found.into_iter().filter_map(|(_, _, place, bed)| {
        let tile = bed_drawer(state, vault, bed, now)?.tile;
        Some(BedFound { place, tile })
    });
    (shown.collect(), more)
}
