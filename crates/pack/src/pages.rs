//! How the lines of a sheet fall on pages: as few as hold them, and nothing cut that can be broken into lines.

use crate::font::{BOLD, Font, REGULAR};
use crate::{Mark, Person, Row, Sheet};

/// Widths of the columns but the last, which takes what is left; in points.
pub(crate) const COLUMNS: [f32; 9] = [44.0, 124.0, 40.0, 52.0, 36.0, 48.0, 118.0, 116.0, 112.0];
/// Width of the page between its margins: A4 landscape, eight millimetres of margin.
pub(crate) const WIDTH: f32 = 841.89 - 2.0 * 22.7;
/// Blank between a column's edge and its text.
pub(crate) const INSET: f32 = 3.0;
/// How far a text may be narrowed: below, letters are no longer told apart.
pub(crate) const NARROWEST: f32 = 0.78;
/// How far it is narrowed before a second line is better.
const COMFORTABLE: f32 = 0.9;
/// Height of a box around a word.
pub(crate) const BOX: f32 = 9.2;
/// Size of the letters of marks.
pub(crate) const MARK: f32 = 7.2;
/// Blank between two marks.
pub(crate) const GAP: f32 = 2.2;
/// The most lines of one text: a note may be long, and a sheet is no file.
const MOST: usize = 4;

/// How tightly the lines of a page stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Density {
    /// Few beds: room to write.
    Airy,
    /// An ordinary ward of thirty beds.
    Normal,
    /// A large ward.
    Dense,
    /// As many as one page holds.
    Tight,
}

impl Density {
    /// From the loosest to the tightest.
    pub const ALL: [Self; 4] = [Self::Airy, Self::Normal, Self::Dense, Self::Tight];

    /// Height of a line, in points; the style sheet of the HTML says the same.
    #[must_use]
    pub const fn row(self) -> f32 {
        match self {
            Self::Airy => 18.0,
            Self::Normal => 14.8,
            Self::Dense => 12.6,
            Self::Tight => 11.1,
        }
    }

    /// The most lines of a page.
    #[must_use]
    pub const fn rows(self) -> usize {
        match self {
            Self::Airy => 26,
            Self::Normal => 32,
            Self::Dense => 37,
            Self::Tight => 42,
        }
    }

    /// Size of its letters, in points.
    pub(crate) const fn size(self) -> f32 {
        match self {
            Self::Airy => 9.6,
            Self::Normal => 9.2,
            Self::Dense => 8.7,
            Self::Tight => 8.3,
        }
    }
}

/// The lines of one page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
    /// How tightly its lines stand.
    pub density: Density,
    /// Its rows, broken into lines.
    pub rows: Vec<Laid<'a>>,
}

/// A row, with what is too long for its column broken into lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Laid<'a> {
    /// The row.
    pub row: &'a Row,
    /// State and marks of somebody, line by line.
    pub marks: Vec<Vec<Mark>>,
    /// The text of a note, or the expected discharge of somebody.
    pub text: Vec<String>,
    /// The next movement of somebody.
    pub next: Vec<String>,
}

impl<'a> Laid<'a> {
    fn of(row: &'a Row, density: Density) -> Self {
        let size = density.size() - 0.4;
        let (marks, text, next) = match row {
            Row::Title(_) | Row::Bed { .. } => (Vec::new(), Vec::new(), Vec::new()),
            Row::Note { text, .. } => {
                let room = edge(9) - edge(3) - 2.0 * INSET;
                (Vec::new(), broken(&REGULAR, size, text, room), Vec::new())
            }
            Row::Person(person) => (
                marks(person, room(6)),
                broken(&REGULAR, size, &person.leaving, room(7)),
                broken(
                    if person.urgent { &BOLD } else { &REGULAR },
                    size,
                    &person.next,
                    room(8),
                ),
            ),
        };
        Self {
            row,
            marks,
            text,
            next,
        }
    }

    /// How many lines of the page it takes.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.marks.len().max(self.text.len()).max(self.next.len()).max(1)
    }
}

/// The left edge of a column, from the margin; of the one after the last, the right edge.
pub(crate) fn edge(column: usize) -> f32 {
    if column > COLUMNS.len() {
        return WIDTH;
    }
    COLUMNS.iter().take(column).sum()
}

/// What fits in a column.
pub(crate) fn room(column: usize) -> f32 {
    edge(column + 1) - edge(column) - 2.0 * INSET
}

/// The width of a mark.
pub(crate) fn width(mark: &Mark) -> f32 {
    match mark {
        Mark::Precaution(..) => BOX,
        Mark::Strong(word) | Mark::Plain(word) => BOLD.width(word, MARK) + 4.4,
        Mark::Letters(word) => BOLD.width(word, MARK),
    }
}

