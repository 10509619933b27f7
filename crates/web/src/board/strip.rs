//! The top of the board: one cell per bed, the counts, and the filters.

use domain::view::board::{DoctorCount, Face, Summary, WardBoard};
use maud::{Markup, html};

use crate::icon::icon;
use crate::scene::Scene;
use crate::words::Noun;
use crate::{head, person};

/// The counts.
pub fn strip(scene: &Scene<'_>, board: &WardBoard) -> Markup {
    let words = &scene.words.board;
    let summary = &board.summary;
    html! {
        section.sum #sum aria-label=(words.situation) {
            (occupancy(scene, summary))
            dl.kp {
                (figure(words.rate, &rate(summary), "%"))
                (figure(words.departures, &summary.departures_today.to_string(), ""))
                (figure(words.arrivals, &summary.arrivals_today.to_string(), ""))
                @if summary.outliers > 0 { (figure(words.outliers, &summary.outliers.to_string(), "")) }
            }
        }
    }
}

/// The share of open beds that are taken.
fn rate(summary: &Summary) -> String {
    let open = summary.beds() - summary.closed;
    (summary.taken() * 100)
        .checked_div(open)
        .map_or_else(|| "–".to_owned(), |rate| rate.to_string())
}

fn figure(label: &str, value: &str, unit: &str) -> Markup {
    html! { div { dt { (label) } dd { (value) @if !unit.is_empty() { small { "\u{a0}" (unit) } } } } }
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

/// The filters: they dim the other tiles and move none.
pub fn tools(scene: &Scene<'_>, board: &WardBoard) -> Markup {
    let words = &scene.words.board;
    let (leaving, to_check) = (board.summary.departures_today, to_check(board));
    html! {
        section.tools #tools aria-label=(words.filters) {
            div.chips role="group" aria-label=(words.by_doctor) { @for doctor in &board.doctors { (chip(doctor)) } }
            span.sp {}
            (plain("out", "log-out", words.leaving, leaving))
            (plain("outlier", "arrow-left-right", words.outliers, board.summary.outliers))
            (plain("check", "circle-alert", words.to_check, to_check))
            @if !scene.still {
                a.icobtn href={ "/service/" (board.ward) "/passe" } aria-label=(scene.words.past.look_back) title=(scene.words.past.look_back) { (icon("history")) }
                a.icobtn href={ "/service/" (board.ward) "/studio" } aria-label=(scene.words.studio.open) title=(scene.words.studio.open) { (icon("settings")) }
                a.icobtn href={ "/service/" (board.ward) "/feuille" } aria-label=(scene.words.sheet.title) title=(scene.words.sheet.title) { (icon("printer")) }
                a.icobtn href={ "/service/" (board.ward) "/murs" } aria-label=(scene.words.wall.walls) title=(scene.words.wall.walls) { (icon("monitor")) }
                a.icobtn href={ "/service/" (board.ward) "/confiance" } aria-label=(scene.words.trust.title) title=(scene.words.trust.title) { (icon("activity")) }
            }
        }
    }
}

fn chip(doctor: &DoctorCount) -> Markup {
    let surname = doctor.doctor.name.split_whitespace().next().unwrap_or_default();
    html! {
        button.chipf type="button" aria-pressed="false" data-filter=(doctor.doctor.practitioner) title=(doctor.doctor.name) {
            span class={ "sw " (head::tone(doctor.doctor.tone)) } { (doctor.doctor.monogram) }
            span.nmx { (surname) } small { (doctor.patients) }
        }
    }
}

fn plain(filter: &str, symbol: &str, text: &str, count: u32) -> Markup {
    html! {
        @if count > 0 {
            button.chipf.plain type="button" aria-pressed="false" data-filter=(filter) {
                (icon(symbol)) (text) " " small { (count) }
            }
        }
    }
}

/// Patients in beds about whom something asks to be checked.
fn to_check(board: &WardBoard) -> u32 {
    let asks = board
        .rooms
        .iter()
        .flat_map(|room| &room.beds)
        .filter(|tile| match &tile.face {
            Face::Occupied(stay) | Face::Reserved(stay) | Face::OnLeave { stay, .. } => {
                person::asks_a_check(stay)
            }
            Face::Free { .. }
            | Face::Disputed(_)
            | Face::ToClean { .. }
            | Face::Cleaning { .. }
            | Face::Closed { .. } => false,
        });
    u32::try_from(asks.count()).unwrap_or(u32::MAX)
}
