//! The page of identity providers and of the rules of identity.

use auth::{Bounded, Preset, SecondFactor};
use oidc::{BadConfig, BadUrl, Snag};

use super::{Lang, Words};
use crate::identity::Unfit;

/// Identity providers, and the rules of identity.
#[derive(Debug)]
pub struct ProviderWords {
    /// Title of the page.
    pub title: &'static str,
    /// What the page is for.
    pub why: &'static str,
    /// No provider yet.
    pub none: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Whether it is offered.
    pub state: &'static str,
    /// It is offered.
    pub offered: &'static str,
    /// It is not.
    pub suspended: &'static str,
    /// Opens one.
    pub open: &'static str,
    /// Adds one.
    pub add: &'static str,
    /// Title of the form of a new one.
    pub new: &'static str,
    /// Back to the list.
    pub back: &'static str,
    /// What the provider has to be told.
    pub told: &'static str,
    /// Where it sends people back to.
    pub redirect: &'static str,
    /// Where it says that somebody signed out.
    pub logout: &'static str,
    /// The settings.
    pub settings: &'static str,
    /// The short name.
    pub id: &'static str,
    /// What the short name is.
    pub id_hint: &'static str,
    /// The kind.
    pub preset: &'static str,
    /// The issuer.
    pub issuer: &'static str,
    /// What the issuer is.
    pub issuer_hint: &'static str,
    /// The client id.
    pub client_id: &'static str,
    /// The secret.
    pub secret: &'static str,
    /// The secret is kept and not shown.
    pub secret_kept: &'static str,
    /// What the secret is.
    pub secret_hint: &'static str,
    /// It asks everybody for two factors.
    pub two_factors: &'static str,
    /// What that means.
    pub two_factors_hint: &'static str,
    /// What has to be set for that.
    pub two_factors_how: &'static str,
    /// Where a second factor is asked for.
    pub second_factor: &'static str,
    /// What that means.
    pub second_factor_hint: &'static str,
    /// Nobody can have one here.
    pub no_second_factor: &'static str,
    /// There is no secret.
    pub public_client: &'static str,
    /// Links by RPPS number.
    pub by_rpps: &'static str,
    /// What that means.
    pub by_rpps_hint: &'static str,
    /// The settings that few need.
    pub more: &'static str,
    /// Where discovery is.
    pub discovery: &'static str,
    /// The scopes.
    pub scopes: &'static str,
    /// The levels of authentication.
    pub acr: &'static str,
    /// The oldest authentication.
    pub max_age: &'static str,
    /// Other audiences.
    pub audiences: &'static str,
    /// The claim of groups.
    pub groups: &'static str,
    /// Other hosts.
    pub hosts: &'static str,
    /// Networks that are not public.
    pub networks: &'static str,
    /// The file of authorities.
    pub authorities: &'static str,
    /// Several values.
    pub spaced: &'static str,
    /// Left empty: as the kind of provider has it.
    pub usual: &'static str,
    /// Tries it.
    pub try_it: &'static str,
    /// What trying does.
    pub try_hint: &'static str,
    /// It answers.
    pub works: &'static str,
    /// It does not.
    pub does_not_work: &'static str,
    /// For whoever repairs it.
    pub detail: &'static str,
    /// Offers it.
    pub enable: &'static str,
    /// Offers it no more.
    pub suspend: &'static str,
    /// What suspending does.
    pub suspend_hint: &'static str,
    /// Removes it.
    pub remove: &'static str,
    /// What removing does.
    pub remove_hint: &'static str,
    /// The short name is malformed.
    pub bad_id: &'static str,
    /// The short name is taken.
    pub id_taken: &'static str,
    /// The issuer is another provider's.
    pub issuer_taken: &'static str,
    /// The name is missing.
    pub bad_name: &'static str,
    /// There is neither a secret nor the word that there is none.
    pub bad_secret: &'static str,
    /// The age is no number.
    pub bad_age: &'static str,
    /// A list is too long.
    pub too_much: &'static str,
    /// The file of authorities has no whole path.
    pub bad_path: &'static str,
    /// Title of the rules.
    pub rules: &'static str,
    /// What they are.
    pub rules_why: &'static str,
}

