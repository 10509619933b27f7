//! How much of a patient a wall may tell to whoever walks past.

use serde::{Deserialize, Serialize};

use crate::view::board::{ShownName, StayView};

/// The policy of a display.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Masking {
    /// Names in full: a room that only the team enters.
    None,
    /// Initials.
    #[default]
    Initials,
    /// The bed and its state, nothing of the patient.
    BedOnly,
}

impl Masking {
    /// Every policy, from the most to the least that is told.
    pub const ALL: [Self; 3] = [Self::None, Self::Initials, Self::BedOnly];
}

/// Who a wall says lies in a bed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WallName<'a> {
    /// In full.
    Full {
        /// Surname, in capitals.
        family: &'a str,
        /// Given name.
        given: &'a str,
    },
    /// `K. M.`
    Initials(String),
    /// Nothing: neither name nor age nor sex nor doctor, for those too may tell who it is.
    Nobody,
}

/// What a wall of that policy tells of a stay. Somebody whose presence is confidential, or whose identity is hidden,
/// is nobody whatever the policy.
#[must_use]
pub fn on_wall(stay: &StayView, masking: Masking) -> WallName<'_> {
    if stay.confidential {
        return WallName::Nobody;
    }
    match (&stay.name, masking) {
        (ShownName::Masked, _) | (_, Masking::BedOnly) => WallName::Nobody,
        (ShownName::Unknown, Masking::None | Masking::Initials) => WallName::Initials("?".to_owned()),
        (ShownName::Full { family, given }, Masking::None) => WallName::Full { family, given },
        (ShownName::Full { family, given }, Masking::Initials) => {
            WallName::Initials(initials([family, given]))
        }
    }
}

fn initials(names: [&str; 2]) -> String {
    let letters: Vec<String> = names
        .into_iter()
        .filter_map(|name| name.chars().find(|letter| letter.is_alphabetic()))
        .map(|letter| format!("{}.", letter.to_uppercase()))
        .collect();
    if letters.is_empty() {
        "?".to_owned()
    } else {
        letters.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_one_letter_of_each_name() {
        for (family, given, expected) in [
            ("KELLER", "Monique", "K. M."),
            ("HUBERT", "étienne", "H. É."),
            ("D’ALMEIDA", "Jean-Paul", "D. J."),
            ("'T HOOFT", "", "T."),
            ("", "", "?"),
            ("---", "Ana", "A."),
        ] {
            assert_eq!(initials([family, given]), expected, "{family} {given}");
        }
    }
}
