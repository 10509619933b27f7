//! Asking the screens without a socket: requests as a browser of ours makes them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use tower::ServiceExt as _;

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header as text; empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// A browser: it remembers the cookies it was given.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: String,
    /// Extra headers of every request.
    pub headers: Vec<(&'static str, &'static str)>,
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: String::new(),
            headers: vec![],
        }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.ask(Request::get(path), Body::empty()).await
    }

    /// Sends a form from one of our pages.
    pub async fn post(&mut self, path: &str, fields: &str) -> Answer {
        let request = Request::post(path)
            .header("origin", "http://localhost")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request, Body::from(fields.to_owned())).await
    }

    /// Sends that request with the headers every browser sends.
    pub async fn ask(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let mut request = request
            .header(header::HOST, "localhost")
            .header(header::COOKIE, &self.cookies);
        for (name, value) in &self.headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).expect("a request");
        let Ok(response) = self.router.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie
                .to_str()
                .expect("a cookie")
                .split(';')
                .next()
                .unwrap_or_default();
            self.cookies = format!("{pair}; {}", self.cookies);
        }
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}
