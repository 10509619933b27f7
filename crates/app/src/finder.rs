//! The index of search, kept warm beside the writer and never in its way.
//!
//! A thread of its own wakes up after commits and brings the index in step with the last published picture, at most
//! once per [`PACE`]: a feed that sends thousands of messages a second costs it a comparison now and then. Whoever
//! asks brings it in step as well, so that an answer is never older than the picture it is given with.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, Weak};
use std::time::Duration;

use domain::search::Index;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::change::Change;
use crate::snapshot::Snapshot;

/// How long the index rests between two times it catches up by itself.
const PACE: Duration = Duration::from_millis(500);

/// The index, and up to where it has caught up.
#[derive(Debug, Default)]
pub(crate) struct Finder(RwLock<Indexed>);

#[derive(Debug, Default)]
struct Indexed {
    index: Index,
    /// The record up to which the index knows; none before the first time.
    seq: Option<u64>,
}

/// The index as it is read.
pub(crate) struct Reading<'a>(RwLockReadGuard<'a, Indexed>);

impl std::ops::Deref for Reading<'_> {
    type Target = Index;

    fn deref(&self) -> &Index {
        &self.0.index
    }
}

impl Finder {
    /// The index, at least as new as that picture.
    pub fn read(&self, snapshot: &Snapshot) -> Reading<'_> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if known.seq.is_some_and(|seq| seq >= snapshot.seq()) {
            return Reading(known);
        }
        drop(known);
        self.catch_up(snapshot);
        Reading(self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn catch_up(&self, snapshot: &Snapshot) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have done it meanwhile, for a newer picture.
        if known.seq.is_none_or(|seq| seq < snapshot.seq()) {
            known.index.catch_up(&snapshot.vault);
            known.seq = Some(snapshot.seq());
        }
    }

    /// Keeps the index warm until the engine is gone.
    ///
    /// # Errors
    /// When the machine refuses one more thread.
    pub fn keep_warm(
        self: &Arc<Self>,
        published: &Arc<RwLock<Arc<Snapshot>>>,
        mut changes: Receiver<Arc<Change>>,
    ) -> std::io::Result<()> {
        let (finder, published) = (Arc::downgrade(self), Arc::downgrade(published));
        let work = move || {
            while catch_up_once(&finder, &published).is_some() {
                // A listener that fell behind has something to look at as well.
                if matches!(changes.blocking_recv(), Err(RecvError::Closed)) {
                    break;
                }
                std::thread::sleep(PACE);
            }
        };
        std::thread::Builder::new()
            .name("chevet-search".to_owned())
            .spawn(work)
            .map(drop)
    }
}

/// Nothing once the engine is gone.
fn catch_up_once(finder: &Weak<Finder>, published: &Weak<RwLock<Arc<Snapshot>>>) -> Option<()> {
    let (finder, published) = (finder.upgrade()?, published.upgrade()?);
    let snapshot = published.read().unwrap_or_else(PoisonError::into_inner).clone();
    finder.catch_up(&snapshot);
    Some(())
}
