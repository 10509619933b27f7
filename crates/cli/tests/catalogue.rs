//! The fault catalogue tells the truth: every row is there once, and every test it names exists.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The sections and how many rows each has.
const SECTIONS: [(char, usize); 4] = [('M', 45), ('S', 28), ('L', 14), ('B', 7)];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A row of a table whose first cell is an id.
struct Row {
    id: String,
    proof: String,
}

fn rows() -> Vec<Row> {
    let text = std::fs::read_to_string(root().join("docs/catalogue.md")).expect("docs/catalogue.md");
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, id, _, proof, _] = cells.as_slice() else {
            return None;
        };
        let is_id = id.len() == 3
            && id.starts_with(char::is_alphabetic)
            && id[1..].bytes().all(|byte| byte.is_ascii_digit());
        is_id.then(|| Row {
            id: (*id).to_owned(),
            proof: (*proof).to_owned(),
        })
    });
    rows.collect()
}

/// The tests that a cell names: a file, two colons, the name.
fn proofs(cell: &str) -> Vec<(&str, &str)> {
    let code = cell.split('`').skip(1).step_by(2);
    code.filter_map(|code| code.split_once("::")).collect()
}

#[test]
fn every_row_of_the_catalogue_is_there_once() {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows() {
        *count.entry(row.id).or_default() += 1;
    }
    for (letter, many) in SECTIONS {
        for number in 1..=many {
            let id = format!("{letter}{number:02}");
            assert_eq!(count.remove(&id), Some(1), "row {id}");
        }
    }
    // Rows of other sections may be there, each once.
    assert!(count.values().all(|times| *times == 1), "{count:?}");
}

#[test]
fn every_row_names_a_test_or_says_why_not_yet() {
    for row in rows() {
        let proven = !proofs(&row.proof).is_empty();
        let excused = row
            .proof
            .split("not yet: ")
            .nth(1)
            .is_some_and(|why| why.len() > 10);
        assert!(
            proven || excused,
            "row {} proves nothing and says nothing",
            row.id
        );
    }
}

#[test]
fn every_test_that_the_catalogue_and_the_track_record_name_exists() {
    let mut missing = Vec::new();
    for page in ["docs/catalogue.md", "TRACK-RECORD.md"] {
        let text = std::fs::read_to_string(root().join(page)).expect("page");
        for (file, name) in proofs(&text) {
            let folder = if file.starts_with("tests-browser/") || file.starts_with("fuzz/") {
                root()
            } else {
                root().join("crates")
            };
            let path = folder.join(file);
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let found = if file.ends_with(".rs") {
                is_a_test(&text, name)
            } else {
                text.contains(&format!("test('{name}'"))
            };
            if !found {
                missing.push(format!("{page}: no test {name} in {file}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Whether the text has a function of that name with a test attribute above it.
fn is_a_test(text: &str, name: &str) -> bool {
    let Some((before, _)) = text.split_once(&format!("fn {name}(")) else {
        return false;
    };
    // Attributes stand between the end of the item before and this one; property tests have theirs there too.
    let tail: Vec<&str> = before.lines().rev().take(6).collect();
    tail.iter().any(|line| {
        let line = line.trim();
        line.starts_with("#[test]") || line.starts_with("#[tokio::test")
    })
}
