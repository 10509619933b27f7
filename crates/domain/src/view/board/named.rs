//! Whom the screens of a ward name: what somebody is told who asks who saw their data.

use base::Moment;
use base::id::{BedId, PatientId, StayId, WardId};

use super::look::{Around, around, shown_bed};
use crate::flow::{Hold, Promised, Request};
use crate::state::State;
use crate::stay::Stay;
use crate::view::day::Day;
use crate::view::ward_flow::is_before;

/// Somebody, as every file and stay that is theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whom {
    /// Their file, and those merged into it.
    pub files: Vec<PatientId>,
    /// Their stays.
    pub stays: Vec<StayId>,
}

impl Whom {
    /// Everything that is that patient's, as known in that state.
    #[must_use]
    pub fn of(state: &State, patient: PatientId) -> Self {
        let kept = state.patient_of(patient);
        let mut files = vec![kept];
        let mut place = 0;
        while let Some(next) = files.get(place).copied() {
            for gone in state.index.absorbed(next) {
                if !files.contains(&gone) {
                    files.push(gone);
                }
            }
            place += 1;
        }
        Self {
            files,
            stays: state.stays_of(kept).to_vec(),
        }
    }

    /// Their requests for a bed, as of that state: those of their stays, and those that wait under their name although
    /// the stay was moved to somebody else since.
    pub fn requests<'a>(&'a self, state: &'a State) -> impl Iterator<Item = &'a Request> {
        let of_stays = self.stays.iter().flat_map(|it| state.requests_of(*it));
        let under_their_name = state.open_requests().filter(|it| {
            let is_theirs = it.subject.patient().is_some_and(|it| self.files.contains(&it));
            let is_known = it.subject.stay().is_some_and(|it| self.stays.contains(&it));
            is_theirs && !is_known
        });
        of_stays.chain(under_their_name)
    }

    /// The beds that are kept for them, in that state.
    pub fn promised<'a>(&'a self, state: &'a State) -> impl Iterator<Item = BedId> + 'a {
        let is_theirs = move |hold: &&Hold| match hold.promised {
            Promised::Stay(stay) => self.stays.contains(&stay),
            Promised::Request(request) => self.requests(state).any(|it| it.id == request),
        };
        state.lasting_holds().filter(is_theirs).map(|it| it.bed)
    }

    /// Whether the queue of the cell named them at that moment of that state.
    #[must_use]
    pub fn is_in_queue(&self, state: &State) -> bool {
        self.requests(state).any(|it| it.stage.is_open())
    }

    /// Whether the board of that ward, its lists or what is beside them named them at that moment of that state: they
    /// lay there, were expected there, or the ward was asked for a bed for them.
    #[must_use]
    pub fn is_on_board(&self, state: &State, ward: WardId, now: Moment) -> bool {
        let day = Day::of(state, now);
        let mut stays = self.stays.iter().filter_map(|it| state.stay(*it));
        let is_around = |stay| match around(state, stay, ward, &day) {
            Around::InBed(_) | Around::WithoutBed(_) => true,
            Around::Expected { .. } | Around::Elsewhere => is_awaited(state, stay, ward, &day),
        };
        stays.any(is_around)
            || self
                .promised(state)
                .any(|bed| state.ward_of_bed(bed) == Some(ward))
            || self
                .requests(state)
                .any(|it| it.stage.is_open() && is_before(state, it, ward))
    }
}

/// Whether a ward awaits a stay where its board shows it: in a bed kept for it, however late, or until tomorrow.
fn is_awaited(state: &State, stay: &Stay, ward: WardId, day: &Day) -> bool {
    let mut awaited = state.expectations(stay, day.now);
    awaited.any(|it| {
        let has_bed = shown_bed(state, it.spot).is_some();
        state.ward_of(it.spot, it.lodging) == Some(ward) && (has_bed || it.at < day.end_of_tomorrow)
    })
}
