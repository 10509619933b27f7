//! The two questions that follow a code: the tokens for it, and more about the person.
//!
//! It never judges what it gets: the provider's parts do.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::Value;

use crate::discovery::Metadata;
use crate::fetch::{Answer, Ask, Client};
use crate::pending::Pending;
use crate::refused::{Refused, Snag, Trouble, Why};
use crate::{ProviderConfig, Secret};

/// The longest code, in bytes.
const LONGEST_CODE: usize = 8 * 1024;

/// What a code was exchanged for.
pub(crate) struct Tokens {
    pub(crate) id_token: Secret,
    pub(crate) access_token: Option<Secret>,
}

#[derive(Deserialize)]
struct TokenAnswer {
    id_token: Option<Secret>,
    access_token: Option<Secret>,
    token_type: Option<String>,
}

#[derive(Deserialize)]
struct TokenFault {
    error: String,
}

/// Exchanges a code for tokens (RFC 6749 4.1.3, RFC 7636 4.5).
pub(crate) async fn tokens(
    client: &Client,
    metadata: &Metadata,
    config: &ProviderConfig,
    pending: &Pending,
    code: &str,
) -> Result<Tokens, Refused> {
    if code.is_empty() || code.len() > LONGEST_CODE {
        return Err(Refused::new(
            Why::NoCode,
            format_args!("a code of {} bytes", code.len()),
        ));
    }
    let answer = client
        .send(
            &metadata.token_endpoint,
            question(metadata, config, pending, code),
        )
        .await?;
    if answer.status != 200 {
        return Err(fault(&answer));
    }
    let unreadable = |fault| Trouble::new(Snag::Malformed, format_args!("token endpoint: {fault}"));
    let answer: TokenAnswer = serde_json::from_slice(&answer.body).map_err(unreadable)?;
    let bearer = answer
        .token_type
        .is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"));
    Ok(Tokens {
        id_token: answer
            .id_token
            .ok_or_else(|| Refused::new(Why::NoIdToken, "no id_token"))?,
        // A token of another type cannot be used as a bearer token (RFC 6749 7.1).
        access_token: answer.access_token.filter(|_| bearer),
    })
}

/// The question, written by itself: what writes forms may not be held while an answer is awaited, or no server could
/// await it on several threads.
fn question(metadata: &Metadata, config: &ProviderConfig, pending: &Pending, code: &str) -> Ask<'static> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", config.redirect_uri.as_str())
        .append_pair("code_verifier", pending.verifier());
    let mut authorization = None;
    match &config.client_secret {
        Some(secret) if metadata.secret_in_form => {
            form.append_pair("client_id", &config.client_id)
                .append_pair("client_secret", secret.expose());
        }
        Some(secret) => authorization = Some(basic(&config.client_id, secret)),
        None => {
            form.append_pair("client_id", &config.client_id);
        }
    }
    Ask::Post {
        form: form.finish(),
        authorization,
    }
}

/// What a token endpoint says when it gives nothing (RFC 6749 5.2).
fn fault(answer: &Answer) -> Refused {
    let said = serde_json::from_slice::<TokenFault>(&answer.body).map(|fault| fault.error);
    let said = said.unwrap_or_else(|_| "nothing readable".to_owned());
    let detail = format_args!("token endpoint: status {}, {said}", answer.status);
    match said.as_str() {
        "invalid_grant" => Refused::new(Why::CodeRefused, detail),
        "invalid_client" | "unauthorized_client" => Trouble::new(Snag::ClientRefused, detail).into(),
        _ => Trouble::new(Snag::BadStatus, detail).into(),
    }
}

/// Name and secret in a header, each encoded as in a form first (RFC 6749 2.3.1).
fn basic(id: &str, secret: &Secret) -> String {
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let both = format!("{}:{}", encoded(id), encoded(secret.expose()));
    format!("Basic {}", BASE64_STANDARD.encode(both))
}

/// What the user information endpoint says: plain, or signed (OIDC Core 5.3.2).
pub(crate) enum UserInfo {
    Plain(Value),
    Signed(String),
}

/// Asks for more about the person.
pub(crate) async fn user_info(
    client: &Client,
    metadata: &Metadata,
    token: &Secret,
) -> Result<Option<UserInfo>, Refused> {
    let Some(endpoint) = &metadata.userinfo_endpoint else {
        return Ok(None);
    };
    let answer = client.send(endpoint, Ask::GetAs(token.expose())).await?;
    if answer.status != 200 {
        let detail = format_args!("user information: status {}", answer.status);
        return Err(Trouble::new(Snag::BadStatus, detail).into());
    }
    let malformed = |what: String| Trouble::new(Snag::Malformed, format_args!("user information: {what}"));
    if answer.media == "application/jwt" {
        let token = std::str::from_utf8(&answer.body).map_err(|fault| malformed(fault.to_string()))?;
        return Ok(Some(UserInfo::Signed(token.trim().to_owned())));
    }
    let value = serde_json::from_slice(&answer.body).map_err(|fault| malformed(fault.to_string()))?;
    Ok(Some(UserInfo::Plain(value)))
}
