//! D21: whoever can write the file but has no key is found out, at the row that was touched.

use std::path::Path;

use rusqlite::Connection;
use store::{
    NewTrace, Options, Store, TraceClass, TraceFlaw, TraceHead, TraceKey, TraceProblem, TraceQuery, TraceSeq,
    TraceVerification,
};

use crate::{at, live, world};

const KEY: [u8; 32] = [42; 32];

fn keyed(key: [u8; 32]) -> Options {
    Options {
        trace_key: Some(TraceKey::new(key)),
        ..Options::default()
    }
}

fn open(base: &Path) -> Store {
    Store::open(base, at(0), keyed(KEY)).expect("opened")
}

/// Three readings and three commands; rows 1 (key), 2 to 4 (readings), 5 to 8 (a seal each, and one more reading).
fn lived(base: &Path) -> Store {
    let store = open(base);
    read(&store, ["p1", "p2", "p3"]);
    live(&store, 3);
    live(&store, 1);
    read(&store, ["p4"]);
    live(&store, 2);
    store
}

fn read<const N: usize>(store: &Store, patients: [&str; N]) {
    let mut batch = store.begin().expect("begun");
    for patient in patients {
        let row = NewTrace {
            at: at(1),
            class: TraceClass::Access,
            action: "patient.read".to_owned(),
            actor: "o1".to_owned(),
            post: None,
            patient: Some(patient.to_owned()),
            place: None,
            body: "{}".to_owned(),
        };
        batch.trace(&row).expect("traced");
    }
    batch.commit().expect("committed");
}

/// Closes the base, lets an administrator of the file at it without its triggers, and verifies.
fn tampered(sql: &str, anchored: bool) -> (TraceVerification, TraceHead) {
    let (_folder, base) = world();
    let store = lived(&base);
    let head = store.trace_head().expect("read");
    assert_eq!(head.seq, TraceSeq::new(8));
    drop(store);
    let file = Connection::open(&base).expect("file");
    for trigger in [
        "trace_has_no_gap",
        "trace_is_never_cut",
        "trace_is_never_rewritten",
        "journal_is_never_rewritten",
    ] {
        file.execute_batch(&format!("DROP TRIGGER {trigger}"))
            .expect("dropped");
    }
    file.execute_batch("DROP TRIGGER journal_is_never_cut")
        .expect("dropped");
    file.execute_batch(sql).expect("tampered");
    drop(file);
    let found = open(&base).verify_trace(anchored.then_some(head)).expect("read");
    (found, head)
}

fn flaw(sql: &str) -> Option<(u64, TraceFlaw)> {
    tampered(sql, false)
        .0
        .problem
        .map(|TraceProblem { at, flaw }| (at.number(), flaw))
}

const COPY: &str = "INSERT INTO trace SELECT 9, at, class, action, actor, post, patient, place, body, digest, link FROM trace WHERE seq =";

#[test]
fn d21_nothing_touched_nothing_found() {
    let (found, head) = tampered("SELECT 1", true);
    assert!(found.is_sound(), "{:?}", found.said());
    assert_eq!((found.head, found.rows, found.sealed.number()), (head, 8, 6));
}

#[test]
fn d21_an_edited_row_is_found_at_its_number() {
    assert_eq!(
        flaw("UPDATE trace SET patient = 'p9' WHERE seq = 3"),
        Some((3, TraceFlaw::Edited))
    );
    assert_eq!(
        flaw("UPDATE trace SET patient = NULL WHERE seq = 3"),
        Some((3, TraceFlaw::Edited))
    );
    assert_eq!(
        flaw("UPDATE trace SET at = at + 1 WHERE seq = 3"),
        Some((3, TraceFlaw::Displaced))
    );
    assert_eq!(
        flaw("UPDATE trace SET action = 'patient.seen' WHERE seq = 3"),
        Some((3, TraceFlaw::Displaced))
    );
    assert_eq!(
        flaw("UPDATE trace SET digest = zeroblob(32) WHERE seq = 3"),
        Some((3, TraceFlaw::Edited))
    );
}

