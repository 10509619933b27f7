//! What a screen weighs on the wire. Prints the figures; `-- --nocapture` shows them.

#[path = "common/samples.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod samples;

use std::sync::Arc;

use base::{Label, Zone};
use flate2::Compression;
use web::assets::{by_name, gzipped};
use web::board::{draw, page};
use web::hub::{Shown, Stamp, Stamped, Topic};
use web::scene::Scene;
use web::visit::{Operator, Visit};
use web::words::{Lang, Words};

const KILOBYTE: usize = 1_024;

#[test]
fn all_scripts_fit_in_twelve_kilobytes() {
    let scripts = web::assets::NAMES
        .into_iter()
        .filter(|name| name.ends_with(".js"));
    let mut total = 0;
    for name in scripts {
        let size = by_name(name).map_or(0, |asset| asset.gzip.as_ref().unwrap_or(&asset.plain).len());
        assert!(size > 0, "{name} is empty");
        println!("{name}: {size} bytes gzip");
        total += size;
    }
    println!("all scripts: {total} bytes gzip");
    assert!(total <= 12 * KILOBYTE, "{total}");
}

#[test]
fn the_first_board_fits_in_fifteen_kilobytes() {
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
            stamped,
        };
        let name = Label::new("Léa Martin").expect("a label");
        let operator = Some(Operator {
            person: base::id::PersonId::new(1),
            name,
        });
        let path = "/service/w4".to_owned();
        let visit = Visit {
            words,
            zone,
            now,
            operator,
            part: false,
            path,
            trouble: None,
            snapshot: Arc::default(),
        };
        let html = page(&visit, &shown).0.into_string();
        let size = gzipped(html.as_bytes(), Compression::new(5)).len();
        println!(
            "board of 30 beds, {}: {} bytes, {size} gzip",
            lang.tag(),
            html.len()
        );
        assert!(size <= 15 * KILOBYTE, "{size}");
    }
    let style = by_name("app.css").expect("the style sheet");
    println!(
        "style sheet: {} bytes gzip",
        style.gzip.as_ref().map_or(0, bytes::Bytes::len)
    );
}
