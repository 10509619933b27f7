//! In which language, zone and moment something is drawn.

use base::{Moment, Zone};

use crate::words::Words;

/// What every drawing function needs beside its subject.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The texts.
    pub words: &'static Words,
    /// The time zone of the site.
    pub zone: &'a Zone,
    /// The moment shown.
    pub now: Moment,
}
