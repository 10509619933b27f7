//! The studio: the pages on which teams set their boards, and why something could not be set.

use app::board_file::BadBoardFile;
use domain::studio::{Bounds, Flaw, PrecautionFlaw, Scope, StudioRefusal};

use super::{Explained, Words};

impl Words {
    /// Why nothing was done in the studio, and what to do next.
    pub(super) fn studio_refusal(&self, refusal: &StudioRefusal) -> Explained {
        let (why, next) = match refusal {
            StudioRefusal::ChangedMeanwhile(_) => (
                self.pick(
                    "Quelqu’un d’autre a changé ces réglages pendant que vous les aviez à l’écran.",
                    "Somebody else changed these settings while you had them on the screen.",
                )
                .to_owned(),
                self.pick(
                    "Regardez ce qui a changé, puis validez à nouveau : ce que vous aviez saisi est gardé.",
                    "Look at what changed, then submit again: what you entered is kept.",
                ),
            ),
            StudioRefusal::Locked(option) => (
                self.pair(
                    self.board_option(*option),
                    self.pick(
                        "le territoire garde ce réglage pour lui",
                        "the territory keeps this setting to itself",
                    ),
                ),
                self.pick(
                    "Demandez à l’équipe du territoire de le déverrouiller.",
                    "Ask the team of the territory to unlock it.",
                ),
            ),
            StudioRefusal::NotOfThisScope => (
                self.pick(
                    "Le territoire ne suit aucun service, et un service ne verrouille rien.",
                    "The territory follows no ward, and a ward locks nothing.",
                )
                .to_owned(),
                self.pick("Rechargez la page.", "Reload the page."),
            ),
            StudioRefusal::Circle(_) => (
                self.pick(
                    "Ces services se suivraient en rond.",
                    "These wards would follow one another in a circle.",
                )
                .to_owned(),
                self.pick(
                    "Suivez un service qui ne suit pas déjà celui-ci.",
                    "Follow a ward that does not follow this one already.",
                ),
            ),
            StudioRefusal::TooFar(_) => (
                self.pick(
                    format!("Plus de {} services se suivraient à la file.", Bounds::CHAIN),
                    format!("More than {} wards would follow one another.", Bounds::CHAIN),
                ),
                self.pick(
                    "Suivez plutôt le premier de la file.",
                    "Follow the first one of them instead.",
                ),
            ),
            StudioRefusal::NoDraft(_) => (
                self.pick(
                    "Il n’y a plus de brouillon : il a été publié ou abandonné.",
                    "There is no draft any more: it was published or discarded.",
                )
                .to_owned(),
                self.pick("Regardez l’historique.", "Look at the history."),
            ),
            StudioRefusal::UnknownVersion(version) => (
                self.pick(
                    format!("Il n’y a pas de version {version}."),
                    format!("There is no version {version}."),
                ),
                self.pick("Choisissez dans l’historique.", "Choose from the history."),
            ),
            StudioRefusal::Unfit(flaw) => self.flaw(flaw),
            StudioRefusal::SettingsChangedMeanwhile => {
                return self.studio_refusal(&StudioRefusal::ChangedMeanwhile(Scope::Territory));
            }
            StudioRefusal::BadPrecautions(flaw) => self.precaution_flaw(flaw),
        };
        Explained {
            why,
            next: next.to_owned(),
        }
    }

    /// Why a file of settings cannot be taken up.
    #[must_use]
    pub fn bad_board_file(&self, fault: &BadBoardFile) -> String {
        match fault {
            BadBoardFile::NotJson { line, column } => self.pick(
                format!("ce n’est pas du JSON (ligne {line}, colonne {column})"),
                format!("it is not JSON (line {line}, column {column})"),
            ),
            BadBoardFile::NotABoard => self
                .pick(
                    "ce ne sont pas les réglages d’un tableau",
                    "these are not the settings of a board",
                )
                .to_owned(),
            BadBoardFile::Version(version) => self.pick(
                format!("sa version n’est pas connue ({version})"),
                format!("its version is not known ({version})"),
            ),
            BadBoardFile::Unknown(word) => self.pick(
                format!("« {word} » n’est pas connu de cette version"),
                format!("“{word}” is not known to this version"),
            ),
            BadBoardFile::Unreadable(word) => self.pick(
                format!("la valeur de « {word} » ne se lit pas"),
                format!("the value of “{word}” cannot be read"),
            ),
            BadBoardFile::UnknownWard(code) => self.pick(
                format!("le service à suivre, {code}, n’existe pas ici"),
                format!("the ward to follow, {code}, does not exist here"),
            ),
        }
    }

