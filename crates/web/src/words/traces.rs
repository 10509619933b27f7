//! The page of traces.

use domain::rights::Action;

use super::Words;

/// The page of traces.
#[derive(Debug)]
pub struct TraceWords {
    /// Its title.
    pub title: &'static str,
    /// What is in it.
    pub why: &'static str,
    /// The field for a patient.
    pub patient: &'static str,
    /// The field for a person.
    pub person: &'static str,
    /// The field for a place.
    pub place: &'static str,
    /// The field for a class.
    pub class: &'static str,
    /// Any.
    pub all: &'static str,
    /// Readings.
    pub access: &'static str,
    /// Signing in.
    pub security: &'static str,
    /// Rights.
    pub administration: &'static str,
    /// Not before.
    pub from: &'static str,
    /// Not from then on.
    pub until: &'static str,
    /// Searches.
    pub find: &'static str,
    /// The list a patient may be given.
    pub for_patient: &'static str,
    /// Its title.
    pub patient_title: &'static str,
    /// What it says.
    pub patient_why: &'static str,
    /// No such patient or person.
    pub unknown: &'static str,
    /// Nothing found.
    pub none: &'static str,
    /// A column.
    pub when: &'static str,
    /// A column.
    pub who: &'static str,
    /// A column.
    pub post: &'static str,
    /// A column.
    pub what: &'static str,
    /// A column.
    pub details: &'static str,
    /// A row that was emptied at the end of its time.
    pub blanked: &'static str,
    /// Leads to older rows.
    pub older: &'static str,
    /// Nobody said who they were.
    pub nobody: &'static str,
}

/// French.
pub const FR: TraceWords = TraceWords {
    title: "Traces",
    why: "Qui a lu ou changé quoi, où et quand. Les changements des lits et des séjours sont dans leurs journaux, scellés par cette trace.",
    patient: "Patient (IPP)",
    person: "Personne (identifiant ou nom)",
    place: "Service",
    class: "Nature",
    all: "Tout",
    access: "Lectures",
    security: "Connexions et postes",
    administration: "Comptes et droits",
    from: "Depuis",
    until: "Jusqu’à",
    find: "Chercher",
    for_patient: "Relevé pour le patient",
    patient_title: "Qui a vu mes données",
    patient_why: "Chaque ligne est une lecture de données qui vous nomment, avec la personne, le service et l’heure.",
    unknown: "Aucun patient ou aucune personne de ce nom ou de ce numéro.",
    none: "Rien sur cette période.",
    when: "Quand",
    who: "Qui",
    post: "Poste",
    what: "Quoi",
    details: "Détails",
    blanked: "vidée en fin de conservation",
    older: "Plus anciennes",
    nobody: "poste, sans personne",
};

/// English.
pub const EN: TraceWords = TraceWords {
    title: "Audit trail",
    why: "Who read or changed what, where and when. Changes of beds and stays are in their journals, sealed by this trail.",
    patient: "Patient (local number)",
    person: "Person (login or name)",
    place: "Ward",
    class: "Kind",
    all: "All",
    access: "Readings",
    security: "Sign-ins and posts",
    administration: "Accounts and rights",
    from: "From",
    until: "Until",
    find: "Search",
    for_patient: "List for the patient",
    patient_title: "Who saw my data",
    patient_why: "Each line is a reading of data that names you, with the person, the ward and the hour.",
    unknown: "No patient or person of that name or number.",
    none: "Nothing in that period.",
    when: "When",
    who: "Who",
    post: "Device",
    what: "What",
    details: "Details",
    blanked: "emptied at the end of its time",
    older: "Older ones",
    nobody: "device, without a person",
};

impl Words {
    /// What a row of the trace says was done; none for a word of a later version.
    #[must_use]
    pub fn traced(&self, action: &str) -> Option<&'static str> {
        // Only what named people is in the trace: a board without names is no row.
        if action == Action::SeeBoard.code() {
            return Some(self.pick(
                "Tableau d’un service, avec les noms",
                "Board of a ward, with names",
            ));
        }
        if let Some(known) = Action::ALL.into_iter().find(|it| it.code() == action) {
            return Some(self.action(known));
        }
        Some(match action {
            "sign_in" => self.pick("Connexion", "Signed in"),
            "sign_in_refused" => self.pick("Connexion refusée", "Sign-in refused"),
            "sign_out" => self.pick("Déconnexion", "Signed out"),
            "session_ended" => self.pick("Session fermée", "Session ended"),
            "post_approved" => self.pick("Poste approuvé", "Device approved"),
            "post_ended" => self.pick("Poste retiré", "Device removed"),
            "password_changed" => self.pick("Mot de passe changé", "Password changed"),
            "pin_changed" => self.pick("Code choisi", "PIN chosen"),
            "badge_added" => self.pick("Badge ajouté", "Badge added"),
            "badge_removed" => self.pick("Badge retiré", "Badge removed"),
            "installed" => self.pick("Serveur installé", "Server set up"),
            "very_many_read" => self.pick("Très nombreuses lectures", "Very many readings"),
            "reading_stopped" => self.pick("Lectures arrêtées pour une heure", "Reading stopped for an hour"),
            "trace_exported" => self.pick("Traces exportées", "Trail exported"),
            _ => return None,
        })
    }
}
