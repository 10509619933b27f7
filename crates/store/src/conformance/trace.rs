//! The trace: chained with its batch, found by what it is about, blanked without breaking.

use super::{at, entry, in_batch, opening, write};
use crate::{
    FaultKind, NewTrace, Seq, Store, TraceClass, TraceFlaw, TraceHead, TraceProblem, TraceQuery, TraceRow,
    TraceSeq, TraceVerification,
};

/// A reading of a patient by somebody, at that minute.
fn reading(actor: &str, patient: &str, minute: i64) -> NewTrace {
    NewTrace {
        at: at(minute),
        class: TraceClass::Access,
        action: "patient.read".to_owned(),
        actor: actor.to_owned(),
        post: Some("t1".to_owned()),
        patient: Some(patient.to_owned()),
        place: Some("w4".to_owned()),
        body: r#"{"screen":"stay"}"#.to_owned(),
    }
}

fn opened(actor: &str, minute: i64) -> NewTrace {
    NewTrace {
        class: TraceClass::Security,
        action: "session.opened".to_owned(),
        patient: None,
        place: None,
        body: "{}".to_owned(),
        ..reading(actor, "", minute)
    }
}

fn trace(store: &Store, rows: &[NewTrace]) {
    in_batch(store, |batch| {
        for row in rows {
            batch.trace(row).expect("traced");
        }
    });
}

/// The answer in short: `o1 p1 0' | …`, a blanked row being `-`.
fn told(store: &Store, query: &TraceQuery) -> String {
    let minute = |row: &TraceRow| (row.at.millis() - at(0).millis()) / base::time::MINUTE;
    let rows = store.traces(query).expect("read");
    let lines = rows.iter().map(|row| {
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        format!("{} {} {}'", text(&row.actor), text(&row.patient), minute(row))
    });
    lines.collect::<Vec<_>>().join(" | ")
}

fn sound(store: &Store) -> TraceVerification {
    let found = store.verify_trace(None).expect("read");
    assert!(found.is_sound(), "{:?}", found.said());
    assert!(found.said().is_empty());
    found
}

