//! A bed as a card in T: the head says who, texture and word and icon say the state.
//!
//! The match on [`Face`] has no other arm: a state without a picture does not compile.

use base::{Label, Moment};
use domain::bed::Hygiene;
use domain::board_config::BoardConfig;
use domain::flow::HoldKind;
use domain::view::board::{Face, HoldView, StayView, TileView, WardBoard};
use maud::{Markup, Render, html};

use super::filters::filters;
use super::foot::{Foot, next, no_foot};
use crate::head::Heads;
use crate::icon::icon;
use crate::put::{drawn, id, put, text};
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

/// Writes the tile of a bed into the page.
pub fn tile(out: &mut String, scene: &Scene<'_>, tile: &TileView, around: Around<'_>) {
    match &tile.face {
        Face::Free { since } => free(out, scene, tile, around, *since),
        Face::Reserved(stay) => reserved(out, scene, tile, around, stay),
        Face::Promised => promised(out, scene, tile, around),
        Face::Occupied(stay) => occupied(out, scene, tile, around, stay),
        Face::OnLeave { stay, back_at } => on_leave(out, scene, tile, around, stay, *back_at),
        Face::Disputed(stays) => disputed(out, scene, tile, around, stays),
        Face::ToClean { since, contaminated } => to_clean(out, scene, tile, around, *since, *contaminated),
        Face::Cleaning { since } => cleaning(out, scene, tile, around, *since),
        Face::Closed { reason, until } => {
            let words = scene.words;
            let body = html! {
                p.nm { b { (words.closure(*reason)) } }
                @if let Some(until) = until {
                    p.fit { (words.board.until) " " (words.day_and_hour(scene.zone, scene.now, *until)) }
                }
            };
            Card {
                class: "ferme",
                coloured: false,
                right: state("lock", words.board.is_closed),
                said: words.board.is_closed,
                body,
                foot: nothing(),
                stay: None,
            }
            .put(out, scene, tile, around);
        }
    }
}

/// What differs from one card to the next.
struct Card<'a, Right, Body, Foot> {
    class: &'a str,
    /// The head is coloured by who lies there.
    coloured: bool,
    right: Right,
    /// The state, for who cannot see it.
    said: &'a str,
    body: Body,
    foot: Foot,
    /// Whose drawer the card opens, instead of the bed's.
    stay: Option<&'a StayView>,
}

impl<Right: Render, Body: Render, Foot: Render> Card<'_, Right, Body, Foot> {
    fn put(self, out: &mut String, scene: &Scene<'_>, tile: &TileView, around: Around<'_>) {
        let surge = if tile.surge { " surge" } else { "" };
        put!(out; "<article id=\"" (id(tile.bed)) "\" class=\"tile " (text(self.class)) (text(surge)) "\"");
        if let Some(filters) = filters(self.stay, around.heads) {
            put!(out; " data-f=\"" (filters) "\"");
        }
        put!(out; ">");
        self.head(out, scene, tile, around);
        put!(out; "<div class=\"b\">" (self.body) "</div>" (self.foot) "</article>");
    }

    fn head(&self, out: &mut String, scene: &Scene<'_>, tile: &TileView, around: Around<'_>) {
        let words = &scene.words.board;
        let (bed, number) = if tile.bed_code.is_empty() {
            (&tile.name, "")
        } else {
            (&tile.room_code, tile.bed_code.as_str())
        };
        put!(out; "<header class=\"band");
        if let Some(stay) = self.stay.filter(|_| self.coloured) {
            put!(out; " tinted " (around.heads.classes(stay)));
        }
        put!(out; "\"><a class=\"bed\" href=\"" (href(scene, tile, self.stay)) "\" data-drawer>");
        put!(out; "<span class=\"vh\">" (text(words.bed)) " </span>" (text(bed)));
        if !number.is_empty() {
            put!(out; "<b>" (text(number)) "</b>");
        }
        put!(out; "<span class=\"vh\">, " (text(self.said)) "</span></a>");
        if tile.surge {
            person::flag("plus", words.surge).render_to(out);
        }
        if tile.discovered && !around.ward_discovered {
            person::flag("circle-question-mark", words.discovered_bed).render_to(out);
        }
        if tile.closed_after.is_some() {
            person::flag("lock", words.closed_after).render_to(out);
        }
        if let Some(hold) = promised_beside(tile) {
            let said = scene.words.promised_to(&person::name_said(scene, &hold.name));
            person::flag("bookmark-check", &said).render_to(out);
        }
        self.right.render_to(out);
        if !scene.still {
            put!(out; "<a class=\"more\" href=\"" (href(scene, tile, self.stay)) "/menu\" data-menu tabindex=\"-1\"");
            put!(out; " aria-label=\"" (text(scene.words.acts.menu)) ", " (text(words.bed)) " " (text(&tile.name)) "\">");
            put!(out; (icon("ellipsis")) "</a>");
        }
        put!(out; "</header>");
    }
}

