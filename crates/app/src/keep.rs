//! Things without history, and rows of the trace: written by the one writer, in the transaction of what they go with.

use std::sync::Arc;

use store::{Batch, Fault, FaultKind, NewTrace, TraceClass};

use crate::handle::Failure;

/// A change to a thing kept without history. Kinds are names in the program; ids and bodies are opaque here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeptWrite {
    /// Keeps it in the place of what had that kind and id.
    Keep {
        /// What sort of thing.
        kind: &'static str,
        /// Which one.
        id: String,
        /// The thing.
        body: Vec<u8>,
    },
    /// Forgets it for good; nothing happens when there is none.
    Forget {
        /// What sort of thing.
        kind: &'static str,
        /// Which one.
        id: String,
    },
}

pub(crate) fn write(batch: &mut Batch<'_>, writes: &[KeptWrite]) -> Result<(), Failure> {
    for write in writes {
        let written = match write {
            KeptWrite::Keep { kind, id, body } => batch.keep(kind, id, body),
            KeptWrite::Forget { kind, id } => batch.forget(kind, id).map(|_| ()),
        };
        written.map_err(lost)?;
    }
    Ok(())
}

pub(crate) fn trace(batch: &mut Batch<'_>, traces: &[NewTrace]) -> Result<(), Failure> {
    traces
        .iter()
        .try_for_each(|row| batch.trace(row).map(|_| ()).map_err(lost))
}

/// Refuses what would be a fault of the whole batch.
pub(crate) fn refuse_seals(traces: &[NewTrace]) -> Result<(), Failure> {
    if traces.iter().any(|row| row.class == TraceClass::Seal) {
        return Err(lost(Fault::new(
            FaultKind::Misuse,
            "écrivant un sceau dans la trace",
        )));
    }
    Ok(())
}

fn lost(fault: Fault) -> Failure {
    Failure::Fault(Arc::new(fault))
}
