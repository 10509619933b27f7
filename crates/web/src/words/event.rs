//! What the journal says, in a few words. Every event has its own; none of them names anybody.

use base::Moment;
use domain::bed::Operation;
use domain::event::{Event, PlaceAdded, PlaceChanged};
use domain::flow::DraftStep;
use domain::movement::Action;
use domain::state::State;

use super::{Lists, Words};

impl Words {
    /// An event in a few words; codes are named by the lists of that state, of where the stay was at that moment.
    #[must_use]
    pub fn event(&self, event: &Event, state: &State, at: Moment) -> String {
        match event {
            Event::MovementReported { report, .. } => {
                let movement = self.movement(report.kind);
                match report.action() {
                    Action::Insert => movement.to_owned(),
                    Action::Update => self.pick(
                        format!("{movement} : correction"),
                        format!("{movement}: corrected"),
                    ),
                    Action::Cancel => self.pick(
                        format!("{movement} : annulation"),
                        format!("{movement}: cancelled"),
                    ),
                }
            }
            Event::BedMarked { mark, .. } => self.pair(self.drawer.hygiene, self.hygiene(mark.state)),
            Event::BedOperated { operation, .. } => match operation {
                Operation::Open => self.pick("Lit ouvert", "Bed open").to_owned(),
                Operation::Surge => self
                    .pick("Lit supplémentaire ouvert", "Additional bed open")
                    .to_owned(),
                Operation::Closed { reason, .. } => {
                    self.pair(self.pick("Lit fermé", "Bed closed"), self.closure(*reason))
                }
            },
            Event::CareStated { stay, change } => self.care_change(Lists::of_stay(state, *stay, at), change),
            Event::StudioChanged(changed) => self.studio_changed(changed),
            other => self.plain_event(other).to_owned(),
        }
    }

    /// The events that need no detail.
    fn plain_event(&self, event: &Event) -> &'static str {
        match event {
            Event::MovementReported { .. } => self.pick("Mouvement", "Movement"),
            Event::BedMarked { .. } => self.drawer.hygiene,
            Event::BedOperated { .. } => self.pick("Lit ouvert ou fermé", "Bed opened or closed"),
            Event::AuthorityNamed { .. } => self.pick("Émetteur découvert", "Sender discovered"),
            Event::PlaceAdded(place) => match place {
                PlaceAdded::Establishment { .. } => self.pick("Établissement ajouté", "Establishment added"),
                PlaceAdded::Site { .. } => self.pick("Site ajouté", "Site added"),
                PlaceAdded::Division { .. } => self.pick("Pôle ajouté", "Division added"),
                PlaceAdded::Unit { .. } => self.pick("Unité fonctionnelle ajoutée", "Functional unit added"),
                PlaceAdded::Ward { .. } => self.pick("Service ajouté", "Ward added"),
                PlaceAdded::Room { .. } => self.pick("Chambre ajoutée", "Room added"),
                PlaceAdded::Bed { .. } => self.pick("Lit ajouté", "Bed added"),
            },
            Event::PlaceChanged(place) => match place {
                PlaceChanged::Establishment { .. } => {
                    self.pick("Établissement modifié", "Establishment changed")
                }
                PlaceChanged::Site { .. } => self.pick("Site modifié", "Site changed"),
                PlaceChanged::Division { .. } => self.pick("Pôle modifié", "Division changed"),
                PlaceChanged::Unit { .. } => {
                    self.pick("Unité fonctionnelle modifiée", "Functional unit changed")
                }
                PlaceChanged::Ward { .. } => self.pick("Service modifié", "Ward changed"),
                PlaceChanged::WardMerged { .. } => self.pick("Services fusionnés", "Wards merged"),
                PlaceChanged::Room { .. } => self.pick("Chambre modifiée", "Room changed"),
                PlaceChanged::Bed { .. } => self.pick("Lit modifié", "Bed changed"),
            },
            Event::Configured(_) => self.pick("Réglages modifiés", "Settings changed"),
            Event::StudioChanged(_) => self.pick("Tableau réglé", "Board set up"),
            Event::DisplayChanged(changed) => self.display_changed(changed),
            Event::RequestChanged(changed) => self.request_change(&changed.change),
            Event::ThesaurusWritten(_) => self.pick("Thésaurus écrit", "Thesaurus written"),
            Event::ThesaurusDrafted(drafted) => match drafted.step {
                DraftStep::Discarded => {
                    self.pick("Brouillon du thésaurus jeté", "Draft of the thesaurus discarded")
                }
                DraftStep::Published => self.pick(
                    "Brouillon du thésaurus publié",
                    "Draft of the thesaurus published",
                ),
                DraftStep::Put(_)
                | DraftStep::Removed(_)
                | DraftStep::Swapped(..)
                | DraftStep::Classes(_)
                | DraftStep::Replaced(_) => {
                    self.pick("Brouillon du thésaurus modifié", "Draft of the thesaurus changed")
                }
            },
            Event::FlowSet(_) => self.pick("Réglages de la cellule modifiés", "Settings of the cell changed"),
            Event::HoldChanged(changed) => self.hold_change(&changed.change),
            Event::PlacementChanged(changed) => self.placement_changed(changed),
            Event::PersonRegistered { .. } => self.pick("Intervenant connu", "Person known"),
            Event::PractitionerRegistered { .. } => self.pick("Professionnel connu", "Professional known"),
            Event::PatientRegistered { .. } => self.pick("Patient connu", "Patient known"),
            Event::IdentityRevised { .. } => self.pick("Identité mise à jour", "Identity updated"),
            Event::PatientsMerged { .. } => self.pick("Dossiers patients fusionnés", "Patient files merged"),
            Event::StayRegistered { .. } => self.pick("Séjour connu", "Stay known"),
            Event::StayReassigned { .. } => self.pick(
                "Séjour rattaché à un autre patient",
                "Stay moved to another patient",
            ),
            Event::ExitObserved { .. } => self.pick("Vu partir", "Seen leaving"),
            Event::ExitWithdrawn { .. } => {
                self.pick("Départ annulé : toujours présent", "Departure undone: still here")
            }
            Event::ArrivalObserved { .. } => self.pick("Vu arriver", "Seen arriving"),
            Event::ArrivalWithdrawn { .. } => self.pick(
                "Arrivée annulée : pas encore venu",
                "Arrival undone: not here yet",
            ),
            Event::MessageSettled { .. } => self.pick("Message traité", "Message settled"),
            Event::DisputeSettled { .. } => self.pick("Conflit réglé", "Dispute settled"),
            Event::CareStated { change, .. } => self.care_topic(&change.topic()),
            Event::NoteWritten { .. } => self.pick("Note écrite", "Note written"),
            Event::NoteWithdrawn { withdrawn: true, .. } => self.pick("Note retirée", "Note withdrawn"),
            Event::NoteWithdrawn { withdrawn: false, .. } => self.pick("Note rétablie", "Note restored"),
        }
    }
}
