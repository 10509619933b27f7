//! MLLP: messages framed in a stream of bytes (`VT message FS CR`), and getting back in step when a
//! sender does not keep to it.
//!
//! The framer keeps at most one frame of the allowed size, looks at each byte once, and knows no socket.

use std::collections::VecDeque;

use crate::scan;

/// The byte before a frame.
pub const START: u8 = 0x0B;
/// The byte after a frame, followed by CR.
pub const END: u8 = 0x1C;
const CR: u8 = b'\r';
const LF: u8 = b'\n';

/// The bytes of one message, without its frame.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Frame(pub Vec<u8>);

/// What went wrong in the stream. The framer is in step again, or will be at the next frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum FrameFault {
    /// A frame longer than allowed; the rest of it is skipped, none of it kept.
    #[error("trame trop longue : plus de {limit} octets")]
    Oversize {
        /// The longest frame allowed, in bytes.
        limit: usize,
    },
    /// A new message started before the end of this one.
    #[error("trame interrompue après {bytes} octets par une autre")]
    Interrupted {
        /// How much of it had come, in bytes.
        bytes: usize,
    },
    /// A frame with nothing in it.
    #[error("trame vide")]
    Empty,
    /// The stream ended in the middle of a frame.
    #[error("trame coupée après {bytes} octets par la fin de la connexion")]
    Truncated {
        /// How much of it had come, in bytes.
        bytes: usize,
    },
}

/// Wraps a message for the wire.
#[must_use]
pub fn frame(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len() + 3);
    out.push(START);
    out.extend_from_slice(message);
    out.extend_from_slice(&[END, CR]);
    out
}

/// Where the framer stands in the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Between frames.
    Outside,
    /// Between frames, just after the end of one: a line end here is a habit of senders, not junk.
    JustEnded,
    /// In a frame.
    Inside,
    /// In a frame, after an FS that may be its end.
    AfterEnd,
    /// In a frame too long to keep.
    Skipping,
    /// The same, after an FS that may be its end.
    SkippingAfterEnd,
}

/// Turns a stream of bytes into frames. Push what arrives, then iterate over what is complete.
///
/// Rules, by what senders do:
/// - bytes before VT are junk: counted, skipped;
/// - FS CR ends a frame; FS LF and FS VT too; any other FS belongs to the message;
/// - a VT followed by `MSH`, `FHS` or `BHS` (a byte order mark may stand between) starts a new message
///   even inside another; any other VT inside a message belongs to it (text pasted from a word processor).
#[derive(Clone, Debug)]
pub struct Framer {
    limit: usize,
    state: State,
    /// The message so far; while skipping, only what follows a suspect VT.
    kept: Vec<u8>,
    /// Where in `kept` a VT stands that may start a new message.
    suspect: Option<usize>,
    ready: VecDeque<Result<Frame, FrameFault>>,
    junk: u64,
}

impl Framer {
    /// A framer that refuses messages longer than `max_frame_bytes`.
    #[must_use]
    pub const fn new(max_frame_bytes: usize) -> Self {
        Self {
            limit: max_frame_bytes,
            state: State::Outside,
            kept: Vec::new(),
            suspect: None,
            ready: VecDeque::new(),
            junk: 0,
        }
    }

    /// Takes the bytes that arrived, in whatever pieces they came.
    pub fn push(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((&next, after)) = rest.split_first() {
            rest = match self.state {
                State::Outside | State::JustEnded => self.between(rest),
                State::Inside | State::Skipping if self.suspect.is_some() => self.suspected(rest, next),
                State::Inside | State::Skipping => self.within(rest),
                State::AfterEnd | State::SkippingAfterEnd => self.after_end(rest, next, after),
            };
        }
    }

    /// What the stream leaves behind when it ends: a message that lacks only its last CR, or a fault.
    pub fn finish(&mut self) -> Option<Result<Frame, FrameFault>> {
        match self.state {
            State::AfterEnd => self.end(),
            State::Inside if !self.kept.is_empty() => {
                let bytes = self.kept.len();
                self.ready.push_back(Err(FrameFault::Truncated { bytes }));
            }
            _ => {}
        }
        self.reset(State::Outside);
        self.ready.pop_front()
    }

    /// Whether no message is under way: the connection may be closed without cutting one.
    #[must_use]
    pub const fn is_between_frames(&self) -> bool {
        matches!(self.state, State::Outside | State::JustEnded)
    }

    /// Whether a message lacks only the CR after its FS. Some senders never send it: after a short
    /// silence, [`Framer::finish`] gives the message.
    #[must_use]
    pub const fn lacks_only_cr(&self) -> bool {
        matches!(self.state, State::AfterEnd)
    }

