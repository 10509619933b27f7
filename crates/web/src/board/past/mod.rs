//! The board of a ward at an instant of its past: `/service/{ward}/passe?a=2026-11-20T14:30`.
//!
//! It is drawn by the functions that draw the live board, from the state that the journal gives for that instant, in a
//! scene that is still: nothing on it acts, and its links lead to journals. It follows no live topic. Without script
//! every instant is reached by links and two plain forms; with it, by a slider, keys and a play button.

mod bar;
mod change;

use std::sync::Arc;

use app::{App, Failure, Then};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::id::WardId;
use domain::view::board::ward_board;
use maud::{Markup, PreEscaped, html};

use super::draw;
use crate::Web;
use crate::fields::Fields;
use crate::hour::{self, DayLine};
use crate::layout::{Frame, Nav, Page, Place, page};
use crate::problem::Problem;
use crate::scene::Scene;
use crate::visit::Visit;
pub use bar::{Bar, bar};

/// A way from one instant to another that only the journal knows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Before,
    After,
}

/// `GET /service/{ward}/passe`
pub async fn show(
    State(web): State<Web>,
    visit: Visit,
    Path(ward): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let known = ward
        .parse::<WardId>()
        .ok()
        .filter(|ward| visit.snapshot.state.ward(*ward).is_some());
    let Some(ward) = known else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let query = Fields(query);
    let asked = hour::asked(&visit.zone, &query);
    let words = &visit.words.past;
    let mut wish = Wish {
        ward,
        at: visit.now,
        way: match query.get("pas") {
            Some("precedent") => Some(Way::Before),
            Some("suivant") => Some(Way::After),
            _ => None,
        },
        corrected: query.get("vu") == Some("corrige"),
        note: None,
    };
    match asked {
        Ok(None) => {}
        Ok(Some(asked)) => {
            wish.at = asked.at.min(visit.now);
            wish.note = asked.skipped.then_some(words.skipped);
        }
        Err(hour::NoSuchTime) => wish.note = Some(words.unreadable),
    }
    let seen = {
        let visit = visit.clone();
        web.app().look_back(move |app| see(app, &visit, wish)).await
    };
    match seen {
        Ok(seen) => answer(&visit, &seen),
        Err(fault) => {
            tracing::error!(%fault, "the past could not be read");
            Problem::Fault.answer(visit.words, visit.part)
        }
    }
}

/// What was asked for.
#[derive(Clone, Copy)]
struct Wish {
    ward: WardId,
    at: base::Moment,
    way: Option<Way>,
    corrected: bool,
    note: Option<&'static str>,
}

/// An instant found.
struct Seen {
    then: Then,
    bar: Bar,
}

fn see(app: &App, visit: &Visit, wish: Wish) -> Result<Seen, Failure> {
    let words = &visit.words.past;
    let (found, none) = match wish.way {
        Some(Way::Before) => (change::before(app, wish.ward, wish.at)?, words.none_before),
        Some(Way::After) => (change::after(app, wish.ward, wish.at)?, words.none_after),
        None => (Some(wish.at), ""),
    };
    let at = found.unwrap_or(wish.at);
    let note = if found.is_none() { Some(none) } else { wish.note };
    let day = DayLine::around(&visit.zone, at);
    let activity = change::by_hour(app, wish.ward, &day)?;
    let mut then = app.past_now(at)?;
    if wish.corrected {
        let today = app.snapshot();
        then.state = Arc::new(then.state.in_hindsight(&today.state, at));
    }
    let bar = Bar {
        ward: wish.ward,
        at,
        now: visit.now,
        day,
        activity,
        corrected: wish.corrected,
        note,
    };
    Ok(Seen { then, bar })
}

fn answer(visit: &Visit, seen: &Seen) -> Response {
    let Seen { then, bar } = seen;
    let scene = Scene {
        words: visit.words,
        zone: &visit.zone,
        now: bar.at,
        still: true,
    };
    let board = ward_board(&then.state, &then.vault, bar.ward, bar.at);
    let picture = board.map(|board| draw(&board, &scene));
    let region = match &picture {
        Some(picture) => html! { (PreEscaped(&picture.whole)) },
        None => unknown(&scene),
    };
    let ribbon = self::bar(&scene, bar);
    if visit.part {
        return Page(html! { (ribbon) (region) }).into_response();
    }
    whole(visit, bar, picture.as_ref(), &html! { (ribbon) (region) }).into_response()
}

fn unknown(scene: &Scene<'_>) -> Markup {
    let words = &scene.words.past;
    html! {
        div.page #region {
            main #main tabindex="-1" { section.notice { h1 { (words.unknown) } p { (words.unknown_advice) } } }
        }
    }
}

fn whole(visit: &Visit, bar: &Bar, picture: Option<&crate::hub::Picture>, content: &Markup) -> Page {
    let words = &visit.words.past;
    let today = visit
        .snapshot
        .state
        .ward(bar.ward)
        .map(|ward| ward.name.to_string());
    let name = picture.map_or(today.unwrap_or_default(), |picture| picture.title.clone());
    let back = format!("/service/{}", bar.ward);
    let title = format!(
        "{name}, {} {}, {}",
        words.title,
        visit.words.full_day(&visit.zone, bar.at),
        visit.words.exact_hour(&visit.zone, bar.at)
    );
    let body = html! {
        div.then { (content) }
    };
    page(
        visit,
        &Frame {
            title: &title,
            nav: Nav::Territory,
            place: Some(Place {
                name: &name,
                above: words.now,
                href: &back,
            }),
            topics: String::new(),
            body,
        },
    )
}