/// French.
pub const FR: ProviderWords = ProviderWords {
    title: "Fournisseurs d’identité",
    why: "Là où les personnes se connectent : le fournisseur de l’établissement, Pro Santé Connect. Les comptes locaux restent utilisables quand un fournisseur est en panne.",
    none: "Aucun fournisseur : les personnes se connectent avec leur compte local.",
    name: "Nom sur le bouton",
    state: "État",
    offered: "Proposé",
    suspended: "Suspendu",
    open: "Ouvrir",
    add: "Ajouter un fournisseur",
    new: "Nouveau fournisseur",
    back: "Tous les fournisseurs",
    told: "À déclarer chez le fournisseur",
    redirect: "Adresse de retour (redirect_uri)",
    logout: "Adresse de déconnexion (backchannel_logout_uri)",
    settings: "Réglages",
    id: "Nom court",
    id_hint: "Minuscules, chiffres, tirets ; il figure dans les adresses déclarées et ne change plus.",
    preset: "Genre",
    issuer: "Émetteur (issuer)",
    issuer_hint: "Tel que le fournisseur l’écrit, à la lettre. Laissez vide pour Pro Santé Connect.",
    client_id: "Identifiant du logiciel (client_id)",
    secret: "Secret du logiciel (client_secret)",
    secret_kept: "Un secret est enregistré et ne s’affiche plus : laissez vide pour le garder.",
    two_factors: "Ses niveaux acceptés sont tous à deux facteurs",
    two_factors_hint: "Qui s’y connecte a prouvé deux facteurs. À cocher si les niveaux (acr) indiqués plus bas en demandent deux ; Pro Santé Connect les demande toujours.",
    two_factors_how: "Pour deux facteurs, indiquez les niveaux (acr) que ce fournisseur doit prouver.",
    second_factor: "Second facteur sur un appareil personnel",
    second_factor_hint: "Clé d’accès, ou fournisseur d’identité qui en demande deux. Un poste partagé en est déjà un.",
    no_second_factor: "Pour l’instant il n’est demandé à personne : ce serveur n’a pas d’adresse publique en https (--public-url), sans laquelle les navigateurs n’ont pas de clés d’accès.",
    secret_hint: "Remis par le fournisseur. Il ne sera plus jamais affiché.",
    public_client: "Sans secret (client public, protégé par PKCE seul)",
    by_rpps: "Lier par le numéro RPPS à la première connexion",
    by_rpps_hint: "Une personne dont le compte porte le numéro RPPS que le fournisseur affirme y est liée une fois. À ne cocher que pour un fournisseur qui vérifie ce numéro, comme Pro Santé Connect.",
    more: "Autres réglages",
    discovery: "Adresse de découverte",
    scopes: "Portées demandées (scope)",
    acr: "Niveaux d’authentification acceptés (acr)",
    max_age: "Âge maximal de l’authentification, en secondes",
    audiences: "Autres audiences admises",
    groups: "Attribut des groupes",
    hosts: "Autres machines du fournisseur",
    networks: "Réseaux privés permis",
    authorities: "Fichier d’autorités de certification (PEM)",
    spaced: "Plusieurs valeurs : séparées par une espace.",
    usual: "Vide : la valeur habituelle de ce genre.",
    try_it: "Essayer",
    try_hint: "Lit la description du fournisseur et ses clés, sans connecter personne.",
    works: "Le fournisseur répond et sa description convient. Sa page de connexion est sur",
    does_not_work: "L’essai a échoué.",
    detail: "Détail technique",
    enable: "Proposer",
    suspend: "Suspendre",
    suspend_hint: "Le bouton disparaît ; les personnes déjà connectées le restent.",
    remove: "Retirer",
    remove_hint: "Le fournisseur et son secret sont effacés, et les sessions qu’il a ouvertes prennent fin. Les liens des comptes restent et serviront s’il revient.",
    bad_id: "Nom court : 1 à 32 minuscules sans accent, chiffres ou tirets.",
    id_taken: "Ce nom court est déjà pris.",
    issuer_taken: "Un autre fournisseur a déjà cet émetteur.",
    bad_name: "Écrivez le nom qui figurera sur le bouton (60 caractères au plus).",
    bad_secret: "Donnez le secret remis par le fournisseur, ou cochez « Sans secret ».",
    bad_age: "L’âge est un nombre de secondes, de 60 à 86 400, ou rien.",
    too_much: "Valeur trop longue.",
    bad_path: "Le fichier d’autorités s’écrit avec son chemin complet, depuis la racine.",
    rules: "Règles d’identité",
    rules_why: "Les durées et les nombres que l’établissement décide. Chacun a ses bornes ; un changement vaut aussitôt, aussi pour les sessions ouvertes.",
};

