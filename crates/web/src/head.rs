//! The colour of a tile's head, by one of four schemes: who treats, which specialty, where to next, since how long.
//!
//! Eight colours told apart by colour-blind eyes too; from the ninth doctor on the same colours with a notch, then
//! with a stripe. The letters are always printed: colour never speaks alone.
//!
//! A head carries the classes and letters of all four schemes, and the style sheet shows those of one: whoever looks
//! may choose another than their ward's, and still everybody shares the one picture.

use domain::board_config::ColourBy;
use domain::movement::Destination;
use domain::view::board::{SpecialtyCount, StayView, WardBoard};
use maud::{Markup, Render, html};

use crate::put::{put, text};
use crate::words::Words;

/// The colour tokens, in the order in which doctors get them.
pub const TONES: [&str; 8] = [
    "azur", "ambre", "sapin", "lilas", "tilleul", "brique", "ciel", "nuit",
];

/// Marks that tell apart doctors of the same colour.
const MARKS: [&[&str]; 4] = [&[], &["notch"], &["stripe"], &["notch", "stripe"]];

/// The classes of that tone.
#[must_use]
pub fn tone(tone: u8) -> String {
    let mut out = colour(tone).to_owned();
    for mark in marks(tone) {
        out.push(' ');
        out.push_str(mark);
    }
    out
}

/// The classes of the head of that stay's tile by doctor: slate for a patient of another department, pale without a
/// doctor.
#[must_use]
pub fn of(stay: &StayView) -> String {
    match (&stay.outlier, &stay.doctor) {
        (Some(_), _) => "ardoise".to_owned(),
        (None, Some(doctor)) => tone(doctor.tone),
        (None, None) => "pale".to_owned(),
    }
}

/// What the head says on its right: the department that lends the patient, else the doctor's monogram.
#[must_use]
pub fn said(stay: &StayView) -> Option<(String, &str)> {
    if let Some(department) = &stay.outlier {
        let word = department.split_whitespace().next().unwrap_or_default();
        return Some((shortened(word), department));
    }
    stay.doctor
        .as_ref()
        .map(|doctor| (doctor.monogram.clone(), doctor.name.as_str()))
}

/// The letter in front of the classes of a scheme.
#[must_use]
pub const fn letter(scheme: ColourBy) -> &'static str {
    match scheme {
        ColourBy::Doctor => "d",
        ColourBy::Specialty => "s",
        ColourBy::Destination => "o",
        ColourBy::LengthOfStay => "j",
    }
}

/// The name of a scheme in forms, cookies and attributes.
#[must_use]
pub const fn key(scheme: ColourBy) -> &'static str {
    match scheme {
        ColourBy::Doctor => "medecin",
        ColourBy::Specialty => "specialite",
        ColourBy::Destination => "aval",
        ColourBy::LengthOfStay => "duree",
    }
}

/// The colour of a destination.
#[must_use]
pub const fn of_destination(destination: Destination) -> &'static str {
    match destination {
        Destination::Home => "azur",
        Destination::Acute => "tilleul",
        Destination::Rehab => "ambre",
        Destination::LongTerm => "brique",
        Destination::Psychiatry => "ciel",
        Destination::HospitalAtHome => "sapin",
        Destination::SocialCare => "lilas",
        Destination::Deceased => "nuit",
    }
}

/// A band of lengths of stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// From that day on.
    pub from: i32,
    /// Up to that day; none for the last one.
    pub to: Option<i32>,
    /// Its colour.
    pub colour: &'static str,
}

/// The bands, from pale to strong.
pub const LENGTHS: [Length; 4] = [
    Length {
        from: 0,
        to: Some(1),
        colour: "ciel",
    },
    Length {
        from: 2,
        to: Some(4),
        colour: "azur",
    },
    Length {
        from: 5,
        to: Some(9),
        colour: "ambre",
    },
    Length {
        from: 10,
        to: None,
        colour: "brique",
    },
];

/// The band of a stay of that many days.
#[must_use]
pub fn length(day: i32) -> usize {
    LENGTHS
        .iter()
        .rposition(|band| day >= band.from)
        .unwrap_or_default()
}

/// The heads of a board, in all four schemes.
#[derive(Clone, Copy, Debug)]
pub struct Heads<'a> {
    specialties: &'a [SpecialtyCount],
    words: &'static Words,
}

impl<'a> Heads<'a> {
    /// The heads of that board.
    #[must_use]
    pub fn of(board: &'a WardBoard, words: &'static Words) -> Self {
        Self {
            specialties: &board.specialties,
            words,
        }
    }

    /// The specialty of that stay, as the board counts it.
    #[must_use]
    pub fn specialty(&self, stay: &StayView) -> Option<&'a SpecialtyCount> {
        let name = stay.specialty.as_ref()?;
        self.specialties.iter().find(|it| it.name == *name)
    }

    /// The classes of a head: one colour a scheme.
    #[must_use]
    pub fn classes<'s>(&self, stay: &'s StayView) -> Classes<'a, 's> {
        Classes { heads: *self, stay }
    }

    /// What the head says on its right, in every scheme; the style sheet shows one.
    #[must_use]
    pub fn letters<'s>(&self, stay: &'s StayView) -> Letters<'a, 's> {
        Letters { heads: *self, stay }
    }
}

