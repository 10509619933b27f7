//! Hours and days as wards write them, in the time zone of the site.

use base::zone::Doubt;
use base::{Moment, Zone};
use jiff::civil::{Date, DateTime};

use super::{Lang, Words};

const DAYS_FR: [&str; 7] = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."];
const DAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS_FR: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
];
const MONTHS_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

impl Words {
    /// The hour in a column: `14:05`.
    #[must_use]
    pub fn clock(&self, zone: &Zone, at: Moment) -> String {
        let civil = zone.civil(at);
        format!("{:02}:{:02}", civil.hour(), civil.minute())
    }

    /// The hour with its seconds: `14:05:32`.
    #[must_use]
    pub fn clock_with_seconds(&self, zone: &Zone, at: Moment) -> String {
        let civil = zone.civil(at);
        format!("{:02}:{:02}:{:02}", civil.hour(), civil.minute(), civil.second())
    }

    /// The hour in a sentence: `15 h`, `16 h 30`; `15:00` in English. Blanks do not break.
    #[must_use]
    pub fn hour(&self, zone: &Zone, at: Moment) -> String {
        let civil = zone.civil(at);
        match (self.lang, civil.minute()) {
            (Lang::Fr, 0) => format!("{}\u{a0}h", civil.hour()),
            (Lang::Fr, minute) => format!("{}\u{a0}h\u{a0}{minute:02}", civil.hour()),
            (Lang::En, minute) => format!("{:02}:{minute:02}", civil.hour()),
        }
    }

    /// The day: `auj.`, `hier`, `dem.`, `lun. 23` within a week of now, else `23 nov.`, with the year when it
    /// is another one.
    #[must_use]
    pub fn day(&self, zone: &Zone, now: Moment, at: Moment) -> String {
        let (days, date) = match zone.days_between(now, at) {
            0 => return self.pick("auj.", "today").to_owned(),
            -1 => return self.pick("hier", "yesterday").to_owned(),
            1 => return self.pick("dem.", "tomorrow").to_owned(),
            days => (days, zone.civil(at).date()),
        };
        match days {
            -6..=6 => format!("{}\u{a0}{}", self.weekday(date), date.day()),
            _ if date.year() == zone.civil(now).year() => format!("{}\u{a0}{}", date.day(), self.month(date)),
            _ => format!("{}\u{a0}{}\u{a0}{}", date.day(), self.month(date), date.year()),
        }
    }

    /// The day and hour: `auj. 15 h`, `lun. 23, 7 h`.
    #[must_use]
    pub fn day_and_hour(&self, zone: &Zone, now: Moment, at: Moment) -> String {
        let mut said = self.day(zone, now, at);
        said.push_str(if said.contains(char::is_numeric) {
            ", "
        } else {
            " "
        });
        said.push_str(&self.hour(zone, at));
        said
    }

    /// The hour alone when it is today, else the day and the hour, for a foot or a column.
    #[must_use]
    pub fn soon(&self, zone: &Zone, now: Moment, at: Moment) -> String {
        if zone.days_between(now, at) == 0 {
            self.clock(zone, at)
        } else {
            format!("{} · {}", self.day(zone, now, at), self.hour(zone, at))
        }
    }

    /// Since when, in few signs: the hour today, the day otherwise.
    #[must_use]
    pub fn lately(&self, zone: &Zone, now: Moment, at: Moment) -> String {
        if zone.days_between(now, at) == 0 {
            self.clock(zone, at)
        } else {
            self.day(zone, now, at)
        }
    }

    /// A length of time as people say it: `12 min`, `3 h 05`, `2 j`.
    #[must_use]
    pub fn lasting(&self, millis: i64) -> String {
        let minutes = millis.max(0) / base::time::MINUTE;
        match minutes {
            0..60 => format!("{minutes}\u{a0}min"),
            60..1440 => format!("{}\u{a0}h\u{a0}{:02}", minutes / 60, minutes % 60),
            _ => format!("{}\u{a0}{}", minutes / 1440, self.pick("j", "d")),
        }
    }

    /// A birth date kept as `YYYYMMDD`, whose month or day may be unknown: `05/03/1947`, `03/1947`, `1947`.
    #[must_use]
    pub fn birth(&self, birth: u32) -> String {
        let (year, month, day) = (birth / 10_000, birth / 100 % 100, birth % 100);
        match (month, day) {
            (0, _) => format!("{year}"),
            (_, 0) => format!("{month:02}/{year}"),
            _ => format!("{day:02}/{month:02}/{year}"),
        }
    }

