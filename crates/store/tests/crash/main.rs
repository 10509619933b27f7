//! What was acknowledged is kept: after kill -9, after a power cut, on a disk that fails or fills up.
//!
//! Each test runs this same binary as a child process that writes and says what it acknowledged; the parent
//! then opens what is left and compares. `shim/power.c`, compiled here with the system's C compiler, stands
//! between the child and its files.
#![cfg(target_os = "linux")]

mod child;
mod disk;
mod harness;
mod kill;
mod power;
