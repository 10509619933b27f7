//! Opening a territory: the last picture put away, then the journal since, then the writer starts.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

use base::Moment;
use domain::event::Event;
use domain::state::{FrozenState, State, Touched};
use domain::vault::Vault;
use store::codec::{Unreadable, decode, read_identity};
use store::{Fault, Head, MessageQuery, Options, Seq, Store};
use tokio::sync::{broadcast, mpsc, watch};

use crate::clock::Clock;
use crate::engine::Writer;
use crate::feed::Feeds;
use crate::finder::Finder;
use crate::handle::{App, Inner};
use crate::past::Ladder;
use crate::reserves::Counted;
use crate::rules::Rules;
use crate::snapshot::Snapshot;
use crate::trouble::Trouble;

/// How many commands and messages may wait for the writer before their senders are made to wait.
const QUEUE: usize = 4_096;

/// How many commits a slow listener may fall behind before it must look at everything again.
const CHANGES: usize = 1_024;

/// After how many records the state is put away again.
const SNAPSHOT_EVERY: u64 = 100_000;

/// The form of the pictures put away; raise it whenever the state's shape changes.
const FORMAT: &str = "state-5-msgpack";

/// How many of the latest messages are looked at, at a start, to know which senders there are.
const RECENT_MESSAGES: u32 = 2_000;

/// Records decoded ahead of the fold, so that reading and folding keep two cores busy.
const CHUNK: usize = 2_048;

/// How far an opening is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The record just folded.
    pub at: u64,
    /// The last record of the journal.
    pub of: u64,
}

/// What opening found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The record of the picture that was taken up; 0 when the whole journal was folded.
    pub snapshot: u64,
    /// The last record.
    pub head: u64,
}

/// Why a territory cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] store::OpenError),
    /// The store cannot be read.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The journal holds something this version cannot read.
    #[error("le journal contient un enregistrement illisible")]
    Unreadable(#[from] Unreadable),
    /// The machine refuses one more thread.
    #[error("impossible de démarrer le fil d'écriture")]
    Thread(#[source] std::io::Error),
}

impl App {
    /// Opens or creates the territory of that file, and starts its writer.
    ///
    /// # Errors
    /// When the file is held by another process, damaged, too recent, or the disk fails.
    pub fn open(
        path: &Path,
        clock: Clock,
        options: Options,
        progress: impl FnMut(Progress),
    ) -> Result<(Self, Opening), OpenError> {
        let store = Store::open(path, clock.now(), options)?;
        Self::start(store, clock, progress)
    }

    /// A territory that lives in memory only: for tests and measures.
    ///
    /// # Errors
    /// When the writer thread cannot be started.
    pub fn in_memory(clock: Clock) -> Result<Self, OpenError> {
        Self::start(Store::memory(), clock, |_| {}).map(|(app, _)| app)
    }

    /// Takes up what the store holds, and starts the writer.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn start(
        store: Store,
        clock: Clock,
        progress: impl FnMut(Progress),
    ) -> Result<(Self, Opening), OpenError> {
        Self::start_with(domain::decide::decide, store, clock, progress)
    }

    /// The same with other rules: what is done about rules that have a defect must be tested too.
    pub(crate) fn start_with(
        rules: Rules,
        store: Store,
        clock: Clock,
        progress: impl FnMut(Progress),
    ) -> Result<(Self, Opening), OpenError> {
        let (snapshot, from) = take_up(&store, progress)?;
        let opening = Opening {
            snapshot: from,
            head: snapshot.head.seq.number(),
        };
        let (queue, jobs) = mpsc::channel(QUEUE);
        let (changes, _) = broadcast::channel(CHANGES);
        let (stopping, _) = watch::channel(false);
        let epoch = u64::try_from(crate::clock::system_now().millis()).unwrap_or(1);
        let feeds = Arc::new(Feeds::default());
        let trouble = Arc::new(Trouble::default());
        remember_senders(&store, &feeds)?;
        let published = Arc::new(RwLock::new(Arc::new(snapshot.clone())));
        let finder = Arc::new(Finder::default());
        finder
            .keep_warm(&published, changes.subscribe())
            .map_err(OpenError::Thread)?;
        let writer = Writer {
            queue: jobs,
            store: store.clone(),
            clock: clock.clone(),
            keeper: Keeper {
                last: opening.snapshot,
                busy: None,
            },
            state: snapshot.state,
            vault: snapshot.vault,
            published: published.clone(),
            changes: changes.clone(),
            rules,
            feeds: feeds.clone(),
            heard: Vec::new(),
            trouble: trouble.clone(),
            stopping: stopping.clone(),
            expected: 0,
        };
        let thread = std::thread::Builder::new()
            .name("chevet-writer".to_owned())
            .spawn(move || {
                let alarm = Alarm {
                    stopping: writer.stopping.clone(),
                    trouble: writer.trouble.clone(),
                };
                writer.run();
                drop(alarm);
            })
            .map_err(OpenError::Thread)?;
        let inner = Inner {
            queue,
            published,
            changes,
            store,
            clock,
            feeds,
            finder,
            trouble,
            ladder: Ladder::default(),
            epoch,
            stopping,
            closed: AtomicBool::new(false),
            counted: Counted::default(),
            writer: Mutex::new(Some(thread)),
        };
        let app = Self(Arc::new(inner));
        app.count_reserves_once();
        Ok((app, opening))
    }
}

