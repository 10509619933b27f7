//! The single writer: drains what waits, one transaction for all of it, one sync of the disk, then answers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError, RwLock};

use base::Moment;
use domain::command::Command;
use domain::decide::{self, ClaimChange, Decision};
use domain::event::Event;
use domain::refusal::Refusal;
use domain::state::{State, Touched};
use domain::vault::Vault;
use store::codec::{encode, write_identity};
use store::{
    Appended, Batch, Claim, Entry, Fault, MessageId, MessageWrite, NewMessage, NewTrace, Outcome, Reason,
    Store,
};
use tokio::sync::{broadcast, mpsc, oneshot};

use crate::actor::{Actor, Origin};
use crate::answers::{Pending, append, chain, note_loss, refuse_all};
use crate::change::Change;
use crate::clock::Clock;
use crate::feed::{Feeds, Heard};
use crate::handle::{Done, Failure, Reply};
use crate::inbound::{Inbound, Ingested, Understanding};
use crate::keep::{self, KeptWrite};
use crate::reasons;
use crate::rules::{self, Rules, Undecided};
use crate::snapshot::Snapshot;
use crate::trouble::Trouble;

/// How many commands and messages one transaction holds at most.
const BATCH: usize = 256;

/// How long the writer pauses for senders that are about to speak, and how often at most.
const PAUSE: std::time::Duration = std::time::Duration::from_micros(100);
const PAUSES: usize = 6;

pub(crate) type Answer<T> = oneshot::Sender<T>;

/// Something for the writer to do.
#[derive(Debug)]
pub(crate) enum Job {
    Command {
        command: Box<Command>,
        origin: Origin,
        /// Written with it, unless it is refused.
        traces: Vec<NewTrace>,
        answer: Reply<Done>,
    },
    Keep {
        writes: Vec<KeptWrite>,
        traces: Vec<NewTrace>,
        answer: Reply<()>,
    },
    Message {
        inbound: Box<Inbound>,
        answer: Reply<Ingested>,
    },
    Settle {
        message: MessageId,
        outcome: Outcome,
        reason: Reason,
        origin: Origin,
        answer: Reply<Done>,
    },
    Stop {
        answer: Answer<()>,
    },
}

pub(crate) struct Writer {
    pub queue: mpsc::Receiver<Job>,
    pub store: Store,
    pub clock: Clock,
    pub state: State,
    pub vault: Vault,
    pub published: Arc<RwLock<Arc<Snapshot>>>,
    pub changes: broadcast::Sender<Arc<Change>>,
    pub rules: Rules,
    pub feeds: Arc<Feeds>,
    /// What the batch heard of whom: told to `feeds` once it is kept.
    pub heard: Vec<Heard>,
    pub trouble: Arc<Trouble>,
    pub keeper: crate::open::Keeper,
    /// Told when the disk can no longer be trusted: the process must restart before anything is written again.
    pub stopping: tokio::sync::watch::Sender<bool>,
    /// How much the last transaction held: as much is likely to come again.
    pub expected: usize,
}

impl Writer {
    /// Works until told to stop, or until every handle is gone.
    pub fn run(mut self) {
        let mut jobs = Vec::with_capacity(BATCH);
        loop {
            let count = self.queue.blocking_recv_many(&mut jobs, BATCH);
            if count > 0 {
                self.gather(&mut jobs);
            }
            let stop = jobs.iter().any(|job| matches!(job, Job::Stop { .. }));
            if count > 0 {
                self.work_off_or_survive(&mut jobs);
            }
            if count == 0 || stop {
                break;
            }
        }
        self.queue.close();
        // What was queued behind the stop is dropped unanswered: its senders learn that the server stops.
        let snapshot = self
            .published
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        self.keeper.put_away_and_finish(&self.store, &snapshot);
    }

    /// Lets those who were just answered speak again before the next transaction begins.
    ///
    /// Senders wait for their acknowledgement, so after a commit they all answer within a moment. Starting with the
    /// first of them would leave the others to the next sync of the disk. A lone sender is never made to wait.
    fn gather(&mut self, jobs: &mut Vec<Job>) {
        let mut missing = self.expected.saturating_sub(jobs.len());
        for _ in 0..PAUSES {
            if missing <= self.expected / 4 {
                break;
            }
            std::thread::sleep(PAUSE);
            let before = jobs.len();
            while jobs.len() < BATCH {
                match self.queue.try_recv() {
                    Ok(job) => jobs.push(job),
                    Err(_) => break,
                }
            }
            if jobs.len() == before {
                break;
            }
            missing = self.expected.saturating_sub(jobs.len());
        }
        self.expected = jobs.len();
    }

