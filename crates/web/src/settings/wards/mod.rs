//! `/reglages/services`: what each ward takes, how far sites are from each other, and what was set before.
//!
//! Wards and distances are part of the settings of placement, which are one document. People describe one ward at a
//! time: whoever saves a ward is compared with whoever described the same ward since, and not with everybody.

mod changes;
mod list;
mod sheet;
mod typed;

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::id::WardId;
use domain::command::Command;
use domain::flow::placement::{PlacementCommand, PlacementSettings, WardPlace, WardProfile};
use domain::refusal::Refusal;
use domain::structure::{Standing, Ward};

use super::WARDS;
use super::done::carry_out;
use super::frame::Said;
use crate::fields::Fields;
use crate::operator::Identified;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Explained;
use crate::{Web, operator};
use list::Desk;
use sheet::Sheet;

/// `GET /reglages/services`
pub async fn show(visit: Visit, Query(query): Query<Vec<(String, String)>>) -> Response {
    let words = visit.words;
    let said = match Fields(query).get("fait") {
        Some("publie") => Said::Done(words.pick(
            "Publié : les lits proposés en tiennent compte dès maintenant.",
            "Published: the beds proposed go by it from now on.",
        )),
        _ => Said::Nothing,
    };
    Desk::new(&visit, said).answer(StatusCode::OK)
}

/// `POST /reglages/services`: distances, or wards and distances as they were before.
pub async fn act(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let identified = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let now = &visit.snapshot.state.placement;
    let (verb, of) = fields
        .get("do")
        .map_or(("", ""), |it| it.split_once('=').unwrap_or((it, "")));
    let (settings, same) = match verb {
        "distances" => {
            let Some(distances) = typed::distances(&visit, &fields) else {
                let said = Said::Refused(unreadable(&visit));
                return Desk::typed(&visit, &fields, said).answer(StatusCode::UNPROCESSABLE_ENTITY);
            };
            let settings = PlacementSettings {
                distances,
                ..(**now).clone()
            };
            (settings, saw(&visit, &fields, |it| it.distances == now.distances))
        }
        "reprendre" => {
            let Some(former) = of.parse().ok().and_then(|it| set_at(&visit, it)) else {
                return Problem::Gone.answer(visit.words, visit.part);
            };
            let settings = PlacementSettings {
                wards: former.wards.clone(),
                distances: former.distances.clone(),
                ..(**now).clone()
            };
            (settings, saw_all(&fields))
        }
        _ => return Problem::Unreadable.answer(visit.words, visit.part),
    };
    let command = set(&identified, settings, same);
    match carry_out(
        &web,
        &visit,
        &identified,
        command,
        &format!("{WARDS}?fait=publie"),
    )
    .await
    {
        Ok(answer) => answer,
        Err(refusal) => {
            let visit = visit.renewed(&web);
            let said = Said::Refused(visit.explained(&refusal));
            let answer = Desk::typed(&visit, &fields, said).answer(StatusCode::CONFLICT);
            operator::remembering(answer, identified.1)
        }
    }
}