    pub(super) fn weekday(&self, date: Date) -> &'static str {
        let place = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        self.pick(&DAYS_FR, &DAYS_EN)
            .get(place)
            .copied()
            .unwrap_or_default()
    }

    pub(super) fn month(&self, date: Date) -> &'static str {
        let place = usize::try_from(date.month() - 1).unwrap_or(0);
        self.pick(&MONTHS_FR, &MONTHS_EN)
            .get(place)
            .copied()
            .unwrap_or_default()
    }
}

/// The value a `datetime-local` field shows: `2026-11-20T14:05`.
#[must_use]
pub fn to_field(zone: &Zone, at: Moment) -> String {
    let civil = zone.civil(at);
    format!("{}T{:02}:{:02}", civil.date(), civil.hour(), civil.minute())
}

/// The value of a hidden field: the moment itself, which no change of the hour makes unclear.
#[must_use]
pub fn to_hidden(at: Moment) -> String {
    at.to_string()
}

/// Reads a `datetime-local` or a hidden field. Of an hour that the clocks show twice, the first is taken; one they jump
/// over is no hour at all.
#[must_use]
pub fn of_field(zone: &Zone, text: &str) -> Option<Moment> {
    readings(zone, text).first().copied()
}

/// Reads such a field about something that has happened: of an hour that the clocks show twice, the last one that has
/// come. At the second half past two, a nurse who types 02:30 means now and not an hour ago.
#[must_use]
pub fn of_past_field(zone: &Zone, text: &str, now: Moment) -> Option<Moment> {
    let readings = readings(zone, text);
    // The field has no seconds, so that the minute that has begun has come.
    let past = readings.iter().rfind(|at| **at <= now);
    past.or(readings.first()).copied()
}

fn readings(zone: &Zone, text: &str) -> Vec<Moment> {
    let text = text.trim();
    if let (true, Ok(at)) = (text.ends_with('Z'), text.parse::<jiff::Timestamp>()) {
        return vec![Moment::from_millis(at.as_millisecond())];
    }
    let Ok(civil) = text.parse::<DateTime>() else {
        return Vec::new();
    };
    match zone.moment(civil) {
        (_, Some(Doubt::Skipped)) => Vec::new(),
        (first, Some(Doubt::Twice)) => [Some(first), zone.second_moment(civil)]
            .into_iter()
            .flatten()
            .collect(),
        (only, None) => vec![only],
    }
}

#[cfg(test)]
mod tests {
    use super::super::{EN, FR};
    use super::*;

    fn at(text: &str) -> Moment {
        of_field(&Zone::paris(), text).expect("a civil time")
    }

    #[test]
    fn hours_and_days_read_as_wards_write_them() {
        let zone = Zone::paris();
        let now = at("2026-11-20T14:05:32");
        assert_eq!(FR.clock(&zone, now), "14:05");
        assert_eq!(FR.clock_with_seconds(&zone, now), "14:05:32");
        assert_eq!(
            FR.day_and_hour(&zone, now, at("2026-11-20T15:00")),
            "auj. 15\u{a0}h"
        );
        assert_eq!(
            FR.day_and_hour(&zone, now, at("2026-11-20T16:30")),
            "auj. 16\u{a0}h\u{a0}30"
        );
        assert_eq!(FR.day(&zone, now, at("2026-11-23T00:00")), "lun.\u{a0}23");
        assert_eq!(
            FR.day_and_hour(&zone, now, at("2026-11-23T07:00")),
            "lun.\u{a0}23, 7\u{a0}h"
        );
        assert_eq!(FR.day(&zone, now, at("2026-12-23T07:00")), "23\u{a0}déc.");
        assert_eq!(
            FR.day(&zone, now, at("2027-01-02T07:00")),
            "2\u{a0}janv.\u{a0}2027"
        );
        assert_eq!(EN.day_and_hour(&zone, now, at("2026-11-20T15:00")), "today 15:00");
        assert_eq!(EN.day(&zone, now, at("2026-11-23T00:00")), "Mon\u{a0}23");
    }

