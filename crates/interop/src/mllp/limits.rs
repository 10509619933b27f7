//! How much a sender may ask of the server.

use std::time::Duration;

/// The limits of the server and of each connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections at once. When they are all taken, the oldest one that never sent a whole frame gives way to
    /// a newcomer, so that sockets opened for nothing cannot keep a sender out.
    pub connections: usize,
    /// The longest frame, in bytes; a longer one closes its connection.
    pub frame_bytes: usize,
    /// Frames of one connection that are answered together at most.
    pub pipelined: usize,
    /// How long a frame may take from its first byte to its last.
    pub frame_time: Duration,
    /// How long a connection may stay silent between frames. Long: a feed sleeps at night.
    pub idle_time: Duration,
    /// How long the answers may take to be taken by the sender.
    pub write_time: Duration,
    /// Bytes outside any frame that one connection may send in a row.
    pub junk_bytes: u64,
    /// How long a frame whose last byte (CR) is missing is waited for before it is taken as it is.
    pub missing_cr_time: Duration,
    /// How long connections have to finish what they are at when the server stops.
    pub stop_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            frame_bytes: 1 << 20,
            pipelined: 64,
            frame_time: Duration::from_secs(30),
            idle_time: Duration::from_secs(24 * 3_600),
            write_time: Duration::from_secs(30),
            junk_bytes: 64 << 10,
            missing_cr_time: Duration::from_millis(500),
            stop_time: Duration::from_secs(10),
        }
    }
}
