//! What the server has seen: numbers for the status page and for alarms.

use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Counters that only grow (but [`Counters::open`]); they are read without stopping anything.
        #[derive(Debug, Default)]
        pub struct Counters {
            $($(#[$doc])* pub $name: AtomicU64,)*
        }

        /// What the counters showed at one moment.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Tally {
            $($(#[$doc])* pub $name: u64,)*
        }

        impl Counters {
            /// Reads every counter.
            #[must_use]
            pub fn tally(&self) -> Tally {
                Tally { $($name: self.$name.load(Ordering::Relaxed),)* }
            }
        }
    };
}

counters! {
    /// Connections accepted.
    accepted,
    /// Connections open now.
    open,
    /// Connections of addresses that may not connect, or that came when the house was full of senders.
    refused,
    /// Connections that gave way to a newcomer.
    evicted,
    /// Frames received whole.
    frames,
    /// Answers sent.
    answers,
    /// Bytes outside any frame.
    junk_bytes,
    /// Frames longer than allowed.
    oversize,
    /// Frames cut off, by another one or by the end of the connection.
    cut,
    /// Frames that took too long.
    slow_frames,
    /// Connections closed because nothing came for too long.
    idle,
    /// Connections closed because the sender does not read its answers.
    unread,
    /// Connections that ended by a fault of ours.
    failures,
}

impl Counters {
    pub(super) fn add(counter: &AtomicU64, count: u64) {
        counter.fetch_add(count, Ordering::Relaxed);
    }
}
