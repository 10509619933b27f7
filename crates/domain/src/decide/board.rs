//! Actions of a ward board.

use base::Moment;
use base::id::{BedId, StayId};

use super::draft::Draft;
use super::{ClaimChange, care, flow, seen};
use crate::bed::{Hygiene, HygieneMark, Lifecycle, Operation};
use crate::command::BoardCommand;
use crate::event::Event;
use crate::movement::{Action, Kind, LocalId, MovementKey, Report, Spot, Stamp};
use crate::refusal::Refusal;
use crate::state::State;
use crate::stay::Stay;
use crate::structure::Bed;

/// How far ahead of the server a browser's clock may be: a minute, in milliseconds.
pub(super) const CLOCK_SLACK: i64 = base::time::MINUTE;

/// A move is taken back within that time, in milliseconds: screens offer it for ten seconds.
const TAKEN_BACK: i64 = 30 * base::time::SECOND;

/// Judges an action.
pub(super) fn act(draft: &mut Draft<'_>, action: &BoardCommand) -> Result<(), Refusal> {
    match action {
        BoardCommand::MarkLeft { stay, at } => seen::mark_left(draft, *stay, *at),
        BoardCommand::UnmarkLeft { stay } => seen::unmark_left(draft, *stay),
        BoardCommand::MarkArrived { stay, at } => seen::mark_arrived(draft, *stay, *at),
        BoardCommand::UnmarkArrived { stay } => seen::unmark_arrived(draft, *stay),
        BoardCommand::MarkBed { bed, hygiene } => mark_bed(draft, *bed, *hygiene),
        BoardCommand::CloseBed { bed, reason, until } => {
            let known = installed(draft, *bed)?;
            let operation = Operation::Closed {
                reason: *reason,
                until: *until,
            };
            if until.is_some_and(|until| until <= draft.now) {
                return Err(Refusal::BeforeNow);
            }
            if known.operation == operation {
                return Err(Refusal::NothingToDo);
            }
            draft.emit(Event::BedOperated { bed: *bed, operation });
            Ok(())
        }
        BoardCommand::OpenBed { bed } => {
            let known = installed(draft, *bed)?;
            if known.operation == Operation::Open {
                return Err(Refusal::NothingToDo);
            }
            draft.emit(Event::BedOperated {
                bed: *bed,
                operation: Operation::Open,
            });
            Ok(())
        }
        BoardCommand::PlaceStay { stay, bed } => place(draft, *stay, *bed),
        BoardCommand::SwapStays { one, other } => swap(draft, *one, *other),
        BoardCommand::UnplaceStay { stay } => unplace(draft, *stay),
        BoardCommand::SettleDispute { bed, keeps } => settle(draft, *bed, *keeps),
        BoardCommand::StateCare { stay, change, saw } => care::state(draft, *stay, change, *saw),
        BoardCommand::WriteNote {
            stay,
            text,
            author,
            replaces,
        } => care::write_note(draft, *stay, text, *author, *replaces),
        BoardCommand::WithdrawNote { note, restores } => care::take_off(draft, *note, *restores),
        BoardCommand::RestoreNote { note } => care::withdraw_note(draft, *note, false),
    }
}

fn mark_bed(draft: &mut Draft<'_>, bed: BedId, hygiene: Hygiene) -> Result<(), Refusal> {
    let known = installed(draft, bed)?;
    if let Some(by) = occupants(draft.state, bed, draft.now).first() {
        return Err(Refusal::BedInUse { bed, by: *by });
    }
    if draft.state.hygiene_of(known, draft.now).state == hygiene {
        return Err(Refusal::NothingToDo);
    }
    draft.emit(Event::BedMarked {
        bed,
        mark: HygieneMark {
            state: hygiene,
            at: draft.now,
        },
    });
    Ok(())
}

fn place(draft: &mut Draft<'_>, id: StayId, bed: BedId) -> Result<(), Refusal> {
    let stay = present(draft, id)?;
    let known = installed(draft, bed)?;
    let here = stay.timeline.at(draft.now).or(stay.timeline.segments.last());
    if here.is_some_and(|segment| segment.spot == Spot::Bed(bed)) {
        return Err(Refusal::NothingToDo);
    }
    free_but_for(draft, bed, &[id])?;
    flow::free_of_promises(draft, bed, &[id])?;
    usable_by(draft, stay, known)?;
    if draft.state.hygiene_of(known, draft.now).state == Hygiene::Contaminated {
        return Err(Refusal::BedNotReady(bed));
    }
    let untouched = taken_back(draft, stay, bed);
    let at = time_of_move(draft, stay);
    close_claim(draft, id);
    lie_down(draft, stay, bed, at);
    if let Some((left, state)) = untouched {
        let mark = HygieneMark { state, at };
        draft.emit(Event::BedMarked { bed: left, mark });
    }
    Ok(())
}

