//! Who is there: signing in, posts, one's own account, the installation.

use auth::{Denied, Standing, UnfitPassword};
use domain::rights::{Action, Role};

use super::Words;

/// Signing in, posts, one's own account.
#[derive(Debug)]
pub struct IdentityWords {
    /// Title of the sign-in page.
    pub sign_in: &'static str,
    /// What the sign-in page is for.
    pub sign_in_why: &'static str,
    /// Title over the current screen of a post.
    pub who: &'static str,
    /// Why it is asked there.
    pub who_why: &'static str,
    /// The people of the post.
    pub recent: &'static str,
    /// The field for a PIN.
    pub pin: &'static str,
    /// The field for a badge.
    pub badge: &'static str,
    /// What to do with a badge.
    pub badge_hint: &'static str,
    /// The field for a login.
    pub login: &'static str,
    /// The field for a password.
    pub password: &'static str,
    /// Another way to say who one is.
    pub other_way: &'static str,
    /// Sends the sign-in.
    pub enter: &'static str,
    /// Leaves.
    pub leave: &'static str,
    /// Lets somebody else take over.
    pub switch: &'static str,
    /// Makes this browser a shared post.
    pub become_post: &'static str,
    /// What that means.
    pub become_post_why: &'static str,
    /// Title of the page that shows a code.
    pub post_code: &'static str,
    /// What to do with the code.
    pub post_code_why: &'static str,
    /// The file that was sent is not lost.
    pub file_waits: &'static str,
    /// The name of the drawn code.
    pub post_qr: &'static str,
    /// What the drawn code is for.
    pub post_qr_why: &'static str,
    /// Title of the page of posts.
    pub posts: &'static str,
    /// No post yet.
    pub no_post: &'static str,
    /// Approves a post.
    pub approve: &'static str,
    /// The field for the code of the new post.
    pub code: &'static str,
    /// The name of a post.
    pub post_name: &'static str,
    /// Where it stands.
    pub place: &'static str,
    /// What stands there.
    pub kind: &'static str,
    /// A shared computer.
    pub shared: &'static str,
    /// A shared phone.
    pub phone: &'static str,
    /// Whether it shows names.
    pub names: &'static str,
    /// It shows names.
    pub shows_names: &'static str,
    /// It shows no names.
    pub hides_names: &'static str,
    /// Ends a post.
    pub end: &'static str,
    /// A post that was ended.
    pub ended: &'static str,
    /// The code is unknown or too old.
    pub bad_code: &'static str,
    /// The place is not theirs.
    pub bad_place: &'static str,
    /// Approved since.
    pub since: &'static str,
    /// Nobody signed in.
    pub nobody: &'static str,
    /// Title of one's own page.
    pub me: &'static str,
    /// One's own roles.
    pub my_roles: &'static str,
    /// One's own sessions.
    pub my_sessions: &'static str,
    /// The pages of what one runs.
    pub my_pages: &'static str,
    /// Ends a session.
    pub end_session: &'static str,
    /// This one.
    pub this_session: &'static str,
    /// A personal browser.
    pub personal: &'static str,
    /// Changes the password.
    pub change_password: &'static str,
    /// The password until now.
    pub old_password: &'static str,
    /// The new one.
    pub new_password: &'static str,
    /// Sets the PIN.
    pub set_pin: &'static str,
    /// What a PIN is.
    pub pin_hint: &'static str,
    /// Adds a badge.
    pub add_badge: &'static str,
    /// Removes a badge.
    pub remove_badge: &'static str,
    /// It was done.
    pub done: &'static str,
    /// What a new password has to be.
    pub password_hint: &'static str,
    /// The PIN is not one.
    pub bad_pin: &'static str,
    /// The old password is wrong.
    pub wrong_password: &'static str,
    /// The badge is somebody else's.
    pub badge_taken: &'static str,
    /// Title of the installation.
    pub install: &'static str,
    /// What it is for.
    pub install_why: &'static str,
    /// The code printed on the console.
    pub install_code: &'static str,
    /// The name of the first administrator.
    pub your_name: &'static str,
    /// Carries the installation out.
    pub install_do: &'static str,
    /// The server was installed already.
    pub installed: &'static str,
    /// The code is wrong or was used.
    pub bad_install_code: &'static str,
    /// The login is malformed.
    pub bad_login: &'static str,
    /// The name is empty, or somebody has it.
    pub bad_name: &'static str,
    /// What is typed is kept.
    pub form_kept: &'static str,
    /// It could not be found out.
    pub fault: &'static str,
    /// Title of the page on which a first password is chosen.
    pub choose_password: &'static str,
    /// Why.
    pub choose_password_why: &'static str,
    /// The chosen password is the provisional one.
    pub same_password: &'static str,
}

