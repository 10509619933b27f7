//! The token in the address of a display: what it looks like, and the fingerprint that the journal keeps of it.

use std::fmt;

use domain::display::Fingerprint;
use sha2::{Digest as _, Sha256};

/// A token: 128 bits of chance, written in letters that are not taken for one another when copied by hand.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// 32 letters and digits without those that look alike (Crockford's alphabet, in lower case).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Longest text that is looked at: a token has 26 letters.
const LONGEST: usize = 64;

impl Token {
    /// The token made of those bytes of chance.
    #[must_use]
    pub fn of(chance: [u8; 16]) -> Self {
        let bits = u128::from_be_bytes(chance);
        let letters = (0..26).rev().map(|place| {
            let five = (bits >> (place * 5)) & 31;
            LETTERS
                .get(usize::try_from(five).unwrap_or_default())
                .map_or('0', |letter| char::from(*letter))
        });
        Self(letters.collect())
    }

    /// The token as it was asked for: case and separators do not matter to who copies it by hand.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let letters: String = text
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        (text.len() <= LONGEST && letters.len() == 26).then_some(Self(letters))
    }

    /// What is kept of it.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::new(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl fmt::Display for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for Token {
    /// Never in a log.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_of_chance_is_in_the_token() {
        let plain = Token::of([0; 16]).to_string();
        assert_eq!(plain, "0".repeat(26));
        let mut seen = std::collections::BTreeSet::from([plain]);
        for bit in 0..128 {
            let chance = (1_u128 << bit).to_be_bytes();
            let token = Token::of(chance).to_string();
            assert_eq!(token.len(), 26);
            assert!(seen.insert(token), "bit {bit}");
        }
    }

    #[test]
    fn a_token_copied_by_hand_is_the_same_token() {
        let token = Token::of([7; 16]);
        let typed = token.to_string().to_uppercase();
        let typed = format!(
            "{}-{}",
            typed.get(..13).unwrap_or_default(),
            typed.get(13..).unwrap_or_default()
        );
        let read = Token::read(&typed).expect("a token");
        assert_eq!(read.fingerprint(), token.fingerprint());
        for wrong in [
            "",
            "murs",
            &"0".repeat(25),
            &"0".repeat(27),
            &"é".repeat(26),
            &"-".repeat(500),
        ] {
            assert_eq!(Token::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_token_never_prints_itself_where_things_are_logged() {
        assert_eq!(format!("{:?}", Token::of([9; 16])), "Token");
    }
}
