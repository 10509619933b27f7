//! The row above the tiles: how heads are coloured, who is looked for, how tightly tiles stand.
//!
//! What whoever looks chooses for themselves is theirs alone: the row is the same for everybody, and the style sheet
//! shows what is chosen from the attributes around the board ([`super::look`]).

use domain::board_config::{ColourBy, Density};
use domain::movement::Destination;
use domain::view::board::{DoctorCount, Face, SpecialtyCount, StayView, WardBoard};
use maud::{Markup, Render, html};

use super::filters::Plain;
use super::look;
use crate::head::{self, LENGTHS, letter};
use crate::icon::icon;
use crate::put::{id, text};
use crate::scene::Scene;

/// Every destination, in the order of the chips.
const DESTINATIONS: [Destination; 8] = [
    Destination::Home,
    Destination::Rehab,
    Destination::HospitalAtHome,
    Destination::SocialCare,
    Destination::LongTerm,
    Destination::Psychiatry,
    Destination::Acute,
    Destination::Deceased,
];

/// The row.
pub fn tools(scene: &Scene<'_>, board: &WardBoard) -> Markup {
    let counts = Counts::of(board);
    html! {
        section.tools #tools aria-label=(scene.words.board.filters) {
            @if !scene.still { (colours(scene, board)) }
            (chips(scene, board, &counts))
            span.sp {}
            @for (filter, count) in Plain::ALL.into_iter().zip(counts.plain) { (plain(scene, filter, count)) }
            button.chipf.plain.clear type="button" data-filter="" hidden { (icon("x")) (scene.words.board.everybody) }
            @if !scene.still {
                (densities(scene, board))
                (elsewhere(&format!("/service/{}/passe", board.ward), "history", scene.words.past.look_back))
                (elsewhere(&format!("/service/{}/studio", board.ward), "settings", scene.words.studio.open))
                (elsewhere(&format!("/service/{}/feuille", board.ward), "printer", scene.words.sheet.title))
                (elsewhere(&format!("/service/{}/murs", board.ward), "monitor", scene.words.wall.walls))
                (elsewhere(&format!("/service/{}/confiance", board.ward), "circle-check", scene.words.trust.title))
            }
        }
    }
}

/// A page about the same ward.
fn elsewhere(href: &str, symbol: &str, what: &str) -> Markup {
    html! { a.icobtn href=(text(href)) aria-label=(text(what)) title=(text(what)) { (icon(symbol)) } }
}

/// The choice of colours.
fn colours(scene: &Scene<'_>, board: &WardBoard) -> Markup {
    let views = &scene.words.views;
    let path = format!("/service/{}/regard", board.ward);
    html! {
        details.pick.hue {
            summary.btn.sm {
                (icon("palette")) span.lbl { (views.colour) }
                @for scheme in ColourBy::ALL { b class=(letter(scheme)) { (scene.words.colour_by(scheme)) } }
                (icon("chevron-down"))
            }
            form method="post" action=(path) data-look {
                @for scheme in ColourBy::ALL {
                    button name=(look::COLOUR) value=(head::key(scheme)) { (scene.words.colour_by(scheme)) }
                }
                button name=(look::COLOUR) value="" { (views.as_the_ward) }
            }
        }
    }
}

/// The choice of a density.
fn densities(scene: &Scene<'_>, board: &WardBoard) -> Markup {
    let words = scene.words;
    let shown = [
        (Density::Compact, "grid-3x3"),
        (Density::Normal, "layout-grid"),
        (Density::Large, "square"),
    ];
    html! {
        form method="post" action={ "/service/" (board.ward) "/regard" } data-look {
            div.dens role="group" aria-label=(words.views.density) {
                @for (density, symbol) in shown {
                    @let text = words.density(density);
                    button name=(look::DENSITY) value=(look::density_key(density)) title=(text) aria-label=(text) { (icon(symbol)) }
                }
            }
        }
    }
}

