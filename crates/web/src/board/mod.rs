//! The board of a ward and its other views: `/service/{ward}` and what is below.

mod asked;
mod filters;
mod flow;
mod foot;
mod handover;
mod lane;
mod legend;
mod list;
mod look;
mod movements;
pub mod past;
mod rail;
mod strip;
mod studio;
mod tabs;
mod tile;
mod tools;
mod view;
mod views;

use app::Snapshot;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base::id::WardId;
use base::{Moment, Zone};
use domain::board_config::BoardView;
use domain::view::board::{StayView, WardBoard, local_number, ward_board};

use crate::Web;
use crate::hub::{Picture, Topic};
use crate::problem::Problem;
use crate::scene::Scene;
use crate::visit::Visit;
use crate::words::Words;
pub use list::Order;
pub use look::Look;
pub use tile::{Around, tile};
pub use view::{draw, page};
pub use views::{draw as draw_view, page as page_of_view};

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/service/{ward}", get(show))
        .merge(studio::routes())
        .route("/service/{ward}/passe", get(past::show))
        .route("/service/{ward}/liste", get(show_list))
        .route("/service/{ward}/sorties", get(show_outgoing))
        .route("/service/{ward}/entrees", get(show_incoming))
        .route("/service/{ward}/transmissions", get(show_handover))
        .route("/service/{ward}/regard", post(look::choose))
}

/// The board as a live picture; nothing when there is no such ward.
#[must_use]
pub fn picture(
    snapshot: &Snapshot,
    ward: WardId,
    words: &'static Words,
    zone: &Zone,
    now: Moment,
) -> Option<Picture> {
    let board = ward_board(&snapshot.state, &snapshot.vault, ward, now)?;
    Some(draw(&board, &present(words, zone, now)))
}

/// Another view of the ward as a live picture; nothing when there is no such ward.
#[must_use]
pub fn picture_of_view(
    snapshot: &Snapshot,
    ward: WardId,
    view: BoardView,
    words: &'static Words,
    zone: &Zone,
    now: Moment,
) -> Option<Picture> {
    let board = ward_board(&snapshot.state, &snapshot.vault, ward, now)?;
    let scene = present(words, zone, now);
    Some(match view {
        BoardView::Plan => draw(&board, &scene),
        BoardView::List | BoardView::Outgoing | BoardView::Incoming | BoardView::Handover => {
            in_order(snapshot, &board, view, &scene, Order::default())
        }
    })
}

fn in_order(
    snapshot: &Snapshot,
    board: &WardBoard,
    view: BoardView,
    scene: &Scene<'_>,
    order: Order,
) -> Picture {
    let number = |stay: &StayView| local_number(&snapshot.state, &snapshot.vault, stay.patient);
    draw_view(board, scene, view, &number, order)
}

const fn present<'a>(words: &'static Words, zone: &'a Zone, now: Moment) -> Scene<'a> {
    Scene {
        words,
        zone,
        now,
        still: false,
    }
}

async fn show(State(web): State<Web>, visit: Visit, look: Look, Path(ward): Path<String>) -> Response {
    let shown = ward.parse().ok().and_then(|ward| {
        web.hub()
            .show(topic(&visit, ward, BoardView::Plan), visit.words.lang)
    });
    match shown {
        Some(shown) => page(&visit, &shown, look).into_response(),
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}

/// The picture that visitor may see: with names, or the same through a veil.
fn topic(visit: &Visit, ward: WardId, view: BoardView) -> Topic {
    if visit.visitor.sees_names(&visit.snapshot, ward, visit.now) {
        Topic::of(ward, view)
    } else {
        Topic::Veiled(ward, view)
    }
}

#[derive(Debug, serde::Deserialize)]
struct Asked {
    tri: Option<String>,
    sens: Option<String>,
}

async fn show_list(
    State(web): State<Web>,
    visit: Visit,
    look: Look,
    Path(ward): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let order = Order::of(asked.tri.as_deref(), asked.sens.as_deref());
    answer(&web, &visit, look, &ward, BoardView::List, order)
}

async fn show_outgoing(
    State(web): State<Web>,
    visit: Visit,
    look: Look,
    Path(ward): Path<String>,
) -> Response {
    answer(&web, &visit, look, &ward, BoardView::Outgoing, Order::default())
}

async fn show_incoming(
    State(web): State<Web>,
    visit: Visit,
    look: Look,
    Path(ward): Path<String>,
) -> Response {
    answer(&web, &visit, look, &ward, BoardView::Incoming, Order::default())
}

async fn show_handover(
    State(web): State<Web>,
    visit: Visit,
    look: Look,
    Path(ward): Path<String>,
) -> Response {
    answer(&web, &visit, look, &ward, BoardView::Handover, Order::default())
}

fn answer(web: &Web, visit: &Visit, look: Look, ward: &str, view: BoardView, order: Order) -> Response {
    let gone = || Problem::Gone.answer(visit.words, visit.part);
    let Ok(ward) = ward.parse::<WardId>() else {
        return gone();
    };
    // The live picture is asked for in any case: its stamp is what the page is kept up to date from.
    let Some(mut shown) = web.hub().show(topic(visit, ward, view), visit.words.lang) else {
        return gone();
    };
    if !order.is_plain() {
        let snapshot = &visit.snapshot;
        let Some(board) = ward_board(&snapshot.state, &snapshot.vault, ward, visit.now) else {
            return gone();
        };
        shown.html = in_order(snapshot, &board, view, &visit.scene(), order).whole;
    }
    page_of_view(visit, &shown, view, look).into_response()
}
