//! Changes of the structure: by hand, by file, by an MFN^M05 message.

use std::collections::BTreeSet;

use base::id::{BedId, EstablishmentId, RoomId, UnitId, WardId};

use super::Remark;
use super::draft::{Draft, label_of};
use super::flow::ward_is_set_aside;
use crate::bed::{Attributes, Lifecycle};
use crate::command::StructureCommand;
use crate::event::{Event, PlaceAdded, PlaceChanged};
use crate::import::{BedEntry, EstablishmentEntry, StructureDocument, UnitEntry, WardEntry};
use crate::refusal::Refusal;
use crate::structure::{Bed, Standing, UnitKinds, Ward};

/// Judges a change made on the structure page.
pub(super) fn change(draft: &mut Draft<'_>, change: &StructureCommand) -> Result<(), Refusal> {
    match change {
        StructureCommand::ConfirmWard { ward } => {
            let confirmed = revise_ward(draft, *ward, |it| it.standing = Standing::Confirmed);
            let beds: Vec<BedId> = beds_of(draft, *ward);
            let confirmed_beds = beds
                .into_iter()
                .filter(|bed| revise_bed(draft, *bed, |it| it.standing = Standing::Confirmed).is_ok())
                .count();
            match confirmed {
                // The ward already was; beds discovered since are confirmed with it.
                Err(Refusal::NothingToDo) if confirmed_beds > 0 => Ok(()),
                confirmed => confirmed,
            }
        }
        StructureCommand::RenameWard {
            ward,
            name,
            specialty,
        } => revise_ward(draft, *ward, |it| {
            it.name = name.clone();
            it.specialty.clone_from(specialty);
        }),
        StructureCommand::AttachWard { ward, site, division } => {
            let known = standing_ward(draft, *ward)?;
            let site_fits = site.is_none_or(|id| {
                draft
                    .state
                    .site(id)
                    .is_some_and(|it| it.establishment == known.establishment)
            });
            let division_fits = division.is_none_or(|id| {
                draft
                    .state
                    .division(id)
                    .is_some_and(|it| it.establishment == known.establishment)
            });
            if !site_fits || !division_fits {
                return Err(Refusal::UnknownPlace);
            }
            revise_ward(draft, *ward, |it| {
                it.site = *site;
                it.division = *division;
            })
        }
        StructureCommand::MergeWard { gone, kept } => {
            let (from, into) = (standing_ward(draft, *gone)?, standing_ward(draft, *kept)?);
            if gone == kept || from.establishment != into.establishment {
                return Err(Refusal::CannotMerge(*gone));
            }
            draft.emit(Event::PlaceChanged(PlaceChanged::WardMerged {
                gone: *gone,
                kept: *kept,
            }));
            Ok(())
        }
        StructureCommand::IgnoreWard { ward, ignored } => {
            let standing = if *ignored {
                Standing::Ignored
            } else {
                Standing::Confirmed
            };
            revise_ward(draft, *ward, |it| it.standing = standing)?;
            if *ignored {
                ward_is_set_aside(draft, *ward);
            }
            Ok(())
        }
        StructureCommand::RemoveBed { bed } => {
            if let Some(by) = super::board::occupants(draft.state, *bed, draft.now).first() {
                return Err(Refusal::BedInUse { bed: *bed, by: *by });
            }
            revise_bed(draft, *bed, |it| it.lifecycle = Lifecycle::Removed)
        }
        StructureCommand::RenameBed { bed, label } => {
            revise_bed(draft, *bed, |it| it.label.clone_from(label))
        }
        StructureCommand::MoveRoom { room, ward } => move_room(draft, *room, *ward),
        StructureCommand::AttachUnit { unit, ward } => {
            let known = draft.state.unit(*unit).ok_or(Refusal::UnknownPlace)?;
            if let Some(ward) = ward
                && standing_ward(draft, *ward)?.establishment != known.establishment
            {
                return Err(Refusal::OtherEstablishmentWard(*ward));
            }
            if known.ward == *ward {
                return Err(Refusal::NothingToDo);
            }
            let (id, name, kinds) = (known.id, known.name.clone(), known.kinds);
            draft.emit(Event::PlaceChanged(PlaceChanged::Unit {
                id,
                name,
                kinds,
                ward: *ward,
            }));
            Ok(())
        }
        StructureCommand::RenameEstablishment { establishment, name } => {
            let known = draft
                .state
                .establishment(*establishment)
                .ok_or(Refusal::UnknownPlace)?;
            if known.name == *name && known.standing == Standing::Confirmed {
                return Err(Refusal::NothingToDo);
            }
            let (id, name, standing) = (known.id, name.clone(), Standing::Confirmed);
            draft.emit(Event::PlaceChanged(PlaceChanged::Establishment {
                id,
                name,
                standing,
            }));
            Ok(())
        }
        StructureCommand::AddSite {
            establishment,
            code,
            name,
        } => {
            draft
                .state
                .establishment(*establishment)
                .ok_or(Refusal::UnknownPlace)?;
            if draft.state.index.site(*establishment, code).is_some() {
                return Err(Refusal::NothingToDo);
            }
            draft.site(*establishment, code, Some(name), Standing::Confirmed);
            Ok(())
        }
    }
}

