//! The editors of lists: what is shown in which order, slots, reasons to wait.

use domain::board_config::{BoardConfig, BoardView, Column, Flag, Reason};
use domain::care::DischargeStep;
use domain::studio::BoardOption;
use maud::{Markup, html};

use super::cards::{form, hidden};
use super::chosen::word;
use super::page::Desk;
use crate::icon::icon;

/// An entry of a list: its word in forms, its name, and why it cannot be hidden.
type Entry = (String, &'static str, Option<&'static str>);

fn entries<T: Copy + std::fmt::Debug>(list: &[T], name: impl Fn(T) -> &'static str) -> Vec<Entry> {
    list.iter().map(|it| (word(it), name(*it), None)).collect()
}

/// The editor of a list of things that are shown, in order, or hidden.
pub fn ordered(desk: &Desk<'_>, option: BoardOption, config: &BoardConfig) -> Markup {
    let words = desk.words;
    let flag = |it: &Flag| {
        let why = it.is_safety().then_some(words.studio.safety);
        (word(it), words.flag(*it), why)
    };
    let (shown, all): (Vec<Entry>, Vec<Entry>) = match option {
        BoardOption::Flags => (
            config.flags.iter().map(flag).collect(),
            Flag::ALL.iter().map(flag).collect(),
        ),
        BoardOption::Columns => {
            let name = |it: Column| words.column(it);
            (entries(&config.columns, name), entries(&Column::ALL, name))
        }
        BoardOption::Views => {
            let name = |it: BoardView| words.board_view(it);
            (entries(&config.views, name), entries(&BoardView::ALL, name))
        }
        BoardOption::Steps => {
            let name = |it: DischargeStep| words.discharge_step(it);
            (entries(&config.steps, name), entries(&DischargeStep::ALL, name))
        }
        BoardOption::ColourBy
        | BoardOption::Heads
        | BoardOption::Slots
        | BoardOption::Density
        | BoardOption::Waits
        | BoardOption::Frees => return html! {},
    };
    let off: Vec<&Entry> = all
        .iter()
        .filter(|it| !shown.iter().any(|other| other.0 == it.0))
        .collect();
    let text = &words.studio;
    let last = shown.len().saturating_sub(1);
    form(
        desk,
        Some(option),
        &html! {
            ol.order {
                @for (place, (entry, name, why)) in shown.iter().enumerate() {
                    li {
                        span.n { (place + 1) }
                        span.nm { (name) @if let Some(why) = why { small title=(why) { (icon("lock")) span.vh { (why) } } } }
                        (step("up", "chevron-down up", entry, text.up, name, place == 0))
                        (step("down", "chevron-down", entry, text.down, name, place == last))
                        @if why.is_none() { (step("hide", "eye-off", entry, text.hide, name, false)) } @else { span.gap {} }
                    }
                }
            }
            @if !off.is_empty() {
                p.off {
                    span.q { (text.hidden) }
                    @for (entry, name, _) in off {
                        button.btn.sm name="do" value={ "show=" (entry) } { (icon("plus")) (name) span.vh { ", " (text.show) } }
                    }
                }
            }
        },
    )
}

fn step(way: &str, symbol: &str, entry: &str, said: &str, name: &str, off: bool) -> Markup {
    let (symbol, class) = symbol.split_once(' ').unwrap_or((symbol, ""));
    html! {
        button.stp.(class) name="do" value={ (way) "=" (entry) } disabled[off] aria-label={ (said) ", " (name) } title=(said) { (icon(symbol)) }
    }
}

/// The editor of the ward's own slots.
pub fn slots(desk: &Desk<'_>, config: &BoardConfig) -> Markup {
    let text = &desk.words.studio;
    let last = config.slots.len().saturating_sub(1);
    html! {
        @for (place, slot) in config.slots.iter().enumerate() {
            @let key = format!("slot={}", slot.code);
            (form(desk, Some(BoardOption::Slots), &html! {
                fieldset.slot {
                    legend.vh { (slot.name.as_str()) }
                    (line(desk, &key, "name", text.slot_name, &slot.name))
                    (area(desk, &key, "choices", text.choices, &said(&slot.choices)))
                    p.acts {
                        button.btn.sm.pri name="do" value=(key) { (desk.words.common.save) }
                        (step("up", "chevron-down up", &slot.code, text.up, &slot.name, place == 0))
                        (step("down", "chevron-down", &slot.code, text.down, &slot.name, place == last))
                        (step("hide", "trash-2", &slot.code, text.remove, &slot.name, false))
                    }
                }
            }))
        }
        @if config.slots.len() < BoardConfig::SLOTS {
            (form(desk, Some(BoardOption::Slots), &html! {
                fieldset.slot {
                    legend { (icon("plus")) (text.add_slot) }
                    (line(desk, "add-slot", "name", text.slot_name, ""))
                    (area(desk, "add-slot", "choices", text.choices, ""))
                    p.q { (text.no_name) }
                    p.acts { button.btn.sm.pri name="do" value="add-slot" { (text.add_slot) } }
                }
            }))
        }
    }
}

/// The editor of what a discharge may wait for.
pub fn waits(desk: &Desk<'_>, config: &BoardConfig) -> Markup {
    let text = &desk.words.studio;
    form(
        desk,
        Some(BoardOption::Waits),
        &html! {
            (area(desk, "waits", "waits", desk.words.board_option(BoardOption::Waits), &said(&config.waits)))
            p.q { (text.no_name) }
            p.acts { button.btn.sm.pri name="do" value="waits" { (desk.words.common.save) } }
        },
    )
}

fn said(list: &[Reason]) -> String {
    let names: Vec<&str> = list.iter().map(|it| it.name.as_str()).collect();
    names.join("\n")
}

/// The id of a field: another one for every revision, so that what was taken in does not stay in the field.
fn id(desk: &Desk<'_>, form: &str, field: &str) -> String {
    let form: String = form.chars().filter(|it| it.is_ascii_alphanumeric()).collect();
    format!("f-{form}-{field}-{}", desk.shelf.revision)
}

fn line(desk: &Desk<'_>, form: &str, field: &str, label: &str, value: &str) -> Markup {
    let value = desk.kept(form, field).unwrap_or(value);
    html! {
        label.field { span { (label) } input #(id(desk, form, field)) type="text" name=(field) value=(value) maxlength="40" autocomplete="off"; }
    }
}

fn area(desk: &Desk<'_>, form: &str, field: &str, label: &str, value: &str) -> Markup {
    let value = desk.kept(form, field).unwrap_or(value);
    let rows = value.lines().count().clamp(2, 12) + 1;
    html! {
        label.field {
            span { (label) }
            textarea #(id(desk, form, field)) name=(field) rows=(rows) maxlength="4000" spellcheck="false" { (value) }
            small { (desk.words.studio.one_a_line) }
        }
    }
}

/// The field in which a file is pasted.
pub fn file(desk: &Desk<'_>) -> Markup {
    let text = &desk.words.studio;
    html! {
        (hidden(desk, None))
        label.field {
            span { (text.import_text) }
            textarea #(id(desk, "import", "text")) name="text" rows="6" maxlength="60000" spellcheck="false" { (desk.kept("import", "text").unwrap_or_default()) }
        }
        p.acts { button.btn.sm name="do" value="import" { (text.import_it) } }
    }
}
