//! Wards drawn as text, and what a feed says written as people would tell it: for tests only.
//!
//! A [`Hospital`] takes commands through the very path the engine takes (decide, then apply), and checks after each
//! of them what must always hold. Nothing here is part of the product: the feature `testing` is only switched on by tests.

mod draw;
mod flow;
mod hospital;
mod parse;
mod told;

pub use draw::draw;
pub use hospital::Hospital;
pub use told::{Told, identifier, moment};
