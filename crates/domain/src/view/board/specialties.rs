//! Specialties of a ward's patients: the colour and the letters that stand for each.

use base::Label;
use base::text::folded;

use super::doctors::capitals;
use super::tones::{COLOURS, share_out};
use super::{SpecialtyCount, StayView};
use crate::board_config::{BoardConfig, HeadOf};

/// The specialties in charge of those patients, in alphabetical order, each with a colour, letters of its own, and how
/// many of the patients in beds are its own.
///
/// As for doctors, the colour comes from the name, so that a specialty has the same one in most wards.
pub(super) fn specialties_of<'a>(
    in_beds: impl Iterator<Item = &'a StayView>,
    around: impl Iterator<Item = &'a StayView>,
    config: &BoardConfig,
) -> Vec<SpecialtyCount> {
    let mut found: Vec<(String, SpecialtyCount)> = Vec::new();
    let people = in_beds.map(|stay| (stay, 1)).chain(around.map(|stay| (stay, 0)));
    for (stay, counts) in people {
        let Some(name) = &stay.specialty else { continue };
        match found.iter_mut().find(|(_, it)| it.name == *name) {
            Some((_, known)) => known.patients += counts,
            None => found.push((
                folded(name),
                SpecialtyCount {
                    name: name.clone(),
                    monogram: String::new(),
                    tone: 0,
                    patients: counts,
                },
            )),
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    let wishes: Vec<_> = found
        .iter()
        .map(|(folded, it)| (wish(folded), chosen(&it.name, config)))
        .collect();
    let tones = share_out(&wishes, &mut Vec::new());
    let mut taken: Vec<String> = Vec::new();
    for ((_, specialty), tone) in found.iter_mut().zip(tones) {
        specialty.tone = tone;
        specialty.monogram = letters(&specialty.name, &taken);
        taken.push(specialty.monogram.clone());
    }
    found.into_iter().map(|(_, specialty)| specialty).collect()
}

fn chosen(name: &Label, config: &BoardConfig) -> Option<u8> {
    config.heads.iter().find_map(|head| match &head.of {
        HeadOf::Specialty(of) if of == name => Some(head.tone.number()),
        HeadOf::Specialty(_) | HeadOf::Doctor(_) => None,
    })
}

/// The same colour for the same name, whatever the others are.
fn wish(folded: &str) -> u32 {
    let sum = folded.bytes().fold(0_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(byte))
    });
    sum % COLOURS
}

/// Its first three letters; those of a name that begins like another one end with a later letter, then with a digit.
fn letters(name: &Label, taken: &[String]) -> String {
    let all = capitals(name);
    let head: String = all.iter().take(2).collect();
    std::iter::once(all.iter().take(3).collect::<String>())
        .chain(all.iter().skip(3).map(|letter| format!("{head}{letter}")))
        .chain((1..1000).map(|number| format!("{head}{number}")))
        .find(|it| !taken.contains(it))
        .unwrap_or(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specialties_that_begin_alike_have_different_letters() {
        let mut taken = Vec::new();
        for name in [
            "Cardiologie",
            "Cardiologie interventionnelle",
            "Chirurgie",
            "Car",
            "Ca",
        ] {
            let next = letters(&Label::new(name).expect("label"), &taken);
            taken.push(next);
        }
        assert_eq!(taken, ["CAR", "CAD", "CHI", "CA1", "CA"]);
    }
}
