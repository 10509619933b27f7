//! The studio: where a team sets its board (`/service/{ward}/studio`), and the territory everybody's (`/studio`).
//!
//! Every form is a plain post that changes the draft, and carries the revision it was drawn from: when somebody else
//! changed the draft meanwhile, nothing is done, and the page shows the draft as it is now with what was typed still in
//! its field. The preview is the real board, drawn with the draft, in a frame of its own so that it is as wide as a
//! screen.

mod aside;
mod cards;
mod chosen;
mod lists;
mod page;
mod preview;
mod wish;

use app::board_file;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use base::id::WardId;
use domain::command::Command;
use domain::refusal::Refusal;
use domain::studio::{BoardChange, Scope, StudioCommand};

use crate::engine::{self, Undone};
use crate::fields::Fields;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Explained;
use crate::{Web, operator};
use page::{Desk, Said};
use wish::{Unclear, Wish};

/// The routes of the studio.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/service/{ward}/studio", get(show).post(change))
        .route("/service/{ward}/studio/apercu", get(preview::show))
        .route("/service/{ward}/studio/fichier", get(export))
        .route("/studio", get(show_territory).post(change_territory))
        .route("/studio/fichier", get(export_territory))
}

/// The address of the studio of a document.
fn address(scope: Scope) -> String {
    match scope {
        Scope::Territory => "/studio".to_owned(),
        Scope::Ward(ward) => format!("/service/{ward}/studio"),
    }
}

/// The document that a path speaks of: the territory's without a ward.
fn scope_of(visit: &Visit, ward: Option<&str>) -> Option<Scope> {
    let Some(ward) = ward else {
        return Some(Scope::Territory);
    };
    let ward: WardId = ward.parse().ok()?;
    let known = visit.snapshot.state.ward(ward)?;
    known.merged_into.is_none().then_some(Scope::Ward(ward))
}

/// `GET /service/{ward}/studio`
async fn show(
    State(web): State<Web>,
    visit: Visit,
    Path(ward): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    match scope_of(&visit, Some(&ward)) {
        Some(scope) => answer(&web, &visit, scope, &Fields(query), Said::Nothing, None),
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}

/// `GET /studio`
async fn show_territory(
    State(web): State<Web>,
    visit: Visit,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    answer(
        &web,
        &visit,
        Scope::Territory,
        &Fields(query),
        Said::Nothing,
        None,
    )
}

/// `POST /service/{ward}/studio`
async fn change(State(web): State<Web>, visit: Visit, Path(ward): Path<String>, fields: Fields) -> Response {
    match scope_of(&visit, Some(&ward)) {
        Some(scope) => carry_out(&web, &visit, scope, &fields).await,
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}

/// `POST /studio`
async fn change_territory(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    carry_out(&web, &visit, Scope::Territory, &fields).await
}

/// `GET /service/{ward}/studio/fichier`
async fn export(visit: Visit, Path(ward): Path<String>) -> Response {
    match scope_of(&visit, Some(&ward)) {
        Some(scope) => file(&visit, scope),
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}

/// `GET /studio/fichier`
async fn export_territory(visit: Visit) -> Response {
    file(&visit, Scope::Territory)
}

/// What is in force, as a file.
fn file(visit: &Visit, scope: Scope) -> Response {
    let (state, vault) = (&visit.snapshot.state, &visit.snapshot.vault);
    let text = board_file::write(state, vault, scope, &state.boards.published(scope));
    let name = match scope {
        Scope::Territory => "territoire".to_owned(),
        Scope::Ward(ward) => ward.to_string(),
    };
    let named = HeaderValue::from_str(&format!("attachment; filename=\"tableau-{name}.json\""));
    (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
            (
                header::CONTENT_DISPOSITION,
                named.unwrap_or(HeaderValue::from_static("attachment")),
            ),
        ],
        text,
    )
        .into_response()
}

fn answer(
    web: &Web,
    visit: &Visit,
    scope: Scope,
    query: &Fields,
    said: Said,
    typed: Option<&Fields>,
) -> Response {
    // Not the picture of the request: a form may have changed things since.
    let snapshot = web.app().snapshot();
    let said = match query.get("fait") {
        Some("brouillon") => Said::Drafted {
            unknown_doctors: query.read("inconnus").unwrap_or(0),
        },
        Some("publie") => Said::Published,
        _ => said,
    };
    let compared = query.get("voir").and_then(|ward| ward.parse().ok());
    let desk = Desk::of(visit, &snapshot, scope, said, typed, compared);
    let status = desk.status();
    let mut response = page::page(&desk).into_response();
    *response.status_mut() = status;
    response
}

async fn carry_out(web: &Web, visit: &Visit, scope: Scope, fields: &Fields) -> Response {
    let (operator, cookie) = match operator::identify(web, visit, fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let nothing = Fields::default();
    let refused = |explained| {
        let said = Said::Refused(explained);
        answer(web, visit, scope, &nothing, said, Some(fields))
    };
    let saw: u64 = fields
        .get("saw")
        .and_then(|it| it.parse().ok())
        .unwrap_or_default();
    let wish = match wish::wish(&visit.snapshot, visit.words, scope, fields) {
        Ok(wish) => wish,
        Err(Unclear::Form) => return Problem::Unreadable.answer(visit.words, visit.part),
        Err(Unclear::Said(explained)) => return operator::remembering(refused(explained), cookie),
    };
    let by = Some(operator.person);
    let mut left_out = 0;
    let (done, command) = match wish {
        Wish::Edit(changes) => ("brouillon", edit(scope, changes, by, saw)),
        Wish::Import {
            changes,
            unknown_doctors,
        } => {
            left_out = unknown_doctors;
            ("brouillon", edit(scope, changes, by, saw))
        }
        Wish::Publish => ("publie", StudioCommand::Publish { scope, by, saw }),
        Wish::Discard => ("", StudioCommand::Discard { scope, by, saw }),
        Wish::Revert(version) => {
            let revert = StudioCommand::Revert {
                scope,
                version,
                by,
                saw,
            };
            ("publie", revert)
        }
    };
    match engine::submit(web, operator.person, Command::Studio(Box::new(command))).await {
        // What somebody asks for is already so: nothing to say.
        Ok(_) | Err(Undone::Refused(Refusal::NothingToDo)) => {
            let mut to = format!("{}?fait={done}", address(scope));
            if left_out > 0 {
                to.push_str(&format!("&inconnus={left_out}"));
            }
            operator::remembering(Redirect::to(&to).into_response(), cookie)
        }
        Err(Undone::Refused(refusal)) => {
            let explained: Explained = visit.explained(&refusal);
            operator::remembering(refused(explained), cookie)
        }
        Err(Undone::Problem(problem)) => problem.answer(visit.words, visit.part),
    }
}

fn edit(scope: Scope, changes: Vec<BoardChange>, by: Option<base::id::PersonId>, saw: u64) -> StudioCommand {
    StudioCommand::Edit {
        scope,
        changes,
        by,
        saw,
    }
}

impl Desk<'_> {
    /// A refusal is no success, although the page is whole.
    fn status(&self) -> StatusCode {
        match self.said {
            Said::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Said::Nothing | Said::Drafted { .. } | Said::Published => StatusCode::OK,
        }
    }
}
