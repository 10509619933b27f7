//! How fresh a board is.

use base::Moment;

use super::super::day::Day;
use super::gaps::rank;
use super::heard::Heard;

/// Over how many past days the silence of this hour is compared.
const DAYS: usize = 28;

/// Days needed before a silence is called usual or not.
const ENOUGH: usize = 7;

/// How fresh a board is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Freshness {
    /// When a feed last sent a movement about the ward, by the sender's clock; within five weeks.
    pub last_movement: Option<Moment>,
    /// When somebody last said something on the board about one of its stays: an arrival or departure seen, a move, a
    /// statement, a note. What was said of beds alone does not count: feeds say it too.
    pub last_action: Option<Moment>,
    /// How long the feed has been silent about the ward.
    pub silence: Option<Silence>,
}

/// A silence of the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silence {
    /// Since the last movement, in milliseconds.
    pub lasting: i64,
    /// What it usually is at this hour; none while there are too few days to compare with.
    pub usual: Option<Usual>,
}

impl Silence {
    /// Whether it is longer than on nine days in ten at the same hour.
    #[must_use]
    pub fn is_unusual(&self) -> bool {
        self.usual.is_some_and(|usual| self.lasting > usual.p90)
    }
}

/// How long the feed had been silent at the same hour (of the site's clock) on each of the last 28 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usual {
    /// How many days could be compared.
    pub days: u32,
    /// Half of them were at most this silent, in milliseconds.
    pub median: i64,
    /// Nine in ten of them were at most this silent, in milliseconds.
    pub p90: i64,
}

pub(super) fn freshness(heard: &Heard, day: &Day) -> Freshness {
    let last_movement = heard.feed.last().copied();
    Freshness {
        last_movement,
        last_action: heard.action,
        silence: last_movement.map(|last| Silence {
            lasting: day.now.since(last),
            usual: usual(&heard.feed, day),
        }),
    }
}

fn usual(feed: &[Moment], day: &Day) -> Option<Usual> {
    let now = day.zone.civil(day.now);
    let days = std::iter::successors(now.date().yesterday().ok(), |date| date.yesterday().ok());
    let mut silences: Vec<i64> = days
        .take(DAYS)
        .filter_map(|date| {
            let (then, _) = day.zone.moment(date.to_datetime(now.time()));
            let before = feed.partition_point(|it| *it <= then);
            Some(then.since(*feed.get(before.checked_sub(1)?)?))
        })
        .collect();
    silences.sort_unstable();
    if silences.len() < ENOUGH {
        return None;
    }
    Some(Usual {
        days: u32::try_from(silences.len()).ok()?,
        median: rank(&silences, 50)?,
        p90: rank(&silences, 90)?,
    })
}
