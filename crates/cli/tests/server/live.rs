//! Live screens of the real program: many, slow, cut off, coming back.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use app::{App, Clock};
use base::Moment;
use base::time::MINUTE;
use bytes::Bytes;
use interop::inbound::Intake;

use crate::harness::{Server, Stream, Told, folder, get};
use crate::messages::{admission, movement};

/// Screens of the storm.
const SCREENS: usize = 200;

/// A server with one ward and one patient in it, and the topic of that ward.
fn one_ward(folder: &tempfile::TempDir) -> (Server, String) {
    let server = Server::start(folder.path());
    let told = server.line().send(&admission("1", 1, "PREMIER", "4001^01^P"));
    assert_eq!(told, Told::Accepted);
    let ward = server.wards().remove(0);
    (server, format!("ward:{ward}"))
}

#[test]
fn l01_l05_two_hundred_screens_come_back_after_a_restart_and_the_board_is_drawn_for_all_at_once() {
    let folder = folder();
    let (server, ward) = one_ward(&folder);
    let mut screens: Vec<_> = (0..SCREENS).map(|_| server.stream(&ward, None)).collect();
    let before: Vec<_> = screens.iter_mut().map(Stream::patch).collect();
    assert_eq!(server.figure("chevet_live_screens"), SCREENS as u64);
    server.stop();
    for screen in &mut screens {
        // Good-bye, then the end: a screen knows that nothing more will come and says so.
        while screen.next().is_some() {}
    }
    let server = Server::start(folder.path());
    let drawn = server.figure("chevet_live_renders_total");
    // They all knock before the first is answered.
    let mut screens: Vec<_> = before
        .iter()
        .map(|event| server.stream(&ward, Some(&event.id)))
        .collect();
    for (screen, before) in screens.iter_mut().zip(&before) {
        let now = screen.patch();
        // What they had is of another life of the server: the whole board, never a piece.
        assert!(now.data.contains("PREMIER") && now.data.contains("id=\"region\""));
        assert_ne!(epoch(&now.id), epoch(&before.id));
    }
    let drawn = server.figure("chevet_live_renders_total") - drawn;
    assert!(drawn < 10, "{drawn} pictures for {SCREENS} screens");
    server.stop();
}

fn epoch(id: &str) -> &str {
    id.split('-').next().unwrap_or_default()
}

#[test]
fn l02_a_screen_that_comes_back_is_sent_what_it_missed_and_no_more() {
    let folder = folder();
    let (server, ward) = one_ward(&folder);
    let told = server.line().send(&admission("2", 2, "DEUXIEME", "4001^02^P"));
    assert_eq!(told, Told::Accepted);
    let mut screen = server.stream(&ward, None);
    let whole = screen.shows("DEUXIEME");
    drop(screen);
    // Nothing happened meanwhile: the first thing said is that the link works.
    let mut same = server.stream(&ward, Some(&whole.id));
    assert_eq!(same.next().map(|event| event.kind).as_deref(), Some("hb"));
    drop(same);
    let told = server
        .line()
        .send(&movement("A03", "3", 2, "DEUXIEME", "4001^02^P"));
    assert_eq!(told, Told::Accepted);
    let mut later = server.stream(&ward, Some(&whole.id));
    let missed = later.patch();
    assert!(!missed.data.contains("id=\"region\"") && !missed.data.contains("PREMIER"));
    assert!(missed.data.len() < whole.data.len());
    // A number from nowhere: everything, rather than nothing.
    for odd in ["9999999999999-1", "0-0", "nonsense"] {
        let everything = server.stream(&ward, Some(odd)).patch();
        assert!(everything.data.contains("id=\"region\""), "{odd}");
    }
    server.stop();
}

#[test]
fn l03_screens_that_never_read_hold_nobody_up_and_cost_little() {
    let folder = folder();
    let (server, ward) = one_ward(&folder);
    let deaf: Vec<_> = (0..100).map(|_| server.stream(&ward, None)).collect();
    let before = server.memory();
    let mut awake = server.stream(&ward, None);
    let mut line = server.line();
    for patient in 2..120 {
        let bed = format!("4001^{patient}^P");
        let told = line.send(&admission(
            &patient.to_string(),
            patient,
            &format!("NOM{patient}X"),
            &bed,
        ));
        assert_eq!(told, Told::Accepted);
    }
    awake.shows("NOM119X");
    let grown = server.memory().saturating_sub(before);
    assert!(grown < 100 << 20, "{grown} bytes for screens that do not read");
    drop(deaf);
    server.stop();
}

