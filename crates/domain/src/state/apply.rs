//! The fold: one event after the other.

use std::sync::Arc;

use base::Moment;
use base::id::{NoteId, PatientId, PersonId, StayId};

use super::{Patient, State, Touched};
use crate::bed::{Hygiene, HygieneMark, Lifecycle};
use crate::event::{Event, PlaceAdded, PlaceChanged};
use crate::movement::{Action, Report, Spot};
use crate::note::Note;
use crate::seen::Sighting;
use crate::settings::Settings;
use crate::stay::Stay;
use crate::structure::{Bed, Division, Establishment, Room, Site, Unit, Ward};

impl State {
    /// Takes an event into account: the `seq`-th of the journal, recorded at that moment.
    ///
    /// Never fails: an event that speaks of a place or a stay the state does not know changes nothing but the position.
    pub fn apply(&mut self, event: &Event, seq: u64, recorded_at: Moment, touched: &mut Touched) {
        self.seq = seq;
        self.advance(recorded_at, touched);
        match event {
            Event::AuthorityNamed { code, .. } => self.authorities.push_back(code.clone()),
            Event::PlaceAdded(place) => self.add_place(place, touched),
            Event::PlaceChanged(place) => self.change_place(place, touched),
            Event::Configured(settings) => {
                let before = self.settings.flow.clone();
                self.settings = Arc::new((**settings).clone());
                self.settings_revision = seq;
                touched.structure = true;
                if before != self.settings.flow {
                    self.remember_flow(None, seq, recorded_at);
                }
            }
            Event::FlowSet(set) => {
                self.settings = Arc::new(Settings {
                    flow: Arc::new(set.settings.clone()),
                    ..(*self.settings).clone()
                });
                self.settings_revision = seq;
                touched.structure = true;
                self.remember_flow(set.by, seq, recorded_at);
            }
            Event::StudioChanged(changed) => self.change_board(changed, seq, recorded_at, touched),
            Event::DisplayChanged(changed) => self.change_display(changed, recorded_at, touched),
            Event::RequestChanged(changed) => self.change_request(changed, seq, recorded_at, touched),
            Event::HoldChanged(changed) => self.change_hold(changed, seq, recorded_at, touched),
            Event::PlacementChanged(changed) => self.change_placement(changed, seq, recorded_at),
            Event::ThesaurusWritten(version) => {
                self.thesauri.push_back(Arc::new((**version).clone()));
                Arc::make_mut(&mut self.thesaurus_desk).hear_of_version(seq);
                touched.flow = true;
            }
            Event::ThesaurusDrafted(drafted) => {
                let last = self.thesauri.last();
                Arc::make_mut(&mut self.thesaurus_desk).take(drafted, last, seq, recorded_at);
            }
            Event::PersonRegistered { .. } => self.persons += 1,
            Event::PractitionerRegistered { .. } => self.practitioners += 1,
            Event::PatientRegistered { .. } => self.patients.push_back(Patient::default()),
            Event::IdentityRevised {
                patient,
                stamp,
                sex,
                birth_year,
                mother,
                ..
            } => {
                if let Some(known) = self.patients.get_mut(patient.index()) {
                    if known.identity_stamp.is_none_or(|last| last <= *stamp) {
                        known.identity_stamp = Some(*stamp);
                        known.sex = *sex;
                        known.birth_year = *birth_year;
                    }
                    known.mother = mother.or(known.mother);
                }
                self.touch_wards_of(*patient, touched);
            }
            Event::PatientsMerged { gone, kept, stamp } => self.merge(*gone, *kept, stamp, touched),
            Event::StayRegistered { stay, patient } => self.register_stay(*stay, *patient),
            Event::StayReassigned { stay, patient, stamp } => {
                self.reassign(*stay, *patient, *stamp, touched);
            }
            Event::MovementReported { stay, report } => self.hear(*stay, report, touched),
            Event::ExitObserved { stay, at } => self.see_leaving(*stay, *at, touched),
            Event::ExitWithdrawn { stay } => self.change_stay(*stay, touched, |stay| {
                stay.see(|seen| seen.exits.truncate(seen.exits.len().saturating_sub(1)));
            }),
            Event::ArrivalObserved { stay, at } => self.see_arriving(*stay, *at, touched),
            Event::ArrivalWithdrawn { stay } => self.change_stay(*stay, touched, |stay| {
                stay.see(|seen| seen.arrivals.truncate(seen.arrivals.len().saturating_sub(1)));
            }),
            Event::BedMarked { bed, mark } => {
                if let Some(known) = self.beds.get_mut(bed.index())
                    && known.hygiene.at <= mark.at
                {
                    Arc::make_mut(known).hygiene = *mark;
                }
                self.note_bed_ready(*bed, touched);
                self.touch_ward_of_bed(*bed, touched);
            }
            Event::BedOperated { bed, operation } => {
                if let Some(known) = self.beds.get_mut(bed.index()) {
                    Arc::make_mut(known).operation = *operation;
                }
                self.touch_ward_of_bed(*bed, touched);
            }
            // The inbox is the store's: the journal only remembers who said so, and when.
            Event::MessageSettled { .. } => {}
            Event::DisputeSettled { bed, .. } => self.touch_ward_of_bed(*bed, touched),
            Event::CareStated { stay, change } => self.change_stay(*stay, touched, |stay| {
                stay.care.get_or_insert_default().state(change, seq, recorded_at);
            }),
            Event::NoteWritten {
                note,
                stay,
                author,
                replaces,
            } => self.write_note(*note, *stay, *author, *replaces, touched),
            Event::NoteWithdrawn {
                note,
                stay,
                withdrawn,
            } => {
                if let Some(known) = self.notes.get_mut(note.index()) {
                    known.withdrawn = *withdrawn;
                }
                self.change_stay(*stay, touched, |_| {});
            }
        }
    }

