//! The inbox.

use super::{at, entry, in_batch, message, receiving, write};
use crate::{
    Entry, KeyKind, MessageId, MessageKey, MessageQuery, MessageWrite, NewMessage, Outcome, Reason, Seen,
    Store, fingerprint,
};

/// The control ids of the messages that answer a question, newest first.
fn found(store: &Store, query: &MessageQuery) -> String {
    let heads = store.messages(query).expect("asked");
    let ids: Vec<_> = heads.into_iter().filter_map(|head| head.control_id).collect();
    ids.join(" ")
}

pub(super) fn duplicates_are_known(store: &Store) {
    let hash = fingerprint(b"MSH|1");
    let seen = Some(Seen {
        id: MessageId::new(1),
        outcome: Outcome::Applied,
        same_body: true,
    });
    in_batch(store, |batch| {
        batch.expect_messages(&[("GAM|HOP", "1")]);
        assert_eq!(batch.find_message("GAM|HOP", "1", hash).expect("asked"), None);
        batch
            .append(&receiving(message("1", "MSH|1", 0)))
            .expect("appended");
        assert_eq!(
            batch.find_message("GAM|HOP", "1", hash).expect("asked"),
            seen,
            "in the same batch"
        );
    });
    in_batch(store, |batch| {
        assert_eq!(
            batch.find_message("GAM|HOP", "1", hash).expect("asked"),
            seen,
            "in a later batch"
        );
        assert_eq!(
            batch.find_message("LABO|HOP", "1", hash).expect("asked"),
            None,
            "of another sender"
        );
        let repeated = NewMessage {
            outcome: Outcome::Duplicate,
            ..message("1", "MSH|1", 1)
        };
        let kept = Entry {
            message: Some(MessageWrite::New(repeated)),
            ..entry(&[])
        };
        batch.append(&kept).expect("appended");
        assert_eq!(
            batch.find_message("GAM|HOP", "1", hash).expect("asked"),
            seen,
            "what it repeated, not itself"
        );
    });
}

pub(super) fn a_reused_control_id_is_told_apart(store: &Store) {
    let find = |body: &str| {
        let batch = store.begin().expect("begun");
        let seen = batch
            .find_message("GAM|HOP", "1", fingerprint(body.as_bytes()))
            .expect("asked");
        seen.map(|seen| (seen.id.number(), seen.same_body))
    };
    write(store, &[receiving(message("1", "before the restart", 0))]);
    assert_eq!(find("after the restart"), Some((1, false)));
    write(store, &[receiving(message("1", "after the restart", 1))]);
    assert_eq!(
        find("before the restart"),
        Some((1, true)),
        "the same body, although older"
    );
    assert_eq!(find("after the restart"), Some((2, true)));
    assert_eq!(find("a third one"), Some((2, false)), "else the latest");
}

