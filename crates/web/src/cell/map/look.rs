//! How a bed looks on the map: one of eight, each with its word, its texture and its letter.

use domain::bed::Attribute;
use domain::identity::Sex;
use domain::view::board::{Face, RoomView, TileView};

use crate::words::Words;

/// How a bed looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Free and clean.
    Free,
    /// Somebody is announced to leave it today, in time for it to be free.
    Soon,
    /// To be cleaned, or being cleaned.
    Dirty,
    /// Promised.
    Promised,
    /// Somebody lies there.
    Taken,
    /// Kept for somebody on leave.
    Away,
    /// Closed.
    Closed,
    /// Two are claimed to lie there.
    Disputed,
}

impl Look {
    /// Every look, in the order of the legend.
    pub const ALL: [Self; 8] = [
        Self::Free,
        Self::Soon,
        Self::Dirty,
        Self::Promised,
        Self::Taken,
        Self::Away,
        Self::Closed,
        Self::Disputed,
    ];

    /// That of a bed as its board shows it.
    pub fn of(tile: &TileView) -> Self {
        match &tile.face {
            Face::Free { .. } if tile.hold.is_none() => Self::Free,
            Face::Free { .. } | Face::Reserved(_) | Face::Promised => Self::Promised,
            Face::ToClean { .. } | Face::Cleaning { .. } if tile.hold.is_none() => Self::Dirty,
            Face::ToClean { .. } | Face::Cleaning { .. } => Self::Promised,
            Face::Occupied(_) if tile.soon => Self::Soon,
            Face::Occupied(_) => Self::Taken,
            Face::OnLeave { .. } => Self::Away,
            Face::Closed { .. } => Self::Closed,
            Face::Disputed(_) => Self::Disputed,
        }
    }

    /// Its class in the stylesheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Free => "bl",
            Self::Soon => "bs",
            Self::Dirty => "bn",
            Self::Promised => "br",
            Self::Taken => "bo",
            Self::Away => "ba",
            Self::Closed => "bx",
            Self::Disputed => "bz",
        }
    }

    /// In words.
    pub fn said(self, words: &Words) -> &'static str {
        match self {
            Self::Free => words.pick("libre", "free"),
            Self::Soon => words.pick("sort aujourd’hui", "leaves today"),
            Self::Dirty => words.pick("bionettoyage", "cleaning"),
            Self::Promised => words.pick("promis", "promised"),
            Self::Taken => words.pick("occupé", "occupied"),
            Self::Away => words.pick("absent", "on leave"),
            Self::Closed => words.pick("fermé", "closed"),
            Self::Disputed => words.pick("en conflit", "disputed"),
        }
    }
}

/// What a person may look for on the map. Several are asked together: a bed has all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Free, or soon.
    Free,
    /// In a single room.
    Single,
    /// With telemetry.
    Telemetry,
    /// With oxygen.
    Oxygen,
    /// In a room for precautions.
    Isolation,
    /// For heavy patients.
    Bariatric,
    /// In a room in which no man lies.
    Woman,
    /// In a room in which no woman lies.
    Man,
}

impl Filter {
    /// Every filter, with its word in an address, in the order of the chips.
    pub const ALL: [(&str, Self); 8] = [
        ("libres", Self::Free),
        ("seule", Self::Single),
        ("telemetrie", Self::Telemetry),
        ("oxygene", Self::Oxygen),
        ("isolement", Self::Isolation),
        ("bariatrique", Self::Bariatric),
        ("femme", Self::Woman),
        ("homme", Self::Man),
    ];

    /// Those of an address, in their own order; what is no filter is left out.
    pub fn read(text: &str) -> Vec<Self> {
        let wanted: Vec<&str> = text.split(',').collect();
        let found = Self::ALL.iter().filter(|(word, _)| wanted.contains(word));
        found.map(|(_, filter)| *filter).collect()
    }

    /// Those of an address with one more, or without it when it was there.
    pub fn toggled(all: &[Self], one: Self) -> String {
        let kept = Self::ALL
            .iter()
            .filter(|(_, it)| all.contains(it) != (*it == one));
        kept.map(|(word, _)| *word).collect::<Vec<_>>().join(",")
    }

    /// In words.
    pub fn said(self, words: &Words) -> &'static str {
        match self {
            Self::Free => words.pick("Libres et bientôt", "Free and soon"),
            Self::Single => words.pick("Chambre seule", "Single room"),
            Self::Telemetry => words.pick("Télémétrie", "Telemetry"),
            Self::Oxygen => words.pick("Oxygène", "Oxygen"),
            Self::Isolation => words.pick("Isolement", "Isolation"),
            Self::Bariatric => words.pick("Bariatrique", "Bariatric"),
            Self::Woman => words.pick("Pour une femme", "For a woman"),
            Self::Man => words.pick("Pour un homme", "For a man"),
        }
    }

    /// Whether a bed has it.
    pub fn holds(self, room: &RoomView, tile: &TileView) -> bool {
        let with = |attribute| tile.attributes.has(attribute);
        match self {
            Self::Free => matches!(Look::of(tile), Look::Free | Look::Soon | Look::Dirty),
            Self::Single => with(Attribute::Single) || room.beds.len() == 1,
            Self::Telemetry => with(Attribute::Telemetry),
            Self::Oxygen => with(Attribute::Oxygen),
            Self::Isolation => with(Attribute::IsolationCapable) || with(Attribute::NegativePressure),
            Self::Bariatric => with(Attribute::Bariatric),
            Self::Woman => !lies_beside(room, tile, Sex::Male),
            Self::Man => !lies_beside(room, tile, Sex::Female),
        }
    }
}

/// Whether somebody of that sex lies in another bed of the room.
fn lies_beside(room: &RoomView, tile: &TileView, sex: Sex) -> bool {
    let others = room.beds.iter().filter(|it| it.bed != tile.bed);
    others.flat_map(|it| it.face.lying()).any(|it| it.sex == sex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chip_adds_its_word_and_takes_it_away_again() {
        let none = Filter::read("");
        assert_eq!(Filter::toggled(&none, Filter::Oxygen), "oxygene");
        let two = Filter::read("oxygene,seule,perdu");
        assert_eq!(two, [Filter::Single, Filter::Oxygen]);
        assert_eq!(Filter::toggled(&two, Filter::Oxygen), "seule");
        assert_eq!(Filter::toggled(&two, Filter::Woman), "seule,oxygene,femme");
    }
}
