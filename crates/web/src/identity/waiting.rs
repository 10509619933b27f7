//! Browsers that ask to become shared posts, until somebody who may approve them does, or ten minutes pass.

use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use auth::Print;
use base::Moment;
use base::time::MINUTE;

/// How long a request waits.
const PATIENCE: i64 = 10 * MINUTE;

/// Most requests that wait at once: strangers cannot fill the memory.
const MOST: usize = 2_000;

/// Most of them from one address: whoever asks more pushes out their own, and nobody else's.
const MOST_FROM_ONE: usize = 50;

/// What is read from the new post's screen and typed at the approver's.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Code(String);

impl Code {
    /// The code that chance drew.
    #[must_use]
    pub fn new(drawn: [u8; 16]) -> Self {
        Self(auth::letters(&drawn[..8]))
    }

    /// Reads a code as people type it.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let kept = |it: &char| it.is_ascii_alphanumeric();
        Self(
            text.chars()
                .filter(kept)
                .map(|it| it.to_ascii_uppercase())
                .take(8)
                .collect(),
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, other) = self.0.split_at(self.0.len() / 2);
        write!(out, "{one}-{other}")
    }
}

/// The browsers that wait.
#[derive(Debug, Default)]
pub struct Waiting {
    by_code: HashMap<Code, Asking>,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
struct Asking {
    token: Print,
    /// The network it asks from.
    from: IpAddr,
    since: Moment,
}

impl Waiting {
    /// The code of a browser that holds that token; the given one when it has none yet. None when chance drew a code
    /// that somebody has.
    ///
    /// There is always room: what waits longest from whoever asks most makes it, so that a flood pushes out itself.
    pub fn ask(&mut self, token: Print, from: IpAddr, fresh: Code, now: Moment) -> Option<Code> {
        self.by_code.retain(|_, it| now.since(it.since) < PATIENCE);
        if let Some((code, _)) = self.by_code.iter().find(|(_, it)| it.token == token) {
            return Some(code.clone());
        }
        // A code drawn twice would hand one browser's place to another.
        if self.by_code.contains_key(&fresh) {
            return None;
        }
        let from = network(from);
        if self.by_code.values().filter(|it| it.from == from).count() >= MOST_FROM_ONE {
            self.drop_oldest(from);
        } else if self.by_code.len() >= MOST
            && let Some(crowd) = self.crowd()
        {
            self.drop_oldest(crowd);
        }
        let asking = Asking {
            token,
            from,
            since: now,
        };
        self.by_code.insert(fresh.clone(), asking);
        Some(fresh)
    }

    /// The address from which most ask.
    fn crowd(&self) -> Option<IpAddr> {
        let mut counts: HashMap<IpAddr, usize> = HashMap::new();
        for it in self.by_code.values() {
            *counts.entry(it.from).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(from, count)| (*count, *from));
        most.map(|(from, _)| from)
    }

    fn drop_oldest(&mut self, from: IpAddr) {
        let theirs = self.by_code.iter().filter(|(_, it)| it.from == from);
        let oldest = theirs
            .min_by_key(|(_, it)| it.since)
            .map(|(code, _)| code.clone());
        if let Some(code) = oldest {
            self.by_code.remove(&code);
        }
    }

    /// Whether a browser waits under that code.
    #[must_use]
    pub fn knows(&self, code: &Code, now: Moment) -> bool {
        self.by_code
            .get(code)
            .is_some_and(|it| now.since(it.since) < PATIENCE)
    }

    /// The token of the browser that waits under that code, which then waits no more.
    pub fn take(&mut self, code: &Code, now: Moment) -> Option<Print> {
        let asked = self.by_code.remove(code)?;
        (now.since(asked.since) < PATIENCE).then_some(asked.token)
    }
}

/// Whoever has an address of version 6 has its whole /64 to ask from.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_typed() {
        let code = Code::new([3; 16]);
        assert_eq!(code.to_string(), "DDDD-DDDD");
        assert_eq!(Code::read(" dddd dddd "), code);
    }

    fn home() -> IpAddr {
        IpAddr::from([10, 0, 0, 7])
    }

    #[test]
    fn a_browser_keeps_its_code_for_ten_minutes_and_is_taken_once() {
        let mut waiting = Waiting::default();
        let (at, token) = (Moment::from_millis, auth::Secret::new([1; 32]).print());
        let code = waiting
            .ask(token, home(), Code::new([1; 16]), at(0))
            .expect("it waits");
        assert_eq!(
            waiting.ask(token, home(), Code::new([2; 16]), at(1)),
            Some(code.clone())
        );
        assert_eq!(waiting.take(&code, at(2)), Some(token));
        assert_eq!(waiting.take(&code, at(3)), None);
        let late = waiting
            .ask(token, home(), Code::new([3; 16]), at(0))
            .expect("it waits");
        assert!(!waiting.knows(&late, at(PATIENCE)));
        assert_eq!(waiting.take(&late, at(PATIENCE)), None);
    }

    /// The browser of that number asks from there.
    fn asks(waiting: &mut Waiting, number: u32, from: IpAddr, at: i64) -> Code {
        let mut token = [0; 32];
        token[..4].copy_from_slice(&number.to_be_bytes());
        let mut drawn = [0; 16];
        for (place, byte) in drawn.iter_mut().enumerate() {
            // Letters keep five bits of each byte: the number is spread over eight of them.
            *byte = u8::try_from((number >> (5 * (place % 8)).min(31)) & 31).unwrap_or_default();
        }
        waiting
            .ask(
                auth::Secret::new(token).print(),
                from,
                Code::new(drawn),
                Moment::from_millis(at),
            )
            .expect("there is always room")
    }

    #[test]
    fn a_flood_from_one_address_pushes_out_itself_and_no_post_of_the_ward() {
        let mut waiting = Waiting::default();
        let ours = asks(&mut waiting, 1, home(), 0);
        for number in 2..5_000 {
            asks(&mut waiting, number, IpAddr::from([192, 0, 2, 1]), 1);
        }
        let late = asks(&mut waiting, 5_001, home(), 2);
        assert_eq!(waiting.by_code.len(), 2 + MOST_FROM_ONE);
        for code in [ours, late] {
            assert!(waiting.take(&code, Moment::from_millis(3)).is_some());
        }
    }

    #[test]
    fn a_flood_from_everywhere_fills_no_memory_and_still_leaves_room() {
        let mut waiting = Waiting::default();
        let from = |number: u32| IpAddr::from((0x0a00_0000 + number / 40).to_be_bytes());
        for number in 1..9_000 {
            asks(&mut waiting, number, from(number), i64::from(number));
        }
        assert_eq!(waiting.by_code.len(), MOST);
        let ours = asks(&mut waiting, 9_001, home(), 9_001);
        assert!(waiting.knows(&ours, Moment::from_millis(9_002)));
        assert_eq!(waiting.by_code.len(), MOST);
    }

    #[test]
    fn one_network_of_version_6_is_one_address() {
        let mut waiting = Waiting::default();
        for number in 1..200_u32 {
            let from = IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, u16::try_from(number).unwrap_or(0)]);
            asks(&mut waiting, number, from, 0);
        }
        assert_eq!(waiting.by_code.len(), MOST_FROM_ONE);
    }
}
