//! An address as a code that a phone or a display reads: an SVG, one path, drawn here.

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// White around the code, in modules: without it readers do not find it.
const QUIET: i32 = 4;

/// The code of that text, with its name; nothing when the text is too long for a code.
pub fn code(text: &str, name: &str) -> Markup {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else {
        return html! {};
    };
    let side = code.size() + 2 * QUIET;
    html! {
        svg.qr viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(name) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(modules(&code)) fill="#000" {}
        }
    }
}

/// A square of one for each dark module.
fn modules(code: &QrCode) -> String {
    use std::fmt::Write as _;
    let mut path = String::new();
    for (x, y) in (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y))) {
        if code.get_module(x, y) {
            // Writing into a String cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_a_code_with_its_three_corners_and_white_around() {
        let drawn = code("https://lits.example.org/mur/0123456789abcdefghjkmnpqrs", "code").into_string();
        assert!(drawn.contains("aria-label=\"code\""));
        // The first module of the first corner, and nothing in the white.
        assert!(drawn.contains("M4 4h1"), "{drawn}");
        assert!(!drawn.contains("M3 ") && !drawn.contains(" 3h1"), "{drawn}");
        assert!(code(&"x".repeat(5_000), "code").into_string().is_empty());
    }
}
