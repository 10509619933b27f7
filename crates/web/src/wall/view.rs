//! A ward as a wall shows it: the live region from its pieces.

use domain::display::{DisplaySettings, Sector};
use domain::view::board::{RoomView, Summary, WardBoard};
use maud::{Markup, PreEscaped, html};

use super::plan::{Part, Plan, plan};
use super::signs::masking_icon;
use super::tile::{Look, tile};
use crate::head;
use crate::hub::{Picture, Piece, Screen};
use crate::icon::icon;
use crate::scene::Scene;
use crate::words::Noun;

/// The live picture of a wall.
#[must_use]
pub fn draw(board: &WardBoard, settings: &DisplaySettings, screen: Screen, scene: &Scene<'_>) -> Picture {
    let look = Look { scene, settings };
    let rooms = sector(&board.rooms, settings.sector);
    let beds: Vec<usize> = rooms.iter().map(|room| room.beds.len()).collect();
    let plan = plan(screen, settings, &beds);
    let mut pieces = vec![
        piece("wsum", &summary(scene, &board.summary)),
        piece("wdoc", &doctors(look, board)),
    ];
    let tiles = rooms.iter().flat_map(|room| &room.beds);
    pieces.extend(tiles.map(|bed| piece(&bed.bed.to_string(), &tile(look, bed))));
    Picture {
        title: board.name.to_string(),
        above: String::new(),
        whole: region(look, board, rooms, &plan, &pieces).into_string(),
        shape: shape(board, rooms, &plan),
        pieces,
        beside: vec![],
    }
}

fn piece(id: &str, markup: &Markup) -> Piece {
    Piece {
        id: id.to_owned(),
        html: markup.0.clone(),
    }
}

/// The rooms a display shows. A room that is gone stands for the end on its side; ends the wrong way round are turned.
pub(super) fn sector(rooms: &[RoomView], sector: Sector) -> &[RoomView] {
    let Sector::Rooms { from, to } = sector else {
        return rooms;
    };
    let place = |id| rooms.iter().position(|room| room.room == id);
    let last = rooms.len().saturating_sub(1);
    let (from, to) = (place(from).unwrap_or(0), place(to).unwrap_or(last));
    rooms.get(from.min(to)..=from.max(to)).unwrap_or(rooms)
}

