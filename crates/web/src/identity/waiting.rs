//! Browsers that ask to become shared posts, until somebody who may approve them does, or ten minutes pass.

use std::collections::HashMap;
use std::fmt;

use auth::Print;
use base::Moment;
use base::time::MINUTE;

/// How long a request waits.
const PATIENCE: i64 = 10 * MINUTE;

/// Most requests that wait at once: a stranger cannot fill the memory.
const MOST: usize = 200;

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
    by_code: HashMap<Code, (Print, Moment)>,
}

impl Waiting {
    /// The code of a browser that holds that token; the given one when it has none yet. None when too many wait.
    pub fn ask(&mut self, token: Print, fresh: Code, now: Moment) -> Option<Code> {
        self.by_code.retain(|_, (_, since)| now.since(*since) < PATIENCE);
        if let Some((code, _)) = self.by_code.iter().find(|(_, (held, _))| *held == token) {
            return Some(code.clone());
        }
        // A code drawn twice would hand one browser's place to another.
        if self.by_code.len() >= MOST || self.by_code.contains_key(&fresh) {
            return None;
        }
        self.by_code.insert(fresh.clone(), (token, now));
        Some(fresh)
    }

    /// Whether a browser waits under that code.
    #[must_use]
    pub fn knows(&self, code: &Code, now: Moment) -> bool {
        self.by_code
            .get(code)
            .is_some_and(|(_, since)| now.since(*since) < PATIENCE)
    }

    /// The token of the browser that waits under that code, which then waits no more.
    pub fn take(&mut self, code: &Code, now: Moment) -> Option<Print> {
        let (token, since) = self.by_code.remove(code)?;
        (now.since(since) < PATIENCE).then_some(token)
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

    #[test]
    fn a_browser_keeps_its_code_for_ten_minutes_and_is_taken_once() {
        let mut waiting = Waiting::default();
        let (at, token) = (Moment::from_millis, auth::Secret::new([1; 32]).print());
        let code = waiting.ask(token, Code::new([1; 16]), at(0)).expect("it waits");
        assert_eq!(waiting.ask(token, Code::new([2; 16]), at(1)), Some(code.clone()));
        assert_eq!(waiting.take(&code, at(2)), Some(token));
        assert_eq!(waiting.take(&code, at(3)), None);
        let late = waiting.ask(token, Code::new([3; 16]), at(0)).expect("it waits");
        assert!(!waiting.knows(&late, at(PATIENCE)));
        assert_eq!(waiting.take(&late, at(PATIENCE)), None);
    }

    #[test]
    fn strangers_do_not_fill_the_memory() {
        let mut waiting = Waiting::default();
        let asks = |number: u32| {
            let bytes: Vec<u8> = number.to_be_bytes().into_iter().cycle().take(32).collect();
            let mut drawn = [0; 16];
            drawn.copy_from_slice(&bytes[..16]);
            let mut token = [0; 32];
            token.copy_from_slice(&bytes);
            waiting
                .ask(
                    auth::Secret::new(token).print(),
                    Code::new(drawn),
                    Moment::from_millis(0),
                )
                .is_some()
        };
        assert!((0..5_000).map(asks).filter(|it| *it).count() <= MOST);
    }
}
