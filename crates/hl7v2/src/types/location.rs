//! Where a patient is: PL.

use super::{Hd, data_type};

data_type! {
    /// PL: functional unit, room, bed, and where these are.
    Pl {
        /// The functional unit of accommodation (`point of care`).
        unit: head 1,
        /// The room.
        room: head 2,
        /// The bed.
        bed: head 3,
        /// The establishment.
        facility: Hd 4,
        /// The state of the bed, of table 0116.
        status: text 5,
        /// The type of place; in a structure message, what kind of place this is.
        kind: text 6,
        /// The building.
        building: head 7,
        /// The floor.
        floor: head 8,
        /// In plain words.
        description: text 9,
        /// The number of the place in a structure message (`id&namespace&finess&type`).
        identifier: Hd 10,
    }
}

impl Pl<'_> {
    /// Whether it says where at all: a unit, a room or a bed. Senders give an establishment alone.
    #[must_use]
    pub fn has_place(&self) -> bool {
        [self.unit(), self.room(), self.bed()]
            .iter()
            .any(|part| part.trimmed().is_some())
    }
}
