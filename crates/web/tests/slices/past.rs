//! Back in time: the board as it was shown, the ways from one instant to the next, what may not be there.

use crate::hospital::{self, Hospital, Told};
use crate::visit::{Browser, golden};
use axum::http::StatusCode;
use base::id::{BedId, StayId};
use base::time::HOUR;
use base::{Moment, Zone};
use domain::bed::Hygiene;
use domain::command::{BoardCommand, Command};
use web::Config;

/// Told of at 14:05:32: the small hospital. At 16:05:32 its first patient is seen leaving, at 18:05:32 the bed is
/// being cleaned, at 20:05:32 somebody looks back.
async fn evening() -> Hospital {
    let hospital = Hospital::small().await;
    let (stay, bed) = (StayId::new(0), BedId::new(0));
    let at = hospital::now().plus(2 * HOUR);
    wait(&hospital, at);
    hospital
        .submit(Command::Board(BoardCommand::MarkLeft { stay, at }))
        .await;
    wait(&hospital, at.plus(2 * HOUR));
    hospital
        .submit(Command::Board(BoardCommand::MarkBed {
            bed,
            hygiene: Hygiene::Cleaning,
        }))
        .await;
    wait(&hospital, at.plus(4 * HOUR));
    hospital
}

fn wait(hospital: &Hospital, until: Moment) {
    hospital.app.clock().set(until);
}

/// The tile of the first bed.
fn tile(page: &str) -> &str {
    let from = page.find("<article id=\"b0\"").expect("the first bed");
    let rest = &page[from..];
    &rest[..rest.find("</article>").expect("its end")]
}

fn query(page: &str) -> &str {
    let from = page.find("data-query=\"").expect("the instant") + 12;
    let rest = &page[from..];
    &rest[..rest.find('"').expect("its end")]
}

#[tokio::test]
async fn the_board_of_an_afternoon_in_both_languages() {
    let hospital = evening().await;
    let browser = Browser::of(&hospital.app, Config::default());
    let path = "/service/w0/passe?a=2026-11-20T17:00";
    golden("past-fr", &browser.get(path).await.text);
    golden("past-en", &browser.english().get(path).await.text);
}

#[tokio::test]
async fn each_instant_shows_what_was_shown() {
    let hospital = evening().await;
    let browser = Browser::of(&hospital.app, Config::default());
    let at = async |time: &str| {
        let page = browser
            .get(&format!("/service/w0/passe?a=2026-11-20T{time}"))
            .await;
        assert_eq!(page.status, StatusCode::OK);
        page.text
    };
    assert!(
        at("14:00").await.contains("pas encore connu"),
        "nothing was known at 14:00"
    );
    assert!(
        tile(&at("15:00").await).contains("class=\"tile occ"),
        "there at 15:00"
    );
    assert!(
        tile(&at("17:00").await).contains("menage todo"),
        "to be cleaned at 17:00"
    );
    assert!(
        tile(&at("19:00").await).contains("tile menage\""),
        "being cleaned at 19:00"
    );
}

#[tokio::test]
async fn nothing_on_a_board_of_the_past_acts() {
    let hospital = evening().await;
    let browser = Browser::of(&hospital.app, Config::default());
    let live = browser.get("/service/w0").await.text;
    assert!(
        live.contains("method=\"post\" action=\"/lit/"),
        "the live board acts"
    );
    let past = browser.get("/service/w0/passe").await.text;
    let region = &past
        [past.find("id=\"region\"").expect("the board")..past.find("class=\"tabbar\"").expect("its end")];
    for way in [
        "<form",
        "method=\"post\"",
        "data-live",
        "href=\"/sejour/",
        "href=\"/lit/",
    ] {
        assert!(!region.contains(way), "{way}");
    }
    assert!(
        region.contains("href=\"/journal/sejour/"),
        "its links lead to journals"
    );
    assert!(!past.contains("data-topics"), "it follows nothing");
    assert!(past.contains("lecture seule"));
    // The tiles are those of the live board, but for their links and buttons.
    assert_eq!(past.matches("<article").count(), live.matches("<article").count());
}

