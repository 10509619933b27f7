//! How the two clocks differ.

use super::super::clocks::{Clocks, Way};
use super::heard::Heard;

/// Comings or goings of a ward over a period, by both clocks.
///
/// What counts is what the administration says happened in the period (its last word on the hour, what was cancelled left
/// out) or, while it says nothing, what somebody saw in the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Figures {
    /// All of them: the denominator of the shares.
    pub all: u32,
    /// Those that somebody saw.
    pub seen: u32,
    /// Those that somebody saw before the administration's word held: sent, and of an hour that had come.
    pub seen_first: u32,
    /// Those seen of which the administration says nothing yet.
    pub awaited: u32,
    /// From when it was seen until the administration's word held, over those that have both; in milliseconds.
    pub lag: Option<Spread>,
    /// The administration's hour minus the one seen, over those that have both; in milliseconds.
    pub gap: Option<Spread>,
}

impl Figures {
    /// A count as a share of all, in percent, rounded to the nearest; none when there is nothing to count.
    #[must_use]
    pub fn share(&self, count: u32) -> Option<u32> {
        (count * 200 + self.all).checked_div(2 * self.all)
    }
}

/// The middle and the far end of some lengths of time, in milliseconds; negative when the administration came first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// How many there are.
    pub count: u32,
    /// Half of them are at most this long.
    pub median: i64,
    /// Nine in ten of them are at most this long.
    pub p90: i64,
}

impl Spread {
    /// The spread of those lengths; none of none. Both figures are lengths that occurred (nearest rank).
    #[must_use]
    pub fn of(mut lengths: Vec<i64>) -> Option<Self> {
        lengths.sort_unstable();
        Some(Self {
            count: u32::try_from(lengths.len()).ok()?,
            median: rank(&lengths, 50)?,
            p90: rank(&lengths, 90)?,
        })
    }
}

/// The smallest of sorted values such that that many in a hundred are not above it.
pub(super) fn rank(sorted: &[i64], percent: usize) -> Option<i64> {
    let place = (sorted.len() * percent).div_ceil(100);
    sorted.get(place.checked_sub(1)?).copied()
}

/// The figures of one way.
pub(super) fn figures(heard: &Heard, way: Way) -> Figures {
    let clocks = || heard.clocks.iter().filter(|it| it.way == way);
    let count =
        |is: fn(&Clocks) -> bool| u32::try_from(clocks().filter(|it| is(it)).count()).unwrap_or(u32::MAX);
    Figures {
        all: count(|_| true),
        seen: count(|it| it.seen.is_some()),
        seen_first: count(Clocks::seen_first),
        awaited: count(|it| it.seen.is_some() && it.stated.is_none()),
        lag: Spread::of(clocks().filter_map(Clocks::lag).collect()),
        gap: Spread::of(clocks().filter_map(Clocks::gap).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn middle_and_far_end_are_lengths_that_occurred() {
        let spread = |lengths: &[i64]| Spread::of(lengths.to_vec()).map(|it| (it.median, it.p90));
        for (lengths, expected) in [
            (&[][..], None),
            (&[7], Some((7, 7))),
            (&[9, 1], Some((1, 9))),
            (&[3, 1, 2], Some((2, 3))),
            (&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], Some((5, 9))),
            (&[-5, 5], Some((-5, 5))),
        ] {
            assert_eq!(spread(lengths), expected, "{lengths:?}");
        }
    }

    #[test]
    fn a_share_of_nothing_is_none_and_halves_round_up() {
        let of = |all, count| {
            Figures {
                all,
                ..Figures::default()
            }
            .share(count)
        };
        assert_eq!(
            [of(0, 0), of(3, 1), of(8, 1), of(2, 2)],
            [None, Some(33), Some(13), Some(100)]
        );
    }
}
