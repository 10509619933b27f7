//! Names of people who do not exist: common French family and first names, and invented addresses.

mod address;
mod family;
mod first;

pub(crate) use address::{STREETS, TOWNS};
pub(crate) use family::FAMILY;
pub(crate) use first::{MEN_MIDDLE, MEN_OLD, MEN_YOUNG, WOMEN_MIDDLE, WOMEN_OLD, WOMEN_YOUNG};
