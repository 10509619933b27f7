//! A shared post: a computer or phone of a place, approved once, known for good.

use std::fmt;
use std::str::FromStr;

use base::id::PersonId;
use base::time::{HOUR, MINUTE};
use base::{Label, Moment};
use domain::rights::{Assignment, Authority, Place, Role};
use serde::{Deserialize, Serialize};

use crate::secret::{bytes_of, hex};
use crate::{Policy, Print, Secret};

/// How many people a post remembers, the last ones first.
const RECENT: usize = 12;

/// How long the former token still works: a page may be under way while the new one travels.
const GRACE: i64 = 10 * MINUTE;

/// A post's name in journals and traces.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostId([u8; 6]);

/// What stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostKind {
    /// A computer that a team shares.
    Shared,
    /// A phone that a team shares.
    Phone,
}

/// A shared post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Which.
    pub id: PostId,
    /// What people call it: `Poste 4B-2`.
    pub name: Label,
    /// What stands there.
    pub kind: PostKind,
    /// Where it stands; it shows what that place may show.
    pub place: Place,
    /// It shows names before anybody said who they are; a post in a corridor does not.
    pub shows_names: bool,
    /// Since when, and who approved it.
    pub since: Moment,
    /// Who approved it; none for the post that installed the server.
    pub approved_by: Option<PersonId>,
    /// What is kept of its token.
    pub token: Print,
    /// What is kept of the token before, until the new one was seen or the grace is over.
    pub former: Option<(Print, Moment)>,
    /// When the token was made.
    pub renewed_at: Moment,
    /// It is no post any more.
    pub is_ended: bool,
    /// Who signed in there last.
    pub recent: Vec<PersonId>,
}

/// What a token of a post says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// The token is the current one, and young.
    Current,
    /// The token is the current one and old: give a new one.
    Due,
    /// The new token arrived: the former one can go.
    Arrived,
    /// The token is the former one and the new one was never seen: its answer was lost. Give another.
    Lost,
    /// The token is the former one, of a page that was under way when the new one came.
    Former,
}

impl Post {
    /// A post just approved.
    #[must_use]
    pub const fn new(
        id: PostId,
        name: Label,
        kind: PostKind,
        place: Place,
        token: Print,
        now: Moment,
    ) -> Self {
        Self {
            id,
            name,
            kind,
            place,
            shows_names: true,
            since: now,
            approved_by: None,
            token,
            former: None,
            renewed_at: now,
            is_ended: false,
            recent: Vec::new(),
        }
    }

    /// What the post may do by itself, before anybody said who they are.
    #[must_use]
    pub fn authority(&self) -> Authority {
        Authority {
            assignments: vec![Assignment::lasting(Role::Post, self.place)],
            ..Authority::default()
        }
    }

    /// What to do about the token it came with.
    #[must_use]
    pub fn renewal(&self, token: &Print, policy: &Policy, now: Moment) -> Option<Renewal> {
        if *token == self.token {
            let age = now.since(self.renewed_at);
            let waits = self.former.is_some_and(|(_, until)| until == Moment::NEVER);
            return Some(if waits {
                Renewal::Arrived
            } else if age >= i64::from(policy.renew_hours) * HOUR {
                Renewal::Due
            } else {
                Renewal::Current
            });
        }
        let (former, until) = self.former.as_ref()?;
        (former == token && now < *until).then_some(if *until == Moment::NEVER {
            Renewal::Lost
        } else {
            Renewal::Former
        })
    }

    /// The post with a new token. The one its browser holds works until the new one was seen, however long that takes: an answer
    /// may be lost, a computer may sleep for a month, and nobody else was given the new one.
    #[must_use]
    pub fn renewed(&self, held: Print, secret: &Secret, now: Moment) -> Self {
        Self {
            token: secret.print(),
            former: Some((held, Moment::NEVER)),
            renewed_at: now,
            ..self.clone()
        }
    }

    /// The post once its new token was seen: the old one works for pages already under way, then never again.
    #[must_use]
    pub fn settled(&self, now: Moment) -> Self {
        let former = self
            .former
            .map(|(print, until)| (print, until.min(now.plus(GRACE))))
            .filter(|(_, until)| now < *until);
        Self {
            former,
            ..self.clone()
        }
    }

    /// The post with somebody who just signed in there.
    #[must_use]
    pub fn remembering(&self, person: PersonId) -> Self {
        let mut recent = vec![person];
        recent.extend(self.recent.iter().copied().filter(|it| *it != person));
        recent.truncate(RECENT);
        Self {
            recent,
            ..self.clone()
        }
    }
}

impl PostId {
    /// The id that chance drew.
    #[must_use]
    pub const fn new(drawn: [u8; 6]) -> Self {
        Self(drawn)
    }
}

impl fmt::Display for PostId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for PostId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl FromStr for PostId {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        bytes_of(text).map(Self).ok_or("poste illisible")
    }
}

impl TryFrom<String> for PostId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        text.parse()
    }
}

impl From<PostId> for String {
    fn from(id: PostId) -> Self {
        id.to_string()
    }
}
