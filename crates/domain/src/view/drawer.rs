//! One bed or one stay in detail: what a tile opens.

use base::id::{BedId, PatientId, StayId, WardId};
use base::{Label, Moment};

use super::board::{StayView, TileView};
use crate::identity::Identifier;
use crate::movement::{Kind, MovementKey};

/// A stay in detail.
#[derive(Clone, Debug, PartialEq)]
pub struct StayDrawer {
    /// What its tile shows.
    pub stay: StayView,
    /// Identity numbers (IPP, INS, NDA, visit): shown on the drawer only.
    pub numbers: Vec<Identifier>,
    /// Birth name, when it differs.
    pub birth_family: Option<Label>,
    /// Birth date as `YYYYMMDD`.
    pub birth: Option<u32>,
    /// The ward and bed where the stay is now, when it is somewhere.
    pub ward: Option<(WardId, Label)>,
    /// The bed.
    pub bed: Option<(BedId, String)>,
    /// The course of the stay, oldest first, what is expected last.
    pub course: Vec<Step>,
    /// Other stays of the same patient, latest first.
    pub others: Vec<(StayId, Moment)>,
    /// The patient.
    pub patient: PatientId,
}

/// One step of a stay's course.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// When it took or takes effect.
    pub at: Moment,
    /// What it is.
    pub kind: Kind,
    /// Where it leads: ward and bed, as people say it.
    pub place: String,
    /// Doctor or department named by it.
    pub detail: String,
    /// Not yet.
    pub expected: bool,
    /// Taken back by its sender: shown struck out.
    pub cancelled: bool,
    /// Said on the board rather than by a feed.
    pub by_board: bool,
    /// The movement id was made up by Chevet.
    pub inferred: bool,
    /// The movement.
    pub movement: MovementKey,
    /// Its authority and number, as text.
    pub movement_name: String,
}

/// A bed in detail.
#[derive(Clone, Debug, PartialEq)]
pub struct BedDrawer {
    /// Its ward.
    pub ward: (WardId, Label),
    /// What its tile shows.
    pub tile: TileView,
    /// Patients of the ward without a bed, who could be placed here.
    pub unplaced: Vec<StayView>,
}
