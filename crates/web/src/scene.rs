//! In which language, zone and moment something is drawn, and whether that moment is past.

use std::fmt::Display;

use base::id::{BedId, StayId};
use base::{Moment, Zone};
use maud::Render;

use crate::put::{id, put, text};
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
    pub const fn stay_href(&self, stay: StayId) -> Href<StayId> {
        let to = if self.still {
            "/journal/sejour/"
        } else {
            "/sejour/"
        };
        Href { to, id: stay }
    }

    /// Where a bed leads: to its sheet; from the past, to its journal.
    #[must_use]
    pub const fn bed_href(&self, bed: BedId) -> Href<BedId> {
        let to = if self.still { "/journal/lit/" } else { "/lit/" };
        Href { to, id: bed }
    }
}

/// An address that ends with an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Href<Id> {
    to: &'static str,
    id: Id,
}

impl<Id: Display> Render for Href<Id> {
    fn render_to(&self, out: &mut String) {
        put!(out; (text(self.to)) (id(&self.id)));
    }
}
