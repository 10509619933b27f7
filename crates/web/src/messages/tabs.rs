//! The lists of the inbox.

use app::Failure;
use store::{Outcome, Stats};

use crate::Web;
use crate::words::MessageWords;

/// A list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tab {
    /// Applied, but somebody should look.
    #[default]
    WorkList,
    /// Kept aside.
    Quarantine,
    /// Stays and beds that do not add up.
    Doubts,
    /// Not messages at all.
    Rejected,
    /// Of no interest here.
    Ignored,
    /// Already received.
    Duplicates,
    /// Everything.
    All,
}

impl Tab {
    /// Every list, in the order of the page.
    pub const ALL: [Self; 7] = [
        Self::WorkList,
        Self::Quarantine,
        Self::Doubts,
        Self::Rejected,
        Self::Ignored,
        Self::Duplicates,
        Self::All,
    ];

    /// Its name in an address.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::WorkList => "a-regarder",
            Self::Quarantine => "quarantaine",
            Self::Doubts => "doutes",
            Self::Rejected => "rejetes",
            Self::Ignored => "ignores",
            Self::Duplicates => "doublons",
            Self::All => "tous",
        }
    }

    /// The list of that name; the first one for any other.
    #[must_use]
    pub fn of_key(key: Option<&str>) -> Self {
        Self::ALL
            .into_iter()
            .find(|tab| Some(tab.key()) == key)
            .unwrap_or_default()
    }

    /// What became of the messages in it; nothing for the lists that are not about one outcome.
    #[must_use]
    pub const fn outcome(self) -> Option<Outcome> {
        match self {
            Self::WorkList => Some(Outcome::WorkList),
            Self::Quarantine => Some(Outcome::Quarantined),
            Self::Rejected => Some(Outcome::Rejected),
            Self::Ignored => Some(Outcome::Ignored),
            Self::Duplicates => Some(Outcome::Duplicate),
            Self::Doubts | Self::All => None,
        }
    }

    /// Its title, what it is, and what is said when it is empty.
    #[must_use]
    pub const fn said(self, words: &MessageWords) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::WorkList => (words.work_list, words.why_work_list, words.none_work_list),
            Self::Quarantine => (words.quarantine, words.why_quarantine, words.none_quarantine),
            Self::Doubts => (words.doubts, words.why_doubts, words.none_doubts),
            Self::Rejected => (words.rejected, words.why_rejected, words.none),
            Self::Ignored => (words.ignored, words.why_ignored, words.none),
            Self::Duplicates => (words.duplicates, words.why_duplicates, words.none),
            Self::All => (words.all, words.why_all, words.none),
        }
    }
}

/// How many messages each list holds.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Of each outcome.
    pub messages: Stats,
    /// Points that do not add up; not counted for the other lists, because that takes all the boards.
    pub doubts: Option<u64>,
}

impl Counts {
    /// Asks the store.
    pub async fn ask(web: &Web) -> Result<Self, Failure> {
        let messages = web.app().read(store::Store::stats).await?;
        Ok(Self {
            messages,
            doubts: None,
        })
    }

    /// How many that list holds, when it is known.
    #[must_use]
    pub fn of(&self, tab: Tab) -> Option<u64> {
        match (tab, tab.outcome()) {
            (Tab::Doubts, _) => self.doubts,
            (_, Some(outcome)) => Some(self.messages.messages_with(outcome)),
            (_, None) => Some(self.messages.messages.iter().sum()),
        }
    }
}
