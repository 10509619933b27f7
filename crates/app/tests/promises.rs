//! Promised beds through the engine: one winner a bed whatever the crowd, and an end at its hour whatever the restarts.

use std::collections::BTreeMap;
use std::path::Path;

use app::{Actor, App, Cause, Clock, Failure, Origin};
use base::id::{BedId, PersonId, RequestId};
use base::time::MINUTE;
use base::{Code, Label, Moment};
use domain::bed::Attributes;
use domain::command::Command;
use domain::flow::{
    AnnouncedName, Asker, FlowCommand, FlowRefusal, HoldCommand, HoldEnd, HoldState, Needs, NewRequest,
    RequestCommand, Stage, Who,
};
use domain::identity::Sex;
use domain::import::{BedEntry, EstablishmentEntry, RoomEntry, StructureDocument, WardEntry};
use domain::refusal::Refusal;
use store::Options;

const NOON: Moment = Moment::from_millis(1_790_000_000_000);

fn code(text: &str) -> Code {
    Code::new(text).expect("code")
}

fn somebody() -> Origin {
    Origin {
        actor: Actor::Chevet("test"),
        cause: Cause::Request("essai".to_owned()),
    }
}

/// A ward of that many single rooms.
fn ward(beds: u32) -> Command {
    let room = |number: u32| {
        let code = code(&number.to_string());
        RoomEntry {
            code: code.clone(),
            attributes: Attributes::NONE,
            beds: vec![BedEntry {
                code,
                label: None,
                attributes: Attributes::NONE,
            }],
        }
    };
    Command::ImportStructure(Box::new(StructureDocument {
        replaces: false,
        establishments: vec![EstablishmentEntry {
            code: code("CHU"),
            name: None,
            sites: Vec::new(),
            divisions: Vec::new(),
            units: Vec::new(),
            wards: vec![WardEntry {
                code: code("4001"),
                name: Label::new("Médecine").ok(),
                site: None,
                division: None,
                specialty: None,
                rooms: (0..beds).map(room).collect(),
            }],
        }],
    }))
}

fn ask() -> RequestCommand {
    RequestCommand::Make(Box::new(NewRequest {
        asker: Asker {
            origin: domain::flow::Origin::Emergency,
            ward: None,
        },
        who: Who::Announced {
            name: AnnouncedName {
                family: Label::new("Durand").expect("name"),
                given: None,
            },
            sex: Sex::Unknown,
            birth_year: None,
        },
        needs: Needs::default(),
        entry: None,
        decided: None,
        draft: false,
    }))
}

async fn request(app: &App, by: PersonId) -> RequestId {
    let command = FlowCommand::Request { by, command: ask() };
    let done = app.submit(Command::Flow(Box::new(command)), somebody()).await;
    done.expect("asked").request.expect("a request")
}

async fn keep(app: &App, by: PersonId, request: RequestId, bed: BedId) -> Result<app::Done, Failure> {
    let saw = app.snapshot().state.request(request).expect("a request").revision;
    let command = HoldCommand::Keep {
        request,
        bed,
        from: None,
        minutes: 30,
        ledger: None,
        saw,
    };
    let command = FlowCommand::Hold { by, command };
    app.submit(Command::Flow(Box::new(command)), somebody()).await
}

