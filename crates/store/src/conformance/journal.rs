//! The journal itself.

use super::{at, bodies, entry, everything, in_batch, message, opening, receiving, record, write};
use crate::{Entry, Fault, Seq, Store};

pub(super) fn is_gapless_and_read_in_order(store: &Store) {
    let first = in_batch(store, |batch| {
        let first = batch
            .append(&entry(&["{\"a\":1}", "{\"a\":2}"]))
            .expect("appended");
        let second = batch.append(&entry(&["{\"a\":3}"])).expect("appended");
        assert_eq!(second.first_seq, Seq::new(3));
        first
    });
    assert_eq!((first.first_seq, first.message_id), (Seq::new(1), None));
    write(store, &[entry(&[]), entry(&["{\"a\":4}"])]);

    let records = everything(store);
    let places: Vec<_> = records.iter().map(|record| record.seq.number()).collect();
    assert_eq!(places, [1, 2, 3, 4]);
    let second = &records[1];
    assert_eq!((second.kind.as_str(), second.version), ("bed_closed", 1));
    assert_eq!((second.occurred_at, second.recorded_at), (at(-5), at(0)));
    assert_eq!(
        (second.actor.as_str(), second.cause.as_str()),
        ("p:Claire", "c:1")
    );
    assert_eq!(second.body, "{\"a\":2}");

    let mut seen = Vec::new();
    let last = store
        .read_after(Seq::new(1), 2, |record| {
            seen.push(record.seq.number());
            Ok::<(), Fault>(())
        })
        .expect("read");
    assert_eq!((seen, last), (vec![2, 3], Seq::new(3)));
    let after_the_end = store
        .read_after(Seq::new(9), 10, |_| Ok::<(), Fault>(()))
        .expect("read");
    assert_eq!(after_the_end, Seq::new(9));
    assert_eq!(store.head().expect("head").seq, Seq::new(4));
}

pub(super) fn an_abandoned_batch_leaves_nothing(store: &Store) {
    write(store, &[opening(1, 1)]);
    let before = store.head().expect("head");
    let mut batch = store.begin().expect("begun");
    batch.append(&opening(2, 2)).expect("appended");
    batch
        .append(&receiving(message("1", "MSH", 0)))
        .expect("appended");
    drop(batch);
    assert_eq!(store.head().expect("head"), before);
    assert_eq!(store.claims().expect("claims").len(), 1);
    assert_eq!(store.messages(&Default::default()).expect("messages"), []);

    write(store, &[opening(2, 2), receiving(message("1", "MSH", 0))]);
    assert_eq!(bodies(store).len(), 3);
}

pub(super) fn ids_told_beforehand_are_given(store: &Store) {
    for minute in 0..3 {
        in_batch(store, |batch| {
            for control_id in ["a", "b"] {
                let (seq, id) = (batch.next_seq(), batch.next_message_id());
                let appended = batch
                    .append(&receiving(message(
                        &format!("{control_id}{minute}"),
                        "MSH",
                        minute,
                    )))
                    .expect("appended");
                assert_eq!((appended.first_seq, appended.message_id), (seq, Some(id)));
            }
        });
    }
    assert_eq!(store.head().expect("head").seq, Seq::new(6));
}

