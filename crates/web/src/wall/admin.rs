//! The set-up of the walls of a ward: what is asked, and what becomes of it.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::id::{DisplayId, WardId};
use domain::command::Command;
use domain::display::DisplayCommand;
use domain::view::board::ward_board;

use super::form::{self, Unclear};
use super::setup::{self, Said, Setup};
use super::token::Token;
use crate::engine::{self, Undone};
use crate::fields::Fields;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Explained;
use crate::{Web, operator};

#[derive(Debug, serde::Deserialize)]
pub(super) struct After {
    fait: Option<String>,
}

pub(super) async fn show(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    Path(ward): Path<String>,
    Query(after): Query<After>,
) -> Response {
    let said = if after.fait.is_some() {
        Said::Done
    } else {
        Said::Nothing
    };
    page(&web, &visit, &headers, &ward, &said)
}

pub(super) async fn change(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    Path(ward): Path<String>,
    fields: Fields,
) -> Response {
    let (operator, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let wish = match wish(&web, &ward, &fields) {
        Ok(wish) => wish,
        Err(Undo::Unclear(Unclear::Form)) => return Problem::Unreadable.answer(visit.words, visit.part),
        Err(Undo::Unclear(unclear)) => {
            let explained = explain(&visit, unclear);
            return refused(&web, &visit, &headers, &ward, explained, fields);
        }
        Err(Undo::Problem(problem)) => return problem.answer(visit.words, visit.part),
    };
    let Wish { command, token } = wish;
    match engine::submit(&web, operator.person, Command::Display(Box::new(command))).await {
        Ok(_) => {}
        Err(Undone::Refused(refusal)) => {
            let explained = visit.explained(&refusal);
            return refused(&web, &visit, &headers, &ward, explained, fields);
        }
        Err(Undone::Problem(problem)) => return problem.answer(visit.words, visit.part),
    }
    if let Some(token) = token {
        keep(&web, &token);
    }
    web.walls().announce();
    let done = Redirect::to(&format!("/service/{ward}/murs?fait=1"));
    operator::remembering(done.into_response(), cookie)
}

/// What a form asks, and the token made for it.
struct Wish {
    command: DisplayCommand,
    token: Option<Token>,
}

/// Why there is no wish.
enum Undo {
    Unclear(Unclear),
    Problem(Problem),
}

impl From<Unclear> for Undo {
    fn from(unclear: Unclear) -> Self {
        Self::Unclear(unclear)
    }
}

fn wish(web: &Web, ward: &str, fields: &Fields) -> Result<Wish, Undo> {
    let ward: WardId = ward.parse().map_err(|_| Undo::Problem(Problem::Gone))?;
    let display = || -> Result<DisplayId, Undo> {
        let display = fields.read("display").map_err(Undo::Problem)?;
        // A form of this ward is about a display of this ward.
        let state = &web.app().snapshot().state;
        let is_here = state.displays_of(ward).any(|it| it.id == display);
        is_here.then_some(display).ok_or(Undo::Problem(Problem::Gone))
    };
    let ends = || {
        let snapshot = web.app().snapshot();
        let board = ward_board(&snapshot.state, &snapshot.vault, ward, web.app().now())?;
        Some((board.rooms.first()?.room, board.rooms.last()?.room))
    };
    let fresh = || -> Result<Token, Undo> {
        let chance = app::chance::sixteen_bytes().map_err(|fault| {
            tracing::error!(%fault, "the system gives no chance for a token");
            Undo::Problem(Problem::Fault)
        })?;
        Ok(Token::of(chance))
    };
    match fields.get("do") {
        Some("add") => {
            let token = fresh()?;
            let command = DisplayCommand::Enrol {
                ward,
                label: form::label(fields)?,
                key: token.fingerprint(),
                settings: form::settings(fields, ends())?,
            };
            Ok(Wish {
                command,
                token: Some(token),
            })
        }
        Some("set") => {
            let command = DisplayCommand::Set {
                display: display()?,
                label: form::label(fields)?,
                settings: form::settings(fields, ends())?,
            };
            Ok(Wish { command, token: None })
        }
        Some("rekey") => {
            let token = fresh()?;
            let command = DisplayCommand::Rekey {
                display: display()?,
                key: token.fingerprint(),
            };
            Ok(Wish {
                command,
                token: Some(token),
            })
        }
        Some("revoke") => Ok(Wish {
            command: DisplayCommand::Revoke { display: display()? },
            token: None,
        }),
        _ => Err(Undo::Unclear(Unclear::Form)),
    }
}

/// Keeps the address that was just made, to be shown for a few minutes.
fn keep(web: &Web, token: &Token) {
    let snapshot = web.app().snapshot();
    if let Some(display) = snapshot.state.display_of(&token.fingerprint()) {
        web.walls().remember(display.id, token.clone(), web.app().now());
    }
}

fn page(web: &Web, visit: &Visit, headers: &HeaderMap, ward: &str, said: &Said) -> Response {
    // Not the picture of the request: a form may have changed things since.
    let snapshot = web.app().snapshot();
    let Some(id) = ward.parse().ok() else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    match snapshot.state.surviving(id) {
        Some(kept) if kept != id => Redirect::to(&format!("/service/{kept}/murs")).into_response(),
        Some(_) => {
            let setup = Setup {
                visit,
                snapshot: &snapshot,
                walls: web.walls(),
                base: base_address(headers),
                ward: id,
            };
            match setup::page(&setup, said) {
                Some(page) => page.into_response(),
                None => Problem::Gone.answer(visit.words, visit.part),
            }
        }
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}

fn refused(
    web: &Web,
    visit: &Visit,
    headers: &HeaderMap,
    ward: &str,
    explained: Explained,
    fields: Fields,
) -> Response {
    let mut page = page(web, visit, headers, ward, &Said::Refused { explained, fields });
    if page.status() == StatusCode::OK {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    page
}

fn explain(visit: &Visit, unclear: Unclear) -> Explained {
    let (why, next) = match unclear {
        Unclear::Label => {
            let text = &visit.words.structure;
            (text.bad_text, text.bad_text_next)
        }
        Unclear::Number | Unclear::Form => visit.words.wall.bad_number,
    };
    Explained {
        why: why.to_owned(),
        next: next.to_owned(),
    }
}

/// The address by which the browser reached us: what a display in the same house should open. A proxy that ends TLS
/// says so.
fn base_address(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = match text("x-forwarded-proto") {
        Some(proto) if proto.trim().eq_ignore_ascii_case("https") => "https",
        _ => "http",
    };
    let host = text(header::HOST.as_str()).unwrap_or("localhost");
    format!("{scheme}://{host}")
}
