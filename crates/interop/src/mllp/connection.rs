//! One sender's connection: bytes in, frames to the handler, answers out in the order of the frames.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use hl7v2::mllp::{END, Frame, FrameFault, Framer, START};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Sleep, sleep, timeout};

use tls::Wire;

use super::counters::Counters;
use super::registry::Seat;
use super::{Handler, Limits};

/// The bytes a connection reads at once: a few messages, and eight megabytes for a thousand connections.
const CHUNK: usize = 8 << 10;

/// The room for answers a connection keeps between two batches, in bytes.
const KEPT_ROOM: usize = 16 << 10;

/// How long bytes may be on their way when the server stops.
const ON_THE_WAY: Duration = Duration::from_millis(50);

pub(super) struct Connection<H> {
    pub stream: Wire<TcpStream>,
    pub peer: SocketAddr,
    pub handler: Arc<H>,
    pub limits: Arc<Limits>,
    pub counters: Arc<Counters>,
    pub seat: Arc<Seat>,
    pub stopping: watch::Receiver<bool>,
}

/// Why a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The sender closed it, or the network did.
    Closed,
    /// The server stops.
    Stopping,
    /// Nothing came for too long.
    Idle,
    /// A frame took too long.
    SlowFrame,
    /// Another connection needed the seat.
    Evicted,
    /// A frame was too long.
    Oversize,
    /// Too many bytes outside any frame.
    Junk,
    /// The sender does not read its answers.
    Unread,
}

/// What the wait for bytes gave.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Woken {
    /// That many bytes; none at the end of the stream.
    Read(usize),
    /// A frame lacks only its last byte, and it does not come.
    MissingCr,
}

/// What is under way on a connection.
struct Talk {
    input: Vec<u8>,
    framer: Framer,
    frames: Vec<Bytes>,
    answers: Vec<u8>,
    /// Runs while a frame is under way; the bytes of the frame do not start it again.
    deadline: Option<Pin<Box<Sleep>>>,
    /// Bytes outside any frame that are counted already.
    junk_counted: u64,
    /// The same, when the last frame came.
    junk_at_frame: u64,
}

impl<H: Handler> Connection<H> {
    pub async fn serve(mut self) {
        let counters = self.counters.clone();
        let _open = Open::new(&counters.open);
        let end = self.converse().await;
        match end {
            End::Idle => Counters::add(&counters.idle, 1),
            End::SlowFrame => Counters::add(&counters.slow_frames, 1),
            End::Unread => Counters::add(&counters.unread, 1),
            End::Closed | End::Stopping | End::Evicted | End::Oversize | End::Junk => {}
        }
        match end {
            End::Closed | End::Stopping => tracing::debug!(peer = %self.peer, ?end, "connection ended"),
            _ => tracing::warn!(peer = %self.peer, ?end, "connection closed"),
        }
    }

    async fn converse(&mut self) -> End {
        let mut talk = Talk {
            input: vec![0; CHUNK],
            framer: Framer::new(self.limits.frame_bytes),
            frames: Vec::new(),
            answers: Vec::new(),
            deadline: None,
            junk_counted: 0,
            junk_at_frame: 0,
        };
        loop {
            match self.turn(&mut talk).await {
                Ok(()) => {}
                Err(end) => return end,
            }
        }
    }

    /// Waits for bytes, and answers the frames that they complete.
    async fn turn(&mut self, talk: &mut Talk) -> Result<(), End> {
        let woken = self.wait(talk).await?;
        let open = woken != Woken::Read(0);
        let last = match woken {
            Woken::Read(count) if open => {
                talk.framer.push(talk.input.get(..count).unwrap_or_default());
                None
            }
            Woken::Read(_) | Woken::MissingCr => talk.framer.finish(),
        };
        let oversize = self.sort(talk, last);
        let heard = !talk.frames.is_empty();
        self.answer(talk).await?;
        let junk = talk.framer.junk_bytes();
        Counters::add(&self.counters.junk_bytes, junk - talk.junk_counted);
        talk.junk_counted = junk;
        if heard {
            talk.junk_at_frame = junk;
        }
        if !open {
            return Err(End::Closed);
        }
        if oversize {
            return Err(End::Oversize);
        }
        if junk - talk.junk_at_frame > self.limits.junk_bytes {
            return Err(End::Junk);
        }
        if talk.framer.is_between_frames() {
            talk.deadline = None;
        } else if heard || talk.deadline.is_none() {
            talk.deadline = Some(Box::pin(sleep(self.limits.frame_time)));
        }
        Ok(())
    }

