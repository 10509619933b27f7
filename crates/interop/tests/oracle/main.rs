//! The oracle: real messages judge the timelines that are made of them.
//!
//! A later message of a stay states what an earlier one must have led to: where the patient came from (PV1-6), where
//! a patient who leaves was (PV1-3 of a discharge), what holds once a movement is taken back (PV1-3 and ZBE-7 of a
//! cancel). Each such statement is compared with what was recomputed *before* the message was heard, or, for a
//! cancel, without believing what it says of the place. Agreement and the reason of each disagreement are
//! published in docs/oracle.md.
//!
//! The messages lie beside the project and are not part of it; without them these tests say so and pass.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod corpus;
mod permutations;
mod statements;
mod world;

use std::collections::BTreeMap;

use corpus::Heard;
use statements::{Statement, Verdict};
use world::World;

/// The part of the judged statements that must be found again, in percent. The rest is explained in docs/oracle.md.
const FLOOR: usize = 99;

#[test]
fn later_real_messages_agree_with_what_was_made_of_the_earlier_ones() {
    let Some(messages) = corpus::french() else { return };
    let tally = judge(&messages);
    assert!(tally.judged() > 400, "{}", tally.judged());
    tally.must_agree();
}

#[test]
fn later_messages_of_the_simulated_hospital_agree_to_the_bed() {
    let tally = judge(&corpus::simulated(7, 3));
    assert!(tally.of(Statement::PriorBed) > 100 && tally.of(Statement::RestoredBed) > 10);
    tally.must_agree();
}

/// How often each statement had each verdict, and the first message of each.
struct Tally(BTreeMap<(Statement, Verdict), (usize, String)>);

fn judge(messages: &[Heard]) -> Tally {
    let mut world = World::default();
    let mut tally: BTreeMap<(Statement, Verdict), (usize, String)> = BTreeMap::new();
    for message in messages {
        for judged in statements::judge(&mut world, message) {
            tally.entry(judged).or_insert((0, message.name.clone())).0 += 1;
        }
    }
    for ((statement, verdict), (count, example)) in &tally {
        println!("{statement:?}: {verdict:?}: {count} (first {example})");
    }
    Tally(tally)
}

impl Tally {
    fn count(&self, wanted: impl Fn(&(Statement, Verdict)) -> bool) -> usize {
        self.0
            .iter()
            .filter(|(key, _)| wanted(key))
            .map(|(_, cell)| cell.0)
            .sum()
    }

    fn judged(&self) -> usize {
        self.count(|(_, verdict)| verdict.is_judged())
    }

    fn of(&self, statement: Statement) -> usize {
        self.count(|(it, verdict)| *it == statement && verdict.is_judged())
    }

    fn must_agree(&self) {
        let agree = self.count(|(_, verdict)| *verdict == Verdict::Agrees);
        println!("{agree} of {} statements agree", self.judged());
        assert!(
            agree * 100 >= self.judged() * FLOOR,
            "{agree} of {}",
            self.judged()
        );
        assert_eq!(
            self.count(|(_, verdict)| *verdict == Verdict::Differs),
            0,
            "a disagreement that nothing explains"
        );
    }
}