/// French.
pub const FR: IdentityWords = IdentityWords {
    sign_in: "Se connecter",
    sign_in_why: "Sur un poste partagé du service, rien n’est demandé pour voir le tableau : faites-en un poste ci-dessous.",
    who: "Qui êtes-vous ?",
    who_why: "Demandé pour écrire seulement. Le formulaire en cours est gardé.",
    recent: "Sur ce poste",
    pin: "Code",
    badge: "Badge",
    badge_hint: "Présentez votre badge au lecteur.",
    login: "Identifiant",
    password: "Mot de passe",
    other_way: "Identifiant et mot de passe",
    enter: "Continuer",
    leave: "Quitter",
    switch: "Changer de personne",
    become_post: "Faire de cet appareil un poste partagé",
    become_post_why: "Un poste du service reste reconnu pour de bon et montre le tableau sans connexion. Un cadre l’approuve une fois.",
    post_code: "Poste à approuver",
    post_code_why: "Un cadre ouvre la page « Postes » sous son nom, ou lit ce code, et l’approuve. Cette page continue alors d’elle-même.",
    file_waits: "Votre fichier attend ici, un quart d’heure.",
    post_qr: "Code à lire avec un téléphone",
    post_qr_why: "Un téléphone qui lit ce code ouvre la page d’approbation, avec le code déjà rempli. Ne l’approuvez que devant cet appareil.",
    posts: "Postes partagés",
    no_post: "Aucun poste partagé dans votre périmètre.",
    approve: "Approuver un poste",
    code: "Code affiché par le poste",
    post_name: "Nom du poste",
    place: "Lieu",
    kind: "Appareil",
    shared: "Ordinateur partagé",
    phone: "Téléphone partagé",
    names: "Noms",
    shows_names: "Montre les noms",
    hides_names: "Sans les noms",
    end: "Retirer",
    ended: "Retiré",
    bad_code: "Code inconnu ou trop ancien : relisez-le sur l’écran du poste.",
    bad_place: "Ce lieu n’est pas dans votre périmètre.",
    since: "depuis le",
    nobody: "Personne",
    me: "Mon compte",
    my_roles: "Mes rôles",
    my_sessions: "Où je suis connecté",
    my_pages: "Mes réglages",
    end_session: "Déconnecter",
    this_session: "ici",
    personal: "Appareil personnel",
    change_password: "Changer de mot de passe",
    old_password: "Mot de passe actuel",
    new_password: "Nouveau mot de passe",
    set_pin: "Choisir mon code",
    pin_hint: "4 à 6 chiffres, pour les postes partagés seulement.",
    add_badge: "Ajouter un badge",
    remove_badge: "Retirer le badge",
    done: "C’est fait.",
    password_hint: "12 caractères au moins ; une phrase convient.",
    bad_pin: "Code refusé : 4 à 6 chiffres, pas une suite ni un seul chiffre répété.",
    wrong_password: "Le mot de passe actuel n’est pas celui-là.",
    badge_taken: "Ce badge est déjà à quelqu’un.",
    install: "Installation",
    install_why: "Ce serveur n’a encore aucun compte. Le code d’installation est affiché une fois sur sa console ; il crée le premier administrateur.",
    install_code: "Code d’installation",
    your_name: "Votre nom",
    install_do: "Installer",
    installed: "Ce serveur est déjà installé.",
    bad_install_code: "Ce n’est pas le code d’installation, ou il a déjà servi. Redémarrez le serveur pour en obtenir un autre.",
    bad_login: "Identifiant : 2 à 64 lettres sans accent, chiffres, point, tiret ou arobase.",
    bad_name: "Écrivez un nom (80 caractères au plus) que personne d’autre ne porte ici.",
    form_kept: "Ce que vous aviez saisi est gardé.",
    fault: "L’identité n’a pas pu être vérifiée. Réessayez ; si cela persiste, prévenez l’administrateur.",
    choose_password: "Choisir mon mot de passe",
    choose_password_why: "Celui que vous venez de donner vous a été remis par quelqu’un : il ne sert qu’à choisir le vôtre, dans les dix minutes.",
    same_password: "C’est le mot de passe provisoire : choisissez-en un autre.",
};

