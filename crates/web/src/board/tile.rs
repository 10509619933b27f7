//! A bed as a card in T: the head says who, texture and word and icon say the state.
//!
//! The match on [`Face`] has no other arm: a state without a picture does not compile.

use base::{Label, Moment};
use domain::bed::Hygiene;
use domain::board_config::BoardConfig;
use domain::care::{DischargeStep, Progress};
use domain::view::board::{Face, Moving, StayView, TileView, WardBoard};
use maud::{Markup, html};

use super::filters::filters;
use crate::head::Heads;
use crate::icon::icon;
use crate::scene::Scene;
use crate::{flags, person};

/// What a tile needs to know of its board.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The ward itself is discovered: its beds need not say so one by one.
    pub ward_discovered: bool,
    /// Somebody waits for a bed in the ward.
    pub someone_waits: bool,
    /// The ward follows the steps of at least one discharge: those of whom nothing is said have none done.
    pub steps_followed: bool,
    /// What the team set about its board.
    pub config: &'a BoardConfig,
    /// The colours of its heads.
    pub heads: Heads<'a>,
    /// The specialty of the ward: what goes without saying.
    pub specialty: Option<&'a Label>,
}

impl<'a> Around<'a> {
    /// What the tiles of that board need to know of it.
    pub fn of(board: &'a WardBoard, scene: &Scene<'_>) -> Self {
        Self {
            ward_discovered: board.discovered,
            someone_waits: !board.unplaced.is_empty(),
            steps_followed: board.stays().any(|stay| !stay.care.steps.is_empty()),
            config: &board.config,
            heads: Heads::of(board, scene.words),
            specialty: board.specialty.as_ref(),
        }
    }
}

/// The tile of a bed.
pub fn tile(scene: &Scene<'_>, tile: &TileView, around: Around<'_>) -> Markup {
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
                    coloured: false,
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
    /// The head is coloured by who lies there.
    coloured: bool,
    right: Markup,
    /// The state, for who cannot see it.
    said: &'a str,
    body: Markup,
    foot: Markup,
    /// Whose drawer the card opens, instead of the bed's.
    stay: Option<&'a StayView>,
}

fn card(scene: &Scene<'_>, tile: &TileView, around: Around<'_>, card: Card<'_>) -> Markup {
    let words = &scene.words.board;
    let unconfirmed = tile.discovered && !around.ward_discovered;
    let (bed, number) = if tile.bed_code.is_empty() {
        (&tile.name, "")
    } else {
        (&tile.room_code, tile.bed_code.as_str())
    };
    html! {
        article id=(tile.bed) class={ "tile " (card.class) @if tile.surge { " surge" } } data-f=[filters(card.stay, around.heads)] {
            header class={ "band" @if card.coloured { @if let Some(stay) = card.stay { " tinted " (around.heads.classes(stay)) } } } {
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

fn free(scene: &Scene<'_>, tile: &TileView, around: Around<'_>, since: Option<Moment>) -> Markup {
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
            coloured: false,
            right,
            said: words.board.is_free,
            body,
            foot,
            stay: None,
        },
    )
}

fn reserved(scene: &Scene<'_>, tile: &TileView, around: Around<'_>, stay: &StayView) -> Markup {
    let words = scene.words;
    let body = html! {
        (person::name_line(scene, stay))
        @if let Some(class) = stay.class { p.fit { (words.class(class)) } }
        @let raised = flags::flags(scene, stay, around.config);
        @if !raised.0.is_empty() { p.icr { span.fs { (raised) } } }
        @else if let Some(doctor) = &stay.doctor { p.fit.q { (doctor.name) } }
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
            coloured: false,
            right,
            said: words.board.is_reserved,
            body,
            foot,
            stay: Some(stay),
        },
    )
}

fn occupied(scene: &Scene<'_>, tile: &TileView, around: Around<'_>, stay: &StayView) -> Markup {
    let words = &scene.words.board;
    let class = match (stay.seen_leaving, stay.leaving) {
        (Some(_), _) => "occ gone",
        (None, Some(_)) if person::is_overdue(stay) => "occ late",
        (None, _) => "occ",
    };
    card(
        scene,
        tile,
        around,
        Card {
            class,
            coloured: true,
            right: html! { (around.heads.letters(stay)) },
            said: words.is_occupied,
            body: patient(scene, around, stay),
            foot: next(scene, around, stay),
            stay: Some(stay),
        },
    )
}

fn on_leave(
    scene: &Scene<'_>,
    tile: &TileView,
    around: Around<'_>,
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
    let body = patient(scene, around, stay);
    let right = html! { (state("move", words.is_on_leave)) (around.heads.letters(stay)) };
    card(
        scene,
        tile,
        around,
        Card {
            class: "occ away",
            coloured: true,
            right,
            said: words.is_on_leave,
            body,
            foot,
            stay: Some(stay),
        },
    )
}

fn disputed(scene: &Scene<'_>, tile: &TileView, around: Around<'_>, stays: &[StayView]) -> Markup {
    let words = scene.words;
    let count = u32::try_from(stays.len()).unwrap_or(u32::MAX);
    let body = html! { @for stay in stays.iter().take(2) { (person::name_line(scene, stay)) } };
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
            coloured: false,
            right,
            said: words.board.is_disputed,
            body,
            foot,
            stay: None,
        },
    )
}