    /// Works off a batch. A defect in what is done with a decision loses the batch, never the writer: the transaction
    /// is undone as it is dropped, the last published state is taken up again, and whoever waited is told to ask
    /// again.
    fn work_off_or_survive(&mut self, jobs: &mut Vec<Job>) {
        let done = catch_unwind(AssertUnwindSafe(|| self.work_off(jobs)));
        if done.is_err() {
            tracing::error!("a batch was lost to a panic: a defect, to be reported");
            jobs.clear();
            self.go_back();
        }
    }

    fn work_off(&mut self, jobs: &mut Vec<Job>) {
        let store = self.store.clone();
        let now = self.clock.now().max(self.state.now);
        let mut batch = match store.begin() {
            Ok(batch) => batch,
            Err(fault) => {
                self.stumble(&fault);
                return refuse_all(jobs.drain(..), &Arc::new(fault));
            }
        };
        let mut pending = Vec::with_capacity(jobs.len());
        let mut touched = Touched::default();
        let mut messages = false;
        let mut lost: Option<Arc<Fault>> = None;
        for job in jobs.drain(..) {
            match job {
                Job::Stop { answer } => drop(answer),
                Job::Command {
                    command,
                    origin,
                    traces,
                    answer,
                } => {
                    let result = match &lost {
                        Some(fault) => Err(Failure::Fault(fault.clone())),
                        None => self
                            .command(&mut batch, &command, &origin, now, &mut touched)
                            .and_then(|done| keep::trace(&mut batch, &traces).map(|()| done)),
                    };
                    note_loss(&result, &mut lost);
                    pending.push(Pending::Command(answer, result));
                }
                Job::Keep {
                    writes,
                    traces,
                    answer,
                } => {
                    let result = match &lost {
                        Some(fault) => Err(Failure::Fault(fault.clone())),
                        None => {
                            keep::write(&mut batch, &writes).and_then(|()| keep::trace(&mut batch, &traces))
                        }
                    };
                    note_loss(&result, &mut lost);
                    pending.push(Pending::Kept(answer, result));
                }
                Job::Message { inbound, answer } => {
                    let result = match &lost {
                        Some(fault) => Err(Failure::Fault(fault.clone())),
                        None => self.message(&mut batch, *inbound, now, &mut touched),
                    };
                    note_loss(&result, &mut lost);
                    messages = true;
                    pending.push(Pending::Message(answer, result));
                }
                Job::Settle {
                    message,
                    outcome,
                    reason,
                    origin,
                    answer,
                } => {
                    let result = match &lost {
                        Some(fault) => Err(Failure::Fault(fault.clone())),
                        None => {
                            let write = MessageWrite::Settle {
                                id: message,
                                outcome,
                                reason: Some(reason),
                            };
                            self.settle(&mut batch, write, message, &origin, now, &mut touched)
                        }
                    };
                    note_loss(&result, &mut lost);
                    messages = true;
                    pending.push(Pending::Command(answer, result));
                }
            }
        }
        let committed = match lost {
            Some(fault) => {
                drop(batch);
                Err(fault)
            }
            None => batch.commit().map_err(Arc::new),
        };
        match committed {
            Ok(head) => {
                self.trouble.ends();
                self.heard.drain(..).for_each(|heard| self.feeds.note(heard));
                let changed = head.seq.number() != self.published_seq();
                if changed {
                    self.publish(head);
                }
                if changed || messages {
                    let wards = touched.wards.into_vec();
                    let (structure, flow) = (touched.structure, touched.flow);
                    let seq = self.state.seq;
                    // Nobody listening is not an error.
                    let _ = self.changes.send(Arc::new(Change {
                        seq,
                        wards,
                        structure,
                        flow,
                        messages,
                    }));
                }
                for answer in pending {
                    answer.give();
                }
                self.keeper.consider(&self.store, &self.published);
            }
            Err(fault) => {
                tracing::error!(error = %chain(&fault), "commit failed, nothing of the batch was acknowledged");
                self.go_back();
                for answer in pending {
                    answer.give_up(&fault);
                }
                self.stumble(&fault);
            }
        }
    }

