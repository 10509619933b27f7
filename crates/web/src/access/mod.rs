//! Who may open which address: the one list of addresses and rights ([`table`]), who is asking ([`Visitor`]), and
//! the gate every request passes ([`gate`]).
//!
//! An address that is not in the list opens to nobody, and a test compares the list with the routes. What a visitor
//! may not know never reaches a handler: the picture it draws from is veiled.

mod gate;
mod names;
mod peer;
mod reading;
mod strength;
mod table;
mod visitor;

pub use gate::{INSTALL, PROVE, SIGN_IN, gate};
pub use names::{
    asking_cookie, asking_name, away_cookie, away_name, choosing_cookie, choosing_name, post_cookie,
    post_name, session_cookie, session_name,
};
pub use peer::{Client, Peer};
pub use reading::Opened;
pub use strength::{missing, password_is_enough, password_lacks, weight};
pub use table::{Need, On, RULES, Rule, rule};
pub use visitor::{Cleared, Present, Visitor};
