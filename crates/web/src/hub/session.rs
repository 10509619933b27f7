//! One open stream: what it watches, what it was sent, and what comes next.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::channel::{Frame, Watcher};
use super::{Hub, Stamp, Topic, Wish};
use crate::words::Lang;

/// What a stream says next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// A frame of HTML.
    Frame(Bytes),
    /// It is time for a sign of life.
    Heartbeat,
    /// The server stops; nothing follows.
    Bye,
}

/// An open stream.
#[derive(Debug)]
pub struct Session {
    hub: HubRef,
    number: u64,
    lang: Lang,
    /// What it watches and the revision it was brought to.
    watched: Vec<(Topic, Option<Stamp>)>,
    ready: VecDeque<Frame>,
    sender: Sender<Frame>,
    queue: Receiver<Frame>,
    lagged: Arc<AtomicBool>,
    beat: Interval,
    stopping: watch::Receiver<bool>,
}

/// A hub without its insides on a debug print.
struct HubRef(Hub);

impl std::fmt::Debug for HubRef {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Hub")
    }
}

impl Session {
    pub(super) fn open(hub: Hub, number: u64, wishes: &[Wish], lang: Lang) -> Self {
        let (sender, queue) = mpsc::channel(hub.0.pace.backlog.max(1));
        let mut beat = interval(hub.0.pace.heartbeat);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        hub.0.counters.screens.fetch_add(1, Ordering::Relaxed);
        let mut session = Self {
            stopping: hub.0.stopping.subscribe(),
            hub: HubRef(hub),
            number,
            lang,
            watched: wishes.iter().map(|wish| (wish.topic, wish.since)).collect(),
            ready: VecDeque::new(),
            sender,
            queue,
            lagged: Arc::default(),
            beat,
        };
        session.enter();
        session
    }

    /// Waits for what the stream says next. The first heartbeat comes at once, after the frames that bring the
    /// screen up to date: it tells the screen that the link works.
    pub async fn next(&mut self) -> Next {
        loop {
            if let Some(frame) = self.ready.pop_front() {
                self.note(&frame);
                return Next::Frame(frame.bytes);
            }
            if let Ok(frame) = self.queue.try_recv() {
                self.note(&frame);
                return Next::Frame(frame.bytes);
            }
            if self.lagged.swap(false, Ordering::AcqRel) {
                self.hub.0.0.counters.resyncs.fetch_add(1, Ordering::Relaxed);
                self.enter();
                continue;
            }
            if *self.stopping.borrow() {
                return Next::Bye;
            }
            tokio::select! {
                biased;
                frame = self.queue.recv() => if let Some(frame) = frame {
                    self.note(&frame);
                    return Next::Frame(frame.bytes);
                },
                _ = self.stopping.changed() => {}
                _ = self.beat.tick() => return Next::Heartbeat,
            }
        }
    }

    /// Watches everything wished, from what the screen has.
    fn enter(&mut self) {
        for (topic, since) in &self.watched {
            let watcher = Watcher {
                session: self.number,
                queue: self.sender.clone(),
                lagged: Arc::clone(&self.lagged),
            };
            let channel = self.hub.0.channel(*topic, self.lang);
            self.ready.extend(channel.enter(&self.hub.0, watcher, *since));
        }
    }

    fn note(&mut self, frame: &Frame) {
        let epoch = self.hub.0.0.epoch;
        for (_, since) in self.watched.iter_mut().filter(|(topic, _)| *topic == frame.topic) {
            *since = Some(Stamp {
                epoch,
                revision: frame.revision,
            });
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        for (topic, _) in &self.watched {
            if let Some(channel) = self.hub.0.known(*topic, self.lang) {
                channel.leave(self.number);
            }
        }
        self.hub.0.0.counters.screens.fetch_sub(1, Ordering::Relaxed);
    }
}
