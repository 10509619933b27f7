//! One bed or one stay in detail: beside the board, or as a page of its own, with what can be done there.
//!
//! Every action is a plain form that works without script: it leads back to the page it was sent from. Sent by our
//! own script, the same form answers with the parts of the page that changed.

mod act;
mod asked;
mod bed;
mod care;
mod clocks;
mod history;
mod menu;
mod moving;
mod notes;
mod say;
mod sheet;
mod spell;
mod stay;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base::id::{BedId, StayId};

use crate::Web;
use crate::problem::Problem;
use crate::visit::Visit;
pub use history::{History, Line};
pub use sheet::{Refused, Sheet, part, whole};

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/sejour/{stay}", get(show_stay))
        .route("/sejour/{stay}/parti", post(act::mark_left))
        .route("/sejour/{stay}/present", post(act::unmark_left))
        .route("/sejour/{stay}/arrive", post(clocks::mark_arrived))
        .route("/sejour/{stay}/pas-arrive", post(clocks::unmark_arrived))
        .route("/sejour/{stay}/placer", post(act::place))
        .route("/sejour/{stay}/sans-lit", post(act::unplace))
        .route("/sejour/{stay}/dire/{sujet}", post(say::say))
        .route("/sejour/{stay}/note", post(say::write_note))
        .route("/note/{note}/retirer", post(say::withdraw_note))
        .route("/note/{note}/retablir", post(say::restore_note))
        .route("/sejour/{stay}/deplacer", get(show_move).post(moving::carry))
        .route("/sejour/{stay}/echanger", post(moving::swap_back))
        .route("/sejour/{stay}/menu", get(menu::of_stay))
        .route("/lit/{bed}/menu", get(menu::of_bed))
        .route("/lit/{bed}", get(show_bed))
        .route("/lit/{bed}/proprete", post(act::mark_bed))
        .route("/lit/{bed}/fermer", post(act::close_bed))
        .route("/lit/{bed}/ouvrir", post(act::open_bed))
        .route("/lit/{bed}/regler", post(act::settle))
}

/// What a drawer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A stay.
    Stay(StayId),
    /// A bed.
    Bed(BedId),
    /// A stay, and where it could be moved.
    Move(StayId),
}

impl Subject {
    /// The address of its page.
    #[must_use]
    pub fn href(self) -> String {
        match self {
            Self::Stay(stay) => format!("/sejour/{stay}"),
            Self::Bed(bed) => format!("/lit/{bed}"),
            Self::Move(stay) => format!("/sejour/{stay}/deplacer"),
        }
    }
}

async fn show_stay(State(web): State<Web>, visit: Visit, Path(stay): Path<String>) -> Response {
    match stay.parse() {
        Ok(stay) => show(&web, &visit, Subject::Stay(stay)).await,
        Err(_) => Problem::Gone.answer(visit.words, visit.part),
    }
}

async fn show_move(State(web): State<Web>, visit: Visit, Path(stay): Path<String>) -> Response {
    match stay.parse() {
        Ok(stay) => show(&web, &visit, Subject::Move(stay)).await,
        Err(_) => Problem::Gone.answer(visit.words, visit.part),
    }
}

async fn show_bed(State(web): State<Web>, visit: Visit, Path(bed): Path<String>) -> Response {
    match bed.parse() {
        Ok(bed) => show(&web, &visit, Subject::Bed(bed)).await,
        Err(_) => Problem::Gone.answer(visit.words, visit.part),
    }
}

async fn show(web: &Web, visit: &Visit, subject: Subject) -> Response {
    match sheet_of(web, visit, subject, None).await {
        Some(sheet) if visit.part => part(&sheet).into_response(),
        Some(sheet) => whole(visit, &sheet).into_response(),
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}

/// The sheet of a stay or a bed as it is now; nothing when there is no such thing.
async fn sheet_of(web: &Web, visit: &Visit, subject: Subject, refused: Option<&Refused>) -> Option<Sheet> {
    let sheet = match subject {
        Subject::Stay(id) => {
            let subject = stay::Known::of(&visit.snapshot, id, visit.now)?;
            let history = history::of_stay(web, visit, id, &subject.drawer).await;
            stay::sheet(visit, &subject, &history, refused)
        }
        Subject::Move(id) => moving::sheet(visit, id, refused)?,
        Subject::Bed(id) => {
            let snapshot = &visit.snapshot;
            let drawer = domain::view::drawer::bed_drawer(&snapshot.state, &snapshot.vault, id, visit.now)?;
            let history = history::of_bed(web, visit, id).await;
            bed::sheet(visit, &drawer, &history, refused)
        }
    };
    Some(sheet.telling(refused))
}
