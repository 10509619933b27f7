//! What a board shows of a promised bed: to whom, by whom, until when.

use base::id::{HoldId, PersonId, RequestId, StayId};
use base::{Label, Moment};

use super::ShownName;
use super::person::shown_name;
use crate::bed::Hygiene;
use crate::flow::{Hold, HoldKind, Stage, is_over};
use crate::identity::Sex;
use crate::state::State;
use crate::structure::Bed;
use crate::vault::Vault;

/// A promised bed, as a tile shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldView {
    /// The hold.
    pub hold: HoldId,
    /// The request it is for; none for a patient whom the ward awaits without one.
    pub request: Option<RequestId>,
    /// The stay, once the feed knows it.
    pub stay: Option<StayId>,
    /// To whom.
    pub name: ShownName,
    /// Administrative sex.
    pub sex: Sex,
    /// How firm it is.
    pub kind: HoldKind,
    /// Who answers for it.
    pub owner: PersonId,
    /// Their name; none once purged.
    pub owner_name: Option<Label>,
    /// When it was given.
    pub made_at: Moment,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// By when the ward should say whether the patient may come, while it is asked.
    pub answer_by: Option<Moment>,
    /// The bed is clean and empty.
    pub ready: bool,
}

/// The promise on a bed, unless its time is over and nobody has said so yet.
pub(in crate::view) fn promise_on<'a>(state: &'a State, bed: &Bed, now: Moment) -> Option<&'a Hold> {
    state.hold_on(bed.id).filter(|it| !is_over(state, it, now))
}

/// What is shown of a promise.
pub(in crate::view) fn hold_view(state: &State, vault: &Vault, hold: &Hold, now: Moment) -> HoldView {
    let request = hold.request().and_then(|it| state.request(it));
    let stay = state.stay_promised(hold.promised);
    let (name, sex) = whom(state, vault, hold);
    let ready = state.bed(hold.bed).is_some_and(|bed| {
        state.hygiene_of(bed, now).state == Hygiene::Clean && state.occupants(bed.id, now).next().is_none()
    });
    HoldView {
        hold: hold.id,
        request: request.map(|it| it.id),
        stay,
        name,
        sex,
        kind: hold.kind,
        owner: hold.owner,
        owner_name: vault.person(hold.owner).cloned(),
        made_at: hold.made_at,
        from: hold.from,
        until: hold.until,
        answer_by: request.and_then(|it| match &it.stage {
            Stage::Proposed(proposal) => Some(proposal.answer_by),
            _ => None,
        }),
        ready,
    }
}

fn whom(state: &State, vault: &Vault, hold: &Hold) -> (ShownName, Sex) {
    let stay = state.stay_promised(hold.promised).and_then(|it| state.stay(it));
    match (stay, hold.request().and_then(|it| state.request(it))) {
        (Some(stay), _) => {
            let patient = state.patient_of(stay.patient);
            let sex = state.patient(patient).map_or(Sex::Unknown, |it| it.sex);
            (shown_name(vault.patient(patient).map(AsRef::as_ref)), sex)
        }
        (None, Some(request)) => super::super::queue::whom(state, vault, request),
        (None, None) => (ShownName::Unknown, Sex::Unknown),
    }
}
