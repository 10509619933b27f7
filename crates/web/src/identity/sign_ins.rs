//! Browsers that are at an identity provider, or just came back: what proves that the answer is theirs, where they
//! were going, and the form that they were sending.
//!
//! In memory and for ten minutes: after a restart of the server somebody begins anew. Everything belongs to the
//! browser that began it, by a cookie, and nobody can fill the memory.

use std::collections::BTreeMap;
use std::fmt;

use auth::{Print, Source};
use base::Moment;
use base::id::{EstablishmentId, PersonId};
use base::time::MINUTE;

use super::Asserted;
use crate::fields::Fields;

/// How long somebody may stay away, and a form waits.
const PATIENCE: i64 = 10 * MINUTE;
/// Most browsers away at once.
const MOST: usize = 1_000;
/// Most of them from one post or address: a hospital's people each come from their own, a flood does not.
const MOST_FROM_ONE: usize = 50;
/// Most bytes of forms that wait.
const MOST_BYTES: usize = 16 << 20;

/// A form that was being sent when its sender had to say who they are.
#[derive(Clone)]
pub struct Kept {
    /// Where it is sent to.
    pub path: String,
    /// What was typed, without what says who typed it.
    pub fields: Fields,
}

/// What is typed may name somebody.
impl fmt::Debug for Kept {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Kept({}, {} fields)", self.path, self.fields.0.len())
    }
}

/// A browser that went away.
#[derive(Debug)]
pub struct Entry {
    /// The browser, by its cookie.
    pub browser: Print,
    /// Where it is.
    pub source: Source,
    /// Since when.
    pub since: Moment,
    /// The page it was going to.
    pub back: String,
    /// The form it was sending.
    pub kept: Option<Kept>,
    /// How far it is.
    pub step: Step,
}

/// How far a sign-in is.
#[derive(Debug)]
pub enum Step {
    /// At the provider.
    Away(oidc::Pending),
    /// Back, and choosing for which establishment to come.
    Choosing(Box<Asserted>, Vec<EstablishmentId>),
    /// Signed in as that person; the form waits to be sent.
    Back(PersonId),
}

/// The browsers that are away, the first one first.
#[derive(Debug, Default)]
pub struct SignIns {
    entries: BTreeMap<u64, Entry>,
    next: u64,
}

impl SignIns {
    /// Takes a browser in. False when too many are away.
    pub fn add(&mut self, entry: Entry, now: Moment) -> bool {
        self.entries.retain(|_, it| now.since(it.since) < PATIENCE);
        let from_one = |it: &&Entry| it.source == entry.source;
        if self.entries.values().filter(from_one).count() >= MOST_FROM_ONE {
            // Its own oldest goes: nobody else's.
            let oldest = self.entries.iter().find(|(_, it)| it.source == entry.source);
            if let Some(oldest) = oldest.map(|(key, _)| *key) {
                self.entries.remove(&oldest);
            }
        }
        let held: usize = self.entries.values().map(weight).sum();
        if self.entries.len() >= MOST || held + weight(&entry) > MOST_BYTES {
            return false;
        }
        self.entries.insert(self.next, entry);
        self.next += 1;
        true
    }

    /// The sign-in of that browser that was begun with that `state`, which then serves no more.
    pub fn comes_back(&mut self, browser: Print, state: &str, now: Moment) -> Option<Entry> {
        self.take(
            browser,
            now,
            |step| matches!(step, Step::Away(pending) if pending.state() == state),
        )
    }

    /// The last sign-in of that browser that waits for a choice, which then waits no more.
    pub fn chooses(&mut self, browser: Print, now: Moment) -> Option<Entry> {
        self.take(browser, now, |step| matches!(step, Step::Choosing(..)))
    }

    /// Between which establishments that browser has to choose.
    #[must_use]
    pub fn choices(&self, browser: Print, now: Moment) -> Option<&[EstablishmentId]> {
        self.of(browser, now).find_map(|entry| match &entry.step {
            Step::Choosing(_, choices) => Some(choices.as_slice()),
            Step::Away(_) | Step::Back(_) => None,
        })
    }

