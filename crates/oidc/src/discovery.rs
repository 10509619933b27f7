//! What a provider says about itself (Discovery 3 and 4, RFC 8414, RFC 9207 3).
//!
//! Every address in it goes through the gate before anything is sent to it. It never fetches anything.

use serde::Deserialize;

use crate::egress::Gate;
use crate::refused::{Snag, Trouble};
use crate::url::Url;

/// The part of the document that we use, checked.
#[derive(Debug)]
pub(crate) struct Metadata {
    pub(crate) authorization_endpoint: Url,
    pub(crate) token_endpoint: Url,
    pub(crate) jwks_uri: Url,
    pub(crate) userinfo_endpoint: Option<Url>,
    pub(crate) end_session_endpoint: Option<Url>,
    /// Whether the provider always names itself in the answer to the browser.
    pub(crate) names_itself: bool,
    /// Whether our secret goes into the form rather than into a header.
    pub(crate) secret_in_form: bool,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: Url,
    token_endpoint: Url,
    jwks_uri: Url,
    userinfo_endpoint: Option<Url>,
    end_session_endpoint: Option<Url>,
    response_types_supported: Option<Vec<String>>,
    code_challenge_methods_supported: Option<Vec<String>>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl Metadata {
    /// Reads and checks a document.
    pub(crate) fn read(body: &[u8], issuer: &Url, gate: &Gate) -> Result<Self, Trouble> {
        let document: Document = serde_json::from_slice(body)
            .map_err(|fault| Trouble::new(Snag::Malformed, format_args!("discovery: {fault}")))?;
        // Letter by letter: else a provider could speak for another (Discovery 4.3).
        if document.issuer != issuer.as_str() {
            let detail = format_args!("discovery: issuer is {}, wanted {issuer}", document.issuer);
            return Err(Trouble::new(Snag::OtherIssuer, detail));
        }
        let lacks = |list: &Option<Vec<String>>, word: &str| {
            list.as_ref()
                .is_some_and(|list| !list.iter().any(|it| it == word))
        };
        if lacks(&document.response_types_supported, "code") {
            return Err(Trouble::new(Snag::Unsupported, "discovery: no code flow"));
        }
        // Some providers do PKCE without saying so; one that says what it does must do S256.
        if lacks(&document.code_challenge_methods_supported, "S256") {
            return Err(Trouble::new(Snag::Unsupported, "discovery: no PKCE with S256"));
        }
        let endpoints = [
            Some(&document.authorization_endpoint),
            Some(&document.token_endpoint),
            Some(&document.jwks_uri),
            document.userinfo_endpoint.as_ref(),
            document.end_session_endpoint.as_ref(),
        ];
        endpoints
            .into_iter()
            .flatten()
            .try_for_each(|endpoint| gate.admits(endpoint))?;
        let methods = &document.token_endpoint_auth_methods_supported;
        Ok(Self {
            authorization_endpoint: document.authorization_endpoint,
            token_endpoint: document.token_endpoint,
            jwks_uri: document.jwks_uri,
            userinfo_endpoint: document.userinfo_endpoint,
            end_session_endpoint: document.end_session_endpoint,
            names_itself: document.authorization_response_iss_parameter_supported,
            // The header is what a provider can do that says nothing (Discovery 3).
            secret_in_form: lacks(methods, "client_secret_basic") && !lacks(methods, "client_secret_post"),
        })
    }
}
