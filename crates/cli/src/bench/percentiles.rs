//! Durations, summed up.

use std::time::Duration;

/// Durations collected one by one.
#[derive(Default)]
pub struct Percentiles(Vec<Duration>);

impl Percentiles {
    /// Adds one.
    pub fn add(&mut self, duration: Duration) {
        self.0.push(duration);
    }

    /// Adds those of another collection.
    pub fn absorb(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The duration below which that share of them lies (nearest rank).
    pub fn at(&mut self, share: f64) -> Duration {
        self.0.sort_unstable();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a rank within a list"
        )]
        let rank = (share * self.0.len() as f64).ceil() as usize;
        self.0
            .get(rank.saturating_sub(1))
            .or(self.0.last())
            .copied()
            .unwrap_or_default()
    }

    /// Smallest, median, 99th percentile and largest, as text in milliseconds. Where neighbours share the machine, the
    /// smallest is what the work itself takes, and the others are theirs too.
    pub fn text(&mut self) -> String {
        let (min, p50, p99, max) = (self.at(0.0), self.at(0.5), self.at(0.99), self.at(1.0));
        format!(
            "min {:.2} ms, p50 {:.2} ms, p99 {:.2} ms, max {:.2} ms",
            ms(min),
            ms(p50),
            ms(p99),
            ms(max)
        )
    }
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}