#[test]
fn d21_a_row_that_says_nothing_any_more_must_have_been_blanked_by_the_store() {
    let erased =
        "UPDATE trace SET actor = NULL, post = NULL, patient = NULL, place = NULL, body = NULL WHERE seq = 3";
    assert_eq!(flaw(erased), Some((3, TraceFlaw::Erased)));
    // With a forged note of it, the forgery is found instead.
    let forged = format!(
        "{erased}; INSERT INTO trace VALUES (9, 0, 'seal', 'blanked', NULL, NULL, NULL, NULL, \
         '{{\"class\":\"access\",\"before\":9000000000000,\"last\":8,\"swept\":8,\"rows\":1}}', zeroblob(32), zeroblob(32))"
    );
    assert_eq!(flaw(&forged), Some((9, TraceFlaw::Edited)));
}

#[test]
fn d21_a_deleted_inserted_or_moved_row_is_found() {
    assert_eq!(
        flaw("DELETE FROM trace WHERE seq = 3"),
        Some((3, TraceFlaw::Missing))
    );
    assert_eq!(
        flaw("DELETE FROM trace WHERE seq = 3; UPDATE trace SET seq = seq - 1 WHERE seq > 3"),
        Some((3, TraceFlaw::Displaced)),
        "the others moved up"
    );
    assert_eq!(
        flaw(&format!("{COPY} 3")),
        Some((9, TraceFlaw::Displaced)),
        "inserted at the end"
    );
    assert_eq!(
        flaw(
            "UPDATE trace SET seq = 99 WHERE seq = 2; UPDATE trace SET seq = 2 WHERE seq = 3; UPDATE trace SET seq = 3 WHERE seq = 99"
        ),
        Some((2, TraceFlaw::Displaced)),
        "reordered"
    );
    assert_eq!(
        flaw(&format!(
            "{COPY} 3; UPDATE trace SET seq = -seq WHERE seq BETWEEN 4 AND 8; UPDATE trace SET seq = 4 WHERE seq = 9; UPDATE trace SET seq = 1 - seq WHERE seq < 0"
        )),
        Some((4, TraceFlaw::Displaced)),
        "inserted in the middle"
    );
}

#[test]
fn d21_a_cut_tail_is_found_by_the_anchor_alone() {
    let cut = "DELETE FROM trace WHERE seq > 4; DELETE FROM journal; DELETE FROM journal_stream";
    assert_eq!(flaw(cut), None);
    let (found, head) = tampered(cut, true);
    let expected = TraceFlaw::Cut { anchor: head.seq };
    assert_eq!(
        found.problem,
        Some(TraceProblem {
            at: TraceSeq::new(4),
            flaw: expected
        })
    );
    assert_eq!(
        found.said(),
        [
            "la trace s'arrête à la ligne 4 alors que l'ancre va jusqu'à 8 : sa fin a été coupée, ou une ancienne base remise en place"
        ]
    );
}

#[test]
fn d21_yesterdays_file_put_back_is_found_by_the_anchor_alone() {
    let (_folder, base) = world();
    let (_copy_folder, copy) = world();
    drop(lived(&base));
    std::fs::copy(&base, &copy).expect("copied");
    let store = open(&base);
    read(&store, ["p5", "p6"]);
    let anchor = store.trace_head().expect("read");
    drop(store);
    std::fs::copy(&copy, &base).expect("put back");
    let store = open(&base);
    assert!(store.verify_trace(None).expect("read").is_sound());
    let short = store.verify_trace(Some(anchor)).expect("read");
    assert_eq!(
        short.problem.map(|problem| problem.flaw),
        Some(TraceFlaw::Cut { anchor: anchor.seq })
    );
    // Gone on with, it is as long again, and another one.
    read(&store, ["p7", "p8", "p9"]);
    let longer = store.verify_trace(Some(anchor)).expect("read");
    assert_eq!(
        longer.problem,
        Some(TraceProblem {
            at: anchor.seq,
            flaw: TraceFlaw::NotTheAnchor
        })
    );
}

