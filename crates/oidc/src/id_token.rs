//! The judgement of an ID token (OIDC Core 3.1.3.7 and 3.1.3.8), once its signature is good.
//!
//! A plain function of the token, of what was asked, and of the time. It never fetches anything.

use base::Moment;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use serde::Deserialize;

use crate::pending::Pending;
use crate::refused::{Refused, Why};
use crate::{ProviderConfig, SKEW, TOKEN_AGE};

/// The claims that are judged.
#[derive(Debug, Deserialize)]
pub(crate) struct IdToken {
    #[serde(flatten)]
    pub(crate) common: Common,
    pub(crate) sub: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) acr: Option<String>,
    pub(crate) amr: Option<serde_json::Value>,
    pub(crate) auth_time: Option<f64>,
    pub(crate) at_hash: Option<String>,
    pub(crate) sid: Option<String>,
}

/// What every token says of its origin, its addressee and its time.
#[derive(Debug, Deserialize)]
pub(crate) struct Common {
    pub(crate) iss: Option<String>,
    aud: Option<Audience>,
    azp: Option<String>,
    exp: Option<f64>,
    iat: Option<f64>,
    nbf: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Judges the claims of an ID token.
pub(crate) fn judge(
    token: &IdToken,
    config: &ProviderConfig,
    pending: &Pending,
    access_token: Option<&str>,
    now: Moment,
) -> Result<(), Refused> {
    judge_common(&token.common, config, now)?;
    if token.common.exp.is_none() {
        return Err(Refused::new(Why::TokenExpired, "no exp"));
    }
    match &token.nonce {
        None => return Err(Refused::new(Why::NonceMissing, "no nonce")),
        Some(nonce) if !pending.has_nonce(nonce) => {
            return Err(Refused::new(
                Why::NonceWrong,
                "the nonce is not that of the request",
            ));
        }
        Some(_) => {}
    }
    judge_subject(token.sub.as_deref())?;
    judge_strength(token, config, pending, now)?;
    judge_access_token(token.at_hash.as_deref(), access_token)
}

/// Judges origin, addressee and time; `exp` only when there is one.
pub(crate) fn judge_common(common: &Common, config: &ProviderConfig, now: Moment) -> Result<(), Refused> {
    judge_issuer(common.iss.as_deref().unwrap_or("missing"), config)?;
    judge_audience(common, config)?;
    let moment = |seconds: f64| Moment::from_millis((seconds * 1_000.0) as i64);
    if let Some(end) = common.exp.map(moment)
        && now >= end.plus(SKEW)
    {
        return Err(Refused::new(
            Why::TokenExpired,
            format_args!("exp is {end}, it is {now}"),
        ));
    }
    let Some(made) = common.iat.map(moment) else {
        return Err(Refused::new(Why::IssuedLongAgo, "no iat"));
    };
    let latest = common.nbf.map(moment).map_or(made, |start| start.max(made));
    if latest > now.plus(SKEW) {
        return Err(Refused::new(
            Why::IssuedInFuture,
            format_args!("iat or nbf is {latest}, it is {now}"),
        ));
    }
    if now.since(made) > TOKEN_AGE + SKEW {
        return Err(Refused::new(
            Why::IssuedLongAgo,
            format_args!("iat is {made}, it is {now}"),
        ));
    }
    Ok(())
}

/// Judges origin and addressee where they are said: signed user information need not say them (OIDC Core 5.3.2).
pub(crate) fn judge_origin(common: &Common, config: &ProviderConfig) -> Result<(), Refused> {
    if let Some(issuer) = &common.iss {
        judge_issuer(issuer, config)?;
    }
    common
        .aud
        .as_ref()
        .map_or(Ok(()), |_| judge_audience(common, config))
}

fn judge_issuer(issuer: &str, config: &ProviderConfig) -> Result<(), Refused> {
    if issuer == config.issuer.as_str() {
        return Ok(());
    }
    Err(Refused::new(Why::Issuer, format_args!("iss is {issuer}")))
}

/// The token is for us, for nobody whom we do not trust, and was given to us.
fn judge_audience(common: &Common, config: &ProviderConfig) -> Result<(), Refused> {
    let audience = match &common.aud {
        None => return Err(Refused::new(Why::Audience, "no aud")),
        Some(Audience::One(one)) => std::slice::from_ref(one),
        Some(Audience::Many(many)) => many.as_slice(),
    };
    if !audience.contains(&config.client_id) {
        return Err(Refused::new(Why::Audience, format_args!("aud is {audience:?}")));
    }
    let trusted = |one: &String| *one == config.client_id || config.trusted_audiences.contains(one);
    if let Some(stranger) = audience.iter().find(|one| !trusted(one)) {
        return Err(Refused::new(
            Why::ExtraAudience,
            format_args!("aud also has {stranger}"),
        ));
    }
    match &common.azp {
        Some(party) if *party != config.client_id => {
            Err(Refused::new(Why::AuthorizedParty, format_args!("azp is {party}")))
        }
        // Several audiences, all trusted: whose token it is must be said.
        None if audience.len() > 1 => Err(Refused::new(Why::AuthorizedParty, "several aud and no azp")),
        _ => Ok(()),
    }
}

/// A subject is 1 to 255 ASCII characters (OIDC Core 2), and ours can be read.
pub(crate) fn judge_subject(subject: Option<&str>) -> Result<(), Refused> {
    let subject = subject.unwrap_or_default();
    let readable = subject.bytes().all(|byte| (b' '..0x7f).contains(&byte));
    if subject.trim().is_empty() || subject.len() > 255 || !readable {
        let detail = format_args!("sub has {} bytes, readable: {readable}", subject.len());
        return Err(Refused::new(Why::Subject, detail));
    }
    Ok(())
}

/// How strongly and how recently the person was authenticated, when that was asked for.
fn judge_strength(
    token: &IdToken,
    config: &ProviderConfig,
    pending: &Pending,
    now: Moment,
) -> Result<(), Refused> {
    if !config.acr_values.is_empty() {
        let Some(acr) = &token.acr else {
            return Err(Refused::new(Why::AcrMissing, "no acr"));
        };
        if !config.acr_values.contains(acr) {
            let detail = format_args!("acr is {acr}, accepted are {:?}", config.acr_values);
            return Err(Refused::new(Why::AcrNotAccepted, detail));
        }
    }
    if let Some(oldest) = pending.oldest_authentication() {
        let Some(when) = authenticated(token) else {
            return Err(Refused::new(Why::AuthTimeMissing, "no auth_time"));
        };
        if when < oldest.plus(-SKEW) {
            return Err(Refused::new(
                Why::AuthTimeTooOld,
                format_args!("auth_time is {when}, oldest is {oldest}"),
            ));
        }
        if when > now.plus(SKEW) {
            return Err(Refused::new(
                Why::IssuedInFuture,
                format_args!("auth_time is {when}, it is {now}"),
            ));
        }
    }
    Ok(())
}

/// When the person was authenticated.
pub(crate) fn authenticated(token: &IdToken) -> Option<Moment> {
    token
        .auth_time
        .map(|seconds| Moment::from_millis((seconds * 1_000.0) as i64))
}

/// The left half of the hash of the access token; SHA-256 for each algorithm that we accept (OIDC Core 3.1.3.6).
fn judge_access_token(at_hash: Option<&str>, access_token: Option<&str>) -> Result<(), Refused> {
    let (Some(hash), Some(token)) = (at_hash, access_token) else {
        return Ok(());
    };
    let whole = digest(&SHA256, token.as_bytes());
    if BASE64_URL_SAFE_NO_PAD.encode(&whole.as_ref()[..16]) == hash {
        return Ok(());
    }
    Err(Refused::new(
        Why::AccessTokenHash,
        "at_hash is not that of the access token",
    ))
}
