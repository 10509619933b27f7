//! A person at a browser, for some time.

use base::Moment;
use base::id::PersonId;
use base::time::{HOUR, MINUTE};
use serde::{Deserialize, Serialize};

use crate::{Policy, PostId, Print, Way};

/// How old the kept last gesture may be before it is written again: a restart forgets at most that much.
const WORTH_KEEPING: i64 = MINUTE;

/// Somebody who signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// What is kept of the token.
    pub print: Print,
    /// Who.
    pub person: PersonId,
    /// At which shared post; none on a personal browser.
    pub post: Option<PostId>,
    /// Since when.
    pub since: Moment,
    /// Their last gesture.
    pub seen: Moment,
    /// The last gesture that is kept.
    #[serde(skip)]
    pub kept: Option<Moment>,
    /// How they proved it.
    pub way: Way,
}

impl Session {
    /// When it ends unless there is another gesture.
    #[must_use]
    pub fn ends(&self, policy: &Policy) -> Moment {
        let (idle, most) = match self.post {
            Some(_) => (
                i64::from(policy.idle_minutes) * MINUTE,
                i64::from(policy.shift_hours) * HOUR,
            ),
            None => (
                i64::from(policy.personal_hours) * HOUR,
                i64::from(policy.personal_most_hours) * HOUR,
            ),
        };
        self.seen.plus(idle).min(self.since.plus(most))
    }

    /// Whether it still holds then.
    #[must_use]
    pub fn holds(&self, policy: &Policy, now: Moment) -> bool {
        now < self.ends(policy)
    }

    /// The session after another gesture.
    #[must_use]
    pub fn touched(&self, now: Moment) -> Self {
        Self {
            seen: self.seen.max(now),
            ..self.clone()
        }
    }

    /// Whether the last gesture should be written down again.
    #[must_use]
    pub fn is_worth_keeping(&self) -> bool {
        self.kept
            .is_none_or(|kept| self.seen.since(kept) >= WORTH_KEEPING)
    }
}
