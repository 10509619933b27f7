//! The trace in memory: linked with the key that everybody knows, since nobody else can reach it.

use base::Moment;

use super::MemoryStore;
use super::state::{State, answers};
use crate::trace::audit::{Audit, Sweep, blanking_of, swept};
use crate::trace::chain::RecordSum;
use crate::trace::seal;
use crate::{Fault, Seq, TraceClass, TraceHead, TraceKey, TraceQuery, TraceRow, TraceSeq, TraceVerification};

impl MemoryStore {
    pub(crate) fn traces(&self, query: &TraceQuery) -> Result<Vec<TraceRow>, Fault> {
        let state = self.state();
        let place = |row: &TraceRow| (row.at, row.seq);
        let before = match query.before {
            Some(TraceSeq::START) => return Ok(Vec::new()),
            Some(before) => state.trace.iter().find(|row| row.seq == before).map(place),
            None => None,
        };
        let mut rows: Vec<_> = state
            .trace
            .iter()
            .filter(|row| answers(row, query) && before.is_none_or(|before| place(row) < before))
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(place(row)));
        rows.truncate(query.page_size() as usize);
        Ok(rows.into_iter().cloned().collect())
    }

    pub(crate) fn trace_head(&self) -> Result<TraceHead, Fault> {
        Ok(self.state().trace_head())
    }

    pub(crate) fn is_trace_key_known(&self) -> Result<bool, Fault> {
        Ok(true)
    }

    pub(crate) fn verify_trace(&self, anchor: Option<TraceHead>) -> Result<TraceVerification, Fault> {
        let state = self.state();
        let blankings = state.trace.iter().filter_map(blanking_of).collect();
        let mut audit = Audit::new(TraceKey::default(), anchor, blankings);
        for row in &state.trace {
            if !audit.row(row, |first, last| Ok(sum(&state, first, last)))? {
                break;
            }
        }
        Ok(audit.finish(state.head().seq))
    }

    pub(crate) fn blank_traces(&self, class: TraceClass, before: Moment, limit: u32) -> Result<u64, Fault> {
        let mut batch = self.begin();
        let (sweep, at) = {
            let state = self.state();
            let blankings: Vec<_> = state.trace.iter().filter_map(blanking_of).collect();
            let from = swept(blankings.iter().rev(), class);
            let mut sweep = Sweep::new(class, before, limit, from);
            for row in state
                .trace
                .iter()
                .filter(|row| row.class == class && row.seq > from)
            {
                if !sweep.look(row.seq, row.at, row.is_blanked()) {
                    break;
                }
            }
            (sweep, state.trace.last().map_or(before, |row| row.at))
        };
        let Some(blanking) = sweep.blanking() else {
            return Ok(0);
        };
        batch.chain(&seal::of_blanking(at, &blanking));
        {
            let mut state = self.state_mut();
            for row in &mut state.trace {
                if sweep.taken.contains(&row.seq) {
                    (row.actor, row.post, row.patient, row.place, row.body) = (None, None, None, None, None);
                }
            }
        }
        batch.commit()?;
        Ok(blanking.rows)
    }
}

/// The sum of a range of the journal; none when it is not all there.
fn sum(state: &State, first: Seq, last: Seq) -> Option<[u8; 32]> {
    let mut sum = RecordSum::default();
    let mut seq = first;
    while seq <= last {
        sum.add(&state.record(seq)?.borrowed());
        seq = seq.next();
    }
    Some(sum.finish())
}
