//! Shared posts: a device asks to become one (`/poste`), somebody in charge of its place approves it (`/postes`).
//!
//! The device shows a code and waits; nothing is typed on it. What it holds from then on is renewed by itself and
//! never asked for again.

mod view;

use auth::{Change, Post, PostId, PostKind, Secret};
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use base::Label;
use domain::rights::Place;

use crate::Web;
use crate::access::{post_cookie, post_name};
use crate::fields::Fields;
use crate::guard::host_of;
use crate::identity::{Code, Noted};
use crate::operator::{self, remembering};
use crate::problem::Problem;
use crate::visit::{Visit, cookie};
pub use view::place_name;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/poste", get(waiting).post(waiting))
        .route("/postes", get(show).post(change))
}

/// The device's side: it shows a code, and asks again every few seconds whether somebody approved it.
async fn waiting(State(web): State<Web>, visit: Visit, uri: Uri, headers: HeaderMap) -> Response {
    if let Some(post) = &visit.visitor.post {
        return Redirect::to(&view::home(post)).into_response();
    }
    let (Some(client), Ok(drawn)) = (visit.client, app::chance::thirty_two_bytes()) else {
        return Problem::Fault.answer(visit.words, visit.part);
    };
    let held = cookie(&headers, &post_name(client.encrypted)).and_then(Secret::read);
    let token = held.unwrap_or_else(|| Secret::new(drawn));
    let Ok(letters) = app::chance::sixteen_bytes() else {
        return Problem::Fault.answer(visit.words, visit.part);
    };
    let code = web
        .identity()
        .waiting()
        .ask(token.print(), client.address, Code::new(letters), visit.now);
    // Drawn twice, which happens to nobody: the next question draws again.
    let Some(code) = code else {
        return Problem::Busy.answer(visit.words, visit.part);
    };
    let approval = approval(&web, &uri, &headers, client.encrypted, &code);
    let mut response = view::waits(&visit, &code, approval.as_deref()).into_response();
    response
        .headers_mut()
        .insert(header::REFRESH, HeaderValue::from_static("4"));
    remembering(response, post_cookie(&token.text(), client.encrypted))
}

/// Where that code is approved, for the telephone of somebody in charge: at the server's public address, else by the
/// name that this device called. The device's own `localhost` leads no telephone anywhere.
fn approval(web: &Web, uri: &Uri, headers: &HeaderMap, encrypted: bool, code: &Code) -> Option<String> {
    let called = || {
        let host = host_of(uri, headers).filter(|it| !is_this_machine(it))?;
        let scheme = if encrypted { "https" } else { "http" };
        Some(format!("{scheme}://{host}"))
    };
    let public = web.config().public_url.clone();
    let public = public.filter(|it| {
        it.split_once("://")
            .is_some_and(|(_, host)| !is_this_machine(host))
    });
    let site = public.or_else(called)?;
    Some(format!("{}/postes?code={code}", site.trim_end_matches('/')))
}

/// Whether a name and port mean this very machine, whoever reads them.
fn is_this_machine(host: &str) -> bool {
    let host = host.split('/').next().unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    let address = name.parse::<std::net::IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|it| it.is_loopback())
}

#[derive(Debug, Default, serde::Deserialize)]
struct Asked {
    code: Option<String>,
}

async fn show(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Response {
    let mut fields = Fields::default();
    if let Some(code) = asked.code {
        fields.0.push(("code".to_owned(), code));
    }
    view::page(&web, &visit, &fields, None).into_response()
}

async fn change(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let (operator, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(response) => return response,
    };
    let outcome = match fields.get("retirer") {
        Some(id) => end(&web, &visit, operator.person, id).await,
        None => approve(&web, &visit, operator.person, &fields).await,
    };
    let response = match outcome {
        Ok(()) => Redirect::to("/postes").into_response(),
        Err(Undone::Said(why)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            view::page(&web, &visit, &fields, Some(why)),
        )
            .into_response(),
        Err(Undone::Fault) => Problem::Fault.answer(visit.words, visit.part),
    };
    remembering(response, cookie)
}

enum Undone {
    Said(&'static str),
    Fault,
}

async fn approve(
    web: &Web,
    visit: &Visit,
    person: base::id::PersonId,
    fields: &Fields,
) -> Result<(), Undone> {
    let it = &visit.words.identity;
    let place: Place = fields.read("lieu").map_err(|_| Undone::Said(it.bad_place))?;
    if !place.exists(&visit.snapshot.state) || !view::is_theirs(visit, place) {
        return Err(Undone::Said(it.bad_place));
    }
    let name = fields.get("nom").and_then(|text| Label::new(text).ok());
    let name = name
        .filter(|it| it.chars().count() <= 60)
        .ok_or(Undone::Said(it.bad_name))?;
    let code = Code::read(fields.get("code").unwrap_or_default());
    let token = web
        .identity()
        .waiting()
        .take(&code, visit.now)
        .ok_or(Undone::Said(it.bad_code))?;
    let drawn = app::chance::sixteen_bytes().map_err(|_| Undone::Fault)?;
    let mut id = [0; 6];
    id.copy_from_slice(&drawn[..6]);
    let kind = match fields.get("appareil") {
        Some("telephone") => PostKind::Phone,
        _ => PostKind::Shared,
    };
    let post = Post {
        shows_names: fields.get("noms") == Some("oui"),
        approved_by: Some(person),
        ..Post::new(PostId::new(id), name, kind, place, token, visit.now)
    };
    let noted = Noted {
        actor: Some(person),
        place: Some(place.to_string()),
        ..Noted::security("post_approved").with(serde_json::json!({
            "post": post.id.to_string(),
            "names": post.shows_names,
        }))
    };
    let kept = web
        .identity()
        .keep(web, vec![Change::Post(Box::new(post))], vec![noted]);
    kept.await.map_err(|fault| {
        tracing::error!(%fault, "a post was not kept");
        Undone::Fault
    })
}

async fn end(web: &Web, visit: &Visit, person: base::id::PersonId, id: &str) -> Result<(), Undone> {
    let it = &visit.words.identity;
    let found = id
        .parse::<PostId>()
        .ok()
        .and_then(|id| web.identity().read().post(id).cloned());
    let post = found.ok_or(Undone::Said(it.bad_place))?;
    if !view::is_theirs(visit, post.place) {
        return Err(Undone::Said(it.bad_place));
    }
    let noted = Noted {
        actor: Some(person),
        place: Some(post.place.to_string()),
        ..Noted::security("post_ended").with(serde_json::json!({ "post": post.id.to_string() }))
    };
    let ended = Post {
        is_ended: true,
        ..post
    };
    let kept = web
        .identity()
        .keep(web, vec![Change::Post(Box::new(ended))], vec![noted]);
    kept.await.map_err(|fault| {
        tracing::error!(%fault, "a post was not ended");
        Undone::Fault
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_other_machines_lead_a_telephone_somewhere() {
        for own in [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1:8080",
            "[::1]:8080",
            "127.1.2.3",
            "localhost/",
        ] {
            assert!(is_this_machine(own), "{own}");
        }
        for other in [
            "lits.example.org",
            "10.1.2.3:8080",
            "[2001:db8::1]:443",
            "localhost.example.org",
        ] {
            assert!(!is_this_machine(other), "{other}");
        }
    }
}
