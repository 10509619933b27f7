//! The right of the board: what asks for somebody, who comes without a bed, what moves next.

use domain::view::board::{Departure, Due, Face, Moving, StayView, TileView, WardBoard, outgoing};
use maud::{Markup, Render, html};

use super::asked;
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
    let blocked = blocked(scene, board);
    html! {
        aside.rail #rail aria-label=(words.rail) {
            (asked::questions(scene, board))
            (asked::coming(scene, board))
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
            @if !blocked.is_empty() {
                section {
                    (title("hourglass", scene.words.views.blocked, blocked.len()))
                    ul.blk { @for line in blocked.iter().take(SHOWN) { (line) } }
                    (more(scene, blocked.len()))
                }
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
        Way::Moved => ("mut", "arrow-left-right", "→"),
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
                b { (movement.bed) " " (verb) @if movement.way == Way::Moved { " " (moved_to(scene, movement.stay)) } }
                small { (short_name(scene, movement.stay)) @if let Some(destination) = destination { " · " (destination) } }
            }
        }
    }
}

/// Where a transfer leads.
fn moved_to(scene: &Scene<'_>, stay: &StayView) -> String {
    let place = stay.moving.as_ref().map(Moving::place);
    place
        .filter(|it| !it.is_empty())
        .unwrap_or_else(|| scene.words.views.moves_to.to_lowercase())
}

/// Departures that wait or are late, and for what.
fn blocked(scene: &Scene<'_>, board: &WardBoard) -> Vec<Markup> {
    outgoing(board, scene.zone)
        .groups
        .into_iter()
        .filter(|(due, _)| matches!(due, Due::Late | Due::Waiting))
        .flat_map(|(_, people)| people)
        .map(|departure| stuck(scene, board, &departure))
        .collect()
}

/// A departure that wants somebody to do something.
fn stuck(scene: &Scene<'_>, board: &WardBoard, departure: &Departure<'_>) -> Markup {
    let (words, stay) = (scene.words, departure.stay);
    let bed = departure.tile.map_or(words.board.lane, |tile| tile.name.as_str());
    let (since, otherwise) = match (&stay.care.waiting, stay.leaving) {
        (Some(waiting), _) => (
            format!("{}+{}", words.board.day_letter, waiting.days),
            words.views.waits,
        ),
        (None, Some(leaving)) => (
            person::leaving_said(scene, &leaving),
            if leaving.announced {
                words.board.leaving_late
            } else {
                words.board.estimate_passed
            },
        ),
        (None, None) => (String::new(), ""),
    };
    let why = person::waits_for(scene, stay, &board.config);
    let why = why.or_else(|| person::next_step(scene, stay).map(str::to_owned));
    html! {
        li {
            a href=(scene.stay_href(stay.stay)) data-drawer {
                b { (bed) " " (short_name(scene, stay)) }
                span { (why.as_deref().unwrap_or(otherwise)) }
            }
            b.red { (since) }
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

/// Disputes first, then departures the feed does not know, then doubts. Late departures have a list of their own.
fn to_check(scene: &Scene<'_>, board: &WardBoard) -> Vec<Markup> {
    let words = scene.words;
    let mut found: Vec<(u8, Markup)> = Vec::new();
    for tile in board.tiles() {
        match &tile.face {
            Face::Disputed(stays) => {
                let count = u32::try_from(stays.len()).unwrap_or(u32::MAX);
                let why = format!(
                    "{} {}",
                    words.count(count, words.board.patients),
                    words.board.to_settle
                );
                found.push((0, check(tile, scene.bed_href(tile.bed), "", &why)));
            }
            Face::Occupied(stay) | Face::OnLeave { stay, .. } => {
                let why = if let Some(at) = stay.seen_leaving {
                    let at = words.soon(scene.zone, scene.now, at);
                    (1, format!("{} · {at}", words.board.seen_leaving))
                } else if let Some(doubt) = stay.doubts.first() {
                    (2, words.doubt(*doubt).0.to_owned())
                } else {
                    continue;
                };
                let href = scene.stay_href(stay.stay);
                found.push((why.0, check(tile, href, &short_name(scene, stay), &why.1)));
            }
            Face::Free { .. }
            | Face::Reserved(_)
            | Face::Promised
            | Face::ToClean { .. }
            | Face::Cleaning { .. }
            | Face::Closed { .. } => {}
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, markup)| markup).collect()
}

fn check(tile: &TileView, href: impl Render, who: &str, why: &str) -> Markup {
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