/// State and marks of somebody over as many lines as they need: an alert that is counted is an alert that is missed.
fn marks(person: &Person, room: f32) -> Vec<Vec<Mark>> {
    let state = person.state.iter().map(|state| Mark::Strong(state.clone()));
    let mut lines: Vec<Vec<Mark>> = Vec::new();
    let mut at = f32::MAX;
    for mark in state.chain(person.marks.iter().cloned()) {
        let wide = width(&mark);
        if at + wide > room + 0.01 {
            lines.push(Vec::new());
            at = 0.0;
        }
        at += wide + GAP;
        if let Some(line) = lines.last_mut() {
            line.push(mark);
        }
    }
    lines
}

/// A text on the fewest lines, broken between words. What is still too long for its line is cut when it is drawn.
fn broken(font: &Font, size: f32, text: &str, room: f32) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    if font.width(text, size) * NARROWEST <= room {
        return vec![text.to_owned()];
    }
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let grown = lines.last().map(|line| format!("{line} {word}"));
        let fits = |it: &String| font.width(it, size) * COMFORTABLE <= room || lines.len() == MOST;
        match grown.filter(fits) {
            Some(grown) => {
                lines.pop();
                lines.push(grown);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The pages of a sheet: as few as hold its lines, filled evenly. A sheet without a line has one empty page.
#[must_use]
pub fn pages(sheet: &Sheet) -> Vec<Page<'_>> {
    let whole: Vec<&Row> = sheet.rows.iter().chain(&sheet.notes).collect();
    let parts = if loosest(&whole).is_some() || sheet.notes.is_empty() {
        split(&whole)
    } else {
        let ward: Vec<&Row> = sheet.rows.iter().collect();
        let notes: Vec<&Row> = sheet.notes.iter().collect();
        [split(&ward), split(&notes)].concat()
    };
    let of = parts.len();
    parts
        .into_iter()
        .enumerate()
        .map(|(place, rows)| {
            let density = loosest(&rows).unwrap_or(Density::Tight);
            Page {
                number: place + 1,
                of,
                density,
                rows: rows.iter().map(|row| Laid::of(row, density)).collect(),
            }
        })
        .collect()
}

/// The loosest density in which those rows are one page.
fn loosest(rows: &[&Row]) -> Option<Density> {
    Density::ALL
        .into_iter()
        .find(|density| lines(rows, *density) <= density.rows())
}

fn lines(rows: &[&Row], density: Density) -> usize {
    rows.iter().map(|row| Laid::of(row, density).lines()).sum()
}

/// Rows in as few parts as pages hold, filled evenly.
fn split<'a>(rows: &[&'a Row]) -> Vec<Vec<&'a Row>> {
    if loosest(rows).is_some() {
        return vec![rows.to_vec()];
    }
    let needed = lines(rows, Density::Dense);
    let each = needed.div_ceil(needed.div_ceil(Density::Dense.rows()));
    let mut parts: Vec<Vec<&Row>> = vec![Vec::new()];
    let mut taken = 0;
    for row in rows {
        let wants = Laid::of(row, Density::Dense).lines();
        if taken >= each || taken + wants > Density::Dense.rows() {
            // A title at the foot of a page would announce nothing; two patients of one bed are read together.
            let page = parts.last_mut().map(std::mem::take).unwrap_or_default();
            let (page, over) = cut(page, row);
            parts.pop();
            parts.push(page);
            taken = lines(&over, Density::Dense);
            parts.push(over);
        }
        taken += wants;
        if let Some(page) = parts.last_mut() {
            page.push(row);
        }
    }
    parts
}

/// A full page, and what of it goes over to the next one, which goes on with that row.
fn cut<'a>(mut page: Vec<&'a Row>, next: &Row) -> (Vec<&'a Row>, Vec<&'a Row>) {
    let mut over: Vec<&'a Row> = Vec::new();
    while page.len() > 1 {
        let follows = over.first().copied().unwrap_or(next);
        let Some(last) = page.last().copied() else { break };
        if !matches!(last, Row::Title(_)) && !same_bed(last, follows) {
            break;
        }
        page.pop();
        over.insert(0, last);
    }
    (page, over)
}

fn same_bed(one: &Row, other: &Row) -> bool {
    match (one, other) {
        (Row::Person(one), Row::Person(other)) => !one.bed.is_empty() && one.bed == other.bed,
        (Row::Title(_) | Row::Person(_) | Row::Bed { .. } | Row::Note { .. }, _) => false,
    }
}

#[cfg(test)]
mod tests;
