//! `cargo xtask test`: the one command.
//!
//! Steps run one after the other, cheapest first, and all of them run even when an early one fails, so
//! that one run says everything. The dev profile serves every step, so that nothing is compiled twice.

use crate::shell::{cargo, exists, stream};
use crate::tally::{Listener, Runner, Tally};
use crate::{browser, deny, fuzz, metadata, root, setup};
use anyhow::Result;
use std::time::Instant;

/// How long each fuzz target runs within the whole, in seconds.
const FUZZ_SECONDS: &str = "15";

/// A step: it runs its own programs and says what came of it.
type Step = fn() -> Result<Tally>;

/// The steps, in the order in which they run.
const STEPS: &[(&str, Step)] = &[
    ("fmt", fmt),
    ("tidy", tidy),
    ("deny", deny::step),
    ("clippy", clippy),
    ("tests", tests),
    ("doc", doc),
    ("fuzz", || fuzz::step(FUZZ_SECONDS)),
    ("browser", || browser::step(None)),
];

/// Runs every step, or the one of this name; prints the sum as its last line.
pub fn run(only: Option<&str>) -> Result<bool> {
    let steps: Vec<_> = STEPS
        .iter()
        .filter(|(name, _)| only.is_none_or(|only| only == *name))
        .collect();
    anyhow::ensure!(!steps.is_empty(), "no such step; the steps are {}", names());
    let mut sum = Tally::default();
    let mut times = Vec::new();
    for (name, step) in steps {
        println!("\n== {name}");
        let (tally, seconds) = timed(step);
        // A step that could not be carried out is a failure of the run, not the end of it.
        let tally = tally.unwrap_or_else(|fault| Tally::check(&format!("{name}: {fault:#}"), false));
        times.push(format!("{name:<8} {seconds:>5} s   {tally}"));
        sum.add(tally);
    }
    println!("\n== summary");
    times.iter().for_each(|line| println!("{line}"));
    sum.failures.iter().for_each(|name| println!("failed: {name}"));
    sum.missing
        .iter()
        .for_each(|reason| println!("could not: {reason}"));
    println!("{sum}");
    Ok(sum.failed == 0)
}

fn names() -> String {
    STEPS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

fn fmt() -> Result<Tally> {
    Ok(Tally::check(
        "cargo fmt --check",
        stream(cargo().args(["fmt", "--all", "--check"]), |_| {})?,
    ))
}

fn clippy() -> Result<Tally> {
    let args = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ];
    Ok(Tally::check("cargo clippy", stream(cargo().args(args), |_| {})?))
}

/// The repository's own rules first: they take seconds and need none of the product.
fn tidy() -> Result<Tally> {
    runner(&["--package", "xtask"])
}

fn tests() -> Result<Tally> {
    // Without it some tests say so themselves and are counted as skipped; the reason is worth a line of its own.
    let provider = setup::identity_provider(&root().join("crates/oidc/tests/real"));
    let mut tally = runner(&["--workspace", "--exclude", "xtask"])?;
    if let Err(reason) = provider {
        let reason = format!("a real OpenID Connect provider: {reason}");
        tally.missing.push(reason);
    }
    Ok(tally)
}

/// Runs the tests of some packages with cargo-nextest, or with `cargo test` where it is not installed.
fn runner(packages: &[&str]) -> Result<Tally> {
    if exists("cargo-nextest") {
        let mut listener = Listener::to(Runner::Nextest);
        let args = ["nextest", "run", "--profile", "ci", "--locked"];
        let success = stream(cargo().args(args).args(packages), |line| listener.hear(line))?;
        let mut tally = listener.finish("cargo nextest", success);
        let report = metadata::target_directory()?.join("nextest/ci/junit.xml");
        let report = std::fs::read_to_string(report).unwrap_or_default();
        note_skips(&mut tally, report.lines());
        return Ok(tally);
    }
    let mut listener = Listener::to(Runner::CargoTest);
    let mut said = Vec::new();
    let args = [
        "test",
        "--locked",
        "--quiet",
        "--no-fail-fast",
        "--lib",
        "--bins",
        "--tests",
    ];
    let success = stream(
        cargo()
            .args(args)
            .args(packages)
            .args(["--", "--show-output", "--format=pretty"]),
        |line| {
            listener.hear(line);
            said.push(line.to_owned());
        },
    )?;
    let mut tally = listener.finish("cargo test", success);
    note_skips(&mut tally, said.iter().map(String::as_str));
    Ok(tally)
}

fn doc() -> Result<Tally> {
    let mut listener = Listener::to(Runner::CargoTest);
    let args = [
        "test",
        "--workspace",
        "--doc",
        "--locked",
        "--quiet",
        "--no-fail-fast",
    ];
    let success = stream(cargo().args(args), |line| listener.hear(line))?;
    Ok(listener.finish("cargo test --doc", success))
}

/// A test that finds nothing to test on says "SKIPPED: why" and returns. Runners count it as passed;
/// we do not.
fn note_skips<'a>(tally: &mut Tally, lines: impl Iterator<Item = &'a str>) {
    let mut count = 0;
    for line in lines {
        // In the report the first line of an output follows the tag that opens it.
        let line = line
            .trim()
            .trim_start_matches("<system-err>")
            .trim_start_matches("<system-out>");
        if let Some(reason) = line.strip_prefix("SKIPPED: ") {
            count += 1;
            let reason = format!("a test: {}", reason.trim_end_matches("</system-err>"));
            if !tally.missing.contains(&reason) {
                tally.missing.push(reason);
            }
        }
    }
    tally.reclassify_skips(count);
}

#[expect(
    clippy::disallowed_methods,
    reason = "a build tool tells how long its steps took; nothing depends on it"
)]
fn timed<T>(work: &dyn Fn() -> T) -> (T, u64) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed().as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_says_it_was_skipped_is_not_counted_as_passed() {
        let mut tally = Tally {
            passed: 3,
            ..Tally::default()
        };
        let report = [
            "<system-err>SKIPPED: no real messages here",
            "SKIPPED: elsewhere</system-err>",
            "x",
        ];
        note_skips(&mut tally, report.into_iter());
        assert_eq!((tally.passed, tally.skipped), (1, 2));
        assert_eq!(tally.missing.len(), 2);
    }
}
