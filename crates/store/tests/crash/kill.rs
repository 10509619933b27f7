//! kill -9: the process is gone, the system is not.

use store::{OpenError, Options, Store};

use crate::child;
use crate::harness::{Dice, Said, close, rounds, run, start, world};

#[test]
fn s01_kill_minus_nine_loses_no_acknowledged_write() {
    let world = world();
    let mut dice = Dice(1);
    let mut said = Said::default();
    for round in 0..rounds() {
        let mut child = start(&mut world.child("write"));
        assert!(
            child.acknowledges(1 + dice.below(60) as u32, &mut said),
            "round {round}: {said:?}"
        );
        child.process.kill().expect("killed");
        child.finish(&mut said);
        assert_eq!(world.missing_of(said.acked), 0, "round {round}");
    }
    eprintln!(
        "kill -9: {} rounds, {} acknowledged, 0 lost",
        rounds(),
        said.acked
    );
    assert!(said.acked > u64::from(rounds()), "{said:?}");
}

#[test]
fn s23_a_start_killed_at_any_write_is_resumed_by_the_next() {
    let mut points = 0;
    loop {
        points += 1;
        let world = world();
        let said = run(world
            .child_on_shim("open")
            .env("POWER_FAIL", points.to_string())
            .env("POWER_KIND", "kill"));
        assert_eq!(world.missing_of(0), 0, "killed at operation {points}");
        if said.has("done") {
            break;
        }
    }
    assert!(points > 3, "creating a base writes more than {points} times");
}

#[test]
fn s24_two_processes_never_write_one_file() {
    let world = world();
    let mut holder = start(world.child("hold").stdin(std::process::Stdio::piped()));
    let mut said = Said::default();
    while !said.has("holding") {
        assert!(holder.hears_a_line(&mut said), "{said:?}");
    }
    match Store::open(&world.base, child::at(0), Options::default()) {
        Err(error @ OpenError::InUse { .. }) => {
            let told = error.to_string();
            assert!(told.contains(&format!("pid {}", holder.process.id())), "{told}");
        }
        other => panic!("should be refused: {other:?}"),
    }
    let reader = Store::open_for_reading(&world.base, Options::default()).expect("reading is free");
    reader.begin().map(|_| ()).expect_err("but only reading");
    holder.process.kill().expect("killed");
    holder.finish(&mut said);
    close(world.open());
}
