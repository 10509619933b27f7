//! A browser without a screen: asks the router, follows redirections, keeps cookies; and pages kept as files.

use std::path::Path;

use app::App;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt as _;
use web::router::router;
use web::{Config, Web};

/// A browser.
pub struct Browser {
    pub web: Web,
    router: axum::Router,
    pub lang: &'static str,
    cookies: Vec<String>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    pub text: String,
    pub headers: axum::http::HeaderMap,
}

impl Browser {
    /// On the screens of that engine.
    pub fn of(app: &App, config: Config) -> Self {
        let web = Web::new(app.clone(), config);
        Self {
            router: router(web.clone()),
            web,
            lang: "fr",
            cookies: vec![],
        }
    }

    /// Another browser, without a cookie, on the same server.
    pub fn on(web: &Web) -> Self {
        Self {
            router: router(web.clone()),
            web: web.clone(),
            lang: "fr",
            cookies: vec![],
        }
    }

    /// In English.
    pub fn english(mut self) -> Self {
        self.lang = "en";
        self
    }

    /// With the cookies of another browser: the same one after a restart of the server.
    pub fn with_cookies_of(mut self, other: &Self) -> Self {
        self.cookies.clone_from(&other.cookies);
        self
    }

    /// Without the cookie of that name.
    pub fn without(mut self, name: &str) -> Self {
        self.cookies.retain(|it| it.split('=').next() != Some(name));
        self
    }

    /// With that cookie.
    pub fn keeping(mut self, cookie: &str) -> Self {
        self.cookies.push(cookie.to_owned());
        self
    }

    /// Somebody gives their name.
    pub async fn named(mut self, name: &str) -> Self {
        let answer = self.post("/operateur", &[("operator_name", name)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        self.keep(&answer);
        self
    }

    /// Keeps the cookies of an answer, in the place of those of the same name.
    pub fn keep(&mut self, answer: &Answer) {
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().expect("a cookie");
            let pair = text.split(';').next().unwrap_or_default().to_owned();
            let name = pair.split('=').next().unwrap_or_default().to_owned();
            self.cookies.retain(|it| it.split('=').next() != Some(&name));
            self.cookies.push(pair);
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, String::new()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send("POST", path, form(fields)).await
    }

    /// Posts as our own script does: for a part of the page.
    pub async fn post_part(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from("1", path, fields).await
    }

    /// Posts as our own script does on that page.
    pub async fn post_from(&self, screen: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let part = |request: axum::http::request::Builder| request.header("x-chevet-part", screen);
        self.send_with("POST", path, form(fields), part).await
    }

    /// Asks as our own script does: for a part of the page.
    pub async fn part(&self, path: &str) -> Answer {
        let part = |request: axum::http::request::Builder| request.header("x-chevet-part", "1");
        self.send_with("GET", path, String::new(), part).await
    }

    /// Posts a body of another kind than a form's.
    pub async fn send_as(&self, path: &str, kind: &'static str, body: String) -> Answer {
        let typed = |request: axum::http::request::Builder| {
            let mut request = request;
            if let Some(headers) = request.headers_mut() {
                let kind = axum::http::HeaderValue::from_static(kind);
                headers.insert(header::CONTENT_TYPE, kind);
            }
            request
        };
        self.send_with("POST", path, body, typed).await
    }

    /// Tries an address without doing anything: a form that cannot be read is refused after the gate.
    pub async fn try_only(&self, method: &str, path: &str) -> Answer {
        let body = if method == "POST" {
            "%".repeat(70_000)
        } else {
            String::new()
        };
        self.send(method, path, body).await
    }

    /// Opens a stream, which goes on after its head.
    pub async fn open(&self, path: &str) -> Body {
        let request = Request::get(path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, self.cookies.join("; "));
        let request = request.body(Body::empty()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body()
    }

    async fn send(&self, method: &str, path: &str, body: String) -> Answer {
        self.send_with(method, path, body, |request| request).await
    }

    async fn send_with(
        &self,
        method: &str,
        path: &str,
        body: String,
        with: impl FnOnce(axum::http::request::Builder) -> axum::http::request::Builder,
    ) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::ORIGIN, "http://localhost")
            .header(header::ACCEPT_LANGUAGE, self.lang)
            .header(header::COOKIE, self.cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = with(request).body(Body::from(body)).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
        let location = parts
            .headers
            .get(header::LOCATION)
            .map(|it| it.to_str().expect("a location").to_owned());
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer {
            status: parts.status,
            location,
            text,
            headers: parts.headers,
        }
    }
}

/// Fields as the body of a request.
fn form(fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| web::layout::query_escaped(text).replace('/', "%2F");
    let pairs = fields
        .iter()
        .map(|(name, text)| format!("{}={}", escaped(name), escaped(text)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Compares the content of a page (below the top bar) with the file kept beside the tests. With `GOLDEN=write` in
/// the environment the file is written instead: read the difference before it is committed.
pub fn golden(name: &str, page: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/slices")
        .join(format!("{name}.html"));
    let found = readable(page);
    if std::env::var_os("GOLDEN").is_some_and(|it| it == "write") {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(&file, &found).expect("written");
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let first = kept
        .lines()
        .zip(found.lines())
        .position(|(one, other)| one != other);
    let line = first.unwrap_or_else(|| kept.lines().count().min(found.lines().count()));
    assert!(
        kept == found,
        "{name} differs from line {}:\n  kept  {}\n  found {}\n(GOLDEN=write writes it anew)",
        line + 1,
        kept.lines().nth(line).unwrap_or("(end)"),
        found.lines().nth(line).unwrap_or("(end)"),
    );
}

/// One element per line. How an icon is drawn is another test's business: only its name stays.
fn readable(page: &str) -> String {
    let start = page.find("</header>").map_or(0, |at| at + "</header>".len());
    let end = page.find("<nav class=\"tabbar\"").unwrap_or(page.len());
    let mut rest = page.get(start..end).unwrap_or_default();
    let mut out = String::with_capacity(rest.len());
    while let Some((before, icon, after)) = next_icon(rest) {
        out.push_str(before);
        out.push_str(&format!("[{icon}]"));
        rest = after;
    }
    out.push_str(rest);
    let mut out = out
        .replace("><", ">\n<")
        .replace("]<", "]\n<")
        .replace(">[", ">\n[");
    // The address of a script changes with its content.
    while let Some(at) = out.find("/assets/") {
        let name: String = out
            .chars()
            .skip(out[..at].chars().count())
            .take_while(|it| *it != '"')
            .collect();
        let plain = name
            .trim_start_matches("/assets/")
            .split('.')
            .next()
            .unwrap_or_default()
            .to_owned();
        out = out.replace(&name, &format!("asset:{plain}"));
    }
    out.push('\n');
    out
}

/// What stands before the next icon, its name, and what stands after it.
fn next_icon(page: &str) -> Option<(&str, &str, &str)> {
    let start = page.find("<svg class=\"i\"")?;
    let end = start + page.get(start..)?.find("</svg>")? + "</svg>".len();
    let name = page.get(start..end)?.split('#').nth(1)?.split('"').next()?;
    Some((page.get(..start)?, name, page.get(end..)?))
}
