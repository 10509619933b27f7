//! As much of a browser as a sign-in needs: it keeps cookies, and follows redirections when told to.

use std::collections::BTreeMap;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use hyper_util::rt::TokioIo;

/// One browser, with nothing in it.
#[derive(Default)]
pub struct Browser {
    cookies: BTreeMap<String, String>,
}

/// A page that is not a redirection, or the address that one leads to.
pub enum Shown {
    Page(String),
    Elsewhere(String),
}

impl Browser {
    /// Asks for an address and follows redirections, until one leads to an address that begins with `until`.
    pub async fn go(&mut self, address: &str, until: &str) -> Shown {
        let mut address = address.to_owned();
        for _ in 0..20 {
            match self.ask(&address, None).await {
                Shown::Elsewhere(next) if !next.starts_with(until) => address = next,
                shown => return shown,
            }
        }
        panic!("more than twenty redirections");
    }

    /// Sends a form, or asks without one.
    pub async fn ask(&mut self, address: &str, form: Option<&str>) -> Shown {
        let url = oidc::Url::parse(address).expect("address");
        let authority = format!("{}:{}", url.host(), url.port());
        let stream = tokio::net::TcpStream::connect(&authority)
            .await
            .expect("connection");
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .expect("connection");
        tokio::spawn(async move { connection.await.is_ok() });
        let path = address.splitn(4, '/').nth(3).unwrap_or_default();
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder()
            .method(if form.is_some() { "POST" } else { "GET" })
            .uri(format!("/{path}"))
            .header(HOST, &authority)
            .header(COOKIE, cookies.join("; "))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(form.unwrap_or_default().to_owned())))
            .expect("request");
        let response = sender.send_request(request).await.expect("answer");
        for cookie in response.headers().get_all(SET_COOKIE) {
            let cookie = cookie
                .to_str()
                .expect("cookie")
                .split(';')
                .next()
                .unwrap_or_default();
            let (name, value) = cookie.split_once('=').expect("cookie");
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        if let Some(location) = response.headers().get(LOCATION) {
            let location = location.to_str().expect("location");
            return Shown::Elsewhere(match location.strip_prefix('/') {
                Some(path) => format!("http://{authority}/{path}"),
                None => location.to_owned(),
            });
        }
        let body = response.into_body().collect().await.expect("body").to_bytes();
        Shown::Page(String::from_utf8_lossy(&body).into_owned())
    }
}

impl Shown {
    /// The address that a redirection leads to.
    pub fn address(self) -> String {
        match self {
            Shown::Elsewhere(address) => address,
            Shown::Page(page) => panic!("a page, not a redirection: {page}"),
        }
    }

    /// The text of a page.
    pub fn page(self) -> String {
        match self {
            Shown::Page(page) => page,
            Shown::Elsewhere(address) => panic!("a redirection to {address}, not a page"),
        }
    }
}
