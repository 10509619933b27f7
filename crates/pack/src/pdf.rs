//! A sheet as a PDF: A4 landscape, black on white, text that can be searched and copied.
//!
//! The same sheet gives the same bytes, always: there is no date, no random identifier, no order of a hash map in
//! them. Two fonts are embedded whole; everything else is lines, boxes and letters.

mod embed;
mod pen;
pub mod samples;

use pdf_writer::{Finish as _, Name, Pdf, Rect, Ref, TextStr};

use crate::font::{BOLD, REGULAR};
use crate::pages::{INSET, edge as from_margin, room};
use crate::{Laid, Page, Person, Row, Sheet, pages};
use embed::{FACES, compressed, embed};
use pen::{Face, Pen};

const WIDTH: f32 = 841.89;
const HEIGHT: f32 = 595.28;
/// Eight millimetres: what every office printer reaches.
const MARGIN: f32 = 22.7;
const LEFT: f32 = MARGIN;
const RIGHT: f32 = WIDTH - MARGIN;
const TOP: f32 = HEIGHT - MARGIN;
/// Where the lines begin, below the header and the heads of the columns.
const LINES_TOP: f32 = TOP - 43.5;
/// Grey of the lines of empty beds: still seen on a worn-out printer, and pen shows on it.
const SHADE: f32 = 0.9;

/// The sheet as a PDF file.
#[must_use]
pub fn draw(sheet: &Sheet) -> Vec<u8> {
    let pages = pages(sheet);
    let mut pdf = Pdf::new();
    let (catalog, tree, info) = (Ref::new(1), Ref::new(2), Ref::new(3));
    let first = 4 + embed(&mut pdf, 4);
    let page_ref = |place: usize| Ref::new(first + 2 * i32::try_from(place).unwrap_or(0));
    pdf.catalog(catalog).pages(tree).lang(TextStr(sheet.lang));
    pdf.document_info(info)
        .title(TextStr(&format!("{} · {}", sheet.title, sheet.stamp)))
        .producer(TextStr("Chevet"));
    pdf.pages(tree)
        .kids((0..pages.len()).map(page_ref))
        .count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    for (place, page) in pages.iter().enumerate() {
        let (id, content) = (page_ref(place), Ref::new(page_ref(place).get() + 1));
        let mut object = pdf.page(id);
        object
            .media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT))
            .parent(tree)
            .contents(content);
        let mut resources = object.resources();
        let mut fonts = resources.fonts();
        for (name, font) in FACES {
            fonts.pair(Name(name), Ref::new(font));
        }
        fonts.finish();
        resources.finish();
        object.finish();
        let bytes = compressed(&laid_out(sheet, page));
        pdf.stream(content, &bytes)
            .filter(pdf_writer::Filter::FlateDecode);
    }
    pdf.finish()
}

/// The drawing of one page.
fn laid_out(sheet: &Sheet, page: &Page<'_>) -> Vec<u8> {
    let mut pen = Pen::new();
    header(&mut pen, sheet);
    headings(&mut pen, sheet);
    let (height, size) = (page.density.row(), page.density.size());
    let mut top = LINES_TOP;
    for laid in &page.rows {
        let line = Line { top, height, size };
        draw_row(&mut pen, laid, line);
        top = line.bottom(laid.lines());
    }
    // The column to write in is ruled over the whole of the lines.
    if !page.rows.is_empty() {
        pen.rule(edge(9), LINES_TOP, edge(9), top, 0.5);
    }
    footer(&mut pen, sheet, page);
    pen.finish()
}

/// The left edge of a column on the page.
fn edge(column: usize) -> f32 {
    LEFT + from_margin(column)
}

/// The first line of a row.
#[derive(Clone, Copy)]
struct Line {
    top: f32,
    height: f32,
    size: f32,
}

impl Line {
    /// The middle of its n-th line.
    fn middle(self, place: usize) -> f32 {
        self.top - self.height * (place as f32 + 0.5)
    }

    /// Where its n-th line is written on: capitals stand in the middle.
    fn base(self, place: usize) -> f32 {
        self.middle(place) - self.size * 0.334
    }

    fn bottom(self, lines: usize) -> f32 {
        self.top - self.height * lines as f32
    }
}

fn header(pen: &mut Pen, sheet: &Sheet) {
    let first = TOP - 13.0;
    let counts: f32 = sheet
        .counts
        .iter()
        .map(|(number, noun)| BOLD.width(number, 9.0) + REGULAR.width(&format!(" {noun}"), 9.0))
        .sum();
    let gaps = REGULAR.width(" · ", 9.0) * (sheet.counts.len().saturating_sub(1)) as f32;
    let mut at = RIGHT - counts - gaps;
    let free = at - LEFT - 12.0;
    let title = pen.text(Face::Bold, 15.0, LEFT, first, &sheet.title, free * 0.7);
    pen.text(
        Face::Regular,
        9.0,
        LEFT + title + 8.0,
        first,
        &sheet.place,
        free - title - 8.0,
    );
    for (place, (number, noun)) in sheet.counts.iter().enumerate() {
        if place > 0 {
            at += pen.text(Face::Regular, 9.0, at, first, " · ", 20.0);
        }
        at += pen.text(Face::Bold, 9.0, at, first, number, 60.0);
        at += pen.text(Face::Regular, 9.0, at, first, &format!(" {noun}"), 140.0);
    }
    let second = TOP - 25.5;
    let fresh = REGULAR.width(&sheet.fresh, 9.0).min(360.0);
    pen.text(
        Face::Bold,
        9.0,
        LEFT,
        second,
        &sheet.stamp,
        RIGHT - LEFT - fresh - 12.0,
    );
    pen.text(Face::Regular, 9.0, RIGHT - fresh, second, &sheet.fresh, fresh);
    pen.rule(LEFT, TOP - 30.5, RIGHT, TOP - 30.5, 1.6);
}

