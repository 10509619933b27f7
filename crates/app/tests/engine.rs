//! The engine as its doors see it: durable answers, one winner, a state that is the fold of its journal.

use app::{Actor, App, Cause, Clock, Failure, Inbound, Origin, Understanding};
use base::id::{BedId, StayId};
use base::{Code, Label, Moment};
use bytes::Bytes;
use domain::command::{BoardCommand, Command};
use domain::identity::{Identifier, IdentifierKind, Identity};
use domain::movement::{Action, Class, Kind, Said, Stamp};
use domain::observation::{Fact, Observation, ObservedMovement, PlaceCodes, Source, VisitNumbers};
use domain::refusal::Refusal;
use store::{MessageQuery, Options, Outcome, Store};

const NOON: Moment = Moment::from_millis(1_790_000_000_000);

fn code(text: &str) -> Code {
    Code::new(text).expect("code")
}

fn number(kind: IdentifierKind, value: &str) -> Identifier {
    Identifier {
        kind,
        authority: code("HIS"),
        value: code(value),
    }
}

/// A patient who came an hour ago and lies where the message says: nowhere, when `bed` is empty.
fn admission(who: &str, bed: Option<&str>) -> Observation {
    let at = NOON.plus(-base::time::HOUR);
    Observation {
        source: Source {
            application: code("GAM"),
            facility: code("CH"),
        },
        stamp: Stamp {
            sent_at: at,
            sequence: 0,
            action: Action::Insert,
            tie: who.len() as u64,
        },
        patient: vec![number(IdentifierKind::Local, who)],
        identity: Some(Identity {
            family: Label::new(who).ok(),
            ..Identity::default()
        }),
        mother: None,
        visit: VisitNumbers {
            visit: Some(number(IdentifierKind::Visit, who)),
            ..VisitNumbers::default()
        },
        fact: Fact::Movement(Box::new(ObservedMovement {
            ids: vec![(
                code("GAM"),
                format!("{:x}", store::fingerprint(who.as_bytes())).into(),
            )],
            kind: Kind::Admission,
            at,
            historic: false,
            moves: true,
            place: PlaceCodes {
                unit: Some(code("4001")),
                room: bed.map(code),
                bed: bed.map(code),
                ..PlaceCodes::default()
            },
            prior: PlaceCodes::default(),
            medical: None,
            care: None,
            class: Some(Class::Inpatient),
            doctor: None,
            expected_admission: Said::Nothing,
            expected_discharge: Said::Nothing,
            expected_return: Said::Nothing,
            destination: Said::Nothing,
            private_room: Said::Nothing,
            confidential: Said::Nothing,
            pending: PlaceCodes::default(),
            booked: false,
            reason: Said::Nothing,
        })),
    }
}

fn message(control: &str, body: &str, observation: Observation) -> Inbound {
    Inbound {
        received_at: NOON,
        sender: "GAM|CH".to_owned(),
        control_id: Some(control.to_owned()),
        trigger: Some("A01".to_owned()),
        sent_at: Some(NOON),
        raw: Bytes::copy_from_slice(body.as_bytes()),
        body_hash: store::fingerprint(body.as_bytes()),
        keys: Vec::new(),
        warnings: Vec::new(),
        understanding: Understanding::Command(Box::new(Command::Observe(Box::new(observation)))),
        replays: None,
    }
}

fn nurse() -> Origin {
    Origin {
        actor: Actor::Chevet("test"),
        cause: Cause::Request("essai".to_owned()),
    }
}

fn app() -> App {
    App::in_memory(Clock::manual(NOON)).expect("app")
}

fn place(stay: u32, bed: u32) -> Command {
    Command::Board(BoardCommand::PlaceStay {
        stay: StayId::new(stay),
        bed: BedId::new(bed),
    })
}

#[tokio::test]
async fn m06_the_same_message_twice_is_acknowledged_and_changes_nothing() {
    let app = app();
    let first = app
        .ingest(message("1", "corps", admission("DURAND", None)))
        .await
        .expect("kept");
    let seq = app.snapshot().seq();
    let second = app
        .ingest(message("1", "corps", admission("DURAND", None)))
        .await
        .expect("kept");
    assert_eq!(
        (first.outcome, second.outcome),
        (Outcome::Applied, Outcome::Duplicate)
    );
    assert_eq!(app.snapshot().seq(), seq);
}

