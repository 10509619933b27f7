//! The vault, documents, snapshots, leases, figures.

use super::{at, bodies, entry, in_batch, message, receiving, write};
use crate::{
    AppendError, DocumentError, Entry, Fault, FaultKind, Head, KeyKind, MessageId, MessageKey, MessageWrite,
    NewDocument, NewMessage, Outcome, Seq, Snapshot, Store, Subject, VaultRow,
};

fn subject(text: &str) -> Subject {
    text.parse().expect("subject")
}

fn identity(of: &str, revision: u32, body: &str) -> Entry {
    Entry {
        vault: vec![VaultRow {
            subject: subject(of),
            revision,
            body: body.to_owned(),
        }],
        ..entry(&["{}"])
    }
}

/// The latest identities: `p1/2=Anna`.
fn known(store: &Store) -> String {
    let mut all = Vec::new();
    store
        .identities(|row| {
            all.push(format!("{}/{}={}", row.subject, row.revision, row.body));
            Ok::<(), Fault>(())
        })
        .expect("read");
    all.join(" ")
}

pub(super) fn identities_are_kept_and_purged(store: &Store) {
    write(
        store,
        &[
            identity("p10", 1, "Zoé"),
            identity("p1", 1, "Ana"),
            identity("m1", 1, "Dr Roux"),
        ],
    );
    write(store, &[identity("p1", 2, "Anna")]);
    assert_eq!(known(store), "m1/1=Dr Roux p1/2=Anna p10/1=Zoé");
    let revisions = store.identity(subject("p1")).expect("read");
    assert_eq!(
        revisions.iter().map(|row| row.body.as_str()).collect::<Vec<_>>(),
        ["Ana", "Anna"]
    );

    let key = MessageKey::new(KeyKind::Patient, "IPP1");
    let about = NewMessage {
        keys: vec![key.clone()],
        ..message("1", "PID|Anna", 0)
    };
    write(store, &[receiving(about), receiving(message("2", "PID|Zoé", 5))]);
    assert_eq!(
        store
            .purge(subject("p1"), std::slice::from_ref(&key))
            .expect("purged"),
        3
    );
    assert_eq!(
        store.purge(subject("p1"), &[key]).expect("purged"),
        0,
        "already done"
    );
    assert_eq!(known(store), "m1/1=Dr Roux p1/2= p10/1=Zoé");
    let raw = |id| {
        store
            .message(MessageId::new(id))
            .expect("read")
            .expect("kept")
            .raw
    };
    assert_eq!((raw(1), raw(2).is_some()), (None, true));
    assert_eq!(bodies(store).len(), 6, "the journal stays");

    assert_eq!(
        store.blank_messages(at(5), 10).expect("blanked"),
        0,
        "the only older one is blank already"
    );
    assert_eq!(store.blank_messages(at(6), 10).expect("blanked"), 1);
    assert_eq!(raw(2), None);
    let batch = store.begin().expect("begun");
    assert!(
        batch.find_message("GAM|HOP", "2", 0).expect("asked").is_some(),
        "still known as received"
    );
}

pub(super) fn documents_are_versioned(store: &Store) {
    let new = |id: &str, replaces, body: &str| NewDocument {
        kind: "settings".to_owned(),
        id: id.to_owned(),
        replaces,
        body: body.to_owned(),
        written_at: at(0),
        written_by: "p:Claire".to_owned(),
    };
    assert_eq!(store.put_document(&new("w2", 0, "{}")).expect("written"), 1);
    assert_eq!(
        store.put_document(&new("w1", 0, "{\"a\":1}")).expect("written"),
        1
    );
    assert_eq!(
        store.put_document(&new("w1", 1, "{\"a\":2}")).expect("written"),
        2
    );
    for stale in [0, 1, 3] {
        let refused = store.put_document(&new("w1", stale, "lost update"));
        assert!(
            matches!(refused, Err(DocumentError::Stale { current: 2 })),
            "{refused:?}"
        );
    }
    in_batch(store, |batch| {
        assert_eq!(batch.put_document(&new("w3", 0, "1")).expect("written"), 1);
        assert_eq!(batch.put_document(&new("w3", 1, "2")).expect("written"), 2);
        batch
            .put_document(&new("w3", 1, "3"))
            .expect_err("stale inside the batch");
    });
    let current = store.document("settings", "w1").expect("read").expect("there");
    assert_eq!((current.version, current.body.as_str()), (2, "{\"a\":2}"));
    let listed: Vec<_> = store
        .documents("settings")
        .expect("read")
        .into_iter()
        .map(|document| format!("{}/{}", document.id, document.version))
        .collect();
    assert_eq!(listed, ["w1/2", "w2/1", "w3/2"]);
    let history = store.document_history("settings", "w1").expect("read");
    assert_eq!(
        history
            .iter()
            .map(|document| document.version)
            .collect::<Vec<_>>(),
        [2, 1]
    );
    assert_eq!(store.document("settings", "w9").expect("read"), None);
    assert_eq!(store.documents("thesaurus").expect("read"), []);
}

