//! The words every layer shares: typed ids, moments, cleaned text, blocks of addresses.
//!
//! Nothing here knows a hospital, a file, a socket or the wall clock.

pub mod id;
pub mod net;
pub mod text;
pub mod time;
pub mod zone;

pub use text::{Code, Label};
pub use time::Moment;
pub use zone::Zone;
