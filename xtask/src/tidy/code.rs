//! Rules about the code.

use super::{File, Tree};
use anyhow::Result;

/// Lines above which a file is no longer read in one sitting.
const LONG: usize = 600;
/// Lines above which it must be split.
const TOO_LONG: usize = 800;

const SOURCES: &[&str] = &[".rs", ".js", ".mjs", ".css", ".sh"];

pub fn files_are_short(tree: &Tree) -> Result<Vec<String>> {
    let long = tree
        .ours()
        .filter(|file| file.ends(SOURCES))
        .map(length)
        .filter(|(lines, _)| *lines > TOO_LONG);
    Ok(long
        .map(|(lines, file)| format!("{} has {lines} lines; {TOO_LONG} is the most", file.path))
        .collect())
}

/// Files worth splitting, though nobody is forced to.
pub fn long_files(tree: &Tree) -> Vec<String> {
    let long = tree
        .ours()
        .filter(|file| file.ends(SOURCES))
        .map(length)
        .filter(|(lines, _)| *lines > LONG);
    long.map(|(lines, file)| format!("{} has {lines} lines", file.path))
        .collect()
}

fn length(file: &File) -> (usize, &File) {
    (file.text().lines().count(), file)
}

pub fn nothing_is_left_unfinished(tree: &Tree) -> Result<Vec<String>> {
    // Spelled in two halves, or this file would be its own breach.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
        concat!("unimpl", "emented!("),
        concat!("to", "do!("),
        concat!("d", "bg!("),
        concat!("#[all", "ow("),
    ];
    let mut breaches = Vec::new();
    for file in tree
        .ours()
        .filter(|file| file.ends(SOURCES) || file.ends(&[".md", ".toml", ".yml"]))
    {
        for (number, line) in (1..).zip(file.text().lines()) {
            for mark in marks.iter().filter(|mark| stands_alone(line, mark)) {
                breaches.push(format!("{}:{number} says {mark}", file.path));
            }
        }
    }
    Ok(breaches)
}

/// Whether `mark` is in `line` and not inside a longer word or a run of the same letter, such as a mask.
fn stands_alone(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + mark.len()..].chars().next();
        let wordy = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !wordy(before) && (mark.ends_with('(') || !wordy(after))
    })
}

pub fn crates_keep_the_lints(tree: &Tree) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for file in tree
        .files()
        .filter(|file| file.path != "Cargo.toml" && file.path.ends_with("Cargo.toml"))
    {
        if !file.text().contains("[lints]\nworkspace = true") {
            breaches.push(format!("{} does not take the lints of the workspace", file.path));
        }
        if !file.text().contains("license.workspace = true") {
            breaches.push(format!(
                "{} does not take the licence of the workspace",
                file.path
            ));
        }
    }
    Ok(breaches)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_alone() {
        let mark = concat!("XX", "X");
        assert!(stands_alone(&format!("// {mark}: later"), mark));
        assert!(!stands_alone(&format!("D{mark}{mark}"), mark));
        assert!(!stands_alone(&format!("Z_{mark}_1"), mark));
    }
}
