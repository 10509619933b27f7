//! The handle every door holds: to ask for changes, to read, to be told of changes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

use base::{Moment, Zone};
use domain::command::Command;
use domain::refusal::Refusal;
use domain::view::search::{Answers, search};
use store::{Fault, MessageId, NewTrace, Outcome, Store};
use tokio::sync::{broadcast, mpsc, oneshot, watch};

use crate::actor::Origin;
use crate::change::Change;
use crate::clock::Clock;
use crate::engine::{Answer, Job};
use crate::feed::{FeedStatus, Feeds};
use crate::finder::Finder;
use crate::inbound::{Inbound, Ingested};
use crate::keep::{self, KeptWrite};
use crate::past::Ladder;
use crate::reasons;
use crate::reserves::Counted;
use crate::snapshot::Snapshot;
use crate::trouble::Trouble;

/// How long a screen's command may wait for a place in the queue before it is told that the server is overloaded.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

/// A running territory. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App(pub(crate) Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub queue: mpsc::Sender<Job>,
    pub published: Arc<RwLock<Arc<Snapshot>>>,
    pub changes: broadcast::Sender<Arc<Change>>,
    pub store: Store,
    pub clock: Clock,
    pub feeds: Arc<Feeds>,
    pub finder: Arc<Finder>,
    pub trouble: Arc<Trouble>,
    pub ladder: Ladder,
    pub epoch: u64,
    pub stopping: watch::Sender<bool>,
    pub closed: AtomicBool,
    pub counted: Counted,
    pub writer: Mutex<Option<JoinHandle<()>>>,
}

/// A command was carried out, durably.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The place of its last record.
    pub seq: u64,
    /// The person it made known, if it did.
    pub person: Option<base::id::PersonId>,
    /// The request it made, if it did.
    pub request: Option<base::id::RequestId>,
    /// The hold it gave, if it did.
    pub hold: Option<base::id::HoldId>,
    /// How many records it wrote.
    pub records: usize,
    /// What somebody should look at although it was carried out, in French.
    pub remarks: Vec<String>,
}

/// Why a command or a message was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The rules refuse it; nothing happened.
    #[error("refusé")]
    Refused(Refusal),
    /// The store failed; nothing of it was kept.
    #[error("{0}")]
    Fault(#[from] Arc<Fault>),
    /// A record could not be written or read in its form.
    #[error("{0}")]
    Unreadable(String),
    /// Too much is waiting; try again in a moment.
    #[error("le serveur est surchargé : réessayez dans un instant")]
    Overloaded,
    /// The server is stopping.
    #[error("le serveur s'arrête")]
    Stopping,
}

impl App {
    /// The picture of the last commit.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.0
            .published
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.0.clock.now()
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The time zone of the sites.
    #[must_use]
    pub fn zone(&self) -> Zone {
        Zone::named(&self.snapshot().state.settings.zone)
            .unwrap_or_else(|_| Zone::paris())
            .near(self.now())
    }

