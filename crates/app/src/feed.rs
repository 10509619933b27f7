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

/// All senders.
#[derive(Debug, Default)]
pub(crate) struct Feeds(Mutex<BTreeMap<String, FeedStatus>>);

impl Feeds {
    pub fn note(&self, sender: &str, received_at: Moment, sent_at: Option<Moment>, outcome: Outcome) {
        let mut feeds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !feeds.contains_key(sender) {
            feeds.insert(
                sender.to_owned(),
                FeedStatus {
                    name: sender.to_owned(),
                    ..FeedStatus::default()
                },
            );
        }
        if let Some(feed) = feeds.get_mut(sender) {
            feed.last_received_at = Some(received_at);
            feed.last_sent_at = sent_at.or(feed.last_sent_at);
            feed.outcomes[usize::from(outcome.code())] += 1;
        }
    }

    /// Notes when a sender last spoke before this process started; its counts begin at zero.
    pub fn remember(&self, sender: &str, received_at: Moment, sent_at: Option<Moment>) {
        let mut feeds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
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
