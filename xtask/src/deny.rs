//! cargo-deny: what is known to be wrong with other people's crates, and once more their licences and sources.
//!
//! Nothing is fetched: the same commit must give the same answer with and without a network. What is missing (the
//! program, a copy of the database, a copy young enough) is said in one line, and the rest is still checked.

use crate::shell::{cargo, exists, stream};
use crate::tally::Tally;
use crate::{metadata, root};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// What needs no database.
const OTHERS: &[&str] = &["bans", "licenses", "sources"];

/// Days after which cargo-deny believes a copy no more.
const DAYS: u64 = 90;

/// The folder in which cargo-deny looks for its usual database (the name and a sum of its address).
const USUAL: &str = "advisory-db-3157b0e258782691";

/// Runs it by hand.
pub fn run() -> Result<bool> {
    let tally = step()?;
    tally
        .missing
        .iter()
        .for_each(|reason| println!("could not: {reason}"));
    println!("{tally}");
    Ok(tally.failed == 0)
}

/// The same as one step of the whole.
pub fn step() -> Result<Tally> {
    if !exists("cargo-deny") {
        return Ok(Tally::could_not(
            "advisories: no dependency was compared with known vulnerabilities, as cargo-deny is not installed",
        ));
    }
    let found = copies().into_iter().find_map(|folder| copy_in(&folder));
    let Some(copy) = found else {
        let mut tally = check(None, OTHERS)?;
        let reason = "advisories: no dependency was compared with known vulnerabilities, as there is no copy of \
                      the database in ../shared/advisory-db nor in $CARGO_HOME/advisory-dbs";
        tally.missing.push(reason.into());
        return Ok(tally);
    };
    if let Some(days) = age_of(&copy).filter(|days| *days > DAYS) {
        let mut tally = check(None, OTHERS)?;
        let reason = format!("advisories: the copy of the database is {days} days old, {DAYS} is the most");
        tally.missing.push(reason);
        return Ok(tally);
    }
    let all: Vec<&str> = OTHERS.iter().copied().chain(["advisories"]).collect();
    check(Some(&copy), &all)
}

/// One run of cargo-deny, as one check.
fn check(copy: Option<&Path>, which: &[&str]) -> Result<Tally> {
    let folder = metadata::target_directory()?.join("deny");
    std::fs::create_dir_all(&folder)?;
    let mut settings = std::fs::read_to_string(root().join("deny.toml")).context("deny.toml")?;
    if let Some(copy) = copy {
        settings = pointed_at(&settings, &shelf(&folder, copy)?)?;
    }
    let file = folder.join("deny.toml");
    std::fs::write(&file, settings)?;
    let mut deny = cargo();
    deny.args(["deny", "--offline", "--locked", "check", "--config"])
        .arg(&file)
        .args(which);
    let name = format!("cargo deny check {}", which.join(" "));
    Ok(Tally::check(&name, stream(&mut deny, |_| {})?))
}

/// Where a copy may lie, the nearest first.
fn copies() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let mut all = vec![root().join("../shared/advisory-db")];
    for name in ["advisory-dbs", "advisory-db"] {
        all.extend(home.iter().map(|home| home.join(name)));
    }
    all
}

/// The database in a folder: the folder itself, or one inside as cargo-deny names them.
fn copy_in(folder: &Path) -> Option<PathBuf> {
    let is_one = |folder: &Path| folder.join("crates").is_dir() && folder.join(".git").exists();
    if is_one(folder) {
        return folder.canonicalize().ok();
    }
    let mut inside: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| is_one(path))
        .collect();
    inside.sort();
    inside.first()?.canonicalize().ok()
}

/// How many days ago a copy was brought up to date; nothing when nobody can tell.
fn age_of(copy: &Path) -> Option<u64> {
    let marks = [".git/FETCH_HEAD", ".git/HEAD"];
    let mark = marks
        .iter()
        .find_map(|mark| std::fs::metadata(copy.join(mark)).ok())?;
    Some(mark.modified().ok()?.elapsed().ok()?.as_secs() / 86_400)
}

/// A folder that holds the copy under the name by which cargo-deny looks for it.
fn shelf(folder: &Path, copy: &Path) -> Result<PathBuf> {
    let shelf = folder.join("databases");
    std::fs::create_dir_all(&shelf)?;
    let link = shelf.join(USUAL);
    // Whatever stood there is of an earlier run; it may not be there at all.
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink(copy, &link).with_context(|| format!("linking {}", link.display()))?;
    Ok(shelf)
}

/// The settings, with the place of the database.
fn pointed_at(settings: &str, shelf: &Path) -> Result<String> {
    let opening = "[advisories]\n";
    anyhow::ensure!(settings.contains(opening), "deny.toml has no [advisories]");
    let place = format!("{opening}db-path = '{}'\n", shelf.display());
    Ok(settings.replacen(opening, &place, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_found_as_it_is_or_as_cargo_deny_keeps_it() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("chevet-deny-{}", std::process::id()));
        let (plain, kept) = (folder.join("plain"), folder.join("kept"));
        for made in [plain.clone(), kept.join(USUAL)] {
            std::fs::create_dir_all(made.join("crates"))?;
            std::fs::create_dir_all(made.join(".git"))?;
            std::fs::write(made.join(".git/FETCH_HEAD"), "")?;
        }
        std::fs::create_dir_all(folder.join("empty/crates"))?;
        assert_eq!(copy_in(&plain), plain.canonicalize().ok());
        assert_eq!(copy_in(&kept), kept.join(USUAL).canonicalize().ok());
        assert_eq!(copy_in(&folder.join("empty")), None, "no history, no age");
        assert_eq!(copy_in(&folder.join("nowhere")), None);
        assert_eq!(age_of(&plain), Some(0));
        let shelf = shelf(&folder, &plain)?;
        assert!(shelf.join(USUAL).join("crates").is_dir());
        std::fs::remove_dir_all(folder)?;
        Ok(())
    }

    #[test]
    fn the_settings_say_where_the_copy_lies() -> Result<()> {
        let pointed = pointed_at("[advisories]\nyanked = \"deny\"\n", Path::new("/x y"))?;
        assert_eq!(pointed, "[advisories]\ndb-path = '/x y'\nyanked = \"deny\"\n");
        assert!(pointed_at("[bans]\n", Path::new("/x")).is_err());
        Ok(())
    }
}
