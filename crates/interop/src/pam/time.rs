//! From what a sender's clock shows to an instant: the zone of the site, and the doubts it leaves.

use base::time::{DAY, MINUTE};
use base::{Moment, Zone};
use domain::movement::Said;
use hl7v2::{Precision, Ts, TsError, Value};
use jiff::civil::DateTime;

use super::desk::Desk;
use crate::reason::Reason;

/// How far ahead of our clock a sender may be before nobody believes it: a day, in milliseconds. Less than the
/// wrong date of a restarted machine, more than any drift or forgotten summer time.
const CLOCK_TRUST: i64 = DAY;

/// 1990-01-01T00:00:00Z in milliseconds: no hospital feed speaks of an earlier stay.
pub(super) const OLDEST: Moment = Moment::from_millis(631_152_000_000);

/// What a timestamp field says, as instants.
pub(super) fn said(
    desk: &mut Desk<'_, '_>,
    segment: &'static str,
    field: u8,
    value: Result<Value<Ts>, TsError>,
) -> Said<Moment> {
    match value {
        Ok(Value::Absent) => Said::Nothing,
        Ok(Value::Null) => Said::Cleared,
        Ok(Value::Given(stamp)) => Said::Value(instant(desk, segment, field, stamp)),
        Err(error) => {
            let text = format!("{segment}-{field} : {error}. La valeur n'est pas prise en compte.");
            desk.warn(Reason::new("bad_time", text).at(segment, field));
            Said::Nothing
        }
    }
}

/// The instant a timestamp field gives, if it gives one.
pub(super) fn given(
    desk: &mut Desk<'_, '_>,
    segment: &'static str,
    field: u8,
    value: Result<Value<Ts>, TsError>,
) -> Option<Moment> {
    match said(desk, segment, field, value) {
        Said::Value(moment) => Some(moment),
        Said::Nothing | Said::Cleared => None,
    }
}

/// The sender's clock, unless it is absurd: a clock ahead by days would have the last word for ever.
pub(super) fn believable(
    desk: &mut Desk<'_, '_>,
    segment: &'static str,
    field: u8,
    value: Result<Value<Ts>, TsError>,
) -> Option<Moment> {
    let moment = given(desk, segment, field, value)?;
    let ahead = moment.since(desk.received_at) > CLOCK_TRUST;
    if ahead || moment < OLDEST {
        let side = if ahead { "dans le futur" } else { "avant 1990" };
        let text = format!("L'horloge de l'émetteur est {side} ({segment}-{field}) : elle n'est pas crue.");
        desk.warn(Reason::new("sender_clock", text).at(segment, field));
        return None;
    }
    Some(moment)
}

fn instant(desk: &mut Desk<'_, '_>, segment: &'static str, field: u8, stamp: Ts) -> Moment {
    let (moment, doubt) = moment_of(&stamp, &desk.profile.zone);
    if let Some(doubt) = doubt {
        // A whole day or less precise never falls in the doubtful hour.
        let text = match doubt {
            base::zone::Doubt::Twice => format!(
                "{segment}-{field} : cette heure existe deux fois (passage à l'heure d'hiver). La première est retenue."
            ),
            base::zone::Doubt::Skipped => format!(
                "{segment}-{field} : cette heure n'existe pas (passage à l'heure d'été). L'heure suivante est retenue."
            ),
        };
        desk.note(Reason::new("doubtful_hour", text).at(segment, field));
    }
    moment
}

/// The instant of a stamp: by its own offset, else by the zone of the site.
pub(crate) fn moment_of(stamp: &Ts, zone: &Zone) -> (Moment, Option<base::zone::Doubt>) {
    let Some(civil) = civil(stamp) else {
        return (Moment::from_millis(0), None);
    };
    match stamp
        .offset_minutes()
        .filter(|_| stamp.precision() >= Precision::Hour)
    {
        Some(minutes) => {
            let (moment, _) = Zone::utc().moment(civil);
            (moment.plus(-i64::from(minutes) * MINUTE), None)
        }
        None => zone.moment(civil),
    }
}

/// A checked stamp is a civil time: the fallback is never taken.
fn civil(stamp: &Ts) -> Option<DateTime> {
    DateTime::new(
        i16::try_from(stamp.year()).ok()?,
        i8::try_from(stamp.month()).ok()?,
        i8::try_from(stamp.day()).ok()?,
        i8::try_from(stamp.hour()).ok()?,
        i8::try_from(stamp.minute()).ok()?,
        i8::try_from(stamp.second()).ok()?,
        i32::from(stamp.millis()) * 1_000_000,
    )
    .ok()
}

/// What a wall clock of the site shows, as a stamp to be written in a message.
#[must_use]
pub fn stamp_of(moment: Moment, zone: &Zone) -> Option<Ts> {
    let civil = zone.civil(moment);
    Ts::new(
        u16::try_from(civil.year()).ok()?,
        u8::try_from(civil.month()).ok()?,
        u8::try_from(civil.day()).ok()?,
        u8::try_from(civil.hour()).ok()?,
        u8::try_from(civil.minute()).ok()?,
        u8::try_from(civil.second()).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::zone::Doubt;

    fn at(text: &str) -> (String, Option<Doubt>) {
        let (moment, doubt) = moment_of(&Ts::parse(text).unwrap(), &Zone::paris());
        (moment.to_string(), doubt)
    }

    #[test]
    fn local_time_is_of_the_site_and_an_offset_is_believed() {
        assert_eq!(at("20261122083000"), ("2026-11-22T07:30:00Z".into(), None));
        assert_eq!(at("202607010830"), ("2026-07-01T06:30:00Z".into(), None));
        assert_eq!(at("20261122083000+0400"), ("2026-11-22T04:30:00Z".into(), None));
        assert_eq!(at("20261122"), ("2026-11-21T23:00:00Z".into(), None));
    }

    #[test]
    fn m32_the_hour_that_comes_twice_and_the_one_that_never_comes() {
        assert_eq!(
            at("20261025023000"),
            ("2026-10-25T00:30:00Z".into(), Some(Doubt::Twice))
        );
        assert_eq!(
            at("20260329023000"),
            ("2026-03-29T01:30:00Z".into(), Some(Doubt::Skipped))
        );
    }

    #[test]
    fn a_moment_is_written_as_the_wall_clock_shows_it() {
        let stamp = stamp_of(Moment::from_millis(0), &Zone::paris()).unwrap();
        assert_eq!(stamp.to_string(), "19700101010000");
    }
}