/// The promise on a bed that shows something else: somebody lies there still, or it is being made ready.
fn promised_beside(tile: &TileView) -> Option<&HoldView> {
    let shown = matches!(tile.face, Face::Reserved(_) | Face::Promised);
    tile.hold.as_deref().filter(|_| !shown)
}

/// The same as a line of a tile where nobody lies.
fn promised_line(scene: &Scene<'_>, tile: &TileView) -> Markup {
    html! {
        @if let Some(hold) = promised_beside(tile) {
            p.fit { (scene.words.promised_to(&person::name_said(scene, &hold.name))) }
        }
    }
}

fn href(scene: &Scene<'_>, tile: &TileView, stay: Option<&StayView>) -> impl Render + use<> {
    let (bed, stay) = (
        scene.bed_href(tile.bed),
        stay.map(|stay| scene.stay_href(stay.stay)),
    );
    drawn(move |out| match stay {
        Some(stay) => stay.render_to(out),
        None => bed.render_to(out),
    })
}

fn state<'a>(symbol: &'a str, word: &'a str) -> impl Render + use<'a> {
    drawn(move |out| put!(out; "<span class=\"state\">" (icon(symbol)) (text(word)) "</span>"))
}

fn nothing() -> impl Render {
    drawn(|_| {})
}

/// A button that states the bed's cleanliness.
fn hygiene_button(scene: &Scene<'_>, tile: &TileView, hygiene: Hygiene, text: &str) -> Markup {
    if scene.still {
        return html! { (drawn(no_foot)) };
    }
    html! {
        form.cta method="post" action={ "/lit/" (tile.bed) "/proprete" } data-live {
            input type="hidden" name="etat" value=(crate::fields::hygiene_word(hygiene));
            input type="hidden" name="retour" value="tableau";
            button.btn.sm aria-label={ (text) ", " (scene.words.board.bed) " " (tile.name) } { (text) }
        }
    }
}

fn free(out: &mut String, scene: &Scene<'_>, tile: &TileView, around: Around<'_>, since: Option<Moment>) {
    let words = scene.words;
    let body = drawn(|out| {
        put!(out; "<p class=\"nm\"><b>" (text(words.board.ready)) "</b>");
        if let Some(since) = since {
            let lately = words.lately(scene.zone, scene.now, since);
            put!(out; "<span class=\"q\">" (text(words.board.since)) " " (text(&lately)) "</span>");
        }
        put!(out; "</p>");
        let offers: Vec<_> = tile.attributes.iter().map(|it| words.attribute(it)).collect();
        if !offers.is_empty() {
            put!(out; "<p class=\"fit\">" (text(&offers.join(" · "))) "</p>");
        }
    });
    let foot = html! {
        @if around.someone_waits && !scene.still {
            p.cta {
                a.btn.sm href=(href(scene, tile, None)) data-drawer aria-label={ (words.board.place_someone) ", " (words.board.bed) " " (tile.name) } {
                    (words.board.place_someone)
                }
            }
        }
    };
    Card {
        class: "libre",
        coloured: false,
        right: state("bed-double", words.board.is_free),
        said: words.board.is_free,
        body,
        foot,
        stay: None,
    }
    .put(out, scene, tile, around);
}

