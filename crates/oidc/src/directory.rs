//! What is known of a provider right now: its endpoints and its keys, fetched when needed and no more often.
//!
//! Nothing is fetched before somebody signs in, a provider that fails is left alone for a while, and what was known
//! serves on when a refresh fails, but not for ever. It never reads the clock: every call says what time it is.

use std::sync::{Arc, PoisonError, RwLock};

use base::Moment;
use base::time::{HOUR, MINUTE, SECOND};
use tokio::sync::Mutex;

use crate::discovery::Metadata;
use crate::fetch::{Ask, Client};
use crate::keys::Keys;
use crate::refused::{Refused, Snag, Trouble, Why};
use crate::url::Url;

/// How long what was fetched is taken as it is.
const FRESH: i64 = HOUR;
/// How long it may serve when it cannot be fetched again: keys that were withdrawn must stop working one day.
const USABLE: i64 = 24 * HOUR;
/// The first pause after a failure; each further one is twice as long.
const FIRST_PAUSE: i64 = 5 * SECOND;
/// The longest pause.
const LONGEST_PAUSE: i64 = 5 * MINUTE;
/// How far apart keys may be fetched because of a token that does not verify: anybody can send such a token.
const FORCED: i64 = 30 * SECOND;

/// Endpoints and keys, as they were at one moment.
pub(crate) struct Known {
    pub(crate) metadata: Arc<Metadata>,
    pub(crate) keys: Keys,
    fetched: Moment,
}

pub(crate) struct Directory {
    issuer: Url,
    discovery: Url,
    client: Client,
    known: RwLock<Option<Arc<Known>>>,
    /// Whoever fetches holds it, so that a hundred people who sign in at once cause one request.
    fetching: Mutex<Pauses>,
}

struct Pauses {
    failures: u32,
    retry: Option<Moment>,
    forced: Option<Moment>,
}

impl Directory {
    pub(crate) fn new(issuer: Url, discovery: Url, client: Client) -> Self {
        Self {
            issuer,
            discovery,
            client,
            known: RwLock::new(None),
            fetching: Mutex::new(Pauses {
                failures: 0,
                retry: None,
                forced: None,
            }),
        }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// What is known, fetched if it must be.
    pub(crate) async fn known(&self, now: Moment) -> Result<Arc<Known>, Trouble> {
        let usable = self.last(now, USABLE);
        if let Some(known) = self.last(now, FRESH) {
            return Ok(known);
        }
        let mut pauses = match (&usable, self.fetching.try_lock()) {
            (_, Ok(pauses)) => pauses,
            // Somebody is at it, and what we have will do.
            (Some(known), Err(_)) => return Ok(known.clone()),
            (None, Err(_)) => self.fetching.lock().await,
        };
        if let Some(known) = self.last(now, FRESH) {
            return Ok(known);
        }
        let failed = match pauses.retry {
            Some(retry) if now < retry => Trouble::new(
                Snag::Waiting,
                format_args!("left alone until {retry} after a failure"),
            ),
            _ => match self.fetch(now).await {
                Ok(known) => {
                    (pauses.failures, pauses.retry) = (0, None);
                    return Ok(self.keep(known));
                }
                Err(trouble) => {
                    let pause = (FIRST_PAUSE << pauses.failures.min(10)).min(LONGEST_PAUSE);
                    pauses.failures = pauses.failures.saturating_add(1);
                    pauses.retry = Some(now.plus(pause));
                    tracing::warn!(issuer = %self.issuer, detail = trouble.detail(), pause_ms = pause, "identity provider cannot be read");
                    trouble
                }
            },
        };
        usable.ok_or(failed)
    }

    /// The keys again, because `seen` does not verify a token. Nothing when they were fetched for that a moment ago.
    pub(crate) async fn keys_again(&self, seen: &Arc<Known>, now: Moment) -> Option<Arc<Known>> {
        let mut pauses = self.fetching.lock().await;
        let current = self.read();
        if let Some(known) = current.filter(|known| !Arc::ptr_eq(known, seen)) {
            // Somebody else was here meanwhile.
            return Some(known);
        }
        if pauses.forced.is_some_and(|last| now.since(last) < FORCED) {
            return None;
        }
        pauses.forced = Some(now);
        match self.fetch_keys(&seen.metadata).await {
            Ok(keys) => {
                tracing::info!(issuer = %self.issuer, "keys of the identity provider fetched again");
                Some(self.keep(Known {
                    metadata: seen.metadata.clone(),
                    keys,
                    // The endpoints are as old as they were.
                    fetched: seen.fetched,
                }))
            }
            Err(trouble) => {
                tracing::warn!(issuer = %self.issuer, detail = trouble.detail(), "keys of the identity provider cannot be read");
                None
            }
        }
    }

    async fn fetch(&self, now: Moment) -> Result<Known, Trouble> {
        let body = self.document(&self.discovery).await?;
        let metadata = Arc::new(Metadata::read(&body, &self.issuer, self.client.gate())?);
        let keys = self.fetch_keys(&metadata).await?;
        Ok(Known {
            metadata,
            keys,
            fetched: now,
        })
    }

    async fn fetch_keys(&self, metadata: &Metadata) -> Result<Keys, Trouble> {
        Keys::read(&self.document(&metadata.jwks_uri).await?)
    }

    async fn document(&self, url: &Url) -> Result<bytes::Bytes, Trouble> {
        let answer = self.client.send(url, Ask::Get).await?;
        if answer.status != 200 {
            return Err(Trouble::new(
                Snag::BadStatus,
                format_args!("{url:?}: status {}", answer.status),
            ));
        }
        Ok(answer.body)
    }

    fn last(&self, now: Moment, age: i64) -> Option<Arc<Known>> {
        self.read().filter(|known| now.since(known.fetched) < age)
    }

    fn read(&self) -> Option<Arc<Known>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, known: Known) -> Arc<Known> {
        let known = Arc::new(known);
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        known
    }
}

impl Known {
    /// Whether a refusal may come from keys that are out of date.
    pub(crate) fn may_be_stale(refused: &Refused) -> bool {
        matches!(refused.why(), Why::UnknownKey | Why::BadSignature)
    }
}
