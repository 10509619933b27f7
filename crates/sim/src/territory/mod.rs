//! The fictional territory: three establishments, five sites, about sixty wards and 1,900 beds.
//!
//! It is the same for every seed: only what happens in it changes. No name or number here is real.

mod build;
pub mod document;
mod kind;
mod mfn;
mod plan;
mod profile;
mod reason;

pub use kind::Kind;
pub(crate) use profile::{Ages, Sharing};
pub(crate) use reason::reason;

use crate::index::{BedIx, DivisionIx, DoctorIx, EstablishmentIx, RoomIx, SiteIx, WardIx};

/// The whole structure, as flat tables that point at each other.
#[derive(Clone, Debug)]
pub struct Territory {
    /// Name of the hospital group.
    pub name: String,
    /// Legal establishments.
    pub establishments: Vec<Establishment>,
    /// Campuses.
    pub sites: Vec<Site>,
    /// *Pôles*.
    pub divisions: Vec<Division>,
    /// Wards, in the order of the plan.
    pub wards: Vec<Ward>,
    /// Rooms, grouped by ward.
    pub rooms: Vec<Room>,
    /// Beds, grouped by room.
    pub beds: Vec<Bed>,
    /// Doctors, grouped by ward.
    pub doctors: Vec<Doctor>,
}

/// A legal establishment with its own administrative software (*GAM*).
#[derive(Clone, Debug)]
pub struct Establishment {
    /// FINESS-shaped number: nine digits, right key, fictional department 99.
    pub finess: String,
    /// Full name.
    pub name: String,
    /// Sending application of its feed (MSH-3).
    pub application: String,
    /// Short name that stands beside the FINESS number in places and units (PL-4, XON-6); MSH-4 is the number.
    pub facility: String,
    /// Root of its identifier authorities, under the example arc 2.999.
    pub oid: String,
}

/// A campus.
#[derive(Clone, Debug)]
pub struct Site {
    /// The establishment it belongs to.
    pub establishment: EstablishmentIx,
    /// Short code.
    pub code: String,
    /// Name people use.
    pub name: String,
}

/// A *pôle* of a site.
#[derive(Clone, Debug)]
pub struct Division {
    /// The site it is on.
    pub site: SiteIx,
    /// Short code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// A ward.
#[derive(Clone, Debug)]
pub struct Ward {
    /// Its division.
    pub division: DivisionIx,
    /// Its site.
    pub site: SiteIx,
    /// Its establishment.
    pub establishment: EstablishmentIx,
    /// Unique code.
    pub code: String,
    /// Name.
    pub name: String,
    /// What it is for.
    pub kind: Kind,
    /// Functional unit of accommodation (PV1-3.1).
    pub uf_housing: String,
    /// Functional unit of medical responsibility (ZBE-7).
    pub uf_medical: String,
    /// Functional unit of nursing (ZBE-8).
    pub uf_care: String,
    /// Floor, 0 for the ground floor.
    pub floor: u16,
    /// Its beds, a run of [`Territory::beds`]; cradles included.
    pub beds: std::ops::Range<u32>,
    /// Its doctors, a run of [`Territory::doctors`].
    pub doctors: std::ops::Range<u32>,
}

/// A room.
#[derive(Clone, Debug)]
pub struct Room {
    /// Its ward.
    pub ward: WardIx,
    /// Code, unique in the site (the number on the door).
    pub code: String,
    /// One bed only, cradles apart.
    pub single: bool,
    /// Fit for precautions: alone, with a lock.
    pub isolation: bool,
    /// Lower pressure than the corridor.
    pub negative_pressure: bool,
    /// Its beds, a run of [`Territory::beds`].
    pub beds: std::ops::Range<u32>,
}

/// A bed, a day place, an emergency cubicle or a cradle.
#[derive(Clone, Debug)]
pub struct Bed {
    /// Its room.
    pub room: RoomIx,
    /// Its ward.
    pub ward: WardIx,
    /// Code, unique in the room: `P` (door), `F` (window), `1` (alone), `B` (cradle).
    pub code: String,
    /// What people call it.
    pub label: String,
    /// Attribute codes (see `docs/structure-format.md`).
    pub attributes: Vec<&'static str>,
    /// A cradle beside its mother's bed.
    pub cradle: bool,
}

/// A fictional doctor.
#[derive(Clone, Debug)]
pub struct Doctor {
    /// RPPS-shaped number (eleven digits beginning with 99: no real one does).
    pub rpps: String,
    /// Family name.
    pub family: String,
    /// First name.
    pub given: String,
}

impl Territory {
    /// The one fictional territory.
    #[must_use]
    pub fn fictional() -> Self {
        build::build()
    }

