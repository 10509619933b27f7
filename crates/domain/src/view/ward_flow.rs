//! What the flow cell and a ward have to say to each other: what the ward is asked, and who comes to it.

use base::id::WardId;
use base::{Moment, time::MINUTE};

use super::day::Day;
use super::queue::{RequestView, asked_of, view};
use crate::flow::{Ranking, Request, Stage, StageName};
use crate::state::State;
use crate::vault::Vault;

/// What a ward is asked, and who comes to it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct WardFlow {
    /// What the cell asks, longest first.
    pub asked: Vec<RequestView>,
    /// Who was promised a place here and has not come: on the way first, then ready to go, then the others by the hour
    /// at which their promise ends; those whose bed is to be named come last.
    pub coming: Vec<RequestView>,
}

impl WardFlow {
    /// How many questions are past the hour by which they should have been answered.
    #[must_use]
    pub fn late(&self, now: Moment) -> usize {
        let asked = self.asked.iter().filter_map(|it| it.asked.as_ref());
        asked.filter(|it| it.answer_by <= now).count()
    }
}

/// What a ward is asked at a moment, and who comes to it.
#[must_use]
pub fn ward_flow(state: &State, vault: &Vault, ward: WardId, now: Moment) -> WardFlow {
    let asked = asked_of(state, vault, ward, now);
    let (day, ranking) = (Day::of(state, now), Ranking::of(state, now));
    let mut coming: Vec<RequestView> = coming_to(state, ward)
        .map(|it| view(state, vault, &day, it, ranking.rank(it), None))
        .collect();
    coming.sort_by_key(|it| {
        let step = match it.stage {
            StageName::Moving => 0,
            StageName::Ready => 1,
            StageName::Held => 2,
            _ => 3,
        };
        let until = it.held.as_ref().map_or(Moment::NEVER, |(.., hold)| hold.until);
        (step, until, it.request)
    });
    WardFlow { asked, coming }
}

/// The requests to which a bed of the ward is promised, and those the ward said yes to.
fn coming_to(state: &State, ward: WardId) -> impl Iterator<Item = &Request> {
    let rooms = state.ward(ward).into_iter().flat_map(|it| &it.rooms);
    let beds = rooms
        .filter_map(|it| state.room(*it))
        .flat_map(|it| it.beds.iter().copied());
    let promised = beds
        .filter_map(|bed| state.hold_on(bed)?.request())
        .filter_map(|it| state.request(it));
    promised
        .filter(|it| {
            matches!(
                it.stage,
                Stage::Held { .. } | Stage::Ready { .. } | Stage::Moving { .. }
            )
        })
        .chain(state.agreed_by(ward))
}

/// Whether a ward has or had a say about a request: it is asked, said yes, promised a bed, or answered before.
#[must_use]
pub fn is_told(state: &State, request: &Request, ward: WardId) -> bool {
    is_before(state, request, ward) || request.answers.iter().any(|it| it.ward == ward)
}

/// Whether a request is before a ward now: it is asked, said yes, or promised a bed.
#[must_use]
pub(in crate::view) fn is_before(state: &State, request: &Request, ward: WardId) -> bool {
    let held = || {
        let bed = request
            .stage
            .hold()
            .and_then(|it| state.hold(it))
            .map(|it| it.bed);
        bed.and_then(|it| state.ward_of_bed(it)) == Some(ward)
    };
    let asked = match &request.stage {
        Stage::Proposed(proposal) => proposal.ward == ward,
        Stage::Accepted { ward: agreed } => *agreed == ward,
        _ => false,
    };
    asked || held()
}

/// The wards whose screens say something else because time went from one moment to the other: a question became late
/// there, or went up a level.
#[must_use]
pub fn risen(state: &State, since: Moment, now: Moment) -> Vec<WardId> {
    let has_come = |at: Moment| since < at && at <= now;
    let mut wards: Vec<WardId> = state
        .open_requests()
        .filter_map(|request| match &request.stage {
            Stage::Proposed(asked) => Some((request, asked)),
            _ => None,
        })
        .filter(|(_, asked)| {
            let steps = &state.settings.flow.asking.escalations;
            let mut rises = steps
                .iter()
                .map(|it| asked.asked_at.plus(i64::from(*it) * MINUTE));
            has_come(asked.answer_by) || rises.any(has_come)
        })
        .flat_map(|(request, asked)| [Some(asked.ward), request.asker.ward])
        .flatten()
        .collect();
    wards.sort_unstable();
    wards.dedup();
    wards
}
