//! Files of messages cut into messages: one, many, framed, or wrapped in file and batch segments.
//!
//! Works on bytes, because each message may have its own character set.

use crate::mllp::{END, START};

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Batch<'a> {
    /// The messages, in order, each from its MSH to its last line, line ends after it cut off.
    pub messages: Vec<&'a [u8]>,
    /// What the trailers (BTS-1) say the number of messages is, when they say it.
    pub announced: Option<usize>,
    /// Bytes that belong to no message and no wrapper: before the first MSH, after a trailer.
    pub stray_bytes: usize,
}

/// Cuts a file. A message starts at a line that begins with `MSH` and a separator; FHS, BHS, BTS and FTS
/// lines, MLLP frame bytes and blank lines wrap messages and belong to none.
#[must_use]
pub fn split(bytes: &[u8]) -> Batch<'_> {
    let mut batch = Batch::default();
    let mut open: Option<(usize, usize)> = None;
    for (start, end) in lines(bytes) {
        if bytes.get(start.wrapping_sub(1)) == Some(&END) {
            close(&mut batch, bytes, open.take());
        }
        let line = bytes.get(start..end).unwrap_or_default();
        match kind(line) {
            Line::Header => {
                close(&mut batch, bytes, open.take());
                open = Some((start, end));
            }
            Line::Wrapper => {
                close(&mut batch, bytes, open.take());
                if let Some(count) = announced(line) {
                    batch.announced = Some(batch.announced.unwrap_or(0) + count);
                }
            }
            Line::Blank => {}
            Line::Other => match &mut open {
                Some((_, last)) => *last = end,
                None => batch.stray_bytes += line.len(),
            },
        }
    }
    close(&mut batch, bytes, open);
    batch
}

fn close<'a>(batch: &mut Batch<'a>, bytes: &'a [u8], open: Option<(usize, usize)>) {
    batch
        .messages
        .extend(open.and_then(|(start, end)| bytes.get(start..end)));
}

/// The lines of a file; frame bytes end a line as well as CR and LF do.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|one| ends_line(*one)).unwrap_or(rest.len());
        let line = (at, at + length);
        at += length + 1;
        Some(line)
    })
}

const fn ends_line(one: u8) -> bool {
    matches!(one, b'\r' | b'\n' | START | END)
}

enum Line {
    Header,
    Wrapper,
    Blank,
    Other,
}

fn kind(line: &[u8]) -> Line {
    let line = line.strip_prefix(BOM).unwrap_or(line);
    if line.trim_ascii().is_empty() {
        return Line::Blank;
    }
    let (name, after) = line.split_at(line.len().min(3));
    let separated = after
        .first()
        .is_some_and(|one| !one.is_ascii_alphanumeric() && !one.is_ascii_whitespace());
    match name {
        b"MSH" if separated => Line::Header,
        b"FHS" | b"BHS" if separated => Line::Wrapper,
        b"BTS" | b"FTS" if separated || after.is_empty() => Line::Wrapper,
        _ => Line::Other,
    }
}

/// BTS-1, the number of messages in a batch.
fn announced(line: &[u8]) -> Option<usize> {
    let after = line.strip_prefix(b"BTS")?;
    let (separator, rest) = after.split_first()?;
    let count = rest.split(|one| one == separator).next()?;
    std::str::from_utf8(count).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        split(text.as_bytes())
            .messages
            .into_iter()
            .map(|one| std::str::from_utf8(one).unwrap())
            .collect()
    }

    #[test]
    fn one_message_is_one() {
        assert_eq!(cut("MSH|1\rPID|1\r"), ["MSH|1\rPID|1"]);
        assert_eq!(cut("\u{feff}MSH|1\r\nPID|1\r\n\r\n"), ["\u{feff}MSH|1\r\nPID|1"]);
    }

    #[test]
    fn several_in_a_row() {
        assert_eq!(
            cut("MSH|1\nPID|1\n\nMSH|2\nMSH|3\rPID|3"),
            ["MSH|1\nPID|1", "MSH|2", "MSH|3\rPID|3"]
        );
    }

    #[test]
    fn a_framed_file() {
        assert_eq!(
            cut("\u{b}MSH|1\rPID|1\r\u{1c}\r\u{b}MSH|2\r\u{1c}\r"),
            ["MSH|1\rPID|1", "MSH|2"]
        );
    }

    #[test]
    fn what_follows_a_frame_is_not_its_message() {
        let batch = split(b"\x0bMSH|1\rPID|1\x1c\rjournal du 12\n\x0bMSH|2\x1c\r");
        assert_eq!(batch.messages, [&b"MSH|1\rPID|1"[..], b"MSH|2"]);
        assert_eq!(batch.stray_bytes, 13);
    }

    #[test]
    fn wrappers_belong_to_no_message() {
        let file = "FHS|^~\\&|A\rBHS|^~\\&|A\rMSH|1\rPID|1\rMSH|2\rBTS|2|fini\rBHS|^~\\&\rMSH|3\rBTS|1\rFTS|2\rreste";
        assert_eq!(cut(file), ["MSH|1\rPID|1", "MSH|2", "MSH|3"]);
        let batch = split(file.as_bytes());
        assert_eq!((batch.announced, batch.stray_bytes), (Some(3), 5));
    }

    #[test]
    fn bare_trailers_are_trailers() {
        assert_eq!(cut("BHS|^~\\&\rMSH|1\rBTS\rFTS\r"), ["MSH|1"]);
    }

    #[test]
    fn what_only_looks_like_a_header_is_none() {
        assert_eq!(
            cut("MSH|1\rMSHX|no\rZZZ|MSH|2\rMSH"),
            ["MSH|1\rMSHX|no\rZZZ|MSH|2\rMSH"]
        );
        assert_eq!(cut("rien du tout"), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn messages_lie_in_order_in_the_file(bytes in "(MSH[|]|BTS|\r|\n|\u{b}|\u{1c}|x|é){0,60}") {
            let mut rest = bytes.as_str();
            for message in cut(&bytes) {
                prop_assert!(message.contains("MSH|"));
                let at = rest.find(message).unwrap();
                rest = &rest[at + message.len()..];
            }
        }
    }
}
