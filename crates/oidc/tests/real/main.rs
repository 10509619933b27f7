//! Signing in at a real provider: npm's oidc-provider, run by node on loopback (see `provider.mjs`).
//!
//! `cargo xtask test` installs it; without it these tests say so and pass.

mod browser;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use axum::Form;
use axum::routing::post;
use base::Moment;
use base::time::{HOUR, SECOND};
use browser::Browser;
use oidc::{Callback, Login, Pending, Prompt, Provider, ProviderConfig, Refused, Secret, Snag, Url, Why};

/// Where the provider sends browsers back to. Nobody listens there: the tests read the address.
const BACK: &str = "http://127.0.0.1:1/retour";

/// A real provider reads the real clock, so its tokens are judged by that.
#[expect(
    clippy::disallowed_methods,
    reason = "the tokens are made by another program, by the clock of this machine"
)]
fn now() -> Moment {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("clock");
    Moment::from_millis(i64::try_from(since.as_millis()).expect("clock"))
}

/// A running provider, ended with the test.
struct Real {
    child: Child,
    issuer: String,
}

impl Drop for Real {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Real {
    /// Starts it on this port (0: any); nothing when it is not installed.
    fn start(port: u16, logout: &str) -> Option<Real> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real");
        if !installed(&folder) {
            return None;
        }
        let mut child = Command::new("node")
            .args(["provider.mjs", &port.to_string(), BACK, logout])
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node");
        let mut line = String::new();
        let output = child.stdout.take().expect("output");
        BufReader::new(output)
            .read_line(&mut line)
            .expect("its first line");
        let port: u16 = line.trim().parse().expect("its port");
        Some(Real {
            child,
            issuer: format!("http://127.0.0.1:{port}"),
        })
    }

    fn config(&self) -> ProviderConfig {
        config(&self.issuer)
    }

    fn provider(&self) -> Provider {
        Provider::new(self.config()).expect("config")
    }

    /// Tells it something that only these tests tell it.
    async fn tell(&self, path: &str) {
        Browser::default()
            .ask(&format!("{}{path}", self.issuer), None)
            .await
            .page();
    }
}

fn config(issuer: &str) -> ProviderConfig {
    let url = |text: &str| Url::parse(text).expect("url");
    let mut config = ProviderConfig::new("real", "Real", url(issuer), "chevet", url(BACK));
    config.client_secret = Some(Secret::new("a secret/between us:and+you"));
    config.scopes = vec!["openid".into(), "scope_all".into()];
    config.acr_values = vec!["eidas1".into()];
    config.max_age = Some(3_600);
    config.egress.loopback_http = true;
    config
}

/// Says loudly what is missing, once per test.
fn installed(folder: &Path) -> bool {
    let node = Command::new("node")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let package: PathBuf = folder.join("node_modules/oidc-provider");
    let missing = match (node, package.is_dir()) {
        (Ok(status), true) if status.success() => return true,
        (Ok(status), false) if status.success() => {
            "npm's oidc-provider is not installed (npm ci in crates/oidc/tests/real)"
        }
        _ => "node is not installed, so no real OpenID Connect provider",
    };
    eprintln!("SKIPPED: {missing}");
    false
}

/// Lets a person sign in, in this browser, and reads what comes back.
async fn at_the_provider(browser: &mut Browser, url: &Url) -> Callback {
    let back = browser.go(url.as_str(), BACK).await.address();
    let query = back.split_once('?').expect("parameters").1;
    let mut callback = Callback::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()).into_owned() {
        match name.as_str() {
            "state" => callback.state = Some(value),
            "code" => callback.code = Some(value),
            "iss" => callback.iss = Some(value),
            "error" => callback.error = Some(value),
            _ => {}
        }
    }
    callback
}

async fn begin(provider: &Provider, chance: u8) -> (Url, Pending) {
    provider.begin(now(), &[chance; 96]).await.expect("begun")
}

async fn sign_in(provider: &Provider, browser: &mut Browser) -> Result<Login, Refused> {
    let (url, pending) = begin(provider, 1).await;
    let callback = at_the_provider(browser, &url).await;
    provider.finish(pending, callback, now()).await
}