/// English.
pub const EN: IdentityWords = IdentityWords {
    sign_in: "Sign in",
    sign_in_why: "On a shared post of a ward, nothing is asked to see the board: make this device one below.",
    who: "Who are you?",
    who_why: "Asked only to write. The form under way is kept.",
    recent: "At this post",
    pin: "PIN",
    badge: "Badge",
    badge_hint: "Hold your badge to the reader.",
    login: "Login",
    password: "Password",
    other_way: "Login and password",
    enter: "Continue",
    leave: "Leave",
    switch: "Somebody else",
    become_post: "Make this device a shared post",
    become_post_why: "A ward’s post stays known for good and shows the board without signing in. A head nurse approves it once.",
    post_code: "Post to be approved",
    post_code_why: "A head nurse opens the page “Posts” under their own name, or reads this code, and approves it. This page then goes on by itself.",
    file_waits: "Your file waits here, for a quarter of an hour.",
    post_qr: "Code to read with a telephone",
    post_qr_why: "A telephone that reads this code opens the page of approval, with the code filled in. Approve it in front of this device only.",
    posts: "Shared posts",
    no_post: "No shared post within your reach.",
    approve: "Approve a post",
    code: "Code shown by the post",
    post_name: "Name of the post",
    place: "Place",
    kind: "Device",
    shared: "Shared computer",
    phone: "Shared phone",
    names: "Names",
    shows_names: "Shows names",
    hides_names: "Without names",
    end: "Remove",
    ended: "Removed",
    bad_code: "Unknown or too old a code: read it again from the post’s screen.",
    bad_place: "That place is not within your reach.",
    since: "since",
    nobody: "Nobody",
    me: "My account",
    my_roles: "My roles",
    my_sessions: "Where I am signed in",
    my_pages: "What I set",
    end_session: "Sign out",
    this_session: "here",
    personal: "Personal device",
    change_password: "Change my password",
    old_password: "Present password",
    new_password: "New password",
    set_pin: "Choose my PIN",
    pin_hint: "4 to 6 digits, for shared posts only.",
    add_badge: "Add a badge",
    remove_badge: "Remove the badge",
    done: "Done.",
    password_hint: "12 characters at least; a sentence will do.",
    bad_pin: "PIN refused: 4 to 6 digits, no sequence, not one digit repeated.",
    wrong_password: "That is not the present password.",
    badge_taken: "That badge is somebody’s already.",
    install: "Set-up",
    install_why: "This server has no account yet. The set-up code is shown once on its console; it makes the first administrator.",
    install_code: "Set-up code",
    your_name: "Your name",
    install_do: "Set up",
    installed: "This server is set up already.",
    bad_install_code: "That is not the set-up code, or it was used already. Restart the server to get another.",
    bad_login: "Login: 2 to 64 letters without accents, digits, dot, hyphen or at sign.",
    bad_name: "Write a name (80 characters at most) that nobody else has here.",
    form_kept: "What you had typed is kept.",
    fault: "Who you are could not be verified. Try again; if it persists, tell the administrator.",
    choose_password: "Choose my password",
    choose_password_why: "The one you just gave was handed to you by somebody: it is only good for choosing yours, within ten minutes.",
    same_password: "That is the provisional password: choose another one.",
};

