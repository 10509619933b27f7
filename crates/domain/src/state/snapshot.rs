//! The state in a form that can be put away and taken up again, without what is derived.
//!
//! Snapshots only speed up start: one that cannot be read is thrown away and the journal is folded instead.

use std::sync::Arc;

use base::id::{PatientId, StayId};
use base::{Code, Moment};
use serde::{Deserialize, Serialize};

use super::{Patient, State, Touched};
use crate::care::Care;
use crate::display::Display;
use crate::flow::placement::PlacementSettings;
use crate::flow::{FlowSettings, Hold, Request, SettingsVersion, ThesaurusDesk, ThesaurusVersion};
use crate::movement::{Report, Stamp};
use crate::note::Note;
use crate::seen::Seen;
use crate::settings::Settings;
use crate::stay::Stay;
use crate::structure::{Bed, Division, Establishment, Room, Site, Unit, Ward};
use crate::studio::{Boards, FrozenBoards};

/// Everything of a [`State`] that is not derived, in a fixed order: equal states freeze to equal values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrozenState {
    seq: u64,
    now: Moment,
    settings: Arc<Settings>,
    #[serde(default)]
    settings_revision: u64,
    /// Snapshots from before there was placement hold none, which means what is shipped.
    #[serde(default)]
    placement: Arc<PlacementSettings>,
    #[serde(default)]
    placement_revision: u64,
    /// Snapshots from before there was a studio hold none, which is right.
    #[serde(default)]
    boards: FrozenBoards,
    authorities: Vec<Code>,
    establishments: Vec<Arc<Establishment>>,
    sites: Vec<Arc<Site>>,
    divisions: Vec<Arc<Division>>,
    units: Vec<Arc<Unit>>,
    wards: Vec<Arc<Ward>>,
    rooms: Vec<Arc<Room>>,
    beds: Vec<Arc<Bed>>,
    patients: Vec<Patient>,
    stays: Vec<FrozenStay>,
    notes: Vec<Note>,
    /// Snapshots from before there were displays hold none, which is right.
    #[serde(default)]
    displays: Vec<Arc<Display>>,
    /// Snapshots from before there were requests hold none, which is right.
    #[serde(default)]
    requests: Vec<Arc<Request>>,
    #[serde(default)]
    holds: Vec<Arc<Hold>>,
    #[serde(default)]
    thesauri: Vec<Arc<ThesaurusVersion>>,
    thesaurus_desk: Arc<ThesaurusDesk>,
    flow_versions: Vec<Arc<SettingsVersion<FlowSettings>>>,
    placement_versions: Vec<Arc<SettingsVersion<PlacementSettings>>>,
    practitioners: u32,
    persons: u32,
    claims: Vec<(base::id::BedId, StayId)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct FrozenStay {
    patient: PatientId,
    reassigned: Option<Stamp>,
    seen: Option<Box<Seen>>,
    care: Option<Box<Care>>,
    reports: Vec<Report>,
}

/// A frozen state whose parts do not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("instantané incohérent")]
pub struct BadSnapshot;

impl State {
    /// Puts the state away.
    #[must_use]
    pub fn freeze(&self) -> FrozenState {
        FrozenState {
            seq: self.seq,
            now: self.now,
            settings: self.settings.clone(),
            settings_revision: self.settings_revision,
            placement: self.placement.clone(),
            placement_revision: self.placement_revision,
            boards: self.boards.freeze(),
            authorities: self.authorities.iter().cloned().collect(),
            establishments: self.establishments.iter().cloned().collect(),
            sites: self.sites.iter().cloned().collect(),
            divisions: self.divisions.iter().cloned().collect(),
            units: self.units.iter().cloned().collect(),
            wards: self.wards.iter().cloned().collect(),
            rooms: self.rooms.iter().cloned().collect(),
            beds: self.beds.iter().cloned().collect(),
            patients: self.patients.iter().cloned().collect(),
            stays: self
                .stays
                .iter()
                .map(|stay| FrozenStay {
                    patient: stay.patient,
                    reassigned: stay.reassigned,
                    seen: stay.seen.clone(),
                    care: stay.care.clone(),
                    reports: stay.reports.iter().collect(),
                })
                .collect(),
            notes: self.notes.iter().copied().collect(),
            displays: self.displays.iter().cloned().collect(),
            requests: self.requests.iter().cloned().collect(),
            holds: self.holds.iter().cloned().collect(),
            thesauri: self.thesauri.iter().cloned().collect(),
            thesaurus_desk: self.thesaurus_desk.clone(),
            flow_versions: self.flow_versions.iter().cloned().collect(),
            placement_versions: self.placement_versions.iter().cloned().collect(),
            practitioners: self.practitioners,
            persons: self.persons,
            claims: self
                .index
                .claims()
                .iter()
                .map(|(bed, stay)| (*bed, *stay))
                .collect(),
        }
    }