    /// Says what keeps the territory from being written, and stops a process whose disk is in doubt.
    fn stumble(&self, fault: &Fault) {
        self.trouble.begins(fault.to_string());
        if let Some(poison) = self.store.poison() {
            tracing::error!(poison, "the disk is in doubt: stopping, to be started again");
            self.stopping.send_replace(true);
        }
    }

    /// Carries out a command inside a batch. The state goes ahead of the disk; [`Writer::go_back`] undoes that.
    fn command(
        &mut self,
        batch: &mut Batch<'_>,
        command: &Command,
        origin: &Origin,
        now: Moment,
        touched: &mut Touched,
    ) -> Result<Done, Failure> {
        let decision =
            rules::ask(self.rules, &self.state, &self.vault, command, now).map_err(|undecided| {
                match undecided {
                    Undecided::Refused(refusal) => Failure::Refused(refusal),
                    Undecided::Defect => Failure::Unreadable(rules::defect().text),
                }
            })?;
        let cause = origin.cause.to_string();
        let entry = self.entry(&decision, origin.actor.to_string(), cause, None, now)?;
        let records = entry.records.len();
        let appended = append(batch, &entry)?;
        self.apply(&decision, appended, now, touched);
        Ok(Done {
            seq: self.state.seq,
            person: decide::introduced(&decision),
            request: decide::requested(&decision),
            hold: decide::promised(&decision),
            records,
            remarks: decision
                .remarks
                .iter()
                .map(|remark| reasons::of_remark(remark).text)
                .collect(),
        })
    }

