//! Finding separators quickly: the only loops that run over every byte of a message.
//!
//! Long stretches are crossed in blocks of 32 bytes, counted in a form the compiler turns into vector
//! instructions; the place itself is then found eight bytes at a time, in one machine word.

/// The byte order mark.
pub(crate) const BOM: char = '\u{FEFF}';

const BLOCK: usize = 32;

/// Whether the separator is one byte long, and which byte.
#[inline]
fn byte(separator: char) -> Option<u8> {
    u8::try_from(separator).ok().filter(u8::is_ascii)
}

/// The `n`th part (from zero) of a text cut at every separator; `""` beyond the last.
#[inline]
pub(crate) fn nth(text: &str, separator: Option<char>, n: usize) -> &str {
    let Some(separator) = separator else {
        return if n == 0 { text } else { "" };
    };
    match byte(separator) {
        Some(one) => nth_by_byte(text, one, n),
        None => text.split(separator).nth(n).unwrap_or_default(),
    }
}

fn nth_by_byte(text: &str, one: u8, n: usize) -> &str {
    let bytes = text.as_bytes();
    let start = if n == 0 { 0 } else { after_nth(bytes, one, n) };
    let Some(rest) = text.get(start..) else { return "" };
    match position(rest.as_bytes(), one) {
        Some(end) => rest.get(..end).unwrap_or_default(),
        None => rest,
    }
}

/// The place just after the `n`th (from one) occurrence, or past the end when there are fewer.
fn after_nth(bytes: &[u8], one: u8, n: usize) -> usize {
    let mut left = n;
    let mut at = 0;
    while let Some(block) = bytes.get(at..at + BLOCK) {
        let here = usize::from(block.iter().fold(0u8, |sum, &byte| sum + u8::from(byte == one)));
        if here >= left {
            break;
        }
        left -= here;
        at += BLOCK;
    }
    while let Some(mut hits) = hits(bytes, at, one) {
        let here = ones(hits);
        if here >= left {
            for _ in 1..left {
                hits &= hits - 1;
            }
            return at + lowest(hits) + 1;
        }
        left -= here;
        at += WORD;
    }
    for (offset, &byte) in bytes.get(at..).unwrap_or_default().iter().enumerate() {
        if byte == one {
            left -= 1;
            if left == 0 {
                return at + offset + 1;
            }
        }
    }
    bytes.len() + 1
}

/// The first place of a byte.
#[inline]
pub(crate) fn position(bytes: &[u8], one: u8) -> Option<usize> {
    let mut at = 0;
    while let Some(hits) = hits(bytes, at, one) {
        if hits != 0 {
            return Some(at + lowest(hits));
        }
        at += WORD;
    }
    bytes
        .get(at..)?
        .iter()
        .position(|&byte| byte == one)
        .map(|offset| at + offset)
}

/// Whether a character occurs.
#[inline]
pub(crate) fn contains(text: &str, one: char) -> bool {
    match byte(one) {
        Some(one) => position(text.as_bytes(), one).is_some(),
        None => text.contains(one),
    }
}

const WORD: usize = 8;
const LOW_SEVEN: u64 = 0x7F7F_7F7F_7F7F_7F7F;
const EVERY_BYTE: u64 = 0x0101_0101_0101_0101;

/// The high bit of every byte of the word at `at` that equals `one`; `None` when no whole word is left.
#[inline]
fn hits(bytes: &[u8], at: usize, one: u8) -> Option<u64> {
    let word = bytes.get(at..at + WORD)?.try_into().ok()?;
    let differences = u64::from_le_bytes(word) ^ (EVERY_BYTE * u64::from(one));
    // Adding 7F carries into the high bit unless the low seven bits are zero: exact, byte by byte.
    Some(!(((differences & LOW_SEVEN) + LOW_SEVEN) | differences | LOW_SEVEN))
}

/// How many bytes are marked.
#[inline]
fn ones(hits: u64) -> usize {
    (((hits >> 7).wrapping_mul(EVERY_BYTE)) >> 56) as usize
}

/// The first byte marked.
#[inline]
const fn lowest(hits: u64) -> usize {
    (hits.trailing_zeros() / 8) as usize
}

/// The first place, from `from` on, of either byte; the length when there is none.
#[inline]
pub(crate) fn either(bytes: &[u8], from: usize, one: u8, other: u8) -> usize {
    let mut at = from;
    while let Some(block) = bytes.get(at..at + BLOCK) {
        if block.iter().fold(0u8, |any, &byte| {
            any | u8::from(byte == one) | u8::from(byte == other)
        }) != 0
        {
            break;
        }
        at += BLOCK;
    }
    let tail = bytes.get(at..).unwrap_or_default();
    at + tail
        .iter()
        .position(|&byte| byte == one || byte == other)
        .unwrap_or(tail.len())
}

/// The first place, from `from` on, of a CR or an LF; the length when there is none.
#[inline]
pub(crate) fn line_end(bytes: &[u8], from: usize) -> usize {
    either(bytes, from, b'\r', b'\n')
}

/// The parts of a text between separators, in order: always one more than there are separators.
#[derive(Clone, Debug)]
pub(crate) struct Parts<'a> {
    rest: Option<&'a str>,
    separator: Option<char>,
}

impl<'a> Parts<'a> {
    #[inline]
    pub(crate) const fn of(text: &'a str, separator: Option<char>) -> Self {
        Self {
            rest: Some(text),
            separator,
        }
    }

    pub(crate) const fn none() -> Self {
        Self {
            rest: None,
            separator: None,
        }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        let found = self.separator.and_then(|separator| match byte(separator) {
            Some(one) => position(text.as_bytes(), one).map(|at| (at, 1)),
            None => text.find(separator).map(|at| (at, separator.len_utf8())),
        });
        match found {
            Some((at, width)) => {
                self.rest = text.get(at + width..);
                text.get(..at)
            }
            None => {
                self.rest = None;
                Some(text)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nth_is_what_split_says(text in "[a|é\u{2dc}]{0,200}", n in 0usize..60, wide in any::<bool>()) {
            let separator = if wide { '\u{2dc}' } else { '|' };
            let expected = text.split(separator).nth(n).unwrap_or_default();
            prop_assert_eq!(nth(&text, Some(separator), n), expected);
        }

        #[test]
        fn parts_are_what_split_says(text in "[a|é\u{2dc}]{0,200}", wide in any::<bool>()) {
            let separator = if wide { '\u{2dc}' } else { '|' };
            let expected: Vec<&str> = text.split(separator).collect();
            prop_assert_eq!(Parts::of(&text, Some(separator)).collect::<Vec<_>>(), expected);
        }

        #[test]
        fn line_end_is_the_first_one(text in "[a\r\n]{0,3}[ab]{0,90}[a\r\n]{0,3}", from in 0usize..100) {
            let bytes = text.as_bytes();
            let expected = (from..bytes.len()).find(|&at| matches!(bytes[at], b'\r' | b'\n'));
            prop_assert_eq!(line_end(bytes, from.min(bytes.len())), expected.unwrap_or(bytes.len()));
        }
    }

    #[test]
    fn without_separator_all_is_one_part() {
        assert_eq!(nth("a|b", None, 0), "a|b");
        assert_eq!(nth("a|b", None, 1), "");
        assert_eq!(Parts::of("a|b", None).collect::<Vec<_>>(), ["a|b"]);
        assert_eq!(Parts::none().next(), None);
    }
}
