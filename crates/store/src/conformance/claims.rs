//! Claims on beds.

use std::sync::atomic::{AtomicU32, Ordering};

use base::id::{BedId, StayId};

use super::{bodies, close, entry, in_batch, message, open, opening, receiving, write};
use crate::{AppendError, Conflict, Entry, Store};

/// Who holds what: `b1=s1 b2=s4`.
fn held(store: &Store) -> String {
    let claims = store.claims().expect("claims");
    let printed: Vec<_> = claims
        .iter()
        .map(|claim| format!("{}={}", claim.bed, claim.stay))
        .collect();
    printed.join(" ")
}

fn refused(done: Result<crate::Appended, AppendError>) -> Conflict {
    match done {
        Err(AppendError::Refused(conflict)) => conflict,
        other => panic!("should be refused: {other:?}"),
    }
}

pub(super) fn a_refused_claim_is_refused_alone(store: &Store) {
    write(store, &[opening(1, 1)]);
    in_batch(store, |batch| {
        batch.append(&opening(2, 2)).expect("appended");
        let (seq, id) = (batch.next_seq(), batch.next_message_id());
        assert_eq!(
            refused(batch.append(&opening(1, 3))),
            Conflict::BedTaken {
                bed: BedId::new(1),
                stay: StayId::new(3),
                holder: StayId::new(1)
            }
        );
        assert_eq!(
            refused(batch.append(&opening(4, 2))),
            Conflict::StayPlaced {
                bed: BedId::new(4),
                stay: StayId::new(2),
                holds: BedId::new(2)
            },
            "a claim of the same batch counts"
        );
        assert_eq!((batch.next_seq(), batch.next_message_id()), (seq, id), "no hole");
        batch.append(&opening(5, 5)).expect("appended");
    });
    assert_eq!(held(store), "b1=s1 b2=s2 b5=s5");
    assert_eq!(bodies(store).len(), 3);
}

pub(super) fn a_refused_command_stays_retryable(store: &Store) {
    write(store, &[opening(1, 1)]);
    let arrival = Entry {
        claims: vec![open(1, 2)],
        ..receiving(message("7", "MSH|7", 0))
    };
    in_batch(store, |batch| {
        refused(batch.append(&arrival));
        let seen = batch.find_message("GAM|HOP", "7", 0).expect("looked up");
        assert_eq!(seen, None, "a refusal does not use up the control id");
    });
    assert_eq!(store.messages(&Default::default()).expect("messages"), []);
    let leaving = Entry {
        claims: vec![close(1)],
        ..entry(&["left"])
    };
    write(store, &[leaving, arrival]);
    assert_eq!(held(store), "b1=s2");
}

pub(super) fn two_stays_swap_beds(store: &Store) {
    write(store, &[opening(1, 1), opening(2, 2)]);
    let swap = Entry {
        claims: vec![open(2, 1), open(1, 2), close(1), close(2)],
        ..entry(&["swap"])
    };
    write(store, &[swap]);
    assert_eq!(held(store), "b1=s2 b2=s1");
    let nobody = Entry {
        claims: vec![close(77)],
        ..entry(&["nothing to close"])
    };
    write(store, &[nobody]);
    assert_eq!(held(store), "b1=s2 b2=s1");
}

pub(super) fn a_refusal_undoes_its_own_closes(store: &Store) {
    write(store, &[opening(1, 1), opening(2, 2), opening(3, 3)]);
    let to_a_taken_bed = Entry {
        claims: vec![close(1), close(2), open(2, 1), open(3, 2)],
        ..entry(&["never"])
    };
    in_batch(store, |batch| {
        refused(batch.append(&to_a_taken_bed));
        batch.append(&opening(4, 4)).expect("appended");
    });
    assert_eq!(held(store), "b1=s1 b2=s2 b3=s3 b4=s4");
    assert_eq!(bodies(store).len(), 4);
}

pub(super) fn sixteen_writers_race_for_fifty_beds(store: &Store) {
    let (won, lost) = (AtomicU32::new(0), AtomicU32::new(0));
    std::thread::scope(|scope| {
        for writer in 0..16 {
            let (won, lost) = (&won, &lost);
            scope.spawn(move || {
                for first in (0..50).step_by(5) {
                    let mut batch = store.begin().expect("begun");
                    let mut winners = 0;
                    for bed in first..first + 5 {
                        match batch.append(&opening(bed, writer * 50 + bed)) {
                            Ok(_) => winners += 1,
                            Err(AppendError::Refused(_)) => {
                                lost.fetch_add(1, Ordering::Relaxed);
                            }
                            Err(AppendError::Failed(fault)) => panic!("{fault}"),
                        }
                    }
                    batch.commit().expect("committed");
                    won.fetch_add(winners, Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!((won.into_inner(), lost.into_inner()), (50, 750));
    assert_eq!(store.claims().expect("claims").len(), 50);
    let head = store.head().expect("head").seq.number();
    assert_eq!((head, bodies(store).len()), (50, 50), "no hole");
}
