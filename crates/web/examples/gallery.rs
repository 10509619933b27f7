//! Writes sample pages and the front-end files into a folder, to be looked at in a browser.
//!
//! `cargo run -p web --example gallery -- FOLDER`, then serve the folder: `python3 -m http.server -d FOLDER`.

#[path = "../tests/common/samples.rs"]
mod samples;

use std::error::Error;
use std::path::Path;

use base::{Label, Zone};
use domain::board_config::BoardView;
use domain::display::{DisplaySettings, Masking};
use domain::view::board::{StayView, WardBoard};
use web::board::{Look, Order, draw, draw_view, page, page_of_view};
use web::hub::{Screen, Shown, Stamp, Stamped, Topic, Wall};
use web::scene::Scene;
use web::visit::{Operator, Visit};
use web::words::{Lang, Words};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "target/gallery".to_owned());
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("assets"))?;
    for asset in web::assets::all() {
        std::fs::write(folder.join(asset.url.trim_start_matches('/')), &asset.plain)?;
    }
    for (name, board) in [
        ("board", samples::cardiology()),
        ("busy", samples::busy_cardiology()),
        ("faces", samples::every_face()),
        ("empty", samples::board(vec![])),
        ("big", big()),
    ] {
        for lang in Lang::ALL {
            let file = folder.join(format!("{name}-{}.html", lang.tag()));
            std::fs::write(file, whole_page(&board, lang, BoardView::Plan))?;
        }
    }
    for (name, screen) in [
        ("hd", Screen::USUAL),
        ("4k", Screen::new(3_840, 2_160)),
        ("portrait", Screen::new(1_080, 1_920)),
    ] {
        for masking in Masking::ALL {
            let settings = DisplaySettings {
                masking,
                ..DisplaySettings::default()
            };
            for (ward, board) in [("mock", samples::cardiology()), ("faces", samples::every_face())] {
                let file = folder.join(format!("wall-{ward}-{name}-{masking:?}.html"));
                std::fs::write(file, wall_page(&board, settings, screen))?;
            }
        }
    }
    for (view, name) in [
        (BoardView::List, "list"),
        (BoardView::Outgoing, "outgoing"),
        (BoardView::Incoming, "incoming"),
        (BoardView::Handover, "handover"),
    ] {
        let html = whole_page(&samples::busy_cardiology(), Lang::Fr, view);
        std::fs::write(folder.join(format!("{name}-fr.html")), html)?;
    }
    println!("{}", folder.display());
    Ok(())
}

/// A wall as it is before its script hears anything.
fn wall_page(board: &WardBoard, settings: DisplaySettings, screen: Screen) -> String {
    let (words, zone, now) = (Words::of(Lang::Fr), Zone::paris(), samples::now());
    let scene = Scene {
        words,
        zone: &zone,
        now,
        still: true,
    };
    let picture = web::wall::draw(board, &settings, screen, &scene);
    let topic = Topic::Wall(Wall {
        ward: board.ward,
        settings,
        screen,
    });
    let stamp = Stamp {
        epoch: 1,
        revision: 1,
    };
    let shown = Shown {
        title: picture.title,
        above: picture.above,
        html: picture.whole,
        beside: picture.beside,
        stamped: Stamped { topic, stamp },
    };
    web::wall::page(words, &shown, "0", "Europe/Paris", now)
        .0
        .into_string()
}

/// The sample ward half as big again: 48 beds.
fn big() -> WardBoard {
    let mut board = samples::cardiology();
    let more: Vec<_> = board.rooms.iter().take(12).cloned().collect();
    board.rooms.extend(more);
    board
}

fn whole_page(board: &WardBoard, lang: Lang, view: BoardView) -> String {
    let (words, zone, now) = (Words::of(lang), Zone::paris(), samples::now());
    let scene = Scene {
        words,
        zone: &zone,
        now,
        still: false,
    };
    let picture = match view {
        BoardView::Plan => draw(board, &scene),
        BoardView::List | BoardView::Outgoing | BoardView::Incoming | BoardView::Handover => {
            let number = |stay: &StayView| Some(format!("80{:04}", stay.patient.number()));
            draw_view(board, &scene, view, &number, Order::default())
        }
    };
    let stamp = Stamp {
        epoch: 1,
        revision: 1,
    };
    let stamped = Stamped {
        topic: Topic::of(board.ward, view),
        stamp,
    };
    let shown = Shown {
        title: picture.title,
        above: picture.above,
        html: picture.whole,
        beside: picture.beside,
        stamped,
    };
    let name = Label::new("Léa Martin").expect("a label");
    let visit = Visit {
        reserves: std::sync::Arc::default(),
        words,
        zone,
        now,
        operator: Some(Operator {
            person: base::id::PersonId::new(1),
            name,
        }),
        keys: true,
        part: false,
        path: "/service/w4".to_owned(),
        screen: None,
        trouble: None,
        snapshot: std::sync::Arc::default(),
        visitor: web::access::Visitor::courtesy(),
        cleared: None,
        client: None,
        menu: web::menu::Menu::default(),
        party: None,
    };
    let page = match view {
        BoardView::Plan => page(&visit, &shown, Look::default()),
        BoardView::List | BoardView::Outgoing | BoardView::Incoming | BoardView::Handover => {
            page_of_view(&visit, &shown, view, Look::default())
        }
    };
    page.0.into_string()
}
