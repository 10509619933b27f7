//! Wall displays: the wall itself, and the page on which they are set up.

use domain::display::{DisplayChanged, DisplayRefusal, Masking, Unfit};

use super::{Explained, Lang, Noun, Words};

/// The texts of wall displays.
#[derive(Debug)]
pub struct WallWords {
    /// After the name of the ward, in the title of the wall.
    pub title: &'static str,
    /// Somebody lies there of whom nothing is told.
    pub somebody: &'static str,
    /// A bed whose patient is on leave.
    pub away: &'static str,
    /// Expected back; an hour follows.
    pub back: &'static str,
    /// Nobody knows when they are back.
    pub back_unknown: &'static str,
    /// Foot: an announced departure.
    pub leaves: &'static str,
    /// Foot: an estimated departure.
    pub may_leave: &'static str,
    /// Foot: an announced departure that has passed.
    pub late: &'static str,
    /// Foot: an estimate that has passed.
    pub passed: &'static str,
    /// Foot: seen leaving.
    pub left: &'static str,
    /// Foot: several in one bed; a number stands before.
    pub settle: &'static str,
    /// Departures of the day.
    pub departures: &'static str,
    /// Arrivals of the day.
    pub arrivals: &'static str,
    /// Present without a bed.
    pub unplaced: &'static str,
    /// The list of doctors at the foot.
    pub doctors: &'static str,
    /// The page shown.
    pub page: &'static str,
    /// The rooms of the page shown; two names follow.
    pub rooms: &'static str,
    /// Up to date, an hour follows.
    pub up_to_date: &'static str,
    /// Being connected again.
    pub reconnecting: &'static str,
    /// Data are frozen since; a length of time follows.
    pub frozen: &'static str,
    /// What to do when they are.
    pub frozen_advice: &'static str,
    /// Names are shown in full.
    pub names_shown: &'static str,
    /// Names are reduced to initials.
    pub names_initials: &'static str,
    /// Names are hidden.
    pub names_hidden: &'static str,
    /// The screen is too small to be read from there.
    pub too_small: &'static str,
    /// No bed in this ward or sector.
    pub empty: &'static str,

    /// Title of the page of a token that opens nothing.
    pub closed: &'static str,
    /// What happened to it.
    pub closed_why: &'static str,
    /// What to do.
    pub closed_next: &'static str,
    /// Title of the page of a display whose ward is gone.
    pub gone: &'static str,
    /// What to do.
    pub gone_next: &'static str,
    /// A display cannot write.
    pub read_only: &'static str,

