//! From what somebody gives to who they are.
//!
//! Two steps, since comparing a secret takes tens of milliseconds and must hold no lock: [`Directory::candidate`]
//! says whose secret to compare with what, [`Directory::admit`] draws the conclusion.

use base::Moment;
use base::id::{EstablishmentId, PersonId};
use base::time::HOUR;
use serde::{Deserialize, Serialize};
use webauthn::{Assertion, Challenge, Party};

use crate::{
    Account, Change, Directory, Hashed, Link, Login, Post, PostId, Print, Secret, Session, Standing,
};

/// What somebody gives.
#[derive(Clone, Copy, Debug)]
pub enum Proof<'a> {
    /// A login and password.
    Password {
        /// As typed.
        login: &'a str,
        /// As typed.
        password: &'a str,
    },
    /// A face of the post and a short number.
    Pin {
        /// Whose.
        person: PersonId,
        /// As typed.
        pin: &'a str,
    },
    /// A card that was read.
    Badge {
        /// Its number.
        number: &'a str,
    },
    /// A passkey answered a question that was asked of this browser.
    Passkey {
        /// Us, as the question said.
        party: &'a Party,
        /// The question.
        challenge: &'a Challenge,
        /// The answer.
        answer: &'a Assertion,
    },
    /// An identity provider said so, and it was verified.
    Provider(&'a Link),
}

/// How a session began: written in traces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A password.
    Password,
    /// A PIN at a shared post.
    Pin,
    /// A card at a shared post.
    Badge,
    /// A passkey.
    Passkey,
    /// An identity provider, with its session number, by which it may end ours.
    Provider {
        /// Its issuer.
        issuer: String,
        /// The person there.
        subject: String,
        /// Its session, when it tells one.
        sid: Option<String>,
        /// For which establishment somebody comes who exercises in several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        establishment: Option<EstablishmentId>,
        /// It vouches for two factors.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        two_factors: bool,
    },
}

impl Way {
    /// Its name in traces.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Pin => "pin",
            Self::Badge => "badge",
            Self::Passkey => "passkey",
            Self::Provider { .. } => "provider",
        }
    }

    /// For which establishment somebody comes who exercises in several.
    #[must_use]
    pub const fn establishment(&self) -> Option<EstablishmentId> {
        match self {
            Self::Provider { establishment, .. } => *establishment,
            Self::Password | Self::Pin | Self::Badge | Self::Passkey => None,
        }
    }

    /// Whether it proves more than that somebody holds a card or looked over a shoulder.
    #[must_use]
    pub const fn is_strong(&self) -> bool {
        match self {
            Self::Password | Self::Passkey | Self::Provider { .. } => true,
            Self::Pin | Self::Badge => false,
        }
    }
}

/// Why somebody is not let in. What a stranger is told is the same for the first three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// No such account, or not that secret.
    #[error("identifiant ou secret inconnu")]
    Unknown,
    /// The account may not be used now.
    #[error("compte fermé, échu ou pas encore ouvert")]
    NotOpen(Standing),
    /// The provider's person is linked to nobody here.
    #[error("aucun compte lié à cette identité")]
    NotLinked,
    /// The provider's person has an account here that gives nothing to do.
    #[error("aucun rôle en vigueur")]
    NoRole,
    /// The provider says where the person exercises, and it is nowhere here.
    #[error("aucun exercice dans un établissement du territoire")]
    NoSituation,
    /// A card or PIN is only taken at an approved post.
    #[error("badge et code : seulement sur un poste partagé")]
    NotAPost,
    /// It is too long since this person gave more than a card or a PIN.
    #[error("mot de passe ou fournisseur d'identité demandé")]
    TooLight,
    /// The password was chosen by somebody else: another one must be chosen first.
    #[error("mot de passe à choisir")]
    MustChoose,
    /// The passkey proves nothing.
    #[error("clé d'accès : {0}")]
    Passkey(webauthn::Refused),
    /// Too many failures.
    #[error("trop d'essais")]
    TooMany {
        /// Until when.
        until: Moment,
    },
}

impl From<webauthn::Refused> for Denied {
    fn from(why: webauthn::Refused) -> Self {
        Self::Passkey(why)
    }
}

/// Whose secret is to be compared.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Whose, if there is such an account.
    pub person: Option<PersonId>,
    /// What the secret has to match; none when what was given is proof enough.
    pub against: Option<Hashed>,
    /// How it would be proven.
    pub way: Way,
}