    /// Beds of the territory without cradles.
    #[must_use]
    pub fn bed_count(&self) -> usize {
        self.beds.iter().filter(|bed| !bed.cradle).count()
    }

    pub(crate) fn ward(&self, ward: WardIx) -> &Ward {
        &self.wards[ward.at()]
    }

    pub(crate) fn bed(&self, bed: BedIx) -> &Bed {
        &self.beds[bed.at()]
    }

    pub(crate) fn room(&self, room: RoomIx) -> &Room {
        &self.rooms[room.at()]
    }

    pub(crate) fn room_of(&self, bed: BedIx) -> &Room {
        self.room(self.bed(bed).room)
    }

    pub(crate) fn doctor(&self, doctor: DoctorIx) -> &Doctor {
        &self.doctors[doctor.at()]
    }

    pub(crate) fn establishment(&self, establishment: EstablishmentIx) -> &Establishment {
        &self.establishments[establishment.at()]
    }

    pub(crate) fn ward_positions(&self) -> impl Iterator<Item = WardIx> + use<> {
        (0..self.wards.len()).map(WardIx::of)
    }

    pub(crate) fn beds_of(&self, ward: WardIx) -> impl Iterator<Item = BedIx> + use<> {
        self.ward(ward).beds.clone().map(BedIx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_territory_has_the_promised_size() {
        let territory = Territory::fictional();
        assert_eq!(territory.establishments.len(), 3);
        assert_eq!(territory.sites.len(), 5);
        assert!(
            (58..=66).contains(&territory.wards.len()),
            "{} wards",
            territory.wards.len()
        );
        assert!(
            (1_850..=1_950).contains(&territory.beds.len()),
            "{} beds and cradles",
            territory.beds.len()
        );
    }

    #[test]
    fn codes_are_unique_where_the_feed_needs_them_to_be() {
        let territory = Territory::fictional();
        let mut units = HashSet::new();
        for ward in &territory.wards {
            for unit in [&ward.uf_housing, &ward.uf_medical, &ward.uf_care] {
                assert!(units.insert(unit.clone()), "unit {unit} twice");
            }
        }
        let mut rooms = HashSet::new();
        for room in &territory.rooms {
            let site = territory.ward(room.ward).site;
            assert!(
                rooms.insert((site, room.code.clone())),
                "room {} twice on a site",
                room.code
            );
        }
        let mut beds = HashSet::new();
        for bed in &territory.beds {
            assert!(
                beds.insert((bed.room, bed.code.clone())),
                "bed {} twice in a room",
                bed.label
            );
        }
        let rpps: HashSet<_> = territory.doctors.iter().map(|doctor| &doctor.rpps).collect();
        assert_eq!(rpps.len(), territory.doctors.len());
    }

    #[test]
    fn invented_numbers_have_a_right_key_and_a_department_that_does_not_exist() {
        let territory = Territory::fictional();
        for establishment in &territory.establishments {
            assert!(establishment.finess.starts_with("99") && build::luhn_holds(&establishment.finess));
        }
        for doctor in &territory.doctors {
            assert!(doctor.rpps.starts_with("99") && build::luhn_holds(&doctor.rpps));
        }
    }
}
