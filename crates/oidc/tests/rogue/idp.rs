//! A provider that says whatever a test tells it to say.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base::Moment;
use base::time::SECOND;
use hyper::body::Frame;
use oidc::{Callback, Pending, Provider, ProviderConfig, Secret, Trouble, Url};
use serde_json::{Value, json};

use crate::tokens::{Signer, at_hash};

/// What the time is in these tests.
pub const NOW: Moment = Moment::from_millis(1_800_000_000_000);
/// Our name at the provider.
pub const CLIENT: &str = "chevet";
/// Our secret there.
pub const SECRET: &str = "a secret/between us:and+you";
/// The access token that it gives.
pub const ACCESS: &str = "an-access-token";

/// The same for tokens: seconds.
pub fn seconds(moment: Moment) -> i64 {
    moment.millis() / SECOND
}

/// An answer that a test wrote.
#[derive(Clone)]
pub enum Say {
    Json(Value),
    Jwt(String),
    Status(u16, Value),
    Elsewhere(&'static str),
    /// This many kilobytes, their number said beforehand.
    Much(usize),
    /// This many kilobytes, without saying how many will come.
    MuchInPieces(usize),
    Garbage,
}

impl IntoResponse for Say {
    fn into_response(self) -> Response {
        let json = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
        match self {
            Say::Json(value) => (json, value.to_string()).into_response(),
            Say::Jwt(token) => ([(header::CONTENT_TYPE, "application/jwt")], token).into_response(),
            Say::Status(code, value) => (
                StatusCode::from_u16(code).expect("status"),
                json,
                value.to_string(),
            )
                .into_response(),
            Say::Elsewhere(to) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
            Say::Much(kilobytes) => " ".repeat(kilobytes * 1024).into_response(),
            Say::MuchInPieces(kilobytes) => Body::new(Pieces(kilobytes)).into_response(),
            Say::Garbage => "<html>Bienvenue</html>".into_response(),
        }
    }
}

struct Pieces(usize);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.0 == 0 {
            return Poll::Ready(None);
        }
        self.0 -= 1;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b' '; 1024])))))
    }
}

/// What the provider says, and what it was asked.
pub struct Script {
    pub discovery: Say,
    pub keys: Say,
    pub token: Say,
    pub userinfo: Say,
    /// The form of the last request for tokens.
    pub form: HashMap<String, String>,
    /// The `Authorization` of the last request for tokens.
    pub authorization: Option<String>,
    /// How often each path was asked.
    pub asked: HashMap<&'static str, usize>,
}

type Shared = Arc<Mutex<Script>>;

/// The provider, on a port of its own.
pub struct Rogue {
    pub issuer: String,
    pub signer: Signer,
    script: Shared,
}

impl Rogue {
    /// A provider that is honest until told otherwise.
    pub async fn start(signer: Signer) -> Rogue {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("port");
        let issuer = format!("http://{}", listener.local_addr().expect("address"));
        let rogue = Rogue::at(issuer, signer);
        let router = rogue.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        rogue
    }

    /// The same without a port: whoever calls this serves its [`Rogue::router`].
    pub fn at(issuer: String, signer: Signer) -> Rogue {
        let script = Script {
            discovery: Say::Json(honest_discovery(&issuer)),
            keys: Say::Json(json!({ "keys": [signer.jwk()] })),
            token: Say::Garbage,
            userinfo: Say::Json(json!({ "sub": "f:1:899700218896", "family_name": "SPECIALISTE" })),
            form: HashMap::new(),
            authorization: None,
            asked: HashMap::new(),
        };
        Rogue {
            issuer,
            signer,
            script: Arc::new(Mutex::new(script)),
        }
    }

    pub fn router(&self) -> Router {
        Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(self.script.clone())
    }

