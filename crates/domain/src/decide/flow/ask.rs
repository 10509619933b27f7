//! Asking a ward, and what it answers.

use base::Moment;
use base::id::{BedId, PersonId, RequestId, WardId};
use base::time::MINUTE;

use super::super::draft::Draft;
use super::checks::{known, reason, seen};
use super::hold::{Give, end_hold, give};
use super::window::{from_when, still_usable};
use super::{refuse, tell, tell_hold};
use crate::flow::{
    Answer, By, FlowRefusal, HoldChange, HoldEnd, HoldKind, LedgerRef, Outcome, Promised, Proposal, Request,
    RequestChange, Rule, Stage, StageName,
};
use crate::refusal::Refusal;
use crate::structure::Standing;

/// A question to a ward.
pub(super) struct Question {
    pub ward: WardId,
    pub bed: Option<BedId>,
    pub ledger: Option<LedgerRef>,
}

/// Who may be proposed: a ward may be asked about a bed that is kept already.
const PROPOSABLE: &[StageName] = &[
    StageName::Open,
    StageName::Proposed,
    StageName::Accepted,
    StageName::Held,
];

pub(super) fn propose(
    draft: &mut Draft<'_>,
    by: PersonId,
    id: RequestId,
    saw: u64,
    question: Question,
) -> Result<(), Refusal> {
    let request = seen(draft, id, saw, PROPOSABLE)?;
    let Question { ward, bed, ledger } = question;
    let asked = draft
        .state
        .ward(ward)
        .filter(|it| it.merged_into.is_none() && it.standing != Standing::Ignored);
    asked.ok_or(Refusal::UnknownWard(ward))?;
    let by = By::Person(by);
    let from = match bed {
        Some(bed) => {
            in_ward(draft, bed, ward)?;
            from_when(draft, bed, Promised::Request(id), None)?
        }
        None => draft.now,
    };
    let rules = &draft.state.settings.flow.asking;
    let minutes = |count: u16| draft.now.plus(i64::from(count) * MINUTE);
    let (answer_by, lapses_at) = (minutes(rules.answer), minutes(rules.lapse));
    if matches!(request.stage, Stage::Proposed(_)) {
        tell(draft, request, by, RequestChange::Answered(Outcome::TakenBack));
    }
    let held = request.stage.hold().and_then(|it| draft.state.hold(it));
    let hold = match (held, bed) {
        (Some(held), Some(bed)) if held.bed == bed => {
            let until = held.until.max(lapses_at);
            let kind = HoldKind::Asked;
            tell_hold(draft, held, by, HoldChange::Extended { kind, until });
            Some(held.id)
        }
        (held, bed) => {
            if held.is_some() {
                end_hold(draft, request, by, HoldEnd::Moot);
            }
            match (bed, by) {
                (Some(bed), By::Person(owner)) => Some(give(
                    draft,
                    owner,
                    Give {
                        bed,
                        promised: Promised::Request(id),
                        kind: HoldKind::Asked,
                        from,
                        // The end of the question ends it, too.
                        until: from.plus(i64::from(rules.lapse) * MINUTE),
                        forced: None,
                        ledger,
                    },
                )),
                _ => None,
            }
        }
    };
    let proposal = Proposal {
        ward,
        hold,
        asked_at: draft.now,
        answer_by,
        lapses_at,
    };
    tell(draft, request, by, RequestChange::Proposed { proposal, ledger });
    Ok(())
}

/// The bed lies in that ward.
fn in_ward(draft: &Draft<'_>, bed: BedId, ward: WardId) -> Result<(), Refusal> {
    draft.state.bed(bed).ok_or(Refusal::UnknownBed(bed))?;
    let state = draft.state;
    if state.ward_of_bed(bed).and_then(|it| state.surviving(it)) == state.surviving(ward) {
        return Ok(());
    }
    Err(refuse(FlowRefusal::OtherWard(bed)))
}

