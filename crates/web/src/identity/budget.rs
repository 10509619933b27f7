//! How many identities each person was shown within the hour: told to the auditors when it is more than work needs, and
//! stopped at twice that (ASVS 8.1.3; a stolen account once emptied a whole hospital with ordinary functions).
//!
//! What counts is who was shown, not how often was asked: a search of two letters that lists twelve patients shows
//! twelve of them. A line of a list tells a name and a place where a record tells everything, so several of them weigh
//! as one record. In memory: a restart forgives an hour.

use std::collections::{HashMap, HashSet};

use base::Moment;
use base::id::{PatientId, PersonId};
use base::time::{HOUR, SECOND};

/// Letters that follow one another within that time belong to one search.
const TYPING: i64 = 10 * SECOND;

/// And so many at most: nobody types a longer name.
const LETTERS: u8 = 20;

/// How many patients named in lists weigh as one record opened.
const NAMES_FOR_ONE: u32 = 4;

/// What a count came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Nothing to say.
    Usual,
    /// More than work needs: said once.
    Many(u32),
    /// So many that it stops: said once.
    Stopped(u32),
}

/// What each person was shown.
#[derive(Debug, Default)]
pub struct Budget {
    by_person: HashMap<PersonId, Seen>,
}

/// What one of them was shown within the hour.
#[derive(Debug, Default)]
struct Seen {
    since: Moment,
    opened: u32,
    named: HashSet<PatientId>,
    typed: Option<(Moment, u8)>,
    told: u32,
}

impl Budget {
    /// Counts a record opened.
    pub fn opens(&mut self, person: PersonId, most: u32, now: Moment) -> Told {
        let seen = self.of(person, now);
        seen.opened = seen.opened.saturating_add(1);
        seen.tells(most)
    }

    /// Counts a search, and everybody that it named.
    pub fn finds(&mut self, person: PersonId, named: &[PatientId], most: u32, now: Moment) -> Told {
        let seen = self.of(person, now);
        let typed = match seen.typed {
            Some((at, letters)) if now.since(at) < TYPING && letters < LETTERS => letters + 1,
            Some(_) | None => {
                seen.opened = seen.opened.saturating_add(1);
                1
            }
        };
        seen.typed = Some((now, typed));
        seen.named.extend(named);
        seen.tells(most)
    }

    /// Whether that person was shown all that anybody is in an hour.
    #[must_use]
    pub fn is_spent(&self, person: PersonId, most: u32, now: Moment) -> bool {
        let seen = self.by_person.get(&person);
        seen.is_some_and(|it| now.since(it.since) < HOUR && it.weight() >= most.saturating_mul(2))
    }

    fn of(&mut self, person: PersonId, now: Moment) -> &mut Seen {
        let seen = self.by_person.entry(person).or_default();
        if now.since(seen.since) >= HOUR {
            *seen = Seen {
                since: now,
                ..Seen::default()
            };
        }
        seen
    }
}

impl Seen {
    fn weight(&self) -> u32 {
        let named = u32::try_from(self.named.len()).unwrap_or(u32::MAX);
        self.opened.saturating_add(named / NAMES_FOR_ONE)
    }

    /// What is to be said now that was not said within the hour.
    fn tells(&mut self, most: u32) -> Told {
        let (weight, before) = (self.weight(), self.told);
        self.told = weight.max(before);
        let passes = |bound: u32| before < bound && weight >= bound;
        if passes(most.saturating_mul(2)) {
            Told::Stopped(weight)
        } else if passes(most) {
            Told::Many(weight)
        } else {
            Told::Usual
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEA: PersonId = PersonId::new(1);
    const MOST: u32 = 20;

    fn at(seconds: i64) -> Moment {
        Moment::from_millis(HOUR + seconds * SECOND)
    }

    fn patients(from: u32, many: u32) -> Vec<PatientId> {
        (from..from + many).map(PatientId::new).collect()
    }

    #[test]
    fn d22_records_are_told_of_and_then_stopped() {
        let mut budget = Budget::default();
        let told: Vec<Told> = (0..40)
            .map(|second| budget.opens(LEA, MOST, at(second)))
            .collect();
        assert_eq!(
            (told[18], told[19], told[20]),
            (Told::Usual, Told::Many(20), Told::Usual)
        );
        assert_eq!(told[39], Told::Stopped(40));
        assert!(budget.is_spent(LEA, MOST, at(40)));
        assert!(!budget.is_spent(PersonId::new(2), MOST, at(40)));
        assert!(!budget.is_spent(LEA, MOST, at(3_600)), "an hour later");
        assert_eq!(budget.opens(LEA, MOST, at(3_600)), Told::Usual);
    }

    #[test]
    fn d22_searches_of_two_letters_are_stopped_however_fast_they_follow() {
        let mut budget = Budget::default();
        // Twelve other patients each time, a second apart: all of it would be one search to whoever counts questions.
        let stopped = (0..100).find(|step| {
            let named = patients(step * 12, 12);
            budget.finds(LEA, &named, MOST, at(i64::from(*step))) != Told::Usual
                && budget.is_spent(LEA, MOST, at(i64::from(*step)))
        });
        assert_eq!(stopped, Some(12), "some 150 names and not 1,200");
    }

    #[test]
    fn whoever_types_a_name_is_not_told_of() {
        let mut budget = Budget::default();
        for search in 0..15 {
            for letter in 0..6 {
                // Each letter shows some of those before: the same patients.
                let told = budget.finds(
                    LEA,
                    &patients(0, 12 - letter),
                    MOST,
                    at(search * 60 + i64::from(letter)),
                );
                assert_eq!(told, Told::Usual, "search {search}");
            }
        }
    }

    #[test]
    fn a_script_that_finds_nobody_is_counted_too() {
        let mut budget = Budget::default();
        for step in 0..2_000 {
            budget.finds(LEA, &[], MOST, at(step));
        }
        assert!(budget.is_spent(LEA, MOST, at(2_000)));
    }
}
