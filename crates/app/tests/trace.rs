//! What is kept and traced through the one writer: with its command, or not at all.

use app::{Actor, App, Cause, Clock, Failure, KeptWrite, Origin};
use base::id::{BedId, StayId};
use base::{Label, Moment};
use domain::command::{BoardCommand, Command};
use store::{Fault, FaultKind, NewTrace, Options, Store, TraceClass, TraceQuery};

const NOON: Moment = Moment::from_millis(1_790_000_000_000);

fn app() -> App {
    App::in_memory(Clock::manual(NOON)).expect("app")
}

fn origin() -> Origin {
    Origin {
        actor: Actor::Chevet("test"),
        cause: Cause::Request("essai".to_owned()),
    }
}

fn reading(patient: &str) -> NewTrace {
    NewTrace {
        at: NOON,
        class: TraceClass::Access,
        action: "patient.read".to_owned(),
        actor: "o1".to_owned(),
        post: None,
        patient: Some(patient.to_owned()),
        place: None,
        body: "{}".to_owned(),
    }
}

fn keep(id: &str, body: &str) -> KeptWrite {
    KeptWrite::Keep {
        kind: "session",
        id: id.to_owned(),
        body: body.as_bytes().to_vec(),
    }
}

fn forget(id: &str) -> KeptWrite {
    KeptWrite::Forget {
        kind: "session",
        id: id.to_owned(),
    }
}

fn introduce(name: &str) -> Command {
    Command::IntroducePerson {
        name: Label::new(name).expect("name"),
    }
}

/// The sessions kept and the patients read, newest first.
fn known(store: &Store) -> (String, String) {
    let mut kept = Vec::new();
    store
        .kept("session", |id, body| {
            kept.push(format!("{id}={}", String::from_utf8_lossy(body)));
            Ok::<(), Fault>(())
        })
        .expect("read");
    let rows = store.traces(&TraceQuery::default()).expect("read");
    let read: Vec<_> = rows.into_iter().filter_map(|row| row.patient).collect();
    (kept.join(" "), read.join(" "))
}

#[tokio::test]
async fn what_is_kept_and_its_trace_are_there_when_it_returns_and_after_a_restart() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("chevet.db");
    let (app, _) = App::open(&file, Clock::manual(NOON), Options::default(), |_| {}).expect("open");
    let seq = app.snapshot().seq();
    app.keep(
        vec![keep("a", "1"), keep("b", "2"), forget("a"), forget("z")],
        vec![reading("p1"), reading("p2")],
    )
    .await
    .expect("kept");
    assert_eq!(known(app.store()), ("b=2".to_owned(), "p2 p1".to_owned()));
    app.keep(Vec::new(), vec![reading("p3")])
        .await
        .expect("a reading");
    app.keep(vec![keep("b", "3")], Vec::new())
        .await
        .expect("untraced");
    assert_eq!(app.snapshot().seq(), seq, "the journal knows nothing of it");
    tokio::task::spawn_blocking(move || app.close())
        .await
        .expect("closed");
    let (app, _) = App::open(&file, Clock::manual(NOON), Options::default(), |_| {}).expect("open");
    assert_eq!(known(app.store()), ("b=3".to_owned(), "p3 p2 p1".to_owned()));
    assert!(app.store().verify_trace(None).expect("read").is_sound());
}

#[tokio::test]
async fn a_command_is_traced_with_it_and_a_refused_one_is_not() {
    let app = app();
    let done = app
        .submit_traced(introduce("Léa"), origin(), vec![reading("p1")])
        .await
        .expect("done");
    let refused = Command::Board(BoardCommand::PlaceStay {
        stay: StayId::new(7),
        bed: BedId::new(9),
    });
    let failure = app.submit_traced(refused, origin(), vec![reading("p2")]).await;
    assert!(matches!(failure, Err(Failure::Refused(_))), "{failure:?}");
    assert_eq!(known(app.store()).1, "p1");
    let found = app.store().verify_trace(None).expect("read");
    assert!(found.is_sound(), "{:?}", found.said());
    assert_eq!(found.sealed.number(), done.seq);
}

#[tokio::test]
async fn a_row_that_only_the_store_may_write_harms_nobody_else() {
    let app = app();
    let seal = NewTrace {
        class: TraceClass::Seal,
        ..reading("p1")
    };
    let others: Vec<_> = (0..8)
        .map(|n| {
            let app = app.clone();
            tokio::spawn(async move { app.submit(introduce(&format!("Personne {n}")), origin()).await })
        })
        .collect();
    let failures = [
        app.keep(vec![keep("a", "1")], vec![seal.clone()]).await,
        app.submit_traced(introduce("Léa"), origin(), vec![seal])
            .await
            .map(|_| ()),
    ];
    for failure in failures {
        match failure {
            Err(Failure::Fault(fault)) => assert_eq!(fault.kind(), FaultKind::Misuse),
            other => panic!("{other:?}"),
        }
    }
    for other in others {
        other.await.expect("task").expect("done");
    }
    assert_eq!(known(app.store()), (String::new(), String::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn readings_of_many_are_chained_one_after_the_other() {
    let app = app();
    let readers: Vec<_> = (0..64)
        .map(|n| {
            let app = app.clone();
            tokio::spawn(async move {
                let patient = format!("p{n}");
                app.keep(vec![keep(&patient, "")], vec![reading(&patient)]).await
            })
        })
        .collect();
    for reader in readers {
        reader.await.expect("task").expect("kept");
    }
    let found = app.store().verify_trace(None).expect("read");
    assert!(found.is_sound(), "{:?}", found.said());
    assert_eq!(found.rows, 65, "one says with which key");
    app.announce_stop();
    tokio::task::spawn_blocking({
        let app = app.clone();
        move || app.close()
    })
    .await
    .expect("closed");
    let late = app.keep(Vec::new(), vec![reading("p1")]).await;
    assert!(matches!(late, Err(Failure::Stopping)), "{late:?}");
}
