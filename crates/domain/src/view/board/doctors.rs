//! Doctors of a ward: the colour and the three letters that stand for each.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::id::PractitionerId;
use base::text::folded;

use super::DoctorView;
use super::tones::{COLOURS, share_out};
use crate::board_config::{BoardConfig, HeadOf};
use crate::vault::Vault;

/// Gives every doctor a colour and a monogram, distinct within the ward.
///
/// `present` are the doctors of patients who are there, `others` those of expected ones; in any order, with repetition.
///
/// A colour the ward chose is kept. Any other comes from the doctor's own number when no colleague with a smaller
/// number has the same; only those who collide move on to the next colour left. So most doctors keep theirs from day
/// to day and in every ward, and a newcomer can at most displace somebody who was already displaced.
pub(super) fn doctors_of(
    vault: &Vault,
    config: &BoardConfig,
    mut present: Vec<PractitionerId>,
    mut others: Vec<PractitionerId>,
) -> BTreeMap<PractitionerId, Arc<DoctorView>> {
    present.sort_unstable();
    present.dedup();
    others.sort_unstable();
    others.dedup();
    others.retain(|it| present.binary_search(it).is_err());
    let mut doctors: Vec<DoctorView> = present
        .iter()
        .chain(&others)
        .map(|practitioner| named(vault, *practitioner))
        .collect();
    let (first, rest) = doctors.split_at_mut(present.len());
    let mut taken = Vec::new();
    colour(first, config, &mut taken);
    colour(rest, config, &mut taken);
    tell_apart(&mut doctors, vault);
    doctors
        .into_iter()
        .map(|doctor| (doctor.practitioner, Arc::new(doctor)))
        .collect()
}

fn named(vault: &Vault, practitioner: PractitionerId) -> DoctorView {
    let record = vault.practitioner(practitioner);
    let name = record.map_or_else(String::new, |record| match &record.given {
        Some(given) => format!("{} {given}", record.family.to_uppercase()),
        None => record.family.to_uppercase(),
    });
    DoctorView {
        practitioner,
        name,
        monogram: String::new(),
        tone: 0,
    }
}

fn colour(doctors: &mut [DoctorView], config: &BoardConfig, taken: &mut Vec<u8>) {
    let wishes: Vec<_> = doctors
        .iter()
        .map(|doctor| {
            let chosen = config.heads.iter().find_map(|head| match &head.of {
                HeadOf::Doctor(whose) if *whose == doctor.practitioner => Some(head.tone.number()),
                HeadOf::Doctor(_) | HeadOf::Specialty(_) => None,
            });
            (doctor.practitioner.number() % COLOURS, chosen)
        })
        .collect();
    for (doctor, tone) in doctors.iter_mut().zip(share_out(&wishes, taken)) {
        doctor.tone = tone;
    }
}

/// Three letters of each surname; of two that begin alike, the one with the greater number changes its third letter,
/// then takes the initial of its given name, then a digit.
fn tell_apart(doctors: &mut [DoctorView], vault: &Vault) {
    let mut taken: Vec<String> = Vec::with_capacity(doctors.len());
    for doctor in doctors {
        let record = vault.practitioner(doctor.practitioner);
        let letters = record.map_or_else(Vec::new, |record| capitals(&record.family));
        let initial = record
            .and_then(|record| record.given.as_ref())
            .and_then(|given| capitals(given).first().copied());
        let head: String = letters.iter().take(2).collect();
        let third = letters.iter().skip(2).copied().chain(initial);
        let monogram = std::iter::once(letters.iter().take(3).collect::<String>())
            .filter(|it| !it.is_empty())
            .chain(third.map(|letter| format!("{head}{letter}")))
            .find(|it| !taken.contains(it))
            .or_else(|| {
                (1..1000)
                    .map(|number| format!("{head}{number}"))
                    .find(|it| !taken.contains(it))
            })
            .unwrap_or(head);
        taken.push(monogram.clone());
        doctor.monogram = monogram;
    }
}

