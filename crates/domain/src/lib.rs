//! The rules of beds and stays, as plain functions of (state, command, now).
//!
//! Everything here is pure: no file, no socket, no clock, no chance, no JSON. A [`command::Command`] is judged by
//! [`decide::decide`] against a [`state::State`] and becomes [`event::Event`]s or a [`refusal::Refusal`]; the
//! state is the fold of the events and nothing else ([`state::State::apply`]). Names of people live in the
//! [`vault::Vault`], never in an event.

pub mod bed;
pub mod board_config;
pub mod care;
pub mod command;
pub mod decide;
pub mod display;
pub mod event;
pub mod flow;
pub mod identity;
pub mod import;
pub mod movement;
pub mod note;
pub mod observation;
pub mod precaution;
pub mod refusal;
pub mod rights;
pub mod search;
pub mod seen;
pub mod settings;
pub mod state;
pub mod stay;
pub mod structure;
pub mod studio;
#[cfg(feature = "testing")]
pub mod testing;
pub mod timeline;
pub mod vault;
pub mod view;
