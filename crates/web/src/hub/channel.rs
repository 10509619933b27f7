//! One topic in one language: its last picture, the revision of each piece, and who watches.
//!
//! Everything happens under one lock: drawing, comparing, sending, and letting a new watcher in. A watcher is
//! therefore let in between two frames, never in the middle of one: what it is sent first and what it is sent
//! next leave no gap and repeat nothing.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use tokio::sync::mpsc::Sender;
use tokio::sync::mpsc::error::TrySendError;

use super::{Hub, Picture, Piece, Shown, Stamp, Stamped, Topic, locked};
use crate::words::Lang;

/// A frame on its way to a screen.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Of which topic.
    pub topic: Topic,
    /// The revision a screen has once it has taken the frame in.
    pub revision: u64,
    /// The event, ready to be written. Shared by all screens.
    pub bytes: Bytes,
}

/// A screen that watches.
#[derive(Clone, Debug)]
pub struct Watcher {
    /// Its number.
    pub session: u64,
    /// Where its frames go.
    pub queue: Sender<Frame>,
    /// Set when its queue was full: it must ask again.
    pub lagged: Arc<AtomicBool>,
}

pub struct Channel {
    topic: Topic,
    lang: Lang,
    drawn: Mutex<Drawn>,
}

#[derive(Default)]
struct Drawn {
    /// 0 while never drawn.
    revision: u64,
    picture: Picture,
    /// The revision at which each piece last changed, by its id.
    changed: HashMap<String, u64>,
    /// The revision at which the shape last changed.
    reshaped: u64,
    /// Something happened since it was drawn, and nobody was watching.
    stale: bool,
    /// The whole picture as a frame, made when first asked for.
    whole: Option<Bytes>,
    watchers: Vec<Watcher>,
}

impl Channel {
    pub fn new(topic: Topic, lang: Lang) -> Self {
        Self {
            topic,
            lang,
            drawn: Mutex::default(),
        }
    }

    /// Draws the topic now and gives the whole region; nothing when it does not exist.
    pub fn show(&self, hub: &Hub) -> Option<Shown> {
        let mut drawn = locked(&self.drawn);
        if self.redraw(hub, &mut drawn) {
            let stamp = Stamp {
                epoch: hub.0.epoch,
                revision: drawn.revision,
            };
            let picture = &drawn.picture;
            let (title, above) = (picture.title.clone(), picture.above.clone());
            return Some(Shown {
                title,
                above,
                html: picture.whole.clone(),
                beside: picture.beside.clone(),
                stamped: Stamped {
                    topic: self.topic,
                    stamp,
                },
            });
        }
        drop(drawn);
        hub.forget(self.topic, self.lang);
        None
    }

    /// Draws the topic again if somebody watches.
    pub fn refresh(&self, hub: &Hub) {
        let mut drawn = locked(&self.drawn);
        if drawn.watchers.is_empty() {
            drawn.stale = true;
        } else {
            self.redraw(hub, &mut drawn);
        }
    }

    /// Lets a watcher in and gives the frame that brings it up to date, if it misses anything.
    pub fn enter(&self, hub: &Hub, watcher: Watcher, since: Option<Stamp>) -> Option<Frame> {
        let mut drawn = locked(&self.drawn);
        if (drawn.stale || drawn.revision == 0) && !self.redraw(hub, &mut drawn) {
            drop(drawn);
            hub.forget(self.topic, self.lang);
            return None;
        }
        drawn.watchers.retain(|it| it.session != watcher.session);
        drawn.watchers.push(watcher);
        let known = since.filter(|stamp| stamp.epoch == hub.0.epoch && stamp.revision <= drawn.revision);
        let bytes = match known.map(|stamp| stamp.revision) {
            Some(since) if since >= drawn.reshaped => self.missed(hub, &drawn, since)?,
            _ => self.whole(hub, &mut drawn),
        };
        Some(Frame {
            topic: self.topic,
            revision: drawn.revision,
            bytes,
        })
    }

    /// Lets a watcher out.
    pub fn leave(&self, session: u64) {
        locked(&self.drawn).watchers.retain(|it| it.session != session);
    }

