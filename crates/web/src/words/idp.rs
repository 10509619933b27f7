//! Signing in at an identity provider: the way there and back, and why it did not work.

use oidc::{Snag, Why};

use super::{Lang, Words};
use crate::identity::Refused;

/// The way to a provider and back.
#[derive(Debug)]
pub struct IdpWords {
    /// A provider did not answer a moment ago.
    pub did_not_answer: &'static str,
    /// Title of the page that leaves.
    pub leaving: &'static str,
    /// What happens next.
    pub leaving_why: &'static str,
    /// Goes on by hand.
    pub go_on: &'static str,
    /// Title where the browser came by another name.
    pub elsewhere: &'static str,
    /// What to do then.
    pub elsewhere_why: &'static str,
    /// Back to the sign-in page.
    pub other_means: &'static str,
    /// Title for somebody without an account.
    pub no_access: &'static str,
    /// What the administrator needs.
    pub no_access_why: &'static str,
    /// A provider's issuer.
    pub issuer: &'static str,
    /// The person there.
    pub subject: &'static str,
    /// Title of the choice of an establishment.
    pub choose: &'static str,
    /// What the choice does.
    pub choose_why: &'static str,
    /// Above the establishments.
    pub choose_legend: &'static str,
    /// None was chosen.
    pub choose_missing: &'static str,
    /// Title of the form that waited.
    pub resume: &'static str,
    /// Above a form that waited longer.
    pub resume_earlier: &'static str,
    /// Sends it.
    pub send: &'static str,
    /// No form waits.
    pub nothing_kept: &'static str,
    /// Why, and what to do.
    pub nothing_kept_why: &'static str,
}

/// French.
pub const FR: IdpWords = IdpWords {
    did_not_answer: "Il ne répondait pas il y a un instant : utilisez votre mot de passe si l’essai échoue encore.",
    leaving: "Vers le fournisseur d’identité",
    leaving_why: "La page du fournisseur s’ouvre d’elle-même. Votre saisie en cours est gardée ici pendant dix minutes.",
    go_on: "Continuer",
    elsewhere: "Ouvrez Chevet par son adresse publique",
    elsewhere_why: "Le fournisseur d’identité ne renvoie que vers cette adresse. Ouvrez-la, puis connectez-vous de là.",
    other_means: "Autre moyen de connexion",
    no_access: "Pas d’accès ici",
    no_access_why: "Le fournisseur vous a bien reconnu, mais aucun compte ne vous est ouvert ici. Demandez-le à votre cadre ou à l’administrateur, avec cette référence :",
    issuer: "Fournisseur",
    subject: "Vous, chez lui",
    choose: "Pour quel établissement venez-vous ?",
    choose_why: "Le répertoire national vous déclare dans plusieurs établissements du territoire. Vos rôles des autres sont mis de côté jusqu’à la prochaine connexion.",
    choose_legend: "Établissement",
    choose_missing: "Choisissez un établissement de la liste.",
    resume: "Votre saisie vous attend",
    resume_earlier: "Une saisie plus ancienne",
    send: "Envoyer",
    nothing_kept: "Aucune saisie en attente",
    nothing_kept_why: "Une saisie attend dix minutes, dans le navigateur qui l’a commencée et pour la personne qui s’est connectée.",
};

/// English.
pub const EN: IdpWords = IdpWords {
    did_not_answer: "It did not answer a moment ago: use your password if trying again fails.",
    leaving: "To the identity provider",
    leaving_why: "The provider’s page opens by itself. What you were typing is kept here for ten minutes.",
    go_on: "Continue",
    elsewhere: "Open Chevet by its public address",
    elsewhere_why: "The identity provider sends people back to that address only. Open it, then sign in from there.",
    other_means: "Another way to sign in",
    no_access: "No access here",
    no_access_why: "The provider did recognise you, but no account is open to you here. Ask your head nurse or the administrator for one, with this reference:",
    issuer: "Provider",
    subject: "You, there",
    choose: "Which establishment do you come for?",
    choose_why: "The national register has you in several establishments of the territory. Your roles in the others are put aside until you next sign in.",
    choose_legend: "Establishment",
    choose_missing: "Choose an establishment of the list.",
    resume: "Your form waits for you",
    resume_earlier: "An older form",
    send: "Send",
    nothing_kept: "No form waits",
    nothing_kept_why: "A form waits for ten minutes, in the browser that began it and for the person who signed in.",
};

impl Words {
    /// A provider's button.
    #[must_use]
    pub fn sign_in_with(&self, provider: &str) -> String {
        match self.lang {
            Lang::Fr => format!("Se connecter avec {provider}"),
            Lang::En => format!("Sign in with {provider}"),
        }
    }

    /// What a form that waited does when it is sent.
    #[must_use]
    pub fn resume_what(&self, action: Option<&str>) -> String {
        match (self.lang, action) {
            (Lang::Fr, Some(action)) => {
                format!(
                    "Vous êtes connecté. Rien n’est encore enregistré : « {action} » attend d’être envoyé."
                )
            }
            (Lang::Fr, None) => {
                "Vous êtes connecté. Rien n’est encore enregistré : le formulaire attend d’être envoyé."
                    .to_owned()
            }
            (Lang::En, Some(action)) => {
                format!("You are signed in. Nothing is saved yet: “{action}” waits to be sent.")
            }
            (Lang::En, None) => {
                "You are signed in. Nothing is saved yet: the form waits to be sent.".to_owned()
            }
        }
    }

