//! Promises of beds.

use std::sync::atomic::{AtomicU32, Ordering};

use base::id::{BedId, HoldId, PersonId};

use super::{at, bodies, close, entry, in_batch, open, opening, write};
use crate::{AppendError, Claim, Conflict, Entry, OpenHold, Store};

const fn hold(bed: u32, hold: u32, owner: u32) -> Claim {
    Claim::Hold {
        bed: BedId::new(bed),
        hold: HoldId::new(hold),
        owner: PersonId::new(owner),
    }
}

const fn release(hold: u32) -> Claim {
    Claim::Release {
        hold: HoldId::new(hold),
    }
}

fn claiming(claims: &[Claim]) -> Entry {
    Entry {
        claims: claims.to_vec(),
        ..entry(&["{}"])
    }
}

/// Who promises what: `b1=h1 by o3`.
fn promised(store: &Store) -> String {
    let holds = store.holds().expect("holds");
    let printed: Vec<_> = holds
        .iter()
        .map(|it| format!("{}={} by {}", it.bed, it.hold, it.owner))
        .collect();
    printed.join(" ")
}

fn refused(done: Result<crate::Appended, AppendError>) -> Conflict {
    match done {
        Err(AppendError::Refused(conflict)) => conflict,
        other => panic!("should be refused: {other:?}"),
    }
}

pub(super) fn a_bed_has_one_promise_and_a_promise_one_bed(store: &Store) {
    write(store, &[claiming(&[hold(1, 1, 3)])]);
    in_batch(store, |batch| {
        batch.append(&claiming(&[hold(2, 2, 3)])).expect("another bed");
        let held = OpenHold {
            bed: BedId::new(1),
            hold: HoldId::new(1),
            owner: PersonId::new(3),
            since: at(0),
        };
        let asked = HoldId::new(5);
        assert_eq!(
            refused(batch.append(&claiming(&[hold(1, 5, 4)]))),
            Conflict::BedHeld { hold: asked, held },
            "told who promises it, and since when"
        );
        assert_eq!(
            refused(batch.append(&claiming(&[hold(9, 2, 3)]))),
            Conflict::HoldPlaced {
                bed: BedId::new(9),
                hold: HoldId::new(2),
                holds: BedId::new(2)
            },
            "a promise of the same batch counts"
        );
        batch.append(&claiming(&[hold(3, 6, 4)])).expect("goes on");
    });
    assert_eq!(promised(store), "b1=h1 by o3 b2=h2 by o3 b3=h6 by o4");
    assert_eq!(bodies(store).len(), 3);
    // Whoever lies in a bed now and whoever it is promised to are two things.
    write(store, &[opening(1, 1)]);
    write(
        store,
        &[Entry {
            claims: vec![close(1), open(4, 1)],
            ..entry(&["moved"])
        }],
    );
    assert_eq!(promised(store), "b1=h1 by o3 b2=h2 by o3 b3=h6 by o4");
}

pub(super) fn a_promise_changes_hands_or_beds_in_one_entry(store: &Store) {
    write(store, &[claiming(&[hold(1, 1, 3)]), claiming(&[hold(2, 2, 3)])]);
    // Takes come first in the list and last in effect.
    write(store, &[claiming(&[hold(1, 1, 4), release(1)])]);
    assert_eq!(promised(store), "b1=h1 by o4 b2=h2 by o3");
    in_batch(store, |batch| {
        refused(batch.append(&claiming(&[release(1), hold(2, 7, 4)])));
    });
    assert_eq!(
        promised(store),
        "b1=h1 by o4 b2=h2 by o3",
        "the refusal undid its release"
    );
    write(
        store,
        &[claiming(&[release(77)]), claiming(&[release(1), release(2)])],
    );
    assert_eq!(promised(store), "");
}

pub(super) fn thirty_two_writers_race_for_two_hundred_beds(store: &Store) {
    let (won, lost) = (AtomicU32::new(0), AtomicU32::new(0));
    std::thread::scope(|scope| {
        for writer in 0..32 {
            let (won, lost) = (&won, &lost);
            scope.spawn(move || {
                for first in (0..200).step_by(20) {
                    let mut batch = store.begin().expect("begun");
                    let mut winners = 0;
                    for bed in first..first + 20 {
                        match batch.append(&claiming(&[hold(bed, writer * 200 + bed, writer)])) {
                            Ok(_) => winners += 1,
                            Err(AppendError::Refused(Conflict::BedHeld { .. })) => {
                                lost.fetch_add(1, Ordering::Relaxed);
                            }
                            Err(other) => panic!("{other}"),
                        }
                    }
                    batch.commit().expect("committed");
                    won.fetch_add(winners, Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!((won.into_inner(), lost.into_inner()), (200, 6_200));
    assert_eq!(store.holds().expect("holds").len(), 200);
}