    #[test]
    fn midnight_belongs_to_the_day_of_the_site_not_of_utc() {
        let zone = Zone::paris();
        let now = at("2026-11-20T00:30");
        assert_eq!(now.to_string(), "2026-11-19T23:30:00Z");
        assert_eq!(FR.day(&zone, now, at("2026-11-20T23:00")), "auj.");
    }

    #[test]
    fn lengths_of_time_grow_in_unit() {
        assert_eq!(FR.lasting(12 * base::time::MINUTE), "12\u{a0}min");
        assert_eq!(FR.lasting(185 * base::time::MINUTE), "3\u{a0}h\u{a0}05");
        assert_eq!(FR.lasting(50 * base::time::HOUR), "2\u{a0}j");
        assert_eq!(FR.lasting(-5), "0\u{a0}min");
    }

    #[test]
    fn a_field_reads_back_what_it_shows() {
        let zone = Zone::paris();
        let moment = at("2026-11-20T14:05");
        assert_eq!(of_field(&zone, &to_field(&zone, moment)), Some(moment));
        assert_eq!(of_field(&zone, "tantôt"), None);
    }

    #[test]
    fn half_past_two_of_the_long_night_is_the_last_one_that_has_come() {
        let zone = Zone::paris();
        let utc = |text| of_field(&zone, text).expect("an instant");
        let (first, second) = (utc("2026-10-25T00:30:00Z"), utc("2026-10-25T01:30:00Z"));
        assert_eq!(
            (to_field(&zone, first), to_field(&zone, second)),
            ("2026-10-25T02:30".to_owned(), "2026-10-25T02:30".to_owned())
        );
        let typed = |now| of_past_field(&zone, "2026-10-25T02:30", now);
        // At the first half past two, the second has not come; nor a minute before the first.
        assert_eq!(typed(first), Some(first));
        assert_eq!(typed(utc("2026-10-25T00:29:00Z")), Some(first));
        assert_eq!(typed(utc("2026-10-25T01:29:59Z")), Some(first));
        // From the second one on, it is the second.
        assert_eq!(typed(second), Some(second));
        assert_eq!(typed(utc("2026-10-25T07:00:00Z")), Some(second));
        // Of what is still to come, the first: a bed is not closed an hour longer than was said.
        assert_eq!(of_field(&zone, "2026-10-25T02:30"), Some(first));
    }

    #[test]
    fn an_hour_that_never_comes_is_not_read_as_another_one() {
        let zone = Zone::paris();
        assert_eq!(of_field(&zone, "2027-03-28T02:30"), None);
        let now = of_field(&zone, "2027-03-28T07:00").expect("a time");
        assert_eq!(of_past_field(&zone, "2027-03-28T02:30", now), None);
        assert_eq!(
            of_field(&zone, "2027-03-28T03:00"),
            of_field(&zone, "2027-03-28T01:00:00Z")
        );
    }

    #[test]
    fn a_hidden_field_tells_both_hours_of_the_long_night_apart() {
        let zone = Zone::paris();
        for text in ["2026-10-25T00:30:17Z", "2026-10-25T01:30:17Z"] {
            let at = of_field(&zone, text).expect("an instant");
            assert_eq!(to_hidden(at), text);
            assert_eq!(of_past_field(&zone, &to_hidden(at), at), Some(at));
        }
    }

    #[test]
    fn the_board_words_the_days_of_both_nights_by_the_calendar() {
        let zone = Zone::paris();
        for (evening, morning) in [
            ("2026-10-24T23:30", "2026-10-25T07:00"),
            ("2027-03-27T23:30", "2027-03-28T07:00"),
        ] {
            let (evening, morning) = (at(evening), at(morning));
            assert_eq!(FR.day_and_hour(&zone, evening, morning), "dem. 7\u{a0}h");
            assert_eq!(FR.day(&zone, morning, evening), "hier");
        }
        assert_eq!(
            FR.lasting(at("2026-10-25T07:00").since(at("2026-10-24T23:00"))),
            "9\u{a0}h\u{a0}00"
        );
        assert_eq!(
            FR.lasting(at("2027-03-28T07:00").since(at("2027-03-27T23:00"))),
            "7\u{a0}h\u{a0}00"
        );
    }

    #[test]
    fn an_incomplete_birth_date_shows_what_is_known() {
        assert_eq!(FR.birth(19_470_305), "05/03/1947");
        assert_eq!(FR.birth(19_470_300), "03/1947");
        assert_eq!(FR.birth(19_470_000), "1947");
    }
}
