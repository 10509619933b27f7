//! What a rule looks at: the question, a ward with what is free in it, a room, a bed.

use std::ops::Deref;

use base::time::MINUTE;
use smallvec::SmallVec;

use super::ask::{Ask, Specialty};
use super::beds::{Beds, Gate, Person, RoomRow, WardRow};
use super::reason::Until;

/// A question about a ward.
pub(super) struct WardCase<'a> {
    pub ask: &'a Ask<'a>,
    pub beds: &'a Beds,
    pub ward: &'a WardRow,
    pub tally: Tally,
    pub fit: Fit,
}

/// How full a ward is at the moment of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Tally {
    /// Beds that are open and staffed.
    pub open: u32,
    /// Those of them in which somebody lies, or that are kept for somebody.
    pub taken: u32,
    /// Those of them that are promised to somebody else.
    pub promised: u32,
}

impl Tally {
    /// Beds that are open, staffed, not taken and not promised.
    pub const fn free(self) -> u32 {
        self.open.saturating_sub(self.taken + self.promised)
    }
}

/// What a ward is to the patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// Nobody said which wards would be right.
    Unknown,
    /// The right one, or one of several right ones.
    Own,
    /// One that agreed.
    Agreed,
    /// Another one.
    Outlier,
}

impl<'a> WardCase<'a> {
    pub fn of(ask: &'a Ask<'a>, beds: &'a Beds, ward: &'a WardRow) -> Self {
        Self {
            ask,
            beds,
            ward,
            tally: tally(ask, beds, ward),
            fit: fit(ask, ward),
        }
    }
}

fn tally(ask: &Ask<'_>, beds: &Beds, ward: &WardRow) -> Tally {
    let rows = ward.beds.0 as usize..ward.beds.1 as usize;
    let columns = &beds.columns;
    let mut tally = Tally::default();
    let gates = columns.gate.get(rows.clone()).unwrap_or_default();
    let closed = columns.closed_until.get(rows.clone()).unwrap_or_default();
    for ((gate, closed), row) in gates.iter().zip(closed).zip(rows) {
        if gate.has(Gate::SHUT) {
            tally.open += 1;
            tally.taken += 1;
            continue;
        }
        if gate.has(Gate::UNSTAFFED) || *closed > ask.at {
            continue;
        }
        tally.open += 1;
        if gate.has(Gate::TAKEN) {
            tally.taken += 1;
        } else if gate.has(Gate::RARITY)
            && let Some(rarity) = columns.bed.get(row).and_then(|it| columns.rarities.get(it))
            && rarity.promised.iter().any(|it| ask.is_refused_by(it))
        {
            tally.promised += 1;
        }
    }
    tally
}

/// What the ward is to the patient: lists of a thesaurus have the last word, the ward in charge is right in any case.
fn fit(ask: &Ask<'_>, ward: &WardRow) -> Fit {
    let question = ask.question;
    if question.referring == Some(ward.id) || question.preferred.contains(&ward.id) {
        return Fit::Own;
    }
    let listed = !question.preferred.is_empty();
    let (own, agreed) = match ask.specialty {
        Specialty::Unknown => (false, false),
        Specialty::Of(set) => (ward.own & set != 0, ward.agreed & set != 0),
    };
    if own && !listed {
        return Fit::Own;
    }
    if own || agreed || question.acceptable.contains(&ward.id) {
        return Fit::Agreed;
    }
    let somebody_said = listed
        || !question.acceptable.is_empty()
        || question.referring.is_some()
        || ask.specialty != Specialty::Unknown;
    if somebody_said { Fit::Outlier } else { Fit::Unknown }
}

/// A question about a bed.
#[derive(Clone, Copy)]
pub(super) struct BedCase<'a> {
    pub ask: &'a Ask<'a>,
    pub beds: &'a Beds,
    pub ward: &'a WardRow,
    pub room: &'a RoomRow,
    pub row: usize,
    pub gate: Gate,
    /// When the bed is ready, in milliseconds; [`i64::MAX`] when nobody knows.
    pub ready: i64,
}

impl<'a> BedCase<'a> {
    #[inline]
    pub fn of(
        ask: &'a Ask<'a>,
        beds: &'a Beds,
        ward: &'a WardRow,
        room: &'a RoomRow,
        row: usize,
    ) -> Option<Self> {
        let columns = &beds.columns;
        let gate = *columns.gate.get(row)?;
        let free_from = *columns.free_from.get(row)?;
        let cleaning = i64::from(*columns.cleaning.get(row)?) * MINUTE;
        let closed = *columns.closed_until.get(row)?;
        let now = ask.now;
        let ready = match free_from {
            i64::MAX => i64::MAX,
            from => from.max(now).saturating_add(cleaning),
        };
        Some(Self {
            ask,
            beds,
            ward,
            room,
            row,
            gate,
            ready: ready.max(closed),
        })
    }

    /// When the patient would come.
    #[inline]
    pub fn comes(&self) -> i64 {
        self.ready.max(self.ask.at)
    }

    /// What has to be over before the bed is ready.
    #[inline]
    pub fn until(&self) -> Until {
        let closed = self.beds.columns.closed_until.get(self.row).copied().unwrap_or(0);
        match self.gate {
            _ if closed == self.ready => Until::Closure,
            gate if gate.has(Gate::TAKEN) => Until::Departure,
            gate if gate.has(Gate::CONTAMINATED) => Until::Disinfection,
            gate if gate.has(Gate::CLEANING) => Until::Cleaning,
            _ => Until::ToClean,
        }
    }

    #[inline]
    pub fn offers(&self) -> crate::bed::Attributes {
        self.beds
            .columns
            .offers
            .get(self.row)
            .copied()
            .unwrap_or_default()
    }

    /// Who lies in the bed, or keeps it.
    #[inline]
    pub fn lies(&self) -> Person {
        self.beds.columns.lies.get(self.row).copied().unwrap_or_default()
    }

    /// The other beds of the room, by row.
    #[inline]
    pub fn siblings(&self) -> impl Iterator<Item = usize> + use<> {
        let own = self.row;
        (self.room.beds.0 as usize..self.room.beds.1 as usize).filter(move |row| *row != own)
    }
}

/// A question about a bed that somebody could have, with those around it.
pub(super) struct RoomCase<'a> {
    bed: BedCase<'a>,
    /// Everybody who would share the room: those in its other beds who do not leave before, and those these beds are
    /// promised to.
    pub mates: SmallVec<[&'a Person; 2]>,
}

impl<'a> Deref for RoomCase<'a> {
    type Target = BedCase<'a>;

    fn deref(&self) -> &BedCase<'a> {
        &self.bed
    }
}

impl<'a> RoomCase<'a> {
    /// Looks around: once a bed, for all the rules about who else is there.
    #[inline]
    pub fn of(bed: BedCase<'a>) -> Self {
        let (ask, columns) = (bed.ask, &bed.beds.columns);
        let mut mates = SmallVec::new();
        for row in bed.siblings() {
            if let Some(lies) = columns.lies.get(row)
                && ask.stays_on(lies)
            {
                mates.push(lies);
            }
            if columns.gate.get(row).is_none_or(|it| !it.has(Gate::RARITY)) {
                continue;
            }
            let Some(rarity) = columns.bed.get(row).and_then(|it| columns.rarities.get(it)) else {
                continue;
            };
            mates.extend(rarity.others.iter().filter(|it| ask.stays_on(it)));
            let promised = rarity.promised.iter().filter(|it| ask.is_in_the_way(it));
            mates.extend(promised.map(|it| &it.who));
        }
        Self { bed, mates }
    }
}
