//! The live push: nothing is missed, nothing comes twice, whatever happens to the link.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base::id::WardId;
use web::config::Pace;
use web::hub::{Hub, Next, Picture, Piece, Session, Stamp, Topic, Wall, Wish};
use web::words::Lang;

const WARD: Topic = Topic::Ward(WardId::new(7));

/// A ward whose beds hold numbers, drawn by a hub.
#[derive(Clone)]
struct World {
    beds: Arc<Mutex<BTreeMap<String, u32>>>,
    hub: Hub,
}

impl World {
    fn new(epoch: u64) -> Self {
        Self::with(
            epoch,
            Pace {
                heartbeat: Duration::from_secs(3_600),
                ..Pace::default()
            },
        )
    }

    fn with(epoch: u64, pace: Pace) -> Self {
        let beds = Arc::new(Mutex::new(BTreeMap::from([
            ("b1".to_owned(), 0),
            ("b2".to_owned(), 0),
        ])));
        let drawn = Arc::clone(&beds);
        let draw = move |topic, _| (topic == WARD).then(|| picture(&drawn.lock().expect("beds")));
        Self {
            beds,
            hub: Hub::new(Box::new(draw), epoch, pace),
        }
    }

    /// Puts a number in a bed and tells the hub.
    fn put(&self, bed: &str, number: u32) {
        self.beds.lock().expect("beds").insert(bed.to_owned(), number);
        self.hub.refresh(WARD);
    }

    fn watch(&self, since: Option<Stamp>) -> Session {
        self.hub.watch(&[Wish { topic: WARD, since }], Lang::Fr)
    }

    fn shown(&self) -> Stamp {
        self.hub.show(WARD, Lang::Fr).expect("the ward").stamped.stamp
    }
}

fn picture(beds: &BTreeMap<String, u32>) -> Picture {
    let pieces: Vec<Piece> = beds
        .iter()
        .map(|(id, number)| Piece {
            id: id.clone(),
            html: format!("<i id={id}>{number}</i>"),
        })
        .collect();
    let inside: String = pieces.iter().map(|piece| piece.html.as_str()).collect();
    Picture {
        title: "W".into(),
        above: String::new(),
        whole: format!("<div id=region>{inside}</div>"),
        pieces,
        beside: vec![],
        shape: format!("{:?}", beds.keys()),
    }
}

/// What a screen does with frames: keeps the last content of each element.
#[derive(Default, Debug, PartialEq, Eq)]
struct Screen {
    beds: BTreeMap<String, u32>,
    stamps: Vec<u64>,
}

impl Screen {
    fn take(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).expect("text");
        assert!(text.ends_with("\n\n"), "{text}");
        let id = text
            .lines()
            .find_map(|line| line.strip_prefix("id: "))
            .expect("an id");
        self.stamps.push(id.parse::<Stamp>().expect("a stamp").revision);
        for element in text.split("<i id=").skip(1) {
            let (id, rest) = element.split_once('>').expect("an element");
            let number = rest
                .split('<')
                .next()
                .and_then(|text| text.parse().ok())
                .expect("a number");
            self.beds.insert(id.to_owned(), number);
        }
    }
}

/// Reads everything that waits, up to the heartbeat (which comes once nothing else does).
async fn drain(session: &mut Session, screen: &mut Screen) {
    loop {
        let next = tokio::select! {
            biased;
            next = session.next() => next,
            () = tokio::task::yield_now() => return,
        };
        match next {
            Next::Frame(bytes) => screen.take(&bytes),
            Next::Heartbeat | Next::Bye => return,
        }
    }
}

