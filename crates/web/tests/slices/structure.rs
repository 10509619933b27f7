//! The structure pages: what was discovered, what somebody makes of it, and what is refused.

use crate::hospital::{Hospital, Told};
use crate::visit::{Answer, Browser, golden};
use axum::http::StatusCode;
use base::id::{BedId, RoomId, SiteId, UnitId, WardId};
use domain::bed::Lifecycle;
use domain::structure::{Standing, Ward};
use web::Config;

/// The ward that the feed discovered in the small hospital.
const FOUND: u32 = 5;

struct Desk {
    hospital: Hospital,
    browser: Browser,
}

impl Desk {
    async fn open() -> Self {
        let hospital = Hospital::small().await;
        let browser = Browser::of(&hospital.app, Config::default())
            .named("Nora Brandt")
            .await;
        Self { hospital, browser }
    }

    fn ward(&self, number: u32) -> Ward {
        self.hospital
            .app
            .snapshot()
            .state
            .ward(WardId::new(number))
            .expect("a ward")
            .clone()
    }

    async fn done(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.browser.post(path, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{path} {fields:?}\n{}",
            answer.text
        );
        answer.location.expect("a page to go to")
    }

    async fn refused(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let seq = self.hospital.app.snapshot().seq();
        let answer = self.browser.post(path, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{path} {fields:?}"
        );
        assert!(answer.text.contains("role=\"alert\""), "the reason is said");
        assert_eq!(self.hospital.app.snapshot().seq(), seq, "nothing was written");
        answer
    }
}

#[tokio::test]
async fn the_pages_in_both_languages() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, Config::default());
    golden("structure-fr", &browser.get("/structure").await.text);
    golden(
        "structure-ward-fr",
        &browser.get("/structure/service/w3").await.text,
    );
    golden(
        "structure-found-fr",
        &browser.get("/structure/service/w5").await.text,
    );
    let empty = Hospital::empty();
    golden(
        "structure-empty-fr",
        &Browser::of(&empty.app, Config::default())
            .get("/structure")
            .await
            .text,
    );
    let browser = browser.english();
    golden("structure-en", &browser.get("/structure").await.text);
    golden(
        "structure-ward-en",
        &browser.get("/structure/service/w3").await.text,
    );
}

#[tokio::test]
async fn many_wards_are_listed_without_their_beds() {
    let hospital = Hospital::large().await;
    let page = Browser::of(&hospital.app, Config::default())
        .get("/structure")
        .await
        .text;
    assert_eq!(page.matches("data-text=").count(), 61);
    let sent = web::assets::gzipped(page.as_bytes(), flate2::Compression::new(5)).len();
    assert!(sent < 20_000, "{sent} bytes");
}

#[tokio::test]
async fn a_discovered_ward_is_confirmed_with_its_beds() {
    let desk = Desk::open().await;
    assert_eq!(desk.ward(FOUND).standing, Standing::Discovered);
    let to = desk
        .done("/structure", &[("do", "confirm"), ("ward", "w5")])
        .await;
    assert_eq!(to, "/structure?fait=1");
    assert_eq!(desk.ward(FOUND).standing, Standing::Confirmed);
    assert!(desk.browser.get(&to).await.text.contains("C’est enregistré."));
    let again = desk
        .refused("/structure", &[("do", "confirm"), ("ward", "w5")])
        .await;
    assert!(again.text.contains("C’est déjà fait."));
}

#[tokio::test]
async fn all_discovered_wards_are_confirmed_at_once() {
    let mut desk = Desk::open().await;
    desk.hospital.admit(&Told::of("8800", "1", "A")).await;
    desk.done("/structure", &[("do", "confirm-all")]).await;
    let snapshot = desk.hospital.app.snapshot();
    assert!(
        snapshot
            .state
            .wards
            .iter()
            .all(|ward| ward.standing == Standing::Confirmed)
    );
}

#[tokio::test]
async fn a_ward_is_named_placed_set_aside_and_taken_back() {
    let desk = Desk::open().await;
    let page = "/structure/service/w5";
    desk.done(
        page,
        &[
            ("do", "rename"),
            ("name", "Unité du soir"),
            ("specialty", "Médecine"),
        ],
    )
    .await;
    desk.done(page, &[("do", "attach"), ("site", "x0"), ("division", "d0")])
        .await;
    let site = desk
        .hospital
        .app
        .snapshot()
        .state
        .sites
        .get(0)
        .expect("a site")
        .id;
    let ward = desk.ward(FOUND);
    assert_eq!(
        (ward.name.as_str(), ward.specialty.as_deref()),
        ("Unité du soir", Some("Médecine"))
    );
    assert_eq!(ward.site, Some(site));
    desk.done(page, &[("do", "ignore")]).await;
    assert_eq!(desk.ward(FOUND).standing, Standing::Ignored);
    assert!(
        !desk.browser.get("/").await.text.contains("Unité du soir"),
        "no longer counted nor shown"
    );
    desk.done(page, &[("do", "restore")]).await;
    assert_eq!(desk.ward(FOUND).standing, Standing::Confirmed);
}

