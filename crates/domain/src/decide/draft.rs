//! A decision in the making: what was found out so far, and the ids given out on the way.

use base::id::{
    AuthorityId, BedId, DivisionId, EstablishmentId, PatientId, PractitionerId, RoomId, SiteId, StayId,
    UnitId, WardId,
};
use base::{Code, Label, Moment};

use super::{ClaimChange, Decision, Remark};
use crate::bed::Attributes;
use crate::event::{Event, PlaceAdded, PlaceChanged};
use crate::identity::Identity;
use crate::state::State;
use crate::structure::{Standing, UnitKinds};
use crate::vault::{Vault, VaultWrite};

/// A decision in the making.
pub(super) struct Draft<'a> {
    pub state: &'a State,
    pub vault: &'a Vault,
    pub now: Moment,
    decision: Decision,
}

impl<'a> Draft<'a> {
    pub fn new(state: &'a State, vault: &'a Vault, now: Moment) -> Self {
        Self {
            state,
            vault,
            now,
            decision: Decision::default(),
        }
    }

    pub fn finish(self) -> Decision {
        self.decision
    }

    pub fn emit(&mut self, event: Event) {
        self.decision.events.push(event);
    }

    pub fn write(&mut self, write: VaultWrite) {
        self.decision.vault.push(write);
    }

    pub fn claim(&mut self, change: ClaimChange) {
        self.decision.claims.push(change);
    }

    pub fn remark(&mut self, remark: Remark) {
        if !self.decision.remarks.contains(&remark) {
            self.decision.remarks.push(remark);
        }
    }

    pub fn concerns(&mut self, patient: PatientId, stay: Option<StayId>) {
        self.decision.patient = Some(patient);
        self.decision.stay = stay.or(self.decision.stay);
    }

    /// The patient concerned so far.
    pub fn patient(&self) -> Option<PatientId> {
        self.decision.patient
    }

    /// Who a patient is, as this draft says or as was known before.
    pub fn identity(&self, patient: PatientId) -> Option<&Identity> {
        let written = self.decision.vault.iter().rev().find_map(|it| match it {
            VaultWrite::Patient {
                patient: of,
                identity,
                ..
            } if *of == patient => Some(identity.as_deref()),
            _ => None,
        });
        written.unwrap_or_else(|| self.vault.patient(patient).map(AsRef::as_ref))
    }

    /// How many events of a kind this draft already holds: what tells the next free id.
    pub(super) fn pending(&self, is_one: impl Fn(&Event) -> bool) -> u32 {
        u32::try_from(self.decision.events.iter().filter(|event| is_one(event)).count()).unwrap_or(u32::MAX)
    }

    fn find<T>(&self, look: impl Fn(&Event) -> Option<T>) -> Option<T> {
        self.decision.events.iter().find_map(look)
    }

    /// The id of an authority, named now if it is new.
    pub fn authority(&mut self, code: &Code) -> AuthorityId {
        if let Some(known) = self.state.authorities.iter().position(|it| it == code) {
            return AuthorityId::new(u32::try_from(known).unwrap_or(u32::MAX));
        }
        if let Some(found) = self.find(|event| match event {
            Event::AuthorityNamed { authority, code: it } if it == code => Some(*authority),
            _ => None,
        }) {
            return found;
        }
        let pending = self.pending(|event| matches!(event, Event::AuthorityNamed { .. }));
        let authority = AuthorityId::new(next(self.state.authorities.len(), pending));
        self.emit(Event::AuthorityNamed {
            authority,
            code: code.clone(),
        });
        authority
    }

    pub fn new_patient(&mut self) -> PatientId {
        let pending = self.pending(|event| matches!(event, Event::PatientRegistered { .. }));
        let patient = PatientId::new(next(self.state.patients.len(), pending));
        self.emit(Event::PatientRegistered { patient });
        patient
    }

    pub fn new_stay(&mut self, patient: PatientId) -> StayId {
        let pending = self.pending(|event| matches!(event, Event::StayRegistered { .. }));
        let stay = StayId::new(next(self.state.stays.len(), pending));
        self.emit(Event::StayRegistered { stay, patient });
        stay
    }

