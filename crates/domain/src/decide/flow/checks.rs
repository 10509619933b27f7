//! What every rule about requests looks at first.

use base::id::{BedId, RequestId, StayId};
use base::{Code, Moment};

use super::super::board::CLOCK_SLACK;
use super::super::draft::Draft;
use super::refuse;
use crate::flow::{EntryRef, FlowRefusal, Named, Needs, Request, StageName};
use crate::movement::Spot;
use crate::refusal::Refusal;
use crate::state::State;

/// The request, whatever became of it.
pub(super) fn known<'a>(draft: &Draft<'a>, id: RequestId) -> Result<&'a Request, Refusal> {
    let found = draft.state.request(id);
    found.ok_or_else(|| refuse(FlowRefusal::UnknownRequest(id)))
}

/// The request as it was on the screen, in one of those stages.
pub(super) fn seen<'a>(
    draft: &Draft<'a>,
    id: RequestId,
    saw: u64,
    stages: &[StageName],
) -> Result<&'a Request, Refusal> {
    let request = known(draft, id)?;
    if request.revision != saw {
        return Err(refuse(FlowRefusal::ChangedMeanwhile(id)));
    }
    at_stage(request, stages)?;
    Ok(request)
}

/// The request is so far.
pub(super) fn at_stage(request: &Request, stages: &[StageName]) -> Result<(), Refusal> {
    let stage = request.stage.name();
    if stages.contains(&stage) {
        return Ok(());
    }
    Err(refuse(FlowRefusal::WrongStage {
        request: request.id,
        stage,
    }))
}

/// A reason of one of the hospital's lists.
pub(super) fn reason(list: &[Named], code: &Code) -> Result<(), Refusal> {
    if crate::flow::offers(list, code) {
        return Ok(());
    }
    Err(refuse(FlowRefusal::UnknownReason(code.clone())))
}

/// The needs as they are kept: precautions in the order of the hospital's set, each once. A code that was right when
/// it was said stays right.
pub(super) fn needs(state: &State, wanted: &Needs, former: Option<&Needs>) -> Result<Needs, Refusal> {
    let flow = &state.settings.flow;
    if let Some(code) = &wanted.specialty
        && !crate::flow::offers(&flow.specialties, code)
        && former.is_none_or(|it| it.specialty.as_ref() != Some(code))
    {
        return Err(refuse(FlowRefusal::UnknownSpecialty(code.clone())));
    }
    if let Some(code) = &wanted.germ
        && !crate::flow::offers(&flow.germs, code)
        && former.is_none_or(|it| it.germ.as_ref() != Some(code))
    {
        return Err(refuse(FlowRefusal::UnknownGerm(code.clone())));
    }
    let usable = |code: &&Code| {
        let before = former.is_some_and(|it| it.precautions.contains(code));
        let known = state.settings.precaution(code);
        known.is_some_and(|it| !it.retired || before)
    };
    if let Some(code) = wanted.precautions.iter().find(|code| !usable(code)) {
        return Err(Refusal::UnknownPrecaution(code.clone()));
    }
    if let (Some(earliest), Some(latest)) = (wanted.earliest, wanted.latest)
        && earliest > latest
    {
        return Err(refuse(FlowRefusal::EmptyWindow));
    }
    let set = state.settings.precautions.iter().map(|it| &it.code);
    let precautions = set.filter(|code| wanted.precautions.contains(code)).cloned();
    Ok(Needs {
        precautions: precautions.collect(),
        ..wanted.clone()
    })
}

/// The entry of the thesaurus in force.
pub(super) fn entry(state: &State, code: Option<&Code>, now: Moment) -> Result<Option<EntryRef>, Refusal> {
    let Some(code) = code else { return Ok(None) };
    let found = state.thesaurus_at(now).and_then(|it| it.refer_to(code));
    found
        .map(Some)
        .ok_or_else(|| refuse(FlowRefusal::UnknownEntry(code.clone())))
}

/// What a person says of the past may be ahead by what a browser's clock is, and no more.
pub(super) fn not_ahead(draft: &Draft<'_>, at: Moment) -> Result<Moment, Refusal> {
    if at > draft.now.plus(CLOCK_SLACK) {
        return Err(Refusal::InTheFuture);
    }
    Ok(at.min(draft.now))
}

/// The bed a stay lies in.
pub(super) fn bed_of(draft: &Draft<'_>, stay: StayId) -> Option<BedId> {
    let stay = draft.state.stay(stay)?;
    match draft.state.period_at(stay, draft.now)?.spot {
        Spot::Bed(bed) => Some(bed),
        Spot::Room(_) | Spot::Nowhere => None,
    }
}
