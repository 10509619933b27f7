//! Promising a bed: given, kept, extended, let go, taken over.

use base::id::{BedId, HoldId, PersonId, RequestId, StayId};
use base::time::MINUTE;
use base::{Code, Moment};

use super::super::ClaimChange;
use super::super::draft::Draft;
use super::ask::given_until;
use super::checks::{known, reason, seen};
use super::window::from_when;
use super::{refuse, tell, tell_hold};
use crate::event::Event;
use crate::flow::{
    By, FlowRefusal, Hold, HoldChange, HoldChanged, HoldCommand, HoldEnd, HoldKind, LedgerRef, Opened,
    Outcome, Promised, Request, RequestChange, Rule, Stage, StageName,
};
use crate::flow::{agrees, is_awaited, is_over};
use crate::refusal::Refusal;
use crate::stay::Stay;

/// A bed to give.
pub(super) struct Give {
    pub bed: BedId,
    pub promised: Promised,
    pub kind: HoldKind,
    pub from: Moment,
    pub until: Moment,
    pub forced: Option<Code>,
    pub ledger: Option<LedgerRef>,
}

/// Who may be given a bed.
const GIVABLE: &[StageName] = &[
    StageName::Open,
    StageName::Proposed,
    StageName::Accepted,
    StageName::Held,
    StageName::Ready,
];

pub(super) fn change(draft: &mut Draft<'_>, by: PersonId, command: &HoldCommand) -> Result<(), Refusal> {
    match command {
        HoldCommand::Assign {
            request,
            bed,
            from,
            forced,
            ledger,
            saw,
        } => {
            let request = seen(draft, *request, *saw, GIVABLE)?;
            agreed(draft, request, *bed, forced.as_ref())?;
            let from = from_when(draft, *bed, Promised::Request(request.id), *from)?;
            let until = given_until(draft, from);
            promise(
                draft,
                by,
                request,
                Give {
                    bed: *bed,
                    promised: Promised::Request(request.id),
                    kind: HoldKind::Assigned,
                    from,
                    until,
                    forced: forced.clone(),
                    ledger: *ledger,
                },
            )
        }
        HoldCommand::Keep {
            request,
            bed,
            from,
            minutes,
            ledger,
            saw,
        } => {
            let request = seen(draft, *request, *saw, GIVABLE)?;
            let from = from_when(draft, *bed, Promised::Request(request.id), *from)?;
            promise(
                draft,
                by,
                request,
                Give {
                    bed: *bed,
                    promised: Promised::Request(request.id),
                    kind: HoldKind::Kept,
                    from,
                    until: lasting(draft, from, *minutes)?,
                    forced: None,
                    ledger: *ledger,
                },
            )
        }
        HoldCommand::Reserve {
            stay,
            bed,
            from,
            minutes,
        } => reserve(draft, by, *stay, *bed, *from, *minutes),
        HoldCommand::Extend { hold, minutes } => extend(draft, by, *hold, *minutes),
        HoldCommand::Release { hold, reason } => release(draft, by, *hold, reason.as_ref()),
        HoldCommand::TakeOver { hold, reason } => take_over(draft, by, *hold, reason),
    }
}

/// Promises a bed to a request; whatever was promised to it before is let go.
fn promise(draft: &mut Draft<'_>, by: PersonId, request: &Request, bed: Give) -> Result<(), Refusal> {
    let held = request.stage.hold().and_then(|it| draft.state.hold(it));
    if let Some(held) = held.filter(|it| it.bed == bed.bed) {
        return firm_up(draft, by, request, held, bed);
    }
    if matches!(request.stage, Stage::Proposed(_)) {
        tell(
            draft,
            request,
            By::Person(by),
            RequestChange::Answered(Outcome::TakenBack),
        );
    }
    if held.is_some() {
        end_hold(draft, request, By::Person(by), HoldEnd::Moot);
    }
    give(draft, by, bed);
    Ok(())
}

/// The bed is promised to that request already: the promise is made firmer or longer, never weaker or shorter.
fn firm_up(
    draft: &mut Draft<'_>,
    by: PersonId,
    request: &Request,
    held: &Hold,
    bed: Give,
) -> Result<(), Refusal> {
    let (kind, until) = (bed.kind.max(held.kind), bed.until.max(held.until));
    let asked = matches!(request.stage, Stage::Proposed(_));
    // A hold that has not begun begins for a patient who is to come before.
    let sooner = bed.from < held.from;
    if (kind, until) == (held.kind, held.until) && !asked && !sooner && bed.forced.is_none() {
        return Err(Refusal::NothingToDo);
    }
    if bed.forced.is_some() || asked || sooner {
        // Given without waiting for the answer, or from sooner on: the bed stays promised, under a new hold that says so.
        let bed = if sooner { Give { kind, until, ..bed } } else { bed };
        if asked {
            tell(
                draft,
                request,
                By::Person(by),
                RequestChange::Answered(Outcome::TakenBack),
            );
        }
        end_hold(draft, request, By::Person(by), HoldEnd::Moot);
        give(draft, by, bed);
        return Ok(());
    }
    tell_hold(draft, held, By::Person(by), HoldChange::Extended { kind, until });
    Ok(())
}

