//! What the filters of a board look for: words on tiles and rows, without a name among them.
//!
//! The chips of one kind (`d-12`, `d-15`) add up, those of different kinds narrow: patients of one of these doctors
//! who leave today. The part before the dash is the kind.

use domain::view::board::StayView;
use maud::Render;

use crate::head::{self, Heads};
use crate::person;
use crate::put::{drawn, id, put, text};

/// A filter that is on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// Leaves today, is late, or was seen leaving.
    Outgoing,
    /// Precautions are in force.
    Isolation,
    /// Wears a telemetry unit.
    Telemetry,
    /// Belongs to another department.
    Outlier,
    /// Something asks to be checked.
    ToCheck,
}

impl Plain {
    /// Every one, in the order of the chips.
    pub const ALL: [Self; 5] = [
        Self::Outgoing,
        Self::Isolation,
        Self::Telemetry,
        Self::Outlier,
        Self::ToCheck,
    ];

    /// Its word on tiles.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Outgoing => "out",
            Self::Isolation => "iso",
            Self::Telemetry => "tele",
            Self::Outlier => "outlier",
            Self::ToCheck => "check",
        }
    }

    /// Whether the patient of that stay is one of those looked for.
    pub fn holds(self, stay: &StayView) -> bool {
        match self {
            Self::Outgoing => {
                stay.seen_leaving.is_some()
                    || stay.leaving.is_some_and(|leaving| leaving.today || leaving.late)
            }
            Self::Isolation => !stay.care.precautions.is_empty(),
            Self::Telemetry => stay.care.telemetry.is_some(),
            Self::Outlier => stay.outlier.is_some(),
            Self::ToCheck => person::asks_a_check(stay),
        }
    }
}

/// What the filters look for on the tile or row of that stay.
pub fn filters<'a>(stay: Option<&'a StayView>, heads: Heads<'a>) -> Option<impl Render + use<'a>> {
    let stay = stay?;
    Some(drawn(move |out| {
        if let Some(doctor) = &stay.doctor {
            put!(out; "d-" (id(doctor.practitioner)) " ");
        }
        if let Some(specialty) = heads.specialty(stay) {
            put!(out; "s-" (text(&specialty.monogram)) " ");
        }
        if let Some(destination) = head::destination(stay) {
            put!(out; "o-" (text(head::of_destination(destination))) " ");
        }
        put!(out; "j-" (head::length(stay.day)));
        for plain in Plain::ALL.into_iter().filter(|it| it.holds(stay)) {
            put!(out; " " (text(plain.word())));
        }
    }))
}
