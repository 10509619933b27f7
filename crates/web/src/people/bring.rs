//! Joiners and leavers as a file: looked at first, then done whole or not at all.

use auth::{Hindrance, Plan, Roster, export as written};
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::id::PersonId;
use sha2::{Digest as _, Sha256};

use super::{LIST, Undone, file, noted};
use crate::fields::Fields;
use crate::identity::{Noted, Shown};
use crate::operator::{self, remembering};
use crate::problem::Problem;
use crate::upload::Sent;
use crate::visit::Visit;
use crate::{Web, engine};

/// How many names are introduced at once: they share a transaction.
const TOGETHER: usize = 200;

/// Everybody within reach, as a file that can be brought again.
pub async fn export(State(web): State<Web>, visit: Visit) -> Response {
    let Some(viewer) = visit.visitor.person.as_ref().map(|it| it.person) else {
        return Problem::Unidentified.answer(visit.words, visit.part);
    };
    let snapshot = &visit.snapshot;
    let text = web.identity().ask_as(&web, viewer, |directory, giving| {
        let all = directory.accounts().into_iter();
        let reached = all.filter(|it| directory.reaches(giving, it));
        written(reached, &snapshot.vault, &snapshot.state, &visit.zone, visit.now)
    });
    let trace = Noted::administration("people_exported").by(&visit.visitor);
    if let Err(fault) = web.identity().note(&web, vec![trace]).await {
        tracing::error!(%fault, "an export of people was not traced, and not given");
        return Problem::Fault.answer(visit.words, visit.part);
    }
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let name = HeaderValue::from_static("attachment; filename=\"personnes.csv\"");
    (
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)],
        text,
    )
        .into_response()
}

/// Shows what a file would do.
pub async fn preview(State(web): State<Web>, visit: Visit, Sent(file): Sent) -> Response {
    let Some(by) = visit.visitor.person.as_ref().map(|it| it.person) else {
        return Problem::Unidentified.answer(visit.words, visit.part);
    };
    match Roster::read(&file, &visit.snapshot.state, &visit.zone) {
        Ok(roster) => shown(&web, &visit, by, roster, false),
        Err(unfit) => faults(&visit, &unfit.0),
    }
}

fn faults(visit: &Visit, faults: &[String]) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, file::faults(visit, faults)).into_response()
}

/// The page of what a file would do, which then waits under a ticket.
fn shown(web: &Web, visit: &Visit, by: PersonId, roster: Roster, again: bool) -> Response {
    let planned = web.identity().ask_as(web, by, |directory, giving| {
        roster.plan(directory, &web.app().snapshot().vault, giving)
    });
    let plan = match planned {
        Ok(plan) => plan,
        Err(hindrances) => return faults(visit, &worded(visit, &hindrances)),
    };
    let ticket = match app::chance::sixteen_bytes() {
        Ok(drawn) => drawn.iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
        Err(fault) => {
            tracing::error!(%fault, "a file of people could not wait");
            return Problem::Fault.answer(visit.words, visit.part);
        }
    };
    let page = file::preview(visit, &plan, &ticket, again);
    web.identity().imports().keep(
        by,
        Shown {
            ticket,
            roster,
            print: print_of(&plan),
            since: visit.now,
        },
    );
    page.into_response()
}

/// What a plan does, whoever the newcomers turn out to be.
fn print_of(plan: &Plan) -> Vec<u8> {
    let mut digest = Sha256::new();
    for it in &plan.people {
        let account = &it.after;
        let told = format!(
            "{} {} {:?} {:?} {:?} {:?} {} {:?}\n",
            account.login,
            it.is_new,
            account.assignments,
            account.proposed,
            account.from,
            account.until,
            account.is_closed,
            account.rpps
        );
        digest.update(told);
    }
    digest.finalize().to_vec()
}

/// Why lines cannot be done, with their numbers.
fn worded(visit: &Visit, hindrances: &[(u64, Hindrance)]) -> Vec<String> {
    let it = &visit.words.roster;
    let why = |hindrance: &Hindrance| match hindrance {
        Hindrance::NotGiven(why) => visit.words.not_given(why),
        Hindrance::NoName => it.no_name.to_owned(),
        Hindrance::OtherName => it.other_name.to_owned(),
    };
    let line =
        |(line, hindrance): &(u64, Hindrance)| visit.words.pair(visit.words.line(*line), why(hindrance));
    hindrances.iter().map(line).collect()
}

/// Does what was shown.
pub async fn carry_out(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let (operator, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(response) => return response,
    };
    let by = operator.person;
    let ticket = fields.get("fichier").unwrap_or_default();
    let waiting = web.identity().imports().take(by, ticket, visit.now);
    let response = match waiting {
        None => faults(&visit, &[visit.words.roster.too_late.to_owned()]),
        Some(waiting) => match done(&web, &visit, by, &waiting).await {
            Ok(Outcome::Done) => Redirect::to(LIST).into_response(),
            // Somebody was changed between the look and the deed: what would be done now is shown instead.
            Ok(Outcome::Otherwise) => shown(&web, &visit, by, waiting.roster, true),
            Ok(Outcome::Hindered(why)) => faults(&visit, &worded(&visit, &why)),
            Err(Undone::Said(why)) => faults(&visit, &[why]),
            Err(Undone::Problem(problem)) => problem.answer(visit.words, visit.part),
        },
    };
    remembering(response, cookie)
}

enum Outcome {
    Done,
    Otherwise,
    Hindered(Vec<(u64, Hindrance)>),
}

async fn done(web: &Web, visit: &Visit, by: PersonId, waiting: &Shown) -> Result<Outcome, Undone> {
    let snapshot = web.app().snapshot();
    let newcomers = waiting.roster.newcomers(&web.identity().read(), &snapshot.vault);
    for together in newcomers.chunks(TOGETHER) {
        let mut introductions = tokio::task::JoinSet::new();
        for name in together.iter().cloned() {
            let web = web.clone();
            introductions.spawn(async move { engine::introduce(&web, name).await.map(|_| ()) });
        }
        while let Some(introduced) = introductions.join_next().await {
            introduced.map_err(|_| Problem::Fault)??;
        }
    }
    let vault = &web.app().snapshot().vault;
    let decided = web.identity().decide_as(web, by, |directory, giving| {
        let plan = match waiting.roster.plan(directory, vault, giving) {
            Ok(plan) => plan,
            Err(why) => return Err(Outcome::Hindered(why)),
        };
        if print_of(&plan) != waiting.print {
            return Err(Outcome::Otherwise);
        }
        let traces = plan.people.iter();
        let traces = traces.map(|it| noted(visit, by, "account_imported", it.before.as_ref(), &it.after));
        let traces = traces.collect();
        Ok((plan.changes, traces, ()))
    });
    Ok(match decided.await? {
        Ok(()) => Outcome::Done,
        Err(outcome) => outcome,
    })
}
