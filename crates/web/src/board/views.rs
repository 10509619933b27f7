//! The views of a ward beside its plan: each a live picture of its own, drawn only while somebody watches it.

use domain::board_config::BoardView;
use domain::view::board::WardBoard;
use maud::{Markup, PreEscaped, html};

use super::list::{self, Number, Order};
use super::look::Look;
use super::tile::Around;
use super::view::above;
use super::{asked, flow, handover, strip, tabs};
use crate::head;
use crate::hub::{Picture, Piece, Shown};
use crate::layout::Page;
use crate::scene::Scene;
use crate::visit::Visit;

/// The page of a view.
#[must_use]
pub fn page(visit: &Visit, shown: &Shown, view: BoardView, look: Look) -> Page {
    let body = html! {
        div #desk data-couleur=[look.colour.map(head::key)] { (PreEscaped(&shown.html)) }
    };
    tabs::framed(visit, shown, view, visit.words.board_view(view), body)
}

/// The live picture of a view. Lines in another order than that of rooms are no picture of everybody's: they stand in
/// a region of another name, whose lines are still brought up to date one by one.
#[must_use]
pub fn draw(
    board: &WardBoard,
    scene: &Scene<'_>,
    view: BoardView,
    number: Number<'_>,
    order: Order,
) -> Picture {
    let around = Around::of(board, scene);
    let mut pieces = vec![Piece {
        id: "sum".to_owned(),
        html: strip::strip(scene, board).into_string(),
    }];
    pieces.extend(match view {
        BoardView::Plan | BoardView::List => list::lines(scene, board, around, number, order),
        BoardView::Outgoing => flow::departures(scene, board, around),
        BoardView::Incoming => flow::arrivals(scene, board, around),
        BoardView::Handover => handover::blocks(scene, board, around),
    });
    let whole = region(scene, board, view, order, &pieces).into_string();
    Picture {
        title: board.name.to_string(),
        above: above(scene, board),
        whole,
        shape: shape(board, view, &pieces),
        pieces,
        beside: vec![asked::badge(scene, board)],
    }
}

fn region(scene: &Scene<'_>, board: &WardBoard, view: BoardView, order: Order, pieces: &[Piece]) -> Markup {
    let mut pieces = pieces.iter().map(|piece| PreEscaped(piece.html.as_str()));
    let summary = pieces.next().unwrap_or(PreEscaped(""));
    let id = if order.is_plain() {
        "region"
    } else {
        "region-asked"
    };
    let class = match view {
        BoardView::Plan | BoardView::List => "page ward v-list",
        BoardView::Outgoing | BoardView::Incoming => "page ward v-flow",
        BoardView::Handover => "page ward v-relay",
    };
    html! {
        div id=(id) class=(class) data-couleur=(head::key(board.config.colour_by)) {
            (summary)
            main #main tabindex="-1" {
                h1.vh { (board.name.as_str()) ", " (scene.words.board_view(view)) }
                @match view {
                    BoardView::Plan | BoardView::List => {
                        table.lst {
                            thead { (list::head_row(scene, board, order)) }
                            tbody { @for piece in pieces { (piece) } }
                        }
                    }
                    BoardView::Outgoing | BoardView::Incoming | BoardView::Handover => { @for piece in pieces { (piece) } }
                }
            }
        }
    }
}

/// What makes the whole view be sent again: lines that come, go or move, another choice of columns, another name.
fn shape(board: &WardBoard, view: BoardView, pieces: &[Piece]) -> String {
    let config = &board.config;
    let mut out = format!(
        "{view:?} {} {:?} {:?} ",
        board.name, config.colour_by, config.views
    );
    if view == BoardView::List {
        out.push_str(&format!("{:?} ", config.columns));
    }
    for piece in pieces {
        out.push_str(&piece.id);
        out.push(',');
    }
    out
}
