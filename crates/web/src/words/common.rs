//! The frame of every page, error pages, and the operator's name.

use super::Noun;

/// The frame of every page.
#[derive(Debug)]
pub struct CommonWords {
    /// Of the navigation to the whole territory.
    pub territory: &'static str,
    /// Of the navigation to messages.
    pub messages: &'static str,
    /// Of the navigation to the structure.
    pub structure: &'static str,
    /// Label of the main navigation.
    pub navigation: &'static str,
    /// Skips the top bar.
    pub skip: &'static str,
    /// The link is up and the screen shows the present.
    pub up_to_date: &'static str,
    /// The link is being opened again.
    pub reconnecting: &'static str,
    /// Without script, the page shows the moment it was loaded.
    pub as_of: &'static str,
    /// Start of the banner of frozen data; the number of seconds and an end follow.
    pub frozen: &'static str,
    /// What to do with frozen data.
    pub frozen_advice: &'static str,
    /// The server said that it is restarting.
    pub restarting: &'static str,
    /// Closes a drawer, a dialog.
    pub close: &'static str,
    /// Takes the last action back.
    pub undo: &'static str,
    /// Sends a form.
    pub save: &'static str,
    /// Gives a form up.
    pub cancel: &'static str,
    /// The other language, in that language.
    pub other_language: &'static str,
    /// Title of the help on keys.
    pub help: &'static str,
    /// The request did not reach the server.
    pub unreachable: &'static str,
    /// A bed, beds.
    pub beds: Noun,
    /// A patient, patients.
    pub patients: Noun,
    /// A ward, wards.
    pub wards: Noun,
}

/// French.
pub const FR: CommonWords = CommonWords {
    territory: "Territoire",
    messages: "Messages",
    structure: "Structure",
    navigation: "Pages",
    skip: "Aller au contenu",
    up_to_date: "À jour",
    reconnecting: "Reconnexion…",
    as_of: "Vu à",
    frozen: "Données figées depuis",
    frozen_advice: "La liaison avec le serveur est coupée. L’écran montre la dernière situation reçue ; il se remettra à jour seul.",
    restarting: "Le serveur redémarre, l’écran se remettra à jour seul.",
    close: "Fermer",
    undo: "Annuler",
    save: "Enregistrer",
    cancel: "Renoncer",
    other_language: "English",
    help: "Aide",
    unreachable: "Le serveur ne répond pas : rien n’a été enregistré. Réessayez dans un instant.",
    beds: Noun("lit", "lits"),
    patients: Noun("patient", "patients"),
    wards: Noun("service", "services"),
};

/// English.
pub const EN: CommonWords = CommonWords {
    territory: "Territory",
    messages: "Messages",
    structure: "Structure",
    navigation: "Pages",
    skip: "Skip to content",
    up_to_date: "Up to date",
    reconnecting: "Reconnecting…",
    as_of: "As of",
    frozen: "Data frozen for",
    frozen_advice: "The link to the server is down. The screen shows the last situation received; it will catch up by itself.",
    restarting: "The server is restarting; the screen will catch up by itself.",
    close: "Close",
    undo: "Undo",
    save: "Save",
    cancel: "Cancel",
    other_language: "Français",
    help: "Help",
    unreachable: "The server does not answer: nothing was saved. Try again in a moment.",
    beds: Noun("bed", "beds"),
    patients: Noun("patient", "patients"),
    wards: Noun("ward", "wards"),
};