#[test]
fn l04_a_stream_says_what_proxies_need_to_know_and_speaks_at_once() {
    let folder = folder();
    let (server, ward) = one_ward(&folder);
    let mut stream = server.stream(&ward, None);
    for header in [
        "content-type: text/event-stream",
        "x-accel-buffering: no",
        "cache-control: no-cache, no-transform",
    ] {
        assert!(stream.head.contains(header), "{}", stream.head);
    }
    // Compressed, it would wait for a buffer to fill.
    assert!(!stream.head.contains("content-encoding") && !stream.head.contains("content-length"));
    let kinds: Vec<_> = (0..2)
        .filter_map(|_| stream.next())
        .map(|event| event.kind)
        .collect();
    assert_eq!(kinds, ["patch", "hb"]);
    server.stop();
}

#[test]
fn l14_a_ward_of_two_hundred_beds_changes_by_a_piece() {
    let folder = folder();
    let (server, ward) = one_ward(&folder);
    let mut line = server.line();
    for patient in 2..=200 {
        let bed = format!("4001^{patient}^P");
        let told = line.send(&admission(
            &patient.to_string(),
            patient,
            &format!("NOM{patient}X"),
            &bed,
        ));
        assert_eq!(told, Told::Accepted);
    }
    let page = server.get(&format!("/service/{}", ward.trim_start_matches("ward:")));
    assert!((2..=200).all(|patient| page.body.contains(&format!("NOM{patient}X"))));
    let mut screen = server.stream(&ward, None);
    let whole = screen.shows("NOM200X");
    assert_eq!(
        line.send(&movement("A03", "L", 77, "NOM77X", "4001^77^P")),
        Told::Accepted
    );
    let piece = screen.patch();
    assert!(
        piece.data.len() * 10 < whole.data.len(),
        "{} bytes of {}",
        piece.data.len(),
        whole.data.len()
    );
    server.stop();
}

/// The screens of an engine in memory, with settings of their own, until the test ends.
fn screens(app: App, config: web::Config) -> (tokio::runtime::Runtime, std::net::SocketAddr) {
    let runtime = tokio::runtime::Runtime::new().expect("runtime");
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .expect("a port");
    let at = listener.local_addr().expect("an address");
    let web = web::Web::new(app, config);
    runtime.spawn(web::serve(listener, web, std::future::pending()));
    (runtime, at)
}

#[test]
fn l13_no_time_limit_of_requests_ever_ends_a_stream() {
    let limits = web::config::Limits {
        head: Duration::from_millis(40),
        request: Duration::from_millis(40),
        write_stall: Duration::from_millis(40),
        ..web::config::Limits::default()
    };
    let pace = web::config::Pace {
        heartbeat: Duration::from_millis(20),
        ..web::config::Pace::default()
    };
    let config = web::Config {
        limits,
        pace,
        ..web::Config::default()
    };
    let app = App::in_memory(Clock::System).expect("app");
    let (_runtime, at) = screens(app, config);
    let mut wall = Stream::open(at, "territory", "");
    // Forty signs of life: twenty times as long as any request may take.
    let mut beats = 0;
    while beats < 40 {
        let event = wall.next().expect("a wall screen is never put out");
        beats += u32::from(event.kind == "hb");
    }
    assert!(
        !wall.head.contains("set-cookie"),
        "a wall has no session to expire"
    );
}

#[test]
fn m39_a_sender_that_falls_silent_in_the_day_is_told_on_the_first_page() {
    // 2026-11-23 10:00 in Paris.
    let ten = Moment::from_millis(1_795_424_400_000);
    let clock = Clock::Manual(Arc::new(AtomicI64::new(ten.millis())));
    let app = App::in_memory(clock.clone()).expect("app");
    let (runtime, at) = screens(app.clone(), web::Config::default());
    let intake = Intake::new(app);
    let message = Bytes::from(admission("1", 1, "DURAND", "4001^01^P"));
    runtime.block_on(intake.take(message));
    assert!(!get(at, "/", "").body.contains("muet depuis"));
    clock.set(ten.plus(16 * MINUTE));
    let page = get(at, "/", "").body;
    assert!(page.contains("muet depuis"), "{page}");
}
