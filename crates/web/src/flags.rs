//! What a team must see of a patient at a glance: precautions, equipment, needs, doubts, in the order the ward chose.
//!
//! What could get a patient hurt or taken for another one is shown whatever the ward chose.

use std::borrow::Cow;

use domain::board_config::{BoardConfig, Flag};
use domain::care::{DischargeStep, Mobility, Need, Progress};
use domain::view::board::StayView;
use maud::{Markup, Render, html};

use crate::icon::icon;
use crate::person;
use crate::precaution;
use crate::put::{drawn, put, text};
use crate::scene::Scene;
use crate::words::Words;

/// The icon of a need, the same on boards, sheets and walls.
#[must_use]
pub const fn icon_of(need: Need) -> &'static str {
    match need {
        Need::Fall => "footprints",
        Need::Oxygen => "wind",
        Need::Social => "house",
        Need::Companion => "user-plus",
        Need::Confidential => "eye-off",
    }
}

/// The room for flags on a tile, in pixels of a board of 1440: two lines beside the steps and the day.
const ROOM: usize = 226;
/// The same on one line, where tiles stand tightly.
const TIGHT: usize = 112;

/// One thing to be seen.
struct Raised<'a> {
    shown: Shown<'a>,
    /// What it takes of the line.
    width: usize,
    meaning: Cow<'a, str>,
}

enum Shown<'a> {
    Precaution(&'a domain::precaution::Precaution),
    Telemetry(&'a str),
    Icon(&'static str),
    Notes(usize),
}

/// The flags of a stay on a tile of that ward; those beyond the room there is are counted.
#[must_use]
pub fn flags<'a>(scene: &Scene<'_>, stay: &'a StayView, config: &BoardConfig) -> Flags<'a> {
    let raised = raised(scene.words, stay, config);
    let (mut used, mut tight, mut cut) = (0, 0, None);
    for (place, flag) in raised.iter().enumerate() {
        used += flag.width;
        tight += usize::from(used <= TIGHT);
        if used > ROOM && cut.is_none() {
            cut = Some(place);
        }
    }
    let cut = cut.unwrap_or(raised.len());
    Flags { raised, tight, cut }
}

/// The flags of a tile, in one line or in two.
pub struct Flags<'a> {
    raised: Vec<Raised<'a>>,
    /// How many fit on one line.
    tight: usize,
    /// How many fit on two.
    cut: usize,
}

impl Flags<'_> {
    /// Nothing is raised.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.raised.is_empty()
    }
}

impl Render for Flags<'_> {
    fn render_to(&self, out: &mut String) {
        for (place, flag) in self.raised.iter().take(self.cut).enumerate() {
            if place >= self.tight {
                put!(out; "<span class=\"ov\">" (flag) "</span>");
            } else {
                flag.render_to(out);
            }
        }
        beyond(out, "beyond ov1", self.raised.get(self.tight..));
        beyond(out, "beyond", self.raised.get(self.cut..));
    }
}

/// Every flag of a stay, for lists where there is room.
#[must_use]
pub fn all(scene: &Scene<'_>, stay: &StayView, config: &BoardConfig) -> Markup {
    html! { @for flag in &raised(scene.words, stay, config) { (flag) } }
}

/// The same in words.
#[must_use]
pub fn said(words: &Words, stay: &StayView, config: &BoardConfig) -> Vec<String> {
    raised(words, stay, config)
        .into_iter()
        .map(|flag| flag.meaning.into_owned())
        .collect()
}

/// How many of the rest there are, and which.
fn beyond(out: &mut String, class: &str, rest: Option<&[Raised<'_>]>) {
    let Some(rest) = rest.filter(|it| !it.is_empty()) else {
        return;
    };
    let said = rest
        .iter()
        .map(|it| it.meaning.as_ref())
        .collect::<Vec<_>>()
        .join(", ");
    put!(out; "<span class=\"" (text(class)) "\" title=\"" (text(&said)) "\">+" (rest.len()));
    put!(out; "<span class=\"vh\"> : " (text(&said)) "</span></span>");
}

impl Render for Raised<'_> {
    fn render_to(&self, out: &mut String) {
        match self.shown {
            Shown::Precaution(it) => precaution::glyph(it).render_to(out),
            Shown::Telemetry(unit) => telemetry(unit, &self.meaning).render_to(out),
            Shown::Icon(symbol) => person::flag(symbol, &self.meaning).render_to(out),
            Shown::Notes(count) => {
                html! {
                    span.fl.nt title=(self.meaning) { (icon("message-square-text")) @if count > 1 { small aria-hidden="true" { (count) } } span.vh { (self.meaning) } }
                }
                .render_to(out);
            }
        }
    }
}

