//! The screens of Chevet: server-rendered pages, the live push behind them, and the front-end files.
//!
//! One folder per screen (a *slice*: handlers, markup, tests); slices never import one another, they share
//! through [`layout`], [`words`] and `domain::view`. The rest is the HTTP server itself ([`server`], [`guard`]),
//! the live push ([`hub`], [`live`]) and what every handler knows of a request ([`visit`]).
//!
//! This crate decides nothing about beds: it words what the domain says, and carries wishes to the engine. It
//! never reads the clock and never writes to the store.

pub mod access;
mod asked;
pub mod assets;
pub mod author;
pub mod board;
pub mod cell;
pub mod config;
pub mod downtime;
pub mod drawer;
mod emergency;
mod emergency_department;
mod engine;
pub mod fields;
pub mod flags;
pub mod guard;
pub mod head;
pub mod help;
pub mod hour;
pub mod hub;
pub mod icon;
pub mod identity;
mod idp;
mod install;
pub mod journal;
pub mod known;
pub mod layout;
pub mod live;
mod me;
pub mod menu;
pub mod messages;
mod offline;
pub mod operator;
mod passkeys;
mod people;
pub mod person;
mod places;
mod posts;
pub mod precaution;
mod precautions;
mod probe;
pub mod problem;
mod providers;
mod put;
mod qr;
pub mod request;
mod rights;
pub mod router;
pub mod scene;
pub mod search;
pub mod server;
pub mod settings;
mod sharing;
pub mod sheet;
pub mod structure;
pub mod territory;
mod traces;
pub mod trust;
mod upload;
pub mod visit;
pub mod wall;
mod ward_view;
mod web;
pub mod words;

pub use config::Config;
pub use server::serve;
pub use web::Web;
