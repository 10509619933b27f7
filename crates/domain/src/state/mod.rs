//! The state of a territory: the fold of its events, and indexes derived from them.
//!
//! A [`State`] is cheap to clone (its tables are persistent vectors), so that readers keep a picture of one moment
//! while the single writer goes on. [`State::apply`] never fails and never asks the clock: what it is told, it
//! believes. Whether a command may happen is decided before, in [`crate::decide`].

mod apply;
mod boards;
mod displays;
mod flow;
mod hindsight;
mod index;
mod occupancy;
mod passage;
mod placement;
mod snapshot;

use std::sync::Arc;

use base::id::{
    AuthorityId, BedId, DivisionId, EstablishmentId, HoldId, NoteId, PatientId, PractitionerId, RequestId,
    RoomId, SiteId, StayId, UnitId, WardId,
};
use base::{Code, Moment};
use imbl::Vector;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::display::Display;
use crate::flow::placement::PlacementSettings;
use crate::flow::{
    FlowSettings, Hold, Request, SettingsVersion, Thesaurus, ThesaurusDesk, ThesaurusVersion, in_force,
};
use crate::identity::Sex;
use crate::movement::{Spot, Stamp};
use crate::note::Note;
use crate::settings::Settings;
use crate::stay::Stay;
use crate::structure::{Bed, Division, Establishment, Room, Site, Unit, Ward};
use crate::studio::Boards;
use crate::timeline::Segment;

pub use boards::SlotNames;
pub use index::{Claims, Index};
pub use occupancy::Expectation;
pub use passage::Passage;
pub use snapshot::{BadSnapshot, FrozenState};

/// The state of a territory.
#[derive(Clone, Debug)]
pub struct State {
    /// The last event taken into account.
    pub seq: u64,
    /// When that event was recorded: the clock of the fold.
    pub now: Moment,
    /// What the hospital set.
    pub settings: Arc<Settings>,
    /// The place in the journal of the last change of the settings: what two people who change them compare.
    pub settings_revision: u64,
    /// What the hospital set about placement.
    pub placement: Arc<PlacementSettings>,
    /// The place in the journal of the last change of the placement settings.
    pub placement_revision: u64,
    /// What wards set on their boards.
    pub boards: Arc<Boards>,
    /// Assigning authorities and senders, by id. Number 0 is Chevet itself.
    pub authorities: Vector<Code>,
    /// Establishments, by id.
    pub establishments: Vector<Arc<Establishment>>,
    /// Sites, by id.
    pub sites: Vector<Arc<Site>>,
    /// Divisions, by id.
    pub divisions: Vector<Arc<Division>>,
    /// Functional units, by id.
    pub units: Vector<Arc<Unit>>,
    /// Wards, by id.
    pub wards: Vector<Arc<Ward>>,
    /// Rooms, by id.
    pub rooms: Vector<Arc<Room>>,
    /// Beds, by id.
    pub beds: Vector<Arc<Bed>>,
    /// Patients, by id.
    pub patients: Vector<Patient>,
    /// Stays, by id.
    pub stays: Vector<Arc<Stay>>,
    /// Notes, by id.
    pub notes: Vector<Note>,
    /// Wall displays, by id.
    pub displays: Vector<Arc<Display>>,
    /// Requests for beds, by id.
    pub requests: Vector<Arc<Request>>,
    /// Beds promised, by id.
    pub holds: Vector<Arc<Hold>>,
    /// Every version of the thesaurus, oldest first.
    pub thesauri: Vector<Arc<ThesaurusVersion>>,
    /// The thesaurus in the making.
    pub thesaurus_desk: Arc<ThesaurusDesk>,
    /// Every version of the settings of the flow, oldest first; before the first one, what is shipped.
    pub flow_versions: Vector<Arc<SettingsVersion<FlowSettings>>>,
    /// Every version of the settings of placement, oldest first; before the first one, what is shipped.
    pub placement_versions: Vector<Arc<SettingsVersion<PlacementSettings>>>,
    /// How many professionals are known.
    pub practitioners: u32,
    /// How many persons act in Chevet.
    pub persons: u32,
    /// Derived: look-ups and occupancy.
    pub index: Index,
}

