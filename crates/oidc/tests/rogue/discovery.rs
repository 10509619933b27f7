//! A provider that describes itself falsely, is down, changes its keys, or leads us somewhere else (catalogue row D15).

use base::Moment;
use base::time::{HOUR, MINUTE, SECOND};
use oidc::{Provider, Snag, Why};
use serde_json::{Value, json};

use crate::idp::{NOW, Rogue, Say, begin, honest_discovery};
use crate::tokens::Signer;

/// What comes of beginning a sign-in with what a test made of the provider.
async fn snag(prepare: impl Fn(&Rogue, &mut oidc::ProviderConfig)) -> Result<(), Snag> {
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let mut config = rogue.config();
    prepare(&rogue, &mut config);
    let provider = Provider::new(config).expect("config");
    begin(&provider)
        .await
        .map(|_| ())
        .map_err(|trouble| trouble.snag())
}

/// The same with a changed discovery document.
async fn described(change: impl Fn(&mut Value), hosts: &[&str]) -> Result<(), Snag> {
    snag(|rogue, config| {
        let mut discovery = honest_discovery(&rogue.issuer);
        change(&mut discovery);
        rogue.script().discovery = Say::Json(discovery);
        config.egress.hosts = hosts.iter().map(ToString::to_string).collect();
    })
    .await
}

