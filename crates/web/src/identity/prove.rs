//! Letting somebody in: whose secret, the comparison away from the threads that serve, the conclusion.

use auth::{Change, Denied, Directory, Link, Proof, ProviderId, Secret, Source, Way};
use base::Moment;
use base::id::{EstablishmentId, PersonId};

use super::{Identity, NotKept, Noted, Question, locked};
use crate::Web;
use crate::access::{Client, Present, Visitor};
use crate::visit::Visit;

/// Somebody who was let in.
#[derive(Clone, Debug)]
pub struct Entering {
    /// As the rest of the request sees them.
    pub present: Present,
    /// What their browser holds from now on.
    pub token: Secret,
}

/// Why somebody was not let in.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// By the rules.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// By an identity provider, or because of what it answered.
    #[error("{0}")]
    Provider(oidc::Why),
    /// The identity provider is not one, or not set up as it must be.
    #[error("fournisseur d'identité inconnu ou mal réglé")]
    NoProvider,
    /// This browser came by another name than the one that identity providers know.
    #[error("adresse inconnue du fournisseur d'identité")]
    OtherName,
    /// It is one factor where two are asked for.
    #[error("un seul facteur")]
    OneFactor,
    /// It could not be found out, or not be kept.
    #[error("{0}")]
    Fault(String),
}

impl From<NotKept> for Refused {
    fn from(fault: NotKept) -> Self {
        Self::Fault(fault.to_string())
    }
}

/// What somebody gives, owned: the comparison happens on another thread.
#[derive(Clone, Debug)]
pub enum Given {
    /// A login and password.
    Password(String, String),
    /// A face of the post and a short number.
    Pin(PersonId, String),
    /// A card.
    Badge(String),
    /// A passkey's answer to a question that was put to this browser.
    Passkey(Box<Question>, Box<webauthn::Assertion>),
    /// A provider's person, verified.
    Provider(Box<Asserted>),
}

/// What a provider asserts of somebody, verified.
#[derive(Clone, Debug)]
pub struct Asserted {
    /// Which provider.
    pub provider: ProviderId,
    /// Who, there.
    pub link: Link,
    /// Its session.
    pub sid: Option<String>,
    /// Their RPPS number, where it may link them to the account that carries it.
    pub rpps: Option<String>,
    /// The establishment they come for, when they exercise in several.
    pub establishment: Option<EstablishmentId>,
    /// It asks everybody for two factors.
    pub two_factors: bool,
}

impl Given {
    fn proof(&self) -> Proof<'_> {
        match self {
            Self::Password(login, password) => Proof::Password { login, password },
            Self::Pin(person, pin) => Proof::Pin { person: *person, pin },
            Self::Badge(number) => Proof::Badge { number },
            Self::Passkey(question, answer) => Proof::Passkey {
                party: &question.party,
                challenge: &question.challenge,
                answer,
            },
            Self::Provider(asserted) => Proof::Provider(&asserted.link),
        }
    }

    fn secret(&self) -> &str {
        match self {
            Self::Password(_, secret) | Self::Pin(_, secret) => secret,
            Self::Badge(_) | Self::Passkey(..) | Self::Provider(_) => "",
        }
    }

    /// The account as failures are counted by; none where nothing can be guessed: what a key or a provider signed is
    /// true, and colleagues without an account must not close the provider for the others.
    fn account(&self) -> Option<String> {
        match self {
            Self::Password(login, _) => Some(login.trim().to_lowercase()),
            Self::Pin(person, _) => Some(person.to_string()),
            // Cards are guessed by their number, not by whose they are.
            Self::Badge(_) => Some("badge".to_owned()),
            Self::Passkey(..) | Self::Provider(_) => None,
        }
    }

    /// What the trace tells of it.
    fn details(&self, way: &Way) -> serde_json::Value {
        let mut details = serde_json::json!({ "way": way.code() });
        if let Self::Provider(asserted) = self {
            details["provider"] = asserted.provider.as_str().into();
            if let Some(establishment) = asserted.establishment {
                details["establishment"] = establishment.to_string().into();
            }
        }
        details
    }
}

