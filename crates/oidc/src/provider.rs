//! One identity provider, from the button to the person.
//!
//! It holds no session and no person: what it remembers is where the provider's endpoints are, which keys it has, and
//! which logout tokens came lately.

use std::fmt;

use base::Moment;
use serde_json::{Map, Value};

use crate::claims::{self, Claims};
use crate::config::{BadConfig, ProviderConfig, Secret};
use crate::directory::{Directory, Known};
use crate::exchange::{self, UserInfo};
use crate::fetch::Client;
use crate::id_token::{self, Common, IdToken};
use crate::jws::{Jws, Kind};
use crate::logout::{self, LoggedOut, LogoutToken, Received};
use crate::pending::{Callback, Chance, Pending, Prompt};
use crate::refused::{Refused, Snag, Trouble, Why};
use crate::url::Url;

/// An identity provider. Shared by everybody who signs in there.
pub struct Provider {
    config: ProviderConfig,
    directory: Directory,
    received: Received,
}

/// Somebody signed in. A person is (`issuer`, `subject`): no other claim is unique or stays (OIDC Core 5.7).
#[derive(Clone, Debug)]
pub struct Login {
    /// Our short name of the provider.
    pub provider: String,
    /// The provider.
    pub issuer: Url,
    /// The person, there.
    pub subject: String,
    /// The session, there: what a back-channel logout names.
    pub sid: Option<String>,
    /// How strongly the person was authenticated.
    pub acr: Option<String>,
    /// With which means.
    pub amr: Vec<String>,
    /// When.
    pub auth_time: Option<Moment>,
    /// What else is said about the person.
    pub claims: Claims,
    /// The token itself, to be given back when the person signs out ([`Provider::sign_out_url`]).
    pub id_token: Secret,
}

impl Provider {
    /// A provider as it is configured. Nothing is read and nobody is asked: a server starts while a provider is down.
    ///
    /// # Errors
    /// When the configuration cannot work.
    pub fn new(config: ProviderConfig) -> Result<Self, BadConfig> {
        let (gate, discovery) = config.check()?;
        let client = Client::new(gate, config.egress.authorities.clone());
        Ok(Self {
            directory: Directory::new(config.issuer.clone(), discovery, client),
            received: Received::default(),
            config,
        })
    }

