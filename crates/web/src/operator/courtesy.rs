//! Before the server is installed: a name typed once, kept by its id in a cookie. No protection, and only for whoever
//! sits at this very machine.

use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use base::Label;

use super::{Identified, remembering, view};
use crate::fields::Fields;
use crate::layout::Page;
use crate::visit::{OPERATOR_COOKIE, Operator, Visit, lasting_cookie};
use crate::{Web, engine};

/// The field in which a form carries the operator's name, the first time.
pub const NAME_FIELD: &str = "operator_name";

/// Longest name of an operator, in characters.
pub const NAME_MAX: usize = 80;

/// The operator of a write; without a name, the answer that asks for it.
pub async fn identify(web: &Web, visit: &Visit, fields: &Fields) -> Result<Identified, Response> {
    if let Some(operator) = &visit.operator {
        return Ok((operator.clone(), None));
    }
    let typed = fields.get(NAME_FIELD);
    let Some(name) = typed.and_then(name_of) else {
        let page = view::ask_name(visit, fields, typed.is_some());
        return Err((StatusCode::PRECONDITION_REQUIRED, page).into_response());
    };
    match engine::introduce(web, name).await {
        Ok(operator) => {
            let cookie = cookie_for(&operator, visit);
            Ok((operator, Some(cookie)))
        }
        Err(problem) => Err(problem.answer(visit.words, visit.part)),
    }
}

/// The page on which the name is given or changed.
pub fn page(visit: &Visit, back: &str, refused: bool) -> Page {
    view::name_page(visit, back, refused)
}

/// Takes the name of that page.
pub async fn save(web: &Web, visit: &Visit, fields: &Fields, back: &str) -> Response {
    let Some(name) = fields.get(NAME_FIELD).and_then(name_of) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, page(visit, back, true)).into_response();
    };
    match engine::introduce(web, name).await {
        Ok(operator) => remembering(
            Redirect::to(back).into_response(),
            Some(cookie_for(&operator, visit)),
        ),
        Err(problem) => problem.answer(visit.words, visit.part),
    }
}

/// A name as somebody types it.
pub fn name_of(text: &str) -> Option<Label> {
    Label::new(text)
        .ok()
        .filter(|name| name.chars().count() <= NAME_MAX)
}

fn cookie_for(operator: &Operator, visit: &Visit) -> HeaderValue {
    let text = lasting_cookie(OPERATOR_COOKIE, &operator.person.to_string(), visit.client);
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