/// The classes of a head: `d-azur s-ambre o-sapin j-ciel`.
#[derive(Clone, Copy, Debug)]
pub struct Classes<'a, 's> {
    heads: Heads<'a>,
    stay: &'s StayView,
}

impl Render for Classes<'_, '_> {
    fn render_to(&self, out: &mut String) {
        let stay = self.stay;
        out.push_str("d-");
        match (&stay.outlier, &stay.doctor) {
            (Some(_), _) => out.push_str("ardoise"),
            (None, Some(doctor)) => toned(out, "d-", doctor.tone),
            (None, None) => out.push_str("pale"),
        }
        out.push_str(" s-");
        match self.heads.specialty(stay) {
            Some(specialty) => toned(out, "s-", specialty.tone),
            None => out.push_str("pale"),
        }
        out.push_str(" o-");
        out.push_str(destination(stay).map_or("pale", of_destination));
        out.push_str(" j-");
        out.push_str(LENGTHS.get(length(stay.day)).map_or("pale", |band| band.colour));
    }
}

/// The letters of a head, a span a scheme.
#[derive(Clone, Copy, Debug)]
pub struct Letters<'a, 's> {
    heads: Heads<'a>,
    stay: &'s StayView,
}

impl Render for Letters<'_, '_> {
    fn render_to(&self, out: &mut String) {
        let (stay, words) = (self.stay, self.heads.words);
        if let Some(department) = &stay.outlier {
            let word = department.split_whitespace().next().unwrap_or_default();
            spelled(out, "d", text(&shortened(word)), department);
        } else if let Some(doctor) = &stay.doctor {
            spelled(out, "d", text(&doctor.monogram), &doctor.name);
        }
        if let Some(specialty) = self.heads.specialty(stay) {
            spelled(out, "s", text(&specialty.monogram), &specialty.name);
        }
        if let Some(destination) = destination(stay) {
            spelled(
                out,
                "o",
                text(words.destination_letters(destination)),
                words.destination(destination),
            );
        }
        if let Some(band) = LENGTHS.get(length(stay.day)) {
            spelled(out, "j", words.length_band(*band), words.board.day_of_stay);
        }
    }
}

/// Where the patient goes next, by the plan that is shown or the one that waits.
#[must_use]
pub fn destination(stay: &StayView) -> Option<Destination> {
    let waiting = stay.care.waiting.as_ref().and_then(|it| it.destination);
    stay.leaving.and_then(|leaving| leaving.destination).or(waiting)
}

fn spelled(out: &mut String, scheme: &str, short: impl Render, long: &str) {
    put!(out; "<span class=\"doc " (text(scheme)) "\" title=\"" (text(long)) "\">" (short));
    put!(out; "<span class=\"vh\">, " (text(long)) "</span></span>");
}

fn toned(out: &mut String, prefix: &str, tone: u8) {
    out.push_str(colour(tone));
    for mark in marks(tone) {
        out.push(' ');
        out.push_str(prefix);
        out.push_str(mark);
    }
}

fn colour(tone: u8) -> &'static str {
    TONES
        .get(usize::from(tone) % TONES.len())
        .copied()
        .unwrap_or_default()
}

fn marks(tone: u8) -> &'static [&'static str] {
    MARKS
        .get(usize::from(tone) / TONES.len() % MARKS.len())
        .copied()
        .unwrap_or_default()
}

/// A swatch with its letters, in a scheme: for chips and lists.
#[must_use]
pub fn swatch(scheme: ColourBy, tone: u8, letters: &str) -> Markup {
    let mut classes = format!("sw {}-", letter(scheme));
    toned(&mut classes, &format!("{}-", letter(scheme)), tone);
    html! { span class=(classes) { (letters) } }
}

/// A word that fits in a head: `PNEUMO.`.
fn shortened(word: &str) -> String {
    let fits = word.chars().count() <= 7;
    let mut short: String = word
        .chars()
        .take(if fits { 7 } else { 6 })
        .flat_map(char::to_uppercase)
        .collect();
    if !fits {
        short.push('.');
    }
    short
}

#[cfg(test)]
mod tests {
    use domain::board_config::Tone;

    use super::*;
    use crate::words::Lang;

    #[test]
    fn thirty_two_doctors_have_different_heads() {
        let heads: std::collections::HashSet<_> = (0..32).map(tone).collect();
        assert_eq!(heads.len(), 32);
        assert_eq!(tone(0), "azur");
        assert_eq!(tone(9), "ambre notch");
    }

    #[test]
    fn the_studio_names_the_colour_that_the_board_shows() {
        for number in 0..Tone::COUNT {
            let chosen = Tone::new(number).expect("a colour");
            assert_eq!(Words::of(Lang::Fr).tone(chosen), tone(number));
        }
    }

    #[test]
    fn every_day_of_a_stay_has_its_band() {
        let bands: Vec<usize> = [0, 1, 2, 4, 5, 9, 10, 400].into_iter().map(length).collect();
        assert_eq!(bands, [0, 0, 1, 1, 2, 2, 3, 3]);
        for pair in LENGTHS.windows(2) {
            assert_eq!(pair[0].to, Some(pair[1].from - 1), "no day between two bands");
        }
    }
}
