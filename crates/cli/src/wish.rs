//! A wish of the command line: it goes through the same door as any other, and is refused in plain French.

use anyhow::Result;
use app::{Actor, App, Cause, Done, Failure, Origin};
use domain::command::Command;
use domain::refusal::Refusal;
use web::known::Known;
use web::words::{Lang, Words};

/// What came of it; the verb and the file are what the journal names as its author and its cause.
pub fn submit(app: &App, command: Command, verb: &'static str, file: &str) -> Result<Result<Done, Failure>> {
    let origin = Origin {
        actor: Actor::Chevet(verb),
        cause: Cause::File(file.to_owned()),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    Ok(runtime.block_on(app.submit(command, origin)))
}

/// Why nothing came of it, and what to do next: what somebody would read on a screen.
pub fn in_french(app: &App, failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) => refused(app, refusal),
        Failure::Fault(_) | Failure::Unreadable(_) | Failure::Overloaded | Failure::Stopping => {
            failure.to_string()
        }
    }
}

/// A refusal in French.
pub fn refused(app: &App, refusal: &Refusal) -> String {
    let snapshot = app.snapshot();
    let words = Words::of(Lang::Fr);
    let known = Known {
        snapshot: &snapshot,
        zone: &app.zone(),
        words,
    };
    let explained = words.refusal(refusal, &known);
    format!("{} {}", explained.why, explained.next)
}