/// What the journal knows of a patient: nothing that names them.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Patient {
    /// The patient this one was merged into, and when that was said.
    pub merged_into: Option<Box<(PatientId, Stamp)>>,
    /// The last word on the identity.
    pub identity_stamp: Option<Stamp>,
    /// Administrative sex.
    pub sex: Sex,
    /// Year of birth.
    pub birth_year: Option<u16>,
    /// Mother of a newborn.
    pub mother: Option<PatientId>,
    /// The stays registered for this patient, oldest first.
    pub stays: SmallVec<[StayId; 2]>,
}

/// What a command changed, for whoever redraws screens.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Touched {
    /// Wards whose board may differ.
    pub wards: SmallVec<[WardId; 4]>,
    /// Places were added or changed.
    pub structure: bool,
    /// Requests or holds changed.
    pub flow: bool,
}

impl Touched {
    /// Notes a ward once.
    pub fn ward(&mut self, ward: WardId) {
        if !self.wards.contains(&ward) {
            self.wards.push(ward);
        }
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

impl State {
    /// The authority under which boards place patients.
    pub const OURSELVES: AuthorityId = AuthorityId::new(0);

    /// An empty territory.
    #[must_use]
    pub fn new() -> Self {
        Self {
            seq: 0,
            now: Moment::from_millis(0),
            settings: Arc::default(),
            settings_revision: 0,
            placement: Arc::default(),
            placement_revision: 0,
            boards: Arc::default(),
            authorities: Code::new("CHEVET").into_iter().collect(),
            establishments: Vector::new(),
            sites: Vector::new(),
            divisions: Vector::new(),
            units: Vector::new(),
            wards: Vector::new(),
            rooms: Vector::new(),
            beds: Vector::new(),
            patients: Vector::new(),
            stays: Vector::new(),
            notes: Vector::new(),
            displays: Vector::new(),
            requests: Vector::new(),
            holds: Vector::new(),
            thesauri: Vector::new(),
            thesaurus_desk: Arc::default(),
            flow_versions: Vector::new(),
            placement_versions: Vector::new(),
            practitioners: 0,
            persons: 0,
            index: Index::default(),
        }
    }

    /// An establishment.
    #[must_use]
    pub fn establishment(&self, id: EstablishmentId) -> Option<&Establishment> {
        self.establishments.get(id.index()).map(Arc::as_ref)
    }

    /// A site.
    #[must_use]
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.sites.get(id.index()).map(Arc::as_ref)
    }

    /// A division.
    #[must_use]
    pub fn division(&self, id: DivisionId) -> Option<&Division> {
        self.divisions.get(id.index()).map(Arc::as_ref)
    }

    /// A functional unit.
    #[must_use]
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(id.index()).map(Arc::as_ref)
    }

    /// A ward.
    #[must_use]
    pub fn ward(&self, id: WardId) -> Option<&Ward> {
        self.wards.get(id.index()).map(Arc::as_ref)
    }

    /// A room.
    #[must_use]
    pub fn room(&self, id: RoomId) -> Option<&Room> {
        self.rooms.get(id.index()).map(Arc::as_ref)
    }

    /// A bed.
    #[must_use]
    pub fn bed(&self, id: BedId) -> Option<&Bed> {
        self.beds.get(id.index()).map(Arc::as_ref)
    }

    /// A stay.
    #[must_use]
    pub fn stay(&self, id: StayId) -> Option<&Stay> {
        self.stays.get(id.index()).map(Arc::as_ref)
    }

    /// A note.
    #[must_use]
    pub fn note(&self, id: NoteId) -> Option<&Note> {
        self.notes.get(id.index())
    }

    /// A request.
    #[must_use]
    pub fn request(&self, id: RequestId) -> Option<&Request> {
        self.requests.get(id.index()).map(Arc::as_ref)
    }

    /// A hold, over or not.
    #[must_use]
    pub fn hold(&self, id: HoldId) -> Option<&Hold> {
        self.holds.get(id.index()).map(Arc::as_ref)
    }

    /// The version of the thesaurus in force at a moment.
    #[must_use]
    pub fn thesaurus_at(&self, at: Moment) -> Option<&ThesaurusVersion> {
        in_force(self.thesauri.iter(), at).map(Arc::as_ref)
    }