    pub fn new_practitioner(&mut self) -> PractitionerId {
        let pending = self.pending(|event| matches!(event, Event::PractitionerRegistered { .. }));
        let practitioner = PractitionerId::new(self.state.practitioners + pending);
        self.emit(Event::PractitionerRegistered { practitioner });
        practitioner
    }

    pub fn establishment(
        &mut self,
        code: &Code,
        name: Option<&Label>,
        standing: Standing,
    ) -> EstablishmentId {
        if let Some(known) = self.state.index.establishment(code) {
            return known;
        }
        if let Some(found) = self.find(|event| match event {
            Event::PlaceAdded(PlaceAdded::Establishment { id, code: it, .. }) if it == code => Some(*id),
            _ => None,
        }) {
            return found;
        }
        let pending =
            self.pending(|event| matches!(event, Event::PlaceAdded(PlaceAdded::Establishment { .. })));
        let id = EstablishmentId::new(next(self.state.establishments.len(), pending));
        let name = name.cloned().unwrap_or_else(|| label_of(code));
        self.emit(Event::PlaceAdded(PlaceAdded::Establishment {
            id,
            code: code.clone(),
            name,
            standing,
        }));
        id
    }

    pub fn site(
        &mut self,
        establishment: EstablishmentId,
        code: &Code,
        name: Option<&Label>,
        standing: Standing,
    ) -> SiteId {
        if let Some(known) = self.state.index.site(establishment, code) {
            return known;
        }
        if let Some(found) = self.find(|event| match event {
            Event::PlaceAdded(PlaceAdded::Site {
                id,
                establishment: of,
                code: it,
                ..
            }) if *of == establishment && it == code => Some(*id),
            _ => None,
        }) {
            return found;
        }
        let pending = self.pending(|event| matches!(event, Event::PlaceAdded(PlaceAdded::Site { .. })));
        let id = SiteId::new(next(self.state.sites.len(), pending));
        let name = name.cloned().unwrap_or_else(|| label_of(code));
        self.emit(Event::PlaceAdded(PlaceAdded::Site {
            id,
            establishment,
            code: code.clone(),
            name,
            standing,
        }));
        id
    }

    pub fn division(
        &mut self,
        establishment: EstablishmentId,
        code: &Code,
        name: Option<&Label>,
    ) -> DivisionId {
        if let Some(known) = self.state.index.division(establishment, code) {
            return known;
        }
        if let Some(found) = self.find(|event| match event {
            Event::PlaceAdded(PlaceAdded::Division {
                id,
                establishment: of,
                code: it,
                ..
            }) if *of == establishment && it == code => Some(*id),
            _ => None,
        }) {
            return found;
        }
        let pending = self.pending(|event| matches!(event, Event::PlaceAdded(PlaceAdded::Division { .. })));
        let id = DivisionId::new(next(self.state.divisions.len(), pending));
        let name = name.cloned().unwrap_or_else(|| label_of(code));
        self.emit(Event::PlaceAdded(PlaceAdded::Division {
            id,
            establishment,
            code: code.clone(),
            name,
        }));
        id
    }

    /// A unit known before this draft or made known by it: id, responsibilities, ward, name.
    pub fn known_unit(&self, establishment: EstablishmentId, code: &Code) -> Option<KnownUnit> {
        let mut known = self.state.index.unit(establishment, code).and_then(|id| {
            let unit = self.state.unit(id)?;
            Some(KnownUnit {
                id,
                kinds: unit.kinds,
                ward: unit.ward,
                name: unit.name.clone(),
            })
        });
        for event in &self.decision.events {
            match event {
                Event::PlaceAdded(PlaceAdded::Unit {
                    id,
                    establishment: of,
                    code: it,
                    name,
                    kinds,
                    ward,
                }) if *of == establishment && it == code => {
                    known = Some(KnownUnit {
                        id: *id,
                        kinds: *kinds,
                        ward: *ward,
                        name: name.clone(),
                    });
                }
                Event::PlaceChanged(PlaceChanged::Unit {
                    id,
                    name,
                    kinds,
                    ward,
                }) if known.as_ref().is_some_and(|known| known.id == *id) => {
                    known = Some(KnownUnit {
                        id: *id,
                        kinds: *kinds,
                        ward: *ward,
                        name: name.clone(),
                    });
                }
                _ => {}
            }
        }
        known
    }