pub(super) fn snapshots_are_kept(store: &Store) {
    assert_eq!(store.snapshot("state/1").expect("read"), None);
    let mut heads = Vec::new();
    for body in ["1", "2", "3"] {
        write(store, &[entry(&[body])]);
        let head = store.head().expect("head");
        heads.push(head);
        let snapshot = Snapshot {
            head,
            format: "state/1".to_owned(),
            bytes: vec![body.as_bytes()[0]; 100_000],
        };
        store.put_snapshot(&snapshot).expect("kept");
        assert_eq!(store.snapshot("state/1").expect("read"), Some(snapshot));
    }
    let newer_format = Snapshot {
        head: heads[2],
        format: "state/2".to_owned(),
        bytes: Vec::new(),
    };
    store.put_snapshot(&newer_format).expect("kept");
    assert_eq!(store.snapshot("state/2").expect("read"), Some(newer_format));
    assert_eq!(store.snapshot("state/3").expect("read"), None);

    write(store, &[entry(&["4"])]);
    let of_another_journal = Snapshot {
        head: Head {
            seq: Seq::new(4),
            check: 12,
        },
        format: "state/4".to_owned(),
        bytes: Vec::new(),
    };
    store.put_snapshot(&of_another_journal).expect("kept");
    assert_eq!(store.snapshot("state/4").expect("read"), None);
}

pub(super) fn a_lease_has_one_holder(store: &Store) {
    let take = |holder, minute| {
        store
            .lease("pack", holder, 10 * base::time::MINUTE, at(minute))
            .expect("asked")
    };
    assert!(take("a", 0));
    assert!(!take("b", 5));
    assert!(take("a", 5), "renewed until 15");
    assert!(!take("b", 14));
    assert!(take("b", 15));
    assert!(!take("a", 16));
    in_batch(store, |batch| {
        assert!(batch.lease("other", "a", 1, at(0)).expect("asked"));
        assert!(
            !batch.lease("other", "b", 1, at(0)).expect("asked"),
            "inside the batch too"
        );
    });
}

pub(super) fn misuse_loses_the_batch(store: &Store) {
    write(store, &[identity("p1", 1, "Ana")]);
    let unknown_message = Entry {
        message: Some(MessageWrite::Settle {
            id: MessageId::new(7),
            outcome: Outcome::Applied,
            reason: None,
        }),
        ..entry(&[])
    };
    for misuse in [identity("p1", 1, "again"), unknown_message] {
        let mut batch = store.begin().expect("begun");
        batch.append(&entry(&["2"])).expect("appended");
        let fault = match batch.append(&misuse) {
            Err(AppendError::Failed(fault)) => fault,
            other => panic!("should fail: {other:?}"),
        };
        assert_eq!(fault.kind(), FaultKind::Misuse);
        batch.append(&entry(&["3"])).expect_err("the batch is lost");
        batch.commit().expect_err("the batch is lost");
    }
    assert_eq!(store.poison(), None);
    write(store, &[entry(&["4"])]);
    assert_eq!(bodies(store), ["{}", "4"]);
}

pub(super) fn figures_add_up(store: &Store) {
    let ignored = NewMessage {
        outcome: Outcome::Ignored,
        ..message("3", "MSH|3", 0)
    };
    write(
        store,
        &[
            receiving(message("1", "MSH|1", 0)),
            receiving(message("2", "MSH|2", 0)),
            receiving(ignored),
            identity("p1", 1, "Ana"),
            super::opening(1, 1),
        ],
    );
    let stats = store.stats().expect("counted");
    assert_eq!(stats.head, Seq::new(5));
    assert_eq!(stats.messages_with(Outcome::Applied), 2);
    assert_eq!(stats.messages_with(Outcome::Ignored), 1);
    assert_eq!((stats.open_claims, stats.vault_rows), (1, 1));
}
