//! A form of these pages carried out: done and led elsewhere, or refused with its reason.

use axum::response::{IntoResponse, Redirect, Response};
use domain::command::Command;
use domain::refusal::Refusal;

use crate::Web;
use crate::engine::{self, Undone};
use crate::operator::{self, Identified};
use crate::visit::Visit;

/// Asks it of the engine. What is so already is done.
///
/// # Errors
/// When the rules say no: the page is drawn again by whoever knows it.
pub async fn carry_out(
    web: &Web,
    visit: &Visit,
    identified: &Identified,
    command: Command,
    to: &str,
) -> Result<Response, Refusal> {
    let (operator, cookie) = identified;
    let answer = match engine::submit(web, operator.person, command).await {
        Ok(_) | Err(Undone::Refused(Refusal::NothingToDo)) => Redirect::to(to).into_response(),
        Err(Undone::Refused(refusal)) => return Err(refusal),
        Err(Undone::Problem(problem)) => problem.answer(visit.words, visit.part),
    };
    Ok(operator::remembering(answer, cookie.clone()))
}
