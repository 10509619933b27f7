//! The top of the board: one cell per bed, the counts, and the figures of the day.

use domain::flow::Born;
use domain::view::board::{Summary, WardBoard};
use maud::{Markup, html};

use super::asked;
use crate::scene::Scene;
use crate::words::Noun;

/// The counts.
pub fn strip(scene: &Scene<'_>, board: &WardBoard) -> Markup {
    let (words, views) = (&scene.words.board, &scene.words.views);
    let (summary, figures) = (&board.summary, &board.figures);
    let evening = figures.evening;
    let planned = summary.departures_today + figures.left_today;
    html! {
        section.sum #sum aria-label=(words.situation) {
            (occupancy(scene, summary))
            (asked::call(scene, board))
            dl.kp {
                div { dt { (words.departures) } dd { (figures.left_today) small { " / " (planned) " " (views.done) } } }
                div {
                    dt { (words.arrivals) }
                    dd { (summary.arrivals_today + promised(board)) @if figures.urgent_arrivals > 0 { small { " " (urgent(scene, figures.urgent_arrivals)) } } }
                }
                div title=(views.free_said) {
                    dt { (views.free_at) " " (scene.words.hour(scene.zone, evening.at)) }
                    dd {
                        (evening.free.max(0)) small { " " (views.planned) }
                        @if evening.free < 0 { " " span.tag.alerte { "−" (evening.free.unsigned_abs()) } }
                    }
                }
                @if figures.telemetry_worn > 0 || figures.telemetry_places > 0 { (telemetry(scene, board)) }
                @if summary.outliers > 0 { div { dt { (words.outliers) } dd { (summary.outliers) } } }
            }
        }
    }
}

/// Promised arrivals that the feed does not announce.
fn promised(board: &WardBoard) -> u32 {
    let coming = board.flow.coming.iter().filter(|it| it.born == Born::Asked);
    u32::try_from(coming.count()).unwrap_or(u32::MAX)
}

/// `dont 2 urg.`, `2 urgent`.
fn urgent(scene: &Scene<'_>, count: u32) -> String {
    scene
        .words
        .pick(format!("dont {count} urg."), format!("{count} urgent"))
}

/// Units worn, of the places there are when the structure names them.
fn telemetry(scene: &Scene<'_>, board: &WardBoard) -> Markup {
    let views = &scene.words.views;
    let (worn, places) = (board.figures.telemetry_worn, board.figures.telemetry_places);
    html! {
        div {
            dt { (views.telemetries) }
            dd { (worn) small { @if places > 0 { " / " (places) } @else { " " (views.worn) } } }
        }
    }
}

/// One cell per bed, grouped by state, and the counts in words below.
fn occupancy(scene: &Scene<'_>, summary: &Summary) -> Markup {
    let words = &scene.words.board;
    let groups: [(&str, u32, Noun); 7] = [
        ("o", summary.occupied, words.occupied),
        ("a", summary.on_leave, words.on_leave),
        ("d", summary.disputed, words.disputed),
        ("r", summary.reserved, words.reserved),
        ("m", summary.to_clean + summary.cleaning, words.cleaning),
        ("l", summary.free, words.free),
        ("f", summary.closed, words.closed),
    ];
    html! {
        div.occbar {
            div.ob aria-hidden="true" {
                @for (class, count, _) in groups { @for _ in 0..count.min(400) { i class=(class) {} } }
            }
            p.obl {
                // Occupied and free are always said, the others when there are any.
                @for (class, count, noun) in groups {
                    @if count > 0 || class == "o" || class == "l" {
                        span class=(class) { b { (count) } " " (scene.words.form(count, noun)) }
                    }
                }
            }
        }
    }
}