/// Whoever is put back where they were just before was moved by mistake and never lay in the other bed: it is as clean
/// as it was. Gives that bed and how clean it was.
fn taken_back(draft: &Draft<'_>, stay: &Stay, back: BedId) -> Option<(BedId, Hygiene)> {
    let segments = &stay.timeline.segments;
    let here = segments.iter().rposition(|it| it.covers(draft.now))?;
    let before = segments.get(here.checked_sub(1)?)?;
    let Spot::Bed(left) = segments[here].spot else {
        return None;
    };
    let a_moment_ago = draft.now.since(segments[here].from) <= TAKEN_BACK;
    (a_moment_ago && before.spot == Spot::Bed(back)).then_some(())?;
    // Nobody has left it since: what is said of it now is what was said before.
    let state = draft.state.hygiene_of(draft.state.bed(left)?, draft.now).state;
    Some((left, state))
}

/// Two patients change beds. Claims are closed before they are opened, for no bed has two.
fn swap(draft: &mut Draft<'_>, one: StayId, other: StayId) -> Result<(), Refusal> {
    let mut beds = Vec::with_capacity(2);
    for id in [one, other] {
        let stay = present(draft, id)?;
        let period = draft
            .state
            .period_at(stay, draft.now)
            .filter(|period| !period.away);
        let Some(Spot::Bed(bed)) = period.map(|period| period.spot) else {
            return Err(Refusal::NoBedToSwap(id));
        };
        beds.push((stay, installed(draft, bed)?));
    }
    let [(first, its), (second, theirs)] = beds.as_slice() else {
        return Err(Refusal::NothingToDo);
    };
    if its.id == theirs.id {
        return Err(Refusal::NothingToDo);
    }
    for bed in [its, theirs] {
        free_but_for(draft, bed.id, &[one, other])?;
        flow::free_of_promises(draft, bed.id, &[one, other])?;
    }
    usable_by(draft, first, theirs)?;
    usable_by(draft, second, its)?;
    // At one moment for both, so that at no instant one bed holds two and the other none.
    let at = time_of_move(draft, first).max(time_of_move(draft, second));
    close_claim(draft, one);
    close_claim(draft, other);
    lie_down(draft, first, theirs.id, at);
    lie_down(draft, second, its.id, at);
    Ok(())
}

/// Nobody lies in the bed or has it promised, but for these.
fn free_but_for(draft: &Draft<'_>, bed: BedId, these: &[StayId]) -> Result<(), Refusal> {
    let others = occupants(draft.state, bed, draft.now)
        .into_iter()
        .chain(draft.state.index.claim_on(bed));
    match others.into_iter().find(|other| !these.contains(other)) {
        Some(by) => Err(Refusal::BedTaken { bed, by }),
        None => Ok(()),
    }
}

/// The bed is open, and in the establishment where the stay is.
fn usable_by(draft: &Draft<'_>, stay: &Stay, bed: &Bed) -> Result<(), Refusal> {
    if bed.operation.closure(draft.now).is_some() {
        return Err(Refusal::BedClosed(bed.id));
    }
    let here = stay.timeline.at(draft.now).or(stay.timeline.segments.last());
    let ward = draft
        .state
        .ward_of_bed(bed.id)
        .and_then(|ward| draft.state.ward(ward));
    let from = here
        .and_then(|segment| draft.state.ward_of_segment(segment))
        .and_then(|it| draft.state.ward(it));
    match (ward, from) {
        (Some(ward), Some(from)) if ward.establishment != from.establishment => {
            Err(Refusal::OtherEstablishment(bed.id))
        }
        _ => Ok(()),
    }
}

/// Moves a patient into a bed, whose claims and theirs are closed.
fn lie_down(draft: &mut Draft<'_>, stay: &Stay, bed: BedId, at: Moment) {
    let here = stay.timeline.at(draft.now).or(stay.timeline.segments.last());
    // The unit stays what the administration says as long as the bed is in the same ward.
    let unit = here
        .and_then(|segment| segment.unit)
        .filter(|unit| draft.state.ward_of_unit(*unit) == draft.state.ward_of_bed(bed));
    let unit = unit.or_else(|| housing_unit(draft.state, bed));
    draft.concerns(stay.patient, Some(stay.id));
    let report = moved_by_hand(draft, stay, unit, Spot::Bed(bed), at);
    let mut placed = stay.clone();
    placed.hear(&report);
    // A move already announced for later ends this one: who comes then is not kept out by a claim.
    if draft.state.lies_open_ended(&placed, bed) {
        draft.claim(ClaimChange::Open { bed, stay: stay.id });
    }
    draft.emit(Event::MovementReported {
        stay: stay.id,
        report: Box::new(report),
    });
    flow::after_movement(draft, stay, &placed);
}

