//! Files of people that were looked at and not yet done: kept here, so that what is done is what was shown.

use std::collections::HashMap;

use auth::Roster;
use base::Moment;
use base::id::PersonId;
use base::time::MINUTE;

/// How long somebody may look before they have to send the file again.
const PATIENCE: i64 = 15 * MINUTE;

/// Most files that wait at once: each may hold thousands of lines.
const MOST: usize = 10;

/// A file that was shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What names it in the form.
    pub ticket: String,
    /// What is in it.
    pub roster: Roster,
    /// What it was going to do, in a form that can be compared.
    pub print: Vec<u8>,
    /// Since when it waits.
    pub since: Moment,
}

/// The files that wait: one for each person, the last one.
#[derive(Debug, Default)]
pub struct Imports {
    by_person: HashMap<PersonId, Shown>,
}

impl Imports {
    /// Keeps a file that somebody looks at; the one that waits longest makes room.
    pub fn keep(&mut self, person: PersonId, shown: Shown) {
        let now = shown.since;
        self.by_person.retain(|_, it| now.since(it.since) < PATIENCE);
        if self.by_person.len() >= MOST
            && let Some(oldest) = self
                .by_person
                .iter()
                .min_by_key(|(_, it)| it.since)
                .map(|(person, _)| *person)
        {
            self.by_person.remove(&oldest);
        }
        self.by_person.insert(person, shown);
    }

    /// Takes the file that somebody looked at under that ticket.
    pub fn take(&mut self, person: PersonId, ticket: &str, now: Moment) -> Option<Shown> {
        let found = self.by_person.get(&person)?;
        if found.ticket != ticket || now.since(found.since) >= PATIENCE {
            return None;
        }
        self.by_person.remove(&person)
    }
}
