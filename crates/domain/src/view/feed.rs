//! What happened lately around requests and promised beds, newest first: what a cell reads when it comes back to its
//! screen.

use base::id::{BedId, RequestId, WardId};
use base::time::HOUR;
use base::{Code, Label, Moment};

use super::board::{ShownName, bed_name};
use super::queue::whom;
use crate::flow::{Hold, HoldEnd, HoldState, Origin, Outcome, Request, Stage, Withdrawal};
use crate::state::State;
use crate::vault::Vault;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Moment,
    /// To which request.
    pub request: RequestId,
    /// For whom it is.
    pub name: ShownName,
    /// What.
    pub what: What,
}

/// What may happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A bed was asked for.
    Asked(Origin),
    /// A ward was asked.
    Proposed(Place),
    /// A ward answered, or the question ended otherwise.
    Answered(Place, Outcome),
    /// A bed was promised without asking, or after the ward said yes.
    Promised(Place),
    /// The patient is ready to go.
    Ready(Place),
    /// The patient left for the bed.
    Departed(Place),
    /// The patient is there.
    Arrived(Place),
    /// The request was set aside, for a reason of the hospital's list.
    Deferred(Code),
    /// It is not to be met any more.
    Withdrawn(Withdrawal),
    /// The promise of that bed ended without the patient: its time was over, somebody else lies there, the patient
    /// came to another bed or comes much later.
    Lost(Place, HoldEnd),
}

/// A ward, and a bed of it when one is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The ward.
    pub ward: Label,
    /// The bed.
    pub bed: Option<String>,
}

/// How far back it looks.
const BACK: i64 = 4 * HOUR;
/// How many of the last promises are looked at: more than a territory gives within that time.
const HOLDS: usize = 600;

/// The last of what happened, newest first.
#[must_use]
pub fn feed(state: &State, vault: &Vault, now: Moment, most: usize) -> Vec<Happened> {
    let from = now.plus(-BACK);
    let requests = state.open_requests().chain(state.requests_closed_since(from));
    let mut found: Vec<(Moment, RequestId, What)> = Vec::new();
    for request in requests {
        of_request(state, request, |at, what| {
            if at >= from && at <= now {
                found.push((at, request.id, what));
            }
        });
    }
    let holds = state.holds.iter().rev().take(HOLDS);
    found.extend(holds.filter_map(|it| lost(state, it, from)));
    // Ties in the order in which they come about: asked, answered, promised.
    found.sort_by_key(|(at, request, _)| (std::cmp::Reverse(*at), *request));
    found.truncate(most);
    let named = |(at, request, what)| {
        let name = whom(state, vault, state.request(request)?).0;
        Some(Happened {
            at,
            request,
            name,
            what,
        })
    };
    found.into_iter().filter_map(named).collect()
}

fn of_request(state: &State, request: &Request, mut tell: impl FnMut(Moment, What)) {
    let clocks = &request.clocks;
    // Plans that the feed announces days ahead are no news.
    if let Some(at) = clocks
        .requested
        .filter(|_| request.asker.origin != Origin::Admissions)
    {
        tell(at, What::Asked(request.asker.origin));
    }
    for answer in &request.answers {
        if let Some(place) = ward_named(state, answer.ward) {
            let what = match answer.outcome {
                Outcome::Countered(bed) => Place {
                    bed: bed_name(state, bed),
                    ..place
                },
                _ => place,
            };
            tell(answer.at, What::Answered(what, answer.outcome.clone()));
        }
    }
    let held = request
        .stage
        .hold()
        .and_then(|it| state.hold(it))
        .and_then(|it| of_bed(state, it.bed));
    match &request.stage {
        Stage::Proposed(proposal) => {
            if let Some(place) = ward_named(state, proposal.ward) {
                let bed = held.and_then(|it| it.bed);
                tell(proposal.asked_at, What::Proposed(Place { bed, ..place }));
            }
        }
        Stage::Deferred { reason, .. } => tell(request.since, What::Deferred(reason.clone())),
        Stage::Withdrawn(why) => tell(request.since, What::Withdrawn(why.clone())),
        Stage::Placed { bed } => {
            if let Some(place) = bed.and_then(|it| of_bed(state, it)) {
                tell(clocks.arrived.unwrap_or(request.since), What::Arrived(place));
            }
        }
        Stage::Held { hold } | Stage::Ready { hold } | Stage::Moving { hold } => {
            let Some(place) = held else { return };
            let made = state.hold(*hold).map(|it| it.made_at);
            // A yes to a question says it already.
            let said = request.answers.last().is_some_and(|it| Some(it.at) >= made);
            if let Some(made) = made.filter(|_| !said) {
                tell(made, What::Promised(place.clone()));
            }
            if let Some(at) = clocks.patient_ready {
                tell(at, What::Ready(place.clone()));
            }
            if let Some(at) = clocks.departed {
                tell(at, What::Departed(place));
            }
        }
        Stage::Draft | Stage::Open | Stage::Accepted { .. } => {}
    }
}

fn lost(state: &State, hold: &Hold, from: Moment) -> Option<(Moment, RequestId, What)> {
    let request = hold.request()?;
    let HoldState::Ended { at, why } = &hold.state else {
        return None;
    };
    let unkept = match why {
        HoldEnd::Expired | HoldEnd::Broken(_) | HoldEnd::Released(_) | HoldEnd::Postponed(_) => true,
        HoldEnd::Moot => came_elsewhere(state.request(request)?, hold.bed, *at),
        HoldEnd::Kept => false,
    };
    (unkept && *at >= from).then_some(())?;
    Some((*at, request, What::Lost(of_bed(state, hold.bed)?, why.clone())))
}

/// Whether a request was met at that moment, by another bed.
fn came_elsewhere(request: &Request, bed: BedId, at: Moment) -> bool {
    let came = matches!(request.stage, Stage::Placed { bed: found } if found != Some(bed));
    came && request.since == at
}

fn of_bed(state: &State, bed: BedId) -> Option<Place> {
    let ward = ward_named(state, state.ward_of_bed(bed)?)?;
    Some(Place {
        bed: bed_name(state, bed),
        ..ward
    })
}

fn ward_named(state: &State, ward: WardId) -> Option<Place> {
    let ward = state.ward(ward)?.name.clone();
    Some(Place { ward, bed: None })
}
