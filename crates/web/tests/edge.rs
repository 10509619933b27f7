//! The edge of the server over real sockets and as browsers ask it: who is cut off, who is refused, what every
//! answer carries.

#[path = "slices/hospital.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod hospital;
#[path = "common/http.rs"]
mod http;

use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hospital::Hospital;
use http::Browser;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;
use web::access::Peer;
use web::config::Limits;
use web::router::router;
use web::{Config, Web, serve};

/// A server on a port of its own.
struct Server {
    at: SocketAddr,
    web: Web,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Server {
    async fn start(limits: Limits) -> Self {
        let web = Web::new(
            Hospital::empty().app,
            Config {
                limits,
                ..Config::default()
            },
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let at = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(serve(listener, web.clone(), async { drop(stopped.await) }));
        Self { at, web, stop, task }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.at).await.expect("a connection")
    }
}

/// Short times: a test waits for them to pass.
fn impatient() -> Limits {
    Limits {
        head: Duration::from_millis(40),
        write_stall: Duration::from_millis(40),
        ..Limits::default()
    }
}

async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset is an end like another.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn silent_sockets_and_half_heads_are_closed() {
    let server = Server::start(impatient()).await;
    for said in [
        "",
        "G",
        "GET / HT",
        "GET / HTTP/1.1\r\nhost: local",
        "PRI * HTTP",
        "PRI * HTTP/2.0\r\n\r\nSM",
    ] {
        let mut stream = server.connect().await;
        stream.write_all(said.as_bytes()).await.expect("written");
        let answer = read_to_end(&mut stream).await;
        assert!(!answer.contains("200"), "{said}: {answer}");
    }
    assert_eq!(server.web.connections(), 0);
}

#[tokio::test]
async fn an_idle_connection_is_given_back() {
    let server = Server::start(impatient()).await;
    let mut stream = server.connect().await;
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .expect("written");
    let answer = read_to_end(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_body_that_never_ends_is_cut_off() {
    let limits = Limits {
        request: Duration::from_millis(40),
        ..Limits::default()
    };
    let server = Server::start(limits).await;
    let mut stream = server.connect().await;
    let head = "POST /langue HTTP/1.1\r\nhost: localhost\r\norigin: http://localhost\r\nconnection: close\r\n\
                content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\nlang=";
    stream.write_all(head.as_bytes()).await.expect("written");
    let answer = read_to_end(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
}

#[tokio::test]
async fn l03_a_screen_that_never_reads_is_dropped() {
    let server = Server::start(impatient()).await;
    let mut stream = server.connect().await;
    stream
        .write_all(b"GET /live?t=territory HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .expect("written");
    let mut first = [0; 64];
    stream.read_exact(&mut first).await.expect("the stream has begun");
    // A flood of requests whose answers nobody reads: the socket fills, the writes stall, the server gives up.
    let flood = "GET /assets/none HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(100);
    let mut other = server.connect().await;
    while other.write_all(flood.as_bytes()).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(server.web.connections() <= 1);
}

#[tokio::test]
async fn above_the_limit_a_connection_is_told_so() {
    let server = Server::start(Limits {
        connections: 1,
        ..Limits::default()
    })
    .await;
    let mut first = server.connect().await;
    first
        .write_all(b"GET /live?t=territory HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .expect("written");
    let mut head = [0; 12];
    first.read_exact(&mut head).await.expect("an answer");
    let mut second = server.connect().await;
    assert!(read_to_end(&mut second).await.starts_with("HTTP/1.1 503"));
}

#[tokio::test]
async fn a_stop_says_good_bye_and_ends() {
    let server = Server::start(Limits::default()).await;
    let mut stream = server.connect().await;
    stream
        .write_all(b"GET /live?t=territory HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .expect("written");
    let mut head = [0; 64];
    stream.read_exact(&mut head).await.expect("the stream has begun");
    server.stop.send(()).expect("running");
    let rest = read_to_end(&mut stream).await;
    assert!(rest.contains("event: bye"), "{rest}");
    server.task.await.expect("the server has ended");
    assert!(TcpStream::connect(server.at).await.is_err());
}

#[tokio::test]
async fn http_2_with_prior_knowledge_is_spoken() {
    let server = Server::start(Limits::default()).await;
    let mut stream = server.connect().await;
    // The preface and an empty SETTINGS frame.
    stream
        .write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0")
        .await
        .expect("written");
    let mut frame = [0; 9];
    stream.read_exact(&mut frame).await.expect("a frame");
    assert_eq!(frame[3], 4, "the server answers with its SETTINGS");
}

fn browser(config: Config) -> Browser {
    Browser::new(router(Web::new(Hospital::empty().app, config)))
}

#[tokio::test]
async fn every_answer_carries_the_protective_headers() {
    let mut browser = browser(Config {
        frame_ancestors: vec!["https://dpi.example".into()],
        ..Config::default()
    });
    for path in [
        "/",
        "/service/w99",
        "/nulle-part",
        "/healthz",
        "/operateur",
        "/live?t=territory",
    ] {
        // The stream never ends: only its head is looked at.
        if path.starts_with("/live") {
            continue;
        }
        let answer = browser.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"),
            "{path}"
        );
        assert!(!policy.contains("unsafe"), "{path}");
        assert!(
            policy.ends_with("frame-ancestors 'self' https://dpi.example"),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    let style = browser.get(web::assets::style_sheet()).await;
    assert_eq!(
        style.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
}

#[tokio::test]
async fn pages_hold_no_inline_script_nor_style() {
    let mut browser = Browser::new(router(Web::new(Hospital::small().await.app, Config::default())));
    for path in [
        "/",
        "/service/w1",
        "/lit/b1",
        "/sejour/s1",
        "/operateur",
        "/nulle-part",
    ] {
        let body = browser.get(path).await.body;
        for forbidden in [" style=", "<style", " onclick=", " onload=", "javascript:"] {
            assert!(!body.contains(forbidden), "{path} holds {forbidden}");
        }
        assert_eq!(
            body.matches("<script").count(),
            body.matches("<script defer src=\"/assets/").count(),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a04_a_form_of_another_site_is_refused_and_changes_nothing() {
    let app = Hospital::small().await.app;
    let mut browser = Browser::new(router(Web::new(app.clone(), Config::default())));
    let before = app.snapshot().seq();
    for headers in [
        vec![("origin", "https://evil.example")],
        vec![("sec-fetch-site", "cross-site"), ("origin", "http://localhost")],
        vec![("sec-fetch-site", "same-site")],
        vec![("origin", "null")],
        vec![],
    ] {
        let mut request =
            Request::post("/lit/b1/fermer").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let answer = browser
            .ask(request, Body::from("motif=travaux&operator_name=Eve"))
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(answer.body.contains("Revenez au tableau"), "{}", answer.body);
    }
    assert_eq!(app.snapshot().seq(), before);
}

#[tokio::test]
async fn a04_reading_changes_nothing() {
    let app = Hospital::small().await.app;
    let mut browser = Browser::new(router(Web::new(app.clone(), Config::default())));
    let before = app.snapshot().seq();
    for path in [
        "/lit/b1/fermer?motif=travaux",
        "/sejour/s1/parti?quand=2026-11-20T14:00",
        "/langue?lang=en",
    ] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(app.snapshot().seq(), before);
}

#[tokio::test]
async fn a_foreign_host_name_is_refused_and_told_what_to_do() {
    let web = Web::new(
        Hospital::empty().app,
        Config {
            hosts: vec!["chevet.example".into()],
            ..Config::default()
        },
    );
    let ask = |host: &'static str| {
        let router = router(web.clone());
        async move {
            let request = Request::get("/")
                .header(header::HOST, host)
                .body(Body::empty())
                .expect("a request");
            let Ok(answer) = tower::ServiceExt::oneshot(router, request).await;
            answer.status()
        }
    };
    assert_eq!(ask("chevet.example").await, StatusCode::OK);
    assert_eq!(ask("127.0.0.1:8080").await, StatusCode::OK);
    assert_eq!(ask("evil.example").await, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn a20_a_body_over_the_limit_is_refused_in_words() {
    let mut browser = browser(Config::default());
    let fields = format!("operator_name={}", "x".repeat(70_000));
    let answer = browser.post("/operateur", &fields).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("rien n’a été enregistré"), "{}", answer.body);
}

#[tokio::test]
async fn a08_a_form_never_leads_to_another_site() {
    let mut browser = browser(Config::default());
    for back in ["//evil.example", "https://evil.example", "/%5Cevil.example"] {
        let answer = browser.post("/langue", &format!("lang=en&back={back}")).await;
        assert_eq!(answer.header("location"), "/", "{back}");
    }
    assert_eq!(
        browser
            .post("/langue", "lang=en&back=%2Fservice%2Fw1")
            .await
            .header("location"),
        "/service/w1"
    );
    assert!(browser.get("/").await.body.contains("<html lang=\"en\""));
}

#[tokio::test]
async fn pages_are_compressed_when_the_browser_takes_it() {
    let mut browser = browser(Config::default());
    assert_eq!(browser.get("/").await.header("content-encoding"), "");
    browser.headers = vec![("accept-encoding", "br, gzip")];
    assert_eq!(browser.get("/").await.header("content-encoding"), "gzip");
}

#[tokio::test]
async fn a02_every_cookie_of_an_encrypted_connection_stays_on_encrypted_ones() {
    let config = Config {
        proxies: vec!["10.0.0.1".parse().expect("a network")],
        ..Config::default()
    };
    let web = Web::new(Hospital::small().await.app, config);
    let peer = Peer("10.0.0.1:40000".parse().expect("an address"));
    for (path, form) in [
        ("/langue", "lang=en"),
        ("/touches", "touches=off"),
        ("/service/w1/regard", "couleur=sexe"),
    ] {
        for (scheme, is_secure) in [("https", true), ("http", false)] {
            let request = Request::post(path)
                .extension(peer)
                .header(header::HOST, "localhost")
                .header("origin", "http://localhost")
                .header("x-forwarded-for", "192.0.2.7")
                .header("x-forwarded-proto", scheme)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(form))
                .expect("a request");
            let answer = router(web.clone()).oneshot(request).await.expect("an answer");
            let cookie = answer.headers().get(header::SET_COOKIE).expect("a cookie");
            let cookie = cookie.to_str().expect("text");
            assert_eq!(
                cookie.contains("; Secure"),
                is_secure,
                "{scheme} {path}: {cookie}"
            );
        }
    }
}

/// What a browser of that address is answered.
async fn from(address: &str, path: &str, headers: &[(&'static str, &'static str)]) -> (StatusCode, String) {
    let config = Config {
        watchers: vec!["10.1.0.0/16".parse().expect("a network")],
        ..Config::default()
    };
    let router = router(Web::new(Hospital::empty().app, config));
    let peer: SocketAddr = format!("{address}:40000").parse().expect("an address");
    let mut request = Request::get(path)
        .header(header::HOST, "localhost")
        .extension(Peer(peer));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let answer = router.oneshot(request).await.expect("an answer");
    let status = answer.status();
    let body = axum::body::to_bytes(answer.into_body(), 1 << 20)
        .await
        .expect("a body");
    (status, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn figures_are_given_to_this_machine_and_to_those_who_watch_it() {
    for address in ["127.0.0.1", "10.1.2.3"] {
        let (status, body) = from(address, "/metrics", &[]).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        assert!(body.contains("chevet_journal_seq"));
    }
    let strangers: [(&str, &[(&'static str, &'static str)]); 3] = [
        ("10.2.0.1", &[]),
        ("192.0.2.9", &[("x-forwarded-for", "10.1.2.3")]),
        // A proxy on this machine that nobody declared.
        ("127.0.0.1", &[("x-forwarded-for", "127.0.0.1")]),
    ];
    for (address, headers) in strangers {
        let (status, body) = from(address, "/metrics", headers).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{address}");
        assert!(
            body.contains("--metrics-from") && !body.contains("chevet_"),
            "{body}"
        );
        assert_eq!(from(address, "/healthz", headers).await.0, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_probes_answer_and_name_nobody() {
    let mut browser = Browser::new(router(Web::new(Hospital::small().await.app, Config::default())));
    assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(browser.get("/readyz").await.status, StatusCode::OK);
    let metrics = browser.get("/metrics").await.body;
    assert!(
        metrics
            .lines()
            .filter(|line| !line.starts_with('#'))
            .all(|line| line.starts_with("chevet_")),
        "{metrics}"
    );
    assert!(
        !metrics.contains('{'),
        "no label may carry a ward, a bed or a name"
    );
}
