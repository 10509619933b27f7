//! Rules about what comes from elsewhere, and what must not go there.

use super::Tree;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

/// sha256 of the AGPL-3.0 as the Free Software Foundation publishes it in plain text.
const AGPL: &str = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0";

/// The front-end files, those of other people among them.
const ASSETS: &str = "crates/web/assets/";

pub fn licence_is_verbatim(tree: &Tree) -> Result<Vec<String>> {
    let kept = sha256(tree.text("LICENSE").as_bytes())? == AGPL;
    Ok(if kept {
        Vec::new()
    } else {
        vec!["LICENSE is not the verbatim text of the AGPL-3.0".into()]
    })
}

/// Whoever clones this must get the same packages we tested, from where everybody gets them.
pub fn registries_are_public(tree: &Tree) -> Result<Vec<String>> {
    let public = [
        "registry+https://github.com/rust-lang/crates.io-index",
        "https://registry.npmjs.org/",
    ];
    let mut breaches = Vec::new();
    for file in tree
        .files()
        .filter(|file| file.ends(&["Cargo.lock", "package-lock.json"]))
    {
        for line in file.text().lines().map(str::trim) {
            let origin = line
                .strip_prefix("source = ")
                .or_else(|| line.strip_prefix("\"resolved\": "));
            let Some(origin) = origin.map(|origin| origin.trim_matches(['"', ','])) else {
                continue;
            };
            if !public.iter().any(|prefix| origin.starts_with(prefix)) {
                breaches.push(format!("{} takes a package from {origin}", file.path));
            }
        }
    }
    let settings = [".npmrc", "pip.conf", ".cargo/config.toml", ".cargo/config"];
    for file in tree.files().filter(|file| file.ends(&settings)) {
        if ["registry", "index-url", "replace-with"]
            .iter()
            .any(|word| file.text().contains(word))
        {
            breaches.push(format!("{} points at a registry of its own", file.path));
        }
    }
    Ok(breaches)
}

/// No address that only resolves where somebody works, no path that only exists on somebody's machine.
pub fn no_machine_is_named(tree: &Tree) -> Result<Vec<String>> {
    let paths = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
    ];
    let private = [".internal", ".corp", ".intranet", ".lan", ".localdomain"];
    let mut breaches = Vec::new();
    for file in tree.files() {
        for (number, line) in (1..).zip(file.text().lines()) {
            let hosts = line.split("://").skip(1).map(host_of);
            for host in
                hosts.filter(|host| private.iter().any(|end| host.ends_with(end)) || behind_a_router(host))
            {
                breaches.push(format!("{}:{number} names the host {host}", file.path));
            }
            for path in paths.iter().filter(|path| line.contains(*path)) {
                breaches.push(format!("{}:{number} names a path under {path}", file.path));
            }
        }
    }
    Ok(breaches)
}

fn host_of(rest: &str) -> &str {
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'));
    &rest[..end.unwrap_or(rest.len())]
}

/// The private ranges of RFC 1918. Loopback and the documentation ranges are everybody's.
fn behind_a_router(host: &str) -> bool {
    let parts: Vec<u8> = host.split('.').filter_map(|part| part.parse().ok()).collect();
    matches!(
        parts.as_slice(),
        [10, _, _, _] | [172, 16..=31, _, _] | [192, 168, _, _]
    )
}

/// Every front-end file that other people wrote is in `SHA256SUMS` with its sum, and the other way round.
pub fn vendored_files_match_their_sums(tree: &Tree) -> Result<Vec<String>> {
    let text = tree.text(&format!("{ASSETS}vendor/SHA256SUMS"));
    let mut sums: BTreeMap<&str, &str> = text
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(sum, name)| (name, sum))
        .collect();
    let mut breaches = Vec::new();
    for file in tree.files() {
        let Some(name) = file.path.strip_prefix(ASSETS) else {
            continue;
        };
        match sums.remove(name) {
            Some(sum) if sum == sha256(&file.bytes)? => {}
            Some(_) => breaches.push(format!(
                "{} is not the file whose sum was written down",
                file.path
            )),
            None if must_have_a_sum(name) => breaches.push(format!("{} is not in SHA256SUMS", file.path)),
            None => {}
        }
    }
    breaches.extend(
        sums.keys()
            .map(|name| format!("SHA256SUMS lists {name}, which is not there")),
    );
    Ok(breaches)
}

/// Fonts, minified scripts and whatever lies in the vendor folder, but for its notices.
fn must_have_a_sum(name: &str) -> bool {
    let notice = ["LICENSE", "README", "SHA256SUMS"]
        .iter()
        .any(|word| name.contains(word));
    !notice && (name.starts_with("vendor/") || name.ends_with(".woff2") || name.ends_with(".min.js"))
}

/// The sum in hexadecimal, by the program that every Debian has.
fn sha256(bytes: &[u8]) -> Result<String> {
    let mut program = Command::new("sha256sum")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("sha256sum is needed")?;
    program
        .stdin
        .take()
        .context("sha256sum has no input")?
        .write_all(bytes)?;
    let output = program.wait_with_output()?;
    Ok(String::from_utf8_lossy(&output.stdout)
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_hosts() {
        assert!(
            behind_a_router("10.1.2.3") && behind_a_router("172.20.0.1") && behind_a_router("192.168.1.1")
        );
        assert!(
            !behind_a_router("127.0.0.1") && !behind_a_router("192.0.2.1") && !behind_a_router("example.org")
        );
        assert_eq!(host_of("example.org:443/a"), "example.org");
    }

    #[test]
    fn a_sum_everybody_knows() -> Result<()> {
        assert_eq!(
            sha256(b"")?,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        Ok(())
    }
}
