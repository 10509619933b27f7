//! The page of the downtime sheet, its PDF, and what the downtime folder is given.

use crate::hospital::{self, Hospital, Told};
use crate::visit::Browser;
use axum::http::{StatusCode, header};
use base::id::BedId;
use base::time::{HOUR, MINUTE};
use domain::bed::Hygiene;
use domain::command::{BoardCommand, Command};
use web::Config;
use web::sheet::{Press, Printed};
use web::words::{Lang, Words};

fn print(press: &mut Press, hospital: &Hospital) -> Printed {
    let app = &hospital.app;
    press.print(
        &app.snapshot(),
        &app.zone(),
        app.now(),
        web::sheet::heard(app),
        None,
    )
}

fn text(printed: &Printed, name: &str) -> String {
    let file = printed.files.iter().find(|it| it.name() == name);
    let file = file.unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8_lossy(file.bytes()).into_owned()
}

async fn mark(hospital: &Hospital, bed: u32) {
    let bed = BedId::new(bed);
    let hygiene = Hygiene::ToClean;
    let mark = BoardCommand::MarkBed { bed, hygiene };
    hospital.submit(Command::Board(mark)).await;
}

#[tokio::test]
async fn a_board_leads_to_its_sheet_and_the_sheet_to_its_pdf() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, Config::default());
    assert!(
        browser
            .get("/service/w1")
            .await
            .text
            .contains("href=\"/service/w1/feuille\"")
    );
    let page = browser.get("/service/w1/feuille").await.text;
    for part in [
        "data-print",
        "href=\"/service/w1/feuille.pdf\"",
        "À reporter après la panne",
        "99000",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(
        page.contains("Aucun dossier de secours"),
        "and that nobody writes a folder"
    );
    let pdf = browser.get("/service/w1/feuille.pdf").await;
    assert_eq!(pdf.headers[header::CONTENT_TYPE], "application/pdf");
    assert_eq!(
        pdf.headers[header::CONTENT_DISPOSITION],
        "attachment; filename=\"feuille-cardiologie-b.pdf\""
    );
    assert_eq!(pdf.headers[header::CACHE_CONTROL], "no-store");
    assert!(pdf.text.starts_with("%PDF-"));
    for gone in [
        "/service/w99/feuille",
        "/service/w99/feuille.pdf",
        "/service/x/feuille",
    ] {
        assert_eq!(browser.get(gone).await.status, StatusCode::NOT_FOUND, "{gone}");
    }
    let english = browser.english().get("/service/w1/feuille").await.text;
    assert!(english.contains("To enter after the outage") && !english.contains("À reporter"));
}

#[tokio::test]
async fn b03_a_folder_in_trouble_is_said_on_the_home_page_and_on_the_sheet() {
    let hospital = Hospital::small().await;
    let status = pack::Status::default();
    let config = Config {
        downtime: Some(status.clone()),
        ..Config::default()
    };
    let browser = Browser::of(&hospital.app, config);
    assert!(
        !browser
            .get("/")
            .await
            .text
            .contains("Dossier de secours en panne")
    );
    status.failed(hospital::now(), "disque plein".into());
    for page in ["/", "/service/w1/feuille"] {
        let page = browser.get(page).await.text;
        assert!(page.contains("Dossier de secours en panne depuis 14:05"));
        assert!(page.contains("disque plein"));
    }
    let metrics = browser.get("/metrics").await.text;
    assert!(metrics.contains("chevet_downtime_ok 0\n"), "{metrics}");
    status.written(hospital::now().plus(-MINUTE), 7);
    assert!(!browser.get("/").await.text.contains("en panne"));
    let metrics = browser.get("/metrics").await.text;
    assert!(metrics.contains("chevet_downtime_ok 1\n"));
    assert!(metrics.contains("chevet_downtime_age_seconds 60\n"));
}

#[tokio::test]
async fn everybody_is_found_by_name_and_by_bed_in_the_folder() {
    let hospital = Hospital::small().await;
    let mut press = Press::new(Words::of(Lang::Fr));
    let printed = print(&mut press, &hospital);
    // Five wards, one that a feed discovered, two files each, and the first page.
    assert_eq!((printed.wards, printed.renewed, printed.files.len()), (6, 6, 13));
    let index = text(&printed, "index.html");
    let state = &hospital.app.snapshot().state;
    for ward in &state.wards {
        let board =
            domain::view::board::ward_board(state, &hospital.app.snapshot().vault, ward.id, hospital::now());
        for stay in board.expect("a board").stays() {
            let domain::view::board::ShownName::Full { family, given } = &stay.name else {
                panic!("the sample hides nobody");
            };
            assert!(
                index.contains(&format!("<b>{family} {given}</b>")),
                "{family} {given}"
            );
        }
    }
    for link in ["cardiologie-b-w1.html", "cardiologie-b-w1.pdf"] {
        assert!(index.contains(&format!("href=\"{link}\"")), "{link}");
        assert!(text(&printed, link).len() > 5_000, "{link}");
    }
    // No file leads out of its folder, and none runs a script.
    for file in printed.files.iter().filter(|it| it.name().ends_with(".html")) {
        let page = String::from_utf8_lossy(file.bytes());
        assert!(
            !page.contains("<script") && !page.contains("://"),
            "{}",
            file.name()
        );
        assert!(!page.contains("href=\"/"), "{}", file.name());
    }
}

#[tokio::test]
async fn a_ward_that_did_not_change_is_not_made_again() {
    let mut hospital = Hospital::small().await;
    let mut press = Press::new(Words::of(Lang::Fr));
    let first = print(&mut press, &hospital);
    let same = print(&mut press, &hospital);
    assert_eq!(same.renewed, 0);
    assert_eq!(first.files, same.files);
    // One bed of one ward.
    mark(&hospital, 23).await;
    let one = print(&mut press, &hospital);
    assert_eq!(one.renewed, 1);
    let changed: Vec<&str> = same
        .files
        .iter()
        .zip(&one.files)
        .filter(|(old, new)| old != new)
        .map(|(old, _)| old.name())
        .collect();
    assert_eq!(
        changed,
        ["index.html", "cardiologie-a-w0.html", "cardiologie-a-w0.pdf"]
    );
    // The hour of paper is believed: after an hour, and on another day, every sheet is made anew.
    hospital.app.clock().set(hospital::now().plus(30 * MINUTE));
    assert!(print(&mut press, &hospital).renewed < 6);
    hospital.app.clock().set(hospital::now().plus(2 * HOUR));
    assert_eq!(print(&mut press, &hospital).renewed, 6);
    // A new ward joins.
    hospital.admit(&Told::of("9901", "12", "L")).await;
    assert_eq!(print(&mut press, &hospital).wards, 7);
}
