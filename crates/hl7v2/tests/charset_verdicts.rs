//! The same messages transcoded and relabelled, rightly and wrongly: their names say which.

mod common;

use common::{files, folder};
use hl7v2::{Charset, CharsetWarning, decode};

#[test]
fn each_file_is_read_as_what_its_name_says_it_is() {
    let Some(folder) = folder("derived-encodings") else {
        return;
    };
    let all = files(&folder);
    assert!(all.len() > 50);
    for (path, bytes) in &all {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let (source, kind) = name.split_once('.').unwrap();
        let decoded = decode(bytes, Charset::Latin9);
        let high = bytes.iter().any(|one| !one.is_ascii());
        let (charset, warning) = match kind {
            "ok-utf8" => (Charset::Utf8, None),
            "ok-8859-1" => (Charset::Latin1, None),
            "ok-8859-15" => (Charset::Latin9, None),
            "NOLABEL-is-utf8" => (Charset::Utf8, None),
            "NOLABEL-is-8859-15" => (
                Charset::Latin9,
                Some(CharsetWarning::Unlabelled {
                    read_as: Charset::Latin9,
                }),
            ),
            "MISLABEL-says-8859-1-is-utf8" => (
                Charset::Utf8,
                Some(CharsetWarning::IsUtf8 {
                    labelled: Charset::Latin1,
                }),
            ),
            "MISLABEL-says-utf8-is-8859-15" => (
                Charset::Latin9,
                Some(CharsetWarning::NotUtf8 {
                    read_as: Charset::Latin9,
                }),
            ),
            other => panic!("a kind of file this test does not know: {other}"),
        };
        assert!(high, "{name}: all of them hold letters beyond ASCII");
        assert_eq!((decoded.charset, &decoded.warning), (charset, &warning), "{name}");
        assert_eq!(&decoded.encode(), bytes, "{name}");

        // Whatever the bytes, the text is the one of the rightly labelled file, label aside.
        let truth = all
            .iter()
            .find(|(path, _)| path.ends_with(format!("{source}.ok-utf8.hl7")));
        let truth = std::str::from_utf8(&truth.unwrap().1).unwrap();
        assert_eq!(without_header(&decoded.text), without_header(truth), "{name}");
    }
}

/// The lines after the first: the label is the only thing that differs, and it stands there.
fn without_header(text: &str) -> Vec<&str> {
    text.split(['\r', '\n'])
        .filter(|line| !line.starts_with("MSH"))
        .collect()
}
