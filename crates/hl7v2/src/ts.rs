//! HL7 timestamps (TS, DTM, DT): what was written, checked, and nothing more.
//!
//! A stamp without offset is local time somewhere; turning it into an instant needs a zone, which this
//! crate never knows.

use std::fmt;

/// How much of a timestamp was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `YYYY`
    Year,
    /// `YYYYMM`
    Month,
    /// `YYYYMMDD`
    Day,
    /// `YYYYMMDDHH`
    Hour,
    /// `YYYYMMDDHHMM`
    Minute,
    /// `YYYYMMDDHHMMSS`
    Second,
    /// With a fraction of a second.
    Millisecond,
}

/// A valid date, with or without a time of day, as it was written.
///
/// Parts that were not given hold their first value (month 1, day 1, hour 0...). Ordering is by the
/// written digits: it means something only between stamps of the same offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ts {
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
    millis: u16,
    offset_minutes: Option<i16>,
    precision: Precision,
}

/// Why a text is not a timestamp. Never quotes the text: it may be a birth date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum TsError {
    /// Something else than digits where digits must be, or a number of digits that means nothing.
    #[error("date illisible : la forme attendue est AAAAMMJJHHMMSS")]
    Form,
    /// No such day in the calendar.
    #[error("date impossible : ce jour n'existe pas")]
    NoSuchDay,
    /// No such time of day.
    #[error("heure impossible : une heure va de 0000 à 2359")]
    NoSuchTime,
    /// No such offset from UTC.
    #[error("décalage horaire impossible : de -1400 à +1400")]
    NoSuchOffset,
}