/// Compares a document with what is known and emits the differences.
pub(super) fn import(draft: &mut Draft<'_>, document: &StructureDocument) -> Result<(), Refusal> {
    let mut listed = Listed::default();
    for entry in &document.establishments {
        import_establishment(draft, entry, &mut listed);
    }
    if document.replaces {
        remove_unlisted(draft, &listed);
    }
    Ok(())
}

/// What a document that replaces the structure speaks of.
#[derive(Default)]
struct Listed {
    establishments: BTreeSet<EstablishmentId>,
    beds: BTreeSet<BedId>,
}

fn import_establishment(draft: &mut Draft<'_>, entry: &EstablishmentEntry, listed: &mut Listed) {
    let known = draft
        .state
        .index
        .establishment(&entry.code)
        .and_then(|id| draft.state.establishment(id));
    if let Some(known) = known {
        let name = entry.name.clone().unwrap_or_else(|| known.name.clone());
        if known.name != name || known.standing != Standing::Confirmed {
            let (id, standing) = (known.id, Standing::Confirmed);
            draft.emit(Event::PlaceChanged(PlaceChanged::Establishment {
                id,
                name,
                standing,
            }));
        }
    }
    let establishment = draft.establishment(&entry.code, entry.name.as_ref(), Standing::Confirmed);
    listed.establishments.insert(establishment);
    for site in &entry.sites {
        let known = draft
            .state
            .index
            .site(establishment, &site.code)
            .and_then(|id| draft.state.site(id));
        if let Some(known) = known {
            let name = site.name.clone().unwrap_or_else(|| known.name.clone());
            if known.name != name || known.standing != Standing::Confirmed {
                let (id, standing) = (known.id, Standing::Confirmed);
                draft.emit(Event::PlaceChanged(PlaceChanged::Site { id, name, standing }));
            }
        }
        draft.site(establishment, &site.code, site.name.as_ref(), Standing::Confirmed);
    }
    for division in &entry.divisions {
        let known = draft
            .state
            .index
            .division(establishment, &division.code)
            .and_then(|id| draft.state.division(id));
        if let (Some(known), Some(name)) = (known, &division.name)
            && known.name != *name
        {
            let (id, name) = (known.id, name.clone());
            draft.emit(Event::PlaceChanged(PlaceChanged::Division { id, name }));
        }
        draft.division(establishment, &division.code, division.name.as_ref());
    }
    for ward in &entry.wards {
        import_ward(draft, establishment, ward, listed);
    }
    for unit in &entry.units {
        import_unit(draft, establishment, unit);
    }
}

fn import_ward(
    draft: &mut Draft<'_>,
    establishment: EstablishmentId,
    entry: &WardEntry,
    listed: &mut Listed,
) {
    let site = entry
        .site
        .as_ref()
        .map(|code| draft.site(establishment, code, None, Standing::Confirmed));
    let division = entry
        .division
        .as_ref()
        .map(|code| draft.division(establishment, code, None));
    let ward = match draft.known_ward(establishment, &entry.code) {
        Some(known) => {
            if draft.state.ward(known).is_some() {
                let _ = revise_ward(draft, known, |it| {
                    it.name = entry.name.clone().unwrap_or_else(|| it.name.clone());
                    it.site = site.or(it.site);
                    it.division = division.or(it.division);
                    it.specialty = entry.specialty.clone().or_else(|| it.specialty.clone());
                    it.standing = Standing::Confirmed;
                });
            }
            known
        }
        None => draft.new_ward(|id| PlaceAdded::Ward {
            id,
            establishment,
            site,
            division,
            code: entry.code.clone(),
            name: entry.name.clone().unwrap_or_else(|| label_of(&entry.code)),
            specialty: entry.specialty.clone(),
            standing: Standing::Confirmed,
        }),
    };
    for room in &entry.rooms {
        let id = draft.room(ward, &room.code, room.attributes);
        let known = draft.state.room(id).filter(|it| it.attributes != room.attributes);
        if let (Some(known), true) = (known, room.attributes != Attributes::NONE) {
            let (ward, attributes) = (known.ward, room.attributes);
            draft.emit(Event::PlaceChanged(PlaceChanged::Room { id, ward, attributes }));
        }
        for bed in &room.beds {
            listed.beds.insert(import_bed(draft, id, bed));
        }
    }
}

fn import_bed(draft: &mut Draft<'_>, room: RoomId, entry: &BedEntry) -> BedId {
    let bed = draft.bed(
        room,
        &entry.code,
        entry.label.as_ref(),
        entry.attributes,
        Standing::Confirmed,
    );
    if draft.state.bed(bed).is_some() {
        let _ = revise_bed(draft, bed, |it| {
            it.label = entry.label.clone().or_else(|| it.label.clone());
            it.attributes = if entry.attributes == Attributes::NONE {
                it.attributes
            } else {
                entry.attributes
            };
            it.standing = Standing::Confirmed;
            it.lifecycle = Lifecycle::Installed;
        });
    }
    bed
}

