//! Forged, replayed and confused logout tokens (catalogue row A06).

use base::time::{DAY, MINUTE};
use oidc::{LoggedOut, Why};
use serde_json::{Value, json};

use crate::idp::{CLIENT, NOW, Rogue, Say, begin, seconds};
use crate::tokens::{Signer, altered, hs256, unsigned};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

fn claims(rogue: &Rogue, jti: &str) -> Value {
    json!({
        "iss": rogue.issuer, "aud": CLIENT, "iat": seconds(NOW), "exp": seconds(NOW) + 120, "jti": jti,
        "sub": "f:1:899700218896", "sid": "session-1", "events": { EVENT: {} },
    })
}

fn header(rogue: &Rogue) -> Value {
    json!({ "alg": rogue.signer.algorithm(), "kid": rogue.signer.kid, "typ": "logout+jwt" })
}

#[tokio::test]
async fn a06_a_logout_counts_once() {
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    let token = rogue.signer.token(&header(&rogue), &claims(&rogue, "one"));
    let expected = LoggedOut {
        sub: Some("f:1:899700218896".into()),
        sid: Some("session-1".into()),
        jti: "one".into(),
    };
    assert_eq!(provider.logout(&token, NOW).await, Ok(expected));
    for later in [0, MINUTE, 5 * MINUTE] {
        let again = provider.logout(&token, NOW.plus(later)).await;
        assert!(again.is_err_and(|refused| matches!(refused.why(), Why::Replayed | Why::TokenExpired)));
    }
    let replayed = provider
        .logout(&token, NOW)
        .await
        .map_err(|refused| refused.why());
    assert_eq!(replayed, Err(Why::Replayed));
}

#[tokio::test]
async fn a06_forged_and_confused_logouts_are_refused() {
    type Change = fn(&mut Value, &mut Value);
    // The header, the claims, and what comes of it.
    let rows: &[(&str, Change, Result<(), Why>)] = &[
        ("honest", |_, _| {}, Ok(())),
        ("without a type", |h, _| drop(h["typ"].take()), Ok(())),
        (
            "with the type of every token",
            |h, _| h["typ"] = json!("JWT"),
            Ok(()),
        ),
        (
            "the type of an access token",
            |h, _| h["typ"] = json!("at+jwt"),
            Err(Why::TokenType),
        ),
        (
            "the type of an event",
            |h, _| h["typ"] = json!("secevent+jwt"),
            Err(Why::TokenType),
        ),
        ("only a session", |_, c| drop(c["sub"].take()), Ok(())),
        ("only a person", |_, c| drop(c["sid"].take()), Ok(())),
        (
            "neither",
            |_, c| {
                c["sub"].take();
                c["sid"].take();
            },
            Err(Why::NobodyToLogOut),
        ),
        (
            "an empty session and nobody",
            |_, c| {
                c["sub"].take();
                c["sid"] = json!("");
            },
            Err(Why::NobodyToLogOut),
        ),
        ("an empty person", |_, c| c["sub"] = json!(""), Err(Why::Subject)),
        ("a nonce", |_, c| c["nonce"] = json!("n"), Err(Why::NonceInLogout)),
        (
            "no events",
            |_, c| drop(c["events"].take()),
            Err(Why::NoLogoutEvent),
        ),
        (
            "another event",
            |_, c| c["events"] = json!({ "urn:other": {} }),
            Err(Why::NoLogoutEvent),
        ),
        (
            "an event that is a text",
            |_, c| c["events"] = json!({ EVENT: "yes" }),
            Err(Why::NoLogoutEvent),
        ),
        ("no jti", |_, c| drop(c["jti"].take()), Err(Why::NoTokenId)),
        ("an empty jti", |_, c| c["jti"] = json!(""), Err(Why::NoTokenId)),
        (
            "an endless jti",
            |_, c| c["jti"] = json!("j".repeat(256)),
            Err(Why::NoTokenId),
        ),
        (
            "wrong iss",
            |_, c| c["iss"] = json!("https://evil.example"),
            Err(Why::Issuer),
        ),
        (
            "wrong aud",
            |_, c| c["aud"] = json!("another"),
            Err(Why::Audience),
        ),
        (
            "extra aud",
            |_, c| c["aud"] = json!([CLIENT, "another"]),
            Err(Why::ExtraAudience),
        ),
        (
            "expired",
            |_, c| c["exp"] = json!(seconds(NOW) - 61),
            Err(Why::TokenExpired),
        ),
        (
            "no exp, as older providers send",
            |_, c| drop(c["exp"].take()),
            Ok(()),
        ),
        (
            "no exp, made long ago",
            |_, c| {
                c["exp"].take();
                c["iat"] = json!(seconds(NOW.plus(-12 * MINUTE)));
            },
            Err(Why::IssuedLongAgo),
        ),
        (
            "made tomorrow",
            |_, c| c["iat"] = json!(seconds(NOW.plus(DAY))),
            Err(Why::IssuedInFuture),
        ),
        (
            "never made",
            |_, c| drop(c["iat"].take()),
            Err(Why::IssuedLongAgo),
        ),
    ];
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    for (name, change, expected) in rows {
        let (mut header, mut claims) = (header(&rogue), claims(&rogue, name));
        change(&mut header, &mut claims);
        let outcome = provider.logout(&rogue.signer.token(&header, &claims), NOW).await;
        assert_eq!(
            outcome.map(|_| ()).map_err(|refused| refused.why()),
            *expected,
            "{name}"
        );
    }
}

