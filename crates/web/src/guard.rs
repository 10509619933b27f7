//! What every request passes through: whose name we were called by, whose page sent the form, how long it may
//! take; and what every answer carries: protective headers and compression.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::Compression;

use crate::problem::Problem;
use crate::visit::{PART_HEADER, words_of};
use crate::{Web, assets, live};

/// Checks the request, bounds its time, and dresses the answer.
pub async fn guard(State(web): State<Web>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let (words, part) = (words_of(headers), headers.contains_key(PART_HEADER));
    let gzip = assets::accepts_gzip(headers);
    let is_stream = request.uri().path() == live::PATH;
    let path = request.uri().path().to_owned();
    let mut response = match check(&web, &request) {
        Err(problem) => problem.answer(words, part),
        Ok(()) if is_stream => next.run(request).await,
        Ok(()) => match tokio::time::timeout(web.config().limits.request, next.run(request)).await {
            Ok(response) => response,
            Err(_) => Problem::Busy.answer(words, part),
        },
    };
    // A body over the limit is refused by the extractor with a bare status: say it in words.
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE && !is_html(&response) {
        response = Problem::TooLarge.answer(words, part);
    }
    if gzip && is_html(&response) {
        response = compressed(response).await;
    }
    protect(&web, response.headers_mut());
    if waits_for_us(&path, response.status()) {
        response
            .headers_mut()
            .insert(header::REFRESH, HeaderValue::from_static("15"));
    }
    response
}

/// Nobody stands at a wall to load it again: an answer that says to come back later comes back by itself.
fn waits_for_us(path: &str, status: StatusCode) -> bool {
    path.starts_with("/mur/") && (status.is_server_error() || status == StatusCode::MISDIRECTED_REQUEST)
}

fn check(web: &Web, request: &Request) -> Result<(), Problem> {
    let host = host_of(request.uri(), request.headers());
    if !host
        .as_deref()
        .is_some_and(|host| is_ours(host, &web.config().hosts))
    {
        return Err(Problem::Host);
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads
        || is_from_a_provider(request.uri())
        || comes_from_our_page(request.headers(), host.as_deref().unwrap_or_default())
    {
        Ok(())
    } else {
        Err(Problem::Foreign)
    }
}

/// The one write that no page of ours sends: an identity provider says that somebody signed out there. It carries no
/// cookie, and what it asks for is signed.
fn is_from_a_provider(uri: &Uri) -> bool {
    let id = uri.path().strip_prefix("/connexion/fin/");
    id.is_some_and(|id| !id.is_empty() && !id.contains('/'))
}

/// The name and port we were called by.
pub(crate) fn host_of(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let named = uri.authority().map(ToString::to_string);
    named.or_else(|| headers.get(header::HOST)?.to_str().ok().map(str::to_owned))
}

/// Addresses and `localhost` cannot be taken over by a foreign name server; other names must be listed.
fn is_ours(host: &str, allowed: &[String]) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name
        .trim_start_matches('[')
        .trim_end_matches(']')
        .trim_end_matches('.');
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok()
        || allowed
            .iter()
            .any(|it| it == "*" || it.eq_ignore_ascii_case(name))
}

/// A write must come from one of our own pages: every browser in use says so in one of these two headers.
fn comes_from_our_page(headers: &HeaderMap, host: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => origin
            .split_once("://")
            .is_some_and(|(scheme, rest)| scheme.starts_with("http") && rest.eq_ignore_ascii_case(host)),
        (None, None) => false,
    }
}

fn protect(web: &Web, headers: &mut HeaderMap) {
    headers.insert(header::CONTENT_SECURITY_POLICY, web.policy().clone());
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if web.config().tls.is_some() {
        // Whoever came encrypted once does not come back in clear.
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    // Pages name people: they stay in no cache. Hashed files set their own rule.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

/// The content security policy: our own files only, no inline script or style, no eval.
#[must_use]
pub fn policy(frame_ancestors: &[String]) -> HeaderValue {
    let fixed = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                 connect-src 'self'; worker-src 'self'; frame-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
                 require-trusted-types-for 'script'; trusted-types chevet chevet-offline; frame-ancestors 'self'";
    let mut text = fixed.to_owned();
    for origin in frame_ancestors {
        text.push(' ');
        text.push_str(origin);
    }
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(fixed))
}

fn is_html(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Small pages are not worth the trouble.
const WORTH_COMPRESSING: usize = 1_000;

async fn compressed(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    // Pages are built whole in memory, so this neither waits nor fails.
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Problem::Fault.status().into_response();
    };
    if bytes.len() < WORTH_COMPRESSING || parts.headers.contains_key(header::CONTENT_ENCODING) {
        return Response::from_parts(parts, Body::from(bytes));
    }
    let smaller = assets::gzipped(&bytes, Compression::new(5));
    parts
        .headers
        .insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    parts
        .headers
        .append(header::VARY, HeaderValue::from_static("accept-encoding"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(smaller))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_answered_to() {
        let allowed = ["chevet.hopital.example".to_owned()];
        for host in [
            "localhost:8080",
            "127.0.0.1",
            "[::1]:8080",
            "10.1.2.3:80",
            "Chevet.Hopital.example:443",
            "localhost.",
        ] {
            assert!(is_ours(host, &allowed), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "",
            "chevet.hopital.example.evil.example",
        ] {
            assert!(!is_ours(host, &allowed), "{host}");
        }
    }

    #[test]
    fn a_wall_that_is_told_to_come_back_later_does() {
        for status in [
            StatusCode::SERVICE_UNAVAILABLE,
            StatusCode::INTERNAL_SERVER_ERROR,
            StatusCode::MISDIRECTED_REQUEST,
        ] {
            assert!(waits_for_us("/mur/0123", status));
            assert!(!waits_for_us("/service/w1", status), "people decide themselves");
        }
        assert!(!waits_for_us("/mur/0123", StatusCode::OK));
    }

    #[test]
    fn a06_only_the_door_of_identity_providers_takes_what_no_page_of_ours_sent() {
        let from = |path: &'static str| is_from_a_provider(&Uri::from_static(path));
        assert!(from("/connexion/fin/psc"));
        for other in [
            "/connexion/fin/",
            "/connexion/fin/psc/x",
            "/connexion/psc",
            "/x/connexion/fin/psc",
            "/",
        ] {
            assert!(!from(other), "{other}");
        }
    }

    #[test]
    fn a_write_from_another_site_is_seen() {
        let with = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            comes_from_our_page(&headers, "localhost:8080")
        };
        assert!(with(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "http://localhost:8080")
        ]));
        assert!(with(&[("origin", "http://localhost:8080")]));
        assert!(!with(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://localhost:8080")
        ]));
        assert!(!with(&[("sec-fetch-site", "same-site")]));
        assert!(!with(&[("origin", "http://localhost:9090")]));
        assert!(!with(&[("origin", "null")]));
        assert!(!with(&[]));
    }
}
