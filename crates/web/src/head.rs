//! The colour of a tile's head: who looks after the patient.
//!
//! Eight colours told apart by colour-blind eyes too; from the ninth doctor on the same colours with a notch, then
//! with a stripe. The monogram is always printed: colour never speaks alone.

use domain::view::board::StayView;

/// The colour tokens, in the order in which doctors get them.
pub const TONES: [&str; 8] = [
    "azur", "ambre", "sapin", "lilas", "tilleul", "brique", "ciel", "nuit",
];

/// Marks that tell apart doctors of the same colour.
const MARKS: [&str; 4] = ["", " notch", " stripe", " notch stripe"];

/// The classes of that tone.
#[must_use]
pub fn tone(tone: u8) -> String {
    let (colour, mark) = (
        usize::from(tone) % TONES.len(),
        usize::from(tone) / TONES.len() % MARKS.len(),
    );
    let pick = |list: &[&'static str], place: usize| list.get(place).copied().unwrap_or_default();
    format!("{}{}", pick(&TONES, colour), pick(&MARKS, mark))
}

/// The classes of the head of that stay's tile: slate for a patient of another department, pale without a doctor.
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
    use super::*;

    #[test]
    fn thirty_two_doctors_have_different_heads() {
        let heads: std::collections::HashSet<_> = (0..32).map(tone).collect();
        assert_eq!(heads.len(), 32);
        assert_eq!(tone(0), "azur");
        assert_eq!(tone(9), "ambre notch");
    }
}
