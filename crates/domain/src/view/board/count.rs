//! Counts of a ward, without a name.

use base::Moment;
use base::id::WardId;

use super::super::day::Day;
use super::Summary;
use super::care::leaving;
use super::look::{Around, Look, around, in_charge, is_soon_free, look, other_department};
use crate::bed::Lifecycle;
use crate::state::State;
use crate::stay::Stay;
use crate::structure::{Bed, Room, Ward};

/// The counts of a ward at a moment; nothing but zeros for a ward that is unknown or was merged into another one.
///
/// Every installed bed is counted once, as the tile of [`super::ward_board`] shows it.
#[must_use]
pub fn ward_summary(state: &State, ward: WardId, now: Moment) -> Summary {
    summary_of(state, ward, &Day::of(state, now))
}

pub(in crate::view) fn summary_of(state: &State, ward: WardId, day: &Day) -> Summary {
    let mut summary = Summary::default();
    let Some(known) = state.ward(ward).filter(|it| it.merged_into.is_none()) else {
        return summary;
    };
    for bed in rooms_of(state, known).flat_map(|room| beds_of(state, room)) {
        let look = look(state, bed, day);
        summary.note(&look, is_soon_free(state, bed, &look, day));
    }
    for stay in state.index.stays_of_ward(ward).filter_map(|id| state.stay(id)) {
        summary.note_around(state, stay, ward, &around(state, stay, ward, day), day);
    }
    summary
}

impl Summary {
    /// Counts what a stay is to the ward.
    pub(super) fn note_around(
        &mut self,
        state: &State,
        stay: &Stay,
        ward: WardId,
        around: &Around<'_>,
        day: &Day,
    ) {
        let period = match around {
            Around::InBed(period) => period,
            Around::WithoutBed(period) => {
                self.unplaced += 1;
                period
            }
            Around::Expected { at, bed } => {
                if *at < day.end_of_today {
                    self.arrivals_today += 1;
                    self.arrivals_without_bed += u32::from(bed.is_none() && !has_promise(state, stay));
                }
                return;
            }
            Around::Elsewhere => return,
        };
        let department = other_department(state, Some(ward), in_charge(state, period));
        self.outliers += u32::from(department.is_some());
        let leaves = leaving(stay, true, day);
        self.departures_today += u32::from(leaves.is_some_and(|it| it.at < day.end_of_today));
    }

    /// Counts what a bed shows.
    pub(super) fn note(&mut self, look: &Look<'_>, soon: bool) {
        self.soon += u32::from(soon);
        let count = match look {
            Look::Disputed(_) => &mut self.disputed,
            Look::Occupied(_) => &mut self.occupied,
            Look::OnLeave(_) => &mut self.on_leave,
            Look::Closed { .. } => &mut self.closed,
            Look::ToClean { .. } => &mut self.to_clean,
            Look::Cleaning { .. } => &mut self.cleaning,
            Look::Reserved { .. } | Look::Promised => &mut self.reserved,
            Look::Free { .. } => &mut self.free,
        };
        *count += 1;
    }
}

/// Whether the flow cell keeps a bed for somebody.
fn has_promise(state: &State, stay: &Stay) -> bool {
    let mut requests = state.requests_of(stay.id);
    requests.any(|it| it.stage.hold().is_some())
}

pub(in crate::view) fn rooms_of<'a>(state: &'a State, ward: &'a Ward) -> impl Iterator<Item = &'a Room> {
    ward.rooms.iter().filter_map(|id| state.room(*id))
}

pub(in crate::view) fn beds_of<'a>(state: &'a State, room: &'a Room) -> impl Iterator<Item = &'a Bed> {
    room.beds
        .iter()
        .filter_map(|id| state.bed(*id))
        .filter(|bed| bed.lifecycle == Lifecycle::Installed)
}