#[tokio::test]
async fn a06_logouts_that_the_provider_did_not_sign_are_refused() {
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    let claims = claims(&rogue, "forged");
    let honest = rogue.signer.token(&header(&rogue), &claims);
    for (name, token, expected) in [
        (
            "foreign key",
            Signer::ec("k1").token(&header(&rogue), &claims),
            Why::BadSignature,
        ),
        (
            "not signed",
            format!(
                "{}.",
                unsigned(&json!({ "alg": "none", "typ": "logout+jwt" }), &claims)
            ),
            Why::Algorithm,
        ),
        (
            "signed with the public key",
            hs256("k1", &rogue.signer.public_bytes(), &claims),
            Why::Algorithm,
        ),
        (
            "for another session",
            altered(&honest, |claims| claims["sid"] = json!("session-2")),
            Why::BadSignature,
        ),
        ("nothing", String::new(), Why::Malformed),
        ("a megabyte", "A".repeat(1 << 20), Why::Malformed),
    ] {
        let outcome = provider.logout(&token, NOW).await;
        assert_eq!(outcome.map_err(|refused| refused.why()), Err(expected), "{name}");
    }
    // None of them took the id of the honest one.
    assert!(provider.logout(&honest, NOW).await.is_ok());
}

#[tokio::test]
async fn a06_one_kind_of_token_is_not_another() {
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    let begun = begin(&provider).await.expect("begun");
    let id_token = rogue
        .signer
        .token(&rogue.signer.header(), &rogue.claims(&begun.nonce));
    let outcome = provider.logout(&id_token, NOW).await;
    assert_eq!(outcome.map_err(|refused| refused.why()), Err(Why::NoLogoutEvent));
    // A logout token without its type, in the place of an ID token.
    rogue.gives(&claims(&rogue, "x"));
    let outcome = provider.finish(begun.pending, begun.callback, NOW).await;
    assert_eq!(
        outcome.map(|_| ()).map_err(|refused| refused.why()),
        Err(Why::NonceMissing)
    );
}

#[tokio::test]
async fn a06_forged_logouts_cannot_make_us_ask_for_keys_without_end() {
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    let evil = Signer::ec("evil");
    let mut forged = evil.header();
    forged["typ"] = json!("logout+jwt");
    for number in 0..100 {
        let token = evil.token(&forged, &claims(&rogue, &number.to_string()));
        assert!(provider.logout(&token, NOW).await.is_err());
    }
    assert_eq!(rogue.asked("keys"), 2);
    // Somebody who floods us while the provider has new keys delays logouts by seconds, no more.
    let new = Signer::ec("k2");
    rogue.script().keys = Say::Json(json!({ "keys": [new.jwk()] }));
    let token = new.token(&new.header(), &claims(&rogue, "real"));
    assert!(provider.logout(&token, NOW).await.is_err());
    assert!(provider.logout(&token, NOW.plus(MINUTE / 2)).await.is_ok());
}