/// Error pages: each says what happened and what to do next.
#[derive(Debug)]
pub struct ErrorWords {
    /// Title of a missing page.
    pub not_found: &'static str,
    /// What to do about a missing page.
    pub not_found_advice: &'static str,
    /// Title of a ward, bed or stay that is not there.
    pub gone: &'static str,
    /// What to do about it.
    pub gone_advice: &'static str,
    /// Title when a form comes from another site.
    pub foreign: &'static str,
    /// What to do about it.
    pub foreign_advice: &'static str,
    /// Title where somebody has to say who they are.
    pub unidentified: &'static str,
    /// What to do about it.
    pub unidentified_advice: &'static str,
    /// Title of what is not theirs.
    pub forbidden: &'static str,
    /// What to do about it.
    pub forbidden_advice: &'static str,
    /// What to do about it where the names may be opened in an emergency.
    pub closed_advice: &'static str,
    /// Title when somebody opened very many identities.
    pub too_many_reads: &'static str,
    /// What to do about it.
    pub too_many_reads_advice: &'static str,
    /// Title when the host name is not one of ours.
    pub host: &'static str,
    /// What to do about it.
    pub host_advice: &'static str,
    /// Title when a form cannot be read.
    pub unreadable: &'static str,
    /// What to do about it.
    pub unreadable_advice: &'static str,
    /// Title when a file waits no longer.
    pub file_gone: &'static str,
    /// What to do about it.
    pub file_gone_advice: &'static str,
    /// Title when a request is too big.
    pub too_large: &'static str,
    /// What to do about it.
    pub too_large_advice: &'static str,
    /// Title when the server is busy.
    pub busy: &'static str,
    /// What to do about it.
    pub busy_advice: &'static str,
    /// Title when the server is stopping.
    pub stopping: &'static str,
    /// What to do about it.
    pub stopping_advice: &'static str,
    /// Title of a fault of ours.
    pub fault: &'static str,
    /// What to do about it.
    pub fault_advice: &'static str,
    /// Leads to the home page.
    pub home: &'static str,
    /// Loads the page again.
    pub retry: &'static str,
    /// Leads back.
    pub back: &'static str,
}

/// French.
pub const ERRORS_FR: ErrorWords = ErrorWords {
    not_found: "Cette page n’existe pas",
    not_found_advice: "L’adresse est peut-être incomplète. Tous les services se trouvent depuis la page du territoire.",
    gone: "Introuvable",
    gone_advice: "Ce service, ce lit ou ce séjour n’existe pas, ou a été fusionné avec un autre. Cherchez-le depuis la page du territoire.",
    foreign: "Demande refusée",
    foreign_advice: "Cette demande ne vient pas d’une page de Chevet. Revenez au tableau et recommencez depuis là. Un programme n’écrit pas par les pages : il envoie des messages HL7.",
    unidentified: "Dites qui vous êtes",
    unidentified_advice: "Ce que vous demandez n’est montré qu’à quelqu’un qui s’est nommé.",
    forbidden: "Hors de votre périmètre",
    forbidden_advice: "Votre rôle n’ouvre pas cette page ou cette action ici. Si vous en avez besoin pour votre travail, demandez à votre cadre ; en urgence, les noms d’un service s’ouvrent depuis son tableau, avec un motif.",
    closed_advice: "Votre rôle n’ouvre pas cette page ici. En urgence, vous pouvez ouvrir les noms de ce service, avec un motif ; l’ouverture est tracée et revue.",
    too_many_reads: "Trop de dossiers ouverts",
    too_many_reads_advice: "Vous avez ouvert beaucoup plus d’identités en une heure que l’usage ne le demande ; l’accès reprend dans l’heure. Si c’est votre travail, l’administrateur peut relever cette limite.",
    host: "Adresse non reconnue",
    host_advice: "Chevet est joint sous un nom qu’il ne connaît pas. Ouvrez-le par son adresse habituelle, ou demandez à l’administrateur d’ajouter ce nom aux noms autorisés.",
    unreadable: "Formulaire illisible",
    unreadable_advice: "Un champ manque ou n’a pas la forme attendue. Revenez en arrière, corrigez et envoyez à nouveau : rien n’a été enregistré.",
    file_gone: "Ce fichier n’attend plus",
    file_gone_advice: "Il a déjà servi, ou attendait depuis plus d’un quart d’heure : rien n’a été enregistré. Choisissez-le et envoyez-le à nouveau.",
    too_large: "Demande trop volumineuse",
    too_large_advice: "Le formulaire dépasse la taille admise : rien n’a été enregistré. Raccourcissez-le et envoyez à nouveau.",
    busy: "Serveur très sollicité",
    busy_advice: "Rien n’a été enregistré. Réessayez dans quelques secondes.",
    stopping: "Le serveur redémarre",
    stopping_advice: "Rien n’a été enregistré. La page revient d’elle-même d’ici quelques secondes ; recommencez alors.",
    fault: "Une erreur est survenue",
    fault_advice: "Rien n’a été enregistré. Réessayez ; si cela persiste, prévenez l’administrateur : le détail est dans le journal du serveur.",
    home: "Voir le territoire",
    retry: "Réessayer",
    back: "Revenir",
};

