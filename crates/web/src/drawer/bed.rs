//! The sheet of a bed: its state, who may come, its cleanliness, its opening; its journal.

use base::Moment;
use domain::bed::{ClosureReason, Hygiene};
use domain::view::board::{Face, StayView};
use domain::view::drawer::BedDrawer;
use maud::{Markup, html};

use super::Subject;
use super::history::History;
use super::sheet::{self, Refused, Sheet, bed_field, refusal, section, time_field, typed};
use crate::fields::{closure_word, hygiene_word};
use crate::icon::icon;
use crate::person;
use crate::scene::Scene;
use crate::visit::Visit;

/// The sheet.
pub fn sheet(visit: &Visit, drawer: &BedDrawer, history: &History, refused: Option<&Refused>) -> Sheet {
    let scene = visit.scene();
    let words = visit.words;
    let (ward, ward_name) = &drawer.ward;
    let offers: Vec<_> = drawer
        .tile
        .attributes
        .iter()
        .map(|it| words.attribute(it))
        .collect();
    let body = html! {
        article.sheet {
            header {
                h1 #drawer-title { span { (words.board.bed) " " b { (drawer.tile.name) } } }
                p.lead {
                    (state(&scene, &drawer.tile.face))
                    @if let Some(closure) = drawer.tile.closed_after {
                        span.tag.ferme { (icon("lock")) (words.board.closed_after) }
                        (why_closed(&scene, closure.reason, closure.until))
                    }
                    a href={ "/service/" (ward) } { (ward_name.as_str()) }
                    @if drawer.tile.surge { span.tag { (words.board.surge) } }
                    @if drawer.tile.discovered { span.tag.sortie { (words.board.discovered_bed) } }
                }
                @if !offers.is_empty() { p.lead { (offers.join(" · ")) } }
            }
            (occupancy(&scene, drawer, refused))
            @if !drawer.tile.face.is_taken() { (hygiene(&scene, drawer, refused)) }
            (opening(&scene, drawer, refused))
            (sheet::history(&scene, Subject::Bed(drawer.tile.bed), history, false))
        }
    };
    let ward = Some((ward_name.to_string(), format!("/service/{ward}")));
    let title = format!("{} {}", words.board.bed, drawer.tile.name);
    Sheet {
        subject: Subject::Bed(drawer.tile.bed),
        title,
        ward,
        about: drawer.tile.bed.to_string(),
        body,
    }
}

fn state(scene: &Scene<'_>, face: &Face) -> Markup {
    let words = scene.words;
    let (class, symbol, said) = match face {
        Face::Free { .. } => ("libre", "bed-double", words.board.is_free),
        Face::Reserved(_) | Face::Promised => ("reserve", "bookmark-check", words.board.is_reserved),
        Face::Occupied(_) => ("", "bed-single", words.board.is_occupied),
        Face::OnLeave { .. } => ("", "move", words.board.is_on_leave),
        Face::Disputed(_) => ("alerte", "triangle-alert", words.board.is_disputed),
        Face::ToClean {
            contaminated: false, ..
        } => ("menage", "spray-can", words.hygiene(Hygiene::ToClean)),
        Face::ToClean {
            contaminated: true, ..
        } => ("menage", "biohazard", words.hygiene(Hygiene::Contaminated)),
        Face::Cleaning { .. } => ("menage", "brush-cleaning", words.hygiene(Hygiene::Cleaning)),
        Face::Closed { .. } => ("ferme", "lock", words.board.is_closed),
    };
    html! {
        span class={ "tag " (class) } { (icon(symbol)) (said) }
        @if let Face::OnLeave { back_at: Some(back), .. } = face {
            span { (words.board.back) " " (words.day_and_hour(scene.zone, scene.now, *back)) }
        }
        @if let Face::Closed { reason, until } = face { (why_closed(scene, *reason, *until)) }
    }
}

fn why_closed(scene: &Scene<'_>, reason: ClosureReason, until: Option<Moment>) -> Markup {
    let words = scene.words;
    html! {
        span { (words.closure(reason)) }
        @if let Some(until) = until { span { (words.board.until) " " (words.day_and_hour(scene.zone, scene.now, until)) } }
    }
}

