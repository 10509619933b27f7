//! Two answers to one question, under two documents of settings: what a change of rules would do to the beds proposed.

use base::id::BedId;

use super::answer::Answer;

/// A bed under the rules before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Which bed.
    pub bed: BedId,
    /// Its place and its points before; none when a rule refused it.
    pub before: Option<Ranked>,
    /// Its place and its points after; none when a rule refuses it.
    pub after: Option<Ranked>,
}

/// The place of a bed among those that nothing refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// From 1 on.
    pub place: usize,
    /// Its points.
    pub points: u32,
}

/// The first beds after, in their order, then those that were among the first before and are not any more.
#[must_use]
pub fn compare(before: &Answer<'_>, after: &Answer<'_>, top: usize) -> Vec<Shift> {
    let (was, is) = (before.ranking(), after.ranking());
    let place_in = |ranking: &[(BedId, u32)], bed: BedId| {
        let found = ranking.iter().position(|(it, _)| *it == bed)?;
        let points = ranking.get(found)?.1;
        Some(Ranked {
            place: found + 1,
            points,
        })
    };
    let first =
        |ranking: &[(BedId, u32)]| -> Vec<BedId> { ranking.iter().take(top).map(|it| it.0).collect() };
    let mut beds = first(&is);
    for bed in first(&was) {
        if !beds.contains(&bed) {
            beds.push(bed);
        }
    }
    let shift = |bed| Shift {
        bed,
        before: place_in(&was, bed),
        after: place_in(&is, bed),
    };
    beds.into_iter().map(shift).collect()
}