/// Writes a hold and its claim.
pub(super) fn give(draft: &mut Draft<'_>, owner: PersonId, bed: Give) -> HoldId {
    let hold = draft.next_hold();
    let awaited = draft.state.stay_promised(bed.promised);
    let after = leaving_first(draft, bed.bed, awaited).map(|stay| stay.id);
    make_way(draft, owner, &bed, awaited);
    draft.claim(ClaimChange::Hold {
        bed: bed.bed,
        hold,
        owner,
    });
    draft.emit(Event::HoldChanged(Box::new(HoldChanged {
        hold,
        bed: bed.bed,
        promised: bed.promised,
        by: By::Person(owner),
        change: HoldChange::Opened(Box::new(Opened {
            owner,
            kind: bed.kind,
            from: bed.from,
            until: bed.until,
            after,
            forced: bed.forced,
            ledger: bed.ledger,
        })),
    })));
    hold
}

/// Ends the promise in whose place another one comes: one whose time is over, when somebody is faster than the clock,
/// and one to that very patient, whom the ward awaits without a request or who is asked for twice (an admission and a
/// transfer that the feed announced both).
fn make_way(draft: &mut Draft<'_>, owner: PersonId, bed: &Give, awaited: Option<StayId>) {
    let Some(former) = draft
        .state
        .hold_on(bed.bed)
        .filter(|it| it.promised != bed.promised)
    else {
        return;
    };
    if is_over(draft.state, former, draft.now) {
        let (at, why) = (former.until, HoldEnd::Expired);
        tell_hold(
            draft,
            former,
            By::Rule(Rule::Expiry),
            HoldChange::Ended { at, why },
        );
        return;
    }
    let theirs = draft.state.stay_promised(former.promised);
    if theirs.is_none() || theirs != awaited {
        return;
    }
    let (at, why, by) = (draft.now, HoldEnd::Moot, By::Person(owner));
    let request = former.request().and_then(|it| draft.state.request(it));
    if let Some(request) = request.filter(|it| matches!(it.stage, Stage::Proposed(_))) {
        tell(draft, request, by, RequestChange::Answered(Outcome::TakenBack));
    }
    tell_hold(draft, former, by, HoldChange::Ended { at, why });
}

/// Ends the hold of a request, if it has one that lasts.
pub(super) fn end_hold(draft: &mut Draft<'_>, request: &Request, by: By, why: HoldEnd) {
    let held = request.stage.hold().and_then(|it| draft.state.hold(it));
    if let Some(held) = held.filter(|it| it.lasts()) {
        let at = draft.now;
        tell_hold(draft, held, by, HoldChange::Ended { at, why });
    }
}

/// Who lies in a bed and is to leave before it is another's.
fn leaving_first<'a>(draft: &Draft<'a>, bed: BedId, awaited: Option<StayId>) -> Option<&'a Stay> {
    let mut there = draft.state.occupants(bed, draft.now);
    there.find(|it| Some(it.id) != awaited)
}

pub(in crate::decide) fn held_by(held: &Hold) -> Refusal {
    refuse(FlowRefusal::BedHeld {
        bed: held.bed,
        hold: held.id,
        by: held.owner,
        since: held.made_at,
    })
}

/// No bed is taken from whom it is promised to by whoever places a patient on a board.
pub(in crate::decide) fn free_of_promises(
    draft: &Draft<'_>,
    bed: BedId,
    these: &[StayId],
) -> Result<(), Refusal> {
    let Some(held) = draft.state.hold_on(bed) else {
        return Ok(());
    };
    let mut these = these.iter().filter_map(|it| draft.state.stay(*it));
    if these.any(|it| is_awaited(draft.state, held.promised, it)) || is_over(draft.state, held, draft.now) {
        return Ok(());
    }
    Err(held_by(held))
}

/// The ward of the bed agrees, or need not, or a reason says why it is done all the same.
fn agreed(draft: &Draft<'_>, request: &Request, bed: BedId, forced: Option<&Code>) -> Result<(), Refusal> {
    let flow = &draft.state.settings.flow;
    if let Some(why) = forced {
        return reason(&flow.overrides, why);
    }
    if agrees(draft.state, request, bed) {
        return Ok(());
    }
    match draft.state.ward_of_bed(bed) {
        Some(ward) => Err(refuse(FlowRefusal::NotAgreed(ward))),
        None => Err(Refusal::UnknownBed(bed)),
    }
}

