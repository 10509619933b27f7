//! What a screen weighs on the wire. Prints the figures; `-- --nocapture` shows them.

#[path = "common/samples.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod samples;

use std::sync::Arc;

use base::{Label, Zone};
use flate2::Compression;
use web::assets::{by_name, gzipped};
use web::board::{Look, draw, page};
use web::hub::{Shown, Stamp, Stamped, Topic};
use web::scene::Scene;
use web::visit::{Operator, Visit};
use web::words::{Lang, Words};

const KILOBYTE: usize = 1_024;

/// Every script that a page asks for, the worker included, compressed.
fn scripts_of(html: &str) -> usize {
    web::assets::scripts_of(html)
        .inspect(|it| println!("{}: {} bytes gzip", it.url, it.sent()))
        .map(web::assets::Asset::sent)
        .sum()
}

/// A wall has no other script: neither controls nor a worker.
/// The service worker is no part of a page: it is fetched once, in the background.
#[test]
fn the_service_worker_is_small() {
    let script = by_name("js/sw.js").and_then(|asset| asset.gzip());
    let size = script.map_or(0, bytes::Bytes::len);
    println!("sw.js: {size} bytes gzip");
    assert!((1..=4 * KILOBYTE).contains(&size), "{size}");
}

#[test]
fn a_wall_needs_one_script_of_three_kilobytes() {
    let script = by_name("js/wall.js").and_then(|asset| asset.gzip());
    let size = script.map_or(0, bytes::Bytes::len);
    println!("wall.js: {size} bytes gzip");
    assert!((1..=3 * KILOBYTE).contains(&size), "{size}");
}

#[test]
fn a_board_fits_in_fifteen_kilobytes_and_its_scripts_in_twelve() {
    for lang in Lang::ALL {
        let board = samples::busy_cardiology();
        let (words, zone, now) = (Words::of(lang), Zone::paris(), samples::now());
        let picture = draw(
            &board,
            &Scene {
                words,
                zone: &zone,
                now,
                still: false,
            },
        );
        let stamped = Stamped {
            topic: Topic::Ward(board.ward),
            stamp: Stamp {
                epoch: 1,
                revision: 1,
            },
        };
        let shown = Shown {
            title: picture.title,
            above: picture.above,
            html: picture.whole,
            beside: picture.beside,
            stamped,
        };
        let name = Label::new("Léa Martin").expect("a label");
        let operator = Some(Operator {
            person: base::id::PersonId::new(1),
            name,
        });
        let path = "/service/w4".to_owned();
        let visit = Visit {
            reserves: std::sync::Arc::default(),
            words,
            zone,
            now,
            operator,
            keys: true,
            part: false,
            path,
            screen: None,
            trouble: None,
            snapshot: Arc::default(),
            visitor: web::access::Visitor::courtesy(),
            cleared: None,
            client: None,
            menu: web::menu::Menu::default(),
            party: None,
        };
        let html = page(&visit, &shown, Look::default()).0.into_string();
        let size = gzipped(html.as_bytes(), Compression::new(5)).len();
        println!(
            "board of 30 beds, {}: {} bytes, {size} gzip",
            lang.tag(),
            html.len()
        );
        assert!(size <= 15 * KILOBYTE, "{size}");
        let scripts = scripts_of(&html);
        println!("all scripts of a board: {scripts} bytes gzip");
        assert!(scripts > 8 * KILOBYTE, "the scripts were not found");
        assert!(scripts <= 12 * KILOBYTE, "{scripts}");
    }
    let style = by_name("app.css").expect("the style sheet");
    println!(
        "style sheet: {} bytes gzip",
        style.gzip().map_or(0, bytes::Bytes::len)
    );
}
