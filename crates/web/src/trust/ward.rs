//! The page of one ward: each figure with its exact definition, and the lists of what is to be looked at.

use domain::view::trust::{Asked, Figures, Period, Spread, WardTrust};
use maud::{Markup, html};

use super::address;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::person;
use crate::scene::Scene;
use crate::visit::Visit;

/// The page.
pub fn page(visit: &Visit, trust: &WardTrust) -> Page {
    let scene = visit.scene();
    let text = &visit.words.trust;
    let board = format!("/service/{}", trust.ward);
    let path = format!("{board}/confiance");
    let body = html! {
        main.plain.trust #main tabindex="-1" {
            h1 { (text.title) ", " (trust.name.as_str()) }
            p.intro { (text.intro) }
            (choices(&scene, &path, trust.asked))
            (fresh(&scene, trust))
            (clocks(&scene, trust))
            (to_check(&scene, trust))
            (loose(&scene, trust))
            (disputes(&scene, trust))
            (doubts(&scene, trust))
            p.back { a.btn href=(board) { (visit.words.drawer.see_board) } " " a.btn href=(address("/confiance", trust.asked)) { (text.see_all) } }
        }
    };
    whole(
        visit,
        &Frame {
            title: &format!("{}, {}", text.title, trust.name),
            nav: Nav::Territory,
            place: Some(Place {
                name: &trust.name,
                above: &trust.site,
                href: &board,
            }),
            topics: String::new(),
            body,
        },
    )
}

/// Over how long, and after how many hours.
pub fn choices(scene: &Scene<'_>, path: &str, asked: Asked) -> Markup {
    let text = &scene.words.trust;
    html! {
        div.choices {
            nav aria-label=(text.period) {
                span { (text.period) }
                @for period in Period::ALL {
                    a.btn.sm href=(address(path, Asked { period, ..asked })) aria-current=[(period == asked.period).then_some("true")] { (scene.words.period(period)) }
                }
            }
            nav aria-label=(text.hours) {
                span { (text.hours) }
                @for hours in Asked::HOURS {
                    a.btn.sm href=(address(path, Asked { hours, ..asked })) aria-current=[(hours == asked.hours).then_some("true")] { (hours) " h" }
                }
            }
        }
    }
}

fn fresh(scene: &Scene<'_>, trust: &WardTrust) -> Markup {
    let (words, text, fresh) = (scene.words, &scene.words.trust, &trust.freshness);
    let at = |at: Option<_>| {
        at.map_or_else(
            || text.never.to_owned(),
            |at| words.day_and_hour(scene.zone, scene.now, at),
        )
    };
    let silence = html! {
        @match &fresh.silence {
            None => { (text.never) }
            Some(silence) => {
                b { (words.lasting(silence.lasting)) }
                @if silence.is_unusual() { " " strong.late { (icon("triangle-alert")) (text.unusual) } }
                small {
                    @match &silence.usual {
                        Some(usual) => {
                            (text.usually) " " (words.lasting(usual.median)) " ; " (text.nine_in_ten) " " (words.lasting(usual.p90))
                        }
                        None => { (text.usual_unknown) }
                    }
                }
            }
        }
    };
    html! {
        section {
            h2 { (text.fresh) }
            table {
                thead { tr { th scope="col" { (text.figure) } th scope="col" { (text.value) } th scope="col" { (text.definition) } } }
                tbody {
                    (row(text.last_movement, &html! { b { (at(fresh.last_movement)) } }, text.last_movement_is))
                    (row(text.last_action, &html! { b { (at(fresh.last_action)) } }, text.last_action_is))
                    (row(text.silence, &silence, text.silence_is))
                }
            }
        }
    }
}

fn row(name: &str, value: &Markup, definition: &str) -> Markup {
    html! { tr { th scope="row" { (name) } td { (value) } td.def { (definition) } } }
}