/// Who is there, who is claimed to be there, or who could come.
fn occupancy(scene: &Scene<'_>, drawer: &BedDrawer, refused: Option<&Refused>) -> Markup {
    let words = &scene.words.drawer;
    html! {
        @match &drawer.tile.face {
            Face::Occupied(stay) | Face::Reserved(stay) | Face::OnLeave { stay, .. } => {
                section.do {
                    p.nm { span { (person::name(scene, &stay.name)) } (person::sex_and_age(scene, stay)) }
                    p.row { a.btn href={ "/sejour/" (stay.stay) } data-drawer { (words.see_stay) (icon("chevron-right")) } }
                }
            }
            Face::Disputed(stays) => { (dispute(scene, drawer, stays, refused)) }
            Face::Free { .. } => { div #placer { (section("armchair", words.who_comes, &waiting(scene, drawer, refused))) } }
            Face::Promised => {
                @if let Some(hold) = &drawer.tile.hold {
                    section.do { p.nm { span { (person::name(scene, &hold.name)) } } }
                }
            }
            Face::ToClean { .. } | Face::Cleaning { .. } | Face::Closed { .. } => {}
        }
    }
}

fn dispute(scene: &Scene<'_>, drawer: &BedDrawer, stays: &[StayView], refused: Option<&Refused>) -> Markup {
    let words = &scene.words.drawer;
    let body = html! {
        (refusal(refused, "regler"))
        p.warn { (words.dispute_why) }
        ul.vs {
            @for stay in stays {
                li {
                    a.nm href={ "/sejour/" (stay.stay) } data-drawer { span { (person::name(scene, &stay.name)) } (person::sex_and_age(scene, stay)) }
                    form method="post" action={ "/lit/" (drawer.tile.bed) "/regler" } data-live {
                        input type="hidden" name="garde" value=(stay.stay);
                        button.btn.pri.sm aria-label={ (words.keeps) ", " (person::name_said(scene, &stay.name)) } { (words.keeps) }
                    }
                }
            }
        }
    };
    section("triangle-alert", words.dispute, &body)
}

fn waiting(scene: &Scene<'_>, drawer: &BedDrawer, refused: Option<&Refused>) -> Markup {
    let words = &scene.words.drawer;
    html! {
        (refusal(refused, "placer"))
        @if drawer.unplaced.is_empty() { p.none { (words.nobody_unplaced) } }
        ul.vs {
            @for stay in &drawer.unplaced {
                li {
                    span.nm { span { (person::name(scene, &stay.name)) } (person::sex_and_age(scene, stay)) }
                    form method="post" action={ "/sejour/" (stay.stay) "/placer" } data-live {
                        (bed_field(drawer.tile.bed))
                        input type="hidden" name="retour" value={ "/lit/" (drawer.tile.bed) };
                        button.btn.pri.sm aria-label={ (words.place_in) ", " (person::name_said(scene, &stay.name)) } { (scene.words.board.place) }
                    }
                }
            }
        }
    }
}

/// The other states of cleanliness, one button each.
fn hygiene(scene: &Scene<'_>, drawer: &BedDrawer, refused: Option<&Refused>) -> Markup {
    let words = scene.words;
    let current = match &drawer.tile.face {
        Face::ToClean {
            contaminated: true, ..
        } => Some(Hygiene::Contaminated),
        Face::ToClean {
            contaminated: false, ..
        } => Some(Hygiene::ToClean),
        Face::Cleaning { .. } => Some(Hygiene::Cleaning),
        Face::Free { .. } | Face::Reserved(_) | Face::Promised => Some(Hygiene::Clean),
        Face::Occupied(_) | Face::OnLeave { .. } | Face::Disputed(_) | Face::Closed { .. } => None,
    };
    let choices = [
        (Hygiene::ToClean, "spray-can"),
        (Hygiene::Contaminated, "biohazard"),
        (Hygiene::Cleaning, "brush-cleaning"),
        (Hygiene::Clean, "check"),
    ];
    let body = html! {
        form method="post" action={ "/lit/" (drawer.tile.bed) "/proprete" } data-live {
            (refusal(refused, "proprete"))
            div.row {
                @for (choice, symbol) in choices.into_iter().filter(|(choice, _)| Some(*choice) != current) {
                    button.btn name="etat" value=(hygiene_word(choice)) { (icon(symbol)) (words.hygiene(choice)) }
                }
            }
        }
    };
    html! { section { h2 { (icon("brush-cleaning")) (words.drawer.hygiene) } div.do { (body) } } }
}

/// Closing an open bed, opening a closed one.
fn opening(scene: &Scene<'_>, drawer: &BedDrawer, refused: Option<&Refused>) -> Markup {
    let words = &scene.words.drawer;
    let path = |action: &str| format!("/lit/{}/{action}", drawer.tile.bed);
    if matches!(drawer.tile.face, Face::Closed { .. }) || drawer.tile.closed_after.is_some() {
        return html! {
            section.do {
                form method="post" action=(path("ouvrir")) data-live {
                    (refusal(refused, "ouvrir"))
                    button.btn.pri { (icon("lock-open")) (words.open_bed) }
                }
            }
        };
    }
    let chosen = typed(refused, "fermer", "motif", "");
    html! {
        section.do {
            form method="post" action=(path("fermer")) data-live {
                (refusal(refused, "fermer"))
                label.field {
                    span { (words.reason) }
                    select name="motif" required {
                        @for reason in ClosureReason::ALL {
                            option value=(closure_word(reason)) selected[closure_word(reason) == chosen] { (scene.words.closure(reason)) }
                        }
                    }
                }
                (time_field(scene.words, "jusqu", words.until, &typed(refused, "fermer", "jusqu", ""), false))
                button.btn { (icon("lock")) (words.close_bed) }
            }
        }
    }
}
