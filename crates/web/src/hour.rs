//! Instants as an address names them, and days as a line of minutes.
//!
//! `a=2026-11-20T14:30` is a civil time of the site, to the minute or finer. In the night of 25 hours two instants
//! share that name: `fois=2` is the second one. `jour=2026-11-20&m=870` is the minute of a day that really passed, so
//! that a slider of 1,500 minutes reaches both hours, and one of 1,380 none that did not exist.

use base::time::{HOUR, MINUTE};
use base::zone::Doubt;
use base::{Moment, Zone};
use jiff::civil::{Date, DateTime};

use crate::fields::Fields;

/// An instant that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The instant.
    pub at: Moment,
    /// The clocks jumped over the time that was written: the instant is an hour further.
    pub skipped: bool,
}

/// The instant an address asks for; none when it names none.
///
/// # Errors
/// When it tries to and cannot be read.
pub fn asked(zone: &Zone, query: &Fields) -> Result<Option<Asked>, NoSuchTime> {
    if let Some(text) = query.get("a") {
        let civil: DateTime = text.parse().map_err(|_| NoSuchTime)?;
        let (first, doubt) = zone.moment(civil);
        let second = zone
            .second_moment(civil)
            .filter(|_| query.get("fois") == Some("2"));
        return Ok(Some(Asked {
            at: second.unwrap_or(first),
            skipped: doubt == Some(Doubt::Skipped),
        }));
    }
    let Some(text) = query.get("jour") else {
        return Ok(None);
    };
    let date: Date = text.parse().map_err(|_| NoSuchTime)?;
    let minute: u32 = query.get("m").unwrap_or("0").parse().map_err(|_| NoSuchTime)?;
    let day = DayLine::of(zone, date);
    Ok(Some(Asked {
        at: day.start.plus(i64::from(minute.min(day.last())) * MINUTE),
        skipped: false,
    }))
}

/// A time that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchTime;

/// How an address names that instant: what [`asked`] reads back.
#[must_use]
pub fn named(zone: &Zone, at: Moment) -> String {
    let civil = zone.civil(at);
    let exact = at.millis().rem_euclid(MINUTE) != 0;
    let time = if exact {
        civil.to_string()
    } else {
        format!("{}T{:02}:{:02}", civil.date(), civil.hour(), civil.minute())
    };
    let which = if is_second(zone, at) { "&fois=2" } else { "" };
    format!("a={time}{which}")
}

/// Whether the clocks had already shown that time once.
#[must_use]
pub fn is_second(zone: &Zone, at: Moment) -> bool {
    zone.second_moment(zone.civil(at)) == Some(at)
}

/// Whether the clocks showed that time twice.
#[must_use]
pub fn is_double(zone: &Zone, at: Moment) -> bool {
    zone.second_moment(zone.civil(at)).is_some()
}

/// A civil day as the minutes that really passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayLine {
    /// The date.
    pub date: Date,
    /// Its first moment.
    pub start: Moment,
    /// Its minutes: 1,440, but for two days of the year.
    pub minutes: u32,
}

impl DayLine {
    /// That day.
    #[must_use]
    pub fn of(zone: &Zone, date: Date) -> Self {
        let midnight = |date: Date| zone.moment(date.at(0, 0, 0, 0)).0;
        let start = midnight(date);
        let end = midnight(date.tomorrow().unwrap_or(date));
        Self {
            date,
            start,
            minutes: u32::try_from(end.since(start) / MINUTE).unwrap_or(0),
        }
    }

    /// The day of an instant.
    #[must_use]
    pub fn around(zone: &Zone, at: Moment) -> Self {
        Self::of(zone, zone.civil(at).date())
    }

    /// The last minute that can be named.
    #[must_use]
    pub const fn last(&self) -> u32 {
        self.minutes.saturating_sub(1)
    }

    /// The first moment of the day after.
    #[must_use]
    pub const fn end(&self) -> Moment {
        self.start.plus(self.minutes as i64 * MINUTE)
    }

    /// The minute of an instant of this day.
    #[must_use]
    pub fn minute_of(&self, at: Moment) -> u32 {
        u32::try_from(at.since(self.start) / MINUTE)
            .unwrap_or(0)
            .min(self.last())
    }

    /// The hours that passed, each by the number the clock showed: 2 comes twice in one night, never in another.
    #[must_use]
    pub fn hours(&self, zone: &Zone) -> Vec<i8> {
        let starts = (0..i64::from(self.minutes.div_ceil(60))).map(|hour| self.start.plus(hour * HOUR));
        starts.map(|at| zone.civil(at).hour()).collect()
    }

