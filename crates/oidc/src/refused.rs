//! What is said when somebody cannot sign in.
//!
//! Two readers: the person gets one plain sentence in French ([`std::fmt::Display`]), the log gets the detail in
//! English ([`Refused::detail`]). Neither ever holds a code, a token, a secret or a name.

use std::fmt;

use base::text::readable;

/// Why a provider cannot be talked to: its fault, the network's, or the configuration's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Snag {
    /// It did not answer a moment ago, and is left alone for a while.
    Waiting,
    /// No connection: name, network or certificate.
    Unreachable,
    /// Connected or answered too slowly.
    TooSlow,
    /// It wants to send us elsewhere. We never follow.
    Redirected,
    /// The answer is larger than any honest one.
    TooLarge,
    /// The address is not `https`, its host is not listed, or it leads into a network that is not listed.
    ForbiddenAddress,
    /// It answered with a fault.
    BadStatus,
    /// It answered something that cannot be read.
    Malformed,
    /// It says that it is another provider (Discovery 4.3).
    OtherIssuer,
    /// It cannot do what we need: the code flow, PKCE with S256, a signature that we accept.
    Unsupported,
    /// It does not know our client id, or not with that secret.
    ClientRefused,
    /// This machine has no list of authorities to check certificates with.
    NoAuthorities,
}

/// Why somebody is not signed in, or not signed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The provider cannot be talked to.
    Provider(Snag),
    /// The `state` is not that of this session: an old tab, or somebody else's link (RFC 6749 10.12).
    State,
    /// Signing in took longer than [`crate::PENDING_AGE`].
    PendingExpired,
    /// The sign-in was begun at another provider.
    OtherProvider,
    /// The provider always says who it is and did not (RFC 9207 2.4).
    IssuerParameterMissing,
    /// Another provider answered: a mix-up (RFC 9207 2.4).
    IssuerParameterWrong,
    /// The person, or the provider, said no (`access_denied`).
    Denied,
    /// A silent sign-in needs the person after all (`login_required` and its kin).
    LoginRequired,
    /// The provider reports another error.
    ProviderError,
    /// Neither a code nor an error came back.
    NoCode,
    /// The code was already used, is too old, or belongs to another session (`invalid_grant`; RFC 7636 4.6).
    CodeRefused,
    /// No ID token came for the code.
    NoIdToken,
    /// The token cannot be read.
    Malformed,
    /// The token is signed in a way that we do not accept, or not at all (RFC 8725 3.1).
    Algorithm,
    /// The token is of another kind (RFC 8725 3.11).
    TokenType,
    /// The provider has no such key.
    UnknownKey,
    /// The signature is not that of the key.
    BadSignature,
    /// The token is from another issuer.
    Issuer,
    /// The token is not for us.
    Audience,
    /// The token is also for somebody whom we do not trust.
    ExtraAudience,
    /// The token was given to another client (`azp`).
    AuthorizedParty,
    /// The token has ended.
    TokenExpired,
    /// The token was made in the future, or is not valid yet.
    IssuedInFuture,
    /// The token was made too long ago.
    IssuedLongAgo,
    /// The token answers no request.
    NonceMissing,
    /// The token answers another request.
    NonceWrong,
    /// The token names nobody, or in a way that cannot be kept.
    Subject,
    /// The token does not say how strongly the person was authenticated.
    AcrMissing,
    /// The person was authenticated less strongly than is wanted.
    AcrNotAccepted,
    /// The token does not say when the person was authenticated.
    AuthTimeMissing,
    /// The person was authenticated too long ago.
    AuthTimeTooOld,
    /// The access token is not the one that the ID token speaks of (`at_hash`).
    AccessTokenHash,
    /// The user information is about somebody else (OIDC Core 5.3.2).
    OtherSubject,
    /// The logout token announces no logout.
    NoLogoutEvent,
    /// The logout token has a nonce, as only an ID token may (Back-Channel Logout 2.4).
    NonceInLogout,
    /// The logout token names neither a person nor a session.
    NobodyToLogOut,
    /// The logout token has no id of its own.
    NoTokenId,
    /// The logout token was already received.
    Replayed,
}