fn clocks(scene: &Scene<'_>, trust: &WardTrust) -> Markup {
    let text = &scene.words.trust;
    let both = |of: fn(&Scene<'_>, &Figures) -> Markup| [of(scene, &trust.arrivals), of(scene, &trust.exits)];
    let lines: [(&str, [Markup; 2], &str); 6] = [
        (text.all, both(|_, it| html! { b { (it.all) } }), text.all_is),
        (text.seen, both(|_, it| share(it, it.seen)), text.seen_is),
        (
            text.seen_first,
            both(|_, it| share(it, it.seen_first)),
            text.seen_first_is,
        ),
        (
            text.awaited,
            both(|_, it| html! { b { (it.awaited) } }),
            text.awaited_is,
        ),
        (text.lag, both(|scene, it| spread(scene, it.lag)), text.lag_is),
        (text.gap, both(|scene, it| spread(scene, it.gap)), text.gap_is),
    ];
    html! {
        section {
            h2 { (text.clocks) " " small { (scene.words.period(trust.asked.period)) } }
            table {
                thead {
                    tr {
                        th scope="col" { (text.figure) }
                        th scope="col" { (text.arrivals) }
                        th scope="col" { (text.exits) }
                        th scope="col" { (text.definition) }
                    }
                }
                tbody {
                    @for (name, [arrivals, exits], definition) in lines {
                        tr {
                            th scope="row" { (name) }
                            td data-l=(text.arrivals) { (arrivals) }
                            td data-l=(text.exits) { (exits) }
                            td.def { (definition) }
                        }
                    }
                }
            }
        }
    }
}

/// A count, with its share and its denominator.
pub fn share(figures: &Figures, count: u32) -> Markup {
    html! {
        @match figures.share(count) {
            Some(share) => { b { (share) "\u{a0}%" } small { (count) "/" (figures.all) } }
            None => { "–" }
        }
    }
}

fn spread(scene: &Scene<'_>, spread: Option<Spread>) -> Markup {
    let (words, text) = (scene.words, &scene.words.trust);
    html! {
        @match spread {
            Some(it) => {
                b { (words.signed_lasting(it.median)) }
                small { (text.median) " · " (text.p90) " " (words.signed_lasting(it.p90)) " · " (text.over) " " (it.count) }
            }
            None => { "–" }
        }
    }
}

/// A list with its title, how many there are, and what they are.
fn list(scene: &Scene<'_>, title: &str, definition: &str, count: usize, lines: &Markup) -> Markup {
    html! {
        section {
            h2 { (title) " " small { (count) } }
            p.def { (definition) }
            @if count == 0 { p.none { (scene.words.trust.none) } } @else { ul.links { (lines) } }
        }
    }
}

fn to_check(scene: &Scene<'_>, trust: &WardTrust) -> Markup {
    let text = &scene.words.trust;
    let lines = html! {
        @for bed in &trust.to_check {
            li {
                a href={ "/lit/" (bed.bed) } { b { (scene.words.board.bed) " " (bed.name) } }
                " " span { (text.since) " " (scene.words.day_and_hour(scene.zone, scene.now, bed.since)) }
            }
        }
    };
    list(
        scene,
        text.to_check,
        text.to_check_is,
        trust.to_check.len(),
        &lines,
    )
}

fn loose(scene: &Scene<'_>, trust: &WardTrust) -> Markup {
    let text = &scene.words.trust;
    let lines = html! {
        @for end in &trust.loose {
            li {
                a href={ "/sejour/" (end.stay) } { (person::name(scene, &end.name)) }
                " " span { (scene.words.forgotten(end.why)) ", " (scene.words.day_and_hour(scene.zone, scene.now, end.since)) }
            }
        }
    };
    list(scene, text.loose, text.loose_is, trust.loose.len(), &lines)
}

fn disputes(scene: &Scene<'_>, trust: &WardTrust) -> Markup {
    let text = &scene.words.trust;
    let lines = html! {
        @for (bed, name) in &trust.disputes {
            li { a href={ "/lit/" (bed) } { b { (scene.words.board.bed) " " (name) } } }
        }
    };
    list(
        scene,
        text.disputes,
        text.disputes_is,
        trust.disputes.len(),
        &lines,
    )
}

fn doubts(scene: &Scene<'_>, trust: &WardTrust) -> Markup {
    let text = &scene.words.trust;
    let lines = html! {
        @for it in &trust.doubts {
            li {
                a href={ "/sejour/" (it.stay) } { (person::name(scene, &it.name)) }
                @for doubt in &it.doubts { " " span { (scene.words.doubt(*doubt).0) } }
            }
        }
    };
    list(scene, text.doubts, text.doubts_is, trust.doubts.len(), &lines)
}
