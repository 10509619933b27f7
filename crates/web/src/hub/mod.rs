//! The live push: one picture of a board per language, drawn once, shared by every screen that shows it.
//!
//! A *topic* is something that is watched: a ward, the territory. A *picture* is its HTML, cut into *pieces*
//! (one element each). When something changes, the topic is drawn again, pieces are compared with the last
//! picture, and those that differ go out as one *frame* of ready bytes to everybody. Every piece remembers the
//! *revision* at which it last changed, so that a screen that comes back is sent what it missed and no more.
//! Revisions count from the start of this process; the *epoch* in front of them tells processes apart.
//!
//! The hub keeps no event and looks into no HTML. It never waits for a screen: one that is too slow is told so
//! and asks again from where it was.

mod channel;
mod pace;
mod picture;
mod session;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::sync::watch;

use crate::config::Pace;
use crate::words::Lang;
use channel::Channel;
pub use picture::{Picture, Piece, Screen, Stamp, Stamped, Topic, Wall};
pub use session::{Next, Session};

/// Draws a topic in a language as it is now; nothing when there is no such thing any more.
pub type Draw = dyn Fn(Topic, Lang) -> Option<Picture> + Send + Sync;

/// The heart of the live push. Cheap to clone.
#[derive(Clone)]
pub struct Hub(Arc<Inner>);

struct Inner {
    draw: Box<Draw>,
    epoch: u64,
    pace: Pace,
    channels: RwLock<HashMap<(Topic, Lang), Arc<Channel>>>,
    revisions: AtomicU64,
    sessions: AtomicU64,
    stopping: watch::Sender<bool>,
    /// Frames and sizes, for `/metrics`.
    counters: Counters,
}

#[derive(Default)]
struct Counters {
    screens: AtomicU64,
    frames: AtomicU64,
    renders: AtomicU64,
    resyncs: AtomicU64,
}

/// How the push is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Streams open.
    pub screens: u64,
    /// Frames handed to a stream since the start.
    pub frames: u64,
    /// Pictures drawn since the start.
    pub renders: u64,
    /// Streams that were too slow and asked again.
    pub resyncs: u64,
}

/// What a page shows and what its script asks to be kept up to date from.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What it shows.
    pub title: String,
    /// Where that is, in a few words.
    pub above: String,
    /// The whole live region.
    pub html: String,
    /// What stands outside of it, where the page puts it.
    pub beside: Vec<Piece>,
    /// Topic, epoch and revision.
    pub stamped: Stamped,
}

/// The wish of one screen: a topic and what it already has of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// What to watch.
    pub topic: Topic,
    /// The last revision the screen has, if any.
    pub since: Option<Stamp>,
}

impl Hub {
    /// A hub that draws with that function. `epoch` must differ at every start.
    #[must_use]
    pub fn new(draw: Box<Draw>, epoch: u64, pace: Pace) -> Self {
        Self(Arc::new(Inner {
            draw,
            epoch,
            pace,
            channels: RwLock::default(),
            revisions: AtomicU64::new(0),
            sessions: AtomicU64::new(0),
            stopping: watch::Sender::new(false),
            counters: Counters::default(),
        }))
    }

    /// The topic as it is now, for a page about to be sent. Screens that watch it get what changed, too.
    #[must_use]
    pub fn show(&self, topic: Topic, lang: Lang) -> Option<Shown> {
        let channel = self.channel(topic, lang);
        channel.show(self)
    }

    /// Opens a stream on those topics.
    #[must_use]
    pub fn watch(&self, wishes: &[Wish], lang: Lang) -> Session {
        let number = self.0.sessions.fetch_add(1, Ordering::Relaxed);
        Session::open(self.clone(), number, wishes, lang)
    }

    /// Draws a topic again for those who watch it; remembers that it is out of date when nobody does.
    pub fn refresh(&self, topic: Topic) {
        for lang in Lang::ALL {
            if let Some(channel) = self.known(topic, lang) {
                channel.refresh(self);
            }
        }
    }

    /// Draws again everything about a ward that somebody watches.
    pub fn refresh_ward(&self, ward: base::id::WardId) {
        let topics = self.topics().into_iter();
        topics
            .filter(|it| it.ward() == Some(ward))
            .for_each(|it| self.refresh(it));
    }

    /// Every topic that has been asked for since the start.
    #[must_use]
    pub fn topics(&self) -> Vec<Topic> {
        let channels = self.0.channels.read().unwrap_or_else(PoisonError::into_inner);
        let mut topics: Vec<_> = channels.keys().map(|(topic, _)| *topic).collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }

    /// The walls, the views of wards and the emergency departments that have been asked for, beside their boards.
    fn beside_boards(&self) -> Vec<Topic> {
        let channels = self.0.channels.read().unwrap_or_else(PoisonError::into_inner);
        channels
            .keys()
            .map(|(topic, _)| *topic)
            .filter(|topic| {
                matches!(
                    topic,
                    Topic::Wall(_) | Topic::View(..) | Topic::Veiled(..) | Topic::Emergency(_)
                )
            })
            .collect()
    }

    /// Says good-bye on every stream, now and from now on.
    pub fn stop(&self) {
        self.0.stopping.send_replace(true);
    }

    /// Whether good-bye was said.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        *self.0.stopping.borrow()
    }

    /// How the push is doing.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let counters = &self.0.counters;
        Figures {
            screens: counters.screens.load(Ordering::Relaxed),
            frames: counters.frames.load(Ordering::Relaxed),
            renders: counters.renders.load(Ordering::Relaxed),
            resyncs: counters.resyncs.load(Ordering::Relaxed),
        }
    }

    fn draw(&self, topic: Topic, lang: Lang) -> Option<Picture> {
        self.0.counters.renders.fetch_add(1, Ordering::Relaxed);
        (self.0.draw)(topic, lang)
    }

    fn next_revision(&self) -> u64 {
        self.0.revisions.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn known(&self, topic: Topic, lang: Lang) -> Option<Arc<Channel>> {
        self.0
            .channels
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&(topic, lang))
            .cloned()
    }

    fn channel(&self, topic: Topic, lang: Lang) -> Arc<Channel> {
        if let Some(channel) = self.known(topic, lang) {
            return channel;
        }
        let mut channels = self.0.channels.write().unwrap_or_else(PoisonError::into_inner);
        channels
            .entry((topic, lang))
            .or_insert_with(|| Arc::new(Channel::new(topic, lang)))
            .clone()
    }

    /// Forgets the walls that nobody watches: their screens choose the size they are drawn in.
    fn forget_empty_walls(&self) {
        let mut channels = self.0.channels.write().unwrap_or_else(PoisonError::into_inner);
        channels.retain(|(topic, _), channel| !matches!(topic, Topic::Wall(_)) || !channel.is_unwatched());
    }

    /// Forgets a topic that does not exist, so that made-up addresses cost no memory.
    fn forget(&self, topic: Topic, lang: Lang) {
        let mut channels = self.0.channels.write().unwrap_or_else(PoisonError::into_inner);
        if channels
            .get(&(topic, lang))
            .is_some_and(|channel| channel.is_idle())
        {
            channels.remove(&(topic, lang));
        }
    }
}

/// The lock, whether or not a thread died holding it: every change of the data behind it is complete in itself.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
