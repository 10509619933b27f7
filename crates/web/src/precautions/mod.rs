//! The territory's set of precautions: `/precautions`.
//!
//! An icon means the same in every ward, so the set is one for all. A precaution is renamed, moved, drawn otherwise or
//! retired, never removed: stays of the past bear it. Two people who change the set at once do not overwrite each other.

mod page;
mod wish;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::command::Command;
use domain::refusal::Refusal;
use domain::studio::StudioCommand;

use crate::engine::{self, Undone};
use crate::fields::Fields;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Explained;
use crate::{Web, operator};
use wish::Unclear;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new().route("/precautions", get(show).post(change))
}

async fn show(State(web): State<Web>, visit: Visit, Query(query): Query<Vec<(String, String)>>) -> Response {
    let done = Fields(query).get("fait").is_some();
    let settings = web.app().snapshot();
    page::page(&visit, &settings.state, done, None).into_response()
}

async fn change(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let (operator, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let refused = |explained: Explained| {
        // Not the picture of the request: the set may be another one by now.
        let snapshot = web.app().snapshot();
        let page = page::page(&visit, &snapshot.state, false, Some((&explained, &fields)));
        (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
    };
    let set = match wish::set(&visit.snapshot.state.settings.precautions, &fields) {
        Ok(set) => set,
        Err(Unclear::Form) => return Problem::Unreadable.answer(visit.words, visit.part),
        Err(Unclear::Text) => {
            let text = &visit.words.studio;
            let explained = Explained {
                why: text.bad_text.to_owned(),
                next: text.bad_text_next.to_owned(),
            };
            return operator::remembering(refused(explained), cookie);
        }
    };
    let saw = fields
        .get("saw")
        .and_then(|it| it.parse().ok())
        .unwrap_or_default();
    let command = Command::Studio(Box::new(StudioCommand::SetPrecautions { set, saw }));
    match engine::submit(&web, operator.person, command).await {
        Ok(_) | Err(Undone::Refused(Refusal::NothingToDo)) => {
            let done = Redirect::to("/precautions?fait=1").into_response();
            operator::remembering(done, cookie)
        }
        Err(Undone::Refused(refusal)) => {
            let explained = visit.explained(&refusal);
            operator::remembering(refused(explained), cookie)
        }
        Err(Undone::Problem(problem)) => problem.answer(visit.words, visit.part),
    }
}
