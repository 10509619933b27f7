//! Wall displays, as a browser without a screen sees them: set up on one page, opened by their address alone.

use std::pin::Pin;
use std::task::Poll;

use crate::hospital::Hospital;
use crate::visit::{Answer, Browser};
use axum::body::{Body, HttpBody as _};
use axum::http::{Request, StatusCode, header};
use base::id::{BedId, WardId};
use domain::bed::Hygiene;
use domain::command::{BoardCommand, Command};
use tower::ServiceExt as _;
use web::router::router;
use web::{Config, Web};

/// Cardiology B of the small hospital.
const WARD: WardId = WardId::new(1);
const PAGE: &str = "/service/w1/murs";

const USUAL: [(&str, &str); 15] = [
    ("do", "add"),
    ("label", "Salle de soins"),
    ("diagonal", "55"),
    ("unit", "in"),
    ("distance", "2,3"),
    ("orientation", "auto"),
    ("masking", "initials"),
    ("seconds", "15"),
    ("language", "fr"),
    ("doctor", "1"),
    ("age", "1"),
    ("day", "1"),
    ("flags", "1"),
    ("moves", "1"),
    ("clock", "1"),
];

struct Ward {
    hospital: Hospital,
    /// Somebody of the ward, who gave their name.
    desk: Browser,
    /// The display: no cookie, no name, nothing but its address.
    wall: Browser,
}

impl Ward {
    async fn open() -> Self {
        let hospital = Hospital::small().await;
        let desk = Browser::of(&hospital.app, Config::default())
            .named("Nora Brandt")
            .await;
        let wall = Browser::on(&desk.web);
        Self { hospital, desk, wall }
    }

    /// Sends a form of the set-up page and gives the page that follows.
    async fn done(&self, fields: &[(&str, &str)]) -> String {
        let answer = self.desk.post(PAGE, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{fields:?}\n{}",
            answer.text
        );
        self.desk.get(&answer.location.expect("a page")).await.text
    }

    /// Adds a display with some fields otherwise, and gives the path of its address.
    async fn add(&self, changes: &[(&str, &str)]) -> String {
        let page = self.done(&otherwise(changes)).await;
        address(&page).expect("an address")
    }

    async fn mask(&self, display: &str, masking: &str) {
        let mut fields = otherwise(&[("do", "set"), ("masking", masking)]);
        fields.push(("display", display));
        self.done(&fields).await;
    }
}

fn otherwise<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let changed = |name: &str| changes.iter().any(|(it, _)| *it == name);
    let kept = USUAL.into_iter().filter(|(name, _)| !changed(name));
    kept.chain(changes.iter().copied()).collect()
}

/// The path of the last address on a set-up page.
fn address(page: &str) -> Option<String> {
    let (_, rest) = page.rsplit_once("href=\"http://localhost/mur/")?;
    Some(format!("/mur/{}", rest.split('"').next()?))
}

/// Nothing on it can be followed, pressed or filled in, and nothing of it asks who is there.
fn shows_only(page: &str) {
    for thing in [
        "<a ",
        "<button",
        "<form",
        "<input",
        "operateur",
        "type=\"password\"",
    ] {
        assert!(!page.contains(thing), "a wall holds {thing}");
    }
}

