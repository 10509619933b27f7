//! Icons: symbols of the one sprite, referred to by name.
//!
//! An icon is decoration: the word beside it (or the hidden text) carries the meaning.

use maud::{Markup, html};

use crate::assets;

/// The icon of that symbol (`assets/icons.svg`), in the size and colour of the text around it.
#[must_use]
pub fn icon(symbol: &str) -> Markup {
    html! {
        svg.i aria-hidden="true" { use href={ (assets::icons()) "#" (symbol) } {} }
    }
}
