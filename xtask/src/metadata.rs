//! What `cargo metadata` knows about the workspace.

use crate::shell;
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::PathBuf;

/// The packages of this workspace, without their dependencies' packages.
pub fn members() -> Result<Vec<Value>> {
    packages(&["--no-deps"])
}

/// Every package the workspace pulls in on Linux, ours and other people's.
pub fn everything() -> Result<Vec<Value>> {
    packages(&["--filter-platform", "x86_64-unknown-linux-gnu"])
}

fn packages(flags: &[&str]) -> Result<Vec<Value>> {
    let text = shell::answer(
        shell::cargo()
            .args(["metadata", "--format-version", "1", "--locked"])
            .args(flags),
    )
    .context("cargo metadata --locked failed (is Cargo.lock up to date?)")?;
    let mut metadata: Value = serde_json::from_str(&text)?;
    match metadata["packages"].take() {
        Value::Array(packages) => Ok(packages),
        _ => anyhow::bail!("cargo metadata lists no packages"),
    }
}

/// Where cargo puts what it builds.
pub fn target_directory() -> Result<PathBuf> {
    let text = shell::answer(shell::cargo().args(["metadata", "--format-version", "1", "--no-deps"]))
        .context("cargo metadata failed")?;
    let metadata: Value = serde_json::from_str(&text)?;
    Ok(PathBuf::from(
        metadata["target_directory"]
            .as_str()
            .context("cargo metadata names no target directory")?,
    ))
}
