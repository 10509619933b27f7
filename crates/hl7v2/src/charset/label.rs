//! Finding and reading the label, on raw bytes: it is needed before there is any text.

use super::{Charset, CharsetWarning};

/// What a header says about the character set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    found: Found,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    Unknown,
    Label { charset: Charset, field: usize },
}

/// Fields after MSH-18 or before it where senders have put the label by mistake.
const NEIGHBOURS: [usize; 4] = [17, 19, 20, 16];

impl Header {
    pub(super) fn find(bytes: &[u8]) -> Self {
        Self { found: find(bytes) }
    }

    /// The set it names, if we know it.
    pub(super) fn charset(&self) -> Option<Charset> {
        match self.found {
            Found::Label { charset, .. } => Some(charset),
            Found::Nothing | Found::Unknown => None,
        }
    }

    /// Whether it names a set we do not know.
    pub(super) fn unknown(&self) -> bool {
        self.found == Found::Unknown
    }

    /// The warning that the label stands in the wrong field.
    pub(super) fn misplaced(&self) -> Option<CharsetWarning> {
        match self.found {
            Found::Label { field, .. } if field != 18 => Some(CharsetWarning::MisplacedLabel { field }),
            _ => None,
        }
    }
}

fn find(bytes: &[u8]) -> Found {
    let Some(segment) = header_segment(bytes) else {
        return Found::Nothing;
    };
    let Some(&separator) = segment.get(3) else {
        return Found::Nothing;
    };
    let mut fields: [&[u8]; 21] = [b""; 21];
    // MSH-1 is the separator itself: what stands before the first one is number zero and one.
    for (slot, field) in fields
        .iter_mut()
        .skip(1)
        .zip(segment.split(|&one| one == separator))
    {
        *slot = field;
    }
    let repetition = match fields.get(2) {
        Some([_, one, ..]) => *one,
        _ => b'~',
    };
    let read = |number: usize| {
        let first = fields.get(number)?.split(|&one| one == repetition).next()?;
        Some(first.trim_ascii()).filter(|label| !label.is_empty())
    };
    let own = read(18);
    if let Some(charset) = own.and_then(charset) {
        return Found::Label { charset, field: 18 };
    }
    let neighbour = NEIGHBOURS
        .into_iter()
        .find_map(|field| Some((charset(read(field)?)?, field)));
    match (neighbour, own) {
        (Some((charset, field)), _) => Found::Label { charset, field },
        (None, Some(_)) => Found::Unknown,
        (None, None) => Found::Nothing,
    }
}

/// The bytes from `MSH` to the end of its line.
fn header_segment(bytes: &[u8]) -> Option<&[u8]> {
    let is_header = |at: usize| {
        let separator = bytes.get(at + 3)?;
        (bytes.get(at..at + 3)? == b"MSH" && separator.is_ascii_punctuation()).then_some(at)
    };
    let start = if let Some(start) = is_header(0) {
        start
    } else {
        let begins_line = |at: &usize| matches!(bytes.get(at.wrapping_sub(1)), Some(b'\r' | b'\n' | 0x0B));
        let found = || (1..bytes.len()).filter_map(is_header);
        found().find(begins_line).or_else(|| found().next())?
    };
    let line = bytes.get(start..)?;
    let end = line
        .iter()
        .position(|one| matches!(one, b'\r' | b'\n'))
        .unwrap_or(line.len());
    line.get(..end)
}

/// Spelling aside, the sets we can read. Only letters and digits count: `8859/1`, `ISO-8859-1`,
/// `iso8859_1` are one.
pub(super) fn charset(label: &[u8]) -> Option<Charset> {
    let mut kept = [0u8; 16];
    let mut length = 0;
    for one in label.iter().filter(|one| one.is_ascii_alphanumeric()) {
        *kept.get_mut(length)? = one.to_ascii_uppercase();
        length += 1;
    }
    match kept.get(..length)? {
        b"UNICODEUTF8" | b"UTF8" | b"UNICODE" => Some(Charset::Utf8),
        b"88591" | b"ISO88591" | b"LATIN1" => Some(Charset::Latin1),
        b"885915" | b"ISO885915" | b"LATIN9" => Some(Charset::Latin9),
        b"WINDOWS1252" | b"CP1252" | b"ANSI1252" => Some(Charset::Windows1252),
        b"ASCII" | b"USASCII" => Some(Charset::Ascii),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(fields: &str) -> Header {
        Header::find(format!("MSH|^~\\&|{fields}\rPID|1").as_bytes())
    }

    #[test]
    fn every_spelling_of_the_field() {
        let table = [
            ("8859/1", Some(Charset::Latin1)),
            ("   8859/1", Some(Charset::Latin1)),
            ("8859/15", Some(Charset::Latin9)),
            ("ISO-8859-15", Some(Charset::Latin9)),
            ("UNICODE UTF-8", Some(Charset::Utf8)),
            ("unicode utf-8", Some(Charset::Utf8)),
            ("UTF-8", Some(Charset::Utf8)),
            ("ASCII", Some(Charset::Ascii)),
            ("windows-1252", Some(Charset::Windows1252)),
            ("8859/2", None),
            ("GB 18030-2000", None),
            ("a label that is much too long to be one", None),
            ("", None),
        ];
        for (label, expected) in table {
            assert_eq!(Charset::from_label(label), expected, "{label}");
        }
    }

    #[test]
    fn field_eighteen_is_read_first() {
        let labelled = header("A|B|C|D|20260101||ADT^A01|1|P|2.5|||||FRA|8859/15");
        assert_eq!(
            (labelled.charset(), labelled.misplaced()),
            (Some(Charset::Latin9), None)
        );
        let repeated = header("A|B|C|D|20260101||ADT^A01|1|P|2.5|||||FRA|8859/1~UNICODE UTF-8");
        assert_eq!(repeated.charset(), Some(Charset::Latin1));
        let unknown = header("A|B|C|D|20260101||ADT^A01|1|P|2.5|||||FRA|8859/7");
        assert!(unknown.unknown() && unknown.charset().is_none());
    }

    #[test]
    fn a_label_next_door_is_found() {
        let before = header("A|B|C|D|20260101||ADT^A01|1|P|2.5|||||UNICODE UTF-8|");
        assert_eq!(before.charset(), Some(Charset::Utf8));
        assert_eq!(
            before.misplaced(),
            Some(CharsetWarning::MisplacedLabel { field: 17 })
        );
        let country = header("A|B|C|D|20260101||ADT^A01|1|P|2.5|||||FRA|");
        assert_eq!((country.charset(), country.unknown()), (None, false));
    }

    #[test]
    fn the_header_is_the_one_that_begins_a_line() {
        let tail = "|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5|||||FRA|";
        for before in ["\r", "\n", "\u{b}"] {
            let text = format!("ZMSH{tail}8859/1{before}MSH{tail}8859/15\r");
            assert_eq!(
                Header::find(text.as_bytes()).charset(),
                Some(Charset::Latin9),
                "{before:?}"
            );
        }
    }

    #[test]
    fn no_header_no_label() {
        for bytes in [&b""[..], b"MSH", b"MSH|", b"PID|1", b"MSHX|^~"] {
            assert_eq!(Header::find(bytes).charset(), None);
        }
    }
}
