//! A sending program of a simulated hospital: one MLLP connection, many messages on their way at once.
//!
//! Real senders wait for each acknowledgement; weeks of past would then take minutes on a slow disk. Order is kept,
//! and a message counts as sent only once it was acknowledged.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use hl7v2::mllp::{Framer, frame};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

/// Messages on their way at once.
const WINDOW: usize = 64;

/// Largest acknowledgement, in bytes.
const LARGEST_ACK: usize = 64 * 1024;

/// How long an acknowledgement may take before the connection is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// How messages were answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// AA.
    pub accepted: u64,
    /// AE and AR.
    pub refused: u64,
}

/// A connection to a server, opened when it is first needed and again after it broke.
pub struct Feeder {
    address: std::net::SocketAddr,
    stream: Option<TcpStream>,
}

impl Feeder {
    /// A feeder to that address.
    pub const fn new(address: std::net::SocketAddr) -> Self {
        Self {
            address,
            stream: None,
        }
    }

    /// Sends messages in order and waits until all are acknowledged.
    ///
    /// # Errors
    /// When the connection breaks: what was not acknowledged must be sent again, the server absorbs repetitions.
    pub async fn send(&mut self, messages: &[Vec<u8>]) -> Result<Answers> {
        if messages.is_empty() {
            return Ok(Answers::default());
        }
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(self.address)
                    .await
                    .context("connexion MLLP impossible")?;
                stream.set_nodelay(true)?;
                stream
            }
        };
        let answers = exchange(&mut stream, messages).await?;
        self.stream = Some(stream);
        Ok(answers)
    }
}

async fn exchange(stream: &mut TcpStream, messages: &[Vec<u8>]) -> Result<Answers> {
    let room = Semaphore::new(WINDOW);
    let (mut from, mut to) = stream.split();
    let writing = async {
        for message in messages {
            room.acquire().await?.forget();
            to.write_all(&frame(message)).await.context("envoi interrompu")?;
        }
        anyhow::Ok(())
    };
    let reading = async {
        let mut answers = Answers::default();
        let mut framer = Framer::new(LARGEST_ACK);
        let mut buffer = vec![0; 16 * 1024];
        let mut heard = 0;
        while heard < messages.len() {
            let read = tokio::time::timeout(PATIENCE, from.read(&mut buffer)).await;
            let read = read.context("pas d'acquittement")?.context("connexion rompue")?;
            if read == 0 {
                bail!("connexion fermée par le serveur");
            }
            framer.push(&buffer[..read]);
            for ack in framer.by_ref() {
                let ack = ack.map_err(|fault| anyhow::anyhow!("acquittement illisible : {fault:?}"))?;
                let accepted = ack.0.windows(7).any(|window| window == b"MSA|AA|");
                if accepted {
                    answers.accepted += 1
                } else {
                    answers.refused += 1
                }
                heard += 1;
                room.add_permits(1);
            }
        }
        Ok(answers)
    };
    let ((), answers) = tokio::try_join!(writing, reading)?;
    Ok(answers)
}