    /// Title of the set-up page.
    pub walls: &'static str,
    /// What they are, in a sentence.
    pub about: &'static str,
    /// No display yet.
    pub none: &'static str,
    /// Button: add.
    pub add: &'static str,
    /// Title of the form that adds one.
    pub add_title: &'static str,
    /// Where it hangs.
    pub label: &'static str,
    /// An example of it.
    pub label_hint: &'static str,
    /// Diagonal.
    pub diagonal: &'static str,
    /// Unit of the diagonal: inches.
    pub inches: &'static str,
    /// Unit of the diagonal: centimetres.
    pub centimetres: &'static str,
    /// Unit of the diagonal, as a field.
    pub unit: &'static str,
    /// Reading distance in metres.
    pub distance: &'static str,
    /// How it hangs.
    pub orientation: &'static str,
    /// As the browser says.
    pub orientation_auto: &'static str,
    /// Upright.
    pub orientation_portrait: &'static str,
    /// What it tells of patients.
    pub masking: &'static str,
    /// The policies, in the order of [`Masking::ALL`].
    pub maskings: [&'static str; 3],
    /// First room.
    pub from: &'static str,
    /// Last room.
    pub to: &'static str,
    /// No limit on the first side.
    pub first_room: &'static str,
    /// No limit on the last side.
    pub last_room: &'static str,
    /// Seconds each page stays.
    pub seconds: &'static str,
    /// Its language.
    pub language: &'static str,
    /// What is shown.
    pub fields: &'static str,
    /// The boxes, in the order of the form: doctor, age, day, flags, moves, clock.
    pub field_names: [&'static str; 6],
    /// Change the settings.
    pub change: &'static str,
    /// Replace the address.
    pub rekey: &'static str,
    /// What replacing does.
    pub rekey_why: &'static str,
    /// Revoke.
    pub revoke: &'static str,
    /// What revoking does.
    pub revoke_why: &'static str,
    /// Title of the address just made.
    pub address: &'static str,
    /// What to do with it.
    pub address_why: &'static str,
    /// The address is not shown any more, and why.
    pub address_gone: &'static str,
    /// Name of the picture of the address.
    pub qr: &'static str,
    /// Connected now.
    pub online: &'static str,
    /// Last seen; an hour follows.
    pub last_seen: &'static str,
    /// Not seen since the server started.
    pub never_seen: &'static str,
    /// Revoked.
    pub revoked: &'static str,
    /// Revoked displays, as a heading.
    pub revoked_ones: &'static str,
    /// A field could not be read, and what to do.
    pub bad_number: (&'static str, &'static str),
    /// The board of the ward.
    pub board: &'static str,
    /// It was done.
    pub done: &'static str,
}

pub(super) const FR: WallWords = WallWords {
    title: "écran mural",
    somebody: "Occupé",
    away: "Absent",
    back: "retour",
    back_unknown: "sans date",
    leaves: "Sortie",
    may_leave: "Prévue",
    late: "En retard",
    passed: "À revoir",
    left: "Vu partir",
    settle: "à départager",
    departures: "Sorties",
    arrivals: "Entrées",
    unplaced: "sans lit",
    doctors: "Médecins",
    page: "Page",
    rooms: "Chambres",
    up_to_date: "À jour",
    reconnecting: "Reconnexion…",
    frozen: "Données figées depuis",
    frozen_advice: "L’écran reprend seul dès que le serveur répond. Ne vous fiez pas à ce tableau.",
    names_shown: "Noms affichés",
    names_initials: "Initiales",
    names_hidden: "Noms masqués",
    too_small: "Écran trop petit pour être lu de si loin",
    empty: "Aucun lit dans ce secteur.",
    closed: "Cet écran n’est plus autorisé",
    closed_why: "L’adresse de cet écran a été remplacée ou retirée, ou elle a été mal recopiée. Aucune donnée n’est affichée.",
    closed_next: "Depuis le tableau du service, ouvrez « Écrans muraux », créez une adresse et saisissez-la ici, ou photographiez son code.",
    gone: "Ce service n’existe plus",
    gone_next: "Demandez au cadre du service d’installer cet écran dans un autre service.",
    read_only: "Un écran mural montre et n’écrit pas.",

    walls: "Écrans muraux",
    about: "Un écran mural montre le tableau sans mot de passe et ne se déconnecte jamais. La taille des lettres vient de sa diagonale et de la distance de lecture ; ce qui ne tient pas passe sur une autre page.",
    none: "Aucun écran mural dans ce service.",
    add: "Ajouter l’écran",
    add_title: "Ajouter un écran",
    label: "Emplacement",
    label_hint: "Salle de soins",
    diagonal: "Diagonale",
    inches: "pouces",
    centimetres: "cm",
    unit: "Unité de la diagonale",
    distance: "Lu à (mètres)",
    orientation: "Sens",
    orientation_auto: "Automatique",
    orientation_portrait: "Portrait (écran tourné)",
    masking: "Noms",
    maskings: ["En entier", "Initiales", "Lit seul"],
    from: "De la chambre",
    to: "à la chambre",
    first_room: "première",
    last_room: "dernière",
    seconds: "Secondes par page",
    language: "Langue",
    fields: "Montrer aussi",
    field_names: [
        "Médecin",
        "Sexe et âge",
        "Jour de séjour",
        "Précautions et signes",
        "Sorties et arrivées",
        "Heure",
    ],
    change: "Régler",
    rekey: "Remplacer l’adresse",
    rekey_why: "L’adresse actuelle ne s’ouvrira plus : l’écran devra recevoir la nouvelle.",
    revoke: "Retirer l’écran",
    revoke_why: "L’écran n’affichera plus rien, aussitôt et pour toujours.",
    address: "Adresse de l’écran",
    address_why: "Ouvrez-la sur l’écran, ou photographiez le code. Elle ouvre le tableau à qui la possède : ne l’envoyez pas. Elle est montrée ici quinze minutes, puis n’est gardée nulle part.",
    address_gone: "L’adresse n’est gardée nulle part : pour en avoir une, remplacez-la.",
    qr: "Code à photographier : adresse de l’écran",
    online: "Connecté",
    last_seen: "Vu pour la dernière fois",
    never_seen: "Pas vu depuis le démarrage du serveur",
    revoked: "Retiré",
    revoked_ones: "Écrans retirés",
    bad_number: (
        "Une des mesures ne se lit pas comme un nombre.",
        "Écrivez par exemple 55 et 2,3.",
    ),
    board: "Tableau du service",
    done: "C’est fait.",
};

pub(super) const EN: WallWords = WallWords {
    title: "wall display",
    somebody: "Occupied",
    away: "Away",
    back: "back",
    back_unknown: "no date",
    leaves: "Leaving",
    may_leave: "Expected",
    late: "Overdue",
    passed: "To review",
    left: "Seen leaving",
    settle: "to settle",
    departures: "Departures",
    arrivals: "Arrivals",
    unplaced: "without a bed",
    doctors: "Doctors",
    page: "Page",
    rooms: "Rooms",
    up_to_date: "Up to date",
    reconnecting: "Reconnecting…",
    frozen: "Data frozen for",
    frozen_advice: "The display resumes by itself as soon as the server answers. Do not rely on this board.",
    names_shown: "Names shown",
    names_initials: "Initials",
    names_hidden: "Names hidden",
    too_small: "Screen too small to be read from that far",
    empty: "No bed in this sector.",
    closed: "This display is no longer allowed",
    closed_why: "The address of this display was replaced or withdrawn, or it was mistyped. No data are shown.",
    closed_next: "From the board of the ward, open “Wall displays”, make an address and type it here, or take a picture of its code.",
    gone: "This ward no longer exists",
    gone_next: "Ask the head nurse to set this display up in another ward.",
    read_only: "A wall display shows and does not write.",

    walls: "Wall displays",
    about: "A wall display shows the board without a password and never logs out. The size of its letters comes from its diagonal and the reading distance; what does not fit goes to another page.",
    none: "No wall display in this ward.",
    add: "Add the display",
    add_title: "Add a display",
    label: "Place",
    label_hint: "Nurses’ station",
    diagonal: "Diagonal",
    inches: "inches",
    centimetres: "cm",
    unit: "Unit of the diagonal",
    distance: "Read from (metres)",
    orientation: "Orientation",
    orientation_auto: "Automatic",
    orientation_portrait: "Portrait (turned screen)",
    masking: "Names",
    maskings: ["In full", "Initials", "Bed only"],
    from: "From room",
    to: "to room",
    first_room: "first",
    last_room: "last",
    seconds: "Seconds per page",
    language: "Language",
    fields: "Also show",
    field_names: [
        "Doctor",
        "Sex and age",
        "Day of stay",
        "Precautions and signs",
        "Departures and arrivals",
        "Time",
    ],
    change: "Settings",
    rekey: "Replace the address",
    rekey_why: "The present address will open no more: the display must be given the new one.",
    revoke: "Withdraw the display",
    revoke_why: "The display will show nothing any more, at once and for good.",
    address: "Address of the display",
    address_why: "Open it on the display, or take a picture of the code. It opens the board to whoever has it: do not send it around. It is shown here for fifteen minutes and kept nowhere.",
    address_gone: "The address is kept nowhere: to get one, replace it.",
    qr: "Code to take a picture of: address of the display",
    online: "Connected",
    last_seen: "Last seen",
    never_seen: "Not seen since the server started",
    revoked: "Withdrawn",
    revoked_ones: "Withdrawn displays",
    bad_number: (
        "One of the measures cannot be read as a number.",
        "Write for example 55 and 2.3.",
    ),
    board: "Board of the ward",
    done: "Done.",
};

/// How a wall is laid out, in figures.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Width and height of the screen, in pixels.
    pub screen: (u16, u16),
    /// Size of the smallest letters, in pixels.
    pub letters: u32,
    /// Beds side by side, and one above the other.
    pub beds: (usize, usize),
    /// How many pages.
    pub pages: u32,
}

impl Words {
    /// A number as it is written: `2,3` in French, `2.3` in English.
    #[must_use]
    pub fn decimal(&self, number: &str) -> String {
        match self.lang {
            Lang::Fr => number.replace('.', ","),
            Lang::En => number.to_owned(),
        }
    }

