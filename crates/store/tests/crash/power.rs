//! Power cuts: what was not synced is gone.

use crate::child;
use crate::harness::{Dice, Said, World, rounds, start, world};

/// Cuts the power once at a random moment; returns how many acknowledged records are gone.
fn cut(world: &World, dice: &mut Dice, said: &mut Said, settings: &[(&str, &str)]) -> u64 {
    let seed = dice.below(1 << 30).to_string();
    let mut child = start(
        world
            .child_on_shim("write")
            .env("POWER_SEED", seed)
            .envs(settings.iter().copied()),
    );
    assert!(child.acknowledges(1 + dice.below(60) as u32, said), "{said:?}");
    child.signal("USR1");
    child.finish(said);
    let missing = world.missing_of(said.acked);
    // The next round starts from what is left.
    said.acked -= missing;
    missing
}

#[test]
fn s02_power_cut_loses_no_acknowledged_write() {
    let (world, mut dice, mut said) = (world(), Dice(2), Said::default());
    for round in 0..rounds() {
        assert_eq!(cut(&world, &mut dice, &mut said, &[]), 0, "round {round}");
    }
    eprintln!(
        "power cut, FULL: {} cuts, {} acknowledged, 0 lost",
        rounds(),
        said.acked
    );
}

#[test]
fn s02_power_cut_that_tears_sectors_loses_no_acknowledged_write() {
    let (world, mut dice, mut said) = (world(), Dice(3), Said::default());
    for round in 0..rounds() {
        let kept = if round % 2 == 0 { "50" } else { "90" };
        assert_eq!(
            cut(&world, &mut dice, &mut said, &[("POWER_KEEP", kept)]),
            0,
            "round {round}"
        );
    }
    eprintln!(
        "power cut with torn sectors, FULL: {} cuts, {} acknowledged, 0 lost",
        rounds(),
        said.acked
    );
}

/// The negative control: the same test sees the loss when commits do not wait for the disk.
#[test]
fn s02_the_test_can_fail_without_full_sync_acknowledged_writes_are_lost() {
    let (world, mut dice, mut said) = (world(), Dice(4), Said::default());
    let mut lost = 0;
    for round in 0..rounds() {
        lost += cut(&world, &mut dice, &mut said, &[(child::NORMAL, "1")]);
        if lost > 0 && round >= 2 {
            eprintln!(
                "power cut, NORMAL: {} cuts, {} kept, {lost} acknowledged and lost",
                round + 1,
                said.acked
            );
            return;
        }
    }
    panic!("synchronous=NORMAL must lose acknowledged writes, else this test proves nothing");
}
