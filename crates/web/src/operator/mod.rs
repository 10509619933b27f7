//! Who acts at this browser: a name typed once, kept by its id in a cookie, written as actor on every event.
//!
//! Rights come with real accounts; here a name is a courtesy between colleagues, not a protection.

mod view;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use base::Label;

use crate::fields::Fields;
use crate::layout::Page;
use crate::visit::{LANG_COOKIE, OPERATOR_COOKIE, Operator, Visit, lasting_cookie, safe_return};
use crate::words::Lang;
use crate::{Web, engine};

/// The field in which a form carries the operator's name, the first time.
pub const NAME_FIELD: &str = "operator_name";

/// Longest name of an operator, in characters.
const NAME_MAX: usize = 80;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/operateur", get(show).post(save))
        .route("/langue", post(speak))
}

/// The operator of a write, and the cookie to set when they have just given their name.
pub type Identified = (Operator, Option<HeaderValue>);

/// Who makes this write. Without a known operator and without a name in the form, the answer asks for the name
/// over the current screen and carries the typed form along.
///
/// # Errors
/// The answer to send instead of doing the write.
pub async fn identify(web: &Web, visit: &Visit, fields: &Fields) -> Result<Identified, Response> {
    if let Some(operator) = &visit.operator {
        return Ok((operator.clone(), None));
    }
    let typed = fields.get(NAME_FIELD);
    let Some(name) = typed.and_then(name_of) else {
        let page = view::ask(visit, fields, typed.is_some());
        return Err((StatusCode::PRECONDITION_REQUIRED, page).into_response());
    };
    match engine::introduce(web, name).await {
        Ok(operator) => {
            let cookie = cookie_for(&operator);
            Ok((operator, Some(cookie)))
        }
        Err(problem) => Err(problem.answer(visit.words, visit.part)),
    }
}

/// Adds the operator's cookie to an answer.
#[must_use]
pub fn remembering(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

#[derive(Debug, serde::Deserialize)]
struct Back {
    back: Option<String>,
}

async fn show(visit: Visit, Query(query): Query<Back>) -> Page {
    view::page(&visit, safe_return(query.back.as_deref(), "/"), false)
}

async fn save(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let back = safe_return(fields.get("back"), "/");
    let Some(name) = fields.get(NAME_FIELD).and_then(name_of) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, view::page(&visit, back, true)).into_response();
    };
    match engine::introduce(&web, name).await {
        Ok(operator) => remembering(Redirect::to(back).into_response(), Some(cookie_for(&operator))),
        Err(problem) => problem.answer(visit.words, visit.part),
    }
}

async fn speak(fields: Fields) -> Response {
    let lang = fields.get("lang").and_then(Lang::of_tag).unwrap_or_default();
    let cookie = lasting_cookie(LANG_COOKIE, lang.tag());
    let back = Redirect::to(safe_return(fields.get("back"), "/")).into_response();
    remembering(back, HeaderValue::from_str(&cookie).ok())
}

fn name_of(text: &str) -> Option<Label> {
    Label::new(text)
        .ok()
        .filter(|name| name.chars().count() <= NAME_MAX)
}

fn cookie_for(operator: &Operator) -> HeaderValue {
    let text = lasting_cookie(OPERATOR_COOKIE, &operator.person.to_string());
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
