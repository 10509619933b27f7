//! A patient as tiles, lists and the drawer show them.

use domain::board_config::BoardConfig;
use domain::care::Progress;
use domain::identity::Sex;
use domain::view::board::{Age, Leaving, ShownName, StayView};
use maud::{Markup, Render, html};

use crate::icon::icon;
use crate::put::{drawn, put, text};
use crate::scene::Scene;

/// `KELLER Monique`.
pub fn name<'a>(scene: &Scene<'_>, name: &'a ShownName) -> impl Render + use<'a> {
    let words = &scene.words.board;
    drawn(move |out| match name {
        ShownName::Full { family, given } => put!(out; "<b>" (text(family)) "</b> " (text(given))),
        ShownName::Masked => put!(out; "<i class=\"hid\">" (text(words.masked)) "</i>"),
        ShownName::Unknown => put!(out; "<i class=\"hid\">" (text(words.unnamed)) "</i>"),
    })
}

/// The name as plain text.
pub fn name_said(scene: &Scene<'_>, name: &ShownName) -> String {
    match name {
        ShownName::Full { family, given } => format!("{family} {given}"),
        ShownName::Masked => scene.words.board.masked.to_owned(),
        ShownName::Unknown => scene.words.board.unnamed.to_owned(),
    }
}

/// `♀ 78`.
pub fn sex_and_age(scene: &Scene<'_>, stay: &StayView) -> impl Render + use<> {
    sex_and_age_of(scene, stay.sex, stay.age)
}

/// The same of somebody of whom no more is known.
pub fn sex_and_age_of(scene: &Scene<'_>, sex: Sex, age: Option<Age>) -> impl Render + use<> {
    let words = scene.words;
    let symbol = match sex {
        Sex::Female => Some("venus"),
        Sex::Male => Some("mars"),
        Sex::Unknown => None,
    };
    drawn(move |out| {
        put!(out; "<span class=\"sx\">");
        if let Some(symbol) = symbol {
            icon(symbol).render_to(out);
        }
        put!(out; "<span class=\"vh\">" (text(words.sex(sex))) " </span>");
        match age {
            Some(age) => words.age(age).render_to(out),
            None => out.push('?'),
        }
        put!(out; "</span>");
    })
}

/// The first line of a tile.
pub fn name_line<'a>(scene: &Scene<'_>, stay: &'a StayView) -> impl Render + use<'a> {
    let (name, sex_and_age) = (name(scene, &stay.name), sex_and_age(scene, stay));
    drawn(move |out| put!(out; "<p class=\"nm\"><span>" (name) "</span>" (sex_and_age) "</p>"))
}

/// A flag: an icon, and its meaning for whoever points at it or cannot see it.
pub fn flag<'a>(symbol: &'a str, meaning: &'a str) -> impl Render + use<'a> {
    drawn(move |out| {
        put!(out; "<span class=\"fl\" title=\"" (text(meaning)) "\">" (icon(symbol)));
        put!(out; "<span class=\"vh\">" (text(meaning)) "</span></span>");
    })
}

/// Every flag: whether it is raised, its symbol, its meaning.
pub fn flags(scene: &Scene<'_>, stay: &StayView) -> [(bool, &'static str, &'static str); 6] {
    let words = &scene.words.board;
    [
        (stay.homonym, "users", words.homonym),
        (stay.identity_doubtful, "id-card", words.identity),
        (!stay.doubts.is_empty(), "file-warning", words.doubt),
        (stay.confidential, "eye-off", words.confidential),
        (stay.private_room, "door-closed", words.private_room),
        (stay.with.is_some(), "baby", words.mother_child),
    ]
}

/// Whether something about the stay asks to be checked.
pub fn asks_a_check(stay: &StayView) -> bool {
    stay.homonym
        || stay.identity_doubtful
        || !stay.doubts.is_empty()
        || stay.seen_leaving.is_some()
        || is_overdue(stay)
}

/// An announced departure whose hour has passed, and nobody saw the patient leave.
pub fn is_overdue(stay: &StayView) -> bool {
    stay.seen_leaving.is_none()
        && stay
            .leaving
            .is_some_and(|leaving| leaving.late && leaving.announced)
}

/// When and where the patient is expected to leave, or that they wait to.
pub fn leaving_line<'a>(scene: &Scene<'a>, stay: &'a StayView) -> impl Render + use<'a> {
    let said = leaving_text(scene, stay);
    drawn(move |out| {
        put!(out; "<p class=\"edd\">");
        if stay.leaving.is_some() || stay.care.waiting.is_some() {
            put!(out; (icon("log-out")) (said));
        }
        put!(out; "</p>");
    })
}

/// The same without its icon.
pub fn leaving_text<'a>(scene: &Scene<'a>, stay: &'a StayView) -> impl Render + use<'a> {
    let scene = *scene;
    drawn(move |out| {
        put!(out; "<span>");
        if stay.care.waiting.is_some() {
            put!(out; "<b class=\"red\">" (text(scene.words.views.waits)) "</b>");
        } else if let Some(leaving) = stay.leaving {
            let about = if leaving.announced { "" } else { "≈\u{a0}" };
            put!(out; "<b>" (text(about)) (text(&leaving_said(&scene, &leaving))) "</b>");
        }
        if let Some(destination) = crate::head::destination(stay) {
            put!(out; " " (text(scene.words.destination(destination))));
        }
        put!(out; "</span>");
    })
}

/// What a departure waits for, as far as the ward said: the reason of its plan, else that of the first step held up.
pub fn waits_for(scene: &Scene<'_>, stay: &StayView, config: &BoardConfig) -> Option<String> {
    if let Some(reason) = stay.care.waiting.as_ref().and_then(|it| it.reason.as_ref()) {
        return Some(reason.to_string());
    }
    let (step, code) = stay
        .care
        .steps
        .iter()
        .find_map(|(step, progress)| match progress {
            Progress::Waiting(code) => Some((*step, code)),
            Progress::ToDo | Progress::Done => None,
        })?;
    let reason = config.waits.iter().find(|it| it.code == *code);
    Some(reason.map_or_else(
        || scene.words.discharge_step(step).to_owned(),
        |it| it.name.to_string(),
    ))
}

/// The first step of the discharge that is still to be done.
pub fn next_step(scene: &Scene<'_>, stay: &StayView) -> Option<&'static str> {
    let (step, _) = stay.care.steps.iter().find(|(_, it)| *it == Progress::ToDo)?;
    Some(scene.words.discharge_step(*step))
}

/// What a departure waits for, else what is to be done next for it.
pub fn hold_up(scene: &Scene<'_>, stay: &StayView, config: &BoardConfig) -> Markup {
    html! {
        @if let Some(reason) = waits_for(scene, stay, config) { span.reason { (icon("hourglass")) (reason) } }
        @else if let Some(step) = next_step(scene, stay) { span.reason.todo { (scene.words.pair(scene.words.views.to_do, step)) } }
    }
}

/// `auj. 15 h`, `lun. 23`.
pub fn leaving_said(scene: &Scene<'_>, leaving: &Leaving) -> String {
    // The hour of a departure in some days is rarely kept: the day is enough.
    if leaving.day_only || !(leaving.today || leaving.late) {
        scene.words.day(scene.zone, scene.now, leaving.at)
    } else {
        scene.words.day_and_hour(scene.zone, scene.now, leaving.at)
    }
}