    pub fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().expect("lock")
    }

    /// How often a path was asked.
    pub fn asked(&self, path: &'static str) -> usize {
        self.script().asked.get(path).copied().unwrap_or(0)
    }

    /// A configuration for this provider, as a hospital would write it.
    pub fn config(&self) -> ProviderConfig {
        let url = |text: &str| Url::parse(text).expect("url");
        let back = url("https://chevet.example/retour");
        let mut config = ProviderConfig::new("rogue", "Rogue", url(&self.issuer), CLIENT, back);
        config.client_secret = Some(Secret::new(SECRET));
        config.scopes = vec!["openid".into(), "scope_all".into()];
        config.acr_values = vec!["eidas1".into()];
        config.max_age = Some(3_600);
        config.egress.loopback_http = true;
        config
    }

    pub fn provider(&self) -> Provider {
        Provider::new(self.config()).expect("config")
    }

    /// The claims of an honest token for this sign-in.
    pub fn claims(&self, nonce: &str) -> Value {
        let now = seconds(NOW);
        json!({
            "iss": self.issuer, "aud": CLIENT, "sub": "f:1:899700218896", "nonce": nonce,
            "iat": now, "exp": now + 300, "auth_time": now - 20, "acr": "eidas1", "amr": ["sc"],
            "sid": "session-1", "at_hash": at_hash(ACCESS), "given_name": "ROBERT",
        })
    }

    /// Signs claims honestly and has the token endpoint give the token.
    pub fn gives(&self, claims: &Value) {
        let token = self.signer.token(&self.signer.header(), claims);
        self.gives_token(&token);
    }

    /// Has the token endpoint give this token.
    pub fn gives_token(&self, token: &str) {
        let answer = json!({ "access_token": ACCESS, "token_type": "Bearer", "id_token": token });
        self.script().token = Say::Json(answer);
    }
}

/// A sign-in as far as the browser's way back.
pub struct Begun {
    pub url: Url,
    pub pending: Pending,
    pub nonce: String,
    pub callback: Callback,
}

/// Begins a sign-in and writes the honest answer of the browser.
pub async fn begin(provider: &Provider) -> Result<Begun, Trouble> {
    let (url, pending) = provider.begin(NOW, &[7; 96]).await?;
    Ok(begun(url, pending))
}

/// The same for a sign-in that was begun otherwise.
pub fn begun(url: Url, pending: Pending) -> Begun {
    let pairs = query(&url);
    Begun {
        nonce: pairs["nonce"].clone(),
        callback: Callback {
            state: Some(pairs["state"].clone()),
            code: Some("a-code".into()),
            ..Callback::default()
        },
        url,
        pending,
    }
}

/// The parameters of an address.
pub fn query(url: &Url) -> HashMap<String, String> {
    let query = url.as_str().split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// The discovery document of an honest provider.
pub fn honest_discovery(issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "end_session_endpoint": format!("{issuer}/end"),
        "response_types_supported": ["code"],
        "code_challenge_methods_supported": ["S256"],
    })
}

/// Counts a question, and takes the answer that was written for it.
fn answer(script: &Shared, path: &'static str, pick: impl Fn(&Script) -> &Say) -> Say {
    let mut script = script.lock().expect("lock");
    *script.asked.entry(path).or_default() += 1;
    pick(&script).clone()
}

async fn discovery(State(script): State<Shared>) -> Say {
    answer(&script, "discovery", |script| &script.discovery)
}

async fn keys(State(script): State<Shared>) -> Say {
    answer(&script, "keys", |script| &script.keys)
}

async fn token(State(script): State<Shared>, headers: HeaderMap, body: String) -> Say {
    {
        let mut script = script.lock().expect("lock");
        script.form = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        script.authorization = headers
            .get("authorization")
            .and_then(|it| it.to_str().ok())
            .map(String::from);
    }
    answer(&script, "token", |script| &script.token)
}

async fn userinfo(State(script): State<Shared>, headers: HeaderMap) -> Say {
    let authorized = headers
        .get("authorization")
        .is_some_and(|it| it == &format!("Bearer {ACCESS}"));
    if !authorized {
        return Say::Status(401, json!({ "error": "invalid_token" }));
    }
    answer(&script, "userinfo", |script| &script.userinfo)
}