    /// Tells the state that time has passed without any event.
    pub fn pass_time(&mut self, now: Moment, touched: &mut Touched) {
        self.advance(now, touched);
    }

    fn hear(&mut self, id: StayId, report: &Report, touched: &mut Touched) {
        self.change_stay(id, touched, |stay| {
            stay.hear(report);
        });
        if report.movement.authority != Self::OURSELVES {
            return;
        }
        // What a person says now ends what a person claimed before, even where an announced move leads back there.
        self.index.disclaim(id);
        if let Spot::Bed(bed) = report.spot
            && report.action() != Action::Cancel
            && self.stay(id).is_some_and(|stay| self.lies_open_ended(stay, bed))
        {
            self.index.claim(bed, id);
        }
    }

    /// The patient was seen leaving the ward they were last in: whatever a person claimed for them ends.
    fn see_leaving(&mut self, id: StayId, at: Moment, touched: &mut Touched) {
        let last = self.stay(id).and_then(|stay| stay.timeline.segments.last());
        let sighting = Sighting {
            at,
            told_at: self.now,
            ward: last.and_then(|segment| self.ward_of_segment(segment)),
        };
        self.change_stay(id, touched, |stay| {
            stay.see(|seen| seen.exits.push(sighting));
        });
        self.index.disclaim(id);
    }

    /// The patient was seen arriving in the ward they are in, or are expected in.
    fn see_arriving(&mut self, id: StayId, at: Moment, touched: &mut Touched) {
        let now = self.now;
        let ward = self.stay(id).and_then(|stay| self.ward_concerned(stay, now));
        let sighting = Sighting {
            at,
            told_at: now,
            ward,
        };
        self.change_stay(id, touched, |stay| {
            stay.see(|seen| seen.arrivals.push(sighting));
        });
    }

    fn write_note(
        &mut self,
        note: NoteId,
        stay: StayId,
        author: PersonId,
        replaces: Option<NoteId>,
        touched: &mut Touched,
    ) {
        if let Some(former) = replaces.and_then(|id| self.notes.get_mut(id.index())) {
            former.withdrawn = true;
        }
        self.notes.push_back(Note {
            stay,
            author,
            at: self.now,
            replaces,
            withdrawn: false,
        });
        self.change_stay(stay, touched, |stay| {
            stay.care.get_or_insert_default().notes.push(note);
        });
    }

    fn register_stay(&mut self, id: StayId, patient: PatientId) {
        self.stays.push_back(Arc::new(Stay::new(id, patient)));
        if let Some(known) = self.patients.get_mut(patient.index()) {
            known.stays.push(id);
        }
    }

    fn reassign(
        &mut self,
        id: StayId,
        patient: PatientId,
        stamp: crate::movement::Stamp,
        touched: &mut Touched,
    ) {
        let Some(stay) = self.stay(id) else { return };
        if stay.reassigned.is_some_and(|last| last > stamp) {
            return;
        }
        let former = stay.patient;
        if let Some(known) = self.patients.get_mut(former.index()) {
            known.stays.retain(|it| *it != id);
        }
        if let Some(known) = self.patients.get_mut(patient.index())
            && let Err(slot) = known.stays.binary_search(&id)
        {
            known.stays.insert(slot, id);
        }
        self.change_stay(id, touched, |stay| {
            stay.patient = patient;
            stay.reassigned = Some(stamp);
        });
    }

