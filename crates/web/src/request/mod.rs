//! What every screen that shows requests for beds has in common: their line, what they need, the form that says it.

mod chips;
mod entry;
mod line;
mod needs;
mod whys;

pub use chips::need_chips;
pub use entry::{Typed, field as reason_field, typed, unknown as unknown_reason};
pub use line::{class, lasts, source, step};
pub use needs::{fields_of, form, implied, kept, read};
pub use whys::{reason, remarks};
