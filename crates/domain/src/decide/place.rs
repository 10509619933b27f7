//! From codes of a feed to places: known ones, or discovered on the spot.

use base::id::{EstablishmentId, UnitId, WardId};
use base::{Code, Label};

use super::draft::{Draft, label_of};
use crate::bed::{Attributes, Lifecycle};
use crate::event::{Event, PlaceAdded, PlaceChanged};
use crate::movement::Spot;
use crate::observation::{PlaceCodes, Source, UnitCode};
use crate::structure::{Standing, UnitKinds};

/// What a unit is seen responsible for in a message.
#[derive(Clone, Copy)]
pub(super) enum Role {
    Housing,
    Care,
    Medical,
}

/// The establishment whose codes a place uses: the one it names, if known, else its sender's.
pub(super) fn establishment(draft: &mut Draft<'_>, source: &Source, place: &PlaceCodes) -> EstablishmentId {
    let named = place
        .establishment
        .as_ref()
        .and_then(|code| draft.state.index.establishment(code));
    named.unwrap_or_else(|| draft.establishment(&source.facility, None, Standing::Discovered))
}

/// The unit and the spot that a location means; what is not known is discovered.
pub(super) fn resolve(draft: &mut Draft<'_>, source: &Source, place: &PlaceCodes) -> (Option<UnitId>, Spot) {
    let establishment = establishment(draft, source, place);
    let Some(unit_code) = &place.unit else {
        return (None, spot_alone(draft, establishment, place));
    };
    let unit = unit(
        draft,
        establishment,
        &UnitCode {
            code: unit_code.clone(),
            label: None,
        },
        Role::Housing,
    );
    let ward = ward_of(draft, establishment, unit_code, place.site.as_ref());
    (Some(unit), spot(draft, ward, place))
}

/// Whether patients lie in the unit of a location, as far as is known: nothing is discovered on the way.
pub(super) fn has_beds(draft: &Draft<'_>, source: &Source, place: &PlaceCodes) -> bool {
    let state = draft.state;
    let named = place.establishment.as_ref();
    let establishment = named
        .and_then(|code| state.index.establishment(code))
        .or_else(|| state.index.establishment(&source.facility));
    let ward = establishment
        .zip(place.unit.as_ref())
        .and_then(|(establishment, code)| state.index.unit(establishment, code))
        .and_then(|unit| state.ward_of(Spot::Nowhere, Some(unit)));
    let mut beds = state.beds.iter();
    ward.is_some()
        && beds.any(|bed| {
            bed.lifecycle == Lifecycle::Installed
                && bed.standing != Standing::Ignored
                && state.ward_of_bed(bed.id).and_then(|it| state.surviving(it)) == ward
        })
}

/// A unit by its code, with its role noted.
pub(super) fn unit(
    draft: &mut Draft<'_>,
    establishment: EstablishmentId,
    unit: &UnitCode,
    role: Role,
) -> UnitId {
    let Some(known) = draft.known_unit(establishment, &unit.code) else {
        let kinds = with(UnitKinds::default(), role);
        return draft.new_unit(establishment, &unit.code, unit.label.clone(), kinds, None);
    };
    let kinds = with(known.kinds, role);
    let name = known.name.clone().or_else(|| unit.label.clone());
    if kinds != known.kinds || name != known.name {
        let change = PlaceChanged::Unit {
            id: known.id,
            name,
            kinds,
            ward: known.ward,
        };
        draft.emit(Event::PlaceChanged(change));
    }
    known.id
}

/// The ward that people know a unit by; discovered with the code of the unit when it has none.
pub(super) fn ward_of(
    draft: &mut Draft<'_>,
    establishment: EstablishmentId,
    code: &Code,
    site: Option<&Code>,
) -> Option<WardId> {
    let known = draft.known_unit(establishment, code)?;
    if let Some(ward) = known.ward {
        return Some(draft.state.surviving(ward).unwrap_or(ward));
    }
    let ward = draft.known_ward(establishment, code).unwrap_or_else(|| {
        let site = site.map(|code| draft.site(establishment, code, None, Standing::Discovered));
        let name = known.name.clone().unwrap_or_else(|| name_of_unit(code));
        draft.new_ward(|id| PlaceAdded::Ward {
            id,
            establishment,
            site,
            division: None,
            code: code.clone(),
            name,
            specialty: None,
            standing: Standing::Discovered,
        })
    });
    let change = PlaceChanged::Unit {
        id: known.id,
        name: known.name,
        kinds: known.kinds,
        ward: Some(ward),
    };
    draft.emit(Event::PlaceChanged(change));
    Some(ward)
}

/// The room and bed of a ward, discovered if need be; placeholders of the administrative system are nowhere.
fn spot(draft: &mut Draft<'_>, ward: Option<WardId>, place: &PlaceCodes) -> Spot {
    let settings = &draft.state.settings;
    let real = |code: &Option<Code>| code.clone().filter(|code| !settings.is_placeholder(code));
    let placeholder = place
        .room
        .as_ref()
        .is_some_and(|room| settings.is_placeholder(room));
    let (room, bed) = (real(&place.room), real(&place.bed));
    let Some(ward) = ward else { return Spot::Nowhere };
    if placeholder {
        return Spot::Nowhere;
    }
    match (room, bed) {
        (None, None) => Spot::Nowhere,
        (Some(room), None) => Spot::Room(draft.room(ward, &room, Attributes::NONE)),
        // A bed without a room has a room of its own, of the same code.
        (None, Some(bed)) => {
            let room = draft.room(ward, &bed, Attributes::NONE);
            Spot::Bed(draft.bed(room, &bed, None, Attributes::NONE, Standing::Discovered))
        }
        (Some(room), Some(bed)) => {
            let room = draft.room(ward, &room, Attributes::NONE);
            Spot::Bed(draft.bed(room, &bed, None, Attributes::NONE, Standing::Discovered))
        }
    }
}

/// A room or bed named without its unit: found when exactly one ward of the establishment has such a room.
fn spot_alone(draft: &Draft<'_>, establishment: EstablishmentId, place: &PlaceCodes) -> Spot {
    let Some(room) = place.room.as_ref().or(place.bed.as_ref()) else {
        return Spot::Nowhere;
    };
    let mut rooms = draft
        .state
        .wards
        .iter()
        .filter(|ward| ward.establishment == establishment && ward.merged_into.is_none())
        .filter_map(|ward| draft.state.room_named(ward.id, room));
    let (Some(found), None) = (rooms.next(), rooms.next()) else {
        return Spot::Nowhere;
    };
    match &place.bed {
        Some(bed) => draft
            .state
            .bed_named(found, bed)
            .map_or(Spot::Room(found), Spot::Bed),
        None => Spot::Room(found),
    }
}

/// Whether two locations name the same place, as far as both say.
pub(super) fn same_spot(draft: &Draft<'_>, stated: &PlaceCodes, spot: Spot) -> bool {
    let settings = &draft.state.settings;
    let Some(bed) = stated.bed.as_ref().filter(|bed| !settings.is_placeholder(bed)) else {
        return true;
    };
    match spot {
        Spot::Bed(id) => draft.state.bed(id).is_none_or(|known| known.code == *bed),
        Spot::Room(_) | Spot::Nowhere => false,
    }
}

fn with(mut kinds: UnitKinds, role: Role) -> UnitKinds {
    match role {
        Role::Housing => kinds.housing = true,
        Role::Care => kinds.care = true,
        Role::Medical => kinds.medical = true,
    }
    kinds
}

fn name_of_unit(code: &Code) -> Label {
    Label::new(&format!("UF {code}")).unwrap_or_else(|_| label_of(code))
}
