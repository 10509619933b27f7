//! People: their roles, their accounts.

use auth::{NotGiven, Standing};

use super::Words;

/// The texts.
#[derive(Debug)]
pub struct PeopleWords {
    /// Title of the page.
    pub title: &'static str,
    /// Nobody is found.
    pub none: &'static str,
    /// There are more than are shown.
    pub more: &'static str,
    /// Narrows the list.
    pub filter: &'static str,
    /// Any place.
    pub anywhere: &'static str,
    /// Any role.
    pub any_role: &'static str,
    /// Whether an account is open.
    pub state: &'static str,
    /// Any state.
    pub any_state: &'static str,
    /// Finds by name.
    pub find: &'static str,
    /// Looks for it.
    pub look: &'static str,
    /// Adds somebody.
    pub add: &'static str,
    /// A name.
    pub name: &'static str,
    /// What a name is for.
    pub name_hint: &'static str,
    /// A role.
    pub role: &'static str,
    /// No role.
    pub no_role: &'static str,
    /// First day.
    pub from: &'static str,
    /// Last day.
    pub until: &'static str,
    /// The national number.
    pub rpps: &'static str,
    /// Last gesture.
    pub seen: &'static str,
    /// Never seen.
    pub never_seen: &'static str,
    /// An open account.
    pub open: &'static str,
    /// Not open yet.
    pub not_yet: &'static str,
    /// Its last day has passed.
    pub over: &'static str,
    /// Closed by hand.
    pub closed: &'static str,
    /// A role that is lent.
    pub lent: &'static str,
    /// Waits for a second person.
    pub waits: &'static str,
    /// Roles that wait.
    pub to_confirm: &'static str,
    /// Why two people.
    pub to_confirm_why: &'static str,
    /// Confirms.
    pub confirm: &'static str,
    /// Takes a proposal back.
    pub take_back: &'static str,
    /// Who proposed.
    pub proposed_by: &'static str,
    /// The machine itself.
    pub server: &'static str,
    /// A provisional password, shown once.
    pub password_once: &'static str,
    /// What to do with it.
    pub password_once_why: &'static str,
    /// Their roles.
    pub roles: &'static str,
    /// Without a role.
    pub no_roles: &'static str,
    /// Gives a role.
    pub add_role: &'static str,
    /// Gives.
    pub give: &'static str,
    /// Takes a role.
    pub remove: &'static str,
    /// Sets a last day.
    pub set_end: &'static str,
    /// The account.
    pub account: &'static str,
    /// Closes an account.
    pub close: &'static str,
    /// What closing does.
    pub close_why: &'static str,
    /// Opens an account again.
    pub reopen: &'static str,
    /// Gives a provisional password.
    pub new_password: &'static str,
    /// What that does.
    pub new_password_why: &'static str,
    /// Badges and PIN.
    pub light: &'static str,
    /// No badge and no PIN.
    pub light_none: &'static str,
    /// There is a PIN.
    pub has_pin: &'static str,
    /// Removes both.
    pub remove_light: &'static str,
    /// Where they are signed in.
    pub sessions: &'static str,
    /// Signed in nowhere.
    pub no_session: &'static str,
    /// Ends all sessions.
    pub end_sessions: &'static str,
    /// The doctor of the feeds.
    pub doctor: &'static str,
    /// What linking does.
    pub doctor_why: &'static str,
    /// Finds a doctor by name.
    pub doctor_find: &'static str,
    /// No such doctor.
    pub doctor_none: &'static str,
    /// Links.
    pub link: &'static str,
    /// Unlinks.
    pub unlink: &'static str,
    /// Not managed by the viewer.
    pub not_yours: &'static str,
    /// It is oneself.
    pub yourself: &'static str,
    /// Not a national number.
    pub bad_rpps: &'static str,
    /// Not a day.
    pub bad_day: &'static str,
    /// No such role or place.
    pub bad_role: &'static str,
    /// Somebody who is here already.
    pub existing: &'static str,
    /// How to give a role to somebody from elsewhere.
    pub existing_why: &'static str,
}

