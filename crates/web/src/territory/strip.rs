//! The top of the home page: the sums over everything, and what narrows the list.

use domain::view::board::Summary;
use domain::view::territory::{TerritoryView, WardLine};
use maud::{Markup, html};

use super::bar::{bar, groups};
use super::column::{evening, rate};
use super::{Asked, Only};
use crate::icon::icon;
use crate::words::Words;
use crate::words::territory::signed;

/// The counts over everything.
pub fn strip(words: &Words, territory: &TerritoryView) -> Markup {
    let (text, total) = (&words.territory, &territory.total);
    let figure = |label: &str, count: u32| html! { div { dt { (label) } dd { (words.thousands(count)) } } };
    html! {
        section.sum #sum aria-label=(text.situation) {
            div.occbar { (bar(total)) (said(words, total)) }
            dl.kp {
                div { dt { (text.rate) } dd { (rate(total)) small { "\u{a0}%" } } }
                div title=(text.evening_said) {
                    dt { (text.free_beds) }
                    dd { (words.thousands(total.free)) small { " " (signed(evening(total))) " " (text.evening.to_lowercase()) } }
                }
                (figure(text.departures_today, total.departures_today))
                (figure(text.arrivals_today, total.arrivals_today))
                (figure(text.unplaced, total.unplaced + territory.nowhere))
                (figure(text.outliers, total.outliers))
            }
        }
    }
}

/// The counts in words below the bar: occupied and free always, the others when there are any.
fn said(words: &Words, total: &Summary) -> Markup {
    let nouns = &words.board;
    let nouns = [
        nouns.occupied,
        nouns.on_leave,
        nouns.disputed,
        nouns.reserved,
        nouns.cleaning,
        nouns.free,
        nouns.closed,
    ];
    html! {
        p.obl {
            @for ((class, count), noun) in groups(total).into_iter().zip(nouns) {
                @if count > 0 || class == "o" || class == "l" {
                    span class=(class) { b { (words.thousands(count)) } " " (words.form(count, noun)) }
                }
            }
        }
    }
}

/// The field and the filters. They work without script; with it the field narrows the list while one types.
pub fn tools(words: &Words, territory: &TerritoryView, asked: &Asked) -> Markup {
    let text = &words.territory;
    html! {
        section.tools aria-label=(text.filters) {
            form.seek method="post" action="/" role="search" data-keep {
                label {
                    (icon("search"))
                    span.vh { (text.find) }
                    input type="search" name="q" value=[asked.find.as_deref()] placeholder=(text.find_hint) maxlength="80"
                        autocomplete="off" data-narrow="[data-rows] .wr[data-text]" aria-keyshortcuts="/";
                }
                @if let Some(only) = asked.only { input type="hidden" name="voir" value=(only.key()); }
                @if let Some(order) = asked.order { input type="hidden" name="tri" value=(order.key()); }
                button.vh { (text.find_send) }
            }
            (chips(words, territory, asked))
            p.hint { (text.legend_evening) }
        }
    }
}

/// The filters with how many wards answer each. In a list that is narrowed they have another name, so that the live
/// ones, which know of no choice, do not replace them.
pub fn chips(words: &Words, territory: &TerritoryView, asked: &Asked) -> Markup {
    let text = &words.territory;
    let wards = || {
        territory
            .establishments
            .iter()
            .flat_map(|it| &it.sites)
            .flat_map(|site| &site.wards)
    };
    let chip = |label: &str, only: Option<Only>| {
        let count = wards()
            .filter(|ward| only.is_none_or(|only| only.keeps(ward)))
            .count();
        html! {
            @if count > 0 || only == asked.only {
                a.chipf.plain href=(asked.narrowed_to(only)) aria-current=[(only == asked.only).then_some("true")] {
                    (label) " " small { (count) }
                }
            }
        }
    };
    html! {
        div.chips #(if asked.is_plain() { "chips" } else { "chips-asked" }) role="group" aria-label=(text.filters) {
            (chip(text.all, None))
            (chip(text.with_free, Some(Only::Free)))
            (chip(text.with_unplaced, Some(Only::Unplaced)))
            (chip(text.with_discovered, Some(Only::Discovered)))
        }
    }
}

impl Only {
    /// Whether that ward is one of them.
    #[must_use]
    pub fn keeps(self, ward: &WardLine) -> bool {
        match self {
            Self::Free => ward.summary.free > 0,
            Self::Unplaced => ward.summary.unplaced > 0,
            Self::Discovered => ward.discovered,
        }
    }
}
