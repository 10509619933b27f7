//! Forged answers to a sign-in (catalogue rows A05 and A07).
//!
//! Each row of the tables says which refusal it meets. The honest answer comes first: a provider that refuses
//! everything would pass all the others.

use crate::idp::{ACCESS, CLIENT, NOW, Rogue, SECRET, Say, begin, begun, honest_discovery, query, seconds};
use crate::tokens::{Signer, altered, at_hash, hs256, unsigned};
use base::Moment;
use base::time::{DAY, MINUTE, SECOND};
use oidc::{Login, Prompt, Provider, Refused, Snag, Why};
use serde_json::{Value, json};

/// A whole sign-in with claims that a test changes, at the moment it says.
async fn sign_in(rogue: &Rogue, provider: &Provider, change: impl Fn(&mut Value)) -> Result<Login, Refused> {
    let begun = begin(provider).await?;
    let mut claims = rogue.claims(&begun.nonce);
    change(&mut claims);
    rogue.gives(&claims);
    provider.finish(begun.pending, begun.callback, NOW).await
}

/// What a refusal is, or that there was none.
fn verdict<T>(outcome: Result<T, Refused>) -> Result<(), Why> {
    outcome.map(|_| ()).map_err(|refused| {
        let shown = format!("{refused:?} {refused}");
        for secret in [SECRET, ACCESS, "ROBERT", "SPECIALISTE"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        refused.why()
    })
}

#[tokio::test]
async fn an_honest_answer_is_a_login() {
    for signer in [Signer::ec("k1"), Signer::rsa("k1")] {
        let rogue = Rogue::start(signer).await;
        let provider = rogue.provider();
        let login = sign_in(&rogue, &provider, |_| {}).await.expect("login");
        assert_eq!(
            (login.subject.as_str(), login.issuer.as_str()),
            ("f:1:899700218896", rogue.issuer.as_str())
        );
        assert_eq!(
            (login.acr.as_deref(), login.sid.as_deref()),
            (Some("eidas1"), Some("session-1"))
        );
        assert_eq!(login.auth_time, Some(NOW.plus(-20 * SECOND)));
        // From the token and from the user information.
        assert_eq!(login.claims.given_name.as_deref(), Some("ROBERT"));
        assert_eq!(login.claims.family_name.as_deref(), Some("SPECIALISTE"));
        let shown = format!("{login:?}");
        assert!(
            !shown.contains("ROBERT") && !shown.contains(login.id_token.expose()),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn a_request_asks_for_what_is_configured_and_proves_the_code() {
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    let begun = begin(&provider).await.expect("begun");
    let asked = query(&begun.url);
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", "https://chevet.example/retour"),
        ("scope", "openid scope_all"),
        ("acr_values", "eidas1"),
        ("max_age", "3600"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(asked[name], value, "{name}");
    }
    // The session can be written down and read again while the browser is away.
    let kept = serde_json::to_string(&begun.pending).expect("json");
    assert!(!format!("{:?} {:?}", begun.pending, begun.callback).contains(begun.pending.state()));
    rogue.gives(&rogue.claims(&begun.nonce));
    let pending = serde_json::from_str(&kept).expect("pending");
    provider
        .finish(pending, begun.callback, NOW)
        .await
        .expect("login");
    let script = rogue.script();
    let challenge = ring::digest::digest(&ring::digest::SHA256, script.form["code_verifier"].as_bytes());
    let challenge = base64::Engine::encode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, challenge);
    assert_eq!(asked["code_challenge"], challenge);
    assert!(!script.form.contains_key("client_secret"));
    // Encoded as in a form before it is encoded as a header, because of its ':' and '/'.
    let basic = base64::Engine::encode(
        &base64::prelude::BASE64_STANDARD,
        "chevet:a+secret%2Fbetween+us%3Aand%2Byou",
    );
    assert_eq!(
        script.authorization.as_deref(),
        Some(format!("Basic {basic}").as_str())
    );
}

#[tokio::test]
async fn a05_forged_claims_are_refused() {
    type Row = (&'static str, fn(&mut Value), Result<(), Why>);
    let rows: &[Row] = &[
        ("honest", |_| {}, Ok(())),
        (
            "wrong iss",
            |c| c["iss"] = json!("https://evil.example"),
            Err(Why::Issuer),
        ),
        (
            "iss with a slash more",
            |c| c["iss"] = json!(format!("{}/", c["iss"].as_str().unwrap_or(""))),
            Err(Why::Issuer),
        ),
        ("no iss", |c| drop(c["iss"].take()), Err(Why::Issuer)),
        ("wrong aud", |c| c["aud"] = json!("another"), Err(Why::Audience)),
        ("no aud", |c| drop(c["aud"].take()), Err(Why::Audience)),
        ("empty aud", |c| c["aud"] = json!([]), Err(Why::Audience)),
        (
            "extra aud",
            |c| c["aud"] = json!([CLIENT, "another"]),
            Err(Why::ExtraAudience),
        ),
        (
            "extra aud with our azp",
            |c| {
                c["aud"] = json!([CLIENT, "another"]);
                c["azp"] = json!(CLIENT);
            },
            Err(Why::ExtraAudience),
        ),
        (
            "foreign azp",
            |c| c["azp"] = json!("another"),
            Err(Why::AuthorizedParty),
        ),
        (
            "our azp, aud as a list",
            |c| {
                c["aud"] = json!([CLIENT]);
                c["azp"] = json!(CLIENT);
            },
            Ok(()),
        ),
        (
            "expired",
            |c| c["exp"] = json!(seconds(NOW) - 61),
            Err(Why::TokenExpired),
        ),
        (
            "expired within the skew",
            |c| c["exp"] = json!(seconds(NOW) - 59),
            Ok(()),
        ),
        ("no exp", |c| drop(c["exp"].take()), Err(Why::TokenExpired)),
        (
            "wrong nonce",
            |c| c["nonce"] = json!("another"),
            Err(Why::NonceWrong),
        ),
        ("no nonce", |c| drop(c["nonce"].take()), Err(Why::NonceMissing)),
        (
            "iat in a day",
            |c| c["iat"] = json!(seconds(NOW.plus(DAY))),
            Err(Why::IssuedInFuture),
        ),
        (
            "iat in two minutes",
            |c| c["iat"] = json!(seconds(NOW.plus(2 * MINUTE))),
            Err(Why::IssuedInFuture),
        ),
        (
            "iat in half a minute",
            |c| c["iat"] = json!(seconds(NOW) + 30),
            Ok(()),
        ),
        (
            "iat ten days ago",
            |c| c["iat"] = json!(seconds(NOW.plus(-10 * DAY))),
            Err(Why::IssuedLongAgo),
        ),
        (
            "iat twelve minutes ago",
            |c| c["iat"] = json!(seconds(NOW.plus(-12 * MINUTE))),
            Err(Why::IssuedLongAgo),
        ),
        ("no iat", |c| drop(c["iat"].take()), Err(Why::IssuedLongAgo)),
        (
            "iat beyond all time",
            |c| c["iat"] = json!(1e300),
            Err(Why::IssuedInFuture),
        ),
        (
            "iat with a fraction",
            |c| c["iat"] = json!(seconds(NOW) as f64 + 0.5),
            Ok(()),
        ),
        ("iat as a text", |c| c["iat"] = json!("now"), Err(Why::Malformed)),
        (
            "nbf in a day",
            |c| c["nbf"] = json!(seconds(NOW.plus(DAY))),
            Err(Why::IssuedInFuture),
        ),
        ("empty sub", |c| c["sub"] = json!(""), Err(Why::Subject)),
        ("blank sub", |c| c["sub"] = json!("  "), Err(Why::Subject)),
        ("no sub", |c| drop(c["sub"].take()), Err(Why::Subject)),
        (
            "sub that is not ASCII",
            |c| c["sub"] = json!("éric"),
            Err(Why::Subject),
        ),
        (
            "sub with a line break",
            |c| c["sub"] = json!("a\nb"),
            Err(Why::Subject),
        ),
        (
            "sub of 256 letters",
            |c| c["sub"] = json!("a".repeat(256)),
            Err(Why::Subject),
        ),
        (
            "foreign at_hash",
            |c| c["at_hash"] = json!(at_hash("another")),
            Err(Why::AccessTokenHash),
        ),
        ("no at_hash", |c| drop(c["at_hash"].take()), Ok(())),
    ];
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    for (name, change, expected) in rows {
        assert_eq!(
            verdict(sign_in(&rogue, &provider, change).await),
            *expected,
            "{name}"
        );
    }
}

#[tokio::test]
async fn a07_a_weaker_or_older_authentication_is_refused() {
    type Row = (&'static str, fn(&mut Value), Result<(), Why>);
    let rows: &[Row] = &[
        (
            "acr eidas2 where eidas1 is wanted",
            |c| c["acr"] = json!("eidas2"),
            Err(Why::AcrNotAccepted),
        ),
        ("no acr", |c| drop(c["acr"].take()), Err(Why::AcrMissing)),
        ("empty acr", |c| c["acr"] = json!(""), Err(Why::AcrNotAccepted)),
        (
            "auth_time two hours ago, an hour allowed",
            |c| c["auth_time"] = json!(seconds(NOW) - 7_200),
            Err(Why::AuthTimeTooOld),
        ),
        (
            "auth_time just allowed",
            |c| c["auth_time"] = json!(seconds(NOW) - 3_600),
            Ok(()),
        ),
        (
            "auth_time tomorrow",
            |c| c["auth_time"] = json!(seconds(NOW.plus(DAY))),
            Err(Why::IssuedInFuture),
        ),
        (
            "no auth_time",
            |c| drop(c["auth_time"].take()),
            Err(Why::AuthTimeMissing),
        ),
    ];
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    for (name, change, expected) in rows {
        assert_eq!(
            verdict(sign_in(&rogue, &provider, change).await),
            *expected,
            "{name}"
        );
    }
    // A step-up wants an authentication of now, whatever the configuration allows.
    for (ago, expected) in [(3_000, Err(Why::AuthTimeTooOld)), (5, Ok(()))] {
        let (url, pending) = provider
            .begin_as(Prompt::Again, NOW, &[9; 96])
            .await
            .expect("begun");
        let begun = begun(url, pending);
        let asked = query(&begun.url);
        assert_eq!(
            (asked["prompt"].as_str(), asked["max_age"].as_str()),
            ("login", "0")
        );
        let mut claims = rogue.claims(&begun.nonce);
        claims["auth_time"] = json!(seconds(NOW) - ago);
        rogue.gives(&claims);
        assert_eq!(
            verdict(provider.finish(begun.pending, begun.callback, NOW).await),
            expected,
            "{ago}"
        );
    }
}

#[tokio::test]
async fn a05_forged_signatures_are_refused() {
    type Forge = fn(&Rogue, &Value) -> String;
    let rows: &[(&str, Forge, Why)] = &[
        (
            "foreign key under the same name",
            |r, c| Signer::ec("k1").token(&r.signer.header(), c),
            Why::BadSignature,
        ),
        (
            "foreign key under its own name",
            |_, c| {
                let evil = Signer::ec("evil");
                evil.token(&evil.header(), c)
            },
            Why::UnknownKey,
        ),
        (
            "foreign key in the header",
            |_, c| {
                let evil = Signer::ec("evil");
                let mut header = evil.header();
                header["jwk"] = evil.jwk();
                evil.token(&header, c)
            },
            Why::UnknownKey,
        ),
        (
            "key of another kind under the same name",
            |_, c| {
                let rsa = Signer::rsa("k1");
                rsa.token(&rsa.header(), c)
            },
            Why::UnknownKey,
        ),
        (
            "alg none, no signature",
            |_, c| format!("{}.", unsigned(&json!({ "alg": "none" }), c)),
            Why::Algorithm,
        ),
        (
            "alg nOnE, old signature",
            |r, c| r.signer.token(&json!({ "alg": "nOnE", "kid": "k1" }), c),
            Why::Algorithm,
        ),
        (
            "HS256 with the public key",
            |r, c| hs256("k1", &r.signer.public_bytes(), c),
            Why::Algorithm,
        ),
        (
            "HS256 with the client secret",
            |_, c| hs256("k1", SECRET.as_bytes(), c),
            Why::Algorithm,
        ),
        (
            "altered payload",
            |r, c| {
                altered(&r.signer.token(&r.signer.header(), c), |c| {
                    c["sub"] = json!("admin")
                })
            },
            Why::BadSignature,
        ),
        (
            "no signature",
            |r, c| format!("{}.", unsigned(&r.signer.header(), c)),
            Why::BadSignature,
        ),
        (
            "a signature of zeros",
            |r, c| format!("{}.{}", unsigned(&r.signer.header(), c), "A".repeat(86)),
            Why::BadSignature,
        ),
        (
            "a critical extension",
            |r, c| {
                let mut header = r.signer.header();
                header["crit"] = json!(["exp"]);
                r.signer.token(&header, c)
            },
            Why::Malformed,
        ),
        (
            "an access token",
            |r, c| {
                let mut header = r.signer.header();
                header["typ"] = json!("at+jwt");
                r.signer.token(&header, c)
            },
            Why::TokenType,
        ),
        (
            "a logout token",
            |r, c| {
                let mut header = r.signer.header();
                header["typ"] = json!("logout+jwt");
                r.signer.token(&header, c)
            },
            Why::TokenType,
        ),
        ("an encrypted token", |_, _| "a.b.c.d.e".into(), Why::Malformed),
        ("no token", |_, _| String::new(), Why::Malformed),
    ];
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    for (name, forge, expected) in rows {
        let begun = begin(&provider).await.expect("begun");
        rogue.gives_token(&forge(&rogue, &rogue.claims(&begun.nonce)));
        let outcome = provider.finish(begun.pending, begun.callback, NOW).await;
        assert_eq!(verdict(outcome), Err(*expected), "{name}");
    }
    // Two names for one thing make two readers disagree.
    let begun = begin(&provider).await.expect("begun");
    let doubled = rogue
        .claims(&begun.nonce)
        .to_string()
        .replacen('{', r#"{"sub":"admin","#, 1);
    let signed = rogue
        .signer
        .token_of(&rogue.signer.header().to_string(), &doubled);
    rogue.gives_token(&signed);
    let outcome = provider.finish(begun.pending, begun.callback, NOW).await;
    assert_eq!(verdict(outcome), Err(Why::Malformed), "sub twice");
}

#[tokio::test]
async fn a05_the_answer_of_the_browser_must_be_that_of_this_session() {
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let mut discovery = honest_discovery(&rogue.issuer);
    discovery["authorization_response_iss_parameter_supported"] = json!(true);
    rogue.script().discovery = Say::Json(discovery);
    let provider = rogue.provider();
    let other = Provider::new(oidc::ProviderConfig {
        id: "other".into(),
        ..rogue.config()
    })
    .expect("config");
    type Change = fn(&mut oidc::Callback);
    let rows: &[(&str, Change, Moment, Result<(), Why>)] = &[
        ("honest", |_| {}, NOW, Ok(())),
        (
            "another state",
            |c| c.state = Some("another".into()),
            NOW,
            Err(Why::State),
        ),
        ("no state", |c| c.state = None, NOW, Err(Why::State)),
        (
            "no iss though announced",
            |c| c.iss = None,
            NOW,
            Err(Why::IssuerParameterMissing),
        ),
        (
            "the iss of another provider",
            |c| c.iss = Some("https://evil.example".into()),
            NOW,
            Err(Why::IssuerParameterWrong),
        ),
        (
            "a refusal",
            |c| c.error = Some("access_denied".into()),
            NOW,
            Err(Why::Denied),
        ),
        (
            "a silent sign-in that cannot be",
            |c| c.error = Some("login_required".into()),
            NOW,
            Err(Why::LoginRequired),
        ),
        (
            "an error nobody knows",
            |c| c.error = Some("\u{1b}[31m\n".into()),
            NOW,
            Err(Why::ProviderError),
        ),
        (
            "an error with a wrong iss",
            |c| {
                c.error = Some("access_denied".into());
                c.iss = Some("x".into());
            },
            NOW,
            Err(Why::IssuerParameterWrong),
        ),
        ("no code", |c| c.code = None, NOW, Err(Why::NoCode)),
        (
            "an empty code",
            |c| c.code = Some(String::new()),
            NOW,
            Err(Why::NoCode),
        ),
        (
            "a code of a megabyte",
            |c| c.code = Some("a".repeat(1 << 20)),
            NOW,
            Err(Why::NoCode),
        ),
        (
            "ten minutes later",
            |_| {},
            NOW.plus(10 * MINUTE),
            Err(Why::PendingExpired),
        ),
        (
            "before it was begun",
            |_| {},
            NOW.plus(-DAY),
            Err(Why::PendingExpired),
        ),
    ];
    for (name, change, now, expected) in rows {
        let mut begun = begin(&provider).await.expect("begun");
        rogue.gives(&rogue.claims(&begun.nonce));
        begun.callback.iss = Some(rogue.issuer.clone());
        change(&mut begun.callback);
        assert_eq!(
            verdict(provider.finish(begun.pending, begun.callback, *now).await),
            *expected,
            "{name}"
        );
    }
    let begun = begin(&provider).await.expect("begun");
    assert_eq!(
        verdict(other.finish(begun.pending, begun.callback, NOW).await),
        Err(Why::OtherProvider)
    );
}

#[tokio::test]
async fn a05_a_provider_that_does_not_name_itself_may_still_not_name_another() {
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    for (iss, expected) in [
        (None, Ok(())),
        (Some(rogue.issuer.clone()), Ok(())),
        (
            Some("https://evil.example".into()),
            Err(Why::IssuerParameterWrong),
        ),
    ] {
        let mut begun = begin(&provider).await.expect("begun");
        rogue.gives(&rogue.claims(&begun.nonce));
        begun.callback.iss = iss;
        assert_eq!(
            verdict(provider.finish(begun.pending, begun.callback, NOW).await),
            expected
        );
    }
}

#[tokio::test]
async fn a05_what_follows_the_code_is_judged_too() {
    let other = json!({ "sub": "somebody-else" });
    let rows: Vec<(&str, Option<Say>, Option<Say>, Why)> = vec![
        (
            "code already used",
            Some(Say::Status(400, json!({ "error": "invalid_grant" }))),
            None,
            Why::CodeRefused,
        ),
        (
            "unknown client",
            Some(Say::Status(401, json!({ "error": "invalid_client" }))),
            None,
            Why::Provider(Snag::ClientRefused),
        ),
        (
            "a fault",
            Some(Say::Status(500, json!({}))),
            None,
            Why::Provider(Snag::BadStatus),
        ),
        ("a page", Some(Say::Garbage), None, Why::Provider(Snag::Malformed)),
        (
            "no token",
            Some(Say::Json(json!({ "access_token": "a", "token_type": "Bearer" }))),
            None,
            Why::NoIdToken,
        ),
        (
            "tokens elsewhere",
            Some(Say::Elsewhere("http://169.254.169.254/")),
            None,
            Why::Provider(Snag::Redirected),
        ),
        (
            "tokens of 10 MB",
            Some(Say::MuchInPieces(10_240)),
            None,
            Why::Provider(Snag::TooLarge),
        ),
        (
            "user information about somebody else",
            None,
            Some(Say::Json(other)),
            Why::OtherSubject,
        ),
        (
            "user information about nobody",
            None,
            Some(Say::Json(json!({ "name": "x" }))),
            Why::OtherSubject,
        ),
        (
            "user information as a list",
            None,
            Some(Say::Json(json!([]))),
            Why::Provider(Snag::Malformed),
        ),
        (
            "user information elsewhere",
            None,
            Some(Say::Elsewhere("http://127.0.0.1:1/")),
            Why::Provider(Snag::Redirected),
        ),
        (
            "user information refused",
            None,
            Some(Say::Status(403, json!({}))),
            Why::Provider(Snag::BadStatus),
        ),
        (
            "user information of 10 MB",
            None,
            Some(Say::Much(10_240)),
            Why::Provider(Snag::TooLarge),
        ),
    ];
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    for (name, token, userinfo, expected) in rows {
        let begun = begin(&provider).await.expect("begun");
        rogue.gives(&rogue.claims(&begun.nonce));
        let honest = rogue.script().userinfo.clone();
        if let Some(say) = token {
            rogue.script().token = say;
        }
        if let Some(say) = userinfo {
            rogue.script().userinfo = say;
        }
        let outcome = provider.finish(begun.pending, begun.callback, NOW).await;
        rogue.script().userinfo = honest;
        assert_eq!(verdict(outcome), Err(expected), "{name}");
    }
}

#[tokio::test]
async fn signed_user_information_is_verified() {
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    let about = json!({ "sub": "f:1:899700218896", "SubjectNameID": "899700218896" });
    let signed = |signer: &Signer, claims: &Value| Say::Jwt(signer.token(&rogue.signer.header(), claims));
    let mut for_another = about.clone();
    for_another["aud"] = json!("another");
    let mut of_another = about.clone();
    of_another["iss"] = json!("https://evil.example");
    for (name, say, expected) in [
        ("honest", signed(&rogue.signer, &about), Ok(())),
        (
            "a foreign key",
            signed(&Signer::ec("k1"), &about),
            Err(Why::BadSignature),
        ),
        (
            "for another",
            signed(&rogue.signer, &for_another),
            Err(Why::Audience),
        ),
        ("of another", signed(&rogue.signer, &of_another), Err(Why::Issuer)),
        (
            "not signed",
            Say::Jwt(format!("{}.", unsigned(&json!({ "alg": "none" }), &about))),
            Err(Why::Algorithm),
        ),
    ] {
        rogue.script().userinfo = say;
        let outcome = sign_in(&rogue, &provider, |_| {}).await;
        if let Ok(login) = &outcome {
            assert_eq!(login.claims.rpps().as_deref(), Some("99700218896"));
        }
        assert_eq!(verdict(outcome), expected, "{name}");
    }
}
