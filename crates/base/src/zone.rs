//! Civil time of a site: what people read on screen and what a French feed writes without an offset.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::Moment;

/// The time zone of a site, from the time zone database inside the binary.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone(TimeZone);

/// A zone name that the time zone database does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("fuseau horaire inconnu : {0}")]
pub struct UnknownZone(pub String);

/// Why a civil time does not name exactly one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The clocks jumped over it (2026-03-29 02:30 in Paris); read as if they had not yet jumped.
    Skipped,
    /// The clocks showed it twice (2026-10-25 02:30 in Paris); the first of the two is taken.
    Twice,
}

impl Zone {
    /// The zone of that IANA name (`Europe/Paris`, `Indian/Reunion`, …).
    ///
    /// # Errors
    /// When the database has no such name.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        TimeZone::get(name)
            .map(Self)
            .map_err(|_| UnknownZone(name.to_owned()))
    }

    /// `Europe/Paris`, the zone of metropolitan France.
    #[must_use]
    pub fn paris() -> Self {
        Self(TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC))
    }

    /// Coordinated universal time.
    #[must_use]
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The IANA name of the zone.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// What a clock on the wall of the site shows at that moment.
    #[must_use]
    pub fn civil(&self, moment: Moment) -> DateTime {
        jiff::Timestamp::from_millisecond(moment.millis())
            .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
            .to_zoned(self.0.clone())
            .datetime()
    }

    /// The moment a wall clock of the site showed that time, and the doubt when there is not exactly one.
    #[must_use]
    pub fn moment(&self, civil: DateTime) -> (Moment, Option<Doubt>) {
        let ambiguous = self.0.to_ambiguous_zoned(civil);
        let doubt = match ambiguous.offset() {
            jiff::tz::AmbiguousOffset::Unambiguous { .. } => None,
            jiff::tz::AmbiguousOffset::Gap { .. } => Some(Doubt::Skipped),
            jiff::tz::AmbiguousOffset::Fold { .. } => Some(Doubt::Twice),
        };
        let millis = ambiguous
            .compatible()
            .map_or(0, |zoned| zoned.timestamp().as_millisecond());
        (Moment::from_millis(millis), doubt)
    }

    /// The second moment at which a wall clock of the site showed that time, when it showed it twice.
    #[must_use]
    pub fn second_moment(&self, civil: DateTime) -> Option<Moment> {
        let ambiguous = self.0.to_ambiguous_zoned(civil);
        if !matches!(ambiguous.offset(), jiff::tz::AmbiguousOffset::Fold { .. }) {
            return None;
        }
        let second = ambiguous.later().ok()?;
        Some(Moment::from_millis(second.timestamp().as_millisecond()))
    }

    /// Civil days between two moments: the day count a ward writes as `J3`.
    #[must_use]
    pub fn days_between(&self, from: Moment, to: Moment) -> i32 {
        let (from, to) = (self.civil(from).date(), self.civil(to).date());
        from.until(to).map_or(0, |span| span.get_days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR;
    use jiff::civil::datetime;

    fn at(text: &str) -> Moment {
        Moment::from_millis(
            text.parse::<jiff::Timestamp>()
                .expect("timestamp")
                .as_millisecond(),
        )
    }

    #[test]
    fn an_ordinary_hour_is_certain() {
        let (moment, doubt) = Zone::paris().moment(datetime(2026, 11, 22, 14, 5, 0, 0));
        assert_eq!((moment, doubt), (at("2026-11-22T13:05:00Z"), None));
    }

    #[test]
    fn the_night_of_25_hours_shows_half_past_two_twice() {
        let (moment, doubt) = Zone::paris().moment(datetime(2026, 10, 25, 2, 30, 0, 0));
        assert_eq!((moment, doubt), (at("2026-10-25T00:30:00Z"), Some(Doubt::Twice)));
    }

    #[test]
    fn both_times_of_an_hour_shown_twice_can_be_named() {
        let half_past_two = datetime(2026, 10, 25, 2, 30, 0, 0);
        let second = Zone::paris().second_moment(half_past_two).expect("shown twice");
        assert_eq!(second, at("2026-10-25T01:30:00Z"));
        assert_eq!(Zone::paris().civil(second), half_past_two);
        assert_eq!(
            Zone::paris().second_moment(datetime(2026, 10, 25, 3, 0, 0, 0)),
            None
        );
        assert_eq!(
            Zone::paris().second_moment(datetime(2026, 3, 29, 2, 30, 0, 0)),
            None
        );
    }

    #[test]
    fn the_night_of_23_hours_has_no_half_past_two() {
        let (moment, doubt) = Zone::paris().moment(datetime(2026, 3, 29, 2, 30, 0, 0));
        assert_eq!(
            (moment, doubt),
            (at("2026-03-29T01:30:00Z"), Some(Doubt::Skipped))
        );
    }

    #[test]
    fn the_day_count_follows_the_calendar_not_24_hours() {
        let zone = Zone::paris();
        let evening = at("2026-10-24T21:30:00Z"); // 23:30 in Paris
        assert_eq!(zone.days_between(evening, evening.plus(HOUR)), 1);
        assert_eq!(zone.days_between(evening, evening.plus(HOUR / 2 - 1)), 0);
    }
}
