//! Opening.

use std::error::Error as _;
use std::path::Path;

use rusqlite::Connection;
use store::{FaultKind, OpenError, Options, Store};

use crate::{at, live, open, told, with_suffix, world};

#[test]
fn s22_a_base_of_schema_1_opens_and_says_the_same() {
    let (_folder, base) = world();
    let file = Connection::open(&base).expect("file");
    file.execute_batch(include_str!("../fixtures/schema_1.sql"))
        .expect("the fixture is complete");
    drop(file);
    let store = open(&base);
    assert_eq!(store.verify().expect("verified").problems, [""; 0]);
    let told = told(&store).expect("read");
    let bodies: Vec<_> = told.records.iter().map(|record| record.body.as_str()).collect();
    assert_eq!(bodies, [r#"{"n":1}"#, r#"{"n":2}"#, r#"{"n":3}"#, r#"{"n":4}"#]);
    assert_eq!(told.records[3].streams.as_str(), "s4");
    assert_eq!(told.messages.len(), 4);
    assert_eq!(told.identities[2].body, r#"{"name":"NOM3"}"#);
    assert_eq!(told.documents[0].version, 2);
    assert_eq!(store.claims().expect("claims").len(), 4);
    live(&store, 3);
    assert_eq!(store.head().expect("head").seq.number(), 7);
}

#[test]
fn s24_a_base_of_a_later_version_is_refused_untouched() {
    let (_folder, base) = world();
    drop(open(&base));
    let file = Connection::open(&base).expect("file");
    file.pragma_update(None, "user_version", 4_000).expect("set");
    drop(file);
    let before = std::fs::read(&base).expect("read");
    for refused in [
        Store::open(&base, at(0), Options::default()),
        Store::open_for_reading(&base, Options::default()),
    ] {
        let error = refused.expect_err("refused");
        assert!(
            matches!(error, OpenError::Newer { found: 4_000, .. }),
            "{error:?}"
        );
        assert!(error.to_string().contains("mettez Chevet à jour"), "{error}");
    }
    assert_eq!(std::fs::read(&base).expect("read"), before);
}

#[test]
fn a_file_of_another_program_is_refused_untouched() {
    let (_folder, base) = world();
    let file = Connection::open(&base).expect("file");
    file.execute_batch("CREATE TABLE invoices (id INTEGER)")
        .expect("made");
    drop(file);
    let text = base.with_extension("txt");
    std::fs::write(
        &text,
        "un fichier de texte, assez long pour avoir un en-tête de base et ne pas en être une".repeat(9),
    )
    .expect("written");
    for path in [&base, &text] {
        let before = std::fs::read(path).expect("read");
        let error = Store::open(path, at(0), Options::default()).expect_err("refused");
        assert!(matches!(error, OpenError::NotOurs { .. }), "{error:?}");
        assert_eq!(&std::fs::read(path).expect("read"), &before);
    }
}

#[test]
fn s05_a_folder_that_is_not_there_is_a_clear_refusal() {
    let (folder, _) = world();
    for path in [folder.path().join("nowhere/chevet.db"), folder.path().to_owned()] {
        match Store::open(&path, at(0), Options::default()).expect_err("refused") {
            OpenError::Fault { source, .. } => assert_eq!(source.kind(), FaultKind::CannotOpen, "{source:?}"),
            other => panic!("{other:?}"),
        }
    }
    assert!(Store::open_for_reading(&folder.path().join("none.db"), Options::default()).is_err());
}

#[test]
fn s24_a_second_opening_is_refused_and_names_the_first() {
    let (_folder, base) = world();
    let first = open(&base);
    let error = Store::open(&base, at(0), Options::default()).expect_err("refused");
    let told = error.to_string();
    assert!(told.contains(&format!("pid {}", std::process::id())), "{told}");
    let link = base.with_extension("link");
    std::os::unix::fs::symlink(&base, &link).expect("linked");
    let by_link = Store::open(&link, at(0), Options::default()).expect_err("refused");
    assert!(matches!(by_link, OpenError::InUse { .. }), "{by_link:?}");
    drop(first);
    open(&base);
}

#[test]
fn s06_a_foreign_lock_is_a_fault_that_passes() {
    let (_folder, base) = world();
    let options = Options {
        busy_timeout_ms: 0,
        ..Options::default()
    };
    let store = Store::open(&base, at(0), options).expect("opened");
    live(&store, 3);
    let foreigner = Connection::open(&base).expect("file");
    foreigner.execute_batch("BEGIN IMMEDIATE").expect("locked");
    let fault = store.begin().map(|_| ()).expect_err("locked");
    assert_eq!(fault.kind(), FaultKind::Busy);
    assert!(fault.may_pass() && fault.source().is_some());
    assert_eq!(store.head().expect("reads go on").seq.number(), 3);
    foreigner.execute_batch("ROLLBACK").expect("unlocked");
    live(&store, 3);
    assert_eq!(store.poison(), None);
}

#[test]
fn a_reader_follows_the_writer_of_another_handle() {
    let (_folder, base) = world();
    let writer = open(&base);
    let reader = Store::open_for_reading(&base, Options::default()).expect("opened");
    live(&writer, 3);
    assert_eq!(told(&reader).expect("read"), told(&writer).expect("read"));
    assert_eq!(
        reader.begin().map(|_| ()).expect_err("refused").kind(),
        FaultKind::ReadOnly
    );
}

#[test]
fn a_purged_name_is_nowhere_in_the_files() {
    let (_folder, base) = world();
    let store = open(&base);
    live(&store, 30);
    let key = store::MessageKey::new(store::KeyKind::Patient, "17");
    assert_eq!(
        store
            .purge("p17".parse().expect("subject"), &[key])
            .expect("purged"),
        2
    );
    assert!(is_in(&base, "NOM18") && !is_in(&base, "NOM17"), "before closing");
    drop(store);
    assert!(is_in(&base, "NOM18") && !is_in(&base, "NOM17"), "after closing");
}

#[test]
fn what_was_forgotten_is_nowhere_in_the_files() {
    let (_folder, base) = world();
    let store = open(&base);
    live(&store, 30);
    let mut batch = store.begin().expect("begun");
    assert!(batch.forget("account", "a17").expect("forgotten"));
    batch.commit().expect("committed");
    // The log is emptied in the background: a thread that is only waited for by closing.
    drop(store);
    assert!(is_in(&base, "SECRET18") && !is_in(&base, "SECRET17"));
    let (store, backup) = (open(&base), with_suffix(&base, ".backup"));
    store.backup(&backup, at(0)).expect("backed up");
    assert!(is_in(&backup, "SECRET18") && !is_in(&backup, "SECRET17"));
}

/// Whether a text is in a base or its log, in any page.
fn is_in(base: &Path, text: &str) -> bool {
    ["", "-wal"].iter().any(|suffix| {
        let bytes = std::fs::read(with_suffix(base, suffix)).unwrap_or_default();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}
