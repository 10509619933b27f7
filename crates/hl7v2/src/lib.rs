//! HL7 v2 in its ER7 form: bytes to frames, frames to text, text to messages, and back.
//!
//! The way in is [`mllp`] (bytes to frames) or [`batch`] (files to messages), then [`charset`] (bytes to
//! text), then [`Message`] (text to segments and fields), then the typed views of [`segments`] and
//! [`types`]. The way out is [`writer`] and [`ack`].
//!
//! Three promises hold for any input, however malformed:
//! nothing is lost (`decoded.encode() == bytes`, `message.print() == text`), nothing panics, and the cost
//! is linear in the input.
//!
//! Never here: a socket, a file, a clock, a time zone, or a rule about beds. A timestamp is read as it is
//! written ([`Ts`]); what instant it is, the caller knows.

pub mod ack;
pub mod batch;
pub mod charset;
mod escape;
pub mod field;
pub mod message;
pub mod mllp;
mod scan;
pub mod segments;
pub mod separators;
pub mod ts;
pub mod types;
pub mod value;
pub mod writer;

pub use ack::{AckCode, AckError, ErrorCode, acknowledge, acknowledge_unparsable};
pub use charset::{Charset, CharsetWarning, Decoded, decode};
pub use field::{Component, Field, Repetition, Subcomponent};
pub use message::{Group, Message, ParseError, Segment};
pub use separators::Separators;
pub use ts::{Precision, Ts, TsError};
pub use value::{Text, Value};
pub use writer::MessageWriter;