#[tokio::test]
async fn a05_a_false_description_is_refused() {
    type Row = (&'static str, fn(&mut Value), Result<(), Snag>);
    let rows: &[Row] = &[
        ("honest", |_| {}, Ok(())),
        (
            "another issuer",
            |d| d["issuer"] = json!("https://evil.example"),
            Err(Snag::OtherIssuer),
        ),
        (
            "a slash more",
            |d| d["issuer"] = json!(format!("{}/", d["issuer"].as_str().unwrap_or(""))),
            Err(Snag::OtherIssuer),
        ),
        ("no issuer", |d| drop(d["issuer"].take()), Err(Snag::Malformed)),
        (
            "no code flow",
            |d| d["response_types_supported"] = json!(["id_token"]),
            Err(Snag::Unsupported),
        ),
        (
            "PKCE in the clear only",
            |d| d["code_challenge_methods_supported"] = json!(["plain"]),
            Err(Snag::Unsupported),
        ),
        (
            "PKCE not spoken of",
            |d| drop(d["code_challenge_methods_supported"].take()),
            Ok(()),
        ),
        (
            "a script as the sign-in page",
            |d| d["authorization_endpoint"] = json!("javascript:alert(1)"),
            Err(Snag::Malformed),
        ),
        (
            "no user information",
            |d| drop(d["userinfo_endpoint"].take()),
            Ok(()),
        ),
    ];
    for (name, change, expected) in rows {
        assert_eq!(described(change, &[]).await, *expected, "{name}");
    }
}

#[tokio::test]
async fn d15_no_endpoint_leads_us_elsewhere() {
    for endpoint in [
        "authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        "userinfo_endpoint",
        "end_session_endpoint",
    ] {
        for address in [
            "https://evil.example/",
            "http://127.0.0.1:1/",
            "http://localhost:1/",
            "https://[::1]/",
            "https://2130706433/",
            "http://169.254.169.254/latest/meta-data/",
        ] {
            let change = |discovery: &mut Value| discovery[endpoint] = json!(address);
            assert_eq!(
                described(change, &[]).await,
                Err(Snag::ForbiddenAddress),
                "{endpoint} {address}"
            );
        }
        let tricky = |discovery: &mut Value| {
            let host = discovery["issuer"]
                .as_str()
                .unwrap_or_default()
                .trim_start_matches("http://")
                .to_owned();
            discovery[endpoint] = json!(format!("http://{host}@evil.example/"));
        };
        assert_eq!(described(tricky, &[]).await, Err(Snag::Malformed), "{endpoint}");
    }
}

#[tokio::test]
async fn d15_a_host_that_is_listed_must_still_be_in_a_network_that_is() {
    for (address, host) in [
        ("https://169.254.169.254/keys", "169.254.169.254"),
        ("http://169.254.169.254/keys", "169.254.169.254:80"),
        // The same in decimal, as resolvers read it.
        ("https://2852039166/keys", "2852039166"),
        ("https://[fe80::1]/keys", "[fe80::1]"),
        (
            "https://[::ffff:169.254.169.254]/keys",
            "[::ffff:169.254.169.254]",
        ),
        ("https://192.0.2.1/keys", "192.0.2.1"),
        // In the clear, though it is public.
        ("http://1.1.1.1/keys", "1.1.1.1:80"),
    ] {
        let change = |discovery: &mut Value| discovery["jwks_uri"] = json!(address);
        assert_eq!(
            described(change, &[host]).await,
            Err(Snag::ForbiddenAddress),
            "{address}"
        );
    }
}

#[tokio::test]
async fn d15_answers_are_bounded_and_never_followed() {
    type Set = fn(&Rogue, Say);
    let places: [(&str, Set); 2] = [
        ("discovery", |rogue, say| rogue.script().discovery = say),
        ("keys", |rogue, say| rogue.script().keys = say),
    ];
    for (place, set) in places {
        for (name, say, expected) in [
            ("10 MB, announced", Say::Much(10_240), Snag::TooLarge),
            ("10 MB, not announced", Say::MuchInPieces(10_240), Snag::TooLarge),
            (
                "elsewhere",
                Say::Elsewhere("http://169.254.169.254/"),
                Snag::Redirected,
            ),
            (
                "elsewhere on the same host",
                Say::Elsewhere("/userinfo"),
                Snag::Redirected,
            ),
            ("a fault", Say::Status(503, json!({})), Snag::BadStatus),
            ("a page", Say::Garbage, Snag::Malformed),
            ("nothing", Say::Json(json!({})), Snag::Malformed),
        ] {
            let outcome = snag(|rogue, _| set(rogue, say.clone())).await;
            assert_eq!(outcome, Err(expected), "{place}: {name}");
        }
    }
    let shared =
        snag(|rogue, _| rogue.script().keys = Say::Json(json!({ "keys": [{ "kty": "oct", "k": "AAAA" }] })));
    assert_eq!(shared.await, Err(Snag::Unsupported));
}

/// The clock of the runtime runs ahead whenever nothing else can happen: no second is waited for.
#[tokio::test(start_paused = true)]
async fn a_provider_that_takes_the_connection_and_says_nothing_is_given_up() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("port");
    let rogue = Rogue::at(
        format!("http://{}", silent.local_addr().expect("address")),
        Signer::ec("k1"),
    );
    let held = tokio::spawn(async move {
        let mut all = Vec::new();
        while let Ok((stream, _)) = silent.accept().await {
            all.push(stream);
        }
    });
    assert_eq!(begin_at(&rogue.provider(), NOW).await, Err(Snag::TooSlow));
    held.abort();
}

/// A provider that was down, on its own port, comes up on it.
async fn come_up(rogue: &Rogue) {
    let address = rogue.issuer.trim_start_matches("http://").to_owned();
    let listener = tokio::net::TcpListener::bind(address).await.expect("port");
    let router = rogue.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
}

async fn begin_at(provider: &Provider, now: Moment) -> Result<(), Snag> {
    provider
        .begin(now, &[7; 96])
        .await
        .map(|_| ())
        .map_err(|trouble| trouble.snag())
}

#[tokio::test]
async fn a_provider_that_is_down_at_the_start_is_left_alone_and_comes_back() {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|it| it.local_addr())
        .expect("port");
    let rogue = Rogue::at(format!("http://{port}"), Signer::ec("k1"));
    let provider = rogue.provider();
    assert_eq!(begin_at(&provider, NOW).await, Err(Snag::Unreachable));
    assert_eq!(
        begin_at(&provider, NOW.plus(4 * SECOND)).await,
        Err(Snag::Waiting)
    );
    assert_eq!(
        begin_at(&provider, NOW.plus(5 * SECOND)).await,
        Err(Snag::Unreachable)
    );
    // The second pause is longer than the first.
    come_up(&rogue).await;
    assert_eq!(
        begin_at(&provider, NOW.plus(14 * SECOND)).await,
        Err(Snag::Waiting)
    );
    assert_eq!(begin_at(&provider, NOW.plus(15 * SECOND)).await, Ok(()));
}

