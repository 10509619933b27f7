//! What was set before: by whom, when, in what it differed, and the way back to it.

use std::sync::Arc;

use domain::flow::FlowSettings;
use maud::{Markup, html};

use super::super::{CELL, frame};
use super::changes::{Changes, changes};
use crate::icon::icon;
use crate::visit::Visit;

/// How many versions are listed.
const LISTED: usize = 30;

/// Versions, newest first.
pub fn section(visit: &Visit, may: bool) -> Markup {
    let (words, state) = (visit.words, &visit.snapshot.state);
    let shipped = Arc::new(FlowSettings::default());
    let versions: Vec<_> = state.flow_versions.iter().collect();
    let before = |at: usize| {
        at.checked_sub(1)
            .and_then(|it| versions.get(it))
            .map_or(&shipped, |it| &it.settings)
    };
    let last = versions.len();
    html! {
        section.thvers aria-labelledby="history" {
            h2 #history { (icon("history")) (words.pick("Réglages d’avant", "Former settings")) }
            @if versions.is_empty() { p.q { (words.pick("Rien n’a encore été changé : ce sont les réglages livrés.", "Nothing was changed yet: these are the settings shipped.")) } }
            ol {
                @for (at, version) in versions.iter().enumerate().rev().take(LISTED) {
                    li {
                        p { b { (at + 1) } " " @if at + 1 == last { span.tag.libre { (words.pick("en vigueur", "in force")) } " " } (frame::by_and_when(visit, version.by, version.at)) }
                        (list(&changes(words, before(at), &version.settings)))
                        @if may && at + 1 != last { (revert(visit, version.revision, at + 1)) }
                    }
                }
                @if !versions.is_empty() {
                    li { p { b { "0" } " " (words.pick("réglages livrés avec Chevet", "settings shipped with Chevet")) } @if may { (revert(visit, 0, 0)) } }
                }
            }
        }
    }
}

/// Differences, a line each.
pub fn list(changes: &Changes) -> Markup {
    html! {
        dl.beaf {
            @for (of, before, after) in changes {
                dt { (of) }
                dd { del { (before) } span aria-hidden="true" { " → " } ins { (after) } }
            }
        }
    }
}

fn revert(visit: &Visit, revision: u64, number: usize) -> Markup {
    let words = visit.words;
    html! {
        form method="post" action=(CELL) {
            input type="hidden" name="saw" value=(visit.snapshot.state.settings_revision);
            button.btn.sm name="do" value={ "reprendre=" (revision) } aria-label={ (words.pick("Reprendre", "Take up again")) ", " (number) } {
                (icon("rotate-ccw")) (words.pick("Reprendre", "Take up again"))
            }
        }
    }
}
