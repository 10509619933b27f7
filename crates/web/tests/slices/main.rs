//! The screens around the board, as a browser without a screen sees them: the territory, the structure, the inbox.

mod hospital;
mod journal;
mod messages;
mod past;
mod search;
mod sheet;
mod structure;
mod studio;
mod territory;
mod trust;
mod views;
mod visit;
mod walls;