    /// A number that differs at each start: what a screen compares to know that the server was restarted.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.0.epoch
    }

    /// Carries out a command; durable when it returns.
    ///
    /// # Errors
    /// Refused by the rules, or not done because of a fault, an overload or a stop.
    pub async fn submit(&self, command: Command, origin: Origin) -> Result<Done, Failure> {
        self.submit_traced(command, origin, Vec::new()).await
    }

    /// Carries out a command and writes rows of the trace in the same transaction; durable when it returns. When the
    /// command is refused nothing is traced.
    ///
    /// # Errors
    /// Refused by the rules, or not done because of a fault, an overload or a stop.
    pub async fn submit_traced(
        &self,
        command: Command,
        origin: Origin,
        traces: Vec<NewTrace>,
    ) -> Result<Done, Failure> {
        keep::refuse_seals(&traces)?;
        let (answer, answered) = oneshot::channel();
        let job = Job::Command {
            command: Box::new(command),
            origin,
            traces,
            answer,
        };
        self.queue(job).await?;
        answered.await.map_err(|_| Failure::Stopping)?
    }

    /// Keeps and forgets things without history (accounts, sessions, …) in that order, and writes rows of the trace,
    /// all in one transaction; durable when it returns. Without writes it only traces: a reading.
    ///
    /// # Errors
    /// Not done because of a fault, an overload or a stop. A row of class `Seal` is a fault: only the store writes
    /// those.
    pub async fn keep(&self, writes: Vec<KeptWrite>, traces: Vec<NewTrace>) -> Result<(), Failure> {
        // Inside a batch it would take down everybody else's commands with it.
        keep::refuse_seals(&traces)?;
        let (answer, answered) = oneshot::channel();
        self.queue(Job::Keep {
            writes,
            traces,
            answer,
        })
        .await?;
        answered.await.map_err(|_| Failure::Stopping)?
    }

    /// Waits a while for a place in the queue of the writer.
    async fn queue(&self, job: Job) -> Result<(), Failure> {
        match tokio::time::timeout(PATIENCE, self.0.queue.send(job)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Failure::Stopping),
            Err(_) => Err(Failure::Overloaded),
        }
    }

    /// Keeps a message and takes it into account; durable when it returns. Waits while the queue is full, so that a
    /// sender that is too fast is slowed down by its own connection.
    ///
    /// # Errors
    /// When it could not be kept: the sender must send it again.
    pub async fn ingest(&self, inbound: Inbound) -> Result<Ingested, Failure> {
        let (answer, answered) = oneshot::channel();
        let job = Job::Message {
            inbound: Box::new(inbound),
            answer,
        };
        self.0.queue.send(job).await.map_err(|_| Failure::Stopping)?;
        answered.await.map_err(|_| Failure::Stopping)?
    }

    /// Notes that somebody dealt with a kept message by hand: it leaves the work-list or the quarantine for
    /// `outcome`, and its reason says who did it and what it was. False when there is no such message. Durable when
    /// it returns. What the message says is not applied: that is what a replay is for.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn settle(
        &self,
        message: MessageId,
        outcome: Outcome,
        origin: Origin,
    ) -> Result<bool, Failure> {
        // Looked up first: inside a batch, a message that does not exist would take the whole batch down.
        let Some(kept) = self.read(move |store| store.message(message)).await? else {
            return Ok(false);
        };
        let former = kept.head.reason.map(|reason| reason.text);
        let reason = reasons::settled(&origin.actor, self.now(), former.as_deref());
        let (answer, answered) = oneshot::channel();
        let job = Job::Settle {
            message,
            outcome,
            reason,
            origin,
            answer,
        };
        self.queue(job).await?;
        answered.await.map_err(|_| Failure::Stopping)?.map(|_| true)
    }

    /// Tells of every commit from now on.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Arc<Change>> {
        self.0.changes.subscribe()
    }

    /// Becomes true when the server stops.
    #[must_use]
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stopping.subscribe()
    }

    /// Asks the store a question about the past, away from the threads that serve.
    ///
    /// # Errors
    /// When the disk fails, or the question was cut off by a stop.
    pub async fn read<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Failure> {
        let store = self.0.store.clone();
        let answer = tokio::task::spawn_blocking(move || question(&store)).await;
        answer
            .map_err(|_| Failure::Stopping)?
            .map_err(|fault| Failure::Fault(Arc::new(fault)))
    }

    /// The store, for verbs that run without a server.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// What answers to a text in that picture: people, beds, wards, doctors. Takes some milliseconds of processor,
    /// more when much was written since anybody asked: not for a thread that serves others.
    #[must_use]
    pub fn search(&self, snapshot: &Snapshot, text: &str) -> Answers {
        let index = self.0.finder.read(snapshot);
        search(&snapshot.state, &snapshot.vault, &index, text, self.now())
    }

    /// How each sender is doing since this process started.
    #[must_use]
    pub fn feeds(&self) -> Vec<FeedStatus> {
        self.0.feeds.all()
    }

    /// How many commands and messages wait for the writer.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.0.queue.max_capacity() - self.0.queue.capacity()
    }

    /// What keeps anything from being written, in French, and what to do about it: a full disk, a disk in doubt.
    /// Known from the last attempt, and gone with the first that works; reading goes on meanwhile.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.0.trouble.said()
    }

    /// Whether writing works, as far as the last attempt shows.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.0.store.poison().is_none()
            && self.0.trouble.said().is_none()
            && !self.0.closed.load(Ordering::Relaxed)
    }

    /// Announces the stop: doors stop letting anybody in, streams say goodbye.
    pub fn announce_stop(&self) {
        self.0.stopping.send_replace(true);
    }

    /// Finishes what waits, puts the state away and stops the writer. Everything asked afterwards is told that the
    /// server stops. Blocks; call it when the doors are closed.
    pub fn close(&self) {
        self.announce_stop();
        if self.0.closed.swap(true, Ordering::SeqCst) {
            return;
        }
        let (answer, _) = oneshot::channel();
        // The queue may be full of work that the writer is going through: wait for a place.
        let _ = self.0.queue.blocking_send(Job::Stop { answer });
        let writer = self
            .0
            .writer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(writer) = writer {
            let _ = writer.join();
        }
    }
}

pub(crate) type Reply<T> = Answer<Result<T, Failure>>;
