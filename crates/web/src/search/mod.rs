//! Finding anybody and anything from anywhere: `/chercher`, as a page and as the palette.
//!
//! What is typed is nearly always a name. So it only ever travels in the body of a POST: never in an address, which
//! browsers, proxies and logs keep (I9), and the guard forbids caches to keep the answer. The form is sent again when
//! the page is loaded again; that is the price.

mod answers;
mod commands;
mod view;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base::id::{PatientId, WardId};
use domain::rights::{Action, Target, Wards};
use domain::view::board::ShownName;
use domain::view::drawer::bed_drawer;
use domain::view::search::{Answers, PersonFound};

use crate::Web;
use crate::access::Opened;
use crate::fields::Fields;
use crate::layout::SEARCH;
use crate::problem::Problem;
use crate::visit::Visit;
use commands::{Command, commands};

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new().route(SEARCH, get(show).post(find))
}

/// Wards seen lately that are shown at most.
const LATELY: usize = 6;

/// What is shown for a text.
#[derive(Debug, Default)]
pub struct Hits {
    /// What was typed.
    pub text: String,
    /// What answers.
    pub answers: Answers,
    /// Pages and actions that answer; those that are offered first when nothing was typed.
    pub commands: Vec<Command>,
    /// Wards seen lately, when nothing was typed.
    pub lately: Vec<(WardId, String)>,
}

async fn show(State(web): State<Web>, visit: Visit) -> Response {
    answer(&web, &visit, &Fields::default()).await
}

async fn find(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    answer(&web, &visit, &fields).await
}

async fn answer(web: &Web, visit: &Visit, fields: &Fields) -> Response {
    let text = fields.get("q").unwrap_or_default().to_owned();
    // The whole picture, of which only what is theirs is kept: whoever sees some wards finds their patients.
    let (app, snapshot, asked) = (web.app().clone(), web.app().snapshot(), text.clone());
    // Some milliseconds of thinking: not on a thread that serves others.
    let found = tokio::task::spawn_blocking(move || app.search(&snapshot, &asked)).await;
    let Ok(mut answers) = found else {
        return Problem::Fault.answer(visit.words, visit.part);
    };
    keep_theirs(visit, &mut answers);
    let lately = if text.is_empty() {
        lately(visit, fields.get("vus"))
    } else {
        Vec::new()
    };
    let hits = Hits {
        commands: commands(visit, fields.get("ici").and_then(ward_of), &text),
        text,
        answers,
        lately,
    };
    let opened = Opened(named(&hits.answers));
    let mut response = if visit.part {
        view::part(visit, &hits).into_response()
    } else {
        view::whole(visit, &hits).into_response()
    };
    // What was looked for and found nobody is counted too.
    if !hits.text.is_empty() {
        response.extensions_mut().insert(opened);
    }
    response
}

/// Everybody whom these answers name: who was looked for, and who lies in a bed that was.
fn named(answers: &Answers) -> Vec<PatientId> {
    let people = answers.people.iter().map(|it| it.patient);
    let lying = answers.beds.iter().flat_map(|it| it.tile.face.stays());
    let lying = lying.filter(|it| matches!(it.name, ShownName::Full { .. }) && !it.confidential);
    people.chain(lying.map(|it| it.patient)).collect()
}

/// The patients that answer a text, as far as the visitor may know them: for forms that are about somebody.
pub(crate) async fn people(web: &Web, visit: &Visit, text: &str) -> Vec<PersonFound> {
    let (app, snapshot, asked) = (web.app().clone(), web.app().snapshot(), text.to_owned());
    let found = tokio::task::spawn_blocking(move || app.search(&snapshot, &asked)).await;
    let mut answers = found.unwrap_or_default();
    keep_theirs(visit, &mut answers);
    answers.people
}

/// Keeps the patients that the visitor may know, and leaves no trace of the others: neither a count nor a guess.
fn keep_theirs(visit: &Visit, answers: &mut Answers) {
    let before = answers.people.len();
    let knows = |stay| {
        let target = Target::Stay(stay);
        visit
            .visitor
            .may(&visit.snapshot, Action::SeeIdentity, target, visit.now)
            && visit
                .visitor
                .may(&visit.snapshot, Action::Search, target, visit.now)
    };
    answers.people.retain(|person| knows(person.stay));
    // A bed is found by anybody; who lies in it is told to those who may know.
    for found in &mut answers.beds {
        let ward = found.place.ward.as_ref().map(|(ward, _)| *ward);
        if !ward.is_some_and(|it| visit.visitor.sees_names(&visit.snapshot, it, visit.now)) {
            let (state, vault) = (&visit.snapshot.state, visit.snapshot.vault.veiled());
            if let Some(drawer) = bed_drawer(state, &vault, found.tile.bed, visit.now) {
                found.tile = drawer.tile;
            }
        }
    }
    let sees_all = visit.visitor.wards(&visit.snapshot, Action::Search, visit.now) == Wards::All;
    if !sees_all || answers.people.len() < before {
        answers.more = 0;
    }
}

/// The ward whose board that address is, or another page about it.
fn ward_of(path: &str) -> Option<WardId> {
    let rest = ["/service/", "/journal/service/", "/structure/service/"]
        .iter()
        .find_map(|of| path.strip_prefix(of))?;
    rest.split(['/', '?']).next()?.parse().ok()
}

/// The wards of those addresses, under the names they have now.
fn lately(visit: &Visit, paths: Option<&str>) -> Vec<(WardId, String)> {
    let state = &visit.snapshot.state;
    paths
        .unwrap_or_default()
        .split(',')
        .filter_map(ward_of)
        .filter_map(|id| state.ward(id))
        .filter(|ward| ward.merged_into.is_none())
        .map(|ward| (ward.id, ward.name.to_string()))
        .take(LATELY)
        .collect()
}
