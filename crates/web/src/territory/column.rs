//! The columns of the list: what each counts, and in which order it sorts.

use std::cmp::Reverse;

use domain::view::board::Summary;
use domain::view::territory::WardLine;

use crate::words::TerritoryWords;

/// A column of counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Taken beds out of open ones.
    Rate,
    /// Free beds, and the balance by tonight.
    Free,
    /// Reserved beds.
    Reserved,
    /// To be cleaned or being cleaned.
    Cleaning,
    /// Closed beds.
    Closed,
    /// Arrivals of the day.
    Arrivals,
    /// Departures of the day.
    Departures,
    /// Patients without a bed.
    Unplaced,
    /// Patients of other departments.
    Outliers,
}

impl Column {
    /// Every column, from left to right.
    pub const ALL: [Self; 9] = [
        Self::Rate,
        Self::Free,
        Self::Reserved,
        Self::Cleaning,
        Self::Closed,
        Self::Departures,
        Self::Arrivals,
        Self::Unplaced,
        Self::Outliers,
    ];

    /// Its name in an address.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Rate => "occupation",
            Self::Free => "libres",
            Self::Reserved => "reserves",
            Self::Cleaning => "menage",
            Self::Closed => "fermes",
            Self::Arrivals => "entrees",
            Self::Departures => "sorties",
            Self::Unplaced => "sans-lit",
            Self::Outliers => "heberges",
        }
    }

    /// The column of that name.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.key() == key)
    }

    /// Its title.
    #[must_use]
    pub const fn title(self, words: &TerritoryWords) -> &'static str {
        match self {
            Self::Rate => words.rate,
            Self::Free => words.free,
            Self::Reserved => words.reserved,
            Self::Cleaning => words.cleaning,
            Self::Closed => words.closed,
            Self::Arrivals => words.arrivals,
            Self::Departures => words.departures,
            Self::Unplaced => words.unplaced,
            Self::Outliers => words.outliers,
        }
    }

    /// What it counts; per thousand for the rate.
    #[must_use]
    pub fn value(self, summary: &Summary) -> u32 {
        match self {
            Self::Rate => (summary.taken() * 1000).checked_div(open(summary)).unwrap_or(0),
            Self::Free => summary.free,
            Self::Reserved => summary.reserved,
            Self::Cleaning => summary.to_clean + summary.cleaning,
            Self::Closed => summary.closed,
            Self::Arrivals => summary.arrivals_today,
            Self::Departures => summary.departures_today,
            Self::Unplaced => summary.unplaced,
            Self::Outliers => summary.outliers,
        }
    }

    /// Puts the largest count first; wards with the same one stay as they are.
    pub fn sort(self, wards: &mut [(String, WardLine)]) {
        wards.sort_by_key(|(_, ward)| Reverse(self.value(&ward.summary)));
    }
}

/// Beds that are not closed.
#[must_use]
pub const fn open(summary: &Summary) -> u32 {
    summary.beds() - summary.closed
}

/// Taken beds out of open ones, in percent; a dash when there is none.
#[must_use]
pub fn rate(summary: &Summary) -> String {
    (summary.taken() * 100)
        .checked_div(open(summary))
        .map_or_else(|| "–".to_owned(), |rate| rate.to_string())
}

/// What the rest of the day should add to the free beds: promised, being made ready and leaving, less arriving.
/// Promised beds are not counted as free, and whoever they are promised to is among the arrivals.
#[must_use]
pub fn evening(summary: &Summary) -> i64 {
    let more = summary.reserved + summary.to_clean + summary.cleaning + summary.departures_today;
    i64::from(more) - i64::from(summary.arrivals_today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_found_by_its_key() {
        for column in Column::ALL {
            assert_eq!(Column::of_key(column.key()), Some(column));
        }
        assert_eq!(Column::of_key("autre"), None);
    }

    #[test]
    fn closed_beds_are_left_out_of_the_rate() {
        let summary = Summary {
            occupied: 18,
            on_leave: 1,
            free: 1,
            closed: 5,
            ..Summary::default()
        };
        assert_eq!(rate(&summary), "95");
        assert_eq!(
            rate(&Summary {
                closed: 3,
                ..Summary::default()
            }),
            "–"
        );
    }

    #[test]
    fn a_promised_bed_weighs_nothing_tonight() {
        let promised = Summary {
            reserved: 1,
            arrivals_today: 1,
            ..Summary::default()
        };
        assert_eq!(evening(&promised), 0);
        let leaving = Summary {
            departures_today: 3,
            to_clean: 1,
            arrivals_today: 5,
            ..Summary::default()
        };
        assert_eq!(evening(&leaving), -1);
    }
}
