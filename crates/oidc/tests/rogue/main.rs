//! A rogue provider, or an attacker in its place, forges what can be forged.

mod discovery;
mod encrypted;
mod forged;
mod idp;
mod logout;
mod tokens;
