//! The inbox: every message received and what became of it; what waits for somebody; what does not add up.
//!
//! Patient and visit numbers never stand in an address: a search is a post, a message is named by its place in the
//! inbox.

mod doubts;
mod field_names;
mod list;
mod one;
mod search;
mod tabs;
mod told;
mod trace;

use app::{Actor, Cause, Failure, Origin};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use base::time::SECOND;
use hl7v2::Message;
use store::{Fault, MessageId, Outcome, Record, Store, StoredMessage};

use crate::fields::Fields;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::{Web, operator};
use doubts::Doubtful;
use list::{Around, Content};
use one::{Scene, waits};
use search::Search;
use tabs::{Counts, Tab};
use told::Told;

/// Messages read again at most for one click.
const REPLAYED_AT_ONCE: usize = 1_000;
/// How long one click may read messages again, in milliseconds: the answer must come before the browser gives up.
const REPLAYING_FOR: i64 = 12 * SECOND;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/messages", get(show).post(find))
        .route("/messages/rejouer", post(replay_many))
        .route("/message/{id}", get(show_one))
        .route("/message/{id}/brut", get(raw))
        .route("/message/{id}/rejouer", post(replay))
        .route("/message/{id}/traiter", post(settle))
}

#[derive(Debug, serde::Deserialize)]
struct Asked {
    vue: Option<String>,
    avant: Option<String>,
    rejoues: Option<String>,
    restes: Option<String>,
}

#[derive(Debug, serde::Deserialize)]
struct After {
    fait: Option<String>,
}

async fn show(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Response {
    let tab = Tab::of_key(asked.vue.as_deref());
    let count = |text: &Option<String>| text.as_ref().and_then(|text| text.parse().ok());
    let told = match (count(&asked.rejoues), count(&asked.restes)) {
        (Some(replayed), Some(still)) => Told::ReplayedMany { replayed, still },
        _ => Told::Nothing,
    };
    if tab == Tab::Doubts {
        let doubtful = Doubtful::of(&visit.snapshot, visit.now);
        return answer(&web, &visit, Content::Doubts(doubtful), told).await;
    }
    let search = Search {
        outcome: tab.outcome(),
        before: asked.avant.and_then(|text| text.parse().ok()).map(MessageId::new),
        ..Search::default()
    };
    match web.app().read(move |store| search.run(store)).await {
        Ok(found) => answer(&web, &visit, Content::List(tab, found), told).await,
        Err(failure) => failed(&visit, &failure),
    }
}

async fn find(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let search = Search::of(&fields, &visit.zone);
    let asked = search.clone();
    match web.app().read(move |store| asked.run(store)).await {
        Ok(found) => answer(&web, &visit, Content::Search(search, found), Told::Nothing).await,
        Err(failure) => failed(&visit, &failure),
    }
}

async fn answer(web: &Web, visit: &Visit, content: Content, told: Told) -> Response {
    let mut counts = match Counts::ask(web).await {
        Ok(counts) => counts,
        Err(failure) => return failed(visit, &failure),
    };
    let mut groups = Vec::new();
    match &content {
        Content::List(Tab::Quarantine, _) => match web.app().read(search::groups).await {
            Ok(found) => groups = found,
            Err(failure) => return failed(visit, &failure),
        },
        Content::Doubts(doubtful) => counts.doubts = Some(doubtful.count()),
        Content::List(..) | Content::Search(..) => {}
    }
    let can_replay = web.config().replayer.is_some();
    list::page(
        visit,
        &content,
        &Around {
            counts,
            groups,
            can_replay,
            told,
        },
    )
    .into_response()
}

async fn show_one(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    Query(after): Query<After>,
) -> Response {
    let told = match after.fait.as_deref() {
        Some("rejoue") => Told::Replayed,
        Some("traite") => Told::Settled,
        Some("rien") => Told::NothingToSettle,
        _ => Told::Nothing,
    };
    let Some(id) = id_of(&id) else {
        return Problem::NotFound.answer(visit.words, visit.part);
    };
    let snapshot = visit.snapshot.clone();
    let read = move |store: &Store| -> Result<Option<(StoredMessage, Vec<Record>)>, Fault> {
        let Some(kept) = store.message(id)? else {
            return Ok(None);
        };
        let decoded = kept.raw.as_deref().map(one::decoded);
        let message = decoded
            .as_ref()
            .and_then(|it| Message::parse_as(&it.text, it.charset).ok());
        let stays = message
            .map(|message| trace::stays(&message, &snapshot.state, &snapshot.vault))
            .unwrap_or_default();
        let records = trace::records(store, kept.head.id, kept.head.received_at, &stays)?;
        Ok(Some((kept, records)))
    };
    match web.app().read(read).await {
        Ok(Some((kept, records))) => {
            let can_replay = web.config().replayer.is_some();
            one::page(
                &visit,
                &Scene {
                    kept: &kept,
                    records: &records,
                    can_replay,
                    told,
                },
            )
            .into_response()
        }
        Ok(None) => Problem::NotFound.answer(visit.words, visit.part),
        Err(failure) => failed(&visit, &failure),
    }
}

/// The bytes, exactly as they came.
async fn raw(State(web): State<Web>, visit: Visit, Path(id): Path<String>) -> Response {
    let Some(id) = id_of(&id) else {
        return Problem::NotFound.answer(visit.words, visit.part);
    };
    match web.app().read(move |store| store.message(id)).await {
        Ok(Some(StoredMessage { raw: Some(raw), .. })) => {
            let name = format!("attachment; filename=\"message-{id}.hl7\"");
            let kind = "application/octet-stream".to_owned();
            (
                [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)],
                raw,
            )
                .into_response()
        }
        Ok(_) => Problem::NotFound.answer(visit.words, visit.part),
        Err(failure) => failed(&visit, &failure),
    }
}

