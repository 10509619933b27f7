//! The flow cell: who asks for a bed, how urgent that is, which beds would do, and what was promised.

mod needs;

pub use needs::{Level, Needs, SingleRoom};
