//! Who is connected, and who gives way when the house is full.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// The seat of one connection.
#[derive(Debug, Default)]
pub(super) struct Seat {
    /// A whole frame came in: a sender, not a socket opened for nothing.
    proven: AtomicBool,
    /// Told when the seat is needed for somebody else.
    pub evicted: Notify,
}

impl Seat {
    pub fn prove(&self) {
        self.proven.store(true, Ordering::Relaxed);
    }
}

/// All seats, in the order in which they were taken.
#[derive(Debug)]
pub(super) struct Registry {
    capacity: usize,
    seats: Mutex<Seats>,
}

#[derive(Debug, Default)]
struct Seats {
    next: u64,
    taken: BTreeMap<u64, Arc<Seat>>,
}

/// Whether there was a seat.
pub(super) enum Seating {
    /// There was; whether somebody had to give way.
    Seated {
        number: u64,
        seat: Arc<Seat>,
        evicted: bool,
    },
    /// Every seat is taken by a sender that has proved to be one.
    Full,
}

impl Registry {
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity: capacity.max(1),
            seats: Mutex::default(),
        }
    }

    /// Takes a seat for a newcomer.
    pub fn sit(&self) -> Seating {
        let mut seats = self.lock();
        let mut evicted = false;
        if seats.taken.len() >= self.capacity {
            let idle = seats
                .taken
                .iter()
                .find(|(_, seat)| !seat.proven.load(Ordering::Relaxed));
            let Some(oldest) = idle.map(|(number, _)| *number) else {
                return Seating::Full;
            };
            if let Some(seat) = seats.taken.remove(&oldest) {
                seat.evicted.notify_one();
                evicted = true;
            }
        }
        let number = seats.next;
        seats.next += 1;
        let seat = Arc::new(Seat::default());
        seats.taken.insert(number, seat.clone());
        Seating::Seated {
            number,
            seat,
            evicted,
        }
    }

    /// Gives a seat back; nothing when it was taken away already.
    pub fn leave(&self, number: u64) {
        self.lock().taken.remove(&number);
    }

    fn lock(&self) -> MutexGuard<'_, Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sit(registry: &Registry) -> Option<(u64, Arc<Seat>, bool)> {
        match registry.sit() {
            Seating::Seated {
                number,
                seat,
                evicted,
            } => Some((number, seat, evicted)),
            Seating::Full => None,
        }
    }

    #[test]
    fn the_oldest_that_never_sent_anything_gives_way() {
        let registry = Registry::new(2);
        let (_, sender, _) = sit(&registry).unwrap();
        sender.prove();
        let (_, silent, _) = sit(&registry).unwrap();
        let (_, newcomer, evicted) = sit(&registry).unwrap();
        assert!(evicted);
        assert!(
            Arc::strong_count(&silent) == 1,
            "the silent one is out of the registry"
        );
        newcomer.prove();
        assert!(sit(&registry).is_none(), "proven senders are never put out");
    }

    #[test]
    fn a_seat_given_back_is_free() {
        let registry = Registry::new(1);
        let (number, seat, _) = sit(&registry).unwrap();
        seat.prove();
        registry.leave(number);
        assert!(sit(&registry).is_some());
    }
}
