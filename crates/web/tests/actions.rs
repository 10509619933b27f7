//! What people do from a board, as forms: with and without script, done and refused.

#[path = "slices/hospital.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod hospital;
#[path = "common/http.rs"]
mod http;

use app::App;
use axum::http::StatusCode;
use base::id::{BedId, StayId, WardId};
use domain::view::board::{Face, WardBoard, ward_board};
use hospital::Hospital;
use http::{Answer, Browser};
use web::router::router;
use web::{Config, Web};

/// The sample hospital and somebody who has already given their name.
async fn desk() -> (App, Browser) {
    let app = Hospital::small().await.app;
    let mut browser = Browser::new(router(Web::new(app.clone(), Config::default())));
    let answer = browser
        .post("/operateur", "operator_name=L%C3%A9a+Martin&back=%2F")
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    (app, browser)
}

fn boards(app: &App) -> Vec<WardBoard> {
    let snapshot = app.snapshot();
    (0..20)
        .filter_map(|ward| ward_board(&snapshot.state, &snapshot.vault, WardId::new(ward), app.now()))
        .collect()
}

fn face_of(app: &App, bed: BedId) -> Face {
    let tiles = boards(app)
        .into_iter()
        .flat_map(|board| board.rooms)
        .flat_map(|room| room.beds);
    tiles
        .into_iter()
        .find(|tile| tile.bed == bed)
        .map(|tile| tile.face)
        .expect("a bed")
}

/// The first bed whose face is as wanted.
fn bed_with(app: &App, wanted: impl Fn(&Face) -> bool) -> BedId {
    let tiles = boards(app)
        .into_iter()
        .flat_map(|board| board.rooms)
        .flat_map(|room| room.beds);
    tiles
        .into_iter()
        .find(|tile| wanted(&tile.face))
        .map(|tile| tile.bed)
        .expect("such a bed")
}

fn occupant(face: &Face) -> Option<StayId> {
    if let Face::Occupied(stay) = face {
        Some(stay.stay)
    } else {
        None
    }
}

/// Somebody without a bed, and a free bed of the same ward.
fn unplaced(app: &App) -> (StayId, BedId) {
    let found = boards(app).into_iter().find_map(|board| {
        let stay = board.unplaced.first()?.stay;
        let tiles = board.rooms.iter().flat_map(|room| &room.beds);
        let free = tiles
            .into_iter()
            .find(|tile| matches!(tile.face, Face::Free { .. }))?
            .bed;
        Some((stay, free))
    });
    found.expect("somebody without a bed and a free bed")
}

#[tokio::test]
async fn a_name_is_asked_once_and_the_typed_form_is_carried_along() {
    let app = Hospital::small().await.app;
    let mut browser = Browser::new(router(Web::new(app.clone(), Config::default())));
    let bed = bed_with(&app, |face| matches!(face, Face::Free { .. }));
    let path = format!("/lit/{bed}/fermer");
    let asked = browser
        .post(&path, "motif=travaux&jusqu=2026-12-01T08%3A00")
        .await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(
        asked.body.contains("name=\"motif\" value=\"travaux\""),
        "{}",
        asked.body
    );
    assert!(
        asked.body.contains("name=\"jusqu\" value=\"2026-12-01T08:00\""),
        "{}",
        asked.body
    );
    assert!(matches!(face_of(&app, bed), Face::Free { .. }));
    let done = browser
        .post(
            &path,
            "motif=travaux&jusqu=2026-12-01T08%3A00&operator_name=L%C3%A9a",
        )
        .await;
    says_how_to_take_back(&done);
    assert!(matches!(face_of(&app, bed), Face::Closed { .. }));
    // From now on nothing is asked, the name is shown, and the journal knows who it was.
    says_how_to_take_back(&browser.post(&format!("/lit/{bed}/ouvrir"), "").await);
    let page = browser.get(&format!("/lit/{bed}")).await.body;
    assert!(page.matches("Léa").count() >= 2, "{page}");
    assert!(
        !browser.cookies.contains("Léa") && !browser.cookies.contains("L%C3"),
        "{}",
        browser.cookies
    );
}

