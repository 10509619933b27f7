//! Secrets a browser holds, and the prints by which we know them again.

use std::fmt;

use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Something only its holder knows, drawn by chance. Its print is kept, itself never.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

/// What is kept of a secret: it recognises, and gives nothing away.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Print([u8; 32]);

impl Secret {
    /// The secret that chance drew.
    #[must_use]
    pub const fn new(drawn: [u8; 32]) -> Self {
        Self(drawn)
    }

    /// Reads what [`Secret::text`] wrote; none for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        bytes_of(text).map(Self)
    }

    /// As a cookie holds it.
    #[must_use]
    pub fn text(&self) -> String {
        hex(&self.0)
    }

    /// What is kept of it.
    #[must_use]
    pub fn print(&self) -> Print {
        Print(Sha256::digest(self.0).into())
    }
}

impl Print {
    /// The print of a text that chance did not draw (a badge's number), under a key, so that trying all numbers needs
    /// the key too (HMAC-SHA-256).
    #[must_use]
    pub fn of_text(key: &[u8; 32], text: &str) -> Self {
        // Any length of key will do for HMAC: this one cannot be refused.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
            return Self([0; 32]);
        };
        mac.update(text.as_bytes());
        Self(mac.finalize().into_bytes().into())
    }

    /// As it is written in a row.
    #[must_use]
    pub fn text(&self) -> String {
        hex(&self.0)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret")
    }
}

impl fmt::Debug for Print {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Print({}…)", hex(&self.0[..4]))
    }
}

impl TryFrom<String> for Print {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        bytes_of(&text).map(Self).ok_or("empreinte illisible")
    }
}

impl From<Print> for String {
    fn from(print: Print) -> Self {
        print.text()
    }
}

/// Letters and digits that nobody takes for one another, on a screen or read aloud.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// What chance drew as letters that people copy by hand: five bits of each byte.
#[must_use]
pub fn letters(drawn: &[u8]) -> String {
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    drawn.iter().map(letter).collect()
}

/// The same in groups of four, as they are read.
#[must_use]
pub fn in_fours(drawn: &[u8]) -> String {
    let groups: Vec<String> = drawn.chunks(4).map(letters).collect();
    groups.join("-")
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        out.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
    }
    out
}

pub(crate) fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N * 2 {
        return None;
    }
    let mut out = [0; N];
    for (byte, pair) in out.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let digit = |it: u8| char::from(it).to_digit(16);
        *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_written_and_read_back_and_never_shown() {
        let secret = Secret::new([0xa7; 32]);
        assert_eq!(Secret::read(&secret.text()), Some(secret.clone()));
        assert_eq!(format!("{secret:?}"), "Secret");
        for odd in ["", "a7", &"g".repeat(64), &"a".repeat(63), &"é".repeat(32)] {
            assert_eq!(Secret::read(odd), None, "{odd}");
        }
        assert_ne!(secret.print().text(), secret.text());
    }

    #[test]
    fn drawn_letters_are_told_apart_and_grouped() {
        assert_eq!(in_fours(&[0, 1, 2, 3, 31, 32, 255]), "ABCD-9A9");
        let all = letters(&(0..=255).collect::<Vec<u8>>());
        assert!(!all.contains(['I', 'O', '0', '1']));
    }

    #[test]
    fn a_badge_has_another_print_under_another_key() {
        let print = |key| Print::of_text(&[key; 32], "0412345678");
        assert_eq!(print(1), print(1));
        assert_ne!(print(1), print(2));
    }
}