/// A provider cannot be talked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    snag: Snag,
    detail: Box<str>,
}

/// Somebody is not signed in, or not signed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    why: Why,
    detail: Box<str>,
}

impl Trouble {
    pub(crate) fn new(snag: Snag, detail: impl fmt::Display) -> Self {
        let detail = shortened(&detail.to_string(), 400);
        Self { snag, detail }
    }

    /// What kind of trouble.
    #[must_use]
    pub fn snag(&self) -> Snag {
        self.snag
    }

    /// For the log, in English: which address, which status.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl Refused {
    pub(crate) fn new(why: Why, detail: impl fmt::Display) -> Self {
        let detail = shortened(&detail.to_string(), 400);
        Self { why, detail }
    }

    /// The reason.
    #[must_use]
    pub fn why(&self) -> Why {
        self.why
    }

    /// For the log, in English: what was wanted and what came.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl From<Trouble> for Refused {
    fn from(trouble: Trouble) -> Self {
        Self {
            why: Why::Provider(trouble.snag),
            detail: trouble.detail,
        }
    }
}

impl std::error::Error for Trouble {}
impl std::error::Error for Refused {}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.snag.fmt(out)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.why.fmt(out)
    }
}

/// What somebody else wrote, fit for one line of a log.
pub(crate) fn shortened(text: &str, most: usize) -> Box<str> {
    let text = readable(text);
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

impl fmt::Display for Snag {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Waiting => {
                "Le fournisseur d'identité ne répondait pas il y a un instant. Réessayez dans quelques minutes, ou \
                 utilisez un autre moyen de connexion."
            }
            Self::Unreachable => {
                "Le fournisseur d'identité est injoignable. Réessayez plus tard, ou utilisez un autre moyen de \
                 connexion."
            }
            Self::TooSlow => {
                "Le fournisseur d'identité met trop de temps à répondre. Réessayez plus tard, ou utilisez un autre \
                 moyen de connexion."
            }
            Self::Redirected => {
                "Le fournisseur d'identité renvoie vers une autre adresse, ce qui n'est pas permis. Prévenez le \
                 service informatique."
            }
            Self::TooLarge => {
                "Le fournisseur d'identité envoie une réponse démesurée. Prévenez le service informatique."
            }
            Self::ForbiddenAddress => {
                "Le fournisseur d'identité indique une adresse qui n'est pas autorisée. Prévenez le service \
                 informatique."
            }
            Self::BadStatus => {
                "Le fournisseur d'identité signale une panne. Réessayez plus tard, ou utilisez un autre moyen de \
                 connexion."
            }
            Self::Malformed => {
                "Le fournisseur d'identité envoie une réponse illisible. Prévenez le service informatique."
            }
            Self::OtherIssuer => {
                "Le fournisseur d'identité se présente sous un autre nom que prévu. Prévenez le service informatique."
            }
            Self::Unsupported => {
                "Le fournisseur d'identité ne sait pas faire ce qui est demandé. Prévenez le service informatique."
            }
            Self::ClientRefused => {
                "Le fournisseur d'identité ne reconnaît pas ce logiciel. Prévenez le service informatique."
            }
            Self::NoAuthorities => {
                "Aucune autorité de certification n'est installée sur le serveur. Prévenez le service informatique."
            }
        })
    }
}

