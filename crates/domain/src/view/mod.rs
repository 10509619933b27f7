//! Pictures of the state made for screens: pure functions of (state, vault, now).
//!
//! A view holds words and numbers ready to be laid out, never markup.

pub mod answering;
pub mod board;
pub mod clocks;
pub mod drawer;
pub mod emergency;
pub mod feed;
pub mod heat;
pub mod journal;
pub mod placing;
pub mod promises;
pub mod queue;
pub mod search;
pub mod sheet;
pub mod structure;
pub mod territory;
pub mod trust;
pub mod ward_flow;

mod day;
mod order;