    /// Whether a clock of the site showed an hour twice that day.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.minutes > 24 * 60
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        let stamp: jiff::Timestamp = text.parse().expect("a timestamp");
        Moment::from_millis(stamp.as_millisecond())
    }

    fn read(query: &str) -> Result<Option<Asked>, NoSuchTime> {
        let fields = query.split('&').filter_map(|pair| pair.split_once('='));
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        asked(&Zone::paris(), &Fields(fields.collect()))
    }

    fn instant(query: &str) -> Moment {
        read(query).expect("readable").expect("a time").at
    }

    #[test]
    fn an_address_reads_back_what_it_names() {
        for text in [
            "2026-11-20T13:30:00Z",
            "2026-11-20T13:30:12Z",
            "2026-11-20T13:30:12.345Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:30:00Z",
            "2026-10-25T00:00:00.001Z",
            "2026-10-25T01:59:59.999Z",
            "2027-03-28T00:59:00Z",
            "2027-03-28T01:00:00Z",
        ] {
            let named = named(&Zone::paris(), at(text));
            assert_eq!(instant(&named), at(text), "{named}");
        }
        assert_eq!(
            named(&Zone::paris(), at("2026-11-20T13:30:00Z")),
            "a=2026-11-20T14:30"
        );
    }

    #[test]
    fn in_the_night_of_25_hours_both_half_past_two_have_a_name() {
        assert_eq!(instant("a=2026-10-25T02:30"), at("2026-10-25T00:30:00Z"));
        assert_eq!(instant("a=2026-10-25T02:30&fois=1"), at("2026-10-25T00:30:00Z"));
        assert_eq!(instant("a=2026-10-25T02:30&fois=2"), at("2026-10-25T01:30:00Z"));
        // Where the clock showed a time once, saying which one changes nothing.
        assert_eq!(instant("a=2026-10-25T03:30&fois=2"), at("2026-10-25T02:30:00Z"));
        assert_eq!(
            named(&Zone::paris(), at("2026-10-25T01:30:00Z")),
            "a=2026-10-25T02:30&fois=2"
        );
    }

    #[test]
    fn in_the_night_of_23_hours_the_hour_that_was_not_leads_an_hour_further_and_says_so() {
        let asked = read("a=2027-03-28T02:30").expect("readable").expect("a time");
        assert_eq!(
            asked,
            Asked {
                at: at("2027-03-28T01:30:00Z"),
                skipped: true
            }
        );
        assert!(
            !read("a=2027-03-28T03:30")
                .expect("readable")
                .expect("a time")
                .skipped
        );
    }

    #[test]
    fn the_minutes_of_a_day_are_those_that_passed() {
        let zone = Zone::paris();
        let line = |text: &str| DayLine::of(&zone, text.parse().expect("a date"));
        let (plain, long, short) = (line("2026-11-20"), line("2026-10-25"), line("2027-03-28"));
        assert_eq!(
            (plain.minutes, long.minutes, short.minutes),
            (1_440, 1_500, 1_380)
        );
        assert_eq!(long.hours(&zone)[..5], [0, 1, 2, 2, 3]);
        assert_eq!(short.hours(&zone)[..4], [0, 1, 3, 4]);
        assert_eq!(
            (
                plain.hours(&zone).len(),
                long.hours(&zone).len(),
                short.hours(&zone).len()
            ),
            (24, 25, 23)
        );
        assert_eq!(instant("jour=2026-10-25&m=150"), at("2026-10-25T00:30:00Z"));
        assert_eq!(instant("jour=2026-10-25&m=210"), at("2026-10-25T01:30:00Z"));
        assert_eq!(instant("jour=2027-03-28&m=150"), at("2027-03-28T01:30:00Z"));
        // Every minute of the slider is another instant, and is found again.
        for day in [plain, long, short] {
            for minute in 0..day.minutes {
                let at = instant(&format!("jour={}&m={minute}", day.date));
                assert_eq!(DayLine::around(&zone, at), day);
                assert_eq!(day.minute_of(at), minute);
                assert_eq!(instant(&named(&zone, at)), at);
            }
        }
        assert_eq!(instant("jour=2026-11-20&m=9999"), at("2026-11-20T22:59:00Z"));
    }

    #[test]
    fn what_names_no_time_is_said_to() {
        assert_eq!(read("x=1"), Ok(None));
        for wrong in [
            "a=hier",
            "a=2026-13-01T00:00",
            "jour=demain",
            "jour=2026-11-20&m=-1",
        ] {
            assert_eq!(read(wrong), Err(NoSuchTime), "{wrong}");
        }
    }
}
