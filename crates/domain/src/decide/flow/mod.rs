//! Judging what is asked of requests and holds.
//!
//! An event about a request comes before the event about its hold: the request then knows its new stage when the hold
//! ends, and does not pass through the queue on its way.

mod ask;
mod checks;
mod end;
mod hold;
mod joining;
mod make;
mod plans;
mod postponed;
mod thesaurus;
mod time;
mod window;

use base::id::{HoldId, PersonId, RequestId};

use super::ClaimChange;
use super::draft::Draft;
use crate::event::Event;
use crate::flow::{
    By, FlowCommand, FlowRefusal, FlowSet, FlowSettings, Hold, HoldChange, HoldChanged, Request,
    RequestChange, RequestChanged, RequestCommand, Rule,
};
use crate::refusal::Refusal;

pub(super) use ask::ward_is_set_aside;
pub(super) use hold::{free_of_promises, held_by};
pub(super) use plans::after_movement;

/// What follows from a movement, and was asked by nobody.
const FEED: By = By::Rule(Rule::Feed);

/// Judges it.
pub(super) fn change(draft: &mut Draft<'_>, command: &FlowCommand) -> Result<(), Refusal> {
    match command {
        FlowCommand::Request { by, command } => of_request(draft, *by, command),
        FlowCommand::Hold { by, command } => hold::change(draft, *by, command),
        FlowCommand::Due(due) => time::come(draft, *due),
        FlowCommand::WriteThesaurus {
            thesaurus,
            from,
            by,
            saw,
        } => thesaurus::write(draft, thesaurus, *from, *by, *saw),
        FlowCommand::DraftThesaurus { change, by, saw } => thesaurus::edit(draft, change, *by, *saw),
        FlowCommand::PublishThesaurus { from, by, saw } => thesaurus::publish(draft, *from, *by, *saw),
        FlowCommand::Configure { settings, by, saw } => configure(draft, settings, *by, *saw),
    }
}

fn of_request(draft: &mut Draft<'_>, by: PersonId, command: &RequestCommand) -> Result<(), Refusal> {
    match command {
        RequestCommand::Make(new) => make::make(draft, by, new),
        RequestCommand::Submit { request, saw } => make::submit(draft, by, *request, *saw),
        RequestCommand::Revise {
            request,
            needs,
            entry,
            saw,
        } => make::revise(draft, by, *request, needs, entry.as_ref(), *saw),
        RequestCommand::Join {
            request,
            patient,
            stay,
        } => make::join(draft, by, *request, *patient, *stay),
        RequestCommand::Rename { request, name } => make::rename(draft, by, *request, name),
        RequestCommand::Defer {
            request,
            reason,
            until,
            saw,
        } => end::defer(draft, by, *request, reason, *until, *saw),
        RequestCommand::Resume { request, saw } => end::resume(draft, by, *request, *saw),
        RequestCommand::Withdraw { request, reason, saw } => end::withdraw(draft, by, *request, reason, *saw),
        RequestCommand::Reopen { request, saw } => end::reopen(draft, by, *request, *saw),
        RequestCommand::Propose {
            request,
            ward,
            bed,
            ledger,
            saw,
        } => ask::propose(
            draft,
            by,
            *request,
            *saw,
            ask::Question {
                ward: *ward,
                bed: *bed,
                ledger: *ledger,
            },
        ),
        RequestCommand::TakeBack { request, saw } => ask::take_back(draft, by, *request, *saw),
        RequestCommand::Answer { request, answer, saw } => ask::answer(draft, by, *request, answer, *saw),
        RequestCommand::PatientReady { request, at } => end::ready(draft, by, *request, *at),
        RequestCommand::Depart { request, at } => end::depart(draft, by, *request, *at),
        RequestCommand::Arrive { request, at } => end::arrive(draft, by, *request, *at),
    }
}

fn configure(
    draft: &mut Draft<'_>,
    flow: &FlowSettings,
    by: Option<PersonId>,
    saw: u64,
) -> Result<(), Refusal> {
    let former = &draft.state.settings.flow;
    if **former == *flow {
        return Err(Refusal::NothingToDo);
    }
    if draft.state.settings_revision != saw {
        return Err(refuse(FlowRefusal::SettingsChangedMeanwhile));
    }
    let bad = |flaws| refuse(FlowRefusal::BadSettings(flaws));
    flow.check().map_err(bad)?;
    let missing = flow.missing_of(former);
    if !missing.is_empty() {
        return Err(bad(missing));
    }
    let settings = flow.clone();
    draft.emit(Event::FlowSet(Box::new(FlowSet { settings, by })));
    Ok(())
}

pub(super) const fn refuse(why: FlowRefusal) -> Refusal {
    Refusal::Flow(why)
}

/// Writes what happened to a request.
fn tell(draft: &mut Draft<'_>, request: &Request, by: By, change: RequestChange) {
    concern(draft, request);
    draft.emit(Event::RequestChanged(Box::new(RequestChanged {
        request: request.id,
        stay: request.subject.stay(),
        by,
        change,
    })));
}

/// Writes what happened to a hold, and tells the database when it is over.
fn tell_hold(draft: &mut Draft<'_>, hold: &Hold, by: By, change: HoldChange) {
    if matches!(change, HoldChange::Ended { .. }) {
        draft.claim(ClaimChange::Release { hold: hold.id });
    }
    draft.emit(Event::HoldChanged(Box::new(HoldChanged {
        hold: hold.id,
        bed: hold.bed,
        promised: hold.promised,
        by,
        change,
    })));
}

fn concern(draft: &mut Draft<'_>, request: &Request) {
    if let Some(patient) = request.subject.patient() {
        draft.concerns(patient, request.subject.stay());
    }
}

impl Draft<'_> {
    fn next_request(&self) -> RequestId {
        let known = u32::try_from(self.state.requests.len()).unwrap_or(u32::MAX);
        RequestId::new(known.saturating_add(self.pending(
            |event| matches!(event, Event::RequestChanged(it) if matches!(it.change, RequestChange::Made(_))),
        )))
    }

    fn next_hold(&self) -> HoldId {
        let known = u32::try_from(self.state.holds.len()).unwrap_or(u32::MAX);
        HoldId::new(known.saturating_add(self.pending(
            |event| matches!(event, Event::HoldChanged(it) if matches!(it.change, HoldChange::Opened(_))),
        )))
    }
}
