//! What a ward can answer with: each of its beds, judged for the request it is asked about.

use base::Moment;
use base::id::{BedId, WardId};

use super::board::bed_name;
use super::order::natural;
use crate::bed::Lifecycle;
use crate::flow::placement::{Beds, Explanation, Kept, Question, StatePromises, explain};
use crate::flow::{Request, Reserves};
use crate::state::State;

/// A bed of a ward, and what is to be said of it for a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Which bed.
    pub bed: BedId,
    /// Its name.
    pub name: String,
    /// It is the one that the question names.
    pub named: bool,
    /// What the rules say of it.
    pub found: Explanation,
}

impl Offer {
    /// Whether no rule refuses it.
    #[must_use]
    pub const fn would_do(&self) -> bool {
        self.found.verdict.refused.is_empty()
    }
}

/// The question that a request asks, with the beds that wards keep for emergencies. Where the administration expects
/// somebody who is still to come is where their department wants them.
#[must_use]
pub fn question(state: &State, reserves: &Reserves, request: &Request, now: Moment) -> Question {
    let mut question = Question::of_request(state, request, now);
    let kept = reserves.iter().map(|(ward, reserve)| Kept {
        ward: *ward,
        beds: reserve.beds,
    });
    question.kept = kept.collect();
    let stay = request.subject.stay().and_then(|it| state.stay(it));
    if let Some(stay) = stay.filter(|it| !state.is_present(it, now)) {
        question.referring = question.referring.or_else(|| state.ward_concerned(stay, now));
    }
    question
}

/// Every bed of a ward for a request: the one that was named, those that would do, best first, then the others in
/// reading order.
#[must_use]
pub fn offers(
    state: &State,
    reserves: &Reserves,
    request: &Request,
    ward: WardId,
    now: Moment,
) -> Vec<Offer> {
    let (question, beds) = (
        question(state, reserves, request, now),
        Beds::of(state, &StatePromises(state)),
    );
    let named = request
        .stage
        .hold()
        .and_then(|it| state.hold(it))
        .map(|it| it.bed);
    let rooms = state.ward(ward).into_iter().flat_map(|it| &it.rooms);
    let all = rooms
        .filter_map(|it| state.room(*it))
        .flat_map(|it| it.beds.iter().copied())
        .filter(|it| {
            state
                .bed(*it)
                .is_some_and(|it| it.lifecycle == Lifecycle::Installed)
        });
    let mut offers: Vec<Offer> = all
        .filter_map(|bed| {
            Some(Offer {
                bed,
                name: bed_name(state, bed)?,
                named: named == Some(bed),
                found: explain(&beds, &question, bed, now)?,
            })
        })
        .collect();
    offers.sort_by(|one, two| {
        let cost = |it: &Offer| if it.would_do() { it.found.verdict.points } else { 0 };
        (two.named, two.would_do())
            .cmp(&(one.named, one.would_do()))
            .then(cost(one).cmp(&cost(two)))
            .then_with(|| natural(&one.name, &two.name))
    });
    offers
}