#[tokio::test]
async fn a_display_opens_by_its_address_alone_and_shows_only() {
    let ward = Ward::open().await;
    let path = ward.add(&[]).await;
    let page = ward.wall.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    shows_only(&page.text);
    assert!(page.text.contains("data-offline"));
    assert!(page.text.contains("Cardiologie B"));
    assert!(page.headers.get(header::SET_COOKIE).is_none());
    // Typed by hand, in capitals and in groups.
    let typed = path.replace("/mur/", "").to_uppercase();
    let typed = format!("/mur/{}-{}", &typed[..13], &typed[13..]);
    assert_eq!(ward.wall.get(&typed).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_address_that_opens_nothing_says_in_french_what_to_do() {
    let ward = Ward::open().await;
    let path = ward.add(&[]).await;
    ward.done(&[("do", "revoke"), ("display", "a0")]).await;
    for closed in [path.as_str(), "/mur/0123456789abcdefghjkmnpqrs", "/mur/x"] {
        let page = ward.wall.get(closed).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{closed}");
        shows_only(&page.text);
        assert!(
            page.text.contains("Cet écran n’est plus autorisé"),
            "{}",
            page.text
        );
        assert!(page.text.contains("Écrans muraux"), "what to do");
        assert!(!page.text.contains("Cardiologie"), "and nothing of the ward");
        assert!(!page.text.contains("data-offline"), "not to be kept");
        let again = page.headers.get(header::REFRESH).expect("asks again by itself");
        assert_eq!(again, "60");
        let clear = page
            .headers
            .get("clear-site-data")
            .expect("takes back what was kept");
        assert_eq!(clear, "\"storage\"");
    }
}

#[tokio::test]
async fn a_display_has_one_address_at_a_time() {
    let ward = Ward::open().await;
    let first = ward.add(&[]).await;
    let page = ward.done(&[("do", "rekey"), ("display", "a0")]).await;
    let second = address(&page).expect("an address");
    assert_ne!(first, second);
    assert_eq!(ward.wall.get(&first).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ward.wall.get(&second).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a13_the_token_of_a_wall_writes_nothing_and_opens_no_other_ward() {
    let ward = Ward::open().await;
    let path = ward.add(&[]).await;
    let before = ward.hospital.app.snapshot().seq();
    for target in [path.clone(), format!("{path}/flux")] {
        let answer = ward.wall.post(&target, &[("do", "revoke")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{target}");
    }
    assert_eq!(ward.hospital.app.snapshot().seq(), before);
    // Whatever it asks for, it is shown its own ward and its own fields.
    let asked = ward
        .wall
        .get(&format!("{path}?w=w0&ward=w0&t=ward:w0&masking=none"))
        .await;
    assert!(asked.text.contains("<h1>Cardiologie B</h1>"));
    let live = ward.wall.get("/live?t=wall:w1").await;
    assert_eq!(
        live.status,
        StatusCode::BAD_REQUEST,
        "the other stream knows no walls"
    );
}

#[tokio::test]
async fn a13_no_name_leaves_through_a_wall_that_masks() {
    let ward = Ward::open().await;
    let path = ward.add(&[("masking", "none")]).await;
    let shown = ward.wall.get(&path).await.text;
    let names: Vec<String> = names(&ward);
    assert!(names.len() > 3, "{names:?}");
    let told = |page: &str| names.iter().filter(|name| page.contains(name.as_str())).count();
    assert!(told(&shown) > 3, "{}", told(&shown));
    for masking in ["initials", "bed"] {
        ward.mask("a0", masking).await;
        let page = ward.wall.get(&path).await.text;
        assert_eq!(told(&page), 0, "{masking}");
        assert!(page.contains("<h1>Cardiologie B</h1>"));
    }
}

/// Surnames of the patients of the ward.
fn names(ward: &Ward) -> Vec<String> {
    let snapshot = ward.hospital.app.snapshot();
    let now = ward.hospital.app.now();
    let board =
        domain::view::board::ward_board(&snapshot.state, &snapshot.vault, WARD, now).expect("a board");
    let mut names: Vec<String> = board
        .stays()
        .filter_map(|stay| match &stay.name {
            domain::view::board::ShownName::Full { family, .. } => Some(family.clone()),
            _ => None,
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

#[tokio::test]
async fn what_is_kept_of_an_address_opens_nothing() {
    let ward = Ward::open().await;
    let path = ward.add(&[]).await;
    let token = path.replace("/mur/", "");
    let state = format!("{:?}", ward.hospital.app.snapshot().state.displays);
    assert!(!state.contains(&token), "{state}");
    let records = ward
        .hospital
        .app
        .read(|store| store.records_of("a0", None, 10))
        .await;
    let journal = format!("{:?}", records.expect("records"));
    assert!(journal.contains("display_changed"), "{journal}");
    assert!(!journal.contains(&token));
    // Nobody is shown the address once the quarter of an hour is over.
    let later = ward.hospital.app.now().plus(16 * base::time::MINUTE);
    ward.hospital.app.clock().set(later);
    let page = ward.desk.get(PAGE).await.text;
    assert!(!page.contains(&token));
    assert!(page.contains("n’est gardée nulle part"));
}

#[tokio::test]
async fn the_page_says_which_measure_cannot_be_and_keeps_what_was_typed() {
    let ward = Ward::open().await;
    for (field, text, why) in [
        ("diagonal", "5000", "Cette diagonale"),
        ("distance", "0,01", "Cette distance"),
        ("seconds", "1", "Une page doit rester"),
        ("distance", "loin", "ne se lit pas comme un nombre"),
    ] {
        let fields = otherwise(&[(field, text), ("label", "Couloir de la chapelle")]);
        let answer = ward.desk.post(PAGE, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {text}");
        assert!(answer.text.contains(why), "{}", answer.text);
        assert!(answer.text.contains("Couloir de la chapelle"));
        assert!(answer.text.contains(&format!("value=\"{text}\"")));
    }
    assert!(ward.hospital.app.snapshot().state.displays.is_empty());
}

#[tokio::test]
async fn the_form_of_one_ward_does_not_touch_the_display_of_another() {
    let ward = Ward::open().await;
    let path = ward.add(&[]).await;
    let answer = ward
        .desk
        .post("/service/w0/murs", &[("do", "revoke"), ("display", "a0")])
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(ward.wall.get(&path).await.status, StatusCode::OK);
}

/// The stream of a display, read piece by piece.
struct Stream(Pin<Box<Body>>);

impl Stream {
    async fn open(web: &Web, path: &str) -> Self {
        let request = Request::get(path)
            .header(header::HOST, "localhost")
            .body(Body::empty())
            .expect("a request");
        let answer = router(web.clone()).oneshot(request).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK);
        Self(Box::pin(answer.into_body()))
    }

    /// The next event, without its line that says when to ask again; nothing once the stream has ended.
    async fn next(&mut self) -> Option<String> {
        loop {
            let frame = std::future::poll_fn(|context| match self.0.as_mut().poll_frame(context) {
                Poll::Ready(frame) => Poll::Ready(frame),
                Poll::Pending => Poll::Pending,
            })
            .await?;
            let bytes = frame.expect("a frame").into_data().expect("data");
            let text = String::from_utf8(bytes.to_vec()).expect("text");
            let text = text.strip_prefix("retry: 1000\n\n").unwrap_or(&text);
            if !text.is_empty() {
                return Some(text.to_owned());
            }
        }
    }

    /// The next event of that kind.
    async fn until(&mut self, kind: &str) -> String {
        loop {
            let event = self.next().await.expect("an event before the end");
            if event.starts_with(&format!("event: {kind}\n")) {
                return event;
            }
            assert!(!event.starts_with("event: bye"), "{event}");
        }
    }
}

#[tokio::test]
async fn a_wall_is_told_of_changes_and_of_its_own_end() {
    let ward = Ward::open().await;
    let path = ward.add(&[]).await;
    tokio::spawn(ward.desk.web.hub().clone().follow(ward.hospital.app.changes()));
    let mut stream = Stream::open(&ward.desk.web, &format!("{path}/flux?e=1920x1080")).await;
    let whole = stream.until("patch").await;
    assert!(
        whole.contains("id=\"region\""),
        "everything, to a screen that has nothing"
    );
    stream.until("hb").await;
    assert!(ward.desk.get(PAGE).await.text.contains("Connecté"));
    let bed = free_bed(&ward);
    let dirty = BoardCommand::MarkBed {
        bed,
        hygiene: Hygiene::ToClean,
    };
    ward.hospital.submit(Command::Board(dirty)).await;
    let patch = stream.until("patch").await;
    assert!(
        patch.contains(&format!("id=\"{bed}\"")) && patch.contains("todo"),
        "{patch}"
    );
    assert!(!patch.contains("id=\"region\""), "a piece, not the whole wall");
    ward.done(&[("do", "revoke"), ("display", "a0")]).await;
    assert_eq!(stream.until("bye").await, "event: bye\ndata: revoked\n\n");
    assert_eq!(stream.next().await, None);
    let mut closed = Stream::open(&ward.desk.web, &format!("{path}/flux")).await;
    assert_eq!(
        closed.next().await.as_deref(),
        Some("event: bye\ndata: revoked\n\n")
    );
}

fn free_bed(ward: &Ward) -> BedId {
    let snapshot = ward.hospital.app.snapshot();
    let now = ward.hospital.app.now();
    let board =
        domain::view::board::ward_board(&snapshot.state, &snapshot.vault, WARD, now).expect("a board");
    let free = board
        .tiles()
        .find(|tile| matches!(tile.face, domain::view::board::Face::Free { .. }));
    free.expect("a free bed").bed
}

#[tokio::test]
async fn a_wall_whose_settings_change_is_sent_to_look_again() {
    let ward = Ward::open().await;
    let path = ward.add(&[]).await;
    let mut stream = Stream::open(&ward.desk.web, &format!("{path}/flux?e=1920x1080")).await;
    stream.until("hb").await;
    ward.mask("a0", "bed").await;
    assert_eq!(stream.until("bye").await, "event: bye\ndata: changed\n\n");
}

#[tokio::test]
async fn a_stamp_counts_for_the_picture_it_is_of_and_for_no_other() {
    let ward = Ward::open().await;
    let path = ward.add(&[]).await;
    let page = ward.wall.get(&format!("{path}?e=1920x1080")).await;
    let have = web::layout::query_escaped(stamp(&page));
    let mut same = Stream::open(&ward.desk.web, &format!("{path}/flux?e=1920x1080&s={have}")).await;
    let first = same.next().await.expect("an event");
    assert!(first.starts_with("event: hb"), "it has everything: {first}");
    let mut other = Stream::open(&ward.desk.web, &format!("{path}/flux?e=1080x1920&s={have}")).await;
    let first = other.next().await.expect("an event");
    assert!(first.contains("id=\"region\""), "another screen needs all of it");
}

fn stamp(page: &Answer) -> &str {
    let (_, rest) = page.text.split_once("data-have=\"").expect("a stamp");
    rest.split('"').next().expect("the end of it")
}

#[tokio::test]
async fn the_wall_of_a_merged_ward_shows_the_ward_that_stays() {
    let ward = Ward::open().await;
    let path = ward.add(&[]).await;
    let merge = domain::command::StructureCommand::MergeWard {
        gone: WARD,
        kept: WardId::new(0),
    };
    ward.hospital.submit(Command::Structure(merge)).await;
    let page = ward.wall.get(&path).await;
    assert!(page.text.contains("<h1>Cardiologie A</h1>"), "{}", page.text);
    let moved = ward.desk.get(PAGE).await;
    assert_eq!(moved.location.as_deref(), Some("/service/w0/murs"));
}

#[tokio::test]
async fn displays_set_up_alike_are_drawn_once() {
    let ward = Ward::open().await;
    let (one, other) = (ward.add(&[]).await, ward.add(&[]).await);
    let apart = ward.add(&[("masking", "bed")]).await;
    tokio::spawn(ward.desk.web.hub().clone().follow(ward.hospital.app.changes()));
    let mut streams = Vec::new();
    for path in [&one, &other, &apart] {
        let mut stream = Stream::open(&ward.desk.web, &format!("{path}/flux?e=1920x1080")).await;
        stream.until("hb").await;
        streams.push(stream);
    }
    let before = ward.desk.web.hub().figures().renders;
    let dirty = BoardCommand::MarkBed {
        bed: free_bed(&ward),
        hygiene: Hygiene::ToClean,
    };
    ward.hospital.submit(Command::Board(dirty)).await;
    for stream in &mut streams {
        stream.until("patch").await;
    }
    let drawn = ward.desk.web.hub().figures().renders - before;
    assert_eq!(drawn, 2, "three displays, two pictures");
}