    /// Our short name of the provider.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.config.id
    }

    /// Its issuer.
    #[must_use]
    pub fn issuer(&self) -> &Url {
        &self.config.issuer
    }

    /// Its name on the button.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.config.name
    }

    /// Begins a sign-in: where to send the browser, and what to keep in its session until it comes back
    /// (OIDC Core 3.1.2.1, RFC 7636 4.3).
    ///
    /// # Errors
    /// When the provider cannot be talked to.
    pub async fn begin(&self, now: Moment, chance: &Chance) -> Result<(Url, Pending), Trouble> {
        self.begin_as(Prompt::Usual, now, chance).await
    }

    /// Begins a sign-in in which the person is asked in another way: again, or not at all.
    ///
    /// # Errors
    /// When the provider cannot be talked to.
    pub async fn begin_as(
        &self,
        prompt: Prompt,
        now: Moment,
        chance: &Chance,
    ) -> Result<(Url, Pending), Trouble> {
        let known = self.directory.known(now).await?;
        let pending = Pending::new(&self.config, prompt, now, chance);
        let mut scopes = vec!["openid"];
        scopes.extend(
            self.config
                .scopes
                .iter()
                .map(String::as_str)
                .filter(|scope| *scope != "openid"),
        );
        let (scopes, challenge) = (scopes.join(" "), pending.challenge());
        let mut pairs = vec![
            ("response_type", "code"),
            ("client_id", self.config.client_id.as_str()),
            ("redirect_uri", self.config.redirect_uri.as_str()),
            ("scope", scopes.as_str()),
            ("state", pending.state()),
            ("nonce", pending.nonce()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ];
        if let Some(acr) = self.config.acr_values.first() {
            pairs.push(("acr_values", acr));
        }
        let max_age = self.config.max_age.map(|seconds| seconds.to_string());
        match prompt {
            Prompt::Usual => {}
            Prompt::Again => pairs.push(("prompt", "login")),
            Prompt::Silent => pairs.push(("prompt", "none")),
        }
        match (prompt, &max_age) {
            // Whoever is to authenticate again must be able to prove it: this asks for `auth_time`.
            (Prompt::Again, _) => pairs.push(("max_age", "0")),
            (_, Some(seconds)) => pairs.push(("max_age", seconds)),
            (_, None) => {}
        }
        let url = known.metadata.authorization_endpoint.with_query(&pairs);
        let url = url.map_err(|fault| {
            Trouble::new(Snag::Malformed, format_args!("authorization endpoint: {fault:?}"))
        })?;
        Ok((url, pending))
    }

    /// Ends a sign-in: judges what the browser brought back, gets the tokens for it and judges them, and asks for more
    /// about the person.
    ///
    /// # Errors
    /// When anything is not as it must be; the reason says what.
    pub async fn finish(&self, pending: Pending, callback: Callback, now: Moment) -> Result<Login, Refused> {
        pending.answers(&self.config, &callback, now)?;
        let known = self.directory.known(now).await?;
        self.check_who_answers(&known, callback.iss.as_deref())?;
        if let Some(error) = &callback.error {
            return Err(refused_by_provider(error));
        }
        let code = callback
            .code
            .ok_or_else(|| Refused::new(Why::NoCode, "no code"))?;
        let client = self.directory.client();
        let tokens = exchange::tokens(client, &known.metadata, &self.config, &pending, &code).await?;
        let payload = self.verified(tokens.id_token.expose(), Kind::Id, now).await?;
        let token: IdToken = readable(&payload)?;
        let access_token = tokens.access_token.as_ref();
        id_token::judge(
            &token,
            &self.config,
            &pending,
            access_token.map(Secret::expose),
            now,
        )?;
        let mut all: Map<String, Value> = readable(&payload)?;
        let subject = token.sub.clone().unwrap_or_default();
        if let Some(access_token) = access_token {
            let more = exchange::user_info(client, &known.metadata, access_token).await?;
            all.extend(self.about(&subject, more, now).await?);
        }
        Ok(Login {
            provider: self.config.id.clone(),
            issuer: self.config.issuer.clone(),
            auth_time: id_token::authenticated(&token),
            subject,
            sid: token.sid,
            acr: token.acr,
            amr: claims::texts(token.amr.as_ref()).collect(),
            claims: Claims::read(&all, self.config.groups_claim.as_deref()),
            id_token: tokens.id_token,
        })
    }

    /// Judges a logout token that the provider sent (Back-Channel Logout 2.5 and 2.6). Each counts once.
    ///
    /// # Errors
    /// When the token is not from the provider, not for us, not a logout token, or not new.
    pub async fn logout(&self, token: &str, now: Moment) -> Result<LoggedOut, Refused> {
        let payload = self.verified(token, Kind::Logout, now).await?;
        let token: LogoutToken = readable(&payload)?;
        let logged_out = logout::judge(token, &self.config, now)?;
        self.received.once(&logged_out.jti, now)?;
        Ok(logged_out)
    }

    /// Where to send the browser of somebody who signs out here, so that they also do there (RP-Initiated Logout 2).
    /// Nothing when the provider has no such place.
    ///
    /// # Errors
    /// When the provider cannot be talked to.
    pub async fn sign_out_url(
        &self,
        id_token: &Secret,
        back_to: Option<&Url>,
        now: Moment,
    ) -> Result<Option<Url>, Trouble> {
        let known = self.directory.known(now).await?;
        let Some(endpoint) = &known.metadata.end_session_endpoint else {
            return Ok(None);
        };
        let mut pairs = vec![
            ("id_token_hint", id_token.expose()),
            ("client_id", self.config.client_id.as_str()),
        ];
        pairs.extend(back_to.map(|url| ("post_logout_redirect_uri", url.as_str())));
        let url = endpoint.with_query(&pairs);
        url.map(Some)
            .map_err(|fault| Trouble::new(Snag::Malformed, format_args!("end of session: {fault:?}")))
    }

    /// The provider that answers is the one that was asked (RFC 9207 2.4).
    fn check_who_answers(&self, known: &Known, iss: Option<&str>) -> Result<(), Refused> {
        match iss {
            Some(iss) if iss == self.config.issuer.as_str() => Ok(()),
            Some(iss) => Err(Refused::new(
                Why::IssuerParameterWrong,
                format_args!("iss is {iss}"),
            )),
            None if known.metadata.names_itself => Err(Refused::new(
                Why::IssuerParameterMissing,
                "the provider always sends iss and did not",
            )),
            None => Ok(()),
        }
    }

    /// The payload of a token whose signature is good, with the keys of now if those we have do not do.
    async fn verified(&self, token: &str, kind: Kind, now: Moment) -> Result<Vec<u8>, Refused> {
        let jws = Jws::parse(token, kind)?;
        let known = self.directory.known(now).await?;
        match known.keys.verify(&jws) {
            Ok(()) => {}
            Err(refused) if Known::may_be_stale(&refused) => {
                let again = self.directory.keys_again(&known, now).await;
                again.ok_or(refused)?.keys.verify(&jws)?;
            }
            Err(refused) => return Err(refused),
        }
        jws.payload()
    }

    /// The user information, if it is about the same person (OIDC Core 5.3.2).
    async fn about(
        &self,
        subject: &str,
        more: Option<UserInfo>,
        now: Moment,
    ) -> Result<Map<String, Value>, Refused> {
        let all = match more {
            None => return Ok(Map::new()),
            Some(UserInfo::Plain(Value::Object(all))) => all,
            Some(UserInfo::Plain(_)) => {
                return Err(Trouble::new(Snag::Malformed, "user information: not an object").into());
            }
            Some(UserInfo::Signed(token)) => {
                let payload = self.verified(&token, Kind::UserInfo, now).await?;
                let common: Common = readable(&payload)?;
                id_token::judge_origin(&common, &self.config)?;
                readable(&payload)?
            }
        };
        if all.get("sub").and_then(Value::as_str) != Some(subject) {
            return Err(Refused::new(
                Why::OtherSubject,
                "user information: sub is another",
            ));
        }
        Ok(all)
    }
}

/// What an error of the authorization endpoint means (RFC 6749 4.1.2.1, OIDC Core 3.1.2.6).
fn refused_by_provider(error: &str) -> Refused {
    let why = match error {
        "access_denied" => Why::Denied,
        "login_required" | "interaction_required" | "consent_required" | "account_selection_required" => {
            Why::LoginRequired
        }
        // RFC 9470 and the unmet authentication requirements of OIDC: the level cannot be reached.
        "unmet_authentication_requirements" => Why::AcrNotAccepted,
        _ => Why::ProviderError,
    };
    Refused::new(why, format_args!("the provider says {error}"))
}

fn readable<T: serde::de::DeserializeOwned>(payload: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(payload).map_err(|fault| {
        Refused::new(
            Why::Malformed,
            format_args!("the payload cannot be read: {fault}"),
        )
    })
}

impl fmt::Debug for Provider {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Provider({}, {})", self.config.id, self.config.issuer)
    }
}
