//! A bed as a card in T: the head says who, texture and word and icon say the state.
//!
//! The match on [`Face`] has no other arm: a state without a picture does not compile.

use base::Moment;
use domain::bed::Hygiene;
use domain::view::board::{Face, StayView, TileView};
use maud::{Markup, html};

use crate::icon::icon;
use crate::scene::Scene;
use crate::{head, person};

/// What a tile needs to know of its board.
#[derive(Clone, Copy, Debug)]
pub struct Around {
    /// The ward itself is discovered: its beds need not say so one by one.
    pub ward_discovered: bool,
    /// Somebody waits for a bed in the ward.
    pub someone_waits: bool,
}

/// The tile of a bed.
pub fn tile(scene: &Scene<'_>, tile: &TileView, around: Around) -> Markup {
    match &tile.face {
        Face::Free { since } => free(scene, tile, around, *since),
        Face::Reserved(stay) => reserved(scene, tile, around, stay),
        Face::Occupied(stay) => occupied(scene, tile, around, stay),
        Face::OnLeave { stay, back_at } => on_leave(scene, tile, around, stay, *back_at),
        Face::Disputed(stays) => disputed(scene, tile, around, stays),
        Face::ToClean { since, contaminated } => to_clean(scene, tile, around, *since, *contaminated),
        Face::Cleaning { since } => cleaning(scene, tile, around, *since),
        Face::Closed { reason, until } => {
            let words = scene.words;
            let body = html! {
                p.nm { b { (words.closure(*reason)) } }
                @if let Some(until) = until {
                    p.fit { (words.board.until) " " (words.day_and_hour(scene.zone, scene.now, *until)) }
                }
            };
            let state = state("lock", words.board.is_closed);
            card(
                scene,
                tile,
                around,
                Card {
                    class: "ferme",
                    band: "",
                    right: state,
                    said: words.board.is_closed,
                    body,
                    foot: html! {},
                    stay: None,
                },
            )
        }
    }
}

/// What differs from one card to the next.
struct Card<'a> {
    class: &'a str,
    band: &'a str,
    right: Markup,
    /// The state, for who cannot see it.
    said: &'a str,
    body: Markup,
    foot: Markup,
    /// Whose drawer the card opens, instead of the bed's.
    stay: Option<&'a StayView>,
}

fn card(scene: &Scene<'_>, tile: &TileView, around: Around, card: Card<'_>) -> Markup {
    let words = &scene.words.board;
    let unconfirmed = tile.discovered && !around.ward_discovered;
    let (bed, number) = if tile.bed_code.is_empty() {
        (&tile.name, "")
    } else {
        (&tile.room_code, tile.bed_code.as_str())
    };
    html! {
        article id=(tile.bed) class={ "tile " (card.class) @if tile.surge { " surge" } } data-f=[filters(card.stay)] {
            header class={ "band " (card.band) } {
                a.bed href=(href(scene, tile, card.stay)) data-drawer {
                    span.vh { (words.bed) " " }
                    (bed) @if !number.is_empty() { b { (number) } }
                    span.vh { ", " (card.said) }
                }
                @if tile.surge { (person::flag("plus", words.surge)) }
                @if unconfirmed { (person::flag("circle-question-mark", words.discovered_bed)) }
                (card.right)
                @if !scene.still {
                    a.more href={ (href(scene, tile, card.stay)) "/menu" } data-menu tabindex="-1" aria-label={ (scene.words.acts.menu) ", " (words.bed) " " (tile.name) } { (icon("ellipsis")) }
                }
            }
            div.b { (card.body) }
            (card.foot)
        }
    }
}

fn href(scene: &Scene<'_>, tile: &TileView, stay: Option<&StayView>) -> String {
    match stay {
        Some(stay) => scene.stay_href(stay.stay),
        None => scene.bed_href(tile.bed),
    }
}

