//! Every state of a bed in both languages, as files a stranger can read.
//!
//! `UPDATE_GOLDEN=1 cargo test -p web --test golden` writes them again; look at the difference before committing.

#[path = "common/kinds.rs"]
mod kinds;
#[path = "common/samples.rs"]
mod samples;

use std::path::PathBuf;

use base::Zone;
use domain::board_config::BoardView;
use domain::view::board::WardBoard;
use web::board::{Order, draw, draw_view};
use web::hub::Picture;
use web::scene::Scene;
use web::words::{Lang, Words};

fn picture(board: &WardBoard, lang: Lang) -> Picture {
    draw(
        board,
        &Scene {
            words: Words::of(lang),
            zone: &Zone::paris(),
            now: samples::now(),
            still: false,
        },
    )
}

/// Compares with the golden file of that name, or writes it.
fn check(name: &str, found: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    // Names of files change with their content: not what is tested here.
    let icons = web::assets::icons();
    let found = found.replace(icons, "/assets/icons.svg").replace("><", ">\n<") + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder of golden files");
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
fn the_sample_shows_everything_that_a_board_can_show() {
    let board = samples::every_face();
    let any = board.stays().next().expect("somebody");
    let shown = kinds::shown_on(&board);
    let missing: Vec<String> = kinds::everything(any).difference(&shown).cloned().collect();
    assert!(
        missing.is_empty(),
        "the sample (common/faces.rs) lacks {missing:?}: no golden file shows them"
    );
}

#[test]
fn every_face_of_a_bed_reads_as_agreed() {
    for lang in Lang::ALL {
        let picture = picture(&samples::every_face(), lang);
        let pieces: Vec<String> = picture.pieces.iter().map(|piece| piece.html.clone()).collect();
        check(&format!("faces.{}.html", lang.tag()), &pieces.join("\n\n"));
    }
}

#[test]
fn a_whole_ward_reads_as_agreed() {
    for lang in Lang::ALL {
        check(
            &format!("ward.{}.html", lang.tag()),
            &picture(&samples::busy_cardiology(), lang).whole,
        );
    }
}

#[test]
fn a_ward_without_beds_says_what_to_do() {
    check("empty.fr.html", &picture(&samples::board(vec![]), Lang::Fr).whole);
}

/// The views beside the plan, and the name of their golden files.
const VIEWS: [(BoardView, &str); 4] = [
    (BoardView::List, "list"),
    (BoardView::Outgoing, "outgoing"),
    (BoardView::Incoming, "incoming"),
    (BoardView::Handover, "handover"),
];

fn view(board: &WardBoard, view: BoardView, lang: Lang, order: Order) -> Picture {
    let scene = Scene {
        words: Words::of(lang),
        zone: &Zone::paris(),
        now: samples::now(),
        still: false,
    };
    draw_view(
        board,
        &scene,
        view,
        &|stay| Some(format!("80{:04}", stay.patient.number())),
        order,
    )
}

#[test]
fn every_view_of_every_state_reads_as_agreed() {
    for (of, name) in VIEWS {
        for lang in Lang::ALL {
            for (sample, board) in [
                ("faces", samples::every_face()),
                ("ward", samples::busy_cardiology()),
            ] {
                let picture = view(&board, of, lang, Order::default());
                check(
                    &format!("view-{name}-{sample}.{}.html", lang.tag()),
                    &picture.whole,
                );
            }
        }
        let nobody = view(&samples::board(vec![]), of, Lang::Fr, Order::default());
        check(&format!("view-{name}-empty.fr.html"), &nobody.whole);
    }
}

#[test]
fn a_list_is_put_in_any_order_and_the_unknown_comes_last() {
    let board = samples::busy_cardiology();
    let names = |by: &str, sense: &str| -> Vec<String> {
        let order = Order::of(Some(by), Some(sense));
        let picture = view(&board, BoardView::List, Lang::Fr, order);
        assert!(picture.whole.contains("id=\"region-asked\""), "{by}");
        let cells = picture.whole.split("c-who\" data-th=\"Patient\">").skip(1);
        cells
            .map(|cell| {
                let text = cell.split("</td>").next().unwrap_or_default();
                let name = text.split("<b>").nth(1).unwrap_or_default();
                name.split("</b>").next().unwrap_or_default().to_owned()
            })
            .collect()
    };
    let (up, down) = (names("patient", "asc"), names("patient", "desc"));
    assert_eq!(up[..3], ["ADAM", "AUBERT", "BENALI"]);
    assert_eq!(down[..3], ["WAGNER", "TRAORÉ", "SCHMITT"]);
    // Five beds without anybody, and the one where two are claimed.
    let empty = |names: &[String]| names[names.len() - 6..].iter().filter(|it| it.is_empty()).count();
    assert_eq!(
        (empty(&up), empty(&down)),
        (5, 5),
        "what is not known comes last either way"
    );
    assert_eq!(names("age", "desc")[0], "NOËL");
    assert_eq!(names("jours", "desc")[0], "FERRY");
    assert_eq!(Order::of(Some("n'importe"), None), Order::default());
}

#[test]
fn every_piece_is_one_element_with_its_id_and_lies_in_the_whole() {
    for board in [samples::every_face(), samples::busy_cardiology()] {
        let picture = picture(&board, Lang::Fr);
        for piece in &picture.pieces {
            assert!(
                piece.html.contains(&format!("id=\"{}\"", piece.id)),
                "{}",
                piece.id
            );
            assert_eq!(picture.whole.matches(&piece.html).count(), 1, "{}", piece.id);
        }
        for (of, _) in VIEWS {
            let picture = view(&board, of, Lang::Fr, Order::default());
            for piece in &picture.pieces {
                assert!(
                    piece.html.contains(&format!("id=\"{}\"", piece.id)),
                    "{}",
                    piece.id
                );
                assert_eq!(picture.whole.matches(&piece.html).count(), 1, "{}", piece.id);
            }
        }
    }
}

#[test]
fn time_alone_changes_only_what_shows_time() {
    let board = samples::cardiology();
    let zone = Zone::paris();
    let at = |minutes| {
        let now = samples::now().plus(minutes * base::time::MINUTE);
        draw(
            &board,
            &Scene {
                words: Words::of(Lang::Fr),
                zone: &zone,
                now,
                still: false,
            },
        )
    };
    let (before, after) = (at(0), at(1));
    let pairs = before.pieces.iter().zip(&after.pieces);
    let changed: Vec<_> = pairs
        .filter(|(one, two)| one != two)
        .map(|(one, _)| one.id.as_str())
        .collect();
    // Only the overdue departure of bed 418 counts minutes.
    assert_eq!(changed, ["b25"]);
}
