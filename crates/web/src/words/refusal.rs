//! Why something was not done, and what to do next: every refusal of the domain has both.

use base::Moment;
use base::id::{BedId, PersonId};
use domain::refusal::Refusal;

use super::Words;

/// A refusal in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Why.
    pub why: String,
    /// What to do next.
    pub next: String,
}

/// Who gives beds, colleagues and hours the names by which people know them.
pub trait Names {
    /// A bed.
    fn bed(&self, bed: BedId) -> String;
    /// A colleague.
    fn person(&self, person: PersonId) -> String;
    /// An hour of today.
    fn hour(&self, at: Moment) -> String;
}

impl Words {
    /// A refusal in words.
    #[must_use]
    pub fn refusal(&self, refusal: &Refusal, names: &impl Names) -> Explained {
        let (why, next): (String, &str) = match refusal {
            Refusal::Flow(refusal) => return self.flow_refusal(refusal, names),
            Refusal::UnknownBed(_) => (
                self.pick("Ce lit n’existe pas.", "There is no such bed.").into(),
                self.pick(
                    "Rechargez le tableau : la structure a pu changer.",
                    "Reload the board: the structure may have changed.",
                ),
            ),
            Refusal::UnknownStay(_) => (
                self.pick("Ce séjour n’existe pas.", "There is no such stay.")
                    .into(),
                self.pick(
                    "Rechargez le tableau : le dossier a pu être fusionné.",
                    "Reload the board: the file may have been merged.",
                ),
            ),
            Refusal::UnknownWard(_) => (
                self.pick(
                    "Ce service n’existe pas ou a été fusionné.",
                    "There is no such ward, or it was merged.",
                )
                .into(),
                self.pick(
                    "Repartez de la page du territoire.",
                    "Start again from the territory page.",
                ),
            ),
            Refusal::UnknownPlace => (
                self.pick(
                    "Ce lieu n’existe pas dans la structure.",
                    "This place is not in the structure.",
                )
                .into(),
                self.pick("Rechargez la page de structure.", "Reload the structure page."),
            ),
            Refusal::BedRemoved(id) => (
                self.pick(
                    format!("Le lit {} a été retiré de la structure.", names.bed(*id)),
                    format!("Bed {} was taken out of the structure.", names.bed(*id)),
                ),
                self.pick("Choisissez un autre lit.", "Choose another bed."),
            ),
            Refusal::BedTaken { bed: id, .. } => (
                self.pick(
                    format!(
                        "Le lit {} vient d’être occupé par quelqu’un d’autre.",
                        names.bed(*id)
                    ),
                    format!("Bed {} has just been taken by somebody else.", names.bed(*id)),
                ),
                self.pick(
                    "Choisissez un autre lit libre ci-dessous, ou libérez d’abord celui-ci.",
                    "Choose another free bed below, or free this one first.",
                ),
            ),
            Refusal::BedClosed(id) => (
                self.pick(
                    format!("Le lit {} est fermé.", names.bed(*id)),
                    format!("Bed {} is closed.", names.bed(*id)),
                ),
                self.pick(
                    "Rouvrez-le d’abord, ou choisissez un autre lit.",
                    "Open it first, or choose another bed.",
                ),
            ),
            Refusal::BedNotReady(id) => (
                self.pick(
                    format!("Le lit {} n’est pas prêt.", names.bed(*id)),
                    format!("Bed {} is not ready.", names.bed(*id)),
                ),
                self.pick(
                    "Marquez-le prêt une fois nettoyé, ou choisissez un autre lit.",
                    "Mark it ready once cleaned, or choose another bed.",
                ),
            ),
            Refusal::BedInUse { bed: id, .. } => (
                self.pick(
                    format!(
                        "Le lit {} est occupé : son état de propreté ne se change pas.",
                        names.bed(*id)
                    ),
                    format!(
                        "Bed {} is in use: its cleanliness cannot be changed.",
                        names.bed(*id)
                    ),
                ),
                self.pick(
                    "Si le patient est parti, marquez d’abord son départ.",
                    "If the patient has left, mark the departure first.",
                ),
            ),
            Refusal::NotPresent(_) => (
                self.pick(
                    "Ce patient n’est pas dans l’hôpital.",
                    "This patient is not in the hospital.",
                )
                .into(),
                self.pick("Vérifiez le parcours du séjour.", "Check the course of the stay."),
            ),
            Refusal::NoBedToSwap(_) => (
                self.pick(
                    "L’un des deux patients n’est pas dans un lit : l’échange n’a pas eu lieu.",
                    "One of the two patients is not in a bed: nothing was swapped.",
                )
                .into(),
                self.pick(
                    "Relisez le tableau, puis déplacez chacun d’eux.",
                    "Read the board again, then move each of them.",
                ),
            ),
            Refusal::NotMarkedLeft(_) => (
                self.pick(
                    "Ce patient n’était pas marqué parti.",
                    "This patient was not marked as having left.",
                )
                .into(),
                self.pick("Rien à annuler.", "There is nothing to undo."),
            ),
            Refusal::AlreadySeenArriving(_) => (
                self.pick(
                    "L’arrivée de ce patient est déjà notée.",
                    "The arrival of this patient was noted already.",
                )
                .into(),
                self.pick(
                    "Pour changer l’heure, annulez d’abord l’arrivée notée.",
                    "To change the time, undo the noted arrival first.",
                ),
            ),
            Refusal::NotMarkedArrived(_) => (
                self.pick(
                    "L’arrivée de ce patient n’était pas notée.",
                    "The arrival of this patient was not noted.",
                )
                .into(),
                self.pick("Rien à annuler.", "There is nothing to undo."),
            ),
            Refusal::TooLongAgo => (
                self.pick(
                    "L’heure donnée date de plus d’une semaine.",
                    "The time given is more than a week ago.",
                )
                .into(),
                self.pick("Vérifiez la date.", "Check the date."),
            ),
            Refusal::InTheFuture => (
                self.pick(
                    "L’heure donnée est dans le futur.",
                    "The time given is in the future.",
                )
                .into(),
                self.pick(
                    "Donnez l’heure réelle, au plus tard maintenant.",
                    "Give the actual time, now at the latest.",
                ),
            ),
            Refusal::BeforeNow => (
                self.pick(
                    "L’heure donnée est déjà passée.",
                    "The time given is already past.",
                )
                .into(),
                self.pick(
                    "Donnez une heure à venir, ou laissez le champ vide.",
                    "Give a time to come, or leave the field empty.",
                ),
            ),
            Refusal::BeforeArrival(_) => (
                self.pick(
                    "L’heure donnée précède l’arrivée du patient.",
                    "The time given is before the patient came.",
                )
                .into(),
                self.pick("Vérifiez la date et l’heure.", "Check the date and the time."),
            ),
            Refusal::NoDispute(id) => (
                self.pick(
                    format!("Il n’y a plus de conflit sur le lit {}.", names.bed(*id)),
                    format!("There is no dispute about bed {} any more.", names.bed(*id)),
                ),
                self.pick("Il a été réglé entre-temps.", "It was settled in the meantime."),
            ),
            Refusal::NothingToDo => (
                self.pick("C’est déjà fait.", "It is already so.").into(),
                self.pick(
                    "Quelqu’un d’autre a pu le faire à l’instant.",
                    "Somebody else may have just done it.",
                ),
            ),
            Refusal::CannotMerge(_) => (
                self.pick(
                    "Un service ne se fusionne ni avec lui-même ni avec celui d’un autre établissement.",
                    "A ward merges neither with itself nor with a ward of another establishment.",
                )
                .into(),
                self.pick("Choisissez un autre service.", "Choose another ward."),
            ),
            Refusal::OtherEstablishment(id) => (
                self.pick(
                    format!(
                        "Le lit {} est dans un autre établissement que le séjour.",
                        names.bed(*id)
                    ),
                    format!(
                        "Bed {} is in another establishment than the stay.",
                        names.bed(*id)
                    ),
                ),
                self.pick(
                    "Choisissez un lit du même établissement.",
                    "Choose a bed of the same establishment.",
                ),
            ),
            Refusal::OtherEstablishmentWard(_) => (
                self.pick(
                    "Ce service est dans un autre établissement.",
                    "This ward is in another establishment.",
                )
                .into(),
                self.pick(
                    "Choisissez un service du même établissement.",
                    "Choose a ward of the same establishment.",
                ),
            ),
            Refusal::Studio(refusal) => return self.studio_refusal(refusal),
            Refusal::Display(refusal) => return self.display_refusal(refusal),
            Refusal::Placement(refusal) => return self.placement_refusal(refusal),
            Refusal::NoPatient => (
                self.pick(
                    "Le message ne désigne aucun patient.",
                    "The message names no patient.",
                )
                .into(),
                self.pick(
                    "Faites corriger le message par son émetteur.",
                    "Have the message corrected by its sender.",
                ),
            ),
            Refusal::NoVisit => (
                self.pick(
                    "Le message ne désigne aucun séjour.",
                    "The message names no stay.",
                )
                .into(),
                self.pick(
                    "Faites corriger le message par son émetteur.",
                    "Have the message corrected by its sender.",
                ),
            ),
            Refusal::NoBed => (
                self.pick("Le message ne désigne aucun lit.", "The message names no bed.")
                    .into(),
                self.pick(
                    "Faites corriger le message par son émetteur.",
                    "Have the message corrected by its sender.",
                ),
            ),
            Refusal::NoAdmission => (
                self.pick(
                    "Le rendez-vous n’est pas une entrée en hospitalisation.",
                    "The appointment is no admission.",
                )
                .into(),
                self.pick(
                    "Il ne sert pas à la gestion des lits : rien à faire.",
                    "It is nothing for bed management: nothing to do.",
                ),
            ),
            Refusal::DuringStay(_) => (
                self.pick(
                    "Le rendez-vous a lieu pendant un séjour en cours.",
                    "The appointment takes place during a stay.",
                )
                .into(),
                self.pick(
                    "Il ne demande pas d’autre lit : rien à faire.",
                    "It asks for no other bed: nothing to do.",
                ),
            ),
            Refusal::ChangedMeanwhile { topic, .. } => (
                self.pick(
                    format!(
                        "{} : modifié entre-temps par quelqu’un d’autre.",
                        self.care_topic(topic)
                    ),
                    format!("{}: changed by somebody else meanwhile.", self.care_topic(topic)),
                ),
                self.pick(
                    "Comparez les deux valeurs, puis validez la vôtre ou gardez la leur.",
                    "Compare both values, then confirm yours or keep theirs.",
                ),
            ),
            Refusal::StayOver(_) => (
                self.pick("Ce séjour est terminé.", "This stay is over.").into(),
                self.pick("Rechargez le tableau.", "Reload the board."),
            ),
            Refusal::UnknownPrecaution(code) => (
                self.pick(
                    format!("La précaution {code} n’est pas en usage."),
                    format!("Precaution {code} is not in use."),
                ),
                self.pick("Choisissez dans la liste.", "Choose from the list."),
            ),
            Refusal::TelemetryTaken { unit, .. } => (
                self.pick(
                    format!("La télémétrie {unit} est déjà portée par un autre patient du service."),
                    format!("Telemetry unit {unit} is worn by another patient of the ward."),
                ),
                self.pick(
                    "Vérifiez le numéro sur le boîtier, ou retirez-la d’abord à l’autre patient.",
                    "Check the number on the unit, or take it off the other patient first.",
                ),
            ),
            Refusal::BadTelemetry => (
                self.pick(
                    "Un numéro de télémétrie ne contient que des lettres et des chiffres (8 au plus).",
                    "A telemetry number holds letters and digits only (8 at most).",
                )
                .into(),
                self.pick("Corrigez le numéro.", "Correct the number."),
            ),
            Refusal::UnknownSlot(_) => (
                self.pick(
                    "Ce repère n’existe plus dans ce service.",
                    "This ward has no such slot any more.",
                )
                .into(),
                self.pick("Rechargez le tableau.", "Reload the board."),
            ),
            Refusal::UnknownWait(_) => (
                self.pick(
                    "Ce motif n’est plus dans la liste du service.",
                    "This reason is no longer in the ward's list.",
                )
                .into(),
                self.pick("Choisissez dans la liste.", "Choose from the list."),
            ),
            Refusal::UnknownNote(_) => (
                self.pick(
                    "Cette note n’existe pas ou a déjà été remplacée.",
                    "There is no such note, or it was replaced.",
                )
                .into(),
                self.pick(
                    "Relisez les notes, puis recommencez.",
                    "Read the notes again, then start over.",
                ),
            ),
            Refusal::BadStructure(lines) => (
                lines.join(" · "),
                self.pick(
                    "Corrigez ces lignes et importez à nouveau.",
                    "Correct these lines and import again.",
                ),
            ),
        };
        Explained {
            why,
            next: next.to_owned(),
        }
    }
}
