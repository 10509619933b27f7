//! The MLLP server: sockets of senders, frames in, answers out, in order, whatever they send.
//!
//! It knows frames, not messages: what is answered is a [`Handler`]'s business, so that the server can be tested
//! alone. Everything it holds is bounded: connections, the bytes of an unfinished frame, the time it may
//! take, the answers nobody reads.

mod connection;
mod counters;
mod limits;
mod peers;
mod registry;
mod server;

use std::future::Future;
use std::net::SocketAddr;

use bytes::Bytes;

pub use base::net::{BadNetwork, Network};
pub use counters::{Counters, Tally};
pub use limits::Limits;
pub use peers::Peers;
pub use server::Server;

/// What answers frames.
pub trait Handler: Send + Sync + 'static {
    /// Answers a frame: the bytes of the answer without their frame, or nothing when no answer is due.
    ///
    /// Called for the frames of a connection in their order. Frames that came in together are asked about
    /// together, so that a handler which waits for a commit waits once for all of them; each is polled first
    /// in its order.
    fn handle(&self, peer: SocketAddr, frame: Bytes) -> impl Future<Output = Bytes> + Send;
}
