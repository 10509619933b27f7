//! UTF-8 with foreign bytes in it: a name cut in the middle of a letter, a field pasted from elsewhere.
//!
//! Reading the whole message as a one-byte set would spoil every name in it. Instead the few foreign bytes
//! are read one by one, and their places remembered so that they can be written back.

use super::{Charset, single};

/// The text and the places of its foreign characters, when the bytes are mostly UTF-8.
pub(super) fn read(bytes: &[u8]) -> Option<(String, Vec<usize>)> {
    let mut text = String::with_capacity(bytes.len());
    let mut strays = Vec::new();
    let mut letters = 0;
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|one| !one.is_ascii()).count();
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            strays.push(text.len());
            text.push_str(&single::decode(&[*byte], Charset::Windows1252));
        }
    }
    // A lone pair that happens to fit proves nothing; most of them fitting does.
    (letters >= 2 && letters >= strays.len()).then_some((text, strays))
}

/// Writes a text back, its foreign characters as the single bytes they were.
pub(super) fn write(out: &mut Vec<u8>, text: &str, strays: &[usize]) {
    let mut done = 0;
    for &place in strays {
        out.extend_from_slice(text.get(done..place).unwrap_or_default().as_bytes());
        let foreign = text.get(place..).and_then(|rest| rest.chars().next());
        done = place;
        if let Some(one) = foreign {
            let end = place + one.len_utf8();
            single::encode(
                out,
                text.get(place..end).unwrap_or_default(),
                Charset::Windows1252,
            );
            done = end;
        }
    }
    out.extend_from_slice(text.get(done..).unwrap_or_default().as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_cut_in_two() {
        let bytes = b"R\xC3\xA9ault|H\xC3\xA9l\xC3";
        let (text, strays) = read(bytes).unwrap();
        assert_eq!(text, "Réault|HélÃ");
        let mut back = Vec::new();
        write(&mut back, &text, &strays);
        assert_eq!(back, bytes);
    }

    #[test]
    fn one_byte_text_is_not_taken_for_a_mixture() {
        assert_eq!(read(b"No\xEBl Ren\xE9"), None);
        assert_eq!(read("Zoé".as_bytes().get(..3).unwrap()), None);
        assert_eq!(read(b"Zo\xC3\xA9 Ren\xE9"), None, "one pair that fits by chance");
        assert_eq!(
            read(b"\xC3\xA9\xC3\xA9 \xE9\xE8\xE7"),
            None,
            "more that do not fit than that do"
        );
    }
}
