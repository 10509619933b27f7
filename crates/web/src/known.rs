//! The names by which people know beds and colleagues, as they are now.

use app::Snapshot;
use base::id::{BedId, PersonId};
use base::{Moment, Zone};
use domain::view::board::bed_name;

use crate::words::{Names, Words};

/// What is known, for sentences about it.
pub struct Known<'a> {
    /// Everything known.
    pub snapshot: &'a Snapshot,
    /// The zone of the territory.
    pub zone: &'a Zone,
    /// The texts of the reader.
    pub words: &'static Words,
}

impl Names for Known<'_> {
    fn bed(&self, bed: BedId) -> String {
        bed_name(&self.snapshot.state, bed).unwrap_or_else(|| format!("n° {bed}"))
    }

    fn person(&self, person: PersonId) -> String {
        let name = self.snapshot.vault.person(person);
        name.map_or_else(|| self.words.drawer.somebody.to_owned(), ToString::to_string)
    }

    fn hour(&self, at: Moment) -> String {
        self.words.hour(self.zone, at)
    }
}