    /// Why somebody was not let in.
    #[must_use]
    pub fn refused(&self, why: &Refused) -> &'static str {
        match why {
            Refused::Denied(denied) => self.denied(denied),
            Refused::Provider(why) => self.refused_there(*why),
            Refused::NoProvider => self.pick(
                "Ce fournisseur d’identité n’est pas proposé ici, ou il est mal réglé. Utilisez un autre moyen, et prévenez l’administrateur.",
                "That identity provider is not offered here, or not set up as it must be. Use another way, and tell the administrator.",
            ),
            Refused::OtherName => self.idp.elsewhere_why,
            Refused::OneFactor => self.passkeys.one_factor,
            Refused::Fault(_) => self.identity.fault,
        }
    }

    /// What is the matter with a provider, for whoever wants to sign in.
    #[must_use]
    pub fn unavailable(&self, snag: Snag) -> &'static str {
        match snag {
            Snag::Waiting | Snag::Unreachable | Snag::TooSlow | Snag::BadStatus => self.pick(
                "Le fournisseur d’identité est injoignable. Un compte local reste possible : identifiant et mot de passe. Rien de votre saisie n’est perdu.",
                "The identity provider cannot be reached. A local account still works: login and password. Nothing that you typed is lost.",
            ),
            Snag::Redirected
            | Snag::TooLarge
            | Snag::ForbiddenAddress
            | Snag::Malformed
            | Snag::OtherIssuer
            | Snag::Unsupported
            | Snag::ClientRefused
            | Snag::NoAuthorities => self.pick(
                "Le fournisseur d’identité ne répond pas comme il devrait. Utilisez votre identifiant et votre mot de passe, et prévenez l’administrateur.",
                "The identity provider does not answer as it should. Use your login and password, and tell the administrator.",
            ),
        }
    }

    /// Why what a provider answered is not taken, for the person it is about.
    #[must_use]
    pub fn refused_there(&self, why: Why) -> &'static str {
        match why {
            Why::Provider(snag) => self.unavailable(snag),
            Why::State | Why::NoCode | Why::CodeRefused => self.pick(
                "Cette connexion n’a pas été commencée dans ce navigateur, ou elle a déjà servi. Recommencez d’ici.",
                "That sign-in was not begun in this browser, or was used already. Begin again from here.",
            ),
            Why::PendingExpired => self.pick(
                "La connexion a pris plus de dix minutes. Recommencez d’ici.",
                "Signing in took more than ten minutes. Begin again from here.",
            ),
            Why::OtherProvider | Why::IssuerParameterWrong | Why::IssuerParameterMissing => self.pick(
                "La réponse ne vient pas du fournisseur d’identité choisi. Recommencez d’ici.",
                "The answer is not from the identity provider that was chosen. Begin again from here.",
            ),
            Why::Denied => self.pick(
                "La connexion a été refusée ou abandonnée chez le fournisseur d’identité.",
                "Signing in was refused or given up at the identity provider.",
            ),
            Why::LoginRequired => self.pick(
                "Le fournisseur d’identité demande de vous authentifier à nouveau. Recommencez d’ici.",
                "The identity provider wants you to authenticate again. Begin again from here.",
            ),
            Why::AcrMissing | Why::AcrNotAccepted => self.pick(
                "L’authentification n’est pas assez forte pour ce logiciel. Recommencez avec votre carte ou votre application d’authentification.",
                "The authentication is not strong enough for this software. Begin again with your card or your authentication app.",
            ),
            Why::AuthTimeMissing | Why::AuthTimeTooOld => self.pick(
                "Votre authentification chez le fournisseur est trop ancienne. Authentifiez-vous à nouveau.",
                "Your authentication at the provider is too old. Authenticate again.",
            ),
            Why::TokenExpired | Why::IssuedInFuture | Why::IssuedLongAgo => self.pick(
                "L’heure du fournisseur d’identité et celle du serveur ne vont pas ensemble. Recommencez ; si cela se répète, prévenez l’administrateur.",
                "The clock of the identity provider and that of the server do not agree. Begin again; if it persists, tell the administrator.",
            ),
            Why::ProviderError
            | Why::NoIdToken
            | Why::Malformed
            | Why::Algorithm
            | Why::TokenType
            | Why::UnknownKey
            | Why::BadSignature
            | Why::Issuer
            | Why::Audience
            | Why::ExtraAudience
            | Why::AuthorizedParty
            | Why::NonceMissing
            | Why::NonceWrong
            | Why::Subject
            | Why::AccessTokenHash
            | Why::OtherSubject
            | Why::NoLogoutEvent
            | Why::NonceInLogout
            | Why::NobodyToLogOut
            | Why::NoTokenId
            | Why::Replayed => self.pick(
                "La réponse du fournisseur d’identité n’est pas valable. Recommencez ; si cela se répète, prévenez l’administrateur.",
                "The answer of the identity provider is not valid. Begin again; if it persists, tell the administrator.",
            ),
        }
    }
}