impl Ts {
    /// A stamp to the second, without offset. `None` when there is no such day or time.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8, hour: u8, minute: u8, second: u8) -> Option<Self> {
        let stamp = Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
            millis: 0,
            offset_minutes: None,
            precision: Precision::Second,
        };
        stamp.checked().ok()
    }

    /// A day without time. `None` when there is no such day.
    #[must_use]
    pub fn date(year: u16, month: u8, day: u8) -> Option<Self> {
        Some(Self {
            precision: Precision::Day,
            ..Self::new(year, month, day, 0, 0, 0)?
        })
    }

    /// The same stamp with an offset from UTC in minutes. `None` beyond 14 hours either way.
    #[must_use]
    pub fn with_offset(self, minutes: i16) -> Option<Self> {
        (minutes.abs() <= 14 * 60).then_some(Self {
            offset_minutes: Some(minutes),
            ..self
        })
    }

    /// The same stamp with milliseconds. `None` beyond 999.
    #[must_use]
    pub fn with_millis(self, millis: u16) -> Option<Self> {
        (millis < 1_000).then_some(Self {
            millis,
            precision: Precision::Millisecond,
            ..self
        })
    }

    /// Reads `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`.
    ///
    /// # Errors
    /// When the text has another form, or names a day, a time or an offset that does not exist.
    pub fn parse(text: &str) -> Result<Self, TsError> {
        let bytes = text.as_bytes();
        let (stamp, offset) = match bytes.iter().position(|&one| one == b'+' || one == b'-') {
            Some(at) => (bytes.get(..at).unwrap_or_default(), bytes.get(at..)),
            None => (bytes, None),
        };
        let (whole, fraction) = match stamp.iter().position(|&one| one == b'.') {
            Some(at) => (stamp.get(..at).unwrap_or_default(), stamp.get(at + 1..)),
            None => (stamp, None),
        };
        let mut precision = precision_of(whole.len()).ok_or(TsError::Form)?;
        let mut millis = 0;
        if let Some(fraction) = fraction {
            if precision != Precision::Second {
                return Err(TsError::Form);
            }
            precision = Precision::Millisecond;
            millis = millis_of(fraction)?;
        }
        let offset_minutes = offset.map(offset_of).transpose()?;
        let part = |from: usize, first: u8| match whole.get(from..from + 2) {
            Some(digits) => number(digits).map(|value| value as u8),
            None => Ok(first),
        };
        let parsed = Self {
            year: number(whole.get(..4).unwrap_or_default())?,
            month: part(4, 1)?,
            day: part(6, 1)?,
            hour: part(8, 0)?,
            minute: part(10, 0)?,
            second: part(12, 0)?,
            millis,
            offset_minutes,
            precision,
        };
        parsed.checked()
    }

    fn checked(self) -> Result<Self, TsError> {
        let days = days_in(self.year, self.month).ok_or(TsError::NoSuchDay)?;
        if self.year == 0 || self.year > 9_999 || self.day == 0 || self.day > days {
            return Err(TsError::NoSuchDay);
        }
        if self.hour > 23 || self.minute > 59 || self.second > 59 {
            return Err(TsError::NoSuchTime);
        }
        Ok(self)
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub const fn year(&self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(&self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(&self) -> u8 {
        self.day
    }

    /// The hour, 0 to 23.
    #[must_use]
    pub const fn hour(&self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    #[must_use]
    pub const fn minute(&self) -> u8 {
        self.minute
    }

    /// The second, 0 to 59.
    #[must_use]
    pub const fn second(&self) -> u8 {
        self.second
    }

    /// The milliseconds, 0 to 999; finer fractions are cut.
    #[must_use]
    pub const fn millis(&self) -> u16 {
        self.millis
    }

    /// The offset from UTC in minutes, east positive, when it was given.
    #[must_use]
    pub const fn offset_minutes(&self) -> Option<i16> {
        self.offset_minutes
    }

    /// How much was given.
    #[must_use]
    pub const fn precision(&self) -> Precision {
        self.precision
    }
}

impl fmt::Display for Ts {
    /// The HL7 form, to the precision that was given.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        let parts = [
            (Precision::Month, self.month),
            (Precision::Day, self.day),
            (Precision::Hour, self.hour),
            (Precision::Minute, self.minute),
            (Precision::Second, self.second),
        ];
        for (_, value) in parts
            .into_iter()
            .take_while(|(precision, _)| *precision <= self.precision)
        {
            write!(out, "{value:02}")?;
        }
        if self.precision == Precision::Millisecond {
            write!(out, ".{:03}", self.millis)?;
        }
        if let Some(offset) = self.offset_minutes {
            let sign = if offset < 0 { '-' } else { '+' };
            write!(out, "{sign}{:02}{:02}", offset.abs() / 60, offset.abs() % 60)?;
        }
        Ok(())
    }
}

const fn precision_of(digits: usize) -> Option<Precision> {
    match digits {
        4 => Some(Precision::Year),
        6 => Some(Precision::Month),
        8 => Some(Precision::Day),
        10 => Some(Precision::Hour),
        12 => Some(Precision::Minute),
        14 => Some(Precision::Second),
        _ => None,
    }
}

fn number(digits: &[u8]) -> Result<u16, TsError> {
    digits.iter().try_fold(0u16, |value, digit| match digit {
        b'0'..=b'9' => Ok(value * 10 + u16::from(digit - b'0')),
        _ => Err(TsError::Form),
    })
}

fn millis_of(fraction: &[u8]) -> Result<u16, TsError> {
    if fraction.is_empty() || fraction.len() > 4 {
        return Err(TsError::Form);
    }
    let value = number(fraction)?;
    Ok(match fraction.len() {
        1 => value * 100,
        2 => value * 10,
        3 => value,
        _ => value / 10,
    })
}

fn offset_of(text: &[u8]) -> Result<i16, TsError> {
    let [sign, digits @ ..] = text else {
        return Err(TsError::Form);
    };
    if digits.len() != 4 {
        return Err(TsError::Form);
    }
    let value = number(digits)?;
    let minutes = (value / 100) * 60 + value % 100;
    if value % 100 > 59 || minutes > 14 * 60 {
        return Err(TsError::NoSuchOffset);
    }
    let minutes = minutes as i16;
    Ok(if *sign == b'-' { -minutes } else { minutes })
}

const fn days_in(year: u16, month: u8) -> Option<u8> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if leap => Some(29),
        2 => Some(28),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_precision_prints_back() {
        let all = [
            "2026",
            "202611",
            "20261122",
            "2026112208",
            "202611220830",
            "20261122083059",
            "20261122083059.125",
            "20261122083059+0100",
            "202611220830-0330",
            "20261122083059.007+0000",
        ];
        for text in all {
            assert_eq!(Ts::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn parts_are_read() {
        let stamp = Ts::parse("20240229235958.1234-0930").unwrap();
        assert_eq!((stamp.year(), stamp.month(), stamp.day()), (2024, 2, 29));
        assert_eq!(
            (stamp.hour(), stamp.minute(), stamp.second(), stamp.millis()),
            (23, 59, 58, 123)
        );
        assert_eq!(
            (stamp.offset_minutes(), stamp.precision()),
            (Some(-570), Precision::Millisecond)
        );
        assert_eq!(Ts::parse("20261122083059.5").unwrap().millis(), 500);
    }

    #[test]
    fn days_that_do_not_exist() {
        for text in [
            "20260229", "19000229", "20260431", "20260100", "20261301", "20260001", "0000",
        ] {
            assert_eq!(Ts::parse(text), Err(TsError::NoSuchDay), "{text}");
        }
        assert!(Ts::parse("20000229").is_ok());
    }

    #[test]
    fn times_that_do_not_exist() {
        for text in ["2026112224", "202611222360", "20261122235960"] {
            assert_eq!(Ts::parse(text), Err(TsError::NoSuchTime), "{text}");
        }
        assert_eq!(Ts::parse("20261122+1401"), Err(TsError::NoSuchOffset));
        assert_eq!(Ts::parse("20261122+0160"), Err(TsError::NoSuchOffset));
    }

    #[test]
    fn forms_that_mean_nothing() {
        let all = [
            "",
            "2",
            "20261",
            "2026-11-22",
            "2026112a",
            "20261122T08",
            "+0100",
            "20261122.5",
            "20261122083059.",
        ];
        for text in all {
            assert_eq!(Ts::parse(text), Err(TsError::Form), "{text}");
        }
        assert_eq!(Ts::parse("20261122083059.12345"), Err(TsError::Form));
        assert_eq!(Ts::parse("20261122+01"), Err(TsError::Form));
    }

    #[test]
    fn built_stamps_are_checked_too() {
        assert_eq!(
            Ts::new(2026, 11, 22, 8, 30, 59).unwrap().to_string(),
            "20261122083059"
        );
        assert_eq!(Ts::date(2026, 2, 28).unwrap().to_string(), "20260228");
        assert_eq!(Ts::date(2026, 2, 29), None);
        assert_eq!(Ts::new(2026, 11, 22, 24, 0, 0), None);
    }

    proptest! {
        #[test]
        fn what_parses_prints_back(text in "(19|20)[0-9]{2}((0[1-9]|1[0-2])((0[1-9]|[12][0-9])([01][0-9]([0-5][0-9]([0-5][0-9])?)?)?)?)?([+-]0[0-9][0-5][0-9])?") {
            if let Ok(stamp) = Ts::parse(&text) {
                prop_assert_eq!(stamp.to_string().replace("-0000", "+0000"), text.replace("-0000", "+0000"));
            }
        }

        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = Ts::parse(&text);
        }
    }
}
