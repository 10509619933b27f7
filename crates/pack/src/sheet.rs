//! A ward in words, and how its lines fall on pages.

/// A sheet, ready to be laid out: every word chosen, every hour in the site's zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Language of the words, as in `<html lang>`.
    pub lang: &'static str,
    /// The ward.
    pub title: String,
    /// Its site and establishment.
    pub place: String,
    /// What this is, and the moment it shows.
    pub stamp: String,
    /// The place in the journal, and how fresh the feed was.
    pub fresh: String,
    /// Counts of the ward: a number and its noun.
    pub counts: Vec<(String, String)>,
    /// Heads of the columns.
    pub headings: Headings,
    /// Lines, in reading order.
    pub rows: Vec<Row>,
    /// What the marks on this sheet mean, and whose the doctors' letters are.
    pub legend: Vec<(Mark, String)>,
    /// The last line of each page.
    pub foot: String,
    /// The word in front of the page number.
    pub page: &'static str,
}

/// Heads of the columns, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headings {
    /// Bed.
    pub bed: &'static str,
    /// Patient.
    pub patient: &'static str,
    /// Sex and age.
    pub who: &'static str,
    /// The hospital's number.
    pub number: &'static str,
    /// Doctor.
    pub doctor: &'static str,
    /// Since when, and how many days.
    pub since: &'static str,
    /// Precautions and flags.
    pub marks: &'static str,
    /// Expected discharge and destination.
    pub leaving: &'static str,
    /// Next movement.
    pub next: &'static str,
    /// Left empty, to be written on.
    pub report: &'static str,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A title across the page.
    Title(String),
    /// Somebody.
    Person(Box<Person>),
    /// A bed without anybody: its name, its state in capitals, and what more is known.
    Bed {
        /// Its name.
        bed: String,
        /// Its state.
        state: String,
        /// Since when, why, what it offers.
        said: String,
    },
    /// What a team wrote for the next one.
    Note {
        /// The bed; empty without one.
        bed: String,
        /// Whom it is about.
        name: String,
        /// When it was written.
        at: String,
        /// The text, on one line.
        text: String,
    },
}

/// A line with somebody in it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Person {
    /// The bed; empty without one.
    pub bed: String,
    /// State of the bed in capitals, when it is not simply occupied (`RÉSERVÉ`, `ABSENT`).
    pub state: Option<String>,
    /// Surname.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Sex and age: `F 78`.
    pub who: String,
    /// The hospital's number.
    pub number: String,
    /// The doctor's letters, or the department that lends the patient.
    pub doctor: String,
    /// Since when: `14/11`.
    pub since: String,
    /// How long: `J6`.
    pub day: String,
    /// Precautions and flags.
    pub marks: Vec<Mark>,
    /// Expected discharge and destination.
    pub leaving: String,
    /// Next movement.
    pub next: String,
    /// The next movement wants attention.
    pub urgent: bool,
}

/// A mark that stands without colour: a shape with a letter, or a word in a box.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A precaution: told apart by shape and letter.
    Precaution(Shape, String),
    /// A flag that must not be overlooked: white on black.
    Strong(String),
    /// A flag.
    Plain(String),
    /// Letters of a doctor, in the legend only.
    Letters(String),
}

/// The outline of a precaution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// Contact.
    Square,
    /// Droplets.
    Drop,
    /// Airborne.
    Hexagon,
    /// Protective.
    Shield,
    /// Highly resistant bacteria.
    Diamond,
    /// Resistant bacteria.
    Circle,
}

/// How tightly the lines of a page stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Density {
    /// Few beds: room to write.
    Airy,
    /// An ordinary ward of thirty beds.
    Normal,
    /// As many as one page holds.
    Dense,
}

impl Density {
    /// Height of a line, in points; the style sheet of the HTML says the same.
    #[must_use]
    pub const fn row(self) -> f32 {
        match self {
            Self::Airy => 18.0,
            Self::Normal => 14.8,
            Self::Dense => 12.6,
        }
    }