    /// The measures of a display, from inches and metres.
    pub(crate) fn wall_measured(&self, inches: &str, metres: &str) -> String {
        let (inches, metres) = (self.decimal(inches), self.decimal(metres));
        self.pick(
            format!("{inches} pouces, lu à {metres} m"),
            format!("{inches} inches, read from {metres} m"),
        )
    }

    /// What that comes to on its screen.
    pub(crate) fn wall_laid_out(&self, layout: &Layout) -> String {
        let Layout {
            screen: (width, height),
            letters,
            beds: (across, down),
            pages,
        } = layout;
        let pages = self.count(*pages, Noun("page", "pages"));
        self.pick(
            format!("{width} × {height} : lettres de {letters} px, {across} × {down} lits par page, {pages}"),
            format!("{width} × {height}: letters of {letters} px, {across} × {down} beds a page, {pages}"),
        )
    }

    /// What the foot of a wall says of its names.
    #[must_use]
    pub fn masking(&self, masking: Masking) -> &'static str {
        match masking {
            Masking::None => self.wall.names_shown,
            Masking::Initials => self.wall.names_initials,
            Masking::BedOnly => self.wall.names_hidden,
        }
    }

    /// A change of a display, as the journal says it.
    pub(super) fn display_changed(&self, changed: &DisplayChanged) -> &'static str {
        match changed {
            DisplayChanged::Enrolled { .. } => self.pick("Écran mural ajouté", "Wall display added"),
            DisplayChanged::Set { .. } => self.pick("Écran mural réglé", "Wall display set up"),
            DisplayChanged::Rekeyed { .. } => self.pick(
                "Adresse d’un écran mural remplacée",
                "Address of a wall display replaced",
            ),
            DisplayChanged::Revoked { .. } => self.pick("Écran mural retiré", "Wall display withdrawn"),
        }
    }

    /// Why nothing was done about a display, and what to do next.
    pub(super) fn display_refusal(&self, refusal: &DisplayRefusal) -> Explained {
        let (why, next) = match refusal {
            DisplayRefusal::Unknown(_) => (
                self.pick("Cet écran n’existe pas.", "There is no such display."),
                self.pick("Rechargez la page.", "Reload the page."),
            ),
            DisplayRefusal::Revoked(_) => (
                self.pick("Cet écran a été retiré.", "This display was withdrawn."),
                self.pick("Ajoutez-le à nouveau.", "Add it again."),
            ),
            DisplayRefusal::KeyInUse => (
                self.pick(
                    "Cette adresse a déjà servi.",
                    "This address has been used before.",
                ),
                self.pick("Recommencez.", "Try again."),
            ),
            DisplayRefusal::LongLabel => (
                self.pick("L’emplacement est trop long.", "The place is too long."),
                self.pick("Soixante signes au plus.", "Sixty characters at most."),
            ),
            DisplayRefusal::Unfit(unfit) => self.unfit(*unfit),
        };
        Explained {
            why: why.to_owned(),
            next: next.to_owned(),
        }
    }

    fn unfit(&self, unfit: Unfit) -> (&'static str, &'static str) {
        match unfit {
            Unfit::Diagonal => (
                self.pick(
                    "Cette diagonale n’est pas celle d’un écran.",
                    "No screen has this diagonal.",
                ),
                self.pick(
                    "De 8 à 150 pouces (20 à 381 cm).",
                    "8 to 150 inches (20 to 381 cm).",
                ),
            ),
            Unfit::Distance => (
                self.pick(
                    "Cette distance n’est pas celle d’un lecteur.",
                    "Nobody reads from this distance.",
                ),
                self.pick("De 0,3 à 20 mètres.", "0.3 to 20 metres."),
            ),
            Unfit::Seconds => (
                self.pick(
                    "Une page doit rester lisible, et revenir.",
                    "A page must stay long enough, and come back.",
                ),
                self.pick("De 5 à 120 secondes.", "5 to 120 seconds."),
            ),
            Unfit::Room => (
                self.pick(
                    "Cette chambre n’est pas dans ce service.",
                    "This room is not in this ward.",
                ),
                self.pick("Choisissez dans la liste.", "Choose from the list."),
            ),
        }
    }
}
