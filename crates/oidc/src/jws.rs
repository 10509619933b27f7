//! The outside of a signed token (RFC 7515, compact form).
//!
//! Only what is needed to find its key is read before the signature is checked. What the header says about keys
//! (`jku`, `jwk`, `x5u`, `x5c`) is never looked at: keys come from the provider's own list.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Deserialize;

use crate::refused::{Refused, Why};

/// The longest token, in bytes.
const LONGEST: usize = 64 * 1024;

/// The signatures we accept (RFC 8725 3.1): all three with SHA-256, none with a shared secret, never none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Rs256,
    Ps256,
    Es256,
}

/// What a token claims to be by its place in the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It says who signed in.
    Id,
    /// It says who signed out.
    Logout,
    /// It says more about who signed in.
    UserInfo,
}

/// A token whose signature was not checked yet.
#[derive(Debug)]
pub(crate) struct Jws<'a> {
    pub(crate) algorithm: Algorithm,
    pub(crate) kid: Option<String>,
    /// What is signed: header and payload as they were sent.
    pub(crate) signed: &'a [u8],
    pub(crate) signature: Vec<u8>,
    payload: &'a str,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<serde_json::Value>,
}

impl<'a> Jws<'a> {
    /// Takes a token apart and refuses what can be refused without a key.
    pub(crate) fn parse(token: &'a str, kind: Kind) -> Result<Self, Refused> {
        let malformed = |detail: &str| Refused::new(Why::Malformed, detail);
        if token.len() > LONGEST {
            return Err(malformed("the token is too long"));
        }
        let mut parts = token.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(malformed("the token has not three parts"));
        };
        let signed = &token.as_bytes()[..header.len() + 1 + payload.len()];
        let header = decoded(header).ok_or_else(|| malformed("the header is not base64url"))?;
        let header: Header = serde_json::from_slice(&header)
            .map_err(|fault| malformed(&format!("the header cannot be read: {fault}")))?;
        let algorithm = match header.alg.as_str() {
            "RS256" => Algorithm::Rs256,
            "PS256" => Algorithm::Ps256,
            "ES256" => Algorithm::Es256,
            other => return Err(Refused::new(Why::Algorithm, format_args!("alg is {other}"))),
        };
        // Extensions that must be understood, and we understand none (RFC 7515 4.1.11).
        if header.crit.is_some() {
            return Err(malformed("the header has critical extensions"));
        }
        check_type(header.typ.as_deref(), kind)?;
        let signature = decoded(signature).ok_or_else(|| malformed("the signature is not base64url"))?;
        Ok(Self {
            algorithm,
            kid: header.kid,
            signed,
            signature,
            payload,
        })
    }

    /// The payload. To be asked for once the signature is checked.
    pub(crate) fn payload(&self) -> Result<Vec<u8>, Refused> {
        decoded(self.payload).ok_or_else(|| Refused::new(Why::Malformed, "the payload is not base64url"))
    }
}

/// Whether a token says that it is what it is used as (RFC 8725 3.11).
///
/// An ID token has the type `JWT` or none. A logout token should have `logout+jwt`, but Back-Channel Logout 2.4 lets
/// providers leave the type out, and widespread ones send `JWT`: refusing those would leave sessions open, which is
/// worse, and nothing is lost, since an ID token has no logout event and a logout token has no nonce.
fn check_type(typ: Option<&str>, kind: Kind) -> Result<(), Refused> {
    let typ = typ.unwrap_or("jwt").to_ascii_lowercase();
    let typ = typ.strip_prefix("application/").unwrap_or(&typ);
    match (kind, typ) {
        (_, "jwt") | (Kind::Logout, "logout+jwt") => Ok(()),
        _ => Err(Refused::new(
            Why::TokenType,
            format_args!("typ is {typ}, used as {kind:?}"),
        )),
    }
}

pub(crate) fn decoded(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(token: &str, kind: Kind) -> Option<Why> {
        Jws::parse(token, kind).err().map(|refused| refused.why())
    }

    fn with(header: &str) -> String {
        format!("{}.e30.AA", BASE64_URL_SAFE_NO_PAD.encode(header))
    }

    #[test]
    fn only_three_algorithms_and_the_right_type_come_in() {
        for (header, kind, expected) in [
            (r#"{"alg":"RS256"}"#, Kind::Id, None),
            (r#"{"alg":"PS256","typ":"JWT","kid":"k"}"#, Kind::Id, None),
            (r#"{"alg":"ES256","typ":"logout+jwt"}"#, Kind::Logout, None),
            (
                r#"{"alg":"ES256","typ":"application/logout+JWT"}"#,
                Kind::Logout,
                None,
            ),
            (r#"{"alg":"ES256"}"#, Kind::Logout, None),
            (r#"{"alg":"none"}"#, Kind::Id, Some(Why::Algorithm)),
            (r#"{"alg":"None"}"#, Kind::Id, Some(Why::Algorithm)),
            (r#"{"alg":"HS256"}"#, Kind::Id, Some(Why::Algorithm)),
            (r#"{"alg":"RS512"}"#, Kind::Id, Some(Why::Algorithm)),
            (
                r#"{"alg":"RS256","typ":"at+jwt"}"#,
                Kind::Id,
                Some(Why::TokenType),
            ),
            (
                r#"{"alg":"RS256","typ":"logout+jwt"}"#,
                Kind::Id,
                Some(Why::TokenType),
            ),
            (
                r#"{"alg":"RS256","typ":"at+jwt"}"#,
                Kind::Logout,
                Some(Why::TokenType),
            ),
            (
                r#"{"alg":"RS256","crit":["b64"],"b64":false}"#,
                Kind::Id,
                Some(Why::Malformed),
            ),
            (r#"{"alg":"RS256","alg":"none"}"#, Kind::Id, Some(Why::Malformed)),
            ("{}", Kind::Id, Some(Why::Malformed)),
        ] {
            assert_eq!(why(&with(header), kind), expected, "{header}");
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic() {
        for text in [
            "",
            ".",
            "..",
            "...",
            "a.b.c",
            "é.é.é",
            "e30.e30",
            "e30.e30.e30.e30.e30",
        ] {
            assert_eq!(why(text, Kind::Id), Some(Why::Malformed), "{text}");
        }
        assert_eq!(why(&"A".repeat(LONGEST + 1), Kind::Id), Some(Why::Malformed));
    }
}
