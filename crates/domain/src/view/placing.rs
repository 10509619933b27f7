//! Whether a patient fits in each bed of their ward: what is shown before somebody is moved, not after.
//!
//! A pure function of the board. What it calls impossible, the rules refuse too; what it warns of, people may decide
//! all the same, knowing it.

use std::sync::Arc;

use base::Moment;
use base::id::{BedId, StayId};

use super::board::{Age, Face, ShownName, StayView, TileView, WardBoard, may_be_taken_for};
use crate::bed::{Attribute, Attributes, ClosureReason};
use crate::care::Need;
use crate::identity::Sex;
use crate::precaution::Precaution;

/// Under this age, in years, a patient is a child and lies with children.
const ADULT: u16 = 18;

/// Where a patient could go.
#[derive(Clone, Debug, PartialEq)]
pub struct Placings {
    /// Who.
    pub stay: StayView,
    /// The bed where they are, and its name.
    pub from: Option<(BedId, String)>,
    /// Every bed of the ward, in reading order.
    pub beds: Vec<Placing>,
}

impl Placings {
    /// What is said of that bed.
    #[must_use]
    pub fn of(&self, bed: BedId) -> Option<&Placing> {
        self.beds.iter().find(|it| it.bed == bed)
    }

    /// The bed that somebody means who typed that, as people type bed names: `412p` is bed 412 P, and `409` alone is
    /// enough for a room of one bed.
    ///
    /// # Errors
    /// The names that begin like it, when there are several; none when no bed does.
    pub fn named(&self, typed: &str) -> Result<&Placing, Vec<&str>> {
        let plain = |name: &str| base::text::folded(name).replace(' ', "");
        let typed = plain(typed);
        let like = |it: &&Placing| !typed.is_empty() && plain(&it.name).starts_with(&typed);
        let found: Vec<&Placing> = self.beds.iter().filter(like).collect();
        match (found.iter().find(|it| plain(&it.name) == typed), found.as_slice()) {
            (Some(exactly), _) => Ok(exactly),
            (None, [one]) => Ok(one),
            (None, several) => Err(several.iter().map(|it| it.name.as_str()).collect()),
        }
    }
}

/// What moving the patient to a bed would mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Placing {
    /// The bed.
    pub bed: BedId,
    /// Its name.
    pub name: String,
    /// What would happen.
    pub outcome: Outcome,
}

/// What moving somebody to a bed would do.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// They are already there.
    Here,
    /// It cannot be done.
    Impossible(Impossible),
    /// They would move.
    Move(Vec<Warning>),
    /// They would change beds with whoever lies there.
    Swap {
        /// Who lies there.
        with: Box<StayView>,
        /// What to think of first, for both.
        warnings: Vec<Warning>,
    },
}

impl Outcome {
    /// What to think of first.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        match self {
            Self::Here | Self::Impossible(_) => &[],
            Self::Move(warnings) | Self::Swap { warnings, .. } => warnings,
        }
    }
}

/// Why nobody can be moved to a bed.
#[derive(Clone, Debug, PartialEq)]
pub enum Impossible {
    /// Closed.
    Closed(ClosureReason),
    /// Two patients are claimed there: that is settled first.
    Disputed,
    /// Kept for somebody on leave.
    OnLeave(ShownName),
    /// Promised to somebody else.
    Promised(ShownName),
    /// To be disinfected first.
    Contaminated,
    /// Somebody lies there, and the patient has no bed to give in exchange.
    Taken(ShownName),
}

/// What to think of before moving somebody: about whom, and what.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    /// The patient who would be moved; in a swap either may be.
    pub about: StayId,
    /// What.
    pub what: Caution,
}

/// What to think of.
#[derive(Clone, Debug, PartialEq)]
pub enum Caution {
    /// The bed is not clean, or being cleaned.
    Dirty {
        /// Being cleaned.
        cleaning: bool,
    },
    /// The bed is promised to somebody expected at that moment.
    Reserved {
        /// To whom.
        to: ShownName,
        /// When they are expected.
        at: Moment,
    },
    /// A room-mate of the other sex.
    OtherSex(ShownName),
    /// An adult with a child.
    OtherAge(ShownName),
    /// A room-mate who could be taken for the patient.
    Homonym(ShownName),
    /// The patient's precautions, and a room-mate who does not have the same.
    Isolation {
        /// The patient's precautions.
        precautions: Vec<Arc<Precaution>>,
        /// The room-mate.
        with: ShownName,
    },
    /// A room-mate's precautions, which the patient does not have.
    Exposed {
        /// The room-mate's precautions.
        precautions: Vec<Arc<Precaution>>,
        /// The room-mate.
        to: ShownName,
    },
    /// The patient's precautions, in a room of several beds that is not made for it.
    SharedRoom(Vec<Arc<Precaution>>),
    /// The patient wears a telemetry unit, and the bed has no telemetry although others of the ward have.
    NoTelemetry,
    /// The patient needs oxygen, and the bed has none although others of the ward have.
    NoOxygen,
    /// The patient wished for a single room.
    WishesSingle,
}