/// French.
pub const FR: PeopleWords = PeopleWords {
    title: "Personnes",
    none: "Personne ici avec ces critères.",
    more: "Seules les premières sont montrées : affinez la recherche.",
    filter: "Filtrer",
    anywhere: "Tous les lieux",
    any_role: "Tous les rôles",
    state: "État",
    any_state: "Tous",
    find: "Chercher par nom ou identifiant",
    look: "Chercher",
    add: "Ajouter une personne",
    name: "Nom",
    name_hint: "Prénom et nom, comme l’équipe les lit. Deux homonymes se distinguent par une initiale.",
    role: "Rôle",
    no_role: "Aucun pour l’instant",
    from: "Premier jour",
    until: "Dernier jour (inclus)",
    rpps: "Numéro RPPS",
    seen: "Vu",
    never_seen: "jamais",
    open: "ouvert",
    not_yet: "à venir",
    over: "échu",
    closed: "fermé",
    lent: "prêté par",
    waits: "attend une seconde personne",
    to_confirm: "Rôles à confirmer",
    to_confirm_why: "Administrateur et auditeur voient tout : une seconde personne le confirme.",
    confirm: "Confirmer",
    take_back: "Retirer la proposition",
    proposed_by: "proposé par",
    server: "le serveur",
    password_once: "Mot de passe provisoire, montré une seule fois :",
    password_once_why: "Remettez-le en main propre : à la première connexion, la personne choisit le sien.",
    roles: "Rôles",
    no_roles: "Aucun rôle : la personne ne voit rien.",
    add_role: "Donner un rôle",
    give: "Donner",
    remove: "Retirer",
    set_end: "Fixer la fin",
    account: "Compte",
    close: "Fermer le compte",
    close_why: "Les connexions en cours s’arrêtent aussitôt ; rien de ce qui a été fait n’est effacé.",
    reopen: "Rouvrir le compte",
    new_password: "Donner un mot de passe provisoire",
    new_password_why: "L’ancien ne vaut plus rien et toutes les connexions s’arrêtent.",
    light: "Badges et code",
    light_none: "Ni badge ni code.",
    has_pin: "un code",
    remove_light: "Retirer badges, code et clés d’accès",
    sessions: "Connexions en cours",
    no_session: "Aucune connexion en cours.",
    end_sessions: "Tout déconnecter",
    doctor: "Médecin du flux",
    doctor_why: "Lier la personne au médecin que nomment les messages lui ouvre ses propres patients, où qu’ils soient.",
    doctor_find: "Chercher un médecin par son nom",
    doctor_none: "Aucun médecin de ce nom dans les flux.",
    link: "Lier",
    unlink: "Délier",
    not_yours: "Cette personne a aussi des rôles hors de votre périmètre : son compte, ses secrets et ses connexions se gèrent au-dessus de vous.",
    yourself: "C’est vous : vos secrets et connexions sont sur « Mon compte », et nul ne change ses propres rôles.",
    bad_rpps: "Un numéro RPPS a onze chiffres.",
    bad_day: "Date illisible : écrivez par exemple 31/12/2026.",
    bad_role: "Choisissez un rôle et un lieu.",
    existing: "Déjà dans Chevet, ailleurs ?",
    existing_why: "Donnez un rôle chez vous par son identifiant exact.",
};

/// English.
pub const EN: PeopleWords = PeopleWords {
    title: "People",
    none: "Nobody here by these criteria.",
    more: "Only the first ones are shown: narrow the search.",
    filter: "Filter",
    anywhere: "Any place",
    any_role: "Any role",
    state: "State",
    any_state: "Any state",
    find: "Find by name or login",
    look: "Find",
    add: "Add somebody",
    name: "Name",
    name_hint: "First and last name as the team reads them. Two namesakes differ by an initial.",
    role: "Role",
    no_role: "None for now",
    from: "First day",
    until: "Last day (included)",
    rpps: "RPPS number",
    seen: "Seen",
    never_seen: "never",
    open: "open",
    not_yet: "to come",
    over: "ended",
    closed: "closed",
    lent: "lent by",
    waits: "waits for a second person",
    to_confirm: "Roles to be confirmed",
    to_confirm_why: "Administrators and auditors see everything: a second person confirms it.",
    confirm: "Confirm",
    take_back: "Take the proposal back",
    proposed_by: "proposed by",
    server: "the server",
    password_once: "Provisional password, shown only once:",
    password_once_why: "Hand it over in person: at the first sign-in they choose their own.",
    roles: "Roles",
    no_roles: "No role: this person sees nothing.",
    add_role: "Give a role",
    give: "Give",
    remove: "Take",
    set_end: "Set the end",
    account: "Account",
    close: "Close the account",
    close_why: "Sessions end at once; nothing that was done is erased.",
    reopen: "Open the account again",
    new_password: "Give a provisional password",
    new_password_why: "The former one is worth nothing any more, and all sessions end.",
    light: "Badges and PIN",
    light_none: "Neither badge nor PIN.",
    has_pin: "a PIN",
    remove_light: "Remove badges, PIN and passkeys",
    sessions: "Sessions",
    no_session: "Signed in nowhere.",
    end_sessions: "End all sessions",
    doctor: "Doctor of the feeds",
    doctor_why: "Linking somebody to the doctor that messages name lets them act for their own patients, wherever they lie.",
    doctor_find: "Find a doctor by name",
    doctor_none: "No doctor of that name in the feeds.",
    link: "Link",
    unlink: "Unlink",
    not_yours: "This person has roles beyond your reach as well: the account, its secrets and sessions are managed above you.",
    yourself: "This is you: your secrets and sessions are on “My account”, and nobody changes their own roles.",
    bad_rpps: "An RPPS number has eleven digits.",
    bad_day: "Unreadable date: write for instance 2026-12-31.",
    bad_role: "Choose a role and a place.",
    existing: "Already in Chevet, elsewhere?",
    existing_why: "Give a role at your place by the exact login.",
};

