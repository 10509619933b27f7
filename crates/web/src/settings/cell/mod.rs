//! `/reglages/cellule`: lists of reasons, delays, how requests are ranked, how many beds are kept for emergencies.
//!
//! Each part is a form of its own; each is carried out on the settings as they are, so that two people who set
//! different parts hinder each other only once: the second sees what changed, and what they typed is still there.

mod changes;
mod lists;
mod page;
mod parts;
mod typed;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::command::Command;
use domain::flow::{FlowCommand, FlowRefusal, FlowSettings};
use domain::refusal::Refusal;

use super::CELL;
use super::done::carry_out;
use super::frame::Said;
use crate::fields::Fields;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Explained;
use crate::{Web, operator};
use page::Desk;
use typed::Unread;

/// `GET /reglages/cellule`
pub async fn show(visit: Visit, Query(query): Query<Vec<(String, String)>>) -> Response {
    let said = match Fields(query).get("fait") {
        Some(_) => Said::Done(visit.words.pick(
            "Enregistré : en vigueur dès maintenant.",
            "Saved: in force from now on.",
        )),
        None => Said::Nothing,
    };
    Desk::of(&visit, None, said).answer(StatusCode::OK)
}

/// `POST /reglages/cellule`: one part is set anew, or former settings are taken up again.
pub async fn act(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let identified = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let flow = &visit.snapshot.state.settings.flow;
    let settings = match wanted(&visit, flow, &fields) {
        Ok(settings) => settings,
        Err(Unread::Form) => return Problem::Unreadable.answer(visit.words, visit.part),
        Err(Unread::Field(field)) => {
            let words = visit.words;
            let said = Said::Refused(Explained {
                why: words
                    .pick("Un champ ne se lit pas.", "A field cannot be read.")
                    .to_owned(),
                next: words
                    .pick("Corrigez-le : rien n’est perdu.", "Correct it: nothing is lost.")
                    .to_owned(),
            });
            let mut desk = Desk::of(&visit, Some(&fields), said);
            let fault = words.pick("Vide, trop long ou illisible.", "Empty, too long or unreadable.");
            desk.faults.push((field, fault.to_owned()));
            return desk.answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let command = FlowCommand::Configure {
        settings: Box::new(settings),
        by: Some(identified.0.person),
        saw: fields
            .get("saw")
            .and_then(|it| it.parse().ok())
            .unwrap_or_default(),
    };
    let to = format!("{CELL}?fait=1{}", anchor(&fields));
    let command = Command::Flow(Box::new(command));
    match carry_out(&web, &visit, &identified, command, &to).await {
        Ok(answer) => answer,
        Err(refusal) => {
            let visit = visit.renewed(&web);
            let said = Said::Refused(visit.explained(&refusal));
            let mut desk = Desk::of(&visit, Some(&fields), said);
            let mut status = StatusCode::UNPROCESSABLE_ENTITY;
            match &refusal {
                Refusal::Flow(FlowRefusal::BadSettings(flaws)) => {
                    let fault = |it| (typed::field_of(it).to_owned(), visit.words.flow_flaw(it));
                    desk.faults = flaws.iter().map(fault).collect();
                }
                Refusal::Flow(FlowRefusal::SettingsChangedMeanwhile) => {
                    status = StatusCode::CONFLICT;
                    let flow = &visit.snapshot.state.settings.flow;
                    desk.differences = wanted(&visit, flow, &fields)
                        .map(|typed| changes::changes(visit.words, flow, &typed))
                        .ok();
                }
                _ => {}
            }
            operator::remembering(desk.answer(status), identified.1)
        }
    }
}

/// What is asked for, on top of what is set.
fn wanted(visit: &Visit, flow: &FlowSettings, fields: &Fields) -> Result<FlowSettings, Unread> {
    let asked = fields.get("do").ok_or(Unread::Form)?;
    let (verb, of) = asked.split_once('=').unwrap_or((asked, ""));
    if verb != "reprendre" {
        return typed::settings(flow, fields);
    }
    let revision: u64 = of.parse().map_err(|_| Unread::Form)?;
    let former = if revision == 0 {
        FlowSettings::default()
    } else {
        let versions = &visit.snapshot.state.flow_versions;
        let found = versions.iter().find(|it| it.revision == revision);
        (*found.ok_or(Unread::Form)?.settings).clone()
    };
    Ok(typed::keeping_words(former, flow))
}

/// The part that was sent: the page comes back to it.
fn anchor(fields: &Fields) -> String {
    let part = fields.get("part").filter(|it| typed::PARTS.contains(it));
    part.map(|it| format!("#{it}")).unwrap_or_default()
}
