//! Requests and holds: how far a request is, what the journal says, and why something was not done.

use domain::flow::{FlowRefusal, HoldChange, HoldEnd, Outcome, RequestChange, StageName};

use super::{Explained, Names, Words};

impl Words {
    /// How far a request is.
    #[must_use]
    pub fn request_stage(&self, stage: StageName) -> &'static str {
        match stage {
            StageName::Draft => self.pick("Brouillon", "Draft"),
            StageName::Open => self.pick("En attente", "Waiting"),
            StageName::Deferred => self.pick("Reportée", "Deferred"),
            StageName::Proposed => self.pick("Proposée à un service", "Proposed to a ward"),
            StageName::Accepted => self.pick("Acceptée, lit à choisir", "Accepted, bed to choose"),
            StageName::Held => self.pick("Lit réservé", "Bed reserved"),
            StageName::Ready => self.pick("Patient prêt", "Patient ready"),
            StageName::Moving => self.pick("En route", "On the way"),
            StageName::Placed => self.pick("Arrivé", "Arrived"),
            StageName::Withdrawn => self.pick("Retirée", "Withdrawn"),
        }
    }

    /// What happened to a request, for a journal.
    pub(super) fn request_change(&self, change: &RequestChange) -> &'static str {
        match change {
            RequestChange::Made(_) => self.pick("Demande de lit", "Bed requested"),
            RequestChange::Submitted => self.pick("Demande envoyée à la cellule", "Request sent to the cell"),
            RequestChange::Followed(_) => self.pick("Annonce modifiée", "Announcement changed"),
            RequestChange::Revised { .. } => self.pick("Besoins modifiés", "Needs revised"),
            RequestChange::Joined { .. } => {
                self.pick("Demande rattachée au patient", "Request joined to the patient")
            }
            RequestChange::Renamed => self.pick("Nom annoncé corrigé", "Announced name corrected"),
            RequestChange::Deferred { .. } => self.pick("Demande reportée", "Request deferred"),
            RequestChange::Resumed => self.pick("Demande reprise", "Request taken up again"),
            RequestChange::Proposed { .. } => self.pick("Service sollicité", "Ward asked"),
            RequestChange::Answered(outcome) => match outcome {
                Outcome::Accepted => self.pick("Demande acceptée", "Request accepted"),
                Outcome::Refused(_) => {
                    self.pick("Demande refusée par le service", "Request refused by the ward")
                }
                Outcome::Countered(_) => self.pick(
                    "Autre lit proposé par le service",
                    "Other bed offered by the ward",
                ),
                Outcome::TakenBack => self.pick("Proposition reprise", "Proposal taken back"),
                Outcome::Lapsed => self.pick("Proposition sans réponse", "Proposal unanswered"),
                Outcome::WardSetAside => self.pick(
                    "Service mis de côté : rendue à la cellule",
                    "Ward set aside: back to the cell",
                ),
            },
            RequestChange::Accepted => self.pick("Demande acceptée", "Request accepted"),
            RequestChange::PatientReady { .. } => self.pick("Patient prêt à partir", "Patient ready to go"),
            RequestChange::Departed { .. } => self.pick("Patient en route", "Patient on the way"),
            RequestChange::Placed { .. } => self.pick(
                "Demande satisfaite : patient arrivé",
                "Request met: patient arrived",
            ),
            RequestChange::Withdrawn(_) => self.pick("Demande retirée", "Request withdrawn"),
            RequestChange::Reopened => self.pick("Demande rouverte", "Request reopened"),
        }
    }

    /// What happened to a hold, for a journal.
    pub(super) fn hold_change(&self, change: &HoldChange) -> &'static str {
        match change {
            HoldChange::Opened(_) => self.pick("Lit réservé", "Bed reserved"),
            HoldChange::Extended { .. } => self.pick("Réservation prolongée", "Reservation extended"),
            HoldChange::Postponed { .. } => self.pick(
                "Réservation reportée avec l’entrée",
                "Reservation put off with the admission",
            ),
            HoldChange::TakenOver { .. } => self.pick(
                "Réservation reprise par une autre personne",
                "Reservation taken over",
            ),
            HoldChange::Ended { why, .. } => match why {
                HoldEnd::Kept => self.pick(
                    "Réservation tenue : patient arrivé",
                    "Reservation kept: patient arrived",
                ),
                HoldEnd::Released(_) => self.pick("Réservation levée", "Reservation released"),
                HoldEnd::Expired => self.pick("Réservation échue", "Reservation expired"),
                HoldEnd::Broken(_) => {
                    self.pick("Réservation rompue : lit occupé", "Reservation broken: bed taken")
                }
                HoldEnd::Moot => self.pick("Réservation sans objet", "Reservation no longer needed"),
                HoldEnd::Postponed(_) => {
                    self.pick("Entrée reportée, lit rendu", "Admission put off, bed given back")
                }
            },
        }
    }

    /// Why nothing was done about a request or a hold, and what to do next.
    pub(super) fn flow_refusal(&self, refusal: &FlowRefusal, names: &impl Names) -> Explained {
        let reload = self.pick("Rechargez la page.", "Reload the page.");
        let choose = self.pick("Choisissez dans la liste.", "Choose from the list.");
        let (why, next): (String, &str) = match refusal {
            FlowRefusal::UnknownRequest(_) => (
                self.pick("Cette demande n’existe pas.", "There is no such request.")
                    .into(),
                reload,
            ),
            FlowRefusal::UnknownHold(_) => (
                self.pick("Cette réservation n’existe pas.", "There is no such reservation.")
                    .into(),
                reload,
            ),
            FlowRefusal::ChangedMeanwhile(_) => (
                self.pick(
                    "Quelqu’un d’autre a traité cette demande entre-temps.",
                    "Somebody else dealt with this request meanwhile.",
                )
                .into(),
                self.pick(
                    "Regardez où elle en est, puis recommencez si besoin.",
                    "See how far it is, then start over if need be.",
                ),
            ),
            FlowRefusal::NeedsChangedMeanwhile(_) => (
                self.pick(
                    "Les besoins ont été modifiés entre-temps par quelqu’un d’autre.",
                    "The needs were changed by somebody else meanwhile.",
                )
                .into(),
                self.pick(
                    "Comparez les deux versions, puis validez la vôtre ou gardez la leur.",
                    "Compare both versions, then confirm yours or keep theirs.",
                ),
            ),
            FlowRefusal::WrongStage { stage, .. } => (
                self.pick(
                    format!(
                        "Impossible à ce stade de la demande : {}.",
                        self.request_stage(*stage)
                    ),
                    format!(
                        "Not possible at this stage of the request: {}.",
                        self.request_stage(*stage)
                    ),
                ),
                reload,
            ),
            FlowRefusal::BedHeld { bed, by, since, .. } => {
                let (bed, by, since) = (names.bed(*bed), names.person(*by), names.hour(*since));
                (
                    self.pick(
                        format!("Le lit {bed} est réservé pour un autre patient par {by} depuis {since}."),
                        format!("Bed {bed} is reserved for another patient by {by} since {since}."),
                    ),
                    self.pick(
                        "Choisissez un autre lit, ou voyez avec la personne qui le réserve.",
                        "Choose another bed, or talk to whoever reserves it.",
                    ),
                )
            }
            FlowRefusal::BedAwaits { bed, from } => (
                self.pick(
                    format!(
                        "Le lit {} attend un autre patient à {} (entrée ou mutation annoncée).",
                        names.bed(*bed),
                        names.hour(*from)
                    ),
                    format!(
                        "Bed {} awaits somebody else at {} (announced admission or transfer).",
                        names.bed(*bed),
                        names.hour(*from)
                    ),
                ),
                self.pick("Choisissez un autre lit.", "Choose another bed."),
            ),
            FlowRefusal::BedUnstaffed(bed) => (
                self.pick(
                    format!("Le lit {} n’est pas armé : personne pour y soigner.", names.bed(*bed)),
                    format!("Bed {} is not staffed: nobody is there to look after a patient.", names.bed(*bed)),
                ),
                self.pick("Choisissez un autre lit.", "Choose another bed."),
            ),
            FlowRefusal::LiesThere(bed) => (
                self.pick(
                    format!("Le patient est déjà dans le lit {}.", names.bed(*bed)),
                    format!("The patient lies in bed {} already.", names.bed(*bed)),
                ),
                self.pick("Choisissez un autre lit.", "Choose another bed."),
            ),
            FlowRefusal::HoldOver(_) => (
                self.pick("Cette réservation est terminée.", "This reservation is over.")
                    .into(),
                reload,
            ),
            FlowRefusal::NotDue => (self.pick("Rien n’est échu.", "Nothing is due.").into(), reload),
            FlowRefusal::AlreadyAsked(_) => (
                self.pick(
                    "Une demande de lit est déjà en cours pour ce patient.",
                    "A bed is already requested for this patient.",
                )
                .into(),
                self.pick(
                    "Complétez la demande existante.",
                    "Complete the existing request.",
                ),
            ),
            FlowRefusal::OtherWard(id) => (
                self.pick(
                    format!("Le lit {} n’est pas dans le service sollicité.", names.bed(*id)),
                    format!("Bed {} is not in the ward that is asked.", names.bed(*id)),
                ),
                self.pick("Choisissez un lit du service.", "Choose a bed of the ward."),
            ),
            FlowRefusal::NotAgreed(_) => (
                self.pick("Le service n’a pas donné son accord.", "The ward has not agreed.")
                    .into(),
                self.pick(
                    "Demandez l’accord, ou indiquez le motif pour passer outre.",
                    "Ask for agreement, or give the reason to go ahead.",
                ),
            ),
            FlowRefusal::SomebodyElses { owner, .. } => (
                self.pick(
                    format!("Cette réservation est tenue par {}.", names.person(*owner)),
                    format!("This reservation is held by {}.", names.person(*owner)),
                ),
                self.pick("Indiquez un motif.", "Give a reason."),
            ),
            FlowRefusal::UnknownReason(code)
            | FlowRefusal::UnknownSpecialty(code)
            | FlowRefusal::UnknownGerm(code)
            | FlowRefusal::UnknownEntry(code) => (
                self.pick(
                    format!("« {code} » n’est pas dans la liste de l’hôpital."),
                    format!("“{code}” is not in the hospital's list."),
                ),
                choose,
            ),
            FlowRefusal::EmptyWindow => (
                self.pick("La fin est avant le début.", "The end is before the beginning.")
                    .into(),
                self.pick("Corrigez les heures.", "Correct the times."),
            ),
            FlowRefusal::BadBirthYear(year) => (
                self.pick(
                    format!("Année de naissance impossible : {year}."),
                    format!("Impossible year of birth: {year}."),
                ),
                self.pick("Corrigez l’année.", "Correct the year."),
            ),
            FlowRefusal::NotAnnounced(_) => (
                self.pick(
                    "Cette demande est déjà rattachée à un patient connu.",
                    "This request is already joined to a known patient.",
                )
                .into(),
                self.pick(
                    "Faites une autre demande pour une autre personne.",
                    "Make another request for another person.",
                ),
            ),
            FlowRefusal::UnknownPatient => (
                self.pick(
                    "Ce patient n’existe pas, ou ce séjour n’est pas le sien.",
                    "There is no such patient, or the stay is not theirs.",
                )
                .into(),
                reload,
            ),
            FlowRefusal::BadMinutes { most } => (
                self.pick(
                    format!("Une réservation dure de 1 à {most} minutes."),
                    format!("A reservation lasts 1 to {most} minutes."),
                ),
                self.pick("Corrigez la durée.", "Correct the duration."),
            ),
            FlowRefusal::ThesaurusChangedMeanwhile(version) => (
                self.pick(
                    format!("Quelqu’un d’autre a écrit le thésaurus entre-temps : version {version}."),
                    format!("Somebody else wrote the thesaurus meanwhile: version {version}."),
                ),
                self.pick(
                    "Comparez les deux versions, puis validez à nouveau.",
                    "Compare both versions, then submit again.",
                ),
            ),
            FlowRefusal::SettingsChangedMeanwhile => (
                self.pick(
                    "Quelqu’un d’autre a changé les réglages pendant que vous les aviez à l’écran.",
                    "Somebody else changed the settings while you had them on the screen.",
                )
                .into(),
                self.pick(
                    "Regardez ce qui a changé, puis validez à nouveau.",
                    "Look at what changed, then submit again.",
                ),
            ),
            FlowRefusal::DraftChangedMeanwhile => (
                self.pick(
                    "Quelqu’un d’autre a changé le brouillon du thésaurus pendant que vous l’aviez à l’écran.",
                    "Somebody else changed the draft of the thesaurus while you had it on the screen.",
                )
                .into(),
                self.pick(
                    "Regardez ce qui a changé, puis validez à nouveau.",
                    "Look at what changed, then submit again.",
                ),
            ),
            FlowRefusal::EntryChangedMeanwhile(code) => (
                self.pick(
                    format!("Quelqu’un d’autre a écrit l’entrée {code} pendant que vous l’aviez à l’écran."),
                    format!("Somebody else wrote entry {code} while you had it on the screen."),
                ),
                self.pick(
                    "Comparez les deux, puis enregistrez la vôtre ou gardez la leur.",
                    "Compare both, then save yours or keep theirs.",
                ),
            ),
            FlowRefusal::NoDraft => (
                self.pick(
                    "Il n’y a pas de brouillon du thésaurus.",
                    "There is no draft of the thesaurus.",
                )
                .into(),
                reload,
            ),
            FlowRefusal::BadThesaurus(flaws) => (
                joined(flaws, |it| self.thesaurus_flaw(it)),
                self.pick("Corrigez, puis validez à nouveau.", "Correct, then submit again."),
            ),
            FlowRefusal::BadSettings(flaws) => (
                joined(flaws, |it| self.flow_flaw(it)),
                self.pick("Corrigez, puis validez à nouveau.", "Correct, then submit again."),
            ),
        };
        Explained {
            why,
            next: next.to_owned(),
        }
    }
}

/// One after the other, in one line.
fn joined<T>(flaws: &[T], said: impl Fn(&T) -> String) -> String {
    flaws.iter().map(said).collect::<Vec<_>>().join(" · ")
}
