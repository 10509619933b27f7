//! A sending program of a simulated hospital: one MLLP connection, many messages on their way at once.
//!
//! Real senders wait for each acknowledgement; weeks of past would then take minutes on a slow disk. Order is kept,
//! and a message counts as sent only once it was acknowledged.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use interop::client::{AckKind, Client, Patience};

/// Messages on their way at once.
const WINDOW: usize = 128;

/// How messages were answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// AA.
    pub accepted: u64,
    /// AE and AR.
    pub refused: u64,
}

/// A connection to a server, opened when it is first needed and again after it broke.
pub struct Feeder(Client);

impl Feeder {
    /// A feeder to that address.
    pub fn new(address: SocketAddr) -> Self {
        Self(Client::new(address.to_string(), Patience::default()))
    }

    /// Sends messages in order and waits until all are acknowledged.
    ///
    /// # Errors
    /// When the connection breaks: what was not acknowledged must be sent again, the server absorbs repetitions.
    pub async fn send(&mut self, messages: &[Vec<u8>]) -> Result<Answers> {
        let mut answers = Answers::default();
        for window in messages.chunks(WINDOW) {
            let acks = self.0.exchange_all(window.iter().map(Vec::as_slice)).await;
            for ack in acks.context("messages sans acquittement")? {
                match ack.kind {
                    AckKind::Accepted => answers.accepted += 1,
                    AckKind::Error | AckKind::Rejected => answers.refused += 1,
                }
            }
        }
        Ok(answers)
    }
}