fn unplace(draft: &mut Draft<'_>, id: StayId) -> Result<(), Refusal> {
    let stay = present(draft, id)?;
    let here = stay.timeline.at(draft.now).or(stay.timeline.segments.last());
    let Some(here) = here.filter(|segment| matches!(segment.spot, Spot::Bed(_))) else {
        return Err(Refusal::NothingToDo);
    };
    let unit = lodging(draft.state, here.spot, here.unit);
    draft.concerns(stay.patient, Some(id));
    close_claim(draft, id);
    let report = moved_by_hand(draft, stay, unit, Spot::Nowhere, time_of_move(draft, stay));
    draft.emit(Event::MovementReported {
        stay: id,
        report: Box::new(report),
    });
    Ok(())
}

fn settle(draft: &mut Draft<'_>, bed: BedId, keeps: StayId) -> Result<(), Refusal> {
    installed(draft, bed)?;
    let claimed = occupants(draft.state, bed, draft.now);
    if claimed.len() < 2 || !claimed.contains(&keeps) {
        return Err(Refusal::NoDispute(bed));
    }
    draft.emit(Event::DisputeSettled { bed, keeps });
    for id in claimed.into_iter().filter(|id| *id != keeps) {
        let Some(stay) = draft.state.stay(id) else {
            continue;
        };
        let unit = stay
            .timeline
            .at(draft.now)
            .and_then(|segment| lodging(draft.state, segment.spot, segment.unit));
        close_claim(draft, id);
        let report = moved_by_hand(draft, stay, unit, Spot::Nowhere, time_of_move(draft, stay));
        draft.emit(Event::MovementReported {
            stay: id,
            report: Box::new(report),
        });
    }
    Ok(())
}

/// The unit that keeps a patient without a bed on the board of the ward they were in.
fn lodging(state: &State, spot: Spot, unit: Option<base::id::UnitId>) -> Option<base::id::UnitId> {
    unit.or_else(|| match spot {
        Spot::Bed(bed) => housing_unit(state, bed),
        Spot::Room(_) | Spot::Nowhere => None,
    })
}

/// A unit by which the ward of a bed is known, housing units first.
fn housing_unit(state: &State, bed: BedId) -> Option<base::id::UnitId> {
    let ward = state.ward_of_bed(bed)?;
    let units = || state.units.iter().filter(|unit| unit.ward == Some(ward));
    units()
        .find(|unit| unit.kinds.housing)
        .or_else(|| units().next())
        .map(|unit| unit.id)
}

/// A move that somebody made on a board, in the form of any other movement, numbered by Chevet.
fn moved_by_hand(
    draft: &Draft<'_>,
    stay: &Stay,
    unit: Option<base::id::UnitId>,
    spot: Spot,
    at: Moment,
) -> Report {
    let number = stay
        .reports
        .iter()
        .filter(|report| report.movement.authority == State::OURSELVES)
        .count();
    Report {
        movement: MovementKey {
            authority: State::OURSELVES,
            local: LocalId::Text(format!("{}-{}", stay.id, number + 1).into()),
        },
        stamp: Stamp {
            sent_at: draft.now,
            sequence: 0,
            action: Action::Insert,
            tie: u64::try_from(number).unwrap_or(u64::MAX),
        },
        kind: Kind::Transfer,
        historic: false,
        inferred: false,
        takes_back_last: false,
        at,
        unit,
        spot,
        medical: None,
        care: None,
        moves: true,
        class: None,
        doctor: None,
        extras: None,
    }
}

/// When a move made now takes effect: after everything known so far, whatever the senders' clocks say.
fn time_of_move(draft: &Draft<'_>, stay: &Stay) -> Moment {
    let latest = stay
        .timeline
        .segments
        .last()
        .map_or(draft.now, |segment| segment.from.min(draft.now.plus(CLOCK_SLACK)));
    draft.now.max(latest)
}

pub(super) fn close_claim(draft: &mut Draft<'_>, stay: StayId) {
    if draft.state.index.claim_of(stay).is_some() {
        draft.claim(ClaimChange::Close { stay });
    }
}

/// The stay, while its patient is there: one who was seen leaving is not, whichever word frees the bed.
pub(super) fn present<'a>(draft: &Draft<'a>, id: StayId) -> Result<&'a Stay, Refusal> {
    let (state, now) = (draft.state, draft.now);
    let stay = state.stay(id).ok_or(Refusal::UnknownStay(id))?;
    if state.is_present(stay, now) && state.seen_leaving(stay, now).is_none() {
        Ok(stay)
    } else {
        Err(Refusal::NotPresent(id))
    }
}

fn installed<'a>(draft: &Draft<'a>, id: BedId) -> Result<&'a Bed, Refusal> {
    let bed = draft.state.bed(id).ok_or(Refusal::UnknownBed(id))?;
    match bed.lifecycle {
        Lifecycle::Installed => Ok(bed),
        Lifecycle::Removed => Err(Refusal::BedRemoved(id)),
    }
}

/// The stays that lie in a bed, or keep it while on leave, at that moment.
pub(super) fn occupants(state: &State, bed: BedId, now: Moment) -> Vec<StayId> {
    state.occupants(bed, now).map(|stay| stay.id).collect()
}
