//! Joiners and leavers as a file.

use super::{Lang, Words};

/// The texts.
#[derive(Debug)]
pub struct RosterWords {
    /// Title.
    pub title: &'static str,
    /// What a file does.
    pub why: &'static str,
    /// Its columns.
    pub columns: &'static str,
    /// The words of roles.
    pub roles: &'static str,
    /// The file.
    pub file: &'static str,
    /// Shows what it would do.
    pub look: &'static str,
    /// Gets such a file.
    pub export: &'static str,
    /// It is not done.
    pub refused: &'static str,
    /// Something changed.
    pub changed_meanwhile: &'static str,
    /// Nothing to do.
    pub nothing: &'static str,
    /// Does it.
    pub carry_out: &'static str,
    /// New people have no password.
    pub no_password: &'static str,
    /// A line of the file.
    pub line: &'static str,
    /// What is done.
    pub what: &'static str,
    /// Somebody new.
    pub new: &'static str,
    /// Somebody new has no name.
    pub no_name: &'static str,
    /// A login of somebody else.
    pub other_name: &'static str,
    /// The file is not there any more.
    pub too_late: &'static str,
}

/// French.
pub const FR: RosterWords = RosterWords {
    title: "Arrivées et départs par fichier",
    why: "Un fichier CSV, une ligne par rôle. Ce qui changerait est montré avant d’être fait. Le fichier ajoute et date ; ce qu’il ne dit pas reste comme c’est.",
    columns: "Colonnes :",
    roles: "Rôles :",
    file: "Fichier CSV (2 Mo, 10 000 lignes au plus)",
    look: "Voir ce qui changerait",
    export: "Exporter mon périmètre",
    refused: "Rien n’a été fait. Corrigez ces lignes et envoyez le fichier à nouveau :",
    changed_meanwhile: "Entre-temps, quelque chose a changé : voici ce que ferait le fichier maintenant.",
    nothing: "Rien à changer : tout est déjà ainsi.",
    carry_out: "Faire ces changements",
    no_password: "Les nouveaux comptes n’ont pas de mot de passe : le fournisseur d’identité les reconnaît, ou donnez-leur un mot de passe provisoire depuis leur page.",
    line: "Ligne",
    what: "Ce qui change",
    new: "nouveau",
    no_name: "une nouvelle personne doit avoir un nom.",
    other_name: "cet identifiant est celui de quelqu’un d’un autre nom.",
    too_late: "Ce fichier n’attend plus : envoyez-le à nouveau.",
};

/// English.
pub const EN: RosterWords = RosterWords {
    title: "Joiners and leavers by file",
    why: "A CSV file, one line for each role. What would change is shown before it is done. A file adds and dates; what it does not say stays as it is.",
    columns: "Columns:",
    roles: "Roles:",
    file: "CSV file (2 MB, 10,000 lines at most)",
    look: "See what would change",
    export: "Export my reach",
    refused: "Nothing was done. Correct these lines and send the file again:",
    changed_meanwhile: "Something changed meanwhile: this is what the file would do now.",
    nothing: "Nothing to change: everything is so already.",
    carry_out: "Make these changes",
    no_password: "New accounts have no password: the identity provider knows them, or give them a provisional one from their page.",
    line: "Line",
    what: "What changes",
    new: "new",
    no_name: "somebody new has to have a name.",
    other_name: "that login is somebody’s of another name.",
    too_late: "That file waits no longer: send it again.",
};

impl Words {
    /// A line of a file, by its number.
    #[must_use]
    pub fn line(&self, line: u64) -> String {
        match self.lang {
            Lang::Fr => format!("ligne {line}"),
            Lang::En => format!("line {line}"),
        }
    }

    /// What a file does, counted.
    #[must_use]
    pub fn roster_counts(&self, new: usize, changed: usize, same: usize) -> String {
        match self.lang {
            Lang::Fr => format!("Nouvelles personnes : {new} · modifiées : {changed} · inchangées : {same}."),
            Lang::En => format!("New people: {new} · changed: {changed} · unchanged: {same}."),
        }
    }
}
