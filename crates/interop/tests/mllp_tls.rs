//! Feeds over TLS: only senders whose certificate was signed by the authorities of the hospital are heard.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use interop::mllp::{Handler, Limits, Peers, Server};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tls::{Acceptor, Files};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// Answers each frame with itself.
struct Echo;

impl Handler for Echo {
    async fn handle(&self, _: SocketAddr, frame: Bytes) -> Bytes {
        frame
    }
}

/// An authority that signs.
struct Authority(Issuer<'static, KeyPair>, String);

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().expect("key");
        let mut params = CertificateParams::new(Vec::new()).expect("params");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).expect("signed").pem();
        Self(Issuer::new(params, key), pem)
    }

    /// A certificate of that name and its key.
    fn signs(&self, name: &str) -> (rcgen::Certificate, KeyPair) {
        let key = KeyPair::generate().expect("key");
        let params = CertificateParams::new([name.to_owned()]).expect("params");
        (params.signed_by(&key, &self.0).expect("signed"), key)
    }
}

type Sender = (CertificateDer<'static>, PrivateKeyDer<'static>);

fn sender(authority: &Authority) -> Sender {
    let (cert, key) = authority.signs("gam.hopital.example");
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    (cert.der().clone(), PrivateKeyDer::from(key))
}

/// A door that listens to senders known to the authority.
async fn door(authority: &Authority) -> (SocketAddr, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("folder");
    let path = |name| folder.path().join(name);
    let (cert, key) = authority.signs("localhost");
    std::fs::write(path("cert.pem"), cert.pem()).expect("written");
    std::fs::write(path("key.pem"), key.serialize_pem()).expect("written");
    std::fs::write(path("ca.pem"), &authority.1).expect("written");
    let files = Files {
        certificate: path("cert.pem"),
        key: path("key.pem"),
    };
    let acceptor = Acceptor::for_feeds(files, Some(&path("ca.pem"))).expect("usable");
    let limits = Limits {
        frame_time: Duration::from_millis(500),
        ..Limits::default()
    };
    let server = Server::bind("127.0.0.1:0", limits, Peers::default(), Echo)
        .await
        .expect("bound")
        .encrypted(acceptor);
    let address = server.local_addr().expect("address");
    tokio::spawn(server.run(std::future::pending()));
    (address, folder)
}

/// Sends one frame as that sender and gives what comes back.
async fn send(address: SocketAddr, trusts: &Authority, shows: Option<Sender>) -> std::io::Result<Vec<u8>> {
    let mut roots = RootCertStore::empty();
    let ca = rustls::pki_types::pem::PemObject::from_pem_slice(trusts.1.as_bytes()).expect("pem");
    roots.add(ca).expect("trusted");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots);
    let config = match shows {
        Some((cert, key)) => config
            .with_client_auth_cert(vec![cert], key)
            .expect("own certificate"),
        None => config.with_no_client_auth(),
    };
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from("localhost").expect("name");
    let mut stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
    stream.write_all(b"\x0bMSH|^~\\&|\r\x1c\r").await?;
    stream.flush().await?;
    let mut answer = vec![0; 64];
    let read = stream.read(&mut answer).await?;
    answer.truncate(read);
    Ok(answer)
}

#[tokio::test]
async fn a_sender_known_to_the_hospital_is_answered() {
    let authority = Authority::new();
    let (address, _folder) = door(&authority).await;
    let answer = send(address, &authority, Some(sender(&authority)))
        .await
        .expect("heard");
    assert_eq!(answer, b"\x0bMSH|^~\\&|\r\x1c\r");
}

#[tokio::test]
async fn a_sender_without_a_certificate_or_with_a_foreign_one_is_not_heard() {
    let (authority, foreign) = (Authority::new(), Authority::new());
    let (address, _folder) = door(&authority).await;
    for shows in [None, Some(sender(&foreign))] {
        // TLS 1.3 tells a client only at its first read.
        let heard = send(address, &authority, shows).await.unwrap_or_default();
        assert_eq!(heard, b"", "nothing comes back");
    }
    send(address, &authority, Some(sender(&authority)))
        .await
        .expect("the others are heard all the same");
}

#[tokio::test]
async fn a_sender_that_speaks_in_clear_or_says_nothing_is_let_go() {
    let authority = Authority::new();
    let (address, _folder) = door(&authority).await;
    let ends = |mut stream: TcpStream| async move {
        let read = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut [0; 64])).await;
        read.expect("let go").unwrap_or(0)
    };
    let mut clear = TcpStream::connect(address).await.expect("connected");
    clear.write_all(b"\x0bMSH|^~\\&|\r\x1c\r").await.expect("sent");
    let alert = ends(clear).await;
    assert!(alert <= 7, "an alert at most, never an answer");
    let silent = TcpStream::connect(address).await.expect("connected");
    assert_eq!(ends(silent).await, 0);
}