impl Identity {
    /// Lets somebody in, or not. Every outcome is in the trace.
    ///
    /// # Errors
    /// Why not.
    pub async fn enter(
        &self,
        web: &Web,
        given: Given,
        visitor: &Visitor,
        client: Client,
        now: Moment,
    ) -> Result<Entering, Refused> {
        let source = visitor
            .post_id()
            .map_or(Source::Address(client.address), Source::Post);
        let account = given.account();
        let policy = self.read().policy().clone();
        let closed = |account: &String| locked(&self.attempts).refused_until(account, source, &policy, now);
        if let Some(until) = account.as_ref().and_then(closed) {
            return Err(Denied::TooMany { until }.into());
        }
        match self.proven(web, &given, visitor, now).await {
            Ok(entering) => {
                if let Some(account) = &account {
                    locked(&self.attempts).succeeded(account, source);
                }
                Ok(entering)
            }
            Err(Refused::Denied(why)) => {
                let mut closes = false;
                if let (Some(account), Denied::Unknown) = (&account, why) {
                    closes = locked(&self.attempts).failed(account, source, &policy, now);
                }
                let mut details = serde_json::json!({ "why": word_of(why), "closes": closes });
                if let Given::Provider(asserted) = &given {
                    details["provider"] = asserted.provider.as_str().into();
                }
                if let Denied::Passkey(webauthn::Refused::Counter) = why {
                    tracing::warn!(target: "security", "the counter of a passkey went back: it may have been copied");
                }
                self.note_refusal(web, details, visitor).await;
                Err(why.into())
            }
            Err(other) => Err(other),
        }
    }

    async fn proven(
        &self,
        web: &Web,
        given: &Given,
        visitor: &Visitor,
        now: Moment,
    ) -> Result<Entering, Refused> {
        if let Given::Provider(asserted) = given {
            self.link_prepared(web, asserted, now).await?;
        }
        let candidate = self.read().candidate(&given.proof(), visitor.post.as_ref())?;
        let matches = match candidate.against {
            None => true,
            Some(against) => self.compare(against, given.secret().to_owned()).await?,
        };
        let person = candidate.person.filter(|_| matches).ok_or(Denied::Unknown)?;
        let way = match (candidate.way, given) {
            (Way::Provider { issuer, subject, .. }, Given::Provider(asserted)) => Way::Provider {
                issuer,
                subject,
                sid: asserted.sid.clone(),
                establishment: asserted.establishment,
                two_factors: asserted.two_factors,
            },
            (way, _) => way,
        };
        let drawn = app::chance::thirty_two_bytes().map_err(|fault| Refused::Fault(fault.to_string()))?;
        let token = Secret::new(drawn);
        let post = visitor.post_id();
        let decided = self
            .decide(web, |directory| {
                let post = post.and_then(|id| directory.post(id));
                let proven = match given {
                    Given::Passkey(asked, answer) => {
                        directory.admit_holder(&asked.party, &asked.challenge, answer, post, &token, now)?
                    }
                    _ => directory.admit(person, way.clone(), post, &token, now)?,
                };
                if matches!(given, Given::Provider(_)) && !has_a_role(directory, person, now) {
                    return Err(Denied::NoRole);
                }
                let mut changes = directory.over(now);
                // Whoever signs in again leaves the session they had here.
                if let Some(former) = &visitor.person {
                    changes.push(auth::Change::NoSession(former.session));
                }
                changes.extend(proven.changes);
                let noted = Noted {
                    actor: Some(person),
                    post: post.map(|it| it.id),
                    ..Noted::security("sign_in").with(given.details(&way))
                };
                Ok::<_, Denied>((changes, vec![noted], ()))
            })
            .await?;
        decided?;
        let directory = self.read();
        let (session, account) = directory.present(&token, post, now).ok_or(Denied::Unknown)?;
        let present = super::present(web, &directory, session, account, now);
        drop(directory);
        Ok(Entering { present, token })
    }

