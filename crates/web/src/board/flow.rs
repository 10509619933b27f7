//! Who leaves and who comes: the views a huddle and an admission desk work from.

use domain::view::board::{
    Arrival, Departure, Due, Incoming, Outgoing, PlannedBed, StayView, WardBoard, incoming, outgoing,
};
use maud::{Markup, html};

use super::tile::Around;
use crate::hub::Piece;
use crate::icon::icon;
use crate::scene::Scene;
use crate::{flags, person};

/// The groups of departures, each a piece; empty ones keep their place, hidden.
pub fn departures(scene: &Scene<'_>, board: &WardBoard, around: Around<'_>) -> Vec<Piece> {
    let Outgoing { groups } = outgoing(board, scene.zone);
    let nobody = groups.is_empty();
    let mut pieces: Vec<Piece> = Due::ALL
        .into_iter()
        .map(|due| {
            let people = groups.iter().find(|(it, _)| *it == due).map(|(_, people)| people);
            let id = due_id(due);
            let lines = people
                .into_iter()
                .flatten()
                .map(|it| departure(scene, board, around, it));
            group(id, scene.words.due(due), due_sign(due), lines.collect())
        })
        .collect();
    pieces.push(empty("nobody", scene.words.views.nobody_leaves, nobody));
    pieces
}

const fn due_id(due: Due) -> &'static str {
    match due {
        Due::Late => "due-late",
        Due::Waiting => "due-waiting",
        Due::Today => "due-today",
        Due::Tomorrow => "due-tomorrow",
        Due::Later => "due-later",
        Due::Undated => "due-undated",
    }
}

const fn due_sign(due: Due) -> &'static str {
    match due {
        Due::Late => "triangle-alert",
        Due::Waiting => "hourglass",
        Due::Today | Due::Tomorrow | Due::Later => "log-out",
        Due::Undated => "circle-question-mark",
    }
}

fn departure(scene: &Scene<'_>, board: &WardBoard, around: Around<'_>, it: &Departure<'_>) -> Markup {
    let (words, stay) = (scene.words, it.stay);
    let late = stay.leaving.is_some_and(|it| it.late);
    let bed = it.tile.map_or(words.board.lane, |tile| tile.name.as_str());
    html! {
        li.fl-row data-f=[super::filters::filters(Some(stay), around.heads)] {
            (bed_label(around, stay, bed))
            (who(scene, stay))
            span.when class=[late.then_some("red")] {
                (person::leaving_text(scene, stay))
                @if let Some(waiting) = &stay.care.waiting { " " small { (words.board.day_letter) "+" (waiting.days) } }
            }
            span.prep {
                @if !stay.care.steps.is_empty() { (flags::steps(words, &stay.care.steps)) }
                (person::hold_up(scene, stay, &board.config))
            }
        }
    }
}

