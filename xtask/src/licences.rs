//! The licences of other people's crates, against the list in `deny.toml`.
//!
//! cargo-deny reads the same file and checks more; this check needs nothing installed, so that it runs
//! for everybody, every time.

use crate::metadata;
use anyhow::Result;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// One sentence per dependency whose licence, source or name is refused.
pub fn breaches(deny_toml: &str) -> Result<Vec<String>> {
    let allowed = list(deny_toml, "allow = [");
    let banned = list(deny_toml, "deny = [");
    anyhow::ensure!(!allowed.is_empty(), "deny.toml allows no licence at all");
    Ok(metadata::everything()?
        .iter()
        .filter_map(|package| judge(package, &allowed, &banned))
        .collect())
}

/// One sentence per crate that is here in two versions without a reason, and per reason that is not needed any more.
pub fn duplicates(deny_toml: &str) -> Result<Vec<String>> {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in metadata::everything()? {
        let text = |field: &str| package[field].as_str().unwrap_or_default().to_owned();
        versions.entry(text("name")).or_default().insert(text("version"));
    }
    Ok(unexplained(&versions, &list(deny_toml, "skip = [")))
}

fn unexplained(versions: &BTreeMap<String, BTreeSet<String>>, skipped: &[String]) -> Vec<String> {
    let mut breaches = Vec::new();
    for (name, versions) in versions {
        let is_explained = |version: &&String| skipped.contains(&format!("{name}@{version}"));
        // One version is the one we want; each other one needs its reason.
        if versions.iter().filter(|version| !is_explained(version)).count() > 1 {
            breaches.push(format!(
                "{name} is here in {} versions; deny.toml says why of none",
                versions.len()
            ));
        }
    }
    for skip in skipped {
        let (name, version) = skip.split_once('@').unwrap_or((skip, ""));
        let known = versions.get(name);
        if !known.is_some_and(|versions| versions.len() > 1 && versions.contains(version)) {
            breaches.push(format!("deny.toml skips {skip}, which is no duplicate any more"));
        }
    }
    breaches
}

fn judge(package: &Value, allowed: &[String], banned: &[String]) -> Option<String> {
    let name = package["name"].as_str().unwrap_or("?");
    // Ours have no source: their licence is the workspace's.
    let source = package["source"].as_str()?;
    if source != "registry+https://github.com/rust-lang/crates.io-index" {
        return Some(format!("{name} does not come from crates.io"));
    }
    if banned.iter().any(|ban| ban == name) {
        return Some(format!("{name} is banned in deny.toml"));
    }
    let licence = package["license"].as_str().unwrap_or_default();
    (!permitted(licence, allowed)).then(|| format!("{name} has the licence \"{licence}\", not in deny.toml"))
}

/// The quoted strings of the first TOML list that opens with `opening` at the start of a line.
/// In a list of tables, only the names count.
fn list(toml: &str, opening: &str) -> Vec<String> {
    let lines = toml.lines().skip_while(|line| !line.starts_with(opening));
    let inside = lines.skip(1).take_while(|line| !line.starts_with(']'));
    inside
        .filter_map(|line| Some(line.split('#').next()?.split('"').nth(1)?.to_owned()))
        .collect()
}

/// Whether an SPDX expression can be satisfied with the allowed licences alone.
/// `/` is the old spelling of OR; AND binds tighter than OR; one exception (`WITH`) is part of its name.
fn permitted(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest, allowed) && rest.is_empty()
}

fn either(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut good = both(words, allowed);
    while let ["OR", after @ ..] = words {
        *words = after;
        // Evaluate the right side even when the left is enough: its words must be consumed.
        good |= both(words, allowed);
    }
    good
}

fn both(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut good = one(words, allowed);
    while let ["AND", after @ ..] = words {
        *words = after;
        good &= one(words, allowed);
    }
    good
}

fn one(words: &mut &[&str], allowed: &[String]) -> bool {
    match words {
        ["(", after @ ..] => {
            *words = after;
            let good = either(words, allowed);
            match words {
                [")", after @ ..] => {
                    *words = after;
                    good
                }
                _ => false,
            }
        }
        [name, "WITH", exception, after @ ..] => {
            *words = after;
            allowed
                .iter()
                .any(|licence| *licence == format!("{name} WITH {exception}"))
        }
        [name, after @ ..] => {
            *words = after;
            // "MPL-2.0+" leaves us the choice of the version, so the version we know will do.
            allowed
                .iter()
                .any(|licence| licence == name.trim_end_matches('+'))
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions() {
        let allowed: Vec<String> = ["MIT", "Apache-2.0", "Zlib"].map(String::from).to_vec();
        for good in [
            "MIT",
            "MIT/GPL-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-3.0) AND Zlib",
            "MIT AND Apache-2.0",
        ] {
            assert!(permitted(good, &allowed), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(MIT OR Zlib) AND GPL-3.0",
            "(MIT",
            "MIT WITH X",
        ] {
            assert!(!permitted(bad, &allowed), "{bad}");
        }
    }

    #[test]
    fn a_second_version_needs_a_reason_and_a_reason_a_second_version() {
        let versions = |all: &[(&str, &[&str])]| {
            let set = |versions: &[&str]| versions.iter().map(|it| (*it).to_owned()).collect();
            all.iter()
                .map(|(name, them)| ((*name).to_owned(), set(them)))
                .collect()
        };
        let here = versions(&[("syn", &["2.0.1", "3.0.0"]), ("serde", &["1.0.0"])]);
        let said = |skips: &[&str]| {
            unexplained(
                &here,
                &skips.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>(),
            )
        };
        assert!(said(&["syn@2.0.1"]).is_empty());
        assert_eq!(said(&[]).len(), 1);
        assert_eq!(said(&["syn@2.0.0"]).len(), 2, "another version explains nothing");
        assert_eq!(said(&["syn@2.0.1", "serde@1.0.0"]).len(), 1);
    }

    #[test]
    fn lists() {
        let toml = "[licenses]\nallow = [\n  \"MIT\", # short\n  \"Zlib\",\n]\n[bans]\ndeny = [\n  { crate = \"openssl\" },\n]\n";
        assert_eq!(list(toml, "allow = ["), ["MIT", "Zlib"]);
        assert_eq!(list(toml, "deny = ["), ["openssl"]);
    }
}
