//! The screens encrypted: both protocols, renewed certificates, and those who only hold the line.

use std::sync::Arc;
use std::time::Duration;

use app::{App, Clock};
use base::Moment;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tempfile::TempDir;
use tls::{Acceptor, Files};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use web::config::Limits;
use web::{Config, Web, serve};

/// A server with a certificate of its own in a folder of its own.
struct House {
    folder: TempDir,
    acceptor: Acceptor,
    address: std::net::SocketAddr,
    _serving: JoinHandle<()>,
}

impl House {
    async fn open() -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let files = files_in(&folder);
        issue(&files);
        let acceptor = Acceptor::for_screens(files).expect("certificate");
        let app = App::in_memory(Clock::manual(Moment::from_millis(1_795_356_000_000))).expect("app");
        let config = Config {
            tls: Some(acceptor.clone()),
            limits: Limits {
                head: Duration::from_millis(300),
                ..Limits::default()
            },
            ..Config::default()
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("port");
        let address = listener.local_addr().expect("address");
        let serving = tokio::spawn(serve(listener, Web::new(app, config), std::future::pending()));
        Self {
            folder,
            acceptor,
            address,
            _serving: serving,
        }
    }

    /// A client that trusts the certificate in use and speaks these protocols.
    async fn client(&self, protocols: &[&str]) -> std::io::Result<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from(self.acceptor.certificate()))
            .expect("trusted");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = protocols.iter().map(|it| it.as_bytes().to_vec()).collect();
        let stream = TcpStream::connect(self.address).await?;
        TlsConnector::from(Arc::new(config))
            .connect(ServerName::try_from("localhost").expect("name"), stream)
            .await
    }
}

fn files_in(folder: &TempDir) -> Files {
    Files {
        certificate: folder.path().join("cert.pem"),
        key: folder.path().join("key.pem"),
    }
}

/// Puts a new certificate in the files.
fn issue(files: &Files) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).expect("generated");
    std::fs::write(&files.certificate, cert.pem()).expect("written");
    std::fs::write(&files.key, signing_key.serialize_pem()).expect("written");
}

/// Makes a file look changed, however coarse the clock of the disk is.
fn touch(path: &std::path::Path) {
    let later = std::time::UNIX_EPOCH + Duration::from_secs(4_000_000_000);
    let file = std::fs::File::options().write(true).open(path).expect("file");
    file.set_modified(later).expect("touched");
}

async fn says(stream: &mut TlsStream<TcpStream>, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.expect("asked");
    let mut answer = Vec::new();
    // A server may close without the last word of TLS.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

const ASK: &str = "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn screens_are_served_encrypted_and_never_again_in_clear() {
    let house = House::open().await;
    let mut stream = house.client(&["http/1.1"]).await.expect("encrypted");
    let answer = says(&mut stream, ASK).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age="), "{answer}");
    let mut clear = TcpStream::connect(house.address).await.expect("connected");
    clear.write_all(ASK.as_bytes()).await.expect("asked");
    let mut answer = Vec::new();
    let _ = clear.read_to_end(&mut answer).await;
    assert!(
        !String::from_utf8_lossy(&answer).contains("HTTP/1.1"),
        "nothing is said in clear"
    );
}

#[tokio::test]
async fn a_browser_is_offered_http_2() {
    let house = House::open().await;
    let mut stream = house.client(&["h2", "http/1.1"]).await.expect("encrypted");
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    // The preface and empty settings; the server's own settings come back.
    stream
        .write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00")
        .await
        .expect("preface");
    let mut frame = [0; 9];
    stream.read_exact(&mut frame).await.expect("settings");
    assert_eq!(frame[3], 4, "a SETTINGS frame");
}

#[tokio::test]
async fn whoever_says_nothing_is_let_go_before_and_after_the_handshake() {
    let house = House::open().await;
    let ends = |mut stream: TcpStream| async move { stream.read(&mut [0; 16]).await.unwrap_or(0) };
    let silent = TcpStream::connect(house.address).await.expect("connected");
    let closed = tokio::time::timeout(Duration::from_secs(5), ends(silent)).await;
    assert_eq!(closed.expect("let go before"), 0);
    let mut encrypted = house.client(&["http/1.1"]).await.expect("encrypted");
    let mut byte = [0; 1];
    let closed = tokio::time::timeout(Duration::from_secs(5), encrypted.read(&mut byte)).await;
    assert!(matches!(closed.expect("let go after"), Ok(0) | Err(_)));
}

#[tokio::test]
async fn s26_a_renewed_certificate_is_served_without_a_restart_and_a_bad_one_is_not() {
    let house = House::open().await;
    let files = files_in(&house.folder);
    let mut open = house.client(&["http/1.1"]).await.expect("the first certificate");
    let first = house.acceptor.certificate();
    assert!(!house.acceptor.refresh().expect("nothing changed"));

    issue(&files);
    touch(&files.certificate);
    assert!(house.acceptor.refresh().expect("renewed"));
    assert_ne!(house.acceptor.certificate(), first);
    house.client(&["http/1.1"]).await.expect("the second certificate");
    let answer = says(&mut open, ASK).await;
    assert!(
        answer.starts_with("HTTP/1.1 200"),
        "who was there goes on: {answer}"
    );

    let second = house.acceptor.certificate();
    std::fs::write(&files.certificate, "-----BEGIN CERTIFICATE-----\nmoitié").expect("written");
    let refused = house.acceptor.refresh().expect_err("half a file");
    assert!(refused.to_string().contains("cert.pem"), "{refused}");
    assert!(
        !house
            .acceptor
            .refresh()
            .expect("the same bad file is not tried again")
    );
    assert_eq!(house.acceptor.certificate(), second);
    house.client(&["http/1.1"]).await.expect("still the second");
}
