//! A file that a form sends: the one part of a `multipart/form-data` body that holds it (RFC 7578), without a copy; or
//! the one that waited here while its sender said who they are.

use auth::Secret;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};

use crate::Web;
use crate::fields::Fields;
use crate::problem::Problem;
use crate::visit::{PART_HEADER, words_of};

/// The field of every form that sends a file.
const FILE: &str = "fichier";

/// The field that holds the ticket of a file that waits.
pub const TICKET: &str = "fichier_garde";

/// The file of a form.
#[derive(Debug)]
pub struct Sent(pub Bytes);

impl FromRequest<Web> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (words, part) = (
            words_of(request.headers()),
            request.headers().contains_key(PART_HEADER),
        );
        let refuse = |problem: Problem| problem.answer(words, part);
        if let Some(kind) = kind_of_file(request.headers()).map(str::to_owned) {
            let body = Bytes::from_request(request, web).await;
            let body = body.map_err(|refused| refused.into_response())?;
            return Self::of(&kind, &body).ok_or_else(|| refuse(Problem::Unreadable));
        }
        let fields = Fields::from_request(request, web).await?;
        let ticket = fields.get(TICKET).and_then(Secret::read);
        let ticket = ticket.ok_or_else(|| refuse(Problem::Unreadable))?;
        let waited = web.identity().uploads().take(&ticket, web.app().now());
        let waited = waited.ok_or_else(|| refuse(Problem::FileGone))?;
        Self::of(&waited.kind, &waited.body).ok_or_else(|| refuse(Problem::Unreadable))
    }
}

impl Sent {
    fn of(kind: &str, body: &Bytes) -> Option<Self> {
        file_of(kind, body, FILE).map(|file| Self(body.slice_ref(file)))
    }
}

/// The content type of a request that sends a file; none of any other.
#[must_use]
pub fn kind_of_file(headers: &HeaderMap) -> Option<&str> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let (name, _) = kind.split_once(';')?;
    name.trim()
        .eq_ignore_ascii_case("multipart/form-data")
        .then_some(kind)
}

/// Longest boundary a browser may choose (RFC 2046).
const LONGEST_BOUNDARY: usize = 70;

/// The bytes of the file in that field; none when there is no such field or the body is no such form.
fn file_of<'a>(content_type: &str, body: &'a [u8], field: &str) -> Option<&'a [u8]> {
    let (kind, parameters) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameters
        .split(';')
        .find_map(|it| it.trim().strip_prefix("boundary="))?;
    let boundary = boundary.trim_matches('"');
    if boundary.is_empty() || boundary.len() > LONGEST_BOUNDARY {
        return None;
    }
    let mark = format!("--{boundary}");
    let wanted = format!("name=\"{field}\"");
    let mut rest = after(body, mark.as_bytes())?;
    loop {
        // Two hyphens after the mark end the form.
        let part = rest.strip_prefix(b"\r\n")?;
        let (head, content) = split(part, b"\r\n\r\n")?;
        let (content, next) = split(content, format!("\r\n{mark}").as_bytes())?;
        let head = std::str::from_utf8(head).ok()?;
        let mut lines = head.lines();
        let names_it = |line: &str| {
            let mut parts = line.split(';').map(str::trim);
            line.to_ascii_lowercase().starts_with("content-disposition:") && parts.any(|it| it == wanted)
        };
        if lines.any(names_it) {
            return Some(content);
        }
        rest = next;
    }
}

fn after<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<&'a [u8]> {
    split(bytes, mark).map(|(_, rest)| rest)
}

fn split<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(mark.len()).position(|it| it == mark)?;
    Some((bytes.get(..at)?, bytes.get(at + mark.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "multipart/form-data; boundary=----x1";

    fn body(fields: &[(&str, &str)]) -> Vec<u8> {
        let mut out = String::new();
        for (name, text) in fields {
            out.push_str(&format!(
                "------x1\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n"
            ));
        }
        out.push_str("------x1--\r\n");
        out.into_bytes()
    }

    #[test]
    fn the_file_of_a_field_is_found_byte_for_byte() {
        let body = body(&[("autre", "rien"), ("fichier", "login\r\n--lea;\r\n\r\n")]);
        let found = file_of(KIND, &body, "fichier");
        assert_eq!(found, Some(b"login\r\n--lea;\r\n\r\n".as_slice()));
        assert_eq!(file_of(KIND, &body, "autre"), Some(b"rien".as_slice()));
        assert_eq!(file_of(KIND, &body, "fich"), None);
        assert_eq!(
            file_of("multipart/form-data; boundary=\"----x1\"", &body, "autre"),
            Some(b"rien".as_slice())
        );
    }

    #[test]
    fn d13_any_other_body_holds_no_file() {
        let whole = body(&[("fichier", "login")]);
        for cut in 0..whole.len() - 4 {
            let found = file_of(KIND, &whole[..cut], "fichier");
            assert!(found.is_none_or(|it| it == b"login"), "cut at {cut}");
        }
        let long = format!("multipart/form-data; boundary={}", "x".repeat(1_000));
        for kind in [
            "",
            "text/csv",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=y",
            &long,
        ] {
            assert_eq!(file_of(kind, &whole, "fichier"), None, "{kind}");
        }
        for junk in [
            b"".as_slice(),
            b"------x1",
            b"------x1\r\n\r\n\r\n------x1",
            &[0xFF; 5_000],
        ] {
            assert_eq!(file_of(KIND, junk, "fichier"), None);
        }
    }
}