    fn merge(
        &mut self,
        gone: PatientId,
        kept: PatientId,
        stamp: &crate::movement::Stamp,
        touched: &mut Touched,
    ) {
        let Some(known) = self.patients.get_mut(gone.index()) else {
            return;
        };
        let former = known.merged_into.as_deref().copied();
        if former.is_some_and(|(_, last)| last > *stamp) {
            return;
        }
        known.merged_into = Some(Box::new((kept, *stamp)));
        if let Some((former, _)) = former {
            self.index.release(gone, former);
        }
        self.index.absorb(gone, kept);
        self.touch_wards_of(gone, touched);
    }

    /// The wards in which a patient is, will be or is expected: each shows them.
    fn touch_wards_of(&mut self, patient: PatientId, touched: &mut Touched) {
        for id in self.stays_of(patient) {
            let Some(stay) = self
                .stays
                .get(id.index())
                .filter(|it| !it.timeline.over_by(self.now))
            else {
                continue;
            };
            let timeline = &stay.timeline;
            let segments = timeline.segments.iter().filter(|it| it.to > self.now);
            let wards = segments.filter_map(|it| self.ward_of_segment(it));
            let plans = timeline.planned.iter().chain(&timeline.pending_transfer);
            let planned = plans.filter_map(|it| self.ward_of(it.spot, it.lodging()));
            for ward in wards.chain(planned) {
                touched.ward(ward);
            }
        }
    }

    fn touch_ward_of_bed(&self, bed: base::id::BedId, touched: &mut Touched) {
        if let Some(ward) = self.ward_of_bed(bed) {
            touched.ward(ward);
        }
    }

    fn add_place(&mut self, place: &PlaceAdded, touched: &mut Touched) {
        touched.structure = true;
        match place.clone() {
            PlaceAdded::Establishment {
                id,
                code,
                name,
                standing,
            } => {
                self.index.establishments.insert(code.clone(), id);
                self.establishments.push_back(Arc::new(Establishment {
                    id,
                    code,
                    name,
                    standing,
                }));
            }
            PlaceAdded::Site {
                id,
                establishment,
                code,
                name,
                standing,
            } => {
                self.index.sites.insert((establishment, code.clone()), id);
                self.sites.push_back(Arc::new(Site {
                    id,
                    establishment,
                    code,
                    name,
                    standing,
                }));
            }
            PlaceAdded::Division {
                id,
                establishment,
                code,
                name,
            } => {
                self.index.divisions.insert((establishment, code.clone()), id);
                self.divisions.push_back(Arc::new(Division {
                    id,
                    establishment,
                    code,
                    name,
                }));
            }
            PlaceAdded::Unit {
                id,
                establishment,
                code,
                name,
                kinds,
                ward,
            } => {
                self.index.units.insert((establishment, code.clone()), id);
                self.units.push_back(Arc::new(Unit {
                    id,
                    establishment,
                    code,
                    name,
                    kinds,
                    ward,
                }));
            }
            PlaceAdded::Ward {
                id,
                establishment,
                site,
                division,
                code,
                name,
                specialty,
                standing,
            } => {
                self.index.wards.insert((establishment, code.clone()), id);
                self.wards.push_back(Arc::new(Ward {
                    id,
                    establishment,
                    site,
                    division,
                    code,
                    name,
                    specialty,
                    standing,
                    merged_into: None,
                    rooms: Vec::new(),
                }));
                self.index.room_for_wards(self.wards.len());
            }
            PlaceAdded::Room {
                id,
                ward,
                code,
                attributes,
            } => {
                if let Some(holder) = self.wards.get_mut(ward.index()) {
                    Arc::make_mut(holder).rooms.push(id);
                }
                self.rooms.push_back(Arc::new(Room {
                    id,
                    ward,
                    code,
                    attributes,
                    beds: Vec::new(),
                }));
                touched.ward(ward);
            }
            PlaceAdded::Bed {
                id,
                room,
                code,
                label,
                attributes,
                standing,
            } => {
                if let Some(holder) = self.rooms.get_mut(room.index()) {
                    Arc::make_mut(holder).beds.push(id);
                    touched.ward(holder.ward);
                }
                self.beds.push_back(Arc::new(Bed {
                    id,
                    room,
                    code,
                    label,
                    standing,
                    lifecycle: Lifecycle::Installed,
                    operation: crate::bed::Operation::Open,
                    staffed: true,
                    hygiene: HygieneMark {
                        state: Hygiene::Clean,
                        at: Moment::from_millis(0),
                    },
                    attributes,
                }));
                self.index.room_for_beds(self.beds.len());
            }
        }
    }

