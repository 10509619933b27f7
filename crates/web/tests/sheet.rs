//! The downtime sheet and the files of the downtime folder.
//!
//! `UPDATE_GOLDEN=1 cargo test -p web --test sheet` writes the golden files again; `LOOK=FOLDER` leaves PDFs and HTML
//! there to be looked at.

#[path = "common/samples.rs"]
mod samples;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use base::{Code, Zone};
use domain::care::{Mobility, Need};
use domain::view::board::{CareView, Face, ShownName, Waiting, WardBoard};
use domain::view::sheet::WardSheet;
use pack::Row;
use web::scene::Scene;
use web::sheet::{file, fill};
use web::words::{Lang, Words};

fn words_of(board: WardBoard, lang: Lang) -> pack::Sheet {
    let numbers: BTreeMap<_, _> = board
        .stays()
        .map(|it| (it.stay, format!("80012{:05}", it.stay.index())))
        .collect();
    let scene = Scene {
        words: Words::of(lang),
        zone: &Zone::paris(),
        now: samples::now(),
        still: true,
    };
    let heard = samples::at("2026-11-20T14:03:10");
    fill(&WardSheet { board, numbers }, &scene, Some(heard))
}

/// The ward of the mock-ups, with what its team says of some patients.
fn cared_for() -> WardBoard {
    let mut board = samples::busy_cardiology();
    let set = domain::precaution::preset();
    let tiles = board.rooms.iter_mut().flat_map(|room| &mut room.beds);
    let occupied = tiles.filter_map(|tile| match &mut tile.face {
        Face::Occupied(stay) => Some(stay),
        _ => None,
    });
    for (place, stay) in occupied.enumerate() {
        stay.care = CareView {
            precautions: set
                .iter()
                .skip(place % 6)
                .take(usize::from(place < 8))
                .map(Arc::clone)
                .collect(),
            telemetry: place
                .is_multiple_of(3)
                .then(|| Code::new(&format!("{:02}", place + 1)).expect("code")),
            mobility: (place % 4 == 1).then_some(Mobility::Wheelchair),
            needs: Need::ALL
                .into_iter()
                .skip(place % 5)
                .take(usize::from(place % 2 == 0))
                .collect(),
            waiting: (place == 4).then(|| Waiting {
                since: samples::at("2026-11-17T09:00"),
                days: 3,
                destination: Some(domain::movement::Destination::Rehab),
                reason: Some(samples::label("Place SMR")),
            }),
            ..CareView::default()
        };
    }
    board
}

/// Compares with the golden file of that name, or writes it.
fn check(name: &str, found: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    let style = format!("<style>{}</style>", web::assets::sheet_style());
    assert!(found.contains(&style), "a file carries its own style");
    let found = found.replace(&style, "<style></style>").replace("><", ">\n<") + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&file, found).expect("a golden file");
        return;
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        expected == found,
        "{name} differs: run with UPDATE_GOLDEN=1 and look at the difference"
    );
}

#[test]
fn every_state_of_a_bed_reads_on_paper_as_agreed() {
    for lang in Lang::ALL {
        let sheet = words_of(samples::every_face(), lang);
        check(
            &format!("sheet-faces.{}.html", lang.tag()),
            &file(&sheet, "index.html", "index").into_string(),
        );
    }
}

#[test]
fn a_whole_ward_reads_on_paper_as_agreed() {
    for lang in Lang::ALL {
        let sheet = words_of(cared_for(), lang);
        check(
            &format!("sheet-ward.{}.html", lang.tag()),
            &file(&sheet, "index.html", "index").into_string(),
        );
    }
}

#[test]
fn the_ward_of_the_mock_fits_one_page() {
    let sheet = words_of(samples::cardiology(), Lang::Fr);
    let beds = sheet.rows.iter().filter(|row| !matches!(row, Row::Title(_)));
    assert!(beds.count() >= 30);
    assert_eq!(pack::pages(&sheet).len(), 1);
    assert_eq!(pack::pages(&words_of(cared_for(), Lang::Fr)).len(), 1);
}

#[test]
fn every_mark_on_the_sheet_is_told_in_its_legend_and_no_other() {
    use std::collections::BTreeSet;
    let key = |mark: &pack::Mark| match mark {
        pack::Mark::Plain(word) => word.split(' ').next().unwrap_or_default().to_owned(),
        other => format!("{other:?}"),
    };
    for lang in Lang::ALL {
        let sheet = words_of(cared_for(), lang);
        let used: BTreeSet<String> = sheet
            .rows
            .iter()
            .filter_map(|row| match row {
                Row::Person(person) => Some(person),
                Row::Title(_) | Row::Bed { .. } | Row::Note { .. } => None,
            })
            .flat_map(|person| person.marks.iter().map(key))
            .collect();
        let told: BTreeSet<String> = sheet
            .legend
            .iter()
            .filter(|(mark, _)| !matches!(mark, pack::Mark::Letters(_)))
            .map(|(mark, _)| key(mark))
            .collect();
        assert_eq!(used, told);
        assert!(used.len() > 12, "the sample shows most of them");
    }
}

#[test]
fn no_day_is_written_as_today_on_paper() {
    for (lang, words) in [
        (Lang::Fr, ["auj.", "hier", "dem."]),
        (Lang::En, ["today", "yesterday", "tomorrow"]),
    ] {
        for board in [cared_for(), samples::every_face()] {
            for row in words_of(board, lang).rows {
                if let Row::Person(person) = row {
                    for word in words {
                        assert!(
                            !person.leaving.contains(word) && !person.next.contains(word),
                            "{person:?}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_masked_name_stays_hidden_and_its_number_serves() {
    let sheet = words_of(samples::every_face(), Lang::Fr);
    let masked = samples::every_face()
        .stays()
        .find(|it| it.name == ShownName::Masked)
        .map(|it| format!("80012{:05}", it.stay.index()));
    let masked = masked.expect("a masked stay in the sample");
    let line = sheet.rows.iter().find_map(|row| match row {
        Row::Person(person) if person.number == masked => Some(person),
        _ => None,
    });
    assert_eq!(line.expect("its line").family, "Identité masquée");
}

#[test]
fn look() {
    let Some(folder) = std::env::var_os("LOOK").map(PathBuf::from) else {
        return;
    };
    for (name, board) in [
        ("cardio", samples::cardiology()),
        ("cared", cared_for()),
        ("faces", samples::every_face()),
    ] {
        let sheet = words_of(board, Lang::Fr);
        std::fs::write(folder.join(format!("{name}.pdf")), pack::pdf::draw(&sheet)).expect("written");
        let html = file(&sheet, "index.html", "index").into_string();
        std::fs::write(folder.join(format!("{name}.html")), html).expect("written");
    }
}
