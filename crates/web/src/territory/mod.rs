//! The home page: every ward of the territory with its counts.

mod view;

use app::Snapshot;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base::{Moment, Zone};

use crate::Web;
use crate::hub::{Picture, Topic};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Words;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new().route("/", get(show))
}

/// The territory as a live picture.
#[must_use]
pub fn picture(snapshot: &Snapshot, words: &'static Words, zone: &Zone, now: Moment) -> Picture {
    let territory = domain::view::territory::territory(&snapshot.state, &snapshot.vault, now);
    view::picture(&territory, words, zone)
}

async fn show(State(web): State<Web>, visit: Visit) -> Response {
    match web.hub().show(Topic::Territory, visit.words.lang) {
        Some(shown) => view::page(&visit, &shown).into_response(),
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}
