//! The two faces of the PDF: which glyph a letter is, and how wide.

use std::sync::LazyLock;

/// A typeface in one weight.
pub(crate) struct Font {
    /// Its name in the PDF.
    pub name: &'static str,
    /// The file, embedded whole: it was made small beforehand (`fonts/README.md`).
    pub bytes: &'static [u8],
    /// Glyph and width, in thousandths of the size, of each character it has; in the order of characters.
    letters: Vec<(char, u16, u16)>,
    /// Width of each glyph.
    pub widths: Vec<u16>,
    /// Ascent, descent and height of capitals, in thousandths of the size.
    pub metrics: [i16; 3],
    /// The box that holds every glyph.
    pub bounds: [i16; 4],
}

/// The regular weight.
pub(crate) static REGULAR: LazyLock<Font> =
    LazyLock::new(|| Font::read("CHEVET+AHN-Regular", include_bytes!("../fonts/ahn-regular.ttf")));
/// The bold weight.
pub(crate) static BOLD: LazyLock<Font> =
    LazyLock::new(|| Font::read("CHEVET+AHN-Bold", include_bytes!("../fonts/ahn-bold.ttf")));

impl Font {
    /// Reads a face whose em is a thousand units. A file that cannot be read gives a font without letters, which
    /// every test would see: the files are compiled in.
    fn read(name: &'static str, bytes: &'static [u8]) -> Self {
        let mut font = Self {
            name,
            bytes,
            letters: Vec::new(),
            widths: Vec::new(),
            metrics: [984, -316, 668],
            bounds: [0; 4],
        };
        let Ok(face) = ttf_parser::Face::parse(bytes, 0) else {
            return font;
        };
        let width = |glyph| face.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0);
        font.widths = (0..face.number_of_glyphs()).map(width).collect();
        font.metrics = [
            face.ascender(),
            face.descender(),
            face.capital_height().unwrap_or(668),
        ];
        let bounds = face.global_bounding_box();
        font.bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
        let tables = face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables);
        for table in tables.filter(ttf_parser::cmap::Subtable::is_unicode) {
            table.codepoints(|code| {
                if let (Some(letter), Some(glyph)) = (char::from_u32(code), table.glyph_index(code)) {
                    font.letters.push((letter, glyph.0, width(glyph.0)));
                }
            });
        }
        font.letters.sort_unstable();
        font.letters.dedup();
        font
    }

    /// Every character it has, with its glyph.
    pub fn letters(&self) -> impl Iterator<Item = (char, u16)> {
        self.letters.iter().map(|(letter, glyph, _)| (*letter, *glyph))
    }

    fn find(&self, letter: char) -> Option<(u16, u16)> {
        let place = self.letters.binary_search_by_key(&letter, |it| it.0).ok()?;
        let (_, glyph, width) = self.letters[place];
        Some((glyph, width))
    }

    /// The glyphs of a text and their widths. What the font lacks is written with the plain letter it is made from,
    /// and otherwise shows as the empty box that says "a letter is missing here": no name is silently shortened.
    pub fn glyphs(&self, text: &str) -> Vec<(u16, u16)> {
        let mut out = Vec::with_capacity(text.len());
        for letter in text.chars() {
            if let Some(found) = self.find(letter) {
                out.push(found);
                continue;
            }
            let plain = replaced(letter);
            let found: Vec<_> = plain.chars().filter_map(|it| self.find(it)).collect();
            let is_accent = ('\u{300}'..='\u{36f}').contains(&letter);
            if found.is_empty() && !is_accent {
                out.push((0, self.widths.first().copied().unwrap_or(500)));
            }
            out.extend(found);
        }
        out
    }

    /// Width of a text at that size, in points.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        let units: u32 = self.glyphs(text).iter().map(|(_, width)| u32::from(*width)).sum();
        units as f32 * size / 1_000.0
    }
}

/// What a letter that the font lacks is written with.
fn replaced(letter: char) -> String {
    match letter {
        '\u{202f}' | '\u{2009}' => "\u{a0}".to_owned(),
        '→' => "->".to_owned(),
        '≈' => "~".to_owned(),
        '≤' => "<=".to_owned(),
        '≥' => ">=".to_owned(),
        '₂' => "2".to_owned(),
        letter => {
            let plain = base::text::folded(&letter.to_string());
            if letter.is_uppercase() {
                plain.to_uppercase()
            } else {
                plain
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest as _, Sha256};

    #[test]
    fn french_and_its_neighbours_have_every_letter() {
        let text = "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ àâæçéèêëîïôœùûüÿ ñßøłčšžőğışțĄ 0123456789 €°·…–—’«»−\u{a0}";
        for font in [&*REGULAR, &*BOLD] {
            assert_eq!(
                font.widths.first(),
                font.glyphs("\u{4e00}").first().map(|it| &it.1)
            );
            let lacking: Vec<char> = text.chars().filter(|it| font.find(*it).is_none()).collect();
            assert!(lacking.is_empty(), "{}: {lacking:?}", font.name);
        }
    }

    #[test]
    fn a_letter_the_font_lacks_is_never_left_out() {
        assert_eq!(REGULAR.glyphs("ǹ").len(), 1);
        assert_eq!(REGULAR.glyphs("心").len(), 1);
        // A decomposed accent falls, its letter stays.
        assert_eq!(REGULAR.glyphs("e\u{301}"), REGULAR.glyphs("e"));
        assert_eq!(REGULAR.glyphs("≤").len(), 2);
    }

    #[test]
    fn the_fonts_are_those_whose_sums_were_written_down() {
        let sums = include_str!("../fonts/SHA256SUMS");
        for (font, name) in [(&*REGULAR, "ahn-regular.ttf"), (&*BOLD, "ahn-bold.ttf")] {
            let sum: String = Sha256::digest(font.bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            assert!(
                sums.lines().any(|line| line == format!("{sum}  {name}")),
                "{name}"
            );
        }
    }
}
