//! Who and what answers to a text typed anywhere: people with where they are now, beds, wards, sites, doctors.
//!
//! Whoever is to be kept quiet is not found by name. A masked identity is in no index of names; a stay whose presence
//! is confidential hides its patient here, because it may become so, or cease to be, at any moment. Both are found by
//! their whole number, and shown without a name. They count for nothing either: not among the homonyms, not in the
//! number of answers.

mod doctors;
mod people;
mod places;

use base::id::{BedId, PatientId, PractitionerId, SiteId, StayId, WardId};
use base::{Label, Moment};

use super::board::{Age, ShownName, TileView};
use super::day::Day;
use crate::identity::Sex;
use crate::search::{Index, Wanted};
use crate::state::State;
use crate::vault::Vault;

/// How many of each are shown: what fits on a screen. Whoever sees too many types one letter more.
pub const PEOPLE: usize = 12;
const BEDS: usize = 6;
const WARDS: usize = 6;
const SITES: usize = 2;
const DOCTORS: usize = 6;

/// Everything that answers to that text, the best first.
#[must_use]
pub fn search(state: &State, vault: &Vault, index: &Index, text: &str, now: Moment) -> Answers {
    let wanted = Wanted::of(text);
    if wanted.is_empty() {
        return Answers::default();
    }
    let day = Day::of(state, now);
    let (people, more_people) = people::people(state, vault, index, &wanted, &day);
    let (beds, more_beds) = places::beds(state, vault, &wanted, now);
    Answers {
        people,
        beds,
        more: more_people + more_beds,
        wards: places::wards(state, &wanted),
        sites: places::sites(state, &wanted),
        doctors: doctors::doctors(state, vault, index, &wanted, now),
    }
}

/// What answers to a text.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Answers {
    /// Patients: those who are there first, then those who are expected, then those who left, the last one first.
    /// Guesses come after all who answer to what was really typed.
    pub people: Vec<PersonFound>,
    /// How many more patients and beds answer.
    pub more: usize,
    /// Beds.
    pub beds: Vec<BedFound>,
    /// Wards.
    pub wards: Vec<WardFound>,
    /// Sites.
    pub sites: Vec<(SiteId, Label)>,
    /// Doctors, once for each ward in which they have patients, most patients first.
    pub doctors: Vec<DoctorFound>,
}

/// A patient.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonFound {
    /// Who.
    pub patient: PatientId,
    /// The stay that says where they are.
    pub stay: StayId,
    /// The name to show.
    pub name: ShownName,
    /// Birth name, when it differs.
    pub birth_family: Option<Label>,
    /// Administrative sex.
    pub sex: Sex,
    /// Age; none of a name that is hidden.
    pub age: Option<Age>,
    /// Birth date as `YYYYMMDD`: tells namesakes apart.
    pub birth: Option<u32>,
    /// Somebody else who is there or expected has the same surname and the same initial.
    pub homonym: bool,
    /// What was typed differs from the name: a slip, or another spelling.
    pub guess: bool,
    /// Where they are.
    pub whereabouts: Whereabouts,
}

/// A place as it is said of somebody: site, ward, bed.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Place {
    /// The site, or the establishment where it is not known.
    pub site: Option<Label>,
    /// The ward.
    pub ward: Option<(WardId, Label)>,
    /// The bed.
    pub bed: Option<(BedId, String)>,
}

/// Where somebody is. Whoever has no stay, or only some that were called off, is no answer: there is nowhere to go.
#[derive(Clone, Debug, PartialEq)]
pub enum Whereabouts {
    /// There, or on leave with the bed kept.
    Present {
        /// Where.
        place: Place,
        /// Away for a while.
        on_leave: bool,
    },
    /// Not there yet.
    Expected {
        /// When.
        at: Moment,
        /// Where.
        place: Place,
    },
    /// Gone.
    Left {
        /// When, if it was said.
        at: Option<Moment>,
        /// From where.
        place: Place,
    },
}

/// A bed.
#[derive(Clone, Debug, PartialEq)]
pub struct BedFound {
    /// Its place.
    pub place: Place,
    /// What its tile shows.
    pub tile: TileView,
}

/// A ward.
#[derive(Clone, Debug, PartialEq)]
pub struct WardFound {
    /// Which.
    pub ward: WardId,
    /// Its name.
    pub name: Label,
    /// Its site, or its establishment.
    pub site: Option<Label>,
}

/// A doctor, in a ward where patients are theirs.
#[derive(Clone, Debug, PartialEq)]
pub struct DoctorFound {
    /// Who.
    pub doctor: PractitionerId,
    /// Surname in capitals and given name.
    pub name: String,
    /// Where.
    pub ward: WardId,
    /// Its name.
    pub ward_name: Label,
    /// How many patients there.
    pub patients: u32,
}
