//! Coverage-guided fuzzing with libFuzzer, on the stable compiler.
//!
//! The targets are the binaries of the `fuzz` package. Only the crates of this workspace are instrumented
//! (`sancov.sh` wraps the compiler for them), so other people's crates are taken from the ordinary build.
//! There is no address sanitizer, which needs a nightly compiler: what is hunted is panics, hangs and
//! broken promises, in code that denies `unsafe`.

use crate::shell::{cargo, stream};
use crate::tally::Tally;
use crate::{metadata, root, setup};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// Runs every target for some seconds each.
pub fn run(seconds: &str) -> Result<bool> {
    let tally = step(seconds)?;
    tally
        .missing
        .iter()
        .for_each(|reason| println!("could not: {reason}"));
    println!("{tally}");
    Ok(tally.failed == 0)
}

/// The same as one step of the whole: one target is one test.
pub fn step(seconds: &str) -> Result<Tally> {
    let targets = targets()?;
    if targets.is_empty() {
        return Ok(Tally::could_not("fuzzing: there is no target yet"));
    }
    if let Err(reason) = setup::program("c++", "g++") {
        return Ok(Tally::could_not(format!("fuzzing: {reason}")));
    }
    let mut build = cargo();
    build.args([
        "build",
        "--package",
        "fuzz",
        "--bins",
        "--features",
        "libfuzzer",
        "--locked",
    ]);
    if !stream(
        build.env("RUSTC_WORKSPACE_WRAPPER", root().join("xtask/sancov.sh")),
        |_| {},
    )? {
        return Ok(Tally::check("building the fuzz targets", false));
    }
    let built = metadata::target_directory()?;
    let mut tally = Tally::default();
    for target in targets {
        let kept = one(&built, &target, seconds)?;
        tally.add(Tally::check(
            &format!("fuzz {target}: input kept in out/fuzz"),
            kept,
        ));
    }
    Ok(tally)
}

/// The corpus grows in the target folder; the seeds are committed; a failing input lands in `out/fuzz`.
fn one(built: &Path, target: &str, seconds: &str) -> Result<bool> {
    let corpus = built.join("fuzz-corpus").join(target);
    let seeds = root().join("fuzz/seeds").join(target);
    let findings = root().join("out/fuzz");
    for folder in [&corpus, &seeds, &findings] {
        std::fs::create_dir_all(folder)?;
    }
    let mut fuzzer = Command::new(built.join("debug").join(target));
    fuzzer.arg(format!("-max_total_time={seconds}"));
    fuzzer.args([
        "-seed=1",
        "-timeout=10",
        "-rss_limit_mb=2048",
        "-max_len=16384",
        "-verbosity=0",
        "-print_final_stats=1",
    ]);
    fuzzer.arg(format!("-artifact_prefix={}/{target}-", findings.display()));
    stream(fuzzer.arg(corpus).arg(seeds).env("RUST_BACKTRACE", "1"), |_| {})
}

fn targets() -> Result<Vec<String>> {
    let members = metadata::members()?;
    let fuzz = members.iter().find(|package| package["name"] == "fuzz");
    let targets = fuzz
        .and_then(|package| package["targets"].as_array())
        .map(Vec::as_slice)
        .unwrap_or_default();
    let bins = targets.iter().filter(|target| target["kind"][0] == "bin");
    Ok(bins
        .filter_map(|target| target["name"].as_str().map(String::from))
        .collect())
}
