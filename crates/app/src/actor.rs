//! Who does something, and what for: written on every record.

use std::fmt;

use base::id::PersonId;

/// Who does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who gave their name.
    Person(PersonId),
    /// A system that speaks to Chevet, by its application and facility.
    Interface(String),
    /// Chevet itself, by the name of the rule or verb.
    Chevet(&'static str),
}

impl fmt::Display for Actor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(person) => write!(out, "{person}"),
            Self::Interface(name) => write!(out, "interface {name}"),
            Self::Chevet(what) => write!(out, "chevet {what}"),
        }
    }
}

/// What it answers. A message is named by the writer itself, once it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A request of a screen, by an id the screen made up or was given.
    Request(String),
    /// A file, by its digest or name.
    File(String),
    /// A time that was set has come; the name of the rule that watches for it.
    Due(&'static str),
}

impl fmt::Display for Cause {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(id) => write!(out, "request {id}"),
            Self::File(name) => write!(out, "file {name}"),
            Self::Due(rule) => write!(out, "due {rule}"),
        }
    }
}

/// Who and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Who does it.
    pub actor: Actor,
    /// What it answers.
    pub cause: Cause,
}
