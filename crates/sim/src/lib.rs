//! A simulated hospital group that lives in fictional time and speaks IHE PAM France.
//!
//! For the demo, for tests that need a hospital information system, and for measures. It does no input or output,
//! reads no clock and starts no thread: the same seed, start and configuration give the same bytes.
//! Nothing in it is real: people, places and numbers are invented, and numbers begin with 99.

mod calendar;
mod config;
mod dice;
mod hospital;
mod index;
mod message;
mod people;
pub mod team;
pub mod territory;

pub use config::{Config, Noise};
pub use hospital::{Census, Hospital, Outgoing, Program, SenderId, WardCensus};
pub use index::{BedIx, DivisionIx, DoctorIx, EstablishmentIx, RoomIx, SiteIx, WardIx};
pub use territory::Territory;
