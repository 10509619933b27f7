//! Escape sequences: out of the wire form into text, and back.

use std::borrow::Cow;

use crate::charset::Charset;
use crate::scan;
use crate::separators::Separators;

/// What is needed to read a piece of a message out of its context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Syntax {
    pub(crate) separators: Separators,
    pub(crate) charset: Charset,
}

/// The text behind a raw piece of a message. Borrows unless an escape had to be resolved.
///
/// Known: `\F\ \S\ \T\ \R\ \E\ \P\`, `\.br\`, `\Xhh..\` (bytes in the message's character set).
/// Anything else between two escape characters is kept exactly as it came.
pub(crate) fn unescape<'a>(raw: &'a str, syntax: &Syntax) -> Cow<'a, str> {
    match syntax.separators.escape {
        Some(mark) if scan::contains(raw, mark) => Cow::Owned(resolve(raw, mark, syntax)),
        _ => Cow::Borrowed(raw),
    }
}

fn resolve(raw: &str, mark: char, syntax: &Syntax) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once(mark) {
        out.push_str(before);
        match after.split_once(mark) {
            Some((body, next)) if is_sequence(body) => {
                if !push_sequence(&mut out, body, syntax) {
                    out.push(mark);
                    out.push_str(body);
                    out.push(mark);
                }
                rest = next;
            }
            // A stray escape character, as in a Windows path: it stands for itself.
            _ => {
                out.push(mark);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Whether this could be the inside of an escape sequence at all, ours to resolve or not.
fn is_sequence(body: &str) -> bool {
    let known_start = body.starts_with(|one: char| "HNFSTREPCMXZ.".contains(one));
    known_start
        && body
            .bytes()
            .all(|one| one.is_ascii_alphanumeric() || b".+-*%".contains(&one))
}

fn push_sequence(out: &mut String, body: &str, syntax: &Syntax) -> bool {
    let separators = &syntax.separators;
    let single = match body {
        "F" => Some(separators.field),
        "S" => separators.component,
        "T" => separators.subcomponent,
        "R" => separators.repetition,
        "E" => separators.escape,
        "P" => separators.truncation,
        ".br" | ".BR" => Some('\n'),
        _ => None,
    };
    if let Some(one) = single {
        out.push(one);
        return true;
    }
    let bytes = body.strip_prefix('X').and_then(hexadecimal);
    match bytes.and_then(|bytes| syntax.charset.text(&bytes).map(Cow::into_owned)) {
        Some(text) => {
            out.push_str(&text);
            true
        }
        None => false,
    }
}

fn hexadecimal(digits: &str) -> Option<Vec<u8>> {
    if digits.is_empty() || !digits.bytes().all(|one| one.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2))
        .map(pair_value)
        .collect()
}

fn pair_value(pair: Option<&str>) -> Option<u8> {
    u8::from_str_radix(pair?, 16).ok()
}

/// Writes `text` so that [`unescape`] gives it back, whatever it holds.
///
/// Line ends become `\X0D\` and `\X0A\`, the frame bytes of MLLP too. With no escape character to write
/// with, what would be read as a separator becomes a blank.
pub(crate) fn escape_into(out: &mut String, text: &str, separators: &Separators) {
    let mut rest = text;
    while let Some(at) = rest.find(|one| needs_escape(one, separators)) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut after = special.chars();
        if let Some(one) = after.next() {
            push_escaped(out, one, separators);
        }
        rest = after.as_str();
    }
    out.push_str(rest);
}

fn needs_escape(one: char, separators: &Separators) -> bool {
    one.is_control() && (one as u32) < 0x20
        || one == separators.field
        || [
            separators.component,
            separators.repetition,
            separators.escape,
            separators.subcomponent,
        ]
        .contains(&Some(one))
}

fn push_escaped(out: &mut String, one: char, separators: &Separators) {
    let Some(mark) = separators.escape else {
        out.push(' ');
        return;
    };
    let named = match one {
        _ if one == separators.field => 'F',
        _ if Some(one) == separators.component => 'S',
        _ if Some(one) == separators.subcomponent => 'T',
        _ if Some(one) == separators.repetition => 'R',
        _ if Some(one) == separators.escape => 'E',
        _ => {
            out.push_str(&format!("{mark}X{:02X}{mark}", one as u32));
            return;
        }
    };
    out.extend([mark, named, mark]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(raw: &str) -> String {
        unescape(
            raw,
            &Syntax {
                separators: Separators::STANDARD,
                charset: Charset::Utf8,
            },
        )
        .into_owned()
    }

    #[test]
    fn the_separators() {
        assert_eq!(text(r"DUPONT\F\Jean \S\ \T\ \R\ \E\"), r"DUPONT|Jean ^ & ~ \");
    }

    #[test]
    fn line_breaks_and_bytes() {
        assert_eq!(text(r"un\.br\deux\X0D0A\trois"), "un\ndeux\r\ntrois");
        assert_eq!(text(r"caf\XC3A9\"), "café");
        let latin = Syntax {
            separators: Separators::STANDARD,
            charset: Charset::Latin9,
        };
        assert_eq!(unescape(r"caf\XE9\ 3\XA4\", &latin), "café 3€");
    }

    #[test]
    fn what_is_not_known_is_kept() {
        for kept in [
            r"\Zlocal\",
            r"\H\gras\N\",
            r"\XC3\",
            r"\XABC\",
            r"\X\",
            r"\C1A2B\",
            r"\.sp+3\",
            r"\P\",
        ] {
            assert_eq!(text(kept), kept);
        }
    }

    #[test]
    fn a_stray_escape_character_stands_for_itself() {
        assert_eq!(text(r"C:\Users\moi"), r"C:\Users\moi");
        assert_eq!(text(r"fin\"), r"fin\");
        assert_eq!(text(r"\\F\"), r"\|");
        assert_eq!(text(r"a\ b \T\"), r"a\ b &");
    }

    #[test]
    fn a_local_sequence_does_not_lend_its_end() {
        assert_eq!(text(r"\Z1\F\T\"), r"\Z1\F&");
    }

    #[test]
    fn without_escape_character_nothing_is_resolved() {
        let separators = Separators {
            escape: None,
            ..Separators::STANDARD
        };
        assert_eq!(
            unescape(
                r"a\F\b",
                &Syntax {
                    separators,
                    charset: Charset::Utf8
                }
            ),
            r"a\F\b"
        );
        let mut out = String::new();
        escape_into(&mut out, "a|b\\c", &separators);
        assert_eq!(out, "a b\\c");
    }

    proptest! {
        #[test]
        fn escape_then_unescape_gives_the_text_back(original in "\\PC*|[|^~\\\\&a\r\n\t\u{b}\u{1c}éXF.]{0,40}") {
            let mut raw = String::new();
            escape_into(&mut raw, &original, &Separators::STANDARD);
            let special = ['|', '^', '~', '&', '\r', '\n', '\u{b}', '\u{1c}'];
            prop_assert!(!raw.contains(special));
            prop_assert_eq!(text(&raw), original);
        }

        #[test]
        fn unescape_never_panics(raw in any::<String>(), latin in any::<bool>()) {
            let charset = if latin { Charset::Latin1 } else { Charset::Utf8 };
            unescape(&raw, &Syntax { separators: Separators::STANDARD, charset });
        }
    }
}
