//! The same seed tells the same story, from any moment on.

mod common;

use common::{days, hours, live, start};
use sim::{Config, Hospital};

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let story = |seed| {
        live(
            &mut Hospital::new(seed, start(), Config::default()),
            start().plus(days(3)),
        )
    };
    let (first, second, other) = (story(11), story(11), story(12));
    assert!(first.len() > 4_000, "{} messages in three days", first.len());
    assert!(first == second, "two runs of one seed differ");
    assert!(first != other, "two seeds tell the same story");
}

#[test]
fn messages_come_in_time_order_and_stop_where_asked() {
    let until = start().plus(days(2));
    let messages = live(&mut Hospital::new(3, start(), Config::default()), until);
    assert!(messages.windows(2).all(|pair| pair[0].at <= pair[1].at));
    assert!(
        messages
            .iter()
            .all(|message| start() <= message.at && message.at < until)
    );
}

#[test]
fn asking_in_small_steps_or_at_once_is_the_same() {
    let mut at_once = Hospital::new(5, start(), Config::default());
    let whole = live(&mut at_once, start().plus(days(1)));
    let mut by_steps = Hospital::new(5, start(), Config::default());
    let mut pieces = Vec::new();
    for hour in 1..=24 {
        pieces.extend(live(&mut by_steps, start().plus(hours(hour))));
    }
    assert!(whole == pieces);
}

#[test]
fn a_resumed_hospital_goes_on_where_it_was() {
    let (middle, end) = (start().plus(days(2) + 12_345), start().plus(days(3)));
    let mut unbroken = Hospital::new(9, start(), Config::default());
    live(&mut unbroken, middle);
    let rest = live(&mut unbroken, end);
    let resumed = live(&mut Hospital::resume(9, start(), Config::default(), middle), end);
    assert!(rest == resumed);
    assert!(!rest.is_empty());
}

#[test]
fn resuming_at_the_start_is_starting() {
    let until = start().plus(hours(1));
    let new = live(&mut Hospital::new(4, start(), Config::default()), until);
    let resumed = live(
        &mut Hospital::resume(4, start(), Config::default(), start()),
        until,
    );
    assert!(new == resumed);
}
