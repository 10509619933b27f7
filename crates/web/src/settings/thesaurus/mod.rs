//! `/reglages/thesaurus`: the entries by specialty, the draft that people write on, the versions.

pub mod classes;
mod desk;
mod diff;
pub mod entry;
pub mod file;
mod form;
mod list;
pub mod version;
mod versions;

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::Code;
use domain::command::Command;
use domain::flow::{DraftChange, FlowCommand, Thesaurus, ThesaurusDiff, Way};
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::THESAURUS;
use super::done::carry_out;
use super::frame::{self, Said};
use crate::fields::Fields;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Explained;
use crate::words::when::of_field;
use crate::{Web, operator};

/// `GET /reglages/thesaurus`
pub async fn show(
    State(web): State<Web>,
    visit: Visit,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let query = Fields(query);
    let said = query.get("fait").and_then(|it| done(&visit, it));
    page(
        &web,
        visit,
        &query,
        &said.map_or(Said::Nothing, Said::Done),
        &Fields::default(),
    )
}

/// What a redirection says was done.
fn done(visit: &Visit, what: &str) -> Option<&'static str> {
    let words = visit.words;
    Some(match what {
        "brouillon" => words.pick(
            "Enregistré au brouillon : rien ne change avant la publication.",
            "Saved in the draft: nothing changes before it is published.",
        ),
        "publie" => words.pick(
            "Publié : c’est une nouvelle version.",
            "Published: it is a new version.",
        ),
        "ordre" => words.pick("Ordre enregistré au brouillon.", "Order saved in the draft."),
        "jete" => words.pick("Brouillon jeté.", "Draft discarded."),
        _ => return None,
    })
}

/// The page as things are now, which a form may have changed since the request came.
fn page(web: &Web, visit: Visit, query: &Fields, said: &Said, typed: &Fields) -> Response {
    let visit = &visit.renewed(web);
    let words = visit.words;
    let state = &visit.snapshot.state;
    let may = frame::may_set(visit);
    // Whoever only reads sees what counts, not what somebody is writing.
    let in_force = state.thesaurus_at(visit.now).map(|it| it.thesaurus.clone());
    let (shown, changes) = if may {
        (state.thesaurus_worked_on(), desk::changes(state))
    } else {
        (in_force.unwrap_or_default(), ThesaurusDiff::default())
    };
    let title = words.pick("Thésaurus", "Thesaurus");
    let body = html! {
        h1 { (title) }
        (frame::said(said))
        p.intro {
            (words.pick(
                "Ce que l’hôpital écrit de chaque motif : son urgence, son délai, ses besoins, ses services. Chevet ne calcule aucun score de gravité : il compte à partir d’ici.",
                "What the hospital writes of each reason: its urgency, its delay, its needs, its wards. Chevet computes no score of illness: it counts from here.",
            ))
        }
        @if !may { (frame::only_read(visit)) }
        @if shown.entries.is_empty() && may { (desk::begin(visit)) }
        @if may { (desk::draft(visit, &changes, typed)) }
        (versions::section(visit))
        @if !shown.entries.is_empty() { (list::list(visit, &shown, &changes, query, may)) }
        @if may { (file::card(visit)) }
    };
    let mut response = frame::page(visit, THESAURUS, title, &body).into_response();
    if matches!(said, Said::Refused(_)) {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// `POST /reglages/thesaurus`: the draft as a whole is begun, published or thrown away.
pub async fn act(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let identified = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let by = Some(identified.0.person);
    let saw = saw(&fields);
    let edit = |change| FlowCommand::DraftThesaurus { change, by, saw };
    let verb = fields.get("do");
    if let Some((way, code)) = verb.and_then(moved) {
        let command = Command::Flow(Box::new(edit(DraftChange::Move {
            code: code.clone(),
            way,
        })));
        let to = format!("{THESAURUS}?fait=ordre#{}", list::anchor(&code));
        return match carry_out(&web, &visit, &identified, command, &to).await {
            Ok(answer) => answer,
            Err(refusal) => {
                let said = Said::Refused(explained(&visit, &refusal));
                let answer = page(&web, visit, &Fields::default(), &said, &fields);
                operator::remembering(answer, identified.1)
            }
        };
    }
    let (command, done) = match verb {
        Some("exemple") => match app::thesaurus_file::example() {
            Ok(example) => (edit(DraftChange::Replace(Box::new(example))), "brouillon"),
            Err(_) => return Problem::Fault.answer(visit.words, visit.part),
        },
        Some("vide") => {
            let classes = app::thesaurus_file::usual_classes();
            let empty = Thesaurus {
                classes,
                ..Thesaurus::default()
            };
            (edit(DraftChange::Replace(Box::new(empty))), "brouillon")
        }
        Some("jeter") => (edit(DraftChange::Discard), "jete"),
        Some("publier") => {
            let from = match fields.get("depuis").map(|it| of_field(&visit.zone, it)) {
                None => None,
                Some(Some(from)) => Some(from),
                Some(None) => {
                    let said = Said::Refused(bad_hour(&visit));
                    return page(&web, visit, &Fields::default(), &said, &fields);
                }
            };
            (FlowCommand::PublishThesaurus { from, by, saw }, "publie")
        }
        _ => return Problem::Unreadable.answer(visit.words, visit.part),
    };
    let command = Command::Flow(Box::new(command));
    let to = format!("{THESAURUS}?fait={done}");
    match carry_out(&web, &visit, &identified, command, &to).await {
        Ok(answer) => answer,
        Err(refusal) => {
            let said = Said::Refused(explained(&visit, &refusal));
            let answer = page(&web, visit, &Fields::default(), &said, &fields);
            operator::remembering(answer, identified.1)
        }
    }
}

/// Which entry a button moves, and to which side.
fn moved(verb: &str) -> Option<(Way, Code)> {
    let (way, code) = verb.split_once('=')?;
    let way = match way {
        "monter" => Way::Up,
        "descendre" => Way::Down,
        _ => return None,
    };
    Some((way, Code::new(code).ok()?))
}

fn bad_hour(visit: &Visit) -> Explained {
    Explained {
        why: visit
            .words
            .pick("Cette date ne se lit pas.", "This date cannot be read.")
            .to_owned(),
        next: visit
            .words
            .pick("Écrivez un jour et une heure.", "Write a day and an hour.")
            .to_owned(),
    }
}

/// The revision of the draft that the form was drawn from.
fn saw(fields: &Fields) -> u64 {
    fields
        .get("saw")
        .and_then(|it| it.parse().ok())
        .unwrap_or_default()
}

fn explained(visit: &Visit, refusal: &Refusal) -> Explained {
    visit.explained(refusal)
}

/// A link back to the list.
fn back(visit: &Visit) -> Markup {
    html! { p.setback { a href=(THESAURUS) { "← " (visit.words.pick("Thésaurus", "Thesaurus")) } } }
}

/// The name of a specialty of the settings.
fn specialty_name(visit: &Visit, code: &Code) -> String {
    let list = &visit.snapshot.state.settings.flow.specialties;
    let found = list.iter().find(|it| it.code == *code);
    found.map_or_else(|| code.to_string(), |it| it.name.to_string())
}

/// What is written on.
fn worked_on(visit: &Visit) -> Arc<Thesaurus> {
    visit.snapshot.state.thesaurus_worked_on()
}