/// `GET /reglages/services/{ward}`
pub async fn show_ward(visit: Visit, Path(ward): Path<String>) -> Response {
    match place_of(&visit, &ward) {
        Some((id, place)) => Sheet::of_state(&visit, id, place).answer(StatusCode::OK),
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}

/// `POST /reglages/services/{ward}`: what is typed of it, or that nobody describes it any more.
pub async fn change_ward(
    State(web): State<Web>,
    visit: Visit,
    Path(ward): Path<String>,
    fields: Fields,
) -> Response {
    let identified = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let Some((id, place)) = place_of(&visit, &ward) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let now = &visit.snapshot.state.placement;
    let mut settings = (**now).clone();
    if fields.get("do") == Some("retirer") {
        settings.wards.retain(|it| it.place != place);
    } else {
        let Some(profile) = typed::profile(&visit, &place, &fields) else {
            let said = Said::Refused(unreadable(&visit));
            let sheet = Sheet::typed(&visit, id, place, &fields, said);
            return operator::remembering(sheet.answer(StatusCode::UNPROCESSABLE_ENTITY), identified.1);
        };
        match settings.wards.iter_mut().find(|it| it.place == place) {
            Some(known) => *known = profile,
            None => settings.wards.push(profile),
        }
    }
    let own = profile_in(now, &place).cloned();
    let same = saw(&visit, &fields, |it| profile_in(it, &place) == own.as_ref());
    let command = set(&identified, settings, same);
    match carry_out(
        &web,
        &visit,
        &identified,
        command,
        &format!("{WARDS}?fait=publie"),
    )
    .await
    {
        Ok(answer) => answer,
        Err(refusal) => {
            let visit = visit.renewed(&web);
            let is_conflict = matches!(
                &refusal,
                Refusal::Placement(domain::flow::placement::PlacementRefusal::ChangedMeanwhile)
            );
            let said = Said::Refused(visit.explained(&refusal));
            let sheet = Sheet::typed(&visit, id, place, &fields, said);
            let (sheet, status) = if is_conflict {
                (sheet.in_conflict(), StatusCode::CONFLICT)
            } else {
                (sheet, StatusCode::UNPROCESSABLE_ENTITY)
            };
            operator::remembering(sheet.answer(status), identified.1)
        }
    }
}

fn set(identified: &Identified, settings: PlacementSettings, saw: u64) -> Command {
    Command::Placement(Box::new(PlacementCommand::Set {
        settings: Box::new(settings),
        by: Some(identified.0.person),
        saw,
    }))
}

/// What a form has seen: when the part it changes is since then as it was, all that was set meanwhile.
fn saw(visit: &Visit, fields: &Fields, is_as_now: impl Fn(&PlacementSettings) -> bool) -> u64 {
    let saw = saw_all(fields);
    let unchanged = set_at(visit, saw).is_some_and(|it| is_as_now(&it));
    if unchanged {
        visit.snapshot.state.placement_revision
    } else {
        saw
    }
}

fn saw_all(fields: &Fields) -> u64 {
    fields
        .get("saw")
        .and_then(|it| it.parse().ok())
        .unwrap_or_default()
}

/// What was set at that place in the journal; 0 for what is shipped.
fn set_at(visit: &Visit, revision: u64) -> Option<Arc<PlacementSettings>> {
    if revision == 0 {
        return Some(Arc::default());
    }
    let versions = &visit.snapshot.state.placement_versions;
    let found = versions.iter().find(|it| it.revision == revision)?;
    Some(found.settings.clone())
}

fn profile_in<'a>(settings: &'a PlacementSettings, place: &WardPlace) -> Option<&'a WardProfile> {
    settings.wards.iter().find(|it| it.place == *place)
}

/// The ward of an address, when boards show it, and its codes.
fn place_of(visit: &Visit, ward: &str) -> Option<(WardId, WardPlace)> {
    let id = ward.parse::<WardId>().ok()?;
    let known = visit.snapshot.state.ward(id).filter(|it| is_shown(it))?;
    Some((id, place(visit, known)?))
}

fn is_shown(ward: &Ward) -> bool {
    ward.merged_into.is_none() && ward.standing != Standing::Ignored
}

fn place(visit: &Visit, ward: &Ward) -> Option<WardPlace> {
    let establishment = visit.snapshot.state.establishment(ward.establishment)?;
    Some(WardPlace {
        establishment: establishment.code.clone(),
        ward: ward.code.clone(),
    })
}

fn unreadable(visit: &Visit) -> Explained {
    let words = visit.words;
    Explained {
        why: words
            .pick("Un nombre ne se lit pas.", "A number cannot be read.")
            .to_owned(),
        next: words
            .pick(
                "Corrigez, puis validez à nouveau.",
                "Correct it, then submit again.",
            )
            .to_owned(),
    }
}
