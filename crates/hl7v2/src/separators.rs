//! The five characters a message declares in MSH-1 and MSH-2, and how to read a damaged declaration.

use crate::scan;

/// The separators of one message.
///
/// A role no character is left for is `None`: nothing is split, or unescaped, at that level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Separators {
    /// MSH-1, between fields.
    pub field: char,
    /// Between components of a field.
    pub component: Option<char>,
    /// Between repetitions of a field.
    pub repetition: Option<char>,
    /// Around escape sequences.
    pub escape: Option<char>,
    /// Between subcomponents of a component.
    pub subcomponent: Option<char>,
    /// Marks a truncated text (HL7 2.7 and later).
    pub truncation: Option<char>,
}

const STANDARD_CHARACTERS: &str = "^~\\&#";

impl Separators {
    /// The separators nearly everybody uses: `|^~\&`.
    pub const STANDARD: Self = Self {
        field: '|',
        component: Some('^'),
        repetition: Some('~'),
        escape: Some('\\'),
        subcomponent: Some('&'),
        truncation: None,
    };

    /// Nothing but the field separator: how MSH-2 itself must be read.
    pub(crate) const fn fields_only(field: char) -> Self {
        Self {
            field,
            component: None,
            repetition: None,
            escape: None,
            subcomponent: None,
            truncation: None,
        }
    }

    /// Reads MSH-1 and MSH-2. `None` when no message could be read with them: a letter, a digit, a blank
    /// or a control character as separator.
    ///
    /// Damage seen in real messages is repaired: a lost or doubled backslash, a shortened or empty MSH-2.
    /// When the characters sent are too few and all standard ones, each keeps its standard role.
    #[must_use]
    pub fn declared(field: char, msh2: &str) -> Option<Self> {
        if msh2.is_empty() {
            return usable(field).then_some(Self {
                field,
                ..Self::STANDARD
            });
        }
        if !usable(field) || !msh2.chars().all(usable) {
            return None;
        }
        let mut given = msh2.chars();
        let positional = [
            given.next(),
            given.next(),
            given.next(),
            given.next(),
            given.next(),
        ];
        let distinct = positional.iter().enumerate().all(|(at, one)| {
            one.is_none() || !positional.get(..at).is_some_and(|before| before.contains(one))
        });
        let complete = positional.iter().take(4).all(Option::is_some);
        let standard = msh2.chars().all(|one| STANDARD_CHARACTERS.contains(one));
        if standard && !STANDARD_CHARACTERS.contains(field) && !(complete && distinct) {
            return Some(Self::by_identity(field, msh2));
        }
        Some(Self::by_position(field, positional))
    }

    fn by_identity(field: char, msh2: &str) -> Self {
        Self {
            field,
            escape: msh2.contains('\\').then_some('\\'),
            truncation: msh2.contains('#').then_some('#'),
            ..Self::STANDARD
        }
    }

    /// A character that already has a role keeps it; the later role is then nobody's.
    fn by_position(field: char, given: [Option<char>; 5]) -> Self {
        let mut taken = [Some(field), None, None, None, None, None];
        for (at, one) in given.into_iter().enumerate() {
            let fresh = one.filter(|_| !taken.contains(&one));
            if let Some(slot) = taken.get_mut(at + 1) {
                *slot = fresh;
            }
        }
        let [_, component, repetition, escape, subcomponent, truncation] = taken;
        Self {
            field,
            component,
            repetition,
            escape,
            subcomponent,
            truncation,
        }
    }

    /// MSH-2 as these separators would be declared; a missing role leaves no character.
    #[must_use]
    pub fn encoding_characters(&self) -> String {
        let roles = [
            self.component,
            self.repetition,
            self.escape,
            self.subcomponent,
            self.truncation,
        ];
        roles.into_iter().flatten().collect()
    }

    /// Whether a message can be written with them: every role has a character.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.component.is_some()
            && self.repetition.is_some()
            && self.escape.is_some()
            && self.subcomponent.is_some()
    }
}

impl Default for Separators {
    fn default() -> Self {
        Self::STANDARD
    }
}

/// A letter or a digit would cut words in two, a blank or a control character is somebody else's.
pub(crate) fn usable(one: char) -> bool {
    !one.is_alphanumeric() && !one.is_whitespace() && !one.is_control() && one != scan::BOM && one != '"'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(msh2: &str) -> Option<[Option<char>; 5]> {
        Separators::declared('|', msh2).map(|found| {
            [
                found.component,
                found.repetition,
                found.escape,
                found.subcomponent,
                found.truncation,
            ]
        })
    }

    #[test]
    fn the_usual_ones() {
        assert_eq!(Separators::declared('|', "^~\\&"), Some(Separators::STANDARD));
        assert_eq!(Separators::STANDARD.encoding_characters(), "^~\\&");
        assert_eq!(
            roles("^~\\&#"),
            Some([Some('^'), Some('~'), Some('\\'), Some('&'), Some('#')])
        );
    }

    #[test]
    fn odd_ones_are_taken_by_position() {
        assert_eq!(
            roles("~^\\&"),
            Some([Some('~'), Some('^'), Some('\\'), Some('&'), None])
        );
        assert_eq!(
            roles("@%\\$"),
            Some([Some('@'), Some('%'), Some('\\'), Some('$'), None])
        );
        assert_eq!(
            roles("^\u{2DC}\\&"),
            Some([Some('^'), Some('\u{2DC}'), Some('\\'), Some('&'), None])
        );
        assert_eq!(
            roles("^~\\}"),
            Some([Some('^'), Some('~'), Some('\\'), Some('}'), None])
        );
        assert_eq!(
            roles("@%\\"),
            Some([Some('@'), Some('%'), Some('\\'), None, None])
        );
    }

    #[test]
    fn damaged_ones_are_repaired() {
        assert_eq!(
            roles("^~&"),
            Some([Some('^'), Some('~'), None, Some('&'), None]),
            "lost backslash"
        );
        assert_eq!(roles("^~\\\\&"), roles("^~\\&"), "doubled backslash");
        assert_eq!(roles("~\\&"), roles("^~\\&"), "lost circumflex");
        assert_eq!(roles(""), roles("^~\\&"), "nothing at all");
        assert_eq!(
            roles("^~"),
            Some([Some('^'), Some('~'), None, Some('&'), None]),
            "cut short"
        );
    }

    #[test]
    fn a_character_has_one_role_only() {
        assert_eq!(roles("!!*!"), Some([Some('!'), None, Some('*'), None, None]));
        assert_eq!(
            Separators::declared('^', "~|\\^").map(|found| (found.component, found.subcomponent)),
            Some((Some('~'), None))
        );
        let shortened = Separators::declared('^', "~\\&").map(|found| (found.component, found.repetition));
        assert_eq!(
            shortened,
            Some((Some('~'), Some('\\'))),
            "the circumflex is taken"
        );
    }

    #[test]
    fn letters_blanks_and_controls_are_refused() {
        for (field, msh2) in [
            ('A', "^~\\&"),
            (' ', "^~\\&"),
            ('\r', ""),
            ('|', "ABC"),
            ('|', "^ \\&"),
            ('|', "\u{b}"),
        ] {
            assert_eq!(Separators::declared(field, msh2), None, "{field:?} {msh2:?}");
        }
    }
}
