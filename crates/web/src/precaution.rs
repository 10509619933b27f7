//! Precautions as glyphs: a shape, a letter and a colour of the hospital's own set.
//!
//! The shape alone tells them apart without colour, the letter without either; the name is there for whoever points at
//! the glyph or cannot see it. The shapes are symbols of the sprite, filled by the style sheet (`.iso`).

use domain::precaution::{Precaution, Shape, Tint};
use maud::{Markup, html};

use crate::assets;

/// The glyph of a precaution, with its name for whoever cannot see it.
#[must_use]
pub fn glyph(precaution: &Precaution) -> Markup {
    let Precaution {
        name,
        letter,
        shape,
        tint,
        ..
    } = precaution;
    html! {
        span.fl.pre title=(name.as_str()) {
            (drawn(*shape, *tint, letter.as_str()))
            span.vh { (name.as_str()) }
        }
    }
}

/// The glyph alone, where its name stands beside it.
#[must_use]
pub fn drawn(shape: Shape, tint: Tint, letter: &str) -> Markup {
    let width = if letter.chars().count() > 1 { " two" } else { "" };
    html! {
        svg class={ "iso " (tint_class(tint)) (width) } viewBox="0 0 24 24" aria-hidden="true" {
            use href={ (assets::icons()) "#" (symbol(shape)) } {}
            text x="12" y=(baseline(shape)) { (letter) }
        }
    }
}

/// The symbol of an outline.
const fn symbol(shape: Shape) -> &'static str {
    match shape {
        Shape::Square => "shape-square",
        Shape::Drop => "shape-drop",
        Shape::Hexagon => "shape-hexagon",
        Shape::Shield => "shape-shield",
        Shape::Diamond => "shape-diamond",
        Shape::Circle => "shape-circle",
    }
}

/// Where the letter stands: in the middle of the ink, which is lower in a drop and higher in a shield.
const fn baseline(shape: Shape) -> &'static str {
    match shape {
        Shape::Square | Shape::Hexagon | Shape::Diamond | Shape::Circle => "16.4",
        Shape::Drop => "19",
        Shape::Shield => "15.6",
    }
}

/// The class that fills a glyph.
const fn tint_class(tint: Tint) -> &'static str {
    match tint {
        Tint::Yellow => "jaune",
        Tint::Blue => "bleu",
        Tint::Plum => "prune",
        Tint::Green => "vert",
        Tint::Black => "noir",
        Tint::Red => "rouge",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style() -> String {
        String::from_utf8_lossy(&assets::by_name("app.css").expect("the sheet").plain).into_owned()
    }

    #[test]
    fn every_shape_is_a_symbol_of_the_sprite() {
        let sprite = &assets::by_name("icons.svg").expect("the sprite").plain;
        let sprite = String::from_utf8_lossy(sprite);
        for shape in Shape::ALL {
            assert!(sprite.contains(&format!("id=\"{}\"", symbol(shape))), "{shape:?}");
        }
    }

    #[test]
    fn the_letter_of_every_colour_can_be_read() {
        let style = style();
        for tint in Tint::ALL {
            let rule = format!(".iso.{}{{", tint_class(tint));
            let rule = style
                .split(&rule)
                .nth(1)
                .unwrap_or_else(|| panic!("{tint:?} has no rule"));
            let rule = rule.split('}').next().expect("the end of the rule");
            let colour = |name: &str| {
                let value = rule.split(&format!("{name}:#")).nth(1).expect("a colour");
                luminance(&value[..6])
            };
            let (ground, letter) = (colour("fill"), colour("--l"));
            let contrast = (ground.max(letter) + 0.05) / (ground.min(letter) + 0.05);
            assert!(contrast >= 4.5, "{tint:?}: {contrast:.2}");
        }
    }

    #[test]
    fn a_glyph_says_its_name() {
        for precaution in domain::precaution::preset() {
            let shown = glyph(&precaution).into_string();
            assert!(shown.contains(&format!(">{}<", precaution.name)), "{shown}");
        }
    }

    /// Relative luminance of `RRGGBB` (WCAG 2.2).
    fn luminance(hex: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour")) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    }
}
