//! What must hold whatever happens: the invariants of DESIGN.md, on random messages and random actions.

mod flow;
mod laws;
mod studio;
mod world;

use std::collections::BTreeMap;

use domain::command::Command;
use domain::flow::placement::{Beds, StatePromises};
use domain::settings::Settings;
use domain::state::{State, Touched};
use domain::testing::Hospital;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::flow::{
    nothing_is_due_after_the_clock_looked, promises_are_exclusive_and_tell_the_truth,
    what_is_proposed_can_be_promised,
};
use crate::studio::boards_can_be_used;
use laws::{
    courses, each_bed_shows_who_lies_there, everybody_is_somewhere, totals_add_up, what_is_over_is_over,
    what_is_said_before_a_move_is_what_comes, who_was_named_is_told,
};
use world::{Step, carry_out, message, messages_of_one_sender, step};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// I1, I2: a bed shows everybody who lies in it and nobody else; everybody is somewhere, once; counts add up.
    /// The hospital checks after every step that the index is what it would be if it were made again.
    #[test]
    fn boards_tell_the_truth(steps in prop::collection::vec(step(), 1..40)) {
        let mut hospital = Hospital::new();
        for step in &steps {
            carry_out(&mut hospital, step);
        }
        for later in [0, 1, 24] {
            let mut then = hospital.clone();
            then.now = then.now.plus(later * base::time::HOUR);
            each_bed_shows_who_lies_there(&then)?;
            everybody_is_somewhere(&then)?;
            totals_add_up(&then)?;
            who_was_named_is_told(&then)?;
            what_is_over_is_over(&then)?;
        }
        promises_are_exclusive_and_tell_the_truth(&hospital)?;
        nothing_is_due_after_the_clock_looked(&mut hospital)?;
        promises_are_exclusive_and_tell_the_truth(&hospital)?;
        boards_can_be_used(&hospital)?;
    }

    /// A picture of beds that was brought forward, event by event, is the one made anew.
    #[test]
    fn a_picture_of_beds_catches_up(
        steps in prop::collection::vec(step(), 1..60),
        cleaned in prop::option::of(30_u32..300),
    ) {
        let mut hospital = Hospital::new();
        if let Some(minutes) = cleaned {
            let settings = Settings { clean_after_minutes: Some(minutes), ..Settings::default() };
            let _ = hospital.ask(&Command::Configure(Box::new(settings)));
        }
        let mut beds = Beds::of(&hospital.state, &StatePromises(&hospital.state));
        for step in &steps {
            carry_out(&mut hospital, step);
            let touched = std::mem::take(&mut hospital.touched);
            beds.catch_up(&hospital.state, &touched, &StatePromises(&hospital.state));
            prop_assert_eq!(&beds, &Beds::of(&hospital.state, &StatePromises(&hospital.state)), "after {:?}", step);
        }
    }

    /// Whatever wards set, whomever they follow, whatever is merged: every board can be shown, and hides no danger.
    #[test]
    fn no_setting_breaks_a_board(
        places in prop::collection::vec(world::message(), 4..8),
        steps in prop::collection::vec(prop_oneof![
            12 => crate::studio::wish().prop_map(Step::Studio),
            1 => world::change().prop_map(Step::Change),
        ], 1..60),
    ) {
        let mut hospital = Hospital::new();
        for told in places {
            let _ = hospital.ask(&told.command());
        }
        for step in &steps {
            carry_out(&mut hospital, step);
            boards_can_be_used(&hospital)?;
        }
    }

    /// What a board says before a move is what the rules do.
    #[test]
    fn a_bed_said_to_fit_takes_the_patient(steps in prop::collection::vec(step(), 1..25)) {
        let mut hospital = Hospital::new();
        for step in &steps {
            carry_out(&mut hospital, step);
        }
        what_is_said_before_a_move_is_what_comes(&hospital)?;
    }

    /// I3: no bed is promised twice, no request waits for a promise that is over, whatever many people wish at once.
    #[test]
    fn no_bed_is_promised_twice(
        places in prop::collection::vec(world::message(), 3..8),
        steps in prop::collection::vec(prop_oneof![
            8 => flow::wish().prop_map(Step::Flow),
            2 => world::message().prop_map(|told| Step::Tell(Box::new(told))),
            1 => world::action().prop_map(Step::Act),
            1 => (1_i64..600).prop_map(Step::Wait),
        ], 1..60),
    ) {
        let mut hospital = Hospital::new();
        for told in places {
            let _ = hospital.ask(&told.command());
        }
        for step in &steps {
            carry_out(&mut hospital, step);
            promises_are_exclusive_and_tell_the_truth(&hospital)?;
        }
        nothing_is_due_after_the_clock_looked(&mut hospital)?;
        promises_are_exclusive_and_tell_the_truth(&hospital)?;
    }

    /// What placement offers, the rules accept, and the other way round: there is one answer to when a bed is free.
    #[test]
    fn a_bed_that_is_proposed_can_be_promised(
        places in prop::collection::vec(world::message(), 3..8),
        steps in prop::collection::vec(prop_oneof![
            4 => flow::wish().prop_map(Step::Flow),
            4 => world::message().prop_map(|told| Step::Tell(Box::new(told))),
            4 => world::action().prop_map(Step::Act),
            1 => (1_i64..600).prop_map(Step::Wait),
        ], 1..40),
    ) {
        let mut hospital = Hospital::new();
        for told in places {
            let _ = hospital.ask(&told.command());
        }
        for step in &steps {
            carry_out(&mut hospital, step);
        }
        what_is_proposed_can_be_promised(&hospital)?;
    }

    /// I4: folding the journal from empty gives the live state.
    #[test]
    fn the_state_is_the_fold_of_the_journal(steps in prop::collection::vec(step(), 1..40)) {
        let mut hospital = Hospital::new();
        for step in &steps {
            carry_out(&mut hospital, step);
        }
        let mut again = State::new();
        let mut touched = Touched::default();
        for (seq, (recorded_at, event)) in (1..).zip(&hospital.journal) {
            again.apply(event, seq, *recorded_at, &mut touched);
        }
        again.pass_time(hospital.state.now, &mut touched);
        prop_assert_eq!(again.freeze(), hospital.state.freeze());
        prop_assert!(again.index == hospital.state.index);
        let mut vault = domain::vault::Vault::default();
        for write in &hospital.writes {
            vault.apply(write);
        }
        prop_assert!(vault.patients().eq(hospital.vault.patients()));
    }

    /// I5: any order and any repetition of the same messages tells the same story of every visit.
    #[test]
    fn order_and_repetition_change_no_course(
        told in messages_of_one_sender(1..14),
        order in prop::collection::vec(any::<Index>(), 0..40),
    ) {
        let mut in_order = Hospital::new();
        for told in &told {
            in_order.tell(told.clone());
        }
        // Some messages come early, some twice; then all of them come.
        let mut otherwise = Hospital::new();
        for index in &order {
            otherwise.tell(index.get(&told).clone());
        }
        for told in told.iter().rev() {
            otherwise.tell(told.clone());
        }
        prop_assert_eq!(courses(&otherwise), courses(&in_order));
    }

    /// I7: a refusal leaves no trace.
    #[test]
    fn a_refusal_leaves_no_trace(steps in prop::collection::vec(step(), 1..30), last in step()) {
        let mut hospital = Hospital::new();
        for step in &steps {
            carry_out(&mut hospital, step);
        }
        let before = (hospital.state.freeze(), hospital.journal.len(), hospital.writes.len());
        if matches!(last, Step::Wait(_)) || carry_out(&mut hospital, &last) {
            return Ok(());
        }
        prop_assert_eq!((hospital.state.freeze(), hospital.journal.len(), hospital.writes.len()), before);
    }

    /// I9: the journal holds no name, no birth date and no number of a person.
    #[test]
    fn the_journal_names_nobody(
        told in prop::collection::vec(message(), 1..20),
        wishes in prop::collection::vec(flow::wish(), 0..20),
    ) {
        let mut hospital = Hospital::new();
        for told in told {
            let _ = hospital.ask(&told.command());
        }
        for wish in wishes {
            carry_out(&mut hospital, &Step::Flow(wish));
        }
        let events: Vec<_> = hospital.journal.iter().map(|(_, event)| event).collect();
        let journal = serde_json::to_string(&events).expect("events serialise");
        let frozen = serde_json::to_string(&hospital.state.freeze()).expect("a state serialises");
        for canary in world::CANARIES {
            prop_assert!(!journal.contains(canary), "{canary} is in the journal");
            prop_assert!(!frozen.contains(canary), "{canary} is in the snapshot");
        }
    }
}

/// All 720 orders of one stay of six messages: admission, two moves, a leave, a cancelled move, the discharge.
#[test]
fn six_messages_in_all_their_orders_tell_one_story() {
    let told = world::one_stay();
    let mut stories: BTreeMap<_, usize> = BTreeMap::new();
    for order in permutations(told.len()) {
        let mut hospital = Hospital::new();
        for slot in &order {
            hospital.tell(told[*slot].clone());
        }
        *stories.entry(courses(&hospital)).or_default() += 1;
    }
    assert_eq!(
        stories.values().copied().collect::<Vec<_>>(),
        [720],
        "{stories:#?}"
    );
}

fn permutations(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..count {
        all = all
            .into_iter()
            .flat_map(|begun: Vec<usize>| {
                let rest = (0..count)
                    .filter(|slot| !begun.contains(slot))
                    .collect::<Vec<_>>();
                rest.into_iter()
                    .map(move |slot| [begun.as_slice(), &[slot]].concat())
            })
            .collect();
    }
    all
}