    /// Whether somebody who is there knows their password: asked before what proves them changes. Failures count as
    /// at the door.
    ///
    /// # Errors
    /// When it is not that password, when too many were wrong, or when it cannot be found out.
    pub async fn is_them(
        &self,
        account: &auth::Account,
        typed: String,
        visit: &Visit,
    ) -> Result<(), Refused> {
        let Some(client) = visit.client else {
            return Err(Denied::Unknown.into());
        };
        let source = visit
            .visitor
            .post_id()
            .map_or(Source::Address(client.address), Source::Post);
        let (login, policy) = (account.login.as_str(), self.read().policy().clone());
        let closed = locked(&self.attempts).refused_until(login, source, &policy, visit.now);
        if let Some(until) = closed {
            return Err(Denied::TooMany { until }.into());
        }
        let against = account.password.clone().unwrap_or_else(auth::Hashed::of_nobody);
        if self.compare(against, typed).await? {
            locked(&self.attempts).succeeded(login, source);
            return Ok(());
        }
        locked(&self.attempts).failed(login, source, &policy, visit.now);
        Err(Denied::Unknown.into())
    }

    /// Links a provider's person to the account that an administrator prepared for them, if there is one.
    async fn link_prepared(&self, web: &Web, asserted: &Asserted, now: Moment) -> Result<(), Refused> {
        let (Some(rpps), None) = (&asserted.rpps, self.read().account_of_link(&asserted.link)) else {
            return Ok(());
        };
        let decided = self.decide(web, |directory| {
            // Two browsers of one person that come back at once: the second finds the link made.
            if directory.account_of_link(&asserted.link).is_some() {
                return Ok((Vec::new(), Vec::new(), ()));
            }
            let (person, change) = directory.linked_by_rpps(&asserted.link, rpps, now)?;
            let details = serde_json::json!({ "provider": asserted.provider.as_str(), "by": "rpps" });
            let noted = Noted {
                actor: Some(person),
                ..Noted::administration("account_linked").with(details)
            };
            Ok::<(Vec<Change>, Vec<Noted>, ()), Denied>((vec![change], vec![noted], ()))
        });
        Ok(decided.await??)
    }

    /// Compares a secret, when its turn has come.
    ///
    /// # Errors
    /// When what is kept is unreadable or the machine cannot.
    pub async fn compare(&self, against: auth::Hashed, secret: String) -> Result<bool, Refused> {
        self.comparing.compare(against, secret).await
    }

    /// Hashes a secret, when its turn has come.
    ///
    /// # Errors
    /// When the secret is too long or the machine cannot.
    pub async fn hash(&self, secret: String, cost: auth::Cost) -> Result<auth::Hashed, Refused> {
        self.comparing.hash(secret, cost).await
    }

    /// A refused sign-in, in the trace.
    pub(crate) async fn note_refusal(&self, web: &Web, details: serde_json::Value, visitor: &Visitor) {
        let noted = Noted::security("sign_in_refused").by(visitor).with(details);
        if let Err(fault) = self.note(web, vec![noted]).await {
            tracing::warn!(target: "security", %fault, "a refused sign-in was not kept in the trace");
        }
    }
}

/// Whether an account gives anything to do now.
fn has_a_role(directory: &Directory, person: PersonId, now: Moment) -> bool {
    let account = directory.account(person);
    account.is_some_and(|it| it.assignments.iter().any(|held| held.holds_at(now)))
}

/// How the trace names a refusal.
const fn word_of(why: Denied) -> &'static str {
    match why {
        Denied::Unknown => "unknown",
        Denied::NotOpen(_) => "not_open",
        Denied::NotLinked => "not_linked",
        Denied::NoRole => "no_role",
        Denied::NoSituation => "no_situation",
        Denied::NotAPost => "not_a_post",
        Denied::TooLight => "too_light",
        Denied::MustChoose => "must_choose",
        Denied::Passkey(why) => why.code(),
        Denied::TooMany { .. } => "too_many",
    }
}