/// The telemetry unit worn.
fn telemetry(unit: &str, meaning: &str) -> Markup {
    html! { span.tele title=(meaning) { (icon("activity")) span aria-hidden="true" { (unit) } span.vh { (meaning) } } }
}

/// What is raised, in the order of the ward; what no ward may hide comes last when it left it out.
fn raised<'a>(words: &Words, stay: &'a StayView, config: &BoardConfig) -> Vec<Raised<'a>> {
    let hidden = Flag::ALL
        .into_iter()
        .filter(|flag| flag.is_safety() && !config.flags.contains(flag));
    let mut out = Vec::new();
    for flag in config.flags.iter().copied().chain(hidden) {
        raise(words, stay, flag, &mut out);
    }
    out
}

fn raise<'a>(words: &Words, stay: &'a StayView, flag: Flag, out: &mut Vec<Raised<'a>>) {
    let (board, care) = (&words.board, &stay.care);
    let mut sign = |raised: bool, symbol, meaning: &'static str| {
        if raised {
            out.push(Raised {
                shown: Shown::Icon(symbol),
                width: 24,
                meaning: meaning.into(),
            });
        }
    };
    let needs = |need| care.needs.contains(&need);
    match flag {
        Flag::Fall => sign(needs(Need::Fall), "footprints", words.need(Need::Fall)),
        Flag::Oxygen => sign(needs(Need::Oxygen), "wind", words.need(Need::Oxygen)),
        Flag::Social => sign(needs(Need::Social), "house", words.need(Need::Social)),
        Flag::Companion => sign(needs(Need::Companion), "user-plus", words.need(Need::Companion)),
        Flag::Mobility => match care.mobility {
            None | Some(Mobility::Independent) => {}
            Some(mobility) => {
                let meaning = words.pair(
                    words.care_topic(&domain::care::CareTopic::Mobility),
                    words.mobility(mobility),
                );
                out.push(Raised {
                    shown: Shown::Icon("accessibility"),
                    width: 24,
                    meaning: meaning.into(),
                });
            }
        },
        Flag::Homonym => sign(stay.homonym, "users", board.homonym),
        Flag::Identity => sign(stay.identity_doubtful, "id-card", board.identity),
        Flag::Doubt => sign(!stay.doubts.is_empty(), "file-warning", board.doubt),
        Flag::Confidential => sign(stay.confidential, "eye-off", board.confidential),
        Flag::SingleRoom => sign(stay.private_room, "door-closed", board.private_room),
        Flag::MotherChild => sign(stay.with.is_some(), "baby", board.mother_child),
        Flag::Precautions => out.extend(care.precautions.iter().map(|it| Raised {
            shown: Shown::Precaution(it),
            width: 26,
            meaning: it.name.as_str().into(),
        })),
        Flag::Telemetry => out.extend(care.telemetry.as_ref().map(|unit| Raised {
            shown: Shown::Telemetry(unit),
            width: 30 + 8 * unit.chars().count(),
            meaning: format!("{} {unit}", words.views.telemetry).into(),
        })),
        Flag::Note => {
            if !care.notes.is_empty() {
                let count = care.notes.len();
                out.push(Raised {
                    shown: Shown::Notes(count),
                    width: if count > 1 { 32 } else { 24 },
                    meaning: words
                        .count(u32::try_from(count).unwrap_or(u32::MAX), words.views.notes)
                        .into(),
                });
            }
        }
    }
}

/// How far a discharge is prepared: a cell a step.
#[must_use]
pub fn steps<'a>(words: &'static Words, steps: &'a [(DischargeStep, Progress)]) -> impl Render + use<'a> {
    drawn(move |out| {
        put!(out; "<span class=\"st5\" title=\"" (text(&steps_said(words, steps))) "\">");
        for (_, progress) in steps {
            out.push_str(match progress {
                Progress::Done => "<i class=\"on\"></i>",
                Progress::Waiting(_) => "<i class=\"wa\"></i>",
                Progress::ToDo => "<i></i>",
            });
        }
        let done = steps.iter().filter(|(_, it)| *it == Progress::Done).count();
        let said = words.pair(words.views.prepared, done);
        put!(out; "<span class=\"vh\">" (text(&said)) "/" (steps.len()) "</span></span>");
    })
}

/// Every step and how far it is, in words.
#[must_use]
pub fn steps_said(words: &Words, steps: &[(DischargeStep, Progress)]) -> String {
    steps
        .iter()
        .map(|(step, progress)| words.pair(words.discharge_step(*step), words.progress(progress)))
        .collect::<Vec<_>>()
        .join(" · ")
}
