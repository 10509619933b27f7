//! One person: the page, and where its forms go.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::id::PersonId;

use super::page::{Told, page};
use super::{LIST, Undone, act};
use crate::Web;
use crate::fields::Fields;
use crate::operator::{self, remembering};
use crate::problem::Problem;
use crate::visit::Visit;

pub async fn show(State(web): State<Web>, visit: Visit, Path(person): Path<String>) -> Response {
    let viewer = visit.visitor.person.as_ref().map(|it| it.person);
    let found = viewer.zip(person.parse().ok());
    match found.filter(|(viewer, person)| is_reached(&web, *viewer, *person)) {
        Some((viewer, person)) => page(&web, &visit, viewer, person, &Told::Nothing).into_response(),
        // Who is elsewhere is as unknown as who does not exist.
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}

fn is_reached(web: &Web, viewer: PersonId, person: PersonId) -> bool {
    web.identity().ask_as(web, viewer, |directory, giving| {
        let account = directory.account(person);
        account.is_some_and(|it| directory.reaches(giving, it))
    })
}

pub async fn change(
    State(web): State<Web>,
    visit: Visit,
    Path(person): Path<String>,
    fields: Fields,
) -> Response {
    let (operator, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(response) => return response,
    };
    let by = operator.person;
    let Some(person) = person.parse().ok().filter(|it| is_reached(&web, by, *it)) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let deed = act::Deed {
        web: &web,
        visit: &visit,
        by,
        person,
        fields: &fields,
    };
    let response = match deed.carry_out().await {
        Ok(Told::Nothing) => {
            // Whoever gave their last role within reach away is not there any more.
            let there = is_reached(&web, by, person);
            let to = if there {
                format!("{LIST}/{person}")
            } else {
                LIST.to_owned()
            };
            Redirect::to(&to).into_response()
        }
        Ok(told) => page(&web, &visit, by, person, &told).into_response(),
        Err(Undone::Said(why)) => {
            let page = page(&web, &visit, by, person, &Told::Refused(why));
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
        Err(Undone::Problem(problem)) => problem.answer(visit.words, visit.part),
    };
    remembering(response, cookie)
}