fn why<T>(outcome: Result<T, Refused>) -> Option<Why> {
    outcome.err().map(|refused| refused.why())
}

#[tokio::test]
async fn a_professional_signs_in_with_their_situations() {
    let Some(real) = Real::start(0, BACK) else { return };
    let login = sign_in(&real.provider(), &mut Browser::default())
        .await
        .expect("login");
    assert_eq!(
        (login.subject.as_str(), login.acr.as_deref()),
        ("f:550dc1c8:899700218896", Some("eidas1"))
    );
    assert!(login.sid.is_some() && login.auth_time.is_some());
    let claims = &login.claims;
    assert_eq!(claims.rpps().as_deref(), Some("99700218896"));
    assert_eq!(claims.family_name.as_deref(), Some("SPECIALISTE0021889"));
    assert_eq!(claims.subject_role[0].as_str(), "10^1.2.250.1.213.1.1.5.5");
    let situations = claims.situations();
    assert_eq!(situations.len(), 2);
    assert_eq!(situations[0].profession.as_deref(), Some("10"));
    assert_eq!(situations[0].finess_site.as_deref(), Some("990000002"));
    assert_eq!(situations[0].finess_legal.as_deref(), Some("990000001"));
    assert_eq!(situations[1].structure_name.as_deref(), Some("CABINET FICTIF"));
    assert_eq!(situations[1].finess_site, None);
}

#[tokio::test]
async fn a05_an_answer_serves_once_and_only_its_own_session() {
    let Some(real) = Real::start(0, BACK) else { return };
    let provider = real.provider();
    // Another state.
    let (url, pending) = begin(&provider, 1).await;
    let mut callback = at_the_provider(&mut Browser::default(), &url).await;
    callback.state = Some("another".into());
    assert_eq!(
        why(provider.finish(pending, callback, now()).await),
        Some(Why::State)
    );
    // The same answer again: even if the caller kept its half, the provider does not give twice.
    let (url, pending) = begin(&provider, 2).await;
    let callback = at_the_provider(&mut Browser::default(), &url).await;
    assert!(
        provider
            .finish(pending.clone(), callback.clone(), now())
            .await
            .is_ok()
    );
    assert_eq!(
        why(provider.finish(pending, callback, now()).await),
        Some(Why::CodeRefused)
    );
    // The code of an attacker in the session of a victim, with the victim's state: PKCE tells them apart.
    let (url, _) = begin(&provider, 3).await;
    let attacker = at_the_provider(&mut Browser::default(), &url).await;
    let (_, victim) = begin(&provider, 4).await;
    let planted = Callback {
        state: Some(victim.state().to_owned()),
        ..attacker
    };
    assert_eq!(
        why(provider.finish(victim, planted, now()).await),
        Some(Why::CodeRefused)
    );
    // The answer of a provider that names itself, without its name.
    let (url, pending) = begin(&provider, 5).await;
    let mut callback = at_the_provider(&mut Browser::default(), &url).await;
    callback.iss = None;
    assert_eq!(
        why(provider.finish(pending, callback, now()).await),
        Some(Why::IssuerParameterMissing)
    );
}

#[tokio::test]
async fn a07_a_level_that_was_not_asked_for_is_refused() {
    let Some(real) = Real::start(0, BACK) else { return };
    real.tell("/test/acr/eidas2").await;
    let provider = real.provider();
    assert_eq!(
        why(sign_in(&provider, &mut Browser::default()).await),
        Some(Why::AcrNotAccepted)
    );
    real.tell("/test/acr/eidas1").await;
    assert_eq!(why(sign_in(&provider, &mut Browser::default()).await), None);
}

