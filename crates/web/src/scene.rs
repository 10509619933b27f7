//! In which language, zone and moment something is drawn, and whether that moment is past.

use base::id::{BedId, StayId};
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
    /// The moment is past: what is shown can be read, and nothing can be done about it.
    pub still: bool,
}

impl Scene<'_> {
    /// Where a stay leads: to its sheet, where things are done; from the past, to its journal.
    #[must_use]
    pub fn stay_href(&self, stay: StayId) -> String {
        let journal = if self.still { "/journal" } else { "" };
        format!("{journal}/sejour/{stay}")
    }

    /// Where a bed leads: to its sheet; from the past, to its journal.
    #[must_use]
    pub fn bed_href(&self, bed: BedId) -> String {
        let journal = if self.still { "/journal" } else { "" };
        format!("{journal}/lit/{bed}")
    }
}
