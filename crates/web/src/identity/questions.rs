//! Questions put to authenticators and not yet answered: each belongs to the browser it was put to, by a cookie, is
//! good once, and for five minutes. In memory only: after a restart somebody presses the button again.

use std::collections::BTreeMap;

use auth::{Print, Source};
use base::Moment;
use base::id::PersonId;
use webauthn::{Challenge, PATIENCE, Party};

/// Most questions at once.
const MOST: usize = 2_000;
/// Most of them from one post or address: a hospital's people each come from their own, a flood does not.
const MOST_FROM_ONE: usize = 50;

/// What a question is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Who is there.
    SignIn,
    /// A new key of that person, in that session.
    Register(PersonId, Print),
}

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The browser, by its cookie.
    pub browser: Print,
    /// Where it is.
    pub source: Source,
    /// Since when it waits.
    pub since: Moment,
    /// What for.
    pub purpose: Purpose,
    /// Us, as it was asked.
    pub party: Party,
    /// What was asked.
    pub challenge: Challenge,
}

/// The questions that wait, the first one first.
#[derive(Debug, Default)]
pub struct Questions {
    waiting: BTreeMap<u64, Question>,
    next: u64,
}

impl Questions {
    /// Keeps a question. False when too many wait.
    pub fn put(&mut self, question: Question) -> bool {
        let now = question.since;
        self.waiting.retain(|_, it| now.since(it.since) < PATIENCE);
        let from_one = |it: &Question| it.source == question.source;
        if self.waiting.values().filter(|it| from_one(it)).count() >= MOST_FROM_ONE {
            // Its own oldest goes: nobody else's.
            let oldest = self.waiting.iter().find(|(_, it)| from_one(it));
            if let Some(oldest) = oldest.map(|(key, _)| *key) {
                self.waiting.remove(&oldest);
            }
        }
        if self.waiting.len() >= MOST {
            return false;
        }
        self.waiting.insert(self.next, question);
        self.next += 1;
        true
    }

    /// The question that was put to that browser, which then serves no more.
    pub fn take(&mut self, browser: Print, challenge: &Challenge, now: Moment) -> Option<Question> {
        let is_it = |it: &Question| it.browser == browser && it.challenge == *challenge;
        let key = self
            .waiting
            .iter()
            .find(|(_, it)| is_it(it))
            .map(|(key, _)| *key)?;
        self.waiting
            .remove(&key)
            .filter(|it| now.since(it.since) < PATIENCE)
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use auth::Secret;

    use super::*;

    fn at(millis: i64) -> Moment {
        Moment::from_millis(millis)
    }

    fn browser(byte: u8) -> Print {
        Secret::new([byte; 32]).print()
    }

    fn question(byte: u8, address: u32, since: i64) -> Question {
        Question {
            browser: browser(byte),
            source: Source::Address(IpAddr::from(address.to_be_bytes())),
            since: at(since),
            purpose: Purpose::SignIn,
            party: Party::of_url("https://lits.example").expect("a site"),
            challenge: Challenge::new([byte; 32]),
        }
    }

    #[test]
    fn a14_a_question_is_good_once_for_five_minutes_and_for_its_own_browser() {
        let mut questions = Questions::default();
        assert!(questions.put(question(1, 1, 0)));
        let asked = Challenge::new([1; 32]);
        assert!(
            questions.take(browser(2), &asked, at(1)).is_none(),
            "another browser"
        );
        assert!(
            questions
                .take(browser(1), &Challenge::new([2; 32]), at(1))
                .is_none()
        );
        assert!(questions.take(browser(1), &asked, at(PATIENCE - 1)).is_some());
        assert!(questions.take(browser(1), &asked, at(2)).is_none(), "it served");
        assert!(questions.put(question(1, 1, 0)));
        assert!(
            questions.take(browser(1), &asked, at(PATIENCE)).is_none(),
            "too late"
        );
    }

    #[test]
    fn neither_one_address_nor_all_of_them_fill_the_memory() {
        let mut questions = Questions::default();
        assert!(questions.put(question(1, 1, 0)));
        for _ in 0..200 {
            assert!(questions.put(question(2, 7, 0)));
        }
        assert_eq!(questions.waiting.len(), 1 + MOST_FROM_ONE);
        let taken = (100..5_000)
            .filter(|it| questions.put(question(3, *it, 0)))
            .count();
        assert_eq!(taken + 1 + MOST_FROM_ONE, MOST);
        assert!(
            questions
                .take(browser(1), &Challenge::new([1; 32]), at(1))
                .is_some(),
            "nobody else is pushed out"
        );
        assert!(questions.put(question(4, 1, PATIENCE)), "they go by themselves");
    }
}