pub(super) fn is_gapless_and_goes_with_its_batch(store: &Store) {
    in_batch(store, |batch| {
        let first = batch.trace(&reading("o1", "p1", 0)).expect("traced");
        let second = batch.trace(&reading("o1", "p2", 0)).expect("traced");
        assert_eq!(second, first.next());
    });
    let head = store.trace_head().expect("read");
    let mut batch = store.begin().expect("begun");
    batch.trace(&reading("o2", "p1", 1)).expect("traced");
    batch.append(&entry(&["1"])).expect("appended");
    drop(batch);
    assert_eq!(store.trace_head().expect("read"), head, "abandoned");
    assert_eq!(told(store, &TraceQuery::default()), "o1 p2 0' | o1 p1 0'");

    let row = &store.traces(&TraceQuery::default()).expect("read")[0];
    assert_eq!((row.seq, row.link), (head.seq, head.link));
    assert_eq!(
        (row.class, row.action.as_str()),
        (TraceClass::Access, "patient.read")
    );
    assert_eq!(
        (row.post.as_deref(), row.place.as_deref()),
        (Some("t1"), Some("w4"))
    );
    assert_eq!(row.body.as_deref(), Some(r#"{"screen":"stay"}"#));
    assert_eq!(sound(store).head, head);

    let seal = NewTrace {
        class: TraceClass::Seal,
        ..reading("o1", "p1", 2)
    };
    let mut batch = store.begin().expect("begun");
    assert_eq!(
        batch.trace(&seal).expect_err("the store's own").kind(),
        FaultKind::Misuse
    );
    batch.commit().expect_err("the batch is lost");
    assert_eq!(store.trace_head().expect("read"), head);
}

pub(super) fn is_found_by_what_it_is_about(store: &Store) {
    let elsewhere = NewTrace {
        place: Some("w5".to_owned()),
        post: None,
        action: "stay.moved".to_owned(),
        ..reading("o2", "p1", 3)
    };
    trace(
        store,
        &[
            reading("o1", "p1", 0),
            reading("o1", "p2", 2),
            reading("o2", "p2", 1),
        ],
    );
    write(store, &[entry(&["1"])]);
    trace(store, &[elsewhere, opened("o2", 4)]);
    let ask = TraceQuery::default;
    let by = |text: &str| Some(text.to_owned());
    let check = |query: TraceQuery, expected: &str| assert_eq!(told(store, &query), expected, "{query:?}");
    check(ask(), "o2 - 4' | o2 p1 3' | o1 p2 2' | o2 p2 1' | o1 p1 0'");
    check(
        TraceQuery {
            patient: by("p1"),
            ..ask()
        },
        "o2 p1 3' | o1 p1 0'",
    );
    check(
        TraceQuery {
            actor: by("o2"),
            ..ask()
        },
        "o2 - 4' | o2 p1 3' | o2 p2 1'",
    );
    check(
        TraceQuery {
            place: by("w5"),
            ..ask()
        },
        "o2 p1 3'",
    );
    check(
        TraceQuery {
            post: by("t1"),
            ..ask()
        },
        "o2 - 4' | o1 p2 2' | o2 p2 1' | o1 p1 0'",
    );
    check(
        TraceQuery {
            action: by("stay.moved"),
            ..ask()
        },
        "o2 p1 3'",
    );
    check(
        TraceQuery {
            patient: by("p2"),
            actor: by("o2"),
            ..ask()
        },
        "o2 p2 1'",
    );
    check(
        TraceQuery {
            patient: by("p9"),
            ..ask()
        },
        "",
    );
    check(
        TraceQuery {
            class: Some(TraceClass::Security),
            ..ask()
        },
        "o2 - 4'",
    );
    check(
        TraceQuery {
            class: Some(TraceClass::Administration),
            ..ask()
        },
        "",
    );
    check(
        TraceQuery {
            class: Some(TraceClass::Access),
            from: Some(at(1)),
            until: Some(at(3)),
            ..ask()
        },
        "o1 p2 2' | o2 p2 1'",
    );
    check(
        TraceQuery {
            patient: by("p2"),
            until: Some(at(2)),
            ..ask()
        },
        "o2 p2 1'",
    );
    let seals = TraceQuery {
        class: Some(TraceClass::Seal),
        ..ask()
    };
    let actions: Vec<_> = store
        .traces(&seals)
        .expect("read")
        .into_iter()
        .map(|row| row.action)
        .collect();
    assert_eq!(actions, ["journal", "key"], "asked for by their class only");
    let older = TraceQuery {
        before: store.traces(&seals).expect("read").first().map(|row| row.seq),
        ..seals
    };
    assert_eq!(store.traces(&older).expect("read").len(), 1);
    // Page by page, in the order of time whatever the order of writing.
    let (mut pages, mut before) = (Vec::new(), None);
    loop {
        let query = TraceQuery {
            before,
            limit: 2,
            ..ask()
        };
        let page = told(store, &query);
        if page.is_empty() {
            break;
        }
        pages.push(page);
        before = store.traces(&query).expect("read").last().map(|row| row.seq);
    }
    assert_eq!(pages, ["o2 - 4' | o2 p1 3'", "o1 p2 2' | o2 p2 1'", "o1 p1 0'"]);
    check(
        TraceQuery {
            before: Some(TraceSeq::START),
            ..ask()
        },
        "",
    );
    check(
        TraceQuery {
            before: Some(TraceSeq::new(999)),
            limit: 1,
            ..ask()
        },
        "o2 - 4'",
    );
}

pub(super) fn seals_every_transaction(store: &Store) {
    write(store, &[entry(&["1", "2"]), entry(&["3"])]);
    write(store, &[entry(&["4"])]);
    in_batch(store, |batch| {
        batch.append(&opening(1, 1)).expect("appended");
        batch.append(&opening(1, 2)).expect_err("taken");
        batch.trace(&reading("o1", "p1", 0)).expect("traced");
    });
    in_batch(store, |batch| batch.keep("account", "lea", b"1").expect("kept"));
    let bodies = |action: &str| -> Vec<String> {
        let seals = TraceQuery {
            class: Some(TraceClass::Seal),
            action: Some(action.to_owned()),
            ..TraceQuery::default()
        };
        let rows = store.traces(&seals).expect("read");
        rows.into_iter().rev().filter_map(|row| row.body).collect()
    };
    let starts: Vec<_> = bodies("journal")
        .iter()
        .map(|body| body.split(r#","sha256""#).next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        starts,
        [
            r#"{"first":1,"last":3"#,
            r#"{"first":4,"last":4"#,
            r#"{"first":5,"last":5"#
        ]
    );
    assert_eq!(bodies("key").len(), 1);
    let found = sound(store);
    assert_eq!((found.sealed, found.before_seals), (Seq::new(5), Seq::START));
    assert_eq!(found.rows, 5);
    assert!(store.is_trace_key_known().expect("read"));
}

pub(super) fn is_blanked_and_still_verifies(store: &Store) {
    trace(
        store,
        &[reading("o1", "p1", 0), opened("o1", 0), reading("o2", "p2", 9)],
    );
    // Written late: its time is older than its neighbours'.
    trace(store, &[reading("o3", "p3", 1), reading("o4", "p4", 8)]);
    write(store, &[entry(&["1"])]);
    let before = store.traces(&TraceQuery::default()).expect("read");
    let blank = |class, minute, limit| store.blank_traces(class, at(minute), limit).expect("blanked");
    assert_eq!(blank(TraceClass::Access, 5, 1), 1);
    assert_eq!(blank(TraceClass::Access, 5, 10), 1);
    assert_eq!(blank(TraceClass::Access, 5, 10), 0, "done");
    assert_eq!(blank(TraceClass::Seal, 99, 10), 0, "never");
    assert_eq!(
        told(store, &TraceQuery::default()),
        "o2 p2 9' | o4 p4 8' | - - 1' | o1 - 0' | - - 0'"
    );
    let of_p1 = TraceQuery {
        patient: Some("p1".to_owned()),
        ..TraceQuery::default()
    };
    assert_eq!(told(store, &of_p1), "");
    for (row, then) in store
        .traces(&TraceQuery::default())
        .expect("read")
        .iter()
        .zip(&before)
    {
        assert_eq!(
            (row.seq, row.at, row.digest, row.link),
            (then.seq, then.at, then.digest, then.link)
        );
        assert_eq!((row.class, &row.action), (then.class, &then.action));
        assert_eq!(row.is_blanked(), row.post.is_none());
    }
    assert_eq!(sound(store).blanked, 2);
    trace(store, &[reading("o5", "p5", 3)]);
    assert_eq!(blank(TraceClass::Access, 10, 10), 3, "the late one too");
    assert_eq!(sound(store).blanked, 5);
    assert_eq!(blank(TraceClass::Security, 1, 10), 1);
    assert_eq!(sound(store).blanked, 6);
}

pub(super) fn is_held_against_an_anchor(store: &Store) {
    let verify = |anchor| store.verify_trace(Some(anchor)).expect("read").problem;
    assert_eq!(
        verify(TraceHead::default()),
        None,
        "nothing yet, and nothing asked"
    );
    trace(store, &[reading("o1", "p1", 0)]);
    let then = store.trace_head().expect("read");
    trace(store, &[reading("o2", "p2", 1)]);
    let head = store.trace_head().expect("read");
    assert_eq!((verify(then), verify(head)), (None, None));
    let further = TraceHead {
        seq: head.seq.next(),
        ..head
    };
    let cut = TraceFlaw::Cut { anchor: further.seq };
    assert_eq!(
        verify(further),
        Some(TraceProblem {
            at: head.seq,
            flaw: cut
        })
    );
    let other = TraceHead {
        link: [1; 32],
        ..then
    };
    assert_eq!(
        verify(other),
        Some(TraceProblem {
            at: then.seq,
            flaw: TraceFlaw::NotTheAnchor
        })
    );
}