/// Somebody who was let in.
#[derive(Clone, Debug)]
pub struct Proven {
    /// The session to be.
    pub session: Session,
    /// What has to be kept.
    pub changes: Vec<Change>,
}

impl Directory {
    /// Whose secret to compare with what. An account that does not exist gives a hash that nothing matches.
    ///
    /// # Errors
    /// When that kind of proof is not taken there, or a provider's person is linked to nobody.
    pub fn candidate(&self, proof: &Proof<'_>, post: Option<&Post>) -> Result<Candidate, Denied> {
        match proof {
            Proof::Password { login, .. } => {
                let account = login
                    .parse::<Login>()
                    .ok()
                    .and_then(|it| self.account_of_login(&it));
                let password = account.and_then(|it| it.password.clone());
                Ok(Candidate {
                    person: account.filter(|_| password.is_some()).map(|it| it.person),
                    against: Some(password.unwrap_or_else(Hashed::of_nobody)),
                    way: Way::Password,
                })
            }
            Proof::Pin { person, .. } => {
                post.ok_or(Denied::NotAPost)?;
                let pin = self.account(*person).and_then(|it| it.pin.clone());
                Ok(Candidate {
                    person: pin.is_some().then_some(*person),
                    against: Some(pin.unwrap_or_else(Hashed::of_nobody)),
                    way: Way::Pin,
                })
            }
            Proof::Badge { number } => {
                post.ok_or(Denied::NotAPost)?;
                let account = self.account_of_badge(&self.badge_print(number));
                Ok(Candidate {
                    person: Some(account.ok_or(Denied::Unknown)?.person),
                    against: None,
                    way: Way::Badge,
                })
            }
            Proof::Passkey {
                party,
                challenge,
                answer,
            } => {
                let (account, ..) = self.holder(party, challenge, answer)?;
                Ok(Candidate {
                    person: Some(account.person),
                    against: None,
                    way: Way::Passkey,
                })
            }
            Proof::Provider(link) => {
                let account = self.account_of_link(link).ok_or(Denied::NotLinked)?;
                Ok(Candidate {
                    person: Some(account.person),
                    against: None,
                    way: Way::Provider {
                        issuer: link.issuer.clone(),
                        subject: link.subject.clone(),
                        sid: None,
                        establishment: None,
                        two_factors: false,
                    },
                })
            }
        }
    }

    /// Lets the candidate in whose secret matched: a new session under that token.
    ///
    /// # Errors
    /// When the account may not be used, or not by so little.
    pub fn admit(
        &self,
        person: PersonId,
        way: Way,
        post: Option<&Post>,
        token: &Secret,
        now: Moment,
    ) -> Result<Proven, Denied> {
        let account = self.account(person).ok_or(Denied::Unknown)?;
        match account.standing(now) {
            Standing::Open => {}
            closed @ (Standing::Closed | Standing::Over | Standing::NotYet) => {
                return Err(Denied::NotOpen(closed));
            }
        }
        if account.must_choose && way == Way::Password {
            return Err(Denied::MustChoose);
        }
        if !way.is_strong() && !self.is_fresh(account, now) {
            return Err(Denied::TooLight);
        }
        let session = Session {
            print: token.print(),
            person,
            post: post.map(|it| it.id),
            since: now,
            seen: now,
            kept: Some(now),
            way: way.clone(),
        };
        let mut changes = vec![Change::Session(session.clone())];
        if way.is_strong() {
            let account = Account {
                strong_at: Some(now),
                ..account.clone()
            };
            changes.push(Change::Account(Box::new(account)));
        }
        if let Some(post) = post {
            changes.push(Change::Post(Box::new(post.remembering(person))));
        }
        Ok(Proven { session, changes })
    }

    /// Whether a card or a PIN is enough for that person now.
    fn is_fresh(&self, account: &Account, now: Moment) -> bool {
        let most = i64::from(self.policy().light_hours) * HOUR;
        account.strong_at.is_some_and(|at| now.since(at) < most)
    }

    /// What is kept of a card's number.
    #[must_use]
    pub fn badge_print(&self, number: &str) -> Print {
        Print::of_text(self.pepper(), number.trim())
    }

    /// The session and its person behind a token, if it still holds: at that post, for an account that may be used.
    #[must_use]
    pub fn present(&self, token: &Secret, post: Option<PostId>, now: Moment) -> Option<(&Session, &Account)> {
        let session = self.session(&token.print())?;
        let account = self.account(session.person)?;
        let holds = session.post == post
            && session.holds(self.policy(), now)
            && account.standing(now) == Standing::Open;
        holds.then_some((session, account))
    }
}
