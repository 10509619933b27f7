//! Certificates as operators leave them: each mistake is told with the name of its file.

use rcgen::{CertificateParams, CertifiedKey, KeyPair, date_time_ymd, generate_simple_self_signed};
use tempfile::TempDir;
use tls::{Acceptor, Files};

fn folder() -> (TempDir, Files) {
    let folder = tempfile::tempdir().expect("folder");
    let files = Files {
        certificate: folder.path().join("cert.pem"),
        key: folder.path().join("key.pem"),
    };
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["lits.example".to_owned()]).expect("generated");
    std::fs::write(&files.certificate, cert.pem()).expect("written");
    std::fs::write(&files.key, signing_key.serialize_pem()).expect("written");
    (folder, files)
}

#[track_caller]
fn refused(files: &Files, why: &str) {
    let said = Acceptor::for_screens(files.clone())
        .expect_err("refused")
        .to_string();
    assert!(said.contains(why), "{said}");
}

#[test]
fn every_mistake_is_told_with_its_file() {
    let (_folder, files) = folder();
    let good = std::fs::read_to_string(&files.certificate).expect("certificate");
    std::fs::remove_file(&files.certificate).expect("gone");
    refused(&files, "cert.pem illisible");
    std::fs::write(&files.certificate, "bonjour").expect("written");
    refused(&files, "cert.pem ne contient aucun certificat");
    std::fs::write(
        &files.certificate,
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    )
    .expect("written");
    refused(&files, "est abîmé");
    std::fs::write(&files.certificate, &good).expect("written");
    std::fs::write(&files.key, "rien").expect("written");
    refused(&files, "key.pem n'est pas un fichier PEM correct");
    let other = KeyPair::generate().expect("another key");
    std::fs::write(&files.key, other.serialize_pem()).expect("written");
    refused(&files, "ne va pas avec le certificat");
}

#[test]
fn the_end_of_a_certificate_is_known() {
    let (_folder, files) = folder();
    let key = KeyPair::generate().expect("key");
    let mut params = CertificateParams::new(["lits.example".to_owned()]).expect("params");
    params.not_after = date_time_ymd(2027, 3, 1);
    let cert = params.self_signed(&key).expect("signed");
    std::fs::write(&files.certificate, cert.pem()).expect("written");
    std::fs::write(&files.key, key.serialize_pem()).expect("written");
    let acceptor = Acceptor::for_screens(files).expect("usable");
    assert_eq!(acceptor.ends_at().millis(), 1_803_859_200_000);
}

#[test]
fn authorities_that_sign_nothing_are_refused() {
    let (folder, files) = folder();
    let empty = folder.path().join("ca.pem");
    std::fs::write(&empty, "").expect("written");
    let said = Acceptor::for_feeds(files, Some(&empty))
        .expect_err("refused")
        .to_string();
    assert!(said.contains("ca.pem"), "{said}");
}
