//! The search page, the palette, and the help on keys.

use domain::identity::Sex;

use super::{Noun, Words};

/// Search and commands.
#[derive(Debug)]
pub struct SearchWords {
    /// Title of the page and of the dialog.
    pub title: &'static str,
    /// In the box of the top bar.
    pub hint: &'static str,
    /// Sends the text.
    pub send: &'static str,
    /// The list of answers.
    pub answers: &'static str,
    /// What can be typed.
    pub how: &'static str,
    /// Nothing answers.
    pub nothing: &'static str,
    /// What to try then.
    pub nothing_advice: &'static str,
    /// Title of the patients.
    pub people: &'static str,
    /// Title of the beds.
    pub beds: &'static str,
    /// Title of the wards and sites.
    pub places: &'static str,
    /// Title of the doctors.
    pub doctors: &'static str,
    /// Title of the commands.
    pub commands: &'static str,
    /// Title of the places seen lately.
    pub lately: &'static str,
    /// Somebody else has the same name.
    pub homonym: &'static str,
    /// What was typed differs from the name.
    pub guess: &'static str,
    /// There, without a bed.
    pub no_bed: &'static str,
    /// There, in no known ward.
    pub no_ward: &'static str,
    /// Away, the bed is kept.
    pub on_leave: &'static str,
    /// Before the day of an arrival.
    pub expected: &'static str,
    /// Before the day of a departure.
    pub left: &'static str,
    /// Gone, nobody said when.
    pub left_once: &'static str,
    /// An answer, answers.
    pub count: Noun,
    /// Of more than are shown: what to do.
    pub more: &'static str,
}

/// French.
pub const FR: SearchWords = SearchWords {
    title: "Rechercher",
    hint: "Patient, lit, IPP…",
    send: "Rechercher",
    answers: "Réponses",
    how: "Un nom ou un prénom, même incomplet ; un IPP ou un numéro de séjour ; un lit (402 F), un service, un site, un médecin ; une page.",
    nothing: "Rien ni personne ne répond.",
    nothing_advice: "Essayez le début du nom seul, le nom de naissance ou l’IPP. Une identité protégée ne se trouve que par son numéro entier.",
    people: "Patients",
    beds: "Lits",
    places: "Services et sites",
    doctors: "Médecins",
    commands: "Aller à",
    lately: "Vus récemment",
    homonym: "Homonyme",
    guess: "Orthographe proche",
    no_bed: "sans lit",
    no_ward: "présent, service inconnu",
    on_leave: "en permission",
    expected: "Attendu",
    left: "Sorti",
    left_once: "Sorti, date inconnue",
    count: Noun("réponse", "réponses"),
    more: "précisez pour voir les autres",
};

/// English.
pub const EN: SearchWords = SearchWords {
    title: "Search",
    hint: "Patient, bed, number…",
    send: "Search",
    answers: "Answers",
    how: "A surname or a given name, or its beginning; a patient or visit number; a bed (402 F), a ward, a site, a doctor; a page.",
    nothing: "Nothing and nobody answers.",
    nothing_advice: "Try the beginning of the surname alone, the birth name or the patient number. A protected identity is found by its whole number only.",
    people: "Patients in and out",
    beds: "Beds",
    places: "Wards and sites",
    doctors: "Doctors",
    commands: "Go to",
    lately: "Seen lately",
    homonym: "Namesake",
    guess: "Similar spelling",
    no_bed: "without a bed",
    no_ward: "present, ward unknown",
    on_leave: "on leave",
    expected: "Expected",
    left: "Left",
    left_once: "Left, day unknown",
    count: Noun("answer", "answers"),
    more: "type more to see the others",
};