fn reserved(out: &mut String, scene: &Scene<'_>, tile: &TileView, around: Around<'_>, stay: &StayView) {
    let words = scene.words;
    let body = html! {
        (person::name_line(scene, stay))
        @if let Some(class) = stay.class { p.fit { (words.class(class)) } }
        @let raised = flags::flags(scene, stay, around.config);
        @if !raised.is_empty() { p.icr { span.fs { (raised) } } }
        @else if let Some(doctor) = &stay.doctor { p.fit.q { (doctor.name) } }
    };
    let foot = match tile.hold.as_deref() {
        Some(hold) => kept(scene, hold),
        None => {
            let when = words.soon(scene.zone, scene.now, stay.since);
            Foot::new("ent", "log-in", when, words.board.arrival)
        }
    };
    Card {
        class: "reserve",
        coloured: false,
        right: state("bookmark-check", words.board.is_reserved),
        said: words.board.is_reserved,
        body,
        foot,
        stay: Some(stay),
    }
    .put(out, scene, tile, around);
}

/// The lower edge of a promised bed: until when it is kept, and what for.
fn kept<'a>(scene: &Scene<'a>, hold: &HoldView) -> Foot<'a> {
    let words = scene.words;
    let (symbol, what) = match hold.kind {
        HoldKind::Asked => ("inbox", words.pick("Réponse attendue", "Answer awaited")),
        HoldKind::Kept => ("clock", words.pick("Tenu par la cellule", "Held by the cell")),
        HoldKind::Assigned => ("log-in", words.pick("Arrivée promise", "Promised arrival")),
    };
    let before = words.pick("avant", "by");
    let by = hold.answer_by.unwrap_or(hold.until);
    let until = words.soon(scene.zone, scene.now, by);
    Foot::new("ent", symbol, format!("{before} {until}"), what)
}

/// Promised to somebody whom the feed does not know yet.
fn promised(out: &mut String, scene: &Scene<'_>, tile: &TileView, around: Around<'_>) {
    let words = scene.words;
    let hold = tile.hold.as_deref();
    let body = html! {
        @if let Some(hold) = hold {
            p.nm { (person::name(scene, &hold.name)) }
            @if let Some(owner) = &hold.owner_name { p.fit.q { (owner) } }
        }
    };
    let foot = drawn(|out| match hold {
        Some(hold) => kept(scene, hold).render_to(out),
        None => no_foot(out),
    });
    Card {
        class: "reserve",
        coloured: false,
        right: state("bookmark-check", words.board.is_reserved),
        said: words.board.is_reserved,
        body,
        foot,
        stay: None,
    }
    .put(out, scene, tile, around);
}

fn occupied(out: &mut String, scene: &Scene<'_>, tile: &TileView, around: Around<'_>, stay: &StayView) {
    let class = match (stay.seen_leaving, stay.leaving) {
        (Some(_), _) => "occ gone",
        (None, Some(_)) if person::is_overdue(stay) => "occ late",
        (None, _) => "occ",
    };
    let foot = next(scene, around, stay);
    Card {
        class,
        coloured: true,
        right: around.heads.letters(stay),
        said: scene.words.board.is_occupied,
        body: drawn(|out| patient(out, scene, around, stay)),
        foot: drawn(|out| match &foot {
            Some(foot) => foot.render_to(out),
            None => no_foot(out),
        }),
        stay: Some(stay),
    }
    .put(out, scene, tile, around);
}

fn on_leave(
    out: &mut String,
    scene: &Scene<'_>,
    tile: &TileView,
    around: Around<'_>,
    stay: &StayView,
    back: Option<Moment>,
) {
    let words = &scene.words.board;
    let foot = match back {
        Some(back) => Foot::new(
            "absent",
            "move",
            scene.words.soon(scene.zone, scene.now, back),
            words.back,
        ),
        None => Foot::new("absent", "move", "", words.back_unknown),
    };
    let (away, letters) = (state("move", words.is_on_leave), around.heads.letters(stay));
    Card {
        class: "occ away",
        coloured: true,
        right: drawn(|out| put!(out; (away) (letters))),
        said: words.is_on_leave,
        body: drawn(|out| patient(out, scene, around, stay)),
        foot,
        stay: Some(stay),
    }
    .put(out, scene, tile, around);
}