#[tokio::test]
async fn a_new_screen_gets_everything_then_only_what_changes() {
    let world = World::new(1);
    let (mut session, mut screen) = (world.watch(None), Screen::default());
    drain(&mut session, &mut screen).await;
    assert_eq!(screen.beds.len(), 2);
    world.put("b2", 5);
    let Next::Frame(bytes) = session.next().await else {
        panic!("a frame")
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(text.contains("<i id=b2>5</i>") && !text.contains("b1"), "{text}");
}

#[tokio::test]
async fn a_page_already_up_to_date_is_sent_nothing() {
    let world = World::new(1);
    let mut session = world.watch(Some(world.shown()));
    assert_eq!(session.next().await, Next::Heartbeat);
}

#[tokio::test]
async fn a_screen_that_comes_back_gets_what_it_missed_and_no_more() {
    let world = World::new(1);
    let since = world.shown();
    // Somebody else keeps watching, so that the hub draws meanwhile.
    let _other = world.watch(Some(since));
    world.put("b1", 1);
    world.put("b1", 2);
    let mut session = world.watch(Some(since));
    let Next::Frame(bytes) = session.next().await else {
        panic!("a frame")
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(text.contains("<i id=b1>2</i>") && !text.contains("b2"), "{text}");
    assert_eq!(session.next().await, Next::Heartbeat);
}

#[tokio::test]
async fn what_changed_while_nobody_watched_is_not_missed() {
    let world = World::new(1);
    let since = world.shown();
    world.put("b1", 9);
    let (mut session, mut screen) = (world.watch(Some(since)), Screen::default());
    drain(&mut session, &mut screen).await;
    assert_eq!(screen.beds.get("b1"), Some(&9));
}

#[tokio::test]
async fn there_and_back_again_is_still_a_change_for_a_page_made_in_between() {
    let world = World::new(1);
    let _ = world.shown();
    world.beds.lock().expect("beds").insert("b1".into(), 1);
    let between = world.shown();
    world.put("b1", 0);
    let (mut session, mut screen) = (world.watch(Some(between)), Screen::default());
    drain(&mut session, &mut screen).await;
    assert_eq!(screen.beds.get("b1"), Some(&0));
}

#[tokio::test]
async fn l02_another_epoch_or_an_impossible_revision_gets_everything() {
    let world = World::new(2);
    let now = world.shown();
    for since in [
        Stamp {
            epoch: 1,
            revision: now.revision,
        },
        Stamp {
            epoch: 2,
            revision: now.revision + 50,
        },
    ] {
        let (mut session, mut screen) = (world.watch(Some(since)), Screen::default());
        drain(&mut session, &mut screen).await;
        assert_eq!(screen.beds.len(), 2, "{since}");
    }
}

#[tokio::test]
async fn a_new_bed_changes_the_shape_and_everything_is_sent() {
    let world = World::new(1);
    let (mut session, mut screen) = (world.watch(Some(world.shown())), Screen::default());
    world.put("b3", 1);
    drain(&mut session, &mut screen).await;
    assert_eq!(screen.beds.len(), 3);
}

#[tokio::test]
async fn l03_a_screen_that_lags_catches_up_by_itself() {
    let world = World::with(
        1,
        Pace {
            backlog: 4,
            heartbeat: Duration::from_secs(3_600),
            ..Pace::default()
        },
    );
    let (mut session, mut screen) = (world.watch(Some(world.shown())), Screen::default());
    for number in 1..100 {
        world.put("b1", number);
    }
    world.put("b2", 7);
    drain(&mut session, &mut screen).await;
    assert_eq!(screen.beds, BTreeMap::from([("b1".into(), 99), ("b2".into(), 7)]));
    assert_eq!(world.hub.figures().resyncs, 1);
    // And it is live again.
    world.put("b2", 8);
    drain(&mut session, &mut screen).await;
    assert_eq!(screen.beds.get("b2"), Some(&8));
}

#[tokio::test]
async fn revisions_never_go_back_and_never_repeat() {
    let world = World::new(1);
    let (mut session, mut screen) = (world.watch(None), Screen::default());
    for number in 0..200_u32 {
        world.put(if number % 3 == 0 { "b1" } else { "b2" }, number / 2);
        if number % 7 == 0 {
            drain(&mut session, &mut screen).await;
        }
        if number % 31 == 0 {
            let last = screen.stamps.last().map(|revision| Stamp {
                epoch: 1,
                revision: *revision,
            });
            session = world.watch(last);
        }
    }
    drain(&mut session, &mut screen).await;
    assert!(
        screen.stamps.is_sorted_by(|one, two| one < two),
        "{:?}",
        screen.stamps
    );
    assert_eq!(screen.beds, *world.beds.lock().expect("beds"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn joining_while_beds_change_leaves_no_gap() {
    let world = World::new(1);
    let writer = world.clone();
    let writing = tokio::task::spawn_blocking(move || {
        for number in 1..=2_000 {
            writer.put(if number % 2 == 0 { "b1" } else { "b2" }, number);
        }
        writer.hub.stop();
    });
    let mut readers = Vec::new();
    for _ in 0..8 {
        let world = world.clone();
        readers.push(tokio::spawn(async move {
            let mut screen = Screen::default();
            loop {
                // Comes back every few frames, from where it was.
                let last = screen.stamps.last().map(|revision| Stamp {
                    epoch: 1,
                    revision: *revision,
                });
                let mut session = world.watch(last);
                for _ in 0..5 {
                    match session.next().await {
                        Next::Frame(bytes) => screen.take(&bytes),
                        Next::Heartbeat => {}
                        Next::Bye => return screen,
                    }
                }
            }
        }));
    }
    writing.await.expect("the writer");
    let truth = world.beds.lock().expect("beds").clone();
    for reader in readers {
        let screen = reader.await.expect("a reader");
        assert_eq!(screen.beds, truth);
        assert!(screen.stamps.is_sorted_by(|one, two| one < two));
    }
}

#[tokio::test]
async fn a_stop_says_good_bye_after_what_waits() {
    let world = World::new(1);
    let mut session = world.watch(Some(world.shown()));
    world.put("b1", 3);
    world.hub.stop();
    assert!(matches!(session.next().await, Next::Frame(_)));
    assert_eq!(session.next().await, Next::Bye);
    assert!(world.hub.is_stopping());
}

#[tokio::test]
async fn closed_screens_cost_nothing_and_made_up_wards_leave_no_trace() {
    let world = World::new(1);
    let sessions: Vec<Session> = (0..50).map(|_| world.watch(None)).collect();
    assert_eq!(world.hub.figures().screens, 50);
    drop(sessions);
    assert_eq!(world.hub.figures().screens, 0);
    let renders = world.hub.figures().renders;
    world.put("b1", 1);
    assert_eq!(
        world.hub.figures().renders,
        renders,
        "nobody watches: nothing is drawn"
    );
    for number in 100..200 {
        assert!(
            world
                .hub
                .show(Topic::Ward(WardId::new(number)), Lang::Fr)
                .is_none()
        );
    }
    assert_eq!(world.hub.topics(), [WARD]);
}

#[tokio::test(start_paused = true)]
async fn the_sizes_that_screens_made_up_are_forgotten_and_those_on_a_wall_are_not() {
    let pace = Pace {
        tick: Duration::from_secs(30),
        ..Pace::default()
    };
    let draw = |_, _| Some(picture(&BTreeMap::from([("b1".to_owned(), 0)])));
    let hub = Hub::new(Box::new(draw), 1, pace);
    let (changes, receiver) = tokio::sync::broadcast::channel(4);
    tokio::spawn(hub.clone().follow(receiver));
    let wall = |width| {
        Topic::Wall(Wall {
            ward: WardId::new(7),
            settings: domain::display::DisplaySettings::default(),
            screen: web::hub::Screen::new(width, 1_080),
        })
    };
    let wish = Wish {
        topic: wall(1_920),
        since: None,
    };
    let hanging = hub.watch(&[wish], Lang::Fr);
    for width in 0..400 {
        let shown = hub.show(wall(320 + width * 8), Lang::Fr);
        assert!(shown.is_some());
    }
    assert!(hub.topics().len() >= 400);
    tokio::time::sleep(Duration::from_secs(61)).await;
    assert_eq!(hub.topics(), [wall(1_920)]);
    drop(hanging);
    tokio::time::sleep(Duration::from_secs(31)).await;
    assert!(hub.topics().is_empty());
    drop(changes);
}
