//! What a display shows, and the measures from which its letters get their size.

use base::id::RoomId;
use serde::{Deserialize, Serialize};

use super::Masking;

/// The settings of a display.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct DisplaySettings {
    /// Diagonal of the screen, in millimetres.
    pub diagonal_mm: u16,
    /// From how far it must be readable, in millimetres.
    pub distance_mm: u16,
    /// How the screen hangs.
    pub orientation: Orientation,
    /// What it tells of patients.
    pub masking: Masking,
    /// Which rooms it shows.
    pub sector: Sector,
    /// How long each page stays when there are several, in seconds.
    pub seconds_per_page: u8,
    /// Its language: nobody chooses one at a wall.
    pub language: Language,
    /// What is shown beside bed, state and patient.
    pub fields: Fields,
}

/// How the screen hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Orientation {
    /// As the browser says.
    #[default]
    Auto,
    /// Upright, even where the browser does not know that the screen was turned.
    Portrait,
}

/// Which rooms a display shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Sector {
    /// All of them, on as many pages as legible letters need.
    #[default]
    Whole,
    /// From one room to another, in reading order. A room that is gone stands for the end on its side.
    Rooms {
        /// The first room.
        from: RoomId,
        /// The last room.
        to: RoomId,
    },
}

/// The language of a display.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    /// French.
    #[default]
    French,
    /// English.
    English,
}

/// What is shown beside bed, state and patient. A masking that hides the patient hides it all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "a list of boxes to tick")]
pub struct Fields {
    /// Colour and letters of the doctor.
    pub doctor: bool,
    /// Sex and age.
    pub age: bool,
    /// Day of stay.
    pub day: bool,
    /// Precautions, equipment and flags.
    pub flags: bool,
    /// Departures and arrivals.
    pub moves: bool,
    /// The clock.
    pub clock: bool,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            doctor: true,
            age: true,
            day: true,
            flags: true,
            moves: true,
            clock: true,
        }
    }
}

impl Default for DisplaySettings {
    /// A 55 inch screen in a corridor, read from the desk across it.
    fn default() -> Self {
        Self {
            diagonal_mm: 1_397,
            distance_mm: 2_300,
            orientation: Orientation::default(),
            masking: Masking::default(),
            sector: Sector::default(),
            seconds_per_page: 15,
            language: Language::default(),
            fields: Fields::default(),
        }
    }
}

/// Which setting cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The diagonal, in millimetres, outside [`DisplaySettings::DIAGONALS`].
    Diagonal,
    /// The distance, in millimetres, outside [`DisplaySettings::DISTANCES`].
    Distance,
    /// The seconds per page, outside [`DisplaySettings::SECONDS`].
    Seconds,
    /// A room of another ward, or of none.
    Room,
}

impl DisplaySettings {
    /// Diagonals of screens that exist, in millimetres: from a tablet of 8 inches to a wall of 150.
    pub const DIAGONALS: std::ops::RangeInclusive<u16> = 200..=3_810;
    /// Distances from which boards are read, in millimetres.
    pub const DISTANCES: std::ops::RangeInclusive<u16> = 300..=20_000;
    /// A page must stay long enough to be read, and come back before the reader gives up.
    pub const SECONDS: std::ops::RangeInclusive<u8> = 5..=120;

    /// Whether each measure can be.
    ///
    /// # Errors
    /// The first one that cannot.
    pub fn check(&self) -> Result<(), Unfit> {
        if !Self::DIAGONALS.contains(&self.diagonal_mm) {
            return Err(Unfit::Diagonal);
        }
        if !Self::DISTANCES.contains(&self.distance_mm) {
            return Err(Unfit::Distance);
        }
        if !Self::SECONDS.contains(&self.seconds_per_page) {
            return Err(Unfit::Seconds);
        }
        Ok(())
    }
}
