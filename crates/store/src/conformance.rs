//! One story run on every implementation: it is the specification of the contract.
//!
//! A new implementation (PostgreSQL) is right when [`run`] passes on it, unchanged.

mod claims;
mod holds;
mod journal;
mod kept;
mod messages;
mod rest;
mod trace;

use base::Moment;
use base::id::{BedId, StayId};

use crate::{
    Batch, Claim, Entry, MessageWrite, NewMessage, NewRecord, Outcome, Record, Seq, Store, Streams,
    fingerprint,
};

/// Runs the whole story, each chapter on an empty store of its own.
///
/// # Panics
/// When the implementation breaks a promise of the contract.
pub fn run(make: &mut dyn FnMut() -> Store) {
    for (name, chapter) in CHAPTERS {
        let store = make();
        assert_eq!(
            store.head().expect("head").seq,
            Seq::START,
            "{name}: the store must be empty"
        );
        chapter(&store);
        let verified = store.verify().expect("verified");
        assert_eq!(verified.problems, [""; 0], "{name}");
        let traced = store.verify_trace(None).expect("verified");
        assert!(traced.is_sound(), "{name}: {:?}", traced.said());
    }
}

type Chapter = (&'static str, fn(&Store));

const CHAPTERS: &[Chapter] = &[
    (
        "the journal is gapless and read in order",
        journal::is_gapless_and_read_in_order,
    ),
    (
        "a batch not committed leaves nothing",
        journal::an_abandoned_batch_leaves_nothing,
    ),
    (
        "ids told beforehand are the ids given",
        journal::ids_told_beforehand_are_given,
    ),
    (
        "a bed and a stay have their own journal",
        journal::streams_are_read_newest_first_by_pages,
    ),
    (
        "reads go on during a write and see what is committed",
        journal::reads_see_only_what_is_committed,
    ),
    (
        "large bodies are kept whole",
        journal::large_bodies_are_kept_whole,
    ),
    ("a visitor may stop", journal::a_visitor_may_stop),
    (
        "two stores with one history have one checksum",
        journal::the_checksum_stands_for_the_history,
    ),
    (
        "a refused claim is refused alone",
        claims::a_refused_claim_is_refused_alone,
    ),
    (
        "a refused command stays retryable",
        claims::a_refused_command_stays_retryable,
    ),
    ("two stays swap beds in one command", claims::two_stays_swap_beds),
    (
        "a claim refused half-way undoes the first half",
        claims::a_refusal_undoes_its_own_closes,
    ),
    (
        "sixteen writers race for fifty beds",
        claims::sixteen_writers_race_for_fifty_beds,
    ),
    (
        "a bed has one promise and a promise one bed",
        holds::a_bed_has_one_promise_and_a_promise_one_bed,
    ),
    (
        "a promise changes hands or beds in one entry",
        holds::a_promise_changes_hands_or_beds_in_one_entry,
    ),
    (
        "thirty-two writers race for two hundred beds",
        holds::thirty_two_writers_race_for_two_hundred_beds,
    ),
    (
        "duplicates are known across batches and inside one",
        messages::duplicates_are_known,
    ),
    (
        "a control id used twice is told apart",
        messages::a_reused_control_id_is_told_apart,
    ),
    ("messages are found", messages::messages_are_found),
    (
        "a replayed message changes its outcome",
        messages::a_replayed_message_changes_its_outcome,
    ),
    ("bytes are kept as received", messages::bytes_are_kept_as_received),
    (
        "identities are kept by revision and purged",
        rest::identities_are_kept_and_purged,
    ),
    ("documents are versioned", rest::documents_are_versioned),
    ("snapshots are kept, the last two", rest::snapshots_are_kept),
    ("what is kept is written over", kept::is_written_over),
    ("what is forgotten is gone", kept::is_forgotten),
    ("what is kept goes with its batch", kept::goes_with_its_batch),
    (
        "the trace is gapless and goes with its batch",
        trace::is_gapless_and_goes_with_its_batch,
    ),
    (
        "the trace is found by patient, person, place and time",
        trace::is_found_by_what_it_is_about,
    ),
    ("each transaction is sealed", trace::seals_every_transaction),
    (
        "what retention blanks still verifies",
        trace::is_blanked_and_still_verifies,
    ),
    (
        "a trace is held against an anchor",
        trace::is_held_against_an_anchor,
    ),
    ("a lease has one holder", rest::a_lease_has_one_holder),
    (
        "misuse is a fault and loses the batch",
        rest::misuse_loses_the_batch,
    ),
    ("figures add up", rest::figures_add_up),
];

/// A moment of the story.
const fn at(minute: i64) -> Moment {
    Moment::from_millis(1_790_000_000_000 + minute * base::time::MINUTE)
}

/// An entry with one record per body.
fn entry(bodies: &[&str]) -> Entry {
    Entry {
        recorded_at: at(0),
        actor: "p:Claire".to_owned(),
        cause: "c:1".to_owned(),
        records: bodies.iter().map(|body| record(body, &[])).collect(),
        ..Entry::default()
    }
}

fn record(body: &str, streams: &[&str]) -> NewRecord {
    NewRecord {
        kind: "bed_closed",
        version: 1,
        occurred_at: at(-5),
        streams: Streams::of(streams),
        body: body.to_owned(),
    }
}

/// An entry that opens a claim and writes one record.
fn opening(bed: u32, stay: u32) -> Entry {
    Entry {
        claims: vec![open(bed, stay)],
        ..entry(&[&format!(r#"{{"bed":{bed},"stay":{stay}}}"#)])
    }
}

const fn open(bed: u32, stay: u32) -> Claim {
    Claim::Open {
        bed: BedId::new(bed),
        stay: StayId::new(stay),
    }
}

const fn close(stay: u32) -> Claim {
    Claim::Close {
        stay: StayId::new(stay),
    }
}

/// A message of the sender `GAM|HOP`, applied, received at that minute.
fn message(control_id: &str, body: &str, minute: i64) -> NewMessage {
    NewMessage {
        received_at: at(minute),
        sent_at: Some(at(minute - 1)),
        sender: "GAM|HOP".to_owned(),
        control_id: Some(control_id.to_owned()),
        trigger: Some("A01".to_owned()),
        body_hash: fingerprint(body.as_bytes()),
        raw: body.as_bytes().to_vec(),
        outcome: Outcome::Applied,
        reason: None,
        keys: Vec::new(),
    }
}

/// An entry that keeps a message and writes one record.
fn receiving(message: NewMessage) -> Entry {
    Entry {
        message: Some(MessageWrite::New(message)),
        ..entry(&["{}"])
    }
}

/// Writes entries in a batch of their own.
fn write(store: &Store, entries: &[Entry]) {
    in_batch(store, |batch| {
        for entry in entries {
            batch.append(entry).expect("appended");
        }
    });
}

fn in_batch<T>(store: &Store, work: impl FnOnce(&mut Batch<'_>) -> T) -> T {
    let mut batch = store.begin().expect("begun");
    let done = work(&mut batch);
    batch.commit().expect("committed");
    done
}

/// The whole journal.
fn everything(store: &Store) -> Vec<Record> {
    let mut records = Vec::new();
    store
        .read_after(Seq::START, u64::MAX, |record| {
            records.push(record.to_record());
            Ok::<(), crate::Fault>(())
        })
        .expect("read");
    records
}

fn bodies(store: &Store) -> Vec<String> {
    everything(store).into_iter().map(|record| record.body).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;

    #[test]
    fn memory_keeps_the_contract() {
        run(&mut Store::memory);
    }

    #[test]
    fn sqlite_keeps_the_contract() {
        let folder = tempfile::tempdir().expect("folder");
        let mut number = 0;
        run(&mut || {
            number += 1;
            let path = folder.path().join(format!("{number}.db"));
            Store::open(&path, at(0), Options::default()).expect("opened")
        });
    }
}