/// English.
pub const EN: ProviderWords = ProviderWords {
    title: "Identity providers",
    why: "Where people sign in: the establishment’s own provider, or the national one of health professionals. Local accounts go on working while a provider is down.",
    none: "No provider: people sign in with their local account.",
    name: "Name on the button",
    state: "State",
    offered: "Offered",
    suspended: "Suspended",
    open: "Open",
    add: "Add a provider",
    new: "New provider",
    back: "All providers",
    told: "To be registered at the provider",
    redirect: "Return address (redirect_uri)",
    logout: "Sign-out address (backchannel_logout_uri)",
    settings: "Settings",
    id: "Short name",
    id_hint: "Lower case, digits, hyphens; it stands in the registered addresses and never changes.",
    preset: "Kind",
    issuer: "Issuer",
    issuer_hint: "As the provider writes it, letter by letter. Leave empty for the national one.",
    client_id: "Name of this software there (client_id)",
    secret: "Secret of this software there (client_secret)",
    secret_kept: "A secret is kept and is not shown any more: leave empty to keep it.",
    two_factors: "The levels it is asked for are all of two factors",
    two_factors_hint: "Whoever signs in there has proven two factors. To be ticked if the levels (acr) below ask for two; the national provider always does.",
    two_factors_how: "For two factors, write the levels (acr) that this provider has to prove.",
    second_factor: "Second factor on a personal device",
    second_factor_hint: "A passkey, or an identity provider that asks for two. A shared post is one already.",
    no_second_factor: "For now nobody is asked for it: this server has no public address in https (--public-url), without which browsers have no passkeys.",
    secret_hint: "Handed out by the provider. It will never be shown again.",
    public_client: "Without a secret (public client, protected by PKCE alone)",
    by_rpps: "Link by RPPS number at the first sign-in",
    by_rpps_hint: "Somebody whose account carries the RPPS number that the provider asserts is linked to it once. Only tick it for a provider that verifies that number, such as the national one.",
    more: "Other settings",
    discovery: "Discovery address",
    scopes: "Scopes asked for",
    acr: "Accepted levels of authentication (acr)",
    max_age: "Greatest age of the authentication, in seconds",
    audiences: "Other trusted audiences",
    groups: "Claim of groups",
    hosts: "Other hosts of the provider",
    networks: "Private networks allowed",
    authorities: "File of certificate authorities (PEM)",
    spaced: "Several values: separated by a space.",
    usual: "Empty: as usual for that kind.",
    try_it: "Try it",
    try_hint: "Reads the description of the provider and its keys, without signing anybody in.",
    works: "The provider answers and its description will do. Its sign-in page is on",
    does_not_work: "The attempt failed.",
    detail: "Technical detail",
    enable: "Offer",
    suspend: "Suspend",
    suspend_hint: "The button goes away; people who are signed in stay so.",
    remove: "Remove",
    remove_hint: "The provider and its secret are erased, and the sessions that it opened end. The links of accounts stay and serve again if it comes back.",
    bad_id: "Short name: 1 to 32 lower-case letters without accents, digits or hyphens.",
    id_taken: "That short name is taken.",
    issuer_taken: "Another provider has that issuer already.",
    bad_name: "Write the name for the button (60 characters at most).",
    bad_secret: "Give the secret that the provider handed out, or tick “Without a secret”.",
    bad_age: "The age is a number of seconds, from 60 to 86,400, or nothing.",
    too_much: "Too long a value.",
    bad_path: "The file of authorities is written with its whole path, from the root.",
    rules: "Rules of identity",
    rules_why: "Times and numbers that the establishment decides. Each has its bounds; a change holds at once, for open sessions too.",
};