    /// How many bytes stood outside any frame since the beginning.
    #[must_use]
    pub const fn junk_bytes(&self) -> u64 {
        self.junk
    }

    /// How many bytes of an incomplete message are held.
    #[must_use]
    pub const fn held_bytes(&self) -> usize {
        self.kept.len()
    }

    fn between<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        let junk = match (self.state, rest) {
            (State::JustEnded, [CR | LF, after @ ..]) => return after,
            _ => scan::either(rest, 0, START, START),
        };
        self.junk += junk as u64;
        match rest.get(junk..) {
            Some([START, after @ ..]) => {
                self.reset(State::Inside);
                after
            }
            _ => {
                self.state = if junk > 0 { State::Outside } else { self.state };
                &[]
            }
        }
    }

    fn within<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        let run = scan::either(rest, 0, START, END);
        let (plain, special) = rest.split_at(run);
        self.keep(plain);
        let skipping = self.state == State::Skipping;
        match special {
            [START, after @ ..] => {
                self.suspect = Some(self.kept.len());
                self.kept.push(START);
                after
            }
            [_, after @ ..] => {
                self.state = if skipping {
                    State::SkippingAfterEnd
                } else {
                    State::AfterEnd
                };
                after
            }
            [] => &[],
        }
    }

    /// One byte after a VT inside a message: does a new message start here?
    fn suspected<'b>(&mut self, rest: &'b [u8], next: u8) -> &'b [u8] {
        let vt = self.suspect.unwrap_or_default();
        self.kept.push(next);
        match starts_message(self.kept.get(vt + 1..).unwrap_or_default()) {
            Some(true) => {
                self.interrupted(vt);
                rest.get(1..).unwrap_or_default()
            }
            None => rest.get(1..).unwrap_or_default(),
            // It was only a VT: the byte is looked at again, as any other.
            Some(false) => {
                self.kept.pop();
                self.suspect = None;
                self.keep(&[]);
                rest
            }
        }
    }

    fn interrupted(&mut self, vt: usize) {
        if self.state == State::Inside {
            match vt {
                0 => self.junk += 1,
                bytes => self.ready.push_back(Err(FrameFault::Interrupted { bytes })),
            }
        }
        self.kept.drain(..=vt);
        self.suspect = None;
        self.state = State::Inside;
    }

    fn after_end<'b>(&mut self, rest: &'b [u8], next: u8, after: &'b [u8]) -> &'b [u8] {
        let skipping = self.state == State::SkippingAfterEnd;
        match next {
            CR | LF | START => {
                if !skipping {
                    self.end();
                }
                self.reset(if next == START {
                    State::Inside
                } else {
                    State::JustEnded
                });
                after
            }
            // Not the end after all.
            _ => {
                self.state = if skipping { State::Skipping } else { State::Inside };
                self.keep(&[END]);
                rest
            }
        }
    }

    /// Adds bytes to the message, or finds that it has become too long.
    fn keep(&mut self, bytes: &[u8]) {
        if self.state == State::Skipping {
            self.kept.clear();
        } else if self.kept.len() + bytes.len() > self.limit {
            self.ready
                .push_back(Err(FrameFault::Oversize { limit: self.limit }));
            self.reset(State::Skipping);
        } else {
            self.kept.extend_from_slice(bytes);
        }
    }

    fn end(&mut self) {
        let message = std::mem::take(&mut self.kept);
        let outcome = if message.is_empty() {
            Err(FrameFault::Empty)
        } else {
            Ok(Frame(message))
        };
        self.ready.push_back(outcome);
    }

    fn reset(&mut self, state: State) {
        self.kept = Vec::new();
        self.suspect = None;
        self.state = state;
    }
}

impl Iterator for Framer {
    type Item = Result<Frame, FrameFault>;

    /// The next frame or fault, in the order of the stream; `None` until more bytes come.
    fn next(&mut self) -> Option<Self::Item> {
        self.ready.pop_front()
    }
}

/// Whether the bytes after a VT start a message; `None` while more must come to say.
fn starts_message(after: &[u8]) -> Option<bool> {
    const HEADS: [&[u8]; 6] = [
        b"MSH",
        b"FHS",
        b"BHS",
        b"\xEF\xBB\xBFMSH",
        b"\xEF\xBB\xBFFHS",
        b"\xEF\xBB\xBFBHS",
    ];
    if HEADS.contains(&after) {
        return Some(true);
    }
    if HEADS.iter().any(|head| head.starts_with(after)) {
        None
    } else {
        Some(false)
    }
}

#[cfg(test)]
mod tests;