    /// Keeps a message, and takes it into account unless it was already.
    fn message(
        &mut self,
        batch: &mut Batch<'_>,
        inbound: Inbound,
        now: Moment,
        touched: &mut Touched,
    ) -> Result<Ingested, Failure> {
        let mut reasons = inbound.warnings.clone();
        let seen = match (&inbound.control_id, inbound.replays) {
            (Some(control), None) => batch
                .find_message(&inbound.sender, control, inbound.body_hash)
                .map_err(|fault| Failure::Fault(Arc::new(fault)))?,
            _ => None,
        };
        if let Some(seen) = seen {
            if seen.same_body {
                let repeated = format!("Déjà reçu (message n° {}).", seen.id);
                let reason = Some(reasons::reason("duplicate", &repeated));
                return self.keep(
                    batch,
                    inbound,
                    Outcome::Duplicate,
                    reason,
                    &Decision::default(),
                    now,
                    touched,
                );
            }
            // Refusing it would stop the sender's queue: taken into account, and shown.
            reasons.push(reasons::reason(
                "control_id_reused",
                "L'émetteur a réutilisé un numéro de message (MSH-10) pour un autre contenu.",
            ));
        }
        let (outcome, decision) = match &inbound.understanding {
            Understanding::Command(command) => {
                match rules::ask(self.rules, &self.state, &self.vault, command, now) {
                    Ok(decision) => {
                        reasons.extend(decision.remarks.iter().map(reasons::of_remark));
                        let outcome = if reasons.is_empty() {
                            Outcome::Applied
                        } else {
                            Outcome::WorkList
                        };
                        (outcome, decision)
                    }
                    Err(Undecided::Refused(Refusal::NothingToDo)) => (Outcome::Applied, Decision::default()),
                    Err(Undecided::Refused(refusal)) => {
                        reasons.insert(0, reasons::of_refusal(&refusal));
                        let outcome = if refusal.is_of_no_interest() {
                            Outcome::Ignored
                        } else {
                            Outcome::Quarantined
                        };
                        (outcome, Decision::default())
                    }
                    Err(Undecided::Defect) => {
                        reasons.insert(0, rules::defect());
                        (Outcome::Quarantined, Decision::default())
                    }
                }
            }
            Understanding::Quarantine(reason) => {
                reasons.insert(0, reason.clone());
                (Outcome::Quarantined, Decision::default())
            }
            Understanding::Ignore(reason) => {
                reasons.insert(0, reason.clone());
                (Outcome::Ignored, Decision::default())
            }
            Understanding::Reject(reason) => {
                reasons.insert(0, reason.clone());
                (Outcome::Rejected, Decision::default())
            }
        };
        let reason = reasons::join(reasons);
        self.keep(batch, inbound, outcome, reason, &decision, now, touched)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one step of `message`, split off to be read apart"
    )]
    fn keep(
        &mut self,
        batch: &mut Batch<'_>,
        inbound: Inbound,
        outcome: Outcome,
        reason: Option<Reason>,
        decision: &Decision,
        now: Moment,
        touched: &mut Touched,
    ) -> Result<Ingested, Failure> {
        let id = inbound.replays.unwrap_or_else(|| batch.next_message_id());
        self.heard.push(Heard {
            sender: inbound.sender.clone(),
            received_at: inbound.received_at,
            sent_at: inbound.sent_at,
            outcome,
        });
        let actor = Actor::Interface(inbound.sender.clone()).to_string();
        let write = match inbound.replays {
            Some(id) => MessageWrite::Settle {
                id,
                outcome,
                reason: reason.clone(),
            },
            None => MessageWrite::New(NewMessage {
                received_at: inbound.received_at,
                sent_at: inbound.sent_at,
                sender: inbound.sender,
                control_id: inbound.control_id,
                trigger: inbound.trigger,
                body_hash: inbound.body_hash,
                raw: inbound.raw.to_vec(),
                outcome,
                reason: reason.clone(),
                keys: inbound.keys,
            }),
        };
        let entry = self.entry(decision, actor, format!("message {id}"), Some(write), now)?;
        let appended = append(batch, &entry)?;
        self.apply(decision, appended, now, touched);
        Ok(Ingested {
            outcome,
            reason,
            message: appended.message_id.unwrap_or(id),
        })
    }

    /// Notes what a person made of a kept message. No event: the inbox is not part of the state.
    fn settle(
        &mut self,
        batch: &mut Batch<'_>,
        write: MessageWrite,
        message: MessageId,
        origin: &Origin,
        now: Moment,
        touched: &mut Touched,
    ) -> Result<Done, Failure> {
        let event = Event::MessageSettled {
            message: message.number(),
        };
        let decision = Decision {
            events: vec![event],
            ..Decision::default()
        };
        let (actor, cause) = (origin.actor.to_string(), origin.cause.to_string());
        let entry = self.entry(&decision, actor, cause, Some(write), now)?;
        let appended = append(batch, &entry)?;
        self.apply(&decision, appended, now, touched);
        Ok(Done {
            seq: self.state.seq,
            person: None,
            request: None,
            hold: None,
            records: entry.records.len(),
            remarks: Vec::new(),
        })
    }

    fn entry(
        &self,
        decision: &Decision,
        actor: String,
        cause: String,
        message: Option<MessageWrite>,
        now: Moment,
    ) -> Result<Entry, Failure> {
        let unreadable = |error: store::codec::Unreadable| Failure::Unreadable(error.to_string());
        let records: Result<Vec<_>, _> = decision.events.iter().map(|event| encode(event, now)).collect();
        let vault: Result<Vec<_>, _> = decision.vault.iter().map(write_identity).collect();
        let claims = decision.claims.iter().map(|change| match *change {
            ClaimChange::Open { bed, stay } => Claim::Open { bed, stay },
            ClaimChange::Close { stay } => Claim::Close { stay },
            ClaimChange::Hold { bed, hold, owner } => Claim::Hold { bed, hold, owner },
            ClaimChange::Release { hold } => Claim::Release { hold },
        });
        Ok(Entry {
            recorded_at: now,
            actor,
            cause,
            message,
            records: records.map_err(unreadable)?,
            vault: vault.map_err(unreadable)?,
            claims: claims.collect(),
        })
    }

    fn apply(&mut self, decision: &Decision, appended: Appended, now: Moment, touched: &mut Touched) {
        for write in &decision.vault {
            self.vault.apply(write);
        }
        for (event, seq) in decision.events.iter().zip(appended.first_seq.number()..) {
            self.state.apply(event, seq, now, touched);
        }
    }

    fn published_seq(&self) -> u64 {
        self.published
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .seq()
    }

    fn publish(&self, head: store::Head) {
        let snapshot = Arc::new(Snapshot {
            state: self.state.clone(),
            vault: self.vault.clone(),
            head,
        });
        *self.published.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
    }

    /// Takes the last published picture up again: what went ahead of a commit that failed never happened.
    fn go_back(&mut self) {
        let published = self
            .published
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        self.heard.clear();
        self.state = published.state.clone();
        self.vault = published.vault.clone();
    }
}
