//! People: who is here, with which roles, and what is done to their accounts.
//!
//! What may be given to whom is judged in `auth`, when it is written; these pages only show it.

mod act;
mod add;
mod bring;
mod file;
mod list;
mod one;
mod page;

use auth::{Account, Change, NotGiven};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base::id::PersonId;

use crate::Web;
use crate::fields::Fields;
use crate::identity::{NotKept, Noted, Refused};
use crate::operator::{self, remembering};
use crate::problem::Problem;
use crate::visit::Visit;

/// The address of the list.
const LIST: &str = "/personnes";

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/personnes", get(show).post(change))
        .route("/personnes/export", get(bring::export))
        .route(
            "/personnes/import",
            post(bring::preview).layer(DefaultBodyLimit::max(auth::MOST_BYTES + 64 * 1024)),
        )
        .route("/personnes/import/faire", post(bring::carry_out))
        .route("/personnes/{person}", get(one::show).post(one::change))
}

/// Why something was not done.
pub enum Undone {
    /// In words, for whoever asked.
    Said(String),
    /// As a page of its own.
    Problem(Problem),
}

impl From<NotKept> for Undone {
    fn from(fault: NotKept) -> Self {
        tracing::error!(%fault, "an account was not changed");
        Self::Problem(Problem::Fault)
    }
}

impl From<Refused> for Undone {
    fn from(fault: Refused) -> Self {
        tracing::error!(%fault, "a password was not kept");
        Self::Problem(Problem::Fault)
    }
}

impl From<Problem> for Undone {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// A refusal in the words of whoever asked.
pub fn refused(visit: &Visit, why: &NotGiven) -> Undone {
    Undone::Said(visit.words.not_given(why))
}

async fn show(State(web): State<Web>, visit: Visit, Query(asked): Query<Vec<(String, String)>>) -> Response {
    let viewer = visit.visitor.person.as_ref().map(|it| it.person);
    let wanted = list::Wanted::of(&Fields(asked));
    list::page(&web, &visit, viewer, &wanted, &Fields::default(), None).into_response()
}

async fn change(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let (operator, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(response) => return response,
    };
    let by = operator.person;
    let done = match fields.get("quoi") {
        // A name is looked for by a form, so that it never stands in an address.
        Some("chercher") => {
            let wanted = list::Wanted::of(&fields);
            Ok(list::page(&web, &visit, Some(by), &wanted, &Fields::default(), None).into_response())
        }
        Some("ajouter") => add::somebody(&web, &visit, by, &fields).await,
        Some("rattacher") => add::role_by_login(&web, &visit, by, &fields).await,
        _ => Err(Undone::Problem(Problem::Unreadable)),
    };
    let response = done.unwrap_or_else(|undone| match undone {
        Undone::Said(why) => {
            let wanted = list::Wanted::default();
            let page = list::page(&web, &visit, Some(by), &wanted, &fields, Some(&why));
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
        Undone::Problem(problem) => problem.answer(visit.words, visit.part),
    });
    remembering(response, cookie)
}

/// The trace of a change to somebody's account: what they are now and were not, and the other way round. No name.
fn noted(
    visit: &Visit,
    by: PersonId,
    action: &'static str,
    before: Option<&Account>,
    after: &Account,
) -> Noted {
    Noted {
        actor: Some(by),
        post: visit.visitor.post_id(),
        ..Noted::administration(action).with(after.told_since(before))
    }
}

/// The account among changes that were judged.
fn account_in(changes: &[Change]) -> Option<&Account> {
    changes.iter().find_map(|it| match it {
        Change::Account(account) => Some(&**account),
        Change::Post(_)
        | Change::NoPost(_)
        | Change::Session(_)
        | Change::NoSession(_)
        | Change::Glass(_)
        | Change::NoGlass(_)
        | Change::Shared(_)
        | Change::Policy(_)
        | Change::Provider(_)
        | Change::NoProvider(_)
        | Change::Pepper(_) => None,
    })
}
