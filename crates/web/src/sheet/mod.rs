//! The downtime sheet of a ward: `/service/{ward}/feuille`, its PDF, and the files of the downtime folder.

mod fill;
mod index;
mod paper;
mod press;
mod print;

use app::App;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base::Moment;
use domain::view::sheet::{WardSheet, ward_sheet};

use crate::Web;
use crate::problem::Problem;
use crate::visit::Visit;
pub use fill::fill;
pub use paper::{file, paper};
pub use press::{Press, Printed};

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/service/{ward}/feuille", get(show))
        .route("/service/{ward}/feuille.pdf", get(download))
}

/// When the last message of any feed came in.
#[must_use]
pub fn heard(app: &App) -> Option<Moment> {
    app.feeds().iter().filter_map(|feed| feed.last_received_at).max()
}

fn sheet_of(visit: &Visit, ward: &str) -> Option<WardSheet> {
    ward_sheet(
        &visit.snapshot.state,
        &visit.snapshot.vault,
        ward.parse().ok()?,
        visit.now,
    )
}

async fn show(State(web): State<Web>, visit: Visit, Path(ward): Path<String>) -> Response {
    match sheet_of(&visit, &ward) {
        Some(sheet) => print::page(&web, &visit, &sheet).into_response(),
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}

async fn download(State(web): State<Web>, visit: Visit, Path(ward): Path<String>) -> Response {
    let Some(sheet) = sheet_of(&visit, &ward) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let words = fill(&sheet, &visit.scene(), heard(web.app()));
    let name = pack::slug(&sheet.board.name);
    let named = HeaderValue::from_str(&format!("attachment; filename=\"feuille-{name}.pdf\""));
    (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
            (
                header::CONTENT_DISPOSITION,
                named.unwrap_or(HeaderValue::from_static("attachment")),
            ),
        ],
        pack::pdf::draw(&words),
    )
        .into_response()
}
