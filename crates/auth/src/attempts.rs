//! Failures, counted by account and by address, so that guessing takes for ever and nobody else is locked out.
//!
//! In memory only: a restart forgives, which costs an attacker nothing they could count on, and a ward nothing.

use std::collections::HashMap;
use std::net::IpAddr;

use base::Moment;
use base::time::MINUTE;

use crate::{Policy, PostId};

/// Where an attempt comes from: an approved post is known better than the address it shares with its building.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// A shared post.
    Post(PostId),
    /// Anything else, by its address.
    Address(IpAddr),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// One account from one place.
    Pair(String, Source),
    /// One account from anywhere that is no approved post.
    Account(String),
    /// One place, whichever the account.
    Source(Source),
}

#[derive(Clone, Copy, Debug)]
struct Count {
    failures: u32,
    last: Moment,
}

/// How many failures each may add to one another before it is refused, relative to the policy's number: a building
/// behind one address has many people who mistype.
const ACCOUNT_FACTOR: u32 = 4;
const SOURCE_FACTOR: u32 = 10;

/// First and longest refusal.
const FIRST: i64 = MINUTE;
const LONGEST: i64 = 30 * MINUTE;

/// After so long without a failure, the past ones are forgotten.
const FORGOTTEN: i64 = 60 * MINUTE;

/// Most entries kept; beyond, the oldest are dropped: an attacker with a million addresses does not fill the memory.
const MOST: usize = 50_000;

/// What has failed lately.
#[derive(Debug, Default)]
pub struct Attempts {
    counts: HashMap<Key, Count>,
}

impl Attempts {
    /// Until when attempts on that account from there are refused; none when they may go on.
    #[must_use]
    pub fn refused_until(
        &self,
        account: &str,
        source: Source,
        policy: &Policy,
        now: Moment,
    ) -> Option<Moment> {
        keys(account, source)
            .into_iter()
            .filter_map(|(key, factor)| {
                let count = self.counts.get(&key)?;
                let until = count.last.plus(refusal(count.failures, policy, factor)?);
                (now < until).then_some(until)
            })
            .max()
    }

    /// Notes a failure. Returns whether it is the one that closes the door.
    pub fn failed(&mut self, account: &str, source: Source, policy: &Policy, now: Moment) -> bool {
        let mut closes = false;
        for (key, factor) in keys(account, source) {
            let count = self.counts.entry(key).or_insert(Count {
                failures: 0,
                last: now,
            });
            if now.since(count.last) >= FORGOTTEN {
                count.failures = 0;
            }
            let before = refusal(count.failures, policy, factor);
            *count = Count {
                failures: count.failures.saturating_add(1),
                last: now,
            };
            closes |= before.is_none() && refusal(count.failures, policy, factor).is_some();
        }
        self.tidy(now);
        closes
    }

    /// Notes a success: the account's failures there are forgotten. Those of the place are not, or one good account
    /// would let its owner try all others.
    pub fn succeeded(&mut self, account: &str, source: Source) {
        self.counts.remove(&Key::Pair(account.to_owned(), source));
        self.counts.remove(&Key::Account(account.to_owned()));
    }

    fn tidy(&mut self, now: Moment) {
        if self.counts.len() <= MOST {
            return;
        }
        self.counts.retain(|_, count| now.since(count.last) < FORGOTTEN);
        if self.counts.len() > MOST {
            let mut ages: Vec<Moment> = self.counts.values().map(|count| count.last).collect();
            ages.sort_unstable();
            let oldest_kept = ages[ages.len() / 2];
            self.counts.retain(|_, count| count.last > oldest_kept);
        }
    }
}

fn keys(account: &str, source: Source) -> Vec<(Key, u32)> {
    let mut keys = vec![
        (Key::Pair(account.to_owned(), source), 1),
        (Key::Source(source), SOURCE_FACTOR),
    ];
    // Strangers who guess at a nurse's password must not keep her from signing in at her own post.
    if matches!(source, Source::Address(_)) {
        keys.push((Key::Account(account.to_owned()), ACCOUNT_FACTOR));
    }
    keys
}

/// For how long so many failures are refused: doubled by each further one.
fn refusal(failures: u32, policy: &Policy, factor: u32) -> Option<i64> {
    let beyond = failures.checked_sub(u32::from(policy.failures) * factor)?;
    Some((FIRST << beyond.min(5)).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    const POST: Source = Source::Post(PostId::new([1; 6]));

    fn address(last: u8) -> Source {
        Source::Address(IpAddr::from([10, 0, 0, last]))
    }

    fn at(minutes: i64) -> Moment {
        Moment::from_millis(minutes * MINUTE)
    }

    #[test]
    fn a01_five_failures_close_one_account_from_one_place_longer_each_time() {
        let (policy, mut attempts) = (Policy::default(), Attempts::default());
        for count in 1..=5 {
            assert_eq!(attempts.refused_until("lea", address(1), &policy, at(0)), None);
            assert_eq!(attempts.failed("lea", address(1), &policy, at(0)), count == 5);
        }
        assert_eq!(
            attempts.refused_until("lea", address(1), &policy, at(0)),
            Some(at(1))
        );
        assert_eq!(attempts.refused_until("lea", address(1), &policy, at(1)), None);
        attempts.failed("lea", address(1), &policy, at(1));
        assert_eq!(
            attempts.refused_until("lea", address(1), &policy, at(1)),
            Some(at(3))
        );
        assert_eq!(
            attempts.refused_until("lea", address(2), &policy, at(1)),
            None,
            "elsewhere she may"
        );
    }

    #[test]
    fn a01_an_account_tried_from_everywhere_closes_except_at_an_approved_post() {
        let (policy, mut attempts) = (Policy::default(), Attempts::default());
        for last in 1..=20 {
            attempts.failed("lea", address(last), &policy, at(0));
        }
        assert!(
            attempts
                .refused_until("lea", address(99), &policy, at(0))
                .is_some()
        );
        assert_eq!(attempts.refused_until("lea", POST, &policy, at(0)), None);
    }

    #[test]
    fn a01_one_password_tried_on_many_accounts_closes_the_place() {
        let (policy, mut attempts) = (Policy::default(), Attempts::default());
        for count in 0..50 {
            attempts.failed(&format!("account{count}"), address(1), &policy, at(0));
        }
        assert!(
            attempts
                .refused_until("somebody", address(1), &policy, at(0))
                .is_some()
        );
        assert_eq!(
            attempts.refused_until("somebody", address(2), &policy, at(0)),
            None
        );
        attempts.succeeded("account1", address(1));
        assert!(
            attempts
                .refused_until("somebody", address(1), &policy, at(0))
                .is_some()
        );
    }

    #[test]
    fn failures_of_the_morning_do_not_count_in_the_evening() {
        let (policy, mut attempts) = (Policy::default(), Attempts::default());
        for _ in 0..4 {
            attempts.failed("lea", POST, &policy, at(0));
        }
        assert!(!attempts.failed("lea", POST, &policy, at(60)));
        assert_eq!(attempts.refused_until("lea", POST, &policy, at(60)), None);
    }

    #[test]
    fn a_million_addresses_do_not_fill_the_memory() {
        let (policy, mut attempts) = (Policy::default(), Attempts::default());
        for count in 0..60_000_u32 {
            let [_, b, c, d] = count.to_be_bytes();
            let source = Source::Address(IpAddr::from([10, b, c, d]));
            attempts.failed("x", source, &policy, Moment::from_millis(i64::from(count)));
        }
        assert!(attempts.counts.len() <= MOST);
    }
}
