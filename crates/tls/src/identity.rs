//! The certificate in use: read from two files, replaced as a whole when they change.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use base::Moment;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use x509_cert::Certificate;
use x509_cert::der::Decode;

use crate::error::TlsError;

/// A certificate with its key, and when it ends.
#[derive(Debug)]
pub struct Identity {
    pub certified: Arc<CertifiedKey>,
    pub ends_at: Moment,
}

/// Reads a certificate (with those above it) and its key.
pub fn read(certificate: &Path, key: &Path, provider: &CryptoProvider) -> Result<Identity, TlsError> {
    let chain = certificates(certificate)?;
    let ends_at = match chain.first() {
        Some(first) => end_of(first, certificate)?,
        None => {
            return Err(TlsError::NoCertificate {
                path: certificate.to_owned(),
            });
        }
    };
    let secret = PrivateKeyDer::from_pem_slice(&bytes(key)?).map_err(|source| TlsError::NotPem {
        path: key.to_owned(),
        source,
    })?;
    let certified = CertifiedKey::from_der(chain, secret, provider).map_err(|source| TlsError::WrongKey {
        key: key.to_owned(),
        certificate: certificate.to_owned(),
        source,
    })?;
    Ok(Identity {
        certified: Arc::new(certified),
        ends_at,
    })
}

/// Every certificate of a file.
pub fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    CertificateDer::pem_slice_iter(&bytes(path)?)
        .collect::<Result<_, _>>()
        .map_err(|source| TlsError::NotPem {
            path: path.to_owned(),
            source,
        })
}

fn bytes(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|source| TlsError::Unreadable {
        path: path.to_owned(),
        source,
    })
}

fn end_of(certificate: &CertificateDer<'_>, path: &Path) -> Result<Moment, TlsError> {
    let read = Certificate::from_der(certificate).map_err(|source| TlsError::Damaged {
        path: path.to_owned(),
        source,
    })?;
    let end = read.tbs_certificate.validity.not_after.to_unix_duration();
    Ok(Moment::from_millis(
        i64::try_from(end.as_millis()).unwrap_or(i64::MAX),
    ))
}

/// Hands the certificate in use to every connection that opens.
#[derive(Debug)]
pub struct InUse(RwLock<Identity>);

impl InUse {
    pub fn new(identity: Identity) -> Self {
        Self(RwLock::new(identity))
    }

    pub fn replace(&self, identity: Identity) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = identity;
    }

    pub fn ends_at(&self) -> Moment {
        self.0.read().unwrap_or_else(PoisonError::into_inner).ends_at
    }

    pub fn certificate(&self) -> Vec<u8> {
        let identity = self.0.read().unwrap_or_else(PoisonError::into_inner);
        identity
            .certified
            .cert
            .first()
            .map(|it| it.to_vec())
            .unwrap_or_default()
    }
}

impl ResolvesServerCert for InUse {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(
            self.0
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .certified
                .clone(),
        )
    }
}
