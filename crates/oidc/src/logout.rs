//! A provider says, behind the browser's back, that somebody signed out (Back-Channel Logout 1.0, 2.4 to 2.6).
//!
//! The tokens received lately are remembered, so that each counts once. It never ends a session: the caller does.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Mutex, PoisonError};

use base::Moment;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::id_token::{Common, judge_common, judge_subject};
use crate::refused::{Refused, Why};
use crate::{ProviderConfig, SKEW, TOKEN_AGE};

/// The event that makes a token a logout token.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// The longest id of a token, in bytes.
const LONGEST_ID: usize = 255;
/// The most tokens remembered. Only tokens with a good signature are, so only the provider can fill it.
const MOST: usize = 10_000;

/// Whose sessions end: those of the session `sid`, or, without one, all those of the subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedOut {
    /// The person, as [`crate::Login`] named them.
    pub sub: Option<String>,
    /// The session at the provider.
    pub sid: Option<String>,
    /// The id of the token.
    pub jti: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct LogoutToken {
    #[serde(flatten)]
    common: Common,
    sub: Option<String>,
    sid: Option<String>,
    jti: Option<String>,
    events: Option<Map<String, Value>>,
    nonce: Option<Value>,
}

/// Judges the claims of a logout token.
///
/// `exp` is checked when there is one: older providers leave it out, and the window of `iat` is no wider.
pub(crate) fn judge(token: LogoutToken, config: &ProviderConfig, now: Moment) -> Result<LoggedOut, Refused> {
    judge_common(&token.common, config, now)?;
    let event = token.events.as_ref().and_then(|events| events.get(EVENT));
    if !event.is_some_and(Value::is_object) {
        return Err(Refused::new(
            Why::NoLogoutEvent,
            "no event of back-channel logout",
        ));
    }
    if token.nonce.is_some() {
        return Err(Refused::new(Why::NonceInLogout, "the logout token has a nonce"));
    }
    if token.sub.is_some() {
        judge_subject(token.sub.as_deref())?;
    }
    let sid = token.sid.filter(|sid| !sid.is_empty());
    if token.sub.is_none() && sid.is_none() {
        return Err(Refused::new(Why::NobodyToLogOut, "neither sub nor sid"));
    }
    let named = token.jti.filter(|jti| !jti.is_empty() && jti.len() <= LONGEST_ID);
    let jti = named.ok_or_else(|| Refused::new(Why::NoTokenId, "no jti"))?;
    Ok(LoggedOut {
        sub: token.sub,
        sid,
        jti,
    })
}

/// The ids of the tokens received lately.
#[derive(Debug, Default)]
pub(crate) struct Received(Mutex<Ids>);

#[derive(Debug, Default)]
struct Ids {
    known: HashSet<String>,
    /// The same by the time at which they may be forgotten.
    by_end: BTreeSet<(Moment, String)>,
}

impl Received {
    /// Takes a token in, unless it was already.
    pub(crate) fn once(&self, jti: &str, now: Moment) -> Result<(), Refused> {
        let mut ids = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some((end, _)) = ids.by_end.first()
            && (*end <= now || ids.by_end.len() >= MOST)
        {
            if let Some((_, id)) = ids.by_end.pop_first() {
                ids.known.remove(&id);
            }
        }
        if !ids.known.insert(jti.to_owned()) {
            return Err(Refused::new(
                Why::Replayed,
                format_args!("jti {jti} was already received"),
            ));
        }
        // A token made a minute in the future lives a minute longer.
        ids.by_end
            .insert((now.plus(TOKEN_AGE + 3 * SKEW), jti.to_owned()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_remembered_as_long_as_their_tokens_could_come_again_and_no_longer() {
        let received = Received::default();
        let start = Moment::from_millis(0);
        assert!(received.once("a", start).is_ok());
        assert_eq!(
            received.once("a", start.plus(TOKEN_AGE)).map_err(|it| it.why()),
            Err(Why::Replayed)
        );
        assert!(received.once("a", start.plus(TOKEN_AGE + 3 * SKEW)).is_ok());
    }

    #[test]
    fn the_memory_is_bounded() {
        let received = Received::default();
        for number in 0..MOST + 5 {
            assert!(received.once(&number.to_string(), Moment::from_millis(0)).is_ok());
        }
        let ids = received.0.lock().expect("lock");
        assert_eq!((ids.known.len(), ids.by_end.len()), (MOST, MOST));
    }
}
