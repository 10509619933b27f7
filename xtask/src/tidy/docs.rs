//! Rules that tie the prose to the code.

use super::{File, Tree};
use crate::metadata;
use anyhow::Result;
use std::collections::BTreeSet;

/// Bytes above which a picture does not belong in a repository that people clone in a hurry.
const PICTURE: usize = 300_000;

/// The pages whose names of the code are checked.
const PROSE: &[&str] = &[
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "docs/adding-a-message.md",
    "docs/adding-a-rule.md",
    "docs/adding-a-screen.md",
    "docs/faults.md",
    "docs/glossary.md",
    "docs/security/README.md",
    "docs/security/identity.md",
    "docs/security/threat-model.md",
];

pub fn decisions_are_numbered(tree: &Tree) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    let mut expected = 1..;
    for file in tree
        .files()
        .filter(|file| file.path.starts_with("docs/decisions/"))
    {
        let name = file.path.trim_start_matches("docs/decisions/");
        let number = format!("{:04}", expected.next().unwrap_or_default());
        if !name.starts_with(&format!("{number}-")) || !name.ends_with(".md") {
            breaches.push(format!("{} should be {number}-some-words.md", file.path));
        }
        if !file.text().starts_with(&format!("# {number}. ")) {
            breaches.push(format!(
                "{} should open with \"# {number}. \" and its title",
                file.path
            ));
        }
        for heading in ["## Context", "## Decision", "## Consequences"] {
            if !file.text().contains(&format!("\n{heading}\n")) {
                breaches.push(format!("{} lacks its section \"{heading}\"", file.path));
            }
        }
    }
    Ok(breaches)
}

pub fn architecture_names_every_crate(tree: &Tree) -> Result<Vec<String>> {
    let text = tree.text("ARCHITECTURE.md");
    let crates: BTreeSet<&str> = tree
        .files()
        .filter_map(|file| file.path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml"))
        .filter(|name| !name.contains('/'))
        .collect();
    let unnamed = crates.iter().filter(|name| !text.contains(&format!("`{name}`")));
    Ok(unnamed
        .map(|name| format!("ARCHITECTURE.md never names `{name}`"))
        .collect())
}

/// Other people's code comes in by name: the record of dependencies says what each one is for.
pub fn dependencies_are_explained(tree: &Tree) -> Result<Vec<String>> {
    let explained = tree.text("docs/decisions/0008-dependencies.md");
    let mut names = BTreeSet::new();
    for package in metadata::members()? {
        let dependencies = package["dependencies"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let foreign = dependencies
            .iter()
            .filter(|dependency| !dependency["path"].is_string());
        names.extend(foreign.filter_map(|dependency| dependency["name"].as_str().map(String::from)));
    }
    let silent = names
        .iter()
        .filter(|name| !explained.contains(&format!("`{name}`")));
    Ok(silent
        .map(|name| format!("docs/decisions/0008-dependencies.md does not say why `{name}` is here"))
        .collect())
}

/// Between backquotes, a path must exist, and a name (`State`, `store::Append`, `decide()`) must be found
/// by somebody who greps for it.
pub fn prose_names_real_things(tree: &Tree) -> Result<Vec<String>> {
    let endings = [".rs", ".js", ".mjs", ".toml", ".css"];
    let code: Vec<&str> = tree
        .files()
        .filter(|file| file.ends(&endings))
        .map(File::text)
        .collect();
    let mut breaches = Vec::new();
    for path in PROSE {
        // The glossary also fixes words of what is not built yet, after this heading.
        let built = tree
            .text(path)
            .split("## Words that will be needed")
            .next()
            .unwrap_or_default();
        for token in quoted(built) {
            if looks_like_a_path(token) {
                if !tree.has(token) {
                    breaches.push(format!("{path} names `{token}`, which does not exist"));
                }
            } else if let Some(name) = name_in(token)
                && !code.iter().any(|text| has_word(text, name))
            {
                breaches.push(format!("{path} names `{token}`, which grep does not find"));
            }
        }
    }
    Ok(breaches)
}

/// What stands between single backquotes, line by line, outside fenced blocks.
fn quoted(text: &str) -> Vec<&str> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            found.extend(line.split('`').skip(1).step_by(2));
        }
    }
    found
}

