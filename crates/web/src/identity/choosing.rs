//! Whoever gave a password that somebody else chose, until they have chosen their own: a ticket in a cookie, for ten
//! minutes, good once. In memory only: after a restart the provisional password is asked for again.

use std::collections::HashMap;

use auth::Print;
use base::Moment;
use base::id::PersonId;
use base::time::MINUTE;

/// How long a ticket is good.
const PATIENCE: i64 = 10 * MINUTE;

/// The tickets given out: one for each person, the last one.
#[derive(Debug, Default)]
pub struct Choosing {
    by_person: HashMap<PersonId, (Print, Moment)>,
}

impl Choosing {
    /// Gives a ticket to somebody who proved the provisional password.
    pub fn begin(&mut self, person: PersonId, ticket: Print, now: Moment) {
        self.by_person
            .retain(|_, (_, since)| now.since(*since) < PATIENCE);
        self.by_person.insert(person, (ticket, now));
    }

    /// Whose ticket it is.
    #[must_use]
    pub fn holder(&self, ticket: &Print, now: Moment) -> Option<PersonId> {
        let mut all = self.by_person.iter();
        all.find(|(_, (held, since))| held == ticket && now.since(*since) < PATIENCE)
            .map(|(person, _)| *person)
    }

    /// Takes the ticket back: it is good for nothing more.
    pub fn take(&mut self, ticket: &Print, now: Moment) -> Option<PersonId> {
        let person = self.holder(ticket, now)?;
        self.by_person.remove(&person);
        Some(person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_good_once_for_ten_minutes_and_the_last_one_only() {
        let (at, ticket) = (Moment::from_millis, |byte| auth::Secret::new([byte; 32]).print());
        let (lea, mut choosing) = (PersonId::new(1), Choosing::default());
        choosing.begin(lea, ticket(1), at(0));
        assert_eq!(choosing.holder(&ticket(1), at(PATIENCE - 1)), Some(lea));
        assert_eq!(choosing.holder(&ticket(1), at(PATIENCE)), None);
        choosing.begin(lea, ticket(2), at(1));
        assert_eq!(choosing.holder(&ticket(1), at(2)), None);
        assert_eq!(choosing.take(&ticket(2), at(2)), Some(lea));
        assert_eq!(choosing.take(&ticket(2), at(2)), None);
    }
}
