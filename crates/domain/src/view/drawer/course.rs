//! The course of a stay, movement by movement, with what was taken back.

use base::Moment;

use super::{Clocks, Step};
use crate::movement::{Kind, Spot};
use crate::state::State;
use crate::stay::Stay;
use crate::timeline::{Movement, Plan, Timeline, gather};
use crate::vault::Vault;
use crate::view::board::bed_name;

/// Every movement ever reported, oldest first; what is still to come last.
pub(super) fn course_of(
    state: &State,
    vault: &Vault,
    stay: &Stay,
    clocks: &[Clocks],
    now: Moment,
) -> Vec<Step> {
    let reports = stay.reports.unpack();
    let mut movements = gather(&reports);
    movements.sort_by(|a, b| (a.at, a.kind, &a.told, a.key).cmp(&(b.at, b.kind, &b.told, b.key)));
    let mut steps: Vec<Step> = movements
        .iter()
        .map(|movement| step(state, vault, stay, movement, now))
        .map(|step| Step {
            seen: seen(clocks, &step),
            ..step
        })
        .collect();
    // A stable sort: steps of one moment keep their order of effect.
    steps.sort_by_key(|step| (step.expected, step.at));
    steps
}

fn step(state: &State, vault: &Vault, stay: &Stay, movement: &Movement<'_>, now: Moment) -> Step {
    let timeline = &stay.timeline;
    let plan = plan_of(timeline, movement);
    let at = plan.map_or(movement.at, |plan| plan.at);
    let doctor = movement.word.doctor.and_then(|id| vault.practitioner(id));
    let medical = || movement.word.medical.and_then(|id| state.unit(id));
    let detail = match (doctor, medical()) {
        (Some(doctor), _) => match &doctor.given {
            Some(given) => format!("{} {given}", doctor.family.to_uppercase()),
            None => doctor.family.to_uppercase(),
        },
        (None, Some(unit)) => unit
            .name
            .as_ref()
            .map_or_else(|| unit.code.to_string(), ToString::to_string),
        (None, None) => String::new(),
    };
    let authority = state.authorities.get(movement.key.authority.index());
    Step {
        at,
        kind: movement.kind,
        place: place_of(state, timeline, movement, plan),
        detail,
        expected: movement.live && (plan.is_some() || at > now || is_announced(timeline, movement)),
        cancelled: !movement.live,
        seen: None,
        by_board: movement.key.authority == State::OURSELVES,
        inferred: movement.word.inferred,
        movement: movement.key.clone(),
        movement_name: authority.map_or_else(
            || movement.key.local.to_string(),
            |authority| format!("{authority} {}", movement.key.local),
        ),
    }
}

/// When somebody saw that step: the departure it is, else the arrival.
fn seen(clocks: &[Clocks], step: &Step) -> Option<Moment> {
    let of_step = |it: &&Clocks| it.stated.as_ref().is_some_and(|it| it.movement == step.movement);
    let mut seen = clocks.iter().filter(of_step).filter_map(|it| it.seen);
    seen.next().map(|it| it.at)
}

/// The plan that a pending movement made and that still stands.
fn plan_of<'a>(timeline: &'a Timeline, movement: &Movement<'_>) -> Option<&'a Plan> {
    if !movement.live {
        return None;
    }
    match movement.kind {
        Kind::PreAdmission | Kind::PendingAdmission => timeline.planned.as_deref(),
        Kind::PendingTransfer => timeline.pending_transfer.as_deref(),
        _ => None,
    }
}

/// Whether the movement announces a departure that has not happened.
fn is_announced(timeline: &Timeline, movement: &Movement<'_>) -> bool {
    movement.kind == Kind::PendingDischarge && timeline.left_at.is_none()
}

/// Where a movement leads: what it says, else what it amounted to.
fn place_of(state: &State, timeline: &Timeline, movement: &Movement<'_>, plan: Option<&Plan>) -> String {
    if matches!(
        movement.kind,
        Kind::Discharge | Kind::PendingDischarge | Kind::Leave
    ) {
        return String::new();
    }
    let word = &movement.word;
    let (spot, lodging) = match plan {
        Some(plan) => (plan.spot, plan.lodging()),
        None => (word.spot, word.unit.or(word.care).or(word.medical)),
    };
    let amounted_to = || {
        let period = timeline.at(movement.at).filter(|_| movement.live)?;
        Some((period.spot, period.lodging()))
    };
    let (spot, lodging) = match (spot, lodging) {
        (Spot::Nowhere, lodging) => amounted_to().unwrap_or((Spot::Nowhere, lodging)),
        said => said,
    };
    let ward = state.ward_of(spot, lodging).and_then(|id| state.ward(id));
    let ward = ward.map_or(String::new(), |it| it.name.to_string());
    let room_or_bed = match spot {
        Spot::Bed(bed) => bed_name(state, bed),
        Spot::Room(room) => state.room(room).map(|it| it.code.to_string()),
        Spot::Nowhere => None,
    };
    match (ward.is_empty(), room_or_bed) {
        (false, Some(spot)) => format!("{ward} · {spot}"),
        (true, Some(spot)) => spot,
        (_, None) => ward,
    }
}
