//! A ward in words.

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
    /// The ward: its beds and whoever has none, in reading order.
    pub rows: Vec<Row>,
    /// What the team wrote for the next one. It stands below the ward where the page has room, else on a page of its own:
    /// it never pushes a bed off the first one.
    pub notes: Vec<Row>,
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
