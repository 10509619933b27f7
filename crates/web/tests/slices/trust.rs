//! The trust pages, and both clocks in the drawer, of a small hospital.

use crate::hospital::Hospital;
use crate::visit::{Browser, golden};
use domain::command::{BoardCommand, Command};
use web::Config;

#[tokio::test]
async fn the_trust_pages_in_both_languages() {
    let hospital = Hospital::small().await;
    let french = Browser::of(&hospital.app, Config::default());
    let english = Browser::of(&hospital.app, Config::default()).english();
    golden("trust-all-fr", &french.get("/confiance").await.text);
    golden("trust-all-en", &english.get("/confiance?periode=28j").await.text);
    golden("trust-ward-fr", &french.get("/service/w1/confiance").await.text);
    golden(
        "trust-ward-en",
        &english
            .get("/service/w1/confiance?periode=24h&heures=12")
            .await
            .text,
    );
}

#[tokio::test]
async fn a_ward_that_does_not_exist_and_choices_nobody_offers() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, Config::default());
    assert_eq!(browser.get("/service/w99/confiance").await.status, 404);
    // Around the content, the page links to itself.
    let content = |page: String| {
        let (_, rest) = page.split_once("<main")?;
        rest.split_once("</main>").map(|(content, _)| content.to_owned())
    };
    let usual = content(browser.get("/service/w1/confiance").await.text);
    let odd = content(
        browser
            .get("/service/w1/confiance?periode=siecle&heures=-3")
            .await
            .text,
    );
    assert!(usual.is_some());
    assert_eq!(odd, usual, "what is not offered is what is usual");
}

#[tokio::test]
async fn the_table_ranks_nobody() {
    let hospital = Hospital::small().await;
    let page = Browser::of(&hospital.app, Config::default())
        .get("/confiance")
        .await
        .text;
    let places: Vec<_> = ["/service/w0/", "/service/w1/", "/service/w2/"]
        .iter()
        .map(|it| page.find(it).expect("every ward"))
        .collect();
    assert!(places.is_sorted(), "in the order of the wards");
}

#[tokio::test]
async fn both_clocks_stand_side_by_side_in_the_drawer() {
    let hospital = Hospital::small().await;
    let state = hospital.app.snapshot();
    let now = hospital.app.now();
    let stay = state
        .state
        .stays
        .iter()
        .find(|stay| state.state.is_present(stay, now) && state.state.passages(stay).len() == 1)
        .expect("somebody")
        .id;
    let at = now.plus(-10 * base::time::MINUTE);
    hospital
        .submit(Command::Board(BoardCommand::MarkArrived { stay, at }))
        .await;
    let browser = Browser::of(&hospital.app, Config::default());
    let page = browser.get(&format!("/sejour/{stay}")).await.text;
    assert!(page.contains("Deux horloges"), "the section");
    assert!(page.contains("vu auj. 13\u{a0}h\u{a0}55 · GAP"), "{page}");
    let page = browser.english().get(&format!("/sejour/{stay}")).await.text;
    assert!(page.contains("seen today 13:55 · ADT"), "{page}");
}
