//! Much at once, everything counted, and any order: nothing is dropped without a word.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use app::{App, Clock};
use base::Moment;
use bytes::Bytes;
use domain::movement::Spot;
use domain::state::{State, Touched};
use domain::stay::Stay;
use interop::inbound::Intake;
use store::{Outcome, Seq};

use crate::harness::{Line, Server, Told, folder, left_in};
use crate::messages::{AFTERNOON, admission, movement, simulated};

/// Messages of the backlog, and the lines they come over.
const BACKLOG: usize = 20_000;
const LINES: usize = 8;

#[test]
fn m38_boards_answer_while_a_backlog_of_twenty_thousand_comes_in() {
    let folder = folder();
    let server = Server::start(folder.path());
    let shares = simulated(21, BACKLOG, LINES);
    let sent: usize = shares.iter().map(Vec::len).sum();
    assert_eq!(sent, BACKLOG);
    let at = server.mllp;
    let done = AtomicBool::new(false);
    let (pages, late) = std::thread::scope(|scope| {
        let senders: Vec<_> = shares
            .iter()
            .map(|share| {
                scope.spawn(move || {
                    let mut line = Line::open(at);
                    // As an engine with a long queue sends: several at a time, in order.
                    for together in share.chunks(32) {
                        assert_eq!(line.send_all(together), together.len());
                    }
                })
            })
            .collect();
        let (server, done) = (&server, &done);
        let reader = scope.spawn(move || {
            let (mut pages, mut late) = (0, false);
            while !done.load(Ordering::Relaxed) {
                let first = server.get("/");
                assert_eq!(first.status, 200);
                late |= first.body.contains("rattrapage en cours");
                for ward in server.wards().iter().take(3) {
                    assert_eq!(server.get(&format!("/service/{ward}")).status, 200);
                    pages += 1;
                }
            }
            (pages, late)
        });
        for sender in senders {
            sender.join().expect("sender");
        }
        done.store(true, Ordering::Relaxed);
        reader.join().expect("reader")
    });
    assert!(pages > 10, "{pages} boards were read meanwhile");
    assert!(late, "the first page says that senders are catching up");
    server.stop();
    let counted = left_in(folder.path()).stats().expect("stats").messages;
    assert_eq!(counted.iter().sum::<u64>(), BACKLOG as u64, "{counted:?}");
}

#[test]
fn i14_every_message_that_came_in_is_counted_once_under_what_became_of_it() {
    let folder = folder();
    let server = Server::start(folder.path());
    let mut line = server.line();
    let mut told: BTreeMap<&str, u64> = BTreeMap::new();
    let mut send = |message: &[u8]| {
        let answer = match line.send(message) {
            Told::Accepted => "AA",
            Told::Rejected => "AR",
            other => panic!("{other:?}"),
        };
        *told.entry(answer).or_default() += 1;
    };
    let messages = simulated(22, 1_500, 1).remove(0);
    for message in &messages {
        send(&message.bytes);
    }
    // Again, the same.
    for message in messages.iter().take(100) {
        send(&message.bytes);
    }
    // What is looked at, what is of no interest, what cannot be used, and what is no message.
    send(&movement("A12", "W1", 1, "DURAND", "4001^12^P"));
    let observation = admission("I1", 2, "DURAND", "4001^12^P");
    send(
        String::from_utf8_lossy(&observation)
            .replace("ADT^A01^ADT_A01", "ORU^R01^ORU_R01")
            .as_bytes(),
    );
    let nobody = admission("Q1", 3, "DURAND", "4001^12^P");
    send(
        String::from_utf8_lossy(&nobody)
            .replace("3^^^CH&1.2.3&ISO^PI", "")
            .replace("8^^^CH&1.2.5&ISO^VN", "")
            .as_bytes(),
    );
    send(b"ceci n'est pas un message");
    server.stop();
    let stats = left_in(folder.path()).stats().expect("stats");
    let kept: u64 = stats.messages.iter().sum();
    assert_eq!(kept, told.values().sum::<u64>(), "{told:?} {:?}", stats.messages);
    assert_eq!(told["AR"], stats.messages_with(Outcome::Rejected));
    assert!(stats.messages_with(Outcome::Duplicate) >= 100);
    for outcome in Outcome::ALL {
        assert!(
            stats.messages_with(outcome) > 0,
            "{outcome:?} {:?}",
            stats.messages
        );
    }
}

