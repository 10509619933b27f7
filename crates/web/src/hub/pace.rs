//! When topics are drawn again: at once after a calm, then at most once per rest; and every tick for what only
//! time changes.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use app::Change;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, sleep};

use super::{Hub, Topic};

impl Hub {
    /// Follows the changes of the engine until they end or the hub stops.
    pub async fn follow(self, mut changes: Receiver<Arc<Change>>) {
        let mut stopping = self.0.stopping.subscribe();
        let mut tick = interval(self.0.pace.tick);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut pacer = Pacer {
            hub: self.clone(),
            resting: HashMap::new(),
            rests: JoinSet::new(),
        };
        while !self.is_stopping() {
            tokio::select! {
                change = changes.recv() => match change {
                    Ok(change) => {
                        let touched = self.gather(&change, &mut changes);
                        touched.into_iter().for_each(|topic| pacer.touch(topic));
                    }
                    // Missed some: everything may have changed.
                    Err(RecvError::Lagged(_)) => self.topics().into_iter().for_each(|topic| pacer.touch(topic)),
                    Err(RecvError::Closed) => return,
                },
                Some(Ok(topic)) = pacer.rests.join_next() => pacer.rested(topic),
                _ = tick.tick() => {
                    self.forget_empty_walls();
                    self.topics().into_iter().for_each(|topic| pacer.touch(topic));
                }
                _ = stopping.changed() => {}
            }
        }
    }

    /// The topics touched by a change and by those already waiting behind it.
    fn gather(&self, first: &Change, changes: &mut Receiver<Arc<Change>>) -> HashSet<Topic> {
        let mut touched = HashSet::from([Topic::Territory, Topic::Cell]);
        let mut add = |change: &Change| {
            if change.structure {
                touched.extend(self.topics());
            }
            touched.extend(change.wards.iter().copied().map(Topic::Ward));
            let of_these = |topic: &Topic| topic.ward().is_some_and(|ward| change.wards.contains(&ward));
            touched.extend(self.beside_boards().into_iter().filter(of_these));
        };
        add(first);
        loop {
            match changes.try_recv() {
                Ok(change) => add(&change),
                Err(TryRecvError::Lagged(_)) => {
                    touched.extend(self.topics());
                    return touched;
                }
                Err(TryRecvError::Empty | TryRecvError::Closed) => return touched,
            }
        }
    }
}

/// How many rests the territory takes: every change of every ward touches it, and counts may be a second old.
const TERRITORY_RESTS: u32 = 12;

/// How many rests the queue takes: every change of a bed touches its figures.
const CELL_RESTS: u32 = 4;

/// Which topics were drawn a moment ago, and whether they changed again meanwhile.
struct Pacer {
    hub: Hub,
    resting: HashMap<Topic, bool>,
    rests: JoinSet<Topic>,
}

impl Pacer {
    fn touch(&mut self, topic: Topic) {
        if let Some(again) = self.resting.get_mut(&topic) {
            *again = true;
        } else {
            self.draw(topic);
        }
    }

    fn rested(&mut self, topic: Topic) {
        if self.resting.remove(&topic) == Some(true) {
            self.draw(topic);
        }
    }

    fn draw(&mut self, topic: Topic) {
        self.hub.refresh(topic);
        let rest = match topic {
            Topic::Territory => self.hub.0.pace.coalesce * TERRITORY_RESTS,
            Topic::Cell | Topic::Emergency(_) => self.hub.0.pace.coalesce * CELL_RESTS,
            Topic::Ward(_) | Topic::View(..) | Topic::Veiled(..) | Topic::Wall(_) => self.hub.0.pace.coalesce,
        };
        self.resting.insert(topic, false);
        self.rests.spawn(async move {
            sleep(rest).await;
            topic
        });
    }
}
