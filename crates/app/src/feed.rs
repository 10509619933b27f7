//! What is known of each sender: when it last spoke, and how its messages fared.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use base::Moment;
use store::Outcome;

/// How a sender is doing: when it last spoke, and its counts since this process started.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FeedStatus {
    /// The sender (MSH-3|MSH-4).
    pub name: String,
    /// When its last message came in.
    pub last_received_at: Option<Moment>,
    /// When its last message says it was sent.
    pub last_sent_at: Option<Moment>,
    /// How many of its messages had each outcome, by [`Outcome::code`].
    pub outcomes: [u64; 6],
}

/// How many senders are told apart. A hospital has a few; whoever makes names up fills no memory.
const SENDERS: usize = 256;

/// Under what the senders beyond that are counted together.
const OTHERS: &str = "…";

/// What one message tells of its sender.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub sender: String,
    pub received_at: Moment,
    pub sent_at: Option<Moment>,
    pub outcome: Outcome,
}

/// All senders.
#[derive(Debug, Default)]
pub(crate) struct Feeds(Mutex<BTreeMap<String, FeedStatus>>);

impl Feeds {
    /// Takes note of a message that is kept.
    pub fn note(&self, heard: Heard) {
        let mut feeds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = feeds.len() >= SENDERS && !feeds.contains_key(&heard.sender);
        let name = if is_full { OTHERS.to_owned() } else { heard.sender };
        let feed = feeds.entry(name.clone()).or_insert_with(|| FeedStatus {
            name,
            ..FeedStatus::default()
        });
        feed.last_received_at = Some(heard.received_at);
        feed.last_sent_at = heard.sent_at.or(feed.last_sent_at);
        feed.outcomes[usize::from(heard.outcome.code())] += 1;
    }

    /// Notes when a sender last spoke before this process started; its counts begin at zero.
    pub fn remember(&self, sender: &str, received_at: Moment, sent_at: Option<Moment>) {
        let mut feeds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if feeds.len() >= SENDERS {
            return;
        }
        feeds.entry(sender.to_owned()).or_insert_with(|| FeedStatus {
            name: sender.to_owned(),
            last_received_at: Some(received_at),
            last_sent_at: sent_at,
            ..FeedStatus::default()
        });
    }

    pub fn all(&self) -> Vec<FeedStatus> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .values()
            .cloned()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders_that_make_up_names_are_counted_together() {
        let feeds = Feeds::default();
        for number in 0..10_000 {
            feeds.note(Heard {
                sender: format!("S{number}"),
                received_at: Moment::from_millis(number),
                sent_at: None,
                outcome: Outcome::Applied,
            });
        }
        let all = feeds.all();
        assert_eq!(all.len(), SENDERS + 1);
        let counted = all.iter().flat_map(|feed| feed.outcomes).sum::<u64>();
        assert_eq!(counted, 10_000);
    }
}
