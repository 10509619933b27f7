//! Those who are in the ward without a bed: nobody is ever out of sight.

use domain::view::board::{StayView, WardBoard};
use maud::{Markup, html};

use crate::icon::icon;
use crate::scene::Scene;
use crate::{head, person};

/// The lane; an empty place-holder when everybody has a bed.
pub fn lane(scene: &Scene<'_>, board: &WardBoard) -> Markup {
    let words = &scene.words.board;
    html! {
        section.lane #lane aria-label=(words.lane) hidden[board.unplaced.is_empty()] {
            @if !board.unplaced.is_empty() {
                h2 { (icon("armchair")) (words.lane) " " span.cnt { (board.unplaced.len()) } }
                ul { @for stay in &board.unplaced { (card(scene, stay)) } }
            }
        }
    }
}

fn card(scene: &Scene<'_>, stay: &StayView) -> Markup {
    let words = &scene.words.board;
    html! {
        li.un id=(stay.stay) {
            span class={ "edge " (head::of(stay)) } {}
            a href=(scene.stay_href(stay.stay)) data-drawer { (person::name(scene, &stay.name)) }
            (person::sex_and_age(scene, stay))
            span.los title=(words.day_of_stay) { (words.day_letter) (stay.day) }
            @for (shown, symbol, text) in person::flags(scene, stay) { @if shown { (person::flag(symbol, text)) } }
            @if !scene.still {
                a.btn.sm href={ "/sejour/" (stay.stay) "#placer" } data-drawer
                    aria-label={ (words.place) " " (person::name_said(scene, &stay.name)) } { (words.place) }
            }
        }
    }
}
