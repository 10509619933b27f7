//! The ribbon over a board of the past: which instant it shows, and the ways to another one.

use base::Moment;
use base::id::WardId;
use base::time::HOUR;
use maud::{Markup, html};

use crate::assets;
use crate::hour::{DayLine, is_double, is_second, named};
use crate::icon::icon;
use crate::scene::Scene;
use crate::words::when::to_field;

/// What the ribbon says and offers.
#[derive(Clone, Debug)]
pub struct Bar {
    /// The ward.
    pub ward: WardId,
    /// The instant shown.
    pub at: Moment,
    /// The present: nothing is shown after it.
    pub now: Moment,
    /// The day of the instant.
    pub day: DayLine,
    /// Changes in each hour of the day.
    pub activity: Vec<u32>,
    /// What was told since is on the board.
    pub corrected: bool,
    /// What to say about the way one came here.
    pub note: Option<&'static str>,
}

/// The ribbon. Our script puts a newer one in its place, but for the play buttons, which it keeps.
pub fn bar(scene: &Scene<'_>, bar: &Bar) -> Markup {
    let words = &scene.words.past;
    html! {
        section.past #past aria-label=(words.region) data-query=(query(scene, bar, bar.at)) data-day=(bar.day.date)
            data-m=(bar.day.minute_of(bar.at)) data-last=(bar.day.last()) data-now[bar.at >= bar.now] {
            (said(scene, bar))
            (steps(scene, bar))
            (line(scene, bar))
            (field(scene, bar))
            script defer src=(assets::url("js/past.js")) {}
        }
    }
}

/// The address of another instant of the same board.
fn query(scene: &Scene<'_>, bar: &Bar, at: Moment) -> String {
    let view = if bar.corrected { "&vu=corrige" } else { "" };
    format!("{}{view}", named(scene.zone, at))
}

fn href(scene: &Scene<'_>, bar: &Bar, at: Moment) -> String {
    format!("/service/{}/passe?{}", bar.ward, query(scene, bar, at))
}

fn said(scene: &Scene<'_>, bar: &Bar) -> Markup {
    let words = &scene.words.past;
    let intro = if bar.corrected {
        words.corrected
    } else {
        words.shown
    };
    let at = scene.words.pick(" à ", " at ");
    html! {
        div.pwhen {
            p {
                (icon("history"))
                span { (intro) " " b { (scene.words.full_day(scene.zone, bar.at)) (at) (scene.words.exact_hour(scene.zone, bar.at)) } }
                span.tag { (icon("lock")) (words.read_only) }
            }
            small { (words.names) }
            @if let Some(note) = bar.note { p.pnote role="status" { (note) } }
        }
    }
}

fn steps(scene: &Scene<'_>, bar: &Bar) -> Markup {
    let words = &scene.words.past;
    let step = |word: &str| format!("{}&pas={word}", href(scene, bar, bar.at));
    let ([earlier, later], [before, after]) = (words.hours, words.keys);
    html! {
        div.pacts {
            a.btn.sm href=(step("precedent")) data-step data-key=(before) aria-keyshortcuts=(before) aria-label=(words.previous) title={ (words.previous) " (" (before) ")" } {
                (icon("skip-back"))
            }
            a.btn.sm href=(href(scene, bar, bar.at.plus(-HOUR))) data-step title=(earlier) { "−1\u{a0}h" }
            // Only a script can play: it shows these.
            span.play #past-play data-keep hidden {
                button.btn.sm type="button" data-play aria-pressed="false" aria-label=(words.play) title=(words.play) {
                    (icon("play")) (icon("pause"))
                }
                select aria-label=(words.speed) {
                    // Milliseconds between two frames, minutes from one to the next.
                    @for (value, text) in ["1000,1", "500,5", "250,15"].into_iter().zip(words.speeds) {
                        option value=(value) selected[value == "500,5"] { (text) }
                    }
                }
            }
            a.btn.sm href=(href(scene, bar, bar.at.plus(HOUR).min(bar.now))) data-step title=(later) { "+1\u{a0}h" }
            a.btn.sm href=(step("suivant")) data-step data-key=(after) aria-keyshortcuts=(after) aria-label=(words.next) title={ (words.next) " (" (after) ")" } {
                (icon("skip-forward"))
            }
        }
    }
}

fn line(scene: &Scene<'_>, bar: &Bar) -> Markup {
    let words = &scene.words.past;
    let day = &bar.day;
    let most = bar.activity.iter().copied().max().unwrap_or(0).max(1);
    html! {
        form.pline method="get" action={ "/service/" (bar.ward) "/passe" } {
            input type="hidden" name="jour" value=(day.date);
            @if bar.corrected { input type="hidden" name="vu" value="corrige"; }
            div.track {
                div.acty aria-hidden="true" title=(words.activity) {
                    @for count in &bar.activity { i class={ "v" (height(*count, most)) } {} }
                }
                input #past-range data-keep type="range" name="m" min="0" max=(day.last()) step="1" value=(day.minute_of(bar.at))
                    aria-label=(words.slider) aria-valuetext=(scene.words.exact_hour(scene.zone, bar.at));
                div.ticks aria-hidden="true" {
                    @for (place, hour) in day.hours(scene.zone).into_iter().enumerate() {
                        i { @if is_labelled(day, place, hour) { (hour) } }
                    }
                }
            }
            button.btn.sm.nojs { (words.go) }
        }
    }
}

/// Every third hour is labelled; in the long night, both hours that the clock showed twice.
fn is_labelled(day: &DayLine, place: usize, hour: i8) -> bool {
    hour % 3 == 0 || (day.is_long() && hour == 2 && (2..=3).contains(&place))
}

/// A height in five steps: zero only where nothing changed.
fn height(count: u32, most: u32) -> u32 {
    (count * 5).div_ceil(most)
}

fn field(scene: &Scene<'_>, bar: &Bar) -> Markup {
    let words = &scene.words.past;
    let choice = |corrected: bool, text: &str| {
        let there = Bar {
            corrected,
            ..bar.clone()
        };
        html! {
            a data-step href=(href(scene, &there, bar.at)) aria-current=[(bar.corrected == corrected).then_some("true")] { (text) }
        }
    };
    html! {
        form.pfield method="get" action={ "/service/" (bar.ward) "/passe" } data-past {
            @if bar.corrected { input type="hidden" name="vu" value="corrige"; }
            label { span.vh { (words.instant) } input type="datetime-local" name="a" value=(to_field(scene.zone, bar.at)) max=(to_field(scene.zone, bar.now)) required; }
            @if bar.day.is_long() {
                label.twice {
                    span.vh { (words.which) }
                    select name="fois" title=(words.which) {
                        option value="1" selected[!is_second(scene.zone, bar.at)] { (words.first) }
                        option value="2" selected[is_double(scene.zone, bar.at) && is_second(scene.zone, bar.at)] { (words.second) }
                    }
                }
            }
            button.btn.sm { (words.see) }
            a.btn.sm.pri href={ "/service/" (bar.ward) } { (words.now) }
            a.btn.sm href={ "/journal/service/" (bar.ward) } { (scene.words.journal.titles[3]) }
            span.pseg role="group" aria-label=(words.choice) title=(words.choice_why) {
                (choice(false, words.as_shown))
                (choice(true, words.as_known))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_with_one_change_among_a_hundred_is_still_seen() {
        assert_eq!(
            [0, 1, 20, 21, 100].map(|count| height(count, 100)),
            [0, 1, 1, 2, 5]
        );
    }
}
