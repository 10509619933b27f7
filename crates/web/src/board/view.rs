//! The board put together: the live region from its pieces, and the page around it.

use domain::board_config::{BoardView, Density};
use domain::view::board::{RoomView, WardBoard};
use maud::{Markup, PreEscaped, html};

use super::look::{self, Look};
use super::tile::{Around, tile};
use super::{lane, legend, rail, strip, tabs, tools};
use crate::head;
use crate::hub::{Picture, Piece, Shown};
use crate::layout::Page;
use crate::scene::Scene;
use crate::visit::Visit;

/// Beds in one row of the grid: rooms with more take several rows.
const ROW: usize = 6;

/// The page of a board, as somebody chose to look at it.
#[must_use]
pub fn page(visit: &Visit, shown: &Shown, look: Look) -> Page {
    let body = html! {
        div #desk data-couleur=[look.colour.map(head::key)] data-densite=[look.density.map(look::density_key)] {
            (PreEscaped(&shown.html))
        }
    };
    tabs::framed(visit, shown, BoardView::Plan, visit.words.board.title, body)
}

/// The live picture of a board.
#[must_use]
pub fn draw(board: &WardBoard, scene: &Scene<'_>) -> Picture {
    let around = Around::of(board, scene);
    let tiles = board.rooms.iter().flat_map(|room| &room.beds).map(|bed| Piece {
        id: bed.bed.to_string(),
        html: tile(scene, bed, around).into_string(),
    });
    let piece = |id: &str, markup: Markup| Piece {
        id: id.to_owned(),
        html: markup.into_string(),
    };
    let mut pieces = vec![
        piece("sum", strip::strip(scene, board)),
        piece("tools", tools::tools(scene, board)),
        piece("lane", lane::lane(scene, board, around)),
        piece("rail", rail::rail(scene, board)),
        piece("legend", legend::legend(scene, board)),
    ];
    pieces.extend(tiles);
    let whole = region(scene, board, &pieces).into_string();
    Picture {
        title: board.name.to_string(),
        above: above(scene, board),
        whole,
        shape: shape(board),
        pieces,
    }
}

fn region(scene: &Scene<'_>, board: &WardBoard, pieces: &[Piece]) -> Markup {
    let words = &scene.words.board;
    let config = &board.config;
    let mut pieces = pieces.iter().map(|piece| PreEscaped(piece.html.as_str()));
    let beds: usize = board.rooms.iter().map(|room| room.beds.len()).sum();
    html! {
        div #region class={ "page board " (density(config.density, beds)) @if is_slotted(board) { " slotted" } } data-couleur=(head::key(config.colour_by)) {
            (pieces.next().unwrap_or(PreEscaped("")))
            (pieces.next().unwrap_or(PreEscaped("")))
            @let (lane, rail) = (pieces.next().unwrap_or(PreEscaped("")), pieces.next().unwrap_or(PreEscaped("")));
            @let legend = pieces.next().unwrap_or(PreEscaped(""));
            div.mid {
                @if board.discovered {
                    section.found aria-label=(words.discovered_ward) { (words.discovered_ward) @if !scene.still { " " a.btn.sm href="/structure" { (words.confirm_ward) } } }
                }
                (lane)
            }
            main.grid #main tabindex="-1" {
                h1.vh { (board.name.as_str()) ", " (words.title) }
                h2.vh { (words.rooms) }
                @for room in &board.rooms { (self::room(scene, room, &mut pieces)) }
                @if beds == 0 {
                    section.notice { h2 { (words.empty) } p { (words.empty_advice) } }
                }
            }
            (rail)
            (legend)
        }
    }
}

fn room<'a>(
    scene: &Scene<'_>,
    room: &RoomView,
    pieces: &mut impl Iterator<Item = PreEscaped<&'a str>>,
) -> Markup {
    let count = room.beds.len();
    let class = format!(
        "room n{} r{}",
        count.clamp(1, ROW),
        count.div_ceil(ROW).clamp(1, ROW)
    );
    html! {
        section class=(class) aria-label={ (scene.words.board.room) " " (room.code) } {
            @for piece in pieces.take(count) { (piece) }
        }
    }
}

/// How tightly the tiles stand: as the ward wishes, else so that all its beds are seen at once on its screen.
fn density(wished: Density, beds: usize) -> &'static str {
    match (wished, beds) {
        (Density::Normal, _) | (Density::Auto, 0..=30) => "dn",
        (Density::Auto, 31..=36) => "dm",
        (Density::Compact | Density::Auto, _) => "dc",
        (Density::Large, _) => "dl",
    }
}

/// Whether a tile has something in a slot of the ward: tiles then keep a line for it.
fn is_slotted(board: &WardBoard) -> bool {
    board.stays().any(|stay| !stay.care.slots.is_empty())
}

/// Where the ward is and how big it is, below its name.
pub(super) fn above(scene: &Scene<'_>, board: &WardBoard) -> String {
    let site = board.site.as_ref().unwrap_or(&board.establishment);
    let beds = scene.words.count(board.summary.beds(), scene.words.common.beds);
    match &board.specialty {
        Some(specialty) if specialty != &board.name => format!("{site} · {specialty} · {beds}"),
        _ => format!("{site} · {beds}"),
    }
}

/// Rooms and beds in their order, and whatever stands outside the pieces.
fn shape(board: &WardBoard) -> String {
    use std::fmt::Write as _;
    let config = &board.config;
    let mut out = format!(
        "{} {} {:?} {:?} {:?} {} ",
        board.discovered,
        board.name,
        config.colour_by,
        config.density,
        config.views,
        is_slotted(board)
    );
    for room in &board.rooms {
        // Writing into a String cannot fail.
        let _ = write!(out, "{} {}:", room.room, room.code);
        for bed in &room.beds {
            let _ = write!(out, "{},", bed.bed);
        }
    }
    out
}
