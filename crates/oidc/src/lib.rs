//! Signing in with OpenID Connect: the relying party, for several providers at once.
//!
//! For each identity provider (that of the hospital, Pro Santé Connect) one [`Provider`]: it sends the browser away
//! ([`Provider::begin`]), judges what the browser brings back ([`Provider::finish`]), and judges what the provider
//! sends behind the browser's back ([`Provider::logout`]). Discovery is lazy, so that a server starts while a provider
//! is down, and keys are fetched again when one is unknown, so that a provider may change them at any time.
//!
//! It never decides who may do what, never keeps a session, never reads the clock and never makes up chance: the time
//! and the bytes nobody can guess are arguments. It never writes a secret, a code, a token or a name to a log.
//!
//! The sources, named where they apply: OpenID Connect Core 1.0 (OIDC Core), Discovery 1.0, Back-Channel Logout 1.0,
//! RFC 6749 (OAuth 2.0), RFC 7515 and 7518 (signatures), RFC 7636 (PKCE), RFC 9207 (the `iss` parameter),
//! RFC 8725 and RFC 9700 (what goes wrong in practice).

mod address;
mod claims;
mod config;
mod directory;
mod discovery;
mod egress;
mod exchange;
mod fetch;
mod id_token;
mod jws;
mod keys;
mod logout;
mod pending;
mod provider;
mod refused;
mod url;

pub use base::net::{BadNetwork, Network};
pub use claims::{Activity, Claims, Exercise, OtherId, Situation};
pub use config::{BadConfig, Egress, ProSanteConnect, ProviderConfig, Secret};
pub use logout::LoggedOut;
pub use pending::{Callback, Chance, Pending, Prompt};
pub use provider::{Login, Provider};
pub use refused::{Refused, Snag, Trouble, Why};
pub use url::{BadUrl, Url};

/// How far apart our clock and that of a provider may be, in milliseconds.
pub const SKEW: i64 = base::time::MINUTE;
/// How long ago a token may have been made, in milliseconds.
pub const TOKEN_AGE: i64 = 10 * base::time::MINUTE;
/// How long somebody may take to sign in at the provider, in milliseconds.
pub const PENDING_AGE: i64 = 10 * base::time::MINUTE;
