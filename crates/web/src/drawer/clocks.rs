//! Both clocks of a stay: the arrival that somebody sees, and each coming and going as people and the office say it.

use axum::extract::{Path, State};
use axum::response::Response;
use base::id::StayId;
use domain::command::BoardCommand;
use domain::view::clocks::{Clocks, Way};
use domain::view::drawer::{Arrival, StayDrawer};
use maud::{Markup, html};

use super::Subject;
use super::act::{Undo, Wish, finish, gone, past_moment, unreadable_time};
use super::sheet::{Refused, refusal, section, time_field, typed};
use crate::Web;
use crate::fields::Fields;
use crate::icon::icon;
use crate::scene::Scene;
use crate::visit::Visit;
use crate::words::clocks::ClockWords;
use crate::words::when::{to_field, to_hidden};

/// `POST /sejour/{stay}/arrive`
pub async fn mark_arrived(
    State(web): State<Web>,
    visit: Visit,
    Path(stay): Path<String>,
    fields: Fields,
) -> Response {
    let Ok(stay) = stay.parse::<StayId>() else {
        return gone(&visit);
    };
    let subject = Subject::Stay(stay);
    let Some(at) = past_moment(&visit, &fields) else {
        return unreadable_time(&web, &visit, subject, "arrive", fields).await;
    };
    let undo = Some(Undo {
        action: format!("/sejour/{stay}/pas-arrive"),
        fields: vec![],
    });
    let done = visit.words.drawer.clocks.done_arrived.to_owned();
    let wish = Wish::of(
        subject,
        "arrive",
        BoardCommand::MarkArrived { stay, at },
        done,
        undo,
    );
    finish(&web, visit, fields, wish).await
}

/// `POST /sejour/{stay}/pas-arrive`
pub async fn unmark_arrived(
    State(web): State<Web>,
    visit: Visit,
    Path(stay): Path<String>,
    fields: Fields,
) -> Response {
    let Ok(stay) = stay.parse::<StayId>() else {
        return gone(&visit);
    };
    let seen = visit.snapshot.state.stay(stay).and_then(|it| it.seen_arriving());
    let undo = seen.map(|seen| Undo {
        action: format!("/sejour/{stay}/arrive"),
        fields: vec![("quand", to_hidden(seen.at))],
    });
    let done = visit.words.drawer.clocks.done_unarrived.to_owned();
    let wish = Wish::of(
        Subject::Stay(stay),
        "pas-arrive",
        BoardCommand::UnmarkArrived { stay },
        done,
        undo,
    );
    finish(&web, visit, fields, wish).await
}

/// The row of the arrival: noted with its hour, or taken back.
pub fn arrival(scene: &Scene<'_>, drawer: &StayDrawer, refused: Option<&Refused>) -> Markup {
    let (words, stay) = (&scene.words.drawer.clocks, drawer.stay.stay);
    let path = |action: &str| format!("/sejour/{stay}/{action}");
    match drawer.arrival {
        Arrival::ToNote => html! {
            form method="post" action=(path("arrive")) data-live {
                (refusal(refused, "arrive"))
                (time_field(scene.words, "quand", words.arrived_at, &typed(refused, "arrive", "quand", &to_field(scene.zone, scene.now)), true))
                button.btn { (icon("log-in")) (words.mark_arrived) }
            }
        },
        Arrival::Noted(at) => html! {
            form method="post" action=(path("pas-arrive")) data-live {
                (refusal(refused, "pas-arrive"))
                p.none { (words.seen_arriving) " " (scene.words.day_and_hour(scene.zone, scene.now, at)) }
                button.btn { (icon("undo-2")) (words.unmark_arrived) }
            }
        },
        Arrival::Past => html! {},
    }
}

/// Every coming and going by both clocks, and the gap between them; nothing while nobody saw any.
pub fn table(scene: &Scene<'_>, drawer: &StayDrawer) -> Markup {
    let words = &scene.words.drawer.clocks;
    if drawer.clocks.iter().all(|it| it.seen.is_none()) {
        return html! {};
    }
    let body = html! {
        dl.facts {
            @for clocks in drawer.clocks.iter().filter(|it| it.seen.is_some()) {
                dt { (way(words, clocks.way)) }
                dd { (both(scene, clocks)) }
            }
        }
    };
    section("history", words.title, &body)
}

const fn way(words: &ClockWords, way: Way) -> &'static str {
    match way {
        Way::Arrival => words.arrival,
        Way::Exit => words.exit,
    }
}

/// `vu à 13:45 · GAP 15:20 (+1 h 35)`.
fn both(scene: &Scene<'_>, clocks: &Clocks) -> Markup {
    let words = &scene.words.drawer.clocks;
    let said = |at| scene.words.day_and_hour(scene.zone, scene.now, at);
    html! {
        @if let Some(seen) = &clocks.seen { (words.seen) " " (said(seen.at)) }
        " · "
        @match &clocks.stated {
            Some(stated) => {
                (words.office) " " (said(stated.at))
                @if let Some(lag) = clocks.lag() {
                    " " small title=(words.lag_title) { "(" (scene.words.signed_lasting(lag)) ")" }
                }
            }
            None => { (words.awaited) }
        }
    }
}