impl Words {
    /// Why somebody was not let in, as much as a stranger may know.
    #[must_use]
    pub fn denied(&self, why: &Denied) -> &'static str {
        match why {
            Denied::Unknown => self.pick(
                "Identifiant, code ou badge non reconnu.",
                "Login, PIN or badge not recognised.",
            ),
            Denied::NotOpen(Standing::NotYet) => self.pick(
                "Ce compte n’est pas encore ouvert : sa première journée n’est pas venue.",
                "This account is not open yet: its first day has not come.",
            ),
            Denied::NotOpen(Standing::Over | Standing::Closed | Standing::Open) => self.pick(
                "Ce compte est fermé. Votre cadre ou l’administrateur peut le rouvrir.",
                "This account is closed. Your head nurse or the administrator can open it again.",
            ),
            Denied::NotLinked => self.pick(
                "Cette identité n’est liée à aucun compte ici. L’administrateur peut la lier.",
                "This identity is linked to no account here. The administrator can link it.",
            ),
            Denied::NoRole => self.pick(
                "Votre compte ici n’a aucun rôle en vigueur. Votre cadre ou l’administrateur peut vous en donner un.",
                "Your account here has no role in force. Your head nurse or the administrator can give you one.",
            ),
            Denied::NoSituation => self.pick(
                "Aucun de vos exercices déclarés au répertoire n’est dans un établissement de ce territoire : l’accès n’est pas ouvert. Si c’est une erreur, le service des affaires médicales peut faire corriger le répertoire.",
                "None of the places where the register says that you exercise is an establishment of this territory: you have no access. If that is a mistake, the medical staff office can have the register corrected.",
            ),
            Denied::NotAPost => self.pick(
                "Le badge et le code ne servent que sur un poste partagé.",
                "Badges and PINs are for shared posts only.",
            ),
            Denied::TooLight => self.pick(
                "Donnez une fois votre mot de passe : badge ou code suffiront ensuite jusqu’à la fin du poste de travail.",
                "Give your password once: a badge or PIN will do for the rest of the shift.",
            ),
            Denied::MustChoose => self.pick(
                "Ce mot de passe était provisoire : choisissez le vôtre.",
                "That password was provisional: choose your own.",
            ),
            Denied::Passkey(why) => self.passkey_refused(*why),
            Denied::TooMany { .. } => self.pick(
                "Trop d’essais : attendez une minute, ou utilisez un autre moyen.",
                "Too many attempts: wait a minute, or use another way.",
            ),
        }
    }

    /// Why a password is not fit to be one.
    #[must_use]
    pub fn unfit_password(&self, why: UnfitPassword) -> &'static str {
        match why {
            UnfitPassword::Short => self.pick(
                "Mot de passe trop court : 12 caractères au moins. Une phrase convient.",
                "Too short a password: 12 characters at least. A sentence will do.",
            ),
            UnfitPassword::Long => self.pick(
                "Mot de passe trop long : 256 octets au plus.",
                "Too long a password: 256 bytes at most.",
            ),
            UnfitPassword::Plain => self.pick(
                "Mot de passe trop simple : ni suite de touches, ni caractères répétés.",
                "Too plain a password: no sequence, no repeated characters.",
            ),
            UnfitPassword::HoldsLogin => self.pick(
                "Le mot de passe ne doit pas contenir votre identifiant.",
                "The password must not hold your login.",
            ),
            UnfitPassword::Usual => self.pick(
                "Mot de passe trop courant : il se devine en quelques essais (mots que tout le monde choisit, noms de l’établissement, dates). Prenez une phrase à vous, de quatre mots ou plus.",
                "Too common a password: it is guessed in a few attempts (words that everybody takes, names of the hospital, dates). Take a sentence of your own, of four words or more.",
            ),
        }
    }

    /// A role.
    #[must_use]
    pub fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Post => self.pick("Poste partagé", "Shared post"),
            Role::WardTeam => self.pick("Équipe soignante", "Ward team"),
            Role::HeadNurse => self.pick("Cadre de santé", "Head nurse"),
            Role::Cell => self.pick("Cellule des lits", "Flow cell"),
            Role::Emergency => self.pick("Urgences", "Emergency department"),
            Role::Cleaner => self.pick("Bionettoyage", "Cleaning"),
            Role::Porter => self.pick("Brancardage", "Portering"),
            Role::Secretary => self.pick("Secrétariat", "Secretary"),
            Role::Doctor => self.pick("Médecin", "Doctor"),
            Role::DivisionHead => self.pick("Chef de pôle", "Division head"),
            Role::Director => self.pick("Direction", "Director"),
            Role::Ambassador => self.pick("Ambassadeur", "Ambassador"),
            Role::InfectionControl => self.pick("Hygiène hospitalière", "Infection control"),
            Role::ItAdministrator => self.pick("Administrateur", "Administrator"),
            Role::Auditor => self.pick("Auditeur", "Auditor"),
            Role::Partner => self.pick("Partenaire d’aval", "Downstream partner"),
        }
    }

    /// An action of the table of rights.
    #[must_use]
    pub fn action(&self, action: Action) -> &'static str {
        match action {
            Action::SeeMap => self.pick("Voir le territoire en chiffres", "See the territory in figures"),
            Action::SeeBoard => self.pick("Voir un tableau sans les noms", "See a board without names"),
            Action::SeeIdentity => self.pick("Voir les noms", "See names"),
            Action::SeeStay => self.pick("Ouvrir la fiche d’un séjour ou d’un lit", "Open a stay or bed"),
            Action::Search => self.pick("Chercher un patient", "Search for a patient"),
            Action::SeePast => self.pick(
                "Remonter le temps, lire les journaux",
                "Go back in time, read journals",
            ),
            Action::SeeTrust => self.pick("Voir la qualité des flux", "See the quality of feeds"),
            Action::PrintSheet => self.pick("Imprimer la feuille de secours", "Print the downtime sheet"),
            Action::Witness => self.pick("Constater départs et arrivées", "Note departures and arrivals"),
            Action::Care => self.pick(
                "Dire ce que l’équipe sait d’un séjour",
                "Say what the team knows of a stay",
            ),
            Action::Move => self.pick("Placer, déplacer, échanger", "Place, move, swap"),
            Action::Clean => self.pick("Dire si un lit est propre", "Say whether a bed is clean"),
            Action::CloseBed => self.pick("Fermer ou ouvrir un lit", "Close or open a bed"),
            Action::Settle => self.pick("Trancher un litige de lit", "Settle a dispute on a bed"),
            Action::SeeQueue => self.pick(
                "Voir les demandes de lit et les réservations",
                "See bed requests and reservations",
            ),
            Action::AskBed => self.pick("Demander un lit", "Ask for a bed"),
            Action::PromiseBed => self.pick(
                "Solliciter les services, attribuer et réserver des lits",
                "Ask wards, give and reserve beds",
            ),
            Action::AnswerAsked => self.pick("Répondre pour un service", "Answer for a ward"),
            Action::ForceBed => self.pick(
                "Attribuer un lit sans l’accord du service",
                "Give a bed without the ward’s agreement",
            ),
            Action::SetFlow => self.pick(
                "Écrire le thésaurus et les règles de la cellule",
                "Write the thesaurus and the rules of the cell",
            ),
            Action::SetBoard => self.pick("Composer le tableau du service", "Compose the ward’s board"),
            Action::SetCommon => self.pick("Fixer ce qui est commun à tous", "Set what all wards share"),
            Action::SetWalls => self.pick("Installer des écrans muraux", "Set up wall displays"),
            Action::SeeStructure => self.pick("Lire la structure", "Read the structure"),
            Action::SetStructure => self.pick("Changer la structure", "Change the structure"),
            Action::SeeMessages => self.pick("Lire les messages des flux", "Read the messages of feeds"),
            Action::SettleMessages => {
                self.pick("Traiter les messages des flux", "Settle the messages of feeds")
            }
            Action::EnrolPosts => self.pick("Approuver des postes partagés", "Approve shared posts"),
            Action::ManagePeople => {
                self.pick("Gérer les personnes et leurs rôles", "Manage people and roles")
            }
            Action::ManageProviders => {
                self.pick("Régler les fournisseurs d’identité", "Set identity providers")
            }
            Action::Delegate => self.pick("Prêter ses rôles", "Lend one’s roles"),
            Action::BreakGlass => self.pick("Ouvrir des noms en urgence", "Open names in an emergency"),
            Action::ReviewBreaks => {
                self.pick("Revoir les ouvertures en urgence", "Review emergency openings")
            }
            Action::ReadTrace => self.pick("Lire les traces", "Read the traces"),
        }
    }

    /// For how long a person stays at a post.
    #[must_use]
    pub fn minutes_left(&self, minutes: i64) -> String {
        match self.lang {
            super::Lang::Fr => format!("encore {minutes} min"),
            super::Lang::En => format!("{minutes} min left"),
        }
    }

    /// How a session began.
    #[must_use]
    pub fn way(&self, way: &auth::Way) -> &'static str {
        match way {
            auth::Way::Password => self.pick("mot de passe", "password"),
            auth::Way::Pin => self.pick("code", "PIN"),
            auth::Way::Badge => self.pick("badge", "badge"),
            auth::Way::Passkey => self.pick("clé d’accès", "passkey"),
            auth::Way::Provider { .. } => self.pick("fournisseur d’identité", "identity provider"),
        }
    }
}
