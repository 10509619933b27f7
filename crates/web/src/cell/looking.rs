//! Who looks at which request, so that two colleagues do not work on one: kept in memory, forgotten when they leave.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base::Moment;
use base::id::{PersonId, RequestId};
use base::time::{MINUTE, SECOND};

/// The panel of a request is asked for again at least that often while somebody has it on the screen.
const STAYS: i64 = 150 * SECOND;
/// Whoever keeps a request on the screen opened it once: readings within that time are one.
const ONE_OPENING: i64 = 15 * MINUTE;

/// What everybody has on their screen.
#[derive(Debug, Default)]
pub struct Looking(Mutex<HashMap<PersonId, Look>>);

#[derive(Clone, Copy, Debug)]
struct Look {
    request: RequestId,
    opened: Moment,
    last: Moment,
}

impl Looking {
    /// Somebody has a request on the screen. True when colleagues' screens have to say so.
    pub fn looks(&self, person: PersonId, request: RequestId, now: Moment) -> bool {
        let mut all = self.all();
        let former = all.get(&person).copied();
        let same = former.filter(|it| it.request == request);
        let opened = same
            .filter(|it| now.since(it.opened) < ONE_OPENING)
            .map_or(now, |it| it.opened);
        all.insert(
            person,
            Look {
                request,
                opened,
                last: now,
            },
        );
        same.is_none_or(|it| now.since(it.last) >= STAYS)
    }

    /// Whether that person opened that request a moment ago already, and looks on.
    #[must_use]
    pub fn looks_on(&self, person: PersonId, request: RequestId, now: Moment) -> bool {
        let all = self.all();
        all.get(&person).is_some_and(|it| {
            it.request == request && now.since(it.last) < STAYS && now.since(it.opened) < ONE_OPENING
        })
    }

    /// Who looks at what now. Those who left are forgotten.
    #[must_use]
    pub fn now(&self, now: Moment) -> Vec<(RequestId, PersonId)> {
        let mut all = self.all();
        all.retain(|_, it| now.since(it.last) < STAYS);
        let mut found: Vec<_> = all.iter().map(|(person, it)| (it.request, *person)).collect();
        found.sort_unstable();
        found
    }

    fn all(&self) -> MutexGuard<'_, HashMap<PersonId, Look>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORA: PersonId = PersonId::new(1);
    const OTHER: PersonId = PersonId::new(2);
    const ONE: RequestId = RequestId::new(10);
    const TWO: RequestId = RequestId::new(11);

    fn at(seconds: i64) -> Moment {
        Moment::from_millis(1_800_000_000_000).plus(seconds * SECOND)
    }

    #[test]
    fn colleagues_are_told_when_somebody_comes_or_turns_to_another_request_and_not_each_minute() {
        let looking = Looking::default();
        assert!(looking.looks(NORA, ONE, at(0)));
        assert!(!looking.looks(NORA, ONE, at(60)));
        assert!(looking.looks(OTHER, ONE, at(61)));
        assert!(looking.looks(NORA, TWO, at(70)));
        assert_eq!(looking.now(at(80)), [(ONE, OTHER), (TWO, NORA)]);
    }

    #[test]
    fn whoever_closed_the_page_is_forgotten() {
        let looking = Looking::default();
        looking.looks(NORA, ONE, at(0));
        assert_eq!(looking.now(at(149)), [(ONE, NORA)]);
        assert_eq!(looking.now(at(150)), []);
        assert!(looking.looks(NORA, ONE, at(151)));
    }

    #[test]
    fn a_screen_left_open_is_one_opening_in_fifteen_minutes() {
        let looking = Looking::default();
        assert!(!looking.looks_on(NORA, ONE, at(0)), "the first is an opening");
        looking.looks(NORA, ONE, at(0));
        for minute in 1..15 {
            assert!(looking.looks_on(NORA, ONE, at(minute * 60)), "minute {minute}");
            looking.looks(NORA, ONE, at(minute * 60));
        }
        assert!(!looking.looks_on(NORA, ONE, at(15 * 60)), "written again");
        assert!(
            !looking.looks_on(OTHER, ONE, at(60)),
            "nobody answers for another"
        );
    }
}
