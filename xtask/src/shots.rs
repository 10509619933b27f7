//! Screenshots of every screen of the demo, at the three widths people have.

use crate::shell::stream;
use crate::{browser, root, setup};
use anyhow::Result;
use std::process::Command;

/// Builds and starts the demo, takes the pictures into `dir` and stops the demo.
pub fn run(dir: &str) -> Result<bool> {
    let folder = root().join("tests-browser");
    setup::browser(&folder).map_err(anyhow::Error::msg)?;
    // The release build is the one the README tells people to run, so most machines have it already.
    let Some(binary) = browser::build("release")? else {
        return Ok(false);
    };
    let dir = root().join(dir);
    std::fs::create_dir_all(&dir)?;
    stream(
        Command::new("node")
            .arg("shots.mjs")
            .arg(dir)
            .current_dir(folder)
            .env("CHEVET_BIN", binary),
        |_| {},
    )
}