    /// The forms of that browser that wait for that person to send them, the last one first, with where each of them
    /// was going.
    #[must_use]
    pub fn kept(&self, browser: Print, person: PersonId, now: Moment) -> Vec<(Kept, String)> {
        let waits = |entry: &Entry| match &entry.step {
            Step::Back(whose) if *whose == person => Some((entry.kept.clone()?, entry.back.clone())),
            Step::Back(_) | Step::Away(_) | Step::Choosing(..) => None,
        };
        self.of(browser, now).filter_map(waits).collect()
    }

    /// The entries of a browser, the last one first.
    fn of(&self, browser: Print, now: Moment) -> impl Iterator<Item = &Entry> {
        let theirs = move |it: &&Entry| it.browser == browser && now.since(it.since) < PATIENCE;
        self.entries.values().rev().filter(theirs)
    }

    fn take(&mut self, browser: Print, now: Moment, is_it: impl Fn(&Step) -> bool) -> Option<Entry> {
        let mut theirs = self.entries.iter().rev();
        let (key, _) = theirs.find(|(_, it)| it.browser == browser && is_it(&it.step))?;
        let key = *key;
        self.entries
            .remove(&key)
            .filter(|it| now.since(it.since) < PATIENCE)
    }
}

fn weight(entry: &Entry) -> usize {
    let fields = |kept: &Kept| {
        kept.fields
            .0
            .iter()
            .map(|(name, text)| name.len() + text.len() + 64)
            .sum()
    };
    entry.kept.as_ref().map_or(0, fields)
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use auth::Secret;

    use super::*;

    const LEA: PersonId = PersonId::new(1);

    fn at(minutes: i64) -> Moment {
        Moment::from_millis(minutes * MINUTE)
    }

    fn browser(byte: u8) -> Print {
        Secret::new([byte; 32]).print()
    }

    fn entry(byte: u8, address: u32, text: &str) -> Entry {
        Entry {
            browser: browser(byte),
            source: Source::Address(IpAddr::from(address.to_be_bytes())),
            since: at(0),
            back: "/".to_owned(),
            kept: Some(Kept {
                path: "/lit/b1/fermer".to_owned(),
                fields: Fields(vec![("motif".to_owned(), text.to_owned())]),
            }),
            step: Step::Back(LEA),
        }
    }

    #[test]
    fn a_form_waits_ten_minutes_for_its_own_browser_and_person() {
        let mut away = SignIns::default();
        assert!(away.add(entry(1, 1, "panne"), at(0)));
        assert_eq!(away.kept(browser(1), LEA, at(9)).len(), 1);
        assert!(away.kept(browser(2), LEA, at(9)).is_empty(), "another browser");
        assert!(
            away.kept(browser(1), PersonId::new(2), at(9)).is_empty(),
            "another person"
        );
        assert!(away.kept(browser(1), LEA, at(10)).is_empty());
    }

    #[test]
    fn neither_one_address_nor_all_of_them_fill_the_memory() {
        let mut away = SignIns::default();
        assert!(away.add(entry(1, 0, "premier"), at(0)));
        for _ in 0..200 {
            assert!(away.add(entry(2, 7, "x"), at(0)));
        }
        assert_eq!(away.entries.len(), 1 + MOST_FROM_ONE);
        assert_eq!(
            away.kept(browser(1), LEA, at(1)).len(),
            1,
            "nobody else is pushed out"
        );
        let taken = (100..3_000)
            .filter(|address| away.add(entry(3, *address, "x"), at(0)))
            .count();
        assert_eq!(taken + 1 + MOST_FROM_ONE, MOST);
        assert!(away.add(entry(4, 1, "x"), at(11)), "they go by themselves");
        let large = "x".repeat(60_000);
        let heavy = |address| Entry {
            since: at(11),
            ..entry(5, address, &large)
        };
        let held = (0..900).filter(|it| away.add(heavy(10_000 + it), at(11))).count();
        assert!(held * large.len() <= MOST_BYTES);
    }
}
