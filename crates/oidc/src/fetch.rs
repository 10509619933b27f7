//! One request to a provider, with limits on everything.
//!
//! A connection of its own for each: a provider is asked a few times per sign-in, and nothing has to be kept alive.
//! It never follows a redirection, never sends what the gate did not admit, and never trusts a length.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderValue, USER_AGENT};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use crate::egress::Gate;
use crate::refused::{Snag, Trouble};
use crate::url::Url;

/// Name, network and certificate must be done by then.
const CONNECT: Duration = Duration::from_secs(5);
/// The whole request must be done by then.
const TOTAL: Duration = Duration::from_secs(10);
/// The largest answer, in bytes. Real ones have a tenth of it.
const LARGEST: usize = 256 * 1024;
/// The largest head of an answer, in bytes.
const LARGEST_HEAD: usize = 32 * 1024;

/// Sends requests through the gate.
pub(crate) struct Client {
    gate: Gate,
    authorities: Option<PathBuf>,
    /// Read at the first request, so that making a client reads nothing.
    tls: OnceCell<TlsConnector>,
}

/// What to send.
pub(crate) enum Ask<'a> {
    /// A document, without saying who we are.
    Get,
    /// A document, with an access token (RFC 6750 2.1).
    GetAs(&'a str),
    /// A form, with what says who we are if that goes into a header.
    Post {
        form: String,
        authorization: Option<String>,
    },
}

/// What came back: never a redirection.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The media type in lower case, without its parameters.
    pub(crate) media: String,
    pub(crate) body: Bytes,
}

impl Client {
    pub(crate) fn new(gate: Gate, authorities: Option<PathBuf>) -> Self {
        Self {
            gate,
            authorities,
            tls: OnceCell::new(),
        }
    }

    pub(crate) fn gate(&self) -> &Gate {
        &self.gate
    }

    /// Sends a request and reads its answer.
    pub(crate) async fn send(&self, url: &Url, ask: Ask<'_>) -> Result<Answer, Trouble> {
        self.gate.admits(url)?;
        let answer = timeout(TOTAL, async {
            let slow = |_| Trouble::new(Snag::TooSlow, format_args!("{url:?}: connecting"));
            let stream = timeout(CONNECT, self.connect(url)).await.map_err(slow)??;
            exchange(url, stream, ask).await
        });
        let slow = |_| Trouble::new(Snag::TooSlow, format_args!("{url:?}: answering"));
        answer.await.map_err(slow)?
    }

    async fn connect(&self, url: &Url) -> Result<Box<dyn Stream>, Trouble> {
        let failed =
            |fault: std::io::Error| Trouble::new(Snag::Unreachable, format_args!("{url:?}: {fault}"));
        let found = tokio::net::lookup_host((url.host(), url.port()))
            .await
            .map_err(failed)?;
        // Connected to what was judged, not to what the name says the next time it is asked.
        let addresses = self.gate.sift(url, found.collect())?;
        let stream = TcpStream::connect(addresses.as_slice()).await.map_err(failed)?;
        if !url.is_secure() {
            return Ok(Box::new(stream));
        }
        let name = ServerName::try_from(url.host().to_owned())
            .map_err(|fault| Trouble::new(Snag::Unreachable, format_args!("{url:?}: {fault}")))?;
        let stream = self.tls().await?.connect(name, stream).await.map_err(failed)?;
        Ok(Box::new(stream))
    }

    async fn tls(&self) -> Result<&TlsConnector, Trouble> {
        self.tls
            .get_or_try_init(|| async {
                let authorities = self.authorities.clone();
                let read = tokio::task::spawn_blocking(move || connector(authorities.as_deref()));
                read.await
                    .map_err(|fault| Trouble::new(Snag::NoAuthorities, fault))?
            })
            .await
    }
}

/// A stream of either kind.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// The authorities of the system, and those of the hospital.
fn connector(authorities: Option<&Path>) -> Result<TlsConnector, Trouble> {
    let none = |detail: String| Trouble::new(Snag::NoAuthorities, detail);
    let mut roots = RootCertStore::empty();
    let native = rustls_native_certs::load_native_certs();
    roots.add_parsable_certificates(native.certs);
    if let Some(path) = authorities {
        let unreadable = |fault| none(format!("{}: {fault}", path.display()));
        for certificate in CertificateDer::pem_file_iter(path).map_err(unreadable)? {
            let added = roots.add(certificate.map_err(unreadable)?);
            added.map_err(|fault| none(format!("{}: {fault}", path.display())))?;
        }
    }
    if roots.is_empty() {
        return Err(none(format!("no authority on this machine: {:?}", native.errors)));
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|fault| none(fault.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

/// Ends the task that reads the connection as soon as nobody waits for it.
struct Reader(tokio::task::JoinHandle<()>);

impl Drop for Reader {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn exchange(url: &Url, stream: Box<dyn Stream>, ask: Ask<'_>) -> Result<Answer, Trouble> {
    let failed = |fault: hyper::Error| Trouble::new(Snag::Unreachable, format_args!("{url:?}: {fault}"));
    let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
        .max_buf_size(LARGEST_HEAD)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(failed)?;
    let _reader = Reader(tokio::spawn(async move {
        // Its fault, if any, is also that of the request below, which tells it.
        let _ = connection.await;
    }));
    let response = sender.send_request(request(url, ask)?).await.map_err(failed)?;
    let status = response.status();
    if status.is_redirection() {
        let detail = format_args!("{url:?}: status {}", status.as_u16());
        return Err(Trouble::new(Snag::Redirected, detail));
    }
    let media = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let media = media.unwrap_or_default().split(';').next().unwrap_or_default();
    let media = media.trim().to_ascii_lowercase();
    let body = Limited::new(response.into_body(), LARGEST)
        .collect()
        .await
        .map_err(|fault| {
            let snag = match fault.downcast_ref::<LengthLimitError>() {
                Some(_) => Snag::TooLarge,
                None => Snag::Unreachable,
            };
            Trouble::new(snag, format_args!("{url:?}: {fault}"))
        })?;
    Ok(Answer {
        status: status.as_u16(),
        media,
        body: body.to_bytes(),
    })
}

fn request(url: &Url, ask: Ask<'_>) -> Result<Request<Full<Bytes>>, Trouble> {
    let (method, body, authorization, form) = match ask {
        Ask::Get => (Method::GET, String::new(), None, false),
        Ask::GetAs(token) => (Method::GET, String::new(), Some(format!("Bearer {token}")), false),
        Ask::Post { form, authorization } => (Method::POST, form, authorization, true),
    };
    let odd = |_| Trouble::new(Snag::Malformed, format_args!("{url:?}: cannot be asked"));
    let mut request = Request::builder()
        .method(method)
        .uri(url.target())
        .header(HOST, url.authority())
        .header(USER_AGENT, "chevet")
        .header(ACCEPT, "application/json, application/jwt");
    if form {
        request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    if let Some(authorization) = authorization {
        let unfit = |_| Trouble::new(Snag::Malformed, "the access token does not fit into a header");
        let mut value = HeaderValue::try_from(authorization).map_err(unfit)?;
        value.set_sensitive(true);
        request = request.header(AUTHORIZATION, value);
    }
    request.body(Full::from(body)).map_err(odd)
}
