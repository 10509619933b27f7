//! The table of rights as a page.

use domain::rights::Reach;

use super::Words;

/// The texts.
#[derive(Debug)]
pub struct RightsWords {
    /// Title of the page.
    pub title: &'static str,
    /// What the table says.
    pub why: &'static str,
    /// The legend.
    pub legend: &'static str,
    /// The head of the first column.
    pub action: &'static str,
    /// Not at all.
    pub never: &'static str,
    /// What a post is.
    pub post_why: &'static str,
    /// Prints.
    pub print: &'static str,
}

/// French.
pub const FR: RightsWords = RightsWords {
    title: "Qui peut faire quoi",
    why: "Chaque colonne est un rôle, chaque ligne une action ; la lettre dit jusqu’où, à partir du lieu où le rôle est donné. Une case vide : jamais.",
    legend: "Lettres",
    action: "Ce qui est fait",
    never: "jamais",
    post_why: "Un poste partagé lit ce que montre sa colonne ; pour écrire, il demande qui est là.",
    print: "Imprimer",
};

/// English.
pub const EN: RightsWords = RightsWords {
    title: "Who may do what",
    why: "Each column is a role, each line an action; the letter says how far, from the place where the role is given. An empty cell: never.",
    legend: "Letters",
    action: "Action",
    never: "never",
    post_why: "A shared post reads what its column shows; to write, it asks who is there.",
    print: "Print",
};

impl Words {
    /// How far an action goes, in a few words.
    #[must_use]
    pub fn reach(&self, reach: Reach) -> &'static str {
        match reach {
            Reach::Place => self.pick("le lieu du rôle", "the place of the role"),
            Reach::Division => self.pick("le pôle autour", "the division around it"),
            Reach::Site => self.pick("le site autour", "the campus around it"),
            Reach::Establishment => self.pick("l’établissement autour", "the establishment around it"),
            Reach::Territory => self.pick("tout le territoire", "the whole territory"),
            Reach::OwnPatients => self.pick("ses propres patients", "their own patients"),
            Reach::Oriented => self.pick("les patients qui lui sont adressés", "patients sent to them"),
        }
    }

    /// The same as one letter.
    #[must_use]
    pub fn reach_letter(&self, reach: Reach) -> &'static str {
        match reach {
            Reach::Place => self.pick("L", "W"),
            Reach::Division => self.pick("P", "D"),
            Reach::Site => "S",
            Reach::Establishment => "E",
            Reach::Territory => "T",
            Reach::OwnPatients => self.pick("M", "P"),
            Reach::Oriented => self.pick("A", "O"),
        }
    }
}
