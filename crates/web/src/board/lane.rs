//! Those who are in the ward without a bed: nobody is ever out of sight.

use domain::view::board::{StayView, WardBoard};
use maud::{Markup, html};

use super::filters::filters;
use super::tile::Around;
use crate::icon::icon;
use crate::scene::Scene;
use crate::{flags, person};

/// The lane; an empty place-holder when everybody has a bed.
pub fn lane(scene: &Scene<'_>, board: &WardBoard, around: Around<'_>) -> Markup {
    let words = &scene.words.board;
    html! {
        section.lane #lane aria-label=(words.lane) hidden[board.unplaced.is_empty()] {
            @if !board.unplaced.is_empty() {
                h2 { (icon("armchair")) (words.lane) " " span.cnt { (board.unplaced.len()) } }
                ul { @for stay in &board.unplaced { (card(scene, stay, around)) } }
            }
        }
    }
}

fn card(scene: &Scene<'_>, stay: &StayView, around: Around<'_>) -> Markup {
    let words = &scene.words.board;
    html! {
        li.un id=(stay.stay) data-f=[filters(Some(stay), around.heads)] {
            span class={ "edge tinted " (around.heads.classes(stay)) } {}
            a href=(scene.stay_href(stay.stay)) data-drawer { (person::name(scene, &stay.name)) }
            (person::sex_and_age(scene, stay))
            span.los title=(words.day_of_stay) { (words.day_letter) (stay.day) }
            (flags::flags(scene, stay, around.config))
            @if !scene.still {
                a.btn.sm href={ "/sejour/" (stay.stay) "#placer" } data-drawer
                    aria-label={ (words.place) " " (person::name_said(scene, &stay.name)) } { (words.place) }
            }
        }
    }
}