/// The groups of arrivals, each a piece; empty ones keep their place, hidden.
pub fn arrivals(scene: &Scene<'_>, board: &WardBoard, around: Around<'_>) -> Vec<Piece> {
    let views = &scene.words.views;
    let all: Incoming<'_> = incoming(board, scene.zone);
    let nobody = all.count() == 0 && board.unplaced.is_empty();
    let lines = |people: &[Arrival<'_>]| people.iter().map(|it| arrival(scene, around, it)).collect();
    let unplaced = board
        .unplaced
        .iter()
        .map(|stay| waiting(scene, around, stay))
        .collect();
    vec![
        group("in-lane", views.without_bed, "armchair", unplaced),
        group("in-late", views.expected_now, "triangle-alert", lines(&all.late)),
        group("in-today", views.today, "log-in", lines(&all.today)),
        group("in-tomorrow", views.tomorrow, "log-in", lines(&all.tomorrow)),
        empty("nobody", views.nobody_comes, nobody),
    ]
}

fn arrival(scene: &Scene<'_>, around: Around<'_>, it: &Arrival<'_>) -> Markup {
    let (words, views, stay) = (scene.words, &scene.words.views, it.stay);
    let (class, name, said) = match it.bed {
        PlannedBed::None => ("no", "–", views.no_bed.to_owned()),
        PlannedBed::Ready(tile) => ("ok", tile.name.as_str(), views.bed_ready.to_owned()),
        PlannedBed::BeingMade(tile) => ("soon", tile.name.as_str(), views.bed_being_made.to_owned()),
        PlannedBed::Leaving(tile, _) if tile.face.lying().is_some_and(|it| it.seen_leaving.is_some()) => (
            "soon",
            tile.name.as_str(),
            words.board.seen_leaving.to_lowercase(),
        ),
        PlannedBed::Leaving(tile, at) if at < scene.now => {
            ("bad", tile.name.as_str(), words.board.leaving_late.to_lowercase())
        }
        PlannedBed::Leaving(tile, at) => {
            let at = words.soon(scene.zone, scene.now, at);
            ("soon", tile.name.as_str(), format!("{} {at}", views.bed_leaving))
        }
        PlannedBed::Conflict(tile) => ("bad", tile.name.as_str(), views.bed_conflict.to_owned()),
    };
    let bed = match it.bed {
        PlannedBed::None => None,
        PlannedBed::Ready(tile)
        | PlannedBed::BeingMade(tile)
        | PlannedBed::Leaving(tile, _)
        | PlannedBed::Conflict(tile) => Some(tile.bed),
    };
    html! {
        li.fl-row data-f=[super::filters::filters(Some(stay), around.heads)] {
            (bed_label(around, stay, name))
            (who(scene, stay))
            span.when { b { (words.day_and_hour(scene.zone, scene.now, stay.since)) } (origin(scene, stay)) }
            span.prep {
                span class={ "tag bed-" (class) } {
                    @if class == "bad" { (icon("triangle-alert")) }
                    @if let Some(bed) = bed { a href=(scene.bed_href(bed)) data-drawer { (words.board.bed) " " (name) } " " }
                    (said)
                }
                @if matches!(it.bed, PlannedBed::None | PlannedBed::Conflict(_)) && !scene.still {
                    a.btn.sm href={ "/sejour/" (stay.stay) "#placer" } data-drawer
                        aria-label={ (words.board.place) " " (person::name_said(scene, &stay.name)) } { (words.board.place) }
                }
            }
        }
    }
}

/// Somebody in the ward without a bed.
fn waiting(scene: &Scene<'_>, around: Around<'_>, stay: &StayView) -> Markup {
    let words = scene.words;
    html! {
        li.fl-row data-f=[super::filters::filters(Some(stay), around.heads)] {
            (bed_label(around, stay, "–"))
            (who(scene, stay))
            span.when { b { (words.board.since) " " (words.day_and_hour(scene.zone, scene.now, stay.since)) } (origin(scene, stay)) }
            span.prep {
                @if !scene.still {
                    a.btn.sm.pri href={ "/sejour/" (stay.stay) "#placer" } data-drawer
                        aria-label={ (words.board.place) " " (person::name_said(scene, &stay.name)) } { (words.board.place) }
                }
            }
        }
    }
}

/// From the emergency department, with which doctor, with which wish.
fn origin(scene: &Scene<'_>, stay: &StayView) -> Markup {
    let words = scene.words;
    html! {
        small {
            @if stay.class == Some(domain::movement::Class::Emergency) { " · " (words.views.from_emergency) }
            @if let Some(doctor) = &stay.doctor { " · " (doctor.name) }
            @if stay.private_room { " · " (words.board.private_room) }
        }
    }
}

fn bed_label(around: Around<'_>, stay: &StayView, bed: &str) -> Markup {
    html! { span.bd { i class={ "edge tinted " (around.heads.classes(stay)) } {} b { (bed) } } }
}

fn who(scene: &Scene<'_>, stay: &StayView) -> Markup {
    html! {
        span.who-is {
            a href=(scene.stay_href(stay.stay)) data-drawer { (person::name(scene, &stay.name)) }
            " " (person::sex_and_age(scene, stay))
        }
    }
}

fn group(id: &str, title: &str, symbol: &str, lines: Vec<Markup>) -> Piece {
    let html = html! {
        section.flow id=(id) aria-label=(title) hidden[lines.is_empty()] {
            @if !lines.is_empty() {
                h2 { (icon(symbol)) (title) " " span.cnt { (lines.len()) } }
                ul { @for line in &lines { (line) } }
            }
        }
    };
    Piece {
        id: id.to_owned(),
        html: html.into_string(),
    }
}

fn empty(id: &str, text: &str, shown: bool) -> Piece {
    Piece {
        id: id.to_owned(),
        html: html! { p.empty id=(id) hidden[!shown] { (icon("check")) (text) } }.into_string(),
    }
}
