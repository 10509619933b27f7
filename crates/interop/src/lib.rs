//! Between the wire and the product's words, inbound: MLLP, HL7 v2 messages, structure files.
//!
//! [`mllp`] takes bytes from senders and gives answers back; [`inbound`] reads each message ([`pam`]), hands it
//! to the engine and words the acknowledgement; [`structure_file`] reads prepared structures;
//! [`client`] and [`replay`] are the other end of the line, for replays, benches and the simulated hospital.
//!
//! Never here: a rule about beds, a decision about the state, a file of the store, the wall clock.

pub mod client;
pub mod inbound;
pub mod mllp;
pub mod pam;
pub mod reason;
pub mod replay;
pub mod structure_file;

pub use reason::{Location, Reason};