#[tokio::test]
async fn one_goes_from_change_to_change() {
    let hospital = evening().await;
    let browser = Browser::of(&hospital.app, Config::default());
    let step = async |from: &str, way: &str| {
        let page = browser
            .get(&format!("/service/w0/passe?{from}&pas={way}"))
            .await
            .text;
        query(&page).to_owned()
    };
    let cleaned = step("a=2026-11-20T20:05", "precedent").await;
    assert_eq!(cleaned, "a=2026-11-20T18:05:32");
    let left = step(&cleaned, "precedent").await;
    assert_eq!(left, "a=2026-11-20T16:05:32");
    let came = step(&left, "precedent").await;
    assert_eq!(came, "a=2026-11-20T14:05:32");
    assert_eq!(step(&came, "suivant").await, left);
    assert_eq!(step("a=2026-11-20T17:00", "suivant").await, cleaned);
    // At both ends one stays where one is, and is told.
    let first = browser
        .get(&format!("/service/w0/passe?{came}&pas=precedent"))
        .await
        .text;
    assert_eq!(query(&first), came);
    assert!(first.contains("Aucun changement plus ancien"));
    let last = browser
        .get(&format!("/service/w0/passe?{cleaned}&pas=suivant"))
        .await
        .text;
    assert_eq!(query(&last), cleaned);
    assert!(last.contains("Aucun changement plus récent"));
}

#[tokio::test]
async fn a_change_elsewhere_is_no_change_here() {
    let hospital = evening().await;
    let browser = Browser::of(&hospital.app, Config::default());
    let page = browser
        .get("/service/w2/passe?a=2026-11-20T20:00&pas=precedent")
        .await
        .text;
    // Nothing happened in that ward since the afternoon.
    assert_eq!(query(&page), "a=2026-11-20T14:05:32");
}

#[tokio::test]
async fn our_script_gets_the_ribbon_and_the_board_alone() {
    let hospital = evening().await;
    let browser = Browser::of(&hospital.app, Config::default());
    let part = browser
        .part("/service/w0/passe?jour=2026-11-20&m=1020")
        .await
        .text;
    assert!(
        part.starts_with("<section class=\"past\" id=\"past\""),
        "{}",
        &part[..80]
    );
    assert_eq!(query(&part), "a=2026-11-20T17:00");
    assert!(part.contains("id=\"region\""));
    assert!(!part.contains("<html"));
}

#[tokio::test]
async fn what_cannot_be_shown_is_said() {
    let hospital = evening().await;
    let browser = Browser::of(&hospital.app, Config::default());
    assert_eq!(
        browser.get("/service/w99/passe").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        browser.get("/service/x/passe").await.status,
        StatusCode::NOT_FOUND
    );
    let unreadable = browser.get("/service/w0/passe?a=hier").await.text;
    assert!(unreadable.contains("illisible"));
    // The future is not shown: the present is.
    let future = browser.get("/service/w0/passe?a=2031-01-01T00:00").await.text;
    assert_eq!(query(&future), "a=2026-11-20T20:05:32");
    assert!(future.contains("data-now"));
}

#[tokio::test]
async fn in_the_night_of_25_hours_the_form_asks_which_hour() {
    let hospital = Hospital::small().await;
    wait(
        &hospital,
        Zone::paris()
            .moment("2027-11-02T12:00".parse().expect("a time"))
            .0,
    );
    let browser = Browser::of(&hospital.app, Config::default());
    let page = async |query: &str| browser.get(&format!("/service/w0/passe?{query}")).await.text;
    let second = page("a=2027-10-31T02:30&fois=2").await;
    assert_eq!(query(&second), "a=2027-10-31T02:30&amp;fois=2");
    assert!(second.contains("data-m=\"210\" data-last=\"1499\""));
    assert!(second.contains("<option value=\"2\" selected>"));
    assert!(second.contains("la seconde (heure d’hiver)"));
    let first = page("a=2027-10-31T02:30").await;
    assert!(first.contains("data-m=\"150\""));
    assert!(first.contains("<option value=\"1\" selected>"));
    // The other nights have one of each hour, and one night has one less.
    assert!(!page("a=2027-10-30T02:30").await.contains("name=\"fois\""));
    let skipped = page("a=2027-03-28T02:30").await;
    assert!(skipped.contains("n’a pas existé cette nuit-là"));
    assert_eq!(query(&skipped), "a=2027-03-28T03:30");
    assert!(skipped.contains("data-last=\"1379\""));
}

#[tokio::test]
async fn what_was_told_since_is_added_on_request() {
    let mut hospital = evening().await;
    // Told at 20:05 of a patient who came days ago into a bed that the board showed free.
    let told = Told {
        family: Some("RETARD"),
        days: 1,
        ..Told::of("4001", "111", "P")
    };
    let shown = "/service/w0/passe?a=2026-11-20T17:00";
    hospital.admit(&told).await;
    let browser = Browser::of(&hospital.app, Config::default());
    assert!(
        !browser.get(shown).await.text.contains("RETARD"),
        "it was not on the wall"
    );
    let known = browser.get(&format!("{shown}&vu=corrige")).await.text;
    assert!(known.contains("Ce que nous savons aujourd’hui du"));
    assert_eq!(query(&known), "a=2026-11-20T17:00&amp;vu=corrige");
    assert!(known.contains("RETARD"), "it is known today");
}