pub(super) fn streams_are_read_newest_first_by_pages(store: &Store) {
    let on = |body: &str, streams: &[&str]| Entry {
        records: vec![record(body, streams)],
        ..entry(&[])
    };
    write(
        store,
        &[
            on("1", &["s1", "b4"]),
            on("2", &["s2"]),
            on("3", &["s1", "b4", "b7", "b4"]),
            on("4", &["s1", "b7"]),
        ],
    );
    let page = |stream: &str, before, limit| {
        let records = store.records_of(stream, before, limit).expect("read");
        records
            .into_iter()
            .map(|record| record.body)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(page("s1", None, 10), "4 3 1");
    assert_eq!(page("b4", None, 10), "3 1");
    assert_eq!(page("b7", None, 10), "4 3");
    assert_eq!(page("s1", None, 2), "4 3");
    assert_eq!(page("s1", Some(Seq::new(3)), 2), "1");
    assert_eq!(page("s", None, 10), "");
    let third = &store.records_of("b7", None, 10).expect("read")[1];
    assert_eq!(third.streams.as_str(), "s1 b4 b7 b4");
}

pub(super) fn reads_see_only_what_is_committed(store: &Store) {
    write(store, &[entry(&["1"])]);
    let mut batch = store.begin().expect("begun");
    batch.append(&entry(&["2"])).expect("appended");
    assert_eq!(bodies(store), ["1"]);
    // A reader that started before the commit is not disturbed by it.
    std::thread::scope(|scope| {
        let (started, wait_for_start) = std::sync::mpsc::channel();
        let (resume, wait_for_commit) = std::sync::mpsc::channel::<()>();
        let reader = scope.spawn(move || {
            let mut seen = 0;
            store
                .read_after(Seq::START, 1, |_| {
                    seen += 1;
                    started.send(()).expect("sent");
                    // Memory holds a lock while it shows a record; only look, do not wait for the commit there.
                    if matches!(store, Store::Sqlite(_)) {
                        wait_for_commit.recv().expect("received");
                    }
                    Ok::<(), Fault>(())
                })
                .expect("read");
            seen
        });
        wait_for_start.recv().expect("received");
        batch.commit().expect("committed");
        // The memory reader may already be gone.
        let _ = resume.send(());
        assert_eq!(reader.join().expect("joined"), 1);
    });
    assert_eq!(bodies(store), ["1", "2"]);
}

pub(super) fn large_bodies_are_kept_whole(store: &Store) {
    let large = format!("{{\"é\":\"{}\"}}", "à".repeat(700_000));
    write(
        store,
        &[entry(&[&large, "{}"]), receiving(message("1", &large, 0))],
    );
    assert_eq!(bodies(store), [large.as_str(), "{}", "{}"]);
    let id = store.messages(&Default::default()).expect("messages")[0].id;
    let stored = store.message(id).expect("read").expect("kept");
    assert_eq!(stored.raw.as_deref(), Some(large.as_bytes()));
}

pub(super) fn a_visitor_may_stop(store: &Store) {
    #[derive(Debug)]
    enum Stop {
        Here(Seq),
        Fault,
    }
    impl From<Fault> for Stop {
        fn from(_: Fault) -> Self {
            Self::Fault
        }
    }
    write(store, &[entry(&["1", "2", "3"])]);
    let stopped = store.read_after(Seq::START, 10, |record| {
        if record.body == "2" {
            Err(Stop::Here(record.seq))
        } else {
            Ok(())
        }
    });
    assert!(
        matches!(stopped, Err(Stop::Here(seq)) if seq == Seq::new(2)),
        "{stopped:?}"
    );
    assert_eq!(bodies(store).len(), 3, "the store goes on");
}

pub(super) fn the_checksum_stands_for_the_history(store: &Store) {
    let reference = Store::memory();
    for store in [store, &reference] {
        write(store, &[entry(&["1", "2"])]);
        write(store, &[opening(1, 1)]);
    }
    assert_eq!(store.head().expect("head"), reference.head().expect("head"));
    write(store, &[entry(&["3"])]);
    write(&reference, &[entry(&["4"])]);
    let (ours, theirs) = (store.head().expect("head"), reference.head().expect("head"));
    assert_eq!(ours.seq, theirs.seq);
    assert_ne!(ours.check, theirs.check);
    // The same at any place, as far as the journal goes.
    let both = |seq| [store, &reference].map(|it| it.check_at(Seq::new(seq)).expect("asked"));
    assert_eq!(both(0), [Some(0); 2]);
    for seq in 1..ours.seq.number() {
        let [one, other] = both(seq);
        assert!(one.is_some() && one == other, "{seq}");
    }
    assert_eq!(both(ours.seq.number()), [Some(ours.check), Some(theirs.check)]);
    assert_eq!(both(ours.seq.number() + 1), [None, None]);
}
