//! The right of the board: what asks for somebody, who comes without a bed, what moves next.

use domain::view::board::{Face, StayView, TileView, WardBoard};
use maud::{Markup, html};

use super::movements::{Movement, Way, today};
use crate::icon::icon;
use crate::person;
use crate::scene::Scene;

/// Lines of one list; more are counted.
const SHOWN: usize = 10;

/// The rail.
pub fn rail(scene: &Scene<'_>, board: &WardBoard) -> Markup {
    let words = &scene.words.board;
    let checks = to_check(scene, board);
    let movements = today(board, scene.zone);
    html! {
        aside.rail #rail aria-label=(words.rail) {
            @if !checks.is_empty() {
                section {
                    (title("triangle-alert", words.rail_check, checks.len()))
                    ul.blk { @for check in checks.iter().take(SHOWN) { (check) } }
                    (more(scene, checks.len()))
                }
            }
            @if !board.expected.is_empty() {
                section {
                    (title("inbox", words.rail_expected, board.expected.len()))
                    ul.exp { @for stay in board.expected.iter().take(SHOWN) { (expected(scene, stay)) } }
                    (more(scene, board.expected.len()))
                }
            }
            section {
                (title("clock", words.rail_movements, movements.len()))
                @if movements.is_empty() { p.none { (words.no_movement) } }
                ol.mvl { @for movement in movements.iter().take(SHOWN) { (line(scene, movement)) } }
                (more(scene, movements.len()))
            }
        }
    }
}

fn title(symbol: &str, text: &str, count: usize) -> Markup {
    html! { h2 { (icon(symbol)) (text) @if count > 0 { " " span.cnt { (count) } } } }
}

fn more(scene: &Scene<'_>, count: usize) -> Markup {
    html! {
        @if count > SHOWN { p.none { "+\u{a0}" (count - SHOWN) " " (scene.words.board.more) } }
    }
}

fn line(scene: &Scene<'_>, movement: &Movement<'_>) -> Markup {
    let words = scene.words;
    let (class, symbol, verb) = match movement.way {
        Way::Out => ("sor", "log-out", words.board.goes),
        Way::In => ("ent", "log-in", words.board.comes),
        Way::Back => ("mut", "undo-2", words.board.returns),
    };
    let leaving = movement.stay.leaving.filter(|_| movement.way == Way::Out);
    let destination = leaving
        .and_then(|leaving| leaving.destination)
        .map(|it| words.destination(it));
    html! {
        li class=(class) {
            b { @if movement.day_only { (words.day(scene.zone, scene.now, movement.at)) } @else { (words.clock(scene.zone, movement.at)) } }
            (icon(symbol))
            a href=(scene.stay_href(movement.stay.stay)) data-drawer {
                b { (movement.bed) " " (verb) }
                small { (short_name(scene, movement.stay)) @if let Some(destination) = destination { " · " (destination) } }
            }
        }
    }
}

fn expected(scene: &Scene<'_>, stay: &StayView) -> Markup {
    let words = scene.words;
    html! {
        li {
            a href=(scene.stay_href(stay.stay)) data-drawer { (person::name(scene, &stay.name)) }
            (person::sex_and_age(scene, stay))
            small {
                b { (words.day_and_hour(scene.zone, scene.now, stay.since)) }
                @if let Some(doctor) = &stay.doctor { " · " (doctor.name) }
                @if stay.private_room { " · " (words.board.private_room) }
            }
        }
    }
}

/// Disputes first, then late departures, then departures the feed does not know, then doubts.
fn to_check(scene: &Scene<'_>, board: &WardBoard) -> Vec<Markup> {
    let words = scene.words;
    let mut found: Vec<(u8, Markup)> = Vec::new();
    for tile in board.rooms.iter().flat_map(|room| &room.beds) {
        match &tile.face {
            Face::Disputed(stays) => {
                let count = u32::try_from(stays.len()).unwrap_or(u32::MAX);
                let why = format!(
                    "{} {}",
                    words.count(count, words.board.patients),
                    words.board.to_settle
                );
                found.push((0, check(tile, &scene.bed_href(tile.bed), "", &why)));
            }
            Face::Occupied(stay) | Face::OnLeave { stay, .. } => {
                let late = stay.leaving.filter(|_| person::is_overdue(stay));
                let why = if let Some(leaving) = late {
                    (
                        1,
                        format!(
                            "{}, {}",
                            words.board.leaving_late,
                            person::leaving_said(scene, &leaving)
                        ),
                    )
                } else if let Some(at) = stay.seen_leaving {
                    (
                        2,
                        format!(
                            "{} · {}",
                            words.board.seen_leaving,
                            words.soon(scene.zone, scene.now, at)
                        ),
                    )
                } else if let Some(doubt) = stay.doubts.first() {
                    (3, words.doubt(*doubt).0.to_owned())
                } else {
                    continue;
                };
                let href = scene.stay_href(stay.stay);
                found.push((why.0, check(tile, &href, &short_name(scene, stay), &why.1)));
            }
            Face::Free { .. }
            | Face::Reserved(_)
            | Face::ToClean { .. }
            | Face::Cleaning { .. }
            | Face::Closed { .. } => {}
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, markup)| markup).collect()
}

fn check(tile: &TileView, href: &str, who: &str, why: &str) -> Markup {
    html! {
        li { a href=(href) data-drawer { b { (tile.name) " " (who) } span { (why) } } (icon("chevron-right")) }
    }
}

/// The surname, which is what a ward calls people by.
fn short_name(scene: &Scene<'_>, stay: &StayView) -> String {
    match &stay.name {
        domain::view::board::ShownName::Full { family, .. } => family.clone(),
        hidden => person::name_said(scene, hidden),
    }
}
