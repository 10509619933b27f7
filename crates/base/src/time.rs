//! Moments without a clock: reading the time is somebody else's business (`app::clock`).

use std::num::NonZeroU64;

use serde::{Deserialize, Serialize};

/// An instant in UTC, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Kept with its sign bit turned over, in order and never zero, so that an optional moment takes no more room than a
/// moment: a territory holds millions of them. The first millisecond of all time is read as the second.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "i64", into = "i64")]
pub struct Moment(NonZeroU64);

/// The sign bit of a number of milliseconds.
const SIGN: u64 = 1 << 63;

/// Milliseconds in a second.
pub const SECOND: i64 = 1_000;
/// Milliseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Milliseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds in a day of 24 hours (not a civil day: see [`crate::zone`]).
pub const DAY: i64 = 24 * HOUR;

impl Moment {
    /// The far future: the end of what has no end.
    pub const NEVER: Self = Self::from_millis(i64::MAX);

    /// The moment this many milliseconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        match NonZeroU64::new(millis.cast_unsigned() ^ SIGN) {
            Some(stored) => Self(stored),
            None => Self(NonZeroU64::MIN),
        }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn millis(self) -> i64 {
        (self.0.get() ^ SIGN).cast_signed()
    }

    /// This moment moved by a signed number of milliseconds; stops at the ends of time.
    #[must_use]
    pub const fn plus(self, millis: i64) -> Self {
        Self::from_millis(self.millis().saturating_add(millis))
    }

    /// Milliseconds from `earlier` to `self`, negative when `earlier` is in fact later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.millis().saturating_sub(earlier.millis())
    }
}

impl Default for Moment {
    fn default() -> Self {
        Self::from_millis(0)
    }
}

impl From<i64> for Moment {
    fn from(millis: i64) -> Self {
        Self::from_millis(millis)
    }
}

impl From<Moment> for i64 {
    fn from(moment: Moment) -> Self {
        moment.millis()
    }
}

impl std::fmt::Display for Moment {
    /// RFC 3339 in UTC, to the second: the form of logs and exports.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match jiff::Timestamp::from_millisecond(self.millis()) {
            Ok(stamp) => write!(out, "{}", stamp.strftime("%Y-%m-%dT%H:%M:%SZ")),
            Err(_) => out.write_str("(hors du temps)"),
        }
    }
}

impl std::fmt::Debug for Moment {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_prints_in_utc() {
        assert_eq!(Moment::from_millis(0).to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(Moment::NEVER.to_string(), "(hors du temps)");
    }

    #[test]
    fn moments_keep_their_order_and_their_number() {
        let moments = [i64::MIN + 1, -5, 0, 5, i64::MAX].map(Moment::from_millis);
        assert!(moments.is_sorted());
        assert_eq!(moments.map(Moment::millis), [i64::MIN + 1, -5, 0, 5, i64::MAX]);
        assert_eq!(Moment::default().millis(), 0);
        assert_eq!(size_of::<Option<Moment>>(), size_of::<Moment>());
    }

    #[test]
    fn arithmetic_stops_at_the_ends() {
        assert_eq!(Moment::NEVER.plus(DAY), Moment::NEVER);
        assert_eq!(Moment::from_millis(5).since(Moment::from_millis(9)), -4);
    }
}