    fn flaw(&self, flaw: &Flaw) -> (String, &'static str) {
        match flaw {
            Flaw::Empty(option) => (
                self.pair(
                    self.board_option(*option),
                    self.pick("il en faut au moins une", "at least one is needed"),
                ),
                self.pick("Gardez-en une.", "Keep one."),
            ),
            Flaw::Twice(option) => (
                self.pair(
                    self.board_option(*option),
                    self.pick("une entrée y est deux fois", "an entry is there twice"),
                ),
                self.pick("Rechargez la page.", "Reload the page."),
            ),
            Flaw::NameTwice(name) => (
                self.pick(
                    format!("« {name} » est déjà dans la liste."),
                    format!("“{name}” is on the list already."),
                ),
                self.pick("Donnez un autre nom.", "Give another name."),
            ),
            Flaw::LongName(name) => (
                self.pick(
                    format!("« {name} » est trop long pour être lu sur une étiquette."),
                    format!("“{name}” is too long to be read on a tile."),
                ),
                self.pick("Quarante signes au plus.", "Forty characters at most."),
            ),
            Flaw::Hides(flag) => (
                self.pair(
                    self.flag(*flag),
                    self.pick(
                        "ce pictogramme protège les patients, il reste affiché",
                        "this icon keeps patients from harm, it stays shown",
                    ),
                ),
                self.pick(
                    "Vous pouvez le changer de place.",
                    "You may move it to another place.",
                ),
            ),
            Flaw::TooManySlots => (
                self.pick(
                    "Une étiquette a la place de quatre repères.",
                    "A tile has room for four slots.",
                )
                .to_owned(),
                self.pick("Retirez-en un d’abord.", "Remove one first."),
            ),
            Flaw::TooMany(option) => (
                self.pair(
                    self.board_option(*option),
                    self.pick("la liste est pleine", "the list is full"),
                ),
                self.pick(
                    "Retirez d’abord ce qui ne sert plus.",
                    "First remove what is of no use any more.",
                ),
            ),
            Flaw::UnknownDoctor => (
                self.pick("Ce médecin n’est pas connu.", "This doctor is not known.")
                    .to_owned(),
                self.pick("Choisissez dans la liste.", "Choose from the list."),
            ),
        }
    }

    fn precaution_flaw(&self, flaw: &PrecautionFlaw) -> (String, &'static str) {
        match flaw {
            PrecautionFlaw::Missing(code) => (
                self.pick(
                    format!("La précaution {code} ne peut pas disparaître : des séjours la portent."),
                    format!("Precaution {code} cannot disappear: stays bear it."),
                ),
                self.pick("Retirez-la de l’usage.", "Retire it."),
            ),
            PrecautionFlaw::CodeTwice(code) => (
                self.pick(
                    format!("Le code {code} a déjà servi."),
                    format!("Code {code} has been used before."),
                ),
                self.pick(
                    "Un code ne sert qu’une fois : prenez-en un autre.",
                    "A code is used once: take another one.",
                ),
            ),
            PrecautionFlaw::NameTwice(name) => (
                self.pick(
                    format!("« {name} » est déjà une précaution."),
                    format!("“{name}” is a precaution already."),
                ),
                self.pick("Donnez un autre nom.", "Give another name."),
            ),
            PrecautionFlaw::LooksAlike(one, other) => (
                self.pick(
                    format!("« {one} » et « {other} » auraient la même forme et la même lettre."),
                    format!("“{one}” and “{other}” would have the same shape and letter."),
                ),
                self.pick(
                    "Changez la forme ou la lettre : sans les couleurs, on les confondrait.",
                    "Change the shape or the letter: without colours, one would take them for each other.",
                ),
            ),
            PrecautionFlaw::LongLetter(name) => (
                self.pick(
                    format!("« {name} » : une ou deux lettres au plus dans la forme."),
                    format!("“{name}”: one or two letters at most inside the shape."),
                ),
                self.pick("Raccourcissez-la.", "Shorten it."),
            ),
            PrecautionFlaw::LongName(name) => (
                self.pick(
                    format!("« {name} » est trop long pour être lu sur une étiquette."),
                    format!("“{name}” is too long to be read on a tile."),
                ),
                self.pick("Quarante signes au plus.", "Forty characters at most."),
            ),
            PrecautionFlaw::TooMany => (
                self.pick("La liste est pleine.", "The list is full.").to_owned(),
                self.pick(
                    "Reprenez plutôt une précaution retirée.",
                    "Take up a retired precaution instead.",
                ),
            ),
        }
    }
}
