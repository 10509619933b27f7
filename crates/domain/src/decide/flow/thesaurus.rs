//! Judging what is asked of the thesaurus: a version written whole, and the draft that becomes one.

use std::sync::Arc;

use base::Moment;
use base::id::PersonId;

use super::super::board::CLOCK_SLACK;
use super::super::draft::Draft;
use super::refuse;
use crate::event::Event;
use crate::flow::{
    DraftChange, DraftStep, Entry, EntryFlaw, FlowRefusal, Thesaurus, ThesaurusDrafted, ThesaurusFlaw,
    ThesaurusVersion,
};
use crate::refusal::Refusal;
use crate::state::State;

/// Versions follow one another: what was in force once stays to be read.
pub(super) fn write(
    draft: &mut Draft<'_>,
    thesaurus: &Thesaurus,
    from: Option<Moment>,
    by: Option<PersonId>,
    saw: u32,
) -> Result<(), Refusal> {
    let last = draft.state.thesauri.last();
    let latest = last.map_or(0, |it| it.version);
    if latest != saw {
        return Err(refuse(FlowRefusal::ThesaurusChangedMeanwhile(latest)));
    }
    let from = from.unwrap_or(draft.now);
    if from < draft.now.plus(-CLOCK_SLACK) {
        return Err(Refusal::BeforeNow);
    }
    let from = from.max(draft.now);
    if last.is_some_and(|it| *it.thesaurus == *thesaurus && it.from <= from) {
        return Err(Refusal::NothingToDo);
    }
    let flaws = |flaws| refuse(FlowRefusal::BadThesaurus(flaws));
    thesaurus.check(&draft.state.settings).map_err(flaws)?;
    draft.emit(Event::ThesaurusWritten(Box::new(ThesaurusVersion {
        version: latest + 1,
        from,
        by,
        thesaurus: Arc::new(thesaurus.clone()),
    })));
    Ok(())
}

/// The draft becomes the next version: whoever publishes has seen all of it.
pub(super) fn publish(
    draft: &mut Draft<'_>,
    from: Option<Moment>,
    by: Option<PersonId>,
    saw: u64,
) -> Result<(), Refusal> {
    let state = draft.state;
    seen(state, saw)?;
    let worked_on = state.thesaurus_desk.draft.as_ref();
    let worked_on = worked_on.ok_or_else(|| refuse(FlowRefusal::NoDraft))?;
    let latest = state.thesauri.last().map_or(0, |it| it.version);
    write(draft, &worked_on.thesaurus, from, by, latest)?;
    tell(draft, DraftStep::Published, by);
    Ok(())
}

/// The draft after that change. One that says what the last version says is no draft.
pub(super) fn edit(
    draft: &mut Draft<'_>,
    change: &DraftChange,
    by: Option<PersonId>,
    saw: u64,
) -> Result<(), Refusal> {
    let state = draft.state;
    let before = state.thesaurus_worked_on();
    let (step, after) = match change {
        DraftChange::Add(entry) => {
            let code = entry.code.clone();
            if before.entry(&code).is_some() {
                let flaw = ThesaurusFlaw::Entry(code, EntryFlaw::CodeTwice);
                return Err(refuse(FlowRefusal::BadThesaurus(vec![flaw])));
            }
            put(state, &before, entry)?
        }
        DraftChange::Put(entry) => {
            known(state, &before, &entry.code, saw)?;
            put(state, &before, entry)?
        }
        DraftChange::Remove(code) => {
            known(state, &before, code, saw)?;
            let mut after = (*before).clone();
            after.entries.retain(|it| it.code != *code);
            (DraftStep::Removed(code.clone()), after)
        }
        DraftChange::Move { code, way } => {
            let found = before.entry(code).map(|_| ());
            found.ok_or_else(|| refuse(FlowRefusal::UnknownEntry(code.clone())))?;
            // Who moves an entry up goes by what they see beside it, and by nothing else that changed.
            let other = before.beside(code, *way).ok_or(Refusal::NothingToDo)?;
            let mut after = (*before).clone();
            after.swap(code, other);
            (DraftStep::Swapped(code.clone(), other.clone()), after)
        }
        DraftChange::Classes(classes) => {
            if state.thesaurus_desk.are_classes_newer(saw) {
                return Err(refuse(FlowRefusal::DraftChangedMeanwhile));
            }
            let mut after = (*before).clone();
            after.classes.clone_from(classes);
            let flaws = after.flaws_of_classes();
            if !flaws.is_empty() {
                return Err(refuse(FlowRefusal::BadThesaurus(flaws)));
            }
            (DraftStep::Classes(classes.clone()), after)
        }
        DraftChange::Replace(whole) => {
            seen(state, saw)?;
            // A first draft may be begun with classes alone; nothing else is taken up that could not be published.
            match whole.check(&state.settings) {
                Err(flaws) if flaws != [ThesaurusFlaw::NoEntry] => {
                    return Err(refuse(FlowRefusal::BadThesaurus(flaws)));
                }
                Ok(()) | Err(_) => {}
            }
            (DraftStep::Replaced(whole.clone()), (**whole).clone())
        }
        DraftChange::Discard => {
            seen(state, saw)?;
            if state.thesaurus_desk.draft.is_none() {
                return Err(refuse(FlowRefusal::NoDraft));
            }
            tell(draft, DraftStep::Discarded, by);
            return Ok(());
        }
    };
    if after == *before {
        return Err(Refusal::NothingToDo);
    }
    let is_last = state.thesauri.last().is_some_and(|it| *it.thesaurus == after);
    tell(draft, if is_last { DraftStep::Discarded } else { step }, by);
    Ok(())
}

/// Whether the screen showed everything as it is.
fn seen(state: &State, saw: u64) -> Result<(), Refusal> {
    if state.thesaurus_desk.revision == saw {
        return Ok(());
    }
    Err(refuse(FlowRefusal::DraftChangedMeanwhile))
}

/// Whether there is such an entry, and nobody else wrote it meanwhile.
fn known(state: &State, thesaurus: &Thesaurus, code: &base::Code, saw: u64) -> Result<(), Refusal> {
    if state.thesaurus_desk.is_entry_newer(code, saw) {
        return Err(refuse(FlowRefusal::EntryChangedMeanwhile(code.clone())));
    }
    let found = thesaurus.entry(code).map(|_| ());
    found.ok_or_else(|| refuse(FlowRefusal::UnknownEntry(code.clone())))
}

fn put(state: &State, before: &Thesaurus, entry: &Arc<Entry>) -> Result<(DraftStep, Thesaurus), Refusal> {
    let mut after = before.clone();
    after.put(entry.clone());
    let mut flaws = after.flaws_of(entry, &state.settings);
    let same = |it: &&Arc<Entry>| it.code != entry.code && it.is_called_like(entry);
    if after.entries.iter().find(same).is_some() {
        flaws.push(EntryFlaw::LabelTwice(entry.label.clone()));
    }
    let mut flaws: Vec<ThesaurusFlaw> = flaws
        .into_iter()
        .map(|it| ThesaurusFlaw::Entry(entry.code.clone(), it))
        .collect();
    if after.entries.len() > Thesaurus::ENTRIES {
        flaws.push(ThesaurusFlaw::ManyEntries);
    }
    if flaws.is_empty() {
        Ok((DraftStep::Put(entry.clone()), after))
    } else {
        Err(refuse(FlowRefusal::BadThesaurus(flaws)))
    }
}

fn tell(draft: &mut Draft<'_>, step: DraftStep, by: Option<PersonId>) {
    draft.emit(Event::ThesaurusDrafted(Box::new(ThesaurusDrafted { step, by })));
}
