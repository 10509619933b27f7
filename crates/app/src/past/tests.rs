//! The past against a witness: the states the live engine had, kept as they were published.

use std::sync::Arc;

use base::Moment;
use base::id::{BedId, StayId, WardId};
use base::time::MINUTE;
use domain::bed::{ClosureReason, Hygiene};
use domain::command::{BoardCommand, Command};
use domain::movement::Kind;
use domain::state::State;
use domain::testing::{Told, moment};
use domain::view::board::ward_board;
use proptest::prelude::*;
use store::Seq;

use super::ladder::Ladder;
use crate::{Actor, App, Cause, Clock, Failure, Origin, Snapshot};

/// An engine at noon whose ladder has a rung every few records.
fn engine(step: u64) -> (App, Clock) {
    let clock = Clock::manual(moment("12:00"));
    let mut app = App::in_memory(clock.clone()).expect("an engine");
    let inner = Arc::get_mut(&mut app.0).expect("nobody else holds it yet");
    inner.ladder = Ladder::stepping(step);
    (app, clock)
}

/// Carries a command out, or not.
fn ask(app: &App, command: Command) -> bool {
    let origin = Origin {
        actor: Actor::Chevet("test"),
        cause: Cause::Request("essai".to_owned()),
    };
    match block_on(app.submit(command, origin)) {
        Ok(_) => true,
        Err(Failure::Refused(_)) => false,
        Err(other) => panic!("{other}"),
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    runtime.block_on(work)
}

/// Something that happens some minutes later; none for time alone.
#[derive(Clone, Debug)]
struct Turn {
    minutes: i64,
    command: Command,
}

fn turn() -> impl Strategy<Value = Turn> {
    (prop_oneof![3 => Just(0_i64), 4 => 1..400_i64], command())
        .prop_map(|(minutes, command)| Turn { minutes, command })
}

fn command() -> impl Strategy<Value = Command> {
    let kinds = [
        Kind::Admission,
        Kind::Transfer,
        Kind::PendingTransfer,
        Kind::Leave,
        Kind::PendingDischarge,
        Kind::Discharge,
    ];
    let told = (
        prop::sample::select(kinds.to_vec()),
        (0..4_u8, 0..3_u8),
        (1..3_u8, 1..4_u8),
        0..24_u8,
    );
    let told = told.prop_map(|(kind, (visit, action), (ward, bed), hour)| {
        let number = format!("V{visit}");
        let told = match action {
            0 => Told::cancel(kind, &number),
            _ => Told::insert(kind, &number),
        };
        told.of(&format!("PATIENT{visit}"))
            .at(&format!("22 {hour}:15"))
            .in_(&format!("U{ward}/{bed}/1"))
            .command()
    });
    let (stay, bed) = (
        || (0..4_u32).prop_map(StayId::new),
        || (0..6_u32).prop_map(BedId::new),
    );
    let board = prop_oneof![
        (stay(), bed()).prop_map(|(stay, bed)| BoardCommand::PlaceStay { stay, bed }),
        (stay(), 0..24_u8).prop_map(|(stay, hour)| BoardCommand::MarkLeft {
            stay,
            at: moment(&format!("22 {hour}:00")),
        }),
        bed().prop_map(|bed| BoardCommand::MarkBed {
            bed,
            hygiene: Hygiene::Cleaning,
        }),
        bed().prop_map(|bed| BoardCommand::CloseBed {
            bed,
            reason: ClosureReason::Works,
            until: None,
        }),
        bed().prop_map(|bed| BoardCommand::OpenBed { bed }),
    ];
    prop_oneof![3 => told, 2 => board.prop_map(Command::Board)]
}

/// Everything the engine published, with when.
fn live_through(app: &App, clock: &Clock, turns: Vec<Turn>) -> Vec<(Moment, Arc<Snapshot>)> {
    let mut published = vec![(clock.now(), app.snapshot())];
    for turn in turns {
        clock.set(clock.now().plus(turn.minutes * MINUTE));
        if ask(app, turn.command) {
            published.push((clock.now(), app.snapshot()));
        }
    }
    published
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    /// The past of a record is the state the live engine had at it; the past of an instant is the last state
    /// published by then, and every board of it is the board that was on the wall.
    #[test]
    fn the_past_is_what_was_published(turns in prop::collection::vec(turn(), 1..40), step in 1..20_u64) {
        let (app, clock) = engine(step);
        let published = live_through(&app, &clock, turns);
        clock.set(clock.now().plus(base::time::DAY));
        for (_, witness) in &published {
            let then = app.0.ladder.state_of(&app, Seq::new(witness.seq())).expect("a state");
            prop_assert_eq!(then.freeze(), witness.state.freeze());
            prop_assert!(then.index == witness.state.index);
        }
        for (at, _) in published.iter().rev() {
            for later in [-1, 0, 1] {
                let asked = at.plus(later);
                let witness = published.iter().rev().find(|(at, _)| *at <= asked);
                let then = app.past_now(asked).expect("a state");
                let before = State::new();
                let shown = witness.map_or(&before, |(_, snapshot)| &snapshot.state);
                prop_assert_eq!(then.state.freeze(), shown.freeze());
                for ward in (0..4).map(WardId::new) {
                    let vault = &app.snapshot().vault;
                    prop_assert_eq!(
                        ward_board(&then.state, &then.vault, ward, asked),
                        ward_board(shown, vault, ward, asked)
                    );
                }
            }
        }
        app.close();
    }

    /// Every record passes between the state before it and the state after it, whatever was asked for.
    #[test]
    fn each_record_passes_between_its_two_states(
        turns in prop::collection::vec(turn(), 1..20),
        wanted in prop::collection::vec(1..120_u64, 0..12),
    ) {
        let (app, clock) = engine(7);
        live_through(&app, &clock, turns);
        let head = app.snapshot().seq();
        let mut passed = Vec::new();
        let asked: Vec<Seq> = wanted.iter().copied().map(Seq::new).collect();
        app.passing(&asked, |passing| {
            passed.push(passing.record.seq.number());
            let state = |seq| app.0.ladder.state_of(&app, Seq::new(seq)).expect("a state").freeze();
            assert_eq!(passing.before.freeze(), state(passing.record.seq.number() - 1));
            assert_eq!(passing.after.freeze(), state(passing.record.seq.number()));
        }).expect("a journal");
        let mut expected: Vec<u64> = wanted.into_iter().filter(|seq| *seq <= head).collect();
        expected.sort_unstable();
        expected.dedup();
        prop_assert_eq!(passed, expected);
        app.close();
    }
}

/// Twenty people look back at once while the journal grows: each sees the past, none waits for ever.
#[test]
fn many_ask_at_once_while_the_journal_grows() {
    let (app, clock) = engine(5);
    let admit = |number: u32| {
        clock.set(clock.now().plus(MINUTE));
        let told = Told::insert(Kind::Admission, &format!("V{number}"))
            .of(&format!("PATIENT{number}"))
            .in_(&format!("U1/{number}/1"));
        assert!(ask(&app, told.command()));
    };
    (0..40).for_each(admit);
    let witness = app.snapshot();
    let at = clock.now();
    std::thread::scope(|scope| {
        for number in 0..20_i64 {
            let app = &app;
            scope.spawn(move || {
                for minute in 0..40_i64 {
                    let asked = at.plus(-(minute + number) % 40 * MINUTE);
                    let then = app.past_now(asked).expect("a state");
                    let minutes = usize::try_from(at.since(asked) / MINUTE).expect("minutes");
                    assert_eq!(then.state.stays.len(), 40 - minutes);
                }
            });
        }
        (40..60).for_each(admit);
    });
    assert_eq!(
        app.past_now(at).expect("a state").state.freeze(),
        witness.state.freeze()
    );
    app.close();
}

/// A search backwards lands on places of the journal that reach down to its beginning.
#[test]
fn a_search_backwards_lands_down_to_the_beginning() {
    let (app, clock) = engine(4);
    let turns = (0..12).map(|number| Turn {
        minutes: 1,
        command: Told::insert(Kind::Admission, &format!("V{number}"))
            .of("SOMEBODY")
            .in_(&format!("U1/{number}/1"))
            .command(),
    });
    live_through(&app, &clock, turns.collect());
    let landings = app.landings(Seq::new(20));
    assert!(landings.is_sorted_by(|one, two| one > two), "{landings:?}");
    assert!(landings.iter().all(|seq| *seq <= Seq::new(20)));
    assert_eq!(landings.last(), Some(&Seq::START));
    assert!(landings.len() > 3, "{landings:?}");
    let mut seen = 0;
    app.onwards(landings[0], |step| {
        seen += 1;
        assert_eq!(step.state.seq, step.record.seq.number());
        seen < 3
    })
    .expect("a journal");
    assert_eq!(seen, 3);
    app.close();
}

/// The board of an hour does not show what was told later of that hour: that is what was on the wall.
#[test]
fn what_is_told_late_is_not_on_the_board_of_the_hour_it_is_about() {
    let (app, clock) = engine(4);
    let told = Told::insert(Kind::Admission, "V1")
        .of("DURAND")
        .at("12:00")
        .in_("U1/1/1");
    clock.set(moment("15:00"));
    assert!(ask(&app, told.command()));
    clock.set(moment("16:00"));
    assert_eq!(
        app.past_now(moment("14:00")).expect("a state").state.stays.len(),
        0
    );
    assert_eq!(
        app.past_now(moment("15:00")).expect("a state").state.stays.len(),
        1
    );
    app.close();
}