    /// Takes a state up again, deriving what is derived.
    ///
    /// # Errors
    /// When an id points outside its table: the snapshot was not made by [`State::freeze`].
    pub fn thaw(frozen: FrozenState) -> Result<Self, BadSnapshot> {
        let mut state = Self {
            seq: frozen.seq,
            now: frozen.now,
            settings: frozen.settings,
            settings_revision: frozen.settings_revision,
            placement: frozen.placement,
            placement_revision: frozen.placement_revision,
            boards: Arc::new(Boards::thaw(frozen.boards)),
            authorities: frozen.authorities.into(),
            establishments: frozen.establishments.into(),
            sites: frozen.sites.into(),
            divisions: frozen.divisions.into(),
            units: frozen.units.into(),
            wards: frozen.wards.into(),
            rooms: frozen.rooms.into(),
            beds: frozen.beds.into(),
            patients: frozen.patients.into(),
            notes: frozen.notes.into(),
            displays: frozen.displays.into(),
            requests: frozen.requests.into(),
            holds: frozen.holds.into(),
            thesauri: frozen.thesauri.into(),
            thesaurus_desk: frozen.thesaurus_desk,
            flow_versions: frozen.flow_versions.into(),
            placement_versions: frozen.placement_versions.into(),
            practitioners: frozen.practitioners,
            persons: frozen.persons,
            ..Self::new()
        };
        for (number, stay) in (0..).zip(frozen.stays) {
            if stay.patient.index() >= state.patients.len() {
                return Err(BadSnapshot);
            }
            let mut thawed = Stay::new(StayId::new(number), stay.patient);
            thawed.reassigned = stay.reassigned;
            thawed.seen = stay.seen;
            thawed.care = stay.care;
            thawed.timeline = thawed.course_of(&stay.reports);
            thawed.reports = stay.reports.into_iter().collect();
            state.stays.push_back(Arc::new(thawed));
        }
        state.derive()?;
        for (bed, stay) in frozen.claims {
            state.index.claim(bed, stay);
        }
        Ok(state)
    }

    /// Makes the whole index again.
    fn derive(&mut self) -> Result<(), BadSnapshot> {
        let index = &mut self.index;
        for it in &self.establishments {
            index.establishments.insert(it.code.clone(), it.id);
        }
        for it in &self.sites {
            index.sites.insert((it.establishment, it.code.clone()), it.id);
        }
        for it in &self.divisions {
            index.divisions.insert((it.establishment, it.code.clone()), it.id);
        }
        for it in &self.units {
            index.units.insert((it.establishment, it.code.clone()), it.id);
        }
        for it in &self.wards {
            index.wards.insert((it.establishment, it.code.clone()), it.id);
            let rooms = &self.rooms;
            if it.rooms.iter().any(|id| rooms.get(id.index()).is_none()) {
                return Err(BadSnapshot);
            }
        }
        for it in &self.rooms {
            let beds = &self.beds;
            if it.beds.iter().any(|id| beds.get(id.index()).is_none()) {
                return Err(BadSnapshot);
            }
        }
        for (number, patient) in (0..).zip(self.patients.iter()) {
            if let Some((kept, _)) = patient.merged_into.as_deref() {
                index.absorb(PatientId::new(number), *kept);
            }
        }
        self.link_flow()?;
        self.settle_boards(&mut Touched::default());
        self.relink_everything(&mut Touched::default());
        Ok(())
    }
}
