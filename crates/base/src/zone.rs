//! Civil time of a site: what people read on screen and what a French feed writes without an offset.

/// A date of the calendar, without a zone.
pub use jiff::Span;
pub use jiff::civil::{Date, DateTime, ISOWeekDate as IsoWeek, Weekday};
use jiff::tz::{Offset, TimeZone};

use crate::Moment;
use crate::time::{DAY, SECOND};

/// The time zone of a site, from the time zone database inside the binary.
#[derive(Clone, Debug)]
pub struct Zone {
    rules: TimeZone,
    steady: Option<Steady>,
}

/// A time during which the clocks of a zone are not changed: civil time is a sum, and no rule needs to be asked.
#[derive(Clone, Copy, Debug)]
struct Steady {
    from: jiff::Timestamp,
    to: jiff::Timestamp,
    offset: Offset,
}

/// The same rules; which moments are answered fast is nobody's business.
impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.rules == other.rules
    }
}

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
            .map(Self::of)
            .map_err(|_| UnknownZone(name.to_owned()))
    }

    /// `Europe/Paris`, the zone of metropolitan France.
    #[must_use]
    pub fn paris() -> Self {
        Self::of(TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC))
    }

    /// Coordinated universal time.
    #[must_use]
    pub fn utc() -> Self {
        Self::of(TimeZone::UTC)
    }

    /// The IANA name of the zone.
    #[must_use]
    pub fn name(&self) -> &str {
        self.rules.iana_name().unwrap_or("UTC")
    }

    /// What a clock on the wall of the site shows at that moment.
    #[must_use]
    pub fn civil(&self, moment: Moment) -> DateTime {
        let at = stamp(moment);
        self.offset(at).to_datetime(at)
    }

    fn offset(&self, at: jiff::Timestamp) -> Offset {
        match self.steady {
            Some(steady) if steady.from <= at && at < steady.to => steady.offset,
            _ => self.rules.to_offset(at),
        }
    }

    /// The same zone, made ready for questions about moments near that one: between the changes of the clocks before
    /// and after it, [`Zone::civil`] costs an addition. A board asks thousands of them.
    #[must_use]
    pub fn near(self, moment: Moment) -> Self {
        let at = stamp(moment);
        let before = self.rules.preceding(at).next().map(|it| it.timestamp());
        let after = self.rules.following(at).next().map(|it| it.timestamp());
        let offset = self.rules.to_offset(at);
        let steady = Steady {
            from: before.unwrap_or(jiff::Timestamp::MIN),
            to: after.unwrap_or(jiff::Timestamp::MAX),
            offset,
        };
        // A change at that very moment is neither before nor after it.
        let steady = Some(steady).filter(|it| self.rules.to_offset(it.from) == offset);
        Self {
            rules: self.rules,
            steady,
        }
    }

    fn of(rules: TimeZone) -> Self {
        Self { rules, steady: None }
    }

    /// The moment a wall clock of the site showed that time, and the doubt when there is not exactly one.
    #[must_use]
    pub fn moment(&self, civil: DateTime) -> (Moment, Option<Doubt>) {
        let ambiguous = self.rules.to_ambiguous_zoned(civil);
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
        let ambiguous = self.rules.to_ambiguous_zoned(civil);
        if !matches!(ambiguous.offset(), jiff::tz::AmbiguousOffset::Fold { .. }) {
            return None;
        }
        let second = ambiguous.later().ok()?;
        Some(Moment::from_millis(second.timestamp().as_millisecond()))
    }

    /// Civil days between two moments: the day count a ward writes as `J3`.
    #[must_use]
    pub fn days_between(&self, from: Moment, to: Moment) -> i32 {
        let day = |moment| {
            let at = stamp(moment);
            let shown = at.as_millisecond() + i64::from(self.offset(at).seconds()) * SECOND;
            shown.div_euclid(DAY)
        };
        i32::try_from(day(to) - day(from)).unwrap_or(0)
    }

    /// The first moment of a day written as `2026-11-20` or, as people write it, `20/11/2026`.
    #[must_use]
    pub fn day_begins(&self, day: &str) -> Option<Moment> {
        Some(self.moment(date_of(day)?.at(0, 0, 0, 0)).0)
    }

    /// The first moment after such a day: a last day is a whole day.
    #[must_use]
    pub fn day_is_over(&self, day: &str) -> Option<Moment> {
        Some(self.moment(date_of(day)?.tomorrow().ok()?.at(0, 0, 0, 0)).0)
    }

    /// The day of a moment, as `2026-11-20`.
    #[must_use]
    pub fn day(&self, moment: Moment) -> String {
        self.civil(moment).date().to_string()
    }

    /// The last whole day before a moment, as `2026-11-20`.
    #[must_use]
    pub fn last_day(&self, until: Moment) -> String {
        self.day(until.plus(-1))
    }
}