/// The page that answers a form where no script runs: what was done, and the button that takes it back.
#[track_caller]
fn says_how_to_take_back(page: &Answer) {
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(r#"id="toast""#), "{}", page.body);
    assert!(page.body.contains("Annuler</button>"), "{}", page.body);
}

#[tokio::test]
async fn marked_left_then_still_here() {
    let (app, mut browser) = desk().await;
    let bed = bed_with(&app, |face| occupant(face).is_some());
    let stay = occupant(&face_of(&app, bed)).expect("an occupant");
    let done = browser
        .post(&format!("/sejour/{stay}/parti"), "quand=2026-11-20T14%3A00")
        .await;
    says_how_to_take_back(&done);
    assert!(occupant(&face_of(&app, bed)).is_none());
    // The way back that the page offers leads to the board, where everything is as before.
    let address = format!("/sejour/{stay}/present");
    assert!(
        done.body.contains(&format!(r#"action="{address}""#)),
        "{}",
        done.body
    );
    let back = browser.post(&address, "retour=tableau").await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert!(
        back.header("location").starts_with("/service/"),
        "{}",
        back.header("location")
    );
    assert_eq!(occupant(&face_of(&app, bed)), Some(stay));
}

#[tokio::test]
async fn a_time_in_the_future_is_refused_in_place_and_kept() {
    let (app, mut browser) = desk().await;
    let stay =
        occupant(&face_of(&app, bed_with(&app, |face| occupant(face).is_some()))).expect("an occupant");
    let refused = browser
        .post(&format!("/sejour/{stay}/parti"), "quand=2026-11-20T18%3A45")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("L’heure donnée est dans le futur."),
        "{}",
        refused.body
    );
    assert!(
        refused.body.contains("value=\"2026-11-20T18:45\""),
        "what was typed is kept"
    );
    let unreadable = browser
        .post(&format!("/sejour/{stay}/parti"), "quand=tant%C3%B4t")
        .await;
    assert_eq!(unreadable.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unreadable.body.contains("Date et heure illisibles"));
}

#[tokio::test]
async fn cleaning_goes_round_from_the_tile_back_to_the_board() {
    let (app, mut browser) = desk().await;
    let bed = bed_with(&app, |face| matches!(face, Face::ToClean { .. }));
    let path = format!("/lit/{bed}/proprete");
    let started = browser.post(&path, "etat=bionettoyage&retour=tableau").await;
    assert!(
        started.header("location").starts_with("/service/w"),
        "{}",
        started.header("location")
    );
    assert!(matches!(face_of(&app, bed), Face::Cleaning { .. }));
    assert_eq!(
        browser.post(&path, "etat=pret&retour=tableau").await.status,
        StatusCode::SEE_OTHER
    );
    assert!(matches!(face_of(&app, bed), Face::Free { .. }));
    assert_eq!(
        browser.post(&path, "etat=sale").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn somebody_without_a_bed_is_placed_and_unplaced() {
    let (app, mut browser) = desk().await;
    let (stay, bed) = unplaced(&app);
    let page = browser.get(&format!("/sejour/{stay}")).await.body;
    assert!(page.contains(&format!("<option value=\"{bed}\"")), "{page}");
    let placed = browser
        .post(&format!("/sejour/{stay}/placer"), &format!("lit={bed}"))
        .await;
    says_how_to_take_back(&placed);
    assert_eq!(occupant(&face_of(&app, bed)), Some(stay));
    says_how_to_take_back(&browser.post(&format!("/sejour/{stay}/sans-lit"), "").await);
    assert!(matches!(face_of(&app, bed), Face::Free { .. }));
}

#[tokio::test]
async fn l08_of_two_who_take_the_same_bed_one_is_told_why_not() {
    let (app, mut browser) = desk().await;
    let (stay, bed) = unplaced(&app);
    let taken = bed_with(&app, |face| occupant(face).is_some());
    let refused = browser
        .post(&format!("/sejour/{stay}/placer"), &format!("lit={taken}"))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("vient d’être occupé par quelqu’un d’autre"),
        "{}",
        refused.body
    );
    assert!(
        refused.body.contains(&format!("<option value=\"{bed}\"")),
        "the other free beds are offered"
    );
}

#[tokio::test]
async fn a_dispute_is_settled_and_the_other_is_in_sight() {
    let (app, mut browser) = desk().await;
    let bed = bed_with(&app, |face| matches!(face, Face::Disputed(_)));
    let Face::Disputed(stays) = face_of(&app, bed) else {
        panic!("a dispute")
    };
    let (keeps, other) = (stays[0].stay, stays[1].stay);
    let page = browser.get(&format!("/lit/{bed}")).await.body;
    assert!(page.contains("Qui est dans ce lit ?"), "{page}");
    assert_eq!(
        browser
            .post(&format!("/lit/{bed}/regler"), &format!("garde={keeps}"))
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(occupant(&face_of(&app, bed)), Some(keeps));
    assert!(
        boards(&app)
            .iter()
            .flat_map(|board| &board.unplaced)
            .any(|stay| stay.stay == other)
    );
    let again = browser
        .post(&format!("/lit/{bed}/regler"), &format!("garde={keeps}"))
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("n’y a plus de conflit"), "{}", again.body);
}

#[tokio::test]
async fn our_script_gets_parts_a_toast_and_a_way_back() {
    let (app, mut browser) = desk().await;
    browser.headers = vec![("x-chevet-part", "1")];
    let bed = bed_with(&app, |face| matches!(face, Face::Free { .. }));
    let closed = browser.post(&format!("/lit/{bed}/fermer"), "motif=panne").await;
    assert_eq!(closed.status, StatusCode::OK);
    assert!(
        closed.body.starts_with("<div class=\"toast\" id=\"toast\">"),
        "{}",
        closed.body
    );
    assert!(
        closed.body.contains(&format!("action=\"/lit/{bed}/ouvrir\"")),
        "the toast takes it back"
    );
    assert!(
        closed
            .body
            .contains(&format!("id=\"drawer-body\" data-href=\"/lit/{bed}\"")),
        "the drawer is renewed"
    );
    assert!(!closed.body.contains("<html"));
    // From a tile, a refusal is a notice with what to do next.
    let refused = browser
        .post(&format!("/lit/{bed}/ouvrir"), "retour=tableau")
        .await;
    assert_eq!(refused.status, StatusCode::OK);
    let refused = browser
        .post(&format!("/lit/{bed}/ouvrir"), "retour=tableau")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("C’est déjà fait."), "{}", refused.body);
}

#[tokio::test]
async fn what_does_not_exist_says_where_to_look() {
    let (_, mut browser) = desk().await;
    for path in [
        "/service/w99",
        "/service/x",
        "/sejour/s99999",
        "/lit/b99999",
        "/lit/1",
        "/message/zzz",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("territoire"), "{path}");
    }
}

#[tokio::test]
async fn every_sheet_of_the_sample_hospital_can_be_drawn_in_both_languages() {
    let (app, mut browser) = desk().await;
    for lang in ["fr", "en"] {
        browser.post("/langue", &format!("lang={lang}&back=%2F")).await;
        for board in boards(&app) {
            assert_eq!(
                browser.get(&format!("/service/{}", board.ward)).await.status,
                StatusCode::OK
            );
            for tile in board.rooms.iter().flat_map(|room| &room.beds) {
                let page = browser.get(&format!("/lit/{}", tile.bed)).await;
                assert_eq!(page.status, StatusCode::OK);
                assert!(page.body.contains(&format!("<html lang=\"{lang}\"")));
                if let Some(stay) = occupant(&tile.face) {
                    assert_eq!(
                        browser.get(&format!("/sejour/{stay}")).await.status,
                        StatusCode::OK
                    );
                }
            }
        }
    }
}