impl fmt::Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::Provider(snag) => return snag.fmt(out),
            Self::State => {
                "Cette connexion n'a pas été commencée ici, ou une autre l'a remplacée. Recommencez depuis la page de \
                 connexion."
            }
            Self::PendingExpired => {
                "La connexion a pris plus de dix minutes. Recommencez depuis la page de connexion."
            }
            Self::OtherProvider | Self::IssuerParameterWrong => {
                "La réponse vient d'un autre fournisseur d'identité que celui qui a été choisi. Recommencez depuis la \
                 page de connexion."
            }
            Self::IssuerParameterMissing => {
                "La réponse ne dit pas de quel fournisseur d'identité elle vient. Recommencez ; si cela se répète, \
                 prévenez le service informatique."
            }
            Self::Denied => "La connexion a été refusée ou abandonnée chez le fournisseur d'identité.",
            Self::LoginRequired => {
                "Le fournisseur d'identité demande de vous authentifier à nouveau. Recommencez depuis la page de \
                 connexion."
            }
            Self::ProviderError => {
                "Le fournisseur d'identité signale une erreur. Recommencez ; si cela se répète, prévenez le service \
                 informatique."
            }
            Self::NoCode => {
                "La réponse du fournisseur d'identité est vide. Recommencez depuis la page de connexion."
            }
            Self::CodeRefused => {
                "Cette réponse a déjà servi, ou elle est trop ancienne. Recommencez depuis la page de connexion."
            }
            Self::AcrMissing | Self::AcrNotAccepted => {
                "L'authentification n'est pas assez forte pour ce logiciel. Recommencez avec votre carte ou votre \
                 application d'authentification."
            }
            Self::AuthTimeMissing | Self::AuthTimeTooOld => {
                "Votre authentification est trop ancienne. Authentifiez-vous à nouveau."
            }
            Self::TokenExpired | Self::IssuedInFuture | Self::IssuedLongAgo => {
                "L'heure de la réponse ne va pas avec celle du serveur. Recommencez ; si cela se répète, l'horloge du \
                 serveur ou celle du fournisseur d'identité est déréglée."
            }
            Self::Subject | Self::OtherSubject => {
                "La réponse du fournisseur d'identité ne désigne personne de façon sûre. Prévenez le service \
                 informatique."
            }
            Self::NoLogoutEvent | Self::NonceInLogout | Self::NobodyToLogOut | Self::NoTokenId => {
                "La demande de déconnexion du fournisseur d'identité n'est pas valable."
            }
            Self::Replayed => "Cette demande de déconnexion a déjà été reçue.",
            Self::UnknownKey | Self::BadSignature | Self::Algorithm => {
                "La signature de la réponse n'a pas pu être vérifiée. Recommencez ; si cela se répète, prévenez le \
                 service informatique."
            }
            Self::NoIdToken
            | Self::Malformed
            | Self::TokenType
            | Self::Issuer
            | Self::Audience
            | Self::ExtraAudience
            | Self::AuthorizedParty
            | Self::NonceMissing
            | Self::NonceWrong
            | Self::AccessTokenHash => {
                "La réponse du fournisseur d'identité n'est pas valable pour cette connexion. Recommencez ; si cela \
                 se répète, prévenez le service informatique."
            }
        };
        out.write_str(sentence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_person_gets_a_sentence_and_the_log_the_detail() {
        let refused = Refused::new(Why::Issuer, "iss is https://evil.example\r\nFAKE LINE \u{1b}[31m");
        assert!(
            refused
                .to_string()
                .starts_with("La réponse du fournisseur d'identité")
        );
        assert!(!refused.to_string().contains("evil"));
        assert_eq!(refused.detail(), "iss is https://evil.exampleFAKE LINE [31m");
        let long = Refused::new(Why::Issuer, "é".repeat(10_000));
        assert_eq!(long.detail().chars().count(), 401);
    }

    #[test]
    fn trouble_keeps_its_kind_when_it_refuses_somebody() {
        let refused = Refused::from(Trouble::new(Snag::TooSlow, "token endpoint"));
        assert_eq!(
            (refused.why(), refused.detail()),
            (Why::Provider(Snag::TooSlow), "token endpoint")
        );
        assert_eq!(refused.to_string(), Snag::TooSlow.to_string());
    }
}