/// A territory that heard those messages in that order.
fn heard<'m>(messages: impl Iterator<Item = &'m Vec<u8>>) -> App {
    let app = App::in_memory(Clock::manual(AFTERNOON)).expect("app");
    let intake = Intake::new(app.clone());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("runtime");
    runtime.block_on(async {
        for message in messages {
            intake.take(Bytes::from(message.clone())).await;
        }
    });
    app
}

#[test]
fn m12_m44_i4_i5_a_hospital_heard_in_any_order_and_twice_is_the_same_hospital() {
    let messages: Vec<Vec<u8>> = simulated(23, 1_600, 1)
        .remove(0)
        .into_iter()
        .map(|told| told.bytes)
        .collect();
    let in_order = heard(messages.iter());
    let expected = drawn(&in_order.snapshot().state, &in_order);
    assert!(expected.len() > 300, "{} stays", expected.len());
    for seed in [1, 2] {
        let order = shuffled(messages.len(), seed);
        let twice = order.iter().chain(&order[..400]);
        let app = heard(twice.map(|at| &messages[*at]));
        let found = drawn(&app.snapshot().state, &app);
        for (visit, expected) in &expected {
            assert_eq!(found.get(visit), Some(expected), "visit {visit}, shuffle {seed}");
        }
        assert_eq!(found.len(), expected.len());
        // And the journal of that life folds to the state it ended in.
        assert_eq!(folded(&app).freeze(), app.snapshot().state.freeze());
    }
}

/// The journal folded from empty.
fn folded(app: &App) -> State {
    let (mut state, mut touched) = (State::new(), Touched::default());
    let read = app
        .store()
        .read_after(Seq::START, u64::MAX, |record| -> Result<(), store::Fault> {
            let event = store::codec::decode(&record).expect("event");
            state.apply(&event, record.seq.number(), record.recorded_at, &mut touched);
            Ok(())
        });
    read.expect("read");
    state
}

/// Each stay by its visit number: where it was and when, in the words of the feed, since numbers of our own depend on
/// the order of arrival.
fn drawn(state: &State, app: &App) -> BTreeMap<String, String> {
    let vault = &app.snapshot().vault;
    let named = state.stays.iter().filter_map(|stay| {
        let visits = &vault.stay(stay.id)?.visits;
        let visit = visits.iter().map(|visit| visit.value.as_str()).min()?;
        Some((visit.to_owned(), course(state, stay)))
    });
    named.collect()
}

fn course(state: &State, stay: &Stay) -> String {
    let line = &stay.timeline;
    let mut text = format!(
        "{:?} to {:?}, cancelled {}",
        line.arrived_at, line.left_at, line.cancelled
    );
    for segment in &line.segments {
        let unit = segment.unit.and_then(|unit| state.unit(unit));
        let bed = match segment.spot {
            Spot::Bed(bed) => state.bed(bed),
            Spot::Room(_) | Spot::Nowhere => None,
        };
        let to = Some(segment.to).filter(|to| *to != Moment::NEVER);
        text += &format!(
            "; {} to {to:?} {:?} {:?} away {}",
            segment.from,
            unit.map(|unit| unit.code.as_str()),
            bed.map(|bed| bed.code.as_str()),
            segment.away
        );
    }
    text
}

/// A permutation made of a seed.
fn shuffled(length: usize, seed: u64) -> Vec<usize> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut order: Vec<usize> = (0..length).collect();
    for at in (1..length).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let other = usize::try_from(state % (at as u64 + 1)).expect("small");
        order.swap(at, other);
    }
    order
}
