//! Asking: the form read, one command, the answer.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::command::Command;
use domain::flow::{Asker, FlowCommand, NewRequest, Origin, RequestCommand, Who};
use maud::html;

use super::ask::{Subject, sheet};
use crate::Web;
use crate::engine::{self, Undone};
use crate::fields::Fields;
use crate::layout::{self, Page};
use crate::operator;
use crate::problem::Problem;
use crate::request::{self, Typed};
use crate::visit::Visit;

/// Asks for a bed for somebody of the department.
pub async fn ask(
    State(web): State<Web>,
    mut visit: Visit,
    Path((ward, stay)): Path<(String, String)>,
    fields: Fields,
) -> Response {
    let Some(subject) = Subject::of(&visit, &ward, &stay) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let words = visit.words;
    let unsure = StatusCode::UNPROCESSABLE_ENTITY;
    let entry = match request::typed(&visit, &fields) {
        Typed::One(entry) => Some(entry),
        Typed::Several(found) => {
            return (unsure, sheet(&visit, &subject, &fields, &found, None)).into_response();
        }
        // A hospital without a thesaurus asks without a reason.
        Typed::Blank if visit.snapshot.state.thesaurus_at(visit.now).is_none() => None,
        Typed::Blank => {
            let why = request::unknown_reason(&visit, "");
            return (unsure, sheet(&visit, &subject, &fields, &[], Some(&why))).into_response();
        }
        Typed::Nothing(text) => {
            let why = request::unknown_reason(&visit, &text);
            return (unsure, sheet(&visit, &subject, &fields, &[], Some(&why))).into_response();
        }
    };
    let implied = request::implied(&visit.snapshot.state, entry.as_ref(), visit.now);
    let needs = match request::read(&visit, &fields, implied) {
        Ok(needs) => needs,
        Err(why) => return (unsure, sheet(&visit, &subject, &fields, &[], Some(&why))).into_response(),
    };
    let asked = NewRequest {
        asker: Asker {
            origin: Origin::Emergency,
            ward: Some(subject.ward),
        },
        who: Who::Stay(subject.stay),
        needs,
        entry,
        decided: None,
        draft: false,
    };
    let (who, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let command = FlowCommand::Request {
        by: who.person,
        command: RequestCommand::Make(Box::new(asked)),
    };
    let done = engine::submit(&web, who.person, Command::Flow(Box::new(command))).await;
    visit.operator = Some(who);
    visit.path = subject.address();
    let answer = match done {
        // The drawer has nothing more to say: our script closes it.
        Ok(_) if visit.part => {
            let toast = layout::toast(
                words.pick(
                    "Lit demandé, la cellule le voit.",
                    "Bed asked for, the cell sees it.",
                ),
                None,
            );
            Page(html! { (toast) div #drawer-body data-done {} }).into_response()
        }
        Ok(_) => Redirect::to(&format!("/urgences/{}", subject.ward)).into_response(),
        Err(Undone::Problem(problem)) => problem.answer(words, visit.part),
        Err(Undone::Refused(refusal)) => {
            let why = visit.explained(&refusal);
            (unsure, sheet(&visit, &subject, &fields, &[], Some(&why))).into_response()
        }
    };
    operator::remembering(answer, cookie)
}
