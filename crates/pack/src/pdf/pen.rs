//! Letters, lines and boxes on a page. Coordinates are points from the lower left corner.

use pdf_writer::{Content, Name, Str};

use crate::font::{BOLD, Font, REGULAR};
use crate::pages::{BOX, GAP, MARK, NARROWEST, width};
use crate::{Mark, Shape};

/// Which weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
}

impl Face {
    fn font(self) -> &'static Font {
        match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
        }
    }

    const fn name(self) -> Name<'static> {
        match self {
            Self::Regular => Name(b"R"),
            Self::Bold => Name(b"B"),
        }
    }
}

/// Draws on one page.
pub(super) struct Pen(Content);

impl Pen {
    pub fn new() -> Self {
        let mut content = Content::new();
        content.set_line_width(0.5);
        Self(content)
    }

    pub fn finish(self) -> Vec<u8> {
        self.0.finish().to_vec()
    }

    /// A straight line.
    pub fn rule(&mut self, x: f32, y: f32, to_x: f32, to_y: f32, width: f32) {
        self.0
            .set_line_width(width)
            .move_to(x, y)
            .line_to(to_x, to_y)
            .stroke();
    }

    /// A grey box.
    pub fn shade(&mut self, x: f32, y: f32, width: f32, height: f32, grey: f32) {
        self.0
            .set_fill_gray(grey)
            .rect(x, y, width, height)
            .fill_nonzero()
            .set_fill_gray(0.0);
    }

    /// A text on its base line, narrowed to its room and then cut with `…`. Gives the width it took.
    pub fn text(&mut self, face: Face, size: f32, x: f32, y: f32, text: &str, room: f32) -> f32 {
        let wide = face.font().width(text, size);
        if text.is_empty() || room <= 0.0 {
            return 0.0;
        }
        if wide <= room {
            self.put(face, size, x, y, text, 1.0);
            return wide;
        }
        if wide * NARROWEST <= room {
            self.put(face, size, x, y, text, room / wide);
            return room;
        }
        let cut = cut(face.font(), size, text, room / NARROWEST);
        self.put(face, size, x, y, &cut, NARROWEST);
        face.font().width(&cut, size) * NARROWEST
    }

    /// Surname and given name: the surname is cut last, because it is what tells people apart.
    pub fn name(&mut self, family: &str, given: &str, size: f32, x: f32, y: f32, room: f32) {
        let (surname, blank) = (BOLD.width(family, size), REGULAR.width(" ", size));
        let whole = surname + blank + REGULAR.width(given, size);
        if given.is_empty() || surname * NARROWEST > room - blank - 6.0 {
            self.text(Face::Bold, size, x, y, family, room);
            return;
        }
        let scale = (room / whole).clamp(NARROWEST, 1.0);
        self.put(Face::Bold, size, x, y, family, scale);
        let from = (surname + blank) * scale;
        let given = if whole * scale > room + 0.01 {
            cut(&REGULAR, size, given, (room - from) / scale)
        } else {
            given.to_owned()
        };
        self.put(Face::Regular, size, x + from, y, &given, scale);
    }

    /// Marks one after the other.
    pub fn marks(&mut self, marks: &[Mark], x: f32, middle: f32, room: f32) {
        let mut at = x;
        for mark in marks {
            at += self.mark(mark, at, middle, x + room - at) + GAP;
        }
    }

    /// One mark, centred on a height. Gives the width it took.
    pub fn mark(&mut self, mark: &Mark, x: f32, middle: f32, room: f32) -> f32 {
        let wide = width(mark).min(room);
        let base = middle - MARK * 0.334;
        match mark {
            Mark::Precaution(shape, letter) => {
                outline(&mut self.0, *shape, x, middle - BOX / 2.0, BOX);
                let letter_wide = BOLD.width(letter, MARK + 0.3);
                let lower = if *shape == Shape::Drop { 0.9 } else { 0.0 };
                let from = x + (BOX - letter_wide) / 2.0;
                self.put(Face::Bold, MARK + 0.3, from, base - lower, letter, 1.0);
            }
            Mark::Strong(word) => {
                self.0
                    .rect(x, middle - BOX / 2.0, wide, BOX)
                    .fill_nonzero()
                    .set_fill_gray(1.0);
                self.text(Face::Bold, MARK, x + 2.2, base, word, wide - 4.4 + 0.05);
                self.0.set_fill_gray(0.0);
            }
            Mark::Plain(word) => {
                self.0
                    .set_line_width(0.6)
                    .rect(x + 0.3, middle - BOX / 2.0, wide - 0.6, BOX)
                    .stroke();
                self.text(Face::Bold, MARK, x + 2.2, base, word, wide - 4.4 + 0.05);
            }
            Mark::Letters(word) => {
                self.put(Face::Bold, MARK, x, base, word, 1.0);
            }
        }
        wide
    }

