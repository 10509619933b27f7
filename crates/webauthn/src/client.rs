//! What the browser says of the ceremony (`clientDataJSON`, Web Authentication 5.8.1).

use serde::Deserialize;

use crate::party::Party;
use crate::refused::Refused;
use crate::{decoded, encoded};

/// What was asked, so that an answer cannot be used twice or for something else: 32 bytes that chance drew.
#[derive(Clone, PartialEq, Eq)]
pub struct Challenge([u8; 32]);

impl Challenge {
    /// The challenge that chance drew.
    #[must_use]
    pub const fn new(drawn: [u8; 32]) -> Self {
        Self(drawn)
    }

    /// As a browser is sent it.
    #[must_use]
    pub fn text(&self) -> String {
        encoded(&self.0)
    }
}

impl std::fmt::Debug for Challenge {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Challenge")
    }
}

/// Which ceremony an answer belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ceremony {
    Create,
    Get,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// The challenge that an answer says it answers; none when it cannot be read.
pub(crate) fn challenge_of(json: &[u8]) -> Option<Challenge> {
    let data: ClientData = serde_json::from_slice(json).ok()?;
    Some(Challenge(decoded(&data.challenge)?.try_into().ok()?))
}

/// Checks that an answer was made on a page of ours, in that ceremony, to that question.
pub(crate) fn check(
    json: &[u8],
    ceremony: Ceremony,
    party: &Party,
    challenge: &Challenge,
) -> Result<(), Refused> {
    let data: ClientData = serde_json::from_slice(json).map_err(|_| Refused::Unreadable)?;
    let expected = match ceremony {
        Ceremony::Create => "webauthn.create",
        Ceremony::Get => "webauthn.get",
    };
    if data.r#type != expected {
        return Err(Refused::Ceremony);
    }
    if decoded(&data.challenge).as_deref() != Some(&challenge.0[..]) {
        return Err(Refused::Challenge);
    }
    // A page of ours inside somebody else's page is somebody else's question.
    if data.origin != party.origin() || data.cross_origin {
        return Err(Refused::Origin);
    }
    Ok(())
}
