use proptest::prelude::*;

use super::*;

fn message(label: &str, name: &[u8]) -> Vec<u8> {
    let mut bytes =
        format!("MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5|||||FRA|{label}\rPID|||||").into_bytes();
    bytes.extend_from_slice(name);
    bytes
}

/// What is read of a name sent under a label: the name, the set, the warning.
fn verdict(label: &str, name: &[u8]) -> (String, Charset, Option<CharsetWarning>) {
    let bytes = message(label, name);
    let decoded = decode(&bytes, Charset::Latin9);
    assert_eq!(decoded.encode(), bytes, "{label} {name:?}");
    let name = decoded.text.rsplit('|').next().unwrap_or_default().to_owned();
    (name, decoded.charset, decoded.warning)
}

#[test]
fn a_true_label_is_obeyed_without_a_word() {
    let table: [(&str, &[u8], &str, Charset); 6] = [
        ("UNICODE UTF-8", "Zoé Œuf".as_bytes(), "Zoé Œuf", Charset::Utf8),
        ("8859/1", b"Zo\xE9", "Zoé", Charset::Latin1),
        ("8859/15", b"Zo\xE9 \xBCuf", "Zoé Œuf", Charset::Latin9),
        ("ASCII", b"Zoe", "Zoe", Charset::Ascii),
        ("8859/1", b"Zoe", "Zoe", Charset::Latin1),
        ("windows-1252", b"l\x92\x9Cuf", "l’œuf", Charset::Windows1252),
    ];
    for (label, bytes, text, charset) in table {
        assert_eq!(verdict(label, bytes), (text.to_owned(), charset, None), "{label}");
    }
}

#[test]
fn a_false_label_is_seen_through_and_told() {
    let table: [(&str, &[u8], &str, Charset, CharsetWarning); 7] = [
        (
            "UNICODE UTF-8",
            b"Zo\xE9",
            "Zoé",
            Charset::Latin9,
            CharsetWarning::NotUtf8 {
                read_as: Charset::Latin9,
            },
        ),
        (
            "8859/1",
            "Zoé".as_bytes(),
            "Zoé",
            Charset::Utf8,
            CharsetWarning::IsUtf8 {
                labelled: Charset::Latin1,
            },
        ),
        (
            "ASCII",
            "Zoé".as_bytes(),
            "Zoé",
            Charset::Utf8,
            CharsetWarning::IsUtf8 {
                labelled: Charset::Ascii,
            },
        ),
        (
            "ASCII",
            b"Zo\xE9",
            "Zoé",
            Charset::Latin9,
            CharsetWarning::OtherSingleByte {
                labelled: Charset::Ascii,
                read_as: Charset::Latin9,
            },
        ),
        (
            "8859/1",
            b"l\x92\xE9t\xE9",
            "l’été",
            Charset::Windows1252,
            CharsetWarning::OtherSingleByte {
                labelled: Charset::Latin1,
                read_as: Charset::Windows1252,
            },
        ),
        (
            "8859/1",
            b"LEB\xBCUF",
            "LEBŒUF",
            Charset::Latin9,
            CharsetWarning::OtherSingleByte {
                labelled: Charset::Latin1,
                read_as: Charset::Latin9,
            },
        ),
        (
            "8859/7",
            b"Zo\xE9",
            "Zoé",
            Charset::Latin9,
            CharsetWarning::UnknownLabel {
                read_as: Charset::Latin9,
            },
        ),
    ];
    for (label, bytes, text, charset, warning) in table {
        assert_eq!(
            verdict(label, bytes),
            (text.to_owned(), charset, Some(warning)),
            "{label} {text}"
        );
    }
}

#[test]
fn warnings_speak_french() {
    let (_, _, warning) = verdict("8859/1", "Zoé".as_bytes());
    let text = warning.map(|warning| warning.to_string());
    assert_eq!(
        text.as_deref(),
        Some("annoncé en ISO 8859-1 mais c'est de l'UTF-8 ; lu en UTF-8")
    );
}

