//! Counting tests across runners that each have their own way of saying it.

use std::fmt;

/// What a step, or all of them, came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests and checks that held.
    pub passed: u64,
    /// Tests and checks that did not, and runners that never reported.
    pub failed: u64,
    /// Tests that a runner was told to leave out, or that said so themselves.
    pub skipped: u64,
    /// The names of what failed, as the runner spells them.
    pub failures: Vec<String>,
    /// One sentence for each thing that could not be done here.
    pub missing: Vec<String>,
}

impl Tally {
    /// One check that is either kept or broken, such as formatting.
    pub fn check(name: &str, kept: bool) -> Tally {
        let mut tally = Tally::default();
        if kept {
            tally.passed = 1;
        } else {
            tally.fail(name);
        }
        tally
    }

    /// A step that could not run, with the reason.
    pub fn could_not(reason: impl Into<String>) -> Tally {
        Tally {
            missing: vec![reason.into()],
            ..Tally::default()
        }
    }

    /// Adds one failure.
    pub fn fail(&mut self, name: impl Into<String>) {
        self.failed += 1;
        self.failures.push(name.into());
    }

    /// Adds another tally to this one.
    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.failures.extend(other.failures);
        self.missing.extend(other.missing);
    }

    /// Turns `count` passes into skips: tests that returned early because something was absent.
    pub fn reclassify_skips(&mut self, count: u64) {
        let count = count.min(self.passed);
        self.passed -= count;
        self.skipped += count;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

/// Who is speaking. Runners quote each other (nextest shows what libtest printed), so each is heard in its
/// own words only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runner {
    /// `cargo nextest run`: one summary for everything.
    Nextest,
    /// `cargo test`: one result per binary.
    CargoTest,
    /// `node --test --test-reporter=spec`: one count per line, at the end.
    Node,
}

/// Listens to the lines of one runner.
#[derive(Debug)]
pub struct Listener {
    runner: Runner,
    tally: Tally,
    reported: bool,
}

impl Listener {
    /// A listener that has heard nothing yet.
    pub fn to(runner: Runner) -> Listener {
        Listener {
            runner,
            tally: Tally::default(),
            reported: false,
        }
    }

    /// Takes in one line of output.
    pub fn hear(&mut self, line: &str) {
        let line = line.trim();
        let failed = match self.runner {
            Runner::Nextest => self.hear_nextest(line),
            Runner::CargoTest => self.hear_cargo_test(line),
            Runner::Node => self.hear_node(line),
        };
        if let Some(name) = failed
            && !self.tally.failures.iter().any(|known| known == name)
        {
            self.tally.failures.push(name.to_owned());
        }
    }

