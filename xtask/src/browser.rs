//! The browser tests: `tests-browser/*.test.mjs` against the binary as it is built.

use crate::shell::{cargo, stream};
use crate::tally::{Listener, Runner, Tally};
use crate::{metadata, root, setup};
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// Runs the browser tests, all of them or those whose name contains `filter`.
pub fn run(filter: Option<&str>) -> Result<bool> {
    let tally = step(filter)?;
    tally
        .missing
        .iter()
        .for_each(|reason| println!("could not: {reason}"));
    println!("{tally}");
    Ok(tally.failed == 0)
}

/// The same as one step of the whole.
pub fn step(filter: Option<&str>) -> Result<Tally> {
    let folder = root().join("tests-browser");
    if let Err(reason) = setup::browser(&folder) {
        return Ok(Tally::could_not(format!("browser tests: {reason}")));
    }
    let Some(binary) = build("dev")? else {
        return Ok(Tally::check("building chevet for the browser tests", false));
    };
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
        .current_dir(folder);
    if let Some(filter) = filter {
        node.arg(format!("--test-name-pattern={filter}"));
    }
    let mut listener = Listener::to(Runner::Node);
    let success = stream(node.env("CHEVET_BIN", binary), |line| listener.hear(line))?;
    Ok(listener.finish("node --test", success))
}

/// Builds the binary in this profile and says where it lies; nothing when it does not compile.
pub fn build(profile: &str) -> Result<Option<PathBuf>> {
    let args = [
        "build",
        "--package",
        "cli",
        "--bin",
        "chevet",
        "--locked",
        "--profile",
        profile,
    ];
    if !stream(cargo().args(args), |_| {})? {
        return Ok(None);
    }
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(Some(metadata::target_directory()?.join(folder).join("chevet")))
}
