//! What is known of displays only while the server runs: which are connected, which were seen last and on what
//! screen, and the addresses made a moment ago. Nothing of it is written anywhere.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use base::Moment;
use base::id::DisplayId;
use base::time::MINUTE;
use tokio::sync::watch;

use super::token::Token;
use crate::hub::Screen;

/// How long an address just made can be shown again.
const ADDRESS_SHOWN: i64 = 15 * MINUTE;

/// The displays of this server.
#[derive(Clone)]
pub struct Walls(Arc<Inner>);

struct Inner {
    seen: Mutex<HashMap<DisplayId, Seen>>,
    addresses: Mutex<HashMap<DisplayId, (Token, Moment)>>,
    changed: watch::Sender<u64>,
}

/// How a display was last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When it asked for something, or its stream ended.
    pub at: Moment,
    /// Its screen.
    pub screen: Screen,
    /// How many streams it has open.
    pub streams: u32,
}

/// A stream of a display, counted as long as this lives.
pub struct Present {
    walls: Walls,
    display: DisplayId,
    now: Box<dyn Fn() -> Moment + Send>,
}

impl Default for Walls {
    fn default() -> Self {
        Self(Arc::new(Inner {
            seen: Mutex::default(),
            addresses: Mutex::default(),
            changed: watch::Sender::new(0),
        }))
    }
}

impl Walls {
    /// Notes that a display was seen.
    pub fn note(&self, display: DisplayId, screen: Screen, at: Moment) {
        self.with(display, |seen| (seen.at, seen.screen) = (at, screen));
    }

    /// Counts an open stream of a display.
    pub fn enter(
        &self,
        display: DisplayId,
        screen: Screen,
        now: impl Fn() -> Moment + Send + 'static,
    ) -> Present {
        self.note(display, screen, now());
        self.with(display, |seen| seen.streams += 1);
        Present {
            walls: self.clone(),
            display,
            now: Box::new(now),
        }
    }

    /// How a display was last seen; nothing when it was not since this server started.
    #[must_use]
    pub fn seen(&self, display: DisplayId) -> Option<Seen> {
        let seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.get(&display).copied()
    }

    /// Keeps the address of a display for a few minutes.
    pub fn remember(&self, display: DisplayId, token: Token, now: Moment) {
        let mut addresses = self.0.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        addresses.retain(|_, (_, made)| now.since(*made) < ADDRESS_SHOWN);
        addresses.insert(display, (token, now));
    }

    /// The token of a display, if it was made a moment ago and still opens it.
    #[must_use]
    pub fn address(&self, display: DisplayId, now: Moment) -> Option<Token> {
        let addresses = self.0.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        let (token, made) = addresses.get(&display)?;
        (now.since(*made) < ADDRESS_SHOWN).then(|| token.clone())
    }

    /// Tells every stream of a display to look again whether it may go on.
    pub fn announce(&self) {
        self.0.changed.send_modify(|count| *count += 1);
    }

    /// Changes whenever [`Walls::announce`] is called.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.changed.subscribe()
    }

    fn with(&self, display: DisplayId, change: impl FnOnce(&mut Seen)) {
        let mut seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        change(seen.entry(display).or_insert(Seen {
            at: Moment::from_millis(0),
            screen: Screen::USUAL,
            streams: 0,
        }));
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        let now = (self.now)();
        self.walls.with(self.display, |seen| {
            seen.streams = seen.streams.saturating_sub(1);
            seen.at = now;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Moment = Moment::from_millis(1_790_000_000_000);
    const DISPLAY: DisplayId = DisplayId::new(4);

    #[test]
    fn an_address_is_shown_for_a_quarter_of_an_hour() {
        let walls = Walls::default();
        let token = Token::of([3; 16]);
        walls.remember(DISPLAY, token.clone(), NOON);
        assert_eq!(walls.address(DISPLAY, NOON.plus(14 * MINUTE)), Some(token));
        assert_eq!(walls.address(DISPLAY, NOON.plus(15 * MINUTE)), None);
        walls.remember(DisplayId::new(5), Token::of([4; 16]), NOON.plus(16 * MINUTE));
        assert_eq!(walls.address(DISPLAY, NOON), None, "forgotten, not only hidden");
    }

    #[test]
    fn a_display_is_connected_as_long_as_one_of_its_streams_is() {
        let walls = Walls::default();
        assert_eq!(walls.seen(DISPLAY), None);
        let streams = |walls: &Walls| walls.seen(DISPLAY).map(|seen| seen.streams);
        let first = walls.enter(DISPLAY, Screen::USUAL, || NOON);
        let second = walls.enter(DISPLAY, Screen::new(1_080, 1_920), || NOON.plus(MINUTE));
        assert_eq!(streams(&walls), Some(2));
        drop(first);
        drop(second);
        let seen = walls.seen(DISPLAY).expect("seen");
        assert_eq!((seen.streams, seen.at), (0, NOON.plus(MINUTE)));
        assert_eq!(seen.screen, Screen::new(1_080, 1_920));
    }
}
