//! Judging what is asked of the documents that boards are made from, and of the set of precautions.

use std::collections::BTreeSet;
use std::sync::Arc;

use base::id::{PersonId, WardId};
use base::text::folded;

use super::draft::Draft;
use crate::board_config::HeadOf;
use crate::event::Event;
use crate::precaution::Precaution;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::state::State;
use crate::studio::{
    BoardChange, BoardDocument, Bounds, Flaw, PrecautionFlaw, Scope, Setting, Shelf, StudioChanged,
    StudioCommand, StudioRefusal, StudioStep,
};

/// Judges it.
pub(super) fn change(draft: &mut Draft<'_>, command: &StudioCommand) -> Result<(), Refusal> {
    let (scope, by, step) = match command {
        StudioCommand::Edit {
            scope,
            changes,
            by,
            saw,
        } => (*scope, *by, edited(draft.state, *scope, changes, *saw)?),
        StudioCommand::Discard { scope, by, saw } => {
            let shelf = seen(draft.state, *scope, *saw)?;
            shelf.draft.ok_or_else(|| no_draft(*scope))?;
            (*scope, *by, StudioStep::Discarded)
        }
        StudioCommand::Publish { scope, by, saw } => {
            let shelf = seen(draft.state, *scope, *saw)?;
            let worked_on = shelf.draft.as_ref().ok_or_else(|| no_draft(*scope))?;
            let changes = shelf.published().changes_to(&worked_on.document);
            if changes.is_empty() {
                return Err(Refusal::NothingToDo);
            }
            // What was right when it was drafted may not be any more: the other ward may follow this one by now.
            fits(draft.state, *scope, &shelf.published(), &changes)?;
            (*scope, *by, StudioStep::Published(changes))
        }
        StudioCommand::Revert {
            scope,
            version,
            by,
            saw,
        } => {
            let shelf = seen(draft.state, *scope, *saw)?;
            let unknown = || Refusal::Studio(StudioRefusal::UnknownVersion(*version));
            let former = shelf.version(*version).ok_or_else(unknown)?;
            let changes = shelf.published().changes_to(&former);
            if changes.is_empty() {
                return Err(Refusal::NothingToDo);
            }
            // A value that has been in force may be again, even where the territory decides now: it then waits.
            follows_well(draft.state, *scope, &changes)?;
            let to = *version;
            (*scope, *by, StudioStep::Reverted { to, changes })
        }
        StudioCommand::SetPrecautions { set, saw } => return precautions(draft, set, *saw),
    };
    emit(draft, scope, by, step);
    Ok(())
}

fn emit(draft: &mut Draft<'_>, scope: Scope, by: Option<PersonId>, step: StudioStep) {
    draft.emit(Event::StudioChanged(Box::new(StudioChanged { scope, step, by })));
}

fn no_draft(scope: Scope) -> Refusal {
    Refusal::Studio(StudioRefusal::NoDraft(scope))
}

/// The shelf, as long as it is what was on the screen.
fn seen(state: &State, scope: Scope, saw: u64) -> Result<Shelf, Refusal> {
    if let Scope::Ward(ward) = scope {
        let known = state.ward(ward).filter(|it| it.merged_into.is_none());
        known.ok_or(Refusal::UnknownWard(ward))?;
    }
    let shelf = state.boards.shelf(scope);
    if shelf.revision == saw {
        Ok(shelf)
    } else {
        Err(Refusal::Studio(StudioRefusal::ChangedMeanwhile(scope)))
    }
}

/// The draft after the changes. One that says what is in force anyway is no draft.
fn edited(state: &State, scope: Scope, changes: &[BoardChange], saw: u64) -> Result<StudioStep, Refusal> {
    let shelf = seen(state, scope, saw)?;
    let before = shelf.worked_on();
    let after = before.after(changes);
    let changes = before.changes_to(&after);
    if changes.is_empty() {
        return Err(Refusal::NothingToDo);
    }
    fits(state, scope, &before, &changes)?;
    if shelf.draft.is_some() && after == shelf.published() {
        return Ok(StudioStep::Discarded);
    }
    Ok(StudioStep::Drafted(changes))
}