fn date_of(day: &str) -> Option<jiff::civil::Date> {
    let day = day.trim();
    let parts: Vec<&str> = day.split('/').collect();
    let written = match parts.as_slice() {
        [day, month, year] if year.len() == 4 => {
            jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => day.parse().ok().filter(|_| day.len() == 10),
    };
    written.filter(|it| (1900..=2200).contains(&it.year()))
}

/// The beginning of 1970 for a moment that no calendar holds.
fn stamp(moment: Moment) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(moment.millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
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
    fn a_last_day_is_a_whole_day_even_when_it_has_25_hours() {
        let zone = Zone::paris();
        let (from, until) = (zone.day_begins("2026-10-25"), zone.day_is_over("25/10/2026"));
        let (from, until) = (from.expect("a day"), until.expect("a day"));
        assert_eq!(until.since(from), 25 * HOUR);
        assert_eq!(
            (zone.day(from), zone.last_day(until)),
            ("2026-10-25".to_owned(), "2026-10-25".to_owned())
        );
        for odd in [
            "",
            "2026-02-30",
            "31/02/2026",
            "20/11/26",
            "9999-12-31",
            "demain",
            "2026-11-20T10:00",
        ] {
            assert_eq!(zone.day_begins(odd), None, "{odd}");
        }
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
    fn a_zone_made_ready_for_a_moment_says_what_it_said_before() {
        for name in ["Europe/Paris", "America/Havana", "Indian/Reunion", "UTC"] {
            let zone = Zone::named(name).expect("a zone");
            // At both changes of the clocks, just before each, between them, and long ago.
            let near = [
                "2026-03-29T01:00:00Z",
                "2026-10-25T00:59:59Z",
                "2026-10-25T01:00:00Z",
            ];
            for near in near
                .into_iter()
                .chain(["2026-07-01T12:00:00Z", "1970-01-01T00:00:00Z"])
                .map(at)
            {
                let ready = zone.clone().near(near);
                assert_eq!(ready, zone);
                let hours = (-9_000..9_000).map(|hour| near.plus(hour * HOUR));
                let edges = [
                    "2026-03-29T00:59:59.999Z",
                    "2026-10-25T00:59:59.999Z",
                    "2027-03-28T01:00:00Z",
                ];
                for moment in hours.chain(edges.map(at)).chain([Moment::NEVER]) {
                    let civil = zone.civil(moment);
                    assert_eq!(ready.civil(moment), civil, "{name} {near} {moment}");
                    let days = zone.civil(near).date().until(civil.date()).expect("days");
                    assert_eq!(ready.days_between(near, moment), days.get_days());
                }
            }
        }
    }

    #[test]
    fn the_day_count_follows_the_calendar_not_24_hours() {
        let zone = Zone::paris();
        let evening = at("2026-10-24T21:30:00Z"); // 23:30 in Paris
        assert_eq!(zone.days_between(evening, evening.plus(HOUR)), 1);
        assert_eq!(zone.days_between(evening, evening.plus(HOUR / 2 - 1)), 0);
    }
}