    /// The most lines of a page.
    #[must_use]
    pub const fn rows(self) -> usize {
        match self {
            Self::Airy => 26,
            Self::Normal => 32,
            Self::Dense => 37,
        }
    }

    /// The loosest that holds that many lines.
    #[must_use]
    pub const fn of(rows: usize) -> Self {
        if rows <= Self::Airy.rows() {
            Self::Airy
        } else if rows <= Self::Normal.rows() {
            Self::Normal
        } else {
            Self::Dense
        }
    }
}

/// The lines of one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
    /// How tightly its lines stand.
    pub density: Density,
    /// Its lines.
    pub rows: &'a [Row],
}

/// The pages of a sheet: as few as hold its lines, filled evenly. A sheet without a line has one empty page.
#[must_use]
pub fn pages(sheet: &Sheet) -> Vec<Page<'_>> {
    let lines = sheet.rows.len();
    let wanted = lines.div_ceil(Density::Dense.rows()).max(1);
    let each = lines.div_ceil(wanted);
    let mut parts: Vec<&[Row]> = Vec::with_capacity(wanted);
    let mut rest = sheet.rows.as_slice();
    while rest.len() > each {
        // A title at the foot of a page would announce nothing; two patients of one bed are read together.
        let mut cut = each;
        while cut > 1 && (matches!(rest[cut - 1], Row::Title(_)) || same_bed(&rest[cut - 1], &rest[cut])) {
            cut -= 1;
        }
        let (page, after) = rest.split_at(cut);
        parts.push(page);
        rest = after;
    }
    parts.push(rest);
    let of = parts.len();
    let density = Density::of(parts.iter().map(|rows| rows.len()).max().unwrap_or(0));
    parts
        .into_iter()
        .enumerate()
        .map(|(place, rows)| Page {
            number: place + 1,
            of,
            density,
            rows,
        })
        .collect()
}

fn same_bed(one: &Row, other: &Row) -> bool {
    match (one, other) {
        (Row::Person(one), Row::Person(other)) => !one.bed.is_empty() && one.bed == other.bed,
        (Row::Title(_) | Row::Person(_) | Row::Bed { .. } | Row::Note { .. }, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::samples;

    fn beds(count: usize) -> Sheet {
        let rows = (0..count).map(|bed| Row::Bed {
            bed: format!("{}", 401 + bed),
            state: "LIBRE".into(),
            said: String::new(),
        });
        Sheet {
            rows: rows.collect(),
            ..samples::empty()
        }
    }

    fn shape(sheet: &Sheet) -> Vec<(usize, Density)> {
        pages(sheet)
            .iter()
            .map(|page| (page.rows.len(), page.density))
            .collect()
    }

    #[test]
    fn thirty_beds_fit_one_page_and_sixty_take_two() {
        assert_eq!(shape(&beds(0)), [(0, Density::Airy)]);
        assert_eq!(shape(&beds(12)), [(12, Density::Airy)]);
        assert_eq!(shape(&beds(30)), [(30, Density::Normal)]);
        assert_eq!(shape(&beds(37)), [(37, Density::Dense)]);
        assert_eq!(shape(&beds(60)), [(30, Density::Normal), (30, Density::Normal)]);
        assert_eq!(shape(&beds(38)), [(19, Density::Airy), (19, Density::Airy)]);
        assert_eq!(shape(&beds(200)).len(), 6);
    }

    #[test]
    fn no_page_ends_on_a_title_or_between_two_patients_of_one_bed() {
        let mut sheet = beds(60);
        sheet.rows[29] = Row::Title("Sans lit".into());
        assert_eq!(shape(&sheet)[0].0, 29);
        let mut sheet = beds(60);
        for row in 28..31 {
            sheet.rows[row] = Row::Person(Box::new(Person {
                bed: "500".into(),
                ..Person::default()
            }));
        }
        let pages = pages(&sheet);
        assert_eq!(pages[0].rows.len(), 28);
        assert_eq!(pages.iter().map(|page| page.rows.len()).sum::<usize>(), 60);
        assert!(pages.iter().all(|page| page.rows.len() <= Density::Dense.rows()));
    }
}