/// The letters and digits of a name, without accents, in capitals.
pub(super) fn capitals(name: &str) -> Vec<char> {
    folded(name)
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use base::{Code, Label};

    use super::*;
    use crate::board_config::{Head, Tone};
    use crate::identity::{Identifier, IdentifierKind, Practitioner};
    use crate::vault::VaultWrite;

    fn vault_of(names: &[(&str, &str)]) -> Vault {
        let mut vault = Vault::default();
        for (number, (family, given)) in (0..).zip(names) {
            vault.apply(&VaultWrite::Practitioner {
                practitioner: PractitionerId::new(number),
                revision: 1,
                record: Some(Arc::new(Practitioner {
                    identifier: Identifier {
                        kind: IdentifierKind::Other,
                        authority: Code::new("RPPS").expect("code"),
                        value: Code::new(&number.to_string()).expect("code"),
                    },
                    family: Label::new(family).expect("label"),
                    given: Label::new(given).ok(),
                })),
            });
        }
        vault
    }

    fn ids(numbers: &[u32]) -> Vec<PractitionerId> {
        numbers
            .iter()
            .map(|number| PractitionerId::new(*number))
            .collect()
    }

    fn tones(numbers: &[u32]) -> Vec<(u32, u8)> {
        doctors_of(
            &Vault::default(),
            &BoardConfig::default(),
            ids(numbers),
            Vec::new(),
        )
        .values()
        .map(|doctor| (doctor.practitioner.number(), doctor.tone))
        .collect()
    }

    #[test]
    fn a_doctor_keeps_their_colour_when_another_one_comes() {
        assert_eq!(tones(&[1, 3]), [(1, 1), (3, 3)]);
        assert_eq!(tones(&[1, 3, 4]), [(1, 1), (3, 3), (4, 4)]);
        // 9 wishes the colour of 1, which came first: it takes the next one that nobody wishes.
        assert_eq!(tones(&[1, 3, 9]), [(1, 1), (3, 3), (9, 2)]);
    }

    #[test]
    fn a_colour_the_ward_chose_is_nobody_elses() {
        let config = BoardConfig {
            heads: vec![Head {
                of: HeadOf::Doctor(PractitionerId::new(9)),
                tone: Tone::new(3).expect("a tone"),
            }],
            ..BoardConfig::default()
        };
        let seen = doctors_of(&Vault::default(), &config, ids(&[1, 3, 9]), Vec::new());
        let tones: Vec<u8> = seen.values().map(|doctor| doctor.tone).collect();
        assert_eq!(tones, [1, 4, 3], "3 moves on from the colour given to 9");
    }

    #[test]
    fn the_ninth_doctor_has_a_colour_with_a_notch() {
        let all: Vec<u32> = (0..20).collect();
        let mut given: Vec<u8> = tones(&all).into_iter().map(|(_, tone)| tone).collect();
        given.sort_unstable();
        assert_eq!(given, (0..20).collect::<Vec<u8>>());
    }

    #[test]
    fn expected_doctors_never_displace_present_ones() {
        let seen = doctors_of(&Vault::default(), &BoardConfig::default(), ids(&[8]), ids(&[0]));
        assert_eq!(seen[&PractitionerId::new(8)].tone, 0);
        assert_eq!(seen[&PractitionerId::new(0)].tone, 1);
    }

    #[test]
    fn monograms_of_one_ward_are_distinct() {
        let names = [
            ("Martin", "Claire"),
            ("MARTEL", "Anne"),
            ("Mar", "Zoé"),
            ("Mar", "Zacharie"),
            ("Le Goff", "Yves"),
            ("Ñúñez-Œuvre", "Luz"),
        ];
        let seen = doctors_of(
            &vault_of(&names),
            &BoardConfig::default(),
            ids(&[0, 1, 2, 3, 4, 5, 6]),
            Vec::new(),
        );
        let monograms: Vec<&str> = seen.values().map(|doctor| doctor.monogram.as_str()).collect();
        assert_eq!(monograms, ["MAR", "MAT", "MAZ", "MA1", "LEG", "NUN", "1"]);
    }
}