    /// What the marks mean, over as many lines as there is room for (three).
    pub fn legend(&mut self, legend: &[(Mark, String)], left: f32, top: f32, right: f32, step: f32) {
        let (mut at, mut middle, mut lines) = (left, top, 1);
        for (mark, said) in legend {
            let wide = width(mark) + 2.5 + REGULAR.width(said, MARK) + 8.0;
            if at + wide > right && at > left {
                if lines == 3 {
                    self.put(Face::Bold, MARK, at, middle - MARK * 0.334, "…", 1.0);
                    return;
                }
                (at, middle, lines) = (left, middle - step, lines + 1);
            }
            let taken = self.mark(mark, at, middle, right - at) + 2.5;
            self.text(
                Face::Regular,
                MARK,
                at + taken,
                middle - MARK * 0.334,
                said,
                right - at - taken,
            );
            at += wide;
        }
    }

    fn put(&mut self, face: Face, size: f32, x: f32, y: f32, text: &str, scale: f32) {
        let glyphs: Vec<u8> = face
            .font()
            .glyphs(text)
            .iter()
            .flat_map(|(glyph, _)| glyph.to_be_bytes())
            .collect();
        self.0
            .begin_text()
            .set_font(face.name(), size)
            .set_horizontal_scaling(scale * 100.0)
            .set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y])
            .show(Str(&glyphs))
            .end_text();
    }
}

/// The beginning of a text that fits, with `…`.
fn cut(font: &Font, size: f32, text: &str, room: f32) -> String {
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        kept.push('…');
        let fits = font.width(&kept, size) <= room;
        kept.pop();
        if !fits {
            kept.pop();
            break;
        }
    }
    let end = kept.trim_end().len();
    kept.truncate(end);
    kept.push('…');
    kept
}

/// The outline of a precaution, white inside, in a square of that side.
fn outline(content: &mut Content, shape: Shape, x: f32, y: f32, side: f32) {
    content.set_line_width(0.9);
    let mut path = |points: &[(f32, f32)]| {
        for (place, (right, up)) in points.iter().enumerate() {
            let (px, py) = (x + right * side, y + up * side);
            if place == 0 {
                content.move_to(px, py);
            } else {
                content.line_to(px, py);
            }
        }
    };
    match shape {
        Shape::Square => path(&[(0.03, 0.03), (0.97, 0.03), (0.97, 0.97), (0.03, 0.97)]),
        Shape::Hexagon => path(&[
            (0.5, -0.03),
            (0.99, 0.24),
            (0.99, 0.76),
            (0.5, 1.03),
            (0.01, 0.76),
            (0.01, 0.24),
        ]),
        Shape::Diamond => path(&[(0.5, -0.08), (1.08, 0.5), (0.5, 1.08), (-0.08, 0.5)]),
        Shape::Shield => {
            path(&[(0.5, 1.04), (0.97, 0.9), (0.97, 0.5)]);
            let at = |right: f32, up: f32| (x + right * side, y + up * side);
            let ((ax, ay), (bx, by), (cx, cy)) = (at(0.97, 0.22), at(0.75, 0.06), at(0.5, -0.04));
            content.cubic_to(ax, ay, bx, by, cx, cy);
            let ((ax, ay), (bx, by), (cx, cy)) = (at(0.25, 0.06), at(0.03, 0.22), at(0.03, 0.5));
            content.cubic_to(ax, ay, bx, by, cx, cy);
            let (lx, ly) = at(0.03, 0.9);
            content.line_to(lx, ly);
        }
        Shape::Circle => {
            let at = |right: f32, up: f32| (x + right * side, y + up * side);
            let (sx, sy) = at(0.5, 1.04);
            content.move_to(sx, sy);
            for [(a, b), (c, d), (e, f)] in [
                [(0.8, 1.04), (1.04, 0.8), (1.04, 0.5)],
                [(1.04, 0.2), (0.8, -0.04), (0.5, -0.04)],
                [(0.2, -0.04), (-0.04, 0.2), (-0.04, 0.5)],
                [(-0.04, 0.8), (0.2, 1.04), (0.5, 1.04)],
            ] {
                let ((ax, ay), (bx, by), (cx, cy)) = (at(a, b), at(c, d), at(e, f));
                content.cubic_to(ax, ay, bx, by, cx, cy);
            }
        }
        Shape::Drop => {
            let at = |right: f32, up: f32| (x + right * side, y + up * side);
            let (sx, sy) = at(0.5, 1.1);
            content.move_to(sx, sy);
            for [(a, b), (c, d), (e, f)] in [
                [(0.68, 0.84), (0.96, 0.64), (0.96, 0.4)],
                [(0.96, 0.14), (0.76, -0.04), (0.5, -0.04)],
                [(0.24, -0.04), (0.04, 0.14), (0.04, 0.4)],
                [(0.04, 0.64), (0.32, 0.84), (0.5, 1.1)],
            ] {
                let ((ax, ay), (bx, by), (cx, cy)) = (at(a, b), at(c, d), at(e, f));
                content.cubic_to(ax, ay, bx, by, cx, cy);
            }
        }
    }
    content.close_and_stroke();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_room_is_cut_and_says_so() {
        assert_eq!(
            cut(&REGULAR, 9.0, "Insuffisance cardiaque", 60.0),
            "Insuffisance…"
        );
        assert_eq!(cut(&REGULAR, 9.0, "Insuffisance", 1.0), "…");
        let mut pen = Pen::new();
        let taken = pen.text(Face::Regular, 9.0, 0.0, 0.0, "Insuffisance cardiaque", 60.0);
        assert!(taken <= 60.0 && taken > 45.0, "{taken}");
    }
}
