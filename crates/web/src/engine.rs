//! The one door to the engine: a wish goes in with who made it, and comes back done, refused with its reason, or
//! as a problem of ours.

use app::{Actor, Cause, Done, Failure, Origin};
use base::Label;
use base::id::PersonId;
use domain::command::Command;
use domain::refusal::Refusal;

use crate::Web;
use crate::problem::Problem;
use crate::visit::Operator;

/// Why a wish was not carried out.
#[derive(Debug)]
pub enum Undone {
    /// The domain says no, and why.
    Refused(Refusal),
    /// It never got to be decided.
    Problem(Problem),
}

/// Submits what somebody did on a screen, and waits until it is kept for good.
///
/// # Errors
/// When the domain refuses, or the engine is overloaded, stopping or at fault (logged here).
pub async fn submit(web: &Web, person: PersonId, command: Command) -> Result<Done, Undone> {
    carry(web, Actor::Person(person), command).await
}

/// The operator of that name, made known to the journal if they are not yet.
///
/// # Errors
/// When the engine cannot keep it.
pub async fn introduce(web: &Web, name: Label) -> Result<Operator, Problem> {
    if let Some(person) = web.app().snapshot().vault.person_named(&name) {
        return Ok(Operator { person, name });
    }
    let command = Command::IntroducePerson { name: name.clone() };
    match carry(web, Actor::Chevet("web"), command).await {
        Ok(Done {
            person: Some(person), ..
        }) => Ok(Operator { person, name }),
        // Somebody else introduced the same name a moment ago.
        Ok(_) | Err(Undone::Refused(_)) => {
            let person = web
                .app()
                .snapshot()
                .vault
                .person_named(&name)
                .ok_or(Problem::Fault)?;
            Ok(Operator { person, name })
        }
        Err(Undone::Problem(problem)) => Err(problem),
    }
}

async fn carry(web: &Web, actor: Actor, command: Command) -> Result<Done, Undone> {
    let origin = Origin {
        actor,
        cause: Cause::Request(web.next_request()),
    };
    web.app()
        .submit(command, origin)
        .await
        .map_err(|failure| match failure {
            Failure::Refused(refusal) => Undone::Refused(refusal),
            Failure::Overloaded => Undone::Problem(Problem::Busy),
            Failure::Stopping => Undone::Problem(Problem::Stopping),
            fault @ (Failure::Fault(_) | Failure::Unreadable(_)) => {
                tracing::error!(%fault, "a command from a screen met a fault");
                Undone::Problem(Problem::Fault)
            }
        })
}