/// A group of chips a scheme; the style sheet shows the one heads are coloured by, and those with a chip pressed.
fn chips(scene: &Scene<'_>, board: &WardBoard, counts: &Counts) -> Markup {
    let (words, views) = (&scene.words.board, &scene.words.views);
    html! {
        div.chips.d role="group" aria-label=(words.by_doctor) { @for it in &board.doctors { (doctor(it)) } }
        div.chips.s role="group" aria-label=(views.filter_specialty) { @for it in &board.specialties { (specialty(it)) } }
        div.chips.o role="group" aria-label=(views.filter_destination) {
            @for (to, count) in DESTINATIONS.into_iter().zip(counts.destinations) {
                @let colour = head::of_destination(to);
                @if count > 0 {
                    (chip(&format!("o-{colour}"), &format!("sw o-{colour}"), text(scene.words.destination_letters(to)), scene.words.destination(to), count))
                }
            }
        }
        div.chips.j role="group" aria-label=(views.filter_length) {
            @for (place, (band, count)) in LENGTHS.into_iter().zip(counts.lengths).enumerate() {
                @if count > 0 {
                    (chip(&format!("j-{place}"), &format!("sw j-{}", band.colour), scene.words.length_band(band), "", count))
                }
            }
        }
    }
}

fn chip(filter: &str, swatch: &str, letters: impl Render, name: &str, count: u32) -> Markup {
    html! {
        button.chipf type="button" aria-pressed="false" data-filter=(filter) title=[(!name.is_empty()).then(|| text(name))] {
            span class=(swatch) { (letters) }
            @if !name.is_empty() { span.nmx { (text(name)) } }
            small { (count) }
        }
    }
}

fn doctor(it: &DoctorCount) -> Markup {
    let doctor = &it.doctor;
    let surname = surname(&doctor.name);
    html! {
        button.chipf type="button" aria-pressed="false" data-filter={ "d-" (id(doctor.practitioner)) } title=(text(&doctor.name)) {
            (head::swatch(ColourBy::Doctor, doctor.tone, &doctor.monogram))
            span.nmx { (text(&surname)) } small { (it.patients) }
        }
    }
}

/// The surname of a doctor: the words in capitals, of which there may be several.
fn surname(name: &str) -> String {
    let is_capital = |word: &&str| !word.chars().any(char::is_lowercase);
    let words: Vec<&str> = name.split_whitespace().take_while(is_capital).collect();
    words.join(" ")
}

fn specialty(it: &SpecialtyCount) -> Markup {
    html! {
        button.chipf type="button" aria-pressed="false" data-filter={ "s-" (it.monogram) } title=(text(&it.name)) {
            (head::swatch(ColourBy::Specialty, it.tone, &it.monogram))
            span.nmx { (text(&it.name)) } small { (it.patients) }
        }
    }
}

fn plain(scene: &Scene<'_>, filter: Plain, count: u32) -> Markup {
    let (words, views) = (&scene.words.board, &scene.words.views);
    let (symbol, text) = match filter {
        Plain::Outgoing => ("log-out", words.leaving),
        Plain::Isolation => ("shield-alert", views.isolation),
        Plain::Telemetry => ("activity", views.telemetry),
        Plain::Outlier => ("arrow-left-right", words.outliers),
        Plain::ToCheck => ("circle-alert", words.to_check),
    };
    html! {
        @if count > 0 {
            button.chipf.plain type="button" aria-pressed="false" data-filter=(filter.word()) title=(text) {
                (icon(symbol)) span.nmy { (text) } " " small { (count) }
            }
        }
    }
}

/// The beds whose patient is so: what each chip promises to light.
#[derive(Default)]
struct Counts {
    plain: [u32; Plain::ALL.len()],
    destinations: [u32; DESTINATIONS.len()],
    lengths: [u32; LENGTHS.len()],
}

impl Counts {
    fn of(board: &WardBoard) -> Self {
        let mut counts = Self::default();
        for tile in board.tiles() {
            match &tile.face {
                Face::Occupied(stay) | Face::Reserved(stay) | Face::OnLeave { stay, .. } => counts.add(stay),
                Face::Free { .. }
                | Face::Promised
                | Face::Disputed(_)
                | Face::ToClean { .. }
                | Face::Cleaning { .. }
                | Face::Closed { .. } => {}
            }
        }
        counts
    }

    fn add(&mut self, stay: &StayView) {
        for (filter, count) in Plain::ALL.into_iter().zip(&mut self.plain) {
            *count += u32::from(filter.holds(stay));
        }
        let destination = head::destination(stay);
        for (to, count) in DESTINATIONS.into_iter().zip(&mut self.destinations) {
            *count += u32::from(destination == Some(to));
        }
        if let Some(count) = self.lengths.get_mut(head::length(stay.day)) {
            *count += 1;
        }
    }
}
