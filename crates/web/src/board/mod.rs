//! The board of a ward: `/service/{ward}`.

mod lane;
mod legend;
mod movements;
pub mod past;
mod rail;
mod strip;
mod studio;
mod tile;
mod view;

use app::Snapshot;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base::id::WardId;
use base::{Moment, Zone};
use domain::view::board::ward_board;

use crate::Web;
use crate::hub::{Picture, Topic};
use crate::problem::Problem;
use crate::scene::Scene;
use crate::visit::Visit;
use crate::words::Words;
pub use view::{draw, page};

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/service/{ward}", get(show))
        .merge(studio::routes())
        .route("/service/{ward}/passe", get(past::show))
}

/// The board as a live picture; nothing when there is no such ward.
#[must_use]
pub fn picture(
    snapshot: &Snapshot,
    ward: WardId,
    words: &'static Words,
    zone: &Zone,
    now: Moment,
) -> Option<Picture> {
    let board = ward_board(&snapshot.state, &snapshot.vault, ward, now)?;
    let scene = Scene {
        words,
        zone,
        now,
        still: false,
    };
    Some(draw(&board, &scene))
}

async fn show(State(web): State<Web>, visit: Visit, Path(ward): Path<String>) -> Response {
    let shown = ward
        .parse()
        .ok()
        .and_then(|ward| web.hub().show(Topic::Ward(ward), visit.words.lang));
    match shown {
        Some(shown) => page(&visit, &shown).into_response(),
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}