#[tokio::test]
async fn what_was_known_serves_for_a_day_and_no_longer() {
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    assert_eq!(begin_at(&provider, NOW).await, Ok(()));
    rogue.script().discovery = Say::Garbage;
    assert_eq!(begin_at(&provider, NOW.plus(59 * MINUTE)).await, Ok(()));
    assert_eq!(rogue.asked("discovery"), 1);
    assert_eq!(begin_at(&provider, NOW.plus(2 * HOUR)).await, Ok(()));
    assert_eq!(begin_at(&provider, NOW.plus(23 * HOUR)).await, Ok(()));
    assert_eq!(
        begin_at(&provider, NOW.plus(24 * HOUR)).await,
        Err(Snag::Malformed)
    );
    rogue.script().discovery = Say::Json(honest_discovery(&rogue.issuer));
    assert_eq!(begin_at(&provider, NOW.plus(25 * HOUR)).await, Ok(()));
}

#[tokio::test]
async fn keys_are_changed_without_a_restart() {
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    let sign_in = async |signer: &Signer, now: Moment| {
        let begun = begin(&provider).await.expect("begun");
        rogue.gives_token(&signer.token(&signer.header(), &rogue.claims(&begun.nonce)));
        let outcome = provider.finish(begun.pending, begun.callback, now).await;
        outcome.map(|_| ()).map_err(|refused| refused.why())
    };
    let publish = |signer: &Signer| rogue.script().keys = Say::Json(json!({ "keys": [signer.jwk()] }));
    assert_eq!(sign_in(&rogue.signer, NOW).await, Ok(()));
    let second = Signer::ec("k2");
    publish(&second);
    assert_eq!(sign_in(&second, NOW).await, Ok(()));
    // What was withdrawn no longer counts.
    assert_eq!(sign_in(&rogue.signer, NOW).await, Err(Why::UnknownKey));
    // Another key under the same name, within the pause and after it.
    let third = Signer::ec("k2");
    publish(&third);
    assert_eq!(
        sign_in(&third, NOW.plus(29 * SECOND)).await,
        Err(Why::BadSignature)
    );
    assert_eq!(rogue.asked("keys"), 2);
    assert_eq!(sign_in(&third, NOW.plus(30 * SECOND)).await, Ok(()));
}

#[tokio::test]
async fn a_hundred_who_sign_in_at_once_cause_one_request() {
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = std::sync::Arc::new(rogue.provider());
    let all: Vec<_> = (0..100)
        .map(|_| {
            let provider = provider.clone();
            tokio::spawn(async move { begin_at(&provider, NOW).await })
        })
        .collect();
    for one in all {
        assert_eq!(one.await.expect("task"), Ok(()));
    }
    assert_eq!((rogue.asked("discovery"), rogue.asked("keys")), (1, 1));
}

#[tokio::test]
async fn whoever_signs_out_here_is_sent_to_sign_out_there() {
    let rogue = Rogue::start(Signer::ec("k1")).await;
    let provider = rogue.provider();
    let back = oidc::Url::parse("https://chevet.example/").expect("url");
    let url = provider
        .sign_out_url(&oidc::Secret::new("hint"), Some(&back), NOW)
        .await
        .expect("known")
        .expect("url");
    assert!(url.as_str().starts_with(&format!("{}/end?", rogue.issuer)));
    let pairs = crate::idp::query(&url);
    assert_eq!(
        (
            pairs["id_token_hint"].as_str(),
            pairs["post_logout_redirect_uri"].as_str()
        ),
        ("hint", back.as_str())
    );
    assert!(!format!("{url:?}").contains("hint"));
}