/// What the filters of the board look for on a tile.
fn filters(stay: Option<&StayView>) -> Option<String> {
    let stay = stay?;
    let doctor = stay.doctor.as_ref().map(|doctor| doctor.practitioner.to_string());
    let leaves =
        stay.seen_leaving.is_some() || stay.leaving.is_some_and(|leaving| leaving.today || leaving.late);
    let words: Vec<&str> = [
        doctor.as_deref(),
        leaves.then_some("out"),
        person::asks_a_check(stay).then_some("check"),
        stay.outlier.as_ref().map(|_| "outlier"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn state(symbol: &str, word: &str) -> Markup {
    html! { span.state { (icon(symbol)) (word) } }
}

fn foot(class: &str, symbol: &str, when: &str, what: &str) -> Markup {
    html! {
        footer class={ "mv " (class) } {
            (icon(symbol)) @if !when.is_empty() { b { (when) } } span { (what) }
        }
    }
}

fn no_foot() -> Markup {
    html! { footer.mv.none {} }
}

/// A button that states the bed's cleanliness.
fn hygiene_button(scene: &Scene<'_>, tile: &TileView, hygiene: Hygiene, text: &str) -> Markup {
    if scene.still {
        return no_foot();
    }
    html! {
        form.cta method="post" action={ "/lit/" (tile.bed) "/proprete" } data-live {
            input type="hidden" name="etat" value=(crate::fields::hygiene_word(hygiene));
            input type="hidden" name="retour" value="tableau";
            button.btn.sm aria-label={ (text) ", " (scene.words.board.bed) " " (tile.name) } { (text) }
        }
    }
}

fn free(scene: &Scene<'_>, tile: &TileView, around: Around, since: Option<Moment>) -> Markup {
    let words = scene.words;
    let offers: Vec<_> = tile.attributes.iter().map(|it| words.attribute(it)).collect();
    let body = html! {
        p.nm {
            b { (words.board.ready) }
            @if let Some(since) = since {
                span.q { (words.board.since) " " (words.lately(scene.zone, scene.now, since)) }
            }
        }
        @if !offers.is_empty() { p.fit { (offers.join(" · ")) } }
    };
    let foot = html! {
        @if around.someone_waits && !scene.still {
            p.cta {
                a.btn.sm href=(href(scene, tile, None)) data-drawer aria-label={ (words.board.place_someone) ", " (words.board.bed) " " (tile.name) } {
                    (words.board.place_someone)
                }
            }
        }
    };
    let right = state("bed-double", words.board.is_free);
    card(
        scene,
        tile,
        around,
        Card {
            class: "libre",
            band: "",
            right,
            said: words.board.is_free,
            body,
            foot,
            stay: None,
        },
    )
}

fn reserved(scene: &Scene<'_>, tile: &TileView, around: Around, stay: &StayView) -> Markup {
    let words = scene.words;
    let body = html! {
        (person::name_line(scene, stay))
        @if let Some(class) = stay.class { p.fit { (words.class(class)) } }
        @if let Some(doctor) = &stay.doctor { p.fit.q { (doctor.name) } }
    };
    let when = words.soon(scene.zone, scene.now, stay.since);
    let foot = foot("ent", "log-in", &when, words.board.arrival);
    let right = state("bookmark-check", words.board.is_reserved);
    card(
        scene,
        tile,
        around,
        Card {
            class: "reserve",
            band: "",
            right,
            said: words.board.is_reserved,
            body,
            foot,
            stay: Some(stay),
        },
    )
}

fn occupied(scene: &Scene<'_>, tile: &TileView, around: Around, stay: &StayView) -> Markup {
    let words = &scene.words.board;
    let class = match (stay.seen_leaving, stay.leaving) {
        (Some(_), _) => "occ gone",
        (None, Some(_)) if person::is_overdue(stay) => "occ late",
        _ => "occ",
    };
    let band = head::of(stay);
    card(
        scene,
        tile,
        around,
        Card {
            class,
            band: &band,
            right: monogram(stay),
            said: words.is_occupied,
            body: patient(scene, stay),
            foot: departure(scene, stay),
            stay: Some(stay),
        },
    )
}

fn on_leave(
    scene: &Scene<'_>,
    tile: &TileView,
    around: Around,
    stay: &StayView,
    back: Option<Moment>,
) -> Markup {
    let words = &scene.words.board;
    let foot = match back {
        Some(back) => foot(
            "absent",
            "move",
            &scene.words.soon(scene.zone, scene.now, back),
            words.back,
        ),
        None => foot("absent", "move", "", words.back_unknown),
    };
    let band = head::of(stay);
    let body = patient(scene, stay);
    let right = html! { (state("move", words.is_on_leave)) (monogram(stay)) };
    card(
        scene,
        tile,
        around,
        Card {
            class: "occ away",
            band: &band,
            right,
            said: words.is_on_leave,
            body,
            foot,
            stay: Some(stay),
        },
    )
}

fn disputed(scene: &Scene<'_>, tile: &TileView, around: Around, stays: &[StayView]) -> Markup {
    let words = scene.words;
    let count = u32::try_from(stays.len()).unwrap_or(u32::MAX);
    let body = html! { @for stay in stays.iter().take(4) { (person::name_line(scene, stay)) } };
    let what = format!(
        "{} {}",
        words.count(count, words.board.patients),
        words.board.to_settle
    );
    let foot = foot("retard", "triangle-alert", "", &what);
    let right = state("triangle-alert", words.board.is_disputed);
    card(
        scene,
        tile,
        around,
        Card {
            class: "occ dispute late",
            band: "",
            right,
            said: words.board.is_disputed,
            body,
            foot,
            stay: None,
        },
    )
}

fn to_clean(scene: &Scene<'_>, tile: &TileView, around: Around, since: Moment, contaminated: bool) -> Markup {
    let words = scene.words;
    let (hygiene, symbol, class) = if contaminated {
        (Hygiene::Contaminated, "biohazard", "menage todo conta")
    } else {
        (Hygiene::ToClean, "spray-can", "menage todo")
    };
    let body = html! {
        p.nm { b { (words.board.since_when) " " (words.lately(scene.zone, scene.now, since)) } }
    };
    let foot = hygiene_button(scene, tile, Hygiene::Cleaning, words.board.start_cleaning);
    let right = state(symbol, words.hygiene(hygiene));
    card(
        scene,
        tile,
        around,
        Card {
            class,
            band: "",
            right,
            said: words.hygiene(hygiene),
            body,
            foot,
            stay: None,
        },
    )
}

fn cleaning(scene: &Scene<'_>, tile: &TileView, around: Around, since: Moment) -> Markup {
    let words = scene.words;
    let body = html! {
        p.nm {
            b { (words.board.under_way) }
            span.q { (words.board.since) " " (words.lately(scene.zone, scene.now, since)) }
        }
    };
    let foot = hygiene_button(scene, tile, Hygiene::Clean, words.board.finish_cleaning);
    let said = words.hygiene(Hygiene::Cleaning);
    let right = state("brush-cleaning", said);
    card(
        scene,
        tile,
        around,
        Card {
            class: "menage",
            band: "",
            right,
            said,
            body,
            foot,
            stay: None,
        },
    )
}

fn monogram(stay: &StayView) -> Markup {
    html! {
        @if let Some((short, long)) = head::said(stay) { span.doc title=(long) { (short) span.vh { ", " (long) } } }
    }
}

fn patient(scene: &Scene<'_>, stay: &StayView) -> Markup {
    html! {
        (person::name_line(scene, stay))
        @if let Some(doctor) = &stay.doctor { p.mo { (doctor.name) } }
        (person::flags_line(scene, stay))
        (person::leaving_line(scene, stay))
    }
}

/// The next movement of an occupied bed, when it is today or overdue.
fn departure(scene: &Scene<'_>, stay: &StayView) -> Markup {
    let words = &scene.words.board;
    if let Some(at) = stay.seen_leaving {
        return foot(
            "parti",
            "user-check",
            &scene.words.soon(scene.zone, scene.now, at),
            words.seen_leaving,
        );
    }
    if let Some(at) = stay.seen_arriving {
        return foot(
            "parti",
            "user-check",
            &scene.words.soon(scene.zone, scene.now, at),
            scene.words.drawer.clocks.admission_awaited,
        );
    }
    let Some(leaving) = stay.leaving else {
        return no_foot();
    };
    if leaving.late {
        let by = if leaving.day_only {
            scene.words.day(scene.zone, scene.now, leaving.at)
        } else {
            format!("+{}", scene.words.lasting(scene.now.since(leaving.at)))
        };
        // An estimate that has passed is to be renewed; an announced departure that has passed is to be looked into.
        return if leaving.announced {
            foot("retard", "triangle-alert", &by, words.leaving_late)
        } else {
            foot("sortie", "hourglass", &by, words.estimate_passed)
        };
    }
    if !leaving.today {
        return no_foot();
    }
    let when = if leaving.day_only {
        scene.words.day(scene.zone, scene.now, leaving.at)
    } else {
        scene.words.clock(scene.zone, leaving.at)
    };
    let what = if leaving.announced {
        words.leaving_announced
    } else {
        words.leaving_estimated
    };
    foot("sortie", "log-out", &when, what)
}
