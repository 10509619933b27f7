//! A line of the list: a ward, or a site with its sums.

use base::Label;
use base::text::folded;
use domain::view::board::Summary;
use domain::view::territory::{SiteView, WardLine};
use maud::{Markup, html};

use super::bar::bar;
use super::column::{Column, evening, open, rate};
use crate::icon::icon;
use crate::words::Words;
use crate::words::territory::signed;

/// A ward. The site is written out too: it is shown where the list is not in the order of sites.
pub fn ward(words: &Words, site: &str, line: &WardLine) -> Markup {
    let text = &words.territory;
    let about = about(line);
    html! {
        div.wr #(line.ward) role="row" data-text=(folded(&format!("{} {site} {about}", line.name))) {
            span.wn role="rowheader" {
                a href={ "/service/" (line.ward) } {
                    b { (line.name.as_str()) }
                    small { span.si { (site) @if !about.is_empty() { " · " } } (about) }
                }
                @if line.discovered { span.tag.neuf { (icon("circle-question-mark")) (text.discovered) } }
            }
            (counts(words, &line.summary))
        }
    }
}

/// The head of a site: its name and the sums over its wards.
pub fn site(words: &Words, id: &str, site: &SiteView) -> Markup {
    let count = u32::try_from(site.wards.len()).unwrap_or(u32::MAX);
    html! {
        div.wr.sh #(id) role="row" {
            span.wn role="rowheader" {
                h2 { (site.name.as_str()) }
                small { (words.count(count, words.common.wards)) }
            }
            (counts(words, &site.total))
        }
    }
}

fn counts(words: &Words, summary: &Summary) -> Markup {
    let text = &words.territory;
    html! {
        span.oc role="cell" {
            (bar(summary))
            span.of { b { (summary.taken()) } "/" (open(summary)) }
            span.pc { (rate(summary)) "\u{a0}%" }
        }
        span role="cell" class={ "fr " (heat(summary)) } data-l=(text.free) {
            b { (summary.free) } small { (signed(evening(summary))) }
        }
        @for column in Column::ALL.into_iter().skip(2) { (count(column, column.title(text), summary)) }
    }
}

/// A count; nothing is a dot, so that what is something stands out.
fn count(column: Column, title: &str, summary: &Summary) -> Markup {
    match column.value(summary) {
        0 => html! { span.z role="cell" aria-label="0" { "·" } },
        count => html! { span class=[alert(column)] role="cell" data-l=(title) { (count) } },
    }
}

/// Patients who should not be where they are stand out.
const fn alert(column: Column) -> Option<&'static str> {
    match column {
        Column::Unplaced => Some("al"),
        Column::Outliers => Some("hb"),
        _ => None,
    }
}

/// How much room there is: none and none to come, none yet, little, some, plenty.
fn heat(summary: &Summary) -> &'static str {
    match summary.free {
        0 if summary.beds() == 0 => "hn",
        0 if evening(summary) > 0 => "h0 soon",
        0 => "h0",
        1 => "h1",
        2..=3 => "h2",
        _ => "h3",
    }
}

/// What a ward does and whose it is, unless its name says it.
fn about(line: &WardLine) -> String {
    let parts = [&line.specialty, &line.division].into_iter().flatten();
    let mut said: Vec<&str> = Vec::with_capacity(2);
    for part in parts.map(Label::as_str) {
        if part != line.name.as_str() && !said.contains(&part) {
            said.push(part);
        }
    }
    said.join(" · ")
}
