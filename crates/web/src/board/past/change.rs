//! When the board of a ward changed: the last time before an instant, the first one after, and how often in a day.

use app::{App, Failure, Step};
use base::Moment;
use base::id::WardId;
use base::time::HOUR;
use domain::state::State;
use domain::vault::Vault;
use domain::view::board::{WardBoard, ward_board};
use store::Seq;

use crate::hour::DayLine;

/// The last moment before that one at which the board showed something else than before.
///
/// # Errors
/// When the journal cannot be read.
pub fn before(app: &App, ward: WardId, at: Moment) -> Result<Option<Moment>, Failure> {
    let vault = app.snapshot().vault.clone();
    let mut end = Seq::new(app.past_now(at)?.state.seq);
    for landing in app.landings(end) {
        let mut touches = vec![];
        let base = app.past_of(landing)?;
        app.onwards(landing, |step| {
            if step.record.seq > end || step.record.recorded_at >= at {
                return false;
            }
            note(&mut touches, step, ward);
            true
        })?;
        for place in (0..touches.len()).rev() {
            let (moment, after) = &touches[place];
            let before = place
                .checked_sub(1)
                .and_then(|earlier| touches.get(earlier))
                .map_or(&*base, |(_, state)| state);
            if differs(&vault, ward, *moment, before, after) {
                return Ok(Some(*moment));
            }
        }
        end = landing;
    }
    Ok(None)
}

/// The first moment after that one at which the board showed something else than before.
///
/// # Errors
/// When the journal cannot be read.
pub fn after(app: &App, ward: WardId, at: Moment) -> Result<Option<Moment>, Failure> {
    let vault = app.snapshot().vault.clone();
    let base = app.past_now(at)?.state;
    let mut before = (*base).clone();
    let mut touches: Vec<(Moment, State)> = vec![];
    let mut found = None;
    app.onwards(Seq::new(base.seq), |step| {
        // Records of one moment come together: judged once all of them are known.
        if touches
            .last()
            .is_some_and(|(moment, _)| *moment < step.record.recorded_at)
            && let Some((moment, after)) = touches.pop()
        {
            if differs(&vault, ward, moment, &before, &after) {
                found = Some(moment);
                return false;
            }
            before = after;
        }
        note(&mut touches, step, ward);
        true
    })?;
    let last = touches.pop().filter(|_| found.is_none());
    let last = last.filter(|(moment, after)| differs(&vault, ward, *moment, &before, after));
    Ok(found.or(last.map(|(moment, _)| moment)))
}

/// How many times the board was touched in each hour of a day.
///
/// # Errors
/// When the journal cannot be read.
pub fn by_hour(app: &App, ward: WardId, day: &DayLine) -> Result<Vec<u32>, Failure> {
    let mut counts = vec![0_u32; day.minutes.div_ceil(60) as usize];
    let start = app.past_now(day.start.plus(-1))?.state;
    let mut last = None;
    app.onwards(Seq::new(start.seq), |step| {
        let at = step.record.recorded_at;
        if at >= day.end() {
            return false;
        }
        if concerns(step, ward) && last != Some(at) {
            last = Some(at);
            let hour = usize::try_from(at.since(day.start) / HOUR).unwrap_or(0);
            if let Some(count) = counts.get_mut(hour) {
                *count += 1;
            }
        }
        true
    })?;
    Ok(counts)
}

/// Keeps the state after the last record of each moment that may have changed the board.
fn note(touches: &mut Vec<(Moment, State)>, step: &Step<'_>, ward: WardId) {
    let at = step.record.recorded_at;
    match touches.last_mut().filter(|(moment, _)| *moment == at) {
        Some((_, state)) => *state = step.state.clone(),
        None if concerns(step, ward) => touches.push((at, step.state.clone())),
        None => {}
    }
}

fn concerns(step: &Step<'_>, ward: WardId) -> bool {
    step.touched.structure || step.touched.wards.contains(&ward)
}

/// Whether two states give two boards at one moment: what time alone changes is no change.
fn differs(vault: &Vault, ward: WardId, at: Moment, before: &State, after: &State) -> bool {
    let board = |state| ward_board(state, vault, ward, at).map(|board| WardBoard { seq: 0, ..board });
    board(before) != board(after)
}