fn to_clean(
    scene: &Scene<'_>,
    tile: &TileView,
    around: Around<'_>,
    since: Moment,
    contaminated: bool,
) -> Markup {
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
            coloured: false,
            right,
            said: words.hygiene(hygiene),
            body,
            foot,
            stay: None,
        },
    )
}

fn cleaning(scene: &Scene<'_>, tile: &TileView, around: Around<'_>, since: Moment) -> Markup {
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
            coloured: false,
            right,
            said,
            body,
            foot,
            stay: None,
        },
    )
}

/// Who lies there and what must be seen of them.
fn patient(scene: &Scene<'_>, around: Around<'_>, stay: &StayView) -> Markup {
    let words = &scene.words.board;
    let other = stay.specialty.as_ref().filter(|it| Some(*it) != around.specialty);
    html! {
        (person::name_line(scene, stay))
        @if stay.doctor.is_some() || other.is_some() {
            p.mo {
                @if let Some(doctor) = &stay.doctor { (doctor.name) }
                @if let Some(other) = other { @if stay.doctor.is_some() { " · " } (other) }
            }
        }
        p.icr {
            span.fs { (flags::flags(scene, stay, around.config)) }
            span.rt {
                @if !stay.care.steps.is_empty() { (flags::steps(scene.words, &stay.care.steps)) }
                @else if around.steps_followed { span.st5 aria-hidden="true" { @for _ in &around.config.steps { i {} } } }
                span.los title=(words.day_of_stay) { (words.day_letter) (stay.day) }
            }
        }
        @if !stay.care.slots.is_empty() {
            p.sl { @for (slot, choice) in &stay.care.slots { span title=(slot) { span.sn { (slot) " " } (choice) } } }
        }
        (person::leaving_line(scene, stay))
    }
}

/// The foot of an occupied bed: what moves next, or what is late.
fn next(scene: &Scene<'_>, around: Around<'_>, stay: &StayView) -> Markup {
    let (words, views) = (&scene.words.board, &scene.words.views);
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
    let leaving = stay.leaving;
    if let Some(leaving) = leaving.filter(|it| it.late && it.announced) {
        let what = person::waits_for(scene, stay, around.config);
        let what = what.or_else(|| person::next_step(scene, stay).map(str::to_owned));
        let what = what.as_deref().unwrap_or(words.leaving_late);
        return foot(
            "retard",
            "triangle-alert",
            &passed(scene, leaving.at, leaving.day_only),
            what,
        );
    }
    if let Some(waiting) = &stay.care.waiting {
        let since = format!("{}+{}", words.day_letter, waiting.days);
        let what = person::waits_for(scene, stay, around.config);
        return foot(
            "attente",
            "hourglass",
            &since,
            what.as_deref().unwrap_or(views.waits),
        );
    }
    let leaves_first =
        |moving: &Moving| leaving.is_some_and(|it| it.today && !it.day_only && it.at <= moving.at);
    if let Some(moving) = stay.moving.as_ref().filter(|it| !leaves_first(it)) {
        return transfer(scene, moving);
    }
    let Some(leaving) = leaving else {
        return no_foot();
    };
    // An estimate that has passed is to be renewed; an announced departure that has passed is to be looked into.
    if leaving.late {
        return foot(
            "sortie",
            "hourglass",
            &passed(scene, leaving.at, leaving.day_only),
            words.estimate_passed,
        );
    }
    if !leaving.today {
        return no_foot();
    }
    let when = if leaving.day_only {
        scene.words.day(scene.zone, scene.now, leaving.at)
    } else {
        scene.words.clock(scene.zone, leaving.at)
    };
    let usual = if leaving.announced {
        words.leaving_announced
    } else {
        words.leaving_estimated
    };
    let (symbol, what) = readiness(scene, around, stay, usual);
    foot("sortie", symbol, &when, &what)
}

/// By how much something has passed: `+3 h 05`, or its day.
fn passed(scene: &Scene<'_>, at: Moment, day_only: bool) -> String {
    if day_only {
        scene.words.day(scene.zone, scene.now, at)
    } else {
        format!("+{}", scene.words.lasting(scene.now.since(at)))
    }
}

/// What is said of a departure of today: what it waits for, that all is ready, or merely what it is.
fn readiness(
    scene: &Scene<'_>,
    around: Around<'_>,
    stay: &StayView,
    usual: &'static str,
) -> (&'static str, String) {
    let steps = &stay.care.steps;
    let views = &scene.words.views;
    if steps.is_empty() {
        return ("log-out", usual.to_owned());
    }
    if steps.iter().all(|(_, it)| *it == Progress::Done) {
        return ("check-check", views.all_ready.to_owned());
    }
    if steps.iter().any(|(_, it)| matches!(it, Progress::Waiting(_))) {
        let what = person::waits_for(scene, stay, around.config);
        return ("hourglass", what.unwrap_or_else(|| usual.to_owned()));
    }
    if steps.contains(&(DischargeStep::Transport, Progress::Done)) {
        return ("ambulance", views.transport_ready.to_owned());
    }
    ("log-out", usual.to_owned())
}

fn transfer(scene: &Scene<'_>, moving: &Moving) -> Markup {
    let place = moving.place();
    let what = if place.is_empty() {
        scene.words.views.moves_to.to_owned()
    } else {
        format!("→ {place}")
    };
    foot(
        "mut",
        "arrow-left-right",
        &scene.words.soon(scene.zone, scene.now, moving.at),
        &what,
    )
}
