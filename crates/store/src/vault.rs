//! The vault: identities, apart from the journal, by revision; what is purged there is gone for good.

use std::fmt;
use std::str::FromStr;

use base::id::NotAnId;

/// Whose identity: a printed id, one small letter and a number (`p12` is patient 12).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Subject {
    kind: u8,
    number: u32,
}

impl Subject {
    /// The subject with this letter and number.
    ///
    /// # Errors
    /// When the letter is not one of `a` to `z`.
    pub const fn new(letter: char, number: u32) -> Result<Self, NotAnId> {
        if letter.is_ascii_lowercase() {
            Ok(Self {
                kind: letter as u8,
                number,
            })
        } else {
            Err(NotAnId)
        }
    }

    /// Its letter.
    #[must_use]
    pub const fn letter(self) -> char {
        self.kind as char
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.number
    }
}

impl From<base::id::PatientId> for Subject {
    fn from(id: base::id::PatientId) -> Self {
        Self {
            kind: b'p',
            number: id.number(),
        }
    }
}

impl From<base::id::PractitionerId> for Subject {
    fn from(id: base::id::PractitionerId) -> Self {
        Self {
            kind: b'm',
            number: id.number(),
        }
    }
}

impl From<base::id::PersonId> for Subject {
    fn from(id: base::id::PersonId) -> Self {
        Self {
            kind: b'o',
            number: id.number(),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.letter(), self.number)
    }
}

impl FromStr for Subject {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let letter = text.chars().next().ok_or(NotAnId)?;
        let number = text[letter.len_utf8()..].parse().map_err(|_| NotAnId)?;
        Self::new(letter, number)
    }
}

/// One revision of an identity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VaultRow {
    /// Whose.
    pub subject: Subject,
    /// Which revision; a revision is written once.
    pub revision: u32,
    /// The identity, as JSON; empty once purged.
    pub body: String,
}

/// One revision of an identity, seen in place while reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VaultRef<'a> {
    /// Whose.
    pub subject: Subject,
    /// Which revision.
    pub revision: u32,
    /// The identity, as JSON; empty once purged.
    pub body: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_prints_as_the_id_it_stands_for() {
        let patient = base::id::PatientId::new(12);
        assert_eq!(Subject::from(patient).to_string(), patient.to_string());
        assert_eq!("p12".parse(), Ok(Subject::from(patient)));
        assert_eq!("12".parse::<Subject>(), Err(NotAnId));
        assert_eq!("é1".parse::<Subject>(), Err(NotAnId));
        assert_eq!("".parse::<Subject>(), Err(NotAnId));
    }
}
