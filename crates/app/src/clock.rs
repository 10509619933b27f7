//! The only wall clock of the product. Everything else is told the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime};

use base::Moment;

/// Where the time comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that runs faster than the machine's: the demo with `--speed`.
    Scaled(Arc<Scaled>),
    /// A clock that tests move by hand.
    Manual(Arc<AtomicI64>),
}

/// A clock that started from a moment and runs at a constant speed.
#[derive(Debug)]
pub struct Scaled {
    from: Moment,
    started: Instant,
    speed: f64,
}

impl Clock {
    /// A clock that shows `from` now and runs `speed` times as fast as the machine's.
    #[must_use]
    pub fn scaled(from: Moment, speed: f64) -> Self {
        Self::Scaled(Arc::new(Scaled {
            from,
            started: instant(),
            speed,
        }))
    }

    /// A clock that stands still until [`Clock::set`] moves it.
    #[must_use]
    pub fn manual(at: Moment) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(at.millis())))
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Moment {
        match self {
            Self::System => system_now(),
            Self::Scaled(clock) => {
                let elapsed = clock.started.elapsed().as_secs_f64() * 1_000.0 * clock.speed;
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "milliseconds of a run fit in 63 bits"
                )]
                clock.from.plus(elapsed as i64)
            }
            Self::Manual(millis) => Moment::from_millis(millis.load(Ordering::Relaxed)),
        }
    }

    /// Moves a manual clock; the others go on by themselves.
    pub fn set(&self, now: Moment) {
        if let Self::Manual(millis) = self {
            millis.store(now.millis(), Ordering::Relaxed);
        }
    }
}

/// The machine's clock.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the wall clock"
)]
pub fn system_now() -> Moment {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    Moment::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// A reading of the machine's monotonic clock, for measuring how long something takes.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the monotonic clock"
)]
pub fn instant() -> Instant {
    Instant::now()
}
