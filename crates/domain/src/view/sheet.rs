//! The downtime sheet of a ward: what a team needs on paper once no screen answers.
//!
//! The board as lines, in reading order, each person with the hospital's number and the next movement. Everything a
//! board shows of a person is in its [`StayView`], so that a fact added there reaches the paper too.

use std::collections::BTreeMap;

use base::Moment;
use base::id::{StayId, WardId};

use super::board::{Face, Leaving, StayView, TileView, WardBoard, identity_of, ward_board};
use crate::identity::IdentifierKind;
use crate::state::State;
use crate::vault::Vault;

/// The sheet of a ward at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct WardSheet {
    /// The board it is made from.
    pub board: WardBoard,
    /// The hospital's number (IPP) of each stay shown: names alone do not tell two people apart.
    pub numbers: BTreeMap<StayId, String>,
}

/// A line of the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line<'a> {
    /// Whose line it is.
    pub whose: Whose<'a>,
    /// Who, unless it is an empty bed.
    pub person: Option<Person<'a>>,
}

/// Where a line stands on the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Whose<'a> {
    /// A bed, in reading order. A disputed bed has a line for each of its patients.
    Bed(&'a TileView),
    /// Somebody in the ward without a bed.
    WithoutBed,
    /// Somebody expected, whose bed does not show them yet: none is planned, or somebody else is in it.
    Expected,
}

/// Somebody on the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person<'a> {
    /// What the board shows of them.
    pub stay: &'a StayView,
    /// Their IPP, when it is known.
    pub number: Option<&'a str>,
    /// What happens to them next.
    pub next: Next,
    /// The bed meant for them, of somebody expected.
    pub planned: Option<&'a TileView>,
}

/// What happens next to somebody, as far as anybody has said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing said.
    Nothing,
    /// Comes, at that hour.
    Arrives(Moment),
    /// Has the bed kept until that hour, and may come at any.
    Promised(Moment),
    /// Comes back from leave.
    Returns(Option<Moment>),
    /// Was seen leaving; the administration does not know yet.
    Left(Moment),
    /// Leaves today.
    Leaves,
    /// Goes to another bed or ward, as announced (see [`StayView::moving`]).
    Moves,
    /// Should have left.
    Overdue,
    /// Two patients in one bed: to be settled.
    ToSettle,
}

/// The downtime sheet of a ward at a moment; none for a ward that has no board.
#[must_use]
pub fn ward_sheet(state: &State, vault: &Vault, ward: WardId, now: Moment) -> Option<WardSheet> {
    let board = ward_board(state, vault, ward, now)?;
    let numbers = board
        .stays()
        .filter_map(|view| {
            let identity = identity_of(vault, view.patient, state.stay(view.stay)?)?;
            let number = identity
                .identifiers
                .iter()
                .find(|it| it.kind == IdentifierKind::Local)?;
            Some((view.stay, number.value.to_string()))
        })
        .collect();
    Some(WardSheet { board, numbers })
}

impl WardSheet {
    /// Every line, in reading order: beds, then people without one, then people expected.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let beds = self.board.tiles().flat_map(|tile| self.lines_of(tile));
        let unplaced = self.board.unplaced.iter().map(|stay| Line {
            whose: Whose::WithoutBed,
            person: Some(self.person(stay, next_of(stay))),
        });
        let expected = self.board.expected.iter().map(|stay| Line {
            whose: Whose::Expected,
            person: Some(Person {
                planned: self.planned(stay.stay),
                ..self.person(stay, Next::Arrives(stay.since))
            }),
        });
        beds.chain(unplaced).chain(expected)
    }

    /// Whether two sheets say the same of the ward, whatever the hour they were made at.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let (one, two) = (&self.board, &other.board);
        self.numbers == other.numbers
            && one.rooms == two.rooms
            && one.unplaced == two.unplaced
            && one.expected == two.expected
            && one.planned_beds == two.planned_beds
            && one.summary == two.summary
            && one.doctors == two.doctors
            && (&one.name, &one.site, &one.establishment) == (&two.name, &two.site, &two.establishment)
            && (one.discovered, &one.specialty) == (two.discovered, &two.specialty)
    }

    fn lines_of<'a>(&'a self, tile: &'a TileView) -> Vec<Line<'a>> {
        let line = |stay: &'a StayView, next| Line {
            whose: Whose::Bed(tile),
            person: Some(self.person(stay, next)),
        };
        match &tile.face {
            Face::Reserved(stay) => vec![line(stay, coming(tile, stay, self.board.now))],
            Face::Occupied(stay) => vec![line(stay, next_of(stay))],
            Face::OnLeave { stay, back_at } => vec![line(stay, Next::Returns(*back_at))],
            Face::Disputed(stays) => stays.iter().map(|stay| line(stay, Next::ToSettle)).collect(),
            Face::Free { .. }
            | Face::Promised
            | Face::ToClean { .. }
            | Face::Cleaning { .. }
            | Face::Closed { .. } => {
                vec![Line {
                    whose: Whose::Bed(tile),
                    person: None,
                }]
            }
        }
    }

    fn person<'a>(&'a self, stay: &'a StayView, next: Next) -> Person<'a> {
        Person {
            stay,
            number: self.numbers.get(&stay.stay).map(String::as_str),
            next,
            planned: None,
        }
    }

    /// The bed planned for somebody expected.
    fn planned(&self, stay: StayId) -> Option<&TileView> {
        let (_, bed) = self.board.planned_beds.iter().find(|(of, _)| *of == stay)?;
        self.board.tiles().find(|tile| tile.bed == *bed)
    }
}

/// The hour somebody comes at, or until when the bed that is already theirs waits for them.
fn coming(tile: &TileView, stay: &StayView, now: Moment) -> Next {
    match tile.hold.as_deref() {
        Some(hold) if hold.stay == Some(stay.stay) && hold.from <= now => Next::Promised(hold.until),
        _ => Next::Arrives(stay.since),
    }
}

fn next_of(stay: &StayView) -> Next {
    let first = |leaving: &Leaving| {
        let hour = leaving.today && !leaving.day_only;
        stay.moving
            .as_ref()
            .is_none_or(|moving| hour && leaving.at <= moving.at)
    };
    match (stay.seen_leaving, stay.leaving) {
        (Some(at), _) => Next::Left(at),
        (None, Some(leaving)) if leaving.late => Next::Overdue,
        (None, Some(leaving)) if leaving.today && first(&leaving) => Next::Leaves,
        (None, _) if stay.moving.is_some() => Next::Moves,
        (None, _) => Next::Nothing,
    }
}