    fn hear_nextest<'a>(&mut self, line: &'a str) -> Option<&'a str> {
        if let Some((_, counts)) = line
            .split_once(" run: ")
            .filter(|_| line.starts_with("Summary ["))
        {
            self.reported = true;
            for (number, word) in counts.split(',').filter_map(number_and_word) {
                match word {
                    "passed" => self.tally.passed += number,
                    "skipped" => self.tally.skipped += number,
                    // "failed", "timed out", "exec failed"
                    _ => self.tally.failed += number,
                }
            }
        }
        let marks = ["FAIL [", "TIMEOUT [", "SIGABRT [", "SIGSEGV ["];
        let name = marks
            .iter()
            .find_map(|mark| line.strip_prefix(mark))?
            .split_once(']')?
            .1
            .trim();
        // Newer versions number their lines: "( 12/340) crate test".
        if name.starts_with('(') {
            Some(name.split_once(')')?.1.trim())
        } else {
            Some(name)
        }
    }

    fn hear_cargo_test<'a>(&mut self, line: &'a str) -> Option<&'a str> {
        if let Some(counts) = line.strip_prefix("test result: ") {
            self.reported = true;
            let counts = counts.split_once(". ").map_or(counts, |(_, rest)| rest);
            for (number, word) in counts.split(';').filter_map(number_and_word) {
                match word {
                    "passed" => self.tally.passed += number,
                    "failed" => self.tally.failed += number,
                    "ignored" => self.tally.skipped += number,
                    _ => {}
                }
            }
        }
        line.strip_prefix("test ")?.strip_suffix(" ... FAILED")
    }

    fn hear_node<'a>(&mut self, line: &'a str) -> Option<&'a str> {
        if let Some((word, number)) = line.strip_prefix("ℹ ").and_then(|count| count.split_once(' '))
            && let Ok(number) = number.parse::<u64>()
        {
            match word {
                "pass" => self.tally.passed += number,
                "fail" | "cancelled" => self.tally.failed += number,
                "skipped" | "todo" => self.tally.skipped += number,
                _ => return None,
            }
            self.reported = true;
        }
        // "✖ name (12.3ms)", but also a bare heading "✖ failing tests:" before repeating them.
        let (name, duration) = line.strip_prefix("✖ ")?.rsplit_once(" (")?;
        duration.ends_with("ms)").then_some(name)
    }

    /// The tally, once the runner has ended with or without success.
    ///
    /// A runner that failed without a single failed test (it did not compile, it died) is one failure.
    pub fn finish(mut self, runner: &str, success: bool) -> Tally {
        if !success && self.tally.failed == 0 {
            self.tally.fail(format!("{runner} did not run to its end"));
        } else if success && !self.reported {
            self.tally.fail(format!("{runner} ended without a summary"));
        }
        self.tally
    }
}

/// `4 passed (1 slow)` is (4, "passed"); `1 timed out` is (1, "timed").
fn number_and_word(text: &str) -> Option<(u64, &str)> {
    let mut words = text.split_whitespace();
    Some((words.next()?.parse().ok()?, words.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(runner: Runner, lines: &[&str], success: bool) -> Tally {
        let mut listener = Listener::to(runner);
        lines.iter().for_each(|line| listener.hear(line));
        listener.finish("runner", success)
    }

    #[test]
    fn nextest_says_it_in_one_line() {
        let tally = heard(
            Runner::Nextest,
            &[
                "        FAIL [   0.004s] (2/5) domain bed::tests::two_patients",
                "    test result: FAILED. 0 passed; 1 failed; 0 ignored; finished in 0.00s",
                "     Summary [   0.005s] 6 tests run: 4 passed (1 slow), 1 failed, 1 timed out, 2 skipped",
                "        FAIL [   0.004s] (2/5) domain bed::tests::two_patients",
            ],
            false,
        );
        assert_eq!((tally.passed, tally.failed, tally.skipped), (4, 2, 2));
        assert_eq!(tally.failures, ["domain bed::tests::two_patients"]);
    }

    #[test]
    fn cargo_test_says_it_once_per_binary() {
        let tally = heard(
            Runner::CargoTest,
            &[
                "test bed::tests::two_patients ... FAILED",
                "test result: FAILED. 3 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.00s",
                "test result: ok. 7 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            ],
            false,
        );
        assert_eq!((tally.passed, tally.failed, tally.skipped), (10, 1, 2));
        assert_eq!(tally.failures, ["bed::tests::two_patients"]);
    }

    #[test]
    fn node_says_it_at_the_end() {
        let tally = heard(
            Runner::Node,
            &[
                "✖ the banner appears (412.1ms)",
                "ℹ tests 4",
                "ℹ pass 2",
                "ℹ fail 1",
                "ℹ cancelled 0",
                "ℹ skipped 1",
            ],
            false,
        );
        assert_eq!((tally.passed, tally.failed, tally.skipped), (2, 1, 1));
        assert_eq!(tally.failures, ["the banner appears"]);
    }

    #[test]
    fn silence_is_a_failure_whatever_the_exit_code() {
        assert_eq!(
            heard(Runner::Nextest, &["error: could not compile `web`"], false).failed,
            1
        );
        assert_eq!(heard(Runner::CargoTest, &[], true).failed, 1);
    }
}
