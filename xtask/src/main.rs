//! `cargo xtask VERB`: the commands of the repository. `cargo xtask test` is the one that matters.

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask VERB

  test [--only STEP]   everything this repository can prove (steps: fmt, tidy, deny, clippy, tests, doc, fuzz, browser)
  tidy                 the rules of the repository, one line per breach
  deny                 cargo-deny on what other people wrote, without the network
  layers               the crates, their rank, and any arrow that points up
  browser [FILTER]     the browser tests against the built binary
  fuzz [SECONDS]       every fuzz target, SECONDS each (20 by default)
  shots [DIR]          screenshots of every screen of the demo (./out/shots by default)
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => xtask::test::run(None),
        ["test", "--only", step] => xtask::test::run(Some(step)),
        ["tidy"] => xtask::tidy::run(),
        ["deny"] => xtask::deny::run(),
        ["layers"] => xtask::layers::run(),
        ["browser"] => xtask::browser::run(None),
        ["browser", filter] => xtask::browser::run(Some(filter)),
        ["fuzz"] => xtask::fuzz::run("20"),
        ["fuzz", seconds] => xtask::fuzz::run(seconds),
        ["shots"] => xtask::shots::run("out/shots"),
        ["shots", dir] => xtask::shots::run(dir),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            eprintln!("xtask: {fault:#}");
            ExitCode::FAILURE
        }
    }
}
