//! The states kept on the way, so that no question about the past folds more than a few thousand records.

use std::collections::VecDeque;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use base::Moment;
use domain::state::State;
use store::Seq;

use super::walk::{Stop, fold};
use crate::handle::{App, Failure};

/// Records between two rungs at first. Folding as many takes some tens of milliseconds.
const STEP: u64 = 8_192;

/// How many rungs are kept: one more, and every other one goes.
const RUNGS: usize = 64;

/// How many states asked for lately are kept: who plays a day asks for neighbours.
const RECENT: usize = 8;

/// Fewer records than this are folded again rather than kept.
const WORTH_KEEPING: u64 = 64;

/// How many records are read in one go while the ladder is built: the reader is lent for no longer.
const CHUNK: u64 = 2_048;

/// The ladder of one territory.
#[derive(Debug)]
pub(crate) struct Ladder {
    rungs: Mutex<Rungs>,
    /// Told at each new rung, and when a build ends.
    grown: Condvar,
}

#[derive(Debug)]
struct Rungs {
    /// By place in the journal. The first is the empty territory.
    states: Vec<Arc<State>>,
    /// Records between two of them.
    step: u64,
    /// Latest last.
    recent: VecDeque<Arc<State>>,
    building: bool,
}

/// How a ladder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LadderFigures {
    /// How many states it keeps.
    pub rungs: usize,
    /// Records between two of them.
    pub step: u64,
    /// The record of the highest one.
    pub top: u64,
}

impl Default for Ladder {
    fn default() -> Self {
        Self::stepping(STEP)
    }
}

impl Ladder {
    /// A ladder with its own distance between rungs.
    pub fn stepping(step: u64) -> Self {
        Self {
            rungs: Mutex::new(Rungs {
                states: vec![Arc::new(State::new())],
                step,
                recent: VecDeque::new(),
                building: false,
            }),
            grown: Condvar::new(),
        }
    }

    /// The fold of everything recorded up to that instant.
    pub fn state_at(&self, app: &App, at: Moment) -> Result<Arc<State>, Failure> {
        let published = app.snapshot();
        if published.state.now <= at {
            return Ok(Arc::new(published.state.clone()));
        }
        self.state_before(app, |_, recorded_at| recorded_at > at)
    }

    /// The fold of everything up to that record, itself included.
    pub fn state_of(&self, app: &App, last: Seq) -> Result<Arc<State>, Failure> {
        self.state_before(app, |seq, _| seq > last.number())
    }

    /// The fold of the records before the first that is too late.
    fn state_before(
        &self,
        app: &App,
        is_too_late: impl Fn(u64, Moment) -> bool,
    ) -> Result<Arc<State>, Failure> {
        let base = self.base(app, &is_too_late);
        let mut state = (*base).clone();
        fold(app.store(), &mut state, u64::MAX, is_too_late, |_, _, _, _| true)?;
        let state = Arc::new(state);
        if state.seq - base.seq >= WORTH_KEEPING {
            let mut rungs = self.lock();
            rungs.recent.push_back(state.clone());
            if rungs.recent.len() > RECENT {
                rungs.recent.pop_front();
            }
        }
        Ok(state)
    }

    /// The places of the rungs up to that record, highest first.
    pub fn landings(&self, app: &App, below: Seq) -> Vec<Seq> {
        let rungs = self.covering(app, |seq, _| seq > below.number());
        let places = rungs.states.iter().rev().map(|state| Seq::new(state.seq));
        places.filter(|seq| *seq <= below).collect()
    }

    /// The highest state kept that holds nothing that is too late.
    fn base(&self, app: &App, is_too_late: impl Fn(u64, Moment) -> bool) -> Arc<State> {
        let rungs = self.covering(app, &is_too_late);
        let kept = rungs.states.iter().chain(&rungs.recent);
        let best = kept
            .filter(|state| !is_too_late(state.seq, state.now))
            .max_by_key(|state| state.seq);
        best.cloned().unwrap_or_else(|| Arc::new(State::new()))
    }

    /// The rungs, once they reach beyond what is asked for or there is nothing left to build. Whoever comes while
    /// they are being built waits for the same build.
    fn covering(&self, app: &App, is_too_late: impl Fn(u64, Moment) -> bool) -> MutexGuard<'_, Rungs> {
        let mut rungs = self.lock();
        if !rungs.building && app.snapshot().seq() >= rungs.top().seq + rungs.step {
            rungs.building = begin(app);
        }
        while rungs.building && !is_too_late(rungs.top().seq, rungs.top().now) {
            rungs = self.grown.wait(rungs).unwrap_or_else(PoisonError::into_inner);
        }
        rungs
    }

    /// How the ladder stands.
    pub fn figures(&self) -> LadderFigures {
        let rungs = self.lock();
        LadderFigures {
            rungs: rungs.states.len(),
            step: rungs.step,
            top: rungs.top().seq,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Rungs> {
        self.rungs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Folds what the journal holds above the highest rung, setting rungs on the way.
    fn build(&self, app: &App) -> Result<(), Stop> {
        let (mut state, mut step) = {
            let rungs = self.lock();
            ((**rungs.top()).clone(), rungs.step)
        };
        let mut set = state.seq;
        while !app.0.closed.load(Ordering::Relaxed) {
            let from = state.seq;
            let chunk = CHUNK.min(set + step - from);
            fold(app.store(), &mut state, chunk, |_, _| false, |_, _, _, _| true)?;
            if state.seq == from {
                break;
            }
            if state.seq >= set + step {
                let mut rungs = self.lock();
                rungs.set(Arc::new(state.clone()));
                (set, step) = (state.seq, rungs.step);
                self.grown.notify_all();
            }
        }
        Ok(())
    }
}

impl Rungs {
    fn top(&self) -> &Arc<State> {
        // There is always the empty territory.
        &self.states[self.states.len() - 1]
    }

    fn set(&mut self, state: Arc<State>) {
        self.states.push(state);
        if self.states.len() > RUNGS {
            let mut number = 0_usize;
            self.states.retain(|_| {
                number += 1;
                number % 2 == 1
            });
            self.step *= 2;
        }
    }
}

/// Starts a build; false when the machine refuses one more thread, and then questions take longer.
fn begin(app: &App) -> bool {
    /// Says that the build is over, whatever ends it: nobody must wait for a thread that died.
    struct Over<'a>(&'a Ladder);
    impl Drop for Over<'_> {
        fn drop(&mut self) {
            self.0.lock().building = false;
            self.0.grown.notify_all();
        }
    }
    let app = app.clone();
    let thread = std::thread::Builder::new().name("chevet-past".to_owned());
    let started = thread.spawn(move || {
        let over = Over(&app.0.ladder);
        if let Err(stop) = app.0.ladder.build(&app) {
            tracing::warn!(error = %Failure::from(stop), "the past could not be prepared");
        }
        drop(over);
    });
    started.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ladder_that_grows_long_keeps_every_other_rung_and_steps_twice_as_far() {
        let ladder = Ladder::stepping(10);
        let mut rungs = ladder.lock();
        for _ in 0..1_000 {
            let mut state = State::new();
            state.seq = rungs.top().seq + rungs.step;
            rungs.set(Arc::new(state));
        }
        assert!(rungs.states.len() <= RUNGS);
        let gaps = rungs.states.windows(2).map(|pair| pair[1].seq - pair[0].seq);
        let last = rungs.step;
        assert!(
            gaps.into_iter().all(|gap| gap == last || gap == last / 2),
            "{last}"
        );
        assert_eq!(rungs.states[0].seq, 0);
    }
}
