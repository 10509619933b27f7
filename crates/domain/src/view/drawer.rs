//! One bed or one stay in detail: what a tile opens.

mod course;

use base::id::{BedId, PatientId, StayId, WardId};
use base::{Label, Moment};

use super::board::{
    Cast, Face, NoteView, Shown, ShownName, StayView, TileView, WardBoard, bed_name, homonyms_of,
    identity_of, notes_of, shown_bed, shown_name, ward_board,
};
use super::clocks::{Clocks, clocks_of};
use super::day::Day;
use crate::identity::{Identifier, IdentifierKind};
use crate::movement::{Kind, MovementKey};
use crate::state::State;
use crate::stay::Stay;
use crate::vault::Vault;

/// The name of whoever a stay is about, as it may be shown.
#[must_use]
pub fn stay_name(state: &State, vault: &Vault, stay: StayId) -> Option<ShownName> {
    let stay = state.stay(stay)?;
    Some(shown_name(identity_of(
        vault,
        state.patient_of(stay.patient),
        stay,
    )))
}

/// A stay in detail, whether its patient is there, expected or gone; none for a stay that is unknown.
///
/// Of a patient whose name is masked, the birth, the birth name and the national number stay hidden too.
#[must_use]
pub fn stay_drawer(state: &State, vault: &Vault, stay: StayId, now: Moment) -> Option<StayDrawer> {
    let known = state.stay(stay)?;
    let day = Day::of(state, now);
    let period = state.period_at(known, now);
    let ward = period.and_then(|period| state.ward_of_segment(period));
    let patient = state.patient_of(known.patient);
    let identity = identity_of(vault, patient, known);
    let masked = identity.is_some_and(|it| it.status.masked);
    let shown = identity.filter(|_| !masked);
    let bed = period.and_then(|period| shown_bed(state, period.spot));
    let clocks = clocks_of(state, known);
    Some(StayDrawer {
        stay: view_of(state, vault, known, ward, &day),
        numbers: numbers_of(vault, known, identity.map_or(&[], |it| &it.identifiers), masked),
        birth_family: shown.and_then(|it| it.birth_family.clone()),
        birth: shown.and_then(|it| it.birth),
        ward: ward
            .and_then(|id| state.ward(id))
            .map(|it| (it.id, it.name.clone())),
        bed: bed.and_then(|id| Some((id, bed_name(state, id)?))),
        course: course::course_of(state, vault, known, &clocks, now),
        clocks,
        arrival: arrival_of(state, known, now),
        others: others_of(state, patient, known),
        patient,
        homonyms: homonyms(state, vault, ward, stay, now),
        notes: note_lines(state, vault, known),
    })
}

/// A bed in detail; none for a bed that is unknown or was taken away.
#[must_use]
pub fn bed_drawer(state: &State, vault: &Vault, bed: BedId, now: Moment) -> Option<BedDrawer> {
    let ward = state.ward_of_bed(bed)?;
    let board = ward_board(state, vault, ward, now)?;
    let tile = board
        .rooms
        .into_iter()
        .flat_map(|room| room.beds)
        .find(|tile| tile.bed == bed)?;
    Some(BedDrawer {
        ward: (board.ward, board.name),
        tile,
        unplaced: board.unplaced,
    })
}

/// What the tile of that stay shows; made as on the board of its ward, so that colours and homonyms agree.
fn view_of(state: &State, vault: &Vault, stay: &Stay, ward: Option<WardId>, day: &Day) -> StayView {
    let on_board = ward
        .and_then(|ward| ward_board(state, vault, ward, day.now))
        .and_then(|board| shown_on(board, stay.id));
    on_board.unwrap_or_else(|| {
        let shown = Shown {
            stay,
            since: since(state, stay, day.now),
            present: state.is_present(stay, day.now),
        };
        Cast::of(state, vault, day, &[shown], &state.board_config(ward)).view(shown)
    })
}

/// Who on the board could be taken for the patient. Nothing is said of the birth of somebody whose name is masked:
/// they are no homonym.
fn homonyms(state: &State, vault: &Vault, ward: Option<WardId>, stay: StayId, now: Moment) -> Vec<Homonym> {
    let Some(board) = ward.and_then(|ward| ward_board(state, vault, ward, now)) else {
        return Vec::new();
    };
    let found = homonyms_of(&board, stay).into_iter().map(|other| {
        let known = state.stay(other.stay);
        let identity = known.and_then(|it| identity_of(vault, other.patient, it));
        let tile = board
            .tiles()
            .find(|tile| tile.face.stays().iter().any(|it| it.stay == other.stay));
        Homonym {
            stay: other.clone(),
            bed: tile.map(|tile| tile.name.clone()),
            born: identity.and_then(|it| it.birth).map(|birth| birth / 10_000),
        }
    });
    found.collect()
}

