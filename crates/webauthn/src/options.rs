//! What a browser is asked for, as the script hands it to `navigator.credentials`.

use serde_json::{Value, json};

use crate::client::Challenge;
use crate::encoded;
use crate::key::{ALGORITHMS, KeyId};
use crate::party::Party;

/// How long a question waits for its answer, in milliseconds.
pub const PATIENCE: i64 = 5 * 60 * 1_000;

/// Whose key is made, as their authenticator shows and keeps it.
#[derive(Clone, Copy, Debug)]
pub struct Somebody<'a> {
    /// What stands for them: it names nobody, and no two people have the same.
    pub handle: &'a [u8],
    /// Their login.
    pub login: &'a str,
    /// Their name.
    pub name: &'a str,
}

/// Asks for a new key: one that its authenticator finds by itself later, for whoever it has verified, and about whose
/// maker nothing is said. An authenticator that holds one of those keys already makes no other.
#[must_use]
pub fn to_register(party: &Party, challenge: &Challenge, of: Somebody<'_>, held: &[&KeyId]) -> Value {
    let key = |it: &&KeyId| json!({ "type": "public-key", "id": it.text() });
    json!({
        "rp": { "id": party.id(), "name": "Chevet" },
        "user": { "id": encoded(of.handle), "name": of.login, "displayName": of.name },
        "challenge": challenge.text(),
        "pubKeyCredParams": ALGORITHMS.map(|it| json!({ "type": "public-key", "alg": it })),
        "timeout": PATIENCE,
        "excludeCredentials": held.iter().map(key).collect::<Vec<_>>(),
        "authenticatorSelection": {
            "residentKey": "required",
            "requireResidentKey": true,
            "userVerification": "required",
        },
        "attestation": "none",
    })
}

/// Asks whoever is there to prove who they are, without saying who they should be.
#[must_use]
pub fn to_recognise(party: &Party, challenge: &Challenge) -> Value {
    json!({
        "rpId": party.id(),
        "challenge": challenge.text(),
        "timeout": PATIENCE,
        "allowCredentials": [],
        "userVerification": "required",
    })
}