/// What each bed of that ward would mean for a patient who is in it; none when the patient is not.
#[must_use]
pub fn placings(board: &WardBoard, stay: StayId) -> Option<Placings> {
    let from = board
        .tiles()
        .find(|tile| lies_in(tile).iter().any(|it| it.stay == stay));
    let mover = from
        .into_iter()
        .flat_map(lies_in)
        .chain(&board.unplaced)
        .find(|it| it.stay == stay)?;
    let ward = Ward::of(board);
    Some(Placings {
        stay: mover.clone(),
        from: from.map(|tile| (tile.bed, tile.name.clone())),
        beds: board
            .tiles()
            .map(|tile| Placing {
                bed: tile.bed,
                name: tile.name.clone(),
                outcome: ward.outcome(mover, from, tile),
            })
            .collect(),
    })
}

/// Who is shown to lie in a bed, or is claimed there.
fn lies_in(tile: &TileView) -> &[StayView] {
    match &tile.face {
        Face::Occupied(stay) | Face::OnLeave { stay, .. } => std::slice::from_ref(stay),
        Face::Disputed(stays) => stays,
        Face::Reserved(_)
        | Face::Promised
        | Face::Free { .. }
        | Face::ToClean { .. }
        | Face::Cleaning { .. }
        | Face::Closed { .. } => &[],
    }
}

/// A ward, and what its beds record: equipment that no bed of the ward records is not missed in one.
struct Ward<'a> {
    board: &'a WardBoard,
    records: Attributes,
}

impl<'a> Ward<'a> {
    fn of(board: &'a WardBoard) -> Self {
        let records = board
            .tiles()
            .fold(Attributes::NONE, |all, tile| all.union(tile.attributes));
        Self { board, records }
    }

    fn outcome(&self, mover: &StayView, from: Option<&TileView>, tile: &TileView) -> Outcome {
        if from.is_some_and(|from| from.bed == tile.bed) {
            return Outcome::Here;
        }
        // A promise is kept for whom it was given, whatever the bed shows.
        let others = |tile: &TileView, these: &[StayId]| {
            let hold = tile
                .hold
                .as_deref()
                .filter(|it| it.stay.is_none_or(|it| !these.contains(&it)));
            hold.map(|it| Impossible::Promised(it.name.clone()))
        };
        let pair: Vec<StayId> = std::iter::once(mover.stay)
            .chain(tile.face.lying().map(|it| it.stay))
            .collect();
        let swaps = from.filter(|_| matches!(tile.face, Face::Occupied(_)));
        if let Some(why) = others(tile, &pair).or_else(|| others(swaps?, &pair)) {
            return Outcome::Impossible(why);
        }
        let mut warnings = Vec::new();
        let mut warn = |what| {
            warnings.push(Warning {
                about: mover.stay,
                what,
            })
        };
        match &tile.face {
            Face::Closed { reason, .. } => return Outcome::Impossible(Impossible::Closed(*reason)),
            Face::Disputed(_) => return Outcome::Impossible(Impossible::Disputed),
            Face::OnLeave { stay, .. } => {
                return Outcome::Impossible(Impossible::OnLeave(stay.name.clone()));
            }
            Face::ToClean {
                contaminated: true, ..
            } => return Outcome::Impossible(Impossible::Contaminated),
            Face::Occupied(with) => return self.swap(mover, from, tile, with),
            Face::ToClean { .. } => warn(Caution::Dirty { cleaning: false }),
            Face::Cleaning { .. } => warn(Caution::Dirty { cleaning: true }),
            // Their own promised bed is kept for them.
            Face::Reserved(to) if to.patient == mover.patient => {}
            Face::Reserved(to) => warn(Caution::Reserved {
                to: to.name.clone(),
                at: to.since,
            }),
            Face::Promised | Face::Free { .. } => {}
        }
        warnings.extend(self.cautions(mover, tile, &[mover.stay]));
        Outcome::Move(warnings)
    }

