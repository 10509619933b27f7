//! Passkeys: registering, listing, signing in with one, and why one was refused.

use auth::Missing;
use webauthn::Refused;

use super::Words;

/// The texts.
#[derive(Debug)]
pub struct PasskeyWords {
    /// Title of the section on one's account.
    pub title: &'static str,
    /// What a passkey is.
    pub why: &'static str,
    /// There is none yet.
    pub none: &'static str,
    /// Signs in by one.
    pub sign_in: &'static str,
    /// The name of a new one.
    pub name: &'static str,
    /// What to call it.
    pub name_hint: &'static str,
    /// Adds one.
    pub add: &'static str,
    /// Which one to remove.
    pub which: &'static str,
    /// Removes one.
    pub remove: &'static str,
    /// Since when.
    pub since: &'static str,
    /// When it last served.
    pub used: &'static str,
    /// It never served.
    pub unused: &'static str,
    /// It may be on several devices.
    pub synced: &'static str,
    /// It stays on one device.
    pub bound: &'static str,
    /// It is for another address of this server.
    pub other_site: &'static str,
    /// Browsers make no keys for the address by which they came.
    pub elsewhere: &'static str,
    /// The address by which they can.
    pub elsewhere_at: &'static str,
    /// A button needs our script.
    pub needs_script: &'static str,
    /// The browser knows no passkeys.
    pub unable: &'static str,
    /// It was given up.
    pub cancelled: &'static str,
    /// The device has one already.
    pub known: &'static str,
    /// The server did not answer.
    pub lost: &'static str,
    /// It needs a name.
    pub bad_name: &'static str,
    /// It is somebody's already.
    pub taken: &'static str,
    /// There are too many.
    pub too_many: &'static str,
    /// None of theirs was chosen.
    pub choose_one: &'static str,
    /// They have none, and need one.
    pub get_one: &'static str,
    /// A password was given where it is not enough.
    pub one_factor: &'static str,
    /// A secret of the form has to be typed again.
    pub type_again: &'static str,
    /// Keys are only changed by whoever proves two factors.
    pub need_two: &'static str,
    /// A proof is too old, for somebody who has no password.
    pub too_old: &'static str,
    /// Proves it again.
    pub prove_again: &'static str,
}

/// French.
pub const FR: PasskeyWords = PasskeyWords {
    title: "Mes clés d’accès",
    why: "Une clé d’accès reste sur votre téléphone, votre ordinateur ou une clé de sécurité, qui vérifie que c’est vous (empreinte, visage ou code). Elle remplace identifiant et mot de passe, et vaut deux facteurs.",
    none: "Vous n’en avez pas encore.",
    sign_in: "Utiliser une clé d’accès",
    name: "Nom de la clé",
    name_hint: "Pour la reconnaître : téléphone, ordinateur du bureau…",
    add: "Ajouter une clé d’accès",
    which: "Clé à retirer",
    remove: "Retirer la clé d’accès",
    since: "ajoutée",
    used: "dernière utilisation",
    unused: "jamais utilisée",
    synced: "peut être sur plusieurs appareils",
    bound: "sur un seul appareil",
    other_site: "pour une autre adresse de ce serveur",
    elsewhere: "Les navigateurs n’acceptent pas de clé d’accès pour l’adresse par laquelle vous êtes venu.",
    elsewhere_at: "Elles s’utilisent à l’adresse",
    needs_script: "Ajouter une clé d’accès demande JavaScript.",
    unable: "Ce navigateur ne connaît pas les clés d’accès, ou les refuse ici. Utilisez un autre moyen.",
    cancelled: "Rien n’a été fait : la demande a été abandonnée ou a pris trop de temps. Recommencez quand vous voulez.",
    known: "Cet appareil a déjà une clé d’accès pour vous.",
    lost: "Le serveur n’a pas répondu. Votre saisie est toujours là : recommencez.",
    bad_name: "Donnez un nom à la clé (60 caractères au plus).",
    taken: "Cette clé d’accès est déjà enregistrée.",
    too_many: "Vous avez déjà dix clés d’accès : retirez-en une.",
    choose_one: "Choisissez la clé à retirer.",
    get_one: "Vous n’avez pas encore de clé d’accès : ajoutez-en une sur votre compte, puis revenez ici. Cela prend une minute, avec votre téléphone ou cet ordinateur.",
    one_factor: "Un mot de passe seul ne suffit pas ici : utilisez une clé d’accès, ou un fournisseur d’identité qui demande deux facteurs.",
    type_again: "À retaper : un secret n’est gardé dans aucune page.",
    need_two: "Vous avez déjà une clé d’accès : connectez-vous avec elle, ou depuis un poste du service, pour en ajouter ou en retirer une. Si vous l’avez perdue, qui gère votre compte peut la retirer.",
    too_old: "Votre connexion n’est pas récente : prouvez à nouveau qui vous êtes, puis recommencez.",
    prove_again: "Prouver à nouveau qui je suis",
};