/// Whether those changes make a document that can be put in force.
fn fits(state: &State, scope: Scope, before: &BoardDocument, changes: &[BoardChange]) -> Result<(), Refusal> {
    let territory = state.boards.published(Scope::Territory);
    for change in changes {
        match (scope, change) {
            (Scope::Territory, BoardChange::Follow(Some(_)))
            | (Scope::Ward(_), BoardChange::Lock(_) | BoardChange::Unlock(_)) => {
                return Err(Refusal::Studio(StudioRefusal::NotOfThisScope));
            }
            (Scope::Ward(_), BoardChange::Set(setting)) if territory.locks(setting.option()) => {
                return Err(Refusal::Studio(StudioRefusal::Locked(setting.option())));
            }
            (_, BoardChange::Set(setting)) => {
                let unfit = |flaw| Refusal::Studio(StudioRefusal::Unfit(flaw));
                setting.check().map_err(unfit)?;
                knows_doctors(state, setting, before.get(setting.option())).map_err(unfit)?;
            }
            (_, BoardChange::Inherit(_) | BoardChange::Follow(_))
            | (Scope::Territory, BoardChange::Lock(_) | BoardChange::Unlock(_)) => {}
        }
    }
    follows_well(state, scope, changes)
}

fn knows_doctors(state: &State, setting: &Setting, before: Option<&Setting>) -> Result<(), Flaw> {
    let Setting::Heads(heads) = setting else {
        return Ok(());
    };
    if before == Some(setting) {
        return Ok(());
    }
    let unknown = heads.iter().any(|it| match it.of {
        HeadOf::Doctor(doctor) => !state.knows_practitioner(doctor),
        HeadOf::Specialty(_) => false,
    });
    if unknown { Err(Flaw::UnknownDoctor) } else { Ok(()) }
}

/// Whether the ward that is to be followed can be.
fn follows_well(state: &State, scope: Scope, changes: &[BoardChange]) -> Result<(), Refusal> {
    let followed = changes.iter().rev().find_map(|it| match it {
        BoardChange::Follow(ward) => Some(*ward),
        _ => None,
    });
    let (Scope::Ward(ward), Some(Some(followed))) = (scope, followed) else {
        return Ok(());
    };
    let known = state.ward(followed).filter(|it| it.merged_into.is_none());
    known.ok_or(Refusal::UnknownWard(followed))?;
    let circle = |followed: WardId| Refusal::Studio(StudioRefusal::Circle(followed));
    if followed == ward {
        return Err(circle(followed));
    }
    let chain = state.followed(followed, &state.boards.published(Scope::Ward(followed)));
    if chain.iter().any(|(it, _)| *it == ward) {
        return Err(circle(followed));
    }
    if chain.len() + 1 > Bounds::CHAIN {
        return Err(Refusal::Studio(StudioRefusal::TooFar(followed)));
    }
    Ok(())
}

fn precautions(draft: &mut Draft<'_>, set: &[Arc<Precaution>], saw: u64) -> Result<(), Refusal> {
    let settings = &draft.state.settings;
    if settings.precautions == set {
        return Err(Refusal::NothingToDo);
    }
    if draft.state.settings_revision != saw {
        return Err(Refusal::Studio(StudioRefusal::SettingsChangedMeanwhile));
    }
    judge_precautions(set, &settings.precautions)?;
    let settings = Settings {
        precautions: set.to_vec(),
        ..(**settings).clone()
    };
    draft.emit(Event::Configured(Box::new(settings)));
    Ok(())
}

/// Refuses a set that people could not work with after that other one, whichever door it comes through.
pub(super) fn judge_precautions(set: &[Arc<Precaution>], former: &[Arc<Precaution>]) -> Result<(), Refusal> {
    sound(set, former).map_err(|flaw| Refusal::Studio(StudioRefusal::BadPrecautions(flaw)))
}

/// Whether people can work with that set, after that other one.
fn sound(set: &[Arc<Precaution>], former: &[Arc<Precaution>]) -> Result<(), PrecautionFlaw> {
    if set.len() > Bounds::PRECAUTIONS {
        return Err(PrecautionFlaw::TooMany);
    }
    let mut codes = BTreeSet::new();
    if let Some(twice) = set.iter().find(|it| !codes.insert(&it.code)) {
        return Err(PrecautionFlaw::CodeTwice(twice.code.clone()));
    }
    if let Some(missing) = former.iter().find(|it| !codes.contains(&it.code)) {
        return Err(PrecautionFlaw::Missing(missing.code.clone()));
    }
    let used: Vec<&Arc<Precaution>> = set.iter().filter(|it| !it.retired).collect();
    for (place, it) in used.iter().enumerate() {
        if it.letter.chars().count() > Bounds::LETTER {
            return Err(PrecautionFlaw::LongLetter(it.name.clone()));
        }
        if it.name.chars().count() > Bounds::NAME {
            return Err(PrecautionFlaw::LongName(it.name.clone()));
        }
        for other in &used[..place] {
            if folded(&other.name) == folded(&it.name) {
                return Err(PrecautionFlaw::NameTwice(it.name.clone()));
            }
            if other.shape == it.shape && folded(&other.letter) == folded(&it.letter) {
                return Err(PrecautionFlaw::LooksAlike(other.name.clone(), it.name.clone()));
            }
        }
    }
    Ok(())
}
