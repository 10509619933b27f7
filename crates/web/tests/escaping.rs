//! A name is text, whatever it looks like.

#[path = "common/samples.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod samples;

use std::sync::Arc;

use base::Zone;
use domain::identity::Sex;
use domain::view::board::{Face, ShownName};
use web::board::draw;
use web::scene::Scene;
use web::words::{Lang, Words};

const NASTY: [&str; 5] = [
    "<script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "'><img src=x onerror=alert(1)>",
    "</article><article id=b1>",
    "&lt;b&gt;",
];

#[test]
fn no_name_becomes_markup() {
    for nasty in NASTY {
        let mut stay = samples::stay(1, "NOM Prénom", Sex::Female, 40, 0, 1);
        stay.name = ShownName::Full {
            family: nasty.into(),
            given: nasty.into(),
        };
        if let Some(doctor) = &mut stay.doctor {
            let doctor = Arc::make_mut(doctor);
            doctor.name = nasty.into();
            doctor.monogram = nasty.into();
        }
        let faces = [
            Face::Occupied(Box::new(stay.clone())),
            Face::Reserved(Box::new(stay.clone())),
            Face::OnLeave {
                stay: Box::new(stay.clone()),
                back_at: None,
            },
            Face::Disputed(vec![stay.clone(), stay.clone()]),
        ];
        let tiles = faces
            .into_iter()
            .zip(1..)
            .map(|(face, number)| samples::tile(number, nasty, nasty, face));
        let mut board = samples::board(vec![(nasty, tiles.collect())]);
        board.name = samples::label(nasty);
        board.site = Some(samples::label(nasty));
        board.unplaced = vec![stay.clone()];
        board.expected = vec![stay];
        let scene = Scene {
            words: Words::of(Lang::Fr),
            zone: &Zone::paris(),
            now: samples::now(),
            still: false,
        };
        let html = draw(&board, &scene).whole;
        // What could open an element or leave an attribute never comes through as such.
        for raw in ["<script", "<img", "</article><article id=b1", "\" onmouseover"] {
            assert!(!html.contains(raw), "{nasty} gave {raw}");
        }
        assert_eq!(html.matches("<article").count(), 4, "{nasty}");
    }
}