    fn swap(&self, mover: &StayView, from: Option<&TileView>, tile: &TileView, with: &StayView) -> Outcome {
        let Some(from) = from.filter(|from| matches!(from.face, Face::Occupied(_))) else {
            return Outcome::Impossible(Impossible::Taken(with.name.clone()));
        };
        // Whoever comes into a closed bed is refused, in exchange or not: both beds must take somebody.
        if let Some(closure) = tile.closed_after.or(from.closed_after) {
            return Outcome::Impossible(Impossible::Closed(closure.reason));
        }
        let pair = [mover.stay, with.stay];
        let mut warnings = self.cautions(mover, tile, &pair);
        warnings.extend(self.cautions(with, from, &pair));
        // Neighbours who change beds share their room as before.
        if self.room_of(from.bed) == self.room_of(tile.bed) {
            warnings.retain(|it| matches!(it.what, Caution::NoTelemetry | Caution::NoOxygen));
        }
        Outcome::Swap {
            with: Box::new(with.clone()),
            warnings,
        }
    }

    fn room_of(&self, bed: BedId) -> Option<usize> {
        self.board
            .rooms
            .iter()
            .position(|room| room.beds.iter().any(|it| it.bed == bed))
    }

    /// What to think of when that patient comes to that bed, those who leave the room or come with them left out.
    fn cautions(&self, who: &StayView, tile: &TileView, but: &[StayId]) -> Vec<Warning> {
        let room = self.room_of(tile.bed).and_then(|room| self.board.rooms.get(room));
        let beds = room.map_or(&[][..], |room| &room.beds);
        let mates = beds
            .iter()
            .flat_map(lies_in)
            .filter(|mate| !but.contains(&mate.stay));
        let mut found = Vec::new();
        for mate in mates {
            between(who, mate, &mut found);
        }
        let own = &who.care.precautions;
        let isolated = found.iter().any(|it| matches!(it, Caution::Isolation { .. }));
        if beds.len() > 1 {
            if !own.is_empty() && !isolated && !tile.attributes.has(Attribute::IsolationCapable) {
                let cohort = beds
                    .iter()
                    .flat_map(lies_in)
                    .any(|mate| !but.contains(&mate.stay) && mate.care.precautions == *own);
                if !cohort {
                    found.push(Caution::SharedRoom(own.clone()));
                }
            }
            if who.private_room {
                found.push(Caution::WishesSingle);
            }
        }
        let lacks = |attribute| self.records.has(attribute) && !tile.attributes.has(attribute);
        if who.care.telemetry.is_some() && lacks(Attribute::Telemetry) {
            found.push(Caution::NoTelemetry);
        }
        if who.care.needs.contains(&Need::Oxygen) && lacks(Attribute::Oxygen) {
            found.push(Caution::NoOxygen);
        }
        let about = who.stay;
        found.into_iter().map(|what| Warning { about, what }).collect()
    }
}

/// What to think of before these two share a room. A mother and her newborn are meant to.
fn between(who: &StayView, mate: &StayView, found: &mut Vec<Caution>) {
    let family = who.with == Some(mate.stay) || mate.with == Some(who.stay);
    if !family {
        if is_other_sex(who.sex, mate.sex) {
            found.push(Caution::OtherSex(mate.name.clone()));
        }
        if is_child(who).zip(is_child(mate)).is_some_and(|(a, b)| a != b) {
            found.push(Caution::OtherAge(mate.name.clone()));
        }
        if who.patient != mate.patient && may_be_taken_for(&who.name, &mate.name) {
            found.push(Caution::Homonym(mate.name.clone()));
        }
    }
    // Patients with the same precautions may share a room.
    let (own, theirs) = (&who.care.precautions, &mate.care.precautions);
    if own == theirs {
        return;
    }
    if !own.is_empty() {
        found.push(Caution::Isolation {
            precautions: own.clone(),
            with: mate.name.clone(),
        });
    }
    if !theirs.is_empty() {
        found.push(Caution::Exposed {
            precautions: theirs.clone(),
            to: mate.name.clone(),
        });
    }
}

const fn is_other_sex(one: Sex, other: Sex) -> bool {
    matches!((one, other), (Sex::Female, Sex::Male) | (Sex::Male, Sex::Female))
}

/// Whether the patient is a child; none when the age is not known.
const fn is_child(stay: &StayView) -> Option<bool> {
    match stay.age {
        Some(Age::Years(years)) => Some(years < ADULT),
        Some(Age::Months(_) | Age::Days(_)) => Some(true),
        None => None,
    }
}
