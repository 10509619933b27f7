//! What a change of rules would do to the beds proposed, before anybody publishes it.

use std::sync::Arc;

use domain::flow::placement::{Beds, FirmRule, Ranked, SoftRule, StatePromises, Strength, compare, rank};
use domain::view::board::bed_name;

use crate::scene::Scene;

/// The first beds before and after a change: bed, place and points before, after.
fn shifts(
    scene: &Scene,
    who: &str,
    change: impl FnOnce(&mut domain::flow::placement::PlacementSettings),
) -> String {
    let state = &scene.hospital.state;
    let mut tried = state.clone();
    let mut settings = (*tried.placement).clone();
    change(&mut settings);
    tried.placement = Arc::new(settings);
    let (was, is) = (
        Beds::of(state, &StatePromises(state)),
        Beds::of(&tried, &StatePromises(&tried)),
    );
    let (question, now) = (scene.question(who), scene.hospital.now);
    let (before, after) = (rank(&was, &question, now, 0), rank(&is, &question, now, 0));
    let said =
        |it: Option<Ranked>| it.map_or_else(|| "-".to_owned(), |it| format!("{}({})", it.place, it.points));
    let lines = compare(&before, &after, 2).into_iter().map(|it| {
        let bed = bed_name(state, it.bed).expect("a bed");
        format!("{bed}: {} {}", said(it.before), said(it.after))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn scene() -> Scene {
    Scene::new("Cardio\n101: P[DURAND ♂70] F[libre]\n102: [libre]\n103: P[libre] F[libre]")
}

#[test]
fn rules_that_stay_move_nothing() {
    assert_eq!(
        shifts(&scene(), "♀72", |_| {}),
        "103 P: 1(0) 1(0)\n103 F: 2(0) 2(0)"
    );
}

#[test]
fn a_bed_that_rises_is_told_with_the_one_that_leaves() {
    let found = shifts(&scene(), "♀72", |it| {
        it.soft.insert(SoftRule::SingleKept, 0);
    });
    assert_eq!(found, "102: 3(40) 1(0)\n103 P: 1(0) 2(0)\n103 F: 2(0) 3(0)");
}

#[test]
fn a_bed_that_was_refused_has_no_place_before() {
    let found = shifts(&scene(), "♀72", |it| {
        it.firm.insert(FirmRule::Sex, Strength::Off);
    });
    assert_eq!(found, "101 F: - 1(0)\n103 P: 1(0) 2(0)\n103 F: 2(0) 3(0)");
}
