//! Signing in at identity providers, through the whole router, against a provider that says what a test tells it to.

#[path = "../common/http.rs"]
mod http;
#[expect(dead_code, reason = "shared with the tests of the crate oidc, which say more")]
#[path = "../../../oidc/tests/rogue/idp.rs"]
mod idp;
#[expect(dead_code, reason = "shared with the tests of the crate oidc, which say more")]
#[path = "../../../oidc/tests/rogue/tokens.rs"]
mod tokens;

mod admin;
mod forms;
mod house;
mod sign_in;
mod sign_out;