#[tokio::test]
async fn a07_a_silent_sign_in_needs_a_session_and_a_step_up_a_new_one() {
    let Some(real) = Real::start(0, BACK) else { return };
    let provider = real.provider();
    let mut browser = Browser::default();
    let (url, pending) = provider
        .begin_as(Prompt::Silent, now(), &[1; 96])
        .await
        .expect("begun");
    let callback = at_the_provider(&mut browser, &url).await;
    assert_eq!(
        why(provider.finish(pending, callback, now()).await),
        Some(Why::LoginRequired)
    );
    let first = sign_in(&provider, &mut browser).await.expect("login");
    for prompt in [Prompt::Silent, Prompt::Again] {
        let (url, pending) = provider.begin_as(prompt, now(), &[2; 96]).await.expect("begun");
        let callback = at_the_provider(&mut browser, &url).await;
        let again = provider.finish(pending, callback, now()).await.expect("login");
        assert_eq!(again.subject, first.subject, "{prompt:?}");
        assert!(again.auth_time >= first.auth_time, "{prompt:?}");
    }
}

#[tokio::test]
async fn keys_change_while_people_sign_in() {
    let Some(real) = Real::start(0, BACK) else { return };
    let provider = real.provider();
    assert_eq!(why(sign_in(&provider, &mut Browser::default()).await), None);
    // From RS256 to PS256, with a key nobody has seen.
    real.tell("/test/rotate").await;
    assert_eq!(why(sign_in(&provider, &mut Browser::default()).await), None);
    // Twice within a moment is more often than keys are fetched because of a token.
    real.tell("/test/rotate").await;
    assert_eq!(
        why(sign_in(&provider, &mut Browser::default()).await),
        Some(Why::UnknownKey)
    );
    // An hour later they are fetched anyway.
    let later = now().plus(HOUR);
    assert!(provider.begin(later, &[1; 96]).await.is_ok());
    assert_eq!(why(sign_in(&provider, &mut Browser::default()).await), None);
}

#[tokio::test]
async fn a_provider_that_is_down_when_we_start_is_found_when_it_is_up() {
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|it| it.local_addr())
        .expect("port");
    let provider = Provider::new(config(&format!("http://{free}"))).expect("config");
    let failed = provider
        .begin(now(), &[1; 96])
        .await
        .map_err(|trouble| trouble.snag());
    assert_eq!(failed.err(), Some(Snag::Unreachable));
    let Some(_real) = Real::start(free.port(), BACK) else {
        return;
    };
    let later = now().plus(10 * SECOND);
    let (url, pending) = provider.begin(later, &[1; 96]).await.expect("begun");
    let callback = at_the_provider(&mut Browser::default(), &url).await;
    assert_eq!(why(provider.finish(pending, callback, later).await), None);
}

/// A place for logout tokens, as our server would have one, and what came there.
async fn logout_place() -> (String, Arc<Mutex<Vec<String>>>) {
    let came: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = came.clone();
    let receive = move |Form(form): Form<std::collections::HashMap<String, String>>| async move {
        kept.lock().expect("lock").push(form["logout_token"].clone());
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("port");
    let address = format!("http://{}/logout", listener.local_addr().expect("address"));
    let router = axum::Router::new().route("/logout", post(receive));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, came)
}

#[tokio::test]
async fn a06_whoever_signs_out_at_the_provider_is_signed_out_here() {
    let (place, came) = logout_place().await;
    let Some(real) = Real::start(0, &place) else {
        return;
    };
    let provider = real.provider();
    let mut browser = Browser::default();
    let login = sign_in(&provider, &mut browser).await.expect("login");
    // The provider asks whether the person really wants to, and then tells everybody before it answers.
    let url = provider
        .sign_out_url(&login.id_token, None, now())
        .await
        .expect("known")
        .expect("a place to sign out");
    let page = browser.go(url.as_str(), BACK).await.page();
    let xsrf = page
        .split(r#"name="xsrf" value=""#)
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("form");
    let confirm = format!("{}/session/end/confirm", real.issuer);
    browser
        .ask(&confirm, Some(&format!("xsrf={xsrf}&logout=yes")))
        .await
        .address();
    let token = came.lock().expect("lock").pop().expect("a logout token");
    let logged_out = provider.logout(&token, now()).await.expect("logout");
    assert_eq!(logged_out.sid, login.sid);
    assert_eq!(why(provider.logout(&token, now()).await), Some(Why::Replayed));
}
