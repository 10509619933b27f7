//! What makes an encrypted stream of a connection that came in.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use base::Moment;
use rustls::crypto::CryptoProvider;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsAcceptor;

use crate::Wire;
use crate::error::TlsError;
use crate::identity::{InUse, certificates, read};

/// Where a certificate lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// The certificate, then those above it (PEM).
    pub certificate: PathBuf,
    /// Its key (PEM).
    pub key: PathBuf,
}

/// Makes encrypted streams. Cheap to clone; all clones serve the same certificate.
#[derive(Clone)]
pub struct Acceptor(Arc<Inner>);

struct Inner {
    acceptor: TlsAcceptor,
    provider: Arc<CryptoProvider>,
    files: Files,
    in_use: Arc<InUse>,
    /// The files as they were when they were last read, well or badly.
    seen: Mutex<Option<[SystemTime; 2]>>,
}

impl std::fmt::Debug for Acceptor {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Acceptor({})", self.0.files.certificate.display())
    }
}

impl Acceptor {
    /// For screens: HTTP/2, or HTTP/1.1 for who knows no better.
    ///
    /// # Errors
    /// When the files cannot be used.
    pub fn for_screens(files: Files) -> Result<Self, TlsError> {
        Self::new(files, None, &[b"h2", b"http/1.1"])
    }

    /// For feeds: with a file of authorities, only senders that show a certificate signed by one of them.
    ///
    /// # Errors
    /// When the files cannot be used.
    pub fn for_feeds(files: Files, authorities: Option<&std::path::Path>) -> Result<Self, TlsError> {
        Self::new(files, authorities, &[])
    }

    fn new(
        files: Files,
        authorities: Option<&std::path::Path>,
        protocols: &[&[u8]],
    ) -> Result<Self, TlsError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let seen = times(&files);
        let identity = read(&files.certificate, &files.key, &provider)?;
        let in_use = Arc::new(InUse::new(identity));
        let config =
            ServerConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
        let config = match authorities {
            None => config.with_no_client_auth(),
            Some(path) => {
                let bad = |why: String| TlsError::BadAuthorities {
                    path: path.to_owned(),
                    why,
                };
                let mut roots = RootCertStore::empty();
                for certificate in certificates(path)? {
                    roots.add(certificate).map_err(|error| bad(error.to_string()))?;
                }
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone())
                    .build()
                    .map_err(|error| bad(error.to_string()))?;
                config.with_client_cert_verifier(verifier)
            }
        };
        let mut config = config.with_cert_resolver(in_use.clone());
        config.alpn_protocols = protocols.iter().map(|it| it.to_vec()).collect();
        Ok(Self(Arc::new(Inner {
            acceptor: TlsAcceptor::from(Arc::new(config)),
            provider,
            files,
            in_use,
            seen: Mutex::new(seen),
        })))
    }

    /// Makes an encrypted stream, in that time at most.
    ///
    /// # Errors
    /// When the other side does not speak TLS, shows no certificate that is asked of it, or takes too long.
    pub async fn accept<S>(&self, stream: S, limit: Duration) -> io::Result<Wire<S>>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let handshake = tokio::time::timeout(limit, self.0.acceptor.accept(stream)).await;
        let stream = handshake.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        Ok(Wire::Secure(Box::new(stream)))
    }

    /// When the certificate in use ends.
    #[must_use]
    pub fn ends_at(&self) -> Moment {
        self.0.in_use.ends_at()
    }

    /// The certificate in use, in DER.
    #[must_use]
    pub fn certificate(&self) -> Vec<u8> {
        self.0.in_use.certificate()
    }

    /// Reads the files again if they changed since they were last read; true when another certificate is now in use.
    /// Connections that are open keep the one they were opened with.
    ///
    /// # Errors
    /// When they cannot be used: the certificate in use stays, and the same files are not tried twice.
    pub fn refresh(&self) -> Result<bool, TlsError> {
        let inner = &self.0;
        let now = times(&inner.files);
        {
            let mut seen = inner.seen.lock().unwrap_or_else(PoisonError::into_inner);
            if now.is_none() || *seen == now {
                return Ok(false);
            }
            *seen = now;
        }
        let before = inner.in_use.certificate();
        let identity = read(&inner.files.certificate, &inner.files.key, &inner.provider)?;
        inner.in_use.replace(identity);
        Ok(inner.in_use.certificate() != before)
    }
}

/// When the files last changed; none while one of them is away (it is being replaced).
fn times(files: &Files) -> Option<[SystemTime; 2]> {
    let time = |path| std::fs::metadata(path).and_then(|it| it.modified()).ok();
    Some([time(&files.certificate)?, time(&files.key)?])
}
