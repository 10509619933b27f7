//! The structure pages: what feeds discovered, and what an administrator makes of it.
//!
//! Every form is a plain post answered by a redirection to the page it came from. A refusal comes back on that page
//! with its reason. Uploading a structure file is not done here: reading such files is the business of `interop`, and
//! `chevet import structure` does it.

mod list;
mod parts;
mod ward;
mod wish;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use base::id::WardId;
use domain::command::{Command, StructureCommand};
use domain::refusal::Refusal;
use domain::view::structure::{StructureView, structure};

use crate::engine::{self, Undone};
use crate::fields::Fields;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::{Explained, Words};
use crate::{Web, operator};
use parts::Said;
use wish::Unclear;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/structure", get(show).post(change))
        .route("/structure/service/{ward}", get(show_ward).post(change_ward))
}

/// After a write, so that the page says that it was done.
const DONE: &str = "?fait=1";

#[derive(Debug, serde::Deserialize)]
struct After {
    fait: Option<String>,
}

impl After {
    fn said(&self) -> Said {
        if self.fait.is_some() {
            Said::Saved
        } else {
            Said::Nothing
        }
    }
}

async fn show(State(web): State<Web>, visit: Visit, Query(after): Query<After>) -> Response {
    answer(&web, &visit, None, &after.said())
}

async fn show_ward(
    State(web): State<Web>,
    visit: Visit,
    Path(ward): Path<String>,
    Query(after): Query<After>,
) -> Response {
    match ward.parse() {
        Ok(ward) => answer(&web, &visit, Some(ward), &after.said()),
        Err(_) => Problem::Gone.answer(visit.words, visit.part),
    }
}

async fn change(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    carry_out(&web, &visit, None, &fields).await
}

async fn change_ward(
    State(web): State<Web>,
    visit: Visit,
    Path(ward): Path<String>,
    fields: Fields,
) -> Response {
    match ward.parse() {
        Ok(ward) => carry_out(&web, &visit, Some(ward), &fields).await,
        Err(_) => Problem::Gone.answer(visit.words, visit.part),
    }
}

/// The page of the ward, or the list; of a ward that was merged, the page of the one that took it in.
fn answer(web: &Web, visit: &Visit, ward: Option<WardId>, said: &Said) -> Response {
    // Not the picture of the request: a form may have changed things since.
    let snapshot = web.app().snapshot();
    let view = structure(&snapshot.state);
    let Some(id) = ward else {
        return list::page(visit, &snapshot.state, &view, said).into_response();
    };
    match view.wards.iter().find(|it| it.ward == id) {
        Some(ward) => ward::page(visit, &snapshot.state, &view, ward, said).into_response(),
        None => match snapshot.state.surviving(id) {
            Some(kept) if kept != id => Redirect::to(&format!("/structure/service/{kept}")).into_response(),
            _ => Problem::Gone.answer(visit.words, visit.part),
        },
    }
}

async fn carry_out(web: &Web, visit: &Visit, ward: Option<WardId>, fields: &Fields) -> Response {
    let (operator, cookie) = match operator::identify(web, visit, fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let commands = match wish::commands(&visit.snapshot.state, ward, fields) {
        Ok(commands) => commands,
        Err(Unclear::Form) => return Problem::Unreadable.answer(visit.words, visit.part),
        Err(unclear) => return refused(web, visit, ward, explain_unclear(visit.words, unclear), false),
    };
    let back = back(ward, &commands);
    let several = commands.len() > 1;
    let mut done = false;
    for command in commands {
        match engine::submit(web, operator.person, Command::Structure(command)).await {
            Ok(_) => done = true,
            // Of several, one that somebody else did meanwhile is no news.
            Err(Undone::Refused(Refusal::NothingToDo)) if several => {}
            Err(Undone::Refused(refusal)) => {
                let explained = visit.explained(&refusal);
                let page = refused(web, visit, ward, explained, done);
                return operator::remembering(page, cookie);
            }
            Err(Undone::Problem(problem)) => return problem.answer(visit.words, visit.part),
        }
    }
    operator::remembering(Redirect::to(&back).into_response(), cookie)
}

/// Where to go when all is done: the same page, or the page of the ward that took this one in.
fn back(ward: Option<WardId>, commands: &[StructureCommand]) -> String {
    let page = match (ward, commands) {
        (_, [StructureCommand::MergeWard { kept, .. }]) => Some(*kept),
        (ward, _) => ward,
    };
    page.map_or_else(
        || format!("/structure{DONE}"),
        |ward| format!("/structure/service/{ward}{DONE}"),
    )
}

fn refused(web: &Web, visit: &Visit, ward: Option<WardId>, explained: Explained, partly: bool) -> Response {
    let mut page = answer(web, visit, ward, &Said::Refused { explained, partly });
    if page.status() == StatusCode::OK {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    page
}

fn explain_unclear(words: &Words, unclear: Unclear) -> Explained {
    let text = &words.structure;
    let (why, next) = match unclear {
        Unclear::Text => (text.bad_text, text.bad_text_next),
        Unclear::Choice | Unclear::Form => (text.choose, text.choose_next),
    };
    Explained {
        why: why.to_owned(),
        next: next.to_owned(),
    }
}

/// The wards as options of a field.
fn wards_of(view: &StructureView) -> impl Iterator<Item = (String, &str)> {
    view.wards
        .iter()
        .map(|it| (it.ward.to_string(), it.name.as_str()))
}
