//! The civil day a view is drawn in: everything a clock on the ward's wall would say.

use base::time::{DAY, HOUR};
use base::zone::Date;
use base::{Moment, Zone};

use crate::state::State;

/// How long after its time an arrival is still waited for, in milliseconds.
pub(super) const LATE_ARRIVAL: i64 = 12 * HOUR;
/// How long before its time an expected arrival reserves its bed, in milliseconds.
pub(super) const RESERVED_AHEAD: i64 = DAY;

/// A moment, and the civil day of the site it falls in.
#[derive(Clone, Debug)]
pub(super) struct Day {
    pub now: Moment,
    pub zone: Zone,
    pub today: Date,
    /// First moment of today.
    pub start_of_today: Moment,
    /// First moment of tomorrow.
    pub end_of_today: Moment,
    /// First moment of the day after tomorrow.
    pub end_of_tomorrow: Moment,
}

impl Day {
    /// The day of that moment in the zone of the territory; Paris when its setting names no known zone.
    pub fn of(state: &State, now: Moment) -> Self {
        let zone = Zone::named(&state.settings.zone)
            .unwrap_or_else(|_| Zone::paris())
            .near(now);
        let today = zone.civil(now).date();
        let tomorrow = today.tomorrow().unwrap_or(today);
        let after = tomorrow.tomorrow().unwrap_or(tomorrow);
        let (start_of_today, _) = zone.moment(today.at(0, 0, 0, 0));
        let (end_of_today, _) = zone.moment(tomorrow.at(0, 0, 0, 0));
        let (end_of_tomorrow, _) = zone.moment(after.at(0, 0, 0, 0));
        Self {
            now,
            zone,
            today,
            start_of_today,
            end_of_today,
            end_of_tomorrow,
        }
    }

    /// The next moment at which a clock of the site shows that hour: today, or tomorrow when it has struck.
    pub fn next(&self, hour: i8) -> Moment {
        let today = self.today;
        let (at, _) = self.zone.moment(today.at(hour, 0, 0, 0));
        if at > self.now {
            return at;
        }
        let tomorrow = today.tomorrow().unwrap_or(today);
        self.zone.moment(tomorrow.at(hour, 0, 0, 0)).0
    }

    /// Whether somebody expected at that moment is still waited for, or forgotten.
    pub fn still_awaits(&self, at: Moment) -> bool {
        at.plus(LATE_ARRIVAL) > self.now
    }

    /// Whether that moment falls in the civil day of now.
    pub fn is_today(&self, at: Moment) -> bool {
        self.start_of_today <= at && at < self.end_of_today
    }

    /// Whether that moment is midnight: how a feed writes a day without an hour.
    pub fn is_midnight(&self, at: Moment) -> bool {
        let time = self.zone.civil(at).time();
        (time.hour(), time.minute(), time.second()) == (0, 0, 0)
    }

    /// Whether something foreseen for that moment should have happened by now: a day without an hour leaves the
    /// whole day to it.
    pub fn is_past(&self, at: Moment) -> bool {
        at < self.now && !(self.is_midnight(at) && self.is_today(at))
    }
}