async fn replay(State(web): State<Web>, visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    let cookie = match operator::identify(&web, &visit, &fields).await {
        Ok((_, cookie)) => cookie,
        Err(question) => return question,
    };
    let (Some(replayer), Some(id)) = (web.config().replayer.clone(), id_of(&id)) else {
        return Problem::NotFound.answer(visit.words, visit.part);
    };
    let page = match replayer.replay(id).await {
        Ok(_) => Redirect::to(&format!("/message/{id}?fait=rejoue")).into_response(),
        Err(failure) => failed(&visit, &failure),
    };
    operator::remembering(page, cookie)
}

/// Reads again what waits in quarantine for one reason, oldest first. What there was no time for stays there.
async fn replay_many(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let cookie = match operator::identify(&web, &visit, &fields).await {
        Ok((_, cookie)) => cookie,
        Err(question) => return question,
    };
    let (Some(replayer), Some(code)) = (
        web.config().replayer.clone(),
        fields.get("reason").map(str::to_owned),
    ) else {
        return Problem::Unreadable.answer(visit.words, visit.part);
    };
    let waiting = web
        .app()
        .read(move |store| search::quarantined_for(store, &code, REPLAYED_AT_ONCE))
        .await;
    let ids = match waiting {
        Ok(ids) => ids,
        Err(failure) => return failed(&visit, &failure),
    };
    let (mut replayed, mut still) = (0_u32, 0_u32);
    for id in ids {
        if web.app().now().since(visit.now) > REPLAYING_FOR {
            break;
        }
        match replayer.replay(id).await {
            Ok(done) => {
                replayed += 1;
                still += u32::from(done.outcome == Outcome::Quarantined);
            }
            Err(failure) => return failed(&visit, &failure),
        }
    }
    let back = format!("/messages?vue=quarantaine&rejoues={replayed}&restes={still}");
    operator::remembering(Redirect::to(&back).into_response(), cookie)
}

async fn settle(State(web): State<Web>, visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    let (operator, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let Some(id) = id_of(&id) else {
        return Problem::NotFound.answer(visit.words, visit.part);
    };
    let kept = match web.app().read(move |store| store.message(id)).await {
        Ok(Some(kept)) => kept,
        Ok(None) => return Problem::NotFound.answer(visit.words, visit.part),
        Err(failure) => return failed(&visit, &failure),
    };
    if !waits(kept.head.outcome) {
        return operator::remembering(
            Redirect::to(&format!("/message/{id}?fait=rien")).into_response(),
            cookie,
        );
    }
    // What the work-list holds was applied; what was kept aside never will be.
    let outcome = match kept.head.outcome {
        Outcome::WorkList => Outcome::Applied,
        _ => Outcome::Ignored,
    };
    let origin = Origin {
        actor: Actor::Person(operator.person),
        cause: Cause::Request(web.next_request()),
    };
    let page = match web.app().settle(id, outcome, origin).await {
        Ok(true) => Redirect::to(&format!("/message/{id}?fait=traite")).into_response(),
        Ok(false) => Problem::NotFound.answer(visit.words, visit.part),
        Err(failure) => failed(&visit, &failure),
    };
    operator::remembering(page, cookie)
}

fn id_of(text: &str) -> Option<MessageId> {
    text.parse().ok().map(MessageId::new)
}

fn failed(visit: &Visit, failure: &Failure) -> Response {
    let problem = match failure {
        Failure::Overloaded => Problem::Busy,
        Failure::Stopping => Problem::Stopping,
        Failure::Refused(_) | Failure::Fault(_) | Failure::Unreadable(_) => {
            tracing::error!(%failure, "the inbox could not be read or changed");
            Problem::Fault
        }
    };
    problem.answer(visit.words, visit.part)
}
