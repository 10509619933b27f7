//! The texts of the studio page.

use domain::studio::{BoardOption, Origin};

use super::{Noun, Words};

/// The texts of the studio.
#[derive(Debug)]
pub struct StudioWords {
    /// Title of the page.
    pub title: &'static str,
    /// What leads there from the board.
    pub open: &'static str,
    /// The document of the territory.
    pub everybody: &'static str,
    /// What the page of the territory is for.
    pub everybody_why: &'static str,
    /// The list of wards.
    pub wards: &'static str,
    /// The preview.
    pub preview: &'static str,
    /// The preview on a page of its own.
    pub preview_alone: &'static str,
    /// The options.
    pub options: &'static str,
    /// There is a draft.
    pub draft: &'static str,
    /// Nothing differs from what is in force.
    pub no_draft: &'static str,
    /// Before the differences of a draft.
    pub would_change: &'static str,
    /// The draft was begun before the last version.
    pub outdated: &'static str,
    /// Publish.
    pub publish: &'static str,
    /// Throw the draft away.
    pub discard: &'static str,
    /// The history.
    pub history: &'static str,
    /// No version yet.
    pub no_version: &'static str,
    /// How the board was before anything was published.
    pub origin_version: &'static str,
    /// In force.
    pub in_force: &'static str,
    /// Put a version in force again.
    pub revert: &'static str,
    /// From the command line.
    pub command_line: &'static str,
    /// Somebody whose name is not known any more.
    pub somebody: &'static str,
    /// Inherit again.
    pub inherit: &'static str,
    /// Lock for all wards.
    pub lock: &'static str,
    /// Unlock.
    pub unlock: &'static str,
    /// Locked by the territory.
    pub locked: &'static str,
    /// A safety flag cannot be hidden.
    pub safety: &'static str,
    /// Show an entry.
    pub show: &'static str,
    /// Hide an entry.
    pub hide: &'static str,
    /// Move an entry up.
    pub up: &'static str,
    /// Move an entry down.
    pub down: &'static str,
    /// Entries that are not shown.
    pub hidden: &'static str,
    /// A colour given in order.
    pub automatic: &'static str,
    /// Nobody to give a colour to.
    pub no_head: &'static str,
    /// Name of a slot.
    pub slot_name: &'static str,
    /// Choices of a slot.
    pub choices: &'static str,
    /// One a line.
    pub one_a_line: &'static str,
    /// Add a slot.
    pub add_slot: &'static str,
    /// Remove a slot.
    pub remove: &'static str,
    /// No name of a person here.
    pub no_name: &'static str,
    /// Follow another ward.
    pub follow: &'static str,
    /// What following means.
    pub follow_why: &'static str,
    /// The ward to follow or to copy.
    pub which: &'static str,
    /// See the differences first.
    pub compare: &'static str,
    /// Follow it.
    pub follow_it: &'static str,
    /// Copy it once.
    pub copy_it: &'static str,
    /// What copying means.
    pub copy_why: &'static str,
    /// Follow nobody any more.
    pub unfollow: &'static str,
    /// The boards are the same.
    pub same: &'static str,
    /// The followed ward was set aside.
    pub set_aside: &'static str,
    /// Wards that follow this one.
    pub followers: &'static str,
    /// Other pages.
    pub elsewhere: &'static str,
    /// Wall displays of the ward.
    pub walls: &'static str,
    /// The set of precautions.
    pub precautions: &'static str,
    /// As a file.
    pub file: &'static str,
    /// Download.
    pub export: &'static str,
    /// Paste a file.
    pub import: &'static str,
    /// What importing does.
    pub import_why: &'static str,
    /// The content of the file.
    pub import_text: &'static str,
    /// Bring it into the draft.
    pub import_it: &'static str,
    /// A file cannot be read.
    pub bad_file: &'static str,
    /// What to do about it.
    pub bad_file_next: &'static str,
    /// First steps: title.
    pub first: &'static str,
    /// First steps, in order.
    pub first_steps: [&'static str; 3],
    /// A text is empty or too long.
    pub bad_text: &'static str,
    /// What to do about it.
    pub bad_text_next: &'static str,
    /// Done.
    pub done: &'static str,
    /// Doctors of a file who are unknown here, after their count.
    pub unknown_doctors: Noun,
    /// Published.
    pub published: &'static str,
}

/// French.
pub const FR: StudioWords = StudioWords {
    title: "Réglages du tableau",
    open: "Régler le tableau",
    everybody: "Tout le territoire",
    everybody_why: "Ce que les services héritent, et ce qu’ils ne peuvent pas changer.",
    wards: "Services",
    preview: "Aperçu avec le brouillon",
    preview_alone: "Voir l’aperçu en grand",
    options: "Options",
    draft: "Brouillon",
    no_draft: "Aucun brouillon : ce que vous voyez est en vigueur.",
    would_change: "Une fois publié, ce tableau changera ainsi :",
    outdated: "Une version a été publiée depuis le début de ce brouillon.",
    publish: "Publier",
    discard: "Abandonner le brouillon",
    history: "Historique",
    no_version: "Rien n’a encore été publié.",
    origin_version: "Tableau d’origine",
    in_force: "en vigueur",
    revert: "Remettre en vigueur",
    command_line: "ligne de commande",
    somebody: "quelqu’un",
    inherit: "Revenir à l’hérité",
    lock: "Verrouiller pour tous",
    unlock: "Laisser aux services",
    locked: "Verrouillé par le territoire",
    safety: "toujours affiché : il protège les patients",
    show: "Afficher",
    hide: "Masquer",
    up: "Monter",
    down: "Descendre",
    hidden: "Masqués",
    automatic: "automatique",
    no_head: "Personne n’est encore sur le tableau.",
    slot_name: "Nom du repère",
    choices: "Choix possibles",
    one_a_line: "Un par ligne ; l’ordre des lignes est celui du menu.",
    add_slot: "Ajouter un repère",
    remove: "Retirer",
    no_name: "Ces mots restent dans le journal : pas de nom de patient ni de collègue.",
    follow: "Suivre un service",
    follow_why: "Ce que ce service ne règle pas lui-même vient alors de l’autre, et change avec lui.",
    which: "Service",
    compare: "Comparer d’abord",
    follow_it: "Suivre ce service",
    copy_it: "Copier une fois",
    copy_why: "Copier prend ses réglages d’aujourd’hui ; la suite ne suit pas.",
    unfollow: "Ne plus suivre",
    same: "Les deux tableaux sont réglés de la même façon.",
    set_aside: "Ce service est ignoré dans la structure ; ses réglages restent suivis.",
    followers: "Suivi par",
    elsewhere: "Ailleurs",
    walls: "Écrans muraux",
    precautions: "Précautions du territoire",
    file: "Fichier",
    export: "Télécharger les réglages",
    import: "Reprendre un fichier",
    import_why: "Le contenu arrive dans le brouillon : vous verrez ce qui change avant de publier.",
    import_text: "Contenu du fichier (JSON)",
    import_it: "Mettre au brouillon",
    bad_file: "Ce fichier ne peut pas être repris",
    bad_file_next: "Rien n’a été changé ; le texte est gardé pour que vous le corrigiez.",
    first: "Premiers pas",
    first_steps: [
        "Choisissez ce que dit la couleur des têtes",
        "Ajoutez les repères de votre équipe",
        "Regardez l’aperçu, puis publiez",
    ],
    bad_text: "Il manque un nom, ou il est trop long.",
    bad_text_next: "Écrivez quelques mots.",
    done: "Gardé dans le brouillon.",
    unknown_doctors: Noun(
        "couleur de médecin laissée : ce médecin n’est pas connu ici.",
        "couleurs de médecins laissées : ces médecins ne sont pas connus ici.",
    ),
    published: "En vigueur sur tous les écrans.",
};

/// English.
pub const EN: StudioWords = StudioWords {
    title: "Board settings",
    open: "Set up the board",
    everybody: "The whole territory",
    everybody_why: "What wards inherit, and what they cannot change.",
    wards: "Wards",
    preview: "Preview with the draft",
    preview_alone: "See the preview full size",
    options: "Settings",
    draft: "Draft",
    no_draft: "No draft: what you see is in force.",
    would_change: "Once published, this board will change as follows:",
    outdated: "A version was published since this draft was begun.",
    publish: "Publish",
    discard: "Discard the draft",
    history: "History",
    no_version: "Nothing has been published yet.",
    origin_version: "Board as it comes",
    in_force: "in force",
    revert: "Put in force again",
    command_line: "command line",
    somebody: "somebody",
    inherit: "Inherit again",
    lock: "Lock for everybody",
    unlock: "Leave to the wards",
    locked: "Locked by the territory",
    safety: "always shown: it keeps patients from harm",
    show: "Show",
    hide: "Hide",
    up: "Move up",
    down: "Move down",
    hidden: "Hidden",
    automatic: "automatic",
    no_head: "Nobody is on the board yet.",
    slot_name: "Name of the slot",
    choices: "Possible choices",
    one_a_line: "One a line; the order of lines is that of the menu.",
    add_slot: "Add a slot",
    remove: "Remove",
    no_name: "These words stay in the journal: no name of a patient or a colleague.",
    follow: "Follow a ward",
    follow_why: "What this ward does not set itself then comes from the other one, and changes with it.",
    which: "Ward",
    compare: "Compare first",
    follow_it: "Follow this ward",
    copy_it: "Copy once",
    copy_why: "Copying takes its settings of today; later changes do not follow.",
    unfollow: "Follow nobody",
    same: "Both boards are set up in the same way.",
    set_aside: "This ward is set aside in the structure; its settings are still followed.",
    followers: "Followed by",
    elsewhere: "Elsewhere",
    walls: "Wall displays",
    precautions: "Precautions of the territory",
    file: "File",
    export: "Download the settings",
    import: "Take up a file",
    import_why: "The content goes to the draft: you will see what changes before publishing.",
    import_text: "Content of the file (JSON)",
    import_it: "Put in the draft",
    bad_file: "This file cannot be taken up",
    bad_file_next: "Nothing was changed; the text is kept for you to correct.",
    first: "First steps",
    first_steps: [
        "Choose what the colour of the heads says",
        "Add the slots of your team",
        "Look at the preview, then publish",
    ],
    bad_text: "A name is missing, or it is too long.",
    bad_text_next: "Write a few words.",
    done: "Kept in the draft.",
    unknown_doctors: Noun(
        "doctor’s colour left out: this doctor is not known here.",
        "doctors’ colours left out: these doctors are not known here.",
    ),
    published: "In force on every screen.",
};

impl Words {
    /// Where the value of an option comes from; `ward` names the ward that is followed.
    #[must_use]
    pub fn origin(&self, origin: Origin, ward: impl Fn(base::id::WardId) -> String) -> String {
        match origin {
            Origin::Product => self.pick("d’origine", "as it comes").to_owned(),
            Origin::Territory => self.pick("du territoire", "of the territory").to_owned(),
            Origin::Followed(followed) => {
                let name = ward(followed);
                self.pick(format!("suit {name}"), format!("follows {name}"))
            }
            Origin::Own => self.pick("réglé ici", "set here").to_owned(),
        }
    }