#[test]
fn without_label_utf8_is_recognised_and_the_rest_believed() {
    assert_eq!(
        verdict("", "Zoé".as_bytes()),
        ("Zoé".to_owned(), Charset::Utf8, None)
    );
    assert_eq!(verdict("", b"Zoe"), ("Zoe".to_owned(), Charset::Latin9, None));
    let guessed = CharsetWarning::Unlabelled {
        read_as: Charset::Latin9,
    };
    assert_eq!(
        verdict("", b"Zo\xE9 3\xA4"),
        ("Zoé 3€".to_owned(), Charset::Latin9, Some(guessed))
    );
    assert_eq!(decode(b"Zo\xE9", Charset::Latin1).charset, Charset::Latin1);
    assert_eq!(
        decode(b"Zo\xE9", Charset::Utf8).charset,
        Charset::Latin9,
        "a fallback that cannot be"
    );
}

#[test]
fn a_label_in_the_wrong_field_is_obeyed_and_told() {
    let bytes = b"MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5|||||8859/1|\rPID|Zo\xE9 \xA4";
    let decoded = decode(bytes, Charset::Latin9);
    assert_eq!(
        (decoded.charset, decoded.warning),
        (
            Charset::Latin1,
            Some(CharsetWarning::MisplacedLabel { field: 17 })
        )
    );
}

#[test]
fn a_name_cut_inside_a_letter_spoils_only_itself() {
    let (text, charset, warning) = verdict("UNICODE UTF-8", b"R\xC3\xA9ault^H\xC3\xA9l\xC3");
    assert_eq!((text.as_str(), charset), ("Réault^HélÃ", Charset::Utf8));
    assert_eq!(warning, Some(CharsetWarning::Mixed { bytes: 1 }));
}

#[test]
fn a_byte_order_mark_is_put_back() {
    let bytes = [BOM, &message("UNICODE UTF-8", "Zoé".as_bytes())].concat();
    let decoded = decode(&bytes, Charset::Latin9);
    assert!(decoded.bom && decoded.text.starts_with("MSH"));
    assert_eq!(decoded.encode(), bytes);
}

#[test]
fn utf8_and_ascii_are_not_copied() {
    for bytes in [message("", b"Zoe"), message("8859/1", "Zoé".as_bytes())] {
        assert!(matches!(decode(&bytes, Charset::Latin9).text, Cow::Borrowed(_)));
    }
}

#[test]
fn outgoing_text_says_what_it_lost() {
    assert_eq!(
        Charset::Latin1.encode("CŒUR é"),
        Encoded {
            bytes: b"COEUR \xE9".to_vec(),
            replaced: 1
        }
    );
    assert_eq!(
        Charset::Latin9.encode("CŒUR 3€"),
        Encoded {
            bytes: b"C\xBCUR 3\xA4".to_vec(),
            replaced: 0
        }
    );
    assert_eq!(Charset::Utf8.encode("漢").replaced, 0);
    for charset in [Charset::Utf8, Charset::Latin1, Charset::Latin9, Charset::Ascii] {
        assert_eq!(Charset::from_label(charset.label()), Some(charset));
    }
}

proptest! {
    #[test]
    fn every_byte_comes_back(
        label in "(UNICODE UTF-8|8859/1|8859/15|ASCII|windows-1252|8859/7|)",
        name in any::<Vec<u8>>(),
        accents in "[éèÉŒœ€a]{0,6}",
        bom in any::<bool>(),
        fallback in prop::sample::select(vec![Charset::Utf8, Charset::Latin1, Charset::Latin9, Charset::Windows1252, Charset::Ascii]),
    ) {
        let mut bytes = if bom { BOM.to_vec() } else { Vec::new() };
        bytes.extend(message(&label, &[accents.as_bytes(), &name].concat()));
        prop_assert_eq!(decode(&bytes, fallback).encode(), bytes);
    }

    #[test]
    fn any_bytes_at_all_come_back(bytes in any::<Vec<u8>>()) {
        prop_assert_eq!(decode(&bytes, Charset::Latin9).encode(), bytes);
    }
}