pub(super) fn messages_are_found(store: &Store) {
    let key = MessageKey::new;
    let with = |control_id: &str, minute, outcome, keys: Vec<MessageKey>| {
        receiving(NewMessage {
            outcome,
            keys,
            ..message(control_id, control_id, minute)
        })
    };
    let patient = key(KeyKind::Patient, "800123");
    let visit = key(KeyKind::Visit, "800123");
    write(
        store,
        &[
            with("a", 0, Outcome::Applied, vec![patient.clone(), patient.clone()]),
            with("b", 1, Outcome::Quarantined, vec![patient.clone(), visit.clone()]),
            // The clock stepped back an hour.
            with("c", -60, Outcome::Applied, vec![key(KeyKind::Movement, "M1")]),
            with("d", 2, Outcome::Rejected, vec![patient.clone()]),
            with("e", 3, Outcome::Quarantined, vec![]),
        ],
    );
    let all = MessageQuery::default();
    let by = |key: &MessageKey| MessageQuery {
        key: Some(key.clone()),
        ..MessageQuery::default()
    };
    let of = |outcome| MessageQuery {
        outcome: Some(outcome),
        ..MessageQuery::default()
    };
    let between = |from, until| MessageQuery {
        from: Some(at(from)),
        until: Some(at(until)),
        ..MessageQuery::default()
    };
    assert_eq!(found(store, &all), "e d c b a");
    assert_eq!(found(store, &by(&patient)), "d b a");
    assert_eq!(found(store, &by(&visit)), "b");
    assert_eq!(found(store, &by(&key(KeyKind::Movement, "M1"))), "c");
    assert_eq!(found(store, &by(&key(KeyKind::Control, "d"))), "d");
    assert_eq!(found(store, &of(Outcome::Quarantined)), "e b");
    assert_eq!(found(store, &of(Outcome::Applied)), "c a");
    assert_eq!(found(store, &of(Outcome::Ignored)), "");
    assert_eq!(found(store, &between(0, 2)), "b a");
    assert_eq!(found(store, &between(-100, 0)), "c");
    assert_eq!(found(store, &between(50, 60)), "");
    let patient_lately = MessageQuery {
        key: Some(patient.clone()),
        ..between(1, 99)
    };
    assert_eq!(found(store, &patient_lately), "d b");

    let page = |query: &MessageQuery, before: Option<MessageId>, limit| MessageQuery {
        before,
        limit,
        ..query.clone()
    };
    assert_eq!(found(store, &page(&all, None, 2)), "e d");
    assert_eq!(found(store, &page(&all, Some(MessageId::new(4)), 2)), "c b");
    assert_eq!(
        found(store, &page(&by(&patient), Some(MessageId::new(4)), 1)),
        "b"
    );
    assert_eq!(
        found(
            store,
            &page(&of(Outcome::Quarantined), Some(MessageId::new(5)), 9)
        ),
        "b"
    );
    assert_eq!(
        found(store, &page(&between(0, 9), Some(MessageId::new(5)), 2)),
        "d b"
    );
}

pub(super) fn a_replayed_message_changes_its_outcome(store: &Store) {
    let set_aside = NewMessage {
        outcome: Outcome::Quarantined,
        reason: Some(Reason {
            code: "unknown_ward".to_owned(),
            text: "Service « CARDX » inconnu".to_owned(),
        }),
        ..message("1", "MSH|1", 0)
    };
    write(store, &[receiving(set_aside)]);
    let head = store.messages(&MessageQuery::default()).expect("asked").remove(0);
    assert_eq!(
        head.reason.as_ref().map(|reason| reason.code.as_str()),
        Some("unknown_ward")
    );

    let replayed = Entry {
        message: Some(MessageWrite::Settle {
            id: head.id,
            outcome: Outcome::Applied,
            reason: None,
        }),
        ..entry(&["{}"])
    };
    in_batch(store, |batch| {
        let appended = batch.append(&replayed).expect("appended");
        assert_eq!(appended.message_id, Some(head.id));
        let seen = batch
            .find_message("GAM|HOP", "1", 0)
            .expect("asked")
            .expect("seen");
        assert_eq!(seen.outcome, Outcome::Applied);
    });
    let stored = store.message(head.id).expect("asked").expect("kept");
    assert_eq!(
        (stored.head.outcome, stored.head.reason),
        (Outcome::Applied, None)
    );
    assert_eq!(stored.raw.as_deref(), Some(&b"MSH|1"[..]));
}

pub(super) fn bytes_are_kept_as_received(store: &Store) {
    let bytes: Vec<u8> = (0..=255).collect();
    let unreadable = NewMessage {
        control_id: None,
        sent_at: None,
        trigger: None,
        raw: bytes.clone(),
        outcome: Outcome::Rejected,
        ..message("", "", 0)
    };
    let empty = NewMessage {
        raw: Vec::new(),
        ..message("2", "", 0)
    };
    write(store, &[receiving(unreadable), receiving(empty)]);
    let stored = store.message(MessageId::new(1)).expect("asked").expect("kept");
    assert_eq!(stored.raw, Some(bytes));
    assert_eq!((stored.head.control_id, stored.head.trigger), (None, None));
    let stored = store.message(MessageId::new(2)).expect("asked").expect("kept");
    assert_eq!(stored.raw, Some(Vec::new()));
    assert_eq!(store.message(MessageId::new(3)).expect("asked"), None);
}
