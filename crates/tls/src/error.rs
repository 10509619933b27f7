//! What is wrong with a certificate, in words for whoever installs it.

use std::path::PathBuf;

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The file cannot be read.
    #[error("{} illisible", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The file is not PEM, or something in it is damaged.
    #[error("{} n'est pas un fichier PEM correct", path.display())]
    NotPem {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        #[source]
        source: rustls::pki_types::pem::Error,
    },
    /// The file holds no certificate.
    #[error("{} ne contient aucun certificat (-----BEGIN CERTIFICATE-----)", path.display())]
    NoCertificate {
        /// Which file.
        path: PathBuf,
    },
    /// The certificate cannot be read.
    #[error("le certificat de {} est abîmé", path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        #[source]
        source: x509_cert::der::Error,
    },
    /// The key is not that of the certificate, or is of a kind that is not supported.
    #[error("la clé {} ne va pas avec le certificat {}", key.display(), certificate.display())]
    WrongKey {
        /// The file of the key.
        key: PathBuf,
        /// The file of the certificate.
        certificate: PathBuf,
        /// What is wrong.
        #[source]
        source: rustls::Error,
    },
    /// The authorities of clients cannot be used.
    #[error("les autorités de {} ne peuvent pas servir à vérifier les émetteurs : {why}", path.display())]
    BadAuthorities {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The library refuses the whole.
    #[error("réglages TLS refusés")]
    Refused(#[from] rustls::Error),
}
