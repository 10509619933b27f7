//! Backups.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use store::{FaultKind, Manifest, check_backup, restore};

use crate::{at, live, open, settings, told, with_suffix, world};

#[test]
fn s08_a_backup_made_while_writing_is_one_instant_and_restores() {
    let (_folder, base) = world();
    let (elsewhere, restored) = world();
    let backup = elsewhere.path().join("2026-09-24.chevet");
    let store = open(&base);
    live(&store, 300);
    store.put_document(&settings(0)).expect("written");
    let is_over = AtomicBool::new(false);
    let manifest = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                live(&store, 3);
            }
        });
        let manifest = store.backup(&backup, at(0)).expect("backed up");
        is_over.store(true, Ordering::Relaxed);
        writer.join().expect("joined");
        manifest
    });
    assert!(manifest.seq.number() >= 300);
    assert_eq!(manifest.messages, manifest.seq.number());
    assert_eq!(check_backup(&backup).expect("checked"), manifest);

    restore(&backup, &restored).expect("restored");
    let again = open(&restored);
    let (all, then) = (told(&store).expect("read"), told(&again).expect("read"));
    assert_eq!(then.records, all.records[..then.records.len()]);
    assert_eq!(again.head().expect("head").seq, manifest.seq);
    assert_eq!(then.documents, all.documents);
    live(&again, 3);
}

#[test]
fn s09_an_altered_backup_is_refused() {
    let (folder, base) = world();
    let backup = folder.path().join("backup");
    let store = open(&base);
    live(&store, 9);
    store.backup(&backup, at(0)).expect("backed up");
    let sound = std::fs::read(&backup).expect("read");
    let paper = with_suffix(&backup, ".json");
    let sound_paper = std::fs::read_to_string(&paper).expect("read");

    let refused = |why: &str| {
        let to = folder.path().join("restored.db");
        assert!(restore(&backup, &to).is_err(), "{why}");
        assert!(!to.exists(), "{why}");
    };
    let mut encrypted = sound.clone();
    encrypted.iter_mut().for_each(|byte| *byte ^= 0x5a);
    std::fs::write(&backup, &encrypted).expect("written");
    refused("encrypted by an attacker");
    std::fs::write(&backup, &sound[..sound.len() - 4096]).expect("written");
    refused("cut short");
    std::fs::write(&backup, &sound).expect("written");
    std::fs::write(&paper, sound_paper.replace("\"sha256\": \"", "\"sha256\": \"0")).expect("written");
    refused("another checksum");
    std::fs::write(&paper, "{").expect("written");
    refused("unreadable paper");
    std::fs::remove_file(&paper).expect("removed");
    refused("no paper");
    std::fs::write(&paper, &sound_paper).expect("written");
    let manifest: Manifest = check_backup(&backup).expect("sound again");
    assert_eq!(manifest.seq.number(), 9);
}

#[test]
fn nothing_is_ever_overwritten_by_a_backup_or_a_restore() {
    let (folder, base) = world();
    let backup = folder.path().join("backup");
    let store = open(&base);
    live(&store, 3);
    store.backup(&backup, at(0)).expect("backed up");
    let fault = store.backup(&backup, at(0)).expect_err("already there");
    assert_eq!(fault.kind(), FaultKind::Misuse);
    assert_eq!(
        restore(&backup, &base).expect_err("already there").kind(),
        FaultKind::Misuse
    );
    assert!(store.backup(Path::new("/nowhere/at/all"), at(0)).is_err());
    assert_eq!(store.head().expect("head").seq.number(), 3);
}
