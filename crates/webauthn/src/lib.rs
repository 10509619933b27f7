//! Passkeys: what a browser answers in the two ceremonies of Web Authentication (level 3), judged.
//!
//! Somebody registers a key ([`registered`]) and later proves that they hold it ([`recognised`]). Both are plain
//! functions from what was asked and what came back to a value or a [`Refused`]: this crate keeps no challenge, knows
//! no account, reads no clock and draws no chance. The arithmetic of signatures is ring's; around it are a reader of
//! the little CBOR that authenticators write and the checks of the specification, each with its own refusal.
//!
//! What it leaves out on purpose: chains of attestation (who made a key is nothing we ask, and nothing we keep),
//! keys without user verification, and algorithms beside ES256, EdDSA and RS256. Why it is ours is in
//! docs/decisions/0017-passkeys.md.

mod answer;
mod cbor;
mod ceremony;
mod client;
mod data;
mod key;
mod options;
mod party;
mod refused;
#[cfg(feature = "testing")]
pub mod testing;

pub use answer::{Assertion, Attestation};
pub use ceremony::{Known, Registered, recognised, registered};
pub use client::Challenge;
pub use key::{KeyId, PublicKey};
pub use options::{PATIENCE, Somebody, to_recognise, to_register};
pub use party::Party;
pub use refused::Refused;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

pub(crate) fn decoded(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}

pub(crate) fn encoded(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