fn region(look: Look<'_>, board: &WardBoard, rooms: &[RoomView], plan: &Plan, pieces: &[Piece]) -> Markup {
    let (scene, settings) = (look.scene, look.settings);
    let words = scene.words;
    let mut pieces = pieces.iter().map(|piece| PreEscaped(piece.html.as_str()));
    let mut next = || pieces.next().unwrap_or(PreEscaped(""));
    let (summary, doctors) = (next(), next());
    html! {
        div #region class={ "region c" (plan.columns) " r" (plan.rows) @if plan.tall { " tall" } @if plan.turned { " turned" } }
            data-letter=(plan.letter) data-pages=(plan.pages.len()) data-seconds=(settings.seconds_per_page) {
            header.wtop {
                h1 { (board.name.as_str()) }
                (summary)
                @if settings.fields.clock { p.clock #clock { (words.clock(scene.zone, scene.now)) } }
            }
            main.sectors {
                h2.vh { (words.board.rooms) }
                @for (number, page) in plan.pages.iter().enumerate() {
                    section.sector data-page=(number) hidden[number > 0] aria-label=(label(look, rooms, page)) {
                        @for part in page {
                            @let room = rooms.get(part.room);
                            section class={ "room n" (part.beds.min(plan.columns)) " h" (part.beds.div_ceil(plan.columns).clamp(1, 20)) }
                                aria-label={ (words.board.room) " " @if let Some(room) = room { (room.code) } } {
                                @for _ in 0..part.beds { (next()) }
                            }
                        }
                    }
                }
                @if plan.pages.is_empty() { p.nobed { (words.wall.empty) } }
            }
            footer.wfoot {
                (doctors)
                @if plan.pages.len() > 1 {
                    p.pager {
                        @for (number, page) in plan.pages.iter().enumerate() {
                            span data-page=(number) hidden[number > 0] {
                                (label(look, rooms, page)) " " b { (number + 1) "/" (plan.pages.len()) }
                            }
                        }
                    }
                }
                @if !plan.legible { p.small { (icon("triangle-alert")) (words.wall.too_small) } }
                p.link #link { i {} span.said { (words.wall.up_to_date) } " · " span.at { (words.clock_with_seconds(scene.zone, scene.now)) } }
                p.mask { (icon(masking_icon(settings.masking))) (words.masking(settings.masking)) }
            }
        }
    }
}

/// `Chambres 401 – 412`.
fn label(look: Look<'_>, rooms: &[RoomView], page: &[Part]) -> String {
    let words = look.scene.words;
    let code = |part: Option<&Part>| {
        part.and_then(|part| rooms.get(part.room))
            .map_or("", |room| room.code.as_str())
    };
    let (first, last) = (code(page.first()), code(page.last()));
    if first == last {
        format!("{} {first}", words.board.room)
    } else {
        format!("{} {first} – {last}", words.wall.rooms)
    }
}

/// The counts, the most asked for first: where there is no room for all, the last ones are not shown.
fn summary(scene: &Scene<'_>, summary: &Summary) -> Markup {
    let words = scene.words;
    let counts: [(&str, u32, Noun); 5] = [
        ("r", summary.reserved, words.board.reserved),
        ("m", summary.to_clean + summary.cleaning, words.board.cleaning),
        ("a", summary.on_leave, words.board.on_leave),
        ("d", summary.disputed, words.board.disputed),
        ("f", summary.closed, words.board.closed),
    ];
    let count =
        |class: &str, count: u32, noun: &str| html! { span class=(class) { b { (count) } " " (noun) } " " };
    html! {
        p.wsum #wsum {
            (count("o", summary.occupied, words.form(summary.occupied, words.board.occupied)))
            (count("l", summary.free, words.form(summary.free, words.board.free)))
            span.x { (icon("log-out")) (words.wall.departures) " " b { (summary.departures_today) } } " "
            span.x { (icon("log-in")) (words.wall.arrivals) " " b { (summary.arrivals_today) } } " "
            @if summary.unplaced > 0 { (count("d", summary.unplaced, words.wall.unplaced)) }
            @for (class, number, noun) in counts { @if number > 0 { (count(class, number, words.form(number, noun))) } }
        }
    }
}

/// Which colour is whose, as long as colours are shown.
fn doctors(look: Look<'_>, board: &WardBoard) -> Markup {
    let shown = look.settings.fields.doctor && look.settings.masking != domain::display::Masking::BedOnly;
    html! {
        ul.wdoc #wdoc aria-label=(look.scene.words.wall.doctors) hidden[!shown || board.doctors.is_empty()] {
            @if shown {
                @for count in &board.doctors {
                    li { span class={ "sw " (head::tone(count.doctor.tone)) } { (count.doctor.monogram) } " " (count.doctor.name) }
                }
            }
        }
    }
}

/// Rooms, beds and their places: when any of it changes, the whole wall is sent.
fn shape(board: &WardBoard, rooms: &[RoomView], plan: &Plan) -> String {
    use std::fmt::Write as _;
    let mut out = format!(
        "{} {} {} {} {} {} ",
        board.name, plan.letter, plan.columns, plan.rows, plan.legible, plan.turned
    );
    for (page, part) in plan
        .pages
        .iter()
        .enumerate()
        .flat_map(|(page, parts)| parts.iter().map(move |it| (page, it)))
    {
        // Writing into a String cannot fail.
        let _ = write!(out, "{page}:{}.{}.{} ", part.room, part.from, part.beds);
    }
    for room in rooms {
        let _ = write!(out, "{} {}:", room.room, room.code);
        for bed in &room.beds {
            let _ = write!(out, "{},", bed.bed);
        }
    }
    out
}