fn note_lines(state: &State, vault: &Vault, stay: &Stay) -> Vec<NoteLine> {
    let replaced: Vec<_> = stay
        .care()
        .notes
        .iter()
        .filter_map(|id| state.note(*id)?.replaces)
        .collect();
    notes_of(state, vault, stay.id)
        .map(|(withdrawn, note)| NoteLine {
            replaced: withdrawn && replaced.contains(&note.note),
            withdrawn,
            note,
        })
        .collect()
}

fn shown_on(board: WardBoard, stay: StayId) -> Option<StayView> {
    let faces = board
        .rooms
        .into_iter()
        .flat_map(|room| room.beds)
        .map(|tile| tile.face);
    let in_beds = faces.flat_map(|face| match face {
        Face::Occupied(one) | Face::OnLeave { stay: one, .. } => vec![*one],
        Face::Disputed(several) => several,
        Face::Reserved(_)
        | Face::Promised
        | Face::Free { .. }
        | Face::ToClean { .. }
        | Face::Cleaning { .. }
        | Face::Closed { .. } => Vec::new(),
    });
    in_beds.chain(board.unplaced).find(|it| it.stay == stay)
}

/// Whether an arrival is to be noted: of somebody expected within a day, or in the ward for less than one.
fn arrival_of(state: &State, stay: &Stay, now: Moment) -> Arrival {
    if stay.timeline.over_by(now) || state.seen_leaving(stay, now).is_some() {
        return Arrival::Past;
    }
    let passages = state.passages(stay);
    let here = passages.iter().rfind(|it| it.covers(now)).map(|it| it.from);
    let soonest = || state.expectations(stay, now).map(|it| it.at).min();
    let Some(at) = here.or_else(soonest) else {
        return Arrival::Past;
    };
    match state.arrival_noted(stay, now) {
        _ if at.since(now).abs() > base::time::DAY => Arrival::Past,
        Some(seen) => Arrival::Noted(seen.at),
        None => Arrival::ToNote,
    }
}

/// When the stay began, or is expected; the last thing known of one that was called off.
fn since(state: &State, stay: &Stay, now: Moment) -> Moment {
    let expected = || state.expectations(stay, now).map(|it| it.at).min();
    stay.timeline
        .arrived_at
        .or_else(expected)
        .or(stay.timeline.left_at)
        .or_else(|| stay.reports.iter().last().map(|report| report.at))
        .unwrap_or(now)
}

/// The numbers of the stay, then those of the patient.
fn numbers_of(vault: &Vault, stay: &Stay, patient: &[Identifier], masked: bool) -> Vec<Identifier> {
    let numbers = vault.stay(stay.id);
    let visits = numbers.into_iter().flat_map(|it| it.visits.iter());
    let account = numbers.and_then(|it| it.account.as_ref());
    let patient = patient
        .iter()
        .filter(|number| !(masked && number.kind == IdentifierKind::Ins));
    visits.chain(account).chain(patient).cloned().collect()
}

fn others_of(state: &State, patient: PatientId, stay: &Stay) -> Vec<(StayId, Moment)> {
    let mut others: Vec<(StayId, Moment)> = state
        .stays_of(patient)
        .into_iter()
        .filter(|id| *id != stay.id)
        .filter_map(|id| state.stay(id))
        .filter(|it| !it.timeline.cancelled)
        .filter_map(|it| {
            let planned = it.timeline.planned.as_ref().map(|plan| plan.at);
            let began = it.timeline.arrived_at.or(planned).or(it.timeline.left_at);
            began.map(|at| (it.id, at))
        })
        .collect();
    others.sort_by_key(|(id, at)| (std::cmp::Reverse(*at), std::cmp::Reverse(*id)));
    others
}

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
    /// What is to be done about the arrival.
    pub arrival: Arrival,
    /// Both clocks of each coming and going, oldest first.
    pub clocks: Vec<Clocks>,
    /// Other stays of the same patient, latest first.
    pub others: Vec<(StayId, Moment)>,
    /// The patient.
    pub patient: PatientId,
    /// Who in the ward could be taken for the patient.
    pub homonyms: Vec<Homonym>,
    /// Every note, newest first, those taken off the board included.
    pub notes: Vec<NoteLine>,
}

/// Somebody who could be taken for the patient, and what tells them apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Homonym {
    /// What their tile shows.
    pub stay: StayView,
    /// Their bed, as people say it; none for somebody without a bed or not yet there.
    pub bed: Option<String>,
    /// Their year of birth, when it is known.
    pub born: Option<u32>,
}

/// A note, and whether it is still on the board.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteLine {
    /// The note.
    pub note: NoteView,
    /// Taken off the board.
    pub withdrawn: bool,
    /// Another note took its place.
    pub replaced: bool,
}

/// What is to be done about the arrival of a patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Nobody said yet when they came.
    ToNote,
    /// Seen at that moment; it can be taken back.
    Noted(Moment),
    /// Long ago, or over.
    Past,
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
    /// When somebody saw it happen: the other clock.
    pub seen: Option<Moment>,
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
