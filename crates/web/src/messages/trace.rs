//! What a message wrote in the journal.
//!
//! The journal is not indexed by cause: nobody asks often enough to make every write pay for it. The stay that the
//! message is about has a journal of its own, which is short; a message about no stay is looked for around the time
//! it came in.

use base::Moment;
use base::id::StayId;
use domain::state::State;
use domain::vault::Vault;
use hl7v2::Message;
use store::{Fault, MessageId, Record, Seq, Store};

/// Records of one stay looked through.
const OF_STAY: u32 = 500;
/// Records after the reception looked through.
const AROUND: u64 = 5_000;

/// The stays whose visit, account or appointment number the message gives.
#[must_use]
pub fn stays(message: &Message<'_>, state: &State, vault: &Vault) -> Vec<StayId> {
    let numbers: Vec<String> = visit_numbers(message);
    if numbers.is_empty() {
        return Vec::new();
    }
    let is_named = |stay: &StayId| {
        vault.stay(*stay).is_some_and(|known| {
            let mut all = known.visits.iter().chain(&known.account);
            all.any(|number| numbers.iter().any(|wanted| wanted == number.value.as_str()))
        })
    };
    (0..state.stays.len())
        .filter_map(|index| u32::try_from(index).ok())
        .map(StayId::new)
        .filter(is_named)
        .take(8)
        .collect()
}

/// The visit (PV1-19), account (PID-18) and appointment (SCH-2, SCH-1) numbers.
#[must_use]
pub fn visit_numbers(message: &Message<'_>) -> Vec<String> {
    numbers(message, &[("PV1", 19), ("PID", 18), ("SCH", 2), ("SCH", 1)])
}

/// The patient numbers (PID-3).
#[must_use]
pub fn patient_numbers(message: &Message<'_>) -> Vec<String> {
    numbers(message, &[("PID", 3)])
}

fn numbers(message: &Message<'_>, places: &[(&str, usize)]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (segment, field) in places {
        for segment in message.segments_named(segment) {
            for repetition in segment.field(*field).repetitions() {
                let number = repetition.component(1).text().trim().to_owned();
                if !number.is_empty() && !found.contains(&number) {
                    found.push(number);
                }
            }
        }
    }
    found
}

/// The records that message caused, oldest first.
///
/// # Errors
/// When the disk fails.
pub fn records(
    store: &Store,
    message: MessageId,
    received_at: Moment,
    stays: &[StayId],
) -> Result<Vec<Record>, Fault> {
    let cause = format!("message {message}");
    let mut found: Vec<Record> = Vec::new();
    for stay in stays {
        let of_stay = store.records_of(&stay.to_string(), None, OF_STAY)?;
        found.extend(of_stay.into_iter().filter(|record| record.cause == cause));
    }
    if found.is_empty() {
        let start = first_at(store, received_at)?;
        store.read_after(start, AROUND, |record| -> Result<(), Fault> {
            if record.cause == cause {
                found.push(record.to_record());
            }
            Ok(())
        })?;
    }
    found.sort_by_key(|record| record.seq);
    found.dedup_by_key(|record| record.seq);
    Ok(found)
}

/// The place before the first record written at that moment or later: records are in the order of their writing.
fn first_at(store: &Store, at: Moment) -> Result<Seq, Fault> {
    let (mut low, mut high) = (0, store.head()?.seq.number());
    while low < high {
        let middle = low + (high - low) / 2;
        let mut written = None;
        store.read_after(Seq::new(middle), 1, |record| -> Result<(), Fault> {
            written = Some(record.recorded_at);
            Ok(())
        })?;
        match written {
            Some(written) if written < at => low = middle + 1,
            _ => high = middle,
        }
    }
    Ok(Seq::new(low))
}
