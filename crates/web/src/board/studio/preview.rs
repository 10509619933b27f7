//! The preview: the real board, drawn with the draft, in a frame of its own (`/service/{ward}/studio/apercu`).

use std::sync::Arc;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::studio::Scope;
use domain::view::board::ward_board_with;
use maud::{PreEscaped, html};

use super::scope_of;
use crate::board::draw;
use crate::layout::{Page, framed};
use crate::problem::Problem;
use crate::scene::Scene;
use crate::visit::Visit;

/// `GET /service/{ward}/studio/apercu`
pub async fn show(visit: Visit, Path(ward): Path<String>) -> Response {
    let Some(Scope::Ward(ward)) = scope_of(&visit, Some(&ward)) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let snapshot = &visit.snapshot;
    let scope = Scope::Ward(ward);
    let document = snapshot.state.boards.shelf(scope).worked_on();
    let config = Arc::new(snapshot.state.resolve_board(scope, &document).config);
    let scene = Scene {
        words: visit.words,
        zone: &visit.zone,
        now: visit.now,
        still: true,
    };
    let Some(board) = ward_board_with(&snapshot.state, &snapshot.vault, ward, visit.now, &config) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let picture = draw(&board, &scene);
    let title = format!("{}, {}", picture.title, visit.words.studio.preview);
    Page(framed(
        visit.words,
        &title,
        &html! { (PreEscaped(&picture.whole)) },
    ))
    .into_response()
}
