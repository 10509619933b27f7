//! docs/security tells the truth: every requirement of ASVS 5.0 level 1 and 2 is answered once, every test it names
//! exists, and the numbers on its pages are those of the code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How many requirements of each level there are.
const LEVELS: [(u8, usize); 2] = [(1, 70), (2, 183)];

/// How a gap begins that only lacks its test.
const NOT_SHOWN: &str = "Built, not shown by a test";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn page(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// What meets a requirement here.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Met {
    /// These tests show it.
    Tests(Vec<String>),
    /// It does not apply, or holds by how the thing is built or written down.
    Reason(String),
    /// It applies and is not met, or nothing shows it.
    Gap(String),
}

/// One requirement.
#[derive(Debug)]
struct Row {
    id: String,
    level: u8,
    about: String,
    met: Met,
}

/// Reads the table: the part of TOML it is written in, and nothing else.
fn rows(text: &str) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    let mut lines = (1..).zip(text.lines().map(str::trim)).peekable();
    while let Some((number, line)) = lines.next() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let id = line.strip_prefix("[\"").and_then(|it| it.strip_suffix("\"]"));
        let id = id.ok_or(format!("line {number}: no row begins with {line}"))?;
        let mut fields: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        while let Some((_, line)) = lines.next_if(|(_, it)| !it.is_empty() && !it.starts_with('[')) {
            let (key, value) = line.split_once(" = ").ok_or(format!("{id}: {line}"))?;
            let mut value = value.to_owned();
            while value.starts_with('[') && !value.ends_with(']') {
                let (_, more) = lines.next().ok_or(format!("{id}: a list without an end"))?;
                value.push_str(more);
            }
            let known = ["level", "about", "tests", "reason", "gap"].contains(&key);
            if !known || fields.insert(key, texts(&value)).is_some() {
                return Err(format!("{id}: {key}"));
            }
        }
        let one = |name: &str| fields.get(name).and_then(|it| it.first().cloned());
        let met: Vec<Met> = [
            fields.get("tests").cloned().map(Met::Tests),
            one("reason").map(Met::Reason),
            one("gap").map(Met::Gap),
        ]
        .into_iter()
        .flatten()
        .collect();
        let [met] = met.as_slice() else {
            return Err(format!("{id}: tests, a reason or a gap, and one of them only"));
        };
        let level = one("level").and_then(|it| it.parse().ok());
        rows.push(Row {
            id: id.to_owned(),
            level: level.ok_or(format!("{id}: a level"))?,
            about: one("about").ok_or(format!("{id}: what it is about"))?,
            met: met.clone(),
        });
    }
    Ok(rows)
}

/// The texts between quotes of a value; a number as it stands.
fn texts(value: &str) -> Vec<String> {
    if !value.contains('"') {
        return vec![value.to_owned()];
    }
    let whole = value.replace("\\\"", "\u{1}");
    let inside = whole.split('"').skip(1).step_by(2);
    inside.map(|it| it.replace('\u{1}', "\"")).collect()
}

fn asvs() -> Vec<Row> {
    rows(&page("docs/security/asvs.toml")).expect("docs/security/asvs.toml")
}

#[test]
fn every_requirement_is_answered_once() {
    let text = page("docs/security/asvs-5.0-ids.txt");
    let listed: Vec<(String, u8)> = text
        .lines()
        .map(|line| {
            let (id, level) = line.split_once(' ').expect("an id and a level");
            (id.to_owned(), level.parse().expect("a level"))
        })
        .collect();
    for (level, many) in LEVELS {
        assert_eq!(
            listed.iter().filter(|it| it.1 == level).count(),
            many,
            "level {level}"
        );
    }
    let distinct: BTreeSet<&String> = listed.iter().map(|(id, _)| id).collect();
    assert_eq!(distinct.len(), listed.len(), "an id is listed twice");
    let answered: Vec<(String, u8)> = asvs().into_iter().map(|it| (it.id, it.level)).collect();
    assert_eq!(answered, listed, "the rows are those of the list, in its order");
}

#[test]
fn every_row_says_something() {
    for row in asvs() {
        assert!(
            row.about.len() > 2 && row.about.len() < 80,
            "{}: {}",
            row.id,
            row.about
        );
        match row.met {
            Met::Tests(tests) => assert!(!tests.is_empty(), "{} names no test", row.id),
            Met::Reason(said) | Met::Gap(said) => assert!(said.len() > 5, "{}: {said}", row.id),
        }
    }
}

#[test]
fn every_test_that_is_named_exists() {
    let mut missing = Vec::new();
    for row in asvs() {
        let Met::Tests(tests) = row.met else { continue };
        for test in tests {
            let there = test
                .split_once("::")
                .is_some_and(|(file, name)| exists(file, name));
            if !there {
                missing.push(format!("{}: {test}", row.id));
            }
        }
    }
    assert!(missing.is_empty(), "no such test:\n{}", missing.join("\n"));
}

/// Whether that file has a test of that name.
fn exists(file: &str, name: &str) -> bool {
    let elsewhere = ["tests-browser/", "xtask/", "fuzz/"];
    let folder = if elsewhere.iter().any(|it| file.starts_with(it)) {
        root()
    } else {
        root().join("crates")
    };
    let text = std::fs::read_to_string(folder.join(file)).unwrap_or_default();
    if file == "xtask/tests/tidy.rs" {
        // Its tests are made by a macro, one for each name between its braces.
        let made = text.split("\nrules! {").nth(1).unwrap_or_default();
        return made.lines().any(|line| line.trim() == name);
    }
    if !file.ends_with(".rs") {
        return text.contains(&format!("test('{name}'"));
    }
    let Some((before, _)) = text.split_once(&format!("fn {name}(")) else {
        return false;
    };
    // Attributes stand between the end of the item before and this one; property tests have theirs there too.
    let mut tail = before.lines().rev().take(6).map(str::trim);
    tail.any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
}

