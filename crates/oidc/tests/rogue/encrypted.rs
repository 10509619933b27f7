//! The same over TLS: certificates count, and the authority of a hospital can be added.

use std::path::Path;
use std::sync::Arc;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::service::TowerToHyperService;
use oidc::{Provider, Snag};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivatePkcs8KeyDer;

use crate::idp::{NOW, Rogue};
use crate::tokens::Signer;

/// A provider with a certificate for this name, and its authority written to a file.
async fn start(name: &str, authority_file: &Path) -> Rogue {
    let authority_key = KeyPair::generate().expect("key");
    let mut authority = CertificateParams::new(Vec::new()).expect("authority");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let pem = authority.self_signed(&authority_key).expect("authority").pem();
    std::fs::write(authority_file, pem).expect("file");
    let key = KeyPair::generate().expect("key");
    let certificate = CertificateParams::new(vec![name.to_owned()]).expect("certificate");
    let certificate = certificate
        .signed_by(&key, &Issuer::from_params(&authority, &authority_key))
        .expect("certificate");
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )
        .expect("config");
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("port");
    let port = listener.local_addr().expect("address").port();
    let rogue = Rogue::at(format!("https://127.0.0.1:{port}"), Signer::ec("k1"));
    let router = rogue.router();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A client that does not like the certificate goes away: nothing to serve.
            let Ok(stream) = acceptor.accept(stream).await else {
                continue;
            };
            let service = TowerToHyperService::new(router.clone());
            let server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
            tokio::spawn(async move {
                server
                    .serve_connection(TokioIo::new(stream), service)
                    .await
                    .is_ok()
            });
        }
    });
    rogue
}

async fn snag(rogue: &Rogue, authorities: Option<&Path>, networks: &[&str]) -> Result<(), Snag> {
    let mut config = rogue.config();
    config.egress.loopback_http = false;
    config.egress.networks = networks.iter().map(|it| it.parse().expect("network")).collect();
    config.egress.authorities = authorities.map(Path::to_owned);
    let provider = Provider::new(config).expect("config");
    provider
        .begin(NOW, &[7; 96])
        .await
        .map(|_| ())
        .map_err(|trouble| trouble.snag())
}

#[tokio::test]
async fn a_certificate_must_come_from_an_authority_that_counts() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("authority.pem");
    let rogue = start("127.0.0.1", &file).await;
    let inside = ["127.0.0.0/8"];
    assert_eq!(snag(&rogue, Some(&file), &inside).await, Ok(()));
    assert!(matches!(
        snag(&rogue, None, &inside).await,
        Err(Snag::Unreachable | Snag::NoAuthorities)
    ));
    assert_eq!(snag(&rogue, Some(&file), &[]).await, Err(Snag::ForbiddenAddress));
    assert_eq!(
        snag(&rogue, Some(Path::new("/nowhere.pem")), &inside).await,
        Err(Snag::NoAuthorities)
    );
}

#[tokio::test]
async fn a_certificate_must_be_for_that_name() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("authority.pem");
    let rogue = start("other.example", &file).await;
    assert_eq!(
        snag(&rogue, Some(&file), &["127.0.0.0/8"]).await,
        Err(Snag::Unreachable)
    );
}
