//! Names opened in an emergency, and wards that share theirs.

use auth::NotOpened;

use super::{Lang, Words};

/// The texts.
#[derive(Debug)]
pub struct EmergencyWords {
    /// The way to open names.
    pub open: &'static str,
    /// Title of the form.
    pub title: &'static str,
    /// What it is for.
    pub why: &'static str,
    /// The reason.
    pub reason: &'static str,
    /// What a reason is.
    pub reason_hint: &'static str,
    /// Opens.
    pub submit: &'static str,
    /// They are open.
    pub is_open: &'static str,
    /// It is traced.
    pub is_traced: &'static str,
    /// Title of the list.
    pub reviews: &'static str,
    /// What the list is for.
    pub reviews_why: &'static str,
    /// Nothing was opened.
    pub none: &'static str,
    /// Who.
    pub who: &'static str,
    /// When.
    pub when: &'static str,
    /// More than is ordinary.
    pub many: &'static str,
    /// Not reviewed.
    pub waits: &'static str,
    /// It was right.
    pub right: &'static str,
    /// It was not.
    pub not_right: &'static str,
    /// The review.
    pub verdict: &'static str,
    /// A remark.
    pub remark: &'static str,
    /// Keeps the review.
    pub save: &'static str,
    /// One’s own.
    pub own: &'static str,
    /// Who reviewed.
    pub reviewed_by: &'static str,
    /// Not theirs.
    pub no_right: &'static str,
    /// No reason.
    pub no_reason: &'static str,
    /// They see the names.
    pub already: &'static str,
    /// No such opening.
    pub unknown: &'static str,
    /// Title of the page of shared care.
    pub sharing: &'static str,
    /// What it is.
    pub sharing_why: &'static str,
    /// None.
    pub no_sharing: &'static str,
    /// The ward that shows.
    pub ward: &'static str,
    /// To whom.
    pub with: &'static str,
    /// Adds a link.
    pub share: &'static str,
    /// Removes a link.
    pub unshare: &'static str,
    /// Only above.
    pub sharing_above: &'static str,
    /// Not a link.
    pub bad_share: &'static str,
}

/// French.
pub const FR: EmergencyWords = EmergencyWords {
    open: "Ouvrir les noms (urgence)",
    title: "Ouvrir les noms d’un service",
    why: "Pour soigner ou retrouver quelqu’un quand vous n’avez pas d’autre moyen. Votre motif est gardé, l’ouverture et chaque lecture sont tracées, et l’encadrement du service la revoit.",
    reason: "Motif",
    reason_hint: "10 à 200 caractères, sans nom de patient.",
    submit: "Ouvrir",
    is_open: "Noms ouverts en urgence jusqu’à",
    is_traced: "Chaque lecture est tracée.",
    reviews: "Accès d’urgence",
    reviews_why: "Les noms ouverts dans les services dont vous répondez. Dites de chacun s’il était justifié.",
    none: "Aucune ouverture dans votre périmètre.",
    who: "Qui",
    when: "Quand",
    many: "plus de 3 en 24 h",
    waits: "à revoir",
    right: "Justifiée",
    not_right: "Non justifiée",
    verdict: "Avis",
    remark: "Remarque",
    save: "Enregistrer l’avis",
    own: "La vôtre : quelqu’un d’autre la revoit.",
    reviewed_by: "revue par",
    no_right: "Ce service n’est pas dans votre périmètre.",
    no_reason: "Dites pourquoi, en 10 à 200 caractères.",
    already: "Vous voyez déjà ces noms ; la durée ne se prolonge pas.",
    unknown: "Ouverture inconnue, ou déjà revue.",
    sharing: "Partages entre établissements",
    sharing_why: "Un service montre ses noms à un lieu d’un autre établissement, parce que les deux soignent les mêmes patients.",
    no_sharing: "Aucun partage.",
    ward: "Service qui montre ses noms",
    with: "Lieu qui les voit",
    share: "Partager",
    unshare: "Arrêter",
    sharing_above: "Seul qui gère les personnes de tout le territoire change les partages.",
    bad_share: "Choisissez un service et un lieu d’un autre établissement.",
};

/// English.
pub const EN: EmergencyWords = EmergencyWords {
    open: "Open the names (emergency)",
    title: "Open the names of a ward",
    why: "To care for or find somebody when you have no other means. Your reason is kept, the opening and every reading are traced, and those in charge of the ward review it.",
    reason: "Reason",
    reason_hint: "10 to 200 characters, without a patient’s name.",
    submit: "Open",
    is_open: "Names open in an emergency until",
    is_traced: "Every reading is traced.",
    reviews: "Emergency access",
    reviews_why: "Names opened in the wards you answer for. Say of each whether it was right.",
    none: "No opening within your reach.",
    who: "Who",
    when: "When",
    many: "more than 3 in 24 h",
    waits: "to be reviewed",
    right: "Right",
    not_right: "Not right",
    verdict: "Verdict",
    remark: "Remark",
    save: "Keep the verdict",
    own: "Your own: somebody else reviews it.",
    reviewed_by: "reviewed by",
    no_right: "That ward is not within your reach.",
    no_reason: "Say why, in 10 to 200 characters.",
    already: "You see these names already; the time is not made longer.",
    unknown: "Unknown opening, or reviewed already.",
    sharing: "Sharing between establishments",
    sharing_why: "A ward shows its names to a place of another establishment, because both care for the same patients.",
    no_sharing: "Nothing is shared.",
    ward: "Ward that shows its names",
    with: "Place that sees them",
    share: "Share",
    unshare: "Stop",
    sharing_above: "Only whoever manages the people of the whole territory changes what is shared.",
    bad_share: "Choose a ward and a place of another establishment.",
};

impl Words {
    /// Why names were not opened, or an opening not reviewed.
    #[must_use]
    pub const fn not_opened(&self, why: NotOpened) -> &'static str {
        let it = &self.emergency;
        match why {
            NotOpened::NoRight => it.no_right,
            NotOpened::NoReason => it.no_reason,
            NotOpened::IsOpen => it.already,
            NotOpened::OneSelf => it.own,
            NotOpened::Unknown => it.unknown,
        }
    }

    /// For how long names stay open.
    #[must_use]
    pub fn open_for(&self, minutes: u16) -> String {
        match self.lang {
            Lang::Fr => format!("Les noms restent ouverts {minutes} minutes, sans prolongation."),
            Lang::En => format!("The names stay open for {minutes} minutes, and no longer."),
        }
    }

    /// How many openings wait for a verdict.
    #[must_use]
    pub fn reviews_wait(&self, count: usize) -> String {
        match self.lang {
            Lang::Fr => format!("{count} à revoir"),
            Lang::En => format!("{count} to be reviewed"),
        }
    }

    /// A page of the folded menu, by its address.
    #[must_use]
    pub fn page_name(&self, path: &str) -> &'static str {
        match path {
            "/reglages" => self.pick("Réglages", "Settings"),
            "/personnes" => self.people.title,
            "/postes" => self.identity.posts,
            "/fournisseurs" => self.pick("Fournisseurs d’identité", "Identity providers"),
            "/partages" => self.pick("Partages", "Sharing"),
            "/traces" => self.pick("Traces", "Audit trail"),
            "/urgences-acces" => self.emergency.reviews,
            "/droits" => self.pick("Droits", "Rights"),
            "/moi" => self.identity.me,
            _ => "",
        }
    }
}
