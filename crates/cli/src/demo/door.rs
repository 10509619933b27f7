//! Which entries of the thesaurus the patients of the demo's emergency departments are asked in for: those that people
//! come through the door with, at their age.

use domain::flow::Entry;

/// Minutes of a day: what may wait as long was planned.
const DAY: u32 = 24 * 60;
/// From that age on people are adults, and from that one old, to those who look for their bed.
const ADULT: i32 = 15;
const OLD: i32 = 75;
/// What only the old come with.
const NEVER_YOUNG: [&str; 2] = ["PALLIA", "CHUTEPA"];

/// Whether somebody of that age comes to an emergency department with that.
pub fn comes_with(entry: &Entry, age: i32, woman: bool) -> bool {
    let can_wait = entry.target_minutes.is_some_and(|it| it >= DAY);
    let too_young = NEVER_YOUNG.contains(&entry.code.as_str()) && age < OLD;
    let theirs = match entry.specialty.as_str() {
        "PED" => age < ADULT,
        "GERIA" => age >= OLD,
        "GYNECO" => woman && (ADULT..OLD).contains(&age),
        // Their beds are asked for by others.
        "OBST" | "PSY" | "SMR" | "USC" => false,
        _ => age >= ADULT,
    };
    theirs && !can_wait && !too_young
}