    async fn wait(&mut self, talk: &mut Talk) -> Result<Woken, End> {
        let Self {
            stream,
            limits,
            seat,
            stopping,
            ..
        } = self;
        // Reading is given up without losing a byte when something else comes first.
        let read = stream.read(&mut talk.input);
        let read = async { read.await.map(Woken::Read).map_err(|_| End::Closed) };
        match &mut talk.deadline {
            None => tokio::select! {
                biased;
                woken = read => woken,
                () = told(stopping) => Err(End::Stopping),
                () = seat.evicted.notified() => Err(End::Evicted),
                () = sleep(limits.idle_time) => Err(End::Idle),
            },
            // A stop waits for the end of the frame; the server bounds that wait.
            Some(deadline) => tokio::select! {
                biased;
                woken = read => woken,
                () = seat.evicted.notified() => Err(End::Evicted),
                () = deadline => Err(End::SlowFrame),
                () = sleep(limits.missing_cr_time), if talk.framer.lacks_only_cr() => Ok(Woken::MissingCr),
            },
        }
    }

    /// Puts whole frames aside and counts the rest; says whether one was too long.
    fn sort(&self, talk: &mut Talk, last: Option<Result<Frame, FrameFault>>) -> bool {
        let mut oversize = false;
        for found in talk.framer.by_ref().chain(last) {
            match found {
                Ok(Frame(bytes)) => talk.frames.push(Bytes::from(bytes)),
                Err(fault) => {
                    match fault {
                        FrameFault::Oversize { .. } => {
                            oversize = true;
                            Counters::add(&self.counters.oversize, 1);
                        }
                        FrameFault::Interrupted { .. } | FrameFault::Truncated { .. } => {
                            Counters::add(&self.counters.cut, 1);
                        }
                        FrameFault::Empty => {}
                    }
                    tracing::warn!(peer = %self.peer, %fault, "bad frame");
                }
            }
        }
        if !talk.frames.is_empty() {
            self.seat.prove();
            Counters::add(&self.counters.frames, talk.frames.len() as u64);
        }
        oversize
    }

    /// Answers the frames put aside, as many at a time as may be asked about together.
    async fn answer(&mut self, talk: &mut Talk) -> Result<(), End> {
        let mut frames = talk.frames.drain(..);
        while frames.len() > 0 {
            if frames.len() == 1 {
                for frame in frames.by_ref() {
                    let answer = self.handler.handle(self.peer, frame).await;
                    put(&mut talk.answers, &answer, &self.counters);
                }
            } else {
                let together = frames.by_ref().take(self.limits.pipelined.max(1));
                let asked = together
                    .map(|frame| Box::pin(self.handler.handle(self.peer, frame)))
                    .collect();
                for answer in in_order(asked).await {
                    put(&mut talk.answers, &answer, &self.counters);
                }
            }
            if !talk.answers.is_empty() {
                let write = self.stream.write_all(&talk.answers);
                match timeout(self.limits.write_time, write).await {
                    Ok(Ok(())) => {}
                    Ok(Err(_)) => return Err(End::Closed),
                    Err(_) => return Err(End::Unread),
                }
            }
            talk.answers.clear();
            talk.answers.shrink_to(KEPT_ROOM);
        }
        Ok(())
    }
}

/// Told to stop, and nothing is on its way: a frame that has begun to come in is still taken.
async fn told(stopping: &mut watch::Receiver<bool>) {
    // A server that is gone has stopped too.
    drop(stopping.wait_for(|stopping| *stopping).await);
    sleep(ON_THE_WAY).await;
}

fn put(answers: &mut Vec<u8>, answer: &[u8], counters: &Counters) {
    if !answer.is_empty() {
        answers.push(START);
        answers.extend_from_slice(answer);
        answers.extend_from_slice(&[END, b'\r']);
        Counters::add(&counters.answers, 1);
    }
}

/// Runs futures together, each first polled in its order, and gives their results in their order.
async fn in_order<F: Future>(mut futures: Vec<Pin<Box<F>>>) -> Vec<F::Output> {
    let mut results: Vec<Option<F::Output>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(move |context| {
        let mut all = true;
        for (future, result) in futures.iter_mut().zip(&mut results) {
            if result.is_none() {
                match future.as_mut().poll(context) {
                    Poll::Ready(output) => *result = Some(output),
                    Poll::Pending => all = false,
                }
            }
        }
        if all {
            Poll::Ready(results.iter_mut().filter_map(Option::take).collect())
        } else {
            Poll::Pending
        }
    })
    .await
}

/// Counts a connection as open while it lives, however it ends.
struct Open<'c>(&'c AtomicU64);

impl<'c> Open<'c> {
    fn new(counter: &'c AtomicU64) -> Self {
        counter.fetch_add(1, Ordering::Relaxed);
        Self(counter)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