fn disputed(out: &mut String, scene: &Scene<'_>, tile: &TileView, around: Around<'_>, stays: &[StayView]) {
    let words = scene.words;
    let count = u32::try_from(stays.len()).unwrap_or(u32::MAX);
    let what = format!(
        "{} {}",
        words.count(count, words.board.patients),
        words.board.to_settle
    );
    Card {
        class: "occ dispute late",
        coloured: false,
        right: state("triangle-alert", words.board.is_disputed),
        said: words.board.is_disputed,
        body: html! { @for stay in stays.iter().take(2) { (person::name_line(scene, stay)) } },
        foot: Foot::new("retard", "triangle-alert", "", what),
        stay: None,
    }
    .put(out, scene, tile, around);
}

fn to_clean(
    out: &mut String,
    scene: &Scene<'_>,
    tile: &TileView,
    around: Around<'_>,
    since: Moment,
    contaminated: bool,
) {
    let words = scene.words;
    let (hygiene, symbol, class) = if contaminated {
        (Hygiene::Contaminated, "biohazard", "menage todo conta")
    } else {
        (Hygiene::ToClean, "spray-can", "menage todo")
    };
    Card {
        class,
        coloured: false,
        right: state(symbol, words.hygiene(hygiene)),
        said: words.hygiene(hygiene),
        body: html! {
            p.nm { b { (words.board.since_when) " " (words.lately(scene.zone, scene.now, since)) } }
            (promised_line(scene, tile))
        },
        foot: hygiene_button(scene, tile, Hygiene::Cleaning, words.board.start_cleaning),
        stay: None,
    }
    .put(out, scene, tile, around);
}

fn cleaning(out: &mut String, scene: &Scene<'_>, tile: &TileView, around: Around<'_>, since: Moment) {
    let words = scene.words;
    let said = words.hygiene(Hygiene::Cleaning);
    Card {
        class: "menage",
        coloured: false,
        right: state("brush-cleaning", said),
        said,
        body: html! {
            p.nm {
                b { (words.board.under_way) }
                span.q { (words.board.since) " " (words.lately(scene.zone, scene.now, since)) }
            }
            (promised_line(scene, tile))
        },
        foot: hygiene_button(scene, tile, Hygiene::Clean, words.board.finish_cleaning),
        stay: None,
    }
    .put(out, scene, tile, around);
}

/// Who lies there and what must be seen of them.
fn patient(out: &mut String, scene: &Scene<'_>, around: Around<'_>, stay: &StayView) {
    let words = &scene.words.board;
    let other = stay.specialty.as_ref().filter(|it| Some(*it) != around.specialty);
    person::name_line(scene, stay).render_to(out);
    // Why somebody is here; without it, who looks after them. The doctor's letters are in the head either way.
    let doctor = stay.doctor.as_ref().map(|it| it.name.as_str());
    let first = stay.reason.as_ref().map(Label::as_str).or(doctor);
    if first.is_some() || other.is_some() {
        put!(out; "<p class=\"mo\">");
        if let Some(first) = first {
            text(first).render_to(out);
        }
        if let Some(other) = other {
            let between = if first.is_some() { " · " } else { "" };
            put!(out; (text(between)) (text(other)));
        }
        put!(out; "</p>");
    }
    put!(out; "<p class=\"icr\"><span class=\"fs\">" (flags::flags(scene, stay, around.config)));
    put!(out; "</span><span class=\"rt\">");
    if !stay.care.steps.is_empty() {
        flags::steps(scene.words, &stay.care.steps).render_to(out);
    } else if around.steps_followed {
        put!(out; "<span class=\"st5\" aria-hidden=\"true\">");
        for _ in &around.config.steps {
            put!(out; "<i></i>");
        }
        put!(out; "</span>");
    }
    put!(out; "<span class=\"los\" title=\"" (text(words.day_of_stay)) "\">" (text(words.day_letter)) (stay.day));
    put!(out; "</span></span></p>");
    if !stay.care.slots.is_empty() {
        put!(out; "<p class=\"sl\">");
        for (slot, choice) in &stay.care.slots {
            put!(out; "<span title=\"" (text(slot)) "\"><span class=\"sn\">" (text(slot)) " </span>" (text(choice)) "</span>");
        }
        put!(out; "</p>");
    }
    person::leaving_line(scene, stay).render_to(out);
}