fn lasting(draft: &Draft<'_>, from: Moment, minutes: u16) -> Result<Moment, Refusal> {
    let most = draft.state.settings.flow.holds.longest;
    if minutes == 0 || minutes > most {
        return Err(refuse(FlowRefusal::BadMinutes { most }));
    }
    Ok(from.plus(i64::from(minutes) * MINUTE))
}

fn reserve(
    draft: &mut Draft<'_>,
    by: PersonId,
    id: StayId,
    bed: BedId,
    from: Option<Moment>,
    minutes: u16,
) -> Result<(), Refusal> {
    let stay = draft.state.stay(id).ok_or(Refusal::UnknownStay(id))?;
    if stay.timeline.over_by(draft.now) {
        return Err(Refusal::StayOver(id));
    }
    if draft.state.occupants(bed, draft.now).any(|it| it.id == id) {
        return Err(Refusal::NothingToDo);
    }
    // A promise for somebody who is asked for goes through the request, so that both tell the same.
    let asked: Option<RequestId> = draft
        .state
        .requests_of(id)
        .find(|it| it.stage.is_open())
        .map(|it| it.id);
    if let Some(request) = asked {
        return Err(refuse(FlowRefusal::AlreadyAsked(request)));
    }
    let promised = Promised::Stay(id);
    if draft.state.hold_on(bed).is_some_and(|it| it.promised == promised) {
        return Err(Refusal::NothingToDo);
    }
    let from = from_when(draft, bed, promised, from)?;
    let until = lasting(draft, from, minutes)?;
    draft.concerns(stay.patient, Some(id));
    // Nobody is kept two beds: another one is in the place of the first.
    let former = draft.state.lasting_holds().find(|it| it.promised == promised);
    if let Some(former) = former {
        let (at, why) = (draft.now, HoldEnd::Moot);
        tell_hold(draft, former, By::Person(by), HoldChange::Ended { at, why });
    }
    give(
        draft,
        by,
        Give {
            bed,
            promised,
            kind: HoldKind::Kept,
            from,
            until,
            forced: None,
            ledger: None,
        },
    );
    Ok(())
}

fn lasting_hold<'a>(draft: &Draft<'a>, id: HoldId) -> Result<&'a Hold, Refusal> {
    let hold = draft
        .state
        .hold(id)
        .ok_or_else(|| refuse(FlowRefusal::UnknownHold(id)))?;
    if hold.lasts() {
        Ok(hold)
    } else {
        Err(refuse(FlowRefusal::HoldOver(id)))
    }
}

fn extend(draft: &mut Draft<'_>, by: PersonId, id: HoldId, minutes: u16) -> Result<(), Refusal> {
    let hold = lasting_hold(draft, id)?;
    let until = lasting(draft, draft.now.max(hold.from), minutes)?;
    if until <= hold.until {
        return Err(Refusal::NothingToDo);
    }
    let kind = hold.kind;
    tell_hold(draft, hold, By::Person(by), HoldChange::Extended { kind, until });
    Ok(())
}

fn release(draft: &mut Draft<'_>, by: PersonId, id: HoldId, why: Option<&Code>) -> Result<(), Refusal> {
    let hold = lasting_hold(draft, id)?;
    match why {
        Some(why) => reason(&draft.state.settings.flow.overrides, why)?,
        None if hold.owner == by => {}
        None => {
            let owner = hold.owner;
            return Err(refuse(FlowRefusal::SomebodyElses { hold: id, owner }));
        }
    }
    if let Promised::Request(request) = hold.promised {
        let request = known(draft, request)?;
        if matches!(request.stage, Stage::Proposed(_)) {
            tell(
                draft,
                request,
                By::Person(by),
                RequestChange::Answered(Outcome::TakenBack),
            );
        }
    }
    let (at, why) = (draft.now, HoldEnd::Released(why.cloned()));
    tell_hold(draft, hold, By::Person(by), HoldChange::Ended { at, why });
    Ok(())
}

fn take_over(draft: &mut Draft<'_>, by: PersonId, id: HoldId, why: &Code) -> Result<(), Refusal> {
    let hold = lasting_hold(draft, id)?;
    if hold.owner == by {
        return Err(Refusal::NothingToDo);
    }
    reason(&draft.state.settings.flow.overrides, why)?;
    let change = HoldChange::TakenOver {
        owner: by,
        reason: why.clone(),
    };
    tell_hold(draft, hold, By::Person(by), change);
    // The database knows who answers for a bed.
    draft.claim(ClaimChange::Release { hold: id });
    draft.claim(ClaimChange::Hold {
        bed: hold.bed,
        hold: id,
        owner: by,
    });
    Ok(())
}