    /// What an option is for, in a sentence.
    #[must_use]
    pub fn board_option_why(&self, option: BoardOption) -> &'static str {
        match option {
            BoardOption::ColourBy => self.pick(
                "Ce que dit la bande de couleur en haut de chaque étiquette.",
                "What the coloured band on top of each tile says.",
            ),
            BoardOption::Heads => self.pick(
                "Huit couleurs que tous les yeux distinguent ; les autres sont données dans l’ordre.",
                "Eight colours that all eyes tell apart; the others are given in order.",
            ),
            BoardOption::Flags => self.pick(
                "Ce que montrent les étiquettes, et dans quel ordre.",
                "What tiles show, and in which order.",
            ),
            BoardOption::Slots => self.pick(
                "Jusqu’à quatre repères propres au service : secteur, régime…",
                "Up to four slots of your own: sector, diet…",
            ),
            BoardOption::Columns => {
                self.pick("Les colonnes de la vue Liste.", "The columns of the List view.")
            }
            BoardOption::Views => self.pick(
                "Les onglets proposés ; le premier s’ouvre d’abord.",
                "The tabs offered; the first one opens first.",
            ),
            BoardOption::Density => self.pick(
                "La taille des étiquettes sur l’écran.",
                "The size of the tiles on the screen.",
            ),
            BoardOption::Steps => self.pick(
                "Les étapes suivies pour chaque sortie.",
                "The steps followed for each discharge.",
            ),
            BoardOption::Waits => self.pick(
                "Les motifs proposés quand une sortie attend.",
                "The reasons offered when a discharge waits.",
            ),
            BoardOption::Frees => self.pick(
                "Qui fait foi quand un patient part.",
                "Whose word counts when a patient leaves.",
            ),
        }
    }
}
