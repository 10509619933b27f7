//! The way to everything from anywhere: the box in the top bar, and the dialog it opens.

use maud::{Markup, html};

use crate::icon::icon;
use crate::visit::Visit;
use crate::words::Words;

/// The page of search, and where its form goes.
pub const SEARCH: &str = "/chercher";

/// The box in the top bar: a link to the page of search, which our script turns into the dialog.
pub(super) fn search_box(words: &Words) -> Markup {
    html! {
        a.finder href=(SEARCH) data-palette title=(words.search.title) aria-keyshortcuts="Control+K /" {
            (icon("search"))
            b.vh { (words.search.title) " " }
            span { (words.search.hint) }
            kbd aria-hidden="true" { "/" }
        }
    }
}

/// The dialog: a combobox whose list is asked from the server. Without our script it never opens.
pub(super) fn palette(visit: &Visit) -> Markup {
    let words = &visit.words.search;
    html! {
        dialog.ask.palette #palette data-keep aria-label=(words.title) {
            form method="post" action=(SEARCH) role="search" {
                (icon("search"))
                input name="q" type="text" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="hits"
                    aria-label=(words.title) placeholder=(words.hint) maxlength="100"
                    autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="go";
                input type="hidden" name="ici" value=(visit.path);
                input type="hidden" name="vus";
                button.icobtn type="button" data-close aria-label=(visit.words.common.close) { (icon("x")) }
            }
            p.said #hits-said role="status" {}
            div #hits {}
        }
    }
}
