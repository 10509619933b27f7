//! Who is on a trolley, since when, and how many nights: one count for the rank and for the page of a department.
//!
//! A *night* on a trolley is one that struck three in the morning, by the clock of the site, while the patient was on
//! one. It counts from when they came to lie there, as patients live it: a decision that was late takes no night back.

use base::text::folded;
use base::zone::Date;
use base::{Moment, Zone};

use crate::movement::Spot;
use crate::state::State;
use crate::stay::Stay;
use crate::timeline::Segment;

/// Three in the morning: whoever is on a trolley then has spent the night there.
const NIGHT: i8 = 3;

/// Since when somebody is on trolleys without a break: present, not on leave, in no bed or in a place that is called a
/// trolley or a corridor. None for whoever is not.
#[must_use]
pub fn on_trolley_since(state: &State, stay: &Stay, now: Moment) -> Option<Moment> {
    let period = state.period_at(stay, now)?;
    let on_trolley = |it: &&Segment| !it.away && is_trolley(state, it.spot);
    on_trolley(&period).then_some(())?;
    let until_now = stay.timeline.segments.iter().rev();
    let run = until_now
        .skip_while(|it| it.from > period.from)
        .take_while(on_trolley);
    run.last().map(|it| it.from)
}

/// How many nights somebody has been on a trolley by now.
#[must_use]
pub fn nights_on_trolley(state: &State, zone: &Zone, stay: &Stay, now: Moment) -> u16 {
    on_trolley_since(state, stay, now).map_or(0, |since| nights(zone, since, now))
}

/// Whether whoever is there is on a trolley.
#[must_use]
pub fn is_trolley(state: &State, spot: Spot) -> bool {
    let Spot::Bed(bed) = spot else { return true };
    let Some(bed) = state
        .bed(bed)
        .filter(|it| it.lifecycle == crate::bed::Lifecycle::Installed)
    else {
        return true;
    };
    let label = bed.label.as_ref().map(|it| it.as_str());
    let room = state.room(bed.room).map(|it| it.code.as_str());
    let words = [label, Some(bed.code.as_str()), room];
    words.into_iter().flatten().any(is_called_trolley)
}

/// Whether a place is called a trolley or a corridor.
fn is_called_trolley(name: &str) -> bool {
    let name = folded(name);
    ["branc", "couloir", "coul "]
        .iter()
        .any(|it| name.starts_with(it))
}

/// How many nights lie between two moments, by the clock of the site: how often it struck three.
#[must_use]
pub fn nights(zone: &Zone, from: Moment, to: Moment) -> u16 {
    let morning = |at: Moment| -> Date {
        let civil = zone.civil(at);
        let day = civil.date();
        if civil.hour() >= NIGHT {
            day
        } else {
            day.yesterday().unwrap_or(day)
        }
    };
    let days = (morning(to) - morning(from)).get_days();
    u16::try_from(days).unwrap_or(0)
}
