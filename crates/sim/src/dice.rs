//! Chance as an argument: seeded draws, one independent stream per purpose.
//!
//! Streams are separate so that more noise does not change who arrives.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A seeded source of draws.
#[derive(Clone, Debug)]
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The `stream`-th independent source of that seed.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// A number in `0.0..1.0`.
    pub fn unit(&mut self) -> f64 {
        // 53 bits: every value is exact in a double.
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True with that probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A whole number in `0..count`; 0 when `count` is 0.
    pub fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.0.next_u64()) * count as u128) >> 64) as usize
    }

    /// A whole number in `low..=high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// A number evenly spread between the two.
    pub fn within(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// One of the items. The slice must not be empty: callers pass constant tables.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let index = self.below(items.len());
        &items[index]
    }

    /// One of the items, the first ones more often (a falling law such as that of family names).
    pub fn pick_skewed<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let draw = self.unit();
        let index = (draw * draw * items.len() as f64) as usize;
        &items[index.min(items.len() - 1)]
    }

    /// The index of one of the weights, with a probability in proportion to it.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (index, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return index;
            }
        }
        weights.len().saturating_sub(1)
    }

    /// An exponential waiting time of that mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }

    /// A standard normal draw (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// A lognormal draw of that mean and of that sigma of the logarithm.
    pub fn lognormal(&mut self, mean: f64, sigma: f64) -> f64 {
        (mean.ln() - sigma * sigma / 2.0 + sigma * self.normal()).exp()
    }

    /// The length of a stay seen by someone who walks in on a random day: long stays are met more often.
    pub fn lognormal_met(&mut self, mean: f64, sigma: f64) -> f64 {
        (mean.ln() + sigma * sigma / 2.0 + sigma * self.normal()).exp()
    }

    /// How many arrivals when `mean` are expected (Knuth below 30, a rounded normal above).
    pub fn poisson(&mut self, mean: f64) -> usize {
        if mean <= 0.0 {
            return 0;
        }
        if mean > 30.0 {
            return (mean + mean.sqrt() * self.normal()).round().max(0.0) as usize;
        }
        let floor = (-mean).exp();
        let mut product = self.unit();
        let mut count = 0;
        while product > floor {
            product *= self.unit();
            count += 1;
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_stream_name_one_sequence() {
        let draws = |seed, stream| {
            let mut dice = Dice::new(seed, stream);
            (0..8).map(|_| dice.below(1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(draws(1, 0), draws(1, 0));
        assert_ne!(draws(1, 0), draws(1, 1));
        assert_ne!(draws(1, 0), draws(2, 0));
    }

    #[test]
    fn means_are_those_asked_for() {
        let mut dice = Dice::new(7, 0);
        let mean = |draw: &mut dyn FnMut() -> f64| (0..40_000).map(|_| draw()).sum::<f64>() / 40_000.0;
        assert!((mean(&mut || dice.lognormal(6.5, 0.8)) - 6.5).abs() < 0.2);
        assert!((mean(&mut || dice.exponential(3.0)) - 3.0).abs() < 0.1);
        assert!((mean(&mut || dice.poisson(4.0) as f64) - 4.0).abs() < 0.1);
        assert!((mean(&mut || dice.poisson(90.0) as f64) - 90.0).abs() < 0.5);
    }
}