    /// What is written on when somebody edits the thesaurus: the draft, or the last version.
    #[must_use]
    pub fn thesaurus_worked_on(&self) -> Arc<Thesaurus> {
        self.thesaurus_desk.worked_on(self.thesauri.last())
    }

    /// A version of the thesaurus.
    #[must_use]
    pub fn thesaurus_version(&self, version: u32) -> Option<&ThesaurusVersion> {
        let place = usize::try_from(version.checked_sub(1)?).ok()?;
        self.thesauri.get(place).map(Arc::as_ref)
    }

    /// What the journal knows of a patient.
    #[must_use]
    pub fn patient(&self, id: PatientId) -> Option<&Patient> {
        self.patients.get(id.index())
    }

    /// The room of that code in a ward: of two namesakes, the one that was there first.
    ///
    /// A ward has few rooms, a room few beds: looking at each costs less than keeping a look-up of them all.
    #[must_use]
    pub fn room_named(&self, ward: WardId, code: &Code) -> Option<RoomId> {
        let rooms = &self.ward(ward)?.rooms;
        rooms
            .iter()
            .copied()
            .find(|id| self.room(*id).is_some_and(|room| room.code == *code))
    }

    /// The bed of that code in a room.
    #[must_use]
    pub fn bed_named(&self, room: RoomId, code: &Code) -> Option<BedId> {
        let beds = &self.room(room)?.beds;
        beds.iter()
            .copied()
            .find(|id| self.bed(*id).is_some_and(|bed| bed.code == *code))
    }

    /// The ward of a bed.
    #[must_use]
    pub fn ward_of_bed(&self, bed: BedId) -> Option<WardId> {
        self.room(self.bed(bed)?.room).map(|room| room.ward)
    }

    /// The ward people know a functional unit by.
    #[must_use]
    pub fn ward_of_unit(&self, unit: UnitId) -> Option<WardId> {
        self.surviving(self.unit(unit)?.ward?)
    }

    /// The ward that stands for this one, once merges are followed.
    #[must_use]
    pub fn surviving(&self, ward: WardId) -> Option<WardId> {
        let mut ward = ward;
        // Merges never make a circle (decide refuses it), but a fold must end whatever the journal says.
        for _ in 0..=self.wards.len() {
            match self.ward(ward)?.merged_into {
                Some(next) => ward = next,
                None => return Some(ward),
            }
        }
        None
    }

    /// The ward a spot lies in, else the ward of the unit that lodges.
    #[must_use]
    pub fn ward_of(&self, spot: Spot, lodging: Option<UnitId>) -> Option<WardId> {
        match spot {
            Spot::Bed(bed) => self.ward_of_bed(bed),
            Spot::Room(room) => self.room(room).map(|room| room.ward),
            Spot::Nowhere => None,
        }
        .and_then(|ward| self.surviving(ward))
        .or_else(|| lodging.and_then(|unit| self.ward_of_unit(unit)))
    }

    /// The ward of a segment.
    #[must_use]
    pub fn ward_of_segment(&self, segment: &Segment) -> Option<WardId> {
        self.ward_of(segment.spot, segment.lodging())
    }

    /// The patient that stands for this one, once merges are followed.
    #[must_use]
    pub fn patient_of(&self, patient: PatientId) -> PatientId {
        let mut patient = patient;
        for _ in 0..=self.patients.len() {
            match self.patient(patient).and_then(|it| it.merged_into.as_deref()) {
                Some((next, _)) => patient = *next,
                None => return patient,
            }
        }
        patient
    }

    /// Every patient merged into this one, itself included, is a source of its stays.
    #[must_use]
    pub fn stays_of(&self, patient: PatientId) -> SmallVec<[StayId; 4]> {
        let mut found: SmallVec<[StayId; 4]> = SmallVec::new();
        let mut queue: SmallVec<[PatientId; 4]> = SmallVec::from_slice(&[patient]);
        while let Some(next) = queue.pop() {
            if let Some(known) = self.patient(next) {
                found.extend_from_slice(&known.stays);
            }
            queue.extend(self.index.absorbed(next));
        }
        found.sort_unstable();
        found
    }

    /// The doctor's position in a stable order: professionals count from 0 in order of appearance.
    #[must_use]
    pub fn knows_practitioner(&self, practitioner: PractitionerId) -> bool {
        practitioner.number() < self.practitioners
    }
}
