//! The page of traces.

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
    /// What it takes to have that list.
    pub for_patient_needs: &'static str,
    /// That the list holds more than the rows of a patient.
    pub for_patient_more: &'static str,
    /// Its period when nothing is asked.
    pub all_kept: &'static str,
    /// More rows than one list holds.
    pub cut: &'static str,
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
    /// Nobody said who they were, at a post.
    pub nobody: &'static str,
    /// Nobody said who they were, elsewhere.
    pub stranger: &'static str,
}

/// French.
pub const FR: TraceWords = TraceWords {
    title: "Traces",
    why: "Qui a lu ou changé quoi, où et quand. Les changements des lits et des séjours n’y sont pas : ils sont dans le journal de chaque service, lit, séjour et patient (lien « Journal » du tableau et de la fiche), avec leur auteur, et cette trace les scelle.",
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
    for_patient_needs: "Le relevé demande un patient : écrivez son IPP ci-dessus, puis cherchez.",
    for_patient_more: "Le relevé de ce patient dit aussi les tableaux, listes et feuilles de service lus pendant qu’il y figurait : ces lectures ne nomment personne ici. Sans date, il remonte à tout ce qui est conservé.",
    all_kept: "Toute la durée de conservation",
    cut: "Liste trop longue : seules les lectures les plus récentes y sont. Demandez une période plus courte.",
    patient_title: "Qui a vu mes données",
    patient_why: "Chaque ligne est une lecture de données qui vous nomment, avec la personne, le service et l’heure. « Tableau du service » : le tableau, ou une liste ou feuille du service, a été lu pendant que vous y figuriez.",
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
    stranger: "quelqu’un d’inconnu, ou le serveur",
};

/// English.
pub const EN: TraceWords = TraceWords {
    title: "Audit trail",
    why: "Who read or changed what, where and when. Changes of beds and stays are not here: they are in the journal of each ward, bed, stay and patient (link “Journal” of the board and of the drawer), with their author, and this trail seals them.",
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
    for_patient_needs: "The list needs a patient: write their local number above, then search.",
    for_patient_more: "The list for this patient also tells the boards, lists and sheets of wards that were read while they were on them: here these readings name nobody. Without a date it goes back to all that is kept.",
    all_kept: "As long as it is kept",
    cut: "Too long a list: only the latest readings are here. Ask for a shorter period.",
    patient_title: "Who saw my data",
    patient_why: "Each line is a reading of data that names you, with the person, the ward and the hour. “Board of the ward”: the board, or a list or sheet of the ward, was read while you were on it.",
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
    stranger: "somebody unknown, or the server",
};
