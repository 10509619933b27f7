//! Asking the rules, and what happens when they have a defect.
//!
//! A message that makes a rule panic would be sent again for ever, and with it the panic. The rules are plain
//! functions of what they are given and change nothing, so a panic inside them leaves nothing half done: it is caught
//! here, and the message is kept aside with its bytes instead of stopping the feed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use base::Moment;
use domain::command::Command;
use domain::decide::Decision;
use domain::refusal::Refusal;
use domain::state::State;
use domain::vault::Vault;
use store::Reason;

/// The rules: what a command comes to.
pub(crate) type Rules = fn(&State, &Vault, &Command, Moment) -> Result<Decision, Refusal>;

/// Why there is no decision.
#[derive(Debug)]
pub(crate) enum Undecided {
    /// The rules refuse.
    Refused(Refusal),
    /// The rules have a defect; the log says where.
    Defect,
}

/// What the rules say, whatever happens inside them.
pub(crate) fn ask(
    rules: Rules,
    state: &State,
    vault: &Vault,
    command: &Command,
    now: Moment,
) -> Result<Decision, Undecided> {
    // Everything is borrowed for reading only: what a panic leaves behind is what was there.
    let asked = catch_unwind(AssertUnwindSafe(|| rules(state, vault, command, now)));
    match asked {
        Ok(answer) => answer.map_err(Undecided::Refused),
        Err(_) => {
            tracing::error!("a rule panicked: a defect, to be reported; what asked for it was put aside");
            Err(Undecided::Defect)
        }
    }
}

/// Why a message that met a defect is kept aside.
pub(crate) fn defect() -> Reason {
    Reason {
        code: "defect".to_owned(),
        text: "Le programme a un défaut que ce message révèle : il est gardé tel quel, à signaler puis à rejouer."
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Actor, App, Cause, Clock, Failure, Inbound, Origin, Understanding};
    use base::Label;
    use bytes::Bytes;
    use store::{Outcome, Store};

    const NOON: Moment = Moment::from_millis(1_790_000_000_000);

    /// Rules with a defect that one name reveals.
    #[expect(clippy::panic, reason = "the defect under test")]
    fn flawed(state: &State, vault: &Vault, command: &Command, now: Moment) -> Result<Decision, Refusal> {
        if matches!(command, Command::IntroducePerson { name } if name.as_str() == "Défaut") {
            panic!("a defect");
        }
        domain::decide::decide(state, vault, command, now)
    }

    fn introduce(name: &str) -> Command {
        let name = Label::new(name).expect("name");
        Command::IntroducePerson { name }
    }

    fn message(control: &str, command: Command) -> Inbound {
        Inbound {
            received_at: NOON,
            sender: "GAM|CH".to_owned(),
            control_id: Some(control.to_owned()),
            trigger: None,
            sent_at: None,
            raw: Bytes::from_static(b"MSH"),
            body_hash: store::fingerprint(control.as_bytes()),
            keys: Vec::new(),
            warnings: Vec::new(),
            understanding: Understanding::Command(Box::new(command)),
            replays: None,
        }
    }

    #[tokio::test]
    async fn s21_a_rule_that_panics_puts_its_message_aside_and_stops_nothing() {
        let clock = Clock::manual(NOON);
        let (app, _) = App::start_with(flawed, Store::memory(), clock, |_| {}).expect("app");
        let bad = app.ingest(message("1", introduce("Défaut"))).await.expect("kept");
        assert_eq!(bad.outcome, Outcome::Quarantined);
        assert_eq!(bad.reason.expect("reason").code, "defect");
        let good = app.ingest(message("2", introduce("Ada"))).await.expect("kept");
        assert_eq!(good.outcome, Outcome::Applied);
        let origin = Origin {
            actor: Actor::Chevet("test"),
            cause: Cause::Request("1".to_owned()),
        };
        let typed = app.submit(introduce("Défaut"), origin.clone()).await;
        assert!(matches!(typed, Err(Failure::Unreadable(_))), "{typed:?}");
        let after = app.submit(introduce("Léa"), origin).await;
        assert!(after.is_ok(), "{after:?}");
        assert_eq!(app.trouble(), None);
    }
}
