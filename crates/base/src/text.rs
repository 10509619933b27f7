//! Text that was cleaned at the door: labels for people, codes for machines.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A short text shown to people: trimmed, not empty, without control or direction-changing characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Label(Box<str>);

/// A code another system gave: trimmed, not empty, without control characters, case kept.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(Box<str>);

/// Why a text cannot be a [`Label`] or a [`Code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Nothing is left once blanks and control characters are removed.
    #[error("texte vide")]
    Empty,
    /// Longer than what a screen or a message can hold.
    #[error("texte trop long ({length} caractères, {max} au plus)")]
    TooLong {
        /// How many characters it has.
        length: usize,
        /// How many it may have.
        max: usize,
    },
}

impl Label {
    /// Longest label, in characters (HL7 names may reach 250).
    pub const MAX: usize = 250;

    /// Cleans and checks a text.
    ///
    /// # Errors
    /// When nothing readable is left or it is longer than [`Label::MAX`].
    pub fn new(text: &str) -> Result<Self, BadText> {
        clean(text, Self::MAX).map(Self)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Code {
    /// Longest code, in characters.
    pub const MAX: usize = 100;

    /// Cleans and checks a code.
    ///
    /// # Errors
    /// When nothing readable is left or it is longer than [`Code::MAX`].
    pub fn new(text: &str) -> Result<Self, BadText> {
        clean(text, Self::MAX).map(Self)
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text without accents, case and punctuation, for comparing names as people do.
///
/// Covers the letters of French and of its neighbours; other scripts are kept as they are, in lower case.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        // Nearly all letters of names are plain ones: no table needs to be asked about them.
        if letter.is_ascii_alphanumeric() {
            out.push(letter.to_ascii_lowercase());
            continue;
        }
        for letter in letter.to_lowercase() {
            fold(letter, &mut out);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The first letter of the [`folded`] text.
#[must_use]
pub fn initial(text: &str) -> Option<char> {
    let mut start = String::new();
    text.chars().flat_map(char::to_lowercase).find_map(|letter| {
        fold(letter, &mut start);
        start.chars().next()
    })
}

/// Adds a letter in lower case as it is compared.
fn fold(letter: char, out: &mut String) {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => out.push('a'),
        'ç' | 'č' | 'ć' => out.push('c'),
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => out.push('e'),
        'ì' | 'í' | 'î' | 'ï' | 'ı' => out.push('i'),
        'ñ' | 'ń' => out.push('n'),
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => out.push('o'),
        'ù' | 'ú' | 'û' | 'ü' => out.push('u'),
        'ý' | 'ÿ' => out.push('y'),
        'š' | 'ś' | 'ş' => out.push('s'),
        'ž' | 'ź' | 'ż' => out.push('z'),
        'ğ' => out.push('g'),
        'ł' => out.push('l'),
        'œ' => out.push_str("oe"),
        'æ' => out.push_str("ae"),
        'ß' => out.push_str("ss"),
        // Combining accents of decomposed (NFD) text.
        '\u{300}'..='\u{36f}' => {}
        letter if letter.is_alphanumeric() => out.push(letter),
        _ => {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
    }
}

fn clean(text: &str, max: usize) -> Result<Box<str>, BadText> {
    // Nearly all codes and many names are plain letters: nothing to look at one by one.
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        let kept = text.trim();
        return match kept.len() {
            0 => Err(BadText::Empty),
            length if length > max => Err(BadText::TooLong { length, max }),
            _ => Ok(kept.into()),
        };
    }
    let kept: String = text
        .chars()
        .filter(|letter| !is_unsafe_to_show(*letter))
        .collect();
    let kept = kept.trim();
    match kept.chars().count() {
        0 => Err(BadText::Empty),
        length if length > max => Err(BadText::TooLong { length, max }),
        _ => Ok(kept.into()),
    }
}

/// The text without the characters that must not be shown; for texts of several lines, line by line.
#[must_use]
pub fn readable(text: &str) -> String {
    text.chars()
        .filter(|letter| !is_unsafe_to_show(*letter))
        .collect()
}

/// Control characters, and the marks that change the direction of what follows: they let one name pass for
/// another on a board.
fn is_unsafe_to_show(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

macro_rules! prints_as_itself {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, out)
            }
        }
        impl std::ops::Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
        impl std::str::FromStr for $name {
            type Err = BadText;
            fn from_str(text: &str) -> Result<Self, BadText> {
                Self::new(text)
            }
        }
    )*};
}

prints_as_itself!(Label, Code);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_trimmed_and_never_empty() {
        assert_eq!(
            Label::new("  Cardiologie B ").expect("label").as_str(),
            "Cardiologie B"
        );
        assert_eq!(Label::new(" \u{202e} \r\n"), Err(BadText::Empty));
        assert_eq!(
            Label::new(&"x".repeat(251)),
            Err(BadText::TooLong {
                length: 251,
                max: 250
            })
        );
    }

    #[test]
    fn a_right_to_left_override_cannot_hide_in_a_name() {
        assert_eq!(Label::new("DUR\u{202e}AND").expect("label").as_str(), "DURAND");
    }

    #[test]
    fn names_fold_as_people_compare_them() {
        assert_eq!(folded("NOËL-D’Œuvre  Géraldine"), "noel d oeuvre geraldine");
        assert_eq!(folded("Noe\u{308}l"), folded("Noël"));
        assert_eq!(folded("  "), "");
        assert_eq!(folded("İstanbul 3É"), "istanbul 3e");
    }

    #[test]
    fn the_initial_is_that_of_the_folded_text() {
        for text in [
            "Élise",
            " -Œdipe",
            "\u{301}eve",
            "marie",
            "3",
            "",
            " - ",
            "Ив",
            "ẞ",
        ] {
            assert_eq!(initial(text), folded(text).chars().next(), "{text}");
        }
    }
}
