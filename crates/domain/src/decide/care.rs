//! What a ward says of a stay, and its notes.

use base::id::{NoteId, PersonId, StayId, WardId};
use base::{Code, Moment};

use super::draft::Draft;
use crate::care::{CareChange, Progress};
use crate::event::Event;
use crate::note::NoteText;
use crate::refusal::Refusal;
use crate::state::State;
use crate::stay::Stay;
use crate::vault::VaultWrite;

use std::sync::Arc;

/// Longest code of a telemetry unit.
const UNIT: usize = 8;

/// Judges a statement.
pub(super) fn state(draft: &mut Draft<'_>, id: StayId, change: &CareChange, saw: u64) -> Result<(), Refusal> {
    let stay = living(draft.state, id, draft.now)?;
    let topic = change.topic();
    let now = stay.care().on(&topic);
    if now.map_or(change.is_blank(), |said| said.change == *change) {
        return Err(Refusal::NothingToDo);
    }
    if stay.care().revision(&topic) != saw {
        return Err(Refusal::ChangedMeanwhile { stay: id, topic });
    }
    let change = checked(draft.state, stay, change, draft.now)?;
    draft.concerns(stay.patient, Some(id));
    draft.emit(Event::CareStated { stay: id, change });
    Ok(())
}

/// The change as it will be kept: precautions in the order of the set, each once.
fn checked(state: &State, stay: &Stay, change: &CareChange, now: Moment) -> Result<CareChange, Refusal> {
    let ward = state
        .ward_at(stay, now)
        .or_else(|| expected_ward(state, stay, now));
    match change {
        CareChange::Precautions(codes) => {
            let usable = |code: &&Code| {
                let before = stay.care().precautions().contains(code);
                state
                    .settings
                    .precaution(code)
                    .is_some_and(|it| !it.retired || before)
            };
            if let Some(unknown) = codes.iter().find(|code| !usable(code)) {
                return Err(Refusal::UnknownPrecaution(unknown.clone()));
            }
            let set = state.settings.precautions.iter().map(|it| &it.code);
            Ok(CareChange::Precautions(
                set.filter(|code| codes.contains(code)).cloned().collect(),
            ))
        }
        CareChange::Telemetry(Some(unit)) => {
            if unit.len() > UNIT || !unit.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Err(Refusal::BadTelemetry);
            }
            match ward.and_then(|ward| wearer(state, ward, unit, stay.id, now)) {
                Some(by) => Err(Refusal::TelemetryTaken {
                    unit: unit.clone(),
                    by,
                }),
                None => Ok(change.clone()),
            }
        }
        CareChange::Step {
            progress: Progress::Waiting(reason),
            ..
        } => {
            let config = state.board_config(ward);
            let known = config.waits.iter().any(|it| it.code == *reason);
            let known = known.then(|| change.clone());
            known.ok_or_else(|| Refusal::UnknownWait(reason.clone()))
        }
        CareChange::Slot { slot, choice } => {
            let config = state.board_config(ward);
            let known = config.slots.iter().find(|it| it.code == *slot);
            let offered = known.is_some_and(|it| {
                choice
                    .as_ref()
                    .is_none_or(|choice| it.choices.iter().any(|it| it.code == *choice))
            });
            let offered = (offered || choice.is_none()).then(|| change.clone());
            offered.ok_or_else(|| Refusal::UnknownSlot(slot.clone()))
        }
        CareChange::Discharge(_)
        | CareChange::Step { .. }
        | CareChange::Telemetry(None)
        | CareChange::Mobility(_)
        | CareChange::Need { .. } => Ok(change.clone()),
    }
}

/// Who in the ward wears that unit already.
fn wearer(state: &State, ward: WardId, unit: &Code, but: StayId, now: Moment) -> Option<StayId> {
    let here = state.index.stays_of_ward(ward).filter(|id| *id != but);
    here.filter_map(|id| state.stay(id))
        .find(|stay| {
            state.is_present(stay, now)
                && stay
                    .care()
                    .telemetry()
                    .is_some_and(|it| it.eq_ignore_ascii_case(unit))
        })
        .map(|stay| stay.id)
}

fn expected_ward(state: &State, stay: &Stay, now: Moment) -> Option<WardId> {
    state
        .expectations(stay, now)
        .find_map(|it| state.ward_of(it.spot, it.lodging))
}

/// Judges a note.
pub(super) fn write_note(
    draft: &mut Draft<'_>,
    id: StayId,
    text: &NoteText,
    author: PersonId,
    replaces: Option<NoteId>,
) -> Result<(), Refusal> {
    let stay = living(draft.state, id, draft.now)?;
    if let Some(former) = replaces {
        match draft.state.note(former) {
            Some(it) if it.stay == id && !it.withdrawn => {}
            _ => return Err(Refusal::UnknownNote(former)),
        }
        if draft.vault.note(former).is_some_and(|it| **it == *text) {
            return Err(Refusal::NothingToDo);
        }
    }
    let note = NoteId::new(u32::try_from(draft.state.notes.len()).unwrap_or(u32::MAX));
    draft.concerns(stay.patient, Some(id));
    draft.emit(Event::NoteWritten {
        note,
        stay: id,
        author,
        replaces,
    });
    draft.write(VaultWrite::Note {
        note,
        revision: 1,
        text: Some(Arc::new(text.clone())),
    });
    Ok(())
}

/// Takes a note off the board; with it, the one whose place it had taken may come back. Both happen, or none.
pub(super) fn take_off(draft: &mut Draft<'_>, note: NoteId, restores: Option<NoteId>) -> Result<(), Refusal> {
    withdraw_note(draft, note, true)?;
    match restores {
        Some(former)
            if draft
                .state
                .note(note)
                .is_some_and(|it| it.replaces != Some(former)) =>
        {
            Err(Refusal::UnknownNote(former))
        }
        Some(former) => match withdraw_note(draft, former, false) {
            // Somebody brought it back already.
            Err(Refusal::NothingToDo) => Ok(()),
            done => done,
        },
        None => Ok(()),
    }
}

/// Takes a note off the board, or brings it back.
pub(super) fn withdraw_note(draft: &mut Draft<'_>, note: NoteId, withdrawn: bool) -> Result<(), Refusal> {
    let known = draft.state.note(note).ok_or(Refusal::UnknownNote(note))?;
    if known.withdrawn == withdrawn {
        return Err(Refusal::NothingToDo);
    }
    let stay = living(draft.state, known.stay, draft.now)?;
    draft.concerns(stay.patient, Some(stay.id));
    draft.emit(Event::NoteWithdrawn {
        note,
        stay: stay.id,
        withdrawn,
    });
    Ok(())
}

/// A stay of which something may still be said: there, or expected.
fn living(state: &State, id: StayId, now: Moment) -> Result<&Stay, Refusal> {
    let stay = state.stay(id).ok_or(Refusal::UnknownStay(id))?;
    if stay.timeline.over_by(now) {
        return Err(Refusal::StayOver(id));
    }
    Ok(stay)
}
