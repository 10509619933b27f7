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
//! ```
//! use hl7v2::segments::{Pv1, Zbe};
//! use hl7v2::{Charset, Message, decode};
//!
//! let bytes = b"MSH|^~\\&|GAM|CH|CHEVET|GHT|20261122080000||ADT^A02^ADT_A02|42|P|2.5^FRA^2.11|||||FRA|8859/15\r\
//!     PV1||I|4036^22^3|||4036^21^1|1^No\xEBl\r\
//!     ZBE|17^GAM^1.2.3^ISO|20261122075500||INSERT|N||^^^^^^UF^^^7700||L\r";
//! let decoded = decode(bytes, Charset::Latin9);
//! let message = Message::parse_as(&decoded.text, decoded.charset)?;
//! assert_eq!(message.message_type().trigger, "A02");
//!
//! let pv1 = Pv1::of(&message).ok_or("PV1")?;
//! assert_eq!(pv1.location().bed(), "3");
//! assert_eq!(pv1.attending().next().map(|doctor| doctor.family().to_string()).as_deref(), Some("Noël"));
//!
//! let zbe = Zbe::of(&message).ok_or("ZBE")?;
//! assert_eq!(zbe.medical_unit().given().ok_or("ZBE-7")?.code, "7700");
//! assert!(zbe.effective_at()?.is_given());
//!
//! assert_eq!(message.print(), decoded.text);
//! assert_eq!(decoded.encode(), bytes);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
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