#[tokio::test]
async fn a_ward_merges_into_another_and_its_page_leads_there() {
    let desk = Desk::open().await;
    let to = desk
        .done("/structure/service/w5", &[("do", "merge"), ("kept", "w1")])
        .await;
    assert_eq!(to, "/structure/service/w1?fait=1");
    assert_eq!(desk.ward(FOUND).merged_into, Some(WardId::new(1)));
    let gone = desk.browser.get("/structure/service/w5").await;
    assert_eq!(gone.location.as_deref(), Some("/structure/service/w1"));
    let refused = desk
        .refused("/structure/service/w1", &[("do", "merge"), ("kept", "w1")])
        .await;
    assert!(refused.text.contains("ne se fusionne"));
}

#[tokio::test]
async fn beds_are_renamed_and_taken_out_unless_somebody_lies_there() {
    let desk = Desk::open().await;
    let snapshot = desk.hospital.app.snapshot();
    let beds: Vec<BedId> = snapshot.state.beds.iter().map(|bed| bed.id).collect();
    // The last bed of the first ward is free, the first one is not.
    let (taken, free) = (beds[0], beds[22]);
    let label = format!("label-{free}");
    desk.done("/structure/service/w0", &[("do", "beds"), (&label, "Fenêtre")])
        .await;
    let name = |bed: BedId| {
        let snapshot = desk.hospital.app.snapshot();
        snapshot
            .state
            .bed(bed)
            .expect("a bed")
            .label
            .as_ref()
            .map(ToString::to_string)
    };
    assert_eq!(name(free).as_deref(), Some("Fenêtre"));
    desk.refused(
        "/structure/service/w0",
        &[("do", "beds"), (&format!("remove-{taken}"), "1")],
    )
    .await;
    desk.done(
        "/structure/service/w0",
        &[("do", "beds"), (&format!("remove-{free}"), "1")],
    )
    .await;
    let snapshot = desk.hospital.app.snapshot();
    assert_eq!(
        snapshot.state.bed(free).expect("a bed").lifecycle,
        Lifecycle::Removed
    );
}

#[tokio::test]
async fn rooms_move_and_units_are_attached() {
    let desk = Desk::open().await;
    let room = desk.ward(0).rooms[11];
    desk.done(
        "/structure/service/w0",
        &[("do", "rooms"), ("room", &room.to_string()), ("ward", "w1")],
    )
    .await;
    let ward_of = |room: RoomId| {
        desk.hospital
            .app
            .snapshot()
            .state
            .room(room)
            .expect("a room")
            .ward
    };
    assert_eq!(ward_of(room), WardId::new(1));
    let unit = UnitId::new(0);
    desk.done(
        "/structure/service/w0",
        &[("do", "detach"), ("unit", &unit.to_string())],
    )
    .await;
    let listed = desk.browser.get("/structure").await.text;
    assert!(
        listed.contains("UF sans service"),
        "a unit without a ward is shown"
    );
    desk.done(
        "/structure",
        &[("do", "unit"), ("unit", &unit.to_string()), ("ward", "w1")],
    )
    .await;
    let snapshot = desk.hospital.app.snapshot();
    assert_eq!(
        snapshot.state.unit(unit).expect("a unit").ward,
        Some(WardId::new(1))
    );
}

#[tokio::test]
async fn an_establishment_is_renamed_and_gets_a_site() {
    let desk = Desk::open().await;
    desk.done(
        "/structure",
        &[
            ("do", "establishment"),
            ("establishment", "e0"),
            ("name", "CH du Val"),
        ],
    )
    .await;
    let fields = [
        ("do", "site"),
        ("establishment", "e0"),
        ("code", "990000123"),
        ("name", "Moyeuvre"),
    ];
    desk.done("/structure", &fields).await;
    let snapshot = desk.hospital.app.snapshot();
    assert_eq!(snapshot.state.establishments[0].name.as_str(), "CH du Val");
    assert_eq!(
        snapshot.state.site(SiteId::new(2)).expect("a site").name.as_str(),
        "Moyeuvre"
    );
    desk.refused("/structure", &fields).await;
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_its_reason() {
    let desk = Desk::open().await;
    let empty = desk
        .refused("/structure/service/w0", &[("do", "rename"), ("name", " ")])
        .await;
    assert!(empty.text.contains("vide ou trop long"));
    let none = desk
        .refused("/structure/service/w0", &[("do", "merge"), ("kept", "")])
        .await;
    assert!(none.text.contains("Rien n’est choisi"));
    let odd = desk.browser.post("/structure", &[("do", "format-disk")]).await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    for page in ["/structure/service/w99", "/structure/service/x"] {
        assert_eq!(
            desk.browser.get(page).await.status,
            StatusCode::NOT_FOUND,
            "{page}"
        );
    }
}

#[tokio::test]
async fn whoever_changes_the_structure_says_who_they_are_first() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, Config::default());
    let fields = [("do", "rename"), ("name", "Unité du soir")];
    let asked = browser.post("/structure/service/w5", &fields).await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(asked.text.contains("Unité du soir"), "what was typed is kept");
    let named = [fields[0], fields[1], ("operator_name", "Nora Brandt")];
    assert_eq!(
        browser.post("/structure/service/w5", &named).await.status,
        StatusCode::SEE_OTHER
    );
}
