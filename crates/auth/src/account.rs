//! A person's account: how they are known, what they are, and what proves it is them. Their name is in the vault.

use std::fmt;
use std::str::FromStr;

use base::id::{PersonId, PractitionerId};
use base::{Label, Moment};
use domain::rights::Assignment;
use serde::{Deserialize, Serialize};

use crate::{Hashed, Passkey, Print};

/// Shortest password, in characters (ASVS 5.0, 6.2.1 asks for eight, and fifteen as its wish).
pub const MIN_PASSWORD: usize = 12;

/// Whether that is a number of the national directory of health professionals: eleven digits.
#[must_use]
pub fn is_rpps(text: &str) -> bool {
    text.len() == 11 && text.bytes().all(|it| it.is_ascii_digit())
}

/// What somebody types to say which account is theirs: lower case, without accents.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Login(String);

impl Login {
    /// As it is typed and shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Login {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let text = text.trim().to_lowercase();
        let is_sound = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_' | '@' | '+');
        if (2..=64).contains(&text.len()) && text.chars().all(is_sound) {
            Ok(Self(text))
        } else {
            Err("identifiant : 2 à 64 lettres sans accent, chiffres, point, tiret ou arobase")
        }
    }
}

impl TryFrom<String> for Login {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        text.parse()
    }
}

impl From<Login> for String {
    fn from(login: Login) -> Self {
        login.0
    }
}

impl fmt::Display for Login {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A card that is read instead of typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Badge {
    /// What is kept of its number.
    pub print: Print,
    /// Its last characters, for telling two cards apart.
    pub end: Label,
    /// Since when.
    pub since: Moment,
}

/// Who the person is for an identity provider. Linked by an administrator or at the first sign-in that an
/// administrator prepared, never because two systems tell the same e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// The provider, by its issuer.
    pub issuer: String,
    /// The person there.
    pub subject: String,
}

/// A person's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Who.
    pub person: PersonId,
    /// What they type.
    pub login: Login,
    /// Since when there is this account.
    pub since: Moment,
    /// Not before: somebody who joins later.
    pub from: Option<Moment>,
    /// Not from then on: an interim, an intern.
    pub until: Option<Moment>,
    /// Closed by hand.
    pub is_closed: bool,
    /// What they are, where.
    pub assignments: Vec<Assignment>,
    /// Roles that one administrator gave and a second one has to confirm, with who gave them.
    #[serde(default)]
    pub proposed: Vec<(Assignment, PersonId)>,
    /// The doctor of the feeds that they are.
    pub practitioner: Option<PractitionerId>,
    /// Their number in the national directory (RPPS), as an identity provider tells it.
    pub rpps: Option<String>,
    /// Their password; none when only a provider or a passkey knows them.
    pub password: Option<Hashed>,
    /// Somebody else chose the password: it is only good for choosing another.
    pub must_choose: bool,
    /// Their PIN, for shared posts.
    pub pin: Option<Hashed>,
    /// Their cards.
    pub badges: Vec<Badge>,
    /// Their passkeys, the first one first.
    #[serde(default)]
    pub passkeys: Vec<Passkey>,
    /// Who they are elsewhere.
    pub links: Vec<Link>,
    /// When they last proved themselves by more than a badge or a PIN.
    pub strong_at: Option<Moment>,
}

/// Whether an account may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It may.
    Open,
    /// Not yet.
    NotYet,
    /// Its last day has passed.
    Over,
    /// Somebody closed it.
    Closed,
}

impl Account {
    /// A new account with nothing to prove itself by.
    #[must_use]
    pub const fn new(person: PersonId, login: Login, since: Moment) -> Self {
        Self {
            person,
            login,
            since,
            from: None,
            until: None,
            is_closed: false,
            assignments: Vec::new(),
            proposed: Vec::new(),
            practitioner: None,
            rpps: None,
            password: None,
            must_choose: false,
            pin: None,
            badges: Vec::new(),
            passkeys: Vec::new(),
            links: Vec::new(),
            strong_at: None,
        }
    }

    /// Whether it may be used then.
    #[must_use]
    pub fn standing(&self, now: Moment) -> Standing {
        if self.is_closed {
            Standing::Closed
        } else if self.until.is_some_and(|until| until <= now) {
            Standing::Over
        } else if self.from.is_some_and(|from| now < from) {
            Standing::NotYet
        } else {
            Standing::Open
        }
    }

    /// What is otherwise than before, for the trace: roles given, taken and proposed, and the dates. No name, no
    /// login (people make them of their names), no secret.
    #[must_use]
    pub fn told_since(&self, before: Option<&Self>) -> serde_json::Value {
        let held = before.map(|it| it.assignments.as_slice()).unwrap_or_default();
        let waited = before.map(|it| it.proposed.as_slice()).unwrap_or_default();
        let new = |list: &[Assignment], but: &[Assignment]| -> Vec<serde_json::Value> {
            let new = list.iter().filter(|it| !but.contains(it));
            new.map(told).collect()
        };
        let proposed = self.proposed.iter().filter(|it| !waited.contains(it));
        serde_json::json!({
            "person": self.person.to_string(),
            "given": new(&self.assignments, held),
            "taken": new(held, &self.assignments),
            "proposed": proposed.map(|(it, _)| told(it)).collect::<Vec<_>>(),
            "from": self.from.map(Moment::millis),
            "until": self.until.map(Moment::millis),
            "closed": self.is_closed,
        })
    }
}

fn told(it: &Assignment) -> serde_json::Value {
    serde_json::json!({
        "role": it.role.code(),
        "place": it.place.to_string(),
        "from": it.from.map(Moment::millis),
        "until": it.until.map(Moment::millis),
    })
}