    fn change_place(&mut self, place: &PlaceChanged, touched: &mut Touched) {
        touched.structure = true;
        match place.clone() {
            PlaceChanged::Establishment { id, name, standing } => {
                if let Some(known) = self.establishments.get_mut(id.index()) {
                    let known = Arc::make_mut(known);
                    (known.name, known.standing) = (name, standing);
                }
            }
            PlaceChanged::Site { id, name, standing } => {
                if let Some(known) = self.sites.get_mut(id.index()) {
                    let known = Arc::make_mut(known);
                    (known.name, known.standing) = (name, standing);
                }
            }
            PlaceChanged::Division { id, name } => {
                if let Some(known) = self.divisions.get_mut(id.index()) {
                    Arc::make_mut(known).name = name;
                }
            }
            PlaceChanged::Unit {
                id,
                name,
                kinds,
                ward,
            } => {
                let former = self.unit(id).and_then(|unit| unit.ward);
                let change = |state: &mut Self| {
                    if let Some(known) = state.units.get_mut(id.index()) {
                        let known = Arc::make_mut(known);
                        (known.name, known.kinds, known.ward) = (name, kinds, ward);
                    }
                };
                if former == ward {
                    change(self);
                } else {
                    self.change_places(touched, |stay| stay.timeline.lodges_in(id), change);
                    for ward in former.into_iter().chain(ward) {
                        touched.ward(ward);
                    }
                }
            }
            PlaceChanged::Ward {
                id,
                site,
                division,
                name,
                specialty,
                standing,
            } => {
                if let Some(known) = self.wards.get_mut(id.index()) {
                    let known = Arc::make_mut(known);
                    (known.site, known.division, known.name) = (site, division, name);
                    (known.specialty, known.standing) = (specialty, standing);
                    touched.ward(id);
                }
            }
            PlaceChanged::WardMerged { gone, kept } => self.merge_wards(gone, kept, touched),
            PlaceChanged::Room { id, ward, attributes } => {
                let Some(known) = self.rooms.get_mut(id.index()) else {
                    return;
                };
                let former = known.ward;
                let room = Arc::make_mut(known);
                (room.ward, room.attributes) = (ward, attributes);
                touched.ward(ward);
                if former != ward {
                    self.move_room(id, former, ward);
                    self.relink_everything(touched);
                }
            }
            PlaceChanged::Bed {
                id,
                label,
                attributes,
                standing,
                lifecycle,
                staffed,
            } => {
                if let Some(known) = self.beds.get_mut(id.index()) {
                    let known = Arc::make_mut(known);
                    (known.label, known.attributes, known.standing) = (label, attributes, standing);
                    (known.lifecycle, known.staffed) = (lifecycle, staffed);
                }
                self.touch_ward_of_bed(id, touched);
            }
        }
    }

    fn move_room(&mut self, id: base::id::RoomId, from: base::id::WardId, to: base::id::WardId) {
        if let Some(holder) = self.wards.get_mut(from.index()) {
            Arc::make_mut(holder).rooms.retain(|it| *it != id);
        }
        if let Some(holder) = self.wards.get_mut(to.index()) {
            Arc::make_mut(holder).rooms.push(id);
        }
    }

    fn merge_wards(&mut self, gone: base::id::WardId, kept: base::id::WardId, touched: &mut Touched) {
        let Some(rooms) = self.ward(gone).map(|ward| ward.rooms.clone()) else {
            return;
        };
        for room in rooms {
            if let Some(known) = self.rooms.get_mut(room.index()) {
                Arc::make_mut(known).ward = kept;
            }
            self.move_room(room, gone, kept);
        }
        for unit in &mut self.units {
            if unit.ward == Some(gone) {
                Arc::make_mut(unit).ward = Some(kept);
            }
        }
        if let Some(known) = self.wards.get_mut(gone.index()) {
            Arc::make_mut(known).merged_into = Some(kept);
        }
        self.hand_over_requests(gone, kept);
        touched.ward(gone);
        // Whoever followed the ward that is gone follows the one that stays; what frees a bed may differ there.
        self.settle_boards(touched);
        self.relink_everything(touched);
        touched.ward(kept);
    }
}