/// The help on keys.
#[derive(Debug)]
pub struct HelpWords {
    /// Title.
    pub title: &'static str,
    /// Keys that work on every page.
    pub everywhere: &'static str,
    /// Keys of a board.
    pub on_board: &'static str,
    /// Opens the search.
    pub search: &'static str,
    /// Of the search: works while typing and with keys switched off.
    pub search_always: &'static str,
    /// Taking back what was just done.
    pub take_back: &'static str,
    /// To the ward seen last.
    pub last_ward: &'static str,
    /// Title of the preference.
    pub keys: &'static str,
    /// They work.
    pub keys_on: &'static str,
    /// They do not.
    pub keys_off: &'static str,
    /// Switches them off.
    pub switch_off: &'static str,
    /// Switches them on.
    pub switch_on: &'static str,
    /// A key, then another one.
    pub then: &'static str,
}

/// French.
pub const HELP_FR: HelpWords = HelpWords {
    title: "Touches du clavier",
    everywhere: "Partout",
    on_board: "Sur le tableau d’un service",
    search: "rechercher, aller à",
    search_always: "rechercher, même en cours de saisie",
    take_back: "annuler ce qui vient d’être fait (10 s)",
    last_ward: "dernier service vu",
    keys: "Touches seules",
    keys_on: "Une lettre ou un signe tapé seul déclenche une action. Gênant avec une commande vocale ou un clavier sensible ? Désactivez-les sur ce navigateur : les flèches, Entrée, Échap et Ctrl K restent.",
    keys_off: "Désactivées sur ce navigateur : seules les flèches, Entrée, Échap et Ctrl K agissent.",
    switch_off: "Désactiver",
    switch_on: "Réactiver",
    then: "puis",
};

/// English.
pub const HELP_EN: HelpWords = HelpWords {
    title: "Keyboard",
    everywhere: "Everywhere",
    on_board: "On the board of a ward",
    search: "search, go to",
    search_always: "search, even while typing",
    take_back: "take back what was just done (10 s)",
    last_ward: "ward seen last",
    keys: "Single keys",
    keys_on: "A letter or a sign typed alone acts. In the way of speech input or a sensitive keyboard? Switch them off in this browser: arrows, Enter, Escape and Ctrl K stay.",
    keys_off: "Switched off in this browser: only arrows, Enter, Escape and Ctrl K act.",
    switch_off: "Switch off",
    switch_on: "Switch on again",
    then: "then",
};

impl Words {
    /// `3 réponses`, or `12 réponses sur 40 : précisez`.
    #[must_use]
    pub fn answers(&self, shown: usize, more: usize) -> String {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let all = self.count(count(shown + more), self.search.count);
        if more == 0 {
            return all;
        }
        self.pair(all, self.search.more)
    }

    /// `née le 05/03/1947`, of a birth kept as `YYYYMMDD`; without the day, `née en 1947`.
    #[must_use]
    pub fn born(&self, sex: Sex, birth: u32) -> String {
        let born = match sex {
            Sex::Female => self.pick("née", "born"),
            Sex::Male => self.pick("né", "born"),
            Sex::Unknown => self.pick("né(e)", "born"),
        };
        let before = if birth.is_multiple_of(100) {
            self.pick("en", "in")
        } else {
            self.pick("le", "on")
        };
        format!("{born} {before} {}", self.birth(birth))
    }

    /// `Sorti hier 15 h`, `Sorti le 12 nov.`: of a departure of long ago the day is enough.
    #[must_use]
    pub fn left_on(&self, zone: &base::Zone, now: base::Moment, at: base::Moment) -> String {
        if now.since(at) < 7 * base::time::DAY {
            return format!("{} {}", self.search.left, self.day_and_hour(zone, now, at));
        }
        let day = self.day(zone, now, at);
        self.pick(format!("Sorti le {day}"), format!("Left on {day}"))
    }

    /// How many patients of a doctor are in a ward: `Cardiologie B · 9 patients`.
    #[must_use]
    pub fn patients_in(&self, ward: &str, patients: u32) -> String {
        format!("{ward} · {}", self.count(patients, self.common.patients))
    }
}