impl Words {
    /// Whether an account may be used.
    #[must_use]
    pub const fn account_standing(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::Open => self.people.open,
            Standing::NotYet => self.people.not_yet,
            Standing::Over => self.people.over,
            Standing::Closed => self.people.closed,
        }
    }

    /// Why an account or a role was not given.
    #[must_use]
    pub fn not_given(&self, why: &NotGiven) -> String {
        match why {
            NotGiven::LoginTaken => self
                .pick("Cet identifiant est déjà pris.", "That login is taken.")
                .to_owned(),
            NotGiven::OneSelf => self
                .pick(
                    "Nul ne change ses propres rôles ni ses propres dates.",
                    "Nobody changes their own roles or dates.",
                )
                .to_owned(),
            NotGiven::Place(_) => self
                .pick(
                    "Ce lieu n’est pas dans votre périmètre.",
                    "That place is not within your reach.",
                )
                .to_owned(),
            NotGiven::Role(role) => match self.lang {
                super::Lang::Fr => format!("Le rôle « {} » n’est pas le vôtre à donner.", self.role(*role)),
                super::Lang::En => format!("The role “{}” is not yours to give.", self.role(*role)),
            },
            NotGiven::TooWide(role) => match self.lang {
                super::Lang::Fr => format!(
                    "Le rôle « {} » ne s’étend pas à tout le territoire.",
                    self.role(*role)
                ),
                super::Lang::En => format!(
                    "The role “{}” cannot cover the whole territory.",
                    self.role(*role)
                ),
            },
            NotGiven::LastAdministrator => self
                .pick(
                    "C’est le dernier administrateur : nommez-en un autre d’abord.",
                    "This is the last administrator: name another one first.",
                )
                .to_owned(),
            NotGiven::SamePerson => self
                .pick(
                    "Une seconde personne doit confirmer ce rôle.",
                    "A second person has to confirm that role.",
                )
                .to_owned(),
            NotGiven::Unknown => self
                .pick(
                    "Compte ou proposition introuvable.",
                    "No such account or proposal.",
                )
                .to_owned(),
            NotGiven::NameTaken => self
                .pick(
                    "Quelqu’un porte déjà ce nom ici : s’il s’agit d’un homonyme, ajoutez un second prénom ou une initiale.",
                    "Somebody here has that name: for a namesake, add a second first name or an initial.",
                )
                .to_owned(),
            NotGiven::RppsTaken => self
                .pick(
                    "Ce numéro RPPS est déjà celui de quelqu’un d’autre.",
                    "That RPPS number is somebody else’s.",
                )
                .to_owned(),
            NotGiven::PractitionerTaken => self
                .pick(
                    "Ce médecin du flux est déjà lié à quelqu’un d’autre.",
                    "That doctor of the feeds is linked to somebody else.",
                )
                .to_owned(),
            NotGiven::BadTime => self
                .pick(
                    "Dates impossibles : la fin vient après le début, n’est pas passée, et un prêt dure trois mois au plus.",
                    "Impossible dates: the end comes after the start and is not past, and a loan lasts three months at most.",
                )
                .to_owned(),
            NotGiven::NoRight => self
                .pick(
                    "Vous ne gérez les comptes de personne.",
                    "You manage nobody’s account.",
                )
                .to_owned(),
        }
    }
}
