//! The real program, from outside: started, fed over MLLP, watched over HTTP, starved, cut off and stopped.
//!
//! Names begin with the row of the fault catalogue they prove (docs/catalogue.md).

mod abuse;
mod backlog;
mod disk;
mod downtime;
mod harness;
mod live;
mod messages;
mod names;
mod start;
mod stop;
mod trace;
