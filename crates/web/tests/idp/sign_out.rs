//! What a provider says behind the browser's back.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::house::{House, SUBJECT, is_in, signs_in};
use crate::http::{Answer, Browser};
use crate::idp::{CLIENT, NOW, Rogue, seconds};
use crate::tokens::{Signer, hs256};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

fn claims(rogue: &Rogue, jti: &str) -> Value {
    json!({
        "iss": rogue.issuer, "aud": CLIENT, "iat": seconds(NOW), "exp": seconds(NOW) + 120, "jti": jti,
        "sub": SUBJECT, "sid": "session-1", "events": { EVENT: {} },
    })
}

fn signed(rogue: &Rogue, claims: &Value) -> String {
    let mut header = rogue.signer.header();
    header["typ"] = json!("logout+jwt");
    rogue.signer.token(&header, claims)
}

/// As a provider sends it: no cookie, no origin.
async fn told(house: &House, id: &str, token: &str) -> Answer {
    let request = Request::post(format!("/connexion/fin/{id}"))
        .header("content-type", "application/x-www-form-urlencoded");
    house
        .browser()
        .ask(request, Body::from(format!("logout_token={token}")))
        .await
}

/// Léa, signed in at both a provider and by another way.
async fn house() -> (House, Rogue, Browser) {
    let (house, rogue) = (House::new().await, Rogue::start(Signer::ec("k1")).await);
    house.offer("chu", &rogue, |_| {});
    house.lea(Some((&rogue, SUBJECT))).await;
    let mut browser = house.browser();
    signs_in(&mut browser, "chu", &rogue, "", |_| {}).await;
    assert!(is_in(&mut browser).await);
    (house, rogue, browser)
}

#[tokio::test]
async fn a06_whoever_signs_out_at_the_provider_is_signed_out_here_at_the_next_request() {
    let (house, rogue, mut browser) = house().await;
    // Another session of hers at the provider goes on.
    let mut other = house.browser();
    signs_in(&mut other, "chu", &rogue, "", |it| it["sid"] = json!("session-2")).await;
    let token = signed(&rogue, &claims(&rogue, "one"));
    let answer = told(&house, "chu", &token).await;
    assert_eq!(
        (answer.status, answer.header("cache-control")),
        (StatusCode::OK, "no-store")
    );
    assert!(!is_in(&mut browser).await);
    assert!(is_in(&mut other).await);
    assert_eq!(
        house.traced("provider_sign_out"),
        (1, json!({ "provider": "chu", "sessions": 1 }))
    );
    // Without a session number, all of hers.
    let mut all = claims(&rogue, "two");
    all["sid"].take();
    assert_eq!(
        told(&house, "chu", &signed(&rogue, &all)).await.status,
        StatusCode::OK
    );
    assert!(!is_in(&mut other).await);
}

#[tokio::test]
async fn a06_forged_and_replayed_logouts_end_nothing() {
    let (house, rogue, mut browser) = house().await;
    let honest = claims(&rogue, "one");
    let with = |change: fn(&mut Value)| {
        let mut claims = claims(&rogue, "other");
        change(&mut claims);
        signed(&rogue, &claims)
    };
    let foreign = Signer::ec("k1");
    for (name, token) in [
        ("nothing", String::new()),
        ("foreign key", foreign.token(&foreign.header(), &honest)),
        (
            "the public key as a secret",
            hs256("k1", &rogue.signer.public_bytes(), &honest),
        ),
        ("a nonce", with(|it| it["nonce"] = json!("n"))),
        ("no event", with(|it| drop(it["events"].take()))),
        ("another audience", with(|it| it["aud"] = json!("another"))),
        (
            "an id token",
            rogue.signer.token(&rogue.signer.header(), &rogue.claims("n")),
        ),
    ] {
        let answer = told(&house, "chu", &token).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{name}");
        assert!(is_in(&mut browser).await, "{name}");
    }
    let token = signed(&rogue, &honest);
    for unknown in ["autre", "%2e%2e", "FIN"] {
        assert_eq!(
            told(&house, unknown, &token).await.status,
            StatusCode::BAD_REQUEST,
            "{unknown}"
        );
    }
    // Nobody's browser can be made to read anything from there either.
    assert_eq!(
        house.browser().get("/connexion/fin/chu").await.status,
        StatusCode::NOT_FOUND
    );
    assert!(is_in(&mut browser).await);
    // The honest one, and then again after she came back.
    assert_eq!(told(&house, "chu", &token).await.status, StatusCode::OK);
    signs_in(&mut browser, "chu", &rogue, "", |_| {}).await;
    assert_eq!(told(&house, "chu", &token).await.status, StatusCode::BAD_REQUEST);
    assert!(is_in(&mut browser).await);
}

#[tokio::test]
async fn a06_one_provider_ends_no_session_of_another() {
    let (house, rogue, mut browser) = house().await;
    let evil = Rogue::start(Signer::ec("k1")).await;
    house.offer("autre", &evil, |_| {});
    // Honestly signed by the other provider, about the person and the session of the first.
    let own = signed(&evil, &claims(&evil, "one"));
    assert_eq!(told(&house, "autre", &own).await.status, StatusCode::OK);
    assert!(is_in(&mut browser).await);
    let lying = signed(&evil, &claims(&rogue, "two"));
    for id in ["autre", "chu"] {
        assert_eq!(told(&house, id, &lying).await.status, StatusCode::BAD_REQUEST);
    }
    assert!(is_in(&mut browser).await);
}

#[tokio::test]
async fn a_suspended_provider_may_still_say_who_left() {
    let (house, rogue, mut browser) = house().await;
    house.offer("chu", &rogue, |it| it.is_enabled = false);
    assert!(is_in(&mut browser).await, "suspending it signs nobody out");
    assert_eq!(
        told(&house, "chu", &signed(&rogue, &claims(&rogue, "one")))
            .await
            .status,
        StatusCode::OK
    );
    assert!(!is_in(&mut browser).await);
}
