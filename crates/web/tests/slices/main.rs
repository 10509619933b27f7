//! The screens around the board, as a browser without a screen sees them: the territory, the structure, the inbox.

mod account;
mod cell;
mod drawers;
mod emergency;
mod gate;
mod hospital;
mod house;
mod journal;
mod messages;
mod nasty;
mod passkeys;
mod past;
mod people;
mod search;
mod second_factor;
mod shared_post;
mod sheet;
mod structure;
mod studio;
mod territory;
mod traces;
mod trust;
mod views;
mod visit;
mod walls;
