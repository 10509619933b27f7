//! The engine: one writer per territory, from a command to a durable fact to every screen.
//!
//! Every change goes one way: [`App::submit`] or [`App::ingest`] hand it to the writer thread, which decides, appends,
//! applies, commits with one sync of the disk for all that waited, publishes the new picture of the state, and only
//! then answers. Readers take the published [`Snapshot`] and never wait for anybody.
//!
//! This crate holds the only wall clock ([`clock`]). It knows no protocol and no markup.

mod actor;
mod answers;
pub mod audit;
pub mod board_file;
pub mod chance;
mod change;
pub mod clock;
mod engine;
mod feed;
mod finder;
mod handle;
mod inbound;
mod keep;
mod open;
mod past;
mod promises;
mod reasons;
mod reserves;
mod rules;
mod snapshot;
pub mod thesaurus_file;
mod trouble;

pub use actor::{Actor, Cause, Origin};
pub use change::Change;
pub use clock::Clock;
pub use feed::FeedStatus;
pub use handle::{App, Done, Failure};
pub use inbound::{Inbound, Ingested, Understanding};
pub use keep::KeptWrite;
pub use open::{OpenError, Opening, Progress};
pub use past::{LadderFigures, Passing, Step, Then};
pub use snapshot::Snapshot;
