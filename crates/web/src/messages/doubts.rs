//! What does not add up, as of now: beds claimed by several, stays whose movements contradict each other, patients
//! who are present in no known ward.

use app::Snapshot;
use base::id::{BedId, WardId};
use base::{Label, Moment};
use domain::structure::Standing;
use domain::view::board::{Face, StayView, ward_board};
use domain::view::drawer::stay_drawer;

/// Everything that does not add up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Doubtful {
    /// Beds claimed by several.
    pub disputes: Vec<Dispute>,
    /// Stays that contradict themselves, with the ward they are in.
    pub stays: Vec<(WardId, Label, StayView)>,
    /// Patients present in no known ward.
    pub nowhere: Vec<StayView>,
}

/// A bed claimed by several.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// The ward.
    pub ward: (WardId, Label),
    /// The bed.
    pub bed: BedId,
    /// What people call it.
    pub name: String,
    /// Who claims it.
    pub stays: Vec<StayView>,
}

impl Doubtful {
    /// How many points there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        (self.disputes.len() + self.stays.len() + self.nowhere.len()) as u64
    }

    /// What does not add up at that moment.
    #[must_use]
    pub fn of(snapshot: &Snapshot, now: Moment) -> Self {
        let mut found = Self::default();
        let (state, vault) = (&snapshot.state, &snapshot.vault);
        let wards = state
            .wards
            .iter()
            .filter(|it| it.merged_into.is_none() && it.standing != Standing::Ignored);
        for board in wards.filter_map(|ward| ward_board(state, vault, ward.id, now)) {
            let ward = (board.ward, board.name);
            for tile in board.rooms.into_iter().flat_map(|room| room.beds) {
                match tile.face {
                    Face::Disputed(stays) => {
                        let (bed, name) = (tile.bed, tile.name);
                        found.disputes.push(Dispute {
                            ward: ward.clone(),
                            bed,
                            name,
                            stays,
                        });
                    }
                    Face::Occupied(stay) | Face::Reserved(stay) | Face::OnLeave { stay, .. } => {
                        found.add(&ward, *stay)
                    }
                    Face::Free { .. }
                    | Face::Promised
                    | Face::ToClean { .. }
                    | Face::Cleaning { .. }
                    | Face::Closed { .. } => {}
                }
            }
            board
                .unplaced
                .into_iter()
                .chain(board.expected)
                .for_each(|stay| found.add(&ward, stay));
        }
        let nowhere = state
            .index
            .stays_nowhere()
            .filter_map(|stay| stay_drawer(state, vault, stay, now));
        found.nowhere = nowhere
            .filter(|drawer| drawer.ward.is_none())
            .map(|drawer| drawer.stay)
            .collect();
        found
    }

    fn add(&mut self, (ward, name): &(WardId, Label), stay: StayView) {
        if !stay.doubts.is_empty() && !self.stays.iter().any(|(_, _, known)| known.stay == stay.stay) {
            self.stays.push((*ward, name.clone(), stay));
        }
    }
}
