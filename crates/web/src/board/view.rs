//! The board put together: the live region from its pieces, and the page around it.

use domain::board_config::{BoardView, Density};
use domain::view::board::WardBoard;
use maud::{Markup, PreEscaped, Render, html};

use super::look::{self, Look};
use super::tile::{Around, tile};
use super::{asked, lane, legend, rail, strip, tabs, tools};
use crate::head;
use crate::hub::{Picture, Piece, Shown};
use crate::layout::Page;
use crate::put::{drawn, put, text};
use crate::scene::Scene;
use crate::visit::Visit;

/// Beds in one row of the grid: rooms with more take several rows.
const ROW: usize = 6;
/// How many pieces stand beside the tiles, before them in the list of pieces.
const BESIDE: usize = 6;

/// About how many bytes a tile takes, a room beside its tiles, and what follows the rooms.
const TILE: usize = 2_048;
const ROOM: usize = 80;
const RAIL: usize = 8_192;

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
    // One text for all of them to be written in: each is copied once, in its true size.
    let mut page = String::with_capacity(TILE);
    let tiles = board.tiles().map(|bed| {
        page.clear();
        tile(&mut page, scene, bed, around);
        Piece {
            id: bed.bed.to_string(),
            html: page.as_str().to_owned(),
        }
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
        piece("asked", asked::follows(board)),
    ];
    pieces.extend(tiles);
    let whole = region(scene, board, &pieces).into_string();
    Picture {
        title: board.name.to_string(),
        above: above(scene, board),
        whole,
        shape: shape(board),
        pieces,
        beside: vec![asked::badge(scene, board)],
    }
}

fn region(scene: &Scene<'_>, board: &WardBoard, pieces: &[Piece]) -> Markup {
    let words = &scene.words.board;
    let config = &board.config;
    let part = |place: usize| PreEscaped(pieces.get(place).map_or("", |piece| piece.html.as_str()));
    let tiles = pieces.get(BESIDE..).unwrap_or_default();
    let beds: usize = board.rooms.iter().map(|room| room.beds.len()).sum();
    html! {
        div #region class={ "page board " (density(config.density, beds)) @if is_slotted(board) { " slotted" } } data-couleur=(head::key(config.colour_by)) {
            (part(0))
            (part(1))
            div.mid {
                @if board.discovered {
                    section.found aria-label=(words.discovered_ward) { (words.discovered_ward) @if !scene.still { " " a.btn.sm href="/structure" { (words.confirm_ward) } } }
                }
                (part(2))
            }
            main.grid #main tabindex="-1" {
                h1.vh { (board.name.as_str()) ", " (words.title) }
                h2.vh { (words.rooms) }
                (rooms(scene, board, tiles))
                @if beds == 0 {
                    section.notice { h2 { (words.empty) } p { (words.empty_advice) } }
                }
            }
            (part(3))
            (part(4))
            (part(5))
        }
    }
}

/// The rooms and the tiles in them.
fn rooms<'a>(scene: &Scene<'a>, board: &'a WardBoard, tiles: &'a [Piece]) -> impl Render + use<'a> {
    let words = &scene.words.board;
    drawn(move |out| {
        // Most of the region: without this it would be copied again each time it outgrows its room.
        out.reserve(tiles.iter().map(|it| it.html.len()).sum::<usize>() + ROOM * board.rooms.len() + RAIL);
        let mut tiles = tiles.iter();
        for room in &board.rooms {
            let count = room.beds.len();
            let (across, down) = (count.clamp(1, ROW), count.div_ceil(ROW).clamp(1, ROW));
            put!(out; "<section class=\"room n" (across) " r" (down) "\" aria-label=\"");
            put!(out; (text(words.room)) " " (text(&room.code)) "\">");
            for tile in tiles.by_ref().take(count) {
                out.push_str(&tile.html);
            }
            put!(out; "</section>");
        }
    })
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
