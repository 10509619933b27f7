//! What a ward says of a stay, made ready for its tile; and which word on the expected discharge is shown.

use base::id::StayId;
use base::{Label, Moment};

use super::super::day::Day;
use super::{CareView, Leaving, NoteView, Waiting};
use crate::board_config::BoardConfig;
use crate::care::{Confidence, Need, Progress};
use crate::state::State;
use crate::stay::Stay;
use crate::vault::Vault;

/// What the ward says of that stay.
pub(super) fn care_of(
    state: &State,
    vault: &Vault,
    stay: &Stay,
    config: &BoardConfig,
    day: &Day,
) -> CareView {
    let Some(care) = stay.care.as_deref() else {
        return CareView::default();
    };
    let steps: Vec<_> = config
        .steps
        .iter()
        .map(|step| (*step, care.progress(*step)))
        .collect();
    let waiting = care
        .discharge()
        .filter(|(plan, _)| plan.confidence == Confidence::Waiting)
        .map(|(plan, since)| Waiting {
            since,
            days: day.zone.days_between(since, day.now).max(0),
            destination: plan.destination,
            reason: steps
                .iter()
                .find_map(|(_, progress)| reason_of(state, stay, config, progress, day)),
        });
    CareView {
        precautions: care
            .precautions()
            .iter()
            .filter_map(|code| state.settings.precaution(code))
            .cloned()
            .collect(),
        telemetry: care.telemetry().cloned(),
        mobility: care.mobility(),
        needs: Need::ALL.into_iter().filter(|need| care.needs(*need)).collect(),
        steps: if steps.iter().all(|(_, progress)| *progress == Progress::ToDo) {
            Vec::new()
        } else {
            steps
        },
        waiting,
        slots: config
            .slots
            .iter()
            .filter_map(|slot| {
                let choice = care.slot(&slot.code)?;
                let offered = slot.choices.iter().find(|it| it.code == *choice);
                let chosen = offered.map(|it| it.name.clone()).or_else(|| {
                    let ward = state.ward_at(stay, day.now);
                    state.slot_names(ward, &slot.code, Some(choice))?.choice
                })?;
                Some((slot.name.clone(), chosen))
            })
            .collect(),
        notes: notes_of(state, vault, stay.id)
            .filter(|(withdrawn, _)| !withdrawn)
            .map(|(_, note)| note)
            .collect(),
    }
}

/// Every note of a stay, newest first, and whether it was taken off the board.
pub(in crate::view) fn notes_of<'a>(
    state: &'a State,
    vault: &'a Vault,
    stay: StayId,
) -> impl Iterator<Item = (bool, NoteView)> + 'a {
    let ids = state
        .stay(stay)
        .map(|it| it.care().notes.clone())
        .unwrap_or_default();
    ids.into_iter().rev().filter_map(|id| {
        let note = state.note(id)?;
        Some((
            note.withdrawn,
            NoteView {
                note: id,
                text: vault.note(id).cloned(),
                author: note.author,
                author_name: vault.person(note.author).cloned(),
                at: note.at,
            },
        ))
    })
}

/// A reason that was taken off the list since is still worded.
fn reason_of(
    state: &State,
    stay: &Stay,
    config: &BoardConfig,
    progress: &Progress,
    day: &Day,
) -> Option<Label> {
    match progress {
        Progress::Waiting(code) => {
            let listed = config.waits.iter().find(|it| it.code == *code);
            let former = || state.wait_name(state.ward_at(stay, day.now), code);
            listed.map(|it| it.name.clone()).or_else(former)
        }
        Progress::ToDo | Progress::Done => None,
    }
}

/// The expected discharge to show.
///
/// The ward knows better than an estimate of the administration; a discharge that the administration announces (A16)
/// is better than an estimate of the ward, and never better than what the ward confirmed.
pub(super) fn leaving(stay: &Stay, present: bool, day: &Day) -> Option<Leaving> {
    let facts = &stay.timeline.facts;
    let plan = stay.care().discharge().map(|(plan, _)| plan);
    let planned = plan.and_then(|plan| Some((plan.at?, plan)));
    let shown = |at: Moment, announced, plan, destination| Leaving {
        at,
        day_only: day.is_midnight(at),
        today: day.is_today(at),
        late: present && day.is_past(at),
        announced,
        plan,
        destination,
    };
    let fed = facts.expected_discharge;
    // As beds are freed by it: the ward decided, or says what the patient still waits for.
    let waits = plan.is_some_and(|it| it.confidence == Confidence::Waiting);
    let announced = facts.discharge_announced && !waits;
    match (planned, fed) {
        (Some((at, plan)), _) if plan.confidence == Confidence::Confirmed || fed.is_none() || !announced => {
            Some(shown(
                at,
                plan.confidence == Confidence::Confirmed,
                Some(plan.confidence),
                plan.destination.or(facts.destination),
            ))
        }
        // A ward that says that nobody can say takes an estimate off the tile.
        (None, Some(_)) if plan.is_some() && !facts.discharge_announced => None,
        (_, Some(at)) => Some(shown(
            at,
            announced,
            waits.then_some(Confidence::Waiting),
            facts
                .destination
                .or_else(|| plan.and_then(|plan| plan.destination)),
        )),
        (_, None) => None,
    }
}
