//! Icons: symbols of the one sprite, referred to by name.
//!
//! An icon is decoration: the word beside it (or the hidden text) carries the meaning.

use std::sync::LazyLock;

use maud::Render;

use crate::assets;

/// An icon, written straight into the page around it: a board has hundreds.
#[derive(Clone, Copy, Debug)]
pub struct Icon<'a>(&'a str);

/// The icon of that symbol (`assets/icons.svg`), in the size and colour of the text around it.
#[must_use]
pub const fn icon(symbol: &str) -> Icon<'_> {
    Icon(symbol)
}

impl Render for Icon<'_> {
    fn render_to(&self, out: &mut String) {
        static OPENING: LazyLock<String> = LazyLock::new(|| {
            format!(
                r#"<svg class="i" aria-hidden="true"><use href="{}#"#,
                assets::icons()
            )
        });
        out.push_str(&OPENING);
        out.push_str(self.0);
        out.push_str(r#""></use></svg>"#);
    }
}
