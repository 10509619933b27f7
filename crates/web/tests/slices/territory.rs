//! The home page: what it shows of a small hospital, a large one and an empty one.

use crate::hospital::{self, Hospital, Told, label};
use crate::visit::{Browser, golden};
use axum::http::StatusCode;
use domain::bed::Hygiene;
use domain::command::{BoardCommand, Command, StructureCommand};
use flate2::Compression;
use web::Config;

fn config() -> Config {
    Config {
        mllp: Some("chevet.hopital.example:2575".into()),
        ..Config::default()
    }
}

#[tokio::test]
async fn a_small_hospital_in_both_languages() {
    let hospital = Hospital::small().await;
    let french = Browser::of(&hospital.app, config());
    golden("territory-small-fr", &french.get("/").await.text);
    golden("territory-small-en", &french.english().get("/").await.text);
}

#[tokio::test]
async fn a_new_server_says_how_to_begin() {
    let hospital = Hospital::empty();
    let browser = Browser::of(&hospital.app, config());
    let page = browser.get("/").await.text;
    golden("territory-empty-fr", &page);
    for way in [
        "chevet.hopital.example:2575",
        "chevet import structure",
        "chevet demo",
    ] {
        assert!(page.contains(way), "{way}");
    }
    let closed = Browser::of(&hospital.app, Config::default()).get("/").await.text;
    assert!(closed.contains("--mllp-port"), "without a port, how to open one");
    golden("territory-empty-en", &browser.english().get("/").await.text);
}

#[tokio::test]
async fn sixty_wards_stay_light() {
    let hospital = Hospital::large().await;
    let page = Browser::of(&hospital.app, config()).get("/").await.text;
    assert_eq!(page.matches("role=\"row\" data-text").count(), 61);
    let sent = web::assets::gzipped(page.as_bytes(), Compression::new(5)).len();
    assert!(sent < 20_000, "{sent} bytes");
}

#[tokio::test]
async fn the_list_sorts_and_narrows_without_script() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, config());
    let page = browser.get("/?tri=libres").await.text;
    let place = |name: &str| {
        page.find(&format!("<b>{name}</b>"))
            .unwrap_or_else(|| panic!("{name} is missing"))
    };
    assert!(
        place("Réanimation") < place("Cardiologie A"),
        "most free beds first"
    );
    assert!(page.contains("aria-sort=\"descending\""));
    let page = browser.get("/?voir=a-confirmer").await.text;
    assert!(page.contains("<b>UF 9900</b>") && !page.contains("<b>Réanimation</b>"));
    let page = browser.post("/", &[("q", "geriatrie")]).await.text;
    assert!(
        page.contains("<b>Gériatrie aiguë</b>") && !page.contains("<b>Réanimation</b>"),
        "accents do not matter"
    );
    let page = browser.post("/", &[("q", "aucun nom pareil")]).await.text;
    assert!(page.contains("Aucun service ne répond"));
    assert!(
        !page.contains("href=\"/?q="),
        "what was typed stands in no address"
    );
}

#[tokio::test]
async fn sorted_lines_are_the_live_ones_and_keep_their_names() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, config());
    let (plain, sorted) = (
        browser.get("/").await.text,
        browser.get("/?tri=sorties").await.text,
    );
    let line = |page: &str| {
        let start = page.find("<div class=\"wr\" id=\"w2\"").expect("a line");
        let rest = page.get(start..).unwrap_or_default();
        rest.get(..rest.find("</div>").expect("its end"))
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(line(&plain), line(&sorted));
    assert!(sorted.contains("id=\"region-asked\"") && !sorted.contains("id=\"region\""));
    assert!(
        sorted.contains("data-topics=\"territory@"),
        "it is kept up to date too"
    );
}

#[tokio::test]
async fn a_name_made_of_markup_is_text() {
    let hospital = Hospital::small().await;
    let attack = "<script>alert(1)</script>\"'><img src=x>";
    let ward = base::id::WardId::new(0);
    let command = StructureCommand::RenameWard {
        ward,
        name: label(attack),
        specialty: Some(label(attack)),
    };
    hospital.submit(Command::Structure(command)).await;
    let browser = Browser::of(&hospital.app, config());
    for page in [
        "/",
        "/?tri=libres",
        "/structure",
        "/structure/service/w0",
        "/messages?vue=doutes",
    ] {
        let answer = browser.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(
            !answer.text.contains("<script>alert") && !answer.text.contains("<img"),
            "{page}"
        );
    }
}

#[tokio::test]
async fn a_patient_in_a_unit_nobody_named_makes_a_ward_to_confirm() {
    let mut hospital = Hospital::empty();
    hospital.admit(&Told::of("7777", "3", "A")).await;
    let page = Browser::of(&hospital.app, config()).get("/").await.text;
    assert!(page.contains("UF 7777") && page.contains("à confirmer"));
    assert!(!page.contains("Bienvenue"));
}

#[tokio::test]
async fn m39_a_silent_sender_is_said_on_top_and_in_the_rail() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, config());
    assert!(!browser.get("/").await.text.contains("muet depuis"));
    hospital
        .app
        .clock()
        .set(hospital::now().plus(30 * base::time::MINUTE));
    let page = browser.get("/").await.text;
    assert!(
        page.contains("GAM · CH BEL-ORME muet depuis 14:04</b> (31\u{a0}min)"),
        "who, since when, how long"
    );
    assert!(page.contains("Vérifiez l’interface"), "and what to do");
    golden("territory-silent-fr", &page);
}

#[tokio::test]
async fn one_bed_changes_four_pieces_of_the_live_picture() {
    let hospital = Hospital::small().await;
    let words = web::words::Words::of(web::words::Lang::Fr);
    let before = web::territory::picture(&hospital.app, None, words);
    // A free bed of the first ward.
    let bed = base::id::BedId::new(23);
    let mark = BoardCommand::MarkBed {
        bed,
        hygiene: Hygiene::ToClean,
    };
    hospital.submit(Command::Board(mark)).await;
    let after = web::territory::picture(&hospital.app, None, words);
    assert!(after.is_shaped_as(&before));
    let pairs = before.pieces.iter().zip(&after.pieces);
    let changed: Vec<&str> = pairs
        .filter(|(old, new)| old != new)
        .map(|(old, _)| old.id.as_str())
        .collect();
    // The sums, how many wards have a free bed, the site, the ward.
    assert_eq!(changed, ["sum", "chips", "x0", "w0"]);
}
