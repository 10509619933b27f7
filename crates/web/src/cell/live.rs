//! The live queue: drawn once for everybody who steers the territory.

use app::App;
use domain::view::heat::Heat;
use domain::view::queue::queue;
use domain::view::territory::territory;
use maud::html;

use super::queue::Lookers;
use super::{Looking, feed, heat, queue as rows, strip};
use crate::hub::{Picture, Piece};
use crate::scene::Scene;
use crate::words::Words;

/// The queue as a live picture.
#[must_use]
pub fn picture(app: &App, looking: &Looking, words: &'static Words) -> Picture {
    let (snapshot, zone, now) = (app.snapshot(), app.zone(), app.now());
    let scene = Scene {
        words,
        zone: &zone,
        now,
        still: false,
    };
    let queue = queue(&snapshot.state, &snapshot.vault, now);
    let territory = territory(&snapshot.state, &snapshot.vault, now);
    let piece = |id: &str, markup: maud::Markup| Piece {
        id: id.to_owned(),
        html: markup.into_string(),
    };
    let pieces = vec![
        piece(
            "cell-sum",
            strip::strip(&scene, &queue, &territory, &app.reserves()),
        ),
        piece(
            "queue",
            rows::list(&scene, &queue, None, &Lookers::of(looking, &snapshot.vault, now)),
        ),
        piece(
            "heat",
            heat::table(&scene, &Heat::of(&snapshot.state, &territory)),
        ),
        piece("fil", feed::list(&scene, &snapshot.state, &snapshot.vault, now)),
    ];
    let [sum, list, table, latest] = [0, 1, 2, 3].map(|at: usize| maud::PreEscaped(pieces[at].html.as_str()));
    let whole = html! { div #region { (sum) (list) (table) (latest) } }.into_string();
    Picture {
        title: territory.name.to_string(),
        above: words.cell_above(territory.total.beds()),
        whole,
        // The pieces never come or go.
        shape: String::new(),
        pieces,
        beside: vec![],
    }
}
