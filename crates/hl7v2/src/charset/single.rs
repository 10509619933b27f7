//! The one-byte sets. Each is a bijection between bytes and characters, so that nothing is lost.

use encoding_rs::{ISO_8859_15, WINDOWS_1252};

use super::Charset;

/// Decodes bytes; every byte is a character in these sets.
pub(super) fn decode(bytes: &[u8], charset: Charset) -> String {
    match charset {
        // The web's "iso-8859-1" is windows-1252; HL7's is not.
        Charset::Latin1 | Charset::Ascii | Charset::Utf8 => {
            encoding_rs::mem::decode_latin1(bytes).into_owned()
        }
        Charset::Latin9 => ISO_8859_15.decode_without_bom_handling(bytes).0.into_owned(),
        Charset::Windows1252 => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Encodes a text, replacing what the set lacks; says how many characters that was.
pub(super) fn encode(out: &mut Vec<u8>, text: &str, charset: Charset) -> usize {
    let mut replaced = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.bytes().position(|one| !one.is_ascii()).unwrap_or(rest.len());
        let (ascii, beyond) = rest.split_at(plain);
        out.extend_from_slice(ascii.as_bytes());
        let mut chars = beyond.chars();
        if let Some(one) = chars.next() {
            match byte(one, charset) {
                Some(byte) => out.push(byte),
                None => {
                    replaced += 1;
                    out.extend_from_slice(likeness(one).as_bytes());
                }
            }
        }
        rest = chars.as_str();
    }
    replaced
}

fn byte(one: char, charset: Charset) -> Option<u8> {
    match charset {
        Charset::Ascii => u8::try_from(one).ok().filter(u8::is_ascii),
        Charset::Latin1 | Charset::Utf8 => u8::try_from(one).ok(),
        Charset::Latin9 => match one {
            '€' => Some(0xA4),
            'Š' => Some(0xA6),
            'š' => Some(0xA8),
            'Ž' => Some(0xB4),
            'ž' => Some(0xB8),
            'Œ' => Some(0xBC),
            'œ' => Some(0xBD),
            'Ÿ' => Some(0xBE),
            '¤' | '¦' | '¨' | '´' | '¸' | '¼' | '½' | '¾' => None,
            _ => u8::try_from(one).ok(),
        },
        Charset::Windows1252 => {
            let mut buffer = [0; 4];
            let (bytes, _, lost) = WINDOWS_1252.encode(one.encode_utf8(&mut buffer));
            match (lost, bytes.as_ref()) {
                (false, [byte]) => Some(*byte),
                _ => None,
            }
        }
    }
}

/// What a reader would take for the character, in ASCII.
const fn likeness(one: char) -> &'static str {
    match one {
        'œ' => "oe",
        'Œ' => "OE",
        'æ' => "ae",
        'Æ' => "AE",
        '€' => "EUR",
        '‘' | '’' | 'ʼ' | '´' => "'",
        '“' | '”' | '«' | '»' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '−' => "-",
        '…' => "...",
        '\u{a0}' | '\u{202f}' | '\u{2009}' => " ",
        'à' | 'â' | 'ä' => "a",
        'À' | 'Â' | 'Ä' => "A",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'É' | 'È' | 'Ê' | 'Ë' => "E",
        'î' | 'ï' => "i",
        'Î' | 'Ï' => "I",
        'ô' | 'ö' => "o",
        'Ô' | 'Ö' => "O",
        'ù' | 'û' | 'ü' => "u",
        'Ù' | 'Û' | 'Ü' => "U",
        'ÿ' => "y",
        'Ÿ' => "Y",
        'ç' => "c",
        'Ç' => "C",
        _ => "?",
    }
}

/// Which set the bytes speak, when the label says `believed`.
///
/// Bytes 80 to 9F are control characters nobody sends in 8859 and letters in windows-1252. In what is
/// labelled 8859/1, a "½" inside a word is the "œ" of 8859/15.
pub(super) fn seen_in(bytes: &[u8], believed: Charset) -> Charset {
    match believed {
        Charset::Windows1252 => Charset::Windows1252,
        _ if bytes.iter().any(|one| (0x80..=0x9F).contains(one)) => Charset::Windows1252,
        Charset::Latin1 if bytes.windows(3).any(is_ligature) => Charset::Latin9,
        _ => believed,
    }
}

fn is_ligature(three: &[u8]) -> bool {
    let letter = |one: u8| one.is_ascii_alphabetic() || one >= 0xC0;
    match *three {
        [before, 0xBC | 0xBD, after] => {
            letter(before) && letter(after) || !before.is_ascii_digit() && b"uUdDiI".contains(&after)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_bytes_survive_every_set() {
        let bytes: Vec<u8> = (0..=255).collect();
        for charset in [Charset::Latin1, Charset::Latin9, Charset::Windows1252] {
            let text = decode(&bytes, charset);
            assert_eq!(text.chars().count(), 256);
            let mut back = Vec::new();
            assert_eq!(encode(&mut back, &text, charset), 0, "{charset:?}");
            assert_eq!(back, bytes, "{charset:?}");
        }
    }

    #[test]
    fn latin1_is_not_windows() {
        assert_eq!(decode(b"\x80\x92", Charset::Latin1), "\u{80}\u{92}");
        assert_eq!(decode(b"\x80\x92", Charset::Windows1252), "€’");
        assert_eq!(decode(b"\xA4\xBD", Charset::Latin9), "€œ");
        assert_eq!(decode(b"\xA4\xBD", Charset::Latin1), "¤½");
    }

    #[test]
    fn what_a_set_lacks_is_replaced_and_counted() {
        let mut out = Vec::new();
        assert_eq!(encode(&mut out, "CŒUR 3€ 漢 É", Charset::Latin1), 3);
        assert_eq!(out, b"COEUR 3EUR ? \xC9");
        out.clear();
        assert_eq!(encode(&mut out, "Zoé", Charset::Ascii), 1);
        assert_eq!(out, b"Zoe");
    }

    #[test]
    fn the_bytes_betray_their_set() {
        assert_eq!(seen_in(b"l\x92h\xF4pital", Charset::Latin1), Charset::Windows1252);
        assert_eq!(seen_in(b"B\xBCUF", Charset::Latin1), Charset::Latin9);
        assert_eq!(seen_in(b"^\xBDdipe", Charset::Latin1), Charset::Latin9);
        assert_eq!(seen_in(b"3\xBD cp, 1 \xBD cp", Charset::Latin1), Charset::Latin1);
        assert_eq!(
            seen_in(b"dose\xBD, \xBDcp, n\xBC 3", Charset::Latin1),
            Charset::Latin1
        );
        assert_eq!(seen_in(b"No\xEBl", Charset::Latin1), Charset::Latin1);
    }
}
