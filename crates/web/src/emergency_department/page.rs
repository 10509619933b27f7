//! The page of a department, and the choice among several.

use base::id::WardId;
use domain::view::emergency::{EmergencyView, emergency};
use maud::{Markup, PreEscaped, html};

use super::departments;
use super::live::draw;
use crate::hub::Shown;
use crate::layout::{self, Frame, Nav, Page, Place};
use crate::scene::Scene;
use crate::visit::Visit;

/// The page, kept up to date.
pub fn live(visit: &Visit, seen: &EmergencyView, shown: &Shown) -> Page {
    whole(
        visit,
        seen,
        shown.stamped.to_string(),
        PreEscaped(shown.html.clone()),
    )
}

/// The page as it was when it was made, without names: whoever may not know them still sees how many wait.
pub fn still(visit: &Visit, seen: &EmergencyView) -> Page {
    let scene = Scene {
        still: true,
        ..visit.scene()
    };
    whole(visit, seen, String::new(), PreEscaped(draw(&scene, seen).whole))
}

fn whole(visit: &Visit, seen: &EmergencyView, topics: String, region: Markup) -> Page {
    let words = visit.words;
    let several = departments(visit).len() > 1;
    let body = html! {
        (region)
        @if visit.keys && !seen.rows.is_empty() {
            footer.ed-keys {
                kbd { "↑" } kbd { "↓" } " " (words.pick("patients", "from row to row"))
                " " kbd { "D" } " " (words.pick("demander ou modifier", "ask or change"))
                " " kbd { "P" } " " (words.pick("prêt, puis parti", "ready, then left"))
                " " kbd { "?" } " " (words.pick("aide", "help"))
            }
        }
        script defer src=(crate::assets::url("js/emergency.js")) {}
    };
    layout::page(
        visit,
        &Frame {
            title: &format!(
                "{}, {}",
                seen.name,
                words.pick("urgences", "emergency department")
            ),
            nav: Nav::Emergency,
            place: Some(Place {
                name: &seen.name,
                above: &seen.site,
                href: if several { "/urgences" } else { "/" },
            }),
            topics,
            body,
        },
    )
}

/// The departments there are, with how full each is; or why there is none.
pub fn choice(visit: &Visit, wards: &[WardId]) -> Page {
    let (words, snapshot) = (visit.words, &visit.snapshot);
    let seen = wards
        .iter()
        .filter_map(|ward| emergency(&snapshot.state, &snapshot.vault, *ward, visit.now));
    let title = words.pick("Urgences", "Emergency departments");
    let body = html! {
        main.plain #main tabindex="-1" {
            h1 { (title) }
            @if wards.is_empty() {
                section.notice {
                    h2 { (words.pick("Aucun service d’urgences à montrer", "No emergency department to show")) }
                    p { (words.pick("Un service est reconnu à son nom, ou nommé dans les réglages des flux ; et il faut pouvoir en voir les demandes.", "A ward is known by its name, or named in the settings of the flow; and one must be allowed to see its requests.")) }
                }
            }
            ul.eds {
                @for it in seen {
                    li { a href={ "/urgences/" (it.ward) } {
                        b { (it.name.as_str()) } span { (it.site.as_str()) }
                        dl {
                            div { dt { (words.pick("Présents", "Present")) } dd { (it.figures.present) } }
                            div { dt { (words.pick("Attendent un lit", "Wait for a bed")) } dd { (it.figures.waiting) } }
                            div { dt { (words.pick("Sur un brancard", "On a trolley")) } dd { (it.figures.trolleys) } }
                            div { dt { (words.pick("Plus de 12 h", "Over 12 h")) } dd { (it.figures.by_hours.last().map_or(0, |it| it.0)) } }
                        }
                    } }
                }
            }
        }
    };
    layout::page(
        visit,
        &Frame {
            title,
            nav: Nav::Emergency,
            place: None,
            topics: String::new(),
            body,
        },
    )
}
