//! Finding messages: by list, by number, by sender, by time; a page at a time.

use base::{Moment, Zone};
use store::{Fault, KeyKind, MessageHead, MessageId, MessageKey, MessageQuery, Outcome, Store};

use crate::fields::Fields;
use crate::words::when::of_field;

/// Messages on one page.
pub const PAGE: usize = 50;
/// Messages looked at in one go when the store cannot filter by itself.
const CHUNK: u32 = 200;
/// Chunks looked at before a page is given as it is, with the way on.
const CHUNKS: usize = 25;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// A patient, visit, account, movement or control number, as its sender wrote it.
    pub number: Option<String>,
    /// A part of the sender's name.
    pub sender: Option<String>,
    /// Received at or after.
    pub from: Option<Moment>,
    /// Received before.
    pub until: Option<Moment>,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// Older than that message.
    pub before: Option<MessageId>,
}

/// A page of answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Newest first.
    pub heads: Vec<MessageHead>,
    /// Where older ones begin, when there may be some.
    pub older: Option<MessageId>,
}

impl Search {
    /// What a form asks for.
    #[must_use]
    pub fn of(fields: &Fields, zone: &Zone) -> Self {
        let text = |name: &str| fields.get(name).map(|text| text.chars().take(100).collect());
        Self {
            number: text("number"),
            sender: text("sender"),
            from: fields.get("from").and_then(|text| of_field(zone, text)),
            until: fields.get("until").and_then(|text| of_field(zone, text)),
            outcome: fields
                .get("outcome")
                .and_then(|text| text.parse().ok())
                .and_then(Outcome::from_code),
            before: fields
                .get("before")
                .and_then(|text| text.parse().ok())
                .map(MessageId::new),
        }
    }

    /// The messages, newest first.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn run(&self, store: &Store) -> Result<Found, Fault> {
        match &self.number {
            Some(number) => self.by_number(store, number),
            None => self.by_time(store),
        }
    }

    fn query(&self, before: Option<MessageId>, limit: u32) -> MessageQuery {
        MessageQuery {
            key: None,
            outcome: self.outcome,
            from: self.from,
            until: self.until,
            before,
            limit,
        }
    }

    /// People do not say what a number is: every sort is tried.
    fn by_number(&self, store: &Store, number: &str) -> Result<Found, Fault> {
        let mut heads = Vec::new();
        for kind in [
            KeyKind::Control,
            KeyKind::Patient,
            KeyKind::Visit,
            KeyKind::Movement,
        ] {
            let key = Some(MessageKey::new(kind, number));
            heads.extend(store.messages(&MessageQuery {
                key,
                ..self.query(self.before, PAGE as u32 + 1)
            })?);
        }
        heads.sort_by_key(|head| std::cmp::Reverse(head.id));
        heads.dedup_by_key(|head| head.id);
        let more = heads.len() > PAGE;
        heads.truncate(PAGE);
        let older = heads.last().map(|head| head.id).filter(|_| more);
        heads.retain(|head| self.is_of_sender(head));
        Ok(Found { heads, older })
    }

    fn by_time(&self, store: &Store) -> Result<Found, Fault> {
        if self.sender.is_none() {
            let mut heads = store.messages(&self.query(self.before, PAGE as u32 + 1))?;
            let more = heads.len() > PAGE;
            heads.truncate(PAGE);
            let older = heads.last().map(|head| head.id).filter(|_| more);
            return Ok(Found { heads, older });
        }
        let mut found = Found {
            older: self.before,
            ..Found::default()
        };
        for _ in 0..CHUNKS {
            let chunk = store.messages(&self.query(found.older, CHUNK))?;
            let ended = chunk.len() < CHUNK as usize;
            for head in chunk {
                found.older = Some(head.id);
                if self.is_of_sender(&head) {
                    found.heads.push(head);
                }
                if found.heads.len() == PAGE {
                    return Ok(found);
                }
            }
            if ended {
                found.older = None;
                break;
            }
        }
        Ok(found)
    }

    fn is_of_sender(&self, head: &MessageHead) -> bool {
        let wanted = self.sender.as_ref().map(|sender| sender.to_lowercase());
        wanted.is_none_or(|wanted| head.sender.to_lowercase().replace('|', " · ").contains(&wanted))
    }
}

/// How many messages wait in quarantine for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The sort of the reason.
    pub code: String,
    /// What it says, of the newest.
    pub text: String,
    /// How many.
    pub count: u32,
}

/// The quarantine by reason, the most frequent first; of the newest few thousand messages.
///
/// # Errors
/// When the disk fails.
pub fn groups(store: &Store) -> Result<Vec<Group>, Fault> {
    let query = MessageQuery {
        outcome: Some(Outcome::Quarantined),
        limit: 5_000,
        ..MessageQuery::default()
    };
    let mut groups: Vec<Group> = Vec::new();
    for head in store.messages(&query)? {
        let Some(reason) = head.reason else { continue };
        match groups.iter_mut().find(|group| group.code == reason.code) {
            Some(group) => group.count += 1,
            None => groups.push(Group {
                code: reason.code,
                text: reason.text,
                count: 1,
            }),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    Ok(groups)
}

/// The messages in quarantine for that reason, oldest first, at most `limit`.
///
/// # Errors
/// When the disk fails.
pub fn quarantined_for(store: &Store, code: &str, limit: usize) -> Result<Vec<MessageId>, Fault> {
    let query = MessageQuery {
        outcome: Some(Outcome::Quarantined),
        limit: 5_000,
        ..MessageQuery::default()
    };
    let heads = store.messages(&query)?;
    let of_code = heads
        .iter()
        .rev()
        .filter(|head| head.reason.as_ref().is_some_and(|it| it.code == code));
    Ok(of_code.take(limit).map(|head| head.id).collect())
}
