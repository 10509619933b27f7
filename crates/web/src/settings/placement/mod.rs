//! `/reglages/placement`: every rule with what it is for and how strong it is, a trial before publishing, and what was
//! set before.

mod changes;
mod page;
mod rules;
mod trial;
mod typed;

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::command::Command;
use domain::flow::placement::{PlacementCommand, PlacementSettings};

use super::PLACEMENT;
use super::done::carry_out;
use super::frame::Said;
use crate::fields::Fields;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Explained;
use crate::{Web, operator};
use page::Desk;

/// `GET /reglages/placement`
pub async fn show(visit: Visit, Query(query): Query<Vec<(String, String)>>) -> Response {
    let words = visit.words;
    let said = match Fields(query).get("fait") {
        Some("publie") => Said::Done(words.pick(
            "Publié : les lits proposés en tiennent compte dès maintenant.",
            "Published: the beds proposed go by it from now on.",
        )),
        _ => Said::Nothing,
    };
    Desk::of_state(&visit, said).answer(StatusCode::OK)
}

/// `POST /reglages/placement`: tries what is typed, publishes it, or takes up what was set before.
pub async fn act(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let identified = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let (verb, of) = fields
        .get("do")
        .map_or(("", ""), |it| it.split_once('=').unwrap_or((it, "")));
    let settings = match verb {
        "essayer" | "publier" => match typed::settings(&visit.snapshot.state.placement, &fields) {
            Ok(settings) => settings,
            Err(fault) => {
                let said = Said::Refused(unreadable(&visit, fault));
                return Desk::of_fields(&visit, &fields, said).answer(StatusCode::UNPROCESSABLE_ENTITY);
            }
        },
        "reprendre" => match former(&visit, of) {
            Some(settings) => (*settings).clone(),
            None => return Problem::Gone.answer(visit.words, visit.part),
        },
        _ => return Problem::Unreadable.answer(visit.words, visit.part),
    };
    if verb == "essayer" {
        let answer = match settings.check(&visit.snapshot.state) {
            Ok(()) => Desk::of_trial(&visit, &fields, settings).answer(StatusCode::OK),
            Err(flaw) => {
                let refusal = domain::flow::placement::PlacementRefusal::Unfit(flaw);
                let refusal = domain::refusal::Refusal::Placement(refusal);
                let said = Said::Refused(visit.explained(&refusal));
                Desk::of_fields(&visit, &fields, said).answer(StatusCode::UNPROCESSABLE_ENTITY)
            }
        };
        return operator::remembering(answer, identified.1);
    }
    let set = PlacementCommand::Set {
        settings: Box::new(settings),
        by: Some(identified.0.person),
        saw: fields
            .get("saw")
            .and_then(|it| it.parse().ok())
            .unwrap_or_default(),
    };
    let command = Command::Placement(Box::new(set));
    let to = format!("{PLACEMENT}?fait=publie");
    match carry_out(&web, &visit, &identified, command, &to).await {
        Ok(answer) => answer,
        Err(refusal) => {
            let visit = visit.renewed(&web);
            let explained = visit.explained(&refusal);
            let said = Said::Refused(explained);
            let answer = Desk::of_conflict(&visit, &fields, said).answer(StatusCode::CONFLICT);
            operator::remembering(answer, identified.1)
        }
    }
}

/// What was set before, by the place in the journal; 0 for what is shipped.
fn former(visit: &Visit, revision: &str) -> Option<Arc<PlacementSettings>> {
    let revision: u64 = revision.parse().ok()?;
    if revision == 0 {
        return Some(Arc::default());
    }
    let versions = &visit.snapshot.state.placement_versions;
    let found = versions.iter().find(|it| it.revision == revision)?;
    Some(found.settings.clone())
}

fn unreadable(visit: &Visit, field: &'static str) -> Explained {
    let words = visit.words;
    Explained {
        why: words.pair(
            words.pick("Un nombre ne se lit pas", "A number cannot be read"),
            page::parameter_name(words, field),
        ),
        next: words
            .pick(
                "Corrigez, puis validez à nouveau.",
                "Correct it, then submit again.",
            )
            .to_owned(),
    }
}
