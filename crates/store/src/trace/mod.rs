//! The trace: who did what and who read whom, in a chain that shows every later change.
//!
//! Rows have a gapless order of their own. Each is linked to the one before by a keyed hash ([`chain`]), so that
//! whoever can write the file but has no key can neither edit, insert, remove nor reorder unseen. The changes
//! themselves are in the journal: each transaction that writes records adds one row of class [`TraceClass::Seal`]
//! over their bytes ([`seal`]). What a chain alone cannot show, that its end was cut off, is shown by a head written
//! down elsewhere ([`TraceHead`]) and given back to [`crate::Store::verify_trace`].
//!
//! The trace never holds a name: ids stand for people, patients and places, and names are in the vault.

pub(crate) mod audit;
pub(crate) mod chain;
mod key;
pub(crate) mod seal;

use std::fmt;
use std::str::FromStr;

use base::Moment;
use serde::{Deserialize, Serialize};

pub use self::audit::{TraceFlaw, TraceProblem, TraceVerification};
pub use self::key::TraceKey;

/// A place in the trace: 1 for the first row, then without a gap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TraceSeq(u64);

impl TraceSeq {
    /// The place before the first row.
    pub const START: Self = Self(0);

    /// The place with this number.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The number of the place.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The place right after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for TraceSeq {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

/// What sort of row it is: what it is kept for, and so for how long.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TraceClass {
    /// Somebody read or changed what concerns a patient.
    Access,
    /// Somebody came in, was refused, changed a secret.
    Security,
    /// Somebody changed rights, accounts, settings.
    Administration,
    /// The store itself: a transaction of the journal, a new key, a blanking. Never blanked.
    Seal,
}

impl TraceClass {
    /// Every class.
    pub const ALL: [Self; 4] = [Self::Access, Self::Security, Self::Administration, Self::Seal];

    /// The stored text. Stable for ever.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Security => "security",
            Self::Administration => "administration",
            Self::Seal => "seal",
        }
    }

    /// The class with this stored text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }
}

impl fmt::Display for TraceClass {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

/// A row about to be written. Ids are printed ids, opaque here; no text of it may hold a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewTrace {
    /// When it happened.
    pub at: Moment,
    /// What sort of row it is. [`TraceClass::Seal`] is the store's own and is refused.
    pub class: TraceClass,
    /// What was done, as a stable code: `patient_read`, `sign_in`.
    pub action: String,
    /// Who did it.
    pub actor: String,
    /// At which post (a shared computer of a ward), if known.
    pub post: Option<String>,
    /// About which patient, if any.
    pub patient: Option<String>,
    /// In which place (ward, bed), if any.
    pub place: Option<String>,
    /// The details, as JSON.
    pub body: String,
}

/// A row of the trace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TraceRow {
    /// Its place.
    pub seq: TraceSeq,
    /// When it happened.
    pub at: Moment,
    /// What sort of row it is.
    pub class: TraceClass,
    /// What was done.
    pub action: String,
    /// Who did it; nobody in a seal, nor once blanked.
    pub actor: Option<String>,
    /// At which post.
    pub post: Option<String>,
    /// About which patient.
    pub patient: Option<String>,
    /// In which place.
    pub place: Option<String>,
    /// The details, as JSON; none once blanked.
    pub body: Option<String>,
    /// SHA-256 of what retention may blank: actor, post, patient, place and details.
    pub digest: [u8; 32],
    /// What chains it to the row before.
    pub link: [u8; 32],
}

impl TraceRow {
    /// Whether retention took away what it said; that it was there, and when, remains.
    #[must_use]
    pub const fn is_blanked(&self) -> bool {
        self.body.is_none()
    }
}

/// A question to the trace. Answers come newest first: by time, then by place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TraceQuery {
    /// Only those about this patient.
    pub patient: Option<String>,
    /// Only those of this actor.
    pub actor: Option<String>,
    /// Only those of this post.
    pub post: Option<String>,
    /// Only those in this place.
    pub place: Option<String>,
    /// Only those of this class; without it, all but the seals.
    pub class: Option<TraceClass>,
    /// Only those with this action.
    pub action: Option<String>,
    /// Only those at or after.
    pub from: Option<Moment>,
    /// Only those before.
    pub until: Option<Moment>,
    /// Only those that come after that row in the answer: the last one of the page before.
    pub before: Option<TraceSeq>,
    /// How many at most; 0 stands for 50.
    pub limit: u32,
}

impl TraceQuery {
    /// How many rows one page holds.
    #[must_use]
    pub const fn page_size(&self) -> u32 {
        if self.limit == 0 { 50 } else { self.limit }
    }
}

/// The end of the trace: written down elsewhere, it shows later that the end was cut off. Printed as `SEQ:HEX`.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct TraceHead {
    /// Place of the last row, [`TraceSeq::START`] when there is none.
    pub seq: TraceSeq,
    /// Its link, which stands for the whole trace up to there.
    pub link: [u8; 32],
}

impl fmt::Display for TraceHead {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.seq, hex(&self.link))
    }
}

impl fmt::Debug for TraceHead {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// Not the end of a trace as one is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("une ancre s'écrit NUMÉRO:EMPREINTE, l'empreinte en 64 chiffres hexadécimaux")]
pub struct NotAnAnchor;

impl FromStr for TraceHead {
    type Err = NotAnAnchor;

    fn from_str(text: &str) -> Result<Self, NotAnAnchor> {
        let (seq, link) = text.split_once(':').ok_or(NotAnAnchor)?;
        Ok(Self {
            seq: TraceSeq(seq.parse().map_err(|_| NotAnAnchor)?),
            link: unhex(link).ok_or(NotAnAnchor)?,
        })
    }
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Thirty-two bytes from their hexadecimal digits.
pub(crate) fn unhex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_read_as_it_is_printed_and_nothing_else_is() {
        let head = TraceHead {
            seq: TraceSeq::new(12),
            link: [0xa5; 32],
        };
        assert_eq!(head.to_string(), format!("12:{}", "a5".repeat(32)));
        assert_eq!(head.to_string().parse(), Ok(head));
        for wrong in [
            "",
            "12",
            "12:",
            "12:a5",
            "x:00",
            &format!("1:{}", "é".repeat(32)),
            &format!("1:+{}", "0".repeat(63)),
        ] {
            assert_eq!(wrong.parse::<TraceHead>(), Err(NotAnAnchor), "{wrong}");
        }
    }

    #[test]
    fn a_class_is_stored_by_its_code() {
        let codes = TraceClass::ALL.map(TraceClass::code);
        assert_eq!(codes, ["access", "security", "administration", "seal"]);
        assert!(
            TraceClass::ALL
                .iter()
                .all(|class| TraceClass::from_code(class.code()) == Some(*class))
        );
        assert_eq!(TraceClass::from_code("other"), None);
    }
}
