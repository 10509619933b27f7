//! The clock of the flow: asks, every second, for what time alone changes.
//!
//! What is due is found in the published picture ([`domain::flow::due()`]) and asked for like anything else. Nothing is
//! remembered here: after a restart the first look finds what came due meanwhile, and asking twice changes nothing.

use std::time::Duration;

use domain::command::Command;
use domain::flow::{FlowCommand, FlowRefusal, due};
use domain::refusal::Refusal;

use crate::actor::{Actor, Cause, Origin};
use crate::handle::{App, Failure};

/// How often the clock looks: a promise ends within that time of its hour.
const PACE: Duration = Duration::from_secs(1);

impl App {
    /// Asks once for everything that is due; gives how much of it was done.
    ///
    /// # Errors
    /// When the store fails, or the server is overloaded or stops: it is asked for again at the next look.
    pub async fn keep_promises_once(&self) -> Result<usize, Failure> {
        let found = due(&self.snapshot().state, self.now());
        let mut done = 0;
        for due in found {
            let command = Command::Flow(Box::new(FlowCommand::Due(due)));
            let origin = Origin {
                actor: Actor::Chevet("flow"),
                cause: Cause::Due("promises"),
            };
            match self.submit(command, origin).await {
                Ok(_) => done += 1,
                // Somebody was faster: it holds no more.
                Err(Failure::Refused(Refusal::Flow(FlowRefusal::NotDue | FlowRefusal::HoldOver(_)))) => {}
                Err(Failure::Refused(refusal)) => {
                    tracing::warn!(?due, ?refusal, "what is due is refused");
                }
                Err(failure) => return Err(failure),
            }
        }
        Ok(done)
    }

    /// Does so every second until the server stops.
    pub async fn keep_promises(self) {
        let mut stopping = self.stopping();
        let mut looks = tokio::time::interval(PACE);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = looks.tick() => {
                    if let Err(failure) = self.keep_promises_once().await {
                        // A full disk is told of by whoever watches the store; promises wait for it.
                        tracing::debug!(%failure, "promises wait");
                    }
                }
                () = async { drop(stopping.wait_for(|stops| *stops).await) } => break,
            }
        }
    }
}
