//! Free beds, a row for each specialty and a column for each site.

use domain::view::heat::{Heat, HeatCell};
use maud::{Markup, html};

use crate::layout::query_escaped;
use crate::scene::Scene;

/// The table. Never by colour alone: a cell has its number, and one that is shut says so.
pub fn table(scene: &Scene<'_>, heat: &Heat) -> Markup {
    let words = scene.words;
    html! {
        section #heat {
            header.ph {
                h2 { (words.pick("Lits libres par site", "Free beds by site")) }
                span.q { (words.pick("maintenant, ± d’ici ce soir", "now, ± by tonight")) }
            }
            div.scrolls tabindex="0" role="region" aria-label=(words.pick("Lits libres par site", "Free beds by site")) {
                table.heat {
                    thead { tr {
                        th scope="col" { span.vh { (words.pick("Spécialité", "Specialty")) } }
                        @for (_, site) in &heat.sites { th scope="col" { abbr title=(site) { (short(site)) } } }
                    } }
                    tbody {
                        @for row in &heat.rows {
                            tr {
                                th scope="row" {
                                    @match &row.specialty {
                                        Some(specialty) => { a href={ "/cellule/carte?specialite=" (query_escaped(specialty)) } { (specialty) } }
                                        None => { (words.pick("Autres", "Others")) }
                                    }
                                }
                                @for cell in &row.cells { (square(scene, cell.as_ref())) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn square(scene: &Scene<'_>, cell: Option<&HeatCell>) -> Markup {
    let Some(cell) = cell else {
        return html! { td.na { "·" } };
    };
    let class = match (cell.free, cell.is_shut()) {
        (0, true) => "ht0",
        (0, false) => "ht0 soon",
        (1, _) => "ht1",
        (2..=4, _) => "ht2",
        _ => "ht3",
    };
    let change = match cell.change {
        0 => "=".to_owned(),
        more @ 1.. => format!("+{more}"),
        less => format!("−{}", less.unsigned_abs()),
    };
    html! {
        td class=(class) {
            b { (cell.free) } small { (change) }
            @if cell.is_shut() { span.vh { ", " (scene.words.pick("rien de prévu", "nothing expected")) } }
        }
    }
}

/// A site's name where there is little room: its first letters.
fn short(name: &str) -> String {
    let kept: String = name.chars().take(9).collect();
    if kept.len() < name.len() {
        format!("{}.", kept.trim_end())
    } else {
        kept
    }
}