fn open(path: &Path, clock: &Clock) -> App {
    App::open(path, clock.clone(), Options::default(), |_| {})
        .expect("opened")
        .0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn thirty_two_people_reach_for_two_hundred_beds_and_each_has_one_winner() {
    let folder = tempfile::tempdir().expect("folder");
    let clock = Clock::manual(NOON);
    let app = open(&folder.path().join("chevet.db"), &clock);
    app.submit(ward(200), somebody()).await.expect("a ward");
    let mut people = tokio::task::JoinSet::new();
    for person in 0..32_u32 {
        let app = app.clone();
        people.spawn(async move {
            let by = PersonId::new(person);
            let mut won = Vec::new();
            let mut mine = request(&app, by).await;
            for bed in (0..200).map(BedId::new) {
                match keep(&app, by, mine, bed).await {
                    Ok(_) => {
                        won.push(bed);
                        mine = request(&app, by).await;
                    }
                    Err(Failure::Refused(Refusal::Flow(FlowRefusal::BedHeld {
                        by: holder, since, ..
                    }))) => {
                        assert_ne!(holder, by, "told from whom");
                        assert_eq!(since, NOON, "and since when");
                    }
                    Err(other) => panic!("{other:?}"),
                }
            }
            won
        });
    }
    let won = people.join_all().await.concat();
    let mut beds: BTreeMap<BedId, u32> = BTreeMap::new();
    for bed in &won {
        *beds.entry(*bed).or_default() += 1;
    }
    assert_eq!(won.len(), 200);
    assert!(beds.len() == 200 && beds.values().all(|it| *it == 1), "{beds:?}");
    let snapshot = app.snapshot();
    assert_eq!(snapshot.state.lasting_holds().count(), 200);
    // The database says the same, and so does the journal when it is folded again.
    let guarded = app.store().holds().expect("holds");
    assert_eq!(guarded.len(), 200);
    for (promise, hold) in guarded.iter().zip(snapshot.state.lasting_holds()) {
        assert_eq!(
            (promise.bed, promise.hold, promise.owner),
            (hold.bed, hold.id, hold.owner)
        );
    }
    let frozen = snapshot.state.freeze();
    let path = folder.path().join("chevet.db");
    tokio::task::spawn_blocking(move || app.close())
        .await
        .expect("closed");
    let again = open(&path, &clock);
    assert_eq!(again.snapshot().state.freeze(), frozen);
    tokio::task::spawn_blocking(move || again.close())
        .await
        .expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_promise_ends_at_its_hour_although_the_server_slept_through_it() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("chevet.db");
    let clock = Clock::manual(NOON);
    let app = open(&path, &clock);
    app.submit(ward(2), somebody()).await.expect("a ward");
    let by = PersonId::new(0);
    let one = request(&app, by).await;
    let hold = keep(&app, by, one, BedId::new(0))
        .await
        .expect("kept")
        .hold
        .expect("a hold");
    clock.set(NOON.plus(29 * MINUTE));
    assert_eq!(app.keep_promises_once().await.expect("looked"), 0);
    tokio::task::spawn_blocking(move || app.close())
        .await
        .expect("closed");

    clock.set(NOON.plus(90 * MINUTE));
    let app = open(&path, &clock);
    assert_eq!(app.keep_promises_once().await.expect("looked"), 1);
    assert_eq!(app.keep_promises_once().await.expect("looked again"), 0);
    let snapshot = app.snapshot();
    let ended = HoldState::Ended {
        at: NOON.plus(30 * MINUTE),
        why: HoldEnd::Expired,
    };
    assert_eq!(snapshot.state.hold(hold).expect("the hold").state, ended);
    assert_eq!(
        snapshot.state.request(one).expect("the request").stage,
        Stage::Open
    );
    assert_eq!(app.store().holds().expect("holds"), []);
    let last = app
        .store()
        .records_of(&hold.to_string(), None, 1)
        .expect("records");
    assert_eq!(
        (last[0].actor.as_str(), last[0].cause.as_str()),
        ("chevet flow", "due promises")
    );
    assert_eq!(last[0].occurred_at, NOON.plus(30 * MINUTE));
    let two = request(&app, by).await;
    keep(&app, by, two, BedId::new(0)).await.expect("free again");
    tokio::task::spawn_blocking(move || app.close())
        .await
        .expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_name_of_somebody_announced_is_in_the_vault_and_nowhere_in_the_journal() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("chevet.db");
    let clock = Clock::manual(NOON);
    let app = open(&path, &clock);
    let one = request(&app, PersonId::new(0)).await;
    tokio::task::spawn_blocking(move || app.close())
        .await
        .expect("closed");
    let app = open(&path, &clock);
    let snapshot = app.snapshot();
    assert_eq!(
        snapshot.vault.announced(one).expect("a name").family.as_str(),
        "Durand"
    );
    app.store()
        .read_after(store::Seq::START, 100, |record| {
            assert!(!record.body.contains("Durand"));
            Ok::<(), store::Fault>(())
        })
        .expect("read");
    tokio::task::spawn_blocking(move || app.close())
        .await
        .expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reserve_set_by_hand_counts_at_once_and_the_past_is_counted_once_a_day_and_for_no_page() {
    let clock = Clock::manual(NOON);
    let app = App::in_memory(clock.clone()).expect("app");
    app.submit(ward(2), somebody()).await.expect("a ward");
    assert!(!app.count_reserves_once(), "counted when the server opened");
    assert_eq!(app.reserves().len(), 0);
    let mut settings = (*app.snapshot().state.settings.flow).clone();
    settings.reserve.by_hand.insert(code("4001"), 3);
    let saw = app.snapshot().state.settings_revision;
    let configure = FlowCommand::Configure {
        settings: Box::new(settings),
        saw,
        by: None,
    };
    app.submit(Command::Flow(Box::new(configure)), somebody())
        .await
        .expect("set");
    let beds = |app: &App| app.reserves().values().map(|it| it.beds).collect::<Vec<_>>();
    assert_eq!(beds(&app), [3]);
    assert!(!app.count_reserves_once(), "nothing of the past changed");
    clock.set(NOON.plus(24 * 60 * MINUTE));
    assert_eq!(beds(&app), [3], "a page counts nothing");
    assert!(app.count_reserves_once(), "another day");
    assert!(!app.count_reserves_once());
    tokio::task::spawn_blocking(move || app.close())
        .await
        .expect("closed");
}
