//! What a wish changes, and how it is kept: one row of JSON per thing, with no history. Who changed what is in the
//! trace; here lies only what is true now, so that what must be forgotten can be.

use base::id::PersonId;
use domain::rights::SharedCare;
use serde::{Deserialize, Serialize};

use crate::{Account, Glass, GlassId, Policy, Post, PostId, Print, ProviderId, ProviderRow, Session};

/// Something that is now otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An account is like this.
    Account(Box<Account>),
    /// A post is like this.
    Post(Box<Post>),
    /// A post is gone.
    NoPost(PostId),
    /// A session is like this.
    Session(Session),
    /// A session is over.
    NoSession(Print),
    /// Names were opened, or looked at.
    Glass(Box<Glass>),
    /// An opening is past its time, and forgotten with its reason.
    NoGlass(GlassId),
    /// Which wards show their names elsewhere.
    Shared(Vec<SharedCare>),
    /// What the hospital decided.
    Policy(Box<Policy>),
    /// The key under which cards are kept; drawn once.
    Pepper(Print),
    /// An identity provider is like this.
    Provider(Box<ProviderRow>),
    /// An identity provider is gone.
    NoProvider(ProviderId),
}

/// How a change is kept: under that kind and id, these bytes; or nothing any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The kind of thing.
    pub kind: &'static str,
    /// Which.
    pub id: String,
    /// Its bytes; none to forget it.
    pub body: Option<Vec<u8>>,
}

pub(crate) const ACCOUNT: &str = "account";
pub(crate) const POST: &str = "post";
pub(crate) const SESSION: &str = "session";
pub(crate) const GLASS: &str = "glass";
pub(crate) const SHARED: &str = "shared";
pub(crate) const POLICY: &str = "policy";
pub(crate) const PEPPER: &str = "pepper";
pub(crate) const PROVIDER: &str = "provider";

/// Where the only row of its kind lies.
const ONLY: &str = "1";

#[derive(Serialize, Deserialize)]
pub(crate) struct SharedRow {
    pub links: Vec<SharedCare>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct PepperRow {
    pub pepper: Print,
}

impl Change {
    /// Every kind there is, for reading all of them at the start.
    pub const KINDS: [&'static str; 8] = [ACCOUNT, POST, SESSION, GLASS, SHARED, POLICY, PEPPER, PROVIDER];

    /// How it is kept.
    ///
    /// # Errors
    /// Never in practice: everything here can be written as JSON.
    pub fn row(&self) -> Result<Row, serde_json::Error> {
        let row = |kind, id: String, body| Row {
            kind,
            id,
            body: Some(body),
        };
        Ok(match self {
            Self::Account(account) => row(ACCOUNT, account.person.to_string(), serde_json::to_vec(account)?),
            Self::Post(post) => row(POST, post.id.to_string(), serde_json::to_vec(post)?),
            Self::NoPost(id) => gone(POST, id.to_string()),
            Self::Session(session) => row(SESSION, session.print.text(), serde_json::to_vec(session)?),
            Self::NoSession(print) => gone(SESSION, print.text()),
            Self::Glass(glass) => row(GLASS, glass.id.clone(), serde_json::to_vec(glass)?),
            Self::NoGlass(id) => gone(GLASS, id.clone()),
            Self::Shared(links) => {
                let links = links.clone();
                row(SHARED, ONLY.to_owned(), serde_json::to_vec(&SharedRow { links })?)
            }
            Self::Policy(policy) => row(POLICY, ONLY.to_owned(), serde_json::to_vec(policy)?),
            Self::Pepper(pepper) => {
                let pepper = PepperRow { pepper: *pepper };
                row(PEPPER, ONLY.to_owned(), serde_json::to_vec(&pepper)?)
            }
            Self::Provider(provider) => row(PROVIDER, provider.id.to_string(), serde_json::to_vec(provider)?),
            Self::NoProvider(id) => gone(PROVIDER, id.to_string()),
        })
    }

    /// Whose account it touches, if it is an account's.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Account(account) => Some(account.person),
            Self::Session(session) => Some(session.person),
            Self::Glass(glass) => Some(glass.person),
            Self::Post(_)
            | Self::NoPost(_)
            | Self::NoSession(_)
            | Self::NoGlass(_)
            | Self::Shared(_)
            | Self::Policy(_)
            | Self::Pepper(_)
            | Self::Provider(_)
            | Self::NoProvider(_) => None,
        }
    }
}

const fn gone(kind: &'static str, id: String) -> Row {
    Row { kind, id, body: None }
}
