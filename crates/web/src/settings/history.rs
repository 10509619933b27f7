//! What was set before: by whom, when, in what it differed, and the way back to it.

use domain::flow::SettingsVersion;
use maud::{Markup, html};

use super::frame;
use crate::icon::icon;
use crate::visit::Visit;
use crate::words::Words;

/// How many versions are listed.
const LISTED: usize = 30;

/// What differs between two documents: of what, before, after.
pub type Changes = Vec<(String, String, String)>;

/// In what two documents differ.
pub type Comparing<'a, T> = Box<dyn Fn(&Words, &T, &T) -> Changes + 'a>;

/// The versions of a document of settings.
pub struct Former<'a, T> {
    /// The page on which they are set.
    pub page: &'static str,
    /// The version that is in force, for whoever takes an older one up again.
    pub saw: u64,
    /// All of them, oldest first.
    pub versions: Vec<&'a SettingsVersion<T>>,
    /// In what two of them differ.
    pub changes: Comparing<'a, T>,
    /// Whether the visitor may take one up again.
    pub may: bool,
}

/// Versions, newest first.
pub fn section<T: Default>(visit: &Visit, former: &Former<'_, T>) -> Markup {
    let (words, versions) = (visit.words, &former.versions);
    let shipped = T::default();
    let before = |at: usize| {
        at.checked_sub(1)
            .and_then(|it| versions.get(it))
            .map_or(&shipped, |it| &*it.settings)
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
                        (list(&(former.changes)(words, before(at), &version.settings)))
                        @if former.may && at + 1 != last { (revert(visit, former, version.revision, at + 1)) }
                    }
                }
                @if !versions.is_empty() {
                    li { p { b { "0" } " " (words.pick("réglages livrés avec Chevet", "settings shipped with Chevet")) } @if former.may { (revert(visit, former, 0, 0)) } }
                }
            }
        }
    }
}

/// Differences, a line each.
pub fn list(changes: &[(String, String, String)]) -> Markup {
    html! {
        dl.beaf {
            @for (of, before, after) in changes {
                dt { (of) }
                dd { del { (before) } span aria-hidden="true" { " → " } ins { (after) } }
            }
        }
    }
}

fn revert<T>(visit: &Visit, former: &Former<'_, T>, revision: u64, number: usize) -> Markup {
    let words = visit.words;
    html! {
        form method="post" action=(former.page) {
            input type="hidden" name="saw" value=(former.saw);
            button.btn.sm name="do" value={ "reprendre=" (revision) } aria-label={ (words.pick("Reprendre", "Take up again")) ", " (number) } {
                (icon("rotate-ccw")) (words.pick("Reprendre", "Take up again"))
            }
        }
    }
}
