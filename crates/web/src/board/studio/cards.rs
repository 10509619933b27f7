//! The options, one card each: what is in force, where it comes from, and its editor.

use domain::board_config::{ColourBy, Density, FreedBy, Head, HeadOf, Tone};
use domain::studio::{BoardOption, Origin, Scope};
use maud::{Markup, html};

use super::chosen::{head_word, word};
use super::lists;
use super::page::Desk;
use crate::head;
use crate::icon::icon;

/// What every form carries: which option it is about, and the revision it was drawn from.
pub fn hidden(desk: &Desk<'_>, option: Option<BoardOption>) -> Markup {
    html! {
        input type="hidden" name="saw" value=(desk.shelf.revision);
        @if let Some(option) = option { input type="hidden" name="option" value=(word(option)); }
    }
}

/// A form of the page.
pub fn form(desk: &Desk<'_>, option: Option<BoardOption>, inside: &Markup) -> Markup {
    html! {
        form method="post" action=(super::address(desk.scope)) data-live { (hidden(desk, option)) (inside) }
    }
}

/// All options.
pub fn cards(desk: &Desk<'_>) -> Markup {
    html! {
        aside.opts aria-label=(desk.words.studio.options) {
            h2 { (icon("settings")) (desk.words.studio.options) }
            @for option in BoardOption::ALL { (card(desk, option)) }
        }
    }
}

fn card(desk: &Desk<'_>, option: BoardOption) -> Markup {
    let (words, text) = (desk.words, &desk.words.studio);
    let origin = desk.resolved.origin(option);
    let locked = desk.resolved.is_locked(option);
    let short = match option {
        BoardOption::ColourBy | BoardOption::Density | BoardOption::Frees => {
            Some(words.setting(&desk.resolved.config.setting(option)))
        }
        BoardOption::Heads
        | BoardOption::Flags
        | BoardOption::Slots
        | BoardOption::Columns
        | BoardOption::Views
        | BoardOption::Steps
        | BoardOption::Waits => None,
    };
    html! {
        details.fold.opt #{ "opt-" (word(option)) } open[option == BoardOption::ColourBy || desk.is_about(option)] {
            summary {
                b { (words.board_option(option)) }
                @if let Some(short) = short { span.q { (short) } }
                (badge(desk, origin, locked))
            }
            div.in {
                p.q { (words.board_option_why(option)) }
                @if locked {
                    p.lockd { (icon("lock")) span { (text.locked) } ": " (words.setting(&desk.resolved.config.setting(option))) }
                } @else {
                    (editor(desk, option))
                    @if origin == Origin::Own {
                        (form(desk, Some(option), &html! {
                            button.btn.sm.ghost name="do" value="inherit" { (icon("undo-2")) (text.inherit) }
                        }))
                    }
                }
                @if desk.scope == Scope::Territory { (lock(desk, option)) }
            }
        }
    }
}

/// Where a value comes from, as a tag.
fn badge(desk: &Desk<'_>, origin: Origin, locked: bool) -> Markup {
    let said = desk.words.origin(origin, |ward| desk.ward_name(ward));
    let class = match origin {
        Origin::Own => "tag libre",
        Origin::Followed(_) => "tag reserve",
        Origin::Territory => "tag menage",
        Origin::Product => "tag",
    };
    html! { span class=(class) { @if locked { (icon("lock")) } (said) } }
}

fn lock(desk: &Desk<'_>, option: BoardOption) -> Markup {
    let text = &desk.words.studio;
    let (act, symbol, said) = if desk.document.locks(option) {
        ("unlock", "lock-open", text.unlock)
    } else {
        ("lock", "lock", text.lock)
    };
    form(
        desk,
        Some(option),
        &html! { button.btn.sm name="do" value=(act) { (icon(symbol)) (said) } },
    )
}

fn editor(desk: &Desk<'_>, option: BoardOption) -> Markup {
    let (words, config) = (desk.words, &desk.resolved.config);
    match option {
        BoardOption::ColourBy => one_of(desk, option, &ColourBy::ALL, config.colour_by, |it| {
            words.colour_by(it)
        }),
        BoardOption::Density => one_of(desk, option, &Density::ALL, config.density, |it| {
            words.density(it)
        }),
        BoardOption::Frees => one_of(desk, option, &FreedBy::ALL, config.frees, |it| words.freed_by(it)),
        BoardOption::Heads => heads(desk),
        BoardOption::Flags | BoardOption::Columns | BoardOption::Views | BoardOption::Steps => {
            lists::ordered(desk, option, config)
        }
        BoardOption::Slots => lists::slots(desk, config),
        BoardOption::Waits => lists::waits(desk, config),
    }
}

/// One button a value: choosing is one gesture.
fn one_of<T: Copy + PartialEq + std::fmt::Debug>(
    desk: &Desk<'_>,
    option: BoardOption,
    all: &[T],
    current: T,
    name: impl Fn(T) -> &'static str,
) -> Markup {
    html! {
        div.choice role="group" aria-label=(desk.words.board_option(option)) {
            @for value in all {
                (form(desk, Some(option), &html! {
                    input type="hidden" name="value" value=(word(value));
                    button.btn.sm name="do" value="set" aria-pressed=(if *value == current { "true" } else { "false" }) {
                        @if *value == current { (icon("check")) } (name(*value))
                    }
                }))
            }
        }
    }
}

/// The doctors and specialties on the board, and the colour of each.
fn heads(desk: &Desk<'_>) -> Markup {
    let text = &desk.words.studio;
    let chosen = &desk.resolved.config.heads;
    let known = desk.heads();
    let tone_of = |of: &HeadOf| chosen.iter().find(|it: &&Head| it.of == *of).map(|it| it.tone);
    if known.is_empty() {
        return html! { p.none { (text.no_head) } };
    }
    form(
        desk,
        Some(BoardOption::Heads),
        &html! {
            ul.heads {
                @for (of, name) in &known {
                    @let tone = tone_of(of);
                    li {
                        span class={ "sw " (tone.map_or_else(|| "pale".to_owned(), |it| head::tone(it.number()))) } aria-hidden="true" {}
                        label { span { (name) }
                            select name={ "tone-" (head_word(of)) } {
                                option value="" selected[tone.is_none()] { (text.automatic) }
                                @for it in (0..Tone::COUNT).filter_map(|it| Tone::new(it).ok()) {
                                    option value=(it.number()) selected[tone == Some(it)] { (desk.words.tone(it)) }
                                }
                            }
                        }
                    }
                }
            }
            p.acts { button.btn.sm.pri name="do" value="heads" { (desk.words.common.save) } }
        },
    )
}