/// English.
pub const EN: PasskeyWords = PasskeyWords {
    title: "My passkeys",
    why: "A passkey stays on your phone, your computer or a security key, which checks that it is you (finger, face or PIN). It takes the place of login and password, and counts as two factors.",
    none: "You have none yet.",
    sign_in: "Use a passkey",
    name: "Name of the key",
    name_hint: "To know it again: phone, office computer…",
    add: "Add a passkey",
    which: "Key to remove",
    remove: "Remove the passkey",
    since: "added",
    used: "last used",
    unused: "never used",
    synced: "may be on several devices",
    bound: "on one device only",
    other_site: "for another address of this server",
    elsewhere: "Browsers take no passkey for the address by which you came.",
    elsewhere_at: "They are for the address",
    needs_script: "Adding a passkey needs JavaScript.",
    unable: "This browser knows no passkeys, or refuses them here. Use another way.",
    cancelled: "Nothing was done: the request was given up or took too long. Begin again whenever you like.",
    known: "This device has a passkey for you already.",
    lost: "The server did not answer. What you typed is still there: try again.",
    bad_name: "Give the key a name (60 characters at most).",
    taken: "That passkey is registered already.",
    too_many: "You have ten passkeys already: remove one.",
    choose_one: "Choose the key to remove.",
    get_one: "You have no passkey yet: add one on your account, then come back here. It takes a minute, with your phone or this computer.",
    one_factor: "A password alone is not enough here: use a passkey, or an identity provider that asks for two factors.",
    type_again: "To be typed again: a secret is kept in no page.",
    need_two: "You have a passkey already: sign in with it, or at a post of the ward, to add or remove one. If you lost it, whoever manages your account can remove it.",
    too_old: "You did not sign in lately: prove once more who you are, then try again.",
    prove_again: "Prove once more who I am",
};

impl Words {
    /// What somebody has not proven: a title, and what to do.
    #[must_use]
    pub fn missing(&self, missing: Missing) -> (&'static str, &'static str) {
        match missing {
            Missing::SecondFactor => self.pick(
                (
                    "Un second facteur est demandé",
                    "Sur un appareil personnel, un mot de passe seul n’ouvre pas cette page : une clé d’accès est demandée, ou un fournisseur d’identité qui demande deux facteurs. Un poste partagé du service convient aussi.",
                ),
                (
                    "A second factor is asked for",
                    "On a personal device, a password alone does not open this page: a passkey is asked for, or an identity provider that asks for two factors. A shared post of the ward will do too.",
                ),
            ),
            Missing::FreshProof => self.pick(
                (
                    "C’est toujours vous ?",
                    "Changer des comptes, des postes ou des règles demande une preuve récente, par clé d’accès, mot de passe ou fournisseur d’identité. Votre saisie est gardée.",
                ),
                (
                    "Is it still you?",
                    "To change accounts, posts or rules takes a recent proof, by passkey, password or identity provider. What you typed is kept.",
                ),
            ),
        }
    }

    /// Why a passkey was refused, for whoever holds it.
    #[must_use]
    pub fn passkey_refused(&self, why: Refused) -> &'static str {
        match why {
            Refused::UnknownKey => self.pick(
                "Cette clé d’accès n’est pas enregistrée ici, ou elle a été retirée. Utilisez un autre moyen.",
                "That passkey is not registered here, or was removed. Use another way.",
            ),
            Refused::Counter => self.pick(
                "Cette clé d’accès compte moins d’utilisations que la dernière fois : elle a peut-être été copiée. Elle n’est plus acceptée ; prévenez l’administrateur, retirez-la et ajoutez-en une autre.",
                "That passkey counts fewer uses than last time: it may have been copied. It is not accepted any more; tell the administrator, remove it and add another.",
            ),
            Refused::NotPresent | Refused::NotVerified => self.pick(
                "L’appareil n’a pas vérifié que c’est vous : une empreinte, un visage ou un code est demandé. Réglez-en un sur l’appareil, ou utilisez un autre moyen.",
                "The device did not check that it is you: a finger, a face or a PIN is asked for. Set one on the device, or use another way.",
            ),
            Refused::Challenge => self.pick(
                "Cette demande a plus de cinq minutes, a déjà servi ou vient d’un autre navigateur. Recommencez d’ici.",
                "That request is older than five minutes, was used already or is from another browser. Begin again from here.",
            ),
            Refused::Origin | Refused::Party => self.pick(
                "Cette clé d’accès est pour une autre adresse que celle-ci.",
                "That passkey is for another address than this one.",
            ),
            Refused::Algorithm | Refused::Attestation => self.pick(
                "Cet appareil fait des clés d’accès d’un genre qui n’est pas accepté ici.",
                "This device makes passkeys of a kind that is not accepted here.",
            ),
            Refused::Unreadable
            | Refused::Ceremony
            | Refused::Backup
            | Refused::Signature
            | Refused::Somebody => self.pick(
                "La réponse de la clé d’accès n’est pas celle qui était attendue. Recommencez, ou utilisez un autre moyen.",
                "The answer of the passkey is not what it should be. Begin again, or use another way.",
            ),
        }
    }
}
