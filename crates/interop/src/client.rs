//! An MLLP client: sends a message, waits for its acknowledgement, connects again when the line breaks.
//!
//! For replays, benches and the simulated hospital. One message is under way at a time unless
//! [`Client::exchange_all`] is asked for more.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use hl7v2::Message;
use hl7v2::mllp::{END, Frame, FrameFault, Framer, START};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The longest answer that is listened to, in bytes.
const LONGEST_ANSWER: usize = 1 << 20;

/// How long a client waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For an answer.
    pub answer: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(30),
        }
    }
}

/// What was answered (MSA-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AckKind {
    /// `AA` or `CA`.
    Accepted,
    /// `AE` or `CE`: sending again may help.
    Error,
    /// `AR` or `CR`: sending again will not help.
    Rejected,
}

/// An acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ack {
    /// What was answered.
    pub kind: AckKind,
    /// The number of the message it answers (MSA-2).
    pub control_id: String,
    /// Why, when it says (ERR-8, else MSA-3).
    pub text: Option<String>,
    /// The bytes of the answer.
    pub raw: Bytes,
}

/// Why there is no acknowledgement.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Nobody listens, or the line is down.
    #[error("connexion impossible à {address}")]
    Connect {
        /// Who was called.
        address: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The line broke before the answer.
    #[error("connexion coupée avant la réponse")]
    Broken(#[from] io::Error),
    /// No answer in time.
    #[error("pas de réponse à temps")]
    Silence,
    /// Something came that is no acknowledgement.
    #[error("réponse illisible")]
    Unreadable,
}

/// A sender.
#[derive(Debug)]
pub struct Client {
    address: String,
    patience: Patience,
    line: Option<Line>,
    out: Vec<u8>,
}

/// An open connection.
#[derive(Debug)]
struct Line {
    stream: TcpStream,
    framer: Framer,
    input: Vec<u8>,
}

impl Client {
    /// A client of that address (`host:port`); it connects when something is sent.
    #[must_use]
    pub fn new(address: impl Into<String>, patience: Patience) -> Self {
        Self {
            address: address.into(),
            patience,
            line: None,
            out: Vec::new(),
        }
    }

    /// Connects now, so that an address where nobody listens is known before the first message.
    ///
    /// # Errors
    /// When the connection cannot be made.
    pub async fn connect(&mut self) -> Result<(), ClientError> {
        self.line().await.map(|_| ())
    }

    /// Sends a message and waits for its acknowledgement. A line that broke is opened again at the next call;
    /// the message is not sent twice by itself, for it may have been taken.
    ///
    /// # Errors
    /// When there is no answer, or none that can be read.
    pub async fn exchange(&mut self, message: &[u8]) -> Result<Ack, ClientError> {
        let mut acks = self.exchange_all([message]).await?;
        acks.pop().ok_or(ClientError::Unreadable)
    }

    /// Sends messages one behind the other without waiting in between, then waits for all their answers.
    ///
    /// # Errors
    /// As soon as one answer does not come: how many of the messages were taken is then not known.
    pub async fn exchange_all<'m>(
        &mut self,
        messages: impl IntoIterator<Item = &'m [u8]>,
    ) -> Result<Vec<Ack>, ClientError> {
        let mut out = std::mem::take(&mut self.out);
        out.clear();
        let mut count = 0;
        for message in messages {
            out.push(START);
            out.extend_from_slice(message);
            out.extend_from_slice(&[END, b'\r']);
            count += 1;
        }
        let answers = self.talk(&out, count).await;
        self.out = out;
        if answers.is_err() {
            self.line = None;
        }
        answers
    }

    async fn talk(&mut self, out: &[u8], count: usize) -> Result<Vec<Ack>, ClientError> {
        let patience = self.patience.answer;
        let line = self.line().await?;
        let mut acks = Vec::with_capacity(count);
        let (mut from, mut into) = line.stream.split();
        // Written and read at the same time: answers to the first messages must not wait for the last.
        let write = async { into.write_all(out).await.map_err(ClientError::Broken) };
        let read = async {
            while acks.len() < count {
                let next = timeout(patience, next_frame(&mut from, &mut line.framer, &mut line.input));
                let frame = next.await.map_err(|_| ClientError::Silence)??;
                acks.push(read_ack(frame)?);
            }
            Ok(())
        };
        tokio::try_join!(write, read)?;
        Ok(acks)
    }

    async fn line(&mut self) -> Result<&mut Line, ClientError> {
        let line = match self.line.take() {
            Some(line) => line,
            None => self.dial().await?,
        };
        Ok(self.line.insert(line))
    }

    async fn dial(&self) -> Result<Line, ClientError> {
        let failed = |source| ClientError::Connect {
            address: self.address.clone(),
            source,
        };
        let dialled = timeout(self.patience.connect, TcpStream::connect(&self.address)).await;
        let stream = dialled
            .map_err(|_| failed(io::ErrorKind::TimedOut.into()))?
            .map_err(failed)?;
        stream.set_nodelay(true).map_err(failed)?;
        Ok(Line {
            stream,
            framer: Framer::new(LONGEST_ANSWER),
            input: vec![0; 4 << 10],
        })
    }
}

async fn next_frame(
    stream: &mut (impl AsyncReadExt + Unpin),
    framer: &mut Framer,
    input: &mut [u8],
) -> Result<Vec<u8>, ClientError> {
    loop {
        match framer.next() {
            Some(Ok(Frame(bytes))) => return Ok(bytes),
            Some(Err(FrameFault::Empty)) => {}
            Some(Err(_)) => return Err(ClientError::Unreadable),
            None => {
                let count = stream.read(input).await?;
                if count == 0 {
                    return Err(ClientError::Broken(io::ErrorKind::UnexpectedEof.into()));
                }
                framer.push(input.get(..count).unwrap_or_default());
            }
        }
    }
}

fn read_ack(raw: Vec<u8>) -> Result<Ack, ClientError> {
    let decoded = hl7v2::decode(&raw, hl7v2::Charset::Latin9);
    let message = Message::parse_as(&decoded.text, decoded.charset).map_err(|_| ClientError::Unreadable)?;
    let msa = message.segment("MSA").ok_or(ClientError::Unreadable)?;
    let kind = match msa.field(1).raw().trim() {
        "AA" | "CA" => AckKind::Accepted,
        "AE" | "CE" => AckKind::Error,
        "AR" | "CR" => AckKind::Rejected,
        _ => return Err(ClientError::Unreadable),
    };
    let said = |field: hl7v2::Field<'_>| Some(field.text().into_owned()).filter(|text| !text.is_empty());
    let text = message
        .segment("ERR")
        .and_then(|err| said(err.field(8)))
        .or_else(|| said(msa.field(3)));
    let control_id = msa.field(2).text().into_owned();
    Ok(Ack {
        kind,
        control_id,
        text,
        raw: raw.into(),
    })
}