#[test]
fn the_counts_of_the_page_are_those_of_the_table() {
    let rows = asvs();
    let counts = |level: Option<u8>| {
        let of = |wanted: fn(&Met) -> bool| {
            let here = rows
                .iter()
                .filter(|it| level.is_none_or(|level| it.level == level));
            here.filter(|it| wanted(&it.met)).count()
        };
        let tests = of(|it| matches!(it, Met::Tests(_)));
        let reasons = of(|it| matches!(it, Met::Reason(_)));
        let gaps = of(|it| matches!(it, Met::Gap(_)));
        let untested = of(|it| matches!(it, Met::Gap(said) if said.starts_with(NOT_SHOWN)));
        let all = tests + reasons + gaps;
        format!("| {all} | {tests} | {reasons} | {gaps} | {untested} |")
    };
    let page = page("docs/security/README.md");
    for (name, level) in [("level 1", Some(1)), ("level 2", Some(2)), ("both", None)] {
        let line = format!("| {name} {}", counts(level));
        println!("{line}");
        assert!(page.contains(&line), "docs/security/README.md should say: {line}");
    }
}

#[test]
fn the_numbers_of_the_policy_are_those_of_the_page() {
    let policy = auth::Policy::default();
    let numbers = serde_json::to_value(&policy).expect("a policy");
    let numbers = numbers.as_object().expect("fields");
    let page = page("docs/security/identity.md");
    let mut said = BTreeSet::new();
    for line in page.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", name, number, bounds, _, ""] = cells.as_slice() else {
            continue;
        };
        let name = name.trim_matches('`');
        let Some(real) = numbers.get(name) else { continue };
        said.insert(name.to_owned());
        if let Some(word) = real.as_str() {
            // A choice between words: each of them may be taken.
            assert_eq!(*number, word, "{name}");
            for choice in bounds.split(", ") {
                assert!(is_sound(numbers, name, choice.into()), "{name} may be {choice}");
            }
            continue;
        }
        assert_eq!(*number, real.to_string(), "{name}");
        let (least, most) = bounds.split_once(" to ").expect("bounds");
        for (bound, beyond) in [(least, -1), (most, 1)] {
            let bound: i64 = bound.replace(',', "").parse().expect("a number");
            assert!(is_sound(numbers, name, bound.into()), "{name} may be {bound}");
            assert!(
                !is_sound(numbers, name, (bound + beyond).into()),
                "{name} may not be beyond {bound}"
            );
        }
    }
    let all: BTreeSet<String> = numbers.keys().cloned().collect();
    assert_eq!(
        said, all,
        "every number of the policy has its line, and its reason"
    );
}

/// Whether the policy takes that value.
fn is_sound(
    numbers: &serde_json::Map<String, serde_json::Value>,
    name: &str,
    value: serde_json::Value,
) -> bool {
    let mut other = numbers.clone();
    other.insert(name.to_owned(), value);
    let policy: Result<auth::Policy, _> = serde_json::from_value(other.into());
    policy.is_ok_and(|it| it.checked().is_ok())
}

#[test]
fn the_policy_of_every_page_names_our_own_files_only() {
    let policy = web::guard::policy(&["https://dpi.example".to_owned()]);
    let policy = policy.to_str().expect("text");
    let directives: BTreeMap<&str, &str> = policy
        .split(';')
        .filter_map(|it| it.trim().split_once(' '))
        .collect();
    // What has no line of its own, objects among it, falls under the first.
    assert_eq!(directives.get("default-src"), Some(&"'none'"));
    assert_eq!(directives.get("base-uri"), Some(&"'none'"));
    for (name, sources) in &directives {
        let ours = match *name {
            "default-src" | "base-uri" => "'none'",
            "img-src" => "'self' data:",
            "frame-ancestors" => "'self' https://dpi.example",
            "require-trusted-types-for" => "'script'",
            "trusted-types" => "chevet chevet-offline",
            _ => "'self'",
        };
        assert_eq!(*sources, ours, "{name}");
    }
}

#[test]
fn the_reader_can_fail() {
    let row = "[\"1.1.1\"]\nlevel = 1\nabout = \"x\"\n";
    for (bad, why) in [
        ("", "neither"),
        ("gap = \"a\"\nreason = \"b\"\n", "two answers"),
        ("gap = \"a\"\ngap = \"b\"\n", "one answer twice"),
        ("tset = [\"a::b\"]\n", "a word that is none"),
    ] {
        assert!(rows(&format!("{row}{bad}")).is_err(), "{why}");
    }
    let read = rows(&format!("{row}tests = [\n  \"a::b\",\n  \"c::d\",\n]\n")).expect("a row");
    assert_eq!(read[0].met, Met::Tests(vec!["a::b".into(), "c::d".into()]));
    let quoted = rows(&format!("{row}gap = \"say \\\"no\\\"\"\n")).expect("a row");
    assert_eq!(quoted[0].met, Met::Gap("say \"no\"".into()));
    assert!(!exists("cli/tests/asvs.rs", "rows") && !exists("cli/tests/asvs.rs", "nothing"));
    assert!(exists("cli/tests/asvs.rs", "the_reader_can_fail"));
}