    /// Nobody watches.
    pub fn is_unwatched(&self) -> bool {
        // A lock held by somebody else means that it is in use.
        self.drawn.try_lock().is_ok_and(|drawn| drawn.watchers.is_empty())
    }

    /// Nobody watches and nothing was ever drawn.
    pub fn is_idle(&self) -> bool {
        // A lock held by somebody else means that it is in use.
        self.drawn
            .try_lock()
            .is_ok_and(|drawn| drawn.watchers.is_empty() && drawn.revision == 0)
    }

    /// Draws, compares, and sends what changed. False when the topic does not exist.
    fn redraw(&self, hub: &Hub, drawn: &mut Drawn) -> bool {
        let Some(picture) = hub.draw(self.topic, self.lang) else {
            return false;
        };
        drawn.stale = false;
        let same_shape = drawn.revision > 0 && picture.is_shaped_as(&drawn.picture);
        let changed: Vec<&Piece> = if same_shape {
            let pairs = picture.each().zip(drawn.picture.each());
            pairs
                .filter(|(new, old)| new != old)
                .map(|(new, _)| new)
                .collect()
        } else {
            picture.each().collect()
        };
        if same_shape && changed.is_empty() {
            return true;
        }
        let revision = hub.next_revision();
        for piece in &changed {
            drawn.changed.insert(piece.id.clone(), revision);
        }
        let parts = same_shape.then(|| self.frame(hub, revision, changed.iter().map(|it| it.html.as_str())));
        if !same_shape {
            drawn.reshaped = revision;
            drawn.changed.retain(|_, at| *at == revision);
        }
        drawn.revision = revision;
        drawn.picture = picture;
        drawn.whole = None;
        let bytes = parts.unwrap_or_else(|| self.whole(hub, drawn));
        self.send(
            hub,
            drawn,
            &Frame {
                topic: self.topic,
                revision,
                bytes,
            },
        );
        true
    }

    fn send(&self, hub: &Hub, drawn: &mut Drawn, frame: &Frame) {
        let mut sent = 0;
        drawn
            .watchers
            .retain(|watcher| match watcher.queue.try_send(frame.clone()) {
                Ok(()) => {
                    sent += 1;
                    true
                }
                Err(TrySendError::Full(_)) => {
                    watcher.lagged.store(true, Ordering::Release);
                    false
                }
                Err(TrySendError::Closed(_)) => false,
            });
        hub.0.counters.frames.fetch_add(sent, Ordering::Relaxed);
    }

    /// What a screen with that revision misses; nothing when it misses nothing.
    fn missed(&self, hub: &Hub, drawn: &Drawn, since: u64) -> Option<Bytes> {
        let is_newer = |id: &String| drawn.changed.get(id).is_some_and(|at| *at > since);
        let mut pieces = drawn
            .picture
            .each()
            .filter(|piece| is_newer(&piece.id))
            .peekable();
        pieces.peek()?;
        Some(self.frame(hub, drawn.revision, pieces.map(|piece| piece.html.as_str())))
    }

    fn whole(&self, hub: &Hub, drawn: &mut Drawn) -> Bytes {
        if let Some(bytes) = &drawn.whole {
            return bytes.clone();
        }
        let picture = &drawn.picture;
        let beside = picture.beside.iter().map(|it| it.html.as_str());
        let parts = std::iter::once(picture.whole.as_str()).chain(beside);
        let bytes = self.frame(hub, drawn.revision, parts);
        drawn.whole = Some(bytes.clone());
        bytes
    }

    /// The event: a line that says what of, then the HTML. A line break in it would end the event too soon.
    fn frame<'a>(&self, hub: &Hub, revision: u64, html: impl IntoIterator<Item = &'a str>) -> Bytes {
        let stamp = Stamp {
            epoch: hub.0.epoch,
            revision,
        };
        let stamped = Stamped {
            topic: self.topic,
            stamp,
        };
        let mut out = format!("event: patch\nid: {stamp}\ndata: {stamped}\n");
        for line in html.into_iter().flat_map(|html| html.split(['\n', '\r'])) {
            out.push_str("data: ");
            out.push_str(line);
            out.push('\n');
        }
        out.push('\n');
        Bytes::from(out)
    }
}
