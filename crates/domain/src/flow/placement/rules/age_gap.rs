//! Room-mates of very different ages; a child with an adult counts three times.

use super::super::case::RoomCase;
use super::super::reason::{Finding, Reason};

/// Years from which somebody is an adult.
const ADULT: u16 = 18;
/// How many times a child with an adult counts.
const CHILD: u32 = 3;

#[inline]
pub(in crate::flow::placement) fn judge(case: &RoomCase<'_>) -> Finding {
    let ask = case.ask;
    let (Some((_, age)), true) = (ask.years, ask.born > 0) else {
        return Finding::Silent;
    };
    let mut worst = Finding::Silent;
    for mate in &case.mates {
        if mate.born == 0 || ask.together_with(mate.stay) {
            continue;
        }
        // As old as the patient, give or take the difference of their years of birth.
        let theirs = i32::from(age) + i32::from(ask.born) - i32::from(mate.born);
        let years = ask.born.abs_diff(mate.born);
        let is_child = |age: i32| age < i32::from(ADULT);
        if is_child(i32::from(age)) != is_child(theirs) {
            worst = Finding::Against(CHILD, Reason::ChildWithAdult { mate: mate.stay });
        } else if years > ask.age_gap && worst == Finding::Silent {
            worst = Finding::Against(
                1,
                Reason::AgeGap {
                    mate: mate.stay,
                    years,
                },
            );
        }
    }
    worst
}
