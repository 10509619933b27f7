//! A list of words: renamed in place, moved a step at a time, retired, added to.

use domain::flow::{FlowSettings, ListName, Named};
use maud::{Markup, html};

use super::page::Desk;
use super::typed::part_of;
use crate::icon::icon;

/// The list, folded up unless it was just sent.
pub fn list(desk: &Desk<'_>, name: ListName) -> Markup {
    let words = desk.visit.words;
    let part = part_of(name);
    let list = desk.visit.snapshot.state.settings.flow.list(name);
    let used = list.iter().filter(|it| !it.retired).count();
    let typed = desk.typed(part);
    let last = list.len().saturating_sub(1);
    let body = html! {
        details.fold open[typed.is_some()] {
            summary { (used) " " (words.pick("en usage", "in use")) @if used < list.len() { ", " (list.len() - used) " " (words.pick("hors d’usage", "retired")) } }
            // Return in a field saves: else it would press the first button, which moves a word.
            @if desk.may { button.vh name="do" value="enregistrer" tabindex="-1" aria-hidden="true" { (words.common.save) } }
            ol.words {
                @for (place, it) in list.iter().enumerate() { li.retired[it.retired] { (row(desk, part, it, place == 0, place == last)) } }
            }
            @if desk.may {
                label.field {
                    span { (words.pick("Un mot de plus", "A word more")) }
                    input type="text" name="nouveau" value=[typed.and_then(|it| it.get("nouveau"))] maxlength=(FlowSettings::NAME) autocomplete="off";
                    @if let Some(said) = desk.fault("nouveau").filter(|_| typed.is_some()) { small.no { (said) } }
                }
                p.acts { button.btn.pri name="do" value="enregistrer" { (icon("check")) (words.common.save) } }
            }
        }
    };
    desk.part(part, words.list_name(name), &body)
}

fn row(desk: &Desk<'_>, part: &str, it: &Named, first: bool, last: bool) -> Markup {
    let words = desk.visit.words;
    let field = format!("nom_{}", it.code);
    let typed = desk.typed(part).and_then(|fields| fields.get(&field));
    let said = it.name.as_str();
    let (act, symbol, label) = if it.retired {
        ("remettre", "rotate-ccw", words.precautions.restore)
    } else {
        ("retirer", "eye-off", words.precautions.retire)
    };
    html! {
        input type="text" name=(field) value=(typed.unwrap_or(said)) maxlength=(FlowSettings::NAME) required aria-label={ (words.precautions.name) ", " (it.code) } autocomplete="off" disabled[!desk.may];
        span.q { (it.code) @if it.retired { " · " (words.precautions.retired) } }
        @if desk.may {
            span.stepbtns {
                button.stp.up name="do" value={ "monter=" (it.code) } disabled[first] aria-label={ (words.studio.up) ", " (said) } title=(words.studio.up) { (icon("chevron-down")) }
                button.stp name="do" value={ "descendre=" (it.code) } disabled[last] aria-label={ (words.studio.down) ", " (said) } title=(words.studio.down) { (icon("chevron-down")) }
                button.btn.sm name="do" value={ (act) "=" (it.code) } aria-label={ (label) ", " (said) } title=(label) { (icon(symbol)) }
            }
        }
    }
}
