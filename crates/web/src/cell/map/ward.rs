//! The beds of one ward, in words: what each is, and for a chosen request whether it would do, why not, and the buttons.

use base::id::WardId;
use domain::flow::placement::{Mark, explain};
use domain::rights::{Action, Target};
use domain::view::board::{TileView, ward_board};
use maud::{Markup, html};

use super::super::proposed::{buttons, force, remarks};
use super::super::{chosen, steers};
use super::look::{Filter, Look};
use super::{Sight, Sought};
use crate::icon::icon;

/// The list, beside the map.
pub fn list(sight: &Sight<'_>, ward: WardId) -> Markup {
    let (visit, words) = (sight.visit, sight.visit.words);
    let may = |action| {
        visit
            .visitor
            .may(&visit.snapshot, action, Target::Ward(ward), visit.now)
    };
    let board = ward_board(&visit.snapshot.state, &visit.snapshot.vault, ward, visit.now);
    let Some(board) = board.filter(|_| may(Action::SeeBoard) || steers(visit)) else {
        return html! {};
    };
    let tiles = board
        .rooms
        .iter()
        .flat_map(|room| room.beds.iter().map(move |tile| (room, tile)));
    html! {
        aside.bwl aria-label=(board.name.as_str()) {
            header.ph {
                h2 { (board.name.as_str()) }
                a.icobtn href=(sight.asked.address(|it| it.service = None)) data-panel aria-label=(words.pick("Fermer la liste", "Close the list")) { (icon("x")) }
            }
            @if may(Action::SeeBoard) { p { a.lnk href={ "/service/" (ward) } { (words.pick("Voir le tableau du service", "See the ward’s board")) } } }
            ul.forced {
                @for (_, tile) in tiles.filter(|(room, tile)| sight.filters.iter().all(|it: &Filter| it.holds(room, tile))) {
                    li {
                        p.blh { b { (tile.name) } " " span class={ "bq " } { i class=(Look::of(tile).class()) aria-hidden="true" {} } (Look::of(tile).said(words)) (offers(sight, tile)) }
                        @if let Some(sought) = &sight.sought { (judged(sight, sought, tile)) }
                    }
                }
            }
        }
    }
}

/// What bed and room offer.
fn offers(sight: &Sight<'_>, tile: &TileView) -> Markup {
    let words = sight.visit.words;
    let all: Vec<&str> = tile.attributes.iter().map(|it| words.attribute(it)).collect();
    html! { @if !all.is_empty() { small.q { (all.join(", ")) } } }
}

/// What the rules say of the bed for the chosen request, and what can be done with it.
fn judged(sight: &Sight<'_>, sought: &Sought, tile: &TileView) -> Markup {
    let visit = sight.visit;
    let Some(said) = explain(&sought.beds, &sought.question, tile.bed, visit.now) else {
        return html! {};
    };
    let may = chosen::may(visit, &sought.row, Action::PromiseBed);
    if said.verdict.refused.is_empty() {
        let number = sought.place(tile.bed).map_or(usize::MAX, |it| it + 1);
        return html! {
            (remarks(visit, said.remarks.iter().filter(|it| it.mark != Mark::Met).map(|it| (it.rule, it.mark, &it.why))))
            @if may { (buttons(visit, &sought.row, tile.bed, &tile.name, number, false)) }
        };
    }
    html! {
        (remarks(visit, said.remarks.iter().filter(|it| it.mark == Mark::Refuses).map(|it| (it.rule, it.mark, &it.why))))
        @if chosen::may(visit, &sought.row, Action::ForceBed) {
            details.fold { summary { (visit.words.pick("Passer outre", "Set aside")) } (force(visit, &sought.row, tile.bed, said.verdict)) }
        }
    }
}
