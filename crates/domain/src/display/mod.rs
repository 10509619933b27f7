//! Wall displays: screens that hang in a ward, show its board for ever, and can do nothing else.
//!
//! A display is known by a long random token in its address. The journal keeps the token's [`Fingerprint`] only, so
//! whoever reads the journal cannot open a display. Making the token is not done here: chance is an argument.

mod masking;
mod settings;

use std::fmt;

use base::id::{DisplayId, WardId};
use base::{Label, Moment};
use serde::{Deserialize, Serialize};

use crate::state::State;

pub use masking::{Masking, WallName, on_wall};
pub use settings::{DisplaySettings, Fields, Language, Orientation, Sector, Unfit};

/// A wall display.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Display {
    /// Its id.
    pub id: DisplayId,
    /// The ward it hangs in; may have been merged into another one since.
    pub ward: WardId,
    /// Where it hangs, as the ward says it: a place, never a person.
    pub label: Label,
    /// The SHA-256 of its token.
    pub key: Fingerprint,
    /// What it shows and from how far it is read.
    pub settings: DisplaySettings,
    /// When it was enrolled.
    pub since: Moment,
    /// Its token opens nothing any more.
    pub revoked: bool,
}

/// The SHA-256 of a token. Prints as its first bytes, which open nothing.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Fingerprint([u8; 32]);

/// What happens to a display, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DisplayChanged {
    /// A display was enrolled.
    Enrolled {
        /// Its id.
        display: DisplayId,
        /// Its ward.
        ward: WardId,
        /// Where it hangs.
        label: Label,
        /// The fingerprint of its token.
        key: Fingerprint,
        /// What it shows.
        settings: DisplaySettings,
    },
    /// It shows something else, or is called otherwise.
    Set {
        /// Which display.
        display: DisplayId,
        /// Where it hangs.
        label: Label,
        /// What it shows from now on.
        settings: DisplaySettings,
    },
    /// It has another token; the former one opens nothing any more.
    Rekeyed {
        /// Which display.
        display: DisplayId,
        /// The fingerprint of its token from now on.
        key: Fingerprint,
    },
    /// It shows nothing any more.
    Revoked {
        /// Which display.
        display: DisplayId,
    },
}

/// What is asked of a display.
#[derive(Clone, Debug, PartialEq)]
pub enum DisplayCommand {
    /// Enrols a display.
    Enrol {
        /// In which ward.
        ward: WardId,
        /// Where it hangs.
        label: Label,
        /// The fingerprint of the token made for it.
        key: Fingerprint,
        /// What it shows.
        settings: DisplaySettings,
    },
    /// Changes what it shows.
    Set {
        /// Which display.
        display: DisplayId,
        /// Where it hangs.
        label: Label,
        /// What it shows from now on.
        settings: DisplaySettings,
    },
    /// Gives it another token.
    Rekey {
        /// Which display.
        display: DisplayId,
        /// The fingerprint of the token made for it.
        key: Fingerprint,
    },
    /// Ends it.
    Revoke {
        /// Which display.
        display: DisplayId,
    },
}

/// Why nothing was done about a display.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DisplayRefusal {
    /// No such display.
    Unknown(DisplayId),
    /// It was revoked: a display that comes back is enrolled anew.
    Revoked(DisplayId),
    /// Another display has that token already.
    KeyInUse,
    /// Its name is too long for a list.
    LongLabel,
    /// The settings do not fit together.
    Unfit(Unfit),
}

impl Fingerprint {
    /// Of that digest.
    #[must_use]
    pub const fn new(digest: [u8; 32]) -> Self {
        Self(digest)
    }
}

impl PartialEq for Fingerprint {
    /// Looks at every byte whatever the first ones are, so that the time it takes tells nothing.
    fn eq(&self, other: &Self) -> bool {
        let differing = self.0.iter().zip(&other.0).fold(0, |seen, (a, b)| seen | (a ^ b));
        std::hint::black_box(differing) == 0
    }
}

impl Eq for Fingerprint {}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second, ..] = self.0;
        write!(out, "{first:02x}{second:02x}…")
    }
}

impl From<Fingerprint> for String {
    fn from(key: Fingerprint) -> Self {
        key.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl From<String> for Fingerprint {
    /// Digits that cannot be read give a fingerprint that no token has: such a display stays closed.
    fn from(text: String) -> Self {
        let mut digest = [0; 32];
        let digits = text.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        });
        for (slot, byte) in digest.iter_mut().zip(digits) {
            *slot = byte.unwrap_or(0);
        }
        Self(digest)
    }
}

impl State {
    /// A display.
    #[must_use]
    pub fn display(&self, id: DisplayId) -> Option<&Display> {
        self.displays.get(id.index()).map(AsRef::as_ref)
    }

    /// The display of that token's fingerprint, revoked or not. Every display is looked at, whichever it is.
    #[must_use]
    pub fn display_of(&self, key: &Fingerprint) -> Option<&Display> {
        self.displays.iter().fold(
            None,
            |found, it| if it.key == *key { Some(it.as_ref()) } else { found },
        )
    }

    /// The displays of a ward, those of wards merged into it included, oldest first.
    pub fn displays_of(&self, ward: WardId) -> impl Iterator<Item = &Display> {
        self.displays
            .iter()
            .map(AsRef::as_ref)
            .filter(move |it| self.surviving(it.ward) == Some(ward))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_reads_back_and_prints_almost_nothing() {
        let key = Fingerprint::new(std::array::from_fn(|place| place as u8 * 7));
        let text = String::from(key);
        assert_eq!(text.len(), 64);
        assert_eq!(Fingerprint::from(text), key);
        assert_eq!(format!("{key:?}"), "0007…");
    }

    #[test]
    fn fingerprints_differ_by_any_byte() {
        for place in 0..32 {
            let mut other = [0; 32];
            other[place] = 1;
            assert_ne!(Fingerprint::new(other), Fingerprint::new([0; 32]), "{place}");
        }
    }
}