/// English.
pub const ERRORS_EN: ErrorWords = ErrorWords {
    not_found: "This page does not exist",
    not_found_advice: "The address may be incomplete. Every ward is reached from the territory page.",
    gone: "Not found",
    gone_advice: "This ward, bed or stay does not exist, or was merged into another one. Look for it from the territory page.",
    foreign: "Request refused",
    foreign_advice: "This request does not come from a page of Chevet. Go back to the board and start again from there. A program does not write through the pages: it sends HL7 messages.",
    unidentified: "Say who you are",
    unidentified_advice: "What you ask for is shown to somebody who has said who they are.",
    forbidden: "Not within your reach",
    forbidden_advice: "Your role does not open this page or action here. If your work needs it, ask your head nurse; in an emergency, the names of a ward can be opened from its board, with a reason.",
    closed_advice: "Your role does not open this page here. In an emergency you may open the names of this ward, with a reason; the opening is traced and reviewed.",
    too_many_reads: "Too many records opened",
    too_many_reads_advice: "You have opened many more identities in an hour than usual; access resumes within the hour. If that is your work, the administrator can raise this limit.",
    host: "Unknown address",
    host_advice: "Chevet was reached under a name it does not know. Open it by its usual address, or ask the administrator to add this name to the allowed ones.",
    unreadable: "Unreadable form",
    unreadable_advice: "A field is missing or malformed. Go back, correct it and send again: nothing was saved.",
    file_gone: "That file waits no longer",
    file_gone_advice: "It has served already, or has waited for more than a quarter of an hour: nothing was saved. Choose it and send it again.",
    too_large: "Request too large",
    too_large_advice: "The form is larger than allowed: nothing was saved. Shorten it and send again.",
    busy: "The server is busy",
    busy_advice: "Nothing was saved. Try again in a few seconds.",
    stopping: "The server is restarting",
    stopping_advice: "Nothing was saved. The page comes back by itself within seconds; try again then.",
    fault: "Something went wrong",
    fault_advice: "Nothing was saved. Try again; if it persists, tell the administrator: the details are in the server log.",
    home: "See the territory",
    retry: "Try again",
    back: "Back",
};

/// Who is at this browser.
#[derive(Debug)]
pub struct OperatorWords {
    /// Title of the page.
    pub title: &'static str,
    /// Why it is asked.
    pub why: &'static str,
    /// The field.
    pub name: &'static str,
    /// Sends the name.
    pub confirm: &'static str,
    /// Nobody said who they are.
    pub nobody: &'static str,
    /// Under the name in the top bar.
    pub shared: &'static str,
    /// The name given is empty or too long.
    pub bad_name: &'static str,
}

/// French.
pub const OPERATOR_FR: OperatorWords = OperatorWords {
    title: "Qui êtes-vous ?",
    why: "Votre nom est gardé sur ce navigateur et inscrit au journal avec chaque action. Il n’est demandé qu’une fois.",
    name: "Votre nom",
    confirm: "Continuer",
    nobody: "Se nommer",
    shared: "ce poste",
    bad_name: "Écrivez votre nom (80 caractères au plus).",
};

/// English.
pub const OPERATOR_EN: OperatorWords = OperatorWords {
    title: "Who are you?",
    why: "Your name is kept in this browser and written in the journal with every action. It is asked only once.",
    name: "Your name",
    confirm: "Continue",
    nobody: "Say who you are",
    shared: "this computer",
    bad_name: "Write your name (80 characters at most).",
};
