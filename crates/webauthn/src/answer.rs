//! What our script sends of an authenticator's answer: one JSON object of base64url texts, under the names that the
//! specification gives them.

use serde::Deserialize;

use crate::client::{Challenge, challenge_of};
use crate::decoded;
use crate::key::KeyId;
use crate::refused::Refused;

/// Longest answer that is read, in bytes: real ones have some hundreds.
const LONGEST: usize = 16 * 1_024;

/// The answer of an authenticator that made a key.
#[derive(Clone, Debug)]
pub struct Attestation {
    pub(crate) client: Vec<u8>,
    pub(crate) object: Vec<u8>,
}

/// The answer of an authenticator that proves it holds a key.
#[derive(Clone, Debug)]
pub struct Assertion {
    pub(crate) id: KeyId,
    pub(crate) client: Vec<u8>,
    pub(crate) data: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) somebody: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RawAttestation {
    #[serde(rename = "clientDataJSON")]
    client: String,
    attestation_object: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RawAssertion {
    id: String,
    #[serde(rename = "clientDataJSON")]
    client: String,
    authenticator_data: String,
    signature: String,
    user_handle: String,
}

fn raw<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, Refused> {
    if json.len() > LONGEST {
        return Err(Refused::Unreadable);
    }
    serde_json::from_str(json).map_err(|_| Refused::Unreadable)
}

fn bytes(text: &str) -> Result<Vec<u8>, Refused> {
    decoded(text).ok_or(Refused::Unreadable)
}

impl Attestation {
    /// Reads what the script sent.
    ///
    /// # Errors
    /// When it is of another form.
    pub fn read(json: &str) -> Result<Self, Refused> {
        let raw: RawAttestation = raw(json)?;
        Ok(Self {
            client: bytes(&raw.client)?,
            object: bytes(&raw.attestation_object)?,
        })
    }

    /// The question that it says it answers.
    #[must_use]
    pub fn challenge(&self) -> Option<Challenge> {
        challenge_of(&self.client)
    }
}

impl Assertion {
    /// Reads what the script sent.
    ///
    /// # Errors
    /// When it is of another form. Without a user handle it is no answer to our question, which names nobody.
    pub fn read(json: &str) -> Result<Self, Refused> {
        let raw: RawAssertion = raw(json)?;
        Ok(Self {
            id: KeyId::read(&raw.id).ok_or(Refused::Unreadable)?,
            client: bytes(&raw.client)?,
            data: bytes(&raw.authenticator_data)?,
            signature: bytes(&raw.signature)?,
            somebody: bytes(&raw.user_handle)?,
        })
    }

    /// The question that it says it answers.
    #[must_use]
    pub fn challenge(&self) -> Option<Challenge> {
        challenge_of(&self.client)
    }

    /// The key that it says it used.
    #[must_use]
    pub const fn key(&self) -> &KeyId {
        &self.id
    }
}