#[tokio::test]
async fn m07_a_control_id_used_again_for_another_body_is_applied_and_shown() {
    let app = app();
    app.ingest(message("1", "un corps", admission("DURAND", None)))
        .await
        .expect("kept");
    let second = app
        .ingest(message("1", "autre corps", admission("MARTIN", None)))
        .await
        .expect("kept");
    assert_eq!(second.outcome, Outcome::WorkList);
    assert_eq!(second.reason.expect("reason").code, "control_id_reused");
    assert_eq!(app.snapshot().state.stays.len(), 2);
}

#[tokio::test]
async fn a_refused_command_leaves_no_trace() {
    let app = app();
    let before = app.snapshot();
    let refused = app.submit(place(7, 9), nurse()).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::UnknownStay(_)))));
    assert_eq!(app.snapshot().state.freeze(), before.state.freeze());
}

#[tokio::test(flavor = "multi_thread")]
async fn l08_of_many_who_want_one_bed_one_gets_it_and_the_others_learn_who() {
    let app = app();
    // A bed becomes known by a patient who lies in it and leaves; then thirty-two wait without a bed.
    app.ingest(message("0", "0", admission("PREMIER", Some("12"))))
        .await
        .expect("kept");
    let left = Command::Board(BoardCommand::MarkLeft {
        stay: StayId::new(0),
        at: NOON,
    });
    app.submit(left, nurse()).await.expect("left");
    for who in 1..=32 {
        let name = format!("PATIENT {who}");
        app.ingest(message(&name, &name, admission(&name, None)))
            .await
            .expect("kept");
    }
    let tries = (1..=32).map(|stay| {
        let app = app.clone();
        tokio::spawn(async move { app.submit(place(stay, 0), nurse()).await })
    });
    let (mut won, mut lost) = (Vec::new(), Vec::new());
    for attempt in tries.collect::<Vec<_>>() {
        match attempt.await.expect("task") {
            Ok(_) => won.push(()),
            Err(Failure::Refused(Refusal::BedTaken { by, .. })) => lost.push(by),
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((won.len(), lost.len()), (1, 31));
    let holder = app.snapshot().state.index.claim_on(BedId::new(0));
    assert!(lost.iter().all(|by| Some(*by) == holder));
}

#[tokio::test]
async fn i4_a_territory_reopened_is_the_one_that_was_closed() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("chevet.db");
    let clock = Clock::manual(NOON);
    let (before, head) = {
        let (app, _) = App::open(&file, clock.clone(), Options::default(), |_| {}).expect("open");
        for who in ["DURAND", "MARTIN", "PETIT"] {
            app.ingest(message(who, who, admission(who, Some(who))))
                .await
                .expect("kept");
        }
        app.submit(place(0, 1), nurse()).await.expect_err("taken");
        let left = Command::Board(BoardCommand::MarkLeft {
            stay: StayId::new(1),
            at: NOON,
        });
        app.submit(left, nurse()).await.expect("left");
        let snapshot = app.snapshot();
        tokio::task::spawn_blocking(move || app.close())
            .await
            .expect("closed");
        (snapshot.state.freeze(), snapshot.head)
    };
    // Once from the picture put away, once from the journal alone.
    let (app, opening) = App::open(&file, clock.clone(), Options::default(), |_| {}).expect("open");
    assert_eq!(
        (opening.snapshot, opening.head),
        (head.seq.number(), head.seq.number())
    );
    assert_eq!(app.snapshot().state.freeze(), before);
    assert_eq!(app.snapshot().vault.patients().count(), 3);
    tokio::task::spawn_blocking(move || app.close())
        .await
        .expect("closed");
    let store = Store::open_for_reading(&file, Options::default()).expect("store");
    let mut state = domain::state::State::new();
    let mut touched = domain::state::Touched::default();
    store
        .read_after(
            store::Seq::START,
            u64::MAX,
            |record| -> Result<(), store::Fault> {
                let event = store::codec::decode(&record).expect("event");
                state.apply(&event, record.seq.number(), record.recorded_at, &mut touched);
                Ok(())
            },
        )
        .expect("journal");
    assert_eq!(state.freeze(), before);
}

#[tokio::test]
async fn i8_every_record_names_an_actor_and_a_cause_and_i9_none_holds_a_name() {
    let app = app();
    let kept = app
        .ingest(message("1", "corps", admission("NOMSECRET", Some("12"))))
        .await
        .expect("kept");
    app.submit(
        Command::IntroducePerson {
            name: Label::new("Léa Autrenom").expect("name"),
        },
        nurse(),
    )
    .await
    .expect("known");
    let mut seen = 0;
    app.store()
        .read_after(
            store::Seq::START,
            u64::MAX,
            |record| -> Result<(), store::Fault> {
                seen += 1;
                assert!(!record.actor.is_empty() && !record.cause.is_empty());
                assert!(
                    !record.body.contains("NOMSECRET") && !record.body.contains("Autrenom"),
                    "{}",
                    record.body
                );
                Ok(())
            },
        )
        .expect("journal");
    assert!(seen > 5);
    let listed = app.store().messages(&MessageQuery::default()).expect("messages");
    assert_eq!(listed[0].id, kept.message);
}

#[tokio::test]
async fn a_message_settled_by_hand_says_who_did_it_and_what_it_was() {
    let app = app();
    let mut odd = message("1", "corps", admission("DURAND", None));
    odd.understanding = Understanding::Quarantine(store::Reason {
        code: "bad_time".to_owned(),
        text: "L'heure est illisible.".to_owned(),
    });
    let kept = app.ingest(odd).await.expect("kept");
    assert_eq!(kept.outcome, Outcome::Quarantined);
    let origin = Origin {
        actor: Actor::Person(base::id::PersonId::new(3)),
        cause: Cause::Request("essai".to_owned()),
    };
    let done = app.settle(kept.message, Outcome::Ignored, origin).await;
    assert!(done.expect("settled"));
    let found = app.store().message(kept.message).expect("read").expect("message");
    assert_eq!(found.head.outcome, Outcome::Ignored);
    let reason = found.head.reason.expect("reason");
    assert_eq!(reason.code, "settled");
    assert_eq!(
        reason.text,
        format!("Traité par o3 le {NOON} : L'heure est illisible.")
    );
    let missing = app
        .settle(store::MessageId::new(99), Outcome::Ignored, nurse())
        .await;
    assert!(!missing.expect("answered"), "a message that is not there");
}

#[tokio::test]
async fn m39_a_sender_that_spoke_before_a_restart_is_still_known() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("chevet.db");
    let clock = Clock::manual(NOON);
    let (app, _) = App::open(&file, clock.clone(), Options::default(), |_| {}).expect("open");
    app.ingest(message("1", "corps", admission("DURAND", None)))
        .await
        .expect("kept");
    tokio::task::spawn_blocking(move || app.close())
        .await
        .expect("closed");
    let (app, _) = App::open(&file, clock, Options::default(), |_| {}).expect("open");
    let feeds = app.feeds();
    assert_eq!(feeds.len(), 1);
    assert_eq!(
        (feeds[0].name.as_str(), feeds[0].last_received_at),
        ("GAM|CH", Some(NOON))
    );
    tokio::task::spawn_blocking(move || app.close())
        .await
        .expect("closed");
}