fn headings(pen: &mut Pen, sheet: &Sheet) {
    let heads = &sheet.headings;
    let words = [
        heads.bed,
        heads.patient,
        heads.who,
        heads.number,
        heads.doctor,
        heads.since,
        heads.marks,
        heads.leaving,
        heads.next,
        heads.report,
    ];
    for (column, word) in words.into_iter().enumerate() {
        pen.text(
            Face::Bold,
            7.6,
            edge(column) + INSET,
            LINES_TOP + 3.8,
            word,
            room(column),
        );
    }
    pen.rule(LEFT, LINES_TOP, RIGHT, LINES_TOP, 0.9);
}

fn draw_row(pen: &mut Pen, laid: &Laid<'_>, line: Line) {
    let (size, base, bottom) = (line.size, line.base(0), line.bottom(laid.lines()));
    match laid.row {
        Row::Title(text) => {
            pen.text(Face::Bold, size, LEFT + INSET, base, text, RIGHT - LEFT);
        }
        Row::Bed { bed, state, said } => {
            pen.shade(LEFT, bottom, edge(9) - LEFT, line.height - 0.5, SHADE);
            pen.text(Face::Bold, size + 1.0, LEFT + INSET, base, bed, room(0));
            let from = edge(1) + INSET;
            let room = edge(9) - from - INSET;
            let taken = pen.text(Face::Bold, size, from, base, state, room);
            pen.text(
                Face::Regular,
                size,
                from + taken + 6.0,
                base,
                said,
                room - taken - 6.0,
            );
        }
        Row::Note { bed, name, at, .. } => {
            pen.text(Face::Bold, size + 1.0, LEFT + INSET, base, bed, room(0));
            pen.text(Face::Bold, size, edge(1) + INSET, base, name, room(1));
            pen.text(Face::Regular, size - 0.6, edge(2) + INSET, base, at, room(2));
            let from = edge(3) + INSET;
            lines(pen, Face::Regular, &laid.text, from, edge(9) - from - INSET, line);
        }
        Row::Person(person) => self::person(pen, person, laid, line),
    }
    let weight = if matches!(laid.row, Row::Title(_)) {
        0.9
    } else {
        0.4
    };
    pen.rule(LEFT, bottom, RIGHT, bottom, weight);
}

/// A text line by line.
fn lines(pen: &mut Pen, face: Face, texts: &[String], x: f32, room: f32, line: Line) {
    for (place, text) in texts.iter().enumerate() {
        pen.text(face, line.size - 0.4, x, line.base(place), text, room);
    }
}

fn person(pen: &mut Pen, person: &Person, laid: &Laid<'_>, line: Line) {
    let (size, base) = (line.size, line.base(0));
    if person.state.is_some() {
        let bottom = line.bottom(laid.lines());
        pen.shade(LEFT, bottom, edge(9) - LEFT, line.top - bottom - 0.5, SHADE);
    }
    let at = |column: usize| edge(column) + INSET;
    pen.text(Face::Bold, size + 1.0, at(0), base, &person.bed, room(0));
    pen.name(&person.family, &person.given, size, at(1), base, room(1));
    pen.text(Face::Regular, size, at(2), base, &person.who, room(2));
    pen.text(Face::Regular, size - 1.0, at(3), base, &person.number, room(3));
    pen.text(Face::Bold, size - 0.6, at(4), base, &person.doctor, room(4));
    let since = pen.text(
        Face::Regular,
        size - 0.6,
        at(5),
        base,
        &person.since,
        room(5) * 0.56,
    );
    let day = BOLD.width(&person.day, size - 0.6).min(room(5) - since - 2.0);
    pen.text(
        Face::Bold,
        size - 0.6,
        at(5) + room(5) - day,
        base,
        &person.day,
        day + 0.1,
    );
    for (place, marks) in laid.marks.iter().enumerate() {
        pen.marks(marks, at(6), line.middle(place), room(6));
    }
    lines(pen, Face::Regular, &laid.text, at(7), room(7), line);
    let face = if person.urgent { Face::Bold } else { Face::Regular };
    lines(pen, face, &laid.next, at(8), room(8), line);
}

fn footer(pen: &mut Pen, sheet: &Sheet, page: &Page<'_>) {
    let number = format!("{} {}/{}", sheet.page, page.number, page.of);
    let wide = BOLD.width(&number, 8.0);
    let last = MARGIN + 0.5;
    pen.text(Face::Bold, 8.0, RIGHT - wide, last, &number, wide + 0.1);
    pen.text(
        Face::Regular,
        7.6,
        LEFT,
        last,
        &sheet.foot,
        RIGHT - LEFT - wide - 12.0,
    );
    pen.legend(&sheet.legend, LEFT, MARGIN + 32.4, RIGHT, 10.0);
}

#[cfg(test)]
mod tests;
