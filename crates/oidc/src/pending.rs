//! A sign-in between the moment the browser leaves and the moment it comes back.
//!
//! The caller keeps a [`Pending`] in the session of that browser, and takes it out when the browser comes back, so that
//! it serves once. It never goes to the browser: it holds what proves that the answer is for this session.

use std::fmt;

use base::Moment;
use base::time::SECOND;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use crate::refused::{Refused, Why};
use crate::{PENDING_AGE, ProviderConfig, SKEW};

/// Bytes that nobody can guess, from the system's own chance, used for one sign-in.
pub type Chance = [u8; 96];

/// How the person is to be asked (OIDC Core 3.1.2.1, `prompt`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prompt {
    /// As the provider sees fit.
    #[default]
    Usual,
    /// Authenticated again, now: a step-up. An older authentication is refused when the browser comes back.
    Again,
    /// Without showing anything: a renewal. Comes back with [`Why::LoginRequired`] when the person is needed.
    Silent,
}

/// A sign-in that was begun.
#[derive(Clone, Serialize, Deserialize)]
pub struct Pending {
    provider: String,
    state: String,
    nonce: String,
    verifier: String,
    started: Moment,
    oldest_authentication: Option<Moment>,
}

/// What the browser brings back, as parameters of the redirection address.
#[derive(Clone, Default, Deserialize)]
pub struct Callback {
    /// What we sent along.
    #[serde(default)]
    pub state: Option<String>,
    /// What the token is given for.
    #[serde(default)]
    pub code: Option<String>,
    /// Who answers (RFC 9207).
    #[serde(default)]
    pub iss: Option<String>,
    /// What went wrong.
    #[serde(default)]
    pub error: Option<String>,
}

impl Pending {
    pub(crate) fn new(config: &ProviderConfig, prompt: Prompt, now: Moment, chance: &Chance) -> Self {
        let word = |at: usize| BASE64_URL_SAFE_NO_PAD.encode(&chance[at * 32..(at + 1) * 32]);
        let max_age = match prompt {
            Prompt::Again => Some(0),
            Prompt::Usual | Prompt::Silent => config.max_age,
        };
        Self {
            provider: config.id.clone(),
            state: word(0),
            nonce: word(1),
            verifier: word(2),
            started: now,
            oldest_authentication: max_age.map(|age| now.plus(-i64::from(age) * SECOND)),
        }
    }

    /// The provider at which it was begun: whose [`crate::Provider::finish`] to call.
    #[must_use]
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// The `state` that the browser must bring back: a key under which to keep this.
    #[must_use]
    pub fn state(&self) -> &str {
        &self.state
    }

    /// When it was begun.
    #[must_use]
    pub fn started(&self) -> Moment {
        self.started
    }

    /// Until when it can be finished.
    #[must_use]
    pub fn expires(&self) -> Moment {
        self.started.plus(PENDING_AGE)
    }

    pub(crate) fn nonce(&self) -> &str {
        &self.nonce
    }

    pub(crate) fn verifier(&self) -> &str {
        &self.verifier
    }

    pub(crate) fn has_nonce(&self, nonce: &str) -> bool {
        same(nonce, &self.nonce)
    }

    /// The earliest moment at which the person may have been authenticated, when that matters.
    pub(crate) fn oldest_authentication(&self) -> Option<Moment> {
        self.oldest_authentication
    }

    /// What the provider is told of the verifier (RFC 7636 4.2).
    pub(crate) fn challenge(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, self.verifier.as_bytes()))
    }

    /// Whether what came back belongs to this sign-in, at this provider, and is in time.
    pub(crate) fn answers(
        &self,
        config: &ProviderConfig,
        callback: &Callback,
        now: Moment,
    ) -> Result<(), Refused> {
        if self.provider != config.id {
            let detail = format_args!("begun at {}, finished at {}", self.provider, config.id);
            return Err(Refused::new(Why::OtherProvider, detail));
        }
        if !same(callback.state.as_deref().unwrap_or_default(), &self.state) {
            return Err(Refused::new(
                Why::State,
                "state is missing or that of another sign-in",
            ));
        }
        if now >= self.expires() || self.started > now.plus(SKEW) {
            return Err(Refused::new(
                Why::PendingExpired,
                format_args!("begun at {}, it is {now}", self.started),
            ));
        }
        Ok(())
    }
}

/// Compares without telling by the time it takes how much was right.
fn same(left: &str, right: &str) -> bool {
    let (left, right) = (
        digest(&SHA256, left.as_bytes()),
        digest(&SHA256, right.as_bytes()),
    );
    left.as_ref()
        .iter()
        .zip(right.as_ref())
        .fold(0, |sum, (a, b)| sum | (a ^ b))
        == 0
}

impl fmt::Debug for Pending {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Pending({} since {})", self.provider, self.started)
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has = |part: &Option<String>| part.is_some();
        let parts = (
            has(&self.state),
            has(&self.code),
            has(&self.iss),
            has(&self.error),
        );
        write!(out, "Callback(state, code, iss, error: {parts:?})")
    }
}
