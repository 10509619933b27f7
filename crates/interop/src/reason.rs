//! Why a message was not simply applied: a code for machines, a French sentence for people, and where to look.
//!
//! A reason never quotes the message: it may hold a name.

use std::borrow::Cow;
use std::fmt;

/// Why something of a message could not be taken as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// For machines and for grouping: `no_patient`, `bad_time`.
    pub code: &'static str,
    /// For people: a sentence in plain French, which a nurse manager can read.
    pub text: Cow<'static, str>,
    /// Where in the message, when it is somewhere.
    pub location: Option<Location>,
}

/// A field of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    /// The name of the segment.
    pub segment: &'static str,
    /// The number of the field, from one; 0 for the whole segment.
    pub field: u8,
}

impl Reason {
    /// A reason without a place.
    #[must_use]
    pub fn new(code: &'static str, text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            text: text.into(),
            location: None,
        }
    }

    /// The same reason, about that field.
    #[must_use]
    pub fn at(self, segment: &'static str, field: u8) -> Self {
        Self {
            location: Some(Location { segment, field }),
            ..self
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl Location {
    /// As ERR-2 writes it: `PID^1^3`.
    #[must_use]
    pub fn er7(self) -> String {
        match self.field {
            0 => format!("{}^1", self.segment),
            field => format!("{}^1^{field}", self.segment),
        }
    }
}

impl fmt::Display for Location {
    /// As people write it: `PID-3`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field {
            0 => out.write_str(self.segment),
            field => write!(out, "{}-{field}", self.segment),
        }
    }
}