#[test]
fn d21_an_edited_or_added_record_of_the_journal_is_found_by_its_seal() {
    let (first, last) = (store::Seq::new(1), store::Seq::new(3));
    assert_eq!(
        flaw(r#"UPDATE journal SET body = '{"n":9}' WHERE seq = 2"#),
        Some((5, TraceFlaw::JournalEdited { first, last }))
    );
    assert_eq!(
        flaw("UPDATE journal SET actor = 'o9' WHERE seq = 2"),
        flaw("DELETE FROM journal WHERE seq = 2")
    );
    let added = "INSERT INTO journal SELECT 7, kind, version, occurred_at, recorded_at, actor, cause, streams, body, chain FROM journal WHERE seq = 6";
    let (first, last) = (store::Seq::new(7), store::Seq::new(7));
    assert_eq!(flaw(added), Some((8, TraceFlaw::Unsealed { first, last })));
}

#[test]
fn a_lost_key_is_said_and_refuses_nothing() {
    let (_folder, base) = world();
    drop(lived(&base));
    let other = [7; 32];
    let reader = Store::open_for_reading(&base, keyed(other)).expect("opened");
    assert!(!reader.is_trace_key_known().expect("read"));
    drop(reader);
    let store = Store::open(&base, at(2), keyed(other)).expect("opened all the same");
    live(&store, 1);
    read(&store, ["p5"]);
    assert!(store.is_trace_key_known().expect("read"), "from here on");
    let found = store.verify_trace(None).expect("read");
    assert_eq!((found.unproven, found.rows, found.problem.clone()), (8, 11, None));
    assert!(!found.is_sound());
    assert!(
        found.said()[0].starts_with("8 lignes ont été chaînées avec une autre clé"),
        "{:?}",
        found.said()
    );
    drop(store);
    let first = Store::open_for_reading(&base, keyed(KEY)).expect("opened");
    let found = first.verify_trace(None).expect("read");
    assert_eq!((found.unproven, found.rows, found.problem), (3, 11, None));
}

#[test]
fn a_key_without_its_owner_forges_nothing() {
    let (_folder, base) = world();
    drop(lived(&base));
    // The key that everybody knows is not this one's.
    let file = Connection::open(&base).expect("file");
    let refused = [
        "UPDATE trace SET patient = 'p9' WHERE seq = 3",
        "UPDATE trace SET body = NULL WHERE seq = 3",
        "UPDATE trace SET actor = NULL, post = NULL, patient = NULL, place = NULL, body = NULL WHERE seq = 5",
        "DELETE FROM trace WHERE seq = 8",
        "INSERT OR REPLACE INTO trace SELECT * FROM trace WHERE seq = 3",
        "INSERT INTO trace SELECT 99, at, class, action, actor, post, patient, place, body, digest, link FROM trace WHERE seq = 3",
    ];
    for sql in refused {
        let error = file.execute_batch(sql).expect_err(sql).to_string();
        assert!(error.contains("the trace is"), "{sql}: {error}");
    }
}

#[test]
fn what_was_blanked_is_nowhere_in_the_files() {
    let (_folder, base) = world();
    let store = lived(&base);
    read(&store, ["patient-17", "patient-18"]);
    assert_eq!(
        store.blank_traces(TraceClass::Access, at(2), 5).expect("blanked"),
        5
    );
    let shown = store.traces(&TraceQuery::default()).expect("read");
    assert_eq!(shown.iter().filter(|row| row.is_blanked()).count(), 5);
    assert!(store.verify_trace(None).expect("read").is_sound());
    for suffix in ["", "-wal"] {
        let bytes = std::fs::read(crate::with_suffix(&base, suffix)).unwrap_or_default();
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!holds("patient-17"), "{suffix}");
    }
}