/// Stops the process should its writer die: a server that can write nothing must not look alive.
struct Alarm {
    stopping: watch::Sender<bool>,
    trouble: Arc<Trouble>,
}

impl Drop for Alarm {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let what = "le fil d'écriture s'est arrêté sur un défaut du programme";
            tracing::error!("{what}");
            self.trouble.begins(what.to_owned());
            self.stopping.send_replace(true);
        }
    }
}

/// Takes up when each sender last spoke, so that a feed that died before a restart is still seen to be silent.
fn remember_senders(store: &Store, feeds: &Feeds) -> Result<(), Fault> {
    let latest = MessageQuery {
        limit: RECENT_MESSAGES,
        ..MessageQuery::default()
    };
    // Newest first: of each sender, the first one seen counts.
    for head in store.messages(&latest)? {
        feeds.remember(&head.sender, head.received_at, head.sent_at);
    }
    Ok(())
}

/// The picture of the whole journal, and from which record it did not have to be folded.
fn take_up(store: &Store, progress: impl FnMut(Progress)) -> Result<(Snapshot, u64), OpenError> {
    let mut state = put_away(store)?.unwrap_or_default();
    let from = state.seq;
    let mut vault = Vault::default();
    store.identities(|row| -> Result<(), OpenError> {
        vault.apply(&read_identity(&row)?);
        Ok(())
    })?;
    let head = store.head()?;
    fold(store, &mut state, head, progress)?;
    Ok((Snapshot { state, vault, head }, from))
}

/// The state that was put away, unless there is none or this version cannot use it.
fn put_away(store: &Store) -> Result<Option<State>, Fault> {
    let Some(snapshot) = store.snapshot(FORMAT)? else {
        return Ok(None);
    };
    let thawed = rmp_serde::from_slice::<FrozenState>(&snapshot.bytes)
        .ok()
        .and_then(|it| State::thaw(it).ok());
    if thawed.is_none() {
        tracing::warn!(
            seq = snapshot.head.seq.number(),
            "snapshot of another shape ignored, folding the whole journal"
        );
    }
    Ok(thawed)
}

/// Folds what the journal holds after the state: one thread reads and decodes, this one applies.
fn fold(
    store: &Store,
    state: &mut State,
    head: Head,
    mut progress: impl FnMut(Progress),
) -> Result<(), OpenError> {
    type Decoded = (u64, Moment, Event);
    let (full, chunks) = std::sync::mpsc::sync_channel::<Vec<Decoded>>(4);
    let from = Seq::new(state.seq);
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || -> Result<(), OpenError> {
            let mut chunk = Vec::with_capacity(CHUNK);
            store.read_after(from, u64::MAX, |record| -> Result<(), OpenError> {
                chunk.push((record.seq.number(), record.recorded_at, decode(&record)?));
                if chunk.len() == CHUNK {
                    let ready = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK));
                    // The other end is gone only when this thread is being abandoned.
                    let _ = full.send(ready);
                }
                Ok(())
            })?;
            let _ = full.send(chunk);
            Ok(())
        });
        let mut touched = Touched::default();
        for chunk in chunks {
            for (seq, recorded_at, event) in chunk {
                state.apply(&event, seq, recorded_at, &mut touched);
            }
            touched = Touched::default();
            progress(Progress {
                at: state.seq,
                of: head.seq.number(),
            });
        }
        match reader.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Puts the state away from time to time, in a thread of its own.
pub(crate) struct Keeper {
    /// The record of the last picture put away.
    last: u64,
    busy: Option<JoinHandle<u64>>,
}

impl Keeper {
    /// Puts the published state away when enough happened since the last time.
    pub fn consider(&mut self, store: &Store, published: &RwLock<Arc<Snapshot>>) {
        if self.busy.as_ref().is_some_and(JoinHandle::is_finished)
            && let Some(done) = self.busy.take()
        {
            self.last = done.join().unwrap_or(self.last);
        }
        let snapshot = published.read().unwrap_or_else(PoisonError::into_inner);
        if self.busy.is_some() || snapshot.seq() < self.last + SNAPSHOT_EVERY {
            return;
        }
        let (store, snapshot) = (store.clone(), snapshot.clone());
        let name = "chevet-snapshot".to_owned();
        self.busy = std::thread::Builder::new()
            .name(name)
            .spawn(move || put(&store, &snapshot))
            .ok();
    }

    /// Waits for the picture under way, then puts the last one away.
    pub fn put_away_and_finish(mut self, store: &Store, snapshot: &Snapshot) {
        if let Some(busy) = self.busy.take() {
            self.last = busy.join().unwrap_or(self.last);
        }
        if snapshot.seq() > self.last {
            put(store, snapshot);
        }
    }
}

fn put(store: &Store, snapshot: &Snapshot) -> u64 {
    let written = rmp_serde::to_vec_named(&snapshot.state.freeze());
    let kept = written.map_err(|error| error.to_string()).and_then(|bytes| {
        let picture = store::Snapshot {
            head: snapshot.head,
            format: FORMAT.to_owned(),
            bytes,
        };
        store.put_snapshot(&picture).map_err(|fault| fault.to_string())
    });
    if let Err(error) = kept {
        // Costs only time at the next start.
        tracing::warn!(%error, "snapshot not kept");
    }
    snapshot.seq()
}
