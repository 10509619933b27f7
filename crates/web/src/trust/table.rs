//! Every ward in one table, in the order of the wards: no ranking.

use domain::view::trust::{Asked, Spread, WardTrust};
use maud::{Markup, html};

use super::address;
use super::ward::{choices, share};
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, page as whole};
use crate::scene::Scene;
use crate::visit::Visit;

/// The page.
pub fn page(visit: &Visit, wards: &[WardTrust], asked: Asked) -> Page {
    let scene = visit.scene();
    let text = &visit.words.trust;
    let body = html! {
        main.plain.trust.wide #main tabindex="-1" {
            h1 { (text.all_wards) }
            p.intro { (text.all_intro) }
            (choices(&scene, "/confiance", asked))
            @if wards.is_empty() {
                p.none { (text.none) }
            } @else {
                (table(&scene, wards))
                (definitions(&scene))
            }
        }
    };
    whole(
        visit,
        &Frame {
            title: text.all_wards,
            nav: Nav::Territory,
            place: None,
            topics: String::new(),
            body,
        },
    )
}

fn table(scene: &Scene<'_>, wards: &[WardTrust]) -> Markup {
    let text = &scene.words.trust;
    html! {
        table {
            thead {
                tr {
                    @for title in [
                        text.ward, text.last_movement, text.silence, text.seen_first, text.lag, text.to_check,
                        text.loose, text.disputes, text.doubts,
                    ] { th scope="col" { (title) } }
                }
            }
            tbody { @for ward in wards { (row(scene, ward)) } }
        }
    }
}

fn row(scene: &Scene<'_>, trust: &WardTrust) -> Markup {
    let (words, text) = (scene.words, &scene.words.trust);
    let path = format!("/service/{}/confiance", trust.ward);
    let heard = trust.freshness.last_movement;
    let lag =
        |spread: Option<Spread>| spread.map_or_else(|| "–".to_owned(), |it| words.signed_lasting(it.median));
    html! {
        tr {
            th scope="row" { a href=(address(&path, trust.asked)) { (trust.name.as_str()) } small { (trust.site.as_str()) } }
            td data-l=(text.last_movement) { @match heard {
                Some(at) => { (words.lately(scene.zone, scene.now, at)) }
                None => { (text.never) }
            } }
            td data-l=(text.silence) { @if let Some(silence) = &trust.freshness.silence {
                (words.lasting(silence.lasting))
                @if silence.is_unusual() { " " strong.late title=(text.unusual) { (icon("triangle-alert")) span.vh { (text.unusual) } } }
            } }
            td data-l=(text.seen_first) { span { (text.arrivals) " " (share(&trust.arrivals, trust.arrivals.seen_first)) } span { (text.exits) " " (share(&trust.exits, trust.exits.seen_first)) } }
            td data-l=(text.lag) { span { (text.arrivals) " " (lag(trust.arrivals.lag)) } span { (text.exits) " " (lag(trust.exits.lag)) } }
            td data-l=(text.to_check) { (trust.to_check.len()) }
            td data-l=(text.loose) { (trust.loose.len()) }
            td data-l=(text.disputes) { (trust.disputes.len()) }
            td data-l=(text.doubts) { (trust.doubts.len()) }
        }
    }
}

fn definitions(scene: &Scene<'_>) -> Markup {
    let text = &scene.words.trust;
    let all = [
        (text.last_movement, text.last_movement_is),
        (text.silence, text.silence_is),
        (text.seen_first, text.seen_first_is),
        (text.all, text.all_is),
        (text.lag, text.lag_is),
        (text.to_check, text.to_check_is),
        (text.loose, text.loose_is),
        (text.disputes, text.disputes_is),
        (text.doubts, text.doubts_is),
    ];
    html! {
        section {
            h2 { (text.definition) }
            dl.facts { @for (name, definition) in all { dt { (name) } dd { (definition) } } }
        }
    }
}
