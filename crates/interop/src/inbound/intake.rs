//! The handler of the MLLP server: every frame goes to the engine, every answer waits for its commit.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use app::{Actor, App, Cause, Failure, Ingested, Origin, Understanding};
use base::Zone;
use bytes::{BufMut, Bytes, BytesMut};
use domain::command::Command;
use domain::refusal::Refusal as RefusedByRules;
use hl7v2::mllp::{END, START};
use store::MessageId;

use super::answer::Refusal;
use super::prepare::{Letterhead, prepare};
use crate::mllp::Handler;
use crate::pam::Profile;

/// Takes messages in, for one territory. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Intake(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    app: App,
    profile: RwLock<Arc<Profile>>,
    answers: AtomicU64,
}

impl Intake {
    /// An intake whose senders are French and whose clocks are in the zone of the territory's settings.
    #[must_use]
    pub fn new(app: App) -> Self {
        let profile = RwLock::new(Arc::new(Profile::french(app.zone())));
        Self(Arc::new(Inner {
            app,
            profile,
            answers: AtomicU64::new(0),
        }))
    }

    /// Takes a message in and gives the answer to it: nothing when it is an answer itself.
    pub async fn take(&self, raw: Bytes) -> Bytes {
        let letterhead = self.letterhead();
        let profile = self.profile();
        let prepared = prepare(raw.clone(), &profile, &letterhead);
        let unreadable = matches!(prepared.inbound.understanding, Understanding::Reject(_));
        let (charset, is_answer, accepted) =
            (prepared.charset, prepared.is_answer, prepared.accepted.clone());
        let refusal = match self.ingest(prepared).await {
            Ok(ingested) => Refusal::of(&ingested, unreadable),
            Err(failure) => {
                tracing::warn!(%failure, "message not taken, its sender is told AE");
                Some(Refusal::failed(&failure))
            }
        };
        match refusal {
            _ if is_answer => Bytes::new(),
            None => accepted,
            Some(refusal) => refusal.write(&raw, charset, &profile.zone, &letterhead),
        }
    }

    /// Takes a kept message in again, after what kept it from being applied was fixed.
    ///
    /// # Errors
    /// When it cannot be read from the store, or was blanked by a purge ([`Failure::Unreadable`]), or as
    /// [`App::ingest`] fails.
    pub async fn replay(&self, message: MessageId) -> Result<Ingested, Failure> {
        let kept = self.0.app.read(move |store| store.message(message)).await?;
        let Some((head, raw)) = kept.and_then(|kept| Some((kept.head, kept.raw?))) else {
            return Err(Failure::Unreadable(format!(
                "le message n° {message} n'est plus conservé"
            )));
        };
        let letterhead = Letterhead {
            at: head.received_at,
            ..self.letterhead()
        };
        let mut prepared = prepare(raw.into(), &self.profile(), &letterhead);
        prepared.inbound.replays = Some(message);
        self.ingest(prepared).await
    }

    async fn ingest(&self, prepared: super::Prepared) -> Result<Ingested, Failure> {
        let mut inbound = prepared.inbound;
        // A message that asks several things is kept with the last of them. The others go first: if the machine
        // stops in between, the message is sent again and what was done already changes nothing.
        for command in prepared.before {
            let origin = Origin {
                actor: Actor::Interface(inbound.sender.clone()),
                cause: Cause::Request(inbound.control_id.clone().unwrap_or_default()),
            };
            match self.submit(command, origin).await {
                Ok(()) => {}
                Err(Failure::Refused(refusal)) => inbound.warnings.push(partly(&refusal)),
                Err(failure) => return Err(failure),
            }
        }
        self.0.app.ingest(inbound).await
    }

    async fn submit(&self, command: Command, origin: Origin) -> Result<(), Failure> {
        match self.0.app.submit(command, origin).await {
            Ok(_) | Err(Failure::Refused(RefusedByRules::NothingToDo)) => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    /// The profile, in the zone that the settings name now.
    fn profile(&self) -> Arc<Profile> {
        let known = self
            .0
            .profile
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let snapshot = self.0.app.snapshot();
        let named = &snapshot.state.settings.zone;
        if known.zone.name() == named {
            return known;
        }
        match Zone::named(named) {
            Ok(zone) => {
                let renewed = Arc::new(Profile {
                    zone,
                    ..(*known).clone()
                });
                *self.0.profile.write().unwrap_or_else(PoisonError::into_inner) = renewed.clone();
                renewed
            }
            Err(_) => known,
        }
    }

    /// Answers are numbered since the start of the process, which is itself part of the number.
    fn letterhead(&self) -> Letterhead {
        let count = self.0.answers.fetch_add(1, Ordering::Relaxed);
        let epoch = self.0.app.epoch() / 1_000 % 1_000_000_000;
        Letterhead {
            at: self.0.app.now(),
            control_id: format!("{epoch:X}.{count:X}"),
        }
    }
}

impl Handler for Intake {
    async fn handle(&self, _peer: SocketAddr, frame: Bytes) -> Bytes {
        if !holds_several(&frame) {
            return self.take(frame).await;
        }
        // Several messages in one frame, against the rules: each is taken, and each is answered in a frame.
        let batch = hl7v2::batch::split(&frame);
        let mut answers = BytesMut::new();
        for message in batch.messages {
            let answer = self.take(Bytes::copy_from_slice(message)).await;
            if !answer.is_empty() {
                if !answers.is_empty() {
                    answers.put_slice(&[END, b'\r', START]);
                }
                answers.put_slice(&answer);
            }
        }
        answers.freeze()
    }
}

/// Whether a second header begins a line of the frame.
fn holds_several(frame: &[u8]) -> bool {
    let mut rest = frame.get(1..).unwrap_or_default();
    while let Some(at) = rest.iter().position(|one| *one == b'M') {
        let (before, tail) = rest.split_at(at);
        if tail.starts_with(b"MSH") && matches!(before.last(), Some(b'\r' | b'\n')) {
            return hl7v2::batch::split(frame).messages.len() > 1;
        }
        rest = tail.get(1..).unwrap_or_default();
    }
    false
}

fn partly(refusal: &RefusedByRules) -> store::Reason {
    tracing::warn!(?refusal, "part of a message refused");
    store::Reason {
        code: "partly_refused".to_owned(),
        text:
            "Une partie du message n'a pas pu être prise en compte : il parle de plusieurs patients ou lits."
                .to_owned(),
    }
}
