//! Names opened in an emergency: the form of a ward, and the list of those who answer for it.
//!
//! The reason stays with the opening and is read by its reviewers only; the trace has its number. Both are kept as long
//! as the trace of readings: an opening explains those that follow it.

mod view;

use auth::{Change, Glass, NotOpened};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use base::Label;
use base::id::WardId;

use crate::Web;
use crate::fields::Fields;
use crate::identity::{NotKept, Noted};
use crate::operator::{self, remembering};
use crate::problem::Problem;
use crate::visit::Visit;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/service/{ward}/urgence", get(ask).post(open))
        .route("/urgences-acces", get(list).post(review))
}

async fn ask(State(web): State<Web>, visit: Visit, Path(ward): Path<String>) -> Response {
    let Some(ward) = known(&visit, &ward) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    if visit.visitor.sees_names(&visit.snapshot, ward, visit.now) {
        return Redirect::to(&format!("/service/{ward}")).into_response();
    }
    view::form(&web, &visit, ward, &Fields::default(), None).into_response()
}

fn known(visit: &Visit, ward: &str) -> Option<WardId> {
    visit.snapshot.state.surviving(ward.parse().ok()?)
}

async fn open(State(web): State<Web>, visit: Visit, Path(ward): Path<String>, fields: Fields) -> Response {
    let (operator, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(response) => return response,
    };
    let Some(ward) = known(&visit, &ward) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let reason = fields.get("motif").unwrap_or_default();
    let id = match app::chance::sixteen_bytes() {
        Ok(drawn) => drawn
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>(),
        Err(fault) => return stopped(&visit, &fault.into()),
    };
    let person = operator.person;
    let decided = web.identity().decide_as(&web, person, |directory, giving| {
        let glass = directory.open_names(giving, ward, reason, id)?;
        let noted = Noted {
            actor: Some(person),
            post: visit.visitor.post_id(),
            place: Some(glass.ward.to_string()),
            ..Noted::access("names_opened").with(serde_json::json!({
                "opening": glass.id,
                "until": glass.until.millis(),
            }))
        };
        Ok::<_, NotOpened>((vec![Change::Glass(Box::new(glass.clone()))], vec![noted], glass))
    });
    let response = match decided.await {
        Err(fault) => stopped(&visit, &fault),
        Ok(Ok(glass)) => {
            tell(&web, &glass);
            Redirect::to(&format!("/service/{ward}")).into_response()
        }
        Ok(Err(why)) => {
            let why = visit.words.not_opened(why);
            let page = view::form(&web, &visit, ward, &fields, Some(why));
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
    };
    remembering(response, cookie)
}

/// Says it where whoever watches the server sees it: ids only.
fn tell(web: &Web, glass: &Glass) {
    let many = web.identity().read().is_one_of_many(glass);
    tracing::warn!(
        target: "security",
        person = %glass.person,
        ward = %glass.ward,
        opening = glass.id,
        many,
        "names were opened in an emergency"
    );
}

fn stopped(visit: &Visit, fault: &NotKept) -> Response {
    tracing::error!(%fault, "an emergency opening or its review was not kept");
    Problem::Fault.answer(visit.words, visit.part)
}

async fn list(State(web): State<Web>, visit: Visit) -> Response {
    let viewer = visit.visitor.person.as_ref().map(|it| it.person);
    view::list(&web, &visit, viewer, None).into_response()
}

async fn review(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let (operator, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(response) => return response,
    };
    let person = operator.person;
    let (id, verdict) = (fields.get("ouverture").unwrap_or_default(), fields.get("avis"));
    let is_right = match verdict {
        Some("oui") => true,
        Some("non") => false,
        _ => return Problem::Unreadable.answer(visit.words, visit.part),
    };
    let remark = fields.get("remarque").and_then(|it| Label::new(it).ok());
    let remark = remark.filter(|it| it.chars().count() <= 500);
    let decided = web.identity().decide_as(&web, person, |directory, giving| {
        let changes = directory.review(giving, id, is_right, remark)?;
        let noted = Noted {
            actor: Some(person),
            post: visit.visitor.post_id(),
            ..Noted::access("opening_reviewed").with(serde_json::json!({ "opening": id, "right": is_right }))
        };
        Ok::<_, NotOpened>((changes, vec![noted], ()))
    });
    let response = match decided.await {
        Err(fault) => stopped(&visit, &fault),
        Ok(Ok(())) => Redirect::to("/urgences-acces").into_response(),
        Ok(Err(why)) => {
            let page = view::list(&web, &visit, Some(person), Some(visit.words.not_opened(why)));
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
    };
    remembering(response, cookie)
}
