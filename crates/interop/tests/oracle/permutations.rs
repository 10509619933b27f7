//! Any order, any repetition: the same timelines (M12, I5), on real messages.

use std::collections::BTreeMap;

use domain::command::Command;
use domain::identity::Identifier;

use crate::corpus::{self, Heard};
use crate::world::World;

/// How many shuffles of the messages of each patient.
const SHUFFLES: u64 = 24;

#[test]
fn m12_real_messages_in_any_order_and_twice_give_the_same_timelines() {
    let Some(messages) = corpus::french() else { return };
    let mut patients: BTreeMap<Identifier, Vec<Heard>> = BTreeMap::new();
    for message in messages {
        if let Command::Observe(seen) = &message.command
            && let Some(number) = seen.patient.first()
        {
            patients.entry(number.clone()).or_default().push(message);
        }
    }
    let mut checked = 0;
    for messages in patients.values().filter(|messages| messages.len() > 1) {
        let expected = told(messages.iter());
        for seed in 1..=SHUFFLES {
            let order = shuffled(messages.len(), seed);
            let doubled = order.iter().chain(&order[..order.len() / 2]);
            let found = told(doubled.map(|at| &messages[*at]));
            let names: Vec<&str> = order.iter().map(|at| messages[*at].name.as_str()).collect();
            assert_eq!(found, expected, "shuffle {seed}: {names:?}");
            checked += 1;
        }
    }
    println!("{checked} shuffles of {} patients", patients.len());
}

fn told<'m>(messages: impl Iterator<Item = &'m Heard>) -> Vec<String> {
    let mut world = World::default();
    messages.for_each(|message| world.hear(&message.command));
    world.drawn()
}

/// A permutation made of a seed (Fisher and Yates, with a generator of eight lines).
fn shuffled(length: usize, seed: u64) -> Vec<usize> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut order: Vec<usize> = (0..length).collect();
    for at in (1..length).rev() {
        let other = usize::try_from(next() % (at as u64 + 1)).unwrap();
        order.swap(at, other);
    }
    order
}
