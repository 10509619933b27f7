//! Who may do what, and where: one table of roles and actions, and the one function that asks it.
//!
//! Everything that protects somebody comes from [`reach`]: the check of a request, the filter of a list, the names
//! shown or masked on a board, and the page a manager reads. Nothing here knows how somebody proved who they are.

mod action;
mod authority;
mod place;
mod role;
mod table;

pub use action::Action;
pub use authority::{Assignment, Authority, BrokenGlass, Target, Wards};
pub use place::{Place, SharedCare};
pub use role::Role;
pub use table::{Reach, reach, written};