    pub fn new_unit(
        &mut self,
        establishment: EstablishmentId,
        code: &Code,
        name: Option<Label>,
        kinds: UnitKinds,
        ward: Option<WardId>,
    ) -> UnitId {
        let pending = self.pending(|event| matches!(event, Event::PlaceAdded(PlaceAdded::Unit { .. })));
        let id = UnitId::new(next(self.state.units.len(), pending));
        let code = code.clone();
        self.emit(Event::PlaceAdded(PlaceAdded::Unit {
            id,
            establishment,
            code,
            name,
            kinds,
            ward,
        }));
        id
    }

    pub fn known_ward(&self, establishment: EstablishmentId, code: &Code) -> Option<WardId> {
        self.state
            .index
            .ward(establishment, code)
            .and_then(|ward| self.state.surviving(ward))
            .or_else(|| {
                self.find(|event| match event {
                    Event::PlaceAdded(PlaceAdded::Ward {
                        id,
                        establishment: of,
                        code: it,
                        ..
                    }) if *of == establishment && it == code => Some(*id),
                    _ => None,
                })
            })
    }

    pub fn new_ward(&mut self, make: impl FnOnce(WardId) -> PlaceAdded) -> WardId {
        let pending = self.pending(|event| matches!(event, Event::PlaceAdded(PlaceAdded::Ward { .. })));
        let id = WardId::new(next(self.state.wards.len(), pending));
        let place = make(id);
        self.emit(Event::PlaceAdded(place));
        id
    }

    pub fn known_room(&self, ward: WardId, code: &Code) -> Option<RoomId> {
        self.state.room_named(ward, code).or_else(|| {
            self.find(|event| match event {
                Event::PlaceAdded(PlaceAdded::Room {
                    id,
                    ward: of,
                    code: it,
                    ..
                }) if *of == ward && it == code => Some(*id),
                _ => None,
            })
        })
    }

    pub fn room(&mut self, ward: WardId, code: &Code, attributes: Attributes) -> RoomId {
        if let Some(known) = self.known_room(ward, code) {
            return known;
        }
        let pending = self.pending(|event| matches!(event, Event::PlaceAdded(PlaceAdded::Room { .. })));
        let id = RoomId::new(next(self.state.rooms.len(), pending));
        self.emit(Event::PlaceAdded(PlaceAdded::Room {
            id,
            ward,
            code: code.clone(),
            attributes,
        }));
        id
    }

    pub fn known_bed(&self, room: RoomId, code: &Code) -> Option<BedId> {
        self.state.bed_named(room, code).or_else(|| {
            self.find(|event| match event {
                Event::PlaceAdded(PlaceAdded::Bed {
                    id,
                    room: of,
                    code: it,
                    ..
                }) if *of == room && it == code => Some(*id),
                _ => None,
            })
        })
    }

    pub fn bed(
        &mut self,
        room: RoomId,
        code: &Code,
        label: Option<&Label>,
        attributes: Attributes,
        standing: Standing,
    ) -> BedId {
        if let Some(known) = self.known_bed(room, code) {
            return known;
        }
        let pending = self.pending(|event| matches!(event, Event::PlaceAdded(PlaceAdded::Bed { .. })));
        let id = BedId::new(next(self.state.beds.len(), pending));
        let (code, label) = (code.clone(), label.cloned());
        self.emit(Event::PlaceAdded(PlaceAdded::Bed {
            id,
            room,
            code,
            label,
            attributes,
            standing,
        }));
        id
    }
}

/// A unit as this draft knows it.
pub(super) struct KnownUnit {
    pub id: UnitId,
    pub kinds: UnitKinds,
    pub ward: Option<WardId>,
    pub name: Option<Label>,
}

fn next(known: usize, pending: u32) -> u32 {
    u32::try_from(known).unwrap_or(u32::MAX).saturating_add(pending)
}

/// The name of a place that has only a code so far.
#[expect(
    clippy::expect_used,
    reason = "a code is a shorter label: never empty, without control characters"
)]
pub(super) fn label_of(code: &Code) -> Label {
    Label::new(code).expect("a code is a label")
}