#[tokio::test]
async fn s18_a_clock_set_back_never_makes_the_journal_go_back() {
    let clock = Clock::manual(NOON);
    let app = App::in_memory(clock.clone()).expect("app");
    let keep = |who: &'static str| app.ingest(message(who, who, admission(who, Some(who))));
    keep("DURAND").await.expect("kept");
    clock.set(NOON.plus(-base::time::HOUR));
    keep("MARTIN").await.expect("kept");
    clock.set(NOON.plus(base::time::DAY));
    keep("PETIT").await.expect("kept");
    let (mut last, mut count) = (Moment::from_millis(0), 0);
    app.store()
        .read_after(
            store::Seq::START,
            u64::MAX,
            |record| -> Result<(), store::Fault> {
                assert!(record.recorded_at >= last, "{} after {last}", record.recorded_at);
                (last, count) = (record.recorded_at, count + 1);
                Ok(())
            },
        )
        .expect("journal");
    assert!(count > 5);
    assert_eq!(app.snapshot().state.stays.len(), 3);
}

#[tokio::test]
async fn whoever_is_acknowledged_is_found_at_once_and_a_restart_finds_them_too() {
    let store = Store::memory();
    let clock = || Clock::manual(NOON);
    let (app, _) = App::start(store.clone(), clock(), |_| {}).expect("opens");
    let found = |app: &App, text: &str| app.search(&app.snapshot(), text).people.len();
    for (at, who) in ["DURAND", "DUPONT", "DUMAS"].into_iter().enumerate() {
        assert_eq!(found(&app, who), 0, "{who} before");
        app.ingest(message(&at.to_string(), who, admission(who, None)))
            .await
            .expect("kept");
        assert_eq!(found(&app, who), 1, "{who} after");
    }
    assert_eq!(found(&app, "du"), 3);
    tokio::task::spawn_blocking(move || app.close())
        .await
        .expect("closed");
    let (app, _) = App::start(store, clock(), |_| {}).expect("opens again");
    assert_eq!(found(&app, "du"), 3);
}