impl Words {
    /// A kind of provider.
    #[must_use]
    pub fn preset(&self, preset: Preset) -> &'static str {
        match preset {
            Preset::Hospital => self.pick("Fournisseur de l’établissement", "The establishment’s own"),
            Preset::ProSanteConnect => "Pro Santé Connect",
            Preset::ProSanteConnectSandbox => self.pick(
                "Pro Santé Connect, bac à sable (cartes d’essai)",
                "National provider, sandbox (test cards)",
            ),
        }
    }

    /// Why a provider cannot work as it is written.
    #[must_use]
    pub fn unfit_provider(&self, why: &Unfit) -> String {
        match why {
            Unfit::NoPublicUrl => self.pick(
                "Ce serveur ne sait pas par quelle adresse les navigateurs le joignent : démarrez-le avec --public-url.",
                "This server does not know by which address browsers reach it: start it with --public-url.",
            ).to_owned(),
            Unfit::Issuer(why) => format!("{}{}", self.pick("Émetteur : ", "Issuer: "), self.bad_url(*why)),
            Unfit::Discovery(why) => {
                format!("{}{}", self.pick("Adresse de découverte : ", "Discovery address: "), self.bad_url(*why))
            }
            Unfit::NoSecret => self.pick(
                "Pro Santé Connect remet un secret à chaque logiciel : donnez-le.",
                "The national provider hands a secret to every software: give it.",
            ).to_owned(),
            Unfit::Network(_) => self.pick(
                "Un réseau s’écrit comme 10.1.0.0/16 ou 192.0.2.7.",
                "A network is written like 10.1.0.0/16 or 192.0.2.7.",
            ).to_owned(),
            Unfit::Config(why) => self.bad_config(why),
        }
    }

    fn bad_config(&self, why: &BadConfig) -> String {
        let (fr, en) = match why {
            BadConfig::Id => (FR.bad_id, EN.bad_id),
            BadConfig::ClientId { .. } => (
                "Donnez l’identifiant du logiciel (client_id) remis par le fournisseur.",
                "Give the name of this software (client_id) that the provider handed out.",
            ),
            BadConfig::NotHttps { address, .. } => {
                return match self.lang {
                    Lang::Fr => format!("L’adresse {address} doit être en https."),
                    Lang::En => format!("The address {address} must be https."),
                };
            }
            BadConfig::IssuerWithQuery { .. } => (
                "L’émetteur ne contient pas de point d’interrogation.",
                "An issuer has no question mark.",
            ),
            BadConfig::Discovery { source, .. } => return self.bad_url(*source).to_owned(),
            BadConfig::Host { host, .. } => {
                return match self.lang {
                    Lang::Fr => format!("« {host} » n’est pas un nom de machine."),
                    Lang::En => format!("“{host}” is not the name of a host."),
                };
            }
        };
        self.pick(fr, en).to_owned()
    }

    fn bad_url(&self, why: BadUrl) -> &'static str {
        match why {
            BadUrl::Scheme => self.pick(
                "l’adresse commence par https://",
                "an address begins with https://",
            ),
            BadUrl::Character => self.pick(
                "l’adresse contient un caractère qui n’a rien à y faire",
                "the address has a character that does not belong there",
            ),
            BadUrl::Host => self.pick(
                "le nom de machine de l’adresse n’est pas correct",
                "the name of the host in the address is not correct",
            ),
            BadUrl::TooLong => self.pick("l’adresse est trop longue", "the address is too long"),
        }
    }

    /// What is the matter with a provider, and what to do, for whoever set it up.
    #[must_use]
    pub fn snag(&self, snag: Snag) -> &'static str {
        match snag {
            Snag::Waiting => self.pick(
                "Il ne répondait pas il y a un instant et n’est pas encore rappelé. Réessayez dans quelques minutes.",
                "It did not answer a moment ago and is not asked again yet. Try again in some minutes.",
            ),
            Snag::Unreachable => self.pick(
                "Pas de connexion : nom de machine, réseau, pare-feu ou certificat. S’il a un certificat de l’établissement, donnez le fichier d’autorités.",
                "No connection: host name, network, firewall or certificate. If its certificate is of the establishment, give the file of authorities.",
            ),
            Snag::TooSlow => self.pick(
                "Il met plus de dix secondes à répondre.",
                "It takes more than ten seconds to answer.",
            ),
            Snag::Redirected => self.pick(
                "Il renvoie vers une autre adresse, qui n’est pas suivie : écrivez l’adresse définitive.",
                "It sends us to another address, which is not followed: write the final one.",
            ),
            Snag::TooLarge => self.pick("Sa réponse est démesurée.", "Its answer is far too large."),
            Snag::ForbiddenAddress => self.pick(
                "Une de ses adresses n’est pas permise : ajoutez sa machine aux autres machines, ou son réseau aux réseaux privés permis.",
                "One of its addresses is not allowed: add its host to the other hosts, or its network to the private networks.",
            ),
            Snag::BadStatus => self.pick(
                "Il répond par une erreur : l’émetteur ou l’adresse de découverte n’est sans doute pas le bon.",
                "It answers with an error: the issuer or the discovery address is probably not the right one.",
            ),
            Snag::Malformed => self.pick(
                "Sa description ou ses clés ne se lisent pas : l’adresse n’est sans doute pas celle d’un fournisseur.",
                "Its description or its keys cannot be read: the address is probably not that of a provider.",
            ),
            Snag::OtherIssuer => self.pick(
                "Il se nomme autrement que l’émetteur écrit ici : recopiez-le à la lettre, barre finale comprise.",
                "It calls itself otherwise than the issuer written here: copy it letter by letter, final slash included.",
            ),
            Snag::Unsupported => self.pick(
                "Il ne sait pas faire ce qui est demandé : le flux par code, PKCE avec S256, une signature admise.",
                "It cannot do what is needed: the code flow, PKCE with S256, an accepted signature.",
            ),
            Snag::ClientRefused => self.pick(
                "Il ne reconnaît pas ce logiciel : vérifiez l’identifiant et le secret.",
                "It does not know this software: check its name and its secret.",
            ),
            Snag::NoAuthorities => self.pick(
                "Aucune autorité de certification : installez celles du système, ou corrigez le fichier d’autorités.",
                "No certificate authority: install those of the system, or mend the file of authorities.",
            ),
        }
    }

    /// A number of the rules of identity: what it is, and what it is for.
    #[must_use]
    pub fn rule(&self, number: &Bounded) -> (&'static str, &'static str) {
        match number.name {
            "idle_minutes" => self.pick(
                (
                    "Minutes sans geste sur un poste partagé",
                    "Ensuite le poste oublie la personne, pas l’écran.",
                ),
                (
                    "Minutes without a gesture at a shared post",
                    "Then the post forgets the person, not the screen.",
                ),
            ),
            "shift_hours" => self.pick(
                (
                    "Heures au plus sur un poste partagé",
                    "La durée d’une prise de poste.",
                ),
                ("Hours at most at a shared post", "As long as a shift."),
            ),
            "personal_hours" => self.pick(
                (
                    "Heures sans geste sur un appareil personnel",
                    "Ensuite l’identité est redemandée.",
                ),
                (
                    "Hours without a gesture on a personal device",
                    "Then it is asked again who it is.",
                ),
            ),
            "personal_most_hours" => self.pick(
                ("Heures au plus sur un appareil personnel", "Même sans pause."),
                ("Hours at most on a personal device", "However busy."),
            ),
            "light_hours" => self.pick(
                (
                    "Heures pendant lesquelles badge ou code suffisent",
                    "Après un mot de passe ou un fournisseur.",
                ),
                (
                    "Hours for which a badge or PIN will do",
                    "After a password or a provider.",
                ),
            ),
            "glass_minutes" => self.pick(
                (
                    "Minutes d’une ouverture de noms en urgence",
                    "Qui ouvre ne peut pas prolonger.",
                ),
                (
                    "Minutes of an emergency opening of names",
                    "Whoever opens cannot make it longer.",
                ),
            ),
            "failures" => self.pick(
                (
                    "Échecs avant de faire attendre",
                    "Pour un compte depuis un même lieu.",
                ),
                (
                    "Failures before somebody has to wait",
                    "For one account from one place.",
                ),
            ),
            "renew_hours" => self.pick(
                (
                    "Heures entre deux renouvellements d’un poste",
                    "Invisible pour l’équipe.",
                ),
                (
                    "Hours between two renewals of a post",
                    "The team does not see it.",
                ),
            ),
            "reads_per_hour" => self.pick(
                (
                    "Identités ouvertes par heure avant alerte",
                    "Au double, la lecture s’arrête.",
                ),
                (
                    "Identities opened in an hour before an alert",
                    "At twice as many, reading stops.",
                ),
            ),
            "step_up_minutes" => self.pick(
                (
                    "Minutes pendant lesquelles une preuve vaut pour administrer",
                    "Ensuite comptes, postes et règles ne changent qu’après une nouvelle preuve.",
                ),
                (
                    "Minutes for which a proof will do to administrate",
                    "Then accounts, posts and rules change after another proof only.",
                ),
            ),
            "keep_access_months" => self.pick(
                (
                    "Mois de conservation des traces de lecture",
                    "Six au moins (code de la santé publique).",
                ),
                (
                    "Months for which traces of reading are kept",
                    "Six at least (public health code).",
                ),
            ),
            "keep_security_months" => self.pick(
                (
                    "Mois de conservation des traces de connexion",
                    "Comptes, connexions, postes.",
                ),
                (
                    "Months for which traces of signing in are kept",
                    "Accounts, sign-ins, posts.",
                ),
            ),
            _ => ("", ""),
        }
    }

    /// Where a second factor is asked for.
    #[must_use]
    pub fn second_factor(&self, choice: SecondFactor) -> &'static str {
        match choice {
            SecondFactor::Off => self.pick("Jamais", "Never"),
            SecondFactor::Administration => self.pick("Pour administrer", "To administrate"),
            SecondFactor::Always => self.pick("Toujours", "Always"),
        }
    }

    /// A number that is out of its bounds.
    #[must_use]
    pub fn out_of_bounds(&self, number: &Bounded) -> String {
        let (label, _) = self.rule(number);
        let Bounded { least, most, .. } = number;
        match self.lang {
            Lang::Fr => format!("{label} : de {least} à {most}."),
            Lang::En => format!("{label}: from {least} to {most}."),
        }
    }

    /// The bounds of a number.
    #[must_use]
    pub fn bounds(&self, number: &Bounded) -> String {
        let Bounded { least, most, .. } = number;
        match self.lang {
            Lang::Fr => format!("De {least} à {most}."),
            Lang::En => format!("From {least} to {most}."),
        }
    }
}
