//! Going through stretches of the journal, one record after the other.

use std::sync::Arc;

use base::Moment;
use domain::event::Event;
use domain::state::{State, Touched};
use store::codec::{Unreadable, decode};
use store::{Fault, RecordRef, Seq, Store};

use super::{Passing, Step};
use crate::handle::{App, Failure};

/// Why a fold ended before the journal did.
#[derive(Debug)]
pub(super) enum Stop {
    /// It had seen what it came for.
    Enough,
    Fault(Fault),
    Unreadable(Unreadable),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Enough => Self::Stopping,
            Stop::Fault(fault) => Self::Fault(Arc::new(fault)),
            Stop::Unreadable(record) => Self::Unreadable(record.to_string()),
        }
    }
}

/// Folds at most `limit` records after the state, until one is too late or `seen` answers false.
pub(super) fn fold(
    store: &Store,
    state: &mut State,
    limit: u64,
    is_too_late: impl Fn(u64, Moment) -> bool,
    mut seen: impl FnMut(&RecordRef<'_>, &Event, &Touched, &State) -> bool,
) -> Result<(), Stop> {
    let mut touched = Touched::default();
    let after = Seq::new(state.seq);
    let folded = store.read_after(after, limit, |record| {
        let seq = record.seq.number();
        if is_too_late(seq, record.recorded_at) {
            return Err(Stop::Enough);
        }
        let event = decode(&record).map_err(Stop::Unreadable)?;
        touched.wards.clear();
        touched.structure = false;
        state.apply(&event, seq, record.recorded_at, &mut touched);
        if seen(&record, &event, &touched, state) {
            Ok(())
        } else {
            Err(Stop::Enough)
        }
    });
    match folded {
        Ok(_) | Err(Stop::Enough) => Ok(()),
        Err(stop) => Err(stop),
    }
}

/// Shows the records after a state until `show` answers false.
pub(super) fn onwards(
    app: &App,
    from: &State,
    mut show: impl FnMut(&Step<'_>) -> bool,
) -> Result<(), Failure> {
    let mut state = from.clone();
    let seen = |record: &RecordRef<'_>, event: &Event, touched: &Touched, state: &State| {
        show(&Step {
            record: *record,
            event,
            touched,
            state,
        })
    };
    Ok(fold(app.store(), &mut state, u64::MAX, |_, _| false, seen)?)
}

/// Shows each of those records between the states before and after it, oldest first.
pub(super) fn each_of(app: &App, wanted: &[Seq], mut show: impl FnMut(&Passing<'_>)) -> Result<(), Failure> {
    let mut wanted = wanted.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let ladder = &app.0.ladder;
    let mut last: Option<State> = None;
    for seq in wanted.into_iter().filter(|seq| *seq > Seq::START) {
        let previous = Seq::new(seq.number() - 1);
        let before = match last.take() {
            // Records of one command follow each other.
            Some(state) if state.seq == previous.number() => state,
            _ => (*ladder.state_of(app, previous)?).clone(),
        };
        let mut after = before.clone();
        let seen = |record: &RecordRef<'_>, event: &Event, _: &Touched, after: &State| {
            show(&Passing {
                record: *record,
                event,
                before: &before,
                after,
            });
            true
        };
        fold(app.store(), &mut after, 1, |_, _| false, seen)?;
        last = Some(after);
    }
    Ok(())
}
