//! The parts all screens share: the drawer, a toast, a notice.

use maud::{Markup, html};

use crate::icon::icon;
use crate::words::Words;

/// The empty drawer, filled by our script. Without script, what it would show is a page of its own.
#[must_use]
pub fn drawer_shell(words: &Words) -> Markup {
    html! {
        dialog.drawer #drawer data-keep aria-labelledby="drawer-title" {
            button.icobtn.shut type="button" data-close aria-label=(words.common.close) { (icon("x")) }
            div #drawer-body {}
        }
        div #toasts role="status" data-keep {}
    }
}

/// A short notice at the bottom of the screen, with a way to take the action back where there is one.
#[must_use]
pub fn toast(said: &str, undo: Option<&Markup>) -> Markup {
    html! {
        div.toast #toast {
            (icon("check"))
            p { (said) }
            @if let Some(undo) = undo { (undo) }
        }
    }
}

/// A problem as a toast, for our own script.
#[must_use]
pub fn notice_part(words: &Words, title: &str, advice: &str) -> Markup {
    notice_leading(words, title, advice, None)
}

/// The same, with what leads on from there.
#[must_use]
pub fn notice_leading(words: &Words, title: &str, advice: &str, door: Option<Markup>) -> Markup {
    html! {
        div.toast.bad #toast role="alert" {
            (icon("triangle-alert"))
            p { b { (title) } " " (advice) }
            @if let Some(door) = &door { (door) }
            button.icobtn type="button" data-close aria-label=(words.common.close) { (icon("x")) }
        }
    }
}
