//! How each sender is doing: a board fed by a sender that went silent looks right and is not.

use app::FeedStatus;
use base::time::{DAY, HOUR, MINUTE};
use base::{Moment, Zone};

/// How long a sender may be silent in the day before somebody is told, in milliseconds. In a hospital at work,
/// something is admitted, moved or discharged every few minutes.
const DAY_SILENCE: i64 = 15 * MINUTE;
/// The same at night, in milliseconds.
const NIGHT_SILENCE: i64 = 2 * HOUR;
/// After how long a silent sender is taken for one that was retired, in milliseconds.
const RETIRED: i64 = 7 * DAY;
/// From which delay between sending and reception on a sender is catching up, in milliseconds.
const BEHIND: i64 = 10 * MINUTE;
/// The hours of the day, in the time of the site.
const DAY_HOURS: std::ops::Range<i8> = 7..20;

/// How a sender is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pulse {
    /// It speaks of the present.
    Alive {
        /// When it last spoke.
        at: Moment,
    },
    /// It speaks, of the past: a backlog, an archive.
    Late {
        /// Up to when it has told.
        told: Moment,
    },
    /// It has been silent too long.
    Silent {
        /// Since when.
        since: Moment,
    },
    /// It has been silent for so long that it is probably not in use.
    Stopped {
        /// Since when.
        since: Moment,
    },
}

/// How a sender is doing at that moment; nothing when it never spoke.
#[must_use]
pub fn pulse(feed: &FeedStatus, now: Moment, zone: &Zone) -> Option<Pulse> {
    let at = feed.last_received_at?;
    let silence = now.since(at);
    let allowed = if DAY_HOURS.contains(&zone.civil(now).hour()) {
        DAY_SILENCE
    } else {
        NIGHT_SILENCE
    };
    Some(if silence > RETIRED {
        Pulse::Stopped { since: at }
    } else if silence > allowed {
        Pulse::Silent { since: at }
    } else {
        match feed.last_sent_at {
            Some(told) if at.since(told) > BEHIND => Pulse::Late { told },
            _ => Pulse::Alive { at },
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::when::of_field;

    fn at(text: &str) -> Moment {
        of_field(&Zone::paris(), text).expect("a civil time")
    }

    fn spoke(received: &str, sent: &str) -> FeedStatus {
        FeedStatus {
            name: "GAM|CH".into(),
            last_received_at: Some(at(received)),
            last_sent_at: Some(at(sent)),
            ..FeedStatus::default()
        }
    }

    #[test]
    fn m39_a_sender_silent_for_a_quarter_of_an_hour_in_the_day_is_told() {
        let zone = Zone::paris();
        let feed = spoke("2026-11-20T10:00", "2026-11-20T10:00");
        let pulse = |now: &str| pulse(&feed, at(now), &zone);
        assert_eq!(
            pulse("2026-11-20T10:15"),
            Some(Pulse::Alive {
                at: at("2026-11-20T10:00")
            })
        );
        assert_eq!(
            pulse("2026-11-20T10:16"),
            Some(Pulse::Silent {
                since: at("2026-11-20T10:00")
            })
        );
        assert_eq!(
            pulse("2026-11-28T10:16"),
            Some(Pulse::Stopped {
                since: at("2026-11-20T10:00")
            })
        );
    }

    #[test]
    fn at_night_silence_is_ordinary_for_longer() {
        let zone = Zone::paris();
        let feed = spoke("2026-11-20T02:00", "2026-11-20T02:00");
        assert_eq!(
            pulse(&feed, at("2026-11-20T03:59"), &zone),
            Some(Pulse::Alive {
                at: at("2026-11-20T02:00")
            })
        );
        assert_eq!(
            pulse(&feed, at("2026-11-20T04:01"), &zone),
            Some(Pulse::Silent {
                since: at("2026-11-20T02:00")
            })
        );
    }

    #[test]
    fn m38_a_sender_that_tells_of_the_past_is_said_to_catch_up() {
        let feed = spoke("2026-11-20T10:00", "2026-11-17T22:00");
        let found = pulse(&feed, at("2026-11-20T10:01"), &Zone::paris());
        assert_eq!(
            found,
            Some(Pulse::Late {
                told: at("2026-11-17T22:00")
            })
        );
    }

    #[test]
    fn a_sender_that_never_spoke_has_no_pulse() {
        assert_eq!(
            pulse(&FeedStatus::default(), at("2026-11-20T10:00"), &Zone::paris()),
            None
        );
    }
}
