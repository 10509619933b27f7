//! The lower edge of a card: what moves next, what is late, what a departure waits for.

use std::borrow::Cow;

use base::Moment;
use domain::care::{DischargeStep, Progress};
use domain::view::board::{Moving, StayView};
use maud::Render;

use super::tile::Around;
use crate::icon::icon;
use crate::person;
use crate::put::{put, text};
use crate::scene::Scene;

/// The lower edge of a card: what moves next, and when.
pub struct Foot<'a> {
    class: &'static str,
    symbol: &'static str,
    /// When; empty when nobody knows.
    when: Cow<'a, str>,
    what: Cow<'a, str>,
}

impl<'a> Foot<'a> {
    /// With that class and icon.
    pub fn new(
        class: &'static str,
        symbol: &'static str,
        when: impl Into<Cow<'a, str>>,
        what: impl Into<Cow<'a, str>>,
    ) -> Self {
        Self {
            class,
            symbol,
            when: when.into(),
            what: what.into(),
        }
    }
}

impl Render for Foot<'_> {
    fn render_to(&self, out: &mut String) {
        put!(out; "<footer class=\"mv " (text(self.class)) "\">" (icon(self.symbol)));
        if !self.when.is_empty() {
            put!(out; "<b>" (text(&self.when)) "</b>");
        }
        put!(out; "<span>" (text(&self.what)) "</span></footer>");
    }
}

/// The lower edge of a card where nothing moves: it keeps its place.
pub fn no_foot(out: &mut String) {
    put!(out; "<footer class=\"mv none\"></footer>");
}

/// The foot of an occupied bed: what moves next, or what is late. Without one, its place is kept.
pub fn next<'a>(scene: &Scene<'a>, around: Around<'_>, stay: &StayView) -> Option<Foot<'a>> {
    let (words, views) = (&scene.words.board, &scene.words.views);
    let soon = |at| scene.words.soon(scene.zone, scene.now, at);
    if let Some(at) = stay.seen_leaving {
        return Some(Foot::new("parti", "user-check", soon(at), words.seen_leaving));
    }
    if let Some(at) = stay.seen_arriving {
        let awaited = scene.words.drawer.clocks.admission_awaited;
        return Some(Foot::new("parti", "user-check", soon(at), awaited));
    }
    let waits_for = || person::waits_for(scene, stay, around.config).map(Cow::from);
    let leaving = stay.leaving;
    if let Some(leaving) = leaving.filter(|it| it.late && it.announced) {
        let what = waits_for().or_else(|| person::next_step(scene, stay).map(Cow::from));
        let when = passed(scene, leaving.at, leaving.day_only);
        let what = what.unwrap_or(words.leaving_late.into());
        return Some(Foot::new("retard", "triangle-alert", when, what));
    }
    if let Some(waiting) = &stay.care.waiting {
        let since = format!("{}+{}", words.day_letter, waiting.days);
        let what = waits_for().unwrap_or(views.waits.into());
        return Some(Foot::new("attente", "hourglass", since, what));
    }
    let leaves_first =
        |moving: &Moving| leaving.is_some_and(|it| it.today && !it.day_only && it.at <= moving.at);
    if let Some(moving) = stay.moving.as_ref().filter(|it| !leaves_first(it)) {
        return Some(transfer(scene, moving));
    }
    let leaving = leaving?;
    // An estimate that has passed is to be renewed; an announced departure that has passed is to be looked into.
    if leaving.late {
        let when = passed(scene, leaving.at, leaving.day_only);
        return Some(Foot::new("sortie", "hourglass", when, words.estimate_passed));
    }
    if !leaving.today {
        return None;
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
    Some(Foot::new("sortie", symbol, when, what))
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
) -> (&'static str, Cow<'static, str>) {
    let steps = &stay.care.steps;
    let views = &scene.words.views;
    if steps.is_empty() {
        return ("log-out", usual.into());
    }
    if steps.iter().all(|(_, it)| *it == Progress::Done) {
        return ("check-check", views.all_ready.into());
    }
    if steps.iter().any(|(_, it)| matches!(it, Progress::Waiting(_))) {
        let what = person::waits_for(scene, stay, around.config);
        return ("hourglass", what.map_or(usual.into(), Cow::from));
    }
    if steps.contains(&(DischargeStep::Transport, Progress::Done)) {
        return ("ambulance", views.transport_ready.into());
    }
    ("log-out", usual.into())
}

fn transfer<'a>(scene: &Scene<'_>, moving: &Moving) -> Foot<'a> {
    let place = moving.place();
    let what = if place.is_empty() {
        Cow::from(scene.words.views.moves_to)
    } else {
        format!("→ {place}").into()
    };
    let when = scene.words.soon(scene.zone, scene.now, moving.at);
    Foot::new("mut", "arrow-left-right", when, what)
}