fn looks_like_a_path(token: &str) -> bool {
    let roots = [
        "crates/",
        "xtask/",
        "docs/",
        "tests-browser/",
        "packaging/",
        "fuzz/",
        ".ci/",
        ".github/",
        ".config/",
    ];
    roots.iter().any(|root| token.starts_with(root)) && !token.contains(['*', '<', '{', ' '])
}

/// The part of a token that grep can find, when it is a name of the code at all.
fn name_in(token: &str) -> Option<&str> {
    let name = token.trim_end_matches("()");
    let code = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == ':');
    let last = name.rsplit("::").next()?;
    let shouting = !last.contains(|c: char| c.is_ascii_lowercase());
    let spoken = token.ends_with("()")
        || name.contains("::")
        || last.contains('_')
        || last.starts_with(|c: char| c.is_ascii_uppercase());
    (code && spoken && !shouting && !last.is_empty()).then_some(last)
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let wordy = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !wordy(text[..at].chars().next_back()) && !wordy(text[at + word.len()..].chars().next())
    })
}

pub fn links_lead_somewhere(tree: &Tree) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for file in tree.ours().filter(|file| file.ends(&[".md"])) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (_, rest) in file
            .text()
            .match_indices("](")
            .map(|(at, m)| (at, &file.text()[at + m.len()..]))
        {
            let target = rest.split([')', ' ', '#']).next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            if !tree.has(&joined(folder, target)) {
                breaches.push(format!("{} links to {target}, which does not exist", file.path));
            }
        }
    }
    Ok(breaches)
}

fn joined(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

pub fn readme_shows_the_commands(tree: &Tree) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for readme in ["README.md", "README.fr.md"] {
        for command in ["cargo run --release -- demo", "cargo xtask test"] {
            if !tree.text(readme).contains(command) {
                breaches.push(format!("{readme} does not show `{command}`"));
            }
        }
    }
    if !tree.text(".ci/run").contains("cargo xtask test") {
        breaches.push(".ci/run does not run `cargo xtask test`".into());
    }
    Ok(breaches)
}

pub fn changelog_has_entries(tree: &Tree) -> Result<Vec<String>> {
    let entries = tree
        .text("CHANGELOG.md")
        .lines()
        .filter(|line| line.starts_with("- "))
        .count();
    Ok(if entries == 0 {
        vec!["CHANGELOG.md has no entry".into()]
    } else {
        Vec::new()
    })
}

pub fn pictures_are_light(tree: &Tree) -> Result<Vec<String>> {
    let heavy = tree
        .files()
        .filter(|file| file.ends(&[".png", ".jpg", ".webp"]) && file.bytes.len() > PICTURE);
    Ok(heavy
        .map(|file| {
            format!(
                "{} weighs {} bytes; {PICTURE} is the most",
                file.path,
                file.bytes.len()
            )
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_what_is_not_one() {
        assert_eq!(name_in("store::Append"), Some("Append"));
        assert_eq!(name_in("decide()"), Some("decide"));
        assert_eq!(name_in("State"), Some("State"));
        assert_eq!(name_in("control_id"), Some("control_id"));
        for other in ["ZBE", "cargo test", "chevet", "--port", "A02"] {
            assert_eq!(name_in(other), None, "{other}");
        }
    }

    #[test]
    fn links_are_followed_from_the_page() {
        assert_eq!(joined("docs/decisions", "../glossary.md"), "docs/glossary.md");
        assert_eq!(joined("", "./docs/img/board.png"), "docs/img/board.png");
    }
}
