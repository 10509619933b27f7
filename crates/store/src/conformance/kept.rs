//! What is kept without history.

use super::{entry, everything, in_batch};
use crate::{Entry, Fault, MessageId, MessageWrite, Outcome, Store};

/// The things of a kind: `claire=1 lea=2`.
fn kept(store: &Store, kind: &str) -> String {
    let mut all = Vec::new();
    store
        .kept(kind, |id, body| {
            all.push(format!("{id}={}", String::from_utf8_lossy(body)));
            Ok::<(), Fault>(())
        })
        .expect("read");
    all.join(" ")
}

pub(super) fn is_written_over(store: &Store) {
    in_batch(store, |batch| {
        batch.keep("account", "lea", b"2").expect("kept");
        batch.keep("account", "claire", b"1").expect("kept");
        batch.keep("session", "claire", b"s").expect("kept");
        batch.keep("account", "lea", b"3").expect("written over");
    });
    assert_eq!(kept(store, "account"), "claire=1 lea=3");
    in_batch(store, |batch| {
        batch.keep("account", "claire", b"").expect("written over");
        batch.keep("account", "éric", &[0xff, 0]).expect("any bytes");
    });
    assert_eq!(kept(store, "account"), "claire= lea=3 éric=\u{fffd}\0");
    assert_eq!(kept(store, "session"), "claire=s");
    assert_eq!(kept(store, "post"), "");
    assert_eq!(everything(store), [], "the journal knows nothing of it");
}

pub(super) fn is_forgotten(store: &Store) {
    in_batch(store, |batch| {
        batch.keep("account", "claire", b"1").expect("kept");
        batch.keep("account", "lea", b"2").expect("kept");
        assert!(batch.forget("account", "claire").expect("asked"), "of this batch");
        assert!(!batch.forget("account", "claire").expect("asked"), "once");
    });
    assert_eq!(kept(store, "account"), "lea=2");
    in_batch(store, |batch| {
        assert!(batch.forget("account", "lea").expect("asked"));
        assert!(!batch.forget("session", "lea").expect("asked"), "of another kind");
        batch.keep("account", "lea", b"again").expect("kept");
    });
    assert_eq!(kept(store, "account"), "lea=again");
    in_batch(store, |batch| {
        assert!(batch.forget("account", "lea").expect("asked"))
    });
    assert_eq!(kept(store, "account"), "");
}

pub(super) fn goes_with_its_batch(store: &Store) {
    in_batch(store, |batch| batch.keep("account", "lea", b"1").expect("kept"));
    let mut batch = store.begin().expect("begun");
    batch.keep("account", "lea", b"2").expect("kept");
    batch.keep("account", "claire", b"3").expect("kept");
    batch.forget("account", "lea").expect("asked");
    assert_eq!(kept(store, "account"), "lea=1", "not before the commit");
    drop(batch);
    assert_eq!(kept(store, "account"), "lea=1", "abandoned");

    let unknown_message = Entry {
        message: Some(MessageWrite::Settle {
            id: MessageId::new(7),
            outcome: Outcome::Applied,
            reason: None,
        }),
        ..entry(&[])
    };
    let mut batch = store.begin().expect("begun");
    batch.append(&unknown_message).expect_err("misuse");
    batch.keep("account", "lea", b"4").expect_err("the batch is lost");
    batch.forget("account", "lea").expect_err("the batch is lost");
    drop(batch);
    assert_eq!(kept(store, "account"), "lea=1");

    let mut shown = 0;
    let stopped = store.kept("account", |_, _| {
        shown += 1;
        Err(Fault::new(crate::FaultKind::Other, "visitant"))
    });
    assert!(stopped.is_err() && shown == 1, "a visitor may stop");
}