pub(super) fn take_back(draft: &mut Draft<'_>, by: PersonId, id: RequestId, saw: u64) -> Result<(), Refusal> {
    let request = seen(draft, id, saw, &[StageName::Proposed, StageName::Accepted])?;
    no(draft, request, By::Person(by), Outcome::TakenBack);
    Ok(())
}

/// A ward is set aside: what it was asked, and what it said yes to without a bed, is the cell's again at once.
pub(in crate::decide) fn ward_is_set_aside(draft: &mut Draft<'_>, ward: WardId) {
    let state = draft.state;
    let left: Vec<&Request> = state.asked_of(ward).chain(state.agreed_by(ward)).collect();
    for request in left {
        no(draft, request, By::Rule(Rule::Structure), Outcome::WardSetAside);
    }
}

/// The question ends without a bed: back to the queue.
pub(super) fn no(draft: &mut Draft<'_>, request: &Request, by: By, outcome: Outcome) {
    tell(draft, request, by, RequestChange::Answered(outcome));
    end_hold(draft, request, by, HoldEnd::Moot);
}

pub(super) fn answer(
    draft: &mut Draft<'_>,
    by: PersonId,
    id: RequestId,
    answer: &Answer,
    saw: u64,
) -> Result<(), Refusal> {
    seen(draft, id, saw, &[StageName::Proposed])?;
    let request = known(draft, id)?;
    let Stage::Proposed(proposal) = &request.stage else {
        return Err(Refusal::NothingToDo);
    };
    match answer {
        Answer::Refuse { reason: why } => {
            reason(&draft.state.settings.flow.refusals, why)?;
            no(draft, request, By::Person(by), Outcome::Refused(why.clone()));
            Ok(())
        }
        Answer::OtherBed { bed } => {
            in_ward(draft, *bed, proposal.ward)?;
            from_when(draft, *bed, Promised::Request(id), None)?;
            let named = proposal.hold.and_then(|it| draft.state.hold(it)).map(|it| it.bed);
            if named == Some(*bed) {
                return accept(draft, by, request, proposal, None);
            }
            no(draft, request, By::Person(by), Outcome::Countered(*bed));
            Ok(())
        }
        Answer::Accept { bed } => {
            if let Some(bed) = bed {
                in_ward(draft, *bed, proposal.ward)?;
            }
            accept(draft, by, request, proposal, *bed)
        }
    }
}

/// The ward says yes: the bed it names, else the one that was kept, is given.
fn accept(
    draft: &mut Draft<'_>,
    by: PersonId,
    request: &Request,
    proposal: &Proposal,
    bed: Option<BedId>,
) -> Result<(), Refusal> {
    let promised = Promised::Request(request.id);
    let held = proposal.hold.and_then(|it| draft.state.hold(it));
    let other = bed.filter(|bed| held.is_none_or(|it| it.bed != *bed));
    let from = match other {
        Some(bed) => from_when(draft, bed, promised, None)?,
        None => draft.now,
    };
    if let (None, Some(held)) = (other, held) {
        // It may have been closed while the ward was asked.
        still_usable(draft, held.bed, held.from.max(draft.now))?;
    }
    tell(draft, request, By::Person(by), RequestChange::Accepted);
    match (other, held) {
        (None, Some(held)) => {
            let until = held.until.max(given_until(draft, held.from.max(draft.now)));
            let kind = HoldKind::Assigned;
            tell_hold(draft, held, By::Person(by), HoldChange::Extended { kind, until });
        }
        (None, None) => {}
        (Some(bed), held) => {
            if held.is_some() {
                end_hold(draft, request, By::Person(by), HoldEnd::Moot);
            }
            give(
                draft,
                by,
                Give {
                    bed,
                    promised,
                    kind: HoldKind::Assigned,
                    from,
                    until: given_until(draft, from),
                    forced: None,
                    ledger: None,
                },
            );
        }
    }
    Ok(())
}

/// Until when a bed that was given is kept for whoever comes.
pub(super) fn given_until(draft: &Draft<'_>, from: Moment) -> Moment {
    let minutes = draft.state.settings.flow.holds.assigned;
    from.plus(i64::from(minutes) * MINUTE)
}