fn import_unit(draft: &mut Draft<'_>, establishment: EstablishmentId, entry: &UnitEntry) {
    let ward = entry.ward.as_ref().and_then(|code| {
        let found = draft.known_ward(establishment, code);
        if found.is_none() {
            draft.remark(Remark::UnknownWard(code.to_string()));
        }
        found
    });
    let Some(known) = draft.known_unit(establishment, &entry.code) else {
        draft.new_unit(establishment, &entry.code, entry.name.clone(), entry.kinds, ward);
        return;
    };
    let kinds = UnitKinds {
        housing: known.kinds.housing || entry.kinds.housing,
        care: known.kinds.care || entry.kinds.care,
        medical: known.kinds.medical || entry.kinds.medical,
    };
    let name = entry.name.clone().or_else(|| known.name.clone());
    // A discovered ward of the same unit gives way to the one the document names.
    let discovered = known.ward.filter(|former| {
        ward.is_some_and(|ward| ward != *former)
            && draft
                .state
                .ward(*former)
                .is_some_and(|it| it.standing == Standing::Discovered && it.merged_into.is_none())
    });
    let ward = ward.or(known.ward);
    if (kinds, &name, ward) != (known.kinds, &known.name, known.ward) {
        let id: UnitId = known.id;
        draft.emit(Event::PlaceChanged(PlaceChanged::Unit {
            id,
            name,
            kinds,
            ward,
        }));
    }
    if let (Some(gone), Some(kept)) = (discovered, ward) {
        draft.emit(Event::PlaceChanged(PlaceChanged::WardMerged { gone, kept }));
    }
}

/// Takes away the beds of the establishments of a replacing document that it does not list and that are empty.
fn remove_unlisted(draft: &mut Draft<'_>, listed: &Listed) {
    let state = draft.state;
    let of_listed = |ward: WardId| {
        state
            .ward(ward)
            .is_some_and(|it| listed.establishments.contains(&it.establishment))
    };
    let gone: Vec<BedId> = state
        .beds
        .iter()
        .filter(|bed| bed.lifecycle == Lifecycle::Installed && !listed.beds.contains(&bed.id))
        .filter(|bed| state.ward_of_bed(bed.id).is_some_and(of_listed))
        .filter(|bed| state.occupants(bed.id, draft.now).next().is_none())
        .map(|bed| bed.id)
        .collect();
    for bed in gone {
        let _ = revise_bed(draft, bed, |it| it.lifecycle = Lifecycle::Removed);
    }
}

fn move_room(draft: &mut Draft<'_>, room: RoomId, ward: WardId) -> Result<(), Refusal> {
    let known = draft.state.room(room).ok_or(Refusal::UnknownPlace)?;
    let (from, into) = (
        draft.state.ward(known.ward).ok_or(Refusal::UnknownPlace)?,
        standing_ward(draft, ward)?,
    );
    if from.establishment != into.establishment {
        return Err(Refusal::OtherEstablishmentWard(ward));
    }
    if known.ward == ward {
        return Err(Refusal::NothingToDo);
    }
    let (id, attributes) = (known.id, known.attributes);
    draft.emit(Event::PlaceChanged(PlaceChanged::Room { id, ward, attributes }));
    Ok(())
}

fn standing_ward<'a>(draft: &Draft<'a>, ward: WardId) -> Result<&'a Ward, Refusal> {
    draft
        .state
        .ward(ward)
        .filter(|it| it.merged_into.is_none())
        .ok_or(Refusal::UnknownWard(ward))
}

fn beds_of(draft: &Draft<'_>, ward: WardId) -> Vec<BedId> {
    let rooms = draft.state.ward(ward).map_or(&[] as &[RoomId], |it| &it.rooms);
    rooms
        .iter()
        .filter_map(|room| draft.state.room(*room))
        .flat_map(|room| room.beds.iter().copied())
        .collect()
}

fn revise_ward(draft: &mut Draft<'_>, id: WardId, revise: impl FnOnce(&mut Ward)) -> Result<(), Refusal> {
    let known = standing_ward(draft, id)?;
    let mut next = known.clone();
    revise(&mut next);
    if next == *known {
        return Err(Refusal::NothingToDo);
    }
    let Ward {
        site,
        division,
        name,
        specialty,
        standing,
        ..
    } = next;
    draft.emit(Event::PlaceChanged(PlaceChanged::Ward {
        id,
        site,
        division,
        name,
        specialty,
        standing,
    }));
    Ok(())
}

fn revise_bed(draft: &mut Draft<'_>, id: BedId, revise: impl FnOnce(&mut Bed)) -> Result<(), Refusal> {
    let known = draft.state.bed(id).ok_or(Refusal::UnknownBed(id))?;
    let mut next = known.clone();
    revise(&mut next);
    if next == *known {
        return Err(Refusal::NothingToDo);
    }
    let Bed {
        label,
        attributes,
        standing,
        lifecycle,
        staffed,
        ..
    } = next;
    draft.emit(Event::PlaceChanged(PlaceChanged::Bed {
        id,
        label,
        attributes,
        standing,
        lifecycle,
        staffed,
    }));
    Ok(())
}
