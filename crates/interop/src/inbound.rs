//! The way in of a message: bytes, text, segments, meaning, the engine, the acknowledgement.
//!
//! A message is answered AA once it is durable, whatever became of it: a sender that is told AE stops its whole queue.
//! AE says that sending again may help (overload, disk, stop); AR says that it never will (not a message).
//! What is rejected is kept all the same, so that nothing a sender ever said is lost.

mod answer;
mod intake;
mod prepare;

pub use intake::Intake;
pub use prepare::{Letterhead, Prepared, prepare};
