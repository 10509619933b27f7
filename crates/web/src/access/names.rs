//! The cookies of a post, of a session and of a sign-in under way: their names, and what keeps them in place.
//!
//! On an encrypted connection they are `__Host-` cookies: no other name, path or subdomain can set them. On a plain
//! one browsers would refuse that name, so they have another, and one kind never stands for the other.

use axum::http::HeaderValue;

/// The cookie that makes a browser a shared post.
const POST: &str = "chevet_post";
/// The cookie of somebody who signed in.
const SESSION: &str = "chevet_session";

/// The cookie of a browser that went to an identity provider.
const AWAY: &str = "chevet_away";
/// The cookie of somebody who is choosing a password of their own.
const CHOOSING: &str = "chevet_choix";
/// The cookie of a browser whose authenticator was asked something.
const ASKING: &str = "chevet_cle";

/// How long browsers keep a cookie at most, in seconds; a post is given a new one long before.
const LONGEST: u32 = 400 * 24 * 3_600;

/// The name of a post's cookie.
#[must_use]
pub fn post_name(encrypted: bool) -> String {
    name(POST, encrypted)
}

/// The name of a session's cookie.
#[must_use]
pub fn session_name(encrypted: bool) -> String {
    name(SESSION, encrypted)
}

/// The name of the cookie of a sign-in under way.
#[must_use]
pub fn away_name(encrypted: bool) -> String {
    name(AWAY, encrypted)
}

/// Recognises the browser that comes back from an identity provider. It has to be sent along when the provider sends
/// the browser back, which `SameSite=Lax` allows for an address that is only read.
#[must_use]
pub fn away_cookie(value: &str, seconds: u32, encrypted: bool) -> Option<HeaderValue> {
    set(&away_name(encrypted), value, Some(seconds), encrypted)
}

fn name(of: &str, encrypted: bool) -> String {
    if encrypted {
        format!("__Host-{of}")
    } else {
        of.to_owned()
    }
}

/// Makes a browser a shared post.
#[must_use]
pub fn post_cookie(value: &str, encrypted: bool) -> Option<HeaderValue> {
    set(&post_name(encrypted), value, Some(LONGEST), encrypted)
}

/// Lets somebody in; an empty value lets them out. Ends with the browser on a shared post.
#[must_use]
pub fn session_cookie(value: &str, shared: bool, encrypted: bool) -> Option<HeaderValue> {
    let age = match (value.is_empty(), shared) {
        (true, _) => Some(0),
        (false, true) => None,
        (false, false) => Some(LONGEST),
    };
    set(&session_name(encrypted), value, age, encrypted)
}

/// The name of the ticket of whoever is choosing a password.
#[must_use]
pub fn choosing_name(encrypted: bool) -> String {
    name(CHOOSING, encrypted)
}

/// Lets somebody choose a password, for as long as the ticket is good; an empty value takes it back.
#[must_use]
pub fn choosing_cookie(value: &str, encrypted: bool) -> Option<HeaderValue> {
    let age = if value.is_empty() { 0 } else { 600 };
    set(&choosing_name(encrypted), value, Some(age), encrypted)
}

/// The name of the cookie of a browser whose authenticator was asked something.
#[must_use]
pub fn asking_name(encrypted: bool) -> String {
    name(ASKING, encrypted)
}

/// Recognises the browser whose authenticator was asked something, for as long as the question is good.
#[must_use]
pub fn asking_cookie(value: &str, encrypted: bool) -> Option<HeaderValue> {
    set(&asking_name(encrypted), value, Some(300), encrypted)
}

fn set(name: &str, value: &str, age: Option<u32>, encrypted: bool) -> Option<HeaderValue> {
    let mut text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax");
    if encrypted {
        text.push_str("; Secure");
    }
    if let Some(age) = age {
        text.push_str(&format!("; Max-Age={age}"));
    }
    HeaderValue::from_str(&text).ok()
}
