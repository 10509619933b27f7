//! Judging what is asked of placement: its settings, and decisions on proposals.

use super::draft::Draft;
use super::flow::held_by;
use crate::event::Event;
use crate::flow::placement::{
    Beds, Choice, FixedRule, PlacementChanged, PlacementCommand, PlacementRecord, PlacementRefusal, Rule,
    Rules, StatePromises, Waived, explain,
};
use crate::refusal::Refusal;

pub(super) fn change(draft: &mut Draft<'_>, command: &PlacementCommand) -> Result<(), Refusal> {
    let changed = match command {
        PlacementCommand::Set { settings, by, saw } => {
            let state = draft.state;
            if state.placement_revision != *saw {
                return Err(Refusal::Placement(PlacementRefusal::ChangedMeanwhile));
            }
            if *state.placement == **settings {
                return Err(Refusal::NothingToDo);
            }
            let unfit = |flaw| Refusal::Placement(PlacementRefusal::Unfit(flaw));
            settings.check(state).map_err(unfit)?;
            PlacementChanged::Set {
                settings: settings.clone(),
                by: *by,
            }
        }
        PlacementCommand::Decide(record) => {
            decided(draft, record)?;
            PlacementChanged::Decided(record.clone())
        }
    };
    draft.emit(Event::PlacementChanged(Box::new(changed)));
    Ok(())
}

/// Whether a decision can stand as things are now. What is kept of the other beds is what the person saw then.
fn decided(draft: &mut Draft<'_>, record: &PlacementRecord) -> Result<(), Refusal> {
    let state = draft.state;
    let refuse = |why| Err(Refusal::Placement(why));
    if record.seq > state.seq || record.asked_at > draft.now {
        return refuse(PlacementRefusal::Ahead);
    }
    if let Some(stay) = record.question.stay {
        let known = state.stay(stay).ok_or(Refusal::UnknownStay(stay))?;
        draft.concerns(known.patient, Some(stay));
    }
    let Some(bed) = record.choice.bed() else {
        return Ok(());
    };
    let ward = state.ward_of_bed(bed).ok_or(Refusal::UnknownBed(bed))?;
    let ward = state.surviving(ward).ok_or(Refusal::UnknownBed(bed))?;
    let beds = Beds::of_wards(state, &StatePromises(state), |it| it == ward);
    let found = explain(&beds, &record.question, bed, draft.now).ok_or(Refusal::UnknownBed(bed))?;
    let refused = found.verdict.refused;
    if let Choice::Forced { waived, .. } = &record.choice {
        for it in waived {
            may_waive(*it, refused).map_err(Refusal::Placement)?;
        }
    }
    match refused.without(record.choice.waived()).iter().next() {
        Some(by) => match state
            .hold_on(bed)
            .filter(|_| by == Rule::Fixed(FixedRule::Promised))
        {
            // Whoever was slower learns from whom, not that there is a rule.
            Some(held) => Err(held_by(held)),
            None => refuse(PlacementRefusal::Refused { bed, by }),
        },
        None => Ok(()),
    }
}

fn may_waive(waived: Waived, refused: Rules) -> Result<(), PlacementRefusal> {
    let reasons = waived.rule.waivers();
    if reasons.is_empty() {
        return Err(PlacementRefusal::NeverWaived(waived.rule));
    }
    if !reasons.contains(&waived.reason) {
        return Err(PlacementRefusal::BadWaiver(waived));
    }
    if !refused.has(waived.rule) {
        return Err(PlacementRefusal::NothingToWaive(waived.rule));
    }
    Ok(())
}
