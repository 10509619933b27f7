//! Moments without a clock: reading the time is somebody else's business (`app::clock`).

use serde::{Deserialize, Serialize};

/// An instant in UTC, in whole milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(i64);

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
    pub const NEVER: Self = Self(i64::MAX);

    /// The moment this many milliseconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// This moment moved by a signed number of milliseconds; stops at the ends of time.
    #[must_use]
    pub const fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to `self`, negative when `earlier` is in fact later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl std::fmt::Display for Moment {
    /// RFC 3339 in UTC, to the second: the form of logs and exports.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
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
    fn arithmetic_stops_at_the_ends() {
        assert_eq!(Moment::NEVER.plus(DAY), Moment::NEVER);
        assert_eq!(Moment::from_millis(5).since(Moment::from_millis(9)), -4);
    }
}
