//! Civil time for the simulator: what the wall clocks of the hospital show, and HL7 time stamps.

use base::time::{DAY, HOUR, MINUTE};
use base::{Moment, Zone};

/// A civil time of the hospital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Civil {
    /// Civil day number, 0 on 1970-01-01.
    pub day: i64,
    /// Minute of the day, `0..1440`.
    pub minute: i64,
    /// Second of the minute.
    pub second: i64,
}

impl Civil {
    /// Day of the week, 0 on Monday.
    pub fn weekday(self) -> usize {
        weekday(self.day)
    }

    /// Hour of the day, `0..24`.
    pub fn hour(self) -> usize {
        (self.minute / 60) as usize
    }
}

/// Day of the week of a civil day number, 0 on Monday.
pub(crate) fn weekday(day: i64) -> usize {
    (day + 3).rem_euclid(7) as usize
}

/// Year, month and day of a civil day number (proleptic Gregorian calendar).
pub(crate) fn date(day: i64) -> (i64, i64, i64) {
    // Eras of 400 years counted from a year that begins in March, so that leap days come last.
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day_of_month = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day_of_month)
}

/// `YYYYMMDD` of a civil day number.
pub(crate) fn hl7_date(day: i64) -> String {
    let (year, month, day) = date(day);
    format!("{year:04}{month:02}{day:02}")
}

/// Converts between moments and the wall clock of the sites; remembers the last offset it looked up.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    zone: Zone,
    /// Quarter hour of the last look-up, and the offset then, in milliseconds.
    known: std::cell::Cell<(i64, i64)>,
}

/// Clock changes fall on quarter hours everywhere.
const STEP: i64 = 15 * MINUTE;

impl Clock {
    pub fn new(zone: Zone) -> Self {
        Self {
            zone,
            known: std::cell::Cell::new((i64::MIN, 0)),
        }
    }

    /// What the wall clock shows at that moment.
    pub fn civil(&self, moment: Moment) -> Civil {
        let local = moment.millis() + self.offset(moment);
        let of_day = local.rem_euclid(DAY);
        Civil {
            day: local.div_euclid(DAY),
            minute: of_day / MINUTE,
            second: of_day % MINUTE / base::time::SECOND,
        }
    }

    /// The moment the wall clock shows that minute of that day (in a jump of the clock, a near one).
    pub fn moment(&self, day: i64, minute: i64) -> Moment {
        let local = day * DAY + minute * MINUTE;
        let guess = Moment::from_millis(local - self.offset(Moment::from_millis(local)));
        Moment::from_millis(local - self.offset(guess))
    }

    /// `YYYYMMDDHHMMSS` as the sites write it, without an offset.
    pub fn hl7(&self, moment: Moment) -> String {
        let civil = self.civil(moment);
        let (year, month, day) = date(civil.day);
        format!(
            "{year:04}{month:02}{day:02}{:02}{:02}{:02}",
            civil.minute / 60,
            civil.minute % 60,
            civil.second
        )
    }

    fn offset(&self, moment: Moment) -> i64 {
        let step = moment.millis().div_euclid(STEP);
        let (known_step, known) = self.known.get();
        if known_step == step {
            return known;
        }
        let shown = self.zone.civil(moment);
        let (year, month, day) = date(moment.millis().div_euclid(DAY));
        let same_day = (
            i64::from(shown.year()),
            i64::from(shown.month()),
            i64::from(shown.day()),
        )
            .cmp(&(year, month, day)) as i64;
        let of_day = i64::from(shown.hour()) * HOUR + i64::from(shown.minute()) * MINUTE;
        let utc = moment.millis().rem_euclid(DAY) / MINUTE * MINUTE;
        let offset = same_day * DAY + of_day - utc;
        self.known.set((step, offset));
        offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_are_dates() {
        assert_eq!(date(0), (1970, 1, 1));
        assert_eq!(date(-1), (1969, 12, 31));
        assert_eq!(date(11_016), (2000, 2, 29));
        assert_eq!(hl7_date(20_454), "20260101");
        assert_eq!(weekday(0), 3, "the first of January 1970 was a Thursday");
    }

    #[test]
    fn wall_clocks_follow_summer_time_and_back() {
        let clock = Clock::new(Zone::paris());
        for (utc, wall) in [
            (1_795_000_000_000, "20261118100640"),
            (1_782_900_000_000, "20260701120000"),
            (1_782_862_200_000, "20260701013000"),
        ] {
            let moment = Moment::from_millis(utc);
            let shown = clock.zone.civil(moment);
            assert_eq!(clock.hl7(moment), shown.strftime("%Y%m%d%H%M%S").to_string());
            assert_eq!(clock.hl7(moment).len(), wall.len());
            let civil = clock.civil(moment);
            assert_eq!(
                clock.moment(civil.day, civil.minute).millis(),
                utc / MINUTE * MINUTE
            );
        }
    }
}
