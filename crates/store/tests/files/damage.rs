//! Rot: flipped bits, zeroed pages, cut logs. Either it is said, or it did no harm; never a silent difference.

use std::path::Path;

use proptest::prelude::*;
use store::{FaultKind, OpenError, Options, Snapshot, Store};

use crate::{Told, at, live, open, settings, told, with_suffix, world};

/// A base of some pages, closed, and what it says.
fn healthy(base: &Path) -> Told {
    let store = open(base);
    live(&store, 60);
    store.put_document(&settings(0)).expect("written");
    told(&store).expect("read")
}

/// What is wrong with a base, by opening it and reading everything; nothing when it seems sound.
fn symptoms(base: &Path, before: &Told) -> Option<String> {
    let store = match Store::open(base, at(0), Options::default()) {
        Ok(store) => store,
        Err(error) => {
            let is_typed = match &error {
                OpenError::NotOurs { .. } | OpenError::Newer { .. } => true,
                OpenError::Fault { source, .. } => {
                    !matches!(source.kind(), FaultKind::Busy | FaultKind::DiskFull)
                }
                _ => false,
            };
            assert!(is_typed, "{error:?}");
            return Some(error.to_string());
        }
    };
    let found = match store.verify() {
        Ok(found) => found,
        Err(fault) => return Some(fault.to_string()),
    };
    if let Some(problem) = found.problems.first() {
        return Some(problem.clone());
    }
    assert_eq!(
        &told(&store).expect("a sound base is read"),
        before,
        "a silent difference"
    );
    None
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn s07_a_flipped_bit_is_found_or_harmless(at: prop::sample::Index, bit in 0_u8..8) {
        let (_folder, base) = world();
        let before = healthy(&base);
        let mut bytes = std::fs::read(&base).expect("read");
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        std::fs::write(&base, bytes).expect("written");
        symptoms(&base, &before);
    }

    #[test]
    fn s07_a_cut_log_leaves_a_clean_beginning(cut: prop::sample::Index, flip: bool) {
        let (_folder, base) = world();
        let (copy_folder, copy) = world();
        let store = open(&base);
        live(&store, 30);
        for suffix in ["", "-wal"] {
            std::fs::copy(with_suffix(&base, suffix), with_suffix(&copy, suffix)).expect("copied");
        }
        let before = told(&store).expect("read");
        drop(store);
        let log = with_suffix(&copy, "-wal");
        let mut bytes = std::fs::read(&log).expect("read");
        let cut = cut.index(bytes.len());
        if flip { bytes[cut] ^= 4 } else { bytes.truncate(cut) }
        std::fs::write(&log, bytes).expect("written");
        // A log cut before the tables were made is an empty base: it opens, and has nothing.
        let store = open(&copy);
        prop_assert_eq!(store.verify().expect("verified").problems, [""; 0]);
        let after = told(&store).expect("read");
        prop_assert_eq!(&before.records[..after.records.len()], &after.records[..]);
        prop_assert_eq!(&before.messages[..after.messages.len()], &after.messages[..]);
        drop(copy_folder);
    }
}

#[test]
fn s07_every_zeroed_page_is_found_or_harmless() {
    let (_folder, base) = world();
    let before = healthy(&base);
    let sound = std::fs::read(&base).expect("read");
    let pages = sound.len() / 4096;
    let mut found = 0;
    for page in 0..pages {
        let mut bytes = sound.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0);
        for suffix in ["-wal", "-shm"] {
            // There is none after a clean close; one of the last turn may be left.
            let _ = std::fs::remove_file(with_suffix(&base, suffix));
        }
        std::fs::write(&base, bytes).expect("written");
        found += usize::from(symptoms(&base, &before).is_some());
    }
    assert_eq!(found, pages, "no page of this base is without use");
}

#[test]
fn s07_a_journal_that_lost_its_end_is_found_by_its_snapshot() {
    let (_folder, base) = world();
    let (_copy_folder, copy) = world();
    let store = open(&base);
    live(&store, 9);
    drop(store);
    std::fs::copy(&base, &copy).expect("copied");
    let store = open(&base);
    live(&store, 9);
    let snapshot = Snapshot {
        head: store.head().expect("head"),
        format: "state/1".to_owned(),
        bytes: vec![7; 1000],
    };
    store.put_snapshot(&snapshot).expect("kept");
    assert_eq!(store.verify().expect("verified").problems, [""; 0]);
    drop(store);
    // An old copy put back in place.
    std::fs::copy(&copy, &base).expect("copied");
    let store = open(&base);
    assert_eq!(
        store.snapshot("state/1").expect("read"),
        None,
        "not of this journal"
    );
    let problems = store.verify().expect("verified").problems;
    assert_eq!(
        problems,
        ["le journal s'arrête à 9 alors qu'un instantané va jusqu'à 18 : des écritures manquent"]
    );
}

#[test]
fn a_torn_snapshot_is_ignored_for_the_one_before() {
    let (_folder, base) = world();
    let store = open(&base);
    let mut kept = Vec::new();
    for _ in 0..2 {
        live(&store, 3);
        let snapshot = Snapshot {
            head: store.head().expect("head"),
            format: "state/1".to_owned(),
            bytes: vec![1; 500],
        };
        store.put_snapshot(&snapshot).expect("kept");
        kept.push(snapshot);
    }
    let newest = with_suffix(&base, ".snapshots").join(format!("{:020}.snapshot", 6));
    let bytes = std::fs::read(&newest).expect("read");
    std::fs::write(&newest, &bytes[..bytes.len() - 1]).expect("torn");
    assert_eq!(store.snapshot("state/1").expect("read").as_ref(), kept.first());
}
